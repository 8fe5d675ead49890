"""Do page queries stay as quick when the data grow? `python -m benchmarks.growth FOLDER FOLDER` prints JSON.

The ratio of the medians (second folder over first) of every page query, the runs on both taken in turns, because two
measurements a minute apart differ more than what is asked here.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

from benchmarks.engines import ENGINES, seconds

PAGE_QUERIES = ("one", "matrix", "first", "cells")
RUNS = 21


def ratio(name: str, small: Path, large: Path) -> float:
    tasks = [ENGINES[name](folder, folder) for folder in (small, large)]
    timed = [[seconds(task) for task in tasks] for _ in range(RUNS)]
    before, after = (statistics.median(column) for column in zip(*timed[1:], strict=True))
    return after / before


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:]]
    print(json.dumps({name: ratio(name, *folders) for name in PAGE_QUERIES}))
