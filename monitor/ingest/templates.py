"""Templates to fill in: a header, one example row, and a sheet that explains every column and every allowed word."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import xlsxwriter

from monitor.catalogue import Catalogue
from monitor.ingest.columns import TABLE_NAMES, Column, tables, vocabulary_labels
from monitor.ingest.excel import EXPLANATION_SHEET
from monitor.wording.numbers import plain

DATA_SHEET = "Gegevens"
EXAMPLE_DATE = date(2026, 6, 3)
EXAMPLE_N, EXAMPLE_SHARES = 95, (0.12, 0.25)
# Where on the scale the example's numbers lie, as a part of its length.
PLACES = {"score": 0.6, "mean": 0.6, "min": 0.2, "max": 0.9}
SD_PART = 0.15
HEAD = ("Kolom", "Verplicht", "Uitleg", "Voorbeeld")


def examples(kind: str, catalogue: Catalogue) -> dict[str, str | float | date]:
    """The example row of a table, typed: column -> value (an empty text where the example leaves a cell empty)."""
    measure = next(iter([*catalogue.measures_with_role("dimension"), *catalogue.measures.values()]))
    length = measure.scale_max - measure.scale_min
    known: dict[str, str | float | date] = {
        "{care_type}": next(iter(catalogue.care_types.values())).label,
        "{measure}": measure.label,
        "{period}": catalogue.baseline.label,
        "{period_from}": catalogue.baseline.label,
        "{period_to}": catalogue.current.label,
        "{polarity}": vocabulary_labels(catalogue)["polarity"][measure.polarity],
        "{n}": EXAMPLE_N,
        "{sd}": round(SD_PART * length, 2),
        "{share_low}": EXAMPLE_SHARES[0],
        "{share_high}": EXAMPLE_SHARES[1],
        "{date}": EXAMPLE_DATE,
        **{f"{{{name}}}": round(measure.scale_min + part * length, 2) for name, part in PLACES.items()},
    }
    return {column.column: known.get(column.example, column.example) for column in tables(catalogue)[kind]}


def template_xlsx(kind: str, catalogue: Catalogue) -> bytes:
    """A workbook with the sheet to fill in and the sheet that explains it. Raises KeyError for an unknown kind."""
    columns = tables(catalogue)[kind]
    example = examples(kind, catalogue)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(DATA_SHEET)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(columns):
            value = example[column.column]
            sheet.set_column(index, index, max(14, len(column.label) + 2, len(str(value)) + 2))
            sheet.write_string(0, index, column.label, bold)
            if isinstance(value, date):
                sheet.write_datetime(1, index, value, day)
            elif isinstance(value, str):
                sheet.write_string(1, index, value)
            else:
                sheet.write_number(1, index, value)
        notes = book.add_worksheet(EXPLANATION_SHEET)
        notes.set_column(0, 1, 22)
        notes.set_column(2, 2, 80, wrap)
        notes.set_column(3, 3, 30)
        for row, cells in enumerate(_explanation(kind, columns, example, catalogue)):
            for index, cell in enumerate(cells):
                notes.write_string(row, index, cell, bold if cells == HEAD else None)
    return target.getvalue()


def template_csv(kind: str, catalogue: Catalogue) -> bytes:
    """The header and the example row as Dutch spreadsheets write them: semicolons, decimal comma, UTF-8 with BOM."""
    columns = tables(catalogue)[kind]
    example = examples(kind, catalogue)
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.label for column in columns])
    writer.writerow([_written(example[column.column]) for column in columns])
    return target.getvalue().encode("utf-8-sig")


def example_test(kind: str, catalogue: Catalogue) -> Callable[[Mapping[str, str]], bool]:
    """A test whether a row (column -> text) is the untouched example row of a template."""
    columns = tables(catalogue)[kind]
    example = {name: _plain(_written(value)) for name, value in examples(kind, catalogue).items()}
    required = {column.column for column in columns if column.required}

    def is_example(row: Mapping[str, str]) -> bool:
        if not required <= row.keys() or not any("voorbeeld" in cell.lower() for cell in row.values()):
            return False
        return all(_plain(cell) == example[name] for name, cell in row.items())

    return is_example


def _explanation(
    kind: str, columns: Sequence[Column], example: Mapping[str, str | float | date], catalogue: Catalogue
) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        (f"Sjabloon voor {TABLE_NAMES[kind]}.",),
        ("De tweede regel is een voorbeeld. Zet uw eigen gegevens ervoor in de plaats.",),
        (),
        HEAD,
    ]
    rows += [
        (c.label, "ja" if c.required else "nee", c.explanation, _written(example[c.column])) for c in columns
    ]  # fmt: skip
    lists = (
        ("Welke soorten opvang", catalogue.care_types.values(), lambda thing: thing.explanation),
        ("Welke metingen", catalogue.measures.values(), _scale),
        ("Welke jaren", catalogue.periods.values(), lambda thing: thing.explanation),
    )
    for title, things, explain in lists:
        rows += [(), (title, "", "Uitleg", "Mag ook")]
        rows += [(t.label, "", explain(t), ", ".join((t.slug, *t.aliases[:3]))) for t in things]
    return rows


def _scale(measure) -> str:
    scale = f"Schaal: {plain(measure.scale_min)} tot {plain(measure.scale_max)}."
    return " ".join(part for part in (measure.explanation, scale, measure.scale_note) if part)


def _written(value: str | float | date) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return value if isinstance(value, str) else plain(value)


def _plain(cell: str) -> str:
    """A cell so that the same number or day from a CSV and from Excel compare equal."""
    text = cell.strip().replace(",", ".")
    day = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", text)
    return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}" if day else text.lower()
