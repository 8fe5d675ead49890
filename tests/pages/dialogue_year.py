"""A dialogue year in a workspace, put there as an import would: for pages that need rows of which a test knows all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.session import Session
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset

YEAR, NOW = 2026, "2026-11-21"


def fill(folder: Path, tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Session:
    """Keep these rows as one data set per table. A row gets the columns that it does not name, empty."""
    session = Session(folder)
    for table, given in tables.items():
        schema = SCHEMAS[table]
        empty = dict.fromkeys(schema.names) | {"dataset_id": table, "origin": "own", "municipality": ""}
        rows = [empty | {"dialogue_year": YEAR} | row for row in given]
        with session.workspace.staging() as place:
            path = place / f"{table}.parquet"
            pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
            session.workspace.add(Dataset(table, table, "own", table, table, len(rows)), {table: [path]})
    return session


def location(code: str, kind: str, name: str, area: str = "centrum", **more: Any) -> dict[str, Any]:
    return {"location_id": code, "kind": kind, "name": name, "area": area, "delivery": "form", "is_active": True} | more


def flow(a: str, b: str, children: float, vve: float, **more: Any) -> dict[str, Any]:
    return {"from_location_id": a, "to_location_id": b, "children": children, "children_state": "value",
            "children_vve": vve, "children_vve_state": "value"} | more  # fmt: skip
