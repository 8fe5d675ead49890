"""The heavy step on Spark: `python -m monitor.distributed.spark_job --scores PATH... --out FOLDER --master URL`.

Reads group scores (Parquet in the columns of the table `scores`, from any place that the cluster reads), runs the portable
queries, and writes FOLDER/score_counts/ and FOLDER/organisation_sums/: what `python -m monitor counts import` takes in.
Runs in an environment of its own (requirements-distributed.txt), where the rest of the app need not be. `--master
local-cluster[2,1,1024]` starts two real workers on this machine; a cluster has an address of its own, or `spark-submit`
tells it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from typing import Any

from monitor.distributed.transpile import SCORES, TABLES, portable

DATASET = "counts"
"""Stands in the rows until they are taken in; the workspace then gives an id that follows from the content."""


class NotOneOrigin(ValueError):
    """Real and invented scores in one delivery: they never add up."""


def session(master: str | None, settings: Sequence[str] = ()) -> Any:
    """A Spark session. On this machine it listens on the loopback only."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("kwaliteit-counts").config("spark.ui.enabled", "false")
    if master:
        builder = builder.master(master)
    if master and master.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    for setting in settings:
        name, _, value = setting.partition("=")
        builder = builder.config(name, value)
    return builder.getOrCreate()


def count(spark: Any, scores: Sequence[str], out: str) -> dict[str, float]:
    """Write both tables under `out`, which must not hold them yet. Returns the seconds that each took.

    Raises NotOneOrigin when the scores are not all real or all invented.
    """
    read = spark.read.parquet(*scores)
    read.createOrReplaceTempView(SCORES)
    origins = [row["origin"] for row in read.select("origin").distinct().collect()]
    if len(origins) != 1 or origins[0] is None:
        raise NotOneOrigin(f"the scores have these origins: {', '.join(map(str, origins)) or 'none'}")
    seconds = {}
    for table in TABLES:
        started = time.perf_counter()
        made = spark.sql(portable(table, "spark", {"dataset_id": DATASET, "origin": origins[0]}))
        made.write.parquet(f"{out}/{table}", mode="errorifexists")
        seconds[table] = time.perf_counter() - started
    return seconds


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; its last line of output is JSON with the seconds and the number of workers."""
    parser = argparse.ArgumentParser(prog="python -m monitor.distributed.spark_job", description=__doc__)
    parser.add_argument("--scores", nargs="+", required=True, help="Parquet files or folders with group scores")
    parser.add_argument("--out", required=True, help="folder for both tables")
    parser.add_argument("--master", help="address of the cluster; not needed under spark-submit")
    parser.add_argument("--set", dest="settings", action="append", default=[], help="a setting of Spark: name=value")
    parser.add_argument(
        "--times", type=int, default=1, help="do it more than once, in FOLDER/1, FOLDER/2 ...: a benchmark"
    )
    given = parser.parse_args(arguments)
    started = time.perf_counter()
    spark = session(given.master, given.settings)
    start_up = time.perf_counter() - started
    try:
        places = [given.out] if given.times == 1 else [f"{given.out}/{n + 1}" for n in range(given.times)]
        seconds = [count(spark, given.scores, place) for place in places]
        workers = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1  # less the driver
    finally:
        spark.stop()
    print(json.dumps({"start_up": start_up, "workers": workers, "seconds": seconds}))


if __name__ == "__main__":
    main()
