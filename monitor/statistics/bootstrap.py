"""Margins by resampling: whole organisations when they are known, else groups. Seeded, so that a figure never flickers.

Groups of one organisation are alike; resampling them one by one would give margins that are too small. Organisations
are drawn with replacement, as many as there are; groups without a known organisation are drawn beside them, as many as
there are. A resample is kept as counts per score, so that its cost grows with the number of distinct scores (at most a
few thousand) and not with the number of groups.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from monitor.statistics.quantiles import harrell_davis, harrell_davis_draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Seed = int | Sequence[int]

DRAWS, SEED = 1000, 20260101

# Organisations are drawn by a generator of their own, this number added to its seed: not by the one that draws groups.
WHOLE = 1
# More organisations than this are first put together at random in this many bundles of equal size: bundles of
# independent organisations are independent too, and the margins stay the same but for some two per cent.
MOST_UNITS = 2000
# Up to this many groups it is quicker to draw each group than to draw how often each score occurs.
FEW_GROUPS = 4000
# Above this many groups only the scores near a quantile are resampled one by one. It changes no margin.
LARGE = 5000
REACH = 6.0
# Up to this many places per row a table is first made in full.
MOST_PLACES = 20


class Mean(NamedTuple):
    """A mean over groups, its sampling variance and the degrees of freedom of that variance."""

    value: float
    variance: float
    df: float


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The observed groups of one cell in one period.

    `scores` (k,) distinct and ascending, `counts` (k,) all groups with that score; `loose` (k,) those of them whose
    organisation is not known; `organisations` (G, k) a sparse table of the others, one row per organisation.
    """

    scores: Floats
    counts: Ints
    loose: Ints
    organisations: csr_array | None = None

    @classmethod
    def from_counts(cls, scores: ArrayLike, counts: ArrayLike) -> Groups:
        """Groups of which no organisation is known."""
        weights = np.asarray(counts, np.int64)
        return cls(np.asarray(scores, float), weights, weights)

    @classmethod
    def from_rows(cls, score: ArrayLike, organisation: ArrayLike | None = None, count: ArrayLike = 1) -> Groups:
        """From rows in any order: a score, a whole number for its organisation (negative: unknown), and how often."""
        scores, place = np.unique(np.asarray(score, float), return_inverse=True)
        owner = None
        if organisation is not None:
            codes, owner = np.unique(np.asarray(organisation, np.int64), return_inverse=True)
            owner = owner - int(np.searchsorted(codes, 0))
        return cls.from_codes(scores, place, owner, count)

    @classmethod
    def from_codes(
        cls, scores: Floats, place: ArrayLike, owner: ArrayLike | None = None, count: ArrayLike = 1
    ) -> Groups:
        """From rows that refer to `scores` (ascending) by place; `owner` is a small whole number, negative if unknown.

        No sorting: the cost is that of adding up. Scores and owners that no row refers to are left out.
        """
        where = np.asarray(place, np.intp)
        often = np.broadcast_to(np.asarray(count, np.int64), where.shape)
        counts = _add_up(where, often, len(scores))
        there = counts > 0
        if not there.all():
            scores, counts, where = scores[there], counts[there], _ranks(there)[where]
        if owner is None:
            return cls(scores, counts, counts)
        row = np.asarray(owner, np.intp)
        known = row >= 0
        if not known.any():
            return cls(scores, counts, counts)
        owns = np.bincount(row[known]) > 0
        table = _table(_ranks(owns)[row[known]], where[known], often[known], (int(owns.sum()), len(scores)))
        return cls(scores, counts, _add_up(where[~known], often[~known], len(scores)), table)

    def near(self, p: Floats) -> Groups:
        """The same groups, with the scores far from the quantiles at p put together: for resampling those quantiles.

        Far is where no resample brings a quantile: `REACH` times the cluster-robust standard error of the share of groups
        below it, plus as many times the SD of the Harrell-Davis weights. A run of far scores becomes its highest score.
        """
        share = np.cumsum(self.counts) / self.n
        keep = np.zeros(len(share), bool)
        for wanted in p.tolist():
            middle = min(int(np.searchsorted(share, wanted)), len(share) - 1)
            variance = self.mean_of(np.arange(len(share)) <= middle).variance
            if not variance >= 0:
                return self
            reach = REACH * (np.sqrt(variance) + np.sqrt(wanted * (1 - wanted) / (self.n + 2)))
            first, last = np.searchsorted(share, (wanted - reach, wanted + reach)).tolist()
            keep[first : last + 1] = True
        start = keep.copy()
        start[0], start[1:] = True, keep[1:] | keep[:-1]
        first_of = np.flatnonzero(start)
        last_of = np.append(first_of[1:], len(start)) - 1
        label = np.cumsum(start) - 1
        table = self.organisations
        if table is not None:
            table = table @ csr_array((np.ones(len(label)), (np.arange(len(label)), label)))
        counts, loose = (np.add.reduceat(often, first_of) for often in (self.counts, self.loose))
        return Groups(self.scores[last_of], counts, loose, table)

    @property
    def n(self) -> int:
        return int(self.counts.sum())

    @property
    def has_organisations(self) -> bool:
        return self.organisations is not None

    def mean_of(self, values: ArrayLike) -> Mean:
        """The mean over groups of something that depends on the score, with its cluster-robust variance (CR1).

        `values` (k,) has one value per score. A group without an organisation is a cluster of its own. The variance is
        NaN with fewer than two clusters.
        """
        value = np.asarray(values, float)
        n = self.n
        mean = float(value @ self.counts) / n
        away = value - mean
        clusters, squares = float(self.loose.sum()), float(away**2 @ self.loose)
        if self.organisations is not None:
            clusters += self.organisations.shape[0]
            squares += float(np.sum((self.organisations @ away) ** 2))
        if clusters < 2:
            return Mean(mean, float("nan"), 0.0)
        return Mean(mean, clusters / (clusters - 1) * squares / n**2, clusters - 1)

    def design_effect(self, values: ArrayLike) -> float:
        """The variance of that mean over what it would be if all groups were independent; 1 without organisations."""
        if self.organisations is None:
            return 1.0
        value = np.asarray(values, float)
        n = self.n
        simple = float((value - value @ self.counts / n) ** 2 @ self.counts) / (n - 1) / n if n > 1 else 0.0
        return self.mean_of(value).variance / simple if simple > 0 else 1.0


class QuantileDraws(NamedTuple):
    """Harrell-Davis quantiles of one cell: p (q,), the quantiles themselves `at` (q,), and of every resample (draws, q)."""

    p: Floats
    at: Floats
    draws: Floats

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """The percentile interval of every quantile, in scale points."""
        return interval(self.draws, level)

    def widened(self, deff: float) -> QuantileDraws:
        """With an assumed design effect, for groups whose organisations are not known."""
        return self if deff == 1 else self._replace(draws=self.at + (self.draws - self.at) * np.sqrt(deff))


def resample(groups: Groups, draws: int = DRAWS, seed: Seed = SEED) -> Floats:
    """Counts per score of many resamples: (draws, k). The same seed gives the same counts.

    Two periods need two seeds, or they would be drawn alike; `seed` may be a list such as (SEED, 1).
    """
    rng = np.random.default_rng(seed)
    drawn = _draw(groups.loose, draws, rng).astype(float)
    if groups.organisations is not None:
        table = _bundled(groups.organisations, rng)
        drawn += (
            table.T @ resampled_organisations(table.shape[0], draws, seed if isinstance(seed, int) else tuple(seed))
        ).T
    return drawn


def quantile_draws(groups: Groups, p: ArrayLike = (0.1, 0.9), draws: int = DRAWS, seed: Seed = SEED) -> QuantileDraws:
    """Harrell-Davis quantiles at p, of the cell and of every resample. At least one group is needed."""
    wanted = np.atleast_1d(np.asarray(p, float))
    near = groups.near(wanted) if groups.n > LARGE else groups
    found = harrell_davis_draws(near.scores, resample(near, draws, seed), wanted, groups.n)
    return QuantileDraws(wanted, harrell_davis(groups.scores, groups.counts, wanted), found)


def interval(draws: Floats, level: float = 0.95) -> tuple[Floats, Floats]:
    """The percentile interval over the first axis of the resamples."""
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low, high


def _draw(multiplicity: Ints, draws: int, rng: np.random.Generator) -> Ints:
    """How often each unit is drawn: (draws, units). As many are drawn as there are, each equally likely."""
    total, units = int(multiplicity.sum()), len(multiplicity)
    if total == 0:
        return np.zeros((draws, units), np.int64)
    if total > FEW_GROUPS:
        return rng.multinomial(total, multiplicity / total, size=draws)
    unit = np.repeat(np.arange(units), multiplicity)[rng.integers(0, total, (draws, total))]
    unit += np.arange(draws)[:, None] * units
    return np.bincount(unit.ravel(), minlength=draws * units).reshape(draws, units)


@functools.lru_cache(maxsize=3)
def resampled_organisations(units: int, draws: int, seed: int | tuple[int, ...]) -> Floats:
    """How often each organisation is drawn: (units, draws). Kept, as cells often have the same organisations."""
    own = (*seed, WHOLE) if isinstance(seed, tuple) else (seed, WHOLE)
    found = _draw(np.ones(units, np.int64), draws, np.random.default_rng(own)).T.astype(float)
    found.flags.writeable = False
    return found


def _bundled(table: csr_array, rng: np.random.Generator) -> csr_array:
    size = table.shape[0]
    if size <= MOST_UNITS:
        return table
    bundle = rng.permutation(size) % MOST_UNITS
    return csr_array((np.ones(size), (bundle, np.arange(size))), shape=(MOST_UNITS, size)) @ table


def _add_up(place: NDArray[np.intp], often: Ints, size: int) -> Ints:
    """Whole numbers added up per place. In integers: floats lose groups from 2^53 on."""
    total = np.zeros(size, np.int64)
    np.add.at(total, place, often)
    return total


def _table(row: NDArray[np.intp], column: NDArray[np.intp], often: Ints, shape: tuple[int, int]) -> csr_array:
    """A sparse table of counts. With many rows for each place it is quicker to add them up before than after."""
    if shape[0] * shape[1] > MOST_PLACES * len(row):
        return csr_array((often.astype(float), (row, column)), shape=shape)
    flat = np.bincount(row * shape[1] + column, often, shape[0] * shape[1])
    place = np.flatnonzero(flat)
    starts = np.searchsorted(place, np.arange(shape[0] + 1) * shape[1])
    return csr_array((flat[place], place % shape[1], starts), shape=shape)


def _ranks(chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
    """For every place its number among those chosen."""
    return np.cumsum(chosen) - 1
