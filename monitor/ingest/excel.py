"""Excel workbooks to rows of text. The package is looked through before it is opened: a workbook can name a cell a
million rows down, or unpack to a thousand times its size, and the reader would take the memory for it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import python_calamine

from monitor.ingest.readers import BATCH_ROWS, MAX_COLUMNS, OLE_MAGIC, ZIP_MAGIC, Rows, Sheet, refuse
from monitor.ingest.report import Refused

MAX_UNPACKED = 2 * 1024**3
MAX_RATIO, RATIO_FROM = 300, 64 * 1024**2  # how much a package may grow; only counts for one that gets this large
MAX_CELLS = 30_000_000
CHUNK = 1 << 20
OVERLAP = 4096  # a cell's opening tag may stand across two chunks

EXPLANATION_SHEET = "Uitleg"
DAMAGE = (
    zipfile.BadZipFile, zlib.error, python_calamine.CalamineError, ElementTree.ParseError,
    KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip

_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
# Attributes of a cell that holds an error (#N/B), or a formula that was never worked out.
_ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>')
_NO_OUTCOME = re.compile(rb"<c\b([^>]*)>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>|</c>)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class _Size:
    rows: int = 0
    columns: int = 0
    bad: tuple[str, ...] = ()


def read_sheets(path: Path, start: bytes) -> list[Sheet]:
    """The worksheets that hold something, but for the explanation of a template. Raises Refused with the reason."""
    if start.startswith(OLE_MAGIC):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise _protected(path)
        raise refuse(path, "wrong_type", "Dit is een Excel-bestand van een oude soort (.xls).", "een .xlsx-bestand")
    if not start.startswith(ZIP_MAGIC):
        what = f"Dit bestand heet {path.suffix.lower()}, maar het is geen Excel-bestand."
        raise refuse(path, "wrong_type", what, "een Excel-bestand", "Is het een csv? Geef het dan de naam .csv.")
    with _damage_said(path):
        sizes = _look_through(path)
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    names = [name for name in book.sheet_names if name != EXPLANATION_SHEET]
    return [_sheet(path, book, name, n, len(names), sizes.get(name, _Size())) for n, name in enumerate(names)]


@contextmanager
def _damage_said(path: Path) -> Iterator[None]:
    try:
        yield
    except python_calamine.PasswordError:
        raise _protected(path) from None
    except DAMAGE as error:
        raise refuse(path, "broken", "Dit Excel-bestand is beschadigd.", "een heel Excel-bestand") from error


def _protected(path: Path) -> Refused:
    remedy = "Haal het wachtwoord eraf en bewaar het opnieuw."
    return refuse(path, "protected", "Dit bestand is beveiligd met een wachtwoord.", "een open bestand", remedy)


def _sheet(path: Path, book: Any, name: str, number: int, total: int, size: _Size) -> Sheet:
    bad = tuple((_row_of(cell), cell) for cell in size.bad)
    done = [number / total]

    def batches() -> Iterator[Rows]:
        with _damage_said(path):
            rows = book.get_sheet_by_name(name).iter_rows()
        while batch := [[cell_text(cell) for cell in row] for row in islice(rows, BATCH_ROWS)]:
            yield batch
        done[0] = (number + 1) / total

    return Sheet(name, batches(), lambda: done[0], bad)


def cell_text(cell: object) -> str:
    """A cell as text that reads the same as when it was typed into a CSV: 4.6, 2026-06-03, ja."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(Decimal(repr(cell)), "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, int | time | timedelta) else ""


def _look_through(path: Path) -> dict[str, _Size]:
    """Unpack everything once, keeping nothing: sizes and unreadable cells per sheet. Raises Refused when too large."""
    with zipfile.ZipFile(path) as package:
        unpacked = sum(item.file_size for item in package.infolist())
        packed = max(path.stat().st_size, 1)
        if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and unpacked / packed > MAX_RATIO):
            remedy = "Bewaar de tabel in een nieuw bestand, of als .csv."
            raise refuse(
                path, "too_large", "Dit bestand wordt bij het openen veel te groot.", "een gewone tabel", remedy
            )
        if any(item.flag_bits & 1 for item in package.infolist()):
            raise _protected(path)
        names = _sheet_files(package)
        sizes = {}
        for item in package.infolist():
            size = _measure(package, item)  # also checks the checksum
            if size.rows * size.columns > MAX_CELLS or size.columns > MAX_COLUMNS:
                what = f"Een werkblad is te groot: {size.rows} regels en {size.columns} kolommen."
                raise refuse(path, "too_large", what, f"hoogstens {MAX_COLUMNS} kolommen", "Bewaar de tabel als .csv.")
            if item.filename in names:
                sizes[names[item.filename]] = size
        return sizes


def _sheet_files(package: zipfile.ZipFile) -> dict[str, str]:
    """Which file in the package holds which sheet: file -> name of the sheet."""
    targets = {
        relation.get("Id"): "xl/" + relation.get("Target", "").removeprefix("/xl/")
        for relation in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    found = {targets.get(s.get(_RELATION)): s.get("name", "") for s in book.iter() if s.tag.endswith("}sheet")}
    return {file: name for file, name in found.items() if file}


def _measure(package: zipfile.ZipFile, item: zipfile.ZipInfo) -> _Size:
    size = _Size()
    is_sheet = "worksheets/" in item.filename and item.filename.endswith(".xml")
    with package.open(item) as part:
        tail = b""
        bad: set[bytes] = set()
        while chunk := part.read(CHUNK):
            if not is_sheet:
                continue
            seen = tail + chunk
            found = _REFERENCE.findall(seen)
            if found:
                letters, digits = zip(*found, strict=True)
                size.columns = max(size.columns, *map(_column_number, set(letters)))
                size.rows = max(size.rows, max(map(int, digits)))
            bad.update(_ERROR.findall(seen) if b't="e"' in seen else ())
            bad.update(a for a in (_NO_OUTCOME.findall(seen) if b"<f" in seen else ()) if b't="str"' not in a)
            tail = seen[-OVERLAP:]
    cells = {(letters + digits).decode() for attributes in bad for letters, digits in _REFERENCE.findall(attributes)}
    size.bad = tuple(sorted(cells, key=lambda cell: (_row_of(cell), cell)))
    return size


def _row_of(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
