"""Where the files of a workspace are kept: on disk, or in a store elsewhere with a copy on disk (`monitor.store.mirror`).

Readers read files on disk in both cases; whoever writes does it here. What a method was given counts when it has returned,
after a kill at any moment; it raises OSError when that is not so. A path is relative to the workspace, with slashes.
"""

from __future__ import annotations

import fcntl
import os
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Place(Protocol):
    """How the files of one workspace are written. Safe to share between threads; other processes may write as well."""

    def now(self) -> str:
        """The moment in UTC, as ISO text with microseconds (sorts as text), by a clock that all writers share."""

    def keep(self, path: str, content: bytes) -> None:
        """Keep a file whole. One with this name is replaced; only settings that people edit ever are."""

    def keep_file(self, path: str, source: Path) -> None:
        """Move a file of this machine into the workspace."""

    def remove(self, paths: Iterable[str]) -> None:
        """Take files away; those that are not there are fine."""

    def claim(self, path: str) -> bool:
        """Make a folder that nobody made before; False when somebody did. Of all processes one gets it."""

    def turn(self, path: str, number: int) -> AbstractContextManager[bool]:
        """Whether this process may do what one at a time may do in this folder, as a context manager of a bool.

        `number` counts what was done there: a turn is given out once where a lock cannot be seen by everybody.
        """

    def holds(self, path: str, content: bytes) -> bool:
        """Whether the file reads back as this content from where it counts."""

    def notice(self) -> str:
        """What users must know before they rely on what they see, in Dutch; empty when all is well."""


class Disk:
    """A workspace in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def now(self) -> str:
        return utc_text(datetime.now(UTC))

    def keep(self, path: str, content: bytes) -> None:
        target = self.folder / path
        make_folder(target.parent)
        unfinished = target.with_name(f"{target.stem}.{uuid.uuid4().hex[:8]}.tmp")
        try:
            unfinished.write_bytes(content)
            sync(unfinished)
            os.replace(unfinished, target)
            sync(target.parent)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    def keep_file(self, path: str, source: Path) -> None:
        target = self.folder / path
        make_folder(target.parent)
        sync(source)
        os.replace(source, target)
        sync(target.parent)

    def remove(self, paths: Iterable[str]) -> None:
        for path in paths:
            (self.folder / path).unlink(missing_ok=True)

    def claim(self, path: str) -> bool:
        try:
            (self.folder / path).mkdir(parents=True)
        except FileExistsError:
            return False
        return True

    @contextmanager
    def turn(self, path: str, number: int) -> Iterator[bool]:
        """One process of this machine at a time. The system lets go of the lock when a process dies."""
        handle = os.open(self.folder / path / "merging.lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
        finally:
            os.close(handle)

    def holds(self, path: str, content: bytes) -> bool:
        return (self.folder / path).read_bytes() == content

    def notice(self) -> str:
        return ""


_elsewhere: dict[Path, Place] = {}


def register(folder: Path, place: Place) -> None:
    """From now on whoever opens this folder writes through this place."""
    _elsewhere[folder] = place


def of(folder: Path) -> Place:
    """The place of the workspace that is read in this folder."""
    return _elsewhere.get(folder) or Disk(folder)


def make_folder(folder: Path) -> None:
    """Make a folder that is there after a power cut too."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync(folder.parent)


def utc_text(moment: datetime) -> str:
    """A moment in UTC as ISO text with microseconds; sorts as text."""
    return moment.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def moment_after(names: Sequence[str], now: str) -> str:
    """Now, but never before the newest of these entries: a clock that was set back does not make a new entry an old one.

    `names` are the files of the entries, oldest first: they begin with their moment, without its signs.
    """
    newest = re.match(r"\d{8}T\d{12}(?=Z-)", names[-1]) if names else None
    if newest is None or re.sub(r"[-:.Z]", "", now) > newest[0]:
        return now
    return utc_text(datetime.strptime(newest[0], "%Y%m%dT%H%M%S%f") + timedelta(microseconds=1))


def sync(path: Path) -> None:
    """Force a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
