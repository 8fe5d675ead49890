"""Between and within organisations: published values, the coverage of the margin, and who is flagged in the funnel."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from monitor.statistics import clusters

VECTORS = {v["id"]: v for v in json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))["vectors"]}


def sums(scores, organisation):
    """n, sum and sum of squares per organisation."""
    owner = np.asarray(organisation)
    return tuple(np.bincount(owner, weight) for weight in (None, scores, np.square(scores)))


def draw(rng, sizes, icc, sd=0.6, mean=5.0):
    owner = np.repeat(np.arange(len(sizes)), sizes)
    between = rng.normal(0, sd * math.sqrt(icc), len(sizes))[owner]
    return mean + between + rng.normal(0, sd * math.sqrt(1 - icc), len(owner)), owner


def test_icc_agrees_with_shrout_and_fleiss():
    case = VECTORS["icc1_shrout_fleiss"]
    rows = np.array(case["input"]["rows"], float)
    found = clusters.parts(np.full(6, 4), rows.sum(axis=1), (rows**2).sum(axis=1))
    assert found.icc == pytest.approx(case["expected"]["icc1"], abs=case["tol"])
    assert found.ci95 == pytest.approx((0.0, 0.7226), abs=1e-4)  # published lower end -.13, cut off at 0
    assert (found.n_organisations, found.n_groups, found.average_size) == (6, 24, 4.0)


def test_the_split_adds_up_for_unequal_organisations():
    rng = np.random.default_rng(1)
    scores, owner = draw(rng, rng.integers(1, 9, 4000), 0.3)
    found = clusters.parts(*sums(scores, owner))
    assert found.between == pytest.approx(0.36 * 0.3, abs=0.01)
    assert found.within == pytest.approx(0.36 * 0.7, abs=0.01)
    assert found.icc == pytest.approx(found.between / (found.between + found.within))


def test_the_margin_of_the_icc_holds_the_truth_as_often_as_it_says():
    rng, sizes = np.random.default_rng(2), np.tile([1, 2, 2, 3, 5], 8)
    for icc in (0.0, 0.2, 0.5):
        hits = 0
        for _ in range(500):
            low, high = clusters.parts(*sums(*draw(rng, sizes, icc))).ci95
            hits += low <= icc <= high
        assert 0.91 <= hits / 500 <= 0.99


def test_organisations_that_do_not_differ_have_no_share_and_no_negative_one():
    found = clusters.parts(*sums([4.0, 6.0, 4.0, 6.0, 4.0, 6.0], [0, 0, 1, 1, 2, 2]))
    assert found.icc == found.between == 0.0
    assert found.icc_raw < 0


@pytest.mark.parametrize("owner", [[0, 0, 0], [0, 1, 2]])
def test_one_organisation_or_one_group_in_each_says_nothing(owner):
    assert math.isnan(clusters.parts(*sums([4.0, 5.0, 6.0], owner)).icc)


def test_groups_that_are_alike_within_organisations_give_one():
    found = clusters.parts(*sums([4.1, 4.1, 5.3, 5.3, 6.2, 6.2], [0, 0, 1, 1, 2, 2]))
    assert found.icc == 1.0
    assert found.within == 0.0


def test_paule_mandel_agrees_with_metafor():
    case = VECTORS["tau2_paule_mandel"]
    found = clusters.paule_mandel(case["input"]["y"], case["input"]["v"])
    assert found.tau2 == pytest.approx(case["expected"]["tau2_pm"], abs=case["tol"])
    assert found.mean == pytest.approx(case["expected"]["mean"], abs=case["tol"])
    assert found.q == pytest.approx(case["expected"]["Q"], abs=case["tol"])


def test_paule_mandel_finds_nothing_where_there_is_nothing():
    assert clusters.paule_mandel([5.0, 5.1, 4.9], [0.2, 0.2, 0.2]).tau2 == 0.0


def test_a_few_real_outliers_do_not_widen_the_limits_that_must_show_them():
    rng = np.random.default_rng(3)
    scores, owner = draw(rng, np.full(100, 6), 0.1)
    calm = clusters.funnel_mean(*sums(scores, owner))
    scores[np.isin(owner, (7, 21, 60))] -= 2.5
    shaken = clusters.funnel_mean(*sums(scores, owner), centre=5.0)
    assert set(np.flatnonzero(shaken.flag == -2)) >= {7, 21, 60}
    assert shaken.tau2 < calm.tau2 + 0.05
    everything = clusters.paule_mandel(*_means(scores, owner)).tau2
    assert everything > 2 * shaken.tau2


def _means(scores, owner):
    n, s, _ = sums(scores, owner)
    return s / n, np.full(len(n), 0.36 * 0.9) / n


def test_a_small_organisation_is_not_flagged_by_chance():
    """Organisations really differ a little; none stands out. Sorting by score would always put the small ones last."""
    rng, sizes = np.random.default_rng(4), np.repeat([3, 6, 12, 40], 20)
    small = sizes == 3
    outside95 = outside998 = lowest_is_small = 0.0
    runs = 300
    for _ in range(runs):
        n, s, q = sums(*draw(rng, sizes, 0.15))
        found = clusters.funnel_mean(n, s, q)
        outside95 += (np.abs(found.flag[small]) >= 1).mean() / runs
        outside998 += (np.abs(found.flag[small]) == 2).mean() / runs
        lowest_is_small += small[np.argmin(s / n)] / runs
    assert 0.03 < outside95 < 0.06
    assert outside998 < 0.004
    assert lowest_is_small > 0.5  # a quarter of the organisations, most of the last places


def test_large_organisations_are_not_all_flagged_when_organisations_differ():
    rng, sizes = np.random.default_rng(5), np.repeat([5, 400], 40)
    n, s, q = sums(*draw(rng, sizes, 0.2))
    found = clusters.funnel_mean(n, s, q)
    assert (np.abs(found.flag[sizes == 400]) == 2).mean() < 0.05
    naive = clusters.funnel(s / n, 0.36 * 0.8 / n, 5.0)  # without overdispersion
    assert (np.abs(naive.flag[sizes == 400]) == 2).mean() > 0.5


def test_a_lone_organisation_has_a_funnel_without_overdispersion():
    found = clusters.funnel_mean([6], [30.0], [152.0])
    assert found.tau2 == 0.0
    assert found.flag.tolist() == [0]


def test_the_funnel_of_a_share_follows_its_formula_and_stays_between_0_and_1():
    found = clusters.funnel_proportion([1, 30, 0], [4, 100, 2], centre=0.3, overdispersed=False)
    assert found.high95[1] == pytest.approx(0.3 + 1.96 * math.sqrt(0.3 * 0.7 / 100))
    assert found.low998[1] == pytest.approx(0.3 - 3.09 * math.sqrt(0.3 * 0.7 / 100))
    assert found.low998.min() >= 0
    assert found.high998.max() <= 1


def test_all_equal_scores_flag_nobody():
    found = clusters.funnel_mean([3, 4, 5], [15.0, 20.0, 25.0], [75.0, 100.0, 125.0])
    assert found.flag.tolist() == [0, 0, 0]
