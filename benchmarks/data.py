"""Group scores of a made-up sector, the same on every machine: the file that an import of that size writes."""

from __future__ import annotations

import functools
import itertools
import sys
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from monitor import catalogue
from monitor.store.schemas import SCHEMAS

DATASET = "d0123456789abcdef"
SHAPE = (12, 5, 3)  # 60 combinations of measure and care type, each in 3 periods
CELLS = 12 * 5 * 3
ORGANISATIONS = 500
LOWEST, HIGHEST = 100, 700  # scores in hundredths
BATCH = 2_000_000


@functools.cache
def codes() -> tuple[list[str], list[str], list[str]]:
    """Measures, care types and periods: the first ones in the shipped catalogue, so that the texts are as long as real."""
    shipped = catalogue.load()
    measures, care_types, periods = SHAPE
    return list(shipped.measures)[:measures], list(shipped.care_types)[:care_types], list(shipped.periods)[:periods]


def write_scores(path: Path, rows: int, seed: int = 2026) -> None:
    """Write this many group scores as an import does: sorted by measure, care type, period and organisation.

    Scores from 1 to 7 with two decimals, skewed to the left, about the level of their organisation; 500 organisations
    of very different size, all of them in every cell as soon as a cell has 500 rows. Drawn in parts: bounded memory.
    """
    random = np.random.default_rng(seed)
    weights = random.pareto(1.5, ORGANISATIONS) + 0.1
    weights /= weights.sum()
    levels = random.normal(0, 0.4, ORGANISATIONS)
    ends = np.linspace(0, rows, CELLS + 1).astype(int)
    drawn = path.with_suffix(".drawn")
    with pq.ParquetWriter(drawn, SCHEMAS["scores"]) as writer:
        for cell, (first, last) in enumerate(itertools.pairwise(ends)):
            for start in range(first, last, BATCH):
                n = int(min(BATCH, last - start))
                each = np.arange(min(n, ORGANISATIONS))
                more = random.choice(ORGANISATIONS, n - len(each), p=weights)
                organisation = np.sort(np.concatenate([each, more]))
                score = 7.2 - random.gamma(3.0, 1.0, n) + levels[organisation] - 0.2 * (cell % SHAPE[2] == 1)
                hundredths = np.clip(np.rint(score * 100), LOWEST, HIGHEST)
                writer.write_table(_table(cell, organisation, hundredths / 100, start))
    _as_imported(drawn, path)
    drawn.unlink()


def _table(cell: int, organisation: np.ndarray, score: np.ndarray, first_group: int) -> pa.Table:
    n = len(score)
    measure, care_type, period = (words[i] for words, i in zip(codes(), np.unravel_index(cell, SHAPE), strict=True))

    def same(text: str) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(n, np.int32)), [text])

    names = pa.array([f"org-{i:05d}" for i in range(ORGANISATIONS)])
    organisations = pa.DictionaryArray.from_arrays(pa.array(organisation.astype(np.int32)), names)
    columns = {
        "dataset_id": same(DATASET),
        "origin": same("own"),
        "period": same(period),
        "care_type": same(care_type),
        "measure": same(measure),
        "organisation_id": organisations,
        "location_id": organisations,
        "group_id": pa.array(np.arange(first_group, first_group + n)).cast(pa.string()),
        "score": pa.array(score),
        "instrument": same("CIS"),
        "instrument_version": same("2"),
        "observed_on": pa.nulls(n, pa.date32()),
        "is_representative": pa.array(np.ones(n, bool)),
    }
    return pa.table(columns).cast(SCHEMAS["scores"])


def _as_imported(drawn: Path, path: Path) -> None:
    """The rows in the same order, written by DuckDB, as imports are."""
    with duckdb.connect(config={"threads": 2, "memory_limit": "2GB"}) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"copy (from read_parquet('{drawn}')) to '{path}' (format parquet, compression zstd)")


if __name__ == "__main__":
    write_scores(Path(sys.argv[1]), int(sys.argv[2]))
