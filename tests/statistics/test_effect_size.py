"""Standardised differences against metafor, regression to the mean against Barnett, and the shrunk score."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from monitor.statistics.effect_size import exact_j, hedges_g, regression_to_the_mean, shrunk_score, smdh

VECTORS = {v["id"]: v for v in json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))["vectors"]}


def studies():
    case = VECTORS["hedges_g_metafor"]
    n1, m1, s1, n2, m2, s2 = np.array(case["input"]["rows"], float).T
    return (m1, s1, n1, m2, s2, n2), case


def test_hedges_g_agrees_with_metafor():
    given, case = studies()
    found = hedges_g(*given)
    assert found.g == pytest.approx(case["expected"]["g"], abs=case["tol"])
    assert found.variance == pytest.approx(case["expected"]["v"], abs=case["tol"])


def test_smdh_agrees_with_metafor():
    found = smdh(*studies()[0])  # published in metafor's own tests, measure="SMDH", the same four studies
    assert found.g == pytest.approx([-0.3553, -0.3465, -2.3018, -1.8880], abs=6e-5)
    assert found.variance == pytest.approx([0.0131, 0.0657, 0.0509, 0.1874], abs=6e-5)


def test_the_exact_correction_differs_from_the_usual_shortcut():
    case = VECTORS["hedges_g_effsize"]
    x, y = np.array(case["input"]["x"]), np.array(case["input"]["y"])
    found = hedges_g(x.mean(), x.std(ddof=1), 6, y.mean(), y.std(ddof=1), 6)
    assert found.g / exact_j(10) == pytest.approx(case["expected"]["d"], abs=case["tol"])
    assert found.g != pytest.approx(case["expected"]["g_approx"], abs=1e-4)
    assert found.g == pytest.approx(case["expected"]["g_approx"], abs=1e-2)


def test_regression_to_the_mean_agrees_with_barnett():
    case = VECTORS["rtm_barnett"]
    given = case["input"]
    found = regression_to_the_mean(given["mu"], given["sigma"], given["cut"], np.array(given["rho"]))
    assert found == pytest.approx(case["expected"]["rtm"], abs=case["tol"])


def test_regression_to_the_mean_is_what_happens_to_those_picked_for_a_low_score():
    rng = np.random.default_rng(11)
    true = rng.normal(5.0, 0.6 * np.sqrt(0.5), 400_000)
    first, second = (true + rng.normal(0, 0.6 * np.sqrt(0.5), true.size) for _ in range(2))
    low = first < 4.5
    expected = regression_to_the_mean(5.0, 0.6, 4.5, 0.5)
    assert (second[low] - first[low]).mean() == pytest.approx(float(expected), abs=0.01)


def test_a_shrunk_score_lies_between_the_score_and_the_mean():
    found = shrunk_score([4.0, 4.0, 4.0], [0.0, 0.3, 3.0], 0.09, 5.0)
    assert found.score.tolist() == pytest.approx([4.0, 4.5, 5.0], abs=0.02)
    assert found.low[0] == found.high[0] == 4.0
    assert found.high[1] - found.low[1] < 2 * 1.96 * 0.3


def test_a_shrunk_score_without_any_differences_is_the_score():
    assert shrunk_score(4.0, 0.0, 0.0, 5.0).score == 4.0
