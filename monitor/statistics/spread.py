"""Did the differences between groups grow or shrink? The log variability ratio from summaries.

Nakagawa et al. 2015; v as in that paper (not the n/(2(n-1)²) of Senior et al. 2020). Test vector `lnvr_metafor`.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from scipy.special import ndtri


class SpreadChange(NamedTuple):
    """ln(sd of the first / sd of the second) with its 95% interval; exp() of it is the ratio of the spreads."""

    lnvr: float
    variance: float
    ci95: tuple[float, float]


def lnvr(sd_1: float, n_1: float, sd_2: float, n_2: float) -> SpreadChange:
    """The log variability ratio of two groups. sd > 0 and n > 1 are needed. Assumes nearly normal scores."""
    value = math.log(sd_1 / sd_2) + 1 / (2 * (n_1 - 1)) - 1 / (2 * (n_2 - 1))
    variance = 1 / (2 * (n_1 - 1)) + 1 / (2 * (n_2 - 1))
    half = float(ndtri(0.975)) * math.sqrt(variance)
    return SpreadChange(value, variance, (value - half, value + half))
