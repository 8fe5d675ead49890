"""Where a dialogue year stands on a day: phases, internal and joint dialogues, VVE flow, actions, and all per area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.dialogues import action_lists
from monitor.dialogues.doubles import likely_doubles
from monitor.dialogues.facts import INTERNAL_PHASE, JOINT_PHASE, Facts, facts
from monitor.dialogues.flows import ClosedDoor, closed_doors
from monitor.dialogues.records import Cycle, Dialogue, Location
from monitor.dialogues.settings import Phase
from monitor.dialogues.words import AGREED, IN_YEAR_PLAN, RUNNING
from monitor.dialogues.words import DONE as ACTION_DONE
from monitor.wording import dialogue as say

AHEAD, BUSY, DONE, LATE, PAST = "todo", "busy", "done", "late", "past"
ACTIONS_PHASE = "steering_group"
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
    """Where the year stands on this day. `hide_small` keeps small numbers out of the reasons of suggestions."""
    known = facts(cycle, on)
    internal, joint, vve = _internal(known), _joint(known), _vve(known, hide_small)
    actions = _actions(cycle, on)
    phases = tuple(_phase_state(phase, known, internal, vve, actions) for phase in cycle.settings.phases)
    running = [p for p in cycle.settings.phases if p.start <= on <= p.end]
    later = [p for p in cycle.settings.phases if p.start > on]
    return Status(
        on, phases,
        min(running, key=lambda p: p.end).code if running else None,
        min(later, key=lambda p: p.start).code if later else None,
        internal, joint, vve, actions, _by_area(known, internal, vve),
    )  # fmt: skip


def _internal(known: Facts) -> InternalStatus:
    received = [i for i in known.active if i in known.internal]
    via_board = [i for i, place in known.active.items() if known.is_via_board(place)]
    missing = [i for i, place in known.active.items() if not known.has_delivered(place)]
    return InternalStatus(
        len(known.active), tuple(received), tuple(via_board),
        tuple(i for i in missing if known.has_draft(i, joint=False)), tuple(missing),
        tuple(i for i in received if known.internal_is_late(i)),
        _gaps(known, (d for d in known.counted if not d.is_joint)),
    )  # fmt: skip


def _joint(known: Facts) -> JointStatus:
    held = known.joint_dialogues
    asked = [d for d in held if d.themes_asked]
    ids = {d.dialogue_id for d in held}
    doubles = (double.pair for double in likely_doubles(known.cycle))
    return JointStatus(
        tuple(d.dialogue_id for d in held),
        tuple(d.dialogue_id for d in asked if not known.lacking(d)),
        _gaps(known, asked),
        tuple(pair for pair in doubles if ids.issuperset(pair)),
        tuple(d.dialogue_id for d in held if known.is_late(d.known_on, JOINT_PHASE)),
        tuple(d.dialogue_id for d in held if not (d.themes_asked or d.themes_held)),
    )


def _gaps(known: Facts, dialogues: Iterable[Dialogue]) -> tuple[Gap, ...]:
    return tuple((d.dialogue_id, theme) for d in dialogues for theme in known.lacking(d))


def _vve(known: Facts, hide_small: bool) -> VveStatus:
    pairs = known.vve_pairs
    return VveStatus(
        tuple(known.vve_locations), closed_doors(known.cycle, known.on, hide_small), pairs,
        tuple(pair for pair in pairs if known.have_talked(*pair)),
    )  # fmt: skip


def _actions(cycle: Cycle, on: date) -> ActionStatus:
    ordered = action_lists.ordered(cycle, on)
    return ActionStatus(
        action_lists.counts(cycle.actions),
        tuple(a.action_id for a in ordered if a.is_overdue(on)),
        tuple(a.action_id for a in ordered if not a.owners and not a.is_closed),
    )


# ------------------------------------------------------------------------------------------------------------- phases


def _phase_state(
    phase: Phase, known: Facts, internal: InternalStatus, vve: VveStatus, actions: ActionStatus
) -> PhaseState:
    done: int | None = None
    required: int | None = None
    sentence = phase.what
    if phase.code == INTERNAL_PHASE:
        done, required = internal.required - len(internal.missing), internal.required
        sentence = say.internal(len(internal.received), len(internal.via_school_board), len(internal.missing), required)
    elif phase.code == JOINT_PHASE:
        required = len(vve.locations_with_flow)
        done = required - len(vve.without_dialogue)
        sentence = say.joint(done, required)
    elif phase.code == ACTIONS_PHASE:
        sentence = _actions_sentence(actions)
    if known.on < phase.start:
        return PhaseState(phase, AHEAD, done, required, sentence, say.starts(phase.start, known.on))
    is_complete = bool(required) and done == required
    if is_complete:
        state = DONE
    elif known.on <= phase.end:
        state = BUSY
    else:
        state = LATE if required else PAST  # its days are over; whether the work is done, nothing here tells
    return PhaseState(phase, state, done, required, sentence, say.deadline(phase.end, known.on))


def _actions_sentence(actions: ActionStatus) -> str:
    by_status = actions.by_status
    agreed = sum(by_status[code] for code in (AGREED, IN_YEAR_PLAN, RUNNING, ACTION_DONE))
    return say.agreed(agreed, by_status[ACTION_DONE], by_status[RUNNING], len(actions.overdue))


# ---------------------------------------------------------------------------------------------------------- per area


def _by_area(known: Facts, internal: InternalStatus, vve: VveStatus) -> dict[str, AreaStatus]:
    """The areas that have active locations, in the order of the settings; those without an area come last."""
    settings = known.cycle.settings
    members: dict[str, int] = {area.code: 0 for area in settings.areas}
    for place in known.active.values():
        members[place.area] = members.get(place.area, 0) + 1
    members[""] = members.pop("", 0)
    closed = tuple(door.location_id for door in vve.without_dialogue)
    parts = [
        _grouped(ids, known.active)
        for ids in (internal.received, internal.via_school_board, internal.missing, internal.late, closed)
    ]
    return {
        area: AreaStatus(
            say.area_name(settings, area), settings.contact_role(area), n,
            *(part.get(area, ()) for part in parts),
        )
        for area, n in members.items()
        if n
    }  # fmt: skip


def _grouped(ids: Ids, places: dict[str, Location]) -> dict[str, Ids]:
    found: dict[str, list[str]] = {}
    for i in ids:
        found.setdefault(places[i].area, []).append(i)
    return {area: tuple(members) for area, members in found.items()}
