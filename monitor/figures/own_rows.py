"""C6: one row per measure, with a small line of the national groups and the own score on it, as a table in HTML.

A filled diamond: the place can be told; an open one: it can not. The picture repeats what the cells say in words, so it has
no text of its own for who does not see it.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure
from monitor.figures import template as t
from monitor.own.records import AXIS, OFF, UNSURE, OwnRow
from monitor.own.tables import CAPTION, PLACES
from monitor.wording.numbers import date_text, margin, plain
from monitor.wording.own import word_label
from monitor.wording.slots import count_of_units, score_text
from monitor.wording.slots import units as units_of

WIDE, HIGH, EDGE = 220, 46, 12  # pixels of the picture; air at both ends of the scale
HEADS = ("Onderdeel", "Lijn", "Uw score", "Midden van Nederland", "Van elke 10 hoger", "Plaats")
SLATE = t.FAMILIES["level"].colour


def own_rows_html(rows: Sequence[OwnRow], catalogue: Catalogue, caption: str = CAPTION) -> str:
    """The newest own measurement per measure. A score that is not on the national axis has no national numbers beside it."""
    head = "".join(f'<th scope="col">{words}</th>' for words in HEADS)
    body = "".join(f"<tr>{_cells(row, catalogue)}</tr>" for row in rows if row.measured)
    notes = "".join(f'<p class="kib-note">{escape(words)}</p>' for words in _notes(rows, catalogue))
    return (
        f'<div class="kib-region" role="region" aria-label="{escape(caption)}" tabindex="0" style="overflow-x:auto">'
        f'<table class="kib-table"><caption class="kib-caption">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{notes}"
    )


def _cells(row: OwnRow, catalogue: Catalogue) -> str:
    measure, one = catalogue.measures[row.measure], row.latest
    favourable = "een lage score is gunstig" if measure.polarity == cat.LOWER else ""
    day = date_text(one.observed_on) if one.observed_on else ""
    picture = "" if row.placement.code == OFF else _picture(row, measure)
    return (
        f'<th scope="row">{escape(measure.label)}{_small(favourable)}</th><td>{picture}</td>'
        + _two(score_text(one.score, measure), f"marge: {margin(*one.ci95)}" if one.margin_basis else "", day)
        + (_on_axis(row, measure, catalogue) if row.placement.code == AXIS else _elsewhere(row))
    )


def _on_axis(row: OwnRow, measure: Measure, catalogue: Catalogue) -> str:
    if row.quantiles is None:
        return f'<td class="kib-text" colspan="3">{escape(_why_no_line(catalogue))}</td>'
    _, q1, median, q3, _ = row.quantiles
    n = count_of_units(row.national.cell.n, catalogue) if row.national is not None else ""
    higher = "" if row.higher_of_ten is None else f"ongeveer {row.higher_of_ten}"
    ends = row.higher_range
    between = f"marge: {ends[0]} tot {ends[1]}" if ends and ends[0] != ends[1] else ""
    return (
        _two(score_text(median, measure), f"middelste helft: {margin(q1, q3)}", n)
        + _two(higher, between)
        + f'<td class="kib-text"><b>{escape(word_label(row))}</b></td>'
    )


def _elsewhere(row: OwnRow) -> str:
    return f'<td class="kib-text" colspan="3"><b>{PLACES[row.placement.code]}</b>{_small(row.placement.reason_nl)}</td>'


def _two(first: str | None, *others: str) -> str:
    return f'<td class="kib-text"><b>{escape(first or "geen cijfer")}</b>{"".join(map(_small, others))}</td>'


def _small(words: str) -> str:
    return f'<span class="kib-small">{escape(words)}</span>' if words else ""


def _why_no_line(catalogue: Catalogue) -> str:
    _, units = units_of(catalogue)
    return f"Er zijn te weinig losse {units} bekend voor een plaats."


# ------------------------------------------------------------------------------------------------------------ picture


def _picture(row: OwnRow, measure: Measure) -> str:
    data = base64.b64encode(spine(row, measure).encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" alt="" width="{WIDE}" height="{HIGH}">'


def spine(row: OwnRow, measure: Measure) -> str:
    """The line of one row as SVG: national p5 to p95, the middle half and the median; above it the own score with its margin."""

    def x(value: float) -> float:
        inside = min(max(value, measure.scale_min), measure.scale_max)
        share = (inside - measure.scale_min) / (measure.scale_max - measure.scale_min)
        return round(EDGE + share * (WIDE - 2 * EDGE), 1)

    base, top, one = 28, 11, row.latest
    parts = [f'<rect width="{WIDE}" height="{HIGH}" fill="{t.WHITE}"/>', _segment(EDGE, WIDE - EDGE, base, t.GRID, 1)]
    if row.placement.code == AXIS and row.quantiles is not None:
        p5, q1, median, q3, p95 = map(x, row.quantiles)
        parts += [_segment(p5, p95, base, t.GREY, 2), _segment(q1, q3, base, SLATE, 9)]
        parts.append(f'<path class="median" d="M{median} {base - 4}V{base + 4}" stroke="{t.WHITE}" stroke-width="2"/>')
    low, own, high = x(one.ci95[0]), x(one.score), x(one.ci95[1])
    filled = t.INK if row.word not in ("", UNSURE) else t.WHITE
    parts += [
        _segment(low, high, top, t.INK, 1.5),
        f'<path class="own" d="M{own} {top - 7}L{own + 7} {top}L{own} {top + 7}L{own - 7} {top}Z" fill="{filled}" '
        f'stroke="{t.INK}" stroke-width="1.5"/>',
    ]
    for place, end, side in ((EDGE, measure.scale_min, "start"), (WIDE - EDGE, measure.scale_max, "end")):
        parts.append(
            f'<text x="{place}" y="{HIGH - 2}" text-anchor="{side}" font-family="Arial, sans-serif" font-size="11" '
            f'fill="{t.INK}">{plain(end)}</text>'
        )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}">{"".join(parts)}</svg>'


def _segment(start: float, end: float, y: float, colour: str, width: float) -> str:
    return f'<path d="M{start} {y}H{end}" stroke="{colour}" stroke-width="{width}"/>'


def _notes(rows: Sequence[OwnRow], catalogue: Catalogue) -> list[str]:
    _, units = units_of(catalogue)
    notes = []
    if any(row.quantiles is not None for row in rows):
        notes.append(f"Dunne lijn: 90 van elke 100 {units}. Dikke lijn: de middelste helft. Wit streepje: het midden.")
    if any(row.placement.code != OFF for row in rows):
        notes.append("Ruit: uw score met de marge. Open ruit: we kunnen geen plaats noemen.")
    return [" ".join(notes)] if notes else []
