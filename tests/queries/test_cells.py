"""What the pages read of a cell: against values computed by hand, numpy's quantiles and statsmodels' clustered margins."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import statsmodels.api as sm

from monitor.store.build import build_derived
from monitor.store.cell_statistics import CellStatistics, cell_statistics, load
from monitor.store.database import Database
from monitor.store.schemas import SCHEMAS

CELL = {"period": "2017-2019", "care_type": "bso", "measure": "emotional"}


def groups(scores: list[float], organisations: list[str | None], **more: Any) -> list[dict[str, Any]]:
    return [
        CELL | {"score": s, "organisation_id": o, "instrument": "CIS"} | more
        for s, o in zip(scores, organisations, strict=True)
    ]


class Store:
    """A workspace with data sets of scores, as far as the queries see it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database([folder])
        self.tables: dict[str, list[Path]] = {"score_counts": [], "organisation_sums": []}
        self.ids: list[str] = []

    def add(self, rows: list[dict[str, Any]], name: str = "d1", origin: str = "own") -> None:
        folder = self.folder / name
        folder.mkdir()
        whole = [
            {k: (row | {"dataset_id": name, "origin": origin}).get(k) for k in SCHEMAS["scores"].names} for row in rows
        ]
        pq.write_table(pa.Table.from_pylist(whole, SCHEMAS["scores"]), folder / "scores.parquet")
        for table, path in build_derived(self.database, [folder / "scores.parquet"], folder).items():
            self.tables[table].append(path)
        self.ids.append(name)

    def sql(self, *datasets: str) -> list[dict[str, Any]]:
        files = [str(path) for path in self.tables["organisation_sums"]]
        return self.database.rows("national/cells", files=files, datasets=list(datasets or self.ids))

    def statistics(self, *measures: str, datasets: tuple[str, ...] = (), **bounds: float) -> list[CellStatistics]:
        counts, sums = (tuple(self.tables[table]) for table in ("score_counts", "organisation_sums"))
        return cell_statistics(load(counts, sums, datasets or tuple(self.ids)), measures, **bounds)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_a_small_cell_computed_by_hand(store: Store) -> None:
    # Mean 4; squares 4 + 0 + 1 + 1 = 6, so the variance is 2.
    store.add(groups([2.0, 4.0, 5.0, 5.0], ["a", "a", "b", "c"], is_representative=True, instrument_version="3"))
    row = store.sql()[0]
    # Residuals of the clusters: a -2, b 1, c 1; squares 6. CR1 with 3 clusters: 3/2 x 6 / 4^2, against 2 / 4.
    expected = 3 / 2 * 6 / 16 / (2 / 4)
    assert (row["n"], row["mean"], row["n_organisations"], row["df"]) == (4, 4.0, 3, 2)
    assert row["sd"] == pytest.approx(math.sqrt(2))
    assert row["deff"] == pytest.approx(expected)
    assert (row["instrument"], row["instrument_version"], row["is_representative"]) == ("CIS", "3", True)
    assert row["dataset_ids"] == ["d1"]

    found = store.statistics(low=2.0, high=5.0)[0]
    assert (found.n, found.mean, found.min, found.max, found.n_low, found.n_high) == (4, 4.0, 2.0, 5.0, 1, 2)
    assert (found.q1, found.median, found.q3) == (3.5, 4.5, 5.0)
    assert (found.n_organisations, found.df) == (3, 2)
    assert found.sd == pytest.approx(math.sqrt(2))
    assert found.deff == pytest.approx(expected)


@pytest.mark.parametrize("share_unknown", [0.0, 0.3])
def test_clustered_margins_equal_those_of_statsmodels(store: Store, share_unknown: float) -> None:
    random = np.random.default_rng(7)
    organisation = random.integers(0, 15, 240)
    score = np.round(4.5 + random.normal(0, 0.5, 15)[organisation] + random.normal(0, 0.8, 240), 2)
    unknown = random.random(240) < share_unknown
    store.add(groups(score.tolist(), [None if u else f"o{o}" for o, u in zip(organisation, unknown, strict=True)]))

    cluster = np.where(unknown, 1000 + np.arange(240), organisation)
    ols = sm.OLS(score, np.ones(240)).fit()
    robust = ols.get_robustcov_results("cluster", groups=cluster, use_correction=True)
    # statsmodels multiplies by (n - 1) / (n - k) as well, which is 1 for a mean.
    expected = (robust.bse[0] / ols.bse[0]) ** 2
    row, found = store.sql()[0], store.statistics()[0]
    assert row["deff"] == pytest.approx(expected, rel=1e-10)
    assert found.deff == pytest.approx(expected, rel=1e-10)
    assert row["df"] == found.df == len(np.unique(cluster)) - 1


@pytest.mark.parametrize(
    ("organisations", "n_organisations", "df"),
    [([None] * 3, 0, None), (["a"] * 3, 1, None), (["a", None, None], 1, 2)],
    ids=["unknown", "one", "one and two of their own"],
)
def test_margins_are_not_clustered_when_clusters_do_not_tell(
    store: Store, organisations: list[str | None], n_organisations: int, df: int | None
) -> None:
    store.add(groups([3.0, 4.0, 6.5], organisations))
    row, found = store.sql()[0], store.statistics()[0]
    assert (row["n_organisations"], row["df"]) == (found.n_organisations, found.df) == (n_organisations, df)
    assert (row["deff"] is None) == (found.deff is None) == (df is None)


def test_equal_scores_have_no_spread_at_all(store: Store) -> None:
    store.add(groups([4.1] * 30, [f"o{i % 4}" for i in range(30)]))
    row, found = store.sql()[0], store.statistics()[0]
    assert row["sd"] == found.sd == 0
    assert row["deff"] is None
    assert found.deff is None
    assert found.p10 == found.median == found.max == 4.1


def test_one_group_has_no_sd(store: Store) -> None:
    store.add(groups([5.5], ["a"]))
    row, found = store.sql()[0], store.statistics()[0]
    assert row["sd"] is found.sd is None
    assert (found.n, found.mean, found.p10, found.median, found.max) == (1, 5.5, 5.5, 5.5, 5.5)


def random_rows(seed: int, n: int) -> list[dict[str, Any]]:
    random = np.random.default_rng(seed)
    return [
        {
            "period": f"p{random.integers(3)}", "care_type": f"c{min(random.geometric(0.4), 5)}",
            "measure": f"m{random.integers(3)}", "score": round(float(7 - random.gamma(3, 0.8)), 2),
            "organisation_id": None if random.random() < 0.1 else f"o{random.integers(20)}",
        }
        for _ in range(n)
    ]  # fmt: skip


def test_all_statistics_equal_numpys_on_random_data_of_two_data_sets(store: Store) -> None:
    first, second = random_rows(1, 3_000), random_rows(2, 500)
    store.add(first, "d1")
    store.add(second, "d2")
    cells: dict[tuple, list[float]] = {}
    for row in [*first, *second]:
        cells.setdefault((row["measure"], row["care_type"], row["period"]), []).append(row["score"])

    found = store.statistics(low=3.0, high=5.5)
    assert [(c.measure, c.care_type, c.period) for c in found] == sorted(cells)
    for cell in found:
        scores = np.array(cells[cell.measure, cell.care_type, cell.period])
        quantiles = np.quantile(scores, [0.1, 0.25, 0.5, 0.75, 0.9])
        assert cell.n == len(scores)
        assert cell.mean == pytest.approx(scores.mean(), rel=1e-13)
        assert (cell.min, cell.max) == (scores.min(), scores.max())
        assert [cell.p10, cell.q1, cell.median, cell.q3, cell.p90] == pytest.approx(quantiles, rel=1e-14)
        assert (cell.n_low, cell.n_high) == ((scores <= 3.0).sum(), (scores >= 5.5).sum())
        assert cell.sd == (pytest.approx(scores.std(ddof=1), rel=1e-12) if len(scores) > 1 else None)


def test_the_query_and_the_statistics_agree_on_every_cell(store: Store) -> None:
    store.add(random_rows(3, 2_000), "d1")
    store.add(random_rows(4, 300), "d2", origin="demo")
    for row, cell in zip(store.sql(), store.statistics(), strict=True):
        for name in ("origin", "care_type", "measure", "period", "n", "n_organisations", "df"):
            assert row[name] == getattr(cell, name)
        for name in ("mean", "sd", "deff"):
            value = getattr(cell, name)
            assert row[name] == (value if value is None else pytest.approx(value, rel=1e-9))


def test_a_cell_lists_its_instruments_and_counts_only_the_data_sets_asked_for(store: Store) -> None:
    store.add(groups([3.0, 4.0], ["a", "b"], is_representative=True), "d1")
    store.add(groups([5.0, 6.0], ["a", "c"], is_representative=False, instrument="ECERS"), "d2")
    both, one = store.sql()[0], store.sql("d2")[0]
    assert (both["n"], both["n_organisations"], both["instrument"]) == (4, 3, "CIS + ECERS")
    assert (both["is_representative"], both["dataset_ids"]) == (False, ["d1", "d2"])
    assert (one["n"], one["mean"], one["instrument"], one["dataset_ids"]) == (2, 5.5, "ECERS", ["d2"])
    assert [(c.n, c.mean) for c in store.statistics(datasets=("d2",))] == [(2, 5.5)]
    assert store.statistics(datasets=("d3",)) == []


def test_measures_can_be_chosen_and_none_means_all(store: Store) -> None:
    store.add(random_rows(5, 400))
    everything = store.statistics()
    assert store.statistics("m1", "m2") == [c for c in everything if c.measure in ("m1", "m2")]
    assert store.statistics("not there") == []
    assert {c.measure for c in everything} == {"m0", "m1", "m2"}


def test_a_workspace_without_files_has_no_cells() -> None:
    assert cell_statistics(load((), (), ("d1",))) == []
