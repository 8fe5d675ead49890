"""What every import on screen shares: running it on an uploaded file, and showing what came of it."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import streamlit as st

from monitor.access.records import NotAllowed
from monitor.ingest import ImportReport, Problem
from monitor.ingest.report import MOST_PROBLEMS, not_read, why
from monitor.table_html import to_html
from monitor.tables import Column, Table
from monitor.wording.numbers import count
from widgets.url import SELECTION

log = logging.getLogger("kwaliteit")
SHOWN = 50
CHUNK = 1 << 20


def run(uploaded: Any, imported: Callable[..., ImportReport]) -> ImportReport:
    """Import an uploaded file with a progress bar; it is on disk only while this runs.

    `imported` gets the path and `progress`, and does the import.
    """
    bar = st.progress(0.0, "Bestand lezen")
    name = Path(uploaded.name).name
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            with path.open("wb") as handle:
                uploaded.seek(0)
                while chunk := uploaded.read(CHUNK):
                    handle.write(chunk)
            report = imported(path, progress=lambda part, text: bar.progress(min(max(part, 0.0), 1.0), text))
    except NotAllowed as refused:
        report = not_read(name, "u hebt daar geen rol voor", str(refused), dry_run=False)
    except OSError as problem:
        log.exception("importing a file")
        report = not_read(name, why(problem), "Waarschuw uw beheerder.", dry_run=False)
    bar.empty()
    return report


def choices(*keys: str) -> dict[str, Any]:
    """What the selections of the page and these widgets hold now.

    A file is kept only with the choices that it was checked with. A choice made just before the click on the button can be
    ahead of the check, so take these when the button is drawn and compare when it is clicked.
    """
    held = {str(key): value for key, value in st.session_state.items() if str(key).startswith(SELECTION)}
    return held | {key: st.session_state.get(key) for key in keys}


def outcome(report: ImportReport, questions: Collection[str] = ()) -> None:
    """In one line: how much was read, and whether it can be kept. Then what is wrong, when something is.

    `questions` are codes of problems that an answer of the user solves: a file with only those is not wrong.
    """
    read = f"{count(report.rows_read, 'regel', 'regels')} gelezen."
    if not report.problems:
        st.success(f"{read} Alles klopt.", icon=":material/check_circle:")
        return
    only_asked = all(problem.code in questions for problem in report.problems)
    if only_asked:
        asked = _counted(report, "vraag", "vragen")
        st.info(f"{read} Wij hebben nog {asked}. Er is nog niets bewaard.", icon=":material/help:")
    else:
        st.error(
            f"{read} {_counted(report, 'punt klopt', 'punten kloppen')} niet. Er is nog niets bewaard.",
            icon=":material/error:",
        )
    columns = (
        Column("where", "Waar"), Column("read", "Gelezen"), Column("message", "Wat er mis is en wat u kunt doen"),
    )  # fmt: skip
    several = len(report.sheets) > 1
    rows = tuple((where(x, several), x.value, told(x)) for x in report.problems[:SHOWN])
    more = f" (de eerste {len(rows)} van {_many(report)})" if len(report.problems) > len(rows) else ""
    st.html(to_html(Table(f"{'Wat wij willen weten' if only_asked else 'Wat er niet klopt'}{more}", columns, rows)))


def _counted(report: ImportReport, one: str, many: str) -> str:
    """How many lines there are to show: what is wrong in many rows in the same way is one line."""
    lines = len(report.problems)
    return count(lines, one, many) if _many(report) == str(lines) else f"{_many(report)} {many}"


def _many(report: ImportReport) -> str:
    """The number of lines; a report stops at MOST_PROBLEMS."""
    lines = len(report.problems)
    return f"{lines} of meer" if lines >= MOST_PROBLEMS and report.n_problems > lines else str(lines)


def where(problem: Problem, several_sheets: bool = True) -> str:
    """The place of a problem; the sheet only when there are several."""
    found = _place(problem)
    parts = (
        f"werkblad {problem.sheet}" if problem.sheet and several_sheets else "",
        f"regel {problem.row}{found['more'] or '' if found else ''}" if problem.row else "",
        f"kolom {problem.column}" if problem.column else "",
    )
    return ", ".join(part for part in parts if part) or "het hele bestand"


def told(problem: Problem) -> str:
    """The message without the place, which stands beside it, and with the remedy when it is not in there already."""
    found = _place(problem)
    text = problem.message[found.end() :] if found else problem.message
    text = text[:1].upper() + text[1:]
    return text if problem.remedy in text else f"{text} {problem.remedy}"


def _place(problem: Problem) -> re.Match[str] | None:
    """The beginning of a message that tells the place: "Regel 3 (en nog 2 regels), kolom score: "."""
    row = rf"Regel {problem.row}(?P<more> \(en nog \d+ regels?\))?" if problem.row else "Kolom (?P<more>)"
    column = rf"(?:, kolom )?{re.escape(problem.column)}" if problem.column else ""
    return re.match(rf"{row}{column}: ", problem.message)
