"""Editing actions: every save is a new revision in the journal, so that who changed what and when stays known.

Nothing is ever overwritten. Who saves over a change that they did not see is told so first; on saving after all, only the
fields that they changed themselves are changed.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from monitor.dialogues.reader import ACTIONS, action_from
from monitor.dialogues.records import Action, Cycle
from monitor.dialogues.words import DONE, PROPOSAL, Words
from monitor.store.journal import Journal
from monitor.wording.numbers import date_text, listing, month_as_number

FIELDS = ("text", "theme", "status", "owners", "due_on", "result", "dialogue_id")
LABELS = {
    "text": "Actie", "theme": "Thema", "status": "Status", "owners": "Eigenaar", "due_on": "Datum",
    "result": "Resultaat", "dialogue_id": "Dialoog",
}  # fmt: skip
LONGEST_TEXT, LONGEST_OWNER = 2000, 120
NO_RESULT = "Deze actie is klaar. Schrijf ook wat het resultaat is. Dan kunt u dat later laten zien."


class NotAnAction(ValueError):
    """What is wrong with an edit, in Dutch; nothing was kept."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as words."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One revision: when (local time; None when an import did not tell), by whom, and what changed against the one before."""

    revision: int
    at: datetime | None
    by: str
    changes: tuple[FieldChange, ...]


def new(journal: Journal, cycle: Cycle, *, by: str = "", **fields: Any) -> Action:
    """A new action of this year; at least `text`. Raises NotAnAction."""
    action_id = fields.pop("action_id", "") or f"{cycle.year}-{uuid.uuid4().hex[:6]}"
    blank = Action(action_id, 0, "", PROPOSAL, year=cycle.year)
    return change(journal, cycle.origin, cycle.municipality, cycle.year, blank, by=by, **fields)


def change(
    journal: Journal, origin: str, municipality: str, year: int, action: Action, *, by: str = "", **changes: Any
) -> Action:
    """Keep the next revision of an action with these fields changed. Raises NotAnAction for what cannot be kept.

    `changes` are fields of `Action`: text, theme, status, owners (a sequence), due_on (a date or None), result,
    dialogue_id.
    """
    if unknown := set(changes) - set(FIELDS):
        raise TypeError(f"no field of an action: {sorted(unknown)}")
    edited = replace(action, **{**changes, "owners": tuple(changes.get("owners", action.owners))})
    _check(edited)
    entry = journal.append(
        ACTIONS,
        {
            "origin": origin, "municipality": municipality, "year": year,
            "action": {
                "action_id": edited.action_id, "revision": action.revision + 1, "text": edited.text.strip(),
                "status": edited.status, "dialogue_id": edited.dialogue_id, "theme": edited.theme,
                "owners": list(edited.owners), "due_on": edited.due_on.isoformat() if edited.due_on else None,
                "result": edited.result.strip(), "changed_by": " ".join(by.split()),
            },
        },
    )  # fmt: skip
    return action_from(entry)


def changed_since(cycle: Cycle, opened: Action) -> Action | None:
    """The newest revision, when somebody kept one after the editor opened the action; else None."""
    newest = next((a for a in cycle.actions if a.action_id == opened.action_id), None)
    is_other = newest is not None and (newest.revision, newest.changed_at) != (opened.revision, opened.changed_at)
    return newest if is_other else None


def changed_fields(before: Action, fields: dict[str, Any]) -> dict[str, Any]:
    """Those of these fields that differ from what they were."""
    return {name: value for name, value in fields.items() if getattr(before, name) != value}


def take_over(journal: Journal, cycle: Cycle, action: Action, by: str = "") -> Action:
    """Last year's action as a proposal of this year; the same one when that was done before."""
    code = taken_over_id(action, cycle.year)
    known = next((a for a in cycle.actions if a.action_id == code), None)
    if known is not None:
        return known
    return new(journal, cycle, by=by, action_id=code, text=action.text, theme=action.theme, owners=action.owners)


def taken_over_id(action: Action, year: int) -> str:
    """The id in `year` of an action that was taken over, so that it is taken over once."""
    return f"{action.action_id}-{year}"


def needs_result(action: Action) -> bool:
    """A done action of which nobody wrote what came of it."""
    return action.status == DONE and not action.result


# ------------------------------------------------------------------------------------------------------------- history


def history(cycle: Cycle, action_id: str, words: Words) -> tuple[HistoryLine, ...]:
    """All revisions of one action, newest first."""
    revisions = [a for a in cycle.action_revisions if a.action_id == action_id]
    lines = []
    for place, action in enumerate(revisions):
        before = revisions[place - 1] if place else None
        changes = differences(before, action, cycle, words) if before else ()
        lines.append(HistoryLine(action.revision, action.changed_at, action.changed_by, changes))
    return tuple(reversed(lines))


def differences(before: Action, after: Action, cycle: Cycle, words: Words) -> tuple[FieldChange, ...]:
    """The fields that differ, in words."""
    return tuple(
        FieldChange(name, LABELS[name], shown(before, name, cycle, words), shown(after, name, cycle, words))
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    )


def shown(action: Action, field: str, cycle: Cycle, words: Words) -> str:
    """One field of an action in words; "leeg" when there is nothing in it."""
    value = getattr(action, field)
    if not value:
        return "leeg"
    if field == "status":
        return words.label("action_status", value)
    if field == "owners":
        return listing(value)
    if field == "due_on":
        return date_text(value)
    if field == "theme":
        theme = cycle.settings.theme(value)
        return theme.label if theme else value
    return value


# ------------------------------------------------------------------------------------------------- what somebody typed


def due_date(text: str) -> date | None:
    """A date as typed: dd-mm-jjjj, also with points, slashes or spaces, or 1 september 2026; None for nothing.

    Raises NotAnAction.
    """
    typed = text.strip()
    if not typed:
        return None
    found = re.fullmatch(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})", month_as_number(typed))
    if not found:
        raise NotAnAction(f"De datum “{_short(typed)}” kunnen we niet lezen. Schrijf dag-maand-jaar, zoals 1-12-2026.")
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise NotAnAction(f"De datum “{typed}” bestaat niet. Schrijf dag-maand-jaar, zoals 1-12-2026.") from None


def owner_names(text: str) -> tuple[str, ...]:
    """One owner per line, each once."""
    return tuple(dict.fromkeys(name for line in text.splitlines() if (name := " ".join(line.split()))))


def _check(action: Action) -> None:
    if not action.text.strip():
        raise NotAnAction("De actie heeft nog geen tekst. Schrijf wat er moet gebeuren.")
    for label, text in (("De actie", action.text), ("Het resultaat", action.result)):
        if len(text) > LONGEST_TEXT:
            raise NotAnAction(f"{label} heeft {len(text)} tekens. Kort de tekst in tot {LONGEST_TEXT} tekens.")
    long: Sequence[str] = [owner for owner in action.owners if len(owner) > LONGEST_OWNER]
    if long:
        raise NotAnAction(f"De eigenaar “{_short(long[0])}” is te lang. Schrijf elke eigenaar op een eigen regel.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
