"""What counts does not depend on clocks: entries may come in any order, and what could not be read just now comes later."""

import itertools
import json
from dataclasses import asdict, replace

import pytest

from monitor.file_checks import file_checks
from monitor.store import fold as folding
from monitor.store.fold import Fold
from monitor.store.journal import Journal
from monitor.store.place import moment_after
from monitor.store.state import ACTIVE, RETIRED, Dataset
from monitor.store.workspace import Workspace
from tests.store.test_damage import keep, scores

FIRST = Dataset("a", "scores", "own", "", "a.csv", 1)


def entry(revision, status=ACTIVE, files=None):
    dataset = asdict(replace(FIRST, revision=revision, status=status))
    return {"kind": "dataset", "at": "2026-01-01", "dataset": dataset, "files": files}


@pytest.mark.parametrize("order", itertools.permutations(range(3)))
def test_a_data_set_that_came_back_has_its_files_in_whatever_order_its_entries_stand(order):
    entries = [entry(1, files={"scores": ["a.parquet"]}), entry(2, RETIRED), entry(3)]
    fold = Fold()
    for number in order:
        fold.apply(entries[number])
    dataset, files = fold.latest["a"]
    assert (dataset.revision, dataset.status, files) == (3, ACTIVE, {"scores": ["a.parquet"]})


def test_of_two_processes_that_keep_the_same_data_at_once_one_counts_and_both_files_are_known(tmp_path, monkeypatch):
    one, other = Workspace(tmp_path), Workspace(tmp_path)
    before, look = other._known(), other._known
    answers = iter([before])
    monkeypatch.setattr(other, "_known", lambda: next(answers, None) or look())  # it looked just before the first came
    keep(one, "a", 1.0, 2.0)
    keep(other, "a", 1.0, 2.0)
    again = Workspace(tmp_path)
    assert scores(again) == [1.0, 2.0]
    assert [check.name for check in file_checks(again, again.state()) if check.rows] == []
    assert len(again.digests()) == 2


def test_a_name_that_leads_elsewhere_is_refused_in_an_entry_that_came_too_late_as_well():
    fold = Fold()
    fold.apply(entry(2, files={"scores": ["a.parquet"]}))
    with pytest.raises(folding.NOT_AN_ENTRY):
        fold.apply(entry(1, files={"scores": ["../a.parquet"]}))


def test_a_clock_that_is_set_back_leaves_the_last_change_the_last(tmp_path, monkeypatch):
    workspace = Workspace(tmp_path)
    moments = iter(f"2026-03-{day:02d}T10:00:00.000000Z" for day in range(20, 0, -1))
    monkeypatch.setattr(workspace.place, "now", lambda: next(moments))
    keep(workspace, "a", 1.0)
    workspace.retire("a")
    keep(workspace, "b", 2.0)
    workspace.remember({("measure", "x"): "old"})
    workspace.remember({("measure", "x"): "new"})
    state = Workspace(tmp_path).state()
    assert [change.dataset.dataset_id for change in state.changes] == ["a", "a", "b"]
    assert state.mappings == {("measure", "x"): "new"}
    assert scores(workspace) == [2.0]


@pytest.mark.parametrize(
    ("names", "now", "moment"),
    [
        ([], "2026-01-02T03:04:05.000006Z", "2026-01-02T03:04:05.000006Z"),
        (["20260102T030405000005Z-x.json"], "2026-01-02T03:04:05.000006Z", "2026-01-02T03:04:05.000006Z"),
        (["20260102T030405000006Z-x.json"], "2026-01-02T03:04:05.000006Z", "2026-01-02T03:04:05.000007Z"),
        (["20261231T235959999999Z-x.json"], "2026-01-02T03:04:05.000006Z", "2027-01-01T00:00:00.000000Z"),
        (["of-somebody-else.json"], "2026-01-02T03:04:05.000006Z", "2026-01-02T03:04:05.000006Z"),
    ],
)
def test_a_new_entry_stands_after_the_newest(names, now, moment):
    assert moment_after(names, now) == moment


def test_a_change_that_could_not_be_read_just_now_is_read_the_next_time(tmp_path):
    kept = Journal(tmp_path).append("actions", {"text": "a"})
    path = tmp_path / "journal" / "actions" / f"{kept['entry_id']}.json"
    content = path.read_bytes()
    path.unlink()
    path.mkdir()  # reading it is an OSError, as with too many open files
    journal = Journal(tmp_path)
    before = journal.fingerprint("actions")
    assert (journal.entries("actions"), journal.unreadable("actions")) == ([], [path.name])
    assert journal.fingerprint("actions") == before
    path.rmdir()
    path.write_bytes(content)
    assert journal.fingerprint("actions") != before  # what was folded from it before is folded anew
    assert (journal.entries("actions"), journal.unreadable("actions")) == ([json.loads(content)], [])
