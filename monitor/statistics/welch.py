"""Welch's comparison of two means from summaries, vectorised over cells.

All functions take arrays (or scalars) of the same shape and return arrays. Source of the formulas: Welch 1947 and
Satterthwaite; test vectors `tost_welch_summary` and `welch_sleep`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

Floats = NDArray[np.float64]


class Difference(NamedTuple):
    """A difference of two means: value, standard error and degrees of freedom (in the unit of the scores)."""

    value: Floats
    se: Floats
    df: Floats

    def interval(self, level: float) -> tuple[Floats, Floats]:
        """The confidence interval at this level (0.95 gives the 95% interval)."""
        half = stdtrit(self.df, 0.5 + level / 2) * self.se
        return self.value - half, self.value + half

    def p_two_sided(self) -> Floats:
        """P of a difference at least this large when the true difference is zero."""
        with np.errstate(divide="ignore", invalid="ignore"):  # a standard error of 0 says: certain, or nothing to tell
            return np.asarray(2 * stdtr(self.df, -np.abs(self.value / self.se)))

    def below(self, bound: ArrayLike) -> Floats:
        """P(true difference < bound), read from the same t distribution (the graded line)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(stdtr(self.df, (np.asarray(bound) - self.value) / self.se))

    def above(self, bound: ArrayLike) -> Floats:
        """P(true difference > bound)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(stdtr(self.df, (self.value - np.asarray(bound)) / self.se))

    def smallest_detectable(self, power: float = 0.8, alpha: float = 0.05) -> Floats:
        """The smallest true difference that a sample like this shows with this power (two-sided test at alpha)."""
        return np.asarray((stdtrit(self.df, 1 - alpha / 2) + stdtrit(self.df, power)) * self.se)


def difference(
    mean_1: ArrayLike, variance_of_mean_1: ArrayLike, df_1: ArrayLike,
    mean_2: ArrayLike, variance_of_mean_2: ArrayLike, df_2: ArrayLike,
) -> Difference:  # fmt: skip
    """Second mean minus first mean, with the Satterthwaite degrees of freedom.

    The variance of a mean is s²/n* with n* = n/deff, or the cluster-robust variance; its df is n*-1, or G-1.
    """
    v1, v2 = np.asarray(variance_of_mean_1, float), np.asarray(variance_of_mean_2, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        df = (v1 + v2) ** 2 / (v1**2 / np.asarray(df_1, float) + v2**2 / np.asarray(df_2, float))
    return Difference(np.asarray(mean_2, float) - np.asarray(mean_1, float), np.sqrt(v1 + v2), df)


def mean_interval(
    mean: ArrayLike, variance_of_mean: ArrayLike, df: ArrayLike, level: float = 0.95
) -> tuple[Floats, Floats]:
    """The t interval of one mean (test vector `mean_t_ci`)."""
    half = stdtrit(np.asarray(df, float), 0.5 + level / 2) * np.sqrt(np.asarray(variance_of_mean, float))
    return np.asarray(mean, float) - half, np.asarray(mean, float) + half
