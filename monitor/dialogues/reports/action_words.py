"""Actions in words and in tables, the same in every document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from monitor.dialogues.records import Action
from monitor.dialogues.reports.material import Material
from monitor.dialogues.reports.own_words import shortened
from monitor.dialogues.themes import theme_code
from monitor.dialogues.words import AGREED, DONE, DROPPED, IN_YEAR_PLAN, RUNNING
from monitor.tables import Column, Table
from monitor.wording.numbers import date_table, date_text, listing

LONGEST_CELL = 400
WORDS = {
    AGREED: "Dit is afgesproken.",
    IN_YEAR_PLAN: "Dit staat in het jaarplan.",
    RUNNING: "Dit loopt.",
    DONE: "Dit is klaar.",
    DROPPED: "Dit is vervallen.",
}
NO_OWNER, NO_DATE = "nog niemand", "geen datum"


def became(action: Action) -> str:
    """Where the action stands, with its result when there is one."""
    result = shortened(action.result, LONGEST_CELL).rstrip(" .")
    return " ".join(filter(None, [WORDS.get(action.status, ""), f"Resultaat: {result}." if result else ""]))


def deadline(action: Action, on: date) -> str:
    """By when, and that the day is past; nothing for an action that is closed or has no date."""
    if action.is_closed or not action.due_on:
        return ""
    late = " Die datum is voorbij." if action.is_overdue(on) else ""
    return f"Klaar voor: {date_text(action.due_on)}.{late}"


def table(
    material: Material, caption: str, actions: Sequence[Action], *, on: date | None = None, results: bool = False,
    longest: int = LONGEST_CELL,
) -> Table:  # fmt: skip
    """Actions with theme, owner, date and status. With `on` an overdue one says so; `results` adds what came of it."""
    columns = [
        Column("text", "Actie"), Column("theme", "Thema"), Column("owners", "Wie"), Column("due", "Klaar voor"),
        Column("status", "Status"),
    ]  # fmt: skip
    if results:
        columns.append(Column("result", "Wat werd het"))
    rows = []
    for action in actions:
        due = date_table(action.due_on) if action.due_on else NO_DATE
        if on is not None and action.is_overdue(on):
            due += " (voorbij)"
        row = [
            shortened(action.text, longest), theme_name(material, action), listing(action.owners) or NO_OWNER, due,
            material.words.label("action_status", action.status),
        ]  # fmt: skip
        rows.append((*row, shortened(action.result, longest)) if results else tuple(row))
    return Table(caption, tuple(columns), tuple(rows))


def theme_name(material: Material, action: Action) -> str:
    """The short name of the theme; a freely chosen theme as it was written."""
    if not action.theme:
        return ""
    known = material.settings.theme(theme_code(material.settings, action.theme))
    return known.short if known else action.theme
