"""Builders for the tests of the import: files in every flavour, and a workspace to read them into."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pyarrow.dataset as ds
import xlsxwriter

from monitor.store.workspace import Workspace

HEADER = ["opvangsoort", "dimensie", "periode", "score", "organisatie_id", "locatie_id", "groep_id", "datum"]
ROWS = [
    ["POV", "emotioneel", "2017-2019", 5.1, "O1", "L1", "G1", date(2018, 6, 3)],
    ["baby's", "omgeving", "2021/2022", 4.6, "O1", "L2", "G2", date(2021, 11, 30)],
    ["peuter_kdv", "educatief", "'22-'23", 4, "O2", "L3", "G3", date(2023, 1, 9)],
]


def written(cell: object, decimal: str = ",") -> str:
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}"
    return str(cell).replace(".", decimal) if isinstance(cell, float) else str(cell)


def csv_text(header=HEADER, rows=ROWS, delimiter=";", decimal=",") -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([[written(cell, decimal) for cell in row] for row in rows])
    return target.getvalue()


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def write_xlsx(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A workbook with numbers as numbers and days as days; a cell "=..." is a formula with the outcome 4.5."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for index, cell in enumerate(row):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(number, index, cell, value=4.5)
                    elif isinstance(cell, date):
                        sheet.write_datetime(number, index, cell, day)
                    elif isinstance(cell, bool | int | float):
                        sheet.write(number, index, cell)
                    elif cell:
                        sheet.write_string(number, index, str(cell))
    return path


def stored(workspace: Workspace, table: str = "scores") -> list[dict]:
    """The rows of a table that count now."""
    state = workspace.state()
    files = [str(path) for path in state.files.get(table, ())]
    rows = ds.dataset(files).to_table().to_pylist() if files else []
    return [row for row in rows if row["dataset_id"] in state.datasets]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file and folder under a folder, with what the files hold."""
    found = folder.rglob("*") if folder.exists() else []
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"" for p in found}
