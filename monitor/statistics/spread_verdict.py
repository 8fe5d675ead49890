"""The verdict on spread: next to the verdict on the mean, never instead of it.

Did the differences between groups grow or shrink against the baseline? As in `monitor.statistics.verdict` the rules are a
table: the first row whose facts hold gives code and variant. `monitor.statistics.lower_end` does the same for the least
favourable tenth.

The log variability ratio (current / baseline, + is larger) comes with its 95% interval. From summaries its variance
assumes nearly normal scores and n/deff groups; from groups it is the larger of that and the cluster-robust variance of the
squared distances to the mean, so that neither a long tail nor clustering makes it too sure. With groups a change must also
show in a measure that a few groups cannot carry: Brown-Forsythe (with the design effect of the distances to the median),
or the bootstrap of P90 - P10.

SAME asks for evidence: the 90% interval inside ±ln(1.25). Why 1.25: at the usual SD of 0.6 a spread that is a quarter
larger moves the lowest tenth by 1.28 * 0.6 * 0.25 = 0.19 scale points, still less than the 0.25 that counts as a
difference of means; and 0.80 to 1.25 are the bounds that equivalence trials of ratios agreed on.

How often each code comes, per cell, in per cent (seeded simulation, 95 groups at the baseline and 58 now, SD 0.6; in
brackets with two groups per organisation and an ICC of 0.4; `tests/statistics/test_spread_simulation.py` holds bounds):

    truth           SAME      LARGER    SMALLER   UNCERTAIN
    no change       16 (10)   2 (1)     2 (3)     81 (87)
    SD times 1.4    1 (0)     75 (67)   0 (0)     25 (33)
    SD over 1.4     0 (0)     0 (0)     75 (70)   25 (30)

So at these sizes UNCERTAIN is the usual answer, and SAME is rare: it takes some 200 groups each to say it often. From
summaries alone a change that is not there is seen in 5%, but in 13% when the scores are as skewed as near the top of the
scale (from groups: 3%), hence the remark beside a verdict from summaries near an end.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, fields

import numpy as np
from scipy.special import ndtri

from monitor.statistics.bootstrap import DRAWS, SEED, Groups, QuantileDraws, interval, quantile_draws
from monitor.statistics.spread import LogSD, brown_forsythe, log_sd, log_sd_change, median, relative_sd
from monitor.statistics.verdict import N_MIN, Interval, Summary, refusal, sign
from monitor.statistics.verdict_rules import DOWN, NOT_SHOWN, UP

SAME_RATIO = 1.25
ENDS = (0.1, 0.9)
N_MIN_ENDS, UNITS_MIN_ENDS = 30, 20
ALPHA = 0.05
NO_INTERVAL: Interval = (math.nan, math.nan)

FROM_SUMMARY, FROM_GROUPS = "summary", "groups"


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """What one period says of one cell: its summary; its groups when they are known; and their resampled ends.

    `ends` are P10 and P90 with resamples, see `ends_of`; without them P90 - P10 and the lower end are left out.
    """

    summary: Summary
    groups: Groups | None = None
    ends: QuantileDraws | None = None

    @property
    def can_show_ends(self) -> bool:
        if self.groups is None or self.ends is None or self.groups.n < N_MIN_ENDS:
            return False
        known = self.groups.organisations
        if known is None:  # from counts: organisations without their scores
            return self.summary.df is None or self.summary.df + 1 >= UNITS_MIN_ENDS
        return known.shape[0] + int(self.groups.loose.sum()) >= UNITS_MIN_ENDS

    @property
    def deff(self) -> float:
        """The design effect for groups whose organisations are not known: assumed, or estimated for the mean from sums.

        Never below 1: what a mean gains from organisations that differ little, its spread and its ends need not gain.
        """
        return max(self.summary.deff, 1.0)


def ends_of(groups: Groups, stream: int, deff: float = 1.0, draws: int = DRAWS, seed: int = SEED) -> QuantileDraws:
    """P10 and P90 with resamples. `stream` differs per period of a cell (0, 1, 2), or they would be drawn alike.

    `deff` is a design effect, assumed or that of the mean; it is used only when no score has a known organisation, and
    never below 1.
    """
    found = quantile_draws(groups, ENDS, draws, (seed, stream))
    return found if groups.has_organisations else found.widened(max(deff, 1.0))


# ---------------------------------------------------------------------------------------------------------- spread


@dataclass(frozen=True, slots=True)
class SpreadFacts:
    """What the rules on spread look at; None in a rule means that it does not matter.

    ratio: the shown direction of the log variability ratio; `same`: its 90% interval lies inside ±ln(1.25);
    `confirmed`: groups show the same direction (true when only summaries are known: nothing speaks against it).
    """

    ratio: int | None = None
    same: bool | None = None
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True)
class SpreadRule:
    """When these facts hold, this is the code and variant. The method page prints the same records."""

    code: str
    variant: str
    when: SpreadFacts = SpreadFacts()

    def holds(self, facts: SpreadFacts) -> bool:
        return all(getattr(facts, name) == value for name, value in _asked(self.when))


@functools.cache
def _asked(facts: SpreadFacts) -> tuple[tuple[str, int | bool], ...]:
    return tuple((f.name, getattr(facts, f.name)) for f in fields(facts) if getattr(facts, f.name) is not None)


SPREAD_RULES: tuple[SpreadRule, ...] = (
    SpreadRule("SAME", "slightly_larger", SpreadFacts(same=True, ratio=UP)),
    SpreadRule("SAME", "slightly_smaller", SpreadFacts(same=True, ratio=DOWN)),
    SpreadRule("SAME", "", SpreadFacts(same=True)),
    SpreadRule("LARGER", "", SpreadFacts(ratio=UP, confirmed=True)),
    SpreadRule("SMALLER", "", SpreadFacts(ratio=DOWN, confirmed=True)),
    SpreadRule("UNCERTAIN", "", SpreadFacts(ratio=NOT_SHOWN)),
    SpreadRule("UNCERTAIN", "few_groups_only"),
)


@dataclass(frozen=True, slots=True)
class SpreadVerdict:
    """The verdict on spread in one cell, current against baseline, with all that it rests on.

    `lnvr` with intervals on the log scale (exp gives the ratio of the SDs, + is larger now). `p_brown_forsythe` and
    `range_change` (P90 - P10, scale points) are NaN when they were not computed. `relative_sd` is that of baseline and
    current; `near_end` ("low", "high" or "") says that in one of them the mean lies within one SD of that end of the
    scale: the SD must then shrink, and the page shows the relative SD beside it.
    """

    code: str
    variant: str = ""
    basis: str = FROM_SUMMARY
    lnvr: float = math.nan
    variance: float = math.nan
    ci95: Interval = NO_INTERVAL
    ci90: Interval = NO_INTERVAL
    w_brown_forsythe: float = math.nan
    p_brown_forsythe: float = math.nan
    range_change: float = math.nan
    ci95_range_change: Interval = NO_INTERVAL
    relative_sd: Interval = NO_INTERVAL
    near_end: str = ""

    @property
    def ratio(self) -> float:
        """The SD now as a multiple of that at the baseline."""
        return math.exp(self.lnvr)


def judge_spread(baseline: Side | None, current: Side | None, scale: Interval, n_min: int = N_MIN) -> SpreadVerdict:
    """The verdict on the spread of one cell; `scale` is (lowest, highest) possible score.

    Refusals are those of the verdict on the mean: NO_BASELINE, NO_CURRENT, NOT_COMPARABLE, TOO_FEW, NO_SPREAD.
    """
    refused = refusal((summary_of(baseline), None, summary_of(current)), n_min)
    if refused or baseline is None or current is None:
        return SpreadVerdict(refused)
    change = log_sd_change(_log_sd(current), _log_sd(baseline))
    half90 = float(ndtri(0.95)) * math.sqrt(change.variance)
    ci90 = (change.lnvr - half90, change.lnvr + half90)
    bound, shown = math.log(SAME_RATIO), sign(change.ci95)
    w, p, moved = _brown_forsythe(baseline, current)
    wider, ci95_wider = _range_change(baseline, current)
    from_groups = baseline.groups is not None and current.groups is not None
    confirmed = not from_groups or (p <= ALPHA and moved == shown) or sign(ci95_wider) == shown
    facts = SpreadFacts(shown, -bound < ci90[0] and ci90[1] < bound, confirmed)
    rule = next(rule for rule in SPREAD_RULES if rule.holds(facts))
    return SpreadVerdict(
        rule.code, rule.variant, FROM_GROUPS if from_groups else FROM_SUMMARY,
        change.lnvr, change.variance, change.ci95, ci90, w, p, wider, ci95_wider,
        (_relative_sd(baseline.summary, scale), _relative_sd(current.summary, scale)),
        near_end(baseline.summary, scale) or near_end(current.summary, scale),
    )  # fmt: skip


def near_end(summary: Summary, scale: Interval) -> str:
    """Which end of the scale ("low", "high") lies within one SD of the mean, or an empty text."""
    low, high = summary.mean - scale[0], scale[1] - summary.mean
    if not summary.has_spread or min(low, high) >= _sd(summary):
        return ""
    return "high" if high <= low else "low"


def _log_sd(side: Side) -> LogSD:
    """The log SD with its variance: of nearly normal scores, or of the groups themselves when that is larger."""
    summary, groups = side.summary, side.groups
    if groups is None:
        return log_sd(_sd(summary), summary.n / summary.deff)
    mean = float(groups.scores @ groups.counts) / groups.n
    own = groups.mean_of((groups.scores - mean) ** 2 / (2 * _sd(summary) ** 2)).variance
    if groups.has_organisations:
        normal = log_sd(_sd(summary), summary.n)
        return LogSD(normal.lnsd, max(own, normal.variance))
    normal = log_sd(_sd(summary), summary.n / side.deff)
    return LogSD(normal.lnsd, max(own * side.deff, normal.variance))


def _brown_forsythe(baseline: Side, current: Side) -> tuple[float, float, int]:
    """W, p, and which way the mean distance to the median moved."""
    if baseline.groups is None or current.groups is None:
        return math.nan, math.nan, NOT_SHOWN
    pairs = ((baseline.groups, baseline.deff), (current.groups, current.deff))
    deffs = [
        g.design_effect(np.abs(g.scores - median(g.scores, g.counts))) if g.has_organisations else deff
        for g, deff in pairs
    ]
    test = brown_forsythe([(g.scores, g.counts) for g, _ in pairs], deffs)
    return test.w, test.p, UP if test.deviations[1] > test.deviations[0] else DOWN


def _range_change(baseline: Side, current: Side) -> tuple[float, Interval]:
    if not (baseline.can_show_ends and current.can_show_ends) or baseline.ends is None or current.ends is None:
        return math.nan, NO_INTERVAL
    one, two = baseline.ends, current.ends
    low, high = interval(np.diff(two.draws, axis=1)[:, 0] - np.diff(one.draws, axis=1)[:, 0])
    return float(np.diff(two.at)[0] - np.diff(one.at)[0]), (float(low), float(high))


def _relative_sd(summary: Summary, scale: Interval) -> float:
    return float(relative_sd(_sd(summary), summary.mean, summary.n, *scale))


def _sd(summary: Summary) -> float:
    return math.nan if summary.sd is None else summary.sd


def summary_of(side: Side | None) -> Summary | None:
    return None if side is None else side.summary
