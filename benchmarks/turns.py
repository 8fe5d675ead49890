"""Engines that take turns, for ratios: `python -m benchmarks.turns RUNS ENGINE@FOLDER ENGINE@FOLDER ...` prints JSON.

Two measurements a minute apart can differ more than what is asked of them, on a machine that does other things too. So the
engines run one after the other, time and again, in one process; a ratio is the median of the ratios within each turn. The
JSON has for each engine the seconds of every turn after a first one that does not count.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

from benchmarks.engines import ENGINES, seconds

Turns = dict[str, list[float]]


def ratio(turns: Turns, one: str, other: str) -> float:
    """How many times as long the one takes as the other."""
    return statistics.median(a / b for a, b in zip(turns[one], turns[other], strict=True))


def main(runs: str, *names: str) -> None:
    tasks = {}
    for name in names:
        engine, place = name.split("@", 1)
        tasks[name] = ENGINES[engine](Path(place, "scores.parquet"), Path(place))
    turns: Turns = {name: [] for name in names}
    for _ in range(int(runs) + 1):
        for name, task in tasks.items():
            turns[name].append(seconds(task))
    print(json.dumps({name: timed[1:] for name, timed in turns.items()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
