"""Intervals for proportions and for their difference. Never a t interval: it leaves 0 and 1 behind.

Wilson 1927 and Newcombe 1998 (method 10, the hybrid of two Wilson intervals). Test vector `newcombe_diff`. All functions
take arrays or scalars of the same shape and return arrays; n = 0 gives NaN.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]


class Proportion(NamedTuple):
    """A share between 0 and 1, or a difference of two between -1 and 1, with its interval."""

    value: Floats
    low: Floats
    high: Floats


def wilson(x: ArrayLike, n: ArrayLike, level: float = 0.95, deff: ArrayLike = 1.0) -> Proportion:
    """The share x of n with Wilson's score interval. With a design effect, n counts as n/deff."""
    found, total = np.asarray(x, float), np.asarray(n, float)
    z = float(ndtri(0.5 + level / 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = found / total
        size = total / np.asarray(deff, float)
        centre = share + z**2 / (2 * size)
        half = z * np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
        scale = 1 + z**2 / size
        low, high = (centre - half) / scale, (centre + half) / scale
    # At 0 of n and n of n the end is exact; rounding may put it beyond.
    return Proportion(
        share, np.asarray(np.where(share <= 0, share, low)), np.asarray(np.where(share >= 1, share, high))
    )


def newcombe(
    x_1: ArrayLike, n_1: ArrayLike, x_2: ArrayLike, n_2: ArrayLike,
    level: float = 0.95, deff_1: ArrayLike = 1.0, deff_2: ArrayLike = 1.0,
) -> Proportion:  # fmt: skip
    """First share minus second share with Newcombe's hybrid score interval."""
    one, two = wilson(x_1, n_1, level, deff_1), wilson(x_2, n_2, level, deff_2)
    gap = one.value - two.value
    down = np.sqrt((one.value - one.low) ** 2 + (two.high - two.value) ** 2)
    up = np.sqrt((one.high - one.value) ** 2 + (two.value - two.low) ** 2)
    return Proportion(gap, gap - down, gap + up)
