"""C4: every observed group as a dot, the middle half above it, the tails marked and counted.

One lane per care type and period. A group has no name here. What may be shown follows `PeriodSpread.show`: with few
groups no box, with fewer nothing, and of a loaded summary only its range, mean and SD.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure
from monitor.figures import template as t
from monitor.figures.axis import Range, limit_text, score_axis, whole
from monitor.figures.labels import titles
from monitor.figures.strip_lanes import AIR, LINE, ROOM, Lane, Maker, tail_colour
from monitor.figures.swarm import Dot
from monitor.spread_records import FEW, MOST_DOTS, SUMMARY, SpreadRow
from monitor.statistics.outliers import RULES, THRESHOLD, Fences
from monitor.wording.numbers import is_number, nl

TICKS = 30  # pixels
DOT_COLOUR, DOT_OPACITY = t.FAMILIES["level"].colour, 0.75


def strip_panels(
    rows: Sequence[SpreadRow],
    catalogue: Catalogue,
    *,
    periods: Sequence[str],
    low: float | None,
    high: float | None,
    narrow: bool = False,
    width: int | None = None,
) -> go.Figure:
    """One lane per row and period (codes, in the order given), all on the whole scale of the measure.

    `low` and `high` are the limits that the reader chose (None: no limit). When the rows follow another rule than the
    threshold, the limits of each cell are the fences in its `outliers`. A lane with very many groups has one dot per
    score. `width` in pixels; without it the figure fills its place. Raises ValueError when the rows are on different scales.
    """
    width_px = width or (t.NARROW if narrow else t.PAGE)
    left, right = (14, 20) if narrow else (min(230, int(0.22 * width_px)), min(220, int(0.22 * width_px)))
    measures = [catalogue.measures[row.measure] for row in rows]
    if len({(m.unit, m.scale_min, m.scale_max) for m in measures}) > 1:
        raise ValueError("one strip figure has one scale")
    scale = whole(measures[0], 6 if narrow else 10) if measures else (0.0, 1.0, 1.0)
    rule = RULES.get(rows[0].rule, THRESHOLD) if rows else THRESHOLD
    maker = Maker(catalogue, rule, Fences(*(math.nan if v is None else v for v in (low, high))), narrow,
                   width_px - left - right, left - 16, right - 16)  # fmt: skip
    lanes = [
        maker.lane(title, row, measure, code, first=i == 0)
        for title, row, measure in zip(titles([r.verdict_row for r in rows], catalogue), rows, measures, strict=True)
        for i, code in enumerate(periods)
    ]
    pitch = min([maker.dot_px + 1, *((ROOM - maker.dot_px) / max(1, lane.swarm.levels - 1) for lane in lanes)])
    lanes = [maker.placed(lane, pitch) for lane in lanes]
    tops = [sum(lane.height for lane in lanes[:i]) for i in range(len(lanes))]
    inner = max(1, sum(lane.height for lane in lanes))
    limits = [v for v in maker.limits if is_number(v)] if maker.rule is THRESHOLD and measures else []
    top = 12 + LINE * len(limits)
    notes = [line for text in _notes(lanes, maker) for line in t.lines(text, width_px - 24, t.SMALL)]
    bottom = TICKS + 16 * len(notes) + 10
    layout = t.layout(width=width, height=inner + top + bottom, top=top, left=left, right=right, bottom=bottom)
    layout["xaxis"] = score_axis(measures[0], scale, showline=True, ticks="outside", ticklen=4) if measures else {}
    layout["yaxis"] = {"range": [inner, 0], "visible": False}
    annotations, shapes = _limit_lines(limits, measures[0], scale, top) if measures else ([], [])
    for lane, y in zip(lanes, tops, strict=True):
        annotations += _texts(lane, y, narrow, left)
        shapes += _separator(y, left, right) if lane.starts_type and y else []
    below = t.note("<br>".join(map(t.safe, notes)), yshift=-TICKS, xshift=12 - left, font=_small())
    traces = _traces(lanes, tops, scale, maker.dot_px, maker.mark_px) or [{"type": "scatter", "x": [], "y": []}]
    return t.figure(traces, layout | {"annotations": [*annotations, below], "shapes": shapes})


# ------------------------------------------------------------------------------------------------------------- traces


def _traces(lanes: Sequence[Lane], tops: Sequence[int], scale: Range, dot_px: int, mark_px: int) -> list[dict]:
    boxes: dict = {"type": "scatter", "name": "box", "mode": "lines", "x": [], "y": [], "fill": "toself",
                   "fillcolor": t.BAND, "line": {"color": t.GREY, "width": 1.5}, "hoverinfo": "skip"}  # fmt: skip
    medians = _marks("median", {"symbol": "line-ns", "size": 9, "line": {"color": t.INK, "width": 3}})
    ranges: dict = {"type": "scatter", "name": "range", "mode": "lines", "x": [], "y": [],
                    "line": {"color": t.GREY, "width": 1.5}, "hoverinfo": "skip"}  # fmt: skip
    bars: dict = ranges | {"name": "sd", "x": [], "y": [], "line": {"color": t.FAMILIES["level"].colour, "width": 7}}
    means = _marks("mean", {"symbol": "diamond", "size": 11, "color": t.WHITE, "line": {"color": t.INK, "width": 2}})
    plain = {"symbol": "circle", "size": dot_px, "color": DOT_COLOUR, "opacity": DOT_OPACITY}
    dots = {("dots", ""): _marks("dots", plain | {"line": {"color": t.WHITE, "width": 0.5}})}
    stems: dict = {"type": "scatter", "name": "stems", "mode": "lines", "x": [], "y": [],
                   "line": {"color": DOT_COLOUR, "width": 1}, "hoverinfo": "skip"}  # fmt: skip
    for lane, top in zip(lanes, tops, strict=True):
        middle = top + lane.texts_px + 14
        if s := lane.statistics:
            boxes["x"] += [s.q1, s.q1, s.q3, s.q3, s.q1, None]
            boxes["y"] += [middle - 7, middle + 7, middle + 7, middle - 7, middle - 7, None]
            _add(medians, s.median, middle, f"midden: {limit_text(s.median, lane.measure)}")
        elif lane.spread and lane.spread.show == SUMMARY:
            cell, (least, most, _) = lane.spread.cell, scale
            if is_number(cell.low) and is_number(cell.high):
                ends = (cell.low, cell.low, None, cell.low, cell.high, None, cell.high, cell.high, None)
                ranges["x"] += ends
                ranges["y"] += [middle - 6, middle + 6, None, middle, middle, None, middle - 6, middle + 6, None]
            if cell.sd is not None and is_number(cell.sd):
                bars["x"] += [max(least, cell.mean - cell.sd), min(most, cell.mean + cell.sd), None]
                bars["y"] += [middle, middle, None]
            _add(means, cell.mean, middle, f"gemiddelde: {limit_text(cell.mean, lane.measure)}")
        ground = top + lane.height - AIR - mark_px / 2
        words: dict[Dot, str] = {}
        for dot, height in zip(lane.swarm.dots, lane.dots_px, strict=True):
            key = ("low" if dot.tail < 0 else "high", tail_colour(dot.tail, lane.measure)) if dot.tail else ("dots", "")
            if key not in dots:
                dots[key] = _tail(*key, mark_px)
            name = words.get(dot) or words.setdefault(dot, _dot_words(dot, lane))
            at = (dot.score + dot.last) / 2
            _add(dots[key], at, ground - height, name)
            if lane.swarm.by_score:
                stems["x"] += [at, at, None]
                stems["y"] += [ground, ground - height, None]
    return [trace for trace in (boxes, medians, ranges, bars, means, stems, *dots.values()) if trace["x"]]


def _tail(name: str, colour: str, size: int) -> dict:
    shape = {"symbol": f"triangle-{'left' if name == 'low' else 'right'}", "size": size}
    return _marks(name, shape | {"color": colour, "opacity": 1, "line": {"color": t.INK, "width": 1}})


def _marks(name: str, marker: dict) -> dict:
    return {"type": "scatter", "name": name, "mode": "markers", "x": [], "y": [], "hovertext": [], "hoverinfo": "text",
            "cliponaxis": False, "marker": marker}  # fmt: skip


def _add(trace: dict, x: float, y: float, hover: str) -> None:
    trace["x"].append(x)
    trace["y"].append(y)
    trace["hovertext"].append(hover)


def _dot_words(dot: Dot, lane: Lane) -> str:
    """The score only; for a dot that stands for more groups also how many."""
    score = limit_text(dot.score, lane.measure)
    if not lane.swarm.by_score:
        return score
    last = limit_text(dot.last, lane.measure)
    return f"{score if last == score else f'{score} tot en met {last}'}: {nl(dot.n, 0)}"


# -------------------------------------------------------------------------------------------------------------- texts


def _small() -> dict:
    return {"size": t.SMALL, "color": t.INK}


def _texts(lane: Lane, top: int, narrow: bool, left: int) -> list[dict]:
    at = {"yref": "y", "y": top + 2, "font": _small()}
    head = "<br>".join([*lane.head, *(lane.notes if narrow else ())])
    found = [t.note(head, **at, xshift=0 if narrow else 12 - left, **({"bgcolor": t.WHITE} if narrow else {}))]
    if lane.notes and not narrow:
        found.append(t.note("<br>".join(lane.notes), **at, x=1, xshift=14))
    if lane.message:
        found.append(t.note(t.safe(lane.message), **at | {"y": top + lane.texts_px + 6}, bgcolor=t.WHITE))
    return found


def _limit_lines(limits: Sequence[float], measure: Measure, scale: Range,
                 top: int) -> tuple[list[dict], list[dict]]:  # fmt: skip
    """A dashed line per limit through all lanes; each has its label on a line of its own, so that they never meet."""
    annotations, shapes = [], []
    for i, limit in enumerate(limits):
        line = {"color": t.INK, "width": 1.5, "dash": "dash"}
        shapes.append({"type": "line", "xref": "x", "yref": "paper", "x0": limit, "x1": limit, "y0": 0, "y1": 1,
                       "layer": "below", "line": line})  # fmt: skip
        side = "left" if limit < (scale[0] + scale[1]) / 2 else "right"
        words = f"grens die u kiest: {limit_text(limit, measure)}"
        annotations.append(t.note(t.safe(words), xref="x", x=limit, y=1, xanchor=side, yanchor="top",
                                  yshift=top - 6 - LINE * i, font=_small()))  # fmt: skip
    return annotations, shapes


def _separator(y: int, left: int, right: int) -> list[dict]:
    """A thin line above a care type, also beside the plot, where only pixels are known."""
    base = {"type": "line", "yref": "y", "y0": y - 5, "y1": y - 5, "xref": "paper", "line": {"color": t.GRID}}
    beside = {"xsizemode": "pixel"}
    return [
        base | {"x0": 0, "x1": 1},
        base | beside | {"xanchor": 0, "x0": 12 - left, "x1": 0},
        base | beside | {"xanchor": 1, "x0": 0, "x1": right - 12},
    ]


def _notes(lanes: Sequence[Lane], maker: Maker) -> list[str]:
    """What a reader must know to read the figure; printed in it, so that it stays with a copy."""
    unit, units = maker.units
    texts = []
    if any(lane.swarm.dots and not lane.swarm.by_score for lane in lanes):
        texts.append(f"Elke stip of driehoek is een {unit}.")
    if any(lane.swarm.by_score for lane in lanes):
        texts.append(f"Bij meer dan {MOST_DOTS} {units} of bij erg veel gelijke scores: één teken per score. "
                     "Hoe hoger het teken, hoe vaker die score.")  # fmt: skip
    if any(dot.last > dot.score for lane in lanes for dot in lane.swarm.dots):
        texts.append("Scores die heel dicht bij elkaar liggen, delen een teken.")
    if any(lane.statistics for lane in lanes):
        texts.append("Balk: de middelste helft. Streep in de balk: het midden.")
    if any(lane.spread and lane.spread.show == FEW for lane in lanes):
        texts.append(f"Bij weinig {units} tekenen we geen balk.")
    summaries = [lane.spread.cell for lane in lanes if lane.spread and lane.spread.show == SUMMARY]
    if summaries:
        parts = ["Alleen samenvatting: ruit op het gemiddelde"]
        parts += ["dikke lijn één SD naar beide kanten"] if any(is_number(c.sd) for c in summaries) else []
        parts += ["dunne lijn van laagste naar hoogste score"] if any(is_number(c.low) for c in summaries) else []
        texts.append(f"{', '.join(parts)}. Losse scores zijn er niet.")
    if any(dot.tail for lane in lanes for dot in lane.swarm.dots):
        to_right = "de grens of hoger" if maker.rule.counts_high_limit else "hoger dan de grens"
        texts.append(f"Driehoek naar links: lager dan de grens. Driehoek naar rechts: {to_right}.")
    lower = {lane.measure.label: None for lane in lanes if lane.measure.polarity == cat.LOWER}
    return [" ".join(texts), *(f"{label}: een lage score is gunstig." for label in lower)]
