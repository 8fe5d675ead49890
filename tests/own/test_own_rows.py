"""The rows of more measures, as HTML with a small picture and as a table: national numbers only beside a score on the axis."""

from __future__ import annotations

import base64
import re
from datetime import date

import pytest
from own.own_rows import CATALOGUE, DIMENSIONS, LOWER, OFF_REASON, measured, own_row

from monitor.figures.own_rows import HIGH, WIDE, own_rows_html, spine
from monitor.figures.template import INK, WHITE
from monitor.own.records import APART, OFF, UNSURE, Change
from monitor.own.tables import PLACES, own_rows_table, reading_table
from monitor.spread_records import SUMMARY, SUPPRESSED
from monitor.table_html import to_html
from monitor.wording.own import word_label

MEASURE = DIMENSIONS[0]


def cells(row, place: int = 0) -> dict[str, object]:
    table = own_rows_table([row], CATALOGUE)
    return dict(zip((column.key for column in table.columns), table.rows[place], strict=True))


def html(*rows) -> str:
    return own_rows_html(rows, CATALOGUE)


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


# --------------------------------------------------------------------------------------------------------------- HTML


def test_it_is_a_real_table_that_scrolls_by_itself_and_takes_the_focus():
    found = html(own_row(), own_row(DIMENSIONS[1]))
    assert re.search(
        r'<div class="kib-region" role="region" aria-label="[^"]+" tabindex="0" style="overflow-x:auto">', found
    )
    assert found.count('<th scope="row">') == 2
    assert found.count("<caption") == 1
    assert found.count('<th scope="col">') == 6


def test_all_that_the_picture_shows_stands_in_words():
    row = own_row(own=(measured(5.4, half=0.4),))
    said = words(html(row))
    _, q1, median, q3, _ = (f"{value:.1f}".replace(".", ",") for value in row.quantiles)
    for wanted in (
        "5,4",
        "5,0 tot 5,8",
        median,
        f"{q1} tot {q3}",
        "96 groepen",
        "ongeveer 2",
        "1 tot 3",
        word_label(row),
    ):
        assert wanted in said
    assert re.findall(r'alt="([^"]*)"', html(row)) == [""]


@pytest.mark.parametrize("place", [APART, OFF])
def test_without_a_place_on_the_axis_no_national_number_stands_beside_it(place):
    row = own_row(place=place, reason=OFF_REASON)
    said = words(html(row))
    assert PLACES[place] in said
    assert OFF_REASON in said
    assert "middelste helft" not in said
    assert "96 groepen" not in said
    assert ("<img" in html(row)) == (place == APART)
    assert ("marge" in said) == (place == APART)
    assert "geen cijfer" not in said


@pytest.mark.parametrize("show", [SUMMARY, SUPPRESSED])
def test_without_single_groups_no_place_is_told(show):
    said = words(html(own_row(show=show)))
    assert "te weinig losse groepen" in said
    assert "ongeveer" not in said
    assert "Bovenste" not in said


def test_a_measure_where_low_is_favourable_says_so():
    assert "een lage score is gunstig" in html(own_row(LOWER))
    assert "een lage score is gunstig" not in html(own_row())


def test_words_of_the_catalogue_and_of_users_are_escaped():
    found = own_rows_html([own_row(place=OFF, reason="<script>x</script>")], CATALOGUE, caption="<b>kop</b>")
    assert "<script>" not in found
    assert "<b>kop" not in found


# ------------------------------------------------------------------------------------------------------------ picture


def test_the_diamond_is_filled_only_when_a_place_can_be_told():
    def fill(row) -> str:
        return re.search(r'class="own"[^>]*fill="([^"]+)"', spine(row, MEASURE)).group(1)

    assert fill(own_row()) == INK
    assert fill(own_row(word=UNSURE)) == WHITE
    assert fill(own_row(place=APART)) == WHITE


def test_the_marks_stand_where_the_scale_says():
    row = own_row(own=(measured(4.0, half=0.5),))
    svg = spine(row, MEASURE)
    own = float(re.search(r'class="own" d="M([\d.]+)', svg).group(1))
    median = float(re.search(r'class="median" d="M([\d.]+)', svg).group(1))
    assert own == pytest.approx(WIDE / 2)  # the middle of a scale from 1 to 7
    assert (median > own) == (row.quantiles[2] > 4.0)
    assert 'class="median"' not in spine(own_row(place=APART), MEASURE)


def test_nothing_leaves_the_picture():
    svg = spine(own_row(own=(measured(6.9, half=2.0),)), MEASURE)
    starts = [float(x) for x in re.findall(r"M([\d.]+)", svg)]
    assert all(0 <= x <= WIDE for x in [*starts, *(float(x) for x in re.findall(r"H([\d.]+)", svg))])
    embedded = base64.b64decode(re.search(r"base64,([^\"]+)", html(own_row())).group(1)).decode()
    assert f'viewBox="0 0 {WIDE} {HIGH}"' in embedded


# -------------------------------------------------------------------------------------------------------------- table


def test_there_is_a_line_per_measurement_and_only_the_newest_has_a_place():
    older, newer = measured(3.2, date(2025, 3, 1)), measured(5.4, half=0.4)
    change = Change(older, newer, 2.2, (1.6, 2.8), "up", True, 0.5)
    row = own_row(own=(older, newer), change=change)
    first, last = cells(row, 0), cells(row, 1)
    assert (first["day"], last["day"]) == ("01-03-2025", "03-06-2026")
    assert (first["word"], first["higher"], first["change"]) == ("", None, None)
    assert (last["word"], last["higher"], last["change"]) == (word_label(row), 2, 2.2)
    assert last["change_margin"] == "+1,6 tot +2,8"
    assert (last["margin_low"], last["margin_high"]) == pytest.approx((5.0, 5.8))


def test_numbers_stay_numbers_and_the_national_quantiles_are_those_of_the_row():
    row = own_row()
    found = cells(row)
    assert tuple(found[key] for key in ("p5", "q1", "median", "q3", "p95")) == row.quantiles
    assert found["n"] == 96
    assert "berekend" in found["origin"]


@pytest.mark.parametrize("place", [APART, OFF])
def test_a_table_line_off_the_axis_has_no_national_numbers(place):
    found = cells(own_row(place=place, reason=OFF_REASON))
    assert all(found[key] is None for key in ("p5", "q1", "median", "q3", "p95", "n", "mean", "higher"))
    assert (found["period"], found["word"]) == ("", "")
    assert (found["place"], found["reason"]) == (PLACES[place], OFF_REASON)
    assert (found["margin_low"] is None) == (place == OFF)


def test_of_hidden_groups_no_number_is_told():
    found = cells(own_row(show=SUPPRESSED))
    assert found["n"] is None
    assert "nan" not in to_html(own_rows_table([own_row(show=SUPPRESSED)], CATALOGUE))


def test_the_table_to_read_is_a_part_of_the_whole():
    table = reading_table([own_row()], CATALOGUE)
    line = dict(zip((column.key for column in table.columns), table.rows[0], strict=True))
    assert line["margin"] == "5,0 tot 5,8"
    assert line["quartiles"].count("tot") == 1
    assert len(table.columns) < len(own_rows_table([own_row()], CATALOGUE).columns)
    assert reading_table([own_row(place=OFF)], CATALOGUE).rows[0][6] == ""
