"""Own rows for the tests of figures, tables and the sheet, made without the statistics."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from monitor import catalogue as catalogues
from monitor.catalogue import Measure
from monitor.own.records import AXIS, HIGHEST, OFF, Change, Measured, OwnRow, Placement
from monitor.records import Cell, VerdictRow
from monitor.spread_records import FEW, GROUPS, SUMMARY, SUPPRESSED, PeriodSpread
from monitor.statistics.quantiles import type7
from monitor.store.cell_statistics import CellStatistics

CATALOGUE = catalogues.load()
NOW = CATALOGUE.current.code
CARE_TYPE = next(iter(CATALOGUE.care_types))
DIMENSIONS = [m for m in CATALOGUE.measures.values() if m.role == "dimension"]
LOWER = next(m for m in CATALOGUE.measures.values() if m.polarity == "lower")
DAY = date(2026, 6, 3)
OFF_REASON = "Uw score komt uit een ander meetinstrument."


def scores_of(n: int = 96, mean: float = 4.6, sd: float = 0.7) -> list[float]:
    drawn = np.random.default_rng(5).normal(mean, sd, n)
    return sorted(np.clip(np.round(drawn, 1), 1, 7).tolist())


def national(values: Sequence[float], show: str = GROUPS, measure: Measure = DIMENSIONS[0]) -> PeriodSpread:
    """The newest national period of a measure, from raw scores."""
    raw = np.asarray(values, float)
    scores, counts = np.unique(raw, return_counts=True)
    if show == SUPPRESSED:
        return PeriodSpread(Cell("own", CARE_TYPE, measure.code, NOW, 0, float("nan"), None), show)
    cell = Cell(
        "own", CARE_TYPE, measure.code, NOW, len(raw), raw.mean(), raw.std(ddof=1), scores[0], scores[-1],
        instrument="CLASS", source="Meting",
    )  # fmt: skip
    if show == SUMMARY:
        return PeriodSpread(cell, show)
    p10, q1, median, q3, p90 = type7(scores, counts, (0.1, 0.25, 0.5, 0.75, 0.9)).tolist()
    numbers = CellStatistics(
        "own", measure.code, CARE_TYPE, NOW, len(raw), cell.mean, cell.sd, scores[0], p10, q1, median, q3, p90,
        scores[-1], None, None, 0, None, None,
    )  # fmt: skip
    return PeriodSpread(cell, show, numbers, tuple(scores.tolist()), tuple(counts.tolist()))


def measured(score: float = 5.4, day: date | None = DAY, half: float = 0.4, groups: int = 1) -> Measured:
    named = tuple((f"Groep {i + 1}", score) for i in range(groups))
    return Measured(day, score, groups, 4 * groups, half / 1.96, (score - half, score + half), "within", named)


def own_row(
    measure: Measure = DIMENSIONS[0],
    own: Sequence[Measured] = (),
    place: str = AXIS,
    values: Sequence[float] | None = None,
    show: str = GROUPS,
    word: str = HIGHEST,
    favourable: int = 1,
    change: Change | None = None,
    reason: str = "",
) -> OwnRow:
    """A row beside the national numbers; off the axis it has no quantiles, no word and no number of ten."""
    known = values is None or len(values) > 0
    period = national(scores_of() if values is None else values, show, measure) if known else None
    quantiles = None
    if place == AXIS and period is not None and show == GROUPS:
        quantiles = tuple(np.quantile(np.repeat(period.scores, period.counts), (0.05, 0.25, 0.5, 0.75, 0.95)).tolist())
    on_axis = quantiles is not None
    mine = tuple(own) or (measured(),)
    if place == OFF:  # off the axis nothing is known of a margin
        mine = tuple(replace(one, se=math.nan, ci95=(math.nan, math.nan), margin_basis="") for one in mine)
    verdict = VerdictRow(CARE_TYPE, measure.code, "computed", "own", "STABLE", "", "STABLE")
    return OwnRow(
        measure.code, CARE_TYPE, Placement(place, place, reason), mine, period, quantiles,
        higher_of_ten=2 if on_axis else None, higher_range=(1, 3) if on_axis else None, word=word if on_axis else "",
        favourable=favourable if on_axis else 0, change=change, computed=verdict,
    )  # fmt: skip


FEW_SCORES = [3.9, 4.2, 4.6, 5.0, 5.1, 5.6]
SHOWN = (GROUPS, FEW, SUMMARY, SUPPRESSED)
