"""Standardised differences of means, and what to expect of those that were picked because they scored low.

A standardised difference is a column beside a verdict, never its ground: the SD differs by period. Hedges 1981 (exact
correction J), Bonett 2008 (unequal SDs), Barnett, van der Pols & Dobson 2005 (regression to the mean). Test vectors
`hedges_g_metafor`, `rtm_barnett`. All functions are vectorised.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, log_ndtr, ndtri

Floats = NDArray[np.float64]


class EffectSize(NamedTuple):
    """First mean minus second mean in SDs, with its sampling variance."""

    g: Floats
    variance: Floats


class ShrunkScore(NamedTuple):
    """A score drawn towards the national mean, with the range in which the true one lies with 95%."""

    score: Floats
    low: Floats
    high: Floats


def exact_j(df: ArrayLike) -> Floats:
    """Hedges' correction for small samples, exact: gamma(df/2) / (sqrt(df/2) gamma((df-1)/2)). df > 1."""
    freedom = np.asarray(df, float)
    return np.asarray(np.exp(gammaln(freedom / 2) - 0.5 * np.log(freedom / 2) - gammaln((freedom - 1) / 2)))


def hedges_g(
    mean_1: ArrayLike, sd_1: ArrayLike, n_1: ArrayLike, mean_2: ArrayLike, sd_2: ArrayLike, n_2: ArrayLike
) -> EffectSize:
    """First minus second over the pooled SD; variance 1/n1 + 1/n2 + g²/(2(n1+n2))."""
    m1, s1, n1, m2, s2, n2 = _floats(mean_1, sd_1, n_1, mean_2, sd_2, n_2)
    df = n1 + n2 - 2
    pooled = np.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / df)
    g = exact_j(df) * (m1 - m2) / pooled
    return EffectSize(np.asarray(g), np.asarray(1 / n1 + 1 / n2 + g**2 / (2 * (n1 + n2))))


def smdh(
    mean_1: ArrayLike, sd_1: ArrayLike, n_1: ArrayLike, mean_2: ArrayLike, sd_2: ArrayLike, n_2: ArrayLike
) -> EffectSize:
    """As `hedges_g` for unequal SDs: over the root of the mean of the two variances."""
    m1, s1, n1, m2, s2, n2 = _floats(mean_1, sd_1, n_1, mean_2, sd_2, n_2)
    j = exact_j(n1 + n2 - 2)
    mean_variance = (s1**2 + s2**2) / 2
    g = j * (m1 - m2) / np.sqrt(mean_variance)
    from_sds = g**2 * (s1**4 / (n1 - 1) + s2**4 / (n2 - 1)) / (8 * mean_variance**2)
    from_means = (s1**2 / (n1 - 1) + s2**2 / (n2 - 1)) / mean_variance
    return EffectSize(np.asarray(g), np.asarray(j**2 * (from_sds + from_means)))


def regression_to_the_mean(mu: ArrayLike, sigma: ArrayLike, cut: ArrayLike, rho: ArrayLike) -> Floats:
    """The rise to expect, without any change, of those who scored below `cut` the first time (scale points).

    (1 - rho) sigma C(z), C(z) = phi(z) / (1 - Phi(z)), z = (mu - cut) / sigma; rho is the correlation of two scores of
    the same location.
    """
    m, s, c, r = _floats(mu, sigma, cut, rho)
    z = (m - c) / s
    return np.asarray((1 - r) * s * np.exp(-(z**2) / 2 - 0.5 * np.log(2 * np.pi) - log_ndtr(-z)))


def shrunk_score(score: ArrayLike, se: ArrayLike, tau2: ArrayLike, mu: ArrayLike, level: float = 0.95) -> ShrunkScore:
    """w * score + (1-w) * mu with w = tau2 / (tau2 + se²), and the range around it. tau2 = se = 0 gives the score."""
    x, error, between, centre = _floats(score, se, tau2, mu)
    total = between + error**2
    w = np.divide(between, total, out=np.ones(np.shape(total)), where=total > 0)
    middle = w * x + (1 - w) * centre
    half = float(ndtri(0.5 + level / 2)) * np.sqrt(w) * error
    return ShrunkScore(np.asarray(middle), np.asarray(middle - half), np.asarray(middle + half))


def _floats(*values: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.asarray(value, float) for value in values)
