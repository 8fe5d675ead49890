"""Quantiles from counts: equal to numpy's, to scipy's Harrell-Davis, and unmoved by how many groups stand behind."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import mstats

from monitor.statistics import quantiles

VECTORS = {v["id"]: v for v in json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))["vectors"]}
P = (0.0, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 1.0)


def counted(values):
    return np.unique(np.asarray(values, float), return_counts=True)


def test_type_7_equals_numpy_to_the_last_digit():
    rng = np.random.default_rng(7)
    for _ in range(300):
        values = np.round(rng.normal(5, 0.6, rng.integers(1, 80)), rng.integers(0, 4))
        assert np.array_equal(quantiles.type7(*counted(values), P), np.quantile(values, P))


def test_type_7_skips_scores_that_nobody_has():
    assert quantiles.type7([1, 2, 3, 4], [1, 0, 0, 1], 0.5) == 2.5


def test_without_groups_there_are_no_quantiles():
    assert np.isnan(quantiles.type7([], [], 0.5))
    assert np.isnan(quantiles.harrell_davis([1.0, 2.0], [0, 0], 0.5))


def test_harrell_davis_agrees_with_scipys_published_values():
    case = VECTORS["harrell_davis"]
    scores, counts = counted(case["input"]["x"])
    p = (0.25, 0.5, 0.75)
    assert quantiles.harrell_davis(scores, counts, p) == pytest.approx(case["expected"]["q"], abs=case["tol"])
    assert quantiles.harrell_davis_se(scores, counts, p) == pytest.approx(case["expected"]["se"], abs=case["tol"])


def test_harrell_davis_from_counts_equals_that_from_repeated_scores():
    rng = np.random.default_rng(8)
    for decimals in (0, 1, 3):
        values = np.round(rng.normal(5, 0.8, 61), decimals)
        p = [0.1, 0.5, 0.9]
        assert quantiles.harrell_davis(*counted(values), p) == pytest.approx(np.asarray(mstats.hdquantiles(values, p)))
        se = np.asarray(mstats.hdquantiles_sd(values, p))
        assert quantiles.harrell_davis_se(*counted(values), p) == pytest.approx(se, rel=1e-9)


def test_a_hundred_million_groups_cost_no_more_than_their_scores():
    scores, counts = np.array([1.0, 2.0, 3.0]), np.array([20_000_000, 50_000_000, 30_000_000])
    assert quantiles.harrell_davis(scores, counts, (0.1, 0.5, 0.9)).tolist() == pytest.approx([1, 2, 3])
    assert quantiles.type7(scores, counts, (0.1, 0.5, 0.9)).tolist() == [1, 2, 3]


@pytest.mark.parametrize("n", [12, 58, 5000])
def test_many_resamples_at_once_equal_one_at_a_time(n):
    rng = np.random.default_rng(9)
    scores, counts = counted(np.round(rng.normal(5, 0.6, n), 1))
    drawn = rng.multinomial(n, counts / n, size=20)
    together = quantiles.harrell_davis_draws(scores, drawn, (0.1, 0.9), n)
    alone = [quantiles.harrell_davis(scores, row, (0.1, 0.9)) for row in drawn]
    assert together == pytest.approx(np.array(alone), abs=1e-4)


def test_the_shift_function_shows_where_two_periods_differ():
    scores = np.round(np.linspace(2, 6, 401), 2)
    lifted = np.where(scores < 3.5, scores + 0.5, scores)  # only the lower end rose
    shift = quantiles.shift_function(scores, np.ones(401), *counted(lifted))
    assert shift.difference[0] == pytest.approx(0.5, abs=0.02)
    assert shift.difference[-1] == pytest.approx(0.0, abs=0.02)
    assert shift.low[0] > 0
    assert shift.low[-1] < 0 < shift.high[-1]
