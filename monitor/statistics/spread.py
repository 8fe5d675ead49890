"""Did the differences between groups grow or shrink? From summaries, or from the counts per score.

* log variability ratio and log SD: Nakagawa et al. 2015; v as in that paper (not the n/(2(n-1)²) of Senior et al. 2020).
  Test vectors `lnvr_metafor`, `sdln_metafor`. Both assume nearly normal scores.
* relative SD: Mestdagh et al. 2018, the share of the largest SD that the mean still allows on a bounded scale.
* Brown-Forsythe: Brown & Forsythe 1974, the test of equal spreads that skewed scores disturb least. Test vector
  `brown_forsythe_nist`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc, ndtri


class SpreadChange(NamedTuple):
    """ln(sd of the first / sd of the second) with its 95% interval; exp() of it is the ratio of the spreads."""

    lnvr: float
    variance: float
    ci95: tuple[float, float]


class LogSD(NamedTuple):
    """The natural logarithm of an SD, corrected for its small-sample bias, with its sampling variance."""

    lnsd: float
    variance: float


class EqualSpread(NamedTuple):
    """Brown-Forsythe: W, its degrees of freedom and p; `deviations` is the mean distance to the median per group."""

    w: float
    df_between: float
    df_within: float
    p: float
    deviations: tuple[float, ...]


def lnvr(sd_1: float, n_1: float, sd_2: float, n_2: float) -> SpreadChange:
    """The log variability ratio of two groups. sd > 0 and n > 1 are needed. Assumes nearly normal scores."""
    one, two = log_sd(sd_1, n_1), log_sd(sd_2, n_2)
    return log_sd_change(one, two)


def log_sd(sd: float, n: float) -> LogSD:
    """ln(sd) + 1/(2(n-1)) with variance 1/(2(n-1)). sd > 0 and n > 1; pass n/deff when groups are clustered."""
    correction = 1 / (2 * (n - 1))
    return LogSD(math.log(sd) + correction, correction)


def log_sd_change(one: LogSD, two: LogSD) -> SpreadChange:
    """First minus second, with a normal interval."""
    value, variance = one.lnsd - two.lnsd, one.variance + two.variance
    half = float(ndtri(0.975)) * math.sqrt(variance)
    return SpreadChange(value, variance, (value - half, value + half))


def relative_sd(
    sd: ArrayLike, mean: ArrayLike, n: ArrayLike, scale_min: float, scale_max: float
) -> NDArray[np.float64]:
    """sd / sqrt((mean - min)(max - mean) n/(n-1)): 0 is no differences, 1 the most that this mean allows.

    Near an end of the scale an SD must shrink; this ratio need not. NaN when the mean lies on an end (no SD is possible
    there) or n < 2. Vectorised.
    """
    mean, n = np.asarray(mean, float), np.asarray(n, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        largest = np.sqrt((mean - scale_min) * (scale_max - mean) * n / (n - 1))
        return np.asarray(np.where(largest > 0, np.asarray(sd, float) / largest, np.nan))


def brown_forsythe(groups: Sequence[tuple[ArrayLike, ArrayLike]], deff: float | Sequence[float] = 1.0) -> EqualSpread:
    """Whether two or more sets of scores, each (scores ascending, counts), have equal spreads.

    `deff` is the design effect of the distances to the median, one for all or one per set: each set then counts as
    n/deff scores. p is NaN when no set has any spread around its median. Fewer than two sets raise ValueError.
    """
    if len(groups) < 2:
        raise ValueError("Brown-Forsythe compares two or more sets of scores")
    deffs = np.broadcast_to(np.asarray(deff, float), len(groups))
    size, mean, within = np.zeros(len(groups)), np.zeros(len(groups)), 0.0
    # Organisations that happen to be alike have a design effect of 0: W and p are then NaN, and nothing is shown.
    with np.errstate(divide="ignore", invalid="ignore"):
        for i, (values, weights) in enumerate(groups):
            scores, counts = np.asarray(values, float), np.asarray(weights, float)
            distances = np.abs(scores - median(scores, counts))
            total = counts.sum()
            size[i], mean[i] = total / deffs[i], distances @ counts / total
            within += float((distances - mean[i]) ** 2 @ counts) / deffs[i]
        df_between, df_within = len(groups) - 1.0, float(size.sum()) - len(groups)
        between = float(size @ (mean - size @ mean / size.sum()) ** 2)
        w = (between / df_between) / (within / df_within) if within > 0 and df_within > 0 else math.nan
    return EqualSpread(w, df_between, df_within, float(fdtrc(df_between, df_within, w)), tuple(mean.tolist()))


def median(scores: ArrayLike, counts: ArrayLike) -> float:
    """The median of counted scores (scores ascending)."""
    values, cumulative = np.asarray(scores, float), np.cumsum(np.asarray(counts))
    middle = (np.array([cumulative[-1] - 1, cumulative[-1]])) // 2
    low, high = values[np.searchsorted(cumulative, middle, side="right")]
    return float(low + (high - low) / 2)
