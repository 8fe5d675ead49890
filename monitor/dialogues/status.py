"""Where a dialogue year stands on a day: phases, internal and joint dialogues, VVE flow, actions, and all per area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from monitor.dialogues.flows import ClosedDoor
from monitor.dialogues.records import Cycle
from monitor.dialogues.settings import Phase

TODO, BUSY, DONE, LATE = "todo", "busy", "done", "late"
Ids = tuple[str, ...]
Gap = tuple[str, str]
"""The id of a dialogue and the code of a mandatory theme that it lacks."""


@dataclass(frozen=True, slots=True)
class PhaseState:
    """One phase on a day. `done` of `required` are locations; both None when a phase has nothing to count."""

    phase: Phase
    state: str
    done: int | None
    required: int | None
    sentence: str
    deadline: str = ""
    """How long it still runs, or since when it is over (Dutch)."""


@dataclass(frozen=True, slots=True)
class InternalStatus:
    """Location ids. required = received + via_school_board + missing; late is part of received, drafts of missing."""

    required: int
    received: Ids
    via_school_board: Ids
    drafts: Ids
    missing: Ids
    late: Ids
    missing_theme: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class JointStatus:
    """Dialogue ids. Of `dialogues` those in `themes_not_asked` cannot tell whether a theme is missing."""

    dialogues: Ids
    with_all_mandatory_themes: Ids
    missing_theme: tuple[Gap, ...]
    likely_doubles: tuple[tuple[str, str], ...]
    late: Ids = ()
    themes_not_asked: Ids = ()


@dataclass(frozen=True, slots=True)
class VveStatus:
    """Locations with VVE flow, those of them without a joint dialogue, and pairs (childcare, school) for information."""

    locations_with_flow: Ids
    without_dialogue: tuple[ClosedDoor, ...]
    pairs: tuple[tuple[str, str], ...]
    pairs_with_dialogue: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ActionStatus:
    """Number of actions per status code (all codes), and the ids of those over their date and without an owner."""

    by_status: dict[str, int]
    overdue: Ids
    without_owner: Ids


@dataclass(frozen=True, slots=True)
class AreaStatus:
    """The locations of one area, as ids."""

    label: str
    contact_role: str
    required: int
    received: Ids
    via_school_board: Ids
    missing: Ids
    late: Ids
    without_dialogue: Ids


@dataclass(frozen=True, slots=True)
class Status:
    """The whole. `phase` is the running phase that ends first, `next_phase` the first that has yet to start."""

    on: date
    phases: tuple[PhaseState, ...]
    phase: str | None
    next_phase: str | None
    internal: InternalStatus
    joint: JointStatus
    vve: VveStatus
    actions: ActionStatus
    by_area: dict[str, AreaStatus]


def status(cycle: Cycle, on: date, hide_small: bool = True) -> Status:
    """Where the year stands on this day."""
    raise NotImplementedError


def to_json(found: Status, cycle: Cycle) -> dict[str, Any]:
    """Counts as integers, lists of ids, as the command line prints them."""
    raise NotImplementedError
