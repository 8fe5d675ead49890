"""A draft never loses text: what the fold keeps, two people at once, merging that is killed anywhere, a killed process."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from monitor import paths
from monitor.dialogues import draft_list, drafts
from monitor.dialogues.draft_fold import DraftState, lost
from monitor.dialogues.draft_list import drafts_of
from monitor.store import place as places
from monitor.store.journal import Journal


class Killed(BaseException):
    """The process ends here: nothing after it runs, no clean-up either."""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "workspace")


def begun(journal: Journal, **more) -> str:
    given = {"origin": "own", "municipality": "", "year": 2026, "form_type": "joint", "location_id": "k1"} | more
    return drafts.start(journal, **given)


def state(journal: Journal, draft_id: str) -> DraftState:
    """As another process reads it: nothing is remembered."""
    found = drafts.load(Journal(journal.folder.parent), draft_id)
    assert found is not None
    return found


def test_an_id_cannot_be_guessed_and_a_strange_one_is_no_draft(journal: Journal):
    ids = {begun(journal) for _ in range(20)}
    assert len(ids) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", one) for one in ids)
    for strange in ("", "../../etc", "a/b", "x" * 300, "é", "geen", "..", "a b"):
        assert drafts.load(journal, strange) is None


def test_each_field_holds_what_was_written_last(journal: Journal):
    draft = begun(journal, participants=["k1"])
    drafts.save(journal, draft, {"a": "een"}, {"a": ""})
    drafts.save(journal, draft, {"b": "twee"}, {"b": ""})
    drafts.save(journal, draft, {"a": "een en meer"}, {"a": "een"})
    drafts.save(journal, draft, {"participants": ["k1", "s1"]}, {"participants": ["k1"]})
    found = state(journal, draft)
    assert found.fields == {"a": "een en meer", "b": "twee", "participants": ["k1", "s1"]}
    assert found.participants == ("k1", "s1")
    assert found.other_versions == {}
    assert found.earlier == ()
    assert not found.is_sent


def test_two_people_in_one_field_both_keep_their_text(journal: Journal):
    draft = begun(journal)
    drafts.save(journal, draft, {"a": "samen begonnen"}, {"a": ""})
    drafts.save(journal, draft, {"a": "van Anna"}, {"a": "samen begonnen"})
    drafts.save(journal, draft, {"a": "van Bert"}, {"a": "samen begonnen"})
    found = state(journal, draft)
    assert found.text("a") == "van Bert"
    assert [v.text for v in found.other_versions["a"]] == ["van Anna"]
    # Bert goes on: what he knows by now is no conflict, and the other text stays there to choose from.
    drafts.save(journal, draft, {"a": "van Bert, langer"}, {"a": "van Bert"})
    assert [v.text for v in state(journal, draft).other_versions["a"]] == ["van Anna"]
    # Once it stands in the text, it is offered no more.
    drafts.save(journal, draft, {"a": "van Bert, langer\nvan Anna"}, {"a": "van Bert, langer"})
    assert state(journal, draft).other_versions == {}


def test_another_version_goes_when_somebody_says_so_and_only_then(journal: Journal):
    draft = begun(journal)
    for text in ("van Anna", "van Bert"):
        drafts.save(journal, draft, {"a": text}, {"a": ""})
    (other,) = state(journal, draft).other_versions["a"]
    drafts.settle(journal, draft, other)
    assert state(journal, draft).other_versions == {}


def test_text_of_which_the_base_is_unknown_never_replaces_text_unseen(journal: Journal):
    draft = begun(journal)
    drafts.save(journal, draft, {"a": "de tekst van een collega"}, {"a": ""})
    drafts.save(journal, draft, {"a": "iets anders"}, is_base_known=False)
    assert [v.text for v in state(journal, draft).other_versions["a"]] == ["de tekst van een collega"]
    # Typing on in the same text is no other text.
    drafts.save(journal, draft, {"b": "een zin"}, {"b": ""})
    drafts.save(journal, draft, {"b": "een zin die verder gaat"}, is_base_known=False)
    assert "b" not in state(journal, draft).other_versions


def test_a_long_text_that_was_taken_out_can_be_put_back(journal: Journal):
    draft = begun(journal)
    long = "Ouders komen graag langs. " * 10
    typed = [long[:end] for end in range(1, len(long), 9)] + [long]
    before = ""
    for text in [*typed, "", "x"]:
        drafts.save(journal, draft, {"a": text}, {"a": before})
        before = text
    found = state(journal, draft)
    assert found.text("a") == "x"
    assert [v.text for v in found.earlier] == [long]
    drafts.save(journal, draft, {"a": long}, {"a": "x"})
    assert state(journal, draft).earlier == ()


def test_slowly_backspacing_keeps_the_text_too(journal: Journal):
    draft = begun(journal)
    long = "Wij spreken elke week met alle ouders over hun kind, bij het brengen en halen."
    before = ""
    for text in [long, *(long[:end] for end in range(len(long), 0, -3))]:
        drafts.save(journal, draft, {"a": text}, {"a": before})
        before = text
    assert long in [v.text for v in state(journal, draft).earlier]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("", "abc", 0), ("abc", "", 3), ("abc", "abXc", 0), ("abc", "Xabc", 0), ("aa", "aaa", 0), ("aaa", "aa", 1),
     ("abcdef", "abXXef", 2), ("abc", "xyz", 3)],
)  # fmt: skip
def test_lost_counts_the_signs_that_are_gone(before: str, after: str, expected: int):
    assert lost(before, after) == expected


def test_a_clock_that_is_set_back_does_not_bring_back_older_text(journal: Journal, monkeypatch):
    draft = begun(journal)
    drafts.save(journal, draft, {"a": "oud"}, {"a": ""})
    monkeypatch.setattr(places.Disk, "now", lambda _: "2020-01-01T00:00:00.000000Z")
    for before, text in (("oud", "nieuw"), ("nieuw", "nieuwer")):
        drafts.save(journal, draft, {"a": text}, {"a": before})
    assert state(journal, draft).text("a") == "nieuwer"


def test_half_a_sign_is_no_reason_to_refuse_the_rest(journal: Journal):
    draft = begun(journal)
    drafts.save(journal, draft, {"a": "goed \ud83d en verder \x00"}, {"a": ""})
    assert state(journal, draft).text("a").startswith("goed ? en verder")


def test_drafts_of_a_year_are_listed_once_they_hold_something(journal: Journal):
    empty = begun(journal)
    mine = begun(journal, participants=["k1", "s1"])
    begun(journal, year=2025)
    drafts.save(journal, mine, {"a": "tekst"}, {"a": ""})
    (found,) = drafts_of(journal, "own", "", 2026)
    assert (found.draft_id, found.participants, found.is_sent) == (mine, ("k1", "s1"), False)
    drafts.note_sent(journal, mine, "hier-x", "mark")
    drafts.save(journal, empty, {"a": "tekst"}, {"a": ""})
    assert {d.draft_id: d.is_sent for d in drafts_of(journal, "own", "", 2026)} == {mine: True, empty: False}
    assert drafts_of(journal, "demo", "", 2026) == ()


def test_the_list_follows_changes_also_once_it_is_remembered(journal: Journal, monkeypatch):
    monkeypatch.setattr(draft_list, "SETTLED_AFTER", -1.0)
    first = begun(journal)
    assert drafts_of(journal, "own", "", 2026) == ()
    drafts.save(journal, first, {"a": "tekst"}, {"a": ""})
    (journal.folder / "drafts" / "zonder-begin").mkdir()
    assert [d.is_sent for d in drafts_of(journal, "own", "", 2026)] == [False]
    time.sleep(0.05)  # past the tick of the file system's clock
    drafts.note_sent(journal, first, "hier-x", "mark")
    time.sleep(0.05)
    second = begun(journal)
    drafts.save(journal, second, {"a": "tekst"}, {"a": ""})
    assert {d.draft_id: d.is_sent for d in drafts_of(journal, "own", "", 2026)} == {first: True, second: False}
    drafts.merge(journal, f"drafts/{first}")
    assert drafts_of(Journal(journal.folder.parent), "own", "", 2026) == drafts_of(journal, "own", "", 2026)


# --------------------------------------------------------------------------------------------------------------- merging


def write_much(journal: Journal, draft: str, acknowledged: dict[str, str], n: int) -> None:
    for i in range(n):
        name = f"f{i % 7}"
        before = acknowledged.get(name, "")
        text = f"{before} woord{i}"
        drafts.save(journal, draft, {name: text}, {name: before})
        acknowledged[name] = text


def files(journal: Journal, draft: str) -> list[str]:
    return sorted(p.name for p in (journal.folder / "drafts" / draft).glob("*.json"))


def test_a_long_session_keeps_few_files_and_the_same_state(journal: Journal, monkeypatch):
    draft, other = begun(journal), begun(journal)
    drafts.save(journal, draft, {"c": "van een ander"}, {"c": ""})
    drafts.save(journal, draft, {"c": "van mij"}, {"c": ""})
    drafts.note_sent(journal, draft, "hier-1", "mark")
    acknowledged: dict[str, str] = {}
    write_much(journal, draft, acknowledged, 400)
    found = state(journal, draft)
    assert {k: v for k, v in found.fields.items() if k != "c"} == acknowledged
    assert [v.text for v in found.other_versions["c"]] == ["van een ander"]
    assert found.is_sent
    assert found.sent_mark == "mark"
    assert len(files(journal, draft)) < drafts.MOST_ENTRIES
    assert len(files(journal, other)) == 1
    assert len(drafts_of(journal, "own", "", 2026)) == 1


def test_what_came_in_while_merging_counts_and_a_second_merge_waits(journal: Journal):
    draft = begun(journal)
    stream = f"drafts/{draft}"
    drafts.save(journal, draft, {"a": "een"}, {"a": ""})
    second = Journal(journal.folder.parent)
    append = journal.append

    def slow(stream: str, entry: dict) -> dict:
        if entry.get("kind") == "checkpoint":
            drafts.save(second, draft, {"a": "een twee"}, {"a": "een"})
        return append(stream, entry)

    journal.append = slow  # type: ignore[method-assign]
    with journal.turn(stream, 0) as first, second.turn(stream, 0) as other:
        assert (first, other) == (True, False)
        drafts.merge(journal, stream)
    assert state(journal, draft).text("a") == "een twee"
    assert len(files(journal, draft)) == 2


@pytest.mark.parametrize("at", range(1, 60))
def test_a_kill_between_any_two_steps_of_merging_loses_nothing(journal: Journal, monkeypatch, at: int):
    """Every operation on a file may be the last one: what was acknowledged before is there, and one can go on."""
    draft = begun(journal)
    acknowledged: dict[str, str] = {}
    monkeypatch.setattr(drafts, "MOST_ENTRIES", 12)
    done = 0

    def counted(original):
        def step(*args, **kwargs):
            nonlocal done
            done += 1
            if done == at:
                raise Killed
            return original(*args, **kwargs)

        return step

    with monkeypatch.context() as patched:
        for name in ("replace", "unlink", "fsync"):
            patched.setattr(os, name, counted(getattr(os, name)))
        with pytest.raises(Killed):
            write_much(journal, draft, acknowledged, 100)
    found = state(journal, draft).fields
    for name, text in acknowledged.items():
        assert str(found[name]).startswith(text)  # the change that was killed may be there or not
    acknowledged = dict(found)  # type: ignore[arg-type]
    write_much(Journal(journal.folder.parent), draft, acknowledged, 30)
    assert state(journal, draft).fields == acknowledged


def test_a_full_disk_is_told_and_takes_nothing_away(journal: Journal, monkeypatch):
    draft = begun(journal)
    drafts.save(journal, draft, {"a": "bewaard"}, {"a": ""})

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(places, "sync", full)
        with pytest.raises(OSError):
            drafts.save(journal, draft, {"a": "bewaard en meer"}, {"a": "bewaard"})
    assert state(journal, draft).text("a") == "bewaard"
    drafts.save(journal, draft, {"a": "bewaard en meer"}, {"a": "bewaard"})
    assert state(journal, draft).text("a") == "bewaard en meer"


def test_a_merge_that_fails_does_not_make_a_save_fail(journal: Journal, monkeypatch):
    draft = begun(journal)
    monkeypatch.setattr(drafts, "MOST_ENTRIES", 3)

    def refused(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(drafts, "merge", refused)
    acknowledged: dict[str, str] = {}
    write_much(journal, draft, acknowledged, 10)
    assert state(journal, draft).fields == acknowledged


def test_an_entry_that_cannot_be_read_is_counted_and_never_removed(journal: Journal):
    draft = begun(journal)
    broken = journal.folder / "drafts" / draft / "20200101T000000000000Z-broken.json"
    broken.write_text("{", "utf-8")
    acknowledged: dict[str, str] = {}
    write_much(journal, draft, acknowledged, 100)
    assert broken.exists()
    assert state(journal, draft).unreadable == 1
    assert state(journal, draft).fields == acknowledged


def test_readers_never_see_less_while_others_write_and_merge(journal: Journal, monkeypatch):
    """One writer that merges often, and readers of their own: no read is behind what was acknowledged before it began."""
    monkeypatch.setattr(drafts, "MOST_ENTRIES", 5)
    draft = begun(journal)
    acknowledged: dict[str, str] = {}
    behind: list[str] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            before = dict(acknowledged)
            found = state(journal, draft).fields
            behind.extend(n for n, text in before.items() if not str(found.get(n, "")).startswith(text))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        write_much(journal, draft, acknowledged, 150)
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert behind == []


# ------------------------------------------------------------------------------------------------------- a real process

WRITER = """
import sys
from pathlib import Path
from monitor.dialogues import drafts
from monitor.store.journal import Journal
drafts.MOST_ENTRIES = 8
journal = Journal(Path(sys.argv[1]))
draft, first = sys.argv[2], int(sys.argv[3])
for number in range(first, first + 100000):
    name = f"f{number % 3}"
    before = drafts.load(journal, draft).text(name)
    drafts.save(journal, draft, {name: f"{before} {number}"}, {name: before})
    print(number, flush=True)
"""


def test_a_process_that_is_killed_at_any_moment_lost_nothing_that_it_acknowledged(journal: Journal):
    draft = begun(journal)
    acknowledged: list[int] = []
    chance = random.Random(4)
    for turn in range(12):
        command = [sys.executable, "-c", WRITER, str(journal.folder.parent), draft, str(turn * 100_000)]
        process = subprocess.Popen(command, cwd=paths.ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        acknowledged.append(int(process.stdout.readline()))  # it is under way
        time.sleep(chance.random() / 4)
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in process.stdout.read().split("\n")[:-1] if line]
        process.wait()
        found = state(journal, draft)
        kept = {int(word) for value in found.fields.values() for word in str(value).split()}
        assert set(acknowledged) <= kept
        assert found.other_versions == {}
    assert len(acknowledged) > 50
    assert json.loads((journal.folder / "drafts" / draft / files(journal, draft)[-1]).read_text("utf-8"))
