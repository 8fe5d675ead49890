"""C2 as a chart that an office program draws: the same parts, stacked away from the baseline at zero."""

from __future__ import annotations

from collections.abc import Sequence

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure
from monitor.figures.decomposition import (
    CHANGE,
    FIRST_FALL,
    FURTHER,
    GROWTH,
    LOOKS,
    LOWER,
    RECOVERED,
    TO_GO,
    Segment,
    part_word,
    segments,
)
from monitor.figures.native import ChartData, Series
from monitor.records import VerdictRow

# From the baseline outwards. What lies left of it is negative, and an office program stacks it to the left in this order.
OUTWARDS = (GROWTH, CHANGE, LOWER, TO_GO, FIRST_FALL, RECOVERED, FURTHER)


def bars(rows: Sequence[VerdictRow], catalogue: Catalogue) -> ChartData:
    """One bar per row, one series per kind of part; what the data do not show is a series of its own, hatched.

    All rows are of one measure. Values in points from the baseline, where plus is favourable.
    """
    measure = catalogue.measures[rows[0].measure]
    neutral = measure.polarity == cat.NEUTRAL
    drawn = [segments(row.verdict, neutral=neutral) if row.verdict else () for row in rows]
    found = {(part.kind, part.sure, _side(part)): part for parts in drawn for part in parts}
    order = sorted(found, key=lambda key: (OUTWARDS.index(key[0]), not key[1]))
    return ChartData(
        categories=tuple(catalogue.label(row.care_type) for row in rows),
        series=tuple(_series(found[key], drawn, measure) for key in order),
        unit="procentpunt" if measure.unit == cat.PERCENT else "punt",
        decimals=2,
        is_stacked=True,
    )


def _series(like: Segment, drawn: Sequence[Sequence[Segment]], measure: Measure) -> Series:
    """The parts of this kind, side and certainty, one value per bar."""
    wanted = (like.kind, like.sure, _side(like))
    values = []
    for parts in drawn:
        part = next((p for p in parts if (p.kind, p.sure, _side(p)) == wanted), None)
        values.append(None if part is None else round(part.size * _side(part), 4))
    look = LOOKS[like.kind]
    name = part_word(like, measure) + ("" if like.sure else " (niet zeker)")
    return Series(name, tuple(values), look.colour, is_hatched=bool(look.pattern) or not like.sure)


def _side(part: Segment) -> int:
    """Right of the baseline (1) or left of it (-1)."""
    return 1 if part.end > 0 else -1
