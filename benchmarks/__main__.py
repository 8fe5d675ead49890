"""How quick the derived tables are, beside the floor and beside other engines: `python -m benchmarks`.

Prints a table for 10^5, 10^6 and 10^7 group scores (SIZE=big: 10^8 too, without polars and pandas, which would need
tens of gigabytes), and then the goals. Each engine has processes of its own, so that its peak memory can be told; they
take turns in two rounds, so that a busy moment does not hit one of them alone. The median is over six runs (two for
polars and pandas from 10^7), those that warm up not counted. Files go to a folder that is removed.
"""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROUNDS, RUNS, RUNS_OF_SLOW_PEERS = 2, 3, 1
SLOW_PEERS = ("polars", "pandas")
PEERS = ("duckdb", *SLOW_PEERS)
LABELS = {
    "floor": "floor: read the needed columns (pyarrow)",
    "build": "build both derived tables",
    "first": "after it: whole matrix, first page (tables read)",
    "matrix": "after it: whole matrix, later pages",
    "one": "after it: one measure",
    "cells": "after it: cells.sql (what verdicts rest on)",
    "verdicts": "60 verdicts from the statistics",
    "duckdb": "straight from the scores: DuckDB",
    "polars": "straight from the scores: polars, streaming",
    "pandas": "straight from the scores: pandas, categories",
}
Results = dict[str, dict[str, Any]]


def main() -> None:
    exponents = (5, 6, 7, 8) if os.environ.get("SIZE") == "big" else (5, 6, 7)
    print(
        "60 combinations of care type and measure in 3 periods, 500 organisations in each, scores from 1 to 7 with two"
    )
    print(f"decimals; the same organisations and scores at every size. {os.cpu_count()} cores.\n")
    results = {}
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for exponent in exponents:
            place = Path(folder, str(exponent))
            place.mkdir()
            results[exponent] = measured(exponent, place)
            print("\n".join(table(exponent, results[exponent])), flush=True)
        growth = json.loads(module("benchmarks.growth", Path(folder, "6"), Path(folder, "7")))
    print("\n".join(goals(results[7], growth)))


def module(name: str, *arguments: object) -> str:
    """What `python -m name arguments` prints."""
    command = [sys.executable, "-m", name, *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def measured(exponent: int, folder: Path) -> Results:
    """All engines on the same file: median seconds, peak MB and total."""
    scores = folder / "scores.parquet"
    module("benchmarks.data", scores, 10**exponent)
    found: dict[str, list[dict[str, Any]]] = {}
    for _ in range(ROUNDS):
        for name in LABELS:
            if exponent < 8 or name not in SLOW_PEERS:
                runs = RUNS_OF_SLOW_PEERS if exponent >= 7 and name in SLOW_PEERS else RUNS
                found.setdefault(name, []).append(json.loads(module("benchmarks.engines", name, scores, folder, runs)))
    totals = [found[name][0]["total"] for name in ("first", *PEERS) if name in found]
    if any(not math.isclose(total, totals[0], rel_tol=1e-9) for total in totals):
        raise SystemExit(f"the engines do not agree: {totals}")
    return {
        name: {
            "median": statistics.median(second for one in rounds for second in one["seconds"]),
            "peak": max(one["peak"] for one in rounds),
        }
        for name, rounds in found.items()
    }


def table(exponent: int, results: Results) -> Iterator[str]:
    """A Markdown table of one size."""
    floor, build = results["floor"]["median"], results["build"]["median"]
    yield f"### 10^{exponent} group scores\n"
    yield "| | median ms | x floor | x build | peak MB |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, found in results.items():
        median = found["median"]
        ratios = f"{median / floor:.2f} | {median / build:.2f}"
        yield f"| {LABELS[name]} | {median * 1e3:,.1f} | {ratios} | {found['peak']:,.0f} |"
    yield ""


def goals(results: Results, growth: dict[str, float]) -> Iterator[str]:
    """The goals with what was measured, at 10^7."""
    median = {name: found["median"] for name, found in results.items()}
    peer = min(PEERS, key=lambda name: median[name])
    rows = [
        ("build / floor", median["build"] / median["floor"], 4, ""),
        (f"build / best peer ({peer})", median["build"] / median[peer], 0.5, ""),
        ("peak memory of the build", results["build"]["peak"], 1000, " MB"),
        ("one measure", median["one"] * 1e3, 10, " ms"),
        ("whole matrix, later pages", median["matrix"] * 1e3, 50, " ms"),
        ("whole matrix, first page", median["first"] * 1e3, 50, " ms"),
        ("cells.sql", median["cells"] * 1e3, 50, " ms"),
        ("60 verdicts", median["verdicts"] * 1e3, 10, " ms"),
        *((f"10^7 / 10^6, {LABELS[name]}", ratio, 1.2, "") for name, ratio in growth.items()),
    ]
    yield "### Goals at 10^7\n"
    yield "| | goal | measured | |"
    yield "| --- | ---: | ---: | --- |"
    for label, value, goal, unit in rows:
        yield f"| {label} | <= {goal}{unit} | {value:.2f}{unit} | {'met' if value <= goal else 'NOT MET'} |"


if __name__ == "__main__":
    main()
