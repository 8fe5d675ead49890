"""The monitor triple: is there a figure on reach, quality and yields, for the city and for each location?"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.dialogues.records import Cycle, SeriesPoint
from monitor.dialogues.words import Words
from monitor.tables import Table

CITY, LOCATIONS = "city", "locations"


@dataclass(frozen=True, slots=True)
class Presence:
    """One aspect at one level. Numbers count the city (1) or active locations, by the state of their latest figure.

    present + suppressed + missing + not_asked = of. `year` is the latest year with a figure; `reason` says why one misses.
    """

    aspect: str
    level: str
    present: int
    suppressed: int
    missing: int
    not_asked: int
    of: int
    year: int | None
    has_break: bool
    reason: str
    sentence: str


def triple(cycle: Cycle) -> tuple[Presence, ...]:
    """Per aspect (in the order of the words) first the city, then the locations."""
    raise NotImplementedError


def city_points(cycle: Cycle) -> tuple[SeriesPoint, ...]:
    """The figures of the whole municipality, by aspect, indicator and year."""
    raise NotImplementedError


def table(cycle: Cycle, words: Words) -> Table:
    """All figures, a row per indicator and location, a column per year; the four states as different words and signs."""
    raise NotImplementedError
