"""How processes tell each other what they changed in a store, so that nobody lists everything each second.

Each process has one small file `changes/<writer>` with its latest changes, numbered; it writes that file again after each
change. Others list that folder, and read the files of which the fingerprint changed. Whoever missed numbers, or is told of
nothing because a process was killed before it could tell, finds out by listing everything. No clock is compared.
"""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from monitor.store.remote import Item

FOLDER = "changes/"
MOST_TOLD = 400
"""Changes in a file; who missed more lists everything."""
KEPT = timedelta(days=1)


class Change(NamedTuple):
    """A file that came (with its size) or went."""

    path: str
    size: int
    is_gone: bool


class Files(Protocol):
    """What is needed of a store here."""

    def list(self, prefix: str) -> Iterable[Item]: ...
    def get(self, path: str) -> bytes: ...
    def put(self, path: str, content: bytes) -> None: ...
    def delete(self, path: str) -> None: ...


class Telling:
    """What this process changed. Safe to share between threads."""

    def __init__(self) -> None:
        self.writer = uuid.uuid4().hex
        self._lock = threading.Lock()
        self._number = self._told = 0
        self._latest: list[tuple[int, Change]] = []

    def note(self, changes: Iterable[Change]) -> None:
        with self._lock:
            for change in changes:
                self._number += 1
                self._latest.append((self._number, change))
            self._latest = self._latest[-MOST_TOLD:]

    def tell(self, files: Files) -> None:
        """Write what was changed since the last time; nothing when nothing was. Raises OSError, and may be done again."""
        with self._lock:
            number, latest = self._number, [[n, *change] for n, change in self._latest]
        if number > self._told:
            files.put(FOLDER + self.writer, json.dumps(latest).encode())
            self._told = number


class Hearing:
    """What other processes changed. For one thread."""

    def __init__(self, own: str) -> None:
        self._own = own
        self._known: dict[str, tuple[str, int]] = {}
        """Per writer the fingerprint of its file, and the last number that was heard."""

    def news(self, files: Files) -> tuple[list[Change], bool]:
        """What was told since the last call, oldest first per writer, and whether something was missed."""
        news: list[Change] = []
        missed = False
        there = {}
        for item in files.list(FOLDER):
            writer = item.path.removeprefix(FOLDER)
            etag, last = there[writer] = self._known.get(writer, ("", 0))
            if writer == self._own or etag == item.etag:
                continue
            try:
                told = _read(files.get(item.path))
            except FileNotFoundError:
                continue
            missed = missed or (bool(told) and told[0][0] > last + 1)
            news += [change for number, change in told if number > last]
            there[writer] = (item.etag, max([last, *(number for number, _ in told)]))
        self._known = there
        return news, missed


def tidy(files: Files, now: datetime) -> None:
    """Take away what processes told that are long gone. One that still runs writes its file again with its next change."""
    limit = (now - KEPT).isoformat()
    for item in files.list(FOLDER):
        if item.modified and item.modified < limit:
            files.delete(item.path)


def _read(content: bytes) -> list[tuple[int, Change]]:
    """The numbered changes in a file; none when it is not of our making."""
    try:
        return [(int(n), Change(str(path), int(size), bool(is_gone))) for n, path, size, is_gone in json.loads(content)]
    except (ValueError, TypeError):
        return []
