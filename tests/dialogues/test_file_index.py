"""What footers tell of files: enough to leave files out, never so much that rows are missed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor.compact import compact_workspace
from monitor.dialogues import settings as years
from monitor.dialogues.file_index import FileIndex
from monitor.dialogues.records import Cycle
from monitor.session import Session
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset
from tests.dialogues.test_reader import location


def file(path: Path, *rows: tuple[str, str, int | None], **how) -> Path:
    """Locations as (data set, municipality, year)."""
    full = [
        {**dict.fromkeys(SCHEMAS["locations"].names), "dataset_id": d, "origin": "own", "municipality": m,
         "dialogue_year": y, "location_id": f"k{n}"}
        for n, (d, m, y) in enumerate(rows)
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(full, schema=SCHEMAS["locations"]), path, **how)
    return path


@pytest.fixture
def index() -> FileIndex:
    return FileIndex()


def test_a_file_of_one_import_tells_everything(index, tmp_path):
    with_year = index.held(file(tmp_path / "a.parquet", ("d1", "m", 2026), ("d1", "m", 2026)))
    assert with_year.only() == ("d1", "own", "m", 2026)
    of_always = index.held(file(tmp_path / "b.parquet", ("d1", "", None), ("d1", "", None)))
    assert of_always.only() == ("d1", "own", "", None)


@pytest.mark.parametrize(
    "rows",
    [
        [("d1", "m", 2025), ("d1", "m", 2026)],
        [("d1", "m", None), ("d1", "m", 2026)],
        [("d1", "m", 2026), ("d1", "n", 2026)],
        [("d1", "m", 2026), ("d2", "m", 2026)],
    ],
)
def test_a_file_with_several_says_so(index, tmp_path, rows):
    assert index.held(file(tmp_path / "a.parquet", *rows)).only() is None


def test_files_that_can_have_no_row_are_left_out_and_others_never(index, tmp_path):
    files = {
        "wanted": [("d1", "m", 2026)],
        "other year": [("d1", "m", 2020)],
        "every year": [("d1", "m", None)],
        "some of every year": [("d1", "m", 2020), ("d1", "m", None)],
        "other municipality": [("d1", "x", 2026)],
        "around it": [("d1", "a", 2026), ("d1", "z", 2026)],
        "retired": [("d9", "m", 2026)],
        "retired in part": [("d9", "m", 2026), ("d1", "m", 2026)],
    }
    paths = [file(tmp_path / f"{name}.parquet", *rows) for name, rows in files.items()]
    found = {path.stem for path in index.holding(paths, {"d1", "d2"}, "m", [2025, 2026])}
    assert found == {"wanted", "every year", "some of every year", "around it", "retired in part"}


def test_a_file_without_statistics_is_always_looked_at(index, tmp_path):
    path = file(tmp_path / "a.parquet", ("d1", "x", 2020), write_statistics=False)
    assert index.held(path).only() is None
    assert index.holding([path], {"d1"}, "m", [2026]) == [path]
    assert index.datasets_of([path], {"d1", "d2"}) == ["d1", "d2"]


def test_a_damaged_file_is_always_looked_at_so_that_the_reader_says_it(index, tmp_path):
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    assert index.holding([path], {"d1"}, "m", [2026]) == [path]


def test_row_groups_count_together(index, tmp_path):
    path = file(tmp_path / "a.parquet", ("d1", "a", 2026), ("d1", "m", None), row_group_size=1)
    assert index.held(path).only() is None
    assert index.holding([path], {"d1"}, "m", [2030]) == [path]


def test_an_empty_file_holds_nothing_that_is_missed(index, tmp_path):
    path = file(tmp_path / "a.parquet")
    assert index.held(path).only() is None
    assert index.datasets_of([path], {"d1"}) == ["d1"]


# ------------------------------------------------------------------------------------------------- years of a workspace


def add(session: Session, name: str, municipality: str, rows: list[dict], origin: str = "own") -> None:
    full = [
        {
            **dict.fromkeys(SCHEMAS["locations"].names),
            "dataset_id": name,
            "origin": origin,
            "municipality": municipality,
        }
        | row
        for row in rows
    ]
    with session.workspace.staging() as folder:
        path = folder / "locations.parquet"
        pq.write_table(pa.Table.from_pylist(full, schema=SCHEMAS["locations"]), path)
        session.workspace.add(Dataset(name, "locations", origin, name, name, len(rows)), {"locations": [path]})


def seen(session: Session) -> tuple[list[tuple[str, int]], list[str]]:
    cycle: Cycle = session.dialogues.cycle("own", "b", 2026)
    return session.dialogues.cycles("own"), [x.location_id for x in cycle.locations]


def test_compacting_changes_nothing_of_what_is_read(empty_workspace):
    session = Session(empty_workspace)
    add(session, "one", "a", [location("k1", "Een", 2025)])
    add(session, "two", "b", [location("k2", "Twee", 2025), location("k3", "Drie", 2026)])
    add(session, "three", "c", [location("k4", "Vier", 2026)])
    add(session, "gone", "d", [location("k5", "Vijf", 2026)])
    add(session, "demo", "e", [location("k6", "Zes", 2026)], origin="demo")
    session.workspace.retire("gone")
    before = seen(session)
    assert before == ([("a", 2025), ("b", 2026), ("b", 2025), ("c", 2026)], ["k3"])
    compact_workspace(session.workspace, session.database)
    assert len(session.state().files["locations"]) == 1
    assert seen(session) == before


def test_a_municipality_is_called_by_its_newest_settings_else_by_its_key(empty_workspace):
    session = Session(empty_workspace)
    for year, label in ((2025, "Oud"), (2026, "Nieuw")):
        years.save(session.dialogues.journal, "own", replace(years.template(year, "a"), municipality_label=label))
    assert session.dialogues.labels("own", ["a", "b", ""]) == {"a": "Nieuw", "b": "b", "": "Uw gemeente"}
