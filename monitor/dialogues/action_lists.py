"""Actions in the order of a meeting, how many there are per status, and what became of last year's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.dialogues.records import Action, Cycle


@dataclass(frozen=True, slots=True)
class Followed:
    """An action that was agreed last year: as it stood then, as it stands now, and what became of it (Dutch)."""

    then: Action
    now: Action
    sentence: str


def ordered(cycle: Cycle, on: date) -> tuple[Action, ...]:
    """Overdue first, then without an owner, then by date; closed actions last."""
    raise NotImplementedError


def counts(actions: Iterable[Action]) -> dict[str, int]:
    """How many actions have each status; every status is there, zero too."""
    raise NotImplementedError


def from_last_year(cycle: Cycle) -> tuple[Followed, ...]:
    """What was agreed in the year before, with what became of it; the proposals of that year are left out."""
    raise NotImplementedError
