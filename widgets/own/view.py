"""What every part of the page *Mijn locatie* works with, read once per run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.catalogue import CareType, Catalogue
from monitor.dialogues.records import Cycle
from monitor.own.compare import compare
from monitor.own.records import OwnRow, OwnScores
from monitor.records import DEMO, OWN
from widgets.own import held
from widgets.runtime import Context


@dataclass(frozen=True)
class View:
    """One care type with the own scores of it. `cycle` is the dialogue year before this one with data, None without."""

    here: Context
    care_type: CareType
    cycle: Cycle | None

    @property
    def catalogue(self) -> Catalogue:
        return self.here.catalogue

    @property
    def on(self) -> date:
        return self.here.reference_date

    @property
    def has_numbers(self) -> bool:
        """Whether there are national scores in view."""
        return self.here.dataset in (OWN, DEMO)

    def rows(self) -> tuple[OwnRow, ...]:
        """The own rows beside the data set in view."""
        own = OwnScores(self.care_type.code, held.scores(self.care_type.code), held.text("location"))
        return compare(self.here.session, own, origin=self.here.dataset, state=self.here.state)


def last_cycle(here: Context) -> Cycle | None:
    """The newest dialogue year before the running one of the data set in view that has locations; None when none has."""
    origin = DEMO if here.is_demo else OWN
    dialogues = here.session.dialogues
    year = here.reference_date.year
    known = [(m, y) for m, y in dialogues.cycles(origin, here.state, here.reference_date) if y < year]
    for municipality, found in sorted(known, key=lambda pair: -pair[1]):
        cycle = dialogues.cycle(origin, municipality, found, here.state).as_of(here.reference_date)
        if not cycle.is_empty:
            return cycle
    return None
