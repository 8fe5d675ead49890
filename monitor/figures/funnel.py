"""Organisations around the mean of all: how far may a small one lie from it before that is more than chance?

Organisations have no name and stand in the order of the view; nothing here ranks them.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure
from monitor.figures import template as t
from monitor.figures.axis import is_cut, limit_text, score_axis, zoomed
from monitor.spread_records import FunnelPoint, FunnelView
from monitor.wording.numbers import count, plain
from monitor.wording.slots import count_of_units

# Pixels: the plot, the ticks with the title of the axis, one line of text.
PLOT, NARROW_PLOT, TICKS, LINE = 360, 280, 48, 16
# From inside to outside: a shape beside each colour.
INSIDE, OUTSIDE_95, OUTSIDE_998 = 0, 1, 2
COUNT_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


def funnel(
    view: FunnelView, measure: Measure, catalogue: Catalogue, *, narrow: bool = False, width: int | None = None
) -> go.Figure:
    """Means of organisations by their number of groups, with the mean of all and the limits of 95% and 99,8%.

    A grey circle lies inside both limits, an open diamond outside 95%, a filled one outside 99,8%. `width` in pixels;
    without it the figure fills its place.
    """
    width_px = width or (t.NARROW if narrow else t.PAGE)
    left, right = (44, 78) if narrow else (56, 130)
    limits = sorted(view.limits)
    values = [p.mean for p in view.points] + [v for row in limits for v in row[1:]] + [view.centre]
    scale = zoomed(values, measure)
    notes = [line for text in _notes(view, measure, scale, catalogue) for line in t.lines(text, width_px - 24, t.SMALL)]
    plot = NARROW_PLOT if narrow else PLOT
    bottom = TICKS + LINE * len(notes) + 10
    layout = t.layout(width=width, height=plot + 12 + bottom, top=12, left=left, right=right, bottom=bottom)
    sizes = [p.n for p in view.points] + [row[0] for row in limits] or [1]
    span = _span(min(sizes), max(sizes))
    step = next((s for s in COUNT_STEPS if (span[1] - span[0]) / s <= (5 if narrow else 10)), COUNT_STEPS[-1])
    layout["xaxis"] = {"range": span, "dtick": step, "tick0": 0, "tickformat": ",d", "showgrid": False, "tickangle": 0,
                       "showline": True, "ticks": "outside", "ticklen": 4}  # fmt: skip
    layout["yaxis"] = score_axis(measure, scale)
    reach = [limits[0][0], limits[-1][0]] if limits else span
    lines = [_line("centre", reach, [view.centre] * 2, t.INK, "solid", 1.5)]
    for name, low, high, dash in (("limit95", 1, 2, "dash"), ("limit998", 3, 4, "solid")):
        xs = [row[0] for row in limits]
        for side in (low, high):
            lines.append(_line(name, xs, [row[side] for row in limits], t.GREY, dash, 1.5 if dash == "dash" else 1))
    marks = [_points(view.points, kind, measure, catalogue) for kind in (INSIDE, OUTSIDE_95, OUTSIDE_998)]
    small = {"size": t.SMALL, "color": t.INK}
    annotations = _line_names(view, limits, measure, scale, plot)
    plural = catalogue.settings.get("unit_plural_nl") or cat.DEFAULT_SETTINGS["unit_plural_nl"]
    annotations.append(t.note(t.safe(f"aantal {plural}"), x=0.5, xanchor="center", yshift=-26, font=small))
    annotations.append(t.note("<br>".join(map(t.safe, notes)), yshift=-TICKS, xshift=12 - left, font=small))
    traces = [trace for trace in (*lines, *marks) if trace["x"]]
    return t.figure(traces, layout | {"annotations": annotations})


def _span(least: float, most: float) -> list[float]:
    """The range of the number of groups, with room for a mark at both ends."""
    air = 0.03 * max(1, most - least) + 0.2
    return [least - air, most + air]


def _line(name: str, xs: Sequence[float], ys: Sequence[float], colour: str, dash: str, width: float) -> dict:
    return {"type": "scatter", "name": name, "mode": "lines", "x": list(xs), "y": list(ys), "hoverinfo": "skip",
            "line": {"color": colour, "width": width, "dash": dash}}  # fmt: skip


def _points(points: Sequence[FunnelPoint], kind: int, measure: Measure, catalogue: Catalogue) -> dict:
    """The organisations of one kind, one mark each; outside the limits the colour tells the side."""
    chosen = [p for p in points if abs(p.flag) == kind]
    colours = [_colour(p.flag, measure) for p in chosen]
    marker: dict = {
        "symbol": "diamond" if kind else "circle",
        "size": 11 if kind else 8,
        "opacity": 1 if kind else 0.75,
    }
    marker["color"] = t.WHITE if kind == OUTSIDE_95 else colours
    marker["line"] = {"color": t.WHITE, "width": 0.5} if kind == INSIDE else {"color": colours, "width": 2}
    return {
        "type": "scatter", "name": ("inside", "outside95", "outside998")[kind], "mode": "markers",
        "x": [p.n for p in chosen], "y": [p.mean for p in chosen], "marker": marker, "hoverinfo": "text",
        "hovertext": [t.safe(f"{p.name}: {count_of_units(p.n, catalogue)}") for p in chosen], "cliponaxis": False,
    }  # fmt: skip


def _colour(flag: int, measure: Measure) -> str:
    if flag == 0:
        return t.FAMILIES["level"].colour
    if measure.polarity == cat.NEUTRAL:
        return t.FAMILIES["neutral"].colour
    favourable = flag > 0 if measure.polarity == cat.HIGHER else flag < 0
    return t.FAMILIES["above" if favourable else "below"].colour


def _line_names(view: FunnelView, limits: Sequence[tuple[float, ...]], measure: Measure,
                scale: tuple[float, float, float], plot: int) -> list[dict]:  # fmt: skip
    """What each line is, at its right end; names that would meet are moved apart."""
    low, high = scale[0], scale[1]
    names = [(view.centre, f"gem. {limit_text(round(view.centre, 1), measure)}")]
    if limits:
        last = limits[-1]
        names += [(last[1], "95%"), (last[2], "95%"), (last[3], "99,8%"), (last[4], "99,8%")]
    names.sort()
    wanted = [plot * (min(max(value, low), high) - low) / (high - low) for value, _ in names]
    middle = next(i for i, (_, text) in enumerate(names) if text.startswith("gem."))
    places = list(wanted)
    for i in range(middle + 1, len(places)):
        places[i] = max(places[i], places[i - 1] + LINE)
    for i in range(middle - 1, -1, -1):
        places[i] = min(places[i], places[i + 1] - LINE)
    small = {"size": t.SMALL, "color": t.INK}
    return [
        t.note(t.safe(text), x=1, xshift=4, y=0, yshift=place, yanchor="middle", font=small)
        for (_, text), place in zip(names, places, strict=True)
    ]


def _notes(view: FunnelView, measure: Measure, scale: tuple[float, float, float], catalogue: Catalogue) -> list[str]:
    texts = [
        "Elk teken is een organisatie, zonder naam. Rondje: binnen de lijnen. Open ruit: buiten de lijnen van 95%. "
        "Gevulde ruit: buiten de lijnen van 99,8%."
    ]
    if view.n_hidden:
        plural = catalogue.settings.get("unit_plural_nl") or cat.DEFAULT_SETTINGS["unit_plural_nl"]
        has = "heeft" if view.n_hidden == 1 else "hebben"
        stands = "staat" if view.n_hidden == 1 else "staan"
        number = count(view.n_hidden, "organisatie", "organisaties")
        texts.append(f"{number} {has} te weinig {plural} en {stands} er niet in.")
    if measure.polarity == cat.LOWER:
        texts.append(f"{measure.label}: een lage score is gunstig.")
    if is_cut(measure, scale):
        texts.append(f"Let op: de as loopt niet vanaf {plain(measure.scale_min)}.")
    return texts
