"""Small changes by hand, one file each: settings of a year, drafts, edits of actions, decisions, tags.

A stream is a folder `journal/<stream>/` of the workspace. A change is a JSON file with a name that sorts by time, kept by
the workspace's place (`monitor.store.place`): when `append` has returned, the change is there after a kill at any moment,
and a half-written one never counts. Nothing is overwritten and several processes may write at once. Readers fold the entries
in the order of their names; what cannot be read, or was not written by `append`, is left out and named by `unreadable`.
"""

from __future__ import annotations

import json
import os
import re
import threading
import uuid
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from monitor.store import actor
from monitor.store import place as places

Entry = dict[str, Any]
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,80}(/[A-Za-z0-9_-]{1,80})?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class Journal:
    """The streams of one workspace. Safe to share between threads; entries that were read are kept in memory."""

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace / "journal"
        self.place = places.of(workspace)
        self._lock = threading.Lock()
        self._read: dict[str, dict[str, Entry | None]] = {}
        self._broken: dict[str, list[str]] = {}
        self._mended: Counter[str] = Counter()
        """How often a file of a stream could be read that could not be before."""

    def append(self, stream: str, entry: Entry) -> Entry:
        """Keep one change for ever; it gets `at` (UTC), `entry_id` and, when known, `actor`.

        Raises OSError when it could not be kept.
        """
        self._folder(stream)
        at = places.moment_after(self._names(stream), self.place.now())
        name = f"{re.sub(r'[-:.]', '', at)}-{uuid.uuid4().hex[:8]}"
        who = actor.current()
        kept = {**entry, **({"actor": who} if who else {}), "at": at, "entry_id": name}
        self.place.keep(_path(stream, name), _content(kept))
        return kept

    def holds(self, stream: str, kept: Entry) -> bool:
        """Whether an entry, as `append` returned it, reads back from where it counts. Raises OSError when it cannot."""
        return self.place.holds(_path(stream, kept["entry_id"]), _content(kept))

    def remove(self, stream: str, entry_ids: Iterable[str]) -> None:
        """Take away entries that a later entry of the same stream holds whole. The only thing that ever removes."""
        self._folder(stream)
        self.place.remove([_path(stream, name) for name in entry_ids])

    def claim(self, stream: str) -> bool:
        """Reserve a stream that is not there yet; False when it is. Of all processes that try at once, one gets it."""
        return not self._folder(stream).exists() and self.place.claim(f"journal/{stream}")

    def turn(self, stream: str, number: int) -> AbstractContextManager[bool]:
        """A context manager: True when no other process tidies this stream now. `number`: how often it was done before."""
        self._folder(stream)
        return self.place.turn(f"journal/{stream}", number)

    def entries(self, stream: str) -> list[Entry]:
        """All readable entries of a stream, oldest first. A stream that nobody wrote to has none."""
        return [entry for entry in self._all(stream).values() if entry is not None]

    def unreadable(self, stream: str) -> list[str]:
        """The names of files that are no entry: damaged, or put there by something else."""
        return [name for name, entry in self._all(stream).items() if entry is None]

    def streams(self, prefix: str) -> list[str]:
        """The streams under a prefix: "drafts" gives "drafts/<id>" for every draft."""
        folder = self._folder(prefix)
        return [f"{prefix}/{p.name}" for p in sorted(folder.iterdir()) if p.is_dir()] if folder.is_dir() else []

    def all_streams(self) -> list[str]:
        """Every stream that there is, those under a prefix too."""
        if not self.folder.is_dir():
            return []
        first = [p.name for p in sorted(self.folder.iterdir()) if p.is_dir() and NAME.fullmatch(p.name)]
        return [stream for name in first for stream in (name, *self.streams(name)) if NAME.fullmatch(stream)]

    def fingerprint(self, *streams: str) -> str:
        """Changes whenever an entry is added to one of these streams, or can be read that could not be."""
        for stream in streams:
            if self._broken.get(stream):
                self._all(stream)
        return "|".join(f"{stream}:{len(names)}:{self._mended[stream]}:{names[-1] if names else ''}"
                        for stream in streams for names in [self._names(stream)])  # fmt: skip

    def _folder(self, stream: str) -> Path:
        if not NAME.fullmatch(stream):
            raise ValueError(stream)
        return self.folder / stream

    def _names(self, stream: str) -> list[str]:
        try:
            with os.scandir(self._folder(stream)) as found:
                return sorted(e.name for e in found if e.name.endswith(".json"))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _all(self, stream: str) -> dict[str, Entry | None]:
        """Every file of a stream, by name. What could not be read is tried again: the disk may have been busy."""
        names = self._names(stream)
        with self._lock:
            known = self._read.get(stream, {})
            fresh = {name: known.get(name) or self._load(stream, name) for name in names}
            self._mended[stream] += sum(fresh.get(name) is not None for name in self._broken.get(stream, ()))
            self._broken[stream] = [name for name, entry in fresh.items() if entry is None]
            self._read[stream] = fresh
            return fresh

    def _load(self, stream: str, name: str) -> Entry | None:
        try:
            found = json.loads(self._folder(stream).joinpath(name).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) and _is_entry(found) else None


def _path(stream: str, name: str) -> str:
    return f"journal/{stream}/{name}.json"


def _content(entry: Entry) -> bytes:
    return json.dumps(entry, ensure_ascii=False).encode("utf-8")


def _is_entry(found: Entry) -> bool:
    """Whether `append` wrote this."""
    return isinstance(found.get("entry_id"), str) and bool(MOMENT.fullmatch(str(found.get("at"))))
