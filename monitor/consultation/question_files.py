"""Questions of members out of an XLSX or CSV file, and the template for one."""

from __future__ import annotations

from pathlib import Path

from monitor.catalogue import Catalogue
from monitor.consultation.records import Question
from monitor.ingest.report import Problem


def read(path: Path, catalogue: Catalogue) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """The questions of a file, without ids, and what is wrong with it; with any problem nothing should be kept."""
    return (), ()


def template_xlsx(catalogue: Catalogue) -> bytes:
    """A workbook to fill in: columns, an example row, and an explanation."""
    return b""


def template_csv(catalogue: Catalogue) -> bytes:
    return b""
