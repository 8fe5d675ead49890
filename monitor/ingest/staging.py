"""Rows of text to one staged Parquet file: sheet, row number and every column of the table as text.

Each batch is written and forgotten, so that memory does not grow with the file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.ingest.columns import Column
from monitor.ingest.headers import Layout
from monitor.ingest.readers import Rows
from monitor.ingest.report import MOST_PROBLEMS

EXAMPLE_ROWS = 3  # an example row stands right under the header


@dataclass
class Staged:
    """What was staged so far. `too_wide` holds (sheet, row, first cell too many); `examples` (sheet, row)."""

    rows_read: int = 0
    too_wide: list[tuple[int, int, str]] = field(default_factory=list)
    n_too_wide: int = 0
    examples: list[tuple[int, int]] = field(default_factory=list)


class Stager:
    """Writes the staged file of one table; sheets may differ in their layout."""

    def __init__(self, path: Path, columns: Sequence[Column], is_example: Callable[[dict[str, str]], bool]) -> None:
        self.staged = Staged()
        self._columns = [column.column for column in columns]
        self._is_example = is_example
        names = [("sheet", pa.int32()), ("row_number", pa.int64()), *((name, pa.string()) for name in self._columns)]
        self._schema = pa.schema(names)
        self._writer = pq.ParquetWriter(path, self._schema, compression="snappy")

    def close(self) -> None:
        self._writer.close()

    def add(self, sheet: int, layout: Layout, rows: Rows, first_row: int) -> None:
        """Stage the rows of one batch that stand under the header; `first_row` is the number of the first of them."""
        kept, numbers = self._even(sheet, layout, rows, first_row)
        self.staged.rows_read += len(kept)
        if not kept:
            return
        cells = list(zip(*kept, strict=True))
        for measure in layout.measures or ("",):
            self._write(sheet, layout, measure, cells, numbers)

    def _even(self, sheet: int, layout: Layout, rows: Rows, first_row: int) -> tuple[Rows, list[int]]:
        """The filled rows, each exactly as wide as the header, and their numbers."""
        width = layout.width
        kept, numbers = [], []
        for number, row in enumerate(rows, start=first_row):
            if number <= layout.row or not "".join(row).strip():
                continue
            if len(row) != width:
                self._note_too_wide(sheet, number, row[width:])
                row = row[:width] + [""] * (width - len(row))
            if number <= layout.row + EXAMPLE_ROWS and self._is_example(
                {f.column: row[f.index] for f in layout.fields if not f.measure}
            ):
                self.staged.examples.append((sheet, number))
                continue
            kept.append(row)
            numbers.append(number)
        return kept, numbers

    def _note_too_wide(self, sheet: int, number: int, beyond: Sequence[str]) -> None:
        first = next((cell.strip() for cell in beyond if cell.strip()), "")
        if first:
            self.staged.n_too_wide += 1
            if len(self.staged.too_wide) < MOST_PROBLEMS:
                self.staged.too_wide.append((sheet, number, first))

    def _write(
        self, sheet: int, layout: Layout, measure: str, cells: list[tuple[str, ...]], numbers: list[int]
    ) -> None:
        fields = {f.column: f for f in layout.fields if f.measure in ("", measure)}
        length = len(numbers)
        arrays: list[pa.Array] = [pa.array([sheet] * length, pa.int32()), pa.array(numbers, pa.int64())]
        for name in self._columns:
            if name in fields:
                arrays.append(pa.array(cells[fields[name].index], pa.string()))
            elif name == "measure" and measure:
                arrays.append(pa.array([measure] * length, pa.string()))
            else:
                arrays.append(pa.nulls(length, pa.string()))
        table = pa.Table.from_arrays(arrays, schema=self._schema)
        if measure:
            own = [cells[f.index] for f in fields.values() if f.measure]
            table = table.filter(pa.array([any(map(str.strip, row)) for row in zip(*own, strict=True)]))
        self._writer.write_table(table)
