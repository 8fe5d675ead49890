"""The local dialogue of the whole country at once: `python -m benchmarks.dialogues [FOLDER]`.

350 municipalities with one year each: 60 locations, an internal and a joint dialogue for every location, 8 themes, flows
and actions, kept as 1400 imports. Measured is the time of the server: reading a year, each question that the screens ask,
and each tab of the page (with AppTest, as benchmarks.pages does): of a municipality that was not read yet, and once more.
Also the import of a Microsoft Forms export with 20.000 forms. Each part has a process of its own, for its peak memory.
Goals: every tab within 300 ms, the import within a minute.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.dialogues_data import MUNICIPALITIES, YEAR, key, write_country
from monitor import paths

RUNS, GOAL_TAB, GOAL_IMPORT, FORM_ROWS = 9, 300, 60, 20_000
ON = date(YEAR, 11, 21)
Times = dict[str, list[float]]
Task = Callable[[], Any]


def seconds(task: Task) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


# ------------------------------------------------------------------------------------------------ the library


def library(folder: Path) -> Times:
    """Reading and answering, in one session; each run has a municipality of its own."""
    from monitor.dialogues import action_lists, coverage, flows, series, status, themes, todo
    from monitor.dialogues import words as vocabulary
    from monitor.session import Session

    session = Session(folder)
    words = vocabulary.load()
    found: Times = {"the workspace, first": [seconds(session.state)]}
    found["the workspace, later"] = [seconds(session.state) for _ in range(RUNS)]
    found["which municipalities and years, first"] = [seconds(lambda: session.dialogues.cycles("own", session.state()))]
    found["which municipalities and years, later"] = [
        seconds(lambda: session.dialogues.cycles("own", session.state())) for _ in range(RUNS)
    ]
    names = ["one year, first", "one year, again", *QUESTIONS]
    found |= {name: [] for name in names}
    for number in range(RUNS):
        state = session.state()
        read = partial(session.dialogues.cycle, "own", key(7 * number), YEAR, state)
        found["one year, first"].append(seconds(read))
        found["one year, again"].append(seconds(read))
        cycle = read()
        asked: dict[str, Task] = {
            "status": partial(status.status, cycle, ON),
            "to do": partial(todo.todo, cycle, ON),
            "coverage": partial(coverage.coverage, cycle, ON),
            "flow matrix": partial(flows.matrix, cycle, ON),
            "closed doors": partial(flows.closed_doors, cycle, ON),
            "notable changes": partial(flows.notable_changes, cycle),
            "themes": partial(themes.theme_summaries, cycle, ON),
            "search in answers": partial(themes.search, cycle, ON, "ouders"),
            "actions": partial(action_lists.ordered, cycle, ON),
            "series": partial(series.table, cycle, words),
        }
        for name, task in asked.items():
            found[name].append(seconds(task))
    return found


QUESTIONS = (
    "status", "to do", "coverage", "flow matrix", "closed doors", "notable changes", "themes", "search in answers",
    "actions", "series",
)  # fmt: skip


# ------------------------------------------------------------------------------------------------- the page


def tabs(folder: Path) -> Times:
    """Each tab: first of a municipality that was not read yet, then the same once more."""
    from streamlit.testing.v1 import AppTest

    os.environ[paths.WORKSPACE_VARIABLE] = str(folder)
    found: Times = {}
    fresh = iter(range(1, MUNICIPALITIES))
    app = _opened(AppTest, "stand")
    _checked(app)
    names = next(radio for radio in app.radio if radio.label == "Onderdeel van deze pagina").options
    slugs = ("stand", "dekking", "doorstroom", "themas", "acties", "invullen", "verslag", "inlezen", "inrichten")
    for label, slug in zip(names, slugs, strict=True):
        app = _opened(AppTest, slug)
        _checked(app.run())
        gc.collect()
        gc.freeze()  # as the app does once it is warm
        first, again = found.setdefault(f"{label}, another municipality", []), found.setdefault(f"{label}, again", [])
        for _ in range(RUNS):
            box = next(box for box in app.selectbox if box.label == "Gemeente")
            box.set_value(key(next(fresh)))
            first.append(seconds(app.run))
            again.append(seconds(app.run))
        _checked(app)
    return found


def _opened(kind: Any, slug: str) -> Any:
    app = kind.from_file(str(paths.ROOT / "app.py"), default_timeout=120)
    app.query_params.update({"tab": slug, "jaar": str(YEAR), "peildatum": ON.isoformat()})
    app.switch_page("pages/dialoog.py")
    return app.run()


def _checked(app: Any) -> None:
    """Stops when the page did not run well."""
    if problems := [*(e.value for e in app.exception), *(e.value for e in app.error)]:
        raise SystemExit(f"the page went wrong: {problems}")


# ----------------------------------------------------------------------------------------------- the import


def forms(folder: Path) -> Times:
    """Check and keep one export of 20.000 forms of the last municipality: each location filled it in many times."""
    from monitor import catalogue
    from monitor.dialogues.words import CHILDCARE, INTERNAL
    from monitor.ingest import import_file
    from monitor.session import Session

    session, own = Session(folder), key(MUNICIPALITIES - 1)
    places = session.dialogues.cycle("own", own, YEAR).locations
    names = [place.name for place in places if place.kind == CHILDCARE]
    found: Times = {}
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "Interne kwaliteitsdialoog kinderopvang.xlsx")
        _export(file, names)
        for label, dry_run in (("check 20.000 forms", True), ("check and keep 20.000 forms", False)):
            start = time.perf_counter()
            report = import_file(
                file, session.workspace, catalogue.load(), kind="form", dry_run=dry_run, municipality=own,
                values={("form_type", ""): INTERNAL[CHILDCARE]},
            )  # fmt: skip
            found[label] = [time.perf_counter() - start]
            if report.problems or report.rows_read != FORM_ROWS:
                raise SystemExit(f"the import went wrong: {report.text()[:2000]}")
    return found


def _export(file: Path, names: list[str]) -> None:
    """As Microsoft Forms writes it, with the same three questions for each mandatory theme."""
    import xlsxwriter

    from benchmarks.dialogues_data import settings_of
    from monitor.catalogue import read_rows
    from monitor.demo.dialogue_source import FOLDER

    texts = [row["text"] for row in read_rows("answers.csv", [FOLDER])]
    questions = ("Wat valt op?", "Welke acties zijn daarop ingezet?", "Waar ben je trots op, wat gaat goed?")
    heads = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging"]
    heads += ["Naam van de locatie", *(f"{t.label}: {q}" for t in settings_of(0).mandatory for q in questions)]
    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        page, moment = book.add_worksheet("Sheet1"), book.add_format({"num_format": "m/d/yy h:mm:ss"})
        page.write_row(0, 0, heads)
        for row in range(1, FORM_ROWS + 1):
            sent = datetime(YEAR, 3, 2, 9) + timedelta(minutes=6 * row)
            page.write_number(row, 0, row)
            page.write_datetime(row, 1, sent - timedelta(minutes=20), moment)
            page.write_datetime(row, 2, sent, moment)
            page.write_string(row, 3, "anonymous")
            page.write_string(row, 6, names[row % len(names)])
            for column in range(7, len(heads)):
                page.write_string(row, column, f"{texts[(row * 9 + column) % len(texts)]} Nummer {row}.")


# ------------------------------------------------------------------------------------------------------ the report

PARTS: dict[str, tuple[str, Callable[[Path], Times], float | None]] = {
    "library": ("Reading and answering", library, None),
    "tabs": ("The page", tabs, GOAL_TAB / 1e3),
    "forms": ("The import", forms, GOAL_IMPORT),
}


def main(folder: Path) -> None:
    """The tables, for a country in `folder` that is made when it is not there."""
    from monitor.store.workspace import Workspace

    write_country(Workspace(folder))
    print(f"### The local dialogue of {MUNICIPALITIES} municipalities, {os.cpu_count()} cores\n")
    for part in PARTS:
        print("\n".join(table(part, folder)), flush=True)


def table(part: str, folder: Path) -> Iterator[str]:
    """A Markdown table of one part, measured in a process of its own."""
    title, _, goal = PARTS[part]
    command = [sys.executable, "-m", "benchmarks.dialogues", str(folder), part]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    yield f"| {title} (peak {found['peak']:,.0f} MB) | median ms | slowest | goal |"
    yield "| --- | ---: | ---: | --- |"
    for name, times in found["times"].items():
        median = statistics.median(times)
        met = "" if goal is None else f"<= {1e3 * goal:,.0f} ms: {'met' if median <= goal else 'NOT MET'}"
        yield f"| {name} | {1e3 * median:,.1f} | {1e3 * max(times):,.1f} | {met} |"
    yield ""


def measured(part: str, folder: Path) -> None:
    times = PARTS[part][1](folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"times": times, "peak": peak}))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measured(sys.argv[2], Path(sys.argv[1]))
    elif len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as made:
            main(Path(made))
