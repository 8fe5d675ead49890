"""The fictitious municipality with two dialogue years, the same for every run of a seed.

Its rows carry origin `demo` wherever they go. data/demo/dialogue/*.parquet is what `write` makes of the files beside it;
those Parquet files are what a workspace gets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.catalogue import split
from monitor.demo.dialogue_held import Held, held
from monitor.demo.dialogue_source import FOLDER, Row, Source, day, read
from monitor.dialogues.words import AGREED, PROPOSAL, VALUE
from monitor.records import DEMO
from monitor.store.schemas import SCHEMAS

SEED = 2026
PREFIX = "demo-dialogue-"
TABLES = ("locations", "flows", "dialogues", "participants", "answers", "actions", "series")
ORDER = {
    "locations": ("location_id",),
    "flows": ("from_location_id", "to_location_id"),
    "dialogues": ("dialogue_id",),
    "participants": ("dialogue_id", "location_id"),
    "answers": ("dialogue_id", "theme"),
    "actions": ("action_id", "revision"),
    "series": ("aspect", "indicator", "location_id"),
}
DAYS_BEFORE_CHANGE = 60
Rows = list[dict[str, Any]]


def write(folder: Path = FOLDER, seed: int = SEED) -> dict[str, Path]:
    """Write one Parquet file per table into a folder; the files by table."""
    files = {}
    for name, table in tables(read(), seed).items():
        files[name] = folder / f"{name}.parquet"
        pq.write_table(table, files[name], compression="zstd")
    return files


def tables(source: Source, seed: int = SEED) -> dict[str, pa.Table]:
    """All tables, sorted by year and key, under the id of the data set that follows from their content."""
    rows = {name: _sorted(name, found) for name, found in _rows(source, seed).items()}
    key = f"{PREFIX}{hashlib.sha256(repr(rows).encode()).hexdigest()[:12]}"
    about = {"dataset_id": key, "origin": DEMO, "municipality": source.municipality}
    return {
        name: pa.Table.from_pylist(
            [{**dict.fromkeys(SCHEMAS[name].names), **about, **row} for row in found], schema=SCHEMAS[name]
        )
        for name, found in rows.items()
    }


def _sorted(name: str, rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: (row["dialogue_year"], *(row[part] or "" for part in ORDER[name])))


def _rows(source: Source, seed: int) -> dict[str, Rows]:
    dialogues = {year: list(held(source, seed, year)) for year in source.years}
    return {
        "locations": [_location(row, year) for year in source.years for row in _known(source, year)],
        "flows": [flow for year in source.years for row in source.rows["flows"] for flow in _flow(row, year)],
        "dialogues": [{"dialogue_year": y, **one.row} for y, found in dialogues.items() for one in found],
        "participants": [
            {"dialogue_year": year, "dialogue_id": one.row["dialogue_id"], "location_id": location}
            for year, found in dialogues.items() for one in found for location in one.participants
        ],
        "answers": [row for year, found in dialogues.items() for one in found for row in _answers(one, year)],
        "actions": [
            row for year, found in dialogues.items() for one in source.of_year("actions", year)
            for row in _action(one, year, found)
        ],
        "series": [_point(row) for row in source.rows["series"]],
    }  # fmt: skip


def _known(source: Source, year: int) -> list[Row]:
    """The locations of a year: the open ones, and those that closed since."""
    return [row for row in source.rows["locations"] if min(map(int, split(row["active_years"]))) <= year]


def _location(row: Row, year: int) -> dict[str, Any]:
    return {
        "dialogue_year": year,
        **{name: row[name] for name in ("location_id", "name", "kind", "area", "organisation", "delivery")},
        "care_types": list(split(row["care_types"])),
        "is_active": str(year) in split(row["active_years"]),
        "has_ve": {"1": True, "0": False}.get(row["has_ve"]),
    }


def _flow(row: Row, year: int) -> Rows:
    """No row where the list of that year says nothing of the pair."""
    children, vve = row[f"children_{year}"], row[f"vve_{year}"]
    if not children:
        return []
    whole = {"dialogue_year": year, "from_location_id": row["from"], "to_location_id": row["to"]}
    amount, state = _amount(children)
    amount_vve, state_vve = _amount(vve)
    return [{
        **whole, "children": amount, "children_state": state, "children_vve": amount_vve, "children_vve_state": state_vve
    }]  # fmt: skip


def _amount(text: str) -> tuple[int | None, str]:
    """A number, or the word that says why there is none."""
    return (int(text), VALUE) if text.isdigit() else (None, text)


def _answers(one: Held, year: int) -> Rows:
    return [
        {"dialogue_year": year, "dialogue_id": one.row["dialogue_id"], "theme": theme, "theme_label": label, **texts}
        for (theme, label), texts in one.answers.items()
    ]


def _action(row: Row, year: int, dialogues: Iterable[Held]) -> Rows:
    """The revisions of an action: how it was agreed, and (when something happened since) how it stands now."""
    changed_on = date.fromisoformat(row["changed_on"])
    code = f"{year}-{row['dialogue']}" if row["dialogue"] else ""
    source = next((one.row for one in dialogues if one.row["dialogue_id"] == code), None)
    now: dict[str, Any] = {
        "dialogue_year": year,
        "action_id": f"{year}-{row['action_id']}",
        "revision": 1,
        "dialogue_id": code,
        "theme": row["theme"],
        "text": row["text"],
        "owner_ids": list(split(row["owners"])),
        "due_on": day(row["due_on"]),
        "status": row["status"],
        "result": row["result"],
        "changed_at": datetime.combine(changed_on, time(10)),
        "changed_by": row["changed_by"],
    }
    if row["status"] in (PROPOSAL, AGREED):
        return [now]
    agreed_on = _agreed_on(source, changed_on)
    first = {**now, "status": AGREED, "result": "", "changed_at": datetime.combine(agreed_on, time(16))}
    return [first, {**now, "revision": 2}]


def _agreed_on(dialogue: Mapping[str, Any] | None, changed_on: date) -> date:
    """The day that the dialogue was sent; some weeks before the change for what came from elsewhere."""
    if dialogue and dialogue["submitted_at"]:
        return dialogue["submitted_at"].date()
    return changed_on - timedelta(days=DAYS_BEFORE_CHANGE)


def _point(row: Row) -> dict[str, Any]:
    is_number = row["value"].replace(".", "", 1).isdigit()
    return {
        "dialogue_year": int(row["year"]),
        **{
            name: row[name] for name in ("aspect", "indicator", "location_id", "unit", "definition", "reason", "source")
        },
        "value": float(row["value"]) if is_number else None,
        "value_state": VALUE if is_number else row["value"],
        "is_break": row["is_break"] == "1",
    }
