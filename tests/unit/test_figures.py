"""Figures show the numbers of the rows, in words and shapes as well as colours, for any catalogue."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from monitor import catalogue as catalogues
from monitor.figures import template
from monitor.figures.decomposition import decomposition, segments, words
from monitor.figures.trend import trend_panels
from monitor.graded_html import graded_html, labels
from monitor.records import Cell, VerdictRow
from monitor.statistics import judge_family

CATALOGUE = catalogues.load()
TYPES = list(CATALOGUE.care_types)
POINTS = next(m for m in CATALOGUE.measures.values() if m.unit == "points" and m.polarity == "higher")
LOWER = next(m for m in CATALOGUE.measures.values() if m.polarity == "lower")
PERCENT = next(m for m in CATALOGUE.measures.values() if m.unit == "percent")
RECOVERED_IN_PART = [(4.9, 0.6, 93), (4.3, 0.6, 58), (4.6, 0.6, 58)]


def row(numbers, care_type=TYPES[0], measure=POINTS, catalogue=CATALOGUE, **more) -> VerdictRow:
    """A computed row from (mean, sd, n) per compared period; None for a period without a cell."""
    cells = {}
    for period, one in zip(catalogue.compared, numbers, strict=True):
        if one:
            mean, sd, n = one
            half = 2 * sd / math.sqrt(n) if sd else math.nan
            cells[period.code] = Cell(
                "own", care_type, measure.code, period.code, n, mean, sd, ci95=(mean - half, mean + half)
            )
    roles = (catalogue.baseline, catalogue.dip, catalogue.current)
    triple = tuple(cells[p.code].summary() if p and p.code in cells else None for p in roles)
    verdict = judge_family([triple], delta=measure.delta, polarity=measure.polarity)[0]
    start = VerdictRow(
        care_type, measure.code, "computed", "own", verdict.code, verdict.variant, verdict.code,
        cells=cells, verdict=verdict,
    )  # fmt: skip
    return replace(start, **more)


def with_periods(*periods: catalogues.Period) -> catalogues.Catalogue:
    return replace(CATALOGUE, periods={p.code: p for p in periods})


def text_of(figure: go.Figure) -> str:
    return " ".join(a.text for a in figure.layout.annotations)


def validated(figure: go.Figure) -> go.Figure:
    """Figures are built without Plotly's own checks; here they must pass them."""
    return go.Figure(figure.to_dict())


def marks(figure: go.Figure, symbol: str) -> list:
    return [trace for trace in figure.data if trace.type == "scatter" and trace.marker.symbol == symbol]


# ------------------------------------------------------------------------------------------------ colours


@pytest.mark.parametrize("name", template.FAMILIES)
def test_every_family_is_readable_on_white_and_dark_text_on_its_tint(name):
    family = template.FAMILIES[name]
    assert template.contrast(family.colour, template.WHITE) >= 4.5
    assert template.contrast(family.colour, family.tint) >= 3
    assert template.contrast(template.INK, family.tint) >= 4.5


def test_marks_and_lines_stand_out_from_the_page_and_from_the_band():
    assert template.contrast(template.GREY, template.WHITE) >= 4.5
    assert template.contrast(template.GREY, template.BAND) >= 3


def test_contrast_gives_the_ratios_of_the_standard():
    assert template.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert template.contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.01)


# ------------------------------------------------------------------------------------------------ trend


def test_a_panel_shows_the_means_margins_and_band_of_its_row():
    one = row(RECOVERED_IN_PART)
    figure = validated(trend_panels([one], CATALOGUE))
    earlier, current = marks(figure, "circle")[0], marks(figure, "diamond")[0]
    baseline, dip, now = (one.cells[p.code] for p in CATALOGUE.compared)
    assert list(earlier.x) == [CATALOGUE.baseline.midpoint, CATALOGUE.dip.midpoint]
    assert list(earlier.y) == [4.9, 4.3]
    assert list(current.y) == [4.6]
    assert list(current.error_y.array) == [pytest.approx(now.ci95[1] - 4.6)]
    assert list(earlier.error_y.arrayminus) == [
        pytest.approx(4.9 - baseline.ci95[0]), pytest.approx(4.3 - dip.ci95[0])
    ]  # fmt: skip
    band = next(trace for trace in figure.data if trace.fill == "toself")
    assert set(band.y) == set(baseline.ci95)
    assert max(band.x) == figure.layout.xaxis.range[1]


def test_values_are_printed_with_a_decimal_comma_and_half_up():
    figure = trend_panels([row([(4.85, 0.6, 93), (4.3, 0.6, 58), (4.65, 0.6, 58)])], CATALOGUE)
    assert list(marks(figure, "circle")[0].text) == ["4,9", "4,3"]
    assert list(marks(figure, "diamond")[0].text) == ["4,7"]
    assert figure.layout.separators == ",."


def test_a_percentage_keeps_its_sign():
    figure = trend_panels([row([(20, 6, 93), (28, 6, 58), (28, 6, 58)], measure=PERCENT)], CATALOGUE)
    assert all(text.endswith("%") for text in marks(figure, "circle")[0].text)


def test_the_verdict_stands_in_words_and_icon_beside_its_colour():
    improved = row([(4.5, 0.6, 96), (4.5, 0.6, 58), (5.0, 0.6, 58)])
    figure = trend_panels([improved], CATALOGUE)
    assert "▲ Echte verbetering" in text_of(figure)
    assert marks(figure, "diamond")[0].marker.color == template.FAMILIES["above"].colour


def test_panels_share_one_range_and_say_that_the_axis_is_cut():
    rows = [row(RECOVERED_IN_PART), row([(3.5, 0.6, 93), (3.3, 0.6, 58), (3.4, 0.6, 58)], TYPES[1])]
    zoomed = validated(trend_panels(rows, CATALOGUE))
    assert zoomed.layout.yaxis.range == zoomed.layout.yaxis2.range
    assert zoomed.layout.yaxis.range[0] > POINTS.scale_min
    assert f"loopt niet vanaf {POINTS.scale_min:g}" in text_of(zoomed)
    full = validated(trend_panels(rows, CATALOGUE, scale="full"))
    assert full.layout.yaxis.range[0] <= POINTS.scale_min
    assert full.layout.yaxis.range[1] >= POINTS.scale_max
    assert "loopt niet vanaf" not in text_of(full)


def test_measures_on_other_scales_get_their_own_range():
    figure = trend_panels(
        [row(RECOVERED_IN_PART), row([(20, 6, 93), (28, 6, 58), (28, 6, 58)], measure=PERCENT)], CATALOGUE
    )
    assert figure.layout.yaxis.range[1] <= POINTS.scale_max + 1 < figure.layout.yaxis2.range[1]


@pytest.mark.parametrize("narrow", [False, True])
def test_panels_do_not_overlap(narrow):
    rows = [row(RECOVERED_IN_PART, care_type) for care_type in TYPES]
    figure = validated(trend_panels(rows, CATALOGUE, narrow=narrow))
    names = ["" if i == 0 else str(i + 1) for i in range(len(rows))]
    boxes = [(figure.layout[f"xaxis{n}"].domain, figure.layout[f"yaxis{n}"].domain) for n in names]
    for (x1, y1), (x2, y2) in itertools.combinations(boxes, 2):
        assert x1[1] <= x2[0] or x2[1] <= x1[0] or y1[1] <= y2[0] or y2[1] <= y1[0]
    assert (len({tuple(x) for x, _ in boxes}) == 1) is narrow


@pytest.mark.parametrize(
    ("numbers", "circles", "diamonds"),
    [([(4.9, 0.6, 93), None, (4.6, 0.6, 58)], 1, 1), ([(4.9, 0.6, 93), (4.3, 0.6, 58), None], 2, 0),
     ([None, (4.3, 0.6, 58), (4.6, 0.6, 58)], 1, 1)],
)  # fmt: skip
def test_a_missing_period_is_simply_not_drawn(numbers, circles, diamonds):
    figure = validated(trend_panels([row(numbers)], CATALOGUE))
    assert sum(len(trace.x) for trace in marks(figure, "circle")) == circles
    assert sum(len(trace.x) for trace in marks(figure, "diamond")) == diamonds


def test_a_mean_without_margin_gets_a_mark_and_no_bar():
    figure = validated(trend_panels([row([(4.9, None, 93), (4.3, None, 58), (4.6, None, 58)])], CATALOGUE))
    assert list(marks(figure, "diamond")[0].error_y.array) == [None]
    assert not [trace for trace in figure.data if trace.fill == "toself"]


def test_a_published_row_says_that_there_are_no_numbers():
    published = VerdictRow(TYPES[0], POINTS.code, "published", "", "STABLE", "", "STABLE")
    assert "geen cijfers" in text_of(validated(trend_panels([published], CATALOGUE)))


def test_two_periods_and_a_fourth_period_without_a_role():
    baseline, current = CATALOGUE.baseline, CATALOGUE.current
    two = with_periods(baseline, current)
    one = row([(4.9, 0.6, 93), (4.6, 0.6, 58)], catalogue=two)
    figure = validated(trend_panels([one], two))
    assert list(figure.layout.xaxis.tickvals) == [baseline.midpoint, current.midpoint]

    extra = replace(baseline, code="2015", label="2015", role="", midpoint=2015.5)
    four = with_periods(*CATALOGUE.periods.values(), extra)
    older = replace(row(RECOVERED_IN_PART).cells[baseline.code], period="2015", mean=5.2, ci95=(5.0, 5.4))
    one = row(RECOVERED_IN_PART)
    one = replace(one, cells=one.cells | {"2015": older})
    figure = validated(trend_panels([one], four))
    assert list(marks(figure, "circle")[0].y) == [5.2, 4.9, 4.3]
    assert figure.layout.xaxis.range[0] < 2015.5


def test_events_stand_on_the_time_axis_and_are_explained():
    figure = validated(trend_panels([row(RECOVERED_IN_PART)], CATALOGUE, events=[(2020.3, "Opvang dicht")]))
    assert figure.layout.shapes[0].x0 == 2020.3
    assert "1: Opvang dicht." in text_of(figure)


def test_labels_are_escaped():
    types = CATALOGUE.care_types | {TYPES[0]: replace(CATALOGUE.care_types[TYPES[0]], label="<script>x</script> & co")}
    hostile = replace(CATALOGUE, care_types=types)
    for figure in (
        trend_panels([row(RECOVERED_IN_PART)], hostile),
        decomposition([row(RECOVERED_IN_PART)], hostile),
    ):
        assert "<script>" not in text_of(figure)
        assert "&lt;script&gt;" in text_of(figure)


# ------------------------------------------------------------------------------------------------ decomposition


def parts(one: VerdictRow) -> dict[str, float]:
    assert one.verdict
    return {part.kind: round(part.size, 6) for part in segments(one.verdict)}


def test_recovery_and_what_is_still_to_go_add_up_to_the_dip():
    one = row(RECOVERED_IN_PART)
    assert parts(one) == {"recovered": 0.3, "to_go": 0.3}
    first, second = segments(one.verdict)
    assert (first.start, first.end, second.end) == pytest.approx((-0.6, -0.3, 0.0))
    assert "hersteld 0,3; nog te gaan 0,3" in words(one, CATALOGUE)[0]


def test_growth_comes_only_after_recovery():
    one = row([(4.5, 0.6, 137), (4.2, 0.6, 58), (5.0, 0.6, 58)])
    assert parts(one) == {"recovered": 0.3, "growth": 0.5}
    assert "groei 0,5" in words(one, CATALOGUE)[0]


def test_growth_that_is_not_shown_is_not_called_growth():
    one = row([(4.7, 0.6, 99), (4.3, 0.6, 58), (4.75, 0.6, 58)])
    text = words(one, CATALOGUE)[0]
    assert "groei" not in text
    assert "hoger 0,05 (niet zeker)" in text


def test_without_a_dip_there_is_nothing_to_recover_from():
    one = row([(4.5, 0.6, 96), (4.5, 0.6, 58), (5.0, 0.6, 58)])
    assert parts(one) == {"growth": 0.5}
    assert words(one, CATALOGUE)[0].startswith("geen duidelijke daling in")


def test_a_further_fall_stands_left_of_the_dip():
    one = row([(4.5, 0.6, 137), (4.2, 0.6, 58), (3.9, 0.6, 58)])
    assert parts(one) == {"further": 0.3, "first_fall": 0.3}
    further, first = segments(one.verdict)
    assert further.end == pytest.approx(first.start) == pytest.approx(-0.3)


def test_where_low_is_good_the_words_follow_the_score():
    one = row([(3.5, 0.6, 137), (4.25, 0.6, 58), (3.95, 0.6, 58)], measure=LOWER)
    assert parts(one) == {"recovered": 0.3, "to_go": 0.45}
    assert "hoger dan in" in words(one, CATALOGUE)[1]


def test_bars_carry_the_numbers_and_a_pattern_for_what_is_to_go():
    figure = validated(decomposition([row(RECOVERED_IN_PART)], CATALOGUE))
    bars = {trace.name: trace for trace in figure.data}
    assert bars["recovered"].base[0] == pytest.approx(-0.6)
    assert bars["recovered"].x[0] == pytest.approx(0.3)
    assert bars["to_go"].marker.pattern.shape == "/"
    assert bars["recovered"].marker.pattern.shape is None
    assert "Gedeeltelijk herstel" in text_of(figure)


@pytest.mark.parametrize("narrow", [False, True])
def test_rows_without_numbers_are_named_and_not_drawn(narrow):
    published = VerdictRow(TYPES[0], POINTS.code, "published", "", "STABLE", "", "STABLE")
    too_few = row([(4.5, 0.6, 5), (4.2, 0.6, 5), (3.9, 0.6, 5)])
    figure = validated(decomposition([published, too_few], CATALOGUE, narrow=narrow))
    assert text_of(figure).count("Geen cijfers om te verdelen.") == 2
    assert not any(trace.x for trace in figure.data)


def test_two_periods_give_one_bar():
    two = with_periods(CATALOGUE.baseline, CATALOGUE.current)
    one = row([(4.9, 0.6, 93), (4.4, 0.6, 58)], catalogue=two)
    assert parts(one) == {"lower": 0.5}
    validated(decomposition([one], two))


# ------------------------------------------------------------------------------------------------ graded


def test_the_graded_line_draws_the_three_chances_and_prints_them():
    one = row(RECOVERED_IN_PART)
    drawn = graded_html(one, CATALOGUE)
    widths = [float(share) / 100 for share in re.findall(r"width:([\d.]+)%", drawn)]
    verdict = one.verdict
    assert widths == pytest.approx([verdict.p_worse, verdict.p_level, verdict.p_better], abs=1e-4)
    assert "hoger: minder dan 1%" in drawn


def test_where_low_is_good_worse_means_a_higher_score():
    one = row([(3.5, 0.6, 137), (4.25, 0.6, 58), (4.25, 0.6, 58)], measure=LOWER)
    assert labels(one, LOWER)[0] == "hoger: meer dan 99%"


def test_no_numbers_no_bar():
    published = VerdictRow(TYPES[0], POINTS.code, "published", "", "STABLE", "", "STABLE")
    assert graded_html(published, CATALOGUE) == ""
