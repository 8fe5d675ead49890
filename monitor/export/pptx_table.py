"""A table on slides: what does not fit on one goes on on the next, with the head and the first column again."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches, Pt

from monitor.export.signs import clean
from monitor.table_html import printed
from monitor.tables import LINK, TEXT, Column, Table

SIZE = 14  # points
WIDE = 12.3  # inches
MOST_COLUMNS = 6
LINE, PADDING = 0.24, 0.12  # inches
EM = 0.56
LONGEST_CELL = 300
INK, BAND = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0xED, 0xEF, 0xF2)


def parts(table: Table, room: float) -> Iterator[Table]:
    """Pieces of the table that each fit a slide with `room` inches of height."""
    others = list(range(1, len(table.columns)))
    for first in range(0, max(1, len(others)), MOST_COLUMNS - 1):
        picked = [0, *others[first : first + MOST_COLUMNS - 1]]
        columns = tuple(table.columns[place] for place in picked)
        rows = [tuple(row[place] for place in picked) for row in table.rows]
        for some in _fitting(columns, rows, room):
            yield Table(table.caption, columns, tuple(some), table.note, table.sheet)


def add_table(shapes: Any, table: Table, box: tuple[Any, Any, Any]) -> Any:
    """The table as a table of the program, its first row and column as heads. Gives the shape."""
    lines = _texts(table.columns, table.rows)
    height = Inches(sum(_height(line, len(table.columns)) for line in lines))
    shape = shapes.add_table(len(lines), len(table.columns), *box, height)
    made = shape.table
    made.first_row, made.first_col, made.horz_banding = True, True, False
    for number, (row, texts) in enumerate(zip(made.rows, lines, strict=True)):
        row.height = Inches(_height(texts, len(table.columns)))
        for place, text in enumerate(texts):
            right = place > 0 and table.columns[place].kind not in (TEXT, LINK)
            _write(
                made.cell(number, place), text, is_head=number == 0, is_bold=number == 0 or place == 0, is_right=right
            )
    return shape


def _write(cell: Any, text: str, *, is_head: bool, is_bold: bool, is_right: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = BAND if is_head else RGBColor(0xFF, 0xFF, 0xFF)
    cell.margin_top = cell.margin_bottom = Inches(PADDING / 2)
    paragraph = cell.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(SIZE), is_bold, INK
    if is_right:
        paragraph.alignment = PP_ALIGN.RIGHT


def _texts(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> list[list[str]]:
    heads = [clean(column.label) for column in columns]
    cells = [[_printed(value, column) for value, column in zip(row, columns, strict=True)] for row in rows]
    return [heads, *cells]


def _printed(value: object, column: Column) -> str:
    return textwrap.shorten(clean(printed(value, column)), LONGEST_CELL, placeholder=" …")


def _height(texts: Sequence[str], n_columns: int) -> float:
    """Of a row, in inches; columns are equally wide."""
    letters = max(6, int((WIDE / n_columns - 0.2) * 72 / (SIZE * EM)))
    return max(len(textwrap.wrap(text, letters)) or 1 for text in texts) * LINE + PADDING


def _fitting(
    columns: Sequence[Column], rows: Sequence[tuple[object, ...]], room: float
) -> Iterator[list[tuple[object, ...]]]:
    head, *lines = [_height(texts, len(columns)) for texts in _texts(columns, rows)]
    some: list[tuple[object, ...]] = []
    used = head
    for row, height in zip(rows, lines, strict=True):
        if some and used + height > room:
            yield some
            some, used = [], head
        some.append(row)
        used += height
    if some or not rows:
        yield some
