"""How much of the differences lies between organisations, and which organisations are more than chance away.

Everything works on sums per organisation: n groups, the sum of their scores, the sum of their squares.

* ICC(1), one-way, unbalanced: Shrout & Fleiss 1979 with the average size n0 of the analysis of variance. Interval:
  Searle 1971, exact for organisations of equal size, here with n0 for unequal sizes. Test vector `icc1_shrout_fleiss`.
* tau²: Paule & Mandel 1982 (test vector `tau2_paule_mandel`).
* funnel limits with additive overdispersion: Spiegelhalter 2005, winsorised at 10%.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import fdtri, ndtri

Floats = NDArray[np.float64]

Z95, Z998 = 1.96, 3.09
WINSORISED = 0.10

# The mean square of a standard normal value when the lowest and the highest 10% are pulled in. Without this correction
# winsorising makes tau² a third too small, and then organisations are flagged by chance.
_EDGE = float(ndtri(1 - WINSORISED))
WINSORISED_SQUARE = (
    1 - 2 * WINSORISED - 2 * _EDGE * math.exp(-(_EDGE**2) / 2) / math.sqrt(2 * math.pi) + 2 * WINSORISED * _EDGE**2
)

# With fewer groups to spare than this, the SD within organisations is too uncertain; the SD of all groups is used.
LEAST_WITHIN = 10


class Parts(NamedTuple):
    """The differences between groups split in two (variances in squared scale points).

    `icc` is the share that lies between organisations, 0 when organisations differ no more than chance makes them
    (`icc_raw` may then be negative). `average_size` is n0. NaN where it cannot be computed: fewer than two organisations,
    or one group in each.
    """

    between: float
    within: float
    icc: float
    icc_raw: float
    ci95: tuple[float, float]
    n_organisations: int
    n_groups: int
    average_size: float


class Tau2(NamedTuple):
    """Between-unit variance with the mean that belongs to it, and Q: the heterogeneity without that variance."""

    tau2: float
    mean: float
    q: float


class Funnel(NamedTuple):
    """Limits of a funnel per organisation, and where it lies: z, and flag 0, ±1 (outside 95%) or ±2 (outside 99.8%).

    `standard_error` is the root of within²/n + tau². All arrays have one value per organisation.
    """

    centre: float
    tau2: float
    low95: Floats
    high95: Floats
    low998: Floats
    high998: Floats
    z: Floats
    flag: NDArray[np.int8]


def parts(n: ArrayLike, total: ArrayLike, squares: ArrayLike) -> Parts:
    """Variance between and within organisations and ICC(1) with its 95% interval, from sums per organisation.

    The interval is cut off at 0 and 1.
    """
    size, s, q = np.asarray(n, float), np.asarray(total, float), np.asarray(squares, float)
    organisations, groups = len(size), float(size.sum())
    df_between, df_within = organisations - 1.0, groups - organisations
    nan = math.nan
    if df_between < 1 or df_within < 1:
        return Parts(nan, nan, nan, nan, (nan, nan), organisations, int(groups), nan)
    mean = s.sum() / groups
    from_mean = s - size * mean  # moved to the mean first: sums of squares far from zero lose digits
    explained = float(np.sum(from_mean**2 / size))
    scatter = float(np.sum(q - 2 * mean * s + size * mean**2))
    rest = scatter - explained
    ms_between = explained / df_between
    ms_within = rest / df_within if rest > 1e-12 * float(q.sum()) else 0.0  # less is what adding up rounds off
    n0 = (groups - float(np.sum(size**2)) / groups) / df_between
    spread = ms_between + (n0 - 1) * ms_within
    raw = (ms_between - ms_within) / spread if spread > 0 else nan
    return Parts(
        max(0.0, (ms_between - ms_within) / n0), ms_within, max(0.0, raw) if spread > 0 else nan, raw,
        _searle(ms_between, ms_within, df_between, df_within, n0), organisations, int(groups), n0,
    )  # fmt: skip


def _searle(ms_between: float, ms_within: float, df_1: float, df_2: float, n0: float) -> tuple[float, float]:
    if ms_within == 0:
        return (1.0, 1.0) if ms_between > 0 else (math.nan, math.nan)
    f = ms_between / ms_within
    low = f / float(fdtri(df_1, df_2, 0.975))
    high = f * float(fdtri(df_2, df_1, 0.975))
    return max(0.0, (low - 1) / (low + n0 - 1)), min(1.0, max(0.0, (high - 1) / (high + n0 - 1)))


# -------------------------------------------------------------------------------------------------------------- tau²


def paule_mandel(y: ArrayLike, v: ArrayLike) -> Tau2:
    """tau² such that the weighted squares around the weighted mean come to their expectation, k - 1.

    y: one estimate per unit, v > 0: its sampling variance. tau² is 0 when the estimates differ no more than that.
    """
    value, variance = np.asarray(y, float), np.asarray(v, float)

    def at(tau2: float) -> tuple[float, float, Floats]:
        weight = 1 / (variance + tau2)
        mean = float(weight @ value / weight.sum())
        return mean, float(weight @ (value - mean) ** 2), weight

    mean, q, weight = at(0.0)
    first, excess, tau2 = q, q - (len(value) - 1), 0.0
    # Q falls and is convex in tau², so Newton's steps from 0 climb to the root and never pass it.
    while excess > 1e-10 * max(1, len(value)):
        step = excess / float(weight**2 @ (value - mean) ** 2)
        tau2 += step
        mean, q, weight = at(tau2)
        excess = q - (len(value) - 1)
        if step <= 1e-14 * tau2:
            break
    return Tau2(tau2, mean, first)


def overdispersion(y: ArrayLike, v: ArrayLike, centre: float) -> float:
    """tau² around a fixed centre by the same equation, on winsorised z values: a few real outliers do not widen the
    limits that must show them."""
    value, variance = np.asarray(y, float), np.asarray(v, float)
    if len(value) < 2:
        return 0.0
    away = (value - centre) ** 2
    wanted = (len(value) - 1) * WINSORISED_SQUARE

    def squares(tau2: float) -> float:
        z = (value - centre) / np.sqrt(variance + tau2)
        low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED])
        return float(np.sum(np.clip(z, low, high) ** 2))

    if squares(0.0) <= wanted:
        return 0.0
    # At this tau² the sum of squares is certainly below what is wanted.
    too_large = 2 * float(away.max()) / WINSORISED_SQUARE
    return float(brentq(lambda tau2: squares(tau2) - wanted, 0.0, too_large, xtol=1e-12, rtol=1e-9))


# ------------------------------------------------------------------------------------------------------------ funnels


def funnel_mean(n: ArrayLike, total: ArrayLike, squares: ArrayLike, centre: float | None = None) -> Funnel:
    """Organisation means around the mean of all groups: centre ± z sqrt(within²/n + tau²), in scale points.

    `centre` is the national mean when it is known better than from these sums. The SD is that within organisations, for
    tau² already holds what lies between them; with few groups to spare it is the SD of all groups, which is wider.
    """
    size, s = np.asarray(n, float), np.asarray(total, float)
    middle = float(s.sum() / size.sum()) if centre is None else centre
    variance = _within(size, s, np.asarray(squares, float)) / size
    means = s / size
    tau2 = overdispersion(means, variance, middle) if np.all(variance > 0) else 0.0
    return funnel(means, variance, middle, tau2)


def funnel_proportion(x: ArrayLike, n: ArrayLike, centre: float | None = None, overdispersed: bool = True) -> Funnel:
    """Shares per organisation around the overall share: p ± z sqrt(p(1-p)/n + tau²), kept between 0 and 1."""
    found, size = np.asarray(x, float), np.asarray(n, float)
    p = float(found.sum() / size.sum()) if centre is None else centre
    variance = p * (1 - p) / size
    tau2 = overdispersion(found / size, variance, p) if overdispersed and 0 < p < 1 else 0.0
    limits = funnel(found / size, variance, p, tau2)
    return limits._replace(
        low95=np.maximum(limits.low95, 0), high95=np.minimum(limits.high95, 1),
        low998=np.maximum(limits.low998, 0), high998=np.minimum(limits.high998, 1),
    )  # fmt: skip


def funnel(value: ArrayLike, variance: ArrayLike, centre: float, tau2: float = 0.0) -> Funnel:
    """Limits for values with a known sampling variance. Also for a smooth line: pass the variance at each n."""
    error = np.sqrt(np.asarray(variance, float) + tau2)
    away = np.asarray(value, float) - centre
    z = np.divide(away, error, out=np.zeros(np.shape(error)), where=error > 0)
    flag = ((np.abs(z) > Z95).astype(np.int8) + (np.abs(z) > Z998).astype(np.int8)) * np.sign(z).astype(np.int8)
    return Funnel(
        centre, tau2, centre - Z95 * error, centre + Z95 * error, centre - Z998 * error, centre + Z998 * error, z, flag
    )


def _within(size: Floats, total: Floats, squares: Floats) -> float:
    """The variance within organisations, or of all groups when there are too few groups to spare."""
    split = parts(size, total, squares)
    if split.n_groups - split.n_organisations >= LEAST_WITHIN:
        return split.within
    n = float(size.sum())
    mean = total.sum() / n
    return max(0.0, float(np.sum(squares - 2 * mean * total + size * mean**2)) / (n - 1)) if n > 1 else 0.0
