"""Intervals for shares: Newcombe's published example, the ends of the scale, and coverage by exact enumeration."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import binom, binomtest

from monitor.statistics.proportions import newcombe, wilson

VECTORS = {v["id"]: v for v in json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))["vectors"]}


def test_newcombe_agrees_with_his_example():
    case = VECTORS["newcombe_diff"]
    given = case["input"]
    found = newcombe(given["x1"], given["n1"], given["x2"], given["n2"])
    assert (found.low, found.high) == pytest.approx(case["expected"]["ci"], abs=case["tol"])
    assert found.value == pytest.approx(0.2)


def test_wilson_agrees_with_scipy_for_every_count():
    x = np.arange(0, 42)
    found = wilson(x, 41)
    for k in x:
        expected = binomtest(int(k), 41).proportion_ci(method="wilson")
        assert (found.low[k], found.high[k]) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_a_share_of_nothing_has_an_exact_end_and_no_share_without_groups():
    assert wilson(0, 20).low == 0
    assert wilson(0, 20).high > 0.1
    assert wilson(20, 20).high == 1
    assert np.isnan(wilson(0, 0).value)


def test_clustered_groups_widen_the_interval():
    loose, clustered = wilson(10, 40), wilson(10, 40, deff=2.0)
    assert clustered.value == loose.value
    assert clustered.high - clustered.low > 1.3 * (loose.high - loose.low)
    assert clustered.low == pytest.approx(wilson(5, 20).low)


def test_the_difference_turns_with_the_order():
    one, two = newcombe(3, 41, 9, 58), newcombe(9, 58, 3, 41)
    assert (one.low, one.high) == pytest.approx((-two.high, -two.low))


def test_wilson_holds_the_true_share_about_as_often_as_it_says():
    found = wilson(np.arange(59), 58)
    coverage = [
        binom.pmf(np.arange(59), 58, p)[(found.low <= p) & (p <= found.high)].sum() for p in np.linspace(0.02, 0.98, 97)
    ]
    assert 0.94 < np.mean(coverage) < 0.97
    assert min(coverage) > 0.85
