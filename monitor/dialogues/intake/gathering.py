"""What a list brings up while it is read: rows, and per column and value what is wrong, with how often.

A word that is wrong in 50.000 rows is told once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pyarrow.parquet as pq

from monitor.ingest.checking import BLANK
from monitor.ingest.loading import Loaded
from monitor.ingest.messages import Place, listed
from monitor.ingest.report import MOST_PROBLEMS, Problem
from monitor.wording.numbers import count


@dataclass(frozen=True, slots=True)
class Row:
    """One staged row: its place and the text of each column ("" when empty or absent)."""

    sheet: int
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class _Found:
    """The same thing that is wrong in one or more rows."""

    place: Place
    code: str
    what: str
    expected: str
    remedy: str
    value: str
    rows: int = 1


class Gathering:
    """The rows of one staged list, with the problems and notes about them."""

    def __init__(self, file: str, loaded: Loaded) -> None:
        self.file, self.loaded = file, loaded
        self.present = {f.column for layout in loaded.layouts for f in layout.fields}
        self.notes: list[str] = []
        self.counted: Counter[str] = Counter()
        self.named: dict[str, dict[str, None]] = {}
        self._wrong: dict[tuple[int, str, str, str], _Found] = {}

    def rows(self) -> Iterator[Row]:
        """The staged rows in the order of the file; cells are stripped."""
        for batch in pq.ParquetFile(self.loaded.path).iter_batches(10_000):
            names = batch.schema.names[2:]
            texts = [batch.column(name).to_pylist() for name in names]
            places = zip(batch.column("sheet").to_pylist(), batch.column("row_number").to_pylist(), strict=True)
            for (sheet, number), cells in zip(places, zip(*texts, strict=True), strict=True):
                yield Row(sheet, number, {n: c.strip(BLANK) for n, c in zip(names, cells, strict=True) if c})

    def wrong(self, row: Row, column: str, code: str, what: str, expected: str, remedy: str, value: str = "") -> None:
        """Note that a cell is wrong; the same value in the same column is told once, with the number of rows."""
        header = self.loaded.layouts[row.sheet].header_of(column, row["measure"]) if column else ""
        key = row.sheet, header, code, value
        if key in self._wrong:
            self._wrong[key].rows += 1
            return
        place = Place(self.file, self.loaded.sheet_names[row.sheet], row.number, header)
        self._wrong[key] = _Found(place, code, what, expected, remedy, value)

    @property
    def n_problems(self) -> int:
        return self.loaded.n_problems + sum(found.rows for found in self._wrong.values())

    def problems(self) -> list[Problem]:
        found = sorted(self._wrong.values(), key=lambda f: (f.place.sheet, f.place.row or 0))[:MOST_PROBLEMS]
        return self.loaded.problems + [
            replace(f.place, more=f.rows - 1).problem(f.code, f.what, f.expected, f.remedy, f.value) for f in found
        ]

    def note(self, text: str) -> None:
        """A sentence about one row or about the list; the same sentence is told once."""
        if text not in self.notes:
            self.notes.append(text)

    def all_notes(self) -> list[str]:
        """The notes; {n} stands for how often, {one|more} for that and a word, {names} for what."""
        counted = [_with_count(text, n) for text, n in self.counted.items()]
        named = [text.replace("{names}", listed(list(names))) for text, names in self.named.items()]
        return self.notes + counted + named

    def note_name(self, text: str, name: str) -> None:
        """Add a name to a note that lists names at {names}."""
        self.named.setdefault(text, {})[name] = None

    def header(self, column: str) -> str:
        return next((h for layout in self.loaded.layouts if (h := layout.header_of(column)) != column), column)


def _with_count(text: str, n: int) -> str:
    text = re.sub(r"\{([^|}]+)\|([^}]+)\}", lambda word: count(n, word[1], word[2]), text)
    return text.replace("{n}", str(n))


def once(reading: Gathering, row: Row, column: str, key: Any, content: Any, seen: dict[Any, tuple[Row, Any]]) -> bool:
    """Whether a row is new. The same row twice is noted; the same key with something else is wrong."""
    if key not in seen:
        seen[key] = row, content
        return True
    first, before = seen[key]
    if before == content:
        reading.counted["Bij {regel|regels} staat hetzelfde al in een eerdere regel. Die tellen we één keer."] += 1
    else:
        what = f"'{row[column]}' staat al in regel {first.number}, met andere gegevens."
        reading.wrong(row, column, "duplicate", what, "elke code één keer", "Haal een van de twee weg.", row[column])
    return False
