"""The append-only workspace: Parquet files under tables/, and a log of small JSON entries that says which count.

Nothing is overwritten. An import writes its files first and its log entry last (temporary name, synced, renamed), so a
kill at any moment leaves the workspace as it was or with the whole import. Several processes may write: the state is a
pure fold over the set of entries, the newest revision of a data set wins, and a compaction counts only while all the
files that it merged still count.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from monitor.store import actor

ACTIVE, RETIRED = "active", "retired"


@dataclass(frozen=True, slots=True)
class Dataset:
    """One import. `dataset_id` follows from the content, so the same content twice is the same data set."""

    dataset_id: str
    kind: str
    origin: str
    label: str
    file_name: str
    n_rows: int
    imported_at: str = ""
    revision: int = 1
    status: str = ACTIVE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of what counts: a data set that came or went."""

    at: str
    kind: str
    dataset: Dataset


@dataclass(frozen=True)
class State:
    """What counts now: active data sets, the files of each table, remembered mappings, and how it came about."""

    datasets: dict[str, Dataset]
    files: dict[str, tuple[Path, ...]]
    mappings: dict[tuple[str, str], str]
    changes: tuple[Change, ...] = ()
    unreadable: tuple[str, ...] = ()

    @cached_property
    def before_last(self) -> frozenset[str]:
        """The data sets that counted before the last change."""
        if not self.changes:
            return frozenset(self.datasets)
        last = self.changes[-1]
        one = {last.dataset.dataset_id}
        return frozenset(self.datasets.keys() - one if last.kind == ACTIVE else self.datasets.keys() | one)

    @cached_property
    def version(self) -> str:
        """The data version: the day of the last change and a fingerprint of the active data sets; "leeg" when none."""
        if not self.datasets:
            return "leeg"
        digest = hashlib.sha256("|".join(sorted(self.datasets)).encode()).hexdigest()[:6]
        return f"{max(d.imported_at for d in self.datasets.values())[:10]}-{digest}"

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever a query may answer otherwise: other data sets, or other files."""
        names = [*sorted(self.datasets), *sorted(str(p) for paths in self.files.values() for p in paths)]
        return hashlib.sha256("|".join(names).encode()).hexdigest()[:16]

    def ids(self, *, origin: str | None = None, kind: str | None = None) -> list[str]:
        return sorted(
            d.dataset_id
            for d in self.datasets.values()
            if (origin is None or d.origin == origin) and (kind is None or d.kind == kind)
        )


@dataclass
class _Fold:
    latest: dict[str, tuple[Dataset, dict[str, list[str]]]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    compactions: list[dict[str, Any]] = field(default_factory=list)
    mappings: dict[tuple[str, str], str] = field(default_factory=dict)


class Workspace:
    """A folder with a user's own data. Created when first written to; an absent folder is an empty workspace.

    Safe to share between threads. Entries of the log never change, so each is read once, and the state is put together
    again only when there are others.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._read: dict[str, dict[str, Any] | None] = {}
        self._last: tuple[list[str], State] | None = None

    @property
    def tables(self) -> Path:
        return self.folder / "tables"

    # ------------------------------------------------------------------------------------------------------- reading

    def state(self) -> State:
        """What counts now, folded from the log. Unreadable entries are named, not fatal. The same object while it is so."""
        names = self._names()
        with self._lock:
            if self._last is None or self._last[0] != names:
                fold, unreadable = self._folded(names)
                datasets = {key: dataset for key, (dataset, _) in fold.latest.items() if dataset.status == ACTIVE}
                state = State(datasets, self._live_files(fold), fold.mappings, tuple(fold.changes), tuple(unreadable))
                self._last = (names, state)
            return self._last[1]

    def _live_files(self, fold: _Fold) -> dict[str, tuple[Path, ...]]:
        live: dict[str, set[str]] = {}
        for _, files in fold.latest.values():
            for table, names in files.items():
                live.setdefault(table, set()).update(names)
        for entry in fold.compactions:
            counting = live.setdefault(entry["table"], set())
            if counting.issuperset(entry["inputs"]):
                counting.difference_update(entry["inputs"])
                counting.add(entry["output"])
        return {table: tuple(self.tables / table / name for name in sorted(found)) for table, found in live.items()}

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
            if folder.stat().st_mtime < limit:
                shutil.rmtree(folder, ignore_errors=True)

    def add(self, dataset: Dataset, staged: Mapping[str, Sequence[Path]]) -> Dataset:
        """Keep a data set: move its staged Parquet files (per table) into place, then write the log entry that counts.

        A data set that is there already is left as it is; one that was retired comes back. Returns it as kept.
        """
        known = self._known(dataset.dataset_id)
        if known and known.status == ACTIVE:
            return known
        kept: dict[str, list[str]] = {}
        for table, files in staged.items():
            target = self.tables / table
            target.mkdir(parents=True, exist_ok=True)
            for number, file in enumerate(files):
                name = f"{dataset.dataset_id}-{number:03d}.parquet"
                sync(file)
                os.replace(file, target / name)
                kept.setdefault(table, []).append(name)
            sync(target)
        entry = Dataset(**{**asdict(dataset), "imported_at": now(), "revision": known.revision + 1 if known else 1})
        self._log({"kind": "dataset", "dataset": asdict(entry), "files": kept})
        return entry

    def retire(self, dataset_id: str, note: str = "") -> Dataset:
        """Take a data set out of everything that counts; its files stay. Raises KeyError when it is not active."""
        known = self._known(dataset_id)
        if known is None or known.status != ACTIVE:
            raise KeyError(dataset_id)
        gone = Dataset(**{**asdict(known), "revision": known.revision + 1, "status": RETIRED, "note": note})
        self._log({"kind": "dataset", "dataset": asdict(gone), "files": None})
        return gone

    def remember(self, mappings: Mapping[tuple[str, str], str]) -> None:
        """Keep what a word means: (kind, spelling) -> code; kind is care_type, measure, period or column:TABLE."""
        if mappings:
            self._log({"kind": "mapping", "mappings": [[*key, code] for key, code in sorted(mappings.items())]})

    def compacted(self, table: str, inputs: Sequence[Path], output: Path) -> None:
        """Let one merged file stand in for the files that it was made of. It is moved into place first."""
        name = f"c-{hashlib.sha256('|'.join(sorted(p.name for p in inputs)).encode()).hexdigest()[:16]}.parquet"
        sync(output)
        os.replace(output, self.tables / table / name)
        sync(self.tables / table)
        self._log({"kind": "compact", "table": table, "inputs": sorted(p.name for p in inputs), "output": name})

    def _known(self, dataset_id: str) -> Dataset | None:
        with self._lock:
            found = self._folded(self._names())[0].latest.get(dataset_id)
        return found[0] if found else None

    def _names(self) -> list[str]:
        """The entries of the log, oldest first."""
        try:
            with os.scandir(self.folder / "log") as found:
                return sorted(e.name for e in found if e.name.endswith(".json"))
        except FileNotFoundError:
            return []

    def _folded(self, names: Sequence[str]) -> tuple[_Fold, list[str]]:
        """These log entries applied in order, and the names of those that could not be read. Under the lock."""
        fold, unreadable = _Fold(), []
        for name in names:
            if name not in self._read:
                self._read[name] = _loaded(self.folder / "log" / name)
            entry = self._read[name]
            try:
                if entry is None:
                    raise ValueError(name)
                _apply(fold, entry)
            except (ValueError, KeyError, TypeError):
                unreadable.append(name)
        return fold, unreadable

    def _log(self, entry: dict[str, Any]) -> None:
        at = now()
        folder = self.folder / "log"
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{at.replace(':', '').replace('-', '').replace('.', '')}-{uuid.uuid4().hex[:8]}"
        unfinished = folder / f"{name}.tmp"
        unfinished.write_text(json.dumps({"at": at, **_by(), **entry}, ensure_ascii=False, indent=1), "utf-8")
        sync(unfinished)
        os.replace(unfinished, folder / f"{name}.json")
        sync(folder)


def _by() -> dict[str, str]:
    who = actor.current()
    return {"actor": who} if who else {}


def _loaded(path: Path) -> dict[str, Any] | None:
    """One log entry; None for what is no JSON object. Raises OSError when the file cannot be read just now."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _apply(fold: _Fold, entry: dict[str, Any]) -> None:
    """One log entry on the state so far. Raises on an entry that is not of a known shape."""
    kind = entry["kind"]
    if kind == "mapping":
        fold.mappings.update({(what, word): code for what, word, code in entry["mappings"]})
    elif kind == "compact":
        fold.compactions.append({key: entry[key] for key in ("table", "inputs", "output")})
    elif kind == "dataset":
        dataset = Dataset(**entry["dataset"])
        known = fold.latest.get(dataset.dataset_id)
        if known and known[0].revision >= dataset.revision:
            return
        files = entry["files"] if entry["files"] is not None else (known[1] if known else {})
        fold.latest[dataset.dataset_id] = (dataset, files)
        fold.changes.append(Change(entry["at"], dataset.status, dataset))
    else:
        raise ValueError(kind)


def now() -> str:
    """The moment in UTC, as ISO text with microseconds (sorts as text)."""
    return datetime.now(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def sync(path: Path) -> None:
    """Force a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
