"""Quantiles from exact counts per score: type 7 (as numpy and R draw them) and Harrell-Davis.

Scores are distinct and ascending, counts say how many groups have each; a count may be 10^8 at no extra cost.
Harrell & Davis 1982: a weighted mean of all scores, smoother than a single order statistic, so that the lowest tenth of
some fifty groups does not jump from score to score. Test vector `harrell_davis`. All deciles of two periods side by
side are the shift function (Rousselet, Pernet & Wilcox 2017).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, ndtri

Floats = NDArray[np.float64]

DECILES = tuple(tenth / 10 for tenth in range(1, 10))

# A table of the Beta distribution for many resamples at once: this many points over this many SDs either side of p.
# It is off by less than 1e-4 of the distance between two scores, far below any bootstrap margin.
TABLE_POINTS, TABLE_SDS = 512, 9.0


class Shift(NamedTuple):
    """The quantiles of two periods and second minus first, in scale points, with an interval per quantile.

    Every field is an array with one value per p. The interval takes each quantile by itself: of nine intervals at 95%,
    one in three times one misses by chance.
    """

    p: Floats
    first: Floats
    second: Floats
    difference: Floats
    low: Floats
    high: Floats


def type7(scores: ArrayLike, counts: ArrayLike, p: ArrayLike) -> Floats:
    """Quantiles at p, equal to numpy's default and to R's type 7. NaN when there are no scores."""
    values, cumulative = np.asarray(scores, float), np.cumsum(np.asarray(counts))
    wanted = np.asarray(p, float)
    if not len(cumulative) or cumulative[-1] == 0:
        return np.full(wanted.shape, np.nan)
    place = (cumulative[-1] - 1) * wanted
    below = np.floor(place)
    part = place - below
    low, high = (
        values[np.searchsorted(cumulative, np.minimum(rank, cumulative[-1] - 1), side="right")]
        for rank in (below, below + 1)
    )
    # numpy interpolates from the nearer end; so do we, to agree to the last digit.
    return np.asarray(np.where(part < 0.5, low + (high - low) * part, high - (high - low) * (1 - part)))


def harrell_davis(scores: ArrayLike, counts: ArrayLike, p: ArrayLike) -> Floats:
    """Harrell-Davis quantiles at p, with 0 < p < 1. NaN when there are no scores."""
    values, n, shares = _shares(scores, counts)
    wanted = np.asarray(p, float)
    if n == 0:
        return np.full(wanted.shape, np.nan)
    return _weighted(values, _beta(shares, n + 1, wanted[..., None]))


def harrell_davis_se(scores: ArrayLike, counts: ArrayLike, p: ArrayLike) -> Floats:
    """The jackknife standard error of the Harrell-Davis quantiles, for groups that are independent. NaN when n < 3.

    Leaving out one group gives only as many different results as there are scores, and each of these is the sum of a
    part below that score and a part above it: the cost grows with the number of scores, not with n.
    """
    values, n, shares = _shares(scores, counts)
    wanted = np.atleast_1d(np.asarray(p, float))
    if n < 3:
        return np.full(np.shape(p), np.nan)
    weight = np.asarray(counts, float)
    upto = shares * n
    rest = n - 1
    before = _beta(np.minimum(upto / rest, 1.0), n, wanted[:, None])  # nothing left out up to here
    after = _beta((upto - 1) / rest, n, wanted[:, None])  # one left out up to here
    start = np.concatenate([np.zeros((len(wanted), 1)), before[:, :-1]], axis=1)
    below = np.cumsum(np.diff(before, axis=1, prepend=0.0) * values, axis=1)
    above = np.cumsum((np.diff(after, axis=1, prepend=0.0) * values)[:, ::-1], axis=1)[:, ::-1]
    nothing = np.zeros((len(wanted), 1))
    left_out = (
        np.concatenate([nothing, below[:, :-1]], axis=1)
        + values * (after - start)
        + np.concatenate([above[:, 1:], nothing], axis=1)
    )
    centre = left_out @ weight / n
    variance = (left_out - centre[:, None]) ** 2 @ weight / n
    return np.asarray(np.sqrt(rest * variance).reshape(np.shape(p)))


def harrell_davis_draws(scores: ArrayLike, drawn: NDArray, p: ArrayLike, n: float) -> Floats:
    """Harrell-Davis quantiles of many resamples at once: `drawn` is (draws, scores), the result (draws, len(p)).

    `n` is the number of groups of the cell itself; resamples of whole organisations vary a little around it. The Beta
    distribution is read from a table.
    """
    values = np.asarray(scores, float)
    shares = np.cumsum(drawn, axis=1, dtype=float)
    shares /= shares[:, -1:]
    shares[:, -1] = 1.0
    least, most = shares.min(axis=0), shares.max(axis=0)
    found = np.empty((len(drawn), np.size(p)))
    for i, wanted in enumerate(np.atleast_1d(np.asarray(p, float))):
        reach = TABLE_SDS * np.sqrt(wanted * (1 - wanted) / (n + 2))
        grid = np.linspace(max(wanted - reach, 0.0), min(wanted + reach, 1.0), TABLE_POINTS)
        # Only where some resample is inside the table; before it every weight is 0, after it 1.
        first = int(np.searchsorted(most, grid[0], side="right"))
        last = int(np.searchsorted(least, grid[-1]))
        weights = np.interp(shares[:, first:last], grid, _beta(grid, n + 1, wanted), left=0.0, right=1.0)
        found[:, i] = values[last] - weights @ np.diff(values[first : last + 1])
    return found


def shift_function(
    scores_1: ArrayLike, counts_1: ArrayLike, scores_2: ArrayLike, counts_2: ArrayLike,
    p: ArrayLike = DECILES, level: float = 0.95,
) -> Shift:  # fmt: skip
    """How every decile moved from the first period to the second, with jackknife margins (independent groups).

    For groups within organisations take the margins from `monitor.statistics.bootstrap` instead.
    """
    wanted = np.atleast_1d(np.asarray(p, float))
    first, second = harrell_davis(scores_1, counts_1, wanted), harrell_davis(scores_2, counts_2, wanted)
    se = np.hypot(harrell_davis_se(scores_1, counts_1, wanted), harrell_davis_se(scores_2, counts_2, wanted))
    half = float(ndtri(0.5 + level / 2)) * se
    return Shift(wanted, first, second, second - first, second - first - half, second - first + half)


def _shares(scores: ArrayLike, counts: ArrayLike) -> tuple[Floats, float, Floats]:
    """The scores, n, and the share of groups at or below each score."""
    cumulative = np.cumsum(np.asarray(counts), dtype=float)
    n = float(cumulative[-1]) if len(cumulative) else 0.0
    return np.asarray(scores, float), n, cumulative / n if n else cumulative


def _beta(shares: ArrayLike, n_plus_1: float, p: ArrayLike) -> Floats:
    """P(Beta(n_plus_1 * p, n_plus_1 * (1-p)) <= share)."""
    wanted = np.asarray(p, float)
    return np.asarray(betainc(n_plus_1 * wanted, n_plus_1 * (1 - wanted), np.asarray(shares, float)))


def _weighted(values: Floats, cumulative: Floats) -> Floats:
    """Sum of score * (step of the cumulative weight), written over the gaps between scores."""
    return np.asarray(values[-1] - cumulative[..., :-1] @ np.diff(values))
