"""What every part of the dialogue page works with, read once per run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.access.records import ALL, NOTHING, OWN_LOCATIONS, TOTALS, DialogueScope
from monitor.dialogues import words as vocabulary
from monitor.dialogues.reader import Dialogues
from monitor.dialogues.records import Cycle
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.words import Words
from monitor.records import DEMO
from monitor.wording.numbers import listing
from widgets.runtime import Context


@dataclass(frozen=True)
class View:
    """One dialogue year on one day, as far as the person may see it."""

    here: Context
    dialogues: Dialogues
    cycle: Cycle
    words: Words
    level: str = ALL
    """How much of the year is in view (see monitor.access.records); `cycle` holds nothing more."""

    @property
    def on(self) -> date:
        return self.here.reference_date

    @property
    def settings(self) -> CycleSettings:
        return self.cycle.settings

    @property
    def origin(self) -> str:
        return self.cycle.origin

    @property
    def is_demo(self) -> bool:
        return self.origin == DEMO

    # ------------------------------------------------------------------------------------------- what may be seen here

    @property
    def scope(self) -> DialogueScope:
        return self.here.guard.scope(self.origin, self.cycle.municipality)

    @property
    def may_write(self) -> bool:
        """Whether anything may be changed here; a visitor who did not sign in only looks."""
        return self.here.guard.may_write() and not self.is_totals

    @property
    def sees_all(self) -> bool:
        return self.level == ALL

    @property
    def is_totals(self) -> bool:
        """Whether only counts are shown: no answers, and not which location it is about."""
        return self.level == TOTALS

    @property
    def is_own(self) -> bool:
        """Whether this is about some locations of the municipality only."""
        return self.level == OWN_LOCATIONS

    def own_names(self) -> str:
        """The names of the own locations, for a sentence."""
        return listing(sorted(place.name for place in self.cycle.active))


def words_of(here: Context) -> Words:
    return vocabulary.load(here.catalogue.folders)


def has_any(view: View) -> bool:
    return view.level != NOTHING


def has_answers(view: View) -> bool:
    """Whether there are answers to read and forms to fill in for this person."""
    return view.sees_all or view.is_own


def may_fill_in(view: View) -> bool:
    return has_answers(view) and view.may_write


def may_set_up(view: View) -> bool:
    return view.here.guard.may_set_up(view.origin, view.cycle.municipality)
