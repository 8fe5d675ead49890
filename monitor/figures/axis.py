"""Axes of scores for the figures of spread: the whole scale, or a range around what is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from monitor import catalogue as cat
from monitor.catalogue import Measure
from monitor.figures.trend import LEAST_SHARE, STEPS
from monitor.wording.numbers import is_number, nl, plain

Range = tuple[float, float, float]


def whole(measure: Measure, ticks: int = 10) -> Range:
    """The ends of the scale, and the distance of the ticks when there may be so many."""
    return measure.scale_min, measure.scale_max, _step(measure.scale_max - measure.scale_min, ticks)


def zoomed(values: Iterable[float | None], measure: Measure, ticks: int = 6) -> Range:
    """A range around the values, at least a fifth of the scale and never beyond it, and the distance of the ticks.

    The whole scale when there are no values.
    """
    known = [float(v) for v in values if v is not None and is_number(v)]
    if not known:
        return whole(measure)
    least, most = measure.scale_min, measure.scale_max
    low, high = max(least, min(known)), min(most, max(known))
    pad = max(0.06 * (high - low), (LEAST_SHARE * (most - least) - (high - low)) / 2)
    start, end = max(least, low - pad), min(most, high + pad)
    return start, end, _step(end - start, ticks)


def score_axis(measure: Measure, scale: Range, **more: object) -> dict:
    """The axis for a range, with a little air so that a mark on its end stays whole."""
    low, high, step = scale
    air = 0.02 * (high - low)
    return {
        "range": [low - air, high + air], "tick0": 0, "dtick": step, "tickformat": f",.{0 if step >= 1 else 1}f",
        "ticksuffix": "%" if measure.unit == cat.PERCENT else "", "tickangle": 0,
    } | more  # fmt: skip


def limit_text(value: float, measure: Measure) -> str:
    """A limit in full, with the sign of its unit: 3,0; 3,25; 40%."""
    if measure.unit == cat.PERCENT:
        return f"{plain(round(value, 2))}%"
    return nl(value, 1 if round(value, 1) == round(value, 9) else 2)


def is_cut(measure: Measure, scale: Range) -> bool:
    """Whether the axis starts above the end of the scale; a figure must then say so."""
    return scale[0] > measure.scale_min


def _step(length: float, most: int) -> float:
    return next((s for s in STEPS if length / s <= most), STEPS[-1])
