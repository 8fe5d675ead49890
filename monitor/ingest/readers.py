"""Files to rows of text: CSV as a stream, Excel sheet by sheet. Rows are numbered as a spreadsheet shows them.

A reader gives sheets; a sheet gives batches of rows, the first row being row 1. Everything that can be wrong with the
file itself is said here, in Dutch, before a row is looked at.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from monitor.ingest.report import Problem, Refused
from monitor.wording.numbers import nl

BATCH_ROWS, BATCH_CELLS = 50_000, 4_000_000
FIRST_ROWS = 6_000
"""The first batch: enough to know the columns by, and to see whether they tell of persons."""
MAX_COLUMNS = 500
MAX_ROWS = 200_000_000
MAX_ROW_SIGNS = 2_000_000
"""Of all cells of one row together. A row is in memory whole: without a limit one of 100 MB would take gigabytes."""
MAX_LINE = 2 * MAX_ROW_SIGNS
"""Bytes of one line in the file, before it is known where the cells end."""
SAMPLE_BYTES = 256 * 1024
SNIFF_ROWS = 60
DELIMITERS = (";", ",", "\t")

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
EXCEL_SUFFIXES = (".xlsx", ".xlsm")
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ADVICE = "Bewaar het bestand als .xlsx of als .csv (UTF-8) en probeer het opnieuw."

Rows = list[list[str]]


@dataclass(frozen=True)
class Sheet:
    """One table of rows. `batches` may be read once; `where` tells the part of the file that was read (0 to 1)."""

    name: str
    batches: Iterator[Rows]
    where: Callable[[], float] = field(default=lambda: 1.0)
    # Cells that hold an error or a formula without an outcome, as (row, cell): their value cannot be read.
    bad_cells: tuple[tuple[int, str], ...] = ()


def refuse(path: Path, code: str, what: str, expected: str, remedy: str = ADVICE, row: int | None = None) -> Refused:
    """A complaint about the file as a whole, or about one of its rows."""
    place = f"Regel {row}: " if row else ""
    return Refused(Problem(path.name, "", row, "", "", expected, remedy, f"{place}{what} {remedy}".strip(), code))


def read_sheets(path: Path, likeness: Callable[[list[str]], int]) -> tuple[list[Sheet], list[str]]:
    """The sheets of a file, and notes on how it was read.

    `likeness` tells how many cells of a row are headers that we know; it settles which sign stands between the cells.
    Raises Refused when the file is empty, of another kind than its name says, damaged, protected or far too large.
    """
    if not path.is_file():
        raise refuse(path, "no_file", "Dit bestand is er niet.", "een bestand", "Kijk de naam na.")
    with path.open("rb") as handle:
        start = handle.read(8)
    if not start:
        raise refuse(path, "empty_file", "Dit bestand is leeg.", "een tabel met een kopregel")
    suffix = path.suffix.lower()
    if suffix in EXCEL_SUFFIXES:
        from monitor.ingest import excel  # pulls in the Excel reader; a CSV does not need it

        return excel.read_sheets(path, start), []
    if suffix not in TEXT_SUFFIXES:
        what = (
            f"Bestanden van de soort {suffix} lezen we niet."
            if suffix
            else "De naam van dit bestand eindigt niet op een soort."
        )
        raise refuse(path, "wrong_type", what, "een bestand met de naam .xlsx of .csv")
    if start.startswith((ZIP_MAGIC, OLE_MAGIC)):
        what = f"Dit bestand heet {suffix}, maar het is een Excel-bestand of een ander pakket."
        raise refuse(path, "wrong_type", what, "een tekstbestand met kolommen")
    return _read_text(path, likeness)


def rows_at_once(columns: int) -> int:
    """How many rows of so many cells are in memory at the same time."""
    return min(BATCH_ROWS, BATCH_CELLS // max(columns, 1))


# ----------------------------------------------------------------------------------------------------------------- text


def _read_text(path: Path, likeness: Callable[[list[str]], int]) -> tuple[list[Sheet], list[str]]:
    encoding = _encoding(path)
    with path.open("r", encoding=encoding, newline="") as handle:
        sample = handle.read(SAMPLE_BYTES)
    if not sample.strip():
        raise refuse(path, "empty_file", "Dit bestand is leeg.", "een tabel met een kopregel")
    told = _told_delimiter(sample)
    delimiter = told or _delimiter(sample, likeness)
    size = path.stat().st_size
    position = [0]
    batches = _text_batches(path, encoding, delimiter, skip_first=told is not None, position=position)
    notes = ["We lezen dit bestand als Windows-1252 (Excel op Windows)."] if encoding == "cp1252" else []
    return [Sheet("", batches, lambda: min(position[0] / size, 1.0))], notes


def _encoding(path: Path) -> str:
    """The encoding in which the whole file can be read. Raises Refused for what is not text."""
    with path.open("rb") as handle:
        start = handle.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            _check_utf16(path)
            return "utf-16"
        handle.seek(0)
        utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        try_1252 = True
        line = 0
        while chunk := handle.read(1 << 20):
            line = _line_so_far(path, line, len(chunk), max(chunk.rfind(b"\n"), chunk.rfind(b"\r")))
            if b"\x00" in chunk:
                raise refuse(path, "not_text", "Dit is geen tekstbestand.", "een tekstbestand met kolommen")
            utf8 = _still_decodes(utf8, chunk)
            try_1252 = try_1252 and not any(code in chunk for code in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))
            if utf8 is None and not try_1252:
                raise refuse(path, "encoding", "De tekens in dit bestand kunnen we niet lezen.", "UTF-8")
        if _still_decodes(utf8, b"", final=True) is not None:
            return "utf-8-sig"
    if not try_1252:
        raise refuse(path, "encoding", "De tekens in dit bestand kunnen we niet lezen.", "UTF-8")
    return "cp1252"


def _check_utf16(path: Path) -> None:
    """Read the whole file once: one that was cut off has half a sign at its end."""
    try:
        with path.open("r", encoding="utf-16", newline="") as text:
            line = 0
            while chunk := text.read(1 << 20):
                line = _line_so_far(path, line, len(chunk), max(chunk.rfind("\n"), chunk.rfind("\r")))
    except UnicodeDecodeError:
        raise refuse(path, "encoding", "De tekens in dit bestand kunnen we niet lezen.", "UTF-8") from None


def _line_so_far(path: Path, before: int, size: int, last_end: int) -> int:
    """The length of the line that goes on after a part of a file of this size, whose last line ends at `last_end` (-1: none).

    Raises Refused when it is too long for a row of a table.
    """
    length = before + size if last_end < 0 else size - last_end - 1
    if length > MAX_LINE:
        raise _too_long(path, None)
    return length


def _too_long(path: Path, row: int | None) -> Refused:
    begin = "deze regel heeft" if row else "Dit bestand heeft een regel met"
    what = f"{begin} meer dan {nl(MAX_ROW_SIGNS, 0)} tekens."
    remedy = "Ontbreekt er een aanhalingsteken of een regeleinde? Of bewaar het bestand als .xlsx."
    return refuse(path, "too_large", what, f"hoogstens {nl(MAX_ROW_SIGNS, 0)} tekens op een regel", remedy, row)


def _still_decodes(
    decoder: codecs.IncrementalDecoder | None, chunk: bytes, final: bool = False
) -> codecs.IncrementalDecoder | None:
    if decoder is None:
        return None
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return None
    return decoder


def _told_delimiter(sample: str) -> str | None:
    """The sign that a first line "sep=;" tells; Excel does not count that line."""
    first = sample.split("\n", 1)[0].strip().strip('"')
    return first[4:5] if first.lower().startswith("sep=") and first[4:5] in DELIMITERS else None


def _delimiter(sample: str, likeness: Callable[[list[str]], int]) -> str:
    """The sign with which the top of the file has most headers that we know, then the most even rows."""

    def worth(delimiter: str) -> tuple[int, int]:
        rows = _sample_rows(sample, delimiter)
        widths = [len(row) for row in rows if len(row) > 1]
        even = max((widths.count(width) for width in set(widths)), default=0)
        return max((likeness(row[:MAX_COLUMNS]) for row in rows[:20]), default=0), even

    return max(DELIMITERS, key=worth)


def _sample_rows(sample: str, delimiter: str) -> Rows:
    rows: Rows = []
    try:
        for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), SNIFF_ROWS):
            rows.append(row)
    except csv.Error:
        pass  # the full read says what is wrong
    return rows


def _text_batches(
    path: Path, encoding: str, delimiter: str, *, skip_first: bool, position: list[int]
) -> Iterator[Rows]:
    with path.open("rb") as raw:
        text = io.TextIOWrapper(raw, encoding=encoding, newline="")
        lines = _Lines(path, text)
        reader = csv.reader(lines.each(), delimiter=delimiter, strict=True)
        done = 0
        try:
            if skip_first:
                next(reader)
            rows, at_once = _not_too_wide(path, lines.rows(reader)), FIRST_ROWS
            while batch := list(islice(rows, at_once)):
                done += len(batch)
                at_once = rows_at_once(max(map(len, batch)))
                if done > MAX_ROWS:
                    what = f"Dit bestand heeft meer dan {MAX_ROWS} regels."
                    raise refuse(path, "too_large", what, "een kleiner bestand", "Splits het bestand.")
                position[0] = raw.tell()
                yield batch
        except csv.Error:
            row = _row_with_error(path, encoding, delimiter, skip_first)
            what = f"Vanaf regel {row} klopt er iets niet met de aanhalingstekens."
            raise refuse(path, "quotes", what, 'bij elk " aan het begin een " aan het eind') from None


class _Lines:
    """The lines of a text, counted per row: cells in quotes may go on over any number of lines."""

    def __init__(self, path: Path, text: io.TextIOWrapper) -> None:
        self._path, self._text = path, text
        self._signs, self._row = 0, 1

    def each(self) -> Iterator[str]:
        """Raises Refused before a row is in memory that is too long."""
        for line in self._text:
            self._signs += len(line)
            if self._signs > MAX_ROW_SIGNS:
                raise _too_long(self._path, self._row)
            yield line

    def rows(self, reader: Iterator[list[str]]) -> Iterator[list[str]]:
        """The rows that a reader makes of these lines."""
        for row in reader:
            self._signs = 0
            self._row += 1
            yield row


def _not_too_wide(path: Path, reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows, each without the empty cells that a spreadsheet writes behind them. Raises Refused for a wider one."""
    for number, row in enumerate(reader, start=1):
        if len(row) > MAX_COLUMNS:
            width = next((n for n in range(len(row), 0, -1) if row[n - 1].strip()), 0)
            if width > MAX_COLUMNS:
                what = f"deze regel heeft {width} kolommen. We lezen er hoogstens {MAX_COLUMNS}."
                limit = f"hoogstens {MAX_COLUMNS} kolommen"
                raise refuse(path, "too_large", what, limit, "Haal weg wat niet nodig is.", number)
            row = row[:width]
        yield row


def _row_with_error(path: Path, encoding: str, delimiter: str, skip_first: bool) -> int:
    """The row in which the quotes go wrong: reading again, one row at a time."""
    with path.open("r", encoding=encoding, newline="") as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        row = 0 if skip_first else 1
        try:
            for _ in reader:
                row += 1
        except csv.Error:
            pass
        return row
