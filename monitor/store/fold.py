"""From the entries of a workspace's log to what counts: a pure fold, the same in whatever process it is done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.store.damage import LOOSE, NEEDED, RETIRED, SPARE, DamagedFile, Digest
from monitor.store.state import ACTIVE, Change, Dataset, SetAside

Names = Mapping[str, list[str]]
"""The names of files by table."""
Problem = Callable[[str, str], str]
"""Why a file (table, name) cannot be used; empty when it can."""
NOT_AN_ENTRY = (ValueError, KeyError, TypeError, AttributeError)


@dataclass
class Fold:
    """Entries applied one by one. `latest` has of each data set its newest revision and its own files, in whatever order
    the entries came: a clock that was set back may have given a later revision an earlier name."""

    latest: dict[str, tuple[Dataset, Names]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    mappings: dict[tuple[str, str], str] = field(default_factory=dict)
    digests: dict[tuple[str, str], Digest] = field(default_factory=dict)
    _own: dict[str, tuple[int, Names]] = field(default_factory=dict)
    """Of each data set the newest revision that brought files, and those files."""
    _told: set[tuple[str, str]] = field(default_factory=set)
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
            table, output = entry["table"], entry["output"]
            self._tell({table: [output]})
            self._compactions.append((table, frozenset(entry["inputs"]), output))
        elif kind != "mapping":
            raise ValueError(kind)
        self.mappings.update(mappings)
        self.digests.update(digests)

    def _dataset(self, entry: Mapping[str, Any]) -> None:
        dataset, at, files = Dataset(**entry["dataset"]), entry["at"], entry["files"]
        key, number = dataset.dataset_id, dataset.revision
        if files is not None:
            told = self._tell(files)
            if number > self._own.get(key, (0, {}))[0]:
                self._own[key] = number, told
        own = self._own.get(key, (0, {}))[1]
        known = self.latest.get(key)
        if known and known[0].revision >= number:
            self.latest[key] = known[0], own
            return
        self.latest[key] = dataset, own
        self.changes.append(Change(at, dataset.status, dataset))

    def _tell(self, files: Mapping[str, Any]) -> Names:
        """The names of files by table, as an entry has them. Raises ValueError for a name that would lead elsewhere."""
        found = {str(table): [str(name) for name in names] for table, names in files.items()}
        if any("/" in word or word.startswith(".") for table, names in found.items() for word in (table, *names)):
            raise ValueError(files)
        self._told |= {(table, name) for table, names in found.items() for name in names}
        return found

    def files(self) -> list[tuple[str, str]]:
        """Every file (table, name) that an entry ever told of, counting or not."""
        return sorted(self._told)

    def live(self, problem: Problem) -> tuple[dict[str, tuple[str, ...]], tuple[DamagedFile, ...]]:
        """The files that count by table, and those that should but are damaged.

        A merged file counts while all the files that it was made of would. For a merged file that is damaged, those
        files count again: they are still there.
        """
        damaged: dict[tuple[str, str], str] = {}
        while True:
            files = self._counting(damaged)
            places = [(table, name) for table, names in files.items() for name in names]
            fresh = {place: reason for place in places if place not in damaged and (reason := problem(*place))}
            damaged |= fresh
            if not fresh.keys() & {(table, output) for table, _, output in self._compactions}:
                break
        good = {t: tuple(sorted(n for n in names if (t, n) not in damaged)) for t, names in files.items()}
        return good, self._costs(damaged, good)

    def _costs(
        self, damaged: Mapping[tuple[str, str], str], good: Mapping[str, tuple[str, ...]]
    ) -> tuple[DamagedFile, ...]:
        """What each damaged file costs; `good` are the names of the files that count by table."""
        if not damaged:
            return ()
        owner = {(table, name): d for d, files in self.latest.values() for table in files for name in files[table]}
        made_of = {(table, output): inputs for table, inputs, output in self._compactions}
        found = []
        for (table, name), reason in sorted(damaged.items()):
            if dataset := owner.get((table, name)):
                cost = NEEDED if dataset.status == ACTIVE else RETIRED
                found.append(DamagedFile(table, name, reason, cost, dataset.name))
            else:
                counting = good.get(table, ())
                can_be_merged = len(counting) > 1 and not made_of[table, name].isdisjoint(counting)
                found.append(DamagedFile(table, name, reason, LOOSE if can_be_merged else SPARE))
        return tuple(found)

    def _counting(self, without: Collection[tuple[str, str]]) -> dict[str, set[str]]:
        """The files that would count by table, when these merged files were never made."""
        counting: dict[str, set[str]] = {}
        for _, files in self.latest.values():
            for table, names in files.items():
                counting.setdefault(table, set()).update(names)
        for table, inputs, output in self._compactions:
            those = counting.setdefault(table, set())
            if those >= inputs and (table, output) not in without:
                those -= inputs
                those.add(output)
        return counting

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
