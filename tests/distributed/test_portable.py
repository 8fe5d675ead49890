"""The portable queries give the same rows on engines that have nothing to do with ours; what is not portable is refused."""

from __future__ import annotations

import sqlite3

import polars
import pyarrow.parquet as pq
import pytest
import sector

from monitor import paths
from monitor.distributed.transpile import TABLES, NotPortable, portable
from monitor.store.schemas import DERIVED

VALUES = {"dataset_id": "d", "origin": "own"}
NAMES = ("period", "care_type", "measure", "organisation_id", "score", "instrument", "instrument_version",
         "is_representative")  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return sector.rows(1, 3_000, regions="ab")


@pytest.fixture(scope="module")
def ours(found, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ours")
    delivery = sector.counted(folder, sector.write(folder / "scores.parquet", found))
    return {table: sector.keyed(table, pq.read_table(delivery / f"{table}.parquet").to_pylist()) for table in TABLES}


def on_sqlite(sql: str, found: list[dict]) -> list[dict]:
    with sqlite3.connect(":memory:") as database:
        database.row_factory = sqlite3.Row
        database.execute(f"create table scores ({', '.join(NAMES)})")
        marks = ", ".join("?" * len(NAMES))
        database.executemany(f"insert into scores values ({marks})", [[row[name] for name in NAMES] for row in found])
        return [dict(row) for row in database.execute(sql)]


def on_polars(sql: str, found: list[dict]) -> list[dict]:
    scores = polars.DataFrame([{name: row[name] for name in NAMES} for row in found], infer_schema_length=None)
    return polars.SQLContext(scores=scores, eager=True).execute(sql).to_dicts()


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("dialect", "run"), [("sqlite", on_sqlite), ("postgres", on_polars)], ids=["sqlite", "polars"])
def test_another_engine_finds_the_same_rows(table, dialect, run, found, ours):
    theirs = run(portable(table, dialect, VALUES), found)
    assert {row["origin"] for row in theirs} == {"own"}
    assert sector.same(sector.keyed(table, theirs), ours[table])
    assert len(ours[table]) > 100


def test_the_tables_to_make_elsewhere_are_those_that_pages_read():
    assert TABLES == DERIVED


@pytest.mark.parametrize("dialect", ["spark", "trino", "clickhouse", "postgres", "snowflake", "bigquery", "tsql"])
@pytest.mark.parametrize("table", TABLES)
def test_every_dialect_reads_a_table_and_has_no_parameters_left(table, dialect):
    text = portable(table, dialect, VALUES, scores="quality.scores").lower()
    assert "quality.scores" in text
    assert "parquet" not in text
    assert "order by" not in text
    assert "dataset_id)s" not in text


def test_a_value_is_text_and_never_a_piece_of_the_query():
    text = portable("score_counts", "sqlite", {"dataset_id": "x' union select 1 --", "origin": "own"})
    assert "'x'' union select 1 --'" in text


@pytest.mark.parametrize(
    "not_portable",
    ["quantile_cont(score, 0.25)", "mad(score)", "count(*) over ()", "stddev(score)", "coalesce(score, 0)"],
)
def test_what_engines_read_in_different_ways_is_refused(not_portable, tmp_path, monkeypatch):
    (tmp_path / "portable").mkdir()
    text = f"select measure, {not_portable} as x from read_parquet($files) group by measure"
    (tmp_path / "portable" / "score_counts.sql").write_text(text, "utf-8")
    monkeypatch.setattr(paths, "QUERIES", tmp_path)
    with pytest.raises(NotPortable):
        portable("score_counts", "spark", VALUES)


def test_a_parameter_without_a_value_is_not_sent_along():
    with pytest.raises(KeyError):
        portable("score_counts", "spark", {"dataset_id": "d"})
