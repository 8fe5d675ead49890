"""C2: which part of a change is recovery, which part is still to go, and which part is new.

The zero line is the baseline. All amounts come from the verdict, where plus is favourable, so right of the line is
always better. A part that the data do not show is drawn light and dotted, and its words say "niet zeker".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure
from monitor.figures import template as t
from monitor.figures.labels import titles, verdict_words
from monitor.records import VerdictRow
from monitor.statistics import Verdict
from monitor.wording.numbers import amount, is_number, margin, nl, rounded
from monitor.wording.slots import WORDS_HIGHER, WORDS_LOWER, raw, raw_interval, unit_word

RECOVERED, TO_GO, GROWTH, LOWER, CHANGE = "recovered", "to_go", "growth", "lower", "change"
FIRST_FALL, FURTHER = "first_fall", "further"
LINE, BAR = 18, 20  # pixels
# Smaller parts are noise of rounding, not something to draw.
LEAST = 1e-9


class Segment(NamedTuple):
    """One part of a bar, from `start` to a larger `end` in points from the baseline; `sure` when the data show it."""

    kind: str
    start: float
    end: float
    sure: bool

    @property
    def size(self) -> float:
        return abs(self.end - self.start)


class Look(NamedTuple):
    colour: str
    pattern: str
    word: str


LOOKS = {
    RECOVERED: Look(t.FAMILIES["level"].colour, "", "hersteld"),
    TO_GO: Look(t.FAMILIES["below"].colour, "/", "nog te gaan"),
    GROWTH: Look(t.FAMILIES["above"].colour, "", "{growth}"),
    FIRST_FALL: Look(t.FAMILIES["below"].colour, "/", "eerst {has_worsened}"),
    FURTHER: Look(t.FAMILIES["below"].colour, "", "verder {has_worsened}"),
    LOWER: Look(t.FAMILIES["below"].colour, "", "{worse}"),
    CHANGE: Look(t.FAMILIES["neutral"].colour, "", "{better}"),
}


def segments(verdict: Verdict, *, neutral: bool = False) -> tuple[Segment, ...]:
    """The parts of one bar, from left to right. Empty when the verdict holds no numbers.

    With a shown dip: [recovered] [still to go] [growth], or [further fall] [first fall] when the score fell on.
    Without one there is nothing to recover from: one bar from the baseline to now. A neutral measure has no better or
    worse, so its bar is a change only.
    """
    if not is_number(verdict.d3):
        return ()
    _, s2, s3 = verdict.signs
    grown = verdict.code == "REAL_IMPROVEMENT"
    if neutral:
        parts = [Segment(CHANGE, min(0.0, verdict.d3), max(0.0, verdict.d3), s3 != 0)]
    elif not verdict.dip_shown:
        kind, sure = (GROWTH, grown) if verdict.d3 > 0 else (LOWER, s3 < 0)
        parts = [Segment(kind, min(0.0, verdict.d3), max(0.0, verdict.d3), sure)]
    else:
        bottom, turn = -verdict.dip, -verdict.dip + verdict.recovered
        back = s2 > 0 or verdict.code == "FULL_RECOVERY"
        fell_on = verdict.d3 < bottom
        parts = [
            Segment(FURTHER, min(verdict.d3, bottom), bottom, s2 < 0),
            Segment(RECOVERED, bottom, turn, back),
            Segment(FIRST_FALL if fell_on else TO_GO, turn, turn + verdict.to_go, fell_on or s3 < 0),
            Segment(GROWTH, 0.0, verdict.growth, grown),
        ]
    return tuple(part for part in parts if part.size > LEAST)


def words(row: VerdictRow, catalogue: Catalogue) -> list[str]:
    """The same in words: the parts, then the difference with the baseline in terms of the score itself."""
    verdict, measure = row.verdict, catalogue.measures[row.measure]
    if verdict is None or not is_number(verdict.d3):
        return ["Geen cijfers om te verdelen."]
    neutral = measure.polarity == cat.NEUTRAL
    parts = [_part_words(part, measure) for part in segments(verdict, neutral=neutral)]
    dip = catalogue.dip.label if catalogue.dip else ""
    first = [] if neutral or verdict.dip_shown else [f"geen duidelijke {_turned(measure)['worsening']} in {dip}"]
    return ["; ".join([*first, *parts]), _difference_words(verdict, measure, catalogue.baseline.label)]


def _turned(measure: Measure) -> dict[str, str]:
    """Words for better and worse that say what the score itself does."""
    return WORDS_LOWER if measure.polarity == cat.LOWER else WORDS_HIGHER


def part_word(part: Segment, measure: Measure) -> str:
    """What a part is, in words that fit the direction of the measure."""
    word = LOOKS[part.kind].word
    if part.kind == GROWTH and not part.sure:
        word = "{better}"
    elif part.kind == CHANGE and part.start < 0:
        word = "{worse}"
    return word.format(**_turned(measure))


def _part_words(part: Segment, measure: Measure) -> str:
    return f"{part_word(part, measure)} {amount(part.size)}{'' if part.sure else ' (niet zeker)'}"


def _difference_words(verdict: Verdict, measure: Measure, baseline: str) -> str:
    value = raw(verdict.d3, measure)
    low, high = raw_interval(verdict.ci95_d3, measure)
    if rounded(value, 4).is_zero():
        return f"geen verschil met {baseline}"
    if value < 0:
        low, high = -high, -low
    tail = f" (marge: {margin(low, high)})" if is_number(low) and is_number(high) else ""
    return f"{amount(abs(value))} {unit_word(measure)} {'hoger' if value > 0 else 'lager'} dan in {baseline}{tail}"


def decomposition(
    rows: Sequence[VerdictRow],
    catalogue: Catalogue,
    *,
    narrow: bool = False,
    width: int | None = None,
) -> go.Figure:
    """One bar per row, its words beside it (`narrow`: below). `width` in pixels; else it fills its place."""
    width_px = width or (t.NARROW if narrow else t.PAGE)
    left, right = 12, 12 if narrow else int(0.38 * width_px)
    words_px = width_px - left - 12 if narrow else right - 28
    measures = [catalogue.measures[row.measure] for row in rows]
    wrapped = [[line for text in words(row, catalogue) for line in t.lines(text, words_px, t.SMALL)] for row in rows]
    notes = [line for text in _notes(rows, catalogue) for line in t.lines(text, width_px - left - 12, t.SMALL)]
    heads = [t.lines(title, width_px - 24, 15) if narrow else [title] for title in titles(rows, catalogue)]
    most, head_px = max(map(len, wrapped), default=1), LINE * (max(map(len, heads), default=1) + narrow)
    pitch = head_px + BAR + 26 + (16 * most if narrow else max(0, 16 * most - BAR - LINE))
    top, bottom = 26, 30 + 16 * len(notes) + 8
    inner = pitch * max(1, len(rows))
    layout = t.layout(width=width, height=inner + top + bottom, top=top, left=left, right=right, bottom=bottom)
    drawn = [
        segments(r.verdict, neutral=m.polarity == cat.NEUTRAL) if r.verdict else ()
        for r, m in zip(rows, measures, strict=True)
    ]
    # Heights in pixels from the top, as the axis of the bars; the title of a row stands above its bar.
    middles = [i * pitch + head_px + BAR / 2 + 8 for i in range(len(rows))]
    reach = max([abs(x) for parts in drawn for p in parts for x in (p.start, p.end)] or [1.0])
    layout["yaxis"] = {"range": [inner, 0], "visible": False}
    layout["xaxis"] = _difference_axis(drawn, reach)
    layout["barmode"] = "overlay"
    annotations = [
        t.note(f"<b>{t.safe(catalogue.baseline.label)}</b>", xref="x", x=0, y=1, xanchor="center", yanchor="bottom",
               font={"size": t.SMALL, "color": t.INK})
    ]  # fmt: skip
    for row, title, middle, lines in zip(rows, heads, middles, wrapped, strict=True):
        bold = [f"<b>{t.safe(line)}</b>" for line in title]
        verdict = verdict_words(row, catalogue)
        head = "<br>".join([*bold, verdict]) if narrow else f"{' '.join(bold)}  {verdict}"
        annotations.append(
            t.note(head, yref="y", y=middle - BAR / 2 - 2, yanchor="bottom", bgcolor=t.WHITE, borderpad=1)
        )
        place = (
            {"x": 0, "y": middle + BAR / 2 + 2} if narrow else {"x": 1, "xshift": 16, "y": middle, "yanchor": "middle"}
        )
        text = "<br>".join(map(t.safe, lines))
        small = {"size": t.SMALL, "color": t.INK}
        annotations.append(t.note(text, yref="y", font=small, bgcolor=t.WHITE, borderpad=1, **place))
    if notes:
        small = {"size": t.SMALL, "color": t.INK}
        annotations.append(t.note("<br>".join(map(t.safe, notes)), y=0, yshift=-30, font=small))
    layout["annotations"] = annotations
    layout["shapes"] = [{"type": "line", "xref": "x", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1,
                         "line": {"color": t.INK, "width": 2}}]  # fmt: skip
    traces = [
        _bar(part, middle) for parts, middle in zip(drawn, middles, strict=True) for part in parts
    ] or [{"type": "bar", "x": [], "y": [], "orientation": "h"}]  # fmt: skip
    return t.figure(traces, layout)


def _bar(part: Segment, middle: float) -> dict:
    look = LOOKS[part.kind]
    pattern = look.pattern if part.sure else "."
    fill: dict = {"color": t.WHITE if pattern else look.colour, "line": {"color": look.colour, "width": 1.5}}
    if pattern:
        fill["pattern"] = {"shape": pattern, "fgcolor": look.colour, "bgcolor": t.WHITE, "size": 7, "solidity": 0.35}
    return {
        "type": "bar", "orientation": "h", "name": part.kind, "x": [part.end - part.start], "base": [part.start],
        "y": [middle], "width": BAR, "marker": fill, "hoverinfo": "skip",
    }  # fmt: skip


def _difference_axis(drawn: Sequence[Sequence[Segment]], reach: float) -> dict:
    low = min([p.start for parts in drawn for p in parts] + [p.end for parts in drawn for p in parts] + [-0.15 * reach])
    high = max([p.end for parts in drawn for p in parts] + [0.15 * reach])
    air = 0.08 * (high - low)
    step = next((s for s in (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20) if (high - low) / s <= 6), 50)
    digits = 2 if step < 0.1 else 1 if step < 1 else 0
    ticks = [i * step for i in range(math.ceil((low - air) / step), math.floor((high + air) / step) + 1)]
    names = [nl(tick, digits, plus=True) if tick else "0" for tick in ticks]
    return {"range": [low - air, high + air], "tickvals": ticks, "ticktext": names, "tickangle": 0}


def _notes(rows: Sequence[VerdictRow], catalogue: Catalogue) -> list[str]:
    units = {unit_word(catalogue.measures[row.measure]) for row in rows}
    unit = "procentpunten" if units == {"procentpunt"} else "punten"
    polarities = {catalogue.measures[row.measure].polarity for row in rows}
    if polarities == {cat.NEUTRAL}:
        side = "Rechts van de lijn is meer, links is minder."
    else:
        side = f"Rechts van de lijn is gunstiger dan in {catalogue.baseline.label}."
    return [f"Verschil met {catalogue.baseline.label} in {unit}. {side}"]
