"""Which scores stand out, by a rule that the reader chooses. One record per rule drives calculation and explanation.

Tukey's fences; the adjusted box plot (Hubert & Vandervieren 2008) for skewed scores, which rests on the medcouple
(Brys, Hubert & Struyf 2004; test vectors `medcouple_robustbase`, `adjusted_boxplot_fences`); the MAD rule (Iglewicz &
Hoaglin 1993) as a cross-check. Scores are distinct and ascending, counts say how many groups have each.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from monitor.statistics.quantiles import type7
from monitor.statistics.spread import median

Floats = NDArray[np.float64]

# Up to this many pairs of distinct scores all values of the medcouple's kernel are written out; above it they are only
# counted, which costs a little more for few scores and far less for many.
MOST_PAIRS = 1_000_000


class Fences(NamedTuple):
    """The limits beyond which a score is an outlier, in scale points. NaN: the rule draws no limit here."""

    low: float
    high: float


NO_FENCES = Fences(math.nan, math.nan)


class Outliers(NamedTuple):
    """What a rule marks in one cell: its fences, and the number of groups beyond them."""

    fences: Fences
    low_count: int
    high_count: int


DECIMALS = 9


@dataclass(frozen=True, slots=True)
class OutlierRule:
    """One rule: how it is called, what it says of itself, where its fences lie, and from which n it may be used.

    `fences` takes scores, counts and the limits the reader set; only the threshold rule uses the latter. A score on the
    high limit itself counts under the threshold rule ("6,0 of hoger") and not under the others.
    """

    slug: str
    label_nl: str
    explanation_nl: str
    fences: Callable[[Floats, NDArray, Fences], Fences]
    n_min: int = 1
    counts_high_limit: bool = False

    def marks(self, values: ArrayLike, fences: Fences) -> NDArray[np.int8]:
        """-1 for a low outlier, 1 for a high one, 0 for the rest; also for dots in a chart."""
        # A score that stands on a computed fence must not fall beyond it by the last digit: 4.5 + 1.5 * 0.8 is not 5.7.
        scores = np.round(np.asarray(values, float), DECIMALS)
        low_fence, high_fence = (round(float(fence), DECIMALS) for fence in fences)
        high = scores >= high_fence if self.counts_high_limit else scores > high_fence
        return np.asarray(high.astype(np.int8) - (scores < low_fence).astype(np.int8))


def count_outliers(scores: ArrayLike, counts: ArrayLike, rule: OutlierRule, limits: Fences = NO_FENCES) -> Outliers:
    """How many groups the rule marks. With fewer groups than the rule needs: no fences, nothing marked."""
    values, weights = np.asarray(scores, float), np.asarray(counts)
    if weights.sum() < rule.n_min:
        return Outliers(NO_FENCES, 0, 0)
    fences = rule.fences(values, weights, limits)
    marks = rule.marks(values, fences)
    return Outliers(fences, int(weights[marks < 0].sum()), int(weights[marks > 0].sum()))


# ------------------------------------------------------------------------------------------------------- the fences


def tukey_fences(scores: ArrayLike, counts: ArrayLike, reach: float = 1.5) -> Fences:
    """Q1 - 1.5 IQR and Q3 + 1.5 IQR, quartiles of type 7."""
    q1, q3 = type7(scores, counts, (0.25, 0.75)).tolist()
    return Fences(q1 - reach * (q3 - q1), q3 + reach * (q3 - q1))


def adjusted_fences(scores: ArrayLike, counts: ArrayLike, reach: float = 1.5) -> Fences:
    """Tukey's fences, stretched on the side of the long tail and drawn in on the other. Use from n = 10."""
    q1, q3 = type7(scores, counts, (0.25, 0.75)).tolist()
    skew = medcouple(scores, counts)
    down, up = (-4, 3) if skew >= 0 else (-3, 4)
    return Fences(q1 - reach * math.exp(down * skew) * (q3 - q1), q3 + reach * math.exp(up * skew) * (q3 - q1))


def mad_fences(scores: ArrayLike, counts: ArrayLike, reach: float = 3.5) -> Fences:
    """Where |0.6745 (score - median) / MAD| passes 3.5. NaN when MAD = 0 (more than half the scores are equal)."""
    values, weights = np.asarray(scores, float), np.asarray(counts)
    middle = median(values, weights)
    distances = np.abs(values - middle)
    order = np.argsort(distances, kind="stable")
    half = reach * median(distances[order], weights[order]) / 0.6745
    return Fences(middle - half, middle + half) if half > 0 else NO_FENCES


# ---------------------------------------------------------------------------------------------------- the medcouple


def medcouple(scores: ArrayLike, counts: ArrayLike | None = None) -> float:
    """The medcouple, a robust skewness from -1 to 1: the median of the kernel over all pairs around the median.

    Without counts, `scores` are raw values in any order. Pairs of two scores on the median count as in R's robustbase:
    as often 1 as -1, and 0 once for each. NaN when there are no scores.
    """
    values, weights = np.unique(np.asarray(scores, float), return_counts=True) if counts is None else (
        np.asarray(scores, float), np.asarray(counts, np.int64)
    )  # fmt: skip
    values, weights = values[weights > 0], weights[weights > 0].astype(np.int64)
    if not len(values):
        return math.nan
    centred = values - median(values, weights)
    pairs = _Pairs(
        -centred[centred < 0][::-1], weights[centred < 0][::-1],
        centred[centred > 0], weights[centred > 0],
        int(weights[centred == 0].sum()),
    )  # fmt: skip
    return pairs.written_out() if len(pairs.below) * len(pairs.above) <= MOST_PAIRS else pairs.counted()


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """The distances to the median of the scores below and above it, ascending, with counts; and the ties on it.

    The kernel of a pair is (above - below) / (above + below). With t scores on the median itself there are t * (number
    below) more pairs of -1, t * (number above) of 1, and t of 0. Among the ties as many pairs are -1 as 1: they leave the
    median where it is, and are not counted.
    """

    below: Floats
    n_below: NDArray[np.int64]
    above: Floats
    n_above: NDArray[np.int64]
    ties: int

    def extra(self) -> tuple[int, int, int]:
        """How many pairs with a tie have the value -1, 0 and 1."""
        return self.ties * int(self.n_below.sum()), self.ties, self.ties * int(self.n_above.sum())

    def written_out(self) -> float:
        kernel = (self.above - self.below[:, None]) / (self.above + self.below[:, None])
        weight = self.n_below[:, None] * self.n_above
        values = np.concatenate([kernel.ravel(), [-1.0, 0.0, 1.0]])
        weights = np.concatenate([weight.ravel(), np.array(self.extra(), np.int64)])
        order = np.argsort(values, kind="stable")
        return median(values[order], weights[order])

    def counted(self) -> float:
        """The same median by halving: how many pairs lie at or below a value needs no list of pairs."""
        upto = np.concatenate([[0], np.cumsum(self.n_above)])
        minus, zero, plus = self.extra()
        total = int(self.n_below.sum()) * int(upto[-1]) + minus + zero + plus

        def at_most(value: float) -> int:
            reach = self.below * ((1 + value) / (1 - value))
            pairs = int(self.n_below @ upto[np.searchsorted(self.above, reach, side="right")])
            return pairs + minus + (zero if value >= 0 else 0)

        def ranked(rank: int) -> float:
            low, high = -1.0, 1.0
            while high - low > 1e-13:
                middle = (low + high) / 2
                low, high = (low, middle) if at_most(middle) > rank else (middle, high)
            return (low + high) / 2

        return (ranked((total - 1) // 2) + ranked(total // 2)) / 2


# -------------------------------------------------------------------------------------------------------- the rules

THRESHOLD = OutlierRule(
    "threshold",
    "Vaste grens",
    "Een uitschieter is een score lager dan {low}, of een score van {high} of hoger. U kiest deze grenzen zelf.",
    lambda scores, counts, limits: limits,
    counts_high_limit=True,
)
TUKEY = OutlierRule(
    "tukey",
    "Ver van de middelste helft",
    "Een uitschieter ligt ver buiten de middelste helft van de scores. Hier is dat lager dan {low} of hoger dan {high}. "
    "Ver is anderhalf keer de breedte van die helft.",
    lambda scores, counts, limits: tukey_fences(scores, counts),
)
ADJUSTED = OutlierRule(
    "adjusted",
    "Ver van de middelste helft, voor scheve scores",
    "Een uitschieter is hier lager dan {low} of hoger dan {high}. Lopen de scores aan één kant verder uit? Dan ligt de "
    "grens daar verder weg.",
    lambda scores, counts, limits: adjusted_fences(scores, counts),
    n_min=10,
)

# The first is what a page starts with.
RULES: dict[str, OutlierRule] = {rule.slug: rule for rule in (THRESHOLD, TUKEY, ADJUSTED)}
