"""A table as data: the same rows become the HTML table on screen and the sheet in a download."""

from __future__ import annotations

from dataclasses import dataclass

TEXT, NUMBER, DIFFERENCE, COUNT, PROBABILITY, PERCENT = (
    "text",
    "number",
    "difference",
    "count",
    "probability",
    "percent",
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` decides alignment and format, `decimals` how many (numbers stay numbers in a sheet)."""

    key: str
    label: str
    kind: str = TEXT
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, with a caption. A cell is text, a number, or None for "no figure"."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    note: str = ""
