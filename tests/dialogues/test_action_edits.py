"""Editing actions: revisions, history in words, two people at once, and dates as people type them."""

from datetime import date

import pytest
from dialogues.build import action, childcare, cycle

from monitor.dialogues import action_edits as edits
from monitor.dialogues import words as vocabulary
from monitor.dialogues.words import DONE
from monitor.session import Session

ORIGIN, PLACE, YEAR = "own", "", 2026


@pytest.fixture
def session(empty_workspace):
    return Session(empty_workspace)


def read(session, year: int = YEAR):
    return session.dialogues.cycle(ORIGIN, PLACE, year)


def add(session, text="Ouders uitnodigen", **fields):
    return edits.new(
        session.dialogues.journal, read(session), text=text, by=fields.pop("by", "beleidsmedewerker"), **fields
    )


def edit(session, opened, by="coach", **fields):
    return edits.change(session.dialogues.journal, ORIGIN, PLACE, YEAR, opened, by=by, **fields)


def test_a_new_action_is_a_proposal_and_is_read_back_as_it_was_kept(session):
    made = add(session, owners=("Werkgroep", "GGD"), due_on=date(2026, 12, 1), theme="parents")
    assert (made.revision, made.status) == (1, "proposal")
    (found,) = read(session).actions
    assert found == made
    assert (found.owners, found.due_on, found.changed_by) == (
        ("Werkgroep", "GGD"),
        date(2026, 12, 1),
        "beleidsmedewerker",
    )


def test_an_edit_is_a_new_revision_and_the_earlier_one_stays(session):
    first = add(session)
    second = edit(session, first, status=DONE, result="Het is gelukt")
    year = read(session)
    assert year.actions == (second,)
    assert year.action_revisions == (first, second)
    assert (second.revision, second.text) == (2, first.text)


def test_the_history_says_who_when_and_what_in_words(session):
    first = add(session, theme="parents", due_on=date(2026, 12, 1))
    edit(session, first, status="running", due_on=None, owners=("Werkgroep", "GGD"), theme="Mentorkind")
    newest, oldest = edits.history(read(session), first.action_id, vocabulary.load())
    assert (newest.by, oldest.by) == ("coach", "beleidsmedewerker")
    assert newest.at is not None
    assert newest.at >= oldest.at
    assert oldest.changes == ()
    assert {c.label: (c.before, c.after) for c in newest.changes} == {
        "Thema": ("(Educatief) partnerschap met ouders", "Mentorkind"),
        "Status": ("Voorstel", "Loopt"),
        "Eigenaar": ("leeg", "Werkgroep en GGD"),
        "Datum": ("1 december 2026", "leeg"),
    }


def test_an_edit_by_somebody_else_is_noticed_and_nothing_is_lost(session):
    opened = add(session)
    assert edits.changed_since(read(session), opened) is None
    theirs = edit(session, opened, status="agreed", by="a")
    newest = edits.changed_since(read(session), opened)
    assert newest == theirs
    mine = edits.changed_fields(opened, {"text": "Ouders bellen", "status": opened.status})
    assert mine == {"text": "Ouders bellen"}
    edit(session, newest, by="b", **mine)
    (result,) = read(session).actions
    assert (result.text, result.status, result.revision) == ("Ouders bellen", "agreed", 3)
    assert len(read(session).action_revisions) == 3


def test_two_edits_of_the_same_revision_both_stay_and_the_later_one_counts(session):
    opened = add(session)
    first = edit(session, opened, text="Een")
    later = edit(session, opened, text="Twee")
    assert first.revision == later.revision == 2
    year = read(session)
    assert year.actions[0].text == "Twee"
    assert len(year.action_revisions) == 3
    assert edits.changed_since(year, first) == later


def test_an_action_that_was_taken_over_is_a_proposal_once(session):
    old = action("oud", "running", text="Inloop", theme="parents", owners=("School",), result="Loopt nog")
    made = edits.take_over(session.dialogues.journal, read(session), old)
    assert (made.text, made.status, made.owners, made.result) == ("Inloop", "proposal", ("School",), "")
    edit(session, made, status="agreed")
    again = edits.take_over(session.dialogues.journal, read(session), old)
    assert (again.action_id, again.status) == (made.action_id, "agreed")
    assert len(read(session).actions) == 1


def test_a_done_action_without_result_is_asked_about_but_kept(session):
    made = edit(session, add(session), status=DONE)
    assert edits.needs_result(made)
    assert not edits.needs_result(edit(session, made, result="Gelukt"))


@pytest.mark.parametrize(
    "fields",
    [{"text": " "}, {"text": "x" * 2001}, {"result": "x" * 2001}, {"owners": ("y" * 121,)}],
    ids=["empty", "long", "long result", "long owner"],
)
def test_what_cannot_be_kept_is_refused_in_dutch(session, fields):
    made = add(session)
    with pytest.raises(edits.NotAnAction):
        edit(session, made, **fields)
    assert read(session).actions == (made,)


def test_an_unknown_field_is_an_error_of_the_program(session):
    with pytest.raises(TypeError):
        edit(session, action("a"), colour="red")


@pytest.mark.parametrize(
    ("typed", "day"),
    [("1-12-2026", date(2026, 12, 1)), (" 01/02/2027 ", date(2027, 2, 1)), ("1.2.2027", date(2027, 2, 1)),
     ("29-02-2028", date(2028, 2, 29)), ("1 september 2026", date(2026, 9, 1)), ("", None), ("  ", None)],
)  # fmt: skip
def test_a_date_is_read_as_it_is_typed(typed, day):
    assert edits.due_date(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        "31-02-2026",
        "31 februari 2026",
        "1 foo 2026",
        "2026-12-01",
        "1 dec",
        "1-13-2026",
        "0-1-2026",
        "morgen",
        "1-12-26",
    ],
)
def test_a_date_that_is_none_is_named_with_the_way_to_write_it(typed):
    with pytest.raises(edits.NotAnAction, match="dag-maand-jaar") as told:
        edits.due_date(typed)
    assert typed in str(told.value)


def test_owners_stand_one_per_line_each_once():
    assert edits.owner_names(" Werkgroep \n\nGGD\nWerkgroep") == ("Werkgroep", "GGD")


def test_an_action_that_is_gone_was_not_changed_by_somebody_else():
    assert edits.changed_since(cycle([childcare("k1")]), action("a")) is None
