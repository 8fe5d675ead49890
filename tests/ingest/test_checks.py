"""The data checks: silent on good data, and each finds the one thing that it is for."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from monitor.checks import run_checks
from monitor.ingest import import_file
from monitor.store.database import Database
from monitor.store.journal import Journal
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset
from monitor.wording.checks import WORDS, line
from tests.ingest.files import csv_text, write

CELL = {"dataset_id": "x", "origin": "own", "period": "2017-2019", "care_type": "pov", "measure": "emotional_quality"}
SCORE = {**CELL, "group_id": "G1", "score": 5.0}
SUMMARY = {**CELL, "n": 20, "mean": 4.0, "sd": 1.0}


def add(workspace, tmp_path, **tables) -> None:
    """A data set with rows as given, past the import that would have refused them."""
    staged = {}
    for table, rows in tables.items():
        file = tmp_path / f"{table}.parquet"
        columns = {name: [row.get(name) for row in rows] for name in SCHEMAS[table].names}
        pq.write_table(pa.table(columns, schema=SCHEMAS[table]), file)
        staged[table] = [file]
    workspace.add(Dataset("x", next(iter(tables)), "own", "x", "x.csv", 1), staged)


def found(workspace, catalogue) -> dict[str, tuple]:
    workspace.folder.mkdir(exist_ok=True)
    workspace.look_deeper()
    results = run_checks(Database([workspace.folder.resolve()]), workspace, workspace.state(), catalogue)
    for row in (row for result in results for row in result.rows):
        assert row.keys() <= WORDS.keys() | {"file", "reason", "cost", "set"}, "a column without a Dutch word"
        assert line(row)
    return {result.name: result.rows for result in results if result.rows}


def counts(*rows):
    return [{**row, "n_groups": 1} for row in rows]


def sums(*rows):
    return [{**row, "n_groups": 1, "score_sum": row["score"], "score_square_sum": row["score"] ** 2} for row in rows]


def test_an_empty_workspace_is_well(workspace, catalogue):
    assert found(workspace, catalogue) == {}


def test_imported_data_are_well(tmp_path, workspace, catalogue):
    import_file(write(tmp_path / "a.csv", csv_text()), workspace, catalogue)
    text = "opvangsoort;onderdeel;periode;n;gemiddelde;sd\nPOV;omgeving;2017-2019;20;4,1;0\n"
    import_file(write(tmp_path / "b.csv", text), workspace, catalogue)
    assert found(workspace, catalogue) == {}


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ([SCORE, {**SCORE, "score": 6.0}], "duplicate_scores"),
        ([{**SCORE, "score": 73.0}], "outside_scale"),
        ([{**SCORE, "care_type": "toddler_kdv_pov"}], "unknown_codes"),
        ([{**SCORE, "instrument": "A"}, {**SCORE, "period": "2021-2022", "instrument": "B"}], "mixed_instruments"),
    ],
)
def test_wrong_scores_are_found_by_one_check(tmp_path, workspace, catalogue, rows, name):
    add(workspace, tmp_path, scores=rows, score_counts=counts(*rows), organisation_sums=sums(*rows))
    assert set(found(workspace, catalogue)) == {name}


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ([SUMMARY, SUMMARY], "duplicate_summaries"),
        ([{**SUMMARY, "max": 8.0}], "outside_scale"),
        ([{**SUMMARY, "sd": 0.0}], "spread_not_positive"),
        ([{**SUMMARY, "measure": "iets_anders"}], "unknown_codes"),
    ],
)
def test_wrong_summaries_are_found_by_one_check(tmp_path, workspace, catalogue, rows, name):
    add(workspace, tmp_path, summaries=rows)
    assert set(found(workspace, catalogue)) == {name}


def test_derived_tables_that_differ(tmp_path, workspace, catalogue):
    other = {**SCORE, "score": 5.5}
    add(workspace, tmp_path, scores=[SCORE], score_counts=counts(other), organisation_sums=sums(other))
    wrong = found(workspace, catalogue)
    assert set(wrong) == {"derived_counts", "derived_sums"}
    assert {(row["score"], row["n_raw"], row["n_derived"]) for row in wrong["derived_counts"]} == {
        (5.0, 1, 0),
        (5.5, 0, 1),
    }


def test_derived_tables_that_are_not_there(tmp_path, workspace, catalogue):
    add(workspace, tmp_path, scores=[SCORE])
    assert set(found(workspace, catalogue)) == {"derived_counts", "derived_sums"}


def test_a_file_that_is_gone(tmp_path, workspace, catalogue):
    add(workspace, tmp_path, summaries=[SUMMARY])
    workspace.state().files["summaries"][0].unlink()
    (row,) = found(workspace, catalogue)["damaged_files"]
    assert (row["reason"], row["set"]) == ("ontbreekt", "x")
    assert line(row) == f"{row['file']} ontbreekt. Deze set telt nu niet mee: “x”."


def test_data_sets_that_were_taken_out_do_not_count(tmp_path, workspace, catalogue):
    add(workspace, tmp_path, summaries=[SUMMARY, SUMMARY])
    workspace.retire("x")
    assert found(workspace, catalogue) == {}


def test_a_changed_scale_is_found(tmp_path, workspace, catalogue):
    add(workspace, tmp_path, summaries=[SUMMARY])
    narrow = {code: replace(measure, scale_max=3.0) for code, measure in catalogue.measures.items()}
    assert set(found(workspace, replace(catalogue, measures=narrow))) == {"outside_scale"}


LISTED = {"dataset_id": "x", "origin": "own", "municipality": "", "location_id": "k1", "name": "Opvang"}


def test_a_damaged_list_of_the_dialogue_is_named(tmp_path, workspace, catalogue):
    add(workspace, tmp_path, locations=[LISTED])
    assert found(workspace, catalogue) == {}
    (path,) = workspace.state().files["locations"]
    path.write_bytes(path.read_bytes()[:200])
    row = {
        "file": f"tables/locations/{path.name}",
        "reason": "is afgebroken of vervangen",
        "cost": "needed",
        "set": "x",
    }
    assert found(workspace, catalogue) == {"damaged_files": (row,)}


def test_a_change_of_the_dialogue_that_cannot_be_read_is_named(tmp_path, workspace, catalogue):
    add(workspace, tmp_path, locations=[LISTED])
    Journal(workspace.folder).append("drafts/abc", {"kind": "start"})
    (path,) = (workspace.folder / "journal" / "drafts" / "abc").glob("*.json")
    path.write_bytes(path.read_bytes()[:20])
    assert found(workspace, catalogue) == {"unreadable_changes": ({"file": f"journal/drafts/abc/{path.name}"},)}
