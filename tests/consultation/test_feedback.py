"""*Terugkoppeling aan leden*: each question with its answer or where it stands, and no name of an organisation."""

from __future__ import annotations

from monitor.consultation import briefing
from monitor.consultation.briefing.outline import CHANGED
from monitor.consultation.records import Consultation, Point
from tests.consultation import build
from tests.consultation.read_office import headings, word_text


def made(session, consultation: Consultation) -> bytes:
    return briefing.feedback(consultation, session, on=build.ON)


def test_each_question_has_its_answer_or_where_it_stands(session):
    lines = word_text(made(session, build.consultation())).split("\n")
    for question, said in (
        ("Wat gebeurt er met de gastouders?", "Deze vraag is besproken. Het antwoord volgt nog."),
        ("Komt er een nieuwe meting?", "Deze vraag staat in de briefing voor het overleg."),
        ("Hoe lees ik de spreiding?", "Deze vraag is nog niet besproken."),
    ):
        at = lines.index(question)
        assert said in lines[at : at + 3]
    assert sum(line.startswith(build.VISIBLE) for line in lines) == 3  # a question, its answer, the name of a point


def test_it_counts_questions_members_and_answers(session):
    text = word_text(made(session, build.consultation()))
    assert "Er zijn 5 vragen, samen 7 keer gesteld. Daarvan is er 1 beantwoord." in text


def test_a_merged_question_stands_under_the_one_that_speaks_for_it(session):
    lines = word_text(made(session, build.consultation())).split("\n")
    at = lines.index("Waarom zijn er minder pedagogische activiteiten voor ouders?")
    assert lines[at + 1 : at + 4] == [
        "Gevraagd door 3 leden. Over: Baby-opvang.", "Ook zo gevraagd:", "Waarom minder ouderactiviteiten?"
    ]  # fmt: skip


def test_it_names_no_organisation_that_asked(session):
    text = word_text(made(session, build.consultation()))
    assert not [name for name in ("De Zon", "Kinderrijk") if name in text]


def test_the_figures_of_a_question_stand_under_it_with_their_source(session):
    item = build.item(1, flags=("Niet representatief",))
    text = word_text(made(session, build.consultation(items=(item,))))
    for said in (f"De cijfers: {item.headline}", item.sentence, item.source, "Let op: Niet representatief"):
        assert said in text


def test_a_title_of_a_point_that_compares_two_periods_only_is_warned_of(session):
    point = Point("p1", "Wij zien rust.", title="De omgevingskwaliteit is gestegen sinds 2021-2022")
    assert "vergelijkt alleen 2021-2022 en 2022-2023" in word_text(made(session, build.consultation(points=(point,))))


def test_old_figures_beside_an_answer_are_called_old(session):
    item = build.item(1, data_version="of before", recipe={})
    text = word_text(made(session, build.consultation(items=(item,))))
    assert CHANGED in text


def test_without_questions_it_says_so(session):
    content = made(session, Consultation("x", "Leeg"))
    assert "Er zijn geen vragen van leden." in word_text(content)
    assert [text for _, text in headings(content)] == ["Hoe leest u de cijfers?"]
