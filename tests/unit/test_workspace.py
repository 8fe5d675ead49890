"""The append-only workspace: what counts, what comes back, what a kill leaves, and what compaction may not change."""

import json
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor.compact import compact_workspace
from monitor.store.database import Database
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, Workspace


def dataset(name: str, n: int = 2) -> Dataset:
    return Dataset(name, "scores", "own", name, f"{name}.csv", n)


def keep(workspace: Workspace, name: str, scores=(4.0, 5.0)) -> Dataset:
    rows = [
        {"dataset_id": name, "origin": "own", "period": "p", "care_type": "c", "measure": "m", "score": s}
        for s in scores
    ]
    with workspace.staging() as folder:
        pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS["scores"]), folder / "scores.parquet")
        return workspace.add(dataset(name), {"scores": [folder / "scores.parquet"]})


def scores(workspace: Workspace) -> list[float]:
    state = workspace.state()
    tables = [pq.read_table(path) for path in state.files.get("scores", ())]
    rows = [row for table in tables for row in table.to_pylist() if row["dataset_id"] in state.datasets]
    return sorted(row["score"] for row in rows)


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "w")


def test_an_absent_folder_is_an_empty_workspace(workspace):
    state = workspace.state()
    assert state.datasets == {}
    assert state.version == "leeg"
    assert not workspace.folder.exists()


def test_what_is_added_counts_and_adding_it_again_changes_nothing(workspace):
    keep(workspace, "a")
    before = workspace.state()
    keep(workspace, "a", scores=(1.0,))
    assert scores(workspace) == [4.0, 5.0]
    assert workspace.state().version == before.version
    assert len(workspace.state().changes) == 1


def test_a_retired_set_does_not_count_and_can_come_back(workspace):
    keep(workspace, "a")
    keep(workspace, "b", scores=(6.0,))
    version = workspace.state().version
    workspace.retire("a")
    assert scores(workspace) == [6.0]
    assert workspace.state().version != version
    with pytest.raises(KeyError):
        workspace.retire("a")
    keep(workspace, "a")
    assert scores(workspace) == [4.0, 5.0, 6.0]
    assert [change.kind for change in workspace.state().changes] == ["active", "active", "retired", "active"]


def test_files_without_a_log_entry_do_not_count(workspace):
    keep(workspace, "a")
    for entry in workspace.folder.joinpath("log").glob("*.json"):
        entry.rename(entry.with_suffix(".tmp"))  # as a kill between the two renames leaves it
    assert scores(workspace) == []


def test_an_unreadable_log_entry_is_named_and_the_rest_keeps_working(workspace):
    keep(workspace, "a")
    (workspace.folder / "log" / "9-broken.json").write_text("{", "utf-8")
    state = workspace.state()
    assert state.unreadable == ("9-broken.json",)
    assert scores(workspace) == [4.0, 5.0]


def test_staging_is_empty_afterwards_also_after_an_error(workspace):
    def prepare_and_fail():
        with workspace.staging() as folder:
            (folder / "half.parquet").write_bytes(b"PAR1")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        prepare_and_fail()
    assert list(workspace.folder.joinpath("staging").iterdir()) == []


def test_compaction_keeps_every_row_once_and_counts_once(workspace):
    for name in "abc":
        keep(workspace, name)
    before = scores(workspace)
    database = Database([workspace.folder])
    assert compact_workspace(workspace, database)["scores"] == (3, 1)
    assert scores(workspace) == before
    assert compact_workspace(workspace, database)["scores"] == (1, 1)
    workspace.retire("b")
    assert len(scores(workspace)) == 4


def test_two_compactions_of_the_same_files_do_not_double_them(workspace):
    keep(workspace, "a")
    keep(workspace, "b")
    database = Database([workspace.folder])
    files = workspace.state().files["scores"]
    for _ in range(2):  # two processes that started from the same state
        with workspace.staging() as folder:
            database.copy("compact/scores", folder / "merged.parquet", files=[str(f) for f in files])
            workspace.compacted("scores", files, folder / "merged.parquet")
    assert scores(workspace) == [4.0, 4.0, 5.0, 5.0]
    assert len(workspace.state().files["scores"]) == 1


def test_overlapping_compactions_count_once(workspace):
    for name in "abc":
        keep(workspace, name)
    database = Database([workspace.folder])
    files = workspace.state().files["scores"]
    for some in (files[:2], files):
        with workspace.staging() as folder:
            database.copy("compact/scores", folder / "merged.parquet", files=[str(f) for f in some])
            workspace.compacted("scores", some, folder / "merged.parquet")
    assert scores(workspace) == [4.0, 4.0, 4.0, 5.0, 5.0, 5.0]


def test_remembered_words_come_back_and_the_newest_wins(workspace):
    workspace.remember({("care_type", "opvangje"): "kdv"})
    workspace.remember({("care_type", "opvangje"): "bso"})
    assert workspace.state().mappings == {("care_type", "opvangje"): "bso"}


def test_old_staging_is_cleared_and_new_staging_is_left(workspace):
    old, new = workspace.folder / "staging" / "old", workspace.folder / "staging" / "new"
    old.mkdir(parents=True)
    new.mkdir()
    os.utime(old, (1, 1))
    workspace.clear_staging()
    assert not old.exists()
    assert new.exists()


def test_the_database_reads_nothing_outside_its_folders(tmp_path):
    outside = tmp_path / "outside.parquet"
    pq.write_table(pa.table({"dataset_id": ["x"]}), outside)
    database = Database([tmp_path / "inside"])
    with pytest.raises(Exception, match=r"(?i)permission"):
        database.rows("national/findings", files=[str(outside)], datasets=["x"])


def test_entries_are_plain_json_that_a_person_can_read(workspace):
    keep(workspace, "a")
    (entry,) = workspace.folder.joinpath("log").glob("*.json")
    read = json.loads(entry.read_text("utf-8"))
    assert read["dataset"]["label"] == "a"
    (name,) = read["files"]["scores"]
    assert read["digests"]["scores"][name][0] == (workspace.tables / "scores" / name).stat().st_size
