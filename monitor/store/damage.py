"""Whether the Parquet files of a workspace still are what was kept.

Files never change once they count. So a page takes a glance at each file once in a process: its size and its ends, or its
footer when nobody wrote down its size. Pages that run later compare the size and the time of each file with what they were,
once a second at most: a file that was cut off, replaced or taken away is noticed by the first page that runs after that
second, and a file of which only the time is another is read whole, once.

What that does not notice: damage in place that leaves size and time as they were, as a disk that loses bits does, or a
program that sets the time back. It is noticed when a page reads the file and cannot (then every byte of what counts is
read), and otherwise by whatever reads every byte: `check`, `backup`, the data page, and an import of what seems to be there
already. Until then pages may show what they kept in memory, or other numbers when the file still reads as Parquet.
"""

from __future__ import annotations

import hashlib
import os
import struct
import time
from collections.abc import Iterable
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
NEEDED, RETIRED, LOOSE, SPARE = "needed", "retired", "loose", "spare"
"""What a damaged file costs: a data set in use; nothing, because its data set was taken out of use; nothing, because the
files that it was merged from count again, which can be merged again; nothing, because there is no such work left."""
LOOK_EVERY, LOOK_SHARE = 1.0, 100
"""Seconds between two comparisons of sizes and times, which take at most 1/100 of the time."""

Signature = tuple[int, int] | None
"""Size and time of the last change of a file; None when it is not there or the system does not tell."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What a file was when it was kept: size in bytes and SHA-256 as hexadecimal text."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """A file of a table that cannot be used; `reason` is the end of a Dutch sentence about it.

    `cost` is one of NEEDED, RETIRED, LOOSE and SPARE; `label` names the data set that it is of, empty for a merged file.
    """

    table: str
    name: str
    reason: str
    cost: str = NEEDED
    label: str = ""

    @property
    def place(self) -> str:
        """Where the file is, from the folder of the workspace."""
        return f"tables/{self.table}/{self.name}"

    @property
    def is_dealt_with(self) -> bool:
        """Whether nobody needs the file any more, so that there is nothing left to do about it."""
        return self.cost in (RETIRED, SPARE)


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
        return "" if reads_to_the_end(path) else CHANGED
    try:
        return "" if digest_of(path) == kept else CHANGED
    except OSError:
        return CHANGED


def reads_to_the_end(path: Path) -> bool:
    """Whether a reader of Parquet gets through the file."""
    try:
        for _ in pq.ParquetFile(path).iter_batches():
            pass
    except (OSError, pa.ArrowException):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at a file told: why it cannot be used (empty when it can), and what it was just before that look."""

    reason: str
    signature: Signature

    def is_still_so(self, now: Signature) -> bool:
        """A file that could not be read is looked at again: rights, or too many open files, are not told by its size."""
        return self.signature == now and self.reason != NO_PARQUET


def seen(path: Path, table: str, kept: Digest | None, *, whole: bool) -> Seen:
    """Look at a file: at every byte, or a glance."""
    before = _signature(str(path))
    return Seen((look if whole else glance)(path, table, kept), before)


class Watch:
    """What one process knows of its files. What is as it was, is not looked at again. Not safe to share between threads."""

    def __init__(self) -> None:
        self.came_back = 0
        """How often a file that had become another one was good: what was read of it meanwhile may not be right."""
        self._seen: dict[str, Seen] = {}
        """By path as text: a `Path` as a key costs three times as much, and there are thousands."""
        self._compare_at = 0.0

    def problem(self, path: Path, table: str, kept: Digest | None) -> str:
        """Why the file cannot be used. One that is not what it was before is read whole."""
        known = self._seen.get(key := str(path))
        if known is None:
            known = self._seen[key] = seen(path, table, kept, whole=False)
        elif not known.is_still_so(_signature(key)):
            known = self._seen[key] = seen(path, table, kept, whole=True)
            self.came_back += not known.reason
        return known.reason

    def note(self, found: dict[Path, Seen]) -> None:
        """What looks elsewhere told."""
        self._seen |= {str(path): one for path, one in found.items()}

    def is_time(self) -> bool:
        """Whether it is time to compare again."""
        return time.monotonic() >= self._compare_at

    def now(self) -> None:
        """Let it be time."""
        self._compare_at = 0.0

    def has_changed(self, paths: Iterable[Path]) -> bool:
        """Whether one of these files is not what it was when it was looked at. Asks the disk for sizes and times only."""
        began = time.monotonic()
        changed = any(
            not known.is_still_so(_signature(key)) for key in map(str, paths) if (known := self._seen.get(key))
        )
        ended = time.monotonic()
        self._compare_at = ended + max(LOOK_EVERY, LOOK_SHARE * (ended - began))
        return changed


def _signature(path: str) -> Signature:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
