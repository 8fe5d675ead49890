"""C7: the phases of one dialogue year on an axis of months, with the day in view.

Phases overlap, so they stand in two lanes. Where names do not fit beside each other (a narrow screen, or phases of the
user's own) each phase gets a row. A state is a word with an icon and a pattern, never a colour alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import plotly.graph_objects as go

from monitor.dialogues.status import PhaseState
from monitor.figures import template as t
from monitor.wording.dialogue import PHASE_STATES
from monitor.wording.numbers import MONTHS_SHORT, date_text, out_of

BAR, LINE, AIR = 24, 16, 10  # pixels: height of a bar, of a line of text, of the air below a lane or row
TICKS, MARK = 40, 26  # pixels: months and years below; the name of the day above
LEAST_LABEL, BEYOND = 120, 40  # pixels that a name may take when its bar is shorter, and go beyond the last month


class Look(NamedTuple):
    word: str
    icon: str
    fill: str
    line: str
    pattern: str


_BLUE, _ORANGE = t.FAMILIES["above"], t.FAMILIES["below"]
LOOKS = {
    "done": Look(PHASE_STATES["done"], "✓", _BLUE.colour, _BLUE.colour, ""),
    "busy": Look(PHASE_STATES["busy"], "◐", _BLUE.tint, _BLUE.colour, "/"),
    "todo": Look(PHASE_STATES["todo"], "○", t.WHITE, t.GREY, ""),
    "past": Look(PHASE_STATES["past"], "–", t.BAND, t.GREY, ""),
    "late": Look(PHASE_STATES["late"], "!", _ORANGE.tint, _ORANGE.colour, "x"),
}


class Label(NamedTuple):
    """Where the text of a bar stands: days from the left of the axis, its lines, above the bar or below it."""

    x: float
    lines: tuple[str, ...]
    is_above: bool


def state_words(state: PhaseState) -> str:
    """Icon, word and count of a phase: "◐ bezig, 31 van 36"."""
    return ", ".join(_parts(state))


def _parts(state: PhaseState) -> list[str]:
    look = LOOKS[state.state]
    counted = [out_of(state.done, state.required)] if state.done is not None and state.required else []
    return [f"{look.icon} {look.word}", *counted]


def timeline(
    states: Sequence[PhaseState], on: date, *, on_label: str = "peildatum", narrow: bool = False,
    width: int | None = None,
) -> go.Figure:  # fmt: skip
    """All phases with the line of the day. `width` in pixels; without one the figure fills its place."""
    width_px = width or (t.NARROW if narrow else t.PAGE)
    left, right = (8, 12) if narrow else (12, BEYOND + 8)
    axis = Axis.of(states, width_px - left - right)
    placed = None if narrow else _lanes(states, axis)
    bars, notes, inner = _in_rows(states, axis) if placed is None else placed
    layout = t.layout(width=width, height=inner + MARK + TICKS, top=MARK, left=left, right=right, bottom=TICKS)
    layout["yaxis"] = {"range": [inner, 0], "visible": False}
    layout["xaxis"] = axis.ticks(every=2 if narrow else 1)
    layout["barmode"] = "overlay"
    layout["bargap"] = 0
    layout["shapes"] = [_upright(x, t.GRID, 1) for x in axis.month_starts]
    if axis.first <= on <= axis.last:
        layout["shapes"].append(_upright(axis.at(on), t.INK, 2) | {"layer": "above"})
        notes.append(_day_note(axis, on, on_label))
    layout["annotations"] = notes
    return t.figure(bars or [{"type": "bar", "x": [], "y": []}], layout)


class Axis:
    """The months of the year as days from the first one; `px` is how wide the plot is."""

    def __init__(self, first: date, last: date, px: float) -> None:
        self.first, self.last, self.px = first, last, px
        self.days = (last - first).days + 1

    @classmethod
    def of(cls, states: Sequence[PhaseState], px: float) -> Axis:
        """Whole months, from the first phase to the last."""
        start = min((s.phase.start for s in states), default=date(2000, 1, 1)).replace(day=1)
        end = max((s.phase.end for s in states), default=start)
        return cls(start, _next_month(end) - timedelta(days=1), px)

    def at(self, day: date) -> float:
        return (day - self.first).days

    def pixels(self, day: date) -> float:
        return self.at(day) * self.px / self.days

    @property
    def months(self) -> list[date]:
        found = [self.first]
        while (following := _next_month(found[-1])) <= self.last:
            found.append(following)
        return found

    @property
    def month_starts(self) -> list[float]:
        return [self.at(month) for month in self.months]

    def ticks(self, every: int) -> dict:
        """Names of months in the middle of each; the year below the first and below each January."""
        shown = self.months[::every]
        named = {self.months[0], *(m for m in shown if m.month == 1)}
        texts = [MONTHS_SHORT[m.month - 1] + (f"<br>{m.year}" if m in named else "") for m in shown]
        return {"range": [0, self.days], "tickvals": [self.at(m) + 15 for m in shown], "ticktext": texts,
                "showgrid": False, "showline": True}  # fmt: skip


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


# ------------------------------------------------------------------------------------------------------------ placing


def _lanes(states: Sequence[PhaseState], axis: Axis) -> tuple[list[dict], list[dict], int] | None:
    """Bars and texts in the lanes of the settings; None when a bar or text would cover another."""
    bars, notes, top = [], [], 0
    for lane in sorted({s.phase.lane for s in states}):
        mine = sorted((s for s in states if s.phase.lane == lane), key=lambda s: s.phase.start)
        if any(one.phase.end >= two.phase.start for one, two in itertools.pairwise(mine)):
            return None
        labels = _labels(mine, axis)
        if labels is None:
            return None
        above = LINE * max(len(label.lines) for label in labels if label.is_above)
        below = LINE * max((len(label.lines) for label in labels if not label.is_above), default=0)
        bar_top = top + above + 2
        for state, label in zip(mine, labels, strict=True):
            bars.append(_bar(state, axis, bar_top))
            y, anchor = (bar_top - 1, "bottom") if label.is_above else (bar_top + BAR + 1, "top")
            notes.append(_note(label.lines, label.x, y, anchor))
        top = bar_top + BAR + below + AIR
    return bars, notes, top


def _labels(mine: Sequence[PhaseState], axis: Axis) -> list[Label] | None:
    """The texts of one lane, above their bars where there is room, else below; None where there is none."""
    free = {True: 0.0, False: 0.0}
    found = []
    for state in mine:
        start, end = axis.pixels(state.phase.start), axis.pixels(state.phase.end)
        lines = _text(state, max(LEAST_LABEL, end - start))
        wide = max(len(line) for line in lines) * 0.58 * t.SMALL
        x = max(0.0, min(start, axis.px + BEYOND - wide))
        side = next((above for above in (True, False) if x >= free[above]), None)
        if side is None:
            return None
        free[side] = x + wide + 6
        found.append(Label(x * axis.days / axis.px, lines, side))
    return found


def _in_rows(states: Sequence[PhaseState], axis: Axis) -> tuple[list[dict], list[dict], int]:
    """One row per phase: its text, and its bar below it."""
    bars, notes, top = [], [], 0
    for state in states:
        lines = _text(state, axis.px)
        wide = max(map(len, lines)) * 0.58 * t.SMALL
        x = max(0.0, min(axis.pixels(state.phase.start), axis.px - wide))
        notes.append(_note(lines, x * axis.days / axis.px, top, "top"))
        bar_top = top + LINE * len(lines) + 4
        bars.append(_bar(state, axis, bar_top))
        top = bar_top + BAR + AIR
    return bars, notes, top


def _text(state: PhaseState, px: float) -> tuple[str, ...]:
    """The name and the state in lines of this width; a count that does not fit gets a line of its own."""
    words = [state_words(state)] if len(t.lines(state_words(state), px, t.SMALL)) == 1 else _parts(state)
    return (*t.lines(state.phase.label, px, t.SMALL), *words)


# ------------------------------------------------------------------------------------------------------------ drawing


def _bar(state: PhaseState, axis: Axis, top: float) -> dict:
    look, phase = LOOKS[state.state], state.phase
    marker = {"color": look.fill, "line": {"color": look.line, "width": 2}}
    if look.pattern:
        marker["pattern"] = {"shape": look.pattern, "fgcolor": look.line, "bgcolor": look.fill, "size": 8,
                             "solidity": 0.15}  # fmt: skip
    hover = f"{phase.label}: {date_text(phase.start)} tot en met {date_text(phase.end)}. {state_words(state)}"
    return {"type": "bar", "orientation": "h", "name": phase.code, "base": [axis.at(phase.start)],
            "x": [(phase.end - phase.start).days + 1], "y": [top + BAR / 2], "width": [BAR], "marker": marker,
            "hovertext": [t.safe(hover)], "hoverinfo": "text"}  # fmt: skip


def _note(lines: Sequence[str], x: float, y: float, anchor: str) -> dict:
    """A text from `x` days; white behind it, so that a line of a month does not run through letters."""
    return t.note("<br>".join(map(t.safe, lines)), xref="x", x=x, yref="y", y=y, yanchor=anchor, bgcolor=t.WHITE,
                  font={"size": t.SMALL, "color": t.INK}, borderpad=0)  # fmt: skip


def _upright(x: float, colour: str, thick: float) -> dict:
    return {"type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1, "layer": "below",
            "line": {"color": colour, "width": thick}}  # fmt: skip


def _day_note(axis: Axis, on: date, label: str) -> dict:
    """The name of the day above its line, on the side where there is room."""
    side = "left" if axis.at(on) < axis.days / 2 else "right"
    return t.note(f"<b>{t.safe(f'{label} {date_text(on)}')}</b>", xref="x", x=axis.at(on), y=1, yshift=2,
                  xanchor=side, yanchor="bottom", font={"size": t.SMALL, "color": t.INK})  # fmt: skip
