"""What the dialogue commands print as rows: plain values in JSON; signs for what is not there in a table or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from monitor.dialogues import action_lists, series
from monitor.dialogues.coverage import CellState, Coverage, CoverageRow
from monitor.dialogues.flows import FlowCell, FlowMatrix
from monitor.dialogues.records import Action, Amount, Cycle
from monitor.dialogues.words import Words
from monitor.records import DEMO, DEMO_STAMP
from monitor.wording.dialogue import amount_cell
from monitor.wording.numbers import capital

Row = dict[str, Any]
ALWAYS = ("municipality", "year", "on", "origin")


def stamp(cycle: Cycle) -> str:
    return DEMO_STAMP if cycle.origin == DEMO else ""


def about(cycle: Cycle, on: date) -> Row:
    """What stands in every row: of which year it is, on which day, and whether it is fictitious."""
    return {
        "municipality": cycle.municipality, "year": cycle.year, "on": on.isoformat(), "origin": cycle.origin,
        "stamp": stamp(cycle),
    }  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- coverage


def coverage_rows(found: Coverage, cycle: Cycle, words: Words, on: date) -> list[Row]:
    return [_coverage(row, cycle, words) | about(cycle, on) for row in found.rows]


def _coverage(row: CoverageRow, cycle: Cycle, words: Words) -> Row:
    place = row.location
    cells = {"internal": row.internal, "joint": row.joint, **row.themes}
    plain: Row = {"location_id": place.location_id, "name": place.name, "kind": place.kind, "area": place.area,
                  "area_label": cycle.settings.area_label(place.area)}  # fmt: skip
    for name, cell in cells.items():
        plain |= _cell(name, cell, words)
    return plain | {
        "chosen": list(row.chosen), "actions": row.actions, "help_asked": row.help_asked, "has_gap": row.has_gap,
    }  # fmt: skip


def _cell(name: str, cell: CellState, words: Words) -> Row:
    day = cell.on.isoformat() if cell.on else None
    return {name: cell.code, f"{name}_label": words.label("coverage", cell.code), f"{name}_on": day,
            f"{name}_note": cell.note}  # fmt: skip


def coverage_columns(cycle: Cycle) -> list[str]:
    cells = ["internal", "joint", *(theme.code for theme in cycle.settings.mandatory)]
    parts = [name for cell in cells for name in (cell, f"{cell}_on", f"{cell}_note")]
    rest = ("chosen", "actions", "help_asked", "has_gap", *ALWAYS, "stamp")
    return ["location_id", "name", "kind", "area", *parts, *rest]


def coverage_headings(cycle: Cycle) -> dict[str, str]:
    """What the mandatory themes are called above a table."""
    return {f"{theme.code}_label": capital(theme.short) for theme in cycle.settings.mandatory}


def coverage_short(cycle: Cycle) -> list[str]:
    cells = ["internal", "joint", *(theme.code for theme in cycle.settings.mandatory)]
    return ["location_id", "name", "area", *(f"{cell}_label" for cell in cells), "actions", "help_asked"]


# -------------------------------------------------------------------------------------------------------------- flows

FLOW_COLUMNS = (
    "part", "from_id", "from_name", "to_id", "to_name", "children", "children_state", "children_vve", "children_vve_state",
    "has_dialogue", *ALWAYS, "stamp",
)  # fmt: skip
FLOW_SHORT = ("from_id", "from_name", "to_id", "to_name", "children", "children_vve", "has_dialogue")


def flow_rows(found: FlowMatrix, cycle: Cycle, on: date) -> list[Row]:
    """One row per pair, then the totals per childcare location, per school, and of all. A number may be None, with a state."""
    names = {x.location_id: x.name for x in (*found.rows, *found.columns)}
    pairs = [(r.location_id, c.location_id) for r in found.rows for c in found.columns]
    parts = [("pair", *pair, found.cells[pair]) for pair in pairs if pair in found.cells]
    parts += [("from_total", r.location_id, "", found.row_totals[r.location_id]) for r in found.rows]
    parts += [("to_total", "", c.location_id, found.column_totals[c.location_id]) for c in found.columns]
    parts.append(("total", "", "", found.total))
    return [_flow(part, a, b, cell, names) | about(cycle, on) for part, a, b, cell in parts]


def _flow(part: str, from_id: str, to_id: str, cell: FlowCell, names: dict[str, str]) -> Row:
    return {
        "part": part, "from_id": from_id, "from_name": names.get(from_id, "alle"), "to_id": to_id,
        "to_name": names.get(to_id, "alle"), **_amount("children", cell.children), **_amount("children_vve", cell.vve),
        "has_dialogue": cell.has_dialogue,
    }  # fmt: skip


def _amount(name: str, amount: Amount) -> Row:
    value = amount_cell(amount)
    return {name: value if isinstance(value, int | float) else None, f"{name}_state": amount.state}


def with_signs(rows: Sequence[Row], names: Sequence[str]) -> list[Row]:
    """For people and CSV: where there is no number, the sign of why."""
    return [row | {n: _whole(amount_cell(Amount(row[n], row[f"{n}_state"]))) for n in names} for row in rows]


def _whole(value: object) -> object:
    """A number with all its digits and a decimal comma."""
    return repr(value).replace(".", ",") if isinstance(value, float) else value


def for_people(rows: Sequence[Row]) -> list[Row]:
    """Yes and no in words."""
    return [{n: ("ja" if v else "nee") if isinstance(v, bool) else v for n, v in row.items()} for row in rows]


# ------------------------------------------------------------------------------------------------------------ actions

ACTION_COLUMNS = (
    "action_id", "text", "status", "theme", "dialogue_id", "owners", "due_on", "overdue", "result", "changed_on", *ALWAYS,
    "stamp",
)  # fmt: skip
ACTION_SHORT = ("action_id", "text", "status_label", "owners", "due_on", "overdue")


def action_rows(cycle: Cycle, words: Words, on: date, only_overdue: bool) -> list[Row]:
    found = (a for a in action_lists.ordered(cycle, on) if a.is_overdue(on) or not only_overdue)
    return [_action(action, words, on) | about(cycle, on) for action in found]


def _action(action: Action, words: Words, on: date) -> Row:
    return {
        "action_id": action.action_id, "text": action.text, "status": action.status,
        "status_label": words.label("action_status", action.status), "theme": action.theme,
        "dialogue_id": action.dialogue_id, "owners": list(action.owners),
        "due_on": action.due_on.isoformat() if action.due_on else None, "overdue": action.is_overdue(on),
        "result": action.result, "changed_on": action.changed_at.date().isoformat() if action.changed_at else None,
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- series

SERIES_COLUMNS = (
    "aspect", "indicator", "location_id", "figure_year", "value", "value_state", "unit", "definition", "is_break", "reason",
    "source", *ALWAYS, "stamp",
)  # fmt: skip
SERIES_SHORT = ("aspect", "indicator", "location_id", "figure_year", "value", "unit", "is_break", "reason")


def series_rows(cycle: Cycle, on: date) -> list[Row]:
    """One row per figure up to and including this year."""
    return [
        {
            "aspect": p.aspect, "indicator": p.indicator, "location_id": p.location_id, "figure_year": p.year or None,
            **_amount("value", p.amount), "unit": p.unit, "definition": p.definition, "is_break": p.is_break,
            "reason": p.reason, "source": p.source,
        } | about(cycle, on)
        for p in series.points(cycle)
    ]  # fmt: skip


def triple_rows(cycle: Cycle, words: Words) -> list[Row]:
    return [
        {name: getattr(part, name) for name in type(part).__slots__} | {"label": words.label("aspect", part.aspect)}
        for part in series.triple(cycle, words)
    ]
