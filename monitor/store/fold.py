"""From the entries of a workspace's log to what counts: a pure fold, the same in whatever process it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.store.damage import DamagedFile, Digest
from monitor.store.state import ACTIVE, Change, Dataset, SetAside

Names = Mapping[str, list[str]]
"""The names of files by table."""
Problem = Callable[[str, str], str]
"""Why a file (table, name) cannot be used; empty when it can."""
NOT_AN_ENTRY = (ValueError, KeyError, TypeError, AttributeError)


@dataclass
class Fold:
    """Entries applied in order. `latest` has of each data set its newest revision and its own files."""

    latest: dict[str, tuple[Dataset, Names]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    mappings: dict[tuple[str, str], str] = field(default_factory=dict)
    digests: dict[tuple[str, str], Digest] = field(default_factory=dict)
    _compactions: list[tuple[str, frozenset[str], str]] = field(default_factory=list)

    def apply(self, entry: Mapping[str, Any]) -> None:
        """One log entry on what came before. Raises one of NOT_AN_ENTRY for what is not of a known shape."""
        kind = entry["kind"]
        mappings = {(what, word): code for what, word, code in entry.get("mappings") or ()}
        digests = {
            (table, name): Digest(int(size), str(sha256))
            for table, names in (entry.get("digests") or {}).items()
            for name, (size, sha256) in names.items()
        }
        if kind == "dataset":
            self._dataset(entry)
        elif kind == "compact":
            names = _names({entry["table"]: [*entry["inputs"], entry["output"]]})
            self._compactions.append((entry["table"], frozenset(entry["inputs"]), names[entry["table"]][-1]))
        elif kind != "mapping":
            raise ValueError(kind)
        self.mappings.update(mappings)
        self.digests.update(digests)

    def _dataset(self, entry: Mapping[str, Any]) -> None:
        dataset = Dataset(**entry["dataset"])
        known = self.latest.get(dataset.dataset_id)
        if known and known[0].revision >= dataset.revision:
            return
        files = _names(entry["files"]) if entry["files"] is not None else (known[1] if known else {})
        self.latest[dataset.dataset_id] = dataset, files
        self.changes.append(Change(entry["at"], dataset.status, dataset))

    def files(self) -> list[tuple[str, str]]:
        """Every file (table, name) of every data set in its newest revision, and every merged file."""
        own = {(table, name) for _, files in self.latest.values() for table, names in files.items() for name in names}
        return sorted(own | {(table, output) for table, _, output in self._compactions})

    def live(self, problem: Problem) -> tuple[dict[str, tuple[str, ...]], tuple[DamagedFile, ...]]:
        """The files that count by table, and those that should but are damaged.

        A merged file counts while all the files that it was made of would. For a merged file that is damaged, those
        files count again: they are still there.
        """
        counting: dict[str, set[str]] = {}
        for _, files in self.latest.values():
            for table, names in files.items():
                counting.setdefault(table, set()).update(names)
        merged: dict[tuple[str, str], frozenset[str]] = {}
        for table, inputs, output in self._compactions:
            those = counting.setdefault(table, set())
            if those >= inputs:
                those -= inputs
                those.add(output)
                merged[table, output] = inputs
        damaged = []
        files_of: dict[str, tuple[str, ...]] = {}
        for table, those in counting.items():
            good, waiting = [], sorted(those)
            while waiting:
                name = waiting.pop()
                if reason := problem(table, name):
                    damaged.append(DamagedFile(table, name, reason))
                    waiting += merged.pop((table, name), ())
                else:
                    good.append(name)
            files_of[table] = tuple(sorted(good))
        return files_of, tuple(sorted(damaged, key=lambda file: file.place))

    def set_aside(self, damaged: Iterable[DamagedFile]) -> tuple[SetAside, ...]:
        """The active data sets of which one of these files is needed: a data set counts whole or not at all."""
        by_place = {(file.table, file.name): file for file in damaged}
        found = []
        for dataset, files in self.latest.values():
            own = [(table, name) for table, names in files.items() for name in names]
            bad = tuple(by_place[place] for place in own if place in by_place)
            if bad and dataset.status == ACTIVE:
                found.append(SetAside(dataset, bad))
        return tuple(found)


def _names(told: Mapping[str, Any]) -> Names:
    """The names of files by table as the log tells them. Raises ValueError for one that would lead elsewhere."""
    found = {str(table): [str(name) for name in names] for table, names in told.items()}
    if any("/" in word or word.startswith(".") for table, names in found.items() for word in (table, *names)):
        raise ValueError(told)
    return found
