"""What counts in a workspace at one moment, as records."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from monitor.store.damage import DamagedFile

ACTIVE, RETIRED = "active", "retired"
NOT_WHOLE = "onvolledig"
"""Ends the data version as long as something is set aside: figures with that version miss something."""


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

    @property
    def name(self) -> str:
        """What people call it."""
        return self.label or self.file_name or self.dataset_id


@dataclass(frozen=True, slots=True)
class Change:
    """One change of what counts: a data set that came or went."""

    at: str
    kind: str
    dataset: Dataset


@dataclass(frozen=True, slots=True)
class SetAside:
    """A data set that was kept and does not count now, whole as it was, because these files of it are damaged."""

    dataset: Dataset
    files: tuple[DamagedFile, ...]


@dataclass(frozen=True)
class State:
    """What counts now: active data sets, the files of each table, remembered mappings, and how it came about.

    `unreadable` names entries of the log that say nothing (any more). `set_aside` are the data sets that miss a file.
    `damaged` are all files that were needed and are damaged, each with what that costs: those of the data sets set aside,
    those of retired data sets, and merged files for which the files that they were made of count again.
    """

    datasets: dict[str, Dataset]
    files: dict[str, tuple[Path, ...]]
    mappings: dict[tuple[str, str], str]
    changes: tuple[Change, ...] = ()
    unreadable: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    damaged: tuple[DamagedFile, ...] = ()
    came_back: int = 0
    """How often, in this process, a file that had become another one was good again."""

    @property
    def is_whole(self) -> bool:
        """Whether everything that was kept counts."""
        return not self.set_aside and not self.unreadable

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
            return self.marked("leeg")
        digest = hashlib.sha256("|".join(sorted(self.datasets)).encode()).hexdigest()[:6]
        return self.marked(f"{max(d.imported_at for d in self.datasets.values())[:10]}-{digest}")

    def marked(self, version: str) -> str:
        """The data version, saying so when it is not whole."""
        return version if self.is_whole else f"{version}-{NOT_WHOLE}"

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever a query may answer otherwise: other data sets, other files, or a file that came back."""
        names = [*sorted(self.datasets), *sorted(str(p) for paths in self.files.values() for p in paths)]
        names += [str(self.came_back)] if self.came_back else []
        return hashlib.sha256("|".join(names).encode()).hexdigest()[:16]

    def ids(self, *, origin: str | None = None, kind: str | None = None) -> list[str]:
        return sorted(
            d.dataset_id
            for d in self.datasets.values()
            if (origin is None or d.origin == origin) and (kind is None or d.kind == kind)
        )
