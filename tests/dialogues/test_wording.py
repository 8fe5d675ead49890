"""The lint of what is said of a dialogue year: short sentences, no jargon, no causes, no English signs, for any numbers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.dialogues.records import Amount
from monitor.dialogues.words import MISSING, NOT_ASKED, SUPPRESSED, VALUE
from monitor.wording import dialogue as say
from monitor.wording.texts import split_sentences
from tests.unit.test_wording_lint import CAUSE, JARGON, LONGEST, words

N = st.integers(0, 20_000)
DAY = st.dates(date(2024, 1, 1), date(2027, 12, 31))
NAME = st.sampled_from(["Poort", "Anker", "Vlieger"])  # longer names are the user's own words
AMOUNT = st.one_of(
    st.builds(Amount, st.integers(0, 400)), st.sampled_from([Amount(None, s) for s in (SUPPRESSED, MISSING, NOT_ASKED)])
)
STATE = st.sampled_from([VALUE, SUPPRESSED, MISSING, NOT_ASKED])


@st.composite
def everything(draw: st.DrawFn) -> list[str]:
    """Everything that this module can say, with numbers that belong together."""
    a, b, c = draw(N), draw(N), draw(N)
    name, other, day = draw(NAME), draw(NAME), draw(DAY)
    why = say.reason(draw(AMOUNT), draw(AMOUNT), draw(st.sampled_from([None, True, False])), draw(st.booleans()))
    return [
        say.deadline(day, draw(DAY)),
        say.starts(day, day - timedelta(days=draw(st.integers(1, 300)))),
        say.internal(a, b, c, a + b + c),
        say.joint(a, a + b),
        say.closed_doors(a),
        say.agreed(a + b, a, b, c),
        say.mandatory_themes(a, a + b, draw(st.integers(1, 5)), c),
        say.pairs(a, a + b),
        say.internal_is_late(name, draw(st.booleans())),
        say.no_partner(name, "", say.NO_PARTNER_KNOWN, False),
        say.no_partner(name, other, why, True),
        say.missing_theme([name, other], ["partnerschap", "stabiliteit"], draw(st.booleans())),
        say.action_overdue("Maak een plan.", day, [name] * draw(st.integers(0, 2))),
        say.help_asked(name),
        say.likely_double([name, other], "Dezelfde deelnemers en dezelfde dag."),
        say.change(name, other, a, a + b + 1),
        say.change(name, other, a + b + 1, a),
        say.city_figure(
            draw(STATE), draw(st.sampled_from([None, 2025])), draw(st.sampled_from(["", "Geen meting."])), 2026
        ),
        say.location_figures(a, b, c, a + b + c),
        say.SIGNS_NOTE,
        *(say.became(status, "") for status in (*say.BECAME, "odd")),
    ]


@given(everything())
def test_every_sentence_reads_well(texts: list[str]):
    for text in texts:
        assert text == text.strip()
        assert text.endswith("."), text
        for sentence in split_sentences(text):
            assert words(sentence) <= LONGEST, (words(sentence), sentence)
        assert not JARGON.search(text), text
        assert not CAUSE.search(text), text
        assert "None" not in text, text
        assert "  " not in text, text


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (9, "Nog 9 dagen tot 30 november 2026."),
        (1, "Nog 1 dag tot 30 november 2026."),
        (0, "Vandaag, 30 november 2026, is de laatste dag."),
        (-1, "De termijn was 30 november 2026. Dat is 1 dag geleden."),
        (-174, "De termijn was 30 november 2026. Dat is 174 dagen geleden."),
    ],
)
def test_terms(days: int, told: str):
    end = date(2026, 11, 30)
    assert say.deadline(end, end - timedelta(days=days)) == told


def test_counts_that_are_said_in_the_brief():
    assert say.internal(31, 2, 3, 36) == (
        "31 van de 36 locaties hebben de interne dialoog ingestuurd. 2 via het schoolbestuur. 3 moeten nog."
    )
    assert say.internal(1, 0, 1, 2) == "1 van de 2 locaties heeft de interne dialoog ingestuurd. 1 moet nog."
    assert say.internal(2, 0, 0, 2).endswith("Er mist geen locatie.")
    assert say.mandatory_themes(4, 6, 3, 0) == (
        "In 4 van de 6 gezamenlijke dialogen zijn alle 3 de verplichte thema's besproken."
    )
    assert (
        say.closed_doors(1)
        == "1 locatie heeft wel doorstroom van kinderen met VVE, maar nog geen gezamenlijke dialoog."
    )


def test_a_reason_names_what_is_known_and_nothing_that_is_hidden():
    assert say.reason(Amount(7), Amount(2), False, False) == "7 kinderen, 2 met VVE, vorig jaar geen gesprek"
    assert say.reason(Amount(1), Amount(0), True, False) == "1 kind, vorig jaar wel een gesprek"
    assert say.reason(Amount(None, SUPPRESSED), Amount(6), None, False) == "aantal kinderen niet getoond"
    assert say.reason(Amount(7), Amount(None, SUPPRESSED), None, True) == (
        "7 kinderen, aantal met VVE niet getoond, heeft zelf ook nog geen gesprek"
    )
    assert say.reason(Amount(None, MISSING), Amount(None, MISSING), None, False) == "aantal kinderen niet bekend"


def test_cells_of_four_states():
    states = [Amount(0.0), Amount(None, SUPPRESSED), Amount(None, MISSING), Amount(None, NOT_ASKED)]
    assert [say.amount_cell(amount) for amount in states] == [0, "x", ".", "niet gevraagd"]
    assert say.amount_cell(Amount(7.5)) == 7.5
    assert say.amount_cell(Amount(None)) == "."
