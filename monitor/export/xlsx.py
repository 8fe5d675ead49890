"""Spreadsheets: tables as sheets with real numbers, and one sheet that says what the file is. Also CSV.

Cells come from files of users, so no text may ever become a formula or a link (CSV injection): in a workbook text is
always written as text; in CSV, which has no types, a text that a spreadsheet would run gets an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from monitor.export.signs import clean, defused, legal
from monitor.tables import AMOUNT, COUNT, DIFFERENCE, PERCENT, TEXT, Column, Table
from monitor.wording.numbers import is_number

ABOUT = "Over dit bestand"
LONGEST_TEXT = 32767  # what one cell of a workbook holds
WIDEST, NARROWEST = 60, 9


def workbook(tables: Sequence[Table], *, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """An XLSX file: one sheet per table (header frozen and bold), then "Over dit bestand".

    `about` holds (name, text) pairs: title, selection, data version, source, reference date, the stamp of fictitious
    data. Numbers keep all their digits; the format only shows fewer (a spreadsheet in Dutch shows a decimal comma).
    """
    import xlsxwriter  # only when somebody downloads

    buffer = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(buffer, safe)
    book.set_properties({"title": clean(dict(about).get("Titel", tables[0].caption if tables else ABOUT))})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    formats = {code: book.add_format({"num_format": code}) for t in tables for code in map(number_format, t.columns)}
    taken: set[str] = {ABOUT.lower()}
    names = [sheet_name(table.sheet or table.caption, taken) for table in tables]
    for table, name in zip(tables, names, strict=True):
        _write_table(book.add_worksheet(name), table, bold, formats)
    sheet = book.add_worksheet(ABOUT)
    contents = [(f"Blad {name}", table.caption) for table, name in zip(tables, names, strict=True)]
    contents += [(f"Toelichting {name}", t.note) for t, name in zip(tables, names, strict=True) if t.note]
    for i, (key, value) in enumerate([*about, *contents]):
        sheet.write_string(i, 0, clean(str(key))[:LONGEST_TEXT], bold)
        sheet.write_string(i, 1, clean(str(value))[:LONGEST_TEXT], wrap)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    book.close()
    return buffer.getvalue()


def csv_bytes(table: Table) -> bytes:
    """The table as CSV for a Dutch spreadsheet: semicolons, decimal commas, UTF-8 with BOM."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([defused(legal(column.label)) for column in table.columns])
    writer.writerows([_csv_cell(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def number_format(column: Column) -> str:
    """The number format of a column, in the notation of the file (a program shows it in its own language)."""
    digits = "0" if column.decimals == 0 else "0." + "0" * column.decimals
    if column.kind == TEXT:
        return "@"
    if column.kind == AMOUNT:
        return "General"
    if column.kind == COUNT:
        return "#,##0"
    if column.kind == PERCENT:
        return digits + "%"
    if column.kind == DIFFERENCE:
        return f"+{digits};-{digits};{digits}"
    return digits


def sheet_name(text: str, taken: set[str]) -> str:
    """A name that a workbook takes: at most 31 signs, without []:*?/\\, unlike the others (`taken` is added to)."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", clean(text)).strip(" '")[:31].strip() or "Tabel"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: 31 - len(str(number)) - 1]} {number}"
    taken.add(name.lower())
    return name


def _write_table(sheet: Any, table: Table, bold: Any, formats: dict[str, Any]) -> None:
    for i, column in enumerate(table.columns):
        sheet.write_string(0, i, clean(column.label)[:LONGEST_TEXT], bold)
        longest = max([len(column.label) / 2, *(len(str(row[i])) for row in table.rows if isinstance(row[i], str))])
        sheet.set_column(i, i, min(WIDEST, max(NARROWEST, longest + 2)))
    for r, row in enumerate(table.rows, start=1):
        for c, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _write_cell(sheet, r, c, value, formats[number_format(column)])
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write_cell(sheet: Any, r: int, c: int, value: object, cell_format: Any) -> None:
    if value is None or (isinstance(value, float) and not is_number(value)):
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(r, c, value, cell_format)
    else:
        sheet.write_string(r, c, clean(str(value))[:LONGEST_TEXT])


def _csv_cell(value: object) -> str:
    if value is None or (isinstance(value, float) and not is_number(value)):
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.10g}".replace(".", ",") if isinstance(value, float) else str(value)
    return defused(legal(str(value)))
