"""Server time of a page rerun after a filter change: `python -m benchmarks.pages [FILE ...]`.

Every page file is run through app.py with AppTest on the demo data set, in a workspace that is removed. Then one widget
of the page is changed to and fro: the first multiselect in which several things are chosen, else the first toggle. The
time is that of the rerun, figures included, as the server spends it. Goal: at most 50 ms.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from monitor import catalogue, paths
from monitor.demo import install_all
from monitor.store.database import Database
from monitor.store.workspace import Workspace

RUNS, GOAL = 15, 50
DEMO_IN_LINK = {"cijfers": "voorbeeld"}
Change = tuple[str, Callable[[int], None]]


def main(files: list[str]) -> None:
    chosen = files or [f"pages/{path.name}" for path in sorted((paths.ROOT / "pages").glob("*.py"))]
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        os.environ[paths.WORKSPACE_VARIABLE] = folder
        install_all(Workspace(Path(folder)), Database([Path(folder), paths.DATA]), catalogue.load())
        print("| page | widget | median ms | slowest | goal |")
        print("| --- | --- | ---: | ---: | --- |")
        for file in chosen:
            print(line(file))


def line(file: str) -> str:
    """One row of the table."""
    app = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=60)
    for name, value in DEMO_IN_LINK.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(file).run()
    if app.exception:
        raise SystemExit(f"{file}: {app.exception[0].message}")
    label, change = next(changes(app))
    gc.collect()
    gc.freeze()  # as the app does once it is warm
    seconds = []
    for turn in range(RUNS + 2):
        change(turn)
        start = time.perf_counter()
        app.run()
        seconds.append(time.perf_counter() - start)
    kept = sorted(1e3 * second for second in seconds[2:])
    median = statistics.median(kept)
    return f"| {file} | {label} | {median:.0f} | {kept[-1]:.0f} | {'met' if median <= GOAL else 'NOT MET'} |"


def changes(app: AppTest) -> Iterator[Change]:
    """The widgets that could be changed, with what changes them: an even turn sets one value, an odd turn the other."""
    for place, chooser in enumerate(app.multiselect):
        if len(chooser.value) > 1:
            yield chooser.label, partial(choose, app, place, list(chooser.value))
    for place, toggle in enumerate(app.toggle):
        yield toggle.label, partial(flip, app, place)
    yield "(rerun without a change)", lambda turn: None


def choose(app: AppTest, place: int, values: list[Any], turn: int) -> None:
    app.multiselect[place].set_value(values if turn % 2 else values[1:])


def flip(app: AppTest, place: int, turn: int) -> None:
    app.toggle[place].set_value(turn % 2 == 0)


if __name__ == "__main__":
    main(sys.argv[1:])
