"""The verdict: recovery, real improvement, or we cannot tell.

One rule for everything (screens, sentences, exports, tests). Per cell three summaries: baseline B, dip D, current C.
Differences are turned so that plus is favourable: d1 = D-B, d2 = C-D, d3 = C-B, sign flipped when lower is better.

* the sign of a difference is + or - when its 95% interval excludes zero;
* `level`: the 90% interval of d3 lies inside (-delta, +delta) (two one-sided tests at 5%, Schuirmann 1987);
* `no worse`: the lower end of that interval lies above -delta;
* only the claim "above the baseline" is guarded by Holm's correction over the family of cells.

The rules are tables in `verdict_rules`: the first row whose condition holds gives the code and variant.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from monitor.statistics.multiplicity import holm
from monitor.statistics.verdict_rules import RULES, Facts
from monitor.statistics.welch import Difference, difference

DELTA, N_MIN, ALPHA = 0.25, 10, 0.05

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Summary:
    """What one period says about one cell.

    mean and sd in scale points, n in observed groups. `deff` is the design effect: the variance of the mean is
    sd²·deff/n. `df` is given when that variance was estimated from clusters (G-1); else n/deff - 1 is used. Two
    summaries with different instruments or versions are not comparable; None means "not told" and differs from nothing.
    """

    mean: float
    sd: float | None
    n: float
    deff: float = 1.0
    df: float | None = None
    instrument: str | None = None
    instrument_version: str | None = None

    @property
    def has_spread(self) -> bool:
        return self.sd is not None and math.isfinite(self.sd) and self.sd > 0

    @property
    def degrees_of_freedom(self) -> float:
        return self.df if self.df is not None else self.n / self.deff - 1

    @property
    def variance_of_mean(self) -> float:
        return math.nan if self.sd is None else self.sd**2 * self.deff / self.n


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one cell with all that it rests on; differences are turned so that plus is favourable.

    Differences, intervals, growth and the like are in scale points; p values and the graded line are probabilities.
    A number that cannot be computed is NaN, an interval (NaN, NaN).
    """

    code: str
    variant: str = ""
    d1: float = math.nan
    d2: float = math.nan
    d3: float = math.nan
    ci95_d1: Interval = (math.nan, math.nan)
    ci95_d2: Interval = (math.nan, math.nan)
    ci95_d3: Interval = (math.nan, math.nan)
    ci90_d3: Interval = (math.nan, math.nan)
    se3: float = math.nan
    df3: float = math.nan
    p3: float = math.nan
    p_holm: float = math.nan
    family_size: int = 0
    p_worse: float = math.nan
    p_level: float = math.nan
    p_better: float = math.nan
    dip: float = math.nan
    recovered: float = math.nan
    to_go: float = math.nan
    growth: float = math.nan
    smallest_detectable: float = math.nan
    delta: float = DELTA

    @property
    def signs(self) -> tuple[int, int, int]:
        """The shown directions of d1, d2 and d3: 1, -1, or 0 when the 95% interval holds zero."""
        return (sign(self.ci95_d1), sign(self.ci95_d2), sign(self.ci95_d3))

    @property
    def dip_shown(self) -> bool:
        return self.signs[0] < 0


def sign(interval: Interval) -> int:
    """1 or -1 when the interval lies wholly on one side of zero, else 0."""
    low, high = interval
    return 1 if low > 0 else -1 if high < 0 else 0


Triple = tuple[Summary | None, Summary | None, Summary | None]


def judge(
    baseline: Summary | None, dip: Summary | None, current: Summary | None,
    delta: float = DELTA, n_min: int = N_MIN, polarity: str = "higher",
) -> Verdict:  # fmt: skip
    """The verdict on one cell, as a family of one. See `judge_family`."""
    return judge_family([(baseline, dip, current)], delta=delta, n_min=n_min, polarity=polarity)[0]


def judge_family(
    cells: Sequence[Triple],
    delta: float | Sequence[float] = DELTA,
    n_min: int | Sequence[int] = N_MIN,
    polarity: str | Sequence[str] = "higher",
) -> list[Verdict]:
    """The verdicts on a family of cells, in the order given, with Holm's correction over the family.

    Settings are one value for all cells or one per cell. Polarity is higher, lower or neutral; a neutral cell gets the
    code of a change (UP_EARLIER ...) instead of a verdict, and does not count in the family.
    """
    deltas = _per_cell(delta, len(cells))
    minima = _per_cell(n_min, len(cells))
    polarities = _per_cell(polarity, len(cells))
    for value in polarities:
        if value not in ("higher", "lower", "neutral"):
            raise ValueError(f"polarity is higher, lower or neutral, not {value!r}")
    comparable = [comparable_periods(cell) for cell in cells]
    refused = [refusal(cell, int(least)) for cell, least in zip(comparable, minima, strict=True)]
    judged = [i for i, code in enumerate(refused) if not code]
    numbers = _compare([comparable[i] for i in judged], [deltas[i] for i in judged], [polarities[i] for i in judged])
    verdicts = [Verdict(code, delta=float(d)) for code, d in zip(refused, deltas, strict=True)]
    for i, verdict in zip(judged, numbers, strict=True):
        verdicts[i] = verdict
    p = [v.p3 if polarities[i] != "neutral" else math.nan for i, v in enumerate(verdicts)]
    adjusted, size = holm(p), int(np.count_nonzero(~np.isnan(p)))
    for i in judged:
        is_neutral = polarities[i] == "neutral"
        verdict = replace(
            verdicts[i],
            p_holm=verdicts[i].p3 if is_neutral else float(adjusted[i]),
            family_size=1 if is_neutral else size,
        )
        code, variant = _first_hit(verdict, comparable[i], is_neutral)
        verdicts[i] = replace(verdict, code=code, variant=variant)
    return verdicts


def _per_cell(value, count: int) -> list:
    if isinstance(value, str) or not isinstance(value, Sequence | np.ndarray):
        return [value] * count
    if len(value) != count:
        raise ValueError(f"{count} cells, but {len(value)} settings")
    return list(value)


# -------------------------------------------------------------------------------- before any number is looked at


def comparable_periods(cell: Triple) -> Triple:
    """A dip measured with another instrument than the baseline says nothing here: it is left out."""
    baseline, dip, current = cell
    if baseline and dip and _other_instrument(baseline, dip):
        dip = None
    return baseline, dip, current


def _other_instrument(one: Summary, two: Summary) -> bool:
    pairs = ((one.instrument, two.instrument), (one.instrument_version, two.instrument_version))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def refusal(cell: Triple, n_min: int) -> str:
    """Why this cell gets no verdict from numbers, or an empty text."""
    baseline, dip, current = cell
    if baseline is None:
        return "NO_BASELINE"
    if current is None:
        return "NO_CURRENT"
    if _other_instrument(baseline, current):
        return "NOT_COMPARABLE"
    present = [s for s in (baseline, dip, current) if s is not None]
    if any(s.n < n_min for s in present):
        return "TOO_FEW"
    if not all(s.has_spread for s in present):
        return "NO_SPREAD"
    if any(s.degrees_of_freedom <= 0 for s in present):
        return "TOO_FEW"
    return ""


# ----------------------------------------------------------------------------------------------------- the numbers


def _compare(cells: Sequence[Triple], deltas: Sequence[float], polarities: Sequence[str]) -> list[Verdict]:
    """All numbers of the cells, vectorised; code and variant are still empty."""
    turn = np.array([-1.0 if p == "lower" else 1.0 for p in polarities])
    mean, variance, df = (
        np.array([[math.nan if s is None else getattr(s, name) for s in cell] for cell in cells], float).reshape(-1, 3)
        for name in ("mean", "variance_of_mean", "degrees_of_freedom")
    )
    oriented = mean * turn[:, None]

    def pair(first: int, second: int) -> Difference:
        return difference(
            oriented[:, first],
            variance[:, first],
            df[:, first],
            oriented[:, second],
            variance[:, second],
            df[:, second],
        )

    d1, d2, d3 = pair(0, 1), pair(1, 2), pair(0, 2)
    band = np.asarray(deltas, float)
    worse, better = d3.below(-band), d3.above(band)
    b, d, c = oriented.T
    dip = np.where(np.isnan(d), np.nan, np.maximum(0.0, b - d))
    to_go = np.where(d < b, np.maximum(0.0, b - np.maximum(c, d)), np.where(np.isnan(d), np.nan, 0.0))
    columns = {
        "d1": d1.value, "d2": d2.value, "d3": d3.value,
        "se3": d3.se, "df3": d3.df, "p3": d3.p_two_sided(),
        "p_worse": worse, "p_better": better, "p_level": 1 - worse - better,
        "dip": dip,
        "recovered": np.clip(c - d, 0.0, dip),
        "to_go": to_go,
        "growth": np.maximum(0.0, c - b),
        "smallest_detectable": d3.smallest_detectable(),
        "delta": band,
    }  # fmt: skip
    intervals = {
        "ci95_d1": d1.interval(0.95), "ci95_d2": d2.interval(0.95),
        "ci95_d3": d3.interval(0.95), "ci90_d3": d3.interval(0.90),
    }  # fmt: skip
    known: dict[str, list[Any]] = {name: values.tolist() for name, values in columns.items()}
    known |= {name: list(zip(low.tolist(), high.tolist(), strict=True)) for name, (low, high) in intervals.items()}
    return [Verdict("", **{name: values[i] for name, values in known.items()}) for i in range(len(cells))]


# ------------------------------------------------------------------------------------------------------- the rules


def _first_hit(verdict: Verdict, cell: Triple, is_neutral: bool) -> tuple[str, str]:
    low, high = verdict.ci90_d3
    facts = Facts(
        *verdict.signs,
        level=-verdict.delta < low and high < verdict.delta,
        no_worse=low > -verdict.delta,
        beyond_chance=verdict.p_holm <= ALPHA,
        not_below=verdict.d3 >= 0,
    )
    rule = next(rule for rule in RULES[is_neutral, cell[1] is None] if rule.holds(facts))
    return rule.code, rule.variant
