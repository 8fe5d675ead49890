"""A workspace that knows a few locations, and the import into it."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor.dialogues.records import Cycle
from monitor.ingest import ImportReport, import_file
from monitor.session import Session
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset

sys.path.append(str(Path(__file__).parent))

PLACES = (
    ("K1", "Kinderboom", "childcare", "centrum"),
    ("K2", "De Zon en Maan", "childcare", "centrum"),
    ("K3", "Het Nest; groep wit", "childcare", "voorstad"),
    ("K4", "De Vlinder", "childcare", "centrum"),
    ("K5", "De Vlinder", "childcare", "voorstad"),
    ("S1", "Basisschool De Brug", "school", "centrum"),
    ("S2", "Het Palet", "school", "voorstad"),
)


def with_locations(session: Session, origin: str = "own", municipality: str = "") -> Session:
    """Put the locations of these tests into a workspace, for every year."""
    rows = [
        {**dict.fromkeys(SCHEMAS["locations"].names), "dataset_id": f"places-{origin}", "origin": origin,
         "municipality": municipality, "location_id": code, "name": name, "kind": kind, "area": area, "is_active": True}
        for code, name, kind, area in PLACES
    ]  # fmt: skip
    with session.workspace.staging() as folder:
        path = folder / "locations.parquet"
        pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS["locations"]), path)
        session.workspace.add(
            Dataset(f"places-{origin}", "locations", origin, "Locaties", "l.xlsx", len(rows)), {"locations": [path]}
        )
    return session


@pytest.fixture
def session(empty_workspace: Path) -> Session:
    return with_locations(Session(empty_workspace))


@pytest.fixture
def load(session: Session) -> Callable[..., ImportReport]:
    return functools.partial(import_file, workspace=session.workspace, catalogue=session.catalogue, kind="form")


@pytest.fixture
def cycle(session: Session) -> Callable[..., Cycle]:
    return lambda year=2026: session.dialogues.cycle("own", "", year)
