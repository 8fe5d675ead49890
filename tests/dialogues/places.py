"""A workspace of a municipality with a few locations, for tests that need a real one."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.session import Session
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset

PLACES = (
    ("k1", "Opvang De Eik", "childcare", "centrum", "form"),
    ("k2", "Opvang <b>Beuk</b> **vet**", "childcare", "voorstad", "form"),
    ("s1", "School De Linde", "school", "centrum", "form"),
    ("s2", "School De Wilg", "school", "voorstad", "school_board"),
)


def add_places(folder: Path) -> Session:
    """Put the locations into the workspace, as the municipality's own, for every year."""
    session = Session(folder)
    names = ("location_id", "name", "kind", "area", "delivery")
    kept = dict.fromkeys(SCHEMAS["locations"].names) | {"dataset_id": "places", "origin": "own", "municipality": ""}
    rows = [kept | dict(zip(names, place, strict=True)) for place in PLACES]
    with session.workspace.staging() as staged:
        path = staged / "locations.parquet"
        pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS["locations"]), path)
        dataset = Dataset("places", "locations", "own", "places", "places.csv", len(rows))
        session.workspace.add(dataset, {"locations": [path]})
    return session
