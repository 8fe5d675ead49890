"""Import of scores, cell summaries and statements: files in, rows in the workspace out, or the reasons why not."""

from monitor.ingest.columns import tables
from monitor.ingest.pipeline import import_file
from monitor.ingest.report import ImportReport, Problem
from monitor.ingest.templates import template_csv, template_xlsx

__all__ = ["ImportReport", "Problem", "import_file", "tables", "template_csv", "template_xlsx"]
