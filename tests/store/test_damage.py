"""Damaged, foreign and missing files: what they cost, what keeps counting, and what brings them back."""

import json
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor import clock
from monitor.compact import compact_workspace
from monitor.session import Session
from monitor.store.damage import CHANGED, FOREIGN, MISSING, NO_PARQUET, WRONG_SIZE, digest_of
from monitor.store.database import Database
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, Workspace
from monitor.wording.damage import sentences


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "w")


def write(path, name, *scores):
    rows = [
        {"dataset_id": name, "origin": "own", "period": "p", "care_type": "c", "measure": "m", "score": score}
        for score in scores
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMAS["scores"]), path)
    return path


def keep(workspace, name, *scores):
    """Keep a data set; its file in the workspace."""
    with workspace.staging() as folder:
        staged = {"scores": [write(folder / "scores.parquet", name, *scores)]}
        workspace.add(Dataset(name, "scores", "own", f"Set {name}", f"{name}.csv", len(scores)), staged)
    return next((path for path in workspace.state().files["scores"] if path.name.startswith(f"{name}-")), None)


def scores(workspace):
    state = workspace.state()
    rows = [row for path in state.files.get("scores", ()) for row in pq.read_table(path).to_pylist()]
    return sorted(row["score"] for row in rows if row["dataset_id"] in state.datasets)


def cut(path):
    path.write_bytes(path.read_bytes()[:-20])


def overwrite(path):
    path.write_bytes(b"PAR1" * (path.stat().st_size // 4) + b"x" * (path.stat().st_size % 4))


def replace_by_a_stranger(path):
    pq.write_table(pa.table({"something": ["else"]}), path)


def take_away(path):
    path.unlink()


DAMAGE = {cut: WRONG_SIZE, overwrite: NO_PARQUET, replace_by_a_stranger: WRONG_SIZE, take_away: MISSING}


@pytest.mark.parametrize(("damage", "reason"), DAMAGE.items())
def test_a_damaged_file_costs_its_data_set_only_and_is_named(workspace, damage, reason):
    path = keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    version = workspace.state().version
    damage(path)
    for state in (Workspace(workspace.folder).state(),):  # as the next process finds it
        assert list(state.datasets) == ["b"]
        (aside,) = state.set_aside
        assert (aside.dataset.label, [(f.place, f.reason) for f in aside.files]) == (
            "Set a",
            [(f"tables/scores/{path.name}", reason)],
        )
        assert not state.is_whole
        assert state.version.endswith("-onvolledig")
        assert state.version != version
    assert scores(Workspace(workspace.folder)) == [2.0]


def test_a_file_of_another_kind_is_known_without_a_digest_too(workspace):
    """Workspaces of before have no digests in their log."""
    path = keep(workspace, "a", 1.0)
    (entry,) = (workspace.folder / "log").glob("*.json")
    entry.write_text(entry.read_text("utf-8").replace('"digests"', '"unknown"'), "utf-8")
    assert Workspace(workspace.folder).state().is_whole
    replace_by_a_stranger(path)
    (aside,) = Workspace(workspace.folder).state().set_aside
    assert aside.files[0].reason == FOREIGN


def rot(path):
    """Damage in the middle, that neither size nor time of the file shows."""
    content, at = path.read_bytes(), path.stat().st_mtime_ns
    path.write_bytes(content[:30] + b"\xff" * 8 + content[38:])
    os.utime(path, ns=(at, at))


def test_damage_that_only_shows_in_reading_is_set_aside_by_a_deeper_look(workspace, time_goes_on):
    path = keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    rot(path)
    assert workspace.state().is_whole, "size, time and footer are as they were"
    assert Workspace(workspace.folder).state().is_whole
    assert workspace.look_deeper()
    (aside,) = workspace.state().set_aside
    assert aside.files[0].reason == CHANGED
    assert scores(workspace) == [2.0]
    assert not workspace.look_deeper(), "nothing new"


def test_the_file_that_comes_back_counts_again_without_a_restart(workspace, time_goes_on):
    path = keep(workspace, "a", 1.0)
    content = path.read_bytes()
    version = workspace.state().version
    cut(path)
    workspace.look_deeper()
    assert not workspace.state().is_whole
    path.write_bytes(content)
    assert workspace.state().version == version
    assert scores(workspace) == [1.0]


def test_the_same_data_again_repair_and_the_damaged_file_stays(workspace):
    path = keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    version = workspace.state().version
    cut(path)
    broken = path.read_bytes()
    again = Workspace(workspace.folder)
    keep(again, "a", 1.0)
    assert scores(again) == [1.0, 2.0]
    assert again.state().version == version
    assert path.read_bytes() == broken


def test_a_data_set_that_comes_back_does_not_come_back_damaged(workspace):
    path = keep(workspace, "a", 1.0)
    workspace.retire("a")
    content = path.read_bytes()
    path.write_bytes(content[:30] + b"\xff" * 8 + content[38:])
    keep(workspace, "a", 1.0)
    workspace.look_deeper()
    assert scores(workspace) == [1.0]


def test_a_data_set_that_comes_back_whole_uses_its_own_files(workspace):
    path = keep(workspace, "a", 1.0)
    workspace.retire("a")
    assert keep(workspace, "a", 1.0) == path


def test_for_a_damaged_merged_file_the_files_that_it_was_made_of_count_again(workspace):
    for name, score in (("a", 1.0), ("b", 2.0)):
        keep(workspace, name, score)
    database = Database([workspace.folder])
    compact_workspace(workspace, database)
    keep(workspace, "d", 3.0)
    compact_workspace(workspace, database)
    (merged,) = workspace.state().files["scores"]
    cut(merged)
    again = Workspace(workspace.folder)
    assert scores(again) == [1.0, 2.0, 3.0]
    assert len(again.state().files["scores"]) == 2, "the earlier merged file and the one after it"
    assert again.state().is_whole
    assert [file.name for file in again.state().damaged] == [merged.name]
    earlier = next(path for path in again.state().files["scores"] if path.name.startswith("c-") and path != merged)
    cut(earlier)
    assert scores(Workspace(workspace.folder)) == [1.0, 2.0, 3.0]
    compact_workspace(Workspace(workspace.folder), database)
    assert len(Workspace(workspace.folder).state().files["scores"]) == 1
    assert scores(Workspace(workspace.folder)) == [1.0, 2.0, 3.0]


def test_damage_of_a_file_that_a_merged_file_stands_for_costs_nothing(workspace):
    path = keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    compact_workspace(workspace, Database([workspace.folder]))
    cut(path)
    again = Workspace(workspace.folder)
    assert again.state().is_whole
    assert scores(again) == [1.0, 2.0]


def test_damage_of_a_retired_data_set_warns_nobody(workspace):
    path = keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    workspace.retire("a")
    cut(path)
    state = Workspace(workspace.folder).state()
    assert state.is_whole
    assert len(state.damaged) == 1


def test_who_cannot_repair_takes_the_data_set_out_of_use(workspace):
    path = keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    cut(path)
    again = Workspace(workspace.folder)
    again.retire("a")
    assert again.state().is_whole
    assert list(again.state().datasets) == ["b"]


def test_each_good_file_is_looked_at_once(workspace, monkeypatch):
    keep(workspace, "a", 1.0)
    seen = []
    glance = "monitor.store.damage.glance"
    monkeypatch.setattr(glance, lambda path, table, kept: seen.append(path) or "")
    again = Workspace(workspace.folder)
    first = again.state()
    assert again.state() is first
    keep(again, "b", 2.0)
    assert len(seen) == len(set(seen)) == 2


def test_an_entry_of_the_log_that_leads_elsewhere_is_no_entry(workspace):
    keep(workspace, "a", 1.0)
    (entry,) = (workspace.folder / "log").glob("*.json")
    text = entry.read_text("utf-8").replace('"a-', '"../../a-')
    (entry.parent / f"9{entry.name}").write_text(text.replace('"dataset_id": "a"', '"dataset_id": "z"'), "utf-8")
    state = Workspace(workspace.folder).state()
    assert list(state.datasets) == ["a"]
    assert len(state.unreadable) == 1
    assert not state.is_whole


@pytest.mark.parametrize("files", [["scores"], "scores", {"scores": 3}, 7])
def test_an_entry_with_files_of_another_shape_is_no_entry(workspace, files):
    keep(workspace, "a", 1.0)
    (entry,) = (workspace.folder / "log").glob("*.json")
    told = json.loads(entry.read_text("utf-8")) | {"files": files}
    told["dataset"]["dataset_id"] = "z"
    (entry.parent / f"9{entry.name}").write_text(json.dumps(told), "utf-8")
    state = Workspace(workspace.folder).state()
    assert (list(state.datasets), len(state.unreadable)) == (["a"], 1)


def test_a_log_entry_that_may_not_be_read_now_is_read_later(workspace, time_goes_on):
    keep(workspace, "a", 1.0)
    (entry,) = (workspace.folder / "log").glob("*.json")
    content = entry.read_bytes()
    entry.unlink()
    entry.mkdir()  # reading it is an OSError, as with a disk that fails
    again = Workspace(workspace.folder)
    assert (list(again.state().datasets), len(again.state().unreadable)) == ([], 1)
    entry.rmdir()
    entry.write_bytes(content)
    assert list(again.state().datasets) == ["a"]
    assert again.state().is_whole


def test_what_is_told_of_missing_data(workspace):
    path = keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    assert sentences(workspace.state(), is_manager=True) == ()
    cut(path)
    state = Workspace(workspace.folder).state()
    text = " ".join(sentences(state, is_manager=True))
    assert "Deze set telt nu niet mee: “Set a”." in text
    assert "reservekopie" in text
    others = " ".join(sentences(state, is_manager=False))
    assert "Set a" not in others
    assert "Uw beheerder" in others


def test_a_damaged_national_set_leaves_the_example_and_marks_the_data_version(example_workspace):
    folder = example_workspace
    (path,) = (folder / "tables" / "organisation_sums").glob("*.parquet")
    cut(path)
    session = Session(folder)
    state, picture = session.reading()
    assert session.data_version(state).endswith("-onvolledig")
    assert picture.cells == ()
    assert session.dialogues.cycles("demo", state, clock.today()), "the dialogue is another data set"


def test_a_session_sets_aside_what_turns_out_to_be_damaged(example_workspace):
    (path,) = (example_workspace / "tables" / "organisation_sums").glob("*.parquet")
    content = path.read_bytes()
    path.write_bytes(content[:200] + b"\xff" * 400 + content[600:])
    session = Session(example_workspace)
    assert session.state().is_whole
    state, picture = session.reading()
    assert len(state.set_aside) == 1
    assert picture.cells == ()


def test_the_digest_is_of_every_byte(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    assert digest_of(path).size == 3
    assert digest_of(path).sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    os.truncate(path, 2)
    assert digest_of(path).size == 2
