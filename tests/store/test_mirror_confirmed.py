"""A workspace in a store: what the store confirmed counts, on every machine, and nothing else does."""

from __future__ import annotations

import pytest

from monitor.store.copy import Copy
from monitor.store.mirror import StorageAway
from monitor.store.remote import Away
from monitor.store.workspace import Workspace
from tests.store.conftest import Machine
from tests.store.machines import STREAM, imported, journal, texts, told_and_pulled
from tests.store.s3_server import Server


def test_a_change_that_the_store_did_not_confirm_does_not_count(machine: Machine, server: Server):
    one, other = machine("een"), machine("twee")
    server.faults.is_away = True
    with pytest.raises(StorageAway, match="Het is niet zeker dat uw wijziging is bewaard"):
        journal(one).append(STREAM, {"text": "kwijt"})
    with pytest.raises(OSError):
        imported(one, "gegevens")
    server.faults.is_away = False
    assert texts(one) == []
    journal(one).append(STREAM, {"text": "bewaard"})
    told_and_pulled(one, other)
    assert texts(one) == texts(other) == ["bewaard"]
    assert not Workspace(one.folder).state().datasets


def test_a_confirmation_that_is_lost_gives_one_entry(machine: Machine, server: Server):
    one = machine("een")
    server.faults.lost_answers = 1
    journal(one).append(STREAM, {"text": "a"})
    server.faults.lost_answers = 1
    assert journal(one).claim("consultations/lkk")
    one._listed_at = -1e10
    one.pull()
    assert texts(one) == ["a"]


def test_an_import_of_which_every_confirmation_is_lost_is_told_as_kept(machine: Machine, monkeypatch):
    one = machine("een")
    put, lost = one.store.put, []

    def lose(path, *given, **more):
        put(path, *given, **more)
        if path.startswith("log/") and not lost:
            lost.append(path)
            raise Away("no answer, time after time")

    monkeypatch.setattr(one.store, "put", lose)
    imported(one, "gegevens")
    assert lost
    assert len(Workspace(one.folder).state().datasets) == 1


def test_what_the_store_confirmed_counts_though_the_copy_cannot_be_written(machine: Machine, monkeypatch):
    one, other = machine("een"), machine("twee")
    with monkeypatch.context() as patched:
        patched.setattr(Copy, "place", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        journal(one).append(STREAM, {"text": "a"})
    told_and_pulled(one, other)
    one.pull()
    assert texts(one) == texts(other) == ["a"]


def test_a_kill_before_the_log_entry_leaves_the_workspace_as_it_was(machine: Machine, server: Server):
    one, other = machine("een"), machine("twee")
    server.faults.refused_paths = "/log/"
    with pytest.raises(OSError):
        imported(one, "gegevens")
    told_and_pulled(one, other)
    assert not Workspace(other.folder).state().datasets
    server.faults.refused_paths = ""
    imported(other, "gegevens")
    told_and_pulled(other, one)
    assert Workspace(one.folder).state().datasets.keys() == {"gegevens"}


@pytest.mark.parametrize("lists", [False, True])
def test_an_entry_of_the_log_is_not_here_before_its_files_are(machine: Machine, server: Server, lists: bool):
    one, other = machine("een"), machine("twee")
    imported(one, "gegevens")
    one._telling.tell(one.store)
    other._listed_at = -1e10 if lists else other._listed_at
    server.faults.refused_paths = "/tables/"
    with pytest.raises(OSError):
        other.pull()
    assert not Workspace(other.folder).state().datasets
    server.faults.refused_paths = ""
    other.pull()
    assert Workspace(other.folder).state().files["scores"][0].exists()
