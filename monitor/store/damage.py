"""Whether the Parquet files of a workspace still are what was kept.

Files never change once they count. So a page takes a glance at each file once in a process: its size and its ends, or its
footer when nobody wrote down its size. `check`, `backup` and an import of what seems to be there already read every byte.
"""

from __future__ import annotations

import hashlib
import os
import struct
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.store.schemas import SCHEMAS

CHUNK = 1 << 20
MAGIC = b"PAR1"
MISSING, NO_PARQUET = "ontbreekt", "is niet te lezen"
WRONG_SIZE, FOREIGN = "is afgebroken of vervangen", "is een ander soort bestand"
CHANGED = "is veranderd of beschadigd"

Signature = tuple[int, int] | None
"""Size and time of a file; None when the system does not tell."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a file was when it was kept: size in bytes and SHA-256 as hexadecimal text."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """A file of a table that cannot be used; `reason` is the end of a Dutch sentence about it."""

    table: str
    name: str
    reason: str

    @property
    def place(self) -> str:
        return f"{self.table}/{self.name}"


def digest_of(path: Path) -> Digest:
    """Size and SHA-256 of a file. Raises OSError when it cannot be read."""
    found, size = hashlib.sha256(), 0
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            found.update(chunk)
            size += len(chunk)
    return Digest(size, found.hexdigest())


def glance(path: Path, table: str, kept: Digest | None = None) -> str:
    """Why a file of a table cannot be used, by its size and its ends or footer; empty when it can."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return MISSING
    except OSError:
        return NO_PARQUET
    if kept is not None:
        return WRONG_SIZE if size != kept.size else "" if _has_both_ends(path, size) else NO_PARQUET
    try:
        found = pq.read_schema(path)
    except (OSError, pa.ArrowException):
        return NO_PARQUET
    wanted = SCHEMAS.get(table, ())
    known = {column.name: column.type for column in found}
    return "" if all(known.get(column.name) == column.type for column in wanted) else FOREIGN


def _has_both_ends(path: Path, size: int) -> bool:
    """Whether the file begins and ends as Parquet does. Enough for a file of which the size is as it was kept, and five
    times as quick as reading the footer; a file that a power cut left full of zeros fails."""
    try:
        with path.open("rb") as handle:
            first = handle.read(len(MAGIC))
            handle.seek(-len(MAGIC) - 4, os.SEEK_END)
            length, last = struct.unpack("<I4s", handle.read())
    except (OSError, struct.error):
        return False
    return first == last == MAGIC and 0 < length <= size - 2 * len(MAGIC) - 4


def look(path: Path, table: str, kept: Digest | None = None) -> str:
    """Why a file of a table cannot be used, by every byte of it; empty when it can.

    Of files that were kept before their digest was written down, only damage that stops a reader is found.
    """
    if reason := glance(path, table, kept):
        return reason
    if kept is None:
        return "" if reads_to_the_end(path) else NO_PARQUET
    try:
        return "" if digest_of(path) == kept else CHANGED
    except OSError:
        return NO_PARQUET


def reads_to_the_end(path: Path) -> bool:
    """Whether a reader of Parquet gets through the file."""
    try:
        for _ in pq.ParquetFile(path).iter_batches():
            pass
    except (OSError, pa.ArrowException):
        return False
    return True


class Watch:
    """What one process knows of its files. A file that was good is not looked at again, unless `note` says otherwise."""

    def __init__(self) -> None:
        self._good: set[Path] = set()
        self._bad: dict[Path, tuple[str, Signature]] = {}

    def problem(self, path: Path, table: str, kept: Digest | None) -> str:
        """Why the file cannot be used. One that was bad is looked at again only when it is another file now."""
        if path in self._good:
            return ""
        known = self._bad.get(path)
        if known is not None and known[1] is not None and known[1] == _signature(path):
            return known[0]
        return self.note(path, glance(path, table, kept))

    def note(self, path: Path, reason: str) -> str:
        """From now on the file cannot be used for this reason, or can when there is none."""
        self._bad.pop(path, None)
        self._good.discard(path)
        if reason:
            self._bad[path] = reason, _signature(path)
        else:
            self._good.add(path)
        return reason

    def has_changed(self) -> bool:
        """Whether a file that was bad may be good now: somebody put another one in its place."""
        return any(known is None or _signature(path) != known for path, (_, known) in self._bad.items())


def _signature(path: Path) -> Signature:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
