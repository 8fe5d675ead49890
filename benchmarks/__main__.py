"""How quick the derived tables are, beside the floor and beside other engines: `python -m benchmarks`.

Prints a table for 10^5, 10^6 and 10^7 group scores (SIZE=big: 10^8 too, without polars and pandas, which would need tens
of gigabytes), and then the goals. In the tables each engine has two processes of its own, so that its peak memory can be
told; medians are over six runs (two for polars and pandas from 10^7), those that warm up not counted. The ratios under the
goals are of engines that take turns. Files go to a folder that is removed.
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

from benchmarks import dialogues, spread
from benchmarks.turns import Turns, ratio

ROUNDS, RUNS, RUNS_OF_SLOW_PEERS, TURNS, TURNS_OF_PAGES = 2, 3, 1, 7, 21
SLOW_PEERS = ("polars", "pandas")
PEERS = ("duckdb", *SLOW_PEERS)
PAGES = ("one", "matrix", "first", "cells")
LABELS = {
    "floor": "floor: read the needed columns (pyarrow)",
    "floor_codes": "the same, words left as codes",
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
        print("\n".join(goals(results[7], Path(folder))))
        spread.main(Path(folder))
        dialogues.main(Path(folder, "country"))


def module(name: str, *arguments: object) -> Any:
    """What `python -m name arguments` prints, read as JSON."""
    command = [sys.executable, "-m", name, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout or "null")


def measured(exponent: int, folder: Path) -> Results:
    """All engines on the same file: median seconds, peak MB and total."""
    scores = folder / "scores.parquet"
    module("benchmarks.data", scores, 10**exponent)
    found: dict[str, list[dict[str, Any]]] = {}
    for _ in range(ROUNDS):
        for name in LABELS:
            if exponent < 8 or name not in SLOW_PEERS:
                runs = RUNS_OF_SLOW_PEERS if exponent >= 7 and name in SLOW_PEERS else RUNS
                found.setdefault(name, []).append(module("benchmarks.engines", name, scores, folder, runs))
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


def goals(results: Results, folder: Path) -> Iterator[str]:
    """The goals with what was measured at 10^7; ratios from engines that take turns."""
    milliseconds = {name: 1e3 * found["median"] for name, found in results.items()}
    small, large = folder / "6", folder / "7"
    names = ("floor", "floor_codes", "build", *PEERS)
    builds: Turns = module("benchmarks.turns", TURNS, *(f"{name}@{large}" for name in names))
    peer = min(PEERS, key=lambda name: statistics.median(builds[f"{name}@{large}"]))

    def build_over(name: str) -> float:
        return ratio(builds, f"build@{large}", f"{name}@{large}")

    def growth(name: str) -> float:
        pair = (f"{name}@{large}", f"{name}@{small}")
        return ratio(module("benchmarks.turns", TURNS_OF_PAGES, *pair), *pair)

    rows = [
        ("build / floor", build_over("floor"), 4, ""),
        ("build / floor with words left as codes", build_over("floor_codes"), 4, ""),
        (f"build / best peer ({peer})", build_over(peer), 0.5, ""),
        ("peak memory of the build", results["build"]["peak"], 1000, " MB"),
        ("one measure", milliseconds["one"], 10, " ms"),
        ("whole matrix, later pages", milliseconds["matrix"], 50, " ms"),
        ("whole matrix, first page", milliseconds["first"], 50, " ms"),
        ("cells.sql", milliseconds["cells"], 50, " ms"),
        ("60 verdicts", milliseconds["verdicts"], 10, " ms"),
        *((f"10^7 / 10^6, {LABELS[name]}", growth(name), 1.2, "") for name in PAGES),
    ]
    yield "### Goals at 10^7\n"
    yield "| | goal | measured | |"
    yield "| --- | ---: | ---: | --- |"
    for label, value, goal, unit in rows:
        yield f"| {label} | <= {goal}{unit} | {value:.2f}{unit} | {'met' if value <= goal else 'NOT MET'} |"


if __name__ == "__main__":
    main()
