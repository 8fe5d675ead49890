"""A workspace in a store that goes away and comes back, the copy that a process starts from, and how it is opened."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from monitor.session import Session
from monitor.store import mirror as mirrors
from monitor.store.journal import Journal
from monitor.store.mirror import Mirror, StorageAway
from tests.store.conftest import Machine, opened_store
from tests.store.machines import STREAM, journal, texts
from tests.store.s3_server import Server


def waited(is_so, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.02)
    return False


def test_when_the_store_is_away_reading_goes_on_and_the_screen_says_since_when(machine: Machine, server: Server):
    one = machine("een")
    journal(one).append(STREAM, {"text": "a"})
    server.faults.is_away = True
    with pytest.raises(OSError) as problem:
        one.pull()
    one._note(problem.value)
    assert texts(one) == ["a"]
    assert one.notice().startswith("De opslag is niet bereikbaar. U ziet de gegevens van ")
    server.faults.is_away = False
    one.pull()
    assert one.notice() == ""


def test_a_server_starts_from_its_copy_when_the_store_is_away_but_not_without_one(server: Server, tmp_path: Path):
    first = Mirror(tmp_path / "een", opened_store(server))
    first.open()
    journal_of_first = Journal(tmp_path / "een")
    journal_of_first.place = first
    journal_of_first.append(STREAM, {"text": "a"})
    first.close()
    server.faults.is_away = True
    again = Mirror(tmp_path / "een", opened_store(server))
    again.open()
    assert "niet bereikbaar" in again.notice()
    assert texts(again) == ["a"]
    again.close()
    for name in ("nieuw", "half"):
        (tmp_path / name / "journal" / STREAM).mkdir(parents=True)
        with pytest.raises(StorageAway, match="nog geen kopie"):
            Mirror(tmp_path / name, opened_store(server)).open()


def test_a_copy_of_another_workspace_is_not_shown(server: Server, tmp_path: Path):
    (tmp_path / ".complete").write_text(json.dumps({"at": "2026-01-01T00:00:00.000000Z", "of": "s3 elders"}), "utf-8")
    server.faults.is_away = True
    with pytest.raises(StorageAway):
        Mirror(tmp_path, opened_store(server)).open()


def test_the_background_brings_changes_and_recovers_by_itself(server: Server, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(mirrors, "EVERY", 0.05)
    monkeypatch.setattr(mirrors, "TOGETHER", 0.01)
    monkeypatch.setattr(mirrors, "LISTED_EVERY", 0.05)
    one, other = (Mirror(tmp_path / name, opened_store(server)) for name in ("een", "twee"))
    one.open()
    other.open()
    try:
        one.keep("journal/actions/a.json", b"1")
        assert waited(lambda: (other.folder / "journal/actions/a.json").exists())
        server.faults.is_away = True
        assert waited(lambda: bool(other.notice()))
        server.faults.is_away = False
        one.keep("journal/actions/b.json", b"2")
        assert waited(lambda: (other.folder / "journal/actions/b.json").exists() and not other.notice())
    finally:
        one.close()
        other.close()


def test_the_copy_is_for_this_account_only(server: Server, tmp_path: Path):
    one = Mirror(tmp_path / "kopie", opened_store(server))
    one.open()
    one.close()
    assert (tmp_path / "kopie").stat().st_mode & 0o077 == 0


def test_a_workspace_in_a_store_opens_by_its_address(server: Server, tmp_path: Path, monkeypatch):
    for name, value in {**server.environment, "KWALITEIT_MIRROR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    found = Session("s3://emmer/werk")
    try:
        assert found.workspace.folder.is_relative_to(tmp_path)
        found.dialogues.journal.append(STREAM, {"text": "a"})
        assert [key for key in server.files if "/journal/" in key]
        assert Session(Path("s3://emmer/werk")).workspace.folder == found.workspace.folder
    finally:
        found.workspace.place.close()  # type: ignore[attr-defined]


def test_no_secret_is_in_a_message_or_in_the_copy(server: Server, tmp_path: Path, caplog):
    one = Mirror(tmp_path / "een", opened_store(server))
    one.open()
    server.faults.is_away = True
    with pytest.raises(OSError) as problem:
        one.keep("journal/actions/a.json", b"1")
    one.close()
    kept = "".join(p.read_text("utf-8") for p in tmp_path.rglob("*") if p.is_file())
    assert "geheim" not in caplog.text + str(problem.value) + kept
