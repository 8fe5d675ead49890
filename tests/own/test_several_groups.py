"""The margin of a mean over groups that were not seen equally often, and of a change: it holds what it promises."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import stdtrit

from monitor.statistics.own_location import margin, step, told_by

RUNS, TRUE, SD = 4000, 5.0, 0.6


@pytest.mark.parametrize(
    ("observations", "expected"), [((4,), 4.0), ((2, 2), 4.0), ((1, 9), 3.6), ((1, 1, 2), 3.6), ((1, 3, 3, 3), 8.0)]
)
def test_groups_count_once_so_a_group_seen_once_weighs_on_the_margin(observations, expected):
    """By hand: (1, 9) gives 2² / (1 + 1/9) = 3.6, (1, 1, 2) gives 3² / 2.5 = 3.6, (1, 3, 3, 3) gives 4² / 2 = 8."""
    assert told_by(observations) == pytest.approx(expected)


@pytest.mark.parametrize("observations", [(1, 9), (1, 1, 10), (3, 3), (5,)])
def test_the_margin_holds_the_true_score_19_times_in_20(observations):
    """The national SD is an estimate too, here on 16 degrees of freedom."""
    rng, df = np.random.default_rng(7), 16
    within = SD**2 * rng.chisquare(df, RUNS) / df
    groups = [rng.normal(TRUE, SD / math.sqrt(n), RUNS) for n in observations]
    halves = [margin(told_by(observations), one, df, 0.5).half for one in within]
    held = np.abs(np.mean(groups, axis=0) - TRUE) <= halves
    assert held.mean() == pytest.approx(0.95, abs=0.012)


def test_a_change_is_seen_in_1_of_20_when_nothing_changed():
    rng, df = np.random.default_rng(8), 16
    ses = SD * np.sqrt(rng.chisquare(df, RUNS) / df) / 2  # four observations each
    first, last = rng.normal(TRUE, SD / 2, (2, RUNS))
    seen = [step(a, se, b, se, df).sign != 0 for a, b, se in zip(first, last, ses, strict=True)]
    assert np.mean(seen) == pytest.approx(0.05, abs=0.012)


def test_the_margin_of_a_change_follows_the_degrees_of_freedom():
    assert step(4.0, 0.3, 4.5, 0.4, 16).ci95[1] - 0.5 == pytest.approx(stdtrit(16, 0.975) * 0.5)
    assert step(4.0, 0.3, 4.5, 0.4).ci95[1] - 0.5 == pytest.approx(1.96 * 0.5)
