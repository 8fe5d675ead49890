"""The rows of the spread page: per care type its periods, the verdict on spread and the verdict on the lower end.

Two steps. `base_rows` does what rests on the data alone (verdicts, resampled ends, split over organisations); it is
dear and kept per data version. `with_limits` counts the tails and outliers under the limits and rule that the reader
chose; it is cheap, so that a moved threshold answers at once. Small cells are hidden in the first step, so that nothing
after it can show them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import replace

from monitor.catalogue import Catalogue, Measure
from monitor.national import National
from monitor.records import COMPUTED, Cell, VerdictRow
from monitor.spread_read import MeasureData
from monitor.spread_records import BOX_FROM, FEW, GROUPS, SUMMARY, SUPPRESSED, PeriodSpread, SpreadRow
from monitor.statistics.clusters import Z95, Parts, parts
from monitor.statistics.lower_end import LowerEndVerdict, judge_lower_end
from monitor.statistics.outliers import RULES, THRESHOLD, Fences, OutlierRule, count_outliers
from monitor.statistics.quantiles import harrell_davis, harrell_davis_se
from monitor.statistics.spread import relative_sd
from monitor.statistics.spread_verdict import Side, SpreadVerdict, ends_of, judge_spread
from monitor.suppression import FEWEST_ORGANISATIONS, emptied, hidden_cells

# No verdict, because the numbers that it would rest on are not shown.
HIDDEN = "SUPPRESSED"

SUMMARIES = "summaries"
QUARTILES = (0.25, 0.5, 0.75)


def default_limits(measure: Measure) -> Fences:
    """Where the tails start when the reader chose nothing: as the catalogue says, else a third and five sixths of the scale."""
    span = measure.scale_max - measure.scale_min
    low = measure.scale_min + span / 3 if measure.tail_low is None else measure.tail_low
    high = measure.scale_min + span * 5 / 6 if measure.tail_high is None else measure.tail_high
    return Fences(low, high)


def base_rows(picture: National, data: MeasureData, catalogue: Catalogue, origin: str, measure: str) -> list[SpreadRow]:
    """All care types with numbers on this measure, in the order of the picture; tails and outliers not yet counted."""
    hidden = hidden_cells([cell for cell in picture.cells if cell.origin == origin], catalogue)
    rows = [row for row in picture.rows if row.basis == COMPUTED and (row.origin, row.measure) == (origin, measure)]
    return [_base(row, data, catalogue, frozenset(p for c, m, p in hidden if (c, m) == row.key)) for row in rows]


def with_limits(row: SpreadRow, limits: Fences, rule: OutlierRule) -> SpreadRow:
    """The row with its tails counted under these limits, and its outliers under this rule."""
    periods = {code: _counted(period, limits, rule) for code, period in row.periods.items()}
    return replace(row, periods=periods, limits=limits, rule=rule.slug)


def chosen_limits(measure: Measure, low: float | None, high: float | None) -> Fences:
    """The limits that the reader chose, each else the default. Raises ValueError when low lies above high."""
    default = default_limits(measure)
    limits = Fences(default.low if low is None else low, default.high if high is None else high)
    if not limits.low <= limits.high:
        raise ValueError(f"the low limit {limits.low} lies above the high limit {limits.high}")
    return limits


def chosen(
    rows: Iterable[SpreadRow],
    care_types: Collection[str] | None,
    limits: Fences,
    rule: str = THRESHOLD.slug,
) -> list[SpreadRow]:
    """The rows of these care types (none named: all) under these limits. Raises KeyError for an unknown rule."""
    return [with_limits(row, limits, RULES[rule]) for row in rows if care_types is None or row.care_type in care_types]


# ---------------------------------------------------------------------------------------------------- from data alone


def _base(row: VerdictRow, data: MeasureData, catalogue: Catalogue, hidden: frozenset[str]) -> SpreadRow:
    measure = catalogue.measures[row.measure]
    scale = (measure.scale_min, measure.scale_max)
    sides = {
        code: _side(cell, data, stream)
        for stream, code in enumerate(catalogue.periods)
        if (cell := row.cells.get(code)) is not None and code not in hidden
    }
    periods = {
        code: _period(cell, sides[code], data, scale) if code in sides else _hidden(cell)
        for code, cell in row.cells.items()
    }
    baseline, current = catalogue.baseline.code, catalogue.current.code
    dip = catalogue.dip.code if catalogue.dip else ""
    if hidden & {baseline, current}:
        return SpreadRow(row, periods, SpreadVerdict(HIDDEN), LowerEndVerdict(HIDDEN, delta=measure.delta))
    spread = judge_spread(sides.get(baseline), sides.get(current), scale, measure.n_min)
    lower = judge_lower_end(
        sides.get(baseline), sides.get(dip), sides.get(current), measure.delta, measure.n_min, measure.polarity
    )
    return SpreadRow(row, periods, spread, lower)


def _side(cell: Cell, data: MeasureData, stream: int) -> Side:
    groups = data.groups.get((cell.care_type, cell.period)) if cell.kind != SUMMARIES else None
    if groups is None:
        return Side(cell.summary())
    return Side(cell.summary(), groups, ends_of(groups, stream, cell.deff))


def _period(cell: Cell, side: Side, data: MeasureData, scale: tuple[float, float]) -> PeriodSpread:
    relative = None if cell.sd is None else float(relative_sd(cell.sd, cell.mean, cell.n, *scale))
    relative = None if relative is None or math.isnan(relative) else relative
    if side.groups is None or side.ends is None:
        return PeriodSpread(cell, SUMMARY, relative_sd=relative)
    place = (cell.care_type, cell.period)
    with_box = cell.n >= BOX_FROM
    low, high = side.ends.interval()
    return PeriodSpread(
        cell, GROUPS if with_box else FEW, data.statistics[place],
        tuple(side.groups.scores.tolist()), tuple(side.groups.counts.tolist()), relative,
        p10=float(side.ends.at[0]) if with_box else None,
        p90=float(side.ends.at[1]) if with_box else None,
        p10_ci95=(float(low[0]), float(high[0])) if side.can_show_ends else None,
        p90_ci95=(float(low[1]), float(high[1])) if side.can_show_ends else None,
        quartiles_ci95=_quartile_margins(side) if with_box else None,
        parts=_parts(data, place),
    )  # fmt: skip


def _quartile_margins(side: Side) -> tuple[tuple[float, float], ...]:
    """The 95% intervals of Q1, median and Q3; groups of one organisation count for less by the design effect."""
    assert side.groups is not None
    scores, counts = side.groups.scores, side.groups.counts
    at = harrell_davis(scores, counts, QUARTILES)
    half = Z95 * harrell_davis_se(scores, counts, QUARTILES) * math.sqrt(max(side.summary.deff, 1.0))
    return tuple((float(middle - reach), float(middle + reach)) for middle, reach in zip(at, half, strict=True))


def _parts(data: MeasureData, place: tuple[str, str]) -> Parts | None:
    """The split over organisations; None with too few organisations, or when it cannot be computed."""
    sums = data.sums.get(place)
    if sums is None or len(sums.ids) < FEWEST_ORGANISATIONS:
        return None
    split = parts(sums.n, sums.total, sums.squares)
    return None if math.isnan(split.icc) else split


def _hidden(cell: Cell) -> PeriodSpread:
    return PeriodSpread(emptied(cell), SUPPRESSED)


# ------------------------------------------------------------------------------------------------ under chosen limits


def _counted(period: PeriodSpread, limits: Fences, rule: OutlierRule) -> PeriodSpread:
    if period.statistics is None:
        return period
    tails = count_outliers(period.scores, period.counts, THRESHOLD, limits)
    enough = period.statistics.n >= rule.n_min
    found = count_outliers(period.scores, period.counts, rule, limits) if enough else None
    return replace(period, outliers=found, low_count=tails.low_count, high_count=tails.high_count)
