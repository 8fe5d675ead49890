"""Drawing scores whose mean, spread and design effect come out as aimed at.

Scores of groups of one organisation are alike. So a draw is split into what differs between organisations and what
differs within them; the two parts are scaled such that the sample has the spread and the design effect aimed at,
exactly (before rounding to the steps of the scale). Verdicts then follow from the aims, hardly from the luck of a draw.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from monitor.demo.aims import Aim

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

ORGANISATIONS = 70
LARGE = (0.10, 0.09, 0.08, 0.07)  # the shares of the largest organisations; the others share the rest about evenly
SHARED = 0.6  # how much of an organisation's or a group's standing returns in every measure
LEAST_INSIDE = 0.1  # the least part of the variance that lies within organisations, where it is steered
LOW = 4.5  # how far below the others clear outliers lie, in SDs of a group


def organisations(rng: np.random.Generator, n_locations: int) -> Codes:
    """For each location the number of its organisation, from 1; a few organisations are large and many are small."""
    others = 1 / np.arange(30, 30 + ORGANISATIONS - len(LARGE))
    sizes = np.append(LARGE, (1 - sum(LARGE)) * others / others.sum())
    return 1 + rng.choice(ORGANISATIONS, n_locations, p=sizes / sizes.sum())


def scores(
    rng: np.random.Generator,
    aim: Aim,
    organisation: Codes,
    standing: tuple[Floats, Floats],
    scale: tuple[float, float],
) -> Floats:
    """One score per group, on the scale and in its steps.

    `organisation` holds the organisation of each group; `standing` what organisations (by number) and groups have in
    common over measures, standard normal and signed as the scale.
    """
    of_organisation, of_group = standing
    own = math.sqrt(1 - SHARED**2)
    members, index = np.unique(organisation, return_inverse=True)
    common = SHARED * of_organisation[members - 1] + own * rng.standard_normal(len(members))
    single = SHARED * of_group + own * skewed(rng, len(index), lean(aim.mean, scale))
    outliers = rng.choice(len(index), aim.low_outliers, replace=False)
    single[outliers] = single[outliers] / 2 - LOW
    draw = math.sqrt(aim.icc) * common[index] + math.sqrt(1 - aim.icc) * single
    return on_scale(standardised(draw, index, aim.icc), aim, scale)


def lean(mean: float, scale: tuple[float, float]) -> float:
    """Where a mean lies on its scale: -1 at the floor, 0 in the middle, 1 at the ceiling."""
    low, high = scale
    return min(max((2 * mean - low - high) / (high - low), -1.0), 1.0)


def skewed(rng: np.random.Generator, n: int, tilt: float) -> Floats:
    """n draws with mean 0 and SD 1; the tail points away from the end of the scale that they lie near."""
    return math.sqrt(1 - tilt**2) * rng.standard_normal(n) + tilt * (4 - rng.gamma(4.0, size=n)) / 2


def standardised(draw: Floats, index: Codes, icc: float) -> Floats:
    """The draw with mean 0, SD 1 and design effect 1 + icc (m - 1), m the average size of a group's organisation.

    The design effect is the cluster-robust (CR1) variance of the mean over the simple one, as in the national cells.
    """
    n, sizes = len(draw), np.bincount(index)
    centred = draw - draw.mean()
    means = np.bincount(index, centred) / sizes
    between, within = means[index], centred - means[index]
    deff = 1 + icc * ((sizes**2).sum() / n - 1)
    clustered = len(sizes) / (len(sizes) - 1) * ((sizes * means) ** 2).sum() / n if len(sizes) > 1 else 0.0
    share = deff / clustered if clustered > 0 else 0.0
    if (apart := (between**2).sum()) > 0:  # groups of one organisation always differ somewhat
        share = min(share, (1 - LEAST_INSIDE) * (n - 1) / apart)
    rest, inside = (n - 1) - share * apart, (within**2).sum()
    if share <= 0 or rest <= 0 or inside <= 0:  # too few organisations to steer
        return np.asarray(centred / centred.std(ddof=1), float)
    return math.sqrt(share) * between + math.sqrt(rest / inside) * within


def on_scale(standard: Floats, aim: Aim, scale: tuple[float, float]) -> Floats:
    """Scores with the mean and SD aimed at, inside the scale, rounded to its steps (0.1 on 1-7, 1 on 0-100).

    Cutting off at the ends moves mean and spread a little; a few rounds bring them back.
    """
    decimals = -math.floor(math.log10((scale[1] - scale[0]) / 20))
    centre, spread = aim.mean, aim.sd
    for _ in range(5):
        cut = np.clip(centre + spread * standard, *scale)
        centre += aim.mean - cut.mean()
        spread *= aim.sd / cut.std(ddof=1)
    return np.asarray(np.round(np.clip(centre + spread * standard, *scale), decimals) + 0.0, float)
