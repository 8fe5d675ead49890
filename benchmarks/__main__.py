"""How quick the derived tables are, beside the floor and beside other engines: `python -m benchmarks`.

Prints a table for 10^5, 10^6 and 10^7 group scores (SIZE=big: 10^8 too, without polars and pandas, which would need tens of
gigabytes), and then the goals. Each engine has a process of its own, so that its peak memory can be told; the median is over
five runs after a first one that does not count (three for polars and pandas from 10^7). Files go to a folder that is removed.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.data import CARE_TYPES, CELLS, MEASURES, ORGANISATIONS, PERIODS, write_scores

RUNS, RUNS_OF_SLOW_PEERS = 5, 3
PEERS = ("duckdb", "polars", "pandas")
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
        f"{CELLS} cells ({CARE_TYPES} care types x {MEASURES} measures x {PERIODS} periods), {ORGANISATIONS} organisations,"
    )
    print(f"scores with two decimals. {os.cpu_count()} cores. The same organisations and scores at every size.\n")
    results = {}
    for exponent in exponents:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            results[exponent] = measured(exponent, Path(folder))
        print("\n".join(table(exponent, results[exponent])), flush=True)
    print("\n".join(goals(results)))


def measured(exponent: int, folder: Path) -> Results:
    """Every engine once, each in its own process, on the same file."""
    scores = folder / "scores.parquet"
    write_scores(scores, 10**exponent)
    wanted = [name for name in LABELS if exponent < 8 or name not in ("polars", "pandas")]
    results: Results = {}
    for name in wanted:
        runs = RUNS_OF_SLOW_PEERS if exponent >= 7 and name in ("polars", "pandas") else RUNS
        command = [sys.executable, "-m", "benchmarks.engines", name, str(scores), str(folder), str(runs)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
        results[name] = json.loads(answer.stdout)
    totals = [results[name]["total"] for name in ("first", *PEERS) if name in results]
    if any(not math.isclose(total, totals[0], rel_tol=1e-9) for total in totals):
        raise SystemExit(f"the engines do not agree: {totals}")
    return results


def table(exponent: int, results: Results) -> Iterator[str]:
    """A Markdown table of one size."""
    floor, build = results["floor"]["median"], results["build"]["median"]
    yield f"### 10^{exponent} group scores\n"
    yield "| | median ms | x floor | x build | peak MB |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, found in results.items():
        median = found["median"]
        yield (
            f"| {LABELS[name]} | {median * 1e3:,.1f} | {median / floor:.2f} | {median / build:.2f} "
            f"| {found['peak']:,.0f} |"
        )
    yield ""


def goals(results: dict[int, Results]) -> Iterator[str]:
    """The goals with what was measured, at 10^7."""
    large, middle = results[7], results[6]
    median = {name: found["median"] for name, found in large.items()}
    peer = min(PEERS, key=lambda name: median[name])
    rows = [
        ("build / floor", median["build"] / median["floor"], 4, ""),
        (f"build / best peer ({peer})", median["build"] / median[peer], 0.5, ""),
        ("peak memory of the build", large["build"]["peak"], 1000, " MB"),
        ("one measure", median["one"] * 1e3, 10, " ms"),
        ("whole matrix, later pages", median["matrix"] * 1e3, 50, " ms"),
        ("whole matrix, first page", median["first"] * 1e3, 50, " ms"),
        ("cells.sql", median["cells"] * 1e3, 50, " ms"),
        ("60 verdicts", median["verdicts"] * 1e3, 10, " ms"),
        *(
            (f"{LABELS[name]}, 10^7 / 10^6", median[name] / middle[name]["median"], 1.2, "")
            for name in ("one", "matrix", "first", "cells")
        ),
    ]
    yield "### Goals at 10^7\n"
    yield "| | goal | measured | |"
    yield "| --- | ---: | ---: | --- |"
    for label, value, goal, unit in rows:
        yield f"| {label} | <= {goal}{unit} | {value:.2f}{unit} | {'met' if value <= goal else 'NOT MET'} |"


if __name__ == "__main__":
    main()
