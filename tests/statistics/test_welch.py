"""The comparison of two means, the interval of one mean and Holm's correction, against published numbers."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from monitor.statistics import Summary, judge
from monitor.statistics.multiplicity import holm
from monitor.statistics.welch import difference, mean_interval

VECTORS = {v["id"]: v for v in json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))["vectors"]}


def vector(name: str):
    found = VECTORS[name]
    return found["input"], found["expected"], found["tol"]


def test_two_one_sided_tests_agree_with_toster():
    given, expected, tolerance = vector("tost_welch_summary")
    gap = difference(
        given["m2"], given["sd2"] ** 2 / given["n2"], given["n2"] - 1,
        given["m1"], given["sd1"] ** 2 / given["n1"], given["n1"] - 1,
    )  # fmt: skip
    assert gap.value == pytest.approx(expected["diff"], abs=tolerance)
    assert gap.df == pytest.approx(expected["df"], abs=tolerance)
    assert (gap.value - given["low"]) / gap.se == pytest.approx(expected["t1"], abs=tolerance)
    assert (gap.value - given["high"]) / gap.se == pytest.approx(expected["t2"], abs=tolerance)
    assert gap.below(given["low"]) == pytest.approx(expected["p1"], abs=1e-8)
    assert gap.above(given["high"]) == pytest.approx(expected["p2"], abs=1e-8)
    assert gap.interval(0.90) == pytest.approx(expected["ci90"], abs=tolerance)
    assert gap.interval(0.95) == pytest.approx(expected["ci95"], abs=tolerance)


def test_the_verdict_uses_the_same_two_one_sided_tests():
    given, expected, tolerance = vector("tost_welch_summary")
    verdict = judge(
        Summary(given["m2"], given["sd2"], given["n2"]), None, Summary(given["m1"], given["sd1"], given["n1"]),
        delta=given["high"],
    )  # fmt: skip
    assert verdict.ci90_d3 == pytest.approx(expected["ci90"], abs=tolerance)
    assert verdict.ci95_d3 == pytest.approx(expected["ci95"], abs=tolerance)
    assert verdict.df3 == pytest.approx(expected["df"], abs=tolerance)
    assert verdict.p_worse == pytest.approx(expected["p1"], abs=1e-8)
    assert verdict.p_better == pytest.approx(expected["p2"], abs=1e-8)
    assert (verdict.code, verdict.variant) == ("STABLE", "two_periods")


def test_welch_agrees_with_the_sleep_data():
    given, expected, tolerance = vector("welch_sleep")
    x, y = np.array(given["x"]), np.array(given["y"])
    gap = difference(
        y.mean(), y.var(ddof=1) / len(y), len(y) - 1,
        x.mean(), x.var(ddof=1) / len(x), len(x) - 1,
    )  # fmt: skip
    assert gap.value / gap.se == pytest.approx(expected["t"], abs=tolerance)
    assert gap.df == pytest.approx(expected["df"], abs=tolerance)
    assert gap.p_two_sided() == pytest.approx(expected["p"], abs=tolerance)
    assert gap.interval(0.95) == pytest.approx(expected["ci95"], abs=tolerance)


def test_interval_of_one_mean():
    given, expected, tolerance = vector("mean_t_ci")
    x = np.array(given["x"])
    assert x.mean() == pytest.approx(expected["mean"], abs=tolerance)
    assert x.std(ddof=1) == pytest.approx(expected["sd"], abs=tolerance)
    for level, name in ((0.95, "ci95"), (0.998, "ci998")):
        interval = mean_interval(x.mean(), x.var(ddof=1) / len(x), len(x) - 1, level)
        assert interval == pytest.approx(expected[name], abs=1e-5)


def test_differences_are_computed_for_many_cells_at_once():
    means = np.array([4.0, 5.0, 6.0])
    many = difference(means, 0.01, 40, means + 0.2, 0.02, 30)
    for i in range(3):
        one = difference(means[i], 0.01, 40, means[i] + 0.2, 0.02, 30)
        assert many.value[i] == one.value
        assert many.interval(0.95)[0][i] == one.interval(0.95)[0]


def test_below_between_and_above_share_the_whole():
    gap = difference(5.0, 0.01, 40, 5.1, 0.02, 30)
    assert gap.below(0.3) + gap.above(0.3) == pytest.approx(1.0)
    assert gap.below(-0.25) < gap.below(0.25)


def test_the_smallest_detectable_difference_is_found_four_times_in_five():
    """Simulated: at a true difference of that size the 95% interval excludes zero in about 80% of samples."""
    rng = np.random.default_rng(11)
    n_1, n_2, spread, runs = 95, 58, 0.6, 4000
    planned = difference(0.0, spread**2 / n_1, n_1 - 1, 0.0, spread**2 / n_2, n_2 - 1)
    size = float(planned.smallest_detectable())
    x, y = rng.normal(0.0, spread, (runs, n_1)), rng.normal(size, spread, (runs, n_2))
    gap = difference(
        x.mean(axis=1), x.var(axis=1, ddof=1) / n_1, n_1 - 1,
        y.mean(axis=1), y.var(axis=1, ddof=1) / n_2, n_2 - 1,
    )  # fmt: skip
    assert (gap.interval(0.95)[0] > 0).mean() == pytest.approx(0.80, abs=0.02)


def test_holm_rejects_three_in_the_example_of_benjamini_and_hochberg():
    given, expected, _ = vector("bh_1995")
    assert int((holm(given["p"]) <= 0.05).sum()) == expected["holm"]


def test_holm_adjusts_step_by_step_and_keeps_the_order():
    assert holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert holm([0.9, 0.8]) == pytest.approx([1.0, 1.0])
    assert holm([]).size == 0


def test_a_missing_p_value_stays_missing_and_is_not_counted():
    adjusted = holm([0.02, math.nan, 0.01])
    assert math.isnan(adjusted[1])
    assert adjusted[[0, 2]] == pytest.approx([0.02, 0.02])
