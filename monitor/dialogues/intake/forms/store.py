"""The tables of the imported questionnaires as files, and the identity of the data set that they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.dialogues.intake.forms.assemble import Assembled
from monitor.store.database import Database
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, State

KIND = "form"
TABLES = ("dialogues", "participants", "answers")


def dataset_of(found: Assembled, origin: str, municipality: str, label: str, file_name: str) -> Dataset:
    """The data set; its id follows from what was filled in, in whatever order or file format it came."""
    lines = sorted(
        json.dumps([table, sorted(row.items())], ensure_ascii=False, default=str)
        for table, rows in _by_table(found).items() for row in rows
    )  # fmt: skip
    digest = hashlib.sha256("\n".join([KIND, origin, municipality, *lines]).encode()).hexdigest()[:16]
    return Dataset(f"{KIND}-{digest}", KIND, origin, label, file_name, len(found.dialogues))


def write(
    found: Assembled, dataset: Dataset, municipality: str, form_version: str, folder: Path
) -> dict[str, list[Path]]:
    """Write the three tables into a folder; the files of each table."""
    every = {"dataset_id": dataset.dataset_id, "origin": dataset.origin, "municipality": municipality,
             "form_version": form_version}  # fmt: skip
    files = {}
    for table, rows in _by_table(found).items():
        path = folder / f"{table}.parquet"
        pq.write_table(_table(SCHEMAS[table], rows, every), path, compression="zstd")
        files[table] = [path]
    return files


def _table(schema: pa.Schema, rows: Sequence[Mapping[str, Any]], every: Mapping[str, str]) -> pa.Table:
    arrays = []
    for column in schema:
        values = [every[column.name]] * len(rows) if column.name in every else [row.get(column.name) for row in rows]
        arrays.append(pa.array(values, column.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _by_table(found: Assembled) -> dict[str, list[dict]]:
    return {"dialogues": found.dialogues, "participants": found.participants, "answers": found.answers}


def known_already(found: Assembled, database: Database, state: State, origin: str, municipality: str) -> int:
    """How many of these questionnaires are in the workspace already, with the same text or an earlier one."""
    files = [str(path) for path in state.files.get("dialogues", ())]
    if not files or not found.dialogues:
        return 0
    rows = database.rows(
        "dialogues/known_ids", files=files, datasets=sorted(state.datasets), origin=origin, municipality=municipality
    )
    known = {row["dialogue_id"] for row in rows}
    return sum(row["dialogue_id"] in known for row in found.dialogues)
