"""A finding goes stale when what it rests on changes, says what changed, and is made anew with the user's own text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.blocks.block import Block
from monitor.blocks.recipes import remake, view_of
from monitor.consultation import items, stale
from monitor.ingest import import_file
from monitor.records import COMPUTED, DEMO_STAMP, OWN, PUBLISHED
from monitor.session import Session
from monitor.tables import Column, Table
from tests.consultation.own_data import FALLEN, RECOVERED, Data


@pytest.fixture
def session(tmp_path) -> Session:
    return Session(tmp_path / "workspace")


@pytest.fixture
def data(session, tmp_path) -> Data:
    return Data(session, tmp_path)


def test_nothing_changed(session, data):
    data.load(0, RECOVERED)
    assert stale.changes(data.item(), session) is None


def test_data_that_say_nothing_of_the_finding_do_not_make_it_stale(session, data):
    data.load(0, RECOVERED)
    item = data.item("verdict", basis=COMPUTED, care_type=data.types[0].code)
    data.load(1, RECOVERED)
    assert session.data_version() != item.data_version
    assert stale.changes(item, session) is None


def test_a_verdict_that_turned_is_told_with_its_words_and_means(session, data):
    first = data.load(0, RECOVERED)
    item = data.item()
    session.workspace.retire(first)
    data.load(0, FALLEN, n=210)
    told = stale.changes(item, session)
    cell = f"{data.types[0].label}, {data.measure.label.lower()}"
    assert all(text.startswith(cell) for text in told if "tabel" not in text)
    words = next(text for text in told if "oordeel" in text)
    assert "“Volledig herstel”" in words
    assert "“Daling”" in words
    assert any("3,9" in text and "4,6" in text and "210" in text and "200" in text for text in told)


def test_the_finding_is_made_anew_and_keeps_its_id_and_own_text(session, data):
    first = data.load(0, RECOVERED)
    item = replace(data.item(), own_text="Onze tekst", item_id="chosen")
    session.workspace.retire(first)
    data.load(0, FALLEN)
    fresh = stale.renewed(item, session)
    assert (fresh.own_text, fresh.item_id, fresh.identity) == ("Onze tekst", "chosen", item.identity)
    assert fresh.headline != item.headline
    assert fresh.data_version == session.data_version()
    assert stale.changes(fresh, session) is None


def test_another_word_alone_or_another_number_alone_is_told(session, data):
    """More groups, the same means: no verdict turned, still another figure."""
    first = data.load(0, RECOVERED, n=200)
    item = data.item()
    session.workspace.retire(first)
    data.load(0, RECOVERED, n=250)
    told = stale.changes(item, session)
    assert not any("het oordeel was" in text for text in told)
    assert any("200" in text and "250" in text for text in told)


def test_a_remark_that_came_or_went_is_told(session, data):
    """The verdict and its numbers are as they were, but it no longer stands with the same caveats."""
    data.load(0, RECOVERED)
    item = data.item("verdict", basis=COMPUTED, care_type=data.types[0].code)
    kept = replace(item, flags=("Deze opmerking was er toen", *item.flags[1:]), data_version="before")
    told = stale.changes(kept, session)
    assert "De opmerking “Deze opmerking was er toen” is er niet meer." in told
    assert [f"De opmerking “{flag}” is er nu bij." for flag in item.flags[:1]] == [t for t in told if "nu bij" in t]
    assert not any("tekst" in text for text in told)


def test_the_stamp_of_invented_data_is_no_change(session, data):
    data.load(0, RECOVERED)
    item = data.item()
    kept = replace(item, flags=(DEMO_STAMP, *item.flags), data_version="before")
    assert stale.changes(kept, session) is None


def test_a_cell_that_went_is_told(session, data):
    data.load(0, RECOVERED)
    second = data.load(1, RECOVERED)
    item = data.item()
    session.workspace.retire(second)
    told = stale.changes(item, session)
    assert any(data.types[1].label in text and "niet meer" in text for text in told)


def test_a_finding_without_any_data_left_says_so_and_cannot_be_made(session, data):
    first = data.load(0, RECOVERED)
    item = data.item()
    session.workspace.retire(first)
    assert stale.changes(item, session) == (stale.GONE,)
    assert stale.renewed(item, session) is None


def test_published_verdicts_go_stale_too(session, tmp_path, data):
    key = next(k for k, r in session.national().of(PUBLISHED).items() if r.code == "STABLE")
    recipe = {"make": "verdict", "basis": PUBLISHED, "origin": PUBLISHED, "care_type": key[0], "measure": key[1]}
    item = items.from_block(remake(session, recipe), view_of(session, PUBLISHED), {})
    catalogue = session.catalogue
    file = tmp_path / "zin.csv"
    first, last = catalogue.baseline.label, catalogue.current.label
    file.write_text(
        "onderdeel;opvangsoort;periode_van;periode_tot;verandering;uitspraak;kanttekening;bron;uitgever\n"
        f"{catalogue.measures[key[1]].slug};{catalogue.care_types[key[0]].slug};{first};{last};omlaag;De score daalde.;;R;U\n",
        "utf-8",
    )
    report = import_file(file, session.workspace, catalogue, kind="findings", origin=OWN)
    assert report.kept, report.text()
    told = stale.changes(item, session)
    assert told is not None
    assert stale.renewed(item, session).table.rows != item.table.rows


def test_many_changes_are_counted_and_not_all_listed(session, data):
    old = [data.load(place, RECOVERED) for place in range(3)]
    item = data.item()
    for dataset in old:
        session.workspace.retire(dataset)
    for place in range(3):
        data.load(place, (3.1, 2.9, 5.5), n=150)
    told = stale.changes(item, session)
    assert len(told) == stale.MOST + 1
    assert "andere verschillen" in told[-1]


def local() -> Block:
    table = Table("Tabel", (Column("a", "A"),), (("x",),))
    return Block("te_doen", "dialoog", "Twee taken", "", "", "dialoog", table)


def test_what_only_its_page_can_make_is_called_changed_when_the_data_are(session, data):
    item = items.from_block(local(), view_of(session, OWN), {})
    assert stale.changes(item, session) is None
    data.load(0, RECOVERED)
    assert stale.changes(item, session) == (stale.UNKNOWN,)
    assert stale.renewed(item, session) is None


def test_a_change_by_hand_makes_a_local_finding_stale(session):
    (session.workspace.folder).mkdir(parents=True, exist_ok=True)
    item = items.from_block(local(), view_of(session, OWN), {})
    session.dialogues.journal.append("actions", {"origin": OWN, "action_id": "a"})
    assert stale.changes(item, session) == (stale.UNKNOWN,)
    assert stale.changes(replace(item, edits=stale.edits(item, session)), session) is None


def test_a_block_on_screen_is_held_against_the_kept_one(session, data):
    first = data.load(0, RECOVERED)
    item = data.item()
    before = remake(session, item.recipe)
    assert not stale.differs(item, before)
    session.workspace.retire(first)
    data.load(0, FALLEN)
    assert stale.differs(item, remake(session, item.recipe))


def test_another_headline_is_told(session, data):
    data.load(0, RECOVERED)
    item = data.item()
    old = replace(item, headline="Iets anders.", data_version="of before")
    told = stale.changes(old, session)
    assert told is not None
    assert told[0] == f"De uitkomst was “Iets anders” en is nu “{item.headline.rstrip('.')}”."
