"""A report that is read or sent more than once: when it first came as it is, and what it said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from monitor import clock
from monitor.dialogues import drafts, submit
from monitor.dialogues.form_fields import answer_field
from monitor.dialogues.versions import newest_and_earlier
from monitor.dialogues.words import QUESTIONS
from monitor.session import Session
from tests.dialogues.build import YEAR, joint
from tests.dialogues.lists import DIALOGUES, LOCATIONS, good

TOWN = "deventer"
PLACE = {"municipality": TOWN, "year": YEAR}


@pytest.fixture
def session(empty_workspace) -> Session:
    found = Session(empty_workspace)
    good(found.workspace, LOCATIONS, "plekken.csv", **PLACE)
    good(found.workspace, DIALOGUES, "gesprekken.csv", **PLACE)
    return found


def year(session: Session):
    return session.dialogues.cycle("own", TOWN, YEAR)


def one(session: Session, code: str):
    return next(d for d in year(session).dialogues if d.dialogue_id == code)


def test_the_last_of_each_id_counts_and_what_it_said_before_has_no_text():
    first = joint(
        "a", "k1 s1", "05-01", ["parents"], help_asked="ja", reporter_id="k1", arrived_at=datetime(2026, 5, 1)
    )
    same = replace(first, arrived_at=datetime(2026, 5, 8))
    other = joint("a", "k1 s1", "05-01", ["stability"], arrived_at=datetime(2026, 5, 15))
    newest, earlier = newest_and_earlier([first, joint("b", "k2 s2", "05-02"), same, other])
    assert [(d.dialogue_id, d.arrived_at) for d in newest] == [("a", datetime(2026, 5, 15)), ("b", None)]
    assert [(d.arrived_at, list(d.answers), d.help_asked, d.reporter_id) for d in earlier] == [
        (datetime(2026, 5, 1), ["parents"], "", "")
    ]


def test_an_old_list_that_counts_again_came_after_the_one_between():
    old, new = (joint("a", "k1 s1", "05-01", [theme], arrived_at=datetime(2026, 5, day))
                for day, theme in ((1, "parents"), (8, "stability")))  # fmt: skip
    newest, earlier = newest_and_earlier([new, old])
    assert [list(d.answers) for d in (*earlier, *newest)] == [["stability"], ["parents"]]
    assert newest[0].arrived_at == datetime(2026, 5, 8)


def test_a_longer_list_of_next_week_changes_the_arrival_of_what_changed_only(session):
    before = {code: one(session, code).arrived_at for code in ("D1", "D2")}
    longer = DIALOGUES.replace("Burgerschap", "Taal") + "D3;5-6-2026;K1|S2;1;1;1;\n"
    good(session.workspace, longer, "gesprekken-2.csv", **PLACE)
    assert one(session, "D1").arrived_at == before["D1"]
    assert one(session, "D2").arrived_at == one(session, "D3").arrived_at > before["D2"]
    (earlier,) = year(session).earlier
    assert earlier.dialogue_id == "D2"
    assert "Burgerschap" in str(earlier.answers)
    assert "Taal" in str(one(session, "D2").answers)


def test_a_list_that_was_damaged_and_is_read_in_again_came_when_it_first_came(session):
    first = one(session, "D1").arrived_at
    path = next(path for path in session.state().files["dialogues"] if b"D1" in path.read_bytes())
    path.write_bytes(path.read_bytes()[:50])
    session = Session(session.workspace.folder)
    assert len(session.state().set_aside) == 1
    good(session.workspace, DIALOGUES, "gesprekken.csv", **PLACE)
    assert one(session, "D1").arrived_at == first


def test_a_form_that_is_sent_again_keeps_what_it_said_before(session):
    journal = session.dialogues.journal
    draft_id = drafts.start(journal, "own", TOWN, YEAR, "internal_childcare", "K1")
    themes = [theme.code for theme in session.dialogues.settings("own", TOWN, YEAR).mandatory]
    for theme in themes[:2]:
        drafts.save(journal, draft_id, {answer_field(theme, QUESTIONS[0]): "Tekst"})
        state = drafts.load(journal, draft_id)
        assert state is not None
        submit.submit(journal, year(session), state)
    (sent,) = (d for d in year(session).dialogues if d.dialogue_id.startswith("hier-"))
    (before,) = year(session).earlier
    assert (list(before.answers), list(sent.answers)) == (themes[:1], themes[:2])
    assert before.arrived_at < sent.arrived_at <= clock.now()
    assert "Tekst" not in str(before.answers)
