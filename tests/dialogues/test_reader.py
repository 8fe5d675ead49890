"""From files and journal to one dialogue year: which row counts, and what a year without a list of its own takes over."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor.dialogues import action_edits, doubles, drafts, quotes, tags
from monitor.dialogues import settings as years
from monitor.dialogues.words import BY_LIST
from monitor.session import Session
from monitor.store.journal import Journal
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset
from tests.dialogues.build import action, cycle


def add(session: Session, table: str, rows: list[dict], name: str) -> None:
    """Put rows of a dialogue table into a workspace as one data set."""
    full = [
        {**dict.fromkeys(SCHEMAS[table].names), "dataset_id": name, "origin": "own", "municipality": "", **row}
        for row in rows
    ]
    with session.workspace.staging() as folder:
        path = folder / f"{table}.parquet"
        pq.write_table(pa.Table.from_pylist(full, schema=SCHEMAS[table]), path)
        session.workspace.add(Dataset(name, table, "own", name, name, len(rows)), {table: [path]})


@pytest.fixture
def session(empty_workspace: Path) -> Session:
    return Session(empty_workspace)


def location(code: str, name: str, year: int | None = None) -> dict:
    return {"dialogue_year": year, "location_id": code, "name": name, "kind": "childcare"}


def test_a_later_list_stands_in_for_an_earlier_one_location_by_location(session: Session):
    add(session, "locations", [location("k1", "Oud"), location("k2", "Blijft")], "a")
    add(session, "locations", [location("k1", "Nieuw")], "b")
    names = {x.location_id: x.name for x in session.dialogues.cycle("own", "", 2026).locations}
    assert names == {"k1": "Nieuw", "k2": "Blijft"}


def test_a_list_of_the_year_goes_before_a_list_without_a_year(session: Session):
    add(session, "locations", [location("k1", "Van 2026", 2026)], "a")
    add(session, "locations", [location("k1", "Van altijd")], "b")
    assert session.dialogues.cycle("own", "", 2026).name("k1") == "Van 2026"
    assert session.dialogues.cycle("own", "", 2025).name("k1") == "Van altijd"


def test_a_year_knows_the_year_before_only_from_what_names_that_year(session: Session):
    flow = {"from_location_id": "k1", "to_location_id": "s1", "children": 7, "children_vve": 2}
    add(session, "flows", [{**flow, "dialogue_year": None}], "always")
    assert session.dialogues.cycle("own", "", 2026).previous is None
    add(session, "flows", [{**flow, "dialogue_year": 2025, "children": 3}], "before")
    before = session.dialogues.cycle("own", "", 2026).previous
    assert before is not None
    assert [f.children.value for f in before.flows] == [3]


def test_the_last_report_of_a_location_is_current_and_the_others_are_kept(session: Session):
    row = {"dialogue_year": 2026, "form_type": "internal_childcare", "channel": "form"}
    sent = {"d1": datetime(2026, 5, 4), "d2": datetime(2026, 5, 9), "d3": datetime(2026, 5, 1)}
    add(session, "dialogues", [{**row, "dialogue_id": d, "submitted_at": at} for d, at in sent.items()], "forms")
    people = [{"dialogue_year": 2026, "dialogue_id": d, "location_id": "k1"} for d in sent]
    with session.workspace.staging():
        add(session, "participants", people, "forms-people")
    # The participants came in another data set than the dialogues: they do not belong to them.
    assert all(d.participants == () for d in session.dialogues.cycle("own", "", 2026).dialogues)


def test_a_decided_double_no_longer_counts(session: Session):
    row = {"dialogue_year": 2026, "form_type": "joint", "channel": "form"}
    sent = {"d1": datetime(2026, 6, 4), "d2": datetime(2026, 6, 9)}
    add(session, "dialogues", [{**row, "dialogue_id": d, "submitted_at": at} for d, at in sent.items()], "forms")
    doubles.decide(session.dialogues.journal, "own", ("d2", "d1"), same=True)
    cycle = session.dialogues.cycle("own", "", 2026)
    assert [d.dialogue_id for d in cycle.counted(date(2026, 12, 1))] == ["d2"]
    doubles.decide(session.dialogues.journal, "own", ("d1", "d2"), same=False)
    assert len(session.dialogues.cycle("own", "", 2026).counted(date(2026, 12, 1))) == 2


def test_settings_of_a_year_are_kept_and_move_on_to_the_next(session: Session):
    journal = Journal(session.workspace.folder)
    year = years.template(2026, "")
    years.save(journal, "own", year)
    assert years.from_plain(years.to_plain(year)) == year
    following = session.dialogues.settings("own", "", 2027)
    assert following.phases[0].start == date(2027, 3, 1)
    assert following.phases[-1].end == date(2028, 1, 31)


def test_january_belongs_to_the_dialogue_year_before():
    assert years.dialogue_year(date(2027, 1, 31)) == 2026
    assert years.dialogue_year(date(2027, 2, 1)) == 2027


def test_a_half_written_entry_is_left_out_and_named(empty_workspace: Path):
    journal = Journal(empty_workspace)
    journal.append("tags", {"what": 1})
    journal.folder.joinpath("tags", "99990101T000000-broken.json").write_text("{", "utf-8")
    assert [e["what"] for e in journal.entries("tags")] == [1]
    assert journal.unreadable("tags") == ["99990101T000000-broken.json"]


STRANGE = {"own": {"origin": "own", "municipality": "", "year": 2026}, "when": {"at": "x", "entry_id": "y"}}


@pytest.mark.parametrize("content", ["{}", "[" * 100_000, json.dumps(STRANGE["own"]),
                                     json.dumps(STRANGE["own"] | STRANGE["when"])])  # fmt: skip
@pytest.mark.parametrize("stream", ["cycles", "actions", "submissions", "doubles", "tags", "quotes", "drafts/abc"])
def test_a_file_of_something_else_in_the_journal_does_not_count(session: Session, stream: str, content: str):
    journal = session.dialogues.journal
    drafts.save(journal, "abc", {"held_on": "2026-06-03"})
    folder = journal.folder / stream
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("pakket.json").write_text(content)
    (journal.folder / "drafts" / "los").write_text("geen map")
    year = session.dialogues.cycle("own", "", 2026)
    action_edits.new(journal, year, text="Blijft")
    year = session.dialogues.cycle("own", "", 2026)
    assert [a.text for a in year.actions] == ["Blijft"]
    assert tags.tags_of(journal, year) == {}
    assert quotes.picked(journal, "own", "", 2026) == ()
    drafts.load(journal, "abc")
    assert journal.unreadable(stream) == ["pakket.json"]
    assert stream in journal.all_streams()


def test_a_year_as_it_stood_on_an_earlier_day():
    """Edits of later days are not there; what a list told counts on every day, however late it was read."""
    first = action("a1", "agreed", changed_at=datetime(2026, 6, 1), changed_by="beleid")
    later = action("a1", "done", changed_at=datetime(2026, 9, 1), changed_by="beleid", revision=2)
    listed = action("a2", "running", changed_at=datetime(2026, 11, 22), changed_by=BY_LIST)
    by_hand = action("a3", "proposal", changed_at=datetime(2026, 11, 22), changed_by="beleid")
    whole = cycle(actions=[later, listed, by_hand], revisions=[first, listed, by_hand, later])

    def statuses(on: date) -> dict[str, str]:
        return {a.action_id: a.status for a in whole.as_of(on).actions}

    assert statuses(date(2026, 6, 1)) == {"a1": "agreed", "a2": "running"}
    assert statuses(date(2026, 11, 22)) == {"a1": "done", "a2": "running", "a3": "proposal"}
