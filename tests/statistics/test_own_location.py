"""One location beside the national groups: values by hand, the published vector, and what it does in the long run."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from monitor.statistics.own_location import (
    ABOVE,
    ACROSS,
    BELOW,
    INSIDE,
    SETTING,
    WITHIN,
    expected_return,
    margin,
    of_ten,
    share_above,
    side,
    step,
)

VECTORS = {v["id"]: v for v in json.loads(Path(__file__).with_name("vectors.json").read_text())["vectors"]}
MANY = 10**6
"""So many degrees of freedom that t is z."""


# -------------------------------------------------------------------------------------------------------------- by hand


def test_the_margin_is_the_sd_within_over_the_root_of_the_observations():
    found = margin(4, 0.36, MANY, 0.5)
    assert found.se == pytest.approx(0.3)  # sqrt(0.36 / 4)
    assert found.half == pytest.approx(1.96 * 0.3, abs=1e-4)
    assert found.basis == WITHIN


def test_with_few_degrees_of_freedom_the_margin_is_wider():
    assert margin(4, 0.36, 16, 0.5).half == pytest.approx(2.1199 * 0.3, abs=1e-4)  # t(16) from the tables


@pytest.mark.parametrize(("within", "df"), [(math.nan, 100), (0.0, 100), (0.36, 1)])
def test_without_known_differences_the_margin_is_that_of_the_settings(within, df):
    for observations in (1, 25):
        found = margin(observations, within, df, 0.5)
        assert (found.half, found.basis) == (0.5, SETTING)
        assert found.se == pytest.approx(0.5 / 1.96)


def test_without_observations_there_is_no_margin():
    with pytest.raises(ValueError, match="0 observations"):
        margin(0, 0.36, 100, 0.5)


@pytest.mark.parametrize(
    ("own", "expected"),
    [(3.0, 1.0), (4.0, 7 / 8), (4.5, 6 / 8), (5.0, 4 / 8), (6.0, 1 / 8), (6.5, 0.0), (0.1 + 0.2 + 4.7, 4 / 8)],
)
def test_the_share_above_counts_an_equal_score_for_half(own, expected):
    """Scores 4 (twice), 5 (four times) and 6 (twice): above 5 lie 2, at 5 lie 4, so 2 + 4/2 = 4 of 8."""
    assert share_above([4.0, 5.0, 6.0], [2, 4, 2], own) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 0), (0.04, 0), (0.05, 1), (0.25, 3), (0.449, 4), (0.95, 10), (1.0, 10)]
)
def test_of_ten_rounds_halves_up(share, expected):
    assert of_ten(share) == expected


@pytest.mark.parametrize(
    ("ci95", "expected"),
    [((3.0, 3.9), BELOW), ((3.0, 4.0), ACROSS), ((4.0, 5.0), INSIDE), ((3.9, 4.5), ACROSS), ((4.5, 5.1), ACROSS),
     ((5.0, 5.5), ACROSS), ((5.1, 5.5), ABOVE), ((3.5, 5.5), ACROSS)],
)  # fmt: skip
def test_a_side_is_named_only_when_the_whole_margin_lies_there(ci95, expected):
    assert side(ci95, 4.0, 5.0) == expected


@pytest.mark.parametrize(
    ("last", "sign", "ends"), [(5.2, 1, (0.22, 2.18)), (4.5, 0, (-0.48, 1.48)), (2.8, -1, (-2.18, -0.22))]
)
def test_a_change_has_the_margin_of_both_measurements(last, sign, ends):
    """Standard errors 0.3 and 0.4 give 0.5; 1.96 x 0.5 = 0.98 on both sides."""
    found = step(4.0, 0.3, last, 0.4)
    assert found.difference == pytest.approx(last - 4.0)
    assert found.ci95 == pytest.approx(ends)
    assert found.sign == sign


def test_how_far_a_score_comes_back():
    """tau² 0.09 and se² 0.09: w is one half, so a score 1 point below the mean comes back half a point."""
    assert expected_return(4.0, 0.3, 5.0, 0.09) == pytest.approx(0.5)
    assert expected_return(6.0, 0.3, 5.0, 0.09) == pytest.approx(-0.5)
    assert expected_return(4.0, 0.0, 5.0, 0.09) == 0.0
    assert expected_return(4.0, 0.3, 5.0, 0.0) == pytest.approx(1.0)
    assert expected_return(4.0, 0.0, 5.0, 0.0) == 0.0


# ---------------------------------------------------------------------------------------------------- the published way


def test_over_all_scores_below_a_cut_off_it_comes_to_the_published_value():
    """rtm_barnett: (1 - rho) sigma C(z), with rho the share of the variance that lies between (our w)."""
    vector = VECTORS["rtm_barnett"]
    given, expected = vector["input"], vector["expected"]
    mu, sigma, cut = given["mu"], given["sigma"], given["cut"]
    places = np.linspace(mu - 10 * sigma, cut, 200_001)
    weight = norm.pdf(places, mu, sigma)
    mean_below = float(np.average(places, weights=weight))
    for rho, value in zip(given["rho"], expected["rtm"], strict=True):
        between, se = rho * sigma**2, math.sqrt((1 - rho) * sigma**2)
        assert expected_return(mean_below, se, mu, between) == pytest.approx(value, abs=0.003)


# --------------------------------------------------------------------------------------------------------- the long run

RUNS, TAU, SD, MEAN = 20_000, 0.4, 0.6, 5.0


@pytest.fixture(scope="module")
def world():
    """Locations around a national mean, each with two measurements of the same true score; and the national quartiles."""
    rng = np.random.default_rng(20261122)
    true = rng.normal(MEAN, TAU, RUNS)
    observations = rng.integers(1, 9, RUNS)
    se = SD / np.sqrt(observations)
    first, second = (rng.normal(true, se) for _ in range(2))
    groups = rng.normal(MEAN, math.hypot(TAU, SD), RUNS)
    return true, observations, first, second, tuple(np.quantile(groups, (0.25, 0.75)))


def intervals(observations, scores):
    halves = [margin(int(n), SD**2, MANY, 0.5).half for n in observations]
    return scores - halves, scores + halves


def test_the_margin_holds_the_true_score_19_times_in_20(world):
    true, observations, first, _, _ = world
    low, high = intervals(observations, first)
    assert ((low <= true) & (true <= high)).mean() == pytest.approx(0.95, abs=0.006)


def test_a_location_in_the_middle_hardly_ever_gets_a_word_of_a_quarter(world):
    """At most 2.5% for each side, also of those that lie on the very border."""
    true, observations, first, _, (q1, q3) = world
    words = np.array([side(ends, q1, q3) for ends in zip(*intervals(observations, first), strict=True)])
    middle = (true > q1) & (true < q3)
    assert middle.mean() > 0.6
    assert np.isin(words[middle], (BELOW, ABOVE)).mean() < 0.01
    rng = np.random.default_rng(3)
    border = rng.normal(q1, SD / 2, RUNS)
    ends = zip(*intervals(np.full(RUNS, 4), border), strict=True)
    assert np.mean([side(pair, q1, q3) == BELOW for pair in ends]) == pytest.approx(0.025, abs=0.004)


def test_a_location_far_below_gets_its_word(world):
    *_, (q1, q3) = world
    low = np.random.default_rng(4).normal(q1 - 1.0, SD / 3, 2000)
    ends = zip(*intervals(np.full(2000, 9), low), strict=True)
    assert np.mean([side(pair, q1, q3) == BELOW for pair in ends]) > 0.99


def test_low_scores_come_back_as_far_as_was_expected_and_nothing_changed(world):
    _, observations, first, second, (q1, _) = world
    low = first < q1
    expected = [
        expected_return(score, SD / math.sqrt(n), MEAN, TAU**2)
        for score, n in zip(first[low], observations[low], strict=True)
    ]
    came_back = (second - first)[low]
    assert came_back.mean() > 0.3  # a naive reader sees an improvement of a third of a point
    assert np.mean(expected) == pytest.approx(came_back.mean(), abs=0.015)


def test_a_change_is_seen_in_1_of_20_when_nothing_changed(world):
    _, observations, first, second, _ = world
    ses = SD / np.sqrt(observations)
    seen = [step(a, se, b, se).sign != 0 for a, b, se in zip(first, second, ses, strict=True)]
    assert np.mean(seen) == pytest.approx(0.05, abs=0.006)
