"""Keeping a list: its identity, whether it says anything new, and its Parquet files."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.dialogues.intake.known import Known
from monitor.dialogues.intake.typed import Tables
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset

KEYS = {
    "locations": ("municipality", "dialogue_year", "location_id"),
    "flows": ("municipality", "dialogue_year", "from_location_id", "to_location_id"),
    "dialogues": ("municipality", "dialogue_year", "dialogue_id"),
    "participants": ("municipality", "dialogue_year", "dialogue_id", "location_id"),
    "answers": ("municipality", "dialogue_year", "dialogue_id", "theme"),
    "actions": ("municipality", "dialogue_year", "action_id"),
    "series": ("municipality", "dialogue_year", "aspect", "indicator", "location_id"),
}
"""What makes a row the same thing in two lists."""
GROUPS = ("participants", "answers")
"""Tables of which the rows of one dialogue belong together: a later list brings all of them, or none."""
NOT_CONTENT = ("dataset_id", "origin", "municipality", "revision", "changed_at", "changed_by")


def content_id(kind: str, origin: str, tables: Tables) -> str:
    """The identity of a list: kind, origin and the rows in whatever order they came."""
    lines = sorted(f"{table}|{_text(row)}" for table, rows in tables.items() for row in rows)
    digest = hashlib.sha256("\n".join([origin, *lines]).encode()).hexdigest()
    return f"{kind}-{digest[:16]}"


def already(known: Known, kind: str, content: str, tables: Tables) -> Dataset | str:
    """The data set that this list is, when keeping it would change nothing; else the id for a new one.

    A list that came before, but of which a later list changed something, counts as new: who reads it in again wants it
    back. One that was set aside, because a file of it is damaged, keeps its id: reading it in again repairs it.
    """
    same = [
        d for d in known.state.datasets.values() if d.dataset_id == content or d.dataset_id.startswith(f"{content}-")
    ]
    last = max(same, key=lambda d: d.imported_at, default=None)
    if last is not None:
        later = {d.dataset_id for d in known.state.datasets.values() if d.imported_at > last.imported_at}
        if not _superseded(known, tables, later):
            return last if known.workspace.is_whole(last.dataset_id) else last.dataset_id
    taken = {change.dataset.dataset_id for change in known.state.changes}
    damaged = {aside.dataset.dataset_id for aside in known.state.set_aside}
    numbered = (content if n == 1 else f"{content}-{n}" for n in itertools.count(1))
    return next(name for name in numbered if name in damaged or name not in taken)


def _superseded(known: Known, tables: Tables, later: set[str]) -> bool:
    """Whether a later data set says something else of a thing that this list tells of."""
    return any(
        _differs(tables, {table: [row for row in known.rows(table, municipality) if row["dataset_id"] == dataset_id]
                          for table in tables}, municipality)
        for municipality in {row["municipality"] for rows in tables.values() for row in rows}
        for dataset_id in later
    )  # fmt: skip


def _differs(mine: Tables, theirs: Tables, municipality: str) -> bool:
    """Whether the two say something else of what both tell of."""
    own = {
        table: _by_key(table, [r for r in rows if r["municipality"] == municipality]) for table, rows in mine.items()
    }
    other = {table: _by_key(table, rows) for table, rows in theirs.items()}
    for table in own:
        thing = "dialogues" if table in GROUPS else table
        if any(own[table].get(key) != other[table].get(key) for key in own[thing].keys() & other[thing].keys()):
            return True
    return False


def _by_key(table: str, rows: Iterable[dict[str, Any]]) -> dict[tuple[Any, ...], list[str]]:
    """The content of each thing by its key; of participants and answers all rows of a dialogue together."""
    keys = KEYS["dialogues" if table in GROUPS else table][1:]
    names = [name for name in SCHEMAS[table].names if name not in NOT_CONTENT]
    found: dict[tuple[Any, ...], list[str]] = {}
    for row in rows:
        content = _text({name: row.get(name) for name in names})
        found.setdefault(tuple(row[key] for key in keys), []).append(content)
    return {key: sorted(contents) for key, contents in found.items()}


def write(tables: Tables, dataset: Dataset, folder: Path) -> dict[str, list[Path]]:
    """Write the rows of each table that has any, sorted, and return the files."""
    files = {}
    for table, rows in tables.items():
        if not rows:
            continue
        keys = KEYS[table]
        ordered = sorted(rows, key=lambda row: tuple(str(row[key] or "") for key in keys))
        full = [{"dataset_id": dataset.dataset_id, "origin": dataset.origin, **row} for row in ordered]
        path = folder / f"{table}.parquet"
        pq.write_table(pa.Table.from_pylist(full, schema=SCHEMAS[table]), path, compression="zstd")
        files[table] = [path]
    return files


def _text(row: Mapping[str, Any]) -> str:
    """A row as text that is the same whenever its content is; empty and absent are the same."""
    told = {name: value for name, value in row.items() if value not in (None, "", [])}
    return json.dumps(told, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
