"""The rows of the spread page: what lies under one mean. Figures, tables, sentences, the command line read the same row."""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.records import Cell, VerdictRow
from monitor.statistics.clusters import Parts
from monitor.statistics.lower_end import LowerEndVerdict
from monitor.statistics.outliers import NO_FENCES, Fences, Outliers
from monitor.statistics.spread_verdict import SpreadVerdict
from monitor.store.cell_statistics import CellStatistics

# What may be shown of a cell: dots and box; dots only; nothing; or the summary that was loaded (range, mean and SD).
GROUPS, FEW, SUPPRESSED, SUMMARY = "groups", "few", "suppressed", "summary"
BOX_FROM, DOTS_FROM = 10, 5
"""From how many groups on a box is drawn, and dots."""

# Above this many groups a dot is a score, not a group: the figure then stays as small as it was.
MOST_DOTS = 400


@dataclass(frozen=True, eq=False)
class PeriodSpread:
    """The spread of one cell in one period.

    `show` tells what may be drawn; `statistics` is None unless it is groups or few. `scores` and `counts` are what the dots
    stand for (distinct scores and how many groups had them), empty when suppressed or only a summary is known. Intervals
    are 95%. p10 and p90 are those of Harrell and Davis, None with fewer than `BOX_FROM` groups; their intervals are None where
    resampling would be too sure of itself. `quartiles_ci95` belongs to Q1, median and Q3 (Harrell-Davis with the jackknife,
    widened by the design effect). `low_count`: scores below the low limit; `high_count`: on or above the high limit
    (raw scores, whatever is favourable). `outliers` is None when the rule needs more groups. `parts` holds the ICC; None
    with few organisations or none. Of a suppressed cell all numbers in `cell` are blanked, n is 0.
    """

    cell: Cell
    show: str
    statistics: CellStatistics | None = None
    scores: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    relative_sd: float | None = None
    p10: float | None = None
    p90: float | None = None
    p10_ci95: tuple[float, float] | None = None
    p90_ci95: tuple[float, float] | None = None
    quartiles_ci95: tuple[tuple[float, float], ...] | None = None
    outliers: Outliers | None = None
    low_count: int | None = None
    high_count: int | None = None
    parts: Parts | None = None


@dataclass(frozen=True, eq=False)
class SpreadRow:
    """One care type and measure of one origin: its periods (by code), the verdict on the mean, on the spread, on the low end.

    `limits` (of the tails) and `rule` (the slug of the outlier rule) are what the reader chose.
    """

    verdict_row: VerdictRow
    periods: dict[str, PeriodSpread] = field(default_factory=dict)
    spread: SpreadVerdict | None = None
    lower_end: LowerEndVerdict | None = None
    limits: Fences = NO_FENCES
    rule: str = ""

    @property
    def care_type(self) -> str:
        return self.verdict_row.care_type

    @property
    def measure(self) -> str:
        return self.verdict_row.measure


def thinned(row: SpreadRow, period: str) -> bool:
    """Whether a dot in this period (code) stands for more groups, because there are too many to draw one by one."""
    found = row.periods.get(period)
    return found is not None and sum(found.counts) > MOST_DOTS


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One organisation in the funnel: an anonymous name, its number of groups, its mean, and its flag.

    flag: 0 inside the limits, 1 or -1 outside 95%, 2 or -2 outside 99.8%.
    """

    name: str
    n: int
    mean: float
    flag: int


@dataclass(frozen=True, eq=False)
class FunnelView:
    """The organisations of one cell around the mean of all, with limits per number of groups (n, low95, high95, ...)."""

    points: tuple[FunnelPoint, ...]
    centre: float
    tau2: float
    limits: tuple[tuple[float, float, float, float, float], ...]
    n_hidden: int
    """Organisations with fewer groups than the minimum: counted, not shown."""
