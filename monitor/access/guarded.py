"""A session as one person may use it: every read and write of dialogues, consultations and data checks the rights first.

guard = Guarded(session, who.person)      # the person is asked for again at every read and write
guard.dialogues.cycle(...)                # only what the person may see
guard.session                             # for code that takes a Session: its dialogues, journal and workspace check too
"""

from __future__ import annotations

from collections.abc import Callable

from monitor.access.records import DialogueScope, Person, Rights
from monitor.consultation.store import Consultations
from monitor.dialogues.reader import Dialogues
from monitor.session import Session
from monitor.store.journal import Journal


class Guarded:
    """Cheap to make: once per run. What it refuses raises `NotAllowed` with a Dutch text for the screen."""

    def __init__(self, session: Session, person: Callable[[], Person]) -> None:
        self._whole, self._person = session, person
        self.session: Session = session
        """A session with guarded dialogues, journal and workspace: give this to reports, documents and imports."""
        self.dialogues: Dialogues = session.dialogues
        self.consultations = Consultations(session.dialogues.journal)

    @property
    def journal(self) -> Journal:
        return self.dialogues.journal

    @property
    def person(self) -> Person:
        return self._person()

    @property
    def rights(self) -> Rights:
        return self._person().rights

    def scope(self, origin: str, municipality: str) -> DialogueScope:
        """What the person may see of the dialogues of one municipality."""
        return self.rights.dialogue(origin, municipality)

    def may_see_national(self) -> bool:
        return self.rights.national

    def may_import(self) -> bool:
        """Reading national numbers in, or taking them out."""
        return self.rights.manage

    def may_manage(self) -> bool:
        """People, roles and the audit trail."""
        return self.rights.manage

    def may_consult(self, origin: str) -> bool:
        """Preparing consultations; those of the example are open to whoever may see anything."""
        return self.rights.consultations

    def may_set_up(self, origin: str, municipality: str) -> bool:
        """Reading lists and forms in, changing the settings of the year, deciding on doubles."""
        return self.scope(origin, municipality).may_set_up

    def need(self, allowed: bool, what: str) -> None:
        """Refuse unless allowed: raises NotAllowed and keeps a line in the audit trail. `what` ends "U mag ... niet."."""

    def record(self, kind: str, about: str) -> None:
        """A line in the audit trail, with the data version of now."""
