"""Children from childcare to school: the matrix, who has no talk yet, and what changed against last year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.dialogues.records import Amount, Cycle, Location

Pair = tuple[str, str]
"""The ids of a childcare location and a school, in that order."""


@dataclass(frozen=True, slots=True)
class ClosedDoor:
    """A location with VVE flow and no joint dialogue, whom it might invite, and why (Dutch, without full stop)."""

    location_id: str
    suggested_partner_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class FlowCell:
    """Children and those among them with a VVE indication; `has_dialogue`: the pair (or the location) has talked."""

    children: Amount
    vve: Amount
    has_dialogue: bool


@dataclass(frozen=True, slots=True)
class FlowMatrix:
    """Rows are childcare locations, columns schools, largest first. A pair without a cell has no children."""

    rows: tuple[Location, ...]
    columns: tuple[Location, ...]
    cells: dict[Pair, FlowCell]
    row_totals: dict[str, FlowCell]
    column_totals: dict[str, FlowCell]
    total: FlowCell


@dataclass(frozen=True, slots=True)
class Partner:
    """One location with which a location has flow; `talked_last_year` is None when that is not known."""

    location: Location
    children: Amount
    vve: Amount
    has_dialogue: bool
    talked_last_year: bool | None


@dataclass(frozen=True, slots=True)
class NotableChange:
    """A flow that differs much from last year; before is 0 for a new flow, now is 0 for one that ended."""

    from_id: str
    to_id: str
    before: Amount
    now: Amount
    sentence: str


def closed_doors(cycle: Cycle, on: date, hide_small: bool = True) -> tuple[ClosedDoor, ...]:
    """Locations with VVE flow and no joint dialogue, in the order of the register."""
    raise NotImplementedError


def matrix(cycle: Cycle, on: date, hide_small: bool = True) -> FlowMatrix:
    """All flows of the year; with `hide_small` small numbers and what gives them away are suppressed."""
    raise NotImplementedError


def partners_of(cycle: Cycle, location_id: str, on: date, hide_small: bool = True) -> tuple[Partner, ...]:
    """All flows of one location, most children first."""
    raise NotImplementedError


def notable_changes(cycle: Cycle, hide_small: bool = True) -> tuple[NotableChange, ...]:
    """Flows that changed much against last year, largest change first; none when last year is not known."""
    raise NotImplementedError
