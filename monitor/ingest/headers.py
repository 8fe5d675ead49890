"""From a header row to columns: which table it is, which field each column holds, what is missing or unknown.

A measure may have a column of its own ("emotioneel", or "emotioneel gemiddelde" beside "emotioneel sd"); then every
such column becomes rows of that measure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.catalogue import spelling
from monitor.ingest.columns import NUMERIC, VALUE, Column
from monitor.ingest.words import MEASURE, Words

HEADER_ROWS = 20
LEAST_KNOWN = 2


@dataclass(frozen=True, slots=True)
class Field:
    """One column of the file that is used: where it stands, what it holds, and of which measure (empty: of all)."""

    index: int
    header: str
    column: str
    measure: str = ""


@dataclass(frozen=True)
class Layout:
    """How one sheet is read as one table. `row` is the number of the header row; `width` its number of cells."""

    table: str
    row: int
    width: int
    fields: tuple[Field, ...]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    missing: tuple[Column, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that have columns of their own."""
        return tuple(dict.fromkeys(f.measure for f in self.fields if f.measure))

    def header_of(self, column: str, measure: str = "") -> str:
        """The header of a column as the file writes it; the column's own name when the file does not have it."""
        for found in self.fields:
            if found.column == column and found.measure in ("", measure):
                return found.header
        return column


class Headers:
    """Reads header rows with the known columns, the user's choices and what the workspace remembers."""

    def __init__(self, tables: Mapping[str, Sequence[Column]], words: Words, chosen: Mapping[str, str]) -> None:
        self._tables = tables
        self._words = words
        self._known = {
            table: {word: column.column for column in reversed(columns) for word in reversed(column.spellings)}
            for table, columns in tables.items()
        }
        for table in tables:
            kind = f"column:{table}"
            choices = {w: c for (k, w), c in words.remembered.items() if k == kind}
            choices.update({spelling(header): column for header, column in chosen.items()})
            names = {"", *(column.column for column in tables[table])}
            self._known[table].update({w: c for w, c in choices.items() if c in names})

    def likeness(self, row: Sequence[str]) -> int:
        """How many cells of a row are headers that we know, for the table that knows most of them."""
        return max(len(self.layout(table, row, 1).fields) for table in self._tables)

    def find(self, rows: Sequence[Sequence[str]], table: str) -> Layout | None:
        """The header row of a table among the first rows of a sheet: the row with most known headers."""
        found = [self.layout(table, row, number) for number, row in enumerate(rows[:HEADER_ROWS], start=1)]
        best = max(found, key=lambda layout: len(layout.fields), default=None)
        return best if best and len(best.fields) >= LEAST_KNOWN else None

    def layout(self, table: str, row: Sequence[str], number: int) -> Layout:
        cells = [(index, " ".join(cell.split())) for index, cell in enumerate(row)]
        fields, rest = [], []
        for index, header in cells:
            column = self._column(table, header) if header else None
            if column is None:
                rest.append((index, header))
            elif column:
                fields.append(Field(index, header, column))
        plain = {f.column for f in fields}
        if table in VALUE and "measure" not in plain and VALUE[table] not in plain:
            own = [self._of_one_measure(table, index, header) for index, header in rest]
            fields += [field for field in own if field]
            rest = [cell for cell, field in zip(rest, own, strict=True) if field is None]
        width = max((index + 1 for index, header in cells if header), default=0)
        counted = Counter((f.column, f.measure) for f in fields)
        return Layout(
            table, number, width, tuple(fields),
            unknown=tuple(header for _, header in rest if header),
            twice=tuple(f.header for f in fields if counted[f.column, f.measure] > 1),
            missing=self._missing(table, fields),
        )  # fmt: skip

    def _column(self, table: str, header: str) -> str | None:
        """The column that a header names; an empty text for one that the user chose to leave out."""
        known = self._known[table]
        for word in (spelling(header), spelling(re.sub(r"\(.*?\)|\[.*?\]", " ", header))):
            if word and word in known:
                return known[word]
        return None

    def _of_one_measure(self, table: str, index: int, header: str) -> Field | None:
        """A header such as "emotioneel", "emotioneel sd" or "gemiddelde emotioneel"."""
        whole = re.sub(r"\(.*?\)|\[.*?\]", " ", header)
        for text in (header, whole):
            measure = self._words.code(MEASURE, text) if text.strip() else None
            if measure:
                return Field(index, header, VALUE[table], measure)
        numeric = {c.column for c in self._tables[table] if c.kind in NUMERIC}
        parts = spelling(header).split("_")
        for cut in range(1, len(parts)):
            left, right = " ".join(parts[:cut]), " ".join(parts[cut:])
            for name, statistic in ((left, right), (right, left)):
                measure, column = self._words.code(MEASURE, name), self._column(table, statistic)
                if measure and column in numeric:
                    return Field(index, header, str(column), measure)
        return None

    def _missing(self, table: str, fields: Sequence[Field]) -> tuple[Column, ...]:
        present = {f.column for f in fields}
        if any(f.measure for f in fields):
            present.add("measure")
        return tuple(c for c in self._tables[table] if c.required and c.column not in present)


def choose_table(layouts: Sequence[Layout]) -> tuple[Layout | None, tuple[Layout, ...]]:
    """The one table that a sheet is, of the tables that it could be; and the tables between which we cannot choose.

    A table counts when none of its required columns is missing. The one that uses columns which the other does not, and
    not the other way round, wins.
    """
    complete = [layout for layout in layouts if layout.is_complete]
    winners = [a for a in complete if not any(_used(a) < _used(b) for b in complete)]
    if len(winners) == 1:
        return winners[0], ()
    return None, tuple(winners)


def _used(layout: Layout) -> set[int]:
    return {f.index for f in layout.fields}
