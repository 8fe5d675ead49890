"""Group scores of a made-up sector, the same on every machine: the file that an import of that size would write."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from monitor.store.schemas import SCHEMAS

CARE_TYPES, MEASURES, PERIODS = 5, 12, 3
CELLS = MEASURES * CARE_TYPES * PERIODS
ORGANISATIONS = 500
LOWEST, HIGHEST = 100, 700  # scores in hundredths
BATCH = 5_000_000


def measure(number: int) -> str:
    return f"measure_{number:02d}"


def write_scores(path: Path, rows: int, seed: int = 2026) -> None:
    """Write `rows` scores to a Parquet file (zstd), sorted by measure, care type, period and organisation.

    60 combinations of measure and care type, each in 3 periods; 500 organisations of very different size in each cell;
    scores from 1 to 7 with two decimals, left-skewed, about their organisation's level. Made a cell at a time: bounded memory.
    """
    random = np.random.default_rng(seed)
    sizes = np.diff(np.linspace(0, rows, CELLS + 1).astype(int))
    weights = random.pareto(1.5, ORGANISATIONS) + 0.1
    weights /= weights.sum()
    levels = random.normal(0, 0.4, ORGANISATIONS)
    pool = pa.array([f"org-{i:05d}" for i in range(ORGANISATIONS)])
    with pq.ParquetWriter(path, SCHEMAS["scores"], compression="zstd") as writer:
        for cell, size in enumerate(sizes):
            number, rest = divmod(cell, CARE_TYPES * PERIODS)
            care_type, period = divmod(rest, PERIODS)
            for start in range(0, int(size), BATCH):
                n = min(BATCH, int(size) - start)
                organisation = np.sort(random.choice(ORGANISATIONS, n, p=weights))
                skewed = 7 - random.gamma(4.0, 0.6, n) + levels[organisation] - 0.2 * (period == 1)
                score = np.clip(np.rint(skewed * 100), LOWEST, HIGHEST) / 100
                writer.write_table(_table(number, care_type, period, pool, organisation, score, start), 122_880)


def _table(
    number: int, care_type: int, period: int, pool: pa.Array, organisation: np.ndarray, score: np.ndarray, start: int
) -> pa.Table:
    n = len(score)

    def same(text: str) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(n, np.int32)), [text])

    organisation_ids = pa.DictionaryArray.from_arrays(pa.array(organisation.astype(np.int32)), pool)
    columns = {
        "dataset_id": same("d0123456789abcdef"),
        "origin": same("own"),
        "period": same(("2017-2019", "2021-2022", "2022-2023")[period]),
        "care_type": same(f"care_type_{care_type}"),
        "measure": same(measure(number)),
        "organisation_id": organisation_ids,
        "location_id": organisation_ids,
        "group_id": pa.array(np.arange(start, start + n)).cast(pa.string()),
        "score": pa.array(score),
        "instrument": same("CIS"),
        "instrument_version": same("2"),
        "observed_on": pa.nulls(n, pa.date32()),
        "is_representative": pa.array(np.ones(n, bool)),
    }
    return pa.table(columns).cast(SCHEMAS["scores"])
