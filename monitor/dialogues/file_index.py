"""Which municipalities, years and data sets each Parquet file holds, told by its footer, so that others are not opened.

A file never changes once it counts, so each footer is read once in a process. A workspace of a whole country has thousands
of files of which one page needs seven.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

COLUMNS = ("dataset_id", "origin", "municipality", "dialogue_year")
Range = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """Lowest and highest of each column over a file; None where the footer does not tell, or where nothing stands."""

    dataset: Range | None
    origin: Range | None
    municipality: Range | None
    year: Range | None
    lists: bool | None
    """Whether rows have no year: False for none, None when the footer does not tell."""

    def may_hold(self, municipality: str, years: Collection[int]) -> bool:
        """Whether rows of this municipality in one of these years, or without a year, can be in the file."""
        if not _within(self.municipality, municipality):
            return False
        return self.lists is not False or self.year is None or any(_within(self.year, year) for year in years)

    def has_only_others(self, datasets: Collection[str]) -> bool:
        """Whether the whole file belongs to a data set that is not among these."""
        one = single(self.dataset)
        return one is not None and one not in datasets

    def only(self) -> tuple[str, str, str, int | None] | None:
        """(data set, origin, municipality, year) when every row of the file has the same; else None."""
        dataset, origin, municipality = single(self.dataset), single(self.origin), single(self.municipality)
        if dataset is None or origin is None or municipality is None or self.lists is None:
            return None
        if self.lists:
            return (dataset, origin, municipality, None) if self.year is None else None
        year = single(self.year)
        return (dataset, origin, municipality, year) if year is not None else None


class FileIndex:
    """The footers that were read so far. Safe to share between threads."""

    def __init__(self) -> None:
        self._held: dict[Path, Held] = {}
        self._towns: tuple[tuple[tuple[Path, ...], ...], Mapping[str, frozenset[str]]] = ((), {})
        self._lock = threading.Lock()

    def held(self, path: Path) -> Held:
        with self._lock:
            found = self._held.get(path)
        if found is None:
            found = _read(path)
            with self._lock:
                self._held[path] = found
        return found

    def holding(
        self, files: Iterable[Path], datasets: Collection[str], municipality: str, years: Collection[int]
    ) -> list[Path]:
        """The files that may have rows of these data sets, of this municipality and of these years."""
        return [
            path
            for path in files
            if (held := self.held(path)).may_hold(municipality, years) and not held.has_only_others(datasets)
        ]

    def datasets_of(self, files: Sequence[Path], datasets: Collection[str]) -> list[str]:
        """Those of the data sets that may be in the files."""
        named = {single(self.held(path).dataset) for path in files}
        return sorted(datasets if None in named else named & set(datasets))

    def towns(self, files: tuple[tuple[Path, ...], ...]) -> Mapping[str, frozenset[str]]:
        """The municipalities of each data set in these files (some of each table); of the newest question it is kept.

        A file with rows of several data sets or municipalities is read. One that is damaged tells nothing.
        """
        kept = self._towns
        if kept[0] != files:
            found: dict[str, set[str]] = {}
            for dataset, town in (pair for paths in files for path in paths for pair in self._pairs(path)):
                found.setdefault(dataset, set()).add(town)
            kept = self._towns = files, {dataset: frozenset(towns) for dataset, towns in found.items()}
        return kept[1]

    def _pairs(self, path: Path) -> Iterable[tuple[str, str]]:
        held = self.held(path)
        dataset, town = single(held.dataset), single(held.municipality)
        if dataset is not None and town is not None:
            return [(dataset, town)]
        try:
            rows = pq.read_table(path, columns=["dataset_id", "municipality"])
        except (OSError, pa.ArrowException):
            return []
        pairs = rows.group_by(["dataset_id", "municipality"]).aggregate([])
        return [(row["dataset_id"], row["municipality"] or "") for row in pairs.to_pylist()]


def single(held: Range | None) -> Any:
    """The one value of a range whose ends are the same, else None."""
    return held[0] if held is not None and held[0] == held[1] else None


def _within(held: Range | None, value: Any) -> bool:
    return held is None or held[0] <= value <= held[1]


def _read(path: Path) -> Held:
    """What the footer says. Long text may stand there in a shortened form, which only makes a range wider.

    A damaged file tells nothing: whoever then reads it gets the error.
    """
    try:
        footer = pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return Held(None, None, None, None, None)
    places = {name: place for place, name in enumerate(footer.schema.names)}
    groups = [footer.row_group(number) for number in range(footer.num_row_groups)]
    ranges: dict[str, Range | None] = {}
    nulls: dict[str, bool | None] = {}
    for name in COLUMNS:
        statistics = [group.column(places[name]).statistics for group in groups]
        told = all(s is not None and s.has_null_count and (s.has_min_max or s.num_values == 0) for s in statistics)
        filled = [s for s in statistics if s is not None and s.has_min_max]
        nulls[name] = any(s.null_count for s in statistics) if told else None
        ranges[name] = (min(s.min for s in filled), max(s.max for s in filled)) if told and filled else None
    dataset, origin, municipality = (ranges[name] if nulls[name] is False else None for name in COLUMNS[:3])
    return Held(dataset, origin, municipality, ranges["dialogue_year"], nulls["dialogue_year"])
