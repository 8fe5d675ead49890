"""The package of a workbook, looked through before a reader opens it. Nothing of it is believed.

A workbook of 5 kB can make a reader take gigabytes: it unpacks to a thousand times its size, names a cell a million rows
down, or shows one long text in a million cells. The reader takes the memory before anybody can look at a row. So
everything is unpacked once here, keeping nothing, and refused when it would become too large. The limits are told.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from monitor.ingest.readers import MAX_COLUMNS, refuse
from monitor.wording.numbers import nl

MAX_UNPACKED = 1024**3
MAX_RATIO, RATIO_FROM = 100, 64 * 1024**2
"""How many times its own size a package may grow; only counts for one that gets this large."""
MAX_SHEETS, MAX_ROWS = 100, 1_048_576
MAX_CELLS = 15_000_000
"""Places between the first and the last cell of all sheets together: a reader makes room for each, 32 bytes."""
MAX_EMPTY, EMPTY_FROM = 20, 2_000_000
"""How many places there may be for each cell that is filled; only counts for a sheet with this many places."""
MAX_TEXT = 512 * 1024**2
"""Bytes of all texts as the cells show them: one text that is written once may stand in many cells."""
MAX_INDEX = 16 * 1024**2
"""Bytes of the parts that are read whole: the names of the sheets and where they stand."""
CHUNK, OVERLAP, SHORT = 1 << 20, 4096, 64  # a tag may stand across two chunks, and so may the place in it

BOOK, RELATIONS, TEXTS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"
# A row has a number (r="7"), a cell a place (r="C7"). Both may be left out: then it is the next one.
_PLACE = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{0,7})\$?([0-9]{1,10})["']""")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)[\s/>]")
_SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
_SHARED_NUMBER = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*([0-9]{1,9})\s*</""")
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")
# Attributes of a cell that holds an error (#N/B), or a formula that was never worked out.
_ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>')
_NO_OUTCOME = re.compile(rb"<c\b([^>]*)>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>|</c>)")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class Size:
    """How far a sheet reaches, how many cells it really has, how many of those show a shared text, and which are bad."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    shared: int = 0
    bad: tuple[str, ...] = ()

    @property
    def places(self) -> int:
        return self.rows * self.columns


@dataclass
class _Seen:
    """What one sweep over a part gathers."""

    rows: int = 0
    columns: int = 0
    n_rows: int = 0
    n_cells: int = 0
    placed_rows: int = 0
    placed_cells: int = 0
    shared: int = 0
    bad: set[bytes] = field(default_factory=set)


class Protected(Exception):
    """The package has a part under a password."""


def look_through(path: Path) -> dict[str, Size]:
    """The size of each sheet by its name. Raises Refused when the workbook is too large, and what damage raises."""
    with zipfile.ZipFile(path) as package:
        if any(item.flag_bits & 1 for item in package.infolist()):
            raise Protected(path.name)
        budget = _Budget(path)
        sizes = {item.filename: _measure(path, package, item, budget) for item in package.infolist()}
        names = _sheet_files(package)
        if len(names) > MAX_SHEETS:
            what = f"Dit bestand heeft {len(names)} werkbladen. We lezen er hoogstens {MAX_SHEETS}."
            raise _too_large(path, what, f"hoogstens {MAX_SHEETS} werkbladen", "Splits het bestand.")
        _check_places(path, sizes)
        _check_texts(path, package, sizes)
    return {name: sizes[file] for file, name in names.items() if file in sizes}


def _too_large(path: Path, what: str, expected: str, remedy: str):
    return refuse(path, "too_large", what, expected, remedy)


# ------------------------------------------------------------------------------------------------------------ unpacking


class _Budget:
    """How many bytes all parts together may unpack to. The real ones: what the package tells of sizes may be a lie."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.most = min(MAX_UNPACKED, max(RATIO_FROM, MAX_RATIO * path.stat().st_size))
        self.total = 0

    def spend(self, chunk: bytes) -> None:
        self.total += len(chunk)
        if self.total > self.most:
            what = f"Dit bestand wordt bij het openen te groot: meer dan {nl(self.most / 1024**2, 0)} MB."
            remedy = "Bewaar de tabel in een nieuw bestand, of als .csv."
            raise _too_large(self.path, what, f"hoogstens {nl(self.most / 1024**2, 0)} MB", remedy)


def _chunks(package: zipfile.ZipFile, item: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part unpacked to its real end, wherever the package says that it ends: a reader does not look at that."""
    honest = copy.copy(item)
    honest.file_size = MAX_UNPACKED + 1
    with package.open(honest) as part:
        while chunk := part.read(CHUNK):
            yield chunk


def _sheet_files(package: zipfile.ZipFile) -> dict[str, str]:
    """Which file in the package holds which sheet: file -> name of the sheet."""
    if max(package.getinfo(part).file_size for part in (BOOK, RELATIONS)) > MAX_INDEX:
        raise zipfile.BadZipFile("names of sheets")
    targets = {
        relation.get("Id"): "xl/" + relation.get("Target", "").removeprefix("/xl/")
        for relation in ElementTree.fromstring(package.read(RELATIONS))
    }
    book = ElementTree.fromstring(package.read(BOOK))
    found = {targets.get(s.get(_RELATION)): s.get("name", "") for s in book.iter() if s.tag.endswith("}sheet")}
    return {file: name for file, name in found.items() if file}


# ------------------------------------------------------------------------------------------------------------- measuring


def _measure(path: Path, package: zipfile.ZipFile, item: zipfile.ZipInfo, budget: _Budget) -> Size:
    """How far a part reaches as a sheet. Every part is looked at: a workbook says itself where its sheets stand."""
    seen = _Seen()
    tail, size = b"", 0
    for chunk in _chunks(package, item):
        budget.spend(chunk)
        if not size and b"<!DOCTYPE" in chunk[:OVERLAP]:
            raise zipfile.BadZipFile("no workbook has a document type: with one, a text can be made to grow")
        size += len(chunk)
        _look(seen, tail, chunk)
        tail = chunk[-OVERLAP:]
    if size != item.file_size:
        raise zipfile.BadZipFile(item.filename)
    cut = 4 * (1 + size // CHUNK)  # tags that stand across two chunks may count not at all, or twice
    if seen.n_rows - seen.placed_rows > cut:
        seen.rows += seen.n_rows
    if seen.n_cells - seen.placed_cells > cut:
        seen.columns += _most_in_a_row(package, item)
    if seen.rows > MAX_ROWS or seen.columns > MAX_COLUMNS:
        what = f"Een werkblad is te groot: {nl(seen.rows, 0)} regels en {nl(seen.columns, 0)} kolommen."
        limits = f"hoogstens {nl(MAX_ROWS, 0)} regels en {MAX_COLUMNS} kolommen"
        raise _too_large(path, f"{what} We lezen {limits}.", limits, "Bewaar de tabel als .csv.")
    cells = {
        (letters + digits).decode() for attributes in seen.bad for letters, digits in _REFERENCE.findall(attributes)
    }
    bad = tuple(sorted(cells, key=lambda cell: (row_of(cell), cell)))
    return Size(seen.rows, seen.columns, seen.n_cells, seen.shared, bad)


def _look(seen: _Seen, tail: bytes, chunk: bytes) -> None:
    """Gather from one chunk; `tail` is the end of the chunk before it."""
    places = _PLACE.findall(tail[-SHORT:] + chunk)
    if places:
        letters, digits = zip(*places, strict=True)
        seen.columns = max(seen.columns, *map(_column_number, set(letters)))
        seen.rows = max(seen.rows, max(map(int, digits)))
        n_rows = letters.count(b"")
        seen.placed_rows += n_rows
        seen.placed_cells += len(letters) - n_rows
    tags = _ROW_OR_CELL.findall(chunk)
    n_rows = tags.count(b"row")
    seen.n_rows += n_rows
    seen.n_cells += len(tags) - n_rows
    seen.shared += len(_SHARED.findall(chunk))
    window = tail + chunk
    seen.bad.update(_ERROR.findall(window) if b't="e"' in window else ())
    seen.bad.update(a for a in (_NO_OUTCOME.findall(window) if b"<f" in window else ()) if b't="str"' not in a)


def _most_in_a_row(package: zipfile.ZipFile, item: zipfile.ZipInfo) -> int:
    """The most cells between two rows, for cells that do not tell their place."""
    most = run = 0
    for chunk in _chunks(package, item):
        for tag in _ROW_OR_CELL.findall(chunk):
            run = run + 1 if tag == b"c" else 0
            most = max(most, run)
    return most


def _check_places(path: Path, sizes: dict[str, Size]) -> None:
    places = sum(size.places for size in sizes.values())
    if places > MAX_CELLS:
        what = f"Dit bestand is te groot: ruimte voor {nl(places, 0)} cellen. We lezen er hoogstens {nl(MAX_CELLS, 0)}."
        raise _too_large(path, what, f"hoogstens {nl(MAX_CELLS, 0)} cellen", "Bewaar de tabel als .csv.")
    for size in sizes.values():
        if size.places > max(EMPTY_FROM, MAX_EMPTY * size.cells):
            what = f"Een werkblad is bijna leeg, maar loopt tot regel {nl(size.rows, 0)} en kolom {size.columns}."
            raise _too_large(path, what, "een tabel zonder grote lege stukken", "Haal de lege regels en kolommen weg.")


def _check_texts(path: Path, package: zipfile.ZipFile, sizes: dict[str, Size]) -> None:
    """Texts are written once and shown in many cells, and a reader makes a copy for each of those."""
    n_shared = sum(size.shared for size in sizes.values())
    item = next((item for item in package.infolist() if item.filename == TEXTS), None)
    if item is None or not n_shared:
        return
    lengths = _lengths(package, item)
    if max(lengths, default=0) * n_shared <= MAX_TEXT:
        return
    shown = sum(
        sum(lengths[int(number)] for number in _SHARED_NUMBER.findall(chunk) if int(number) < len(lengths))
        for part in package.infolist() if sizes.get(part.filename, Size()).shared for chunk in _chunks(package, part)
    )  # fmt: skip
    if shown > MAX_TEXT:
        most = f"hoogstens {nl(MAX_TEXT / 1024**2, 0)} MB"
        what = f"Dit bestand wordt bij het openen te groot: {nl(shown / 1024**2, 0)} MB tekst. We lezen {most}."
        raise _too_large(path, what, f"{most} tekst", "Splits het bestand.")


def _lengths(package: zipfile.ZipFile, item: zipfile.ZipInfo) -> list[int]:
    """About how many bytes each shared text has, in their order."""
    starts: list[int] = []
    at = 0
    for chunk in _chunks(package, item):
        starts += [at + found.start() for found in _TEXT.finditer(chunk)]
        at += len(chunk)
    return [end - start for start, end in pairwise([*starts, at])]


def row_of(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
