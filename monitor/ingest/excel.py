"""Excel workbooks to rows of text. The package is looked through before it is opened, see package.py."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import python_calamine

from monitor.ingest.package import Protected, Size, look_through, row_of
from monitor.ingest.readers import OLE_MAGIC, ZIP_MAGIC, Rows, Sheet, refuse, rows_at_once
from monitor.ingest.report import Refused

EXPLANATION_SHEET = "Uitleg"
DAMAGE = (
    zipfile.BadZipFile, zlib.error, python_calamine.CalamineError, ElementTree.ParseError,
    LookupError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


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
        sizes = look_through(path)
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    names = [name for name in book.sheet_names if name != EXPLANATION_SHEET]
    return [_sheet(path, book, name, n, len(names), sizes.get(name, Size())) for n, name in enumerate(names)]


@contextmanager
def _damage_said(path: Path) -> Iterator[None]:
    try:
        yield
    except (python_calamine.PasswordError, Protected):
        raise _protected(path) from None
    except DAMAGE as error:
        raise refuse(path, "broken", "Dit Excel-bestand is beschadigd.", "een heel Excel-bestand") from error


def _protected(path: Path) -> Refused:
    remedy = "Haal het wachtwoord eraf en bewaar het opnieuw."
    return refuse(path, "protected", "Dit bestand is beveiligd met een wachtwoord.", "een open bestand", remedy)


def _sheet(path: Path, book: Any, name: str, number: int, total: int, size: Size) -> Sheet:
    bad = tuple((row_of(cell), cell) for cell in size.bad)
    done = [number / total]

    def batches() -> Iterator[Rows]:
        with _damage_said(path):
            rows = book.get_sheet_by_name(name).iter_rows()
        at_once = rows_at_once(size.columns)
        while batch := [[cell_text(cell) for cell in row] for row in islice(rows, at_once)]:
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
