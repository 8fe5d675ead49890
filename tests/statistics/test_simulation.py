"""What the verdict does in the long run, at sizes like LKK's: B, D, C = 95, 58, 58 groups, SD 0.6, delta 0.25.

The product exists because a reader of the last two periods calls recovery an improvement; these runs show that the
verdict does not, and that it still finds what is there.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from monitor.statistics import Summary, judge
from monitor.statistics.welch import difference

SIZES, SPREAD, BASE, DIP, RUNS, DELTA = (95, 58, 58), 0.6, 5.0, 0.4, 2000, 0.25


def simulate(current: float) -> tuple[dict[str, float], float]:
    """Share of runs per code, and the share that a reading of the last two periods calls an improvement."""
    rng = np.random.default_rng(20260101)
    samples = [rng.normal(mean, SPREAD, (RUNS, n)) for mean, n in zip((BASE, BASE - DIP, current), SIZES, strict=True)]
    means = [s.mean(axis=1) for s in samples]
    spreads = [s.std(axis=1, ddof=1) for s in samples]
    codes: Counter[str] = Counter()
    for run in range(RUNS):
        cell = [Summary(m[run], s[run], n) for m, s, n in zip(means, spreads, SIZES, strict=True)]
        codes[judge(*cell, delta=DELTA).code] += 1
    recent = difference(
        means[1], spreads[1] ** 2 / SIZES[1], SIZES[1] - 1,
        means[2], spreads[2] ** 2 / SIZES[2], SIZES[2] - 1,
    )  # fmt: skip
    called_improvement = float((recent.interval(0.95)[0] > 0).mean())
    return {code: count / RUNS for code, count in codes.items()}, called_improvement


@pytest.fixture(scope="module")
def full() -> tuple[dict[str, float], float]:
    return simulate(BASE)


def test_full_recovery_is_hardly_ever_called_real_improvement(full):
    assert full[0].get("REAL_IMPROVEMENT", 0.0) <= 0.04


def test_full_recovery_is_mostly_found(full):
    assert full[0]["FULL_RECOVERY"] > 0.70


def test_reading_two_periods_calls_the_same_recovery_an_improvement(full):
    assert full[1] > 0.70


def test_a_dip_that_stays_is_called_no_recovery():
    shares, called_improvement = simulate(BASE - DIP)
    assert shares["NO_RECOVERY"] > 0.85
    assert called_improvement < 0.05


def test_half_a_recovery_is_seldom_called_full():
    shares, _ = simulate(BASE - DIP / 2)
    assert shares.get("FULL_RECOVERY", 0.0) <= 0.15
    assert shares.get("REAL_IMPROVEMENT", 0.0) == 0.0


def test_growth_above_the_baseline_is_found():
    shares, _ = simulate(BASE + 0.4)
    assert shares["REAL_IMPROVEMENT"] > 0.90
