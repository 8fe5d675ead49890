"""Joint dialogues that two partners both reported: found by their participants, decided by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from monitor.dialogues.records import Cycle, Dialogue
from monitor.store.journal import Entry, Journal

DOUBLES = "doubles"
MOST_DAYS = 14
"""Reports of the same partners that lie further apart than this are no likely double (a year may have two talks)."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LikelyDouble:
    """Two reports with the same partners; `why` is the Dutch reason."""

    first: Dialogue
    second: Dialogue
    why: str

    @property
    def pair(self) -> Pair:
        return pair_of(self.first.dialogue_id, self.second.dialogue_id)


def pair_of(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


def decided(entries: Iterable[Entry], origin: str) -> dict[Pair, bool]:
    """What somebody said of a pair, the last word counts: True when they are the same dialogue."""
    return {pair_of(*e["pair"]): bool(e["same"]) for e in entries if e.get("origin") == origin}


def decide(journal: Journal, origin: str, pair: Pair, same: bool, by: str = "") -> None:
    journal.append(DOUBLES, {"origin": origin, "pair": list(pair_of(*pair)), "same": same, "by": by})


def without_doubles(dialogues: Sequence[Dialogue], same: Mapping[Pair, bool]) -> list[Dialogue]:
    """The same dialogues; of two that are one, the earlier report no longer counts."""
    order = {d.dialogue_id: (d.submitted_at is not None, d.submitted_at, d.dialogue_id) for d in dialogues}
    gone = {min(pair, key=lambda i: order[i]) for pair, yes in same.items() if yes and all(i in order for i in pair)}
    return [replace(d, is_current=False) if d.dialogue_id in gone else d for d in dialogues]


def likely_doubles(cycle: Cycle) -> list[LikelyDouble]:
    """Pairs of counting joint dialogues about which nobody has said yet whether they are the same one."""
    joint = [d for d in cycle.dialogues if d.is_joint and d.is_current]
    by_partners: dict[frozenset[str], list[Dialogue]] = {}
    for one in joint:
        by_partners.setdefault(frozenset(one.participants), []).append(one)
    found = []
    for partners, reports in by_partners.items():
        if len(partners) < 2:
            continue
        for first, second in combinations(sorted(reports, key=lambda d: d.dialogue_id), 2):
            open_question = pair_of(first.dialogue_id, second.dialogue_id) not in cycle.decided_doubles
            if open_question and (why := _why(first, second)):
                found.append(LikelyDouble(first, second, why))
    return found


def _why(first: Dialogue, second: Dialogue) -> str:
    days = _apart(first.held_on or first.known_on, second.held_on or second.known_on)
    if days is None:
        return "Dezelfde deelnemers. Van een van beide weten we de datum niet."
    if days > MOST_DAYS:
        return ""
    return "Dezelfde deelnemers en dezelfde dag." if days == 0 else f"Dezelfde deelnemers, {days} dagen na elkaar."


def _apart(a: date | None, b: date | None) -> int | None:
    return abs((a - b).days) if a and b else None
