"""A session as one person may use it: every read and write of dialogues, consultations and data checks the rights first.

guard = Guarded(session, who.person)      # the person is asked for again at every read and write
guard.dialogues.cycle(...)                # only what the person may see
guard.session                             # for code that takes a Session: its dialogues, journal and workspace check too
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from monitor.access import audit, people
from monitor.access.asker import Asker
from monitor.access.check import Checked, check
from monitor.access.guarded_dialogues import GuardedDialogues
from monitor.access.guarded_journal import NOT_CHANGED, GuardedJournal
from monitor.access.guarded_workspace import LOCAL, GuardedWorkspace
from monitor.access.records import DialogueScope, Person, Rights
from monitor.access.scope import views
from monitor.access.stream_rules import may_consult
from monitor.catalogue import Catalogue
from monitor.consultation.store import Consultations
from monitor.records import DEMO
from monitor.session import Session
from monitor.store.state import Dataset, State

NOTHING_HERE = "U mag hier nog niets zien. Vraag de beheerder om een rol."
NOT_FOR_ROLE = "Dit hoort niet bij uw rol."


class Guarded:
    """Cheap to make and to keep. What it refuses raises `NotAllowed` with a Dutch text for the screen."""

    def __init__(self, session: Session, person: Callable[[], Person]) -> None:
        self._asker = Asker(session, person)
        self.journal = GuardedJournal(self._asker)
        self._workspace = GuardedWorkspace(self._asker)
        self.dialogues = GuardedDialogues(self._asker, self.journal, self._workspace)
        self.consultations: Consultations = GuardedConsultations(self._asker, self.journal)

    @property
    def session(self) -> Session:
        """A session with guarded dialogues, journal and workspace: give this to reports, documents and imports.

        Raises NotAllowed for who may see nothing at all.
        """
        self._asker.need(self.rights.has_any, NOTHING_HERE, "openen")
        return self._session

    @cached_property
    def _session(self) -> Session:
        seen = copy.copy(self._asker.whole)
        seen.dialogues, seen.workspace = self.dialogues, self._workspace
        return seen

    @property
    def catalogue(self) -> Catalogue:
        """Labels and codes: the same for everybody, so nobody is asked for."""
        return self._asker.whole.catalogue

    @property
    def person(self) -> Person:
        return self._asker.person

    @property
    def rights(self) -> Rights:
        return self._asker.rights

    def scope(self, origin: str, municipality: str) -> DialogueScope:
        """What the person may see of the dialogues of one municipality."""
        return self._asker.scope(origin, municipality)

    def views(self, origin: str, municipality: str) -> tuple[str, ...]:
        """The views of a year that the person has, that of the role first (see `monitor.access.scope.views`)."""
        return views(self.scope(origin, municipality))

    def may_see_national(self) -> bool:
        return self.rights.national

    def may_write(self) -> bool:
        """Whether anything at all may be changed: a visitor changes nothing, not even the example."""
        return self._asker.may_write

    def may_import(self) -> bool:
        """Reading national numbers in, or taking them out."""
        return self.rights.manage and self._asker.may_write

    def may_manage(self) -> bool:
        """People, roles and the audit trail."""
        return self.rights.manage

    def may_consult(self, origin: str) -> bool:
        """Preparing consultations; those of the example are open to whoever may see anything."""
        return may_consult(self._asker, origin)

    def may_set_up(self, origin: str, municipality: str) -> bool:
        """Reading lists and forms in, changing the settings of the year, deciding on doubles."""
        return self.scope(origin, municipality).may_set_up and self._asker.may_write

    def in_charge_of(self, state: State) -> frozenset[str]:
        """The data sets that are for this person to take out of use, those included that were taken out already.

        National numbers and the example are for who manages them, and so is what is damaged. Lists of a dialogue are for
        who sets up every municipality that is in them; of nobody but who manages when no file tells.
        """
        known = {change.dataset.dataset_id: change.dataset for change in state.changes}
        if self._asker.may_all:
            return frozenset(known)
        if not self._asker.may_write:
            return frozenset()
        towns = self._asker.whole.dialogues.index.towns(tuple(state.files.get(table, ()) for table in sorted(LOCAL)))
        scope, manages = self._asker.scopes(), self.rights.manage
        aside = {one.dataset.dataset_id for one in state.set_aside}

        def is_ours(dataset: Dataset) -> bool:
            of = towns.get(dataset.dataset_id, frozenset())
            if dataset.origin == DEMO or not of or (manages and dataset.dataset_id in aside):
                return manages
            return all(scope(dataset.origin, town).may_set_up for town in of)

        return frozenset(key for key, dataset in known.items() if is_ours(dataset))

    def need(self, allowed: bool, what: str) -> None:
        """Refuse unless allowed: raises NotAllowed and keeps a line in the audit trail. `what` names it in a few words."""
        self._asker.need(allowed, NOT_FOR_ROLE, what)

    def record(self, kind: str, about: str) -> None:
        """A line in the audit trail, with the data version of now. Raises OSError when it cannot be kept.

        None for a visitor: nobody knows who that is, and a stranger could fill the disk.
        """
        if not self._asker.may_write:
            return
        whole = self._asker.whole
        audit.record(whole.dialogues.journal, kind, about, whole.data_version())

    def people_check(self) -> Checked:
        """What is wrong with the file of people, and what it names that nobody knows. For who manages."""
        self.need(self.may_manage(), "personen en rollen")
        whole = self._asker.whole
        return check(people.load(whole.workspace.folder), whole)

    def trail(
        self, since: date | None = None, until: date | None = None, who: str | None = None
    ) -> list[audit.AuditLine]:
        """The audit trail, for who manages. Raises NotAllowed for others."""
        self.need(self.may_manage(), "het logboek")
        return audit.lines(self._asker.whole, since, until, who)


class GuardedConsultations(Consultations):
    """Reads and writes by way of the guarded journal; a new one is refused before its name is taken."""

    def __init__(self, asker: Asker, journal: GuardedJournal) -> None:
        super().__init__(journal)
        self._asker = asker

    def create(
        self, name: str, held_on: date | None = None, closes_on: date | None = None, parties: Sequence[str] = (),
        contact: str = "", origin: str = "own", consultation_id: str = "",
    ) -> str:  # fmt: skip
        may: Any = self._asker.may_all or (self._asker.may_write and may_consult(self._asker, origin))
        self._asker.need(bool(may), NOT_CHANGED, "maken: overleg")
        return super().create(name, held_on, closes_on, parties, contact, origin, consultation_id)
