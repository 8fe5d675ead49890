"""Of which dialogues the themes are told to who sees counts: of several together, never of one.

Who looks every day sees what came since. So reports wait, in the order in which they came, until those that wait are
enough: `min_locations` reports of as many locations. Then they are told at once. What comes later waits behind them, so
what was told stays told. Internal and joint dialogues wait apart, because every screen counts them apart.

A report that stands in for one that was told waits with others that do. Until then the one before it is told, so that
nobody sees what one location put right.

Reports of a location of the reader hide nobody: the reader knows them. They wait with the others and do not count.

Nothing is kept of what was told: the same reports give the same groups, in every process and at every moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from monitor.dialogues.records import JGZ, Cycle, Dialogue
from monitor.dialogues.words import JOINT

Slot = tuple[str, ...]
"""What counts once: the internal dialogue of a location, however often it is reported; or one joint dialogue."""


@dataclass(frozen=True)
class Told:
    """Per slot the report of which the themes are told, and per dialogue id when the last one of its group was sent."""

    reports: Mapping[Slot, Dialogue]
    since: Mapping[str, datetime]
    doubles: Mapping[str, tuple[str, ...]]
    """The dialogues of which somebody said that they are the same one."""

    def of(self, one: Dialogue) -> Dialogue | None:
        """The report whose themes stand for this one: itself, what it replaces, or its double; None while it waits."""
        slots = [slot_of(one), *((JOINT, other) for other in self.doubles.get(one.dialogue_id, ()))]
        return next((self.reports[slot] for slot in slots if slot in self.reports), None)


def slot_of(one: Dialogue) -> Slot:
    return (JOINT, one.dialogue_id) if one.is_joint else ("", *one.participants)


def told(cycle: Cycle, own: frozenset[str], today: date) -> Told:
    """The reports of one year that are told by a day. One that counts from a later day on does not wait yet."""
    reports: dict[Slot, Dialogue] = {}
    since: dict[str, datetime] = {}
    last: dict[Slot, Dialogue] = {}
    least = cycle.settings.min_locations
    waiting = {(joint, again): _Waiting(least, own) for joint in (False, True) for again in (False, True)}
    for one in sorted((*cycle.earlier, *cycle.dialogues), key=_order):
        slot = slot_of(one)
        if not one.is_known_on(today) or _is_passed_by(one, last.get(slot)):
            continue
        last[slot] = one
        before = reports.get(slot)
        group = waiting[one.is_joint, before is not None]
        tells_nothing_new = one.spoken == before.spoken if before else not one.themes_asked
        if tells_nothing_new:
            group.drop(slot)
        else:
            group.put(slot, one)
        if group.is_enough:
            reports |= group.reports
            newest = max(map(_sent, group.reports.values()))
            for report in group.reports.values():
                since.setdefault(report.dialogue_id, newest)
            waiting[one.is_joint, before is not None] = _Waiting(least, own)
    return Told(reports, since, _doubles(cycle))


def hiding(one: Dialogue, own: frozenset[str]) -> frozenset[str]:
    """The locations among which the others in a group are hidden; none when the reader knows the dialogue."""
    return frozenset(one.participants) - {JGZ} if own.isdisjoint(one.participants) else frozenset()


def _order(one: Dialogue) -> tuple[datetime, datetime, str]:
    """When it came, and of what came in one list the oldest first: a longer list of later holds the same beginning."""
    sent = _sent(one)
    return max(one.arrived_at or datetime.min, sent), sent, one.dialogue_id


def _sent(one: Dialogue) -> datetime:
    return one.submitted_at or (datetime.combine(one.held_on, time.min) if one.held_on else datetime.min)


def _is_passed_by(one: Dialogue, last: Dialogue | None) -> bool:
    """Whether it came after another report of the location that goes before it. Under one id the last one counts."""
    return last is not None and last.dialogue_id != one.dialogue_id and one.rank < last.rank


def _doubles(cycle: Cycle) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for (a, b), same in cycle.decided_doubles.items():
        if same:
            found[a], found[b] = (*found.get(a, ()), b), (*found.get(b, ()), a)
    return found


class _Waiting:
    """Reports that wait together. Counting is kept up to date, so that each report costs the same."""

    def __init__(self, least: int, own: frozenset[str]) -> None:
        self.reports: dict[Slot, Dialogue] = {}
        self._least, self._own, self._n = least, own, 0
        self._places: Counter[str] = Counter()

    def put(self, slot: Slot, one: Dialogue) -> None:
        self.drop(slot)
        self.reports[slot] = one
        self._count(one, 1)

    def drop(self, slot: Slot) -> None:
        if slot in self.reports:
            self._count(self.reports.pop(slot), -1)

    @property
    def is_enough(self) -> bool:
        return self._n >= self._least and sum(n > 0 for n in self._places.values()) >= self._least

    def _count(self, one: Dialogue, by: int) -> None:
        places = hiding(one, self._own)
        self._n += by if places else 0
        for place in places:
            self._places[place] += by
