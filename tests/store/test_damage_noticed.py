"""What a running process notices of damage: sizes and times with the next page, every byte seldom, and nothing slower."""

import os
from types import SimpleNamespace

import pytest

from monitor.store import damage
from monitor.store.damage import CHANGED, NO_PARQUET, Watch
from monitor.store.workspace import Workspace
from tests.store.test_damage import DAMAGE, cut, keep, rot, scores


@pytest.fixture
def workspace(tmp_path):
    """A workspace with two data sets, in a process that runs."""
    workspace = Workspace(tmp_path / "w")
    keep(workspace, "a", 1.0)
    keep(workspace, "b", 2.0)
    return workspace


@pytest.fixture
def path(workspace):
    return next(path for path in workspace.state().files["scores"] if path.name.startswith("a-"))


@pytest.fixture
def time_stands_still(workspace, path, monkeypatch):
    """The files were compared just now."""
    workspace.state()
    monkeypatch.setattr("monitor.store.damage.LOOK_EVERY", 1e9)
    workspace._watch.now()
    workspace.state()


def later(path, seconds=1):
    """Let the file be of another moment: two writes right after each other may have the same time."""
    at = path.stat().st_mtime_ns + int(seconds * 1e9)
    os.utime(path, ns=(at, at))


@pytest.mark.parametrize(("spoil", "reason"), DAMAGE.items())
def test_a_file_that_is_damaged_while_a_process_runs_is_noticed_the_next_time(
    workspace, path, time_goes_on, spoil, reason
):
    assert workspace.state().is_whole
    spoil(path)
    if path.exists():
        later(path)
    state = workspace.state()
    assert list(state.datasets) == ["b"]
    assert [file.place for file in state.damaged] == [f"tables/scores/{path.name}"]
    assert state.damaged[0].reason in (reason, NO_PARQUET)
    assert scores(workspace) == [2.0]


def test_damage_in_place_is_noticed_by_the_time_of_the_file(workspace, path, time_goes_on):
    rot(path)
    assert workspace.state().is_whole
    later(path)
    (aside,) = workspace.state().set_aside
    assert aside.files[0].reason == CHANGED


def test_a_file_of_which_only_the_time_is_another_is_read_once_and_counts(workspace, path, time_goes_on, monkeypatch):
    read = []
    digest_of = damage.digest_of
    monkeypatch.setattr(damage, "digest_of", lambda file: read.append(file) or digest_of(file))
    later(path)
    for _ in range(3):
        assert scores(workspace) == [1.0, 2.0]
    assert read == [path]


def test_comparing_opens_no_file(workspace, time_goes_on, monkeypatch):
    first = workspace.state()
    monkeypatch.setattr(damage, "seen", lambda *_, **__: pytest.fail("a file was looked at"))
    assert workspace.state() is first


def test_within_the_second_the_disk_is_not_asked(workspace, time_stands_still, monkeypatch):
    first = workspace.state()
    monkeypatch.setattr(damage, "_signature", lambda _: pytest.fail("the disk was asked"))
    assert all(workspace.state() is first for _ in range(20))


def test_on_a_slow_disk_it_is_asked_less_often(monkeypatch, tmp_path):
    """Comparing took 2 seconds: not again for 200."""
    moments = iter([0.0, 2.0, 100.0, 201.0, 202.0])
    monkeypatch.setattr(damage, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    watch = Watch()
    assert not watch.has_changed([tmp_path])
    assert [watch.is_time() for _ in range(3)] == [False, False, True]


def test_what_could_not_be_read_is_tried_again_though_the_file_is_the_same(workspace, path, time_goes_on, monkeypatch):
    """Rights, or too many open files: neither size nor time of the file tells."""
    with monkeypatch.context() as refused:
        refused.setattr(damage, "_has_both_ends", lambda *_: False)
        found = Workspace(workspace.folder)
        assert {file.reason for file in found.state().damaged} == {NO_PARQUET}
    assert found.state().is_whole
    assert scores(found) == [1.0, 2.0]


def test_what_was_read_of_a_file_before_it_was_known_to_be_damaged_is_not_used_when_it_comes_back(
    workspace, path, time_goes_on
):
    content, before = path.read_bytes(), workspace.state()
    rot(path)
    assert workspace.state().fingerprint == before.fingerprint, "a picture that is made now is made of other numbers"
    later(path)
    assert not workspace.state().is_whole
    path.write_bytes(content)
    later(path, 2)
    after = workspace.state()
    assert after.is_whole
    assert after.version == before.version
    assert after.fingerprint != before.fingerprint


# ------------------------------------------------------------------------------------------- after an error of a page


def test_after_an_error_sizes_are_compared_at_once_and_nothing_is_read(workspace, path, time_stands_still, monkeypatch):
    began = workspace.state()
    cut(path)
    assert workspace.state() is began
    monkeypatch.setattr(workspace, "look_deeper", lambda: pytest.fail("every byte was read"))
    assert workspace.sets_damage_aside(began)
    assert list(workspace.state().datasets) == ["b"]
    assert workspace.sets_damage_aside(began), "a page that began before somebody else noticed may try again as well"


def test_every_byte_is_read_after_an_error_once_a_minute(workspace, path, time_stands_still, monkeypatch):
    looks, look_deeper = [], workspace.look_deeper
    monkeypatch.setattr(workspace, "look_deeper", lambda: looks.append(1) or look_deeper())
    began = workspace.state()
    rot(path)
    assert workspace.sets_damage_aside(began)
    assert workspace.sets_damage_aside(began)
    assert not workspace.sets_damage_aside(workspace.state()), "that was something else"
    assert len(looks) == 1
