"""Actions in the order of a meeting, how many there are per status, and what became of last year's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.catalogue import spelling
from monitor.dialogues.action_edits import taken_over_id
from monitor.dialogues.records import Action, Cycle
from monitor.dialogues.words import AGREED, DONE, DROPPED, IN_YEAR_PLAN, PROPOSAL, RUNNING
from monitor.wording import dialogue as say

STATUSES = (PROPOSAL, AGREED, IN_YEAR_PLAN, RUNNING, DONE, DROPPED)


@dataclass(frozen=True, slots=True)
class Followed:
    """An action that was agreed last year: as it stood then, as it stands now, and what became of it (Dutch)."""

    then: Action
    now: Action
    sentence: str


def ordered(cycle: Cycle, on: date) -> tuple[Action, ...]:
    """Open actions before closed ones; overdue first, then without an owner, then by date (without a date last)."""
    return tuple(sorted(cycle.actions, key=lambda action: _urgency(action, on)))


def _urgency(action: Action, on: date) -> tuple[bool, bool, bool, date, str]:
    due = action.due_on or date.max
    return action.is_closed, not action.is_overdue(on), bool(action.owners), due, action.action_id


def counts(actions: Iterable[Action]) -> dict[str, int]:
    """How many actions have each status; every status is there, zero too. Of a status nobody knows, none is counted."""
    found = dict.fromkeys(STATUSES, 0)
    for action in actions:
        if action.status in found:
            found[action.status] += 1
    return found


def from_last_year(cycle: Cycle) -> tuple[Followed, ...]:
    """What was agreed in the year before, with what became of it; proposals of that year are left out.

    An action that was taken over into this year stands there as it is now. So does one with the same id and text in a
    list of this year; the same id with another text is another action, because lists number from 1 every year.
    """
    if cycle.previous is None:
        return ()
    now = {action.action_id: action for action in cycle.actions}
    found = []
    for then in cycle.previous.actions:
        if then.status != PROPOSAL:
            same = now.get(then.action_id)
            listed = same if same and spelling(same.text) == spelling(then.text) else then
            latest = now.get(taken_over_id(then, cycle.year), listed)
            found.append(Followed(then, latest, say.became(latest.status, latest.result)))
    return tuple(sorted(found, key=lambda f: (f.now.is_closed, f.then.action_id)))
