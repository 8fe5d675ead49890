"""The derived tables hold exactly what is in the scores, whatever the scores look like."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor.store.build import build_derived, constants
from monitor.store.database import Database
from monitor.store.schemas import SCHEMAS

CELL = ("period", "care_type", "measure")


def write(path: Path, rows: list[dict[str, Any]], row_group: int = 100) -> Path:
    whole = [{name: row.get(name) for name in SCHEMAS["scores"].names} for row in rows]
    pq.write_table(pa.Table.from_pylist(whole, SCHEMAS["scores"]), path, row_group_size=row_group)
    return path


def scores(seed: int, n: int, **fixed: Any) -> list[dict[str, Any]]:
    """Random scores in uneven cells; a fifth without an organisation; a last cell of one row."""
    random = np.random.default_rng(seed)
    rows = [
        {
            "dataset_id": "d1", "origin": "own",
            "period": f"period_{random.integers(3)}",
            "care_type": f"care_{min(random.geometric(0.5), 4)}",
            "measure": f"measure_{random.integers(4)}",
            "organisation_id": None if random.random() < 0.2 else f"organisation {random.integers(12)}",
            "score": round(float(random.normal(4.5, 1.1)), 2),
            "instrument": str(random.choice(["CIS", "ECERS"])),
            "instrument_version": None if random.random() < 0.5 else "3",
            "is_representative": random.choice([True, False, None]),
        }
        | fixed
        for _ in range(n)
    ]  # fmt: skip
    return [*rows, rows[0] | {"care_type": "care_alone"}]


def built(folder: Path, *files: Path) -> dict[str, list[dict[str, Any]]]:
    tables = build_derived(Database([folder]), files, folder)
    read = {name: pq.read_table(path) for name, path in tables.items()}
    for name, table in read.items():
        assert table.schema.remove_metadata().equals(SCHEMAS[name]), name
    return {name: table.to_pylist() for name, table in read.items()}


def grouped(rows: list[dict[str, Any]], *keys: str) -> dict[tuple, np.ndarray]:
    found = defaultdict(list)
    for row in rows:
        found[tuple(row.get(key) for key in keys)].append(row["score"])
    return {key: np.array(values) for key, values in found.items()}


MIXED: dict[str, Any] = {}
ALIKE = {"instrument": "CIS", "instrument_version": "3", "is_representative": True}
UNTOLD = {"instrument": None, "instrument_version": None, "is_representative": None}


@pytest.mark.parametrize("fixed", [MIXED, ALIKE, UNTOLD], ids=["mixed", "alike", "untold"])
def test_counts_and_sums_equal_what_numpy_finds(tmp_path: Path, fixed: dict[str, Any]) -> None:
    rows = scores(1, 2_000, **fixed)
    tables = built(tmp_path, write(tmp_path / "a.parquet", rows[:700]), write(tmp_path / "b.parquet", rows[700:]))

    keys = ("dataset_id", "origin", *CELL, "score")
    expected = {key: len(values) for key, values in grouped(rows, *keys).items()}
    assert {tuple(row[key] for key in keys): row["n_groups"] for row in tables["score_counts"]} == expected
    assert len(tables["score_counts"]) == len(expected)

    keys = ("dataset_id", "origin", *CELL, "organisation_id", "instrument", "instrument_version", "is_representative")
    groups = grouped(rows, *keys)
    found = {tuple(row[key] for key in keys): row for row in tables["organisation_sums"]}
    assert found.keys() == groups.keys()
    assert len(found) == len(tables["organisation_sums"])
    for key, values in groups.items():
        assert found[key]["n_groups"] == len(values)
        assert found[key]["score_sum"] == pytest.approx(values.sum(), rel=1e-13)
        assert found[key]["score_square_sum"] == pytest.approx((values**2).sum(), rel=1e-13)


def test_rows_come_out_sorted_so_that_readers_can_skip(tmp_path: Path) -> None:
    tables = built(tmp_path, write(tmp_path / "a.parquet", scores(2, 500)))
    for table, last in (("score_counts", "score"), ("organisation_sums", "organisation_id")):
        keys = [(row["measure"], row["care_type"], row["period"], row[last]) for row in tables[table]]
        assert keys == sorted(keys, key=lambda key: (*key[:3], key[3] is None, key[3] or 0))


def test_files_of_two_data_sets_are_refused(tmp_path: Path) -> None:
    files = [write(tmp_path / f"{d}.parquet", scores(3, 20, dataset_id=d)) for d in ("d1", "d2")]
    with pytest.raises(ValueError, match="dataset_id"):
        build_derived(Database([tmp_path]), files, tmp_path)


def test_a_column_is_constant_only_when_every_row_group_of_every_file_says_so(tmp_path: Path) -> None:
    base = {"dataset_id": "d1", "origin": "own", "period": "p", "care_type": "c", "measure": "m", "score": 4.0}
    first = write(tmp_path / "1.parquet", [base | {"instrument": "CIS", "organisation_id": "x"}] * 3, row_group=1)
    second = write(tmp_path / "2.parquet", [base | {"instrument": None, "organisation_id": "x"}] * 3, row_group=1)
    half = write(tmp_path / "3.parquet", [base | {"instrument": i} for i in ("CIS", None)])

    assert constants([first])["instrument"] == "CIS"
    assert constants([second])["instrument"] is None
    assert "instrument" not in constants([first, second])
    assert "instrument" not in constants([half])
    assert constants([first, second])["organisation_id"] == "x"


def test_a_column_without_statistics_is_not_called_constant(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.Table.from_pylist(scores(4, 5, **ALIKE), SCHEMAS["scores"])
    pq.write_table(table, path, write_statistics=False)
    assert constants([path]) == {}
