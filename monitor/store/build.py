"""The two derived tables, built from scores files at import; exact, and additive over files."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from monitor.store.database import Database

_DATASET = ("dataset_id", "origin")
_INSTRUMENT = ("instrument", "instrument_version", "is_representative")


def build_derived(database: Database, scores: Sequence[Path], folder: Path) -> dict[str, Path]:
    """Write score_counts.parquet and organisation_sums.parquet of the scores files into `folder`; returns their paths.

    The files belong to one data set; raises ValueError when they do not. The database must be allowed to read them and
    to write in the folder. What is the same in all rows is told to the queries: as grouping keys it would cost a
    quarter of the time.
    """
    files = [str(path) for path in scores]
    known = constants(scores)
    several = [column for column in _DATASET if column not in known]
    if several:
        raise ValueError(f"scores files of one data set differ in {' and '.join(several)}")
    told = {column: known[column] for column in _DATASET}
    alike = known.keys() >= set(_INSTRUMENT)
    instrument = {column: known[column] for column in _INSTRUMENT} if alike else {}
    built = {table: folder / f"{table}.parquet" for table in ("score_counts", "organisation_sums")}
    with ThreadPoolExecutor(2) as pool:  # one sorts and writes, on one core, while the other reads
        running = (
            pool.submit(database.copy, "portable/score_counts", built["score_counts"], files=files, **told),
            pool.submit(
                database.copy,
                "build/organisation_sums_alike" if alike else "portable/organisation_sums",
                built["organisation_sums"], files=files, **told, **instrument,
            ),
        )  # fmt: skip
    for table in running:
        table.result()
    return built


def constants(files: Sequence[Path]) -> dict[str, Any]:
    """The columns that have one value (or only nulls: None) in all rows of all files, as the files' footers tell it.

    A column of which a footer does not tell the least value, the greatest value and the number of nulls is left out.
    """
    values: dict[str, set[Any]] = {}
    untold: set[str] = set()
    for file in files:
        footer = pq.read_metadata(file)
        for index, column in enumerate(footer.schema.names):
            found = values.setdefault(column, set())
            for number in range(footer.num_row_groups):
                group = footer.row_group(number).column(index)
                told = group.statistics
                if told is None or not told.has_null_count:
                    untold.add(column)
                elif told.null_count == group.num_values:
                    found.add(None)
                elif told.null_count or not told.has_min_max:
                    untold.add(column)
                else:
                    found.update((told.min, told.max))
    return {
        column: next(iter(found), None) for column, found in values.items() if len(found) < 2 and column not in untold
    }
