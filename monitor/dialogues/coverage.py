"""Who delivered what: location by internal dialogue, joint dialogue and mandatory theme; with three denominators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.dialogues.records import Cycle, Location
from monitor.dialogues.words import Words
from monitor.tables import Table


@dataclass(frozen=True, slots=True)
class CellState:
    """A code of the words of kind "coverage", the day that belongs to it, and what must be said beside it (Dutch)."""

    code: str
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One active location. `themes` holds the mandatory ones, `chosen` the labels of other themes that it spoke of."""

    location: Location
    internal: CellState
    joint: CellState
    themes: dict[str, CellState]
    chosen: tuple[str, ...]
    actions: int
    help_asked: bool
    has_gap: bool


@dataclass(frozen=True, slots=True)
class Denominator:
    """`done` of `total` things called `name` (locations, dialogues, pairs), said in a Dutch sentence."""

    name: str
    done: int
    total: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Coverage:
    rows: tuple[CoverageRow, ...]
    denominators: tuple[Denominator, ...]


def coverage(cycle: Cycle, on: date) -> Coverage:
    """One row per active location, per area in the order of the settings, then by name."""
    raise NotImplementedError


def cell_text(cell: CellState, words: Words) -> str:
    """ "Ingestuurd, 12 mei 2026": the word of a cell with its day and note."""
    raise NotImplementedError


def table(found: Coverage, cycle: Cycle, words: Words) -> Table:
    """The coverage as a table for screen and download."""
    raise NotImplementedError
