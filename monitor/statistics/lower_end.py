"""The verdict on the lower end: did the least favourable tenth recover, or does it lag behind?

P10 by Harrell-Davis, with percentile bootstrap intervals of the differences between periods. When lower is better the
scale is turned: P90 is looked at, and plus stays favourable. Equivalence uses the measure's delta. The rules are tables:
the first row whose facts hold gives code and variant. LAGS means a shown fall that has not been made up; LOWER means lower
than the baseline without such a story. A neutral measure has no better or worse: HIGHER and LOWER then say just that.

Below `N_MIN_ENDS` groups, or `UNITS_MIN_ENDS` organisations, the bootstrap is too sure of itself (at n = 20 it sees a
change in 10% of the cells without one), so there is no verdict.

How often each code comes, per cell, in per cent (seeded simulation, 95, 58 and 58 groups, SD 0.6, delta 0.25; in brackets
with two groups per organisation and an ICC of 0.4; `tests/statistics/test_spread_simulation.py` holds bounds):

    truth                            RECOVERED  SAME    LAGS, LOWER  HIGHER    UNCERTAIN
    never changed                    1 (0)      9 (5)   3 (2)        2 (4)     85 (89)
    fell 0.4, came back              33 (23)    1 (1)   3 (2)        2 (4)     62 (70)
    fell 0.4, only the mean is back  1 (1)      0 (0)   54 (40)      0 (0)     46 (59)
    fell 0.4 and stays there         0 (0)      0 (0)   79 (64)      0 (0)     21 (35)
    fell 0.4, now 0.4 above          26 (24)    0 (0)   0 (0)        70 (64)   4 (12)

The lowest tenth of 58 groups is six groups: a wrong answer is rare, and no answer is common. RECOVERED in the last row is
the variant "possibly_more", which is true. At 30 groups in each period a change that is not there is seen in 7%.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.statistics.bootstrap import QuantileDraws
from monitor.statistics.spread_verdict import ENDS, NO_INTERVAL, Side, summary_of
from monitor.statistics.verdict import DELTA, N_MIN, Interval, comparable_periods, refusal, sign
from monitor.statistics.verdict_rules import DOWN, UP, Facts, Rule

# No verdict: only summaries are known, or too few groups to say where their lowest tenth lies.
NO_GROUPS, TOO_FEW_FOR_ENDS = "NO_GROUPS", "TOO_FEW_FOR_ENDS"

LOWER_THREE_PERIODS: tuple[Rule, ...] = (
    Rule("LOWER_SAME", "recent_fall", Facts(level=True, d2=DOWN)),
    Rule("LOWER_RECOVERED", "", Facts(level=True, d1=DOWN, d2=UP)),
    Rule("LOWER_RECOVERED", "rise_not_shown", Facts(level=True, d1=DOWN)),
    Rule("LOWER_SAME", "", Facts(level=True)),
    Rule("LOWER_HIGHER", "after_dip", Facts(d3=UP, d1=DOWN)),
    Rule("LOWER_HIGHER", "", Facts(d3=UP)),
    Rule("LOWER_LAGS", "partly", Facts(d3=DOWN, d2=UP)),
    Rule("LOWER_LOWER", "further", Facts(d3=DOWN, d2=DOWN)),
    Rule("LOWER_LAGS", "", Facts(d3=DOWN, d1=DOWN)),
    Rule("LOWER_LOWER", "gradual", Facts(d3=DOWN)),
    Rule("LOWER_RECOVERED", "possibly_more", Facts(d1=DOWN, d2=UP, no_worse=True)),
    Rule("LOWER_UNCERTAIN", "rising", Facts(d1=DOWN, d2=UP)),
    Rule("LOWER_UNCERTAIN", "after_dip", Facts(d1=DOWN)),
    Rule("LOWER_UNCERTAIN", ""),
)

# With two periods there is no dip to recover from; a neutral measure has no better or worse to recover to.
LOWER_NOW_AND_THEN: tuple[Rule, ...] = (
    Rule("LOWER_SAME", "", Facts(level=True)),
    Rule("LOWER_HIGHER", "", Facts(d3=UP)),
    Rule("LOWER_LOWER", "", Facts(d3=DOWN)),
    Rule("LOWER_UNCERTAIN", ""),
)


@dataclass(frozen=True, slots=True)
class LowerEndVerdict:
    """The verdict on the least favourable tenth of one cell.

    `p` is the quantile that was looked at: 0.1, or 0.9 when lower is better. `at` is that quantile in baseline, dip and
    current, in scale points as they are; the differences d1 (dip - baseline), d2 (current - dip) and d3 (current -
    baseline) are turned so that plus is favourable. For a neutral measure p is 0.1 and plus means higher.
    """

    code: str
    variant: str = ""
    p: float = ENDS[0]
    at: tuple[float, float, float] = (math.nan, math.nan, math.nan)
    d1: float = math.nan
    d2: float = math.nan
    d3: float = math.nan
    ci95_d1: Interval = NO_INTERVAL
    ci95_d2: Interval = NO_INTERVAL
    ci95_d3: Interval = NO_INTERVAL
    ci90_d3: Interval = NO_INTERVAL
    delta: float = DELTA


def judge_lower_end(
    baseline: Side | None, dip: Side | None, current: Side | None,
    delta: float = DELTA, n_min: int = N_MIN, polarity: str = "higher",
) -> LowerEndVerdict:  # fmt: skip
    """The verdict on the lower end of one cell. Refusals as for the mean, and NO_GROUPS and TOO_FEW_FOR_ENDS.

    A dip measured with another instrument, or with too few groups for its ends, is left out: two periods remain.
    """
    if polarity not in ("higher", "lower", "neutral"):
        raise ValueError(f"polarity is higher, lower or neutral, not {polarity!r}")
    cell = comparable_periods((summary_of(baseline), summary_of(dip), summary_of(current)))
    refused = refusal(cell, n_min)
    if refused or baseline is None or current is None:
        return LowerEndVerdict(refused, delta=delta)
    if baseline.ends is None or current.ends is None:
        return LowerEndVerdict(NO_GROUPS, delta=delta)
    if not (baseline.can_show_ends and current.can_show_ends):
        return LowerEndVerdict(TOO_FEW_FOR_ENDS, delta=delta)
    use_dip = cell[1] is not None and dip is not None and dip.can_show_ends
    ends = (baseline.ends, dip.ends if use_dip and dip is not None else None, current.ends)
    which, turn = (1, -1.0) if polarity == "lower" else (0, 1.0)
    d1, d2, d3 = (_difference(ends[a], ends[b], which, turn) for a, b in ((0, 1), (1, 2), (0, 2)))
    low, high = d3.ci90
    facts = Facts(
        sign(d1.ci95), sign(d2.ci95), sign(d3.ci95), level=-delta < low and high < delta, no_worse=low > -delta
    )
    rules = rules_for_lower_end(polarity, use_dip)
    rule = next(rule for rule in rules if rule.holds(facts))
    at = tuple(math.nan if e is None else float(e.at[which]) for e in ends)
    return LowerEndVerdict(
        rule.code, rule.variant, ENDS[which], (at[0], at[1], at[2]),
        d1.value, d2.value, d3.value, d1.ci95, d2.ci95, d3.ci95, d3.ci90, delta,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Difference:
    value: float = math.nan
    ci95: Interval = NO_INTERVAL
    ci90: Interval = NO_INTERVAL


def _difference(one: QuantileDraws | None, two: QuantileDraws | None, which: int, turn: float) -> _Difference:
    if one is None or two is None:
        return _Difference()
    moved = turn * (two.draws[:, which] - one.draws[:, which])
    q = np.quantile(moved, [0.05, 0.95, 0.025, 0.975]).tolist()
    return _Difference(turn * float(two.at[which] - one.at[which]), ci90=(q[0], q[1]), ci95=(q[2], q[3]))


def rules_for_lower_end(polarity: str, has_dip: bool) -> Sequence[Rule]:
    """The table that applies, for the method page."""
    return LOWER_THREE_PERIODS if has_dip and polarity != "neutral" else LOWER_NOW_AND_THEN
