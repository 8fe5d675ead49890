"""Talking points take their first field and their flags from what they rest on; a consultation says what is to be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from monitor.consultation import todo
from monitor.consultation.points import flags_of, prefilled, title_of
from monitor.consultation.records import ANSWERED, FIGURE, MERGED, VERDICT, Consultation, Item, Point, Question
from monitor.records import DEMO, DEMO_STAMP, OWN

HELD = date(2027, 5, 16)


def item(item_id, sentence="Zin.", flags=(), origin=OWN, **changes):
    one = Item(item_id, FIGURE, "trend", "row", {}, "Kop", "", sentence, "Bron", flags, origin, "v1", HELD)
    return replace(one, **changes)


def full(**changes):
    point = Point("p1", "a", "b", "c", "d", "Titel", ("i1",))
    one = Consultation(
        "lkk",
        "LKK",
        HELD,
        date(2027, 5, 1),
        ("LKK",),
        core=("Kern.",),
        items=(item("i1", drawing={}),),
        points=(point,),
    )
    return replace(one, **changes)


# ---------------------------------------------------------------------------------------------------------------- points


def test_the_first_field_is_what_each_finding_says_once():
    def verdict(item_id, sentence):
        return item(item_id, sentence, kind=VERDICT)

    figure = item("d", "De marge is groot.", headline="Herstel bij baby's")
    items = [
        verdict("a", "Een."),
        verdict("b", "Twee."),
        verdict("c", "Een."),
        figure,
        item("e", " ", headline="Tabel"),
    ]
    assert prefilled(items) == "Een.\nTwee.\nHerstel bij baby's. De marge is groot.\nTabel"
    assert prefilled(items[0]) == "Een."
    assert prefilled([]) == ""


def test_a_point_carries_the_flags_of_what_it_rests_on_and_no_others():
    items = (
        item("a", flags=("Analyse volgt",)),
        item("b", flags=("Niet representatief", "Analyse volgt")),
        item("c", flags=("Grote verschillen",)),
    )
    consultation = full(items=items)
    assert flags_of(Point("p", item_ids=("b", "a", "gone")), consultation) == ("Niet representatief", "Analyse volgt")
    assert flags_of(Point("p"), consultation) == ()


def test_the_stamp_of_fictitious_data_comes_first_and_never_misses():
    demo = (item("a", flags=("Analyse volgt", DEMO_STAMP), origin=DEMO), item("b", origin=DEMO), item("c"))
    assert flags_of(Point("p", item_ids=("a",)), full(items=demo)) == (DEMO_STAMP, "Analyse volgt")
    assert flags_of(Point("p", item_ids=("b",)), full(items=demo)) == (DEMO_STAMP,)
    assert flags_of(Point("p", item_ids=("c",)), full(items=demo)) == ()
    assert flags_of(Point("p"), full(origin=DEMO)) == (DEMO_STAMP,)


def test_a_point_without_a_title_is_called_by_its_number():
    assert title_of(Point("p", title="  De   baby-opvang "), 2) == "De baby-opvang"
    assert title_of(Point("p"), 2) == "Gesprekspunt 2"


# ----------------------------------------------------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2027, 5, 4), "Nog 12 dagen tot het overleg."),
        (date(2027, 5, 15), "Nog 1 dag tot het overleg."),
        (HELD, "Het overleg is vandaag."),
        (date(2027, 5, 17), "Het overleg was op 16 mei 2027. Dat is 1 dag geleden."),
        (date(2027, 6, 16), "Het overleg was op 16 mei 2027. Dat is 31 dagen geleden."),
    ],
)
def test_days_to_go(on, expected):
    assert todo.countdown(HELD, on) == expected


def test_a_meeting_without_a_day():
    assert todo.countdown(None, HELD) == "De datum van het overleg staat nog niet vast."
    assert todo.closing(full(closes_on=None), HELD) == ""
    assert not todo.is_over(full(held_on=None), HELD)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2027, 4, 29), "Leden kunnen vragen sturen tot en met 1 mei 2027. Dat is nog 2 dagen."),
        (date(2027, 5, 1), "Leden kunnen vandaag nog vragen sturen. Het is de laatste dag."),
        (date(2027, 5, 2), "Leden konden vragen sturen tot en met 1 mei 2027. Die dag is voorbij."),
    ],
)
def test_until_when_members_may_ask(on, expected):
    assert todo.closing(full(), on) == expected


def test_what_stands_in_the_briefing():
    questions = (
        Question("a", "Een?"), Question("b", "Twee?", status=MERGED, merged_into="a"), Question("c", "Drie?"),
    )  # fmt: skip
    assert todo.counts(full(questions=questions)) == (
        "In deze briefing staan 1 gesprekspunt, 1 figuur en 2 vragen van leden."
    )
    empty = full(points=(), items=(item("i1"),))
    assert todo.summary(empty, date(2027, 5, 4)) == (
        "In deze briefing staan 0 gesprekspunten, 0 figuren en 0 vragen van leden. Nog 12 dagen tot het overleg."
    )


# ------------------------------------------------------------------------------------------------------------ what to do


def told(consultation, on=date(2027, 5, 4)):
    return [(task.step, task.text) for task in todo.tasks(consultation, on)]


def test_a_prepared_consultation_has_nothing_left():
    assert told(full()) == []


@pytest.mark.parametrize(
    ("changes", "step", "words"),
    [
        ({"held_on": None}, "overleg", "Vul de datum van het overleg in."),
        ({"closes_on": None}, "overleg", "Kies tot wanneer leden"),
        ({"closes_on": date(2027, 6, 1)}, "overleg", "tot na het overleg"),
        ({"parties": ()}, "overleg", "met wie u praat"),
        ({"unreadable": 2}, "overleg", "2 wijzigingen konden we niet lezen"),
        ({"items": ()}, "mandje", "Uw mandje is leeg"),
        ({"core": ("", " ")}, "punten", "Schrijf de kern"),
        ({"points": ()}, "punten", "Maak een gesprekspunt."),
        ({"points": (Point("p", "a", title="Baby's"),)}, "punten", "Baby's: 3 velden zijn nog leeg."),
        ({"points": (Point("p", "a", "b", "c"),)}, "punten", "Gesprekspunt 1: 1 veld is nog leeg."),
        ({"points": (Point("p", "a", "b", "c", "d"),) * 8}, "punten", "Het mogen er 7 zijn."),
        ({"questions": (Question("a", "Een?"),)}, "vragen", "1 vraag van leden is nog nieuw."),
    ],
)
def test_what_is_missing_before_the_meeting_is_said_with_where(changes, step, words):
    (found,) = told(full(**changes))
    assert found[0] == step
    assert words in found[1]


def test_after_the_meeting_only_the_answers_count():
    after = date(2027, 5, 20)
    asked = full(points=(), questions=(Question("a", "Een?"), Question("b", "Twee?", answer="Ja.")))
    assert told(asked, after) == [
        ("terugkoppeling", "1 vraag van leden heeft nog geen antwoord."),
        ("terugkoppeling", "1 vraag heeft een antwoord, maar niet de status Beantwoord."),
    ]
    done = full(questions=(Question("a", "Een?", answer="Ja.", status=ANSWERED),))
    assert [text for _, text in told(done, after)] == [
        "Alle vragen hebben een antwoord. Stuur de terugkoppeling aan leden."
    ]
    assert told(full(points=()), after) == []
