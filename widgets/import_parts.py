"""What every import on screen shares: running it on an uploaded file, and showing what came of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from monitor.ingest import ImportReport, Problem
from monitor.table_html import to_html
from monitor.tables import Column, Table
from monitor.wording.numbers import count

SHOWN = 50
CHUNK = 1 << 20


def run(uploaded: Any, imported: Callable[..., ImportReport]) -> ImportReport:
    """Import an uploaded file with a progress bar; it is on disk only while this runs.

    `imported` gets the path and `progress`, and does the import.
    """
    bar = st.progress(0.0, "Bestand lezen")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(uploaded.name).name
        with path.open("wb") as handle:
            uploaded.seek(0)
            while chunk := uploaded.read(CHUNK):
                handle.write(chunk)
        report = imported(path, progress=lambda part, text: bar.progress(min(max(part, 0.0), 1.0), text))
    bar.empty()
    return report


def outcome(report: ImportReport) -> None:
    """In one line: how much was read, and whether it can be kept. Then what is wrong, when something is."""
    read = f"{count(report.rows_read, 'regel', 'regels')} gelezen."
    if not report.problems:
        st.success(f"{read} Alles klopt.", icon=":material/check_circle:")
        return
    st.error(
        f"{read} {count(report.n_problems, 'punt klopt', 'punten kloppen')} niet. Er is nog niets bewaard.",
        icon=":material/error:",
    )
    columns = (
        Column("where", "Waar"), Column("read", "Gelezen"), Column("message", "Wat er mis is en wat u kunt doen"),
    )  # fmt: skip
    rows = tuple((where(x), x.value, told(x)) for x in report.problems[:SHOWN])
    more = f" (de eerste {len(rows)} van {report.n_problems})" if report.n_problems > len(rows) else ""
    st.html(to_html(Table(f"Wat er niet klopt{more}", columns, rows)))


def where(problem: Problem) -> str:
    parts = (
        f"werkblad {problem.sheet}" if problem.sheet else "",
        f"regel {problem.row}" if problem.row else "",
        f"kolom {problem.column}" if problem.column else "",
    )
    return ", ".join(part for part in parts if part) or "het hele bestand"


def told(problem: Problem) -> str:
    """The message, with the remedy when it is not in there already."""
    return problem.message if problem.remedy in problem.message else f"{problem.message} {problem.remedy}"
