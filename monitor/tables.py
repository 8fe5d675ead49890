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
LINK = "link"
AMOUNT = "amount"
"""A number with the decimals that it has: 82 and 7,5 in one column."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell that leads to a document; in a sheet it is its text with the address behind it."""

    text: str
    url: str

    def __str__(self) -> str:
        return f"{self.text} ({self.url})" if self.url else self.text


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` decides alignment and format, `decimals` how many (numbers stay numbers in a sheet).

    A cell of a PERCENT column holds a share from 0 to 1.
    """

    key: str
    label: str
    kind: str = TEXT
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, with a caption. A cell is text, a number, or None for "no figure".

    `sheet` is the short name of the sheet in a download; without one the caption serves.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    note: str = ""
    sheet: str = ""
