"""Processes that are killed at a random moment (the small version of `python -m benchmarks.kill`)."""

import random
import sys
import types

import pytest

from benchmarks import kill


@pytest.fixture
def chance():
    """Another one each time. A failure shows the seed: try again with random.Random(SEED) here."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    return random.Random(seed)


@pytest.fixture(autouse=True)
def no_main_module(monkeypatch):
    """A child process runs the main module of its parent first; a test of a page leaves app.py in that place."""
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))


def test_what_was_told_as_done_is_there_after_a_kill(example_workspace, chance):
    told = kill.Told()
    kill.one_round(example_workspace, told, chance, ("imports", "autosave", "actions"))
    kill.one_round(example_workspace, told, chance, ("compaction", "consultations", "settings"))
    assert kill.problems(example_workspace, told) == []
    assert kill.failed_checks(example_workspace) == []
    assert told.kills == 6
    assert told.changes, "something was done before the kills"


@pytest.fixture
def worked_in(example_workspace, chance):
    """A workspace in which settings and a form were kept, by a process that was killed."""
    told = kill.Told()
    kill.one_round(example_workspace, told, chance, ("settings", "autosave"))
    assert kill.problems(example_workspace, told) == []
    return example_workspace, told


def test_a_loss_would_be_seen(worked_in):
    folder, told = worked_in
    newest = max(folder.glob("journal/cycles/*.json"))
    told.done.setdefault(("settings", "gone"), 3)
    assert any("settings gone: 3 was done" in one for one in kill.problems(folder, told))
    newest.write_bytes(newest.read_bytes()[:40])
    with pytest.raises(ValueError):
        kill.problems(folder, told)
    newest.unlink()
    (path,) = folder.glob("tables/scores/*.parquet")
    path.write_bytes(path.read_bytes()[:100])
    assert any("damaged" in one for one in kill.problems(folder, told))
