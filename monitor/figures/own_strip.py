"""C5: own measurements of one measure as diamonds with their margin, above the national strip of the same instrument.

Only what is on the national axis stands above the strip. Own scores that are indicative have an axis of their own, without
any national mark. The diamonds are black: a place among others is not good or bad. Texts say what each mark is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure
from monitor.figures import template as t
from monitor.figures.axis import limit_text, score_axis, whole
from monitor.figures.strip_lanes import TOO_FEW
from monitor.figures.swarm import Swarm, swarm
from monitor.own.records import APART, AXIS, OFF, Measured, OwnRow
from monitor.spread_records import FEW, GROUPS, SUMMARY, SUPPRESSED, PeriodSpread
from monitor.wording.numbers import date_text, is_number, margin
from monitor.wording.slots import count_of_units, score_text
from monitor.wording.slots import units as units_of

MOST_SHOWN = 6
"""So many own measurements are drawn, the last ones; the table has all of them."""
# Pixels: one lane, one line of text, the room for dots, the size of a dot, the ticks, air below the lanes.
LANE, LINE, ROOM, TICKS, AIR = 40, 17, 72, 30, 8
SLATE = t.FAMILIES["level"].colour
WITHOUT_PLACE = "Indicatief: los van de landelijke cijfers."


def own_strip(row: OwnRow, catalogue: Catalogue, narrow: bool = False, width: int | None = None) -> go.Figure:
    """The own measurements, oldest on top; below them the national strip when the score is on its axis.

    The axis is the whole scale of the measure. `width` in pixels; without it the figure fills its place. Raises ValueError
    for a score that may not be drawn (OFF) or when nothing was measured.
    """
    if row.placement.code == OFF or not row.measured:
        raise ValueError("a score that has no place on an axis is not drawn")
    measure = catalogue.measures[row.measure]
    width_px = width or (t.NARROW if narrow else t.PAGE)
    left, right = (14, 20) if narrow else (200, 190)
    plot_px = width_px - left - right
    scale = whole(measure, 6 if narrow else 10)
    lanes = [_own_lane(one, measure, catalogue, one is row.latest) for one in row.measured[-MOST_SHOWN:]]
    national = row.national if row.placement.code == AXIS else None
    dots = _swarm(national, measure, plot_px, narrow)
    if national is not None:
        lanes.append(_national_lane(national, row, measure, catalogue))
    texts = [_texts(lane, plot_px if narrow else 0, narrow) for lane in lanes]
    heights = [(LINE * len(above) if narrow else 0) + LANE for above, _ in texts]
    tops = [sum(heights[:i]) for i in range(len(lanes))]
    middles = [top + height - LANE / 2 for top, height in zip(tops, heights, strict=True)]
    inner = sum(heights) + AIR + _dots_px(dots, narrow)
    notes = [line for text in _notes(row, dots, catalogue) for line in t.lines(text, width_px - 24, t.SMALL)]
    bottom = TICKS + 16 * len(notes) + 10
    layout = t.layout(width=width, height=inner + 12 + bottom, top=12, left=left, right=right, bottom=bottom)
    layout["xaxis"] = score_axis(measure, scale, showline=True, ticks="outside", ticklen=4)
    layout["yaxis"] = {"range": [inner, 0], "visible": False}
    annotations = []
    for (head, beside), top, middle in zip(texts, tops, middles, strict=True):
        annotations += _printed(head, beside, top, middle, left, narrow)
    small = {"size": t.SMALL, "color": t.INK}
    annotations.append(t.note("<br>".join(map(t.safe, notes)), yshift=-TICKS, xshift=12 - left, font=small))
    own = [(m, lane) for m, lane in zip(middles, lanes, strict=True) if lane.measured is not None]
    traces = [
        *(_national(national, row, measure, middles[-1]) if national is not None else ()),
        *_dots(dots, inner - AIR, narrow, measure),
        *(_diamond(lane, middle, measure) for middle, lane in own),
    ]
    return t.figure(traces, layout | {"annotations": annotations})


# -------------------------------------------------------------------------------------------------------------- lanes


@dataclass(frozen=True, slots=True)
class _Lane:
    """One line of the figure: what it is, its value in words, and the own measurement that it shows (None: national)."""

    head: tuple[str, ...]
    value: tuple[str, ...]
    measured: Measured | None = None
    is_latest: bool = False


def _own_lane(one: Measured, measure: Measure, catalogue: Catalogue, is_latest: bool) -> _Lane:
    day = date_text(one.observed_on) if one.observed_on else "uw score"
    groups = (count_of_units(one.n_groups, catalogue),) if one.n_groups > 1 else ()
    value = f"{score_text(one.score, measure)} (marge: {margin(*one.ci95)})"
    return _Lane((f"Uw locatie, {day}" if one.observed_on else "Uw locatie", *groups), (value,), one, is_latest)


def _national_lane(national: PeriodSpread, row: OwnRow, measure: Measure, catalogue: Catalogue) -> _Lane:
    named = f"Nederland, {catalogue.label(national.cell.period)}"
    if national.show == SUPPRESSED:
        return _Lane((named,), (TOO_FEW.format(units_of(catalogue)[1]),))
    head = (named, count_of_units(national.cell.n, catalogue))
    if row.quantiles is not None:
        return _Lane(head, (f"midden: {limit_text(round(row.quantiles[2], 1), measure)}",))
    if national.show == SUMMARY:
        return _Lane(head, ("alleen samenvatting", f"gemiddelde: {score_text(national.cell.mean, measure)}"))
    return _Lane(head, ())


def _texts(lane: _Lane, room: int, narrow: bool) -> tuple[list[str], list[str]]:
    """The texts left of (narrow: above) a lane and right of it, escaped; the newest own score in bold."""
    bold = (lambda words: f"<b>{words}</b>") if lane.is_latest else (lambda words: words)
    if narrow:
        whole_text = " · ".join(filter(None, (", ".join(lane.head), ", ".join(lane.value))))
        return [bold(t.safe(line)) for line in t.lines(whole_text, room, t.SMALL)], []
    head = [bold(t.safe(lane.head[0])), *map(t.safe, lane.head[1:])]
    return head, [bold(t.safe(words)) for words in lane.value]


def _printed(
    head: Sequence[str], beside: Sequence[str], top: float, middle: float, left: int, narrow: bool
) -> list[dict]:
    small = {"size": t.SMALL, "color": t.INK}
    if narrow:
        return [t.note("<br>".join(head), yref="y", y=top + 2, font=small, bgcolor=t.WHITE)]
    at = {"yref": "y", "y": middle, "yanchor": "middle", "font": small}
    made = [t.note("<br>".join(head), **at, xshift=12 - left)]
    return made + ([t.note("<br>".join(beside), **at, x=1, xshift=10)] if beside else [])


# ------------------------------------------------------------------------------------------------------------- traces


def _diamond(lane: _Lane, y: float, measure: Measure) -> dict:
    """One own measurement: filled when it is the newest, with its margin inside the scale."""
    one = lane.measured
    assert one is not None
    low, high = (min(max(end, measure.scale_min), measure.scale_max) for end in one.ci95)
    bars = {"type": "data", "symmetric": False, "array": [high - one.score], "arrayminus": [one.score - low],
            "color": t.INK, "width": 6, "thickness": 2}  # fmt: skip
    return {
        "type": "scatter", "name": "own" if lane.is_latest else "own earlier", "mode": "markers",
        "x": [one.score], "y": [y], "hovertext": [t.safe(f"{', '.join(lane.head)}: {lane.value[0]}")],
        "hoverinfo": "text", "cliponaxis": False, "error_x": bars,
        "marker": {"symbol": "diamond", "size": 15 if lane.is_latest else 11, "opacity": 1,
                   "color": t.INK if lane.is_latest else t.WHITE, "line": {"color": t.INK, "width": 2}},
    }  # fmt: skip


def _national(national: PeriodSpread, row: OwnRow, measure: Measure, y: float) -> list[dict]:
    """The strip from the quantiles, or the range and mean of a summary; nothing of what may not be shown."""
    if row.quantiles is not None:
        p5, q1, median, q3, p95 = row.quantiles
        return [
            _line("range", p5, p95, y, t.GREY, 3), _line("middle half", q1, q3, y, SLATE, 13),
            _mark("median", median, y, {"symbol": "line-ns", "size": 7, "line": {"color": t.WHITE, "width": 3}},
                  f"midden: {limit_text(round(median, 1), measure)}"),
        ]  # fmt: skip
    if national.show != SUMMARY:
        return []
    cell = national.cell
    mean = _mark("mean", cell.mean, y, {"symbol": "line-ns", "size": 12, "line": {"color": t.INK, "width": 4}},
                 f"gemiddelde: {limit_text(round(cell.mean, 1), measure)}")  # fmt: skip
    lines = []
    if cell.low is not None and cell.high is not None and is_number(cell.low) and is_number(cell.high):
        lines.append(_line("range", cell.low, cell.high, y, t.GREY, 3))
    if cell.sd is not None and is_number(cell.sd):
        ends = max(measure.scale_min, cell.mean - cell.sd), min(measure.scale_max, cell.mean + cell.sd)
        lines.append(_line("sd", *ends, y, SLATE, 7))
    return [*lines, mean]


def _line(name: str, low: float, high: float, y: float, colour: str, width: int) -> dict:
    return {"type": "scatter", "name": name, "mode": "lines", "x": [low, high], "y": [y, y], "hoverinfo": "skip",
            "line": {"color": colour, "width": width}}  # fmt: skip


def _mark(name: str, x: float, y: float, marker: dict, hover: str) -> dict:
    return {"type": "scatter", "name": name, "mode": "markers", "x": [x], "y": [y], "hovertext": [t.safe(hover)],
            "hoverinfo": "text", "cliponaxis": False, "marker": marker | {"opacity": 1}}  # fmt: skip


def _swarm(national: PeriodSpread | None, measure: Measure, plot_px: int, narrow: bool) -> Swarm:
    if national is None or national.show not in (GROUPS, FEW):
        return Swarm()
    pixel = 1.04 * (measure.scale_max - measure.scale_min) / max(60, plot_px)
    size = 0.9 * pixel * _dot_px(narrow)
    return swarm(national.scores, national.counts, [0] * len(national.scores), size, size)


def _dot_px(narrow: bool) -> int:
    return 5 if narrow else 8


def _pitch(found: Swarm, narrow: bool) -> float:
    """The pixels from one level of dots to the next; with one dot per score those of the whole height."""
    reach = ROOM - _dot_px(narrow)
    return reach if found.by_score else min(_dot_px(narrow) + 1, reach / max(1, found.levels - 1))


def _dots_px(found: Swarm, narrow: bool) -> int:
    """The room that the dots need."""
    if not found.dots:
        return 0
    return round(_dot_px(narrow) + _pitch(found, narrow) * max(dot.level for dot in found.dots))


def _dots(found: Swarm, ground: float, narrow: bool, measure: Measure) -> list[dict]:
    """The national groups, stacked from `ground` up; stems where a dot stands for a score."""
    if not found.dots:
        return []
    size, pitch = _dot_px(narrow), _pitch(found, narrow)
    xs = [(dot.score + dot.last) / 2 for dot in found.dots]
    ys = [ground - size / 2 - dot.level * pitch for dot in found.dots]
    marks = {"type": "scatter", "name": "dots", "mode": "markers", "x": xs, "y": ys, "hoverinfo": "text",
             "hovertext": [limit_text(dot.score, measure) for dot in found.dots], "cliponaxis": False,
             "marker": {"symbol": "circle", "size": size, "color": SLATE, "opacity": 0.75,
                        "line": {"color": t.WHITE, "width": 0.5}}}  # fmt: skip
    if not found.by_score:
        return [marks]
    stems = {"type": "scatter", "name": "stems", "mode": "lines", "hoverinfo": "skip",
             "line": {"color": SLATE, "width": 1},
             "x": [v for x in xs for v in (x, x, None)], "y": [v for y in ys for v in (ground, y, None)]}  # fmt: skip
    return [stems, marks]


# -------------------------------------------------------------------------------------------------------------- notes


def _notes(row: OwnRow, dots: Swarm, catalogue: Catalogue) -> list[str]:
    """How to read the figure; inside it, so that it stays with a copy."""
    unit, units = units_of(catalogue)
    texts = ["Ruit: uw score. Liggende streep: de marge."]
    if len(row.measured) > 1:
        texts.append("Gevulde ruit: uw laatste meting.")
    if len(row.measured) > MOST_SHOWN:
        texts.append(f"U ziet de laatste {MOST_SHOWN} metingen. De tabel heeft ze allemaal.")
    if row.placement.code == AXIS and row.national is not None:
        if row.quantiles is not None:
            texts.append(f"Dunne lijn: 90 van elke 100 {units}. Dikke lijn: de middelste helft. Streep: het midden.")
        elif row.national.show == SUMMARY:
            texts.append(_summary_note(row.national, units))
        else:
            texts.append(f"Er zijn te weinig {units} voor een landelijke lijn.")
        if dots.dots:
            texts.append(
                "Bij erg veel scores is er één teken per score." if dots.by_score else f"Elke stip is een {unit}."
            )
    head = [WITHOUT_PLACE] if row.placement.code == APART else []
    measure = catalogue.measures[row.measure]
    tail = [f"{measure.label}: een lage score is gunstig."] if measure.polarity == cat.LOWER else []
    return [*head, " ".join(texts), *tail]


def _summary_note(national: PeriodSpread, units: str) -> str:
    parts = ["Streep: het gemiddelde."]
    parts += ["Dikke lijn: één SD naar beide kanten."] if is_number(national.cell.sd) else []
    parts += ["Dunne lijn: van laagste naar hoogste score."] if is_number(national.cell.low) else []
    return " ".join([*parts, f"Losse {units} zijn er niet."])
