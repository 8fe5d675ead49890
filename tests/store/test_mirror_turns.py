"""A workspace in a store: what one process at a time may do, such as merging, loses nothing when several machines try."""

from __future__ import annotations

import threading

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor.consultation.store import Consultations
from monitor.dialogues import drafts
from monitor.store.journal import Journal
from monitor.store.remote import Refused
from monitor.store.workspace import Workspace
from tests.store.conftest import Machine
from tests.store.machines import imported, journal, long_draft, told_and_pulled
from tests.store.s3_server import Server


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


def test_a_turn_of_which_the_answer_was_lost_is_taken_with_the_next_change(
    machine: Machine, server: Server, monkeypatch
):
    """Else a form of which the turn to merge was given to nobody would grow for ever."""
    monkeypatch.setattr(drafts, "MOST_ENTRIES", 6)
    one, other = machine("een"), machine("twee")
    draft = long_draft(one, 4)

    def lose(method: str, path: str) -> None:
        server.faults.lost_answers = int("/turn-" in path)

    server.faults.before = lose
    drafts.save(journal(one), draft, {"veld4": "tekst 4"}, {"veld4": ""})
    server.faults.before, server.faults.lost_answers = (lambda *_: None), 0
    one._listed_at = -1e10
    one.pull()
    folder = one.folder / "journal" / "drafts" / draft
    assert len(list(folder.glob("*.json"))) == 6
    with journal(other).turn(f"drafts/{draft}", 0) as is_alone:
        assert not is_alone
    drafts.save(journal(one), draft, {"veld5": "tekst 5"}, {"veld5": ""})
    assert len(list(folder.glob("*.json"))) == 1
    found = drafts.load(journal(one), draft)
    assert found is not None
    assert len(found.fields) == 6


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
