"""C12: how the outer tenth moved: per care type its limit in each period, with margins.

One group in ten scores lower than this limit; for a measure where a low score is favourable, one in ten scores higher.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure, Period
from monitor.figures import template as t
from monitor.figures.axis import is_cut, limit_text, score_axis, zoomed
from monitor.figures.labels import titles
from monitor.spread_records import FEW, GROUPS, SUMMARY, SUPPRESSED, PeriodSpread, SpreadRow
from monitor.wording.numbers import enough_decimals, is_number, nl, plain

# Pixels: one period, one line of a title, air below a care type, the ticks.
STEP, LINE, AIR, TICKS = 24, 18, 14, 30


class Edge(NamedTuple):
    """The limit of the outer tenth in one period, in the unit of the scale, with its 95% interval when there is one."""

    value: float
    low: float | None
    high: float | None


def edge(spread: PeriodSpread | None, measure: Measure) -> Edge | None:
    """The limit of the unfavourable tenth: that of the lowest scores, or of the highest where low is favourable.

    None when it may not be shown or is not known.
    """
    if spread is None or spread.show not in (GROUPS, FEW):
        return None
    if measure.polarity == cat.LOWER:
        value, interval = spread.p90, spread.p90_ci95
    else:
        value, interval = spread.p10, spread.p10_ci95
    if value is None or not is_number(value):
        return None
    low, high = interval if interval and all(map(is_number, interval)) else (None, None)
    return Edge(value, low, high)


def dumbbell(
    rows: Sequence[SpreadRow], catalogue: Catalogue, *, narrow: bool = False, width: int | None = None
) -> go.Figure:
    """One block per row, one line per compared period: open grey circles, a filled diamond for the current period.

    All rows share one axis, around what is drawn. `width` in pixels; without it the figure fills its place. Raises
    ValueError when the rows are on different scales.
    """
    width_px = width or (t.NARROW if narrow else t.PAGE)
    measures = [catalogue.measures[row.measure] for row in rows]
    if len({(m.unit, m.scale_min, m.scale_max) for m in measures}) > 1:
        raise ValueError("one figure has one scale")
    periods = catalogue.compared
    # The values and margins stand right of the plot; on a narrow page only the values.
    left = 12 + max(7 * max(len(p.label) for p in periods) + 10, 0 if narrow else 100)
    right = 44 if narrow else 190
    edges = [[edge(row.periods.get(p.code), m) for p in periods] for row, m in zip(rows, measures, strict=True)]
    known = [v for block in edges for e in block if e for v in e]
    scale = zoomed(known, measures[0], 4 if narrow else 8) if measures else (0.0, 1.0, 1.0)
    heads = [t.lines(title, width_px - 24, 15) for title in titles([r.verdict_row for r in rows], catalogue)]
    heights = [LINE * len(head) + STEP * len(periods) + AIR for head in heads]
    inner = max(1, sum(heights))
    has_margin = any(e.low is not None for block in edges for e in block if e)
    texts = _notes(measures, scale, catalogue, has_margin)
    notes = [line for text in texts for line in t.lines(text, width_px - 24, t.SMALL)]
    bottom = TICKS + 16 * len(notes) + 10
    layout = t.layout(width=width, height=inner + 8 + bottom, top=8, left=left, right=right, bottom=bottom)
    ticks = {"showline": True, "ticks": "outside", "ticklen": 4}
    layout["xaxis"] = score_axis(measures[0], scale, **ticks) if measures else {}
    layout["yaxis"] = {"range": [inner, 0], "visible": False}
    line: dict = {"type": "scatter", "name": "line", "mode": "lines", "x": [], "y": [], "hoverinfo": "skip",
                  "line": {"color": t.GREY, "width": 1.5, "dash": "dot"}}  # fmt: skip
    earlier = _marks("earlier", {"symbol": "circle", "size": 9, "color": t.WHITE}, t.GREY)
    current = _marks("current", {"symbol": "diamond", "size": 13, "color": t.INK}, t.INK)
    annotations = []
    top = 0
    for row, measure, block, head, height in zip(rows, measures, edges, heads, heights, strict=True):
        bold = "<br>".join(f"<b>{t.safe(text)}</b>" for text in head)
        annotations.append(t.note(bold, yref="y", y=top, xshift=12 - left, bgcolor=t.WHITE))
        for i, (period, one) in enumerate(zip(periods, block, strict=True)):
            y = top + LINE * len(head) + STEP * (i + 0.5)
            beside = {"yref": "y", "y": y, "yanchor": "middle", "font": {"size": t.SMALL, "color": t.INK}}
            annotations.append(t.note(t.safe(period.label), **beside, xshift=12 - left))
            if one is None:
                message = _why_not(row.periods.get(period.code), catalogue)
                annotations.append(t.note(t.safe(message), **beside, xshift=4, bgcolor=t.WHITE))
                continue
            _add(current if period.role == cat.CURRENT else earlier, one, y, period, measure)
            line["x"].append(one.value)
            line["y"].append(y)
            value = limit_text(round(one.value, 1), measure) if narrow else _words(one, measure)
            annotations.append(t.note(t.safe(value), **beside, x=1, xshift=10))
        line["x"].append(None)
        line["y"].append(None)
        top += height
    below = t.note("<br>".join(map(t.safe, notes)), yshift=-TICKS, xshift=12 - left,
                   font={"size": t.SMALL, "color": t.INK})  # fmt: skip
    traces = [trace for trace in (line, earlier, current) if any(x is not None for x in trace["x"])]
    empty = [{"type": "scatter", "x": [], "y": []}]
    return t.figure(traces or empty, layout | {"annotations": [*annotations, below]})


def _marks(name: str, marker: dict, colour: str) -> dict:
    bars = {"type": "data", "symmetric": False, "array": [], "arrayminus": [], "color": colour, "width": 5,
            "thickness": 1.5}  # fmt: skip
    return {"type": "scatter", "name": name, "mode": "markers", "x": [], "y": [], "hovertext": [], "hoverinfo": "text",
            "cliponaxis": False, "marker": marker | {"line": {"color": colour, "width": 2}, "opacity": 1},
            "error_x": bars}  # fmt: skip


def _add(trace: dict, one: Edge, y: float, period: Period, measure: Measure) -> None:
    trace["x"].append(one.value)
    trace["y"].append(y)
    trace["error_x"]["array"].append(None if one.high is None else one.high - one.value)
    trace["error_x"]["arrayminus"].append(None if one.low is None else one.value - one.low)
    trace["hovertext"].append(t.safe(f"{period.label}: {_words(one, measure)}"))


def _words(one: Edge, measure: Measure) -> str:
    value = limit_text(round(one.value, 1), measure)
    if one.low is None or one.high is None:
        return value
    decimals = enough_decimals(one.low, one.high)
    return f"{value} (marge: {nl(one.low, decimals)} tot {nl(one.high, decimals)})"


def _why_not(spread: PeriodSpread | None, catalogue: Catalogue) -> str:
    plural = catalogue.settings.get("unit_plural_nl") or cat.DEFAULT_SETTINGS["unit_plural_nl"]
    if spread is None:
        return "geen cijfers"
    few = f"te weinig {plural}"
    return {SUPPRESSED: few, FEW: few, SUMMARY: "alleen samenvatting"}.get(spread.show, "geen cijfers")


def _notes(
    measures: Sequence[Measure], scale: tuple[float, float, float], catalogue: Catalogue, has_margin: bool
) -> list[str]:
    plural = catalogue.settings.get("unit_plural_nl") or cat.DEFAULT_SETTINGS["unit_plural_nl"]
    lower = list({m.label: None for m in measures if m.polarity == cat.LOWER})
    texts = []
    if len(lower) < len({m.label for m in measures}):
        texts.append(f"Ongeveer een op de tien {plural} scoort lager dan dit punt.")
    if lower:
        names = f" Bij {', '.join(lower)}:" if texts else ""
        start = "ongeveer een" if names else "Ongeveer een"
        texts.append(
            f"{names} {start} op de tien {plural} scoort hoger dan dit punt. Een lage score is gunstig.".strip()
        )
    texts.append(f"Ruit: {catalogue.current.label}." + (" Liggende streep: de marge." if has_margin else ""))
    if measures and is_cut(measures[0], scale):
        texts.append(f"Let op: de as loopt niet vanaf {plain(measures[0].scale_min)}.")
    return texts
