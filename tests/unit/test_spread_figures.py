"""The figures of spread draw the groups of the rows and nothing else, in words and shapes as well as colours."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest

from monitor import catalogue as catalogues
from monitor.figures import template
from monitor.figures.dumbbell import dumbbell
from monitor.figures.funnel import funnel
from monitor.figures.strip import DOT_COLOUR, DOT_OPACITY, strip_panels
from monitor.figures.swarm import MOST_SCORES, swarm
from monitor.records import Cell, VerdictRow
from monitor.spread_records import (
    FEW,
    GROUPS,
    SUMMARY,
    SUPPRESSED,
    FunnelPoint,
    FunnelView,
    PeriodSpread,
    SpreadRow,
)
from monitor.statistics.outliers import RULES, Fences, count_outliers
from monitor.statistics.quantiles import type7
from monitor.store.cell_statistics import CellStatistics
from monitor.wording.numbers import nl

CATALOGUE = catalogues.load()
TYPES = list(CATALOGUE.care_types)
NOW = CATALOGUE.current.code
POINTS = next(m for m in CATALOGUE.measures.values() if m.unit == "points" and m.polarity == "higher")
LOWER = next(m for m in CATALOGUE.measures.values() if m.polarity == "lower")
NEUTRAL = next(m for m in CATALOGUE.measures.values() if m.polarity == "neutral" and m.unit == "percent")
SCORES = [2.1, 2.9, 3.0, 3.8, 4.0, 4.0, 4.2, 4.4, 4.4, 4.4, 4.8, 5.0, 5.1, 6.0, 6.3]
ORANGE, BLUE = template.FAMILIES["below"].colour, template.FAMILIES["above"].colour


def spread(values, show=GROUPS, measure=POINTS, care_type=TYPES[0], period=NOW, rule="threshold",
           limits=(3.0, 6.0)) -> PeriodSpread:  # fmt: skip
    """The spread of a cell from its raw scores."""
    raw = np.asarray(values, float)
    scores, counts = np.unique(raw, return_counts=True)
    least, most = float(scores[0]), float(scores[-1])
    mean, sd = float(raw.mean()), float(raw.std(ddof=1))
    if show == SUPPRESSED:
        return PeriodSpread(Cell("own", care_type, measure.code, period, 0, float("nan"), None), show)
    cell = Cell("own", care_type, measure.code, period, len(raw), mean, sd, least, most)
    if show == SUMMARY:
        return PeriodSpread(cell, show)
    p10, q1, median, q3, p90 = type7(scores, counts, (0.1, 0.25, 0.5, 0.75, 0.9)).tolist()
    numbers = CellStatistics(
        "own", measure.code, care_type, period, len(raw), mean, sd, least, p10, q1, median, q3, p90, most,
        None, None, 0, None, None,
    )  # fmt: skip
    many = show == GROUPS
    return PeriodSpread(
        cell, show, numbers, tuple(scores.tolist()), tuple(counts.tolist()),
        p10=p10 if many else None, p90=p90 if many else None,
        p10_ci95=(p10 - 0.3, p10 + 0.2) if many else None, p90_ci95=(p90 - 0.1, p90 + 0.4) if many else None,
        outliers=count_outliers(scores, counts, RULES[rule], Fences(*limits)),
    )  # fmt: skip


def row(periods, measure=POINTS, care_type=TYPES[0], rule="threshold") -> SpreadRow:
    verdict = VerdictRow(care_type, measure.code, "computed", "own", "STABLE", "", "STABLE")
    return SpreadRow(verdict, periods, rule=rule)


def strip(one: SpreadRow, catalogue=CATALOGUE, periods=(NOW,), low=3.0, high=6.0, **more) -> go.Figure:
    return validated(strip_panels([one], catalogue, periods=periods, low=low, high=high, **more))


def validated(figure: go.Figure) -> go.Figure:
    """Figures are built without Plotly's own checks; here they must pass them."""
    return go.Figure(figure.to_dict())


def named(figure: go.Figure, name: str) -> list:
    return [trace for trace in figure.data if trace.name == name]


def xs(figure: go.Figure, *names: str) -> list[float]:
    return sorted(x for name in names for trace in named(figure, name) for x in trace.x if x is not None)


def text_of(figure: go.Figure) -> str:
    """All text on the paper, without markup and with the lines joined."""
    joined = " ".join(a.text for a in figure.layout.annotations)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", joined))


# -------------------------------------------------------------------------------------------------------------- strip


def test_every_group_is_one_mark_at_its_score():
    figure = strip(row({NOW: spread(SCORES)}))
    assert xs(figure, "dots", "low", "high") == SCORES
    assert xs(figure, "low") == [2.1, 2.9]
    assert xs(figure, "high") == [6.0, 6.3]


def test_the_tails_are_triangles_that_are_counted_in_words():
    figure = strip(row({NOW: spread(SCORES)}))
    assert "2 van 15 onder 3,0" in text_of(figure)
    assert "2 van 15 op 6,0 of hoger" in text_of(figure)
    (low,), (high,) = named(figure, "low"), named(figure, "high")
    assert (low.marker.symbol, low.marker.color) == ("triangle-left", ORANGE)
    assert (high.marker.symbol, high.marker.color) == ("triangle-right", BLUE)
    assert low.marker.line.color == template.INK


def test_no_two_dots_cover_each_other():
    figure = strip(row({NOW: spread(SCORES * 6)}))
    places = [(x, y) for trace in named(figure, "dots") for x, y in zip(trace.x, trace.y, strict=True)]
    assert max(Counter(places).values()) == 1


def test_the_box_holds_the_quartiles_and_has_no_whiskers():
    one = spread(SCORES)
    figure = strip(row({NOW: one}))
    assert set(xs(figure, "box")) == {one.statistics.q1, one.statistics.q3}
    assert xs(figure, "median") == [one.statistics.median]


def test_the_box_stands_above_the_dots():
    figure = strip(row({NOW: spread(SCORES)}))
    (box,), (dots,) = named(figure, "box"), named(figure, "dots")
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # heights run downwards
    assert max(y for y in box.y if y is not None) < min(dots.y)


def test_a_hover_tells_the_score_only():
    figure = strip(row({NOW: spread([3.25, *SCORES])}))
    said = {text for trace in named(figure, "dots") for text in trace.hovertext}
    assert {"3,25", "4,4"} <= said
    assert all(re.fullmatch(r"\d,\d+", text) for text in said)


def test_a_low_score_that_is_favourable_swaps_the_colours():
    figure = strip(row({NOW: spread(SCORES, measure=LOWER)}, LOWER))
    assert named(figure, "low")[0].marker.color == BLUE
    assert named(figure, "high")[0].marker.color == ORANGE
    assert "een lage score is gunstig" in text_of(figure)


def test_a_measure_without_better_or_worse_has_no_orange_or_blue():
    values = [0, 4, 10, 12, 12, 14, 18, 20, 22, 30, 55, 100]
    figure = strip(row({NOW: spread(values, measure=NEUTRAL, limits=(5, 50))}, NEUTRAL), low=5, high=50)
    assert {t.marker.color for t in figure.data if t.name in ("low", "high")} == {template.FAMILIES["neutral"].colour}
    assert "2 van 12 onder 5%" in text_of(figure)
    start, end = figure.layout.xaxis.range
    assert start < 0
    assert end > 100
    assert figure.layout.xaxis.ticksuffix == "%"


def test_the_lines_of_the_limits_are_called_the_choice_of_the_reader():
    figure = strip(row({NOW: spread(SCORES)}))
    assert [shape.x0 for shape in figure.layout.shapes if shape.xref == "x"] == [3.0, 6.0]
    assert "grens die u kiest: 3,0" in text_of(figure)
    without = strip(row({NOW: spread(SCORES)}), low=None, high=None)
    assert "grens die u kiest" not in text_of(without)
    assert xs(without, "dots") == SCORES


def test_another_rule_marks_by_its_own_fences():
    values = [1.0, *np.linspace(4, 5, 30).round(2).tolist()]
    one = spread(values, rule="tukey")
    figure = strip(row({NOW: one}, rule="tukey"), low=4.5, high=4.6)
    assert xs(figure, "low") == [1.0]
    assert "1 van 31 onder" in text_of(figure)
    assert len(xs(figure, "low")) == one.outliers.low_count
    assert "grens die u kiest" not in text_of(figure)


def test_a_rule_that_needs_more_groups_marks_none():
    one = replace(spread(SCORES[:8], FEW), outliers=None)
    figure = strip(row({NOW: one}, rule="adjusted"))
    assert xs(figure, "dots") == SCORES[:8]
    assert not named(figure, "low")
    assert "van 8" not in text_of(figure)


def test_few_groups_get_dots_without_a_box():
    figure = strip(row({NOW: spread(SCORES[:7], FEW)}))
    assert xs(figure, "dots", "low", "high") == SCORES[:7]
    assert not named(figure, "box")
    assert not named(figure, "median")


def test_of_too_few_groups_nothing_is_told():
    figure = strip(row({NOW: spread([3.3, 4.4, 5.5], SUPPRESSED)}))
    assert "te weinig groepen om te tonen" in text_of(figure)
    assert not any(x is not None for trace in figure.data for x in trace.x)
    assert "0 groepen" not in text_of(figure)
    assert "3 groepen" not in text_of(figure)


def test_a_summary_gets_its_range_and_mean_and_never_dots():
    one = spread(SCORES, SUMMARY)
    figure = strip(row({NOW: one}))
    assert not named(figure, "dots")
    assert not named(figure, "low")
    assert not named(figure, "box")
    assert (min(xs(figure, "range")), max(xs(figure, "range"))) == (2.1, 6.3)
    assert xs(figure, "mean") == [one.cell.mean]
    assert xs(figure, "sd") == pytest.approx([one.cell.mean - one.cell.sd, one.cell.mean + one.cell.sd])
    assert "alleen samenvatting" in text_of(figure)
    bare = strip(row({NOW: replace(one, cell=replace(one.cell, low=None, high=None, sd=None))}))
    assert not named(bare, "range")
    assert not named(bare, "sd")
    assert "laagste" not in text_of(bare)


def test_very_many_groups_become_one_mark_per_score_that_tells_how_many():
    values = np.random.default_rng(1).integers(15, 66, 50_000) / 10
    figure = strip(row({NOW: spread(values)}))
    assert xs(figure, "dots", "low", "high") == sorted(set(values.tolist()))
    said = [text for trace in figure.data for text in trace.hovertext or ()]
    four = int((values == 4.0).sum())
    assert f"4,0: {four}" in said
    assert "één teken per score" in text_of(figure)
    assert f"{nl(int((values < 3).sum()), 0)} van 50.000 onder 3,0" in text_of(figure)


def test_scores_too_near_to_see_apart_share_a_dot_and_none_is_lost():
    scores = np.linspace(1, 7, 5000).tolist()
    tails = [-1 if s < 3 else 1 if s >= 6 else 0 for s in scores]
    drawn = swarm(scores, [2] * 5000, tails, 0.01, 0.02)
    assert drawn.by_score
    assert len(drawn.dots) <= MOST_SCORES + 3
    for side in (-1, 0, 1):
        assert sum(d.n for d in drawn.dots if d.tail == side) == 2 * tails.count(side)
    assert all(d.last < 3 for d in drawn.dots if d.tail < 0)


def test_periods_are_lanes_of_their_care_type_in_the_order_asked():
    codes = [p.code for p in CATALOGUE.compared]
    one = row({code: spread(SCORES, period=code) for code in codes[1:]})
    text = text_of(strip(one, periods=codes))
    places = [text.index(CATALOGUE.label(code)) for code in codes]
    assert places == sorted(places)
    assert text.count(CATALOGUE.label(TYPES[0])) == 1
    assert text.count("geen cijfers") == 1


def test_labels_are_escaped():
    odd = replace(CATALOGUE.care_types[TYPES[0]], label="<b onclick=x> & Co")
    catalogue = replace(CATALOGUE, care_types=CATALOGUE.care_types | {odd.code: odd})
    one = row({p.code: spread(SCORES, period=p.code) for p in catalogue.compared})
    for figure in (strip(one, catalogue), dumbbell([one], catalogue)):
        text = " ".join(a.text for a in figure.layout.annotations)
        assert "&lt;b onclick=x&gt; &amp; Co" in text
        assert "<b onclick" not in text


def test_rows_on_different_scales_do_not_share_a_figure():
    rows = [row({NOW: spread(SCORES)}), row({NOW: spread([10, 20, 30], measure=NEUTRAL)}, NEUTRAL)]
    with pytest.raises(ValueError, match="one scale"):
        strip_panels(rows, CATALOGUE, periods=[NOW], low=3, high=6)
    with pytest.raises(ValueError, match="one scale"):
        dumbbell(rows, CATALOGUE)


def test_no_rows_give_an_empty_figure():
    assert not any(trace.x for trace in strip_panels([], CATALOGUE, periods=[NOW], low=3, high=6).data)
    assert not any(trace.x for trace in dumbbell([], CATALOGUE).data)


def test_dots_stand_out_from_the_page_though_light_shines_through():
    shown = [round(DOT_OPACITY * int(DOT_COLOUR[i : i + 2], 16) + (1 - DOT_OPACITY) * 255) for i in (1, 3, 5)]
    assert template.contrast("#" + "".join(f"{c:02X}" for c in shown), template.WHITE) >= 3


@pytest.mark.parametrize("narrow", [False, True])
def test_no_text_is_small_and_none_runs_off_a_narrow_page(narrow):
    one = row({p.code: spread(SCORES, period=p.code) for p in CATALOGUE.compared})
    width = 320 if narrow else 1100
    for figure in (
        strip(one, narrow=narrow, width=width),
        validated(dumbbell([one], CATALOGUE, narrow=narrow, width=width)),
        validated(funnel(VIEW, POINTS, CATALOGUE, narrow=narrow, width=width)),
    ):
        assert figure.layout.width == width
        for note in figure.layout.annotations:
            assert note.font.size is None or note.font.size >= 12
            longest = max(len(re.sub(r"<[^>]+>", "", line)) for line in note.text.split("<br>"))
            assert longest * 6 <= width


# ----------------------------------------------------------------------------------------------------------- dumbbell


def three(measure=POINTS, values=SCORES) -> SpreadRow:
    moved = {p.code: [v - i / 2 for v in values] for i, p in enumerate(CATALOGUE.compared)}
    return row({code: spread(v, measure=measure, period=code) for code, v in moved.items()}, measure)


def test_the_dumbbell_shows_the_limit_of_the_lowest_tenth_with_its_margin():
    one = three()
    figure = validated(dumbbell([one], CATALOGUE))
    *earlier, now = (one.periods[p.code] for p in CATALOGUE.compared)
    (open_marks,), (current,) = named(figure, "earlier"), named(figure, "current")
    assert list(open_marks.x) == [s.p10 for s in earlier]
    assert list(current.x) == [now.p10]
    assert list(current.error_x.array) == pytest.approx([0.2])
    assert list(current.error_x.arrayminus) == pytest.approx([0.3])
    assert (open_marks.marker.symbol, open_marks.marker.color) == ("circle", template.WHITE)
    assert current.marker.symbol == "diamond"
    assert "scoort lager dan dit punt" in text_of(figure)
    assert "loopt niet vanaf 1" in text_of(figure)


def test_where_low_is_favourable_the_highest_tenth_is_drawn():
    one = three(LOWER)
    figure = validated(dumbbell([one], CATALOGUE))
    assert list(named(figure, "current")[0].x) == [one.periods[NOW].p90]
    assert "scoort hoger dan dit punt" in text_of(figure)
    assert "scoort lager" not in text_of(figure)


def test_the_dumbbell_says_why_a_limit_is_missing():
    baseline, dip, current = (p.code for p in CATALOGUE.compared)
    one = row({baseline: spread(SCORES, SUPPRESSED), dip: spread(SCORES, SUMMARY), current: spread(SCORES[:7], FEW)})
    figure = validated(dumbbell([one], CATALOGUE))
    assert text_of(figure).count("te weinig groepen") == 2
    assert "alleen samenvatting" in text_of(figure)
    assert not any(x is not None for trace in figure.data for x in trace.x)


def test_a_limit_without_a_margin_gets_no_bar_and_no_words_about_it():
    one = three()
    bare = row({code: replace(s, p10_ci95=None) for code, s in one.periods.items()})
    figure = validated(dumbbell([bare], CATALOGUE))
    assert list(named(figure, "current")[0].error_x.array) == [None]
    assert "marge" not in text_of(figure)


def test_a_monitor_with_two_periods_gets_two_lines():
    two = replace(CATALOGUE, periods={p.code: p for p in (CATALOGUE.baseline, CATALOGUE.current)})
    figure = validated(dumbbell([three()], two))
    assert sum(len(t.x) for t in figure.data if t.name in ("earlier", "current")) == 2


# ------------------------------------------------------------------------------------------------------------- funnel

POINTS_OF_VIEW = (
    FunnelPoint("organisatie 3", 6, 4.5, 0),
    FunnelPoint("organisatie 14", 6, 3.1, -2),
    FunnelPoint("organisatie 1", 12, 5.0, 1),
    FunnelPoint("organisatie 8", 30, 4.4, 0),
)
VIEW = FunnelView(
    POINTS_OF_VIEW, 4.4, 0.02,
    ((5, 3.7, 5.1, 3.3, 5.5), (12, 3.9, 4.9, 3.6, 5.2), (30, 4.05, 4.75, 3.8, 5.0)), 2,
)  # fmt: skip


def test_the_funnel_shows_every_organisation_in_the_order_of_the_view():
    figure = validated(funnel(VIEW, POINTS, CATALOGUE))
    (inside,) = named(figure, "inside")
    assert list(zip(inside.x, inside.y, strict=True)) == [(6, 4.5), (30, 4.4)]
    assert list(inside.hovertext) == ["organisatie 3: 6 groepen", "organisatie 8: 30 groepen"]
    assert [t.x[0] for t in (*named(figure, "outside95"), *named(figure, "outside998"))] == [12, 6]


def test_the_funnel_tells_its_kinds_by_shape_and_side_by_colour():
    figure = validated(funnel(VIEW, POINTS, CATALOGUE))
    (inside,), (outer,), (far,) = (named(figure, n) for n in ("inside", "outside95", "outside998"))
    assert inside.marker.symbol == "circle"
    assert (outer.marker.symbol, outer.marker.color) == ("diamond", template.WHITE)
    assert list(outer.marker.line.color) == [BLUE]
    assert (far.marker.symbol, list(far.marker.color)) == ("diamond", [ORANGE])
    turned = validated(funnel(VIEW, LOWER, CATALOGUE))
    assert list(named(turned, "outside998")[0].marker.color) == [BLUE]


def test_the_lines_are_the_limits_of_the_view():
    figure = validated(funnel(VIEW, POINTS, CATALOGUE))
    assert [list(t.y) for t in named(figure, "limit95")] == [[3.7, 3.9, 4.05], [5.1, 4.9, 4.75]]
    assert [list(t.y) for t in named(figure, "limit998")] == [[3.3, 3.6, 3.8], [5.5, 5.2, 5.0]]
    assert set(named(figure, "centre")[0].y) == {4.4}
    assert "gem. 4,4" in text_of(figure)


def test_the_names_of_the_lines_never_meet():
    close = replace(VIEW, limits=((5, 4.3, 4.5, 4.28, 4.52), (30, 4.39, 4.41, 4.385, 4.415)))
    figure = validated(funnel(close, POINTS, CATALOGUE))
    heights = sorted(a.yshift for a in figure.layout.annotations if a.x == 1)
    assert len(heights) == 5
    assert min(np.diff(heights)) >= 12


def test_the_funnel_counts_whom_it_hides_and_ranks_nobody():
    text = text_of(funnel(VIEW, POINTS, CATALOGUE))
    assert "2 organisaties hebben te weinig groepen" in text
    assert not re.search(r"\b(beste|slechtste|plaats|rang|top)\b", text)
    assert "te weinig" not in text_of(funnel(replace(VIEW, n_hidden=0), POINTS, CATALOGUE))


def test_a_name_in_the_funnel_is_escaped():
    odd = replace(VIEW, points=(FunnelPoint("<i>org & co", 6, 4.5, 0),))
    assert named(funnel(odd, POINTS, CATALOGUE), "inside")[0].hovertext[0].startswith("&lt;i&gt;org &amp; co")


def test_a_funnel_without_organisations_is_empty_but_valid():
    figure = validated(funnel(FunnelView((), 4.4, 0.0, (), 3), POINTS, CATALOGUE))
    assert not named(figure, "inside")
    assert "3 organisaties" in text_of(figure)
