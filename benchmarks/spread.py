"""Server time of the numbers on the spread page at 10^7 group scores: `python -m benchmarks.spread [FOLDER]`.

Each engine has a process of its own, so that its peak memory can be told; medians of seven runs after one that does not
count. The session has its national picture already, as the frame of every page computes that first. "First" is then the
first question about a measure; with the derived tables read anew, as just after an import, or read already.
Polars computes from the same file what the page shows of one measure: quantiles, tails, and the 95% margin of P10 from
1000 resamples of whole organisations per cell.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.data import DATASET, codes, write_scores
from benchmarks.engines import PROBABILITIES, seconds

if TYPE_CHECKING:  # read by the engines that need it, so that the memory of the others is their own
    from monitor.session import Session

ROWS, RUNS, DRAWS = 10**7, 7, 1000
LOW, HIGH = 3.0, 6.0
MEASURE = 3
Task = Callable[[], float]


def prepared(folder: Path, rows: int) -> Path:
    """A workspace with that many scores, as an import leaves it. An earlier one is used again."""
    from monitor.store.build import build_derived
    from monitor.store.database import Database
    from monitor.store.workspace import Dataset, Workspace

    workspace = Workspace(folder / "workspace")
    if not workspace.state().datasets:
        with workspace.staging() as staged:
            scores = staged / "scores.parquet"
            write_scores(scores, rows)
            built = build_derived(Database([workspace.folder]), [scores], staged)
            files = {"scores": [scores], **{table: [path] for table, path in built.items()}}
            workspace.add(Dataset(DATASET, "scores", "own", "benchmark", "benchmark.csv", rows), files)
    return workspace.folder


def _session(folder: Path) -> Session:
    from monitor.session import Session

    session = Session(folder)
    session.national()
    return session


def _ask(session: Session, low: float | None = None) -> float:
    return float(len(session.spread(origin="own", measure=codes()[0][MEASURE], low=low)))


def _fresh(folder: Path, tables_read: bool) -> Iterator[Task]:
    """Tasks that each are the first question about a measure, in a session of their own."""
    from monitor.statistics import bootstrap
    from monitor.store import cell_statistics

    while True:
        session = _session(folder)
        cell_statistics.load.cache_clear()
        bootstrap.resampled_organisations.cache_clear()
        if tables_read:
            session.spread(origin="own", measure=codes()[0][MEASURE - 1])
        yield partial(_ask, session)


def first(folder: Path) -> Iterator[Task]:
    return _fresh(folder, tables_read=False)


def next_measure(folder: Path) -> Iterator[Task]:
    return _fresh(folder, tables_read=True)


def threshold(folder: Path) -> Iterator[Task]:
    session = _session(folder)
    session.spread(origin="own", measure=codes()[0][MEASURE])
    for turn in itertools.count():
        low = LOW + turn % 2 / 10
        yield partial(_ask, session, low=low)


def funnel(folder: Path) -> Iterator[Task]:
    session = _session(folder)
    session.spread(origin="own", measure=codes()[0][MEASURE])
    _, care_types, periods = codes()
    yield from itertools.repeat(
        lambda: float(len(session.funnel("own", codes()[0][MEASURE], care_types[0], periods[0]).points))
    )


def figure(folder: Path) -> Iterator[Task]:
    from monitor.figures.strip import strip_panels

    session = _session(folder)
    rows = session.spread(origin="own", measure=codes()[0][MEASURE])
    periods = list(session.catalogue.periods)

    def task() -> float:
        drawn = strip_panels(rows, session.catalogue, periods=periods, low=LOW, high=HIGH)
        return float(len(drawn.to_json()))

    yield from itertools.repeat(task)


def polars(folder: Path) -> Iterator[Task]:
    import polars as pl

    (file,) = (folder / "tables" / "scores").glob("*.parquet")
    score, cell = pl.col("score"), ["care_type", "period"]

    def task() -> float:
        table = pl.scan_parquet(file).filter(pl.col("measure") == codes()[0][MEASURE])
        described = table.group_by(cell).agg(
            pl.len().alias("n"), score.mean().alias("mean"), score.std().alias("sd"),
            *(score.quantile(p, "linear").alias(f"q{p}") for p in PROBABILITIES),
            (score < LOW).sum().alias("low"), (score >= HIGH).sum().alias("high"),
        )  # fmt: skip
        counted = table.group_by(*cell, "organisation_id", "score").len()
        _, counts = pl.collect_all([described, counted], engine="streaming")
        for _, part in counts.group_by(cell):
            wide = part.pivot("score", index="organisation_id", values="len").fill_null(0).drop("organisation_id")
            names = sorted(wide.columns, key=float)
            _lowest_tenth(np.array(names, float), wide.select(names).to_numpy())
        return float(len(counts))

    yield from itertools.repeat(task)


def _lowest_tenth(scores: np.ndarray, table: np.ndarray) -> tuple[float, float]:
    """The 95% margin of P10 from resamples of whole organisations; `table` is (organisations, scores)."""
    size = len(table)
    often = np.random.default_rng(1).multinomial(size, np.full(size, 1 / size), size=DRAWS)
    running = np.cumsum(often.astype(float) @ table.astype(float), axis=1)
    place = (running >= 0.1 * running[:, -1:]).argmax(axis=1)
    low, high = np.quantile(scores[place], [0.025, 0.975])
    return float(low), float(high)


ENGINES: dict[str, tuple[str, Callable[[Path], Iterator[Task]], float | None]] = {
    "first": ("first measure, derived tables not yet read", first, 300),
    "next": ("another measure, derived tables read", next_measure, 300),
    "threshold": ("a changed threshold", threshold, 50),
    "funnel": ("the funnel of one cell", funnel, 300),
    "figure": ("the strip of 15 lanes", figure, None),
    "polars": ("polars, the same of one measure from the scores", polars, None),
}


def timed(engine: str, folder: Path) -> None:
    times = [seconds(task) for task in itertools.islice(ENGINES[engine][1](folder), RUNS + 1)][1:]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": times, "peak": peak}))


def main(folder: Path, rows: int = ROWS) -> None:
    """The table, for a workspace in `folder` that is made when it is not there."""
    workspace = prepared(folder, rows)
    found = {}
    for name in ENGINES:
        command = [sys.executable, "-m", "benchmarks.spread", str(workspace), name]
        found[name] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    peer = statistics.median(found["polars"]["seconds"])
    print(f"### The spread page at {rows:,} group scores, {os.cpu_count()} cores\n")
    print("| | median ms | slowest | share of polars | peak MB | goal |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for name, (label, _, goal) in ENGINES.items():
        median, slowest = 1e3 * statistics.median(found[name]["seconds"]), 1e3 * max(found[name]["seconds"])
        met = "" if goal is None else f"<= {goal:.0f} ms: {'met' if median <= goal else 'NOT MET'}"
        share = median / (1e3 * peer)
        print(f"| {label} | {median:,.1f} | {slowest:,.1f} | {share:.3f} | {found[name]['peak']:,.0f} | {met} |")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        timed(sys.argv[2], Path(sys.argv[1]))
    elif len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as made:
            main(Path(made))
