"""What is said of an own score: plain sentences, no rank, no cause, and never more than the margin allows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from monitor.own.records import (
    APART,
    AXIS,
    HIGHEST,
    LOWEST,
    MIDDLE,
    OFF,
    UNSURE,
    Change,
    OwnRow,
)
from monitor.records import FICTIVE, NOT_REPRESENTATIVE
from monitor.session import Session
from monitor.spread_records import FEW, SUMMARY, SUPPRESSED
from monitor.wording.own import (
    ICONS,
    change_sentence,
    margin_sentence,
    national_sentence,
    own_alt,
    place_sentence,
    word_label,
)
from monitor.wording.texts import join
from tests.own.own_rows import CARE_TYPE, CATALOGUE, DIMENSIONS, LOWER, OFF_REASON, SHOWN, measured, own_row
from tests.unit.test_wording_lint import lint

FIRST = measured(4.0, date(2025, 3, 3))
LAST = measured(5.4, date(2026, 6, 3))
RANKS = re.compile(r"\b(beter dan|slechter dan|plek \d+|nummer \d+|plaats \d+|best\w*|slechtst\w*)\b", re.I)


def change(code: str = "up", warns: bool = False, back: float | None = None, first=FIRST, last=LAST) -> Change:
    difference = last.score - first.score
    ends = {"up": (0.2, 2.6), "down": (-2.6, -0.2), "unsure": (-0.4, 1.0)}[code]
    return Change(first, last, difference, ends, code, warns, back)


CHANGES = (
    None, change(), change(warns=True, back=0.43), change("unsure", warns=True, back=0.01), change("unsure"),
    change("down", first=LAST, last=FIRST), change("down", warns=True, back=-0.6, first=LAST, last=FIRST),
)  # fmt: skip


def rows() -> list[OwnRow]:
    """Every kind of place, measure and change."""
    found = [
        own_row(m, word=word, change=c) for m in CATALOGUE.measures.values() for word in ICONS for c in CHANGES[:2]
    ]
    found += [own_row(place=place, reason=OFF_REASON, change=c) for place in (APART, OFF) for c in CHANGES]
    found += [own_row(show=show, change=c) for show in SHOWN for c in CHANGES]
    found += [own_row(own=[measured(groups=3)]), own_row(own=[replace(measured(), margin_basis="setting")])]
    found += [replace(row, computed=replace(row.computed, flags=(NOT_REPRESENTATIVE,))) for row in found[:4]]
    return found


def said(row: OwnRow) -> str:
    return join(place_sentence(row, CATALOGUE), margin_sentence(row), change_sentence(row, CATALOGUE))


def test_every_sentence_reads_well():
    for row in rows():
        text = said(row)
        lint(text, row.computed, CATALOGUE)
        assert not RANKS.search(text), text


def test_the_place_is_said_in_groups_of_every_10_with_its_margin():
    text = place_sentence(own_row(), CATALOGUE)
    assert "uw score is 5,4." in text
    assert "Van elke 10 groepen scoren er ongeveer 2 hoger (marge: 1 tot 3)." in text
    same = replace(own_row(), higher_range=(2, 2))
    assert "ongeveer 2 hoger." in place_sentence(same, CATALOGUE)


@pytest.mark.parametrize(
    ("word", "label", "text"),
    [(LOWEST, "Onderste kwart", "in het onderste kwart van de gemeten groepen"), (HIGHEST, "Bovenste kwart", "bovenste kwart"),
     (MIDDLE, "Rond het midden", "rond het midden"), (UNSURE, "Niet te zeggen", "kunnen we niet zeggen")],
)  # fmt: skip
def test_the_word_and_its_sentence(word, label, text):
    row = own_row(word=word)
    assert word_label(row) == label
    assert text in place_sentence(row, CATALOGUE)


def test_one_measurement_says_so_and_more_do_not():
    once = "Dit is één meting."
    assert once in place_sentence(own_row(), CATALOGUE)
    assert once not in place_sentence(own_row(own=[FIRST, LAST]), CATALOGUE)
    grouped = place_sentence(own_row(own=[measured(groups=3)]), CATALOGUE)
    assert once not in grouped
    assert "Dat is het gemiddelde van 3 groepen." in grouped


@pytest.mark.parametrize("place", [APART, OFF])
def test_beside_the_axis_the_reason_stands_and_no_place(place):
    row = own_row(place=place, reason=OFF_REASON)
    text = place_sentence(row, CATALOGUE)
    assert OFF_REASON in text
    assert ("Indicatief." in text) == (place == APART)
    assert not re.search(r"kwart|Van elke 10", text)
    assert word_label(row) == ""
    assert (margin_sentence(row) == "") == (place == OFF)


@pytest.mark.parametrize("show", [FEW, SUMMARY, SUPPRESSED])
def test_without_enough_national_groups_no_place_is_named(show):
    text = place_sentence(own_row(show=show), CATALOGUE)
    assert not re.search(r"kwart|Van elke 10", text)
    assert "andelijk" in text


def test_a_national_sample_that_is_not_representative_is_said_with_the_place():
    row = own_row()
    row = replace(row, computed=replace(row.computed, flags=(NOT_REPRESENTATIVE,)))
    assert "staan niet voor heel Nederland" in place_sentence(row, CATALOGUE)
    assert "heel Nederland" not in place_sentence(own_row(), CATALOGUE)


def test_where_the_margin_comes_from():
    assert "5,0 tot 5,8. Die volgt uit 4 observaties" in margin_sentence(own_row())
    one = replace(measured(), observations=1)
    assert "uit 1 observatie en" in margin_sentence(own_row(own=[one]))
    fixed = replace(measured(), margin_basis="setting")
    assert "vaste marge" in margin_sentence(own_row(own=[fixed]))


def test_a_change_is_told_with_its_days_and_margin_and_without_a_cause():
    text = change_sentence(own_row(own=[FIRST, LAST], change=change()), CATALOGUE)
    assert text.startswith("Tussen 3 maart 2025 en 3 juni 2026 ging uw score van 4,0 naar 5,4.")
    assert "1,4 punt hoger (marge: +0,2 tot +2,6)" in text
    assert "zegt niet waardoor" in text
    assert change_sentence(own_row(), CATALOGUE) == ""


def test_an_unclear_change_is_not_called_equal_nor_higher():
    text = change_sentence(own_row(own=[FIRST, LAST], change=change("unsure")), CATALOGUE)
    assert "geen duidelijk verschil" in text
    assert "niet hetzelfde als gelijk" in text
    assert not re.search(r"punt (hoger|lager)", text)


def test_the_warning_for_coming_back_names_its_size_when_there_is_one():
    warned = change_sentence(own_row(change=change(warns=True, back=0.43)), CATALOGUE)
    assert "na een lage score is een volgende score vaak vanzelf hoger" in warned
    assert "ongeveer 0,4 punt, ook als er niets verandert" in warned
    for back in (None, 0.01):
        text = change_sentence(own_row(change=change(warns=True, back=back)), CATALOGUE)
        assert "vanzelf hoger" in text
        assert "verwachten" not in text
    assert "vanzelf" not in change_sentence(own_row(change=change(back=0.43)), CATALOGUE)


def test_where_low_is_favourable_the_warning_is_about_a_high_score():
    falls = change("down", warns=True, back=-0.6, first=LAST, last=FIRST)
    text = change_sentence(own_row(LOWER, change=falls), CATALOGUE)
    assert "na een hoge score is een volgende score vaak vanzelf lager" in text
    assert "0,6 punt" in text


def test_the_national_figure_comes_with_its_verdict_per_basis(example_master):
    picture = Session(example_master).national()
    key = next(k for k in picture.of("computed", "demo") if k in picture.of("published"))
    computed, published = picture.of("computed", "demo")[key], picture.of("published")[key]
    row = replace(own_row(CATALOGUE.measures[key[1]]), care_type=key[0], computed=computed, published=published)
    text = national_sentence(row, CATALOGUE)
    assert text.index("Landelijk: ") < text.index("Volgens de bronnen: ")
    assert FICTIVE in computed.flags
    assert "fictieve gegevens" in text.split("Volgens de bronnen: ")[0]
    only = national_sentence(replace(row, computed=None), CATALOGUE)
    assert only.startswith("Volgens de bronnen: ")
    assert "geen landelijk oordeel" in national_sentence(replace(row, computed=None, published=None), CATALOGUE)


def test_the_alternative_text_is_short_and_points_to_the_table():
    for row in rows():
        text = own_alt(row, CATALOGUE)
        assert len(text) < 300
        assert text.endswith("De tabel onder de grafiek geeft alle getallen.")
    assert "zonder landelijke cijfers" in own_alt(own_row(place=APART, reason=OFF_REASON), CATALOGUE)
    assert CATALOGUE.care_type(CARE_TYPE).in_sentence in own_alt(own_row(DIMENSIONS[0]), CATALOGUE)
    assert "zonder landelijke" not in own_alt(own_row(place=AXIS), CATALOGUE)
