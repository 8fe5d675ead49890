"""One location beside the national groups: margin, place, change, and how far a low score comes back by itself.

* margin: the SD of groups within an organisation over the root of the observations, 95%, with t on the degrees of freedom
  of that SD. It counts from `LEAST_WITHIN` of those on; a national sample with one group per organisation tells nothing of
  differences within one.
* place: the own interval held against the national quartiles; only when it lies wholly on one side is a side named.
* regression to the mean: the shrunk score w x + (1 - w) m with w = tau2 / (tau2 + se2). Over all units below a cut-off this
  comes to the (1 - rho) sigma C(z) of Barnett, van der Pols and Dobson 2005, with rho = w (test vector `rtm_barnett`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from monitor.statistics.clusters import LEAST_WITHIN

Z95 = 1.96
WITHIN, SETTING = "within", "setting"
BELOW, INSIDE, ABOVE, ACROSS = "below", "inside", "above", "across"


class Margin(NamedTuple):
    """Standard error and half width of the 95% interval of an own score, and what it rests on (WITHIN or SETTING)."""

    se: float
    half: float
    basis: str


def told_by(observations: Sequence[int]) -> float:
    """How many observations of one group tell as much as the mean over groups, each counting once whatever was seen of it.

    `observations` holds the number per group. G² / Σ(1/n): the sum when all groups were seen as often, less when not.
    """
    return len(observations) ** 2 / sum(1 / n for n in observations)


def margin(observations: float, within: float, df: float, setting: float) -> Margin:
    """The margin of a mean over `observations` observed parts of a day (see `told_by`), in the unit of the score.

    `within` is the national variance within organisations on `df` degrees of freedom; when it is not known well enough
    (NaN, 0, or few degrees of freedom) the half width is `setting`, which belongs to one observation and does not shrink,
    because nothing is known of how observations differ. Raises ValueError with less than one observation.
    """
    if observations < 1:
        raise ValueError(f"{observations} observations")
    if math.isfinite(within) and within > 0 and df >= LEAST_WITHIN:
        se = math.sqrt(within / observations)
        return Margin(se, float(stdtrit(df, 0.975)) * se, WITHIN)
    return Margin(setting / Z95, setting, SETTING)


def share_above(scores: Sequence[float], counts: Sequence[int], own: float) -> float:
    """The share of national groups that score higher; a group with the same score counts for half."""
    score, count = np.asarray(scores, float), np.asarray(counts, float)
    same = np.isclose(score, own, rtol=0, atol=1e-9)
    return float((count[(score > own) & ~same].sum() + count[same].sum() / 2) / count.sum())


def of_ten(share: float) -> int:
    """A share as a number of every 10, halves up."""
    return math.floor(10 * share + 0.5)


def side(ci95: tuple[float, float], q1: float, q3: float) -> str:
    """BELOW the first quartile, INSIDE the middle half or ABOVE the third, when the whole interval is; else ACROSS."""
    low, high = ci95
    if high < q1:
        return BELOW
    if low > q3:
        return ABOVE
    return INSIDE if low >= q1 and high <= q3 else ACROSS


class Step(NamedTuple):
    """A difference between two own measurements with its 95% interval; `sign` is 0 when the interval holds zero."""

    difference: float
    ci95: tuple[float, float]
    sign: int


def step(first: float, first_se: float, last: float, last_se: float, df: float = math.inf) -> Step:
    """From one measurement to a later one, both with their own margin; both rest on one SD, with `df` degrees of freedom."""
    quantile = float(stdtrit(df, 0.975)) if math.isfinite(df) else Z95
    half = quantile * math.hypot(first_se, last_se)
    d = last - first
    ends = d - half, d + half
    return Step(d, ends, 1 if ends[0] > 0 else -1 if ends[1] < 0 else 0)


def expected_return(own: float, se: float, national_mean: float, between: float) -> float:
    """How far a second measurement is expected from this one towards the national mean when nothing changed.

    `between` is the variance between organisations (tau2). Signed: positive when the own score lies below the mean.
    """
    weight = between / (between + se**2) if between + se**2 > 0 else 1.0
    return (1 - weight) * (national_mean - own)
