"""Questions that look alike are proposed for merging, questions about something else are not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from monitor.consultation.records import MERGED, SUGGESTION, Question
from monitor.consultation.similar import ALIKE, MOST_COMPARED, proposals

ALIKE_PAIRS = [
    (
        "Waarom is de gastouderopvang niet representatief?",
        "Hoe komt het dat gastouders niet representatief gemeten zijn?",
    ),
    ("Hoe is de werkstress gemeten?", "Op welke manier is werkstress gemeten in het onderzoek?"),
    ("Kan LKK de resultaten per regio laten zien?", "Zijn er ook resultaten per regio?"),
    (
        "Waarom is het activiteitenaanbod niet hersteld?",
        "Hoe komt het dat het aanbod van activiteiten nog niet hersteld is?",
    ),
    ("Hoe zit het met kinderen met zorgbehoeften?", "Hoe wordt gekeken naar kinderen met een zorgbehoefte?"),
    ("Wanneer komt de volgende meting?", "Wanneer is de volgende meting gepland?"),
    ("Waarom is de kwaliteit bij peuters hoger?", "WAAROM IS DE KWALITEIT BIJ PEUTERS HOGER"),
    ("Is er gekeken naar verschillen tussen regio's?", "Zijn er verschillen tussen regio’s?"),
    (
        "Wat doet LKK met de werkbeleving in de peuteropvang?",
        "Wat gaat LKK doen aan de dalende werkbeleving in de peuteropvang?",
    ),
    ("Hoe is de omgevingskwaliteit gemeten?", "Hoe is de omgevingskwalitiet gemeten?"),
    ("Hoe is de werkstress gemeten?", "Wij zijn een kleine organisatie in Drenthe. Hoe is werkstress gemeten?"),
]
OTHER_PAIRS = [
    ("Waarom is de emotionele kwaliteit gestegen?", "Waarom is de educatieve kwaliteit gestegen?"),
    ("Wat is de score van de bso?", "Wat is de score van de peuteropvang?"),
    ("Hoe is de werkstress gemeten?", "Hoe is de emotionele kwaliteit gemeten?"),
    ("Waarom is de kwaliteit van de baby-opvang lager?", "Waarom is de kwaliteit van de bso lager?"),
    ("Wanneer komt de volgende meting?", "Wat kost een meting?"),
    ("Hoe groot zijn de groepen in 2017-2019?", "Hoe groot zijn de groepen in 2022-2023?"),
    ("Kan LKK de resultaten per regio laten zien?", "Kan LKK de resultaten per gemeente laten zien?"),
    ("Wat betekenen de uitschieters bij baby's?", "Wat betekenen de uitschieters bij de bso?"),
    ("Waarom doen gastouders niet mee?", "Waarom doen ouders niet mee?"),
    ("Waarom is het contact met ouders niet hersteld?", "Waarom is het activiteitenaanbod niet hersteld?"),
]


def asked(*texts):
    return [Question(f"q{number}", text) for number, text in enumerate(texts)]


@pytest.mark.parametrize("pair", ALIKE_PAIRS)
def test_two_ways_to_ask_the_same_are_proposed(pair):
    (found,) = proposals(asked(*pair))
    assert set(found.ids) == {"q0", "q1"}
    assert ALIKE <= found.score <= 100


@pytest.mark.parametrize("pair", OTHER_PAIRS)
def test_two_questions_about_something_else_are_not(pair):
    assert proposals(asked(*pair)) == ()


def test_among_many_questions_the_same_pairs_are_found():
    texts = [text for pair in ALIKE_PAIRS[2:6] for text in pair] + [pair[0] for pair in OTHER_PAIRS[:2]]
    found = {frozenset(one.ids) for one in proposals(asked(*texts))}
    assert found == {frozenset({f"q{n}", f"q{n + 1}"}) for n in range(0, 8, 2)}


def test_the_same_words_make_one_group_with_the_most_asked_first():
    one, two, three = asked(
        "Hoe is de werkstress gemeten?", "Hoe is werkstress gemeten?", "hoe is de werkstress gemeten"
    )
    (found,) = proposals([one, replace(two, members=4), three])
    assert found.ids == ("q1", "q0", "q2")
    assert found.score == 100


def test_no_question_is_in_two_groups():
    found = proposals(asked(*[text for pair in (*ALIKE_PAIRS, *OTHER_PAIRS) for text in pair]))
    ids = [question_id for one in found for question_id in one.ids]
    assert len(ids) == len(set(ids))
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize(
    "changes",
    [
        ({"care_type": "bso"}, {"care_type": "pov"}),
        ({"measure": "work_stress"}, {"measure": "parent_contact"}),
        ({}, {"kind": SUGGESTION}),
        ({}, {"status": MERGED, "merged_into": "q9"}),
    ],
)
def test_what_was_linked_to_something_else_or_merged_already_is_not_proposed(changes):
    pair = asked("Hoe is dit gemeten?", "Hoe is dit gemeten?")
    assert proposals([replace(one, **change) for one, change in zip(pair, changes, strict=True)]) == ()
    assert len(proposals(pair)) == 1


@pytest.mark.parametrize("texts", [(), ("Waarom?",), ("", ""), ("?", "!"), ("Waarom?", "Hoe dan?"), ("永", "🙂")])
def test_nothing_to_compare_gives_no_proposal(texts):
    assert proposals(asked(*texts)) == ()


def test_of_very_many_questions_the_newest_are_compared():
    twice = [Question(f"old{n}", "Wanneer komt de analyse van de werkstress in de peuteropvang?") for n in range(2)]
    letters = random.Random(3)
    words = ["".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(3 * MOST_COMPARED)]
    others = [Question(f"q{n}", " ".join(words[3 * n : 3 * n + 3])) for n in range(MOST_COMPARED)]
    assert [p.ids for p in proposals([*others[2:], *twice])] == [("old0", "old1")]
    assert proposals([*twice, *others]) == ()
