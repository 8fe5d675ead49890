"""A workspace in a store, as several machines see it: nothing that was confirmed is lost, whatever goes away meanwhile."""

from __future__ import annotations

import json
import threading
import time
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor.consultation.store import Consultations
from monitor.dialogues import drafts
from monitor.store import mirror as mirrors
from monitor.store.copy import Copy
from monitor.store.journal import Journal
from monitor.store.mirror import Mirror, StorageAway
from monitor.store.remote import Away, Refused
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, Workspace
from tests.store.conftest import Machine, opened_store
from tests.store.s3_server import Server

STREAM = "actions"


def journal(of: Mirror) -> Journal:
    return Journal(of.folder)


def texts(of: Mirror, stream: str = STREAM) -> list[str]:
    return [entry["text"] for entry in journal(of).entries(stream)]


def told_and_pulled(writer: Mirror, reader: Mirror) -> None:
    writer._telling.tell(writer.store)
    reader.pull()


def scores(rows: int) -> pa.Table:
    return pa.table([pa.nulls(rows, kind.type) for kind in SCHEMAS["scores"]], schema=SCHEMAS["scores"])


def imported(of: Mirror, name: str, rows: int = 3) -> Workspace:
    workspace = Workspace(of.folder)
    with workspace.staging() as folder:
        pq.write_table(scores(rows), folder / "x.parquet")
        workspace.add(Dataset(name, "scores", "own", name, f"{name}.csv", rows), {"scores": [folder / "x.parquet"]})
    return workspace


# --------------------------------------------------------------------------------------------- both write, both see it


def test_each_sees_what_the_other_wrote(machine: Machine):
    one, other = machine("een"), machine("twee")
    journal(one).append(STREAM, {"text": "a"})
    told_and_pulled(one, other)
    journal(other).append(STREAM, {"text": "b"})
    told_and_pulled(other, one)
    assert texts(one) == texts(other) == ["a", "b"]
    assert imported(one, "gegevens").state().datasets.keys() == {"gegevens"}
    told_and_pulled(one, other)
    (file,) = Workspace(other.folder).state().files["scores"]
    assert pq.read_table(file).num_rows == 3


def test_changes_are_told_so_that_nothing_is_listed(machine: Machine, server: Server):
    one, other = machine("een"), machine("twee")
    for number in range(5):
        journal(one).append(STREAM, {"text": str(number)})
    one._telling.tell(one.store)
    server.asked.clear()
    other.pull()
    lists = [path for method, path in server.asked if method == "GET" and path == "/emmer"]
    assert len(lists) == 2  # what others told, and who may see what
    assert len(texts(other)) == 5


def test_who_missed_changes_lists_everything(machine: Machine, monkeypatch):
    monkeypatch.setattr("monitor.store.feed.MOST_TOLD", 3)
    one, other = machine("een"), machine("twee")
    for number in range(9):
        journal(one).append(STREAM, {"text": str(number)})
    told_and_pulled(one, other)
    assert len(texts(other)) == 9


def test_a_process_that_is_killed_before_it_tells_is_found_by_listing(machine: Machine):
    one, other = machine("een"), machine("twee")
    journal(one).append(STREAM, {"text": "a"})
    other._listed_at = -1e10
    other.pull()
    assert texts(other) == ["a"]


def test_a_new_machine_with_nothing_pulls_everything_before_it_shows_anything(machine: Machine):
    one = machine("een")
    journal(one).append(STREAM, {"text": "a"})
    imported(one, "gegevens")
    new = machine("nieuw")
    assert texts(new) == ["a"]
    assert Workspace(new.folder).state().datasets.keys() == {"gegevens"}


def test_what_is_written_while_everything_is_listed_stays(machine: Machine, server: Server):
    one = machine("een")
    journal(one).append(STREAM, {"text": "voor"})

    def write_once(method: str, path: str) -> None:
        if method == "GET" and path == "/emmer":
            server.faults.before = lambda *_: None
            writing = threading.Thread(target=lambda: journal(one).append("doubles", {"text": "tijdens"}))
            writing.start()
            writing.join()

    for _ in range(3):
        server.faults.before = write_once
        one._listed_at = -1e10
        one.pull()
    assert len(texts(one, "doubles")) == 3
    assert texts(one) == ["voor"]


def test_two_processes_may_share_a_copy(machine: Machine, tmp_path: Path, server: Server):
    one, other = machine("samen"), machine("samen")
    first, second = journal(one), journal(other)
    first.append(STREAM, {"text": "a"})
    kept = second.append(STREAM, {"text": "b"})
    for place in (one, other):
        place._listed_at = -1e10
        place.pull()
    assert texts(one) == ["a", "b"]
    second.remove(STREAM, [kept["entry_id"]])
    told_and_pulled(other, one)
    assert texts(one) == texts(other) == ["a"]


def test_a_slow_clock_does_not_put_a_change_under_an_older_one(machine: Machine, server: Server):
    """Both hosts follow the clock of the store, however their own is set."""
    one, other = machine("een"), machine("twee")
    other.store._skew = one.store._skew = timedelta(0)
    other.store.now = lambda: one.store.now() - timedelta(seconds=90)  # type: ignore[method-assign]
    journal(one).append(STREAM, {"text": "eerst"})
    told_and_pulled(one, other)
    journal(other).append(STREAM, {"text": "daarna"})
    told_and_pulled(other, one)
    assert texts(one) == texts(other) == ["eerst", "daarna"]


def test_people_that_were_edited_within_a_second_with_the_same_length_are_seen(machine: Machine):
    one, other = machine("een"), machine("twee")
    one.keep("access/people.csv", b"email,role\na@b.nl,viewer\n")
    told_and_pulled(one, other)
    elsewhere = b"email,role\na@b.nl,school\n"  # by another program, which tells nobody
    one.store.put("access/people.csv", elsewhere)
    other.pull()
    assert (other.folder / "access" / "people.csv").read_bytes() == elsewhere
    one.keep("access/people.csv", b"email,role\n")
    told_and_pulled(one, other)
    assert (other.folder / "access" / "people.csv").read_bytes() == b"email,role\n"
    other.remove(["access/people.csv"])
    told_and_pulled(other, one)
    assert not (one.folder / "access" / "people.csv").exists()


def test_a_form_whose_id_begins_with_a_dash_is_seen_elsewhere(machine: Machine):
    one, other = machine("een"), machine("twee")
    journal(one).append("drafts/-abc_def", {"kind": "start"})
    told_and_pulled(one, other)
    assert [entry["kind"] for entry in journal(other).entries("drafts/-abc_def")] == ["start"]


@pytest.mark.parametrize(
    "path", ["journal/../../weg.json", "journal//x.json", "elders/x.json", "journal/.git/x", "journal/x\\..\\y.json"]
)
def test_a_strange_path_in_the_store_comes_nowhere(machine: Machine, server: Server, tmp_path: Path, path: str):
    server.files[f"werk/{path}"] = b"{}", "2026-01-01T00:00:00.000Z"
    one = machine("een")
    assert [p for p in tmp_path.rglob("*") if p.is_file() and p.name != ".complete"] == []
    assert one.notice() == ""


# ------------------------------------------------------------------------------------------ what counts as confirmed


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


# ------------------------------------------------------------------------------------------------ one at a time


def long_draft(one: Mirror, n: int) -> str:
    draft = drafts.start(journal(one), "own", "", 2026, "intern", "a")
    for number in range(n):
        drafts.save(journal(one), draft, {f"veld{number}": f"tekst {number}"}, {f"veld{number}": ""})
    return draft


def test_two_machines_that_merge_a_draft_at_once_lose_nothing(machine: Machine):
    """Each holds a change that the other has not seen; only one of them may merge."""
    one, other = machine("een"), machine("twee")
    draft = long_draft(one, 5)
    told_and_pulled(one, other)
    drafts.save(journal(one), draft, {"van_een": "een"}, {"van_een": ""})
    drafts.save(journal(other), draft, {"van_twee": "twee"}, {"van_twee": ""})
    done = []
    for place in (one, other):
        entries = journal(place).entries(f"drafts/{draft}")
        with journal(place).turn(f"drafts/{draft}", drafts.merges(entries)) as is_alone:
            done.append(is_alone)
            if is_alone:
                drafts.merge(journal(place), f"drafts/{draft}")
    assert done == [True, False]
    told_and_pulled(one, other)
    told_and_pulled(other, one)
    expected = {f"veld{n}": f"tekst {n}" for n in range(5)} | {"van_een": "een", "van_twee": "twee"}
    for place in (one, other, machine("drie")):
        found = drafts.load(journal(place), draft)
        assert found is not None
        assert found.fields == expected
    entries = journal(other).entries(f"drafts/{draft}")
    with journal(other).turn(f"drafts/{draft}", drafts.merges(entries)) as is_alone:
        assert is_alone  # who saw that it was merged may do it the next time


def test_merging_removes_what_was_merged_on_every_machine(machine: Machine, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_ENTRIES", 10)
    one, other = machine("een"), machine("twee")
    draft = long_draft(one, 24)
    told_and_pulled(one, other)
    for place in (one, other):
        assert len(list((place.folder / "journal" / "drafts" / draft).glob("*.json"))) < 10
        found = drafts.load(journal(place), draft)
        assert found is not None
        assert len(found.fields) == 24


def test_a_merge_of_which_the_entry_was_not_confirmed_removes_nothing(machine: Machine, server: Server, monkeypatch):
    one = machine("een")
    draft = long_draft(one, 4)
    append = Journal.append

    def away(self: Journal, stream: str, entry: dict) -> dict:
        server.faults.is_away = True
        return append(self, stream, entry)

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "append", away)
        with pytest.raises(OSError):
            drafts.merge(journal(one), f"drafts/{draft}")
    server.faults.is_away = False
    found = drafts.load(journal(machine("twee")), draft)
    assert found is not None
    assert len(found.fields) == 4


def test_of_many_who_want_one_name_each_gets_another(machine: Machine):
    places = [machine(f"m{n}") for n in range(4)]
    taken: list[str] = []
    threads = [
        threading.Thread(
            target=lambda p=p: taken.append(Consultations(journal(p)).create("LKK", consultation_id="lkk"))
        )
        for p in places
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == ["lkk", "lkk-2", "lkk-3", "lkk-4"]


def test_a_store_that_cannot_tell_two_claims_apart_is_refused(machine: Machine, server: Server):
    one = machine("een")
    server.faults.knows_conditions = False
    with pytest.raises(Refused, match="If-None-Match"):
        journal(one).claim("consultations/lkk")


def test_two_machines_that_merge_files_at_once_keep_each_row_once(machine: Machine):
    one, other = machine("een"), machine("twee")
    imported(one, "a", 3)
    imported(one, "b", 4)
    told_and_pulled(one, other)
    for place in (one, other):
        workspace = Workspace(place.folder)
        files = workspace.state().files["scores"]
        with workspace.staging() as folder:
            pq.write_table(pa.concat_tables([pq.read_table(f) for f in files]), folder / "m.parquet")
            workspace.compacted("scores", files, folder / "m.parquet")
    told_and_pulled(one, other)
    told_and_pulled(other, one)
    for place in (one, other):
        files = Workspace(place.folder).state().files["scores"]
        assert sum(pq.read_metadata(f).num_rows for f in files) == 7
        assert len(files) == 1


# ----------------------------------------------------------------------------------------------- the store is away


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


def waited(is_so, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.02)
    return False


def test_the_copy_is_for_this_account_only(server: Server, tmp_path: Path):
    one = Mirror(tmp_path / "kopie", opened_store(server))
    one.open()
    one.close()
    assert (tmp_path / "kopie").stat().st_mode & 0o077 == 0


def test_a_workspace_in_a_store_opens_by_its_address(server: Server, tmp_path: Path, monkeypatch):
    from monitor.session import Session

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
