"""Several files in one go: in the order in which lists refer to each other, whatever order they are named in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor.catalogue import Catalogue, spelling
from monitor.dialogues import words as vocabularies
from monitor.dialogues.intake.forms import table, tools
from monitor.dialogues.intake.known import Known
from monitor.ingest.columns import ACTIONS, DIALOGUES, FLOWS, LOCATIONS, REGISTERS, SERIES
from monitor.ingest.loading import AUTO, table_of
from monitor.ingest.report import ImportReport, Refused
from monitor.ingest.words import Words
from monitor.learned_words import of_anybody
from monitor.store.workspace import Workspace

FORM = "form"
ORDER = (*REGISTERS, LOCATIONS, FLOWS, DIALOGUES, FORM, ACTIONS, SERIES)
"""Registers go before a list of one's own, which may say more of the same locations."""
LEAST_FORM_HEADINGS = 3
LOCAL_TABLES = ("locations", "flows", "dialogues", "participants", "answers", "actions", "series")
Import = Callable[[Path, Workspace, bool], ImportReport]


def import_in_order(
    paths: Sequence[Path], workspace: Workspace, catalogue: Catalogue, kind: str, dry_run: bool, import_one: Import
) -> list[ImportReport]:
    """Import every file with `import_one(path, workspace, dry_run)`; the reports come in the order of `paths`.

    A dry run of several lists keeps them in a copy of the workspace, so that a list sees the ones before it.
    """
    kinds = [kind if kind != AUTO or len(paths) == 1 else kind_of(path, workspace, catalogue) for path in paths]
    order = sorted(range(len(paths)), key=lambda n: (ORDER.index(kinds[n]) if kinds[n] in ORDER else len(ORDER), n))
    reports: dict[int, ImportReport] = {}
    if dry_run and len(paths) > 1 and any(k in ORDER for k in kinds):
        with _copy(workspace) as copy:
            for n in order:
                if kinds[n] in ORDER:
                    reports[n] = _as_dry_run(import_one(paths[n], copy, False))
                else:
                    reports[n] = import_one(paths[n], workspace, True)
    else:
        for n in order:
            reports[n] = import_one(paths[n], workspace, dry_run)
    return [reports[n] for n in range(len(paths))]


def kind_of(path: Path, workspace: Workspace, catalogue: Catalogue) -> str:
    """The table that a file is (or form), by its headers; empty when nobody knows."""
    state = workspace.state()
    known = Known(workspace, state, catalogue, "own", "", None)
    try:
        found, headers = table_of(path, Words(catalogue, {}, of_anybody(state.mappings)), known.tables({}))
    except Refused:
        return FORM if looks_like_form(path, catalogue) else ""
    return FORM if found == DIALOGUES and has_questions(headers, catalogue) else found


def has_questions(headers: Iterable[str], catalogue: Catalogue) -> bool:
    """Whether a header asks what was written on a theme: then it is a questionnaire, not a list of dialogues."""
    questions = [q for q in vocabularies.load(catalogue.folders).question_spellings if "_" in q]
    return any(question in spelling(header) for header in headers for question in questions)


def looks_like_form(path: Path, catalogue: Catalogue) -> bool:
    """Whether a file is an export of a form tool that we know, or has headings of our own form."""
    columns, words = tools.load(catalogue.folders), vocabularies.load(catalogue.folders)
    try:
        found = table.load(path, columns, lambda cell: spelling(cell) in words.question_spellings, lambda part: None)
    except Refused:
        return False
    return found.tool is not None or columns.known([h.name for h in found.headings]) >= LEAST_FORM_HEADINGS


@contextmanager
def _copy(workspace: Workspace) -> Iterator[Workspace]:
    """The local part of a workspace in a folder of its own, gone afterwards. Files are linked where that is possible."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("log", "journal", *(f"tables/{name}" for name in LOCAL_TABLES)):
            if (workspace.folder / part).is_dir():
                shutil.copytree(workspace.folder / part, Path(folder) / part, copy_function=_link)
        yield Workspace(Path(folder).resolve())


def _link(source: Any, target: Any) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _as_dry_run(report: ImportReport) -> ImportReport:
    return replace(report, dry_run=True, kept=False, rows_kept=0)
