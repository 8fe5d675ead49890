"""Who asks, and about which workspace: what every guarded part decides with."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from monitor import clock
from monitor.access import audit
from monitor.access.records import EVERYTHING, NO_RIGHTS, TOTALS, DialogueScope, NotAllowed, Person, Rights
from monitor.access.rights import both
from monitor.access.scope import scoped, scoped_drafts, view_of
from monitor.catalogue import spelling
from monitor.dialogues.reader import with_drafts
from monitor.dialogues.records import Cycle
from monitor.records import DEMO, OWN
from monitor.session import Session
from monitor.store.workspace import State

log = logging.getLogger("kwaliteit")
SECONDS = 1.0
"""How long it is known which municipalities a workspace has."""
MOST_VIEWS = 256
"""Views of one year that are kept: as many as there are people with other locations."""


@dataclass
class Asker:
    """`whole` is the session without a guard: only this package reads from it."""

    whole: Session
    tell: Callable[[], Person]
    """Who it is, asked anew each time: a role that is taken away counts at the next read or write."""
    _only: tuple[float, str | None] = field(default=(float("-inf"), None))

    @property
    def person(self) -> Person:
        return self.tell()

    @property
    def rights(self) -> Rights:
        return self.tell().rights

    @property
    def may_all(self) -> bool:
        """A laptop of one person: nothing needs to be looked at."""
        return self.tell().rights is EVERYTHING

    @property
    def may_write(self) -> bool:
        """A visitor changes nothing, not even the example: nobody would know who it was."""
        person = self.tell()
        return person.is_alone or person.is_signed_in

    # -------------------------------------------------------------------------------------------------- municipalities

    def scope(self, origin: str, municipality: str) -> DialogueScope:
        """What the person may see of one municipality. A line without a municipality is about the only one there is."""
        return self._scope(self.rights, origin, municipality)

    def scopes(self) -> Callable[[str, str], DialogueScope]:
        """The same for many municipalities at one moment: who it is, is asked once."""
        return functools.cache(functools.partial(self._scope, self.rights))

    def _scope(self, rights: Rights, origin: str, municipality: str) -> DialogueScope:
        if origin == DEMO:
            return rights.dialogue(DEMO, municipality)
        if origin != OWN:
            return NO_RIGHTS.everywhere
        found = rights.dialogues.get(spelling(municipality), rights.everywhere)
        unnamed = rights.dialogues.get("")
        if unnamed is not None and municipality and self._only_municipality() == municipality:
            found = both(found, unnamed)
        return found

    def sets_up_somewhere(self, origin: str) -> bool:
        rights = self.rights
        if origin == DEMO:
            return rights.has_any
        return origin == OWN and any(s.may_set_up for s in (rights.everywhere, *rights.dialogues.values()))

    def _only_municipality(self) -> str | None:
        """The key of the only municipality with data or settings; None when there are several, or none."""
        at, known = self._only
        if time.monotonic() - at > SECONDS:
            keys = {municipality for municipality, _ in self.whole.dialogues.cycles(OWN)}
            known = keys.pop() if len(keys) == 1 else None
            self._only = time.monotonic(), known
        return known

    # ------------------------------------------------------------------------------------------------------------ years

    def cycle(
        self, origin: str, municipality: str, year: int, state: State | None = None, level: str | None = None
    ) -> Cycle:
        """The year as far as the person may see it. Raises NotAllowed when that is nothing."""
        scope = self.scope(origin, municipality)
        if not scope.has_any:
            raise self.refusal("U mag de gegevens van deze gemeente niet zien.", "dialogen van een gemeente")
        dialogues, view = self.whole.dialogues, view_of(scope, level)
        kept = dialogues.kept(origin, municipality, year, state)
        key = (view, scope.locations, clock.today() if view == TOTALS else None)  # a form may count from a later day on
        seen = kept.views.get(key)
        if seen is None:
            if len(kept.views) >= MOST_VIEWS:
                kept.views.clear()
            seen = kept.views[key] = scoped(kept.cycle, scope, view)
        return with_drafts(dialogues.journal, seen, lambda drafts: scoped_drafts(drafts, scope, view))

    def whole_cycle(self, origin: str, municipality: str, year: int) -> Cycle:
        """Without a guard, to decide with."""
        return self.whole.dialogues.kept(origin, municipality, year).cycle

    # --------------------------------------------------------------------------------------------------------- refusals

    def need(self, allowed: bool, message: str, about: str) -> None:
        if not allowed:
            raise self.refusal(message, about)

    def refusal(self, message: str, about: str) -> NotAllowed:
        """What to raise. A line in the audit trail says what was asked for (see `audit.record_refusal`)."""
        if self.person.is_signed_in:  # who is not signed in could fill the disk
            try:
                audit.record_refusal(self.whole.dialogues.journal, about, self.person.person_id)
            except OSError:
                log.exception("a refusal is not in the audit trail")
        return NotAllowed(message)
