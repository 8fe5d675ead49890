"""One panel of the trend: band of the baseline, line, marks with their margins and values, on a true time axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure, Period
from monitor.figures import template as t
from monitor.records import Cell, VerdictRow
from monitor.wording.numbers import is_number, margin, nl
from monitor.wording.slots import score_text

# Room left and right of the first and last period, as a share of the time between them: a value must fit there.
ROOM = 0.3


@dataclass(frozen=True)
class Frame:
    """What all panels share: the periods in the order of time, and the time axis."""

    catalogue: Catalogue
    periods: tuple[Period, ...]
    event_years: tuple[float, ...] = ()

    @property
    def span(self) -> tuple[float, float]:
        years = [p.midpoint for p in self.periods]
        length = (max(years) - min(years)) or 1.0
        start, end = min(years) - ROOM * length, max(years) + ROOM * length
        # An event takes room only where it falls outside that of the values.
        return min([start, *(y - 0.05 * length for y in self.event_years)]), max(
            [end, *(y + 0.05 * length for y in self.event_years)]
        )

    def time_axis(self, domain: list[float], anchor: str) -> dict:
        return {
            "domain": domain, "anchor": anchor, "range": list(self.span), "showgrid": False, "showline": True,
            "tickvals": [p.midpoint for p in self.periods], "ticktext": [_two_lines(p.label) for p in self.periods],
            "tickangle": 0, "ticks": "outside", "ticklen": 4,
        }  # fmt: skip

    def panel(self, row: VerdictRow, measure: Measure, colours: t.Family, length: float) -> list[dict]:
        """The traces of one panel, from back to front; `length` is that of its y axis."""
        shown = [(p, c) for p in self.periods if (c := row.cells.get(p.code)) is not None and not c.is_hidden]
        if not shown:
            return [{"type": "scatter", "x": [], "y": []}]
        baseline = next((c for p, c in shown if p.role == cat.BASELINE), None)
        earlier = [(p, c) for p, c in shown if p.role != cat.CURRENT]
        current = [(p, c) for p, c in shown if p.role == cat.CURRENT]
        xs, ys = [p.midpoint for p, _ in shown], [c.mean for _, c in shown]
        line = {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": {"color": t.GREY, "width": 1.5},
                "hoverinfo": "skip"}  # fmt: skip
        level = baseline.mean if baseline else math.nan
        places = {p.code: _place(i, ys, level, 0.08 * length) for i, (p, _) in enumerate(shown)}
        fill = t.WHITE if colours.border == "dashed" else colours.colour
        marks = [
            _points(earlier, measure, places, t.GREY, {"symbol": "circle", "size": 9, "color": t.WHITE}),
            _points(current, measure, places, colours.colour, {"symbol": "diamond", "size": 13, "color": fill}),
        ]
        return [*self._band(baseline), line, *(mark for mark in marks if mark["x"])]

    def _band(self, baseline: Cell | None) -> list[dict]:
        """The level of the baseline, drawn through to the right edge: its 95% interval and its mean."""
        if baseline is None:
            return []
        start, end = self.span
        low, high = baseline.ci95
        own = self.catalogue.baseline.midpoint  # the dashes start at the mark, so that they do not strike its value
        mean = {"type": "scatter", "mode": "lines", "x": [own, end], "y": [baseline.mean] * 2, "hoverinfo": "skip",
                "line": {"color": t.GREY, "width": 1.5, "dash": "dash"}}  # fmt: skip
        if not (is_number(low) and is_number(high)):
            return [mean]
        band = {"type": "scatter", "mode": "lines", "x": [start, end, end, start], "y": [low, low, high, high],
                "fill": "toself", "fillcolor": t.BAND, "line": {"width": 0}, "hoverinfo": "skip"}  # fmt: skip
        return [band, mean]


def _points(
    cells: list[tuple[Period, Cell]], measure: Measure, places: dict[str, str], colour: str, marker: dict
) -> dict:
    """Marks with their 95% bars and their values; a mark without an interval gets no bar."""
    up = [c.ci95[1] - c.mean if is_number(c.ci95[1]) else None for _, c in cells]
    down = [c.mean - c.ci95[0] if is_number(c.ci95[0]) else None for _, c in cells]
    return {
        "type": "scatter", "mode": "markers+text", "cliponaxis": False,
        "x": [p.midpoint for p, _ in cells], "y": [c.mean for _, c in cells],
        "text": [_value(c.mean, measure) for _, c in cells], "textposition": [places[p.code] for p, _ in cells],
        "textfont": {"size": t.FONT_SIZE, "color": t.INK},
        "marker": marker | {"line": {"color": colour, "width": 2}, "opacity": 1},
        "error_y": {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "color": colour, "width": 5,
                    "thickness": 1.5},
        "hovertext": [_hover(p, c, measure) for p, c in cells], "hoverinfo": "text",
    }  # fmt: skip


def _value(mean: float, measure: Measure) -> str | None:
    """A value as it is printed at its mark: short, because panels are small; the table has the decimals."""
    return f"{nl(mean, 0)}%" if measure.unit == cat.PERCENT else score_text(mean, measure)


def _hover(period: Period, cell: Cell, measure: Measure) -> str:
    low, high = cell.ci95
    tail = f" (marge: {margin(low, high)})" if is_number(low) and is_number(high) else ""
    return t.safe(f"{period.label}: {score_text(cell.mean, measure)}{tail}")


def _place(i: int, ys: Sequence[float], level: float, close: float) -> str:
    """Where a value stands so that no line runs through it: outside at both ends, else away from the line before.

    The dashed line of the baseline (`level`) runs on to the right: a last value that lies close to it moves up or down.
    """
    if i == len(ys) - 1 and i > 0:
        height = "middle" if not abs(ys[i] - level) < close else "top" if ys[i] >= level else "bottom"
        return f"{height} right"
    if i == 0:
        return "middle left"
    return "bottom left" if ys[i - 1] > ys[i] else "top left"


def _two_lines(label: str) -> str:
    """A period label on two lines, broken at the sign nearest to its middle: neighbours then never touch."""
    breaks = [i for i, sign in enumerate(label) if sign in "- " and 0 < i < len(label) - 1]
    if not breaks:
        return t.safe(label)
    best = min(breaks, key=lambda i: abs(i - (len(label) - 1) / 2))
    return t.safe(label[: best + 1].rstrip()) + "<br>" + t.safe(label[best + 1 :])
