"""Resampling: the same seed, the same margins; organisations as a whole; sizes that must not matter."""

from __future__ import annotations

import numpy as np
import pytest

from monitor.statistics import bootstrap
from monitor.statistics.bootstrap import Groups, interval, quantile_draws, resample


def clustered(seed=1, organisations=40, size=5, icc=0.5):
    rng = np.random.default_rng(seed)
    owner = np.repeat(np.arange(organisations), size)
    score = 5 + rng.normal(0, 0.6 * icc**0.5, organisations)[owner] + rng.normal(0, 0.6 * (1 - icc) ** 0.5, owner.size)
    return np.round(score, 2), owner


def means(groups: Groups, seed=1, draws=4000):
    drawn = resample(groups, draws, seed)
    return drawn @ groups.scores / drawn.sum(axis=1)


def test_the_same_seed_gives_the_same_margins_and_another_seed_does_not():
    groups = Groups.from_rows(*clustered())
    one, again, other = (quantile_draws(groups, seed=seed).draws for seed in ((7, 0), (7, 0), (7, 1)))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_the_order_of_the_rows_does_not_matter():
    score, owner = clustered()
    shuffled = np.random.default_rng(2).permutation(len(score))
    one, two = Groups.from_rows(score, owner), Groups.from_rows(score[shuffled], owner[shuffled])
    assert np.array_equal(quantile_draws(one).draws, quantile_draws(two).draws)


def test_rows_and_counts_describe_the_same_groups():
    score, _ = clustered()
    rows = Groups.from_rows(score)
    counts = Groups.from_counts(*np.unique(score, return_counts=True))
    assert rows.n == counts.n == 200
    assert np.array_equal(resample(rows), resample(counts))
    assert np.array_equal(Groups.from_rows([1.0, 2.0], count=[3, 4]).counts, [3, 4])


def test_a_row_without_an_organisation_is_a_loose_group():
    groups = Groups.from_rows([4.0, 5.0, 5.0, 6.0], [0, 0, -1, 1])
    assert groups.counts.tolist() == [1, 2, 1]
    assert groups.loose.tolist() == [0, 1, 0]
    assert groups.organisations is not None
    assert groups.organisations.shape == (2, 3)
    assert not Groups.from_rows([4.0, 5.0], [-1, -1]).has_organisations


def test_resampled_organisations_move_as_a_whole():
    groups = Groups.from_rows([4.0, 4.0, 4.0, 6.0, 6.0, 6.0], [0, 0, 0, 1, 1, 1])
    assert set(np.unique(resample(groups, 200))) == {0, 3, 6}


def test_groups_that_are_alike_have_wider_margins_when_their_organisation_is_known():
    score, owner = clustered()
    known, unknown = Groups.from_rows(score, owner), Groups.from_rows(score)
    assert means(known).std() > 1.4 * means(unknown).std()


def test_resampled_means_vary_as_the_cluster_robust_variance_says():
    groups = Groups.from_rows(*clustered())
    assert means(groups).std() == pytest.approx(groups.mean_of(groups.scores).variance ** 0.5, rel=0.05)
    assert groups.mean_of(groups.scores).df == 39
    assert groups.design_effect(groups.scores) == pytest.approx(1 + 4 * 0.5, rel=0.35)


def test_without_organisations_the_variance_is_the_textbook_one():
    values = [3.0, 4.0, 4.0, 5.0, 7.0]
    groups = Groups.from_rows(values)
    assert groups.mean_of(groups.scores).variance == pytest.approx(np.var(values, ddof=1) / 5)
    assert groups.design_effect(groups.scores) == 1.0


@pytest.mark.parametrize("name", ["FEW_GROUPS", "MOST_UNITS"])
def test_the_quick_ways_for_large_data_give_the_same_margins(name, monkeypatch):
    score, owner = clustered(organisations=600, size=3)
    groups = Groups.from_rows(score, owner if name == "MOST_UNITS" else None)
    exact = means(groups).std()
    monkeypatch.setattr(bootstrap, name, 200)
    assert means(groups).std() == pytest.approx(exact, rel=0.15)


def test_resamples_are_as_large_as_the_cell():
    assert set(resample(Groups.from_rows(clustered()[0]), 50).sum(axis=1)) == {200.0}
    many = Groups.from_counts([1.0, 2.0], [60_000_000, 40_000_000])
    assert set(resample(many, 20).sum(axis=1)) == {1e8}


def test_an_assumed_design_effect_widens_the_margins_around_the_same_quantile():
    found = quantile_draws(Groups.from_rows(clustered()[0]))
    wide = found.widened(4.0)
    assert np.array_equal(wide.at, found.at)
    assert wide.draws.std(axis=0) == pytest.approx(2 * found.draws.std(axis=0))


def test_the_margin_of_the_lowest_tenth_holds_the_truth_about_as_often_as_it_says():
    rng, truth = np.random.default_rng(6), 5 - 1.2815515655 * 0.6
    hits = 0
    for run in range(400):
        groups = Groups.from_rows(np.round(rng.normal(5, 0.6, 60), 2))
        low, high = interval(quantile_draws(groups, 0.1, draws=400, seed=run).draws)
        hits += bool(low[0] <= truth <= high[0])
    assert 0.90 <= hits / 400 <= 0.98
