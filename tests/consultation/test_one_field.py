"""Keeping one field of a consultation changes that field alone, and nothing that was typed is lost."""

from datetime import date
from pathlib import Path

import pytest

from monitor.consultation import apart, one_field
from monitor.consultation.records import Consultation, Point, Question
from monitor.consultation.similar import Proposal
from monitor.consultation.store import STREAM, Consultations
from monitor.store.journal import Journal


@pytest.fixture
def store(tmp_path: Path) -> Consultations:
    return Consultations(Journal(tmp_path))


@pytest.fixture
def one(store: Consultations) -> str:
    return store.create("LKK voorjaar", date(2027, 3, 12))


def now(store: Consultations, one: str) -> Consultation:
    found = store.get(one)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "new", "kept"),
    [
        ("name", "LKK zomer", "LKK zomer"),
        ("closes_on", "2027-03-05", "2027-03-05"),
        ("held_on", "", ""),
        ("parties", " ministerie\n\nonderzoekers\n", "ministerie\nonderzoekers"),
        ("core:2", "Derde zin.", "Derde zin."),
    ],
)
def test_a_field_of_the_consultation_itself(store: Consultations, one: str, name: str, new: str, kept: str):
    one_field.put(store, one, name, new)
    assert one_field.value(now(store, one), name) == kept
    (last,) = store.journal.entries(f"{STREAM}/{one}")[1:]
    assert len(last.get("fields") or last["texts"]) == 1, "only this field is written"


def test_a_field_of_a_point_leaves_what_a_colleague_wrote_in_another(store: Consultations, one: str):
    point = store.save_point(one, Point("", seen="Begin."))
    one_field.put(store, one, f"point:{point}:means", "Van mij.")
    one_field.put(store, one, f"point:{point}:sector_does", "Van een collega.")
    assert now(store, one).points == (Point(point, seen="Begin.", means="Van mij.", sector_does="Van een collega."),)


def test_a_point_that_was_taken_away_meanwhile_comes_back_with_what_was_typed(store: Consultations, one: str):
    point = store.save_point(one, Point("", seen="Begin."))
    store.drop_point(one, point)
    assert one_field.value(now(store, one), f"point:{point}:seen") is None
    one_field.put(store, one, f"point:{point}:means", "Nog getypt.")
    (back,) = now(store, one).points
    assert (back.seen, back.means) == ("Begin.", "Nog getypt.")


def test_a_question_is_never_left_without_text(store: Consultations, one: str):
    (question,) = store.add_questions(one, [Question("", "Hoe gaat het?")])
    with pytest.raises(ValueError, match="Een vraag heeft tekst nodig"):
        one_field.put(store, one, f"question:{question}:text", " \n")
    assert now(store, one).questions[0].text == "Hoe gaat het?"


def test_a_consultation_that_is_not_there(store: Consultations):
    with pytest.raises(KeyError):
        one_field.put(store, "weg", "name", "Iets")


@pytest.mark.parametrize(
    ("first", "other", "is_same"),
    [("a \nb\n", "a\nb", True), (None, "", True), ("a b", "a  b", False), (["x"], ["x"], True), (["x"], ["y"], False)],
)
def test_white_space_at_the_ends_of_lines_is_no_difference(first, other, is_same: bool):
    assert one_field.same(first, other) is is_same


def test_what_was_refused_is_not_proposed_again_until_there_is_a_new_question(store: Consultations, one: str):
    apart.refuse(store.journal, one, ["b", "a"])
    said_no = apart.refused(store.journal, one)
    found = (Proposal(("a", "b"), 95.0), Proposal(("a", "b", "c"), 90.0))
    assert apart.open_proposals(found, said_no) == (found[1],)
    assert now(store, one).unreadable == 0, "the fold of the consultation passes it by"


@pytest.mark.parametrize("damaged", [{}, {"ids": None}, {"ids": 7}, {"ids": "ab"}])
def test_a_damaged_refusal_does_not_hide_the_others(store, one, damaged):
    store.journal.append(f"consultations/{one}", {"kind": apart.APART, **damaged})
    apart.refuse(store.journal, one, ["b", "a"])
    assert apart.refused(store.journal, one) == {frozenset("ab")}
