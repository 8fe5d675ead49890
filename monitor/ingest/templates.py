"""Templates to fill in: a header, one example row, and a sheet that explains every column and every allowed word."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from monitor.catalogue import Catalogue
from monitor.dialogues import words as dialogue_words
from monitor.export.signs import clean
from monitor.ingest.columns import (
    LISTS,
    TABLE_NAMES,
    THEME,
    Column,
    tables,
    theme_columns,
    vocabulary_labels,
    with_themes,
)
from monitor.ingest.excel import EXPLANATION_SHEET
from monitor.wording.numbers import plain

if TYPE_CHECKING:
    from monitor.dialogues.settings import CycleSettings

DATA_SHEET = "Gegevens"
WIDEST = 60
EXAMPLE_DATE = date(2026, 6, 3)
EXAMPLE_N, EXAMPLE_SHARES = 95, (0.12, 0.25)
EXAMPLE_CHILDREN, EXAMPLE_VVE = 12, 3
# Where on the scale the example's numbers lie, as a part of its length.
PLACES = {"score": 0.6, "mean": 0.6, "min": 0.2, "max": 0.9}
SD_PART = 0.15
HEAD = ("Kolom", "Verplicht", "Uitleg", "Voorbeeld")
Example = dict[str, str | float | date]


def columns_of(kind: str, catalogue: Catalogue, settings: CycleSettings | None = None) -> tuple[Column, ...]:
    """The columns of a template. Dialogues have one for each main theme of the year, when its settings are given."""
    known = tables(catalogue)
    return with_themes(known, theme_columns(settings.main_themes) if settings else ())[kind]


def examples(columns: Sequence[Column], catalogue: Catalogue, settings: CycleSettings | None = None) -> Example:
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
        "{year}": EXAMPLE_DATE.year,
        "{children}": EXAMPLE_CHILDREN,
        "{children_vve}": EXAMPLE_VVE,
        "{theme}": settings.main_themes[0].label if settings and settings.main_themes else "",
        **{f"{{{name}}}": round(measure.scale_min + part * length, 2) for name, part in PLACES.items()},
    }
    found = {column.column: known.get(column.example, column.example) for column in columns}
    return {**found, **{column.column: int(column.example) for column in columns if column.kind == "mark"}}


def template_xlsx(kind: str, catalogue: Catalogue, settings: CycleSettings | None = None) -> bytes:
    """A workbook with the sheet to fill in and the sheet that explains it. Raises KeyError for an unknown kind.

    `settings` are those of the dialogue year, for its lists: themes get columns, areas are named in the explanation.
    """
    columns = columns_of(kind, catalogue, settings)
    example = examples(columns, catalogue, settings)
    opening = (
        f"Sjabloon voor {TABLE_NAMES[kind]}.",
        "De tweede regel is een voorbeeld. Zet uw eigen gegevens ervoor in de plaats.",
    )
    return _workbook(columns, [example], [*_lines(opening), *_explanation(kind, columns, example, catalogue, settings)])


def filled_xlsx(
    kind: str, catalogue: Catalogue, settings: CycleSettings, rows: Sequence[Example], opening: Sequence[str]
) -> bytes:
    """The same workbook with rows of one's own (column -> value) instead of the example. Columns left out stay empty.

    `opening` holds the sentences above the explanation.
    """
    columns = columns_of(kind, catalogue, settings)
    example = examples(columns, catalogue, settings)
    return _workbook(columns, rows, [*_lines(opening), *_explanation(kind, columns, example, catalogue, settings)])


def _lines(sentences: Sequence[str]) -> list[tuple[str, ...]]:
    return [(sentence,) for sentence in sentences]


def _workbook(columns: Sequence[Column], rows: Sequence[Example], explanation: Sequence[tuple[str, ...]]) -> bytes:
    """Texts are written as text cells, so that a number with a leading zero stays whole when somebody edits it."""
    import xlsxwriter  # only when somebody downloads

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        text = book.add_format({"num_format": "@"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(DATA_SHEET)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(columns):
            values = [row.get(column.column, "") for row in rows]
            longest = max((len(str(value)) for value in values), default=0)
            sheet.set_column(index, index, min(WIDEST, max(14, len(column.label) + 2, longest + 2)))
            sheet.write_string(0, index, column.label, bold)
            for at, value in enumerate(values, start=1):
                if isinstance(value, date):
                    sheet.write_datetime(at, index, value, day)
                elif not isinstance(value, str):
                    sheet.write_number(at, index, value)
                elif value:
                    sheet.write_string(at, index, clean(value), text)
        notes = book.add_worksheet(EXPLANATION_SHEET)
        notes.set_column(0, 1, 22)
        notes.set_column(2, 2, 80, wrap)
        notes.set_column(3, 3, 30)
        for row, cells in enumerate(explanation):
            for index, cell in enumerate(cells):
                notes.write_string(row, index, clean(cell), bold if cells == HEAD else None)
    return target.getvalue()


def template_csv(kind: str, catalogue: Catalogue, settings: CycleSettings | None = None) -> bytes:
    """The header and the example row as Dutch spreadsheets write them: semicolons, decimal comma, UTF-8 with BOM."""
    columns = columns_of(kind, catalogue, settings)
    example = examples(columns, catalogue, settings)
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.label for column in columns])
    writer.writerow([_written(example[column.column]) for column in columns])
    return target.getvalue().encode("utf-8-sig")


def example_test(kind: str, catalogue: Catalogue) -> Callable[[Mapping[str, str]], bool]:
    """A test whether a row (column -> text) is the untouched example row of a template.

    The themes of a dialogue do not count: they differ from year to year.
    """
    columns = columns_of(kind, catalogue)
    example = {name: _plain(_written(value)) for name, value in examples(columns, catalogue).items()}
    varying = {column.column for column in columns if column.example == "{theme}"}
    required = {column.column for column in columns if column.required}

    def is_example(row: Mapping[str, str]) -> bool:
        if not required <= row.keys() or not any("voorbeeld" in cell.lower() for cell in row.values()):
            return False
        return all(
            _plain(cell) == example[name]
            for name, cell in row.items() if name not in varying and not name.startswith(THEME)
        )  # fmt: skip

    return is_example


def _explanation(
    kind: str, columns: Sequence[Column], example: Example, catalogue: Catalogue, settings: CycleSettings | None
) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [(), HEAD]
    rows += [
        (c.label, "ja" if c.required else "nee", c.explanation, _written(example[c.column])) for c in columns
    ]  # fmt: skip
    return rows + (_words_of_list(columns, catalogue, settings) if kind in LISTS else _words_of_numbers(catalogue))


def _words_of_numbers(catalogue: Catalogue) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    lists = (
        ("Welke soorten opvang", catalogue.care_types.values(), lambda thing: thing.explanation),
        ("Welke metingen", catalogue.measures.values(), _scale),
        ("Welke jaren", catalogue.periods.values(), lambda thing: thing.explanation),
    )
    for title, things, explain in lists:
        rows += [(), (title, "", "Uitleg", "Mag ook")]
        rows += [(t.label, "", explain(t), ", ".join((t.slug, *t.aliases[:3]))) for t in things]
    return rows


def _words_of_list(
    columns: Sequence[Column], catalogue: Catalogue, settings: CycleSettings | None
) -> list[tuple[str, ...]]:
    """The words of each column that has a fixed set of them, and the areas and themes of the year."""
    rows: list[tuple[str, ...]] = []
    vocabularies = dialogue_words.load(catalogue.folders).by_kind
    for column in columns:
        if words := vocabularies.get(column.kind):
            rows += [(), (f"Woorden voor {column.label}", "", "", "Mag ook")]
            rows += [(word.label, "", "", ", ".join(word.aliases[:4])) for word in words.values()]
    kinds = {column.kind for column in columns}
    if settings and "area" in kinds:
        rows += [(), ("Wijken", "", "", "Mag ook"), *((area.label, "", "", area.code) for area in settings.areas)]
    if settings and kinds & {"theme", "mark"}:
        rows += [(), ("Thema's", "", "Uitleg", "Mag ook")]
        rows += [(t.label, "", t.description, t.short) for t in settings.main_themes]
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
