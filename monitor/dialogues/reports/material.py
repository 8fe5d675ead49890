"""What every document of a dialogue year is made from: the year, the day, and the same counts as the screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from monitor.dialogues import words as vocabulary
from monitor.dialogues.coverage import Coverage, coverage
from monitor.dialogues.flows import ClosedDoor, FlowMatrix, closed_doors, matrix
from monitor.dialogues.quotes import Quote, picked
from monitor.dialogues.records import Action, Cycle
from monitor.dialogues.reports.large_areas import large_enough
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.status import AreaStatus, Status, status
from monitor.dialogues.tags import Place, tags_of
from monitor.dialogues.themes import ThemeSummary, theme_summaries
from monitor.dialogues.words import Words
from monitor.national import National
from monitor.records import DEMO, DEMO_STAMP
from monitor.session import Session
from monitor.wording.dialogue import year_text
from monitor.wording.numbers import MONTHS, date_text

if TYPE_CHECKING:
    from monitor.export.docx import WordDocument

STAMP = DEMO_STAMP
SOURCE = "vragenlijsten van locaties en scholen"


class ReportError(ValueError):
    """A document cannot be made; the message is in Dutch, for the user."""


@dataclass(frozen=True)
class Material:
    """One dialogue year on one day. Counts are worked out once, when a document first asks for them.

    Small flows are always hidden here: a document goes to people who may not see them.
    """

    session: Session
    cycle: Cycle
    on: date
    data_version: str

    @property
    def settings(self) -> CycleSettings:
        return self.cycle.settings

    @property
    def stamp(self) -> str:
        return STAMP if self.cycle.origin == DEMO else ""

    @cached_property
    def words(self) -> Words:
        return vocabulary.load(self.session.catalogue.folders)

    @cached_property
    def status(self) -> Status:
        return status(self.cycle, self.on)

    @cached_property
    def areas(self) -> tuple[AreaStatus, ...]:
        """The areas as a document may show them: those of few locations together."""
        return large_enough(self.status.by_area.values(), self.settings.min_locations)

    @cached_property
    def coverage(self) -> Coverage:
        return coverage(self.cycle, self.on)

    @cached_property
    def flows(self) -> FlowMatrix:
        return matrix(self.cycle, self.on, hide_small=True)

    @cached_property
    def doors(self) -> tuple[ClosedDoor, ...]:
        """Locations with VVE flow and no joint dialogue; the reason names no small number."""
        return closed_doors(self.cycle, self.on, hide_small=True)

    @cached_property
    def national(self) -> National:
        return self.session.national()

    @cached_property
    def themes(self) -> tuple[ThemeSummary, ...]:
        return theme_summaries(self.cycle, self.on)

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        return picked(self.session.dialogues.journal, self.cycle.origin, self.cycle.municipality, self.cycle.year)

    @cached_property
    def tags(self) -> dict[Place, tuple[str, ...]]:
        return tags_of(self.session.dialogues.journal, self.cycle)

    def actions_with(self, *statuses: str) -> tuple[Action, ...]:
        """The actions of this year that have one of these statuses now."""
        return tuple(action for action in self.cycle.actions if action.status in statuses)

    def about(self) -> list[tuple[str, str]]:
        """What every document says about itself."""
        return [
            ("Gemeente", self.settings.municipality_label),
            ("Dialoogjaar", year_text(self.settings)),
            ("Bron", SOURCE),
            ("Dataversie", self.data_version),
            ("Peildatum", date_text(self.on)),
        ]

    def document(self, title: str, *, compact: bool = False) -> WordDocument:
        subject = f"{self.settings.dialogue_name}, {self.settings.municipality_label}"
        from monitor.export.docx import WordDocument  # only when somebody downloads

        return WordDocument(title, subject=subject, stamp=self.stamp, about=self.about(), compact=compact)


def has_or_have(n: int) -> str:
    return "heeft" if n == 1 else "hebben"


def period_text(first: date, last: date) -> str:
    """1 maart t/m 31 mei 2026, 1 t/m 30 november 2026: nothing is said twice; one day when they are the same."""
    if first == last:
        return date_text(first)
    if first.year != last.year:
        return f"{date_text(first)} t/m {date_text(last)}"
    begin = str(first.day) if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{begin} t/m {date_text(last)}"
