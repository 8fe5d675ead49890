"""The graded line: how likely is lower, about equal, or higher than the baseline; a thin bar in three parts."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure
from monitor.figures import template as t
from monitor.figures.labels import titles
from monitor.records import VerdictRow
from monitor.wording.numbers import chances, is_number

BAR, PITCH, TITLE = 14, 48, 20
PARTS = (("below", "\\"), ("level", ""), ("above", ""))
# Plus is favourable in a verdict; the words follow what the score itself does.
WORDS = {
    cat.HIGHER: ("lager", "ongeveer gelijk", "hoger"),
    cat.LOWER: ("hoger", "ongeveer gelijk", "lager"),
    cat.NEUTRAL: ("lager", "ongeveer gelijk", "hoger"),
}


def shares(row: VerdictRow) -> tuple[float, float, float] | None:
    """P(worse), P(level) and P(better), which add up to one; None without numbers."""
    verdict = row.verdict
    if verdict is None or not all(map(is_number, (verdict.p_worse, verdict.p_level, verdict.p_better))):
        return None
    return verdict.p_worse, verdict.p_level, verdict.p_better


def labels(row: VerdictRow, measure: Measure) -> tuple[str, ...]:
    """The three printed texts, for instance "lager: 2%"."""
    found = shares(row)
    if found is None:
        return ()
    return tuple(f"{word}: {share}" for word, share in zip(WORDS[measure.polarity], chances(*found), strict=True))


def graded(
    rows: VerdictRow | Sequence[VerdictRow], catalogue: Catalogue, *, narrow: bool = False, width: int | None = None
) -> go.Figure:
    """One thin bar per row, with the three percentages printed under it (`narrow`: under each other).

    Rows without numbers say so; a single row gets no title.
    """
    rows = [rows] if isinstance(rows, VerdictRow) else rows
    left = right = 12
    with_title = TITLE if len(rows) > 1 else 0
    lines = 3 if narrow else 1
    pitch = PITCH + with_title + 16 * (lines - 1)
    inner = pitch * max(1, len(rows))
    layout = t.layout(width=width, height=inner + 16, top=8, left=left, right=right, bottom=8)
    layout["xaxis"] = {"range": [0, 1], "visible": False}
    layout["yaxis"] = {"range": [inner, 0], "visible": False}
    layout["barmode"] = "stack"
    small = {"size": t.SMALL if narrow else t.FONT_SIZE, "color": t.INK}
    notes: list[dict] = []
    traces: list[dict] = []
    for i, (row, title) in enumerate(zip(rows, titles(rows, catalogue), strict=True)):
        measure = catalogue.measures[row.measure]
        head = i * pitch + with_title
        if with_title:
            notes.append(t.note(f"<b>{t.safe(title)}</b>", yref="y", y=head - 2, yanchor="bottom"))
        found, texts = shares(row), labels(row, measure)
        if found is None:
            notes.append(t.note("geen cijfers", yref="y", y=head + 2, font=small))
            continue
        parts = zip(PARTS, found, strict=True)
        traces += [_part(kind, hatch, p, head + BAR / 2 + 2, measure) for (kind, hatch), p in parts]
        foot = {"yref": "y", "y": head + BAR + 4, "font": small}
        if narrow:
            notes.append(t.note("<br>".join(map(t.safe, texts)), **foot))
        else:
            places = zip(texts, (0, 0.5, 1), ("left", "center", "right"), strict=True)
            notes += [t.note(t.safe(text), x=x, xanchor=anchor, **foot) for text, x, anchor in places]
    layout["annotations"] = notes
    return t.figure(traces or [{"type": "bar", "x": [], "y": [], "orientation": "h"}], layout)


def _part(kind: str, hatch: str, share: float, y: float, measure: Measure) -> dict:
    colour = t.FAMILIES["neutral" if measure.polarity == cat.NEUTRAL and kind != "level" else kind].colour
    fill: dict = {
        "color": t.WHITE if hatch else colour,
        "line": {"color": colour, "width": 1.5 if share > 0.002 else 0},
    }
    if hatch:
        fill["pattern"] = {"shape": hatch, "fgcolor": colour, "bgcolor": t.WHITE, "size": 6, "solidity": 0.4}
    if kind == "level":
        fill["color"] = t.FAMILIES["level"].tint
    return {
        "type": "bar", "orientation": "h", "name": kind, "x": [share], "y": [y], "width": BAR, "marker": fill,
        "hoverinfo": "skip",
    }  # fmt: skip
