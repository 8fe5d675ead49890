"""What is timed, one engine per process: `python -m benchmarks.engines ENGINE SCORES_FILE FOLDER RUNS` prints JSON.

The JSON has the seconds of every run after a first one that does not count, the peak memory of the process in MB, and
the sum of what was computed, so that engines can be compared.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.data import DATASET, codes

KEY = ["measure", "care_type", "period"]
WORDS = [*KEY, "organisation_id"]
PROBABILITIES = (0.1, 0.25, 0.5, 0.75, 0.9)
Task = Callable[[], float]


def floor(scores: Path, folder: Path) -> Task:
    """Merely read the columns that the statistics need."""

    def task() -> float:
        pq.read_table(scores, columns=[*WORDS, "score"])
        return math.nan

    return task


def floor_codes(scores: Path, folder: Path) -> Task:
    """The same without making texts of the words: they stay numbers into a dictionary, as they are in the file."""

    def task() -> float:
        pq.read_table(scores, columns=[*WORDS, "score"], read_dictionary=WORDS)
        return math.nan

    return task


def build(scores: Path, folder: Path) -> Task:
    """Both derived tables, as at import."""
    from monitor.store.build import build_derived
    from monitor.store.database import Database

    database = Database([scores.parent, folder])

    def task() -> float:
        build_derived(database, [scores], folder)
        return math.nan

    return task


def _tables(folder: Path):
    return (folder / "score_counts.parquet",), (folder / "organisation_sums.parquet",), (DATASET,)


def _total(rows) -> float:
    """The sum of n, mean, sd, min, max, the five quantiles and deff over all cells, to compare engines with."""
    return math.fsum(
        math.fsum((c.n, c.mean, c.sd, c.min, c.p10, c.q1, c.median, c.q3, c.p90, c.max, c.deff)) for c in rows
    )


def first(scores: Path, folder: Path) -> Task:
    """The whole matrix by the first page after an import: read the derived tables and compute."""
    from monitor.store.cell_statistics import cell_statistics, load

    def task() -> float:
        load.cache_clear()
        return _total(cell_statistics(load(*_tables(folder))))

    return task


def matrix(scores: Path, folder: Path) -> Task:
    """The whole matrix by every later page."""
    from monitor.store.cell_statistics import cell_statistics, load

    return lambda: float(len(cell_statistics(load(*_tables(folder)), low=3, high=5)))


def one(scores: Path, folder: Path) -> Task:
    """One measure: 5 care types x 3 periods."""
    from monitor.store.cell_statistics import cell_statistics, load

    return lambda: float(len(cell_statistics(load(*_tables(folder)), codes()[0][3:4], low=3, high=5)))


def cells(scores: Path, folder: Path) -> Task:
    """queries/national/cells.sql over the whole matrix: what the verdicts rest on."""
    from monitor.store.database import Database

    database = Database([folder])
    files = [str(folder / "organisation_sums.parquet")]
    return lambda: float(len(database.rows("national/cells", files=files, datasets=[DATASET])))


def verdicts(scores: Path, folder: Path) -> Task:
    """All verdicts: 60 combinations of care type and measure, three periods each."""
    from monitor.statistics import Summary, judge_family
    from monitor.store.cell_statistics import cell_statistics, load

    found = cell_statistics(load(*_tables(folder)))
    summaries = [Summary(c.mean, c.sd, c.n, c.deff or 1.0, c.df) for c in found]
    triples = list(zip(summaries[::3], summaries[1::3], summaries[2::3], strict=True))
    return lambda: float(len(judge_family(triples)))


def duckdb_straight(scores: Path, folder: Path) -> Task:
    """The same statistics straight from the scores: DuckDB."""
    import duckdb

    connection = duckdb.connect(config={"threads": 2, "memory_limit": "8GB", "temp_directory": str(folder)})
    connection.execute("set enable_progress_bar = false")
    text = Path(__file__).with_name("straight.sql").read_text("utf-8")

    def task() -> float:
        rows = connection.execute(text, {"file": str(scores)}).fetchall()
        return math.fsum(sum(row[3:8]) + sum(row[8]) + row[9] for row in rows)

    return task


def polars_straight(scores: Path, folder: Path) -> Task:
    """The same statistics straight from the scores: polars, streaming."""
    import polars as pl

    score = pl.col("score")

    def task() -> float:
        table = pl.scan_parquet(scores)
        by_cell = table.group_by(KEY).agg(
            pl.len().alias("n"), score.mean().alias("mean"), score.std().alias("sd"),
            score.min().alias("low"), score.max().alias("high"),
            *(score.quantile(p, "linear").alias(f"q{p}") for p in PROBABILITIES),
        )  # fmt: skip
        by_organisation = table.group_by(WORDS).agg(pl.len().alias("groups"), score.sum().alias("s"))
        found, organisations = pl.collect_all([by_cell, by_organisation], engine="streaming")
        residual = pl.col("s") - pl.col("groups") * pl.col("mean")
        clusters = organisations.join(found.select(*KEY, "mean"), on=KEY).group_by(KEY)
        found = found.join(clusters.agg(pl.len().alias("g"), (residual**2).sum().alias("r")), on=KEY)
        g, n, sd = found["g"], found["n"], found["sd"]
        deff = (g / (g - 1) * found["r"] / (n * sd**2)).sum()
        return float(deff + found.drop(*KEY, "g", "r").sum().sum_horizontal()[0])

    return task


def pandas_straight(scores: Path, folder: Path) -> Task:
    """The same statistics straight from the scores: pandas, words as categories."""

    def task() -> float:
        table = pq.read_table(scores, columns=[*WORDS, "score"], read_dictionary=WORDS).to_pandas()
        groups = table.groupby(KEY, observed=True)["score"]
        found = groups.agg(["size", "mean", "std", "min", "max"])
        quantiles = groups.quantile(list(PROBABILITIES))
        sums = table.groupby(WORDS, observed=True)["score"].agg(["size", "sum"])
        mean = found["mean"].reindex(sums.index.droplevel("organisation_id")).to_numpy()
        residual = (sums["sum"] - sums["size"] * mean) ** 2
        clusters = residual.groupby(level=KEY, observed=True).agg(["size", "sum"])
        g = clusters["size"]
        deff = g / (g - 1) * clusters["sum"] / (found["size"] * found["std"] ** 2)
        return float(found.to_numpy().sum() + quantiles.sum() + deff.sum())

    return task


ENGINES: dict[str, Callable[[Path, Path], Task]] = {
    "floor": floor, "floor_codes": floor_codes, "build": build,
    "first": first, "matrix": matrix, "one": one, "cells": cells, "verdicts": verdicts,
    "duckdb": duckdb_straight, "polars": polars_straight, "pandas": pandas_straight,
}  # fmt: skip


def seconds(task: Task) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def main(engine: str, scores: str, folder: str, runs: str) -> None:
    task = ENGINES[engine](Path(scores), Path(folder))
    total = task()
    timed = [seconds(task) for _ in range(int(runs))]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": timed, "peak": peak, "total": total}))


if __name__ == "__main__":
    main(*sys.argv[1:])
