"""Spark with real workers finds what our own engine finds, and the pages' numbers follow from it. Run by `make distributed`.

Not part of `make test`: it needs Java and the environment of requirements-distributed.txt, named by SPARK_PYTHON.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import sector

from monitor import paths
from monitor.distributed.take_in import take_in
from monitor.records import COMPUTED, DEMO
from monitor.session import Session
from monitor.store.schemas import DERIVED, SCHEMAS

MASTER = "local-cluster[2,1,1024]"  # two workers of their own, one core and 1 GB each
SECONDS = 300


def spark(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [os.environ["SPARK_PYTHON"], "-m", "monitor.distributed.spark_job", "--master", MASTER]
    return subprocess.run(
        [*command, *map(str, arguments)], cwd=paths.ROOT, env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, Path, dict]:
    """Scores in four files, what Spark made of them, and what it said."""
    folder = tmp_path_factory.mktemp("spark")
    for number in range(4):
        sector.write(folder / "scores" / f"{number}.parquet", sector.rows(number, 4_000, regions="abcd"[number]))
    done = spark("--scores", folder / "scores", "--out", folder / "delivery")
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / "scores", folder / "delivery", json.loads(done.stdout.splitlines()[-1])


def test_two_workers_did_it(made):
    assert made[2]["workers"] == 2


@pytest.mark.parametrize("table", DERIVED)
def test_spark_finds_the_same_rows_in_the_same_columns(made, table, tmp_path):
    scores, delivery, _ = made
    ours = pq.read_table(sector.counted(tmp_path, *sorted(scores.glob("*.parquet"))) / f"{table}.parquet").to_pylist()
    theirs = pq.read_table(delivery / table)
    assert [(f.name, f.type) for f in theirs.schema] == [(f.name, f.type) for f in SCHEMAS[table]]
    assert sector.same(sector.keyed(table, theirs.to_pylist()), sector.keyed(table, ours))
    assert len(ours) > 500


def test_what_spark_made_is_taken_in_and_is_the_same_data_set_as_our_own_counts(made, tmp_path):
    scores, delivery, _ = made
    session = Session(tmp_path / "workspace")
    report = take_in(delivery, session.workspace, session.catalogue)
    assert report.kept, report.text()
    own = sector.counted(tmp_path / "own", *sorted(scores.glob("*.parquet")))
    assert take_in(own, session.workspace, session.catalogue).already_known


def test_verdicts_from_spark_are_those_of_the_raw_rows(example_master, tmp_path):
    raw = Session(example_master)
    state = raw.state()
    given = {"files": [str(path) for path in state.files["scores"]], "datasets": state.ids(origin=DEMO, kind="scores")}
    with raw.workspace.staging() as place:
        raw.database.copy("counts/scores_export", place.resolve() / "scores.parquet", **given)
        done = spark("--scores", place.resolve() / "scores.parquet", "--out", tmp_path / "delivery")
    assert done.returncode == 0, done.stderr[-2000:]
    session = Session(tmp_path / "workspace")
    report = take_in(tmp_path / "delivery", session.workspace, session.catalogue)
    assert (report.kept, report.dataset.origin) == (True, DEMO)
    ours = {row.key: (row.code, row.variant, row.badge) for row in raw.national().rows if row.basis == COMPUTED}
    theirs = {row.key: (row.code, row.variant, row.badge) for row in session.national().rows if row.basis == COMPUTED}
    assert theirs == ours
    assert len(ours) > 20


def test_real_and_invented_scores_in_one_run_are_refused(tmp_path):
    sector.write(tmp_path / "scores" / "own.parquet", sector.rows(1, 50))
    sector.write(tmp_path / "scores" / "demo.parquet", sector.rows(2, 50, origin="demo"))
    done = spark("--scores", tmp_path / "scores", "--out", tmp_path / "delivery")
    assert done.returncode != 0
    assert "NotOneOrigin" in done.stderr
    assert not (tmp_path / "delivery").exists()
