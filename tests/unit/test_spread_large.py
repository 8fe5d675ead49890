"""Spread with very many groups: the quick ways give the margins of the slow ones, and every group still counts."""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor import catalogue as catalogues
from monitor.figures.strip import strip_panels
from monitor.figures.swarm import swarm
from monitor.records import DEMO, OWN
from monitor.session import Session
from monitor.spread_read import read_measure, read_sums
from monitor.spread_records import MOST_DOTS, thinned
from monitor.statistics import bootstrap
from monitor.statistics.bootstrap import Groups, interval, quantile_draws, resample
from monitor.statistics.spread import brown_forsythe
from monitor.store.build import build_derived
from monitor.store.database import Database
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import State
from monitor.wording.spread_sentences import thinned_note

CATALOGUE = catalogues.load()
MEASURES, CARE_TYPES = list(CATALOGUE.measures)[:3], list(CATALOGUE.care_types)[:2]
PERIODS = (CATALOGUE.baseline.code, CATALOGUE.current.code)
P = np.array([0.1, 0.9])


def clustered(n: int = 20_000, organisations: int = 300, seed: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Skewed scores in hundredths, in organisations of very different size that differ in level."""
    rng = np.random.default_rng(seed)
    weights = rng.pareto(1.5, organisations) + 0.1
    owner = rng.choice(organisations, n, p=weights / weights.sum())
    score = 7.2 - rng.gamma(3.0, 1.0, n) + rng.normal(0, 0.4, organisations)[owner]
    return np.clip(np.round(score, 2), 1, 7), owner


def owned(groups: Groups):
    assert groups.organisations is not None
    return groups.organisations


def in_full(monkeypatch, groups: Groups, draws: int = 1000):
    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "LARGE", 10**9)
        return quantile_draws(groups, P, draws)


# ------------------------------------------------------------------------------------------------------------ margins


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_putting_far_scores_together_moves_no_resample_of_organisations(monkeypatch, seed):
    groups = Groups.from_rows(*clustered(seed=seed))
    assert len(groups.near(P).scores) < 0.8 * len(groups.scores)
    quick, full = quantile_draws(groups, P), in_full(monkeypatch, groups)
    assert np.abs(quick.draws - full.draws).max() < 1e-7
    assert np.array_equal(quick.at, full.at)


def test_the_margins_of_loose_groups_stay_within_what_resampling_leaves_open(monkeypatch):
    groups = Groups.from_rows(clustered()[0])
    assert len(groups.near(P).scores) < 0.3 * len(groups.scores)
    quick, full = quantile_draws(groups, P, 4000), in_full(monkeypatch, groups, 4000)
    assert quick.draws.std(axis=0) == pytest.approx(full.draws.std(axis=0), rel=0.06)
    for one, other in zip(interval(quick.draws), interval(full.draws), strict=True):
        assert np.abs(one - other).max() < 0.15 * full.draws.std(axis=0).max()
    # P10 and P90 of a resample belong together, as before.
    both = [np.corrcoef(found.draws.T)[0, 1] for found in (quick, full)]
    assert both[0] == pytest.approx(both[1], abs=0.08)


def test_known_and_loose_groups_together_keep_their_margins(monkeypatch):
    score, owner = clustered()
    groups = Groups.from_rows(score, np.where(owner % 3, owner, -1))
    quick, full = quantile_draws(groups, P, 4000), in_full(monkeypatch, groups, 4000)
    assert quick.draws.std(axis=0) == pytest.approx(full.draws.std(axis=0), rel=0.06)


def test_organisations_widen_the_margins_of_a_large_cell():
    score, owner = clustered()
    known, unknown = (quantile_draws(groups, P) for groups in (Groups.from_rows(score, owner), Groups.from_rows(score)))
    assert (known.draws.std(axis=0) > 1.5 * unknown.draws.std(axis=0)).all()


def test_near_counts_every_group_once():
    groups = Groups.from_rows(*clustered())
    near = groups.near(P)
    assert near.n == groups.n
    assert np.isin(near.scores, groups.scores).all()
    assert owned(near).sum() == groups.n
    assert set(owned(near).sum(axis=1)) == set(owned(groups).sum(axis=1))


def test_one_organisation_alone_is_left_as_it_is():
    groups = Groups.from_rows(clustered()[0], np.zeros(20_000, int))
    assert groups.near(P) is groups


def test_kept_draws_of_organisations_cannot_be_changed_by_who_gets_them():
    groups = Groups.from_rows(*clustered(2000, 40))
    first = resample(groups, 50)
    first += 1
    assert np.array_equal(resample(groups, 50), first - 1)


@pytest.mark.parametrize("n", [30, 3000])
def test_codes_and_rows_describe_the_same_groups(n):
    score, owner = clustered(n, 20)
    owner = np.where(owner == 3, -1, 7 * owner)
    values = np.round(np.arange(100, 701) / 100, 2)
    rows = Groups.from_rows(score, owner)
    codes = Groups.from_codes(values, np.searchsorted(values, score), owner)
    for name in ("scores", "counts", "loose"):
        assert np.array_equal(getattr(rows, name), getattr(codes, name)), name
    assert np.array_equal(owned(rows).toarray(), owned(codes).toarray())
    assert owned(rows).sum() + rows.loose.sum() == n


def test_organisations_that_are_all_alike_give_no_warning_and_no_answer():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = brown_forsythe([([4.0, 5.0, 6.0], [5, 5, 5]), ([4.0, 6.0], [5, 5])], (0.0, 1.0))
    assert not found.p <= 0.05


# ------------------------------------------------------------------------------------------------------------ reading


def stored(folder, rows: list[tuple], dataset: str, row_group: int = 50) -> dict:
    """A scores file with (measure, care type, period, organisation, score), in the order given, and its derived tables."""
    folder.mkdir()
    columns = zip(*rows, strict=True)
    names = ("measure", "care_type", "period", "organisation_id", "score")
    told = dict(zip(names, map(list, columns), strict=True)) | {"dataset_id": [dataset] * len(rows)}
    told |= {"origin": [OWN] * len(rows), "group_id": [f"g{i}" for i in range(len(rows))]}
    empty = {field.name: pa.nulls(len(rows), field.type) for field in SCHEMAS["scores"]}
    table = pa.table({name: told.get(name, empty[name]) for name in empty}).cast(SCHEMAS["scores"])
    pq.write_table(table, folder / "scores.parquet", row_group_size=row_group)
    return {"scores": folder / "scores.parquet"} | build_derived(
        Database([folder]), [folder / "scores.parquet"], folder
    )


def rows_of(seed: int, n: int = 900) -> list[tuple]:
    rng = np.random.default_rng(seed)

    def pick(words):
        return words[rng.integers(len(words))]

    organisations = [None, *(f"org-{i}" for i in range(12))]
    return sorted(
        (
            (pick(MEASURES), pick(CARE_TYPES), pick(PERIODS), pick(organisations), round(rng.uniform(1, 7), 1))
            for _ in range(n)
        ),
        key=lambda row: (*row[:3], row[3] or "", row[4]),
    )


def state_of(*stores: dict) -> State:
    tables = {name: tuple(store[name] for store in stores) for name in stores[0]}
    return State({}, tables, {})


def test_only_this_measure_and_these_data_sets_are_read_and_the_same_organisation_adds_up(tmp_path):
    one, two, other = rows_of(1), rows_of(2), rows_of(3)
    state = state_of(*(stored(tmp_path / name, rows, name) for name, rows in (("a", one), ("b", two), ("c", other))))
    data = read_measure(state, CATALOGUE, OWN, MEASURES[1], ["a", "b"])
    expected = [row for row in one + two if row[0] == MEASURES[1]]
    assert set(data.groups) == set(data.sums) == {row[1:3] for row in expected}
    for place, groups in data.groups.items():
        here = [row for row in expected if row[1:3] == place]
        scores = Counter(row[4] for row in here)
        assert dict(zip(groups.scores.tolist(), groups.counts.tolist(), strict=True)) == scores
        assert groups.loose.sum() == data.sums[place].loose == sum(row[3] is None for row in here)
        by_name = {name: [row[4] for row in here if row[3] == name] for name in data.sums[place].ids}
        assert data.sums[place].ids == tuple(sorted({row[3] for row in here if row[3]}))
        assert data.sums[place].n.tolist() == [len(those) for those in by_name.values()]
        assert data.sums[place].total == pytest.approx([sum(those) for those in by_name.values()])
        assert data.sums[place].squares == pytest.approx([sum(x * x for x in those) for those in by_name.values()])
        assert owned(groups) @ groups.scores == pytest.approx(data.sums[place].total)
    assert read_measure(state, CATALOGUE, DEMO, MEASURES[1], ["a"]).groups == {}
    assert read_sums(state, OWN, MEASURES[1], []) == {}


def test_margins_do_not_depend_on_the_order_of_the_rows_in_the_file(tmp_path):
    rows = rows_of(5)
    mixed = [rows[i] for i in np.random.default_rng(0).permutation(len(rows))]
    found = [
        read_measure(state_of(stored(tmp_path / name, those, "a")), CATALOGUE, OWN, MEASURES[0], ["a"])
        for name, those in (("sorted", rows), ("mixed", mixed))
    ]
    assert found[0].groups
    for place, groups in found[0].groups.items():
        assert np.array_equal(quantile_draws(groups).draws, quantile_draws(found[1].groups[place]).draws)


# ------------------------------------------------------------------------------------------------------------ drawing


def test_a_lane_with_very_many_groups_is_small_and_loses_no_outlier():
    scores, counts = np.unique(clustered(200_000)[0], return_counts=True)
    tails = np.where(scores < 2, -1, np.where(scores >= 6.5, 1, 0))
    drawn = swarm(scores.tolist(), counts.tolist(), tails.tolist(), 0.05, 0.07)
    assert drawn.by_score
    assert len(drawn.dots) < 130  # 15 lanes stay below 2000 marks
    for tail in (-1, 0, 1):
        dots = [dot for dot in drawn.dots if dot.tail == tail]
        assert sum(dot.n for dot in dots) == counts[tails == tail].sum()
        assert all(dot.score in scores[tails == tail] and dot.last in scores[tails == tail] for dot in dots)


def test_the_page_says_when_dots_stand_for_more_groups(example_master):
    session = Session(example_master)
    row = session.spread(origin=DEMO, measure=MEASURES[0])[0]
    code = session.catalogue.current.code
    assert not thinned(row, code)
    assert thinned_note(row, session.catalogue.periods, session.catalogue) == ""
    period = row.periods[code]
    factor = MOST_DOTS // sum(period.counts) + 1
    many = replace(row, periods=row.periods | {code: replace(period, counts=tuple(factor * n for n in period.counts))})
    assert thinned(many, code)
    assert not thinned(many, "a period that is not there")
    assert "elke stip meer groepen" in thinned_note(many, session.catalogue.periods, session.catalogue)
    figure = strip_panels([many], session.catalogue, periods=[code], low=3.0, high=6.0)
    marks = sum(len(trace.x) for trace in figure.data if trace.mode == "markers")
    assert marks <= len(period.scores) + 1
