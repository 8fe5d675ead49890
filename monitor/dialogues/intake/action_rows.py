"""A list of actions as rows, and the revision that each of them gets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from monitor.dialogues.intake.cells import parts_of
from monitor.dialogues.intake.dialogue_rows import theme_and_label
from monitor.dialogues.intake.gathering import once
from monitor.dialogues.intake.typed import Reading, Tables
from monitor.dialogues.words import BY_LIST

UNKNOWN_DIALOGUES = "Deze dialogen kennen we niet: {names}. De acties bewaren we wel."
NO_OWNER = "Bij {actie|acties} staat geen eigenaar."
OVER_EDITS = (
    "Bij {actie|acties} is hier iets met de hand gewijzigd. De lijst gaat nu voor. De geschiedenis blijft bewaard."
)
CONTENT = ("dialogue_id", "theme", "text", "owner_ids", "due_on", "status", "result")


def read(reading: Reading) -> Tables:
    """One row per action; every action lands in a year."""
    rows: list[dict[str, Any]] = []
    seen: dict[Any, Any] = {}
    for row in reading.rows():
        municipality = reading.municipality(row)
        code = reading.filled(row, "action_id")
        status = reading.word(row, "status") if reading.filled(row, "status") else None
        due_on, dialogue = reading.day(row, "due_on"), row["dialogue_id"]
        year_known = reading.known.dialogue_years(municipality)
        if dialogue and dialogue not in year_known:
            reading.note_name(UNKNOWN_DIALOGUES, dialogue)
        asked = reading.year(row)
        year = asked if row["dialogue_year"] else year_known.get(dialogue, asked)
        year = year if year is not None else reading.known.running_year
        settings = reading.known.settings(municipality, year)
        owners = parts_of(row["owner_ids"])
        if not owners:
            reading.counted[NO_OWNER] += 1
        if not (code and status):
            continue
        action = {
            "municipality": municipality, "dialogue_year": year, "action_id": code, "dialogue_id": dialogue or None,
            "theme": theme_and_label(reading, settings, row["theme"])[0] if row["theme"] else None,
            "text": row["text"] or None, "owner_ids": owners or None, "due_on": due_on, "status": status,
            "result": row["result"] or None,
        }  # fmt: skip
        if once(reading, row, "action_id", (municipality, year, code.lower()), action, seen):
            rows.append(action)
    return {"actions": rows}


def complete(tables: Tables, reading: Reading, at: datetime) -> Tables:
    """The same actions as revisions. One that did not change since its last list keeps the revision that it had then.

    So an edit by hand, which has a higher revision, stays in force until the list itself says something else.
    """
    rows = []
    for row in tables["actions"]:
        municipality, key = row["municipality"], (row["action_id"], row["dialogue_year"])
        listed = reading.known.listed_action(municipality, *key)
        if listed and all(_same(row[name], listed[name]) for name in CONTENT):
            revision, changed_at, changed_by = listed["revision"], listed["changed_at"], listed["changed_by"]
        else:
            edited = reading.known.edited_actions(municipality).get(key, 0)
            if listed and edited > listed["revision"]:
                reading.counted[OVER_EDITS] += 1
            revision = max(edited, listed["revision"] if listed else 0) + 1
            changed_at, changed_by = at, BY_LIST
        rows.append({**row, "revision": revision, "changed_at": changed_at, "changed_by": changed_by})
    return {"actions": rows}


def _same(new: Any, old: Any) -> bool:
    return (new or None) == (old or None)
