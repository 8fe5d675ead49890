"""Children from childcare to school: the matrix, who has no talk yet, and what changed against last year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from monitor.dialogues.facts import Facts, facts, is_some
from monitor.dialogues.flow_suppression import TOTAL, Place, hidden, with_totals
from monitor.dialogues.records import Amount, Cycle, Flow, Location
from monitor.dialogues.words import CHILDCARE, MISSING, NOT_ASKED, SCHOOL, SUPPRESSED, VALUE
from monitor.wording import dialogue as say

SOME = 0.5
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


def matrix(cycle: Cycle, on: date, hide_small: bool = True) -> FlowMatrix:
    """All flows of the year; with `hide_small` small numbers and what gives them away are suppressed.

    Locations that are not active, or not in the register at all, have a row or column too: their children went there.
    """
    known = facts(cycle, on)
    amounts = _shown(cycle, hide_small)
    cells = {
        (f.from_id, f.to_id): FlowCell(*amounts[f.from_id, f.to_id], known.have_talked(f.from_id, f.to_id))
        for f in cycle.flows
    }
    rows, columns = dict.fromkeys(r for r, _ in cells), dict.fromkeys(c for _, c in cells)
    row_totals = {r: FlowCell(*amounts[r, None], r in known.joint) for r in rows}
    column_totals = {c: FlowCell(*amounts[None, c], c in known.joint) for c in columns}
    nothing = Amount(0.0)
    return FlowMatrix(
        _by_size(rows, row_totals, known, CHILDCARE), _by_size(columns, column_totals, known, SCHOOL), cells, row_totals,
        column_totals, FlowCell(*amounts.get(TOTAL, (nothing, nothing)), bool(known.joint)),
    )  # fmt: skip


def closed_doors(cycle: Cycle, on: date, hide_small: bool = True) -> tuple[ClosedDoor, ...]:
    """Locations with VVE flow and no joint dialogue, in the order of the register."""
    known = facts(cycle, on)
    closed = [i for i in known.vve_locations if i not in known.joint]
    if not closed:
        return ()
    amounts, near, last_year = _shown(cycle, hide_small), _near(cycle), _LastYear(cycle)
    return tuple(_closed_door(i, near.get(i, ()), known, amounts, last_year) for i in closed)


def partners_of(cycle: Cycle, location_id: str, on: date, hide_small: bool = True) -> tuple[Partner, ...]:
    """All flows of one location, most children first as far as they are shown."""
    known, last_year, amounts = facts(cycle, on), _LastYear(cycle), _shown(cycle, hide_small)
    found = []
    for flow in _near(cycle).get(location_id, ()):
        other = flow.to_id if flow.from_id == location_id else flow.from_id
        children, vve = amounts[flow.from_id, flow.to_id]
        place = known.places.get(other) or _stranger(other, SCHOOL if other == flow.to_id else CHILDCARE)
        talked = known.have_talked(location_id, other)
        found.append(Partner(place, children, vve, talked, last_year.talked(location_id, other)))
    return tuple(sorted(found, key=lambda p: (-p.children.known, -p.vve.known, p.location.name)))


def notable_changes(cycle: Cycle, hide_small: bool = True) -> tuple[NotableChange, ...]:
    """Flows that changed much against last year, largest change first; none when last year is not known.

    A change counts from `notable_change` (share of last year) and `min_children` children. A flow that is in one list
    only is new or ended. With `hide_small` a change of which one of the numbers is hidden in its matrix is left out.
    """
    before_year = cycle.previous
    if before_year is None or not before_year.flows or not cycle.flows:
        return ()
    before, now = _shown(before_year, hide_small), _shown(cycle, hide_small)
    settings, names = cycle.settings, {i: x.name for i, x in (before_year.by_id | cycle.by_id).items()}
    found = []
    for pair in dict.fromkeys((f.from_id, f.to_id) for f in (*cycle.flows, *before_year.flows)):
        then, here = (amounts.get(pair, (Amount(0.0),))[0] for amounts in (before, now))
        if then.state != VALUE or here.state != VALUE:
            continue
        difference = abs(here.known - then.known)
        if difference >= settings.min_children and difference >= settings.notable_change * then.known:
            told = say.change(names.get(pair[0], pair[0]), names.get(pair[1], pair[1]), then.known, here.known)
            found.append(NotableChange(*pair, then, here, told))
    return tuple(sorted(found, key=lambda c: (-abs(c.now.known - c.before.known), c.from_id, c.to_id)))


# ------------------------------------------------------------------------------------------------------------ amounts


@lru_cache(maxsize=64)
def _amounts(flows: tuple[Flow, ...], least: int) -> dict[Place, tuple[Amount, Amount]]:
    """Children and children with VVE of each pair and of all totals; from 1 to `least` - 1 may not be shown.

    Kept, because every view of a year asks for the same ones.
    """
    children, vve = (
        {(f.from_id, f.to_id): f.children for f in flows},
        {(f.from_id, f.to_id): f.children_vve for f in flows},
    )
    numbers, vve_numbers = with_totals(_numbers(children)), with_totals(_numbers(vve))
    hide, hide_vve = hidden(numbers, vve_numbers, least)
    states, vve_states = _states(children), _states(vve)
    return {
        place: (
            _amount(numbers[place], place in hide, states[place]),
            _amount(vve_numbers[place], place in hide_vve, vve_states[place]),
        )
        for place in numbers
    }


def _shown(cycle: Cycle, hide_small: bool) -> dict[Place, tuple[Amount, Amount]]:
    return _amounts(cycle.flows, cycle.settings.min_children if hide_small else 0)


def _numbers(cells: Mapping[Pair, Amount]) -> dict[Pair, int | None]:
    return {p: int(a.value) if a.state == VALUE and a.value is not None else None for p, a in cells.items()}


def _states(cells: Mapping[Pair, Amount]) -> dict[Place, str]:
    """Why a place has no number: a total misses when a part misses, else it has the state of the parts without one."""
    found: dict[Place, str] = {}
    for pair, amount in cells.items():
        state = amount.state if amount.state != VALUE or amount.value is not None else MISSING
        found[pair] = state
        for place in ((pair[0], None), (None, pair[1]), TOTAL):
            found[place] = _state_of_sum(found.get(place, state), state)
    return found


def _state_of_sum(a: str, b: str) -> str:
    if a == b:
        return a
    return MISSING if {a, b} & {MISSING, NOT_ASKED} else SUPPRESSED


def _amount(number: int | None, is_hidden: bool, state: str) -> Amount:
    if number is None:
        return Amount(None, state)
    return Amount(None, SUPPRESSED) if is_hidden else Amount(float(number))


def _by_size(ids: Iterable[str], totals: Mapping[str, FlowCell], known: Facts, kind: str) -> tuple[Location, ...]:
    """Largest first by what is shown: an order by hidden numbers would tell something about them."""
    places = [known.places.get(i) or _stranger(i, kind) for i in ids]
    return tuple(sorted(places, key=lambda x: (-totals[x.location_id].children.known, x.name, x.location_id)))


def _stranger(location_id: str, kind: str) -> Location:
    """A location that the list of flows names and the register does not."""
    return Location(location_id, location_id, kind, is_active=False)


# -------------------------------------------------------------------------------------------------------- suggestions


class _LastYear:
    """Who talked with whom last year; when no dialogue of that year is known, nobody can tell."""

    def __init__(self, cycle: Cycle) -> None:
        self.joint: dict[str, set[str]] = {}
        self.is_known = cycle.previous is not None and bool(cycle.previous.dialogues)
        for one in cycle.previous.dialogues if cycle.previous else ():
            if one.is_joint and one.is_current:
                for location_id in one.participants:
                    self.joint.setdefault(location_id, set()).add(one.dialogue_id)

    def talked(self, a: str, b: str) -> bool | None:
        return not self.joint.get(a, set()).isdisjoint(self.joint.get(b, set())) if self.is_known else None


def _near(cycle: Cycle) -> dict[str, list[Flow]]:
    """The flows with children from and to each location."""
    found: dict[str, list[Flow]] = {}
    for flow in cycle.flows:
        if is_some(flow.children) or is_some(flow.children_vve) or flow.children.state != VALUE:
            found.setdefault(flow.from_id, []).append(flow)
            if flow.to_id != flow.from_id:
                found.setdefault(flow.to_id, []).append(flow)
    return found


def _closed_door(
    location_id: str,
    flows: Iterable[Flow],
    known: Facts,
    amounts: Mapping[Place, tuple[Amount, Amount]],
    last: _LastYear,
) -> ClosedDoor:
    """The best partner: who has no joint dialogue either, no talk last year, most children with VVE, most children.

    By what is shown: a choice between hidden numbers would tell which one is larger.
    """
    options = []
    for flow in flows:
        other = flow.to_id if flow.from_id == location_id else flow.from_id
        if other in known.able and other != location_id:
            talked = last.talked(location_id, other)
            children, vve = amounts[flow.from_id, flow.to_id]
            rank = (other in known.joint, bool(talked), -_weight(vve), -_weight(children), other)
            options.append((rank, flow, other, talked))
    if not options:
        return ClosedDoor(location_id, None, say.NO_PARTNER_KNOWN)
    _, flow, other, talked = min(options, key=lambda option: option[0])
    why = say.reason(*amounts[flow.from_id, flow.to_id], talked, known.is_free(other))
    return ClosedDoor(location_id, other, why)


def _weight(amount: Amount) -> float:
    """A hidden number is more than none, and that is all that a suggestion may rest on."""
    return SOME if amount.state == SUPPRESSED else amount.known
