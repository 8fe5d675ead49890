"""When a cluster pays: `SPARK_PYTHON=.venv/distributed/bin/python python -m benchmarks.distributed` (`make bench-distributed`).

The same portable query on the same file: by our own engine in this process's way, and by Spark with workers of their own on
this machine. Prints a table for 10^5, 10^6 and 10^7 group scores (SIZE=big: 10^8 too; SIZE=small: without 10^7), what taking
the counts in costs, and then, on paper, from which size a cluster of so many cores is quicker than one machine. A country
of 30.000 locations with three groups each, twelve measures and ten years is some 10^7 rows. Files go to a folder that is
removed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.__main__ import module
from monitor import catalogue as catalogues
from monitor import paths
from monitor.distributed.take_in import take_in
from monitor.store.schemas import DERIVED
from monitor.store.workspace import Workspace

SIZES = {"small": (5, 6), "": (5, 6, 7), "big": (5, 6, 7, 8)}
WORKERS = (1, 2)
TIMES = 4  # runs in one session; the first warms Java up and does not count
RUNS = 3
LONGEST = 1_800
PAPER = (7, 8, 9, 10, 11)
CLUSTERS = (8, 32, 128)


@dataclass(frozen=True, slots=True)
class Spark:
    """Seconds: to start, for the first run and for a later one (both tables)."""

    start_up: float
    first: float
    later: float


def main() -> None:
    exponents = SIZES[os.environ.get("SIZE", "")]
    print(f"{os.cpu_count()} cores. Both tables, from one file of group scores; medians.\n")
    print(
        "| rows | DuckDB, one process | Spark, 1 worker | Spark, 2 workers | Spark starts in | its first run | take in |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory(prefix="benchmark-distributed-") as folder:
        for exponent in exponents:
            place = Path(folder, str(exponent))
            place.mkdir()
            ours, theirs, taking = measured(place, 10**exponent)
            one, two = theirs[WORKERS[0]], theirs[WORKERS[-1]]
            print(
                f"| 10^{exponent} | {ours:.2f} s | {one.later:.2f} s | {two.later:.2f} s | {two.start_up:.1f} s "
                f"| {two.first:.1f} s | {taking:.2f} s |",
                flush=True,
            )
    print("\n".join(on_paper(10 ** exponents[-1], ours, two)))


def measured(folder: Path, rows: int) -> tuple[float, dict[int, Spark], float]:
    """Seconds of our own engine, of Spark per number of workers, and of taking Spark's counts in."""
    scores = folder / "scores.parquet"
    module("benchmarks.data", scores, rows)
    ours = statistics.median(module("benchmarks.engines", "build", scores, folder, RUNS)["seconds"])
    theirs = {workers: spark(scores, folder / f"spark-{workers}", workers) for workers in WORKERS}
    delivery = folder / f"spark-{WORKERS[-1]}" / "1"
    counted = sum(pq.read_table(delivery / DERIVED[0], columns=["n_groups"])["n_groups"].to_pylist())
    if counted != rows:
        raise SystemExit(f"Spark counted {counted} groups of {rows}")
    started = time.perf_counter()
    report = take_in(delivery, Workspace(folder / "workspace"), catalogues.load())
    if not report.kept:
        raise SystemExit(report.text())
    return ours, theirs, time.perf_counter() - started


def spark(scores: Path, out: Path, workers: int) -> Spark:
    part = max(scores.stat().st_size // (2 * workers), 1 << 20)  # so that each worker has its share of the file
    command = [
        os.environ["SPARK_PYTHON"], "-m", "monitor.distributed.spark_job", "--scores", str(scores), "--out", str(out),
        "--master", f"local-cluster[{workers},1,1024]", "--times", str(TIMES),
        "--set", f"spark.sql.files.maxPartitionBytes={part}", "--set", "spark.sql.shuffle.partitions=8",
    ]  # fmt: skip
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(
        command, cwd=paths.ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    told = json.loads(done.stdout.splitlines()[-1])
    if told["workers"] != workers:
        raise SystemExit(f"{told['workers']} workers instead of {workers}")
    runs = [sum(one.values()) for one in told["seconds"]]
    return Spark(told["start_up"], runs[0], statistics.median(runs[1:]))


def on_paper(rows: int, ours: float, theirs: Spark) -> Iterator[str]:
    """What the rates at the largest size say of larger ones: one machine as this one, and clusters that scale perfectly."""
    yield (
        f"\nOn paper, with the rates at {rows:.0e} rows (Spark: {rows / theirs.later / WORKERS[-1]:,.0f} rows per second "
        f"and core, and {theirs.start_up + theirs.first - theirs.later:.0f} s to start; no network or disk in the way):\n"
    )
    yield "| rows | this machine, DuckDB | " + " | ".join(f"Spark, {cores} cores" for cores in CLUSTERS) + " |"
    yield "| --- | ---: |" + " ---: |" * len(CLUSTERS)
    fixed = theirs.start_up + max(theirs.first - theirs.later, 0)
    for exponent in PAPER:
        share = 10**exponent / rows
        times = [fixed + theirs.later * share * WORKERS[-1] / cores for cores in CLUSTERS]
        yield f"| 10^{exponent} | {ours * share:,.0f} s | " + " | ".join(f"{each:,.0f} s" for each in times) + " |"


if __name__ == "__main__":
    main()
