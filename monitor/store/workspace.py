"""The append-only workspace: Parquet files under tables/, and a log of small JSON entries that says which count.

Nothing is overwritten: every file has a name of its own. An import writes its files first and its log entry last
(temporary name, synced, renamed), so a kill at any moment leaves the workspace as it was or with the whole import. Several
processes may write: the state is a pure fold over the set of entries, the newest revision of a data set wins, and a
compaction counts only while all the files that it merged would. A file that is damaged later on stays where it is; the
data set that needs it is set aside, and the rest keeps working. What a running process notices of that, and when, stands
in `monitor.store.damage`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import shutil
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.store import actor
from monitor.store import place as places
from monitor.store.damage import Digest, Watch, digest_of, look, seen
from monitor.store.fold import NOT_AN_ENTRY, Fold
from monitor.store.state import ACTIVE, RETIRED, Change, Dataset, SetAside, State

__all__ = ["ACTIVE", "RETIRED", "Change", "Dataset", "SetAside", "State", "Workspace"]

log = logging.getLogger("kwaliteit")
READ_EVERY = 60.0
"""Seconds between two searches through every byte after errors."""
Words = Mapping[tuple[str, str], str]
"""What words mean: (kind, spelling) -> code; kind is care_type, measure, period or column:TABLE."""


class Workspace:
    """A folder with a user's own data. Created when first written to; an absent folder is an empty workspace.

    Safe to share between threads. Entries of the log never change, so each is read once, and the state is put together
    again only when there are others.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = places.of(folder)
        self._lock = threading.Lock()
        self._read: dict[str, dict[str, Any] | None] = {}
        self._watch = Watch()
        self._last: tuple[list[str], State, Fold] | None = None
        self._searching = threading.Lock()
        self._search_at = 0.0

    @property
    def tables(self) -> Path:
        return self.folder / "tables"

    # ------------------------------------------------------------------------------------------------------- reading

    def state(self) -> State:
        """What counts now, folded from the log. What cannot be read is named, not fatal. The same object while it is so.

        Whether files are what they were is asked of the disk as well, about once a second.
        """
        return self._known()[0]

    def is_whole(self, dataset_id: str) -> bool:
        """Whether a data set counts and every byte that it may need is as it was kept; what is not, is set aside."""
        state = self.state()
        if dataset_id not in state.datasets:
            return False
        self.look_deeper()
        return dataset_id in self.state().datasets

    def admits(self, origin: str, municipality: str) -> bool:
        """Whether lists of this municipality may be read in here, and compared with what is there already."""
        return True

    def need_admission(self, origin: str, municipality: str) -> None:
        """Raises PermissionError, with a Dutch text, when lists of this municipality may not be read in here."""

    def look_deeper(self) -> bool:
        """Read every byte of the files that count. Whether that showed damage that was not known: then the state is new."""
        state, fold = self._known()
        found = {
            path: seen(path, table, fold.digests.get((table, path.name)), whole=True)
            for table, paths in state.files.items()
            for path in paths
        }
        is_new = any(one.reason for one in found.values())
        with self._lock:
            self._watch.note(found)
            if is_new:
                self._last = None
        return is_new

    def sets_damage_aside(self, began: State) -> bool:
        """After an error while `began` was read: whether other files count now, so that a next try can go well.

        Sizes and times are compared at once; every byte is read once a minute at most. Who comes meanwhile waits for it.
        """
        with self._searching:
            with self._lock:
                self._watch.now()
            if self.state().fingerprint != began.fingerprint:
                return True
            if time.monotonic() < self._search_at:
                return False
            self._search_at = time.monotonic() + READ_EVERY
            return self.look_deeper()

    def digests(self) -> dict[Path, Digest | None]:
        """Every Parquet file that an entry of the log tells of, counting or not, with its digest when that was kept."""
        fold = self._known()[1]
        return {self.tables / table / name: fold.digests.get((table, name)) for table, name in fold.files()}

    def log_entries(self) -> list[dict[str, Any]]:
        """Every readable entry of the log, oldest first: what was changed, when, and by whom when that is known."""
        names = self._names()
        with self._lock:
            self._folded(names)
            return [entry for name in names if (entry := self._read[name]) is not None]

    def _known(self) -> tuple[State, Fold]:
        names = self._names()
        with self._lock:
            if self._last is None or self._last[0] != names or self._has_changed(self._last[1]):
                fold, unreadable = self._folded(names)
                self._last = names, self._state(fold, unreadable), fold
            return self._last[1:]

    def _has_changed(self, state: State) -> bool:
        """Whether a file is not what it was, or an entry of the log may be readable now. Asked once a second. Under the lock."""
        if not self._watch.is_time():
            return False
        files = [path for paths in state.files.values() for path in paths]
        damaged = [self.folder / file.place for file in state.damaged]
        return self._watch.has_changed([*files, *damaged]) or bool(state.unreadable)

    def _state(self, fold: Fold, unreadable: Sequence[str]) -> State:
        def problem(table: str, name: str) -> str:
            return self._watch.problem(self.tables / table / name, table, fold.digests.get((table, name)))

        files, damaged = fold.live(problem)
        aside = fold.set_aside(damaged)
        gone = {one.dataset.dataset_id for one in aside}
        return State(
            {key: d for key, (d, _) in fold.latest.items() if d.status == ACTIVE and key not in gone},
            {table: tuple(self.tables / table / name for name in names) for table, names in files.items()},
            fold.mappings, tuple(fold.changes), tuple(unreadable), aside, damaged, self._watch.came_back,
        )  # fmt: skip

    def _names(self) -> list[str]:
        """The entries of the log, oldest first."""
        try:
            with os.scandir(self.folder / "log") as found:
                return sorted(e.name for e in found if e.name.endswith(".json"))
        except FileNotFoundError:
            return []

    def _folded(self, names: Sequence[str]) -> tuple[Fold, list[str]]:
        """These log entries applied in order, and the names of those that could not be read. Under the lock."""
        fold, unreadable = Fold(), []
        for name in names:
            if self._read.get(name) is None:
                self._read[name] = _loaded(self.folder / "log" / name)
            entry = self._read[name]
            try:
                if entry is None:
                    raise ValueError(name)
                fold.apply(entry)
            except NOT_AN_ENTRY:
                unreadable.append(name)
        return fold, unreadable

    # ------------------------------------------------------------------------------------------------------- writing

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder inside the workspace to prepare files in; gone afterwards, whatever happens."""
        folder = self.folder / "staging" / uuid.uuid4().hex
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def clear_staging(self, older_than_seconds: float = 86_400) -> None:
        """Remove what imports that were killed left behind; a running import is never that old."""
        limit = datetime.now(UTC).timestamp() - older_than_seconds
        for folder in self.folder.joinpath("staging").glob("*"):
            with contextlib.suppress(FileNotFoundError):  # another process clears too
                if folder.stat().st_mtime < limit:
                    shutil.rmtree(folder, ignore_errors=True)

    def add(self, dataset: Dataset, staged: Mapping[str, Sequence[Path]], words: Words | None = None) -> Dataset:
        """Keep a data set: move its staged Parquet files (per table) into place, then write the log entry that counts.

        A data set that is there already is left as it is; one that was retired comes back; one that was set aside gets
        the files staged here. `words` are remembered with it, in the same entry. Returns the data set as kept. Raises
        OSError when it could not be kept, and then nothing of it counts.
        """
        state, fold = self._known()
        known, files = fold.latest.get(dataset.dataset_id, (None, {}))
        if known and dataset.dataset_id in state.datasets:
            self.remember(words or {})
            return known
        entry = Dataset(
            **{**asdict(dataset), "imported_at": self._now(), "revision": known.revision + 1 if known else 1}
        )
        told = {"kind": "dataset", "dataset": asdict(entry), "mappings": _listed(words or {})}
        if known and not any(
            look(self.tables / table / name, table, fold.digests.get((table, name)))
            for table, names in files.items()
            for name in names
        ):
            self._log({**told, "files": None})
            return entry
        unique = uuid.uuid4().hex[:8]
        named = {
            table: {f"{dataset.dataset_id}-{unique}-{number:03d}.parquet": path for number, path in enumerate(paths)}
            for table, paths in staged.items()
        }
        self._log({**told, "files": {table: list(names) for table, names in named.items()}}, named)
        return entry

    def retire(self, dataset_id: str, note: str = "") -> Dataset:
        """Take a data set out of everything that counts; its files stay. Raises KeyError when it is not active."""
        known, _ = self._known()[1].latest.get(dataset_id, (None, {}))
        if known is None or known.status != ACTIVE:
            raise KeyError(dataset_id)
        gone = Dataset(**{**asdict(known), "revision": known.revision + 1, "status": RETIRED, "note": note})
        self._log({"kind": "dataset", "dataset": asdict(gone), "files": None})
        return gone

    def remember(self, mappings: Words) -> None:
        """Keep what words mean."""
        if mappings:
            self._log({"kind": "mapping", "mappings": _listed(mappings)})

    def compacted(self, table: str, inputs: Sequence[Path], output: Path) -> None:
        """Let one merged file stand in for the files that it was made of. It is moved into place first."""
        name = f"c-{uuid.uuid4().hex[:16]}.parquet"
        self._log(
            {"kind": "compact", "table": table, "inputs": sorted(p.name for p in inputs), "output": name},
            {table: {name: output}},
        )

    def _log(self, entry: Mapping[str, Any], placing: Mapping[str, Mapping[str, Path]] | None = None) -> None:
        """Write an entry; it counts from then on. `placing`: files to move into place first, table -> name -> file."""
        files = {(table, name): file for table, named in (placing or {}).items() for name, file in named.items()}
        digests: dict[str, dict[str, list[int | str]]] = {}
        for (table, name), file in files.items():
            found = digest_of(file)
            digests.setdefault(table, {})[name] = [found.size, found.sha256]
        at = self._now()
        told = {"at": at, **_by(), **entry, **({"digests": digests} if digests else {})}
        content = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")
        path = f"log/{re.sub(r'[-:.]', '', at)}-{uuid.uuid4().hex[:8]}.json"
        moved: list[str] = []
        try:
            for (table, name), file in files.items():
                moved.append(f"tables/{table}/{name}")
                self.place.keep_file(moved[-1], file)
            self.place.keep(path, content)
        except OSError:
            if not self._was_kept(path, content, moved):
                raise

    def _now(self) -> str:
        return places.moment_after(self._names(), self.place.now())

    def _was_kept(self, path: str, content: bytes, moved: Sequence[str]) -> bool:
        """After an error: whether the entry counts all the same, because only the answer about it was lost.

        Files of which the entry was not kept are removed; when that is not certain they stay, and do not count.
        """
        with contextlib.suppress(OSError):
            if self._holds(path, content):
                with contextlib.suppress(OSError):
                    self.place.keep(path, content)  # once more, so that it is on the disk, and in a copy, as well
                log.warning("%s was kept, although writing it ended in an error", path, exc_info=True)
                return True
            self.place.remove(moved)
        return False

    def _holds(self, path: str, content: bytes) -> bool:
        try:
            return self.place.holds(path, content)
        except FileNotFoundError:
            return False


def _by() -> dict[str, str]:
    who = actor.current()
    return {"actor": who} if who else {}


def _listed(words: Words) -> list[list[str]]:
    return [[*key, code] for key, code in sorted(words.items())]


def _loaded(path: Path) -> dict[str, Any] | None:
    """One log entry; None for what is no JSON object, or cannot be read just now."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
