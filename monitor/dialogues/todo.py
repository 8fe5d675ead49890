"""What to do today, most urgent first: each task with its area and the role that is the contact there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.dialogues.records import Cycle

LATE, NO_PARTNER, MISSING_THEME, ACTION_OVERDUE, HELP_ASKED, LIKELY_DOUBLE = (
    "late", "no_partner", "missing_theme", "action_overdue", "help_asked", "likely_double",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `area` is a code of the settings or empty; `since` the day from which it waits."""

    kind: str
    sentence: str
    area: str
    contact_role: str
    since: date | None
    location_id: str = ""
    dialogue_id: str = ""
    action_id: str = ""


def todo(cycle: Cycle, on: date) -> tuple[Task, ...]:
    """All tasks of the day, most urgent first."""
    raise NotImplementedError
