"""The check for personal facts in a text: what it must see, and ordinary sentences that it must leave alone."""

import pytest
from dialogues.build import childcare, cycle, school

from monitor.dialogues import names

YEAR = cycle([childcare("k1", name="Kindcentrum De Regenboog", organisation="Stichting Samenspel"),
              school("s1", name="Basisschool Het Kompas")])  # fmt: skip


def seen(text: str) -> list[tuple[str, str]]:
    return [(text[w.start : w.end].strip(), w.reason) for w in names.check(text, names.known_words(YEAR))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De juf Anja doet het goed.", "Anja"),
        ("Meester Tom leest voor.", "Tom"),
        ("Wij bellen met mevrouw De Boer.", "De Boer"),
        ("In overleg met dhr. Jansen.", "Jansen"),
        ("Wij bellen met Jan de Vries. De ouders zijn blij.", "Jan de Vries"),
        ("Anja van der Meer vertelde veel.", "Anja van der Meer"),
        ("Onze collega Fatima El Amrani vertelt.", "Fatima El Amrani"),
        ("Het kind J. heeft hulp gekregen.", "J."),
        ("Besloten met J. de Boer.", "J. de Boer"),
        ("Ook Jan-Willem is er.", "Jan-Willem"),
        ("De moeder van Şamira komt langs.", "Şamira"),
        ("De moeder van Samira komt langs.", "Samira"),
        ("Thuis spreekt Zoë twee talen.", "Zoë"),
    ],
)
def test_names_are_seen(text, found):
    spans = seen(text)
    assert any(span.endswith(found) for span, _ in spans), spans
    assert {reason for _, reason in spans} == {names.PERSON}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Bel 06-12345678.", names.CALL),
        ("Bel +31 6 1234 5678 of kom langs.", names.CALL),
        ("Bel 0570 - 123 456", names.CALL),
        ("mail naar a.jansen@opvang.example", names.MAIL),
        ("BSN 111222333", names.NUMBER),
        ("nummer 1112.22.333", names.NUMBER),
        ("geboren op 3-4-2021", names.DATE),
        ("geboren op 12 mei 2022 in het dorp", names.DATE),
        ("2021-04-03", names.DATE),
    ],
)
def test_other_personal_facts_are_seen(text, reason):
    assert reason in [r for _, r in seen(text)]


@pytest.mark.parametrize(
    "text",
    [
        "De ouders komen vaker binnen. Zij blijven langer. Dat werkt goed.",
        "Wij werken met Uk & Puk en met VVE. De GGD komt in september langs.",
        "De Turkse ouders lezen voor in het Nederlands.\nElke maandag is er inloop.",
        "Samen met Het Kompas en De Regenboog maken wij een plan voor de wijk Colmschate.",
        "- Ouders zijn welkom\n- Kinderen spelen buiten\n• Medewerkers praten mee",
        "Wij vroegen: “Wat vindt u goed?” De ouders zeiden: Alles.",
        "In schooljaar 2025-2026 kwamen 123456789 stappen en 12 gesprekken in mei 2026.",
        "Het OKE-formulier is bekend. IB'er en ouders praten samen.",
        "(Ouders) en medewerkers; Samen verder!",
        "",
    ],
)
def test_ordinary_sentences_are_left_alone(text):
    assert seen(text) == []


def test_names_of_locations_count_when_a_text_leaves_the_group():
    text = "Bij kindcentrum de regenboog gaat het goed, ook met Kompas."
    assert [text[w.start : w.end] for w in names.location_names(text, YEAR)] == ["kindcentrum de regenboog"]
    strict = names.check(text, names.known_words(YEAR, with_places=False))
    assert [text[w.start : w.end] for w in strict] == ["Kompas"]
    assert names.location_names("Bij het Kompas", cycle([school("s1", name="Het Kompas")]))
    assert names.location_names("Het kompas is stuk", cycle([school("s1", name="Het Kompas")])) == ()
    assert names.location_names("Wij doen het goed", cycle()) == ()


def test_warnings_that_overlap_become_one_and_stand_in_order():
    text = "Juf Anja Smit, bel 06-12345678"
    found = names.check(text)
    assert [text[w.start : w.end] for w in found] == ["Juf Anja Smit", "06-12345678"]
