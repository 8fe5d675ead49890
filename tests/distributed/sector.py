"""Group scores with everything that may make engines differ: nulls, several instruments, decimals, repeated scores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from monitor import catalogue as catalogues
from monitor.store.build import build_derived
from monitor.store.database import Database
from monitor.store.schemas import SCHEMAS

KEYS = {
    "score_counts": ("period", "care_type", "measure", "score"),
    "organisation_sums": (
        "period", "care_type", "measure", "organisation_id", "instrument", "instrument_version", "is_representative",
    ),
}  # fmt: skip
Rows = dict[tuple[Any, ...], tuple[float, ...]]


def rows(seed: int, n: int, *, regions: str = "a", origin: str = "own") -> list[dict[str, Any]]:
    """`n` groups in real cells of the shipped catalogue; organisations are named after one of the regions."""
    shipped, random = catalogues.load(), np.random.default_rng(seed)
    measures, care_types = list(shipped.measures.values())[:3], list(shipped.care_types)[:3]
    found = []
    for number in range(n):
        measure = measures[random.integers(3)]
        level = measure.scale_min + 0.6 * (measure.scale_max - measure.scale_min)
        score = float(np.clip(random.normal(level, 0.8), measure.scale_min, measure.scale_max))
        owner = f"{random.choice(list(regions))}{random.integers(9)}"
        found.append({
            "dataset_id": "d", "origin": origin,
            "period": shipped.compared[random.integers(len(shipped.compared))].code,
            "care_type": care_types[random.integers(3)], "measure": measure.code,
            "organisation_id": None if random.random() < 0.1 else owner, "group_id": f"{seed}-{number}",
            "score": round(score, 2), "instrument": ["CIS", None][random.integers(2)], "instrument_version": "3",
            "is_representative": [True, False, None][random.integers(3)],
        })  # fmt: skip
    return found


def write(path: Path, found: list[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = [{name: row.get(name) for name in SCHEMAS["scores"].names} for row in found]
    pq.write_table(pa.Table.from_pylist(whole, SCHEMAS["scores"]), path)
    return path


def counted(folder: Path, *scores: Path) -> Path:
    """What this project's own engine makes of the scores: a delivery of two files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    build_derived(Database([folder, *(path.parent for path in scores)]), scores, folder)
    return folder


def keyed(table: str, found: list[dict[str, Any]]) -> Rows:
    """The rows of a derived table by their key, without ids of a data set. Each key stands there once."""
    keys = KEYS[table]
    values = [name for name in SCHEMAS[table].names if name not in (*keys, "dataset_id", "origin")]
    by_key = {tuple(row[key] for key in keys): tuple(row[value] for value in values) for row in found}
    assert len(by_key) == len(found)
    return by_key


def same(one: Rows, other: Rows) -> bool:
    """Equal keys and counts; sums equal but for the order in which they were added up."""
    return one.keys() == other.keys() and all(
        np.allclose(np.array(one[key], float), np.array(other[key], float), rtol=1e-12, atol=0) for key in one
    )
