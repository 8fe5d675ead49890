"""C1: the periods on a true time axis, before the band of the baseline; one small panel per row."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure
from monitor.figures import template as t
from monitor.figures.labels import family, titles, verdict_words
from monitor.figures.trend_panel import Frame
from monitor.records import VerdictRow
from monitor.wording.numbers import is_number, plain

ZOOM, FULL = "zoom", "full"
# Pixels: the plot of one panel, the room for its ticks, one line of text, and the margins beside the panels.
PLOT, NARROW_PLOT, TICKS, LINE, LEFT, RIGHT = 190, 170, 48, 18, 46, 12
# A zoomed axis shows at least this share of the scale, so that a small difference never looks like a leap.
LEAST_SHARE = 0.2
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)

Event = tuple[float, str]


def trend_panels(
    rows: Sequence[VerdictRow],
    catalogue: Catalogue,
    *,
    scale: str = ZOOM,
    columns: int = 3,
    narrow: bool = False,
    events: Sequence[Event] = (),
    width: int | None = None,
    axis_rows: Sequence[VerdictRow] = (),
    notes_inside: bool = True,
) -> go.Figure:
    """Small multiples of the periods, in the order of `rows`.

    Means and 95% intervals come from the cells of each row. Panels with the same scale share one y range: the whole
    scale when `scale` is "full", else a range around the data. `events` are (decimal year, label) marks on the time
    axis. With `axis_rows` the range covers those rows too, so that figures side by side share one. A row without cells
    gets a panel that says so. The notes for the reader stand inside the figure, unless the page prints them (see
    `reading_notes`) once for several figures. `width` in pixels; without it the figure fills its container.
    """
    width_px = width or (t.NARROW if narrow else t.PAGE)
    grid = _Grid(len(rows), 1 if narrow else columns, NARROW_PLOT if narrow else PLOT)
    heads = [t.lines(title, grid.share * (width_px - LEFT - RIGHT), 15) for title in titles(rows, catalogue)]
    grid.head = (max(map(len, heads), default=1) + 1) * LINE + 12
    ranged = [*rows, *axis_rows]
    ranges = {key: _range(key, ranged, catalogue, scale) for key in {_scale_of(r, catalogue) for r in rows}}
    notes = [
        line
        for text in (_notes(rows, catalogue, ranges, events) if notes_inside else ())
        for line in t.lines(text, width_px - LEFT - RIGHT, t.SMALL)
    ]
    bottom = TICKS + 16 * len(notes) + 8
    layout = t.layout(
        width=width, height=grid.inner + grid.head + bottom, top=grid.head, left=LEFT, right=RIGHT, bottom=bottom
    )
    periods = tuple(sorted(catalogue.periods.values(), key=lambda p: p.midpoint))
    frame = Frame(catalogue, periods, tuple(year for year, _ in events))

    traces: list[dict] = []
    annotations: list[dict] = []
    shapes: list[dict] = []
    for i, row in enumerate(rows):
        name = "" if i == 0 else str(i + 1)
        across, up = grid.domains(i)
        measure, (low, high, step) = catalogue.measures[row.measure], ranges[_scale_of(row, catalogue)]
        layout[f"xaxis{name}"] = frame.time_axis(across, f"y{name}")
        layout[f"yaxis{name}"] = _score_axis(measure, low, high, step, up, f"x{name}")
        panel = frame.panel(row, measure, family(row, catalogue), high - low)
        traces += [trace | {"xaxis": f"x{name}", "yaxis": f"y{name}"} for trace in panel]
        title = "".join(f"<b>{t.safe(line)}</b><br>" for line in heads[i])
        annotations.append(
            t.note(title + verdict_words(row, catalogue), x=across[0], y=up[1], yanchor="bottom", yshift=8)
        )
        if not row.cells:
            middle = {"x": sum(across) / 2, "y": sum(up) / 2, "xanchor": "center", "yanchor": "middle"}
            annotations.append(t.note("geen cijfers", bgcolor=t.WHITE, **middle))
        for number, (year, _) in enumerate(events, start=1):
            line, mark = _event(number, year, name)
            shapes.append(line)
            annotations.append(mark)
    text = "<br>".join(map(t.safe, notes))
    annotations.append(t.note(text, yshift=-TICKS, xshift=12 - LEFT, font={"size": t.SMALL, "color": t.INK}))
    return t.figure(traces, layout | {"annotations": annotations, "shapes": shapes})


@dataclass
class _Grid:
    """Where the panels stand. `plot` and `head` (the text above a panel) in pixels, domains as shares of the figure."""

    panels: int
    columns: int
    plot: int
    head: int = 0
    gap: float = 0.055

    def __post_init__(self) -> None:
        self.columns = max(1, min(self.columns, self.panels))

    @property
    def share(self) -> float:
        """The width of one panel, as a share of all."""
        return (1 - self.gap * (self.columns - 1)) / self.columns

    @property
    def pitch(self) -> int:
        return self.head + self.plot + TICKS

    @property
    def inner(self) -> int:
        """From the top of the first plot to the bottom of the last, in pixels."""
        return self.pitch * max(1, math.ceil(self.panels / self.columns)) - self.head - TICKS

    def domains(self, i: int) -> tuple[list[float], list[float]]:
        left = (i % self.columns) * (self.share + self.gap)
        top = 1 - (i // self.columns) * self.pitch / self.inner
        return [left, min(1.0, left + self.share)], [max(0.0, top - self.plot / self.inner), top]


def _event(number: int, year: float, name: str) -> tuple[dict, dict]:
    """A dotted line through one panel and its number; what the number means is told below the figure."""
    axes = {"xref": f"x{name}", "yref": f"y{name} domain"}
    dots = {"color": t.GREY, "width": 1, "dash": "dot"}
    line = {"type": "line", "x0": year, "x1": year, "y0": 0, "y1": 1, "layer": "below", "line": dots} | axes
    return line, t.note(str(number), x=year, y=1, font={"size": t.SMALL, "color": t.INK}, **axes)


ScaleKey = tuple[str, float, float]


def _scale_of(row: VerdictRow, catalogue: Catalogue) -> ScaleKey:
    measure = catalogue.measures[row.measure]
    return measure.unit, measure.scale_min, measure.scale_max


def _step(length: float) -> float:
    return next((s for s in STEPS if length / s <= 6), STEPS[-1])


def _range(key: ScaleKey, rows: Sequence[VerdictRow], catalogue: Catalogue, scale: str) -> tuple[float, float, float]:
    """The y range and the distance of the ticks, shared by all rows on one scale."""
    _, least, most = key
    cells = [c for r in rows if _scale_of(r, catalogue) == key for c in r.cells.values()]
    values = [v for c in cells for v in (c.mean, *c.ci95) if is_number(v)]
    if scale == FULL or not values:
        return least, most, _step(most - least)
    low, high = min(values), max(values)
    missing = max(0.0, LEAST_SHARE * (most - least) - (high - low))
    pad = 0.06 * (high - low) + missing / 2
    step = _step(high - low + 2 * pad)
    start = max(least, math.floor(round((low - pad) / step, 9)) * step)
    end = min(most, math.ceil(round((high + pad) / step, 9)) * step)
    return start, end, step


def _score_axis(measure: Measure, low: float, high: float, step: float, domain: list[float], anchor: str) -> dict:
    """Ticks in Dutch; a little air beyond the range, so that a mark on the edge of the scale stays whole."""
    air = 0.03 * (high - low)
    digits = 0 if step >= 1 else 1
    return {
        "domain": domain, "anchor": anchor, "range": [low - air, high + air], "tick0": low, "dtick": step,
        "tickformat": f",.{digits}f", "ticksuffix": "%" if measure.unit == cat.PERCENT else "",
    }  # fmt: skip


def reading_notes(
    rows: Sequence[VerdictRow], catalogue: Catalogue, *, scale: str = ZOOM, events: Sequence[Event] = ()
) -> list[str]:
    """The notes that a reader needs, for a page that prints them once under several figures."""
    ranges = {key: _range(key, rows, catalogue, scale) for key in {_scale_of(r, catalogue) for r in rows}}
    return _notes(rows, catalogue, ranges, events)


def _notes(
    rows: Sequence[VerdictRow],
    catalogue: Catalogue,
    ranges: dict[ScaleKey, tuple[float, float, float]],
    events: Sequence[Event],
) -> list[str]:
    """What a reader must know to read the figure; printed in it, so that it stays with a copy."""
    texts = [
        f"Grijze band: {catalogue.baseline.label} met marge. Streepjes: het gemiddelde van {catalogue.baseline.label}. "
        f"Ruit: {catalogue.current.label}."
    ]
    cut = sorted({key[1] for key, (low, _, _) in ranges.items() if low > key[1]})
    texts += [f"Let op: de as loopt niet vanaf {plain(least)}." for least in cut]
    lower = {row.measure: None for row in rows if catalogue.measures[row.measure].polarity == cat.LOWER}
    texts += [f"{catalogue.label(code)}: een lage score is gunstig." for code in lower]
    if events:
        texts.append(" ".join(f"{i}: {label}." for i, (_, label) in enumerate(events, start=1)))
    return texts
