"""The figure of an own location draws the own scores, beside the national groups only where they may stand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np
import plotly.graph_objects as go
import pytest
from own.own_rows import CATALOGUE, DIMENSIONS, FEW_SCORES, LOWER, SHOWN, measured, own_row, scores_of

from monitor.figures.own_strip import MOST_SHOWN, WITHOUT_PLACE, own_strip
from monitor.own.records import APART, OFF
from monitor.spread_records import FEW, GROUPS, SUMMARY, SUPPRESSED

NATIONAL = {"range", "middle half", "median", "mean", "sd", "dots", "stems"}


def strip(row, **more) -> go.Figure:
    """Figures are built without Plotly's own checks; here they must pass them."""
    return go.Figure(own_strip(row, CATALOGUE, **more).to_dict())


def named(figure: go.Figure, name: str) -> list:
    return [trace for trace in figure.data if trace.name == name]


def names(figure: go.Figure) -> set[str]:
    return {trace.name for trace in figure.data}


def text_of(figure: go.Figure) -> str:
    joined = " ".join(a.text for a in figure.layout.annotations)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", joined))


def test_the_national_strip_is_drawn_from_the_quantiles_and_every_group_is_a_dot():
    row = own_row()
    figure = strip(row)
    p5, q1, median, q3, p95 = row.quantiles
    assert named(figure, "range")[0].x == (p5, p95)
    assert named(figure, "middle half")[0].x == (q1, q3)
    assert named(figure, "median")[0].x == (median,)
    assert sorted(named(figure, "dots")[0].x) == scores_of()


def test_the_own_score_is_a_diamond_above_the_strip_with_its_margin():
    figure = strip(own_row(own=(measured(5.4, half=0.4),)))
    (own,), (middle,) = named(figure, "own"), named(figure, "middle half")
    assert own.marker.symbol == "diamond"
    assert own.x == (5.4,)
    assert (own.error_x.array[0], own.error_x.arrayminus[0]) == pytest.approx((0.4, 0.4))
    assert own.y[0] < middle.y[0] < min(named(figure, "dots")[0].y)  # the axis runs downwards
    assert "5,4 (marge: 5,0 tot 5,8)" in text_of(figure)
    assert "3 juni 2026" in text_of(figure)


def test_a_margin_does_not_leave_the_scale():
    figure = strip(own_row(own=(measured(6.9, half=0.5),)))
    (own,) = named(figure, "own")
    assert own.x[0] + own.error_x.array[0] == pytest.approx(DIMENSIONS[0].scale_max)


def test_only_the_last_measurement_is_filled_and_each_has_its_day():
    older, newer = measured(3.2, date(2025, 3, 1)), measured(4.4)
    figure = strip(own_row(own=(older, newer)))
    (last,), (first,) = named(figure, "own"), named(figure, "own earlier")
    assert (first.x, last.x) == ((3.2,), (4.4,))
    assert first.y[0] < last.y[0]
    assert first.marker.color != last.marker.color
    assert "1 maart 2025" in text_of(figure)
    assert "Gevulde ruit: uw laatste meting." in text_of(figure)


def test_of_many_measurements_the_last_are_drawn_and_the_figure_says_so():
    many = tuple(measured(3 + i / 10, date(2020 + i, 1, 1)) for i in range(MOST_SHOWN + 2))
    figure = strip(own_row(own=many))
    assert len(named(figure, "own earlier")) + len(named(figure, "own")) == MOST_SHOWN
    assert named(figure, "own")[0].x == (many[-1].score,)
    assert "De tabel heeft ze allemaal." in text_of(figure)
    assert "De tabel" not in text_of(strip(own_row(own=many[:MOST_SHOWN])))


def test_an_indicative_score_has_an_axis_without_any_national_mark():
    row = own_row(place=APART)
    assert row.national is not None
    figure = strip(row)
    assert names(figure) == {"own"}
    assert WITHOUT_PLACE in text_of(figure)
    assert "Nederland" not in text_of(figure)
    low, high = figure.layout.xaxis.range
    assert low < DIMENSIONS[0].scale_min < DIMENSIONS[0].scale_max < high


def test_a_score_without_a_place_is_not_drawn():
    with pytest.raises(ValueError):
        own_strip(own_row(place=OFF), CATALOGUE)
    with pytest.raises(ValueError):
        own_strip(replace(own_row(), measured=()), CATALOGUE)


def test_what_may_be_shown_decides_what_is_drawn():
    drawn = {
        show: names(strip(own_row(values=FEW_SCORES if show == FEW else None, show=show))) & NATIONAL for show in SHOWN
    }
    assert drawn[GROUPS] == {"range", "middle half", "median", "dots"}
    assert drawn[FEW] == {"dots"}
    assert drawn[SUMMARY] == {"range", "sd", "mean"}
    assert drawn[SUPPRESSED] == set()


def test_of_hidden_groups_not_even_the_number_is_told():
    said = text_of(strip(own_row(show=SUPPRESSED)))
    assert "te weinig groepen om te tonen" in said
    assert "0 groepen" not in said


def test_with_very_many_groups_a_dot_is_a_score():
    values = np.clip(np.round(np.random.default_rng(1).normal(4.6, 0.7, 900), 1), 1, 7)
    figure = strip(own_row(values=values))
    assert sorted(named(figure, "dots")[0].x) == sorted(set(values))
    assert "één teken per score" in text_of(figure)
    assert "Elke stip" not in text_of(figure)


def test_a_measure_where_low_is_favourable_says_so_and_keeps_its_colours():
    low, high = strip(own_row(measure=LOWER)), strip(own_row())
    assert "een lage score is gunstig" in text_of(low)
    assert named(low, "own")[0].marker.color == named(high, "own")[0].marker.color


def test_the_narrow_figure_says_the_same():
    row = own_row(own=(measured(3.2, date(2025, 3, 1)), measured(5.4, groups=3)))
    wide, narrow = strip(row), strip(row, narrow=True, width=296)
    for words in ("3,2", "5,4", "3 groepen", "96 groepen", "midden: 4,4", "1 maart 2025"):
        assert words in text_of(wide)
        assert words in text_of(narrow)
    assert narrow.layout.margin.l < 20
    assert all(a.x == 0 for a in narrow.layout.annotations)
