"""A delivery of counts is kept whole or refused whole, and a refusal says which file, row and column, and what to do."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sector

from monitor.checks import run_checks
from monitor.distributed.take_in import take_in
from monitor.ingest import import_file
from monitor.store.database import Database
from monitor.store.schemas import COUNTS, DERIVED, SCHEMAS
from monitor.store.workspace import Workspace
from monitor.suppression import FEWEST

TABLES = dict(zip(("counts", "sums"), DERIVED, strict=True))


def change(folder: Path, table: str, row: int, **values: Any) -> None:
    """Put other values in one row of a delivered table."""
    path = folder / f"{TABLES[table]}.parquet"
    found = pq.read_table(path).to_pylist()
    found[row].update(values)
    pq.write_table(pa.Table.from_pylist(found, SCHEMAS[TABLES[table]]), path)


def stored(workspace, table: str) -> list[dict]:
    return [row for path in workspace.state().files[table] for row in pq.read_table(path).to_pylist()]


def test_a_delivery_is_kept_row_for_row_under_an_id_of_its_content(delivery, workspace, catalogue):
    report = take_in(delivery, workspace, catalogue, label="Noord")
    assert report.ok, report.text()
    assert report.kept
    dataset = workspace.state().datasets[report.dataset.dataset_id]
    assert (dataset.kind, dataset.origin, dataset.label) == (COUNTS, "own", "Noord")
    for table in DERIVED:
        given = pq.read_table(delivery / f"{table}.parquet").to_pylist()
        assert sector.same(sector.keyed(table, stored(workspace, table)), sector.keyed(table, given))
        assert {row["dataset_id"] for row in stored(workspace, table)} == {dataset.dataset_id}
    assert sum(row["n"] for row in report.summary) == 800
    assert "scores" not in workspace.state().files


def test_the_same_content_is_known_however_it_is_cut_into_files(delivery, workspace, catalogue, tmp_path):
    first = take_in(delivery, workspace, catalogue)
    parts = tmp_path / "parts"
    for table in DERIVED:
        (parts / table).mkdir(parents=True)
        found = pq.read_table(delivery / f"{table}.parquet")
        found = found.take(list(reversed(range(len(found)))))
        pq.write_table(found.slice(0, 50), parts / table / "part-1.parquet")
        pq.write_table(found.slice(50), parts / table / "part-2.parquet")
        (parts / table / "_SUCCESS").touch()
        (parts / table / ".part-1.parquet.crc").write_bytes(b"x")
    again = take_in(parts, workspace, catalogue)
    assert again.already_known, again.text()
    assert again.dataset.dataset_id == first.dataset.dataset_id


def test_a_dry_run_keeps_nothing(delivery, workspace, catalogue):
    report = take_in(delivery, workspace, catalogue, dry_run=True)
    assert report.ok
    assert not report.kept
    assert not workspace.state().datasets


def test_regions_add_up(delivery, workspace, catalogue, tmp_path):
    south = sector.write(tmp_path / "raw" / "south.parquet", sector.rows(2, 500, regions="b"))
    for folder in (delivery, sector.counted(tmp_path / "south", south)):
        assert take_in(folder, workspace, catalogue).kept
    groups = sum(row["n_groups"] for row in stored(workspace, "score_counts"))
    assert groups == 1_300


def test_invented_counts_stay_invented(tmp_path, workspace, catalogue):
    invented = sector.rows(1, 100, origin="demo")
    scores = sector.write(tmp_path / "raw" / "scores.parquet", invented)
    report = take_in(sector.counted(tmp_path / "demo", scores), workspace, catalogue)
    assert report.dataset.origin == "demo"
    assert {row["origin"] for table in DERIVED for row in stored(workspace, table)} == {"demo"}


def test_few_groups_are_taken_in_and_said(tmp_path, workspace, catalogue):
    scores = sector.write(tmp_path / "raw" / "scores.parquet", sector.rows(1, FEWEST - 1))
    report = take_in(sector.counted(tmp_path / "few", scores), workspace, catalogue)
    assert report.kept
    assert f"minder dan {FEWEST} groepen" in report.text()


# ---------------------------------------------------------------------------------------------------------- refusals

WRONG = {
    "empty": ("counts", {"measure": None}, "measure", "deze cel is leeg"),
    "unknown_code": ("counts", {"care_type": "kasteel"}, "care_type", "'kasteel' staat niet in de catalogus"),
    "unknown_code in the sums": ("sums", {"period": "1700"}, "period", "staat niet in de catalogus"),
    "not_an_origin": ("counts", {"origin": "published"}, "origin", "'published' is geen herkomst"),
    "too_high": ("counts", {"score": 93.5}, "score", "93,5 is hoger dan 7"),
    "too_low": ("counts", {"score": -1.0}, "score", "-1,0 is lager dan 1"),
    "not a number": ("counts", {"score": float("nan")}, "score", "is hoger dan 7"),
    "no_group": ("counts", {"n_groups": 0}, "n_groups", "0 is geen aantal groepen"),
    "no_group in the sums": ("sums", {"n_groups": -3}, "n_groups", "-3 is geen aantal groepen"),
    "impossible_sum": ("sums", {"score_sum": 100_000.0}, "score_sum", "kan niet kloppen"),
    "impossible squares": ("sums", {"score_square_sum": 0.5}, "score_square_sum", "kan niet kloppen"),
    "sum without a number": ("sums", {"score_sum": float("nan")}, "score_sum", "kan niet kloppen"),
}


@pytest.mark.parametrize(("table", "values", "column", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_row_refuses_the_whole_delivery(table, values, column, said, delivery, workspace, catalogue):
    change(delivery, table, 7, **values)
    report = take_in(delivery, workspace, catalogue)
    assert not report.kept
    assert not workspace.state().datasets
    problem = next(p for p in report.problems if p.column == column)
    assert (problem.file, problem.row) == (f"{TABLES[table]}.parquet", 8)
    assert said in problem.message
    assert problem.remedy in problem.message
    assert f"{TABLES[table]}.parquet, regel 8, kolom {column}:" in report.text()


def test_a_row_that_stands_there_twice_is_refused(delivery, workspace, catalogue):
    path = delivery / "score_counts.parquet"
    found = pq.read_table(path)
    pq.write_table(pa.concat_tables([found, found.slice(3, 1)]), path)
    report = take_in(delivery, workspace, catalogue)
    assert [(p.code, p.row) for p in report.problems] == [("repeated", len(found) + 1)]


def test_tables_of_other_scores_are_refused(delivery, workspace, catalogue, tmp_path):
    """The second delivery has as many groups in all, but other scores."""
    other = sector.counted(tmp_path / "other", sector.write(tmp_path / "raw" / "other.parquet", sector.rows(5, 800)))
    shutil.copy(other / "organisation_sums.parquet", delivery / "organisation_sums.parquet")
    report = take_in(delivery, workspace, catalogue)
    assert {p.code for p in report.problems} == {"disagree"}
    assert not workspace.state().datasets


def test_real_and_invented_counts_in_one_delivery_are_refused(delivery, workspace, catalogue):
    change(delivery, "sums", 3, origin="demo")
    report = take_in(delivery, workspace, catalogue)
    assert [p.code for p in report.problems] == ["several_origins"]


def test_a_delivery_without_one_of_its_tables_is_refused(delivery, workspace, catalogue):
    (delivery / "organisation_sums.parquet").unlink()
    report = take_in(delivery, workspace, catalogue)
    assert [p.code for p in report.problems] == ["missing_table"]
    assert "organisation_sums" in report.text()


def test_a_truncated_or_foreign_file_is_refused(delivery, workspace, catalogue):
    path = delivery / "score_counts.parquet"
    whole = path.read_bytes()
    for content in (whole[: len(whole) // 2], whole[:100] + b"\0" * 200 + whole[300:], b"nothing of the kind", b""):
        path.write_bytes(content)
        report = take_in(delivery, workspace, catalogue)
        assert report.problems, report.text()
        assert not workspace.state().datasets


@pytest.mark.parametrize(
    ("column", "values", "code"),
    [
        ("n_groups", pa.array(["1"] * 3), "wrong_type"),
        ("score", pa.array([4.5] * 3, pa.float32()), "wrong_type"),
        ("measure", None, "missing_column"),
    ],
)
def test_a_column_that_is_not_there_or_of_another_kind_is_refused(column, values, code, delivery, workspace, catalogue):
    path = delivery / "score_counts.parquet"
    found = pq.read_table(path).slice(0, 3)
    place = found.column_names.index(column)
    found = found.remove_column(place) if values is None else found.set_column(place, column, values)
    pq.write_table(found, path)
    report = take_in(delivery, workspace, catalogue)
    assert [(p.code, p.column) for p in report.problems] == [(code, column)]


def test_a_number_that_is_too_large_is_named_and_not_called_damage(delivery, workspace, catalogue):
    path = delivery / "score_counts.parquet"
    found = pq.read_table(path)
    place = found.column_names.index("n_groups")
    numbers = found["n_groups"].to_pylist()
    numbers[4] = 2**63
    pq.write_table(found.set_column(place, "n_groups", pa.array(numbers, pa.uint64())), path)
    report = take_in(delivery, workspace, catalogue)
    assert [(p.code, p.row, p.column, p.value) for p in report.problems] == [("too_large", 5, "n_groups", str(2**63))]
    assert "regel 5, kolom n_groups: 9223372036854775808 is te groot." in report.text()
    assert "niet te lezen" not in report.text()
    assert not workspace.state().datasets


def test_a_table_that_is_there_as_a_file_and_as_a_folder_is_refused(delivery, workspace, catalogue):
    """Another delivery was put beside it: which one is meant?"""
    (delivery / "score_counts").mkdir()
    shutil.copy(delivery / "score_counts.parquet", delivery / "score_counts" / "deel-1.parquet")
    report = take_in(delivery, workspace, catalogue)
    assert [p.code for p in report.problems] == ["delivered_twice"]
    assert "er is een bestand score_counts.parquet en ook een map score_counts." in report.text()
    assert not workspace.state().datasets


def test_empty_tables_are_refused(tmp_path, workspace, catalogue):
    for table in DERIVED:
        pq.write_table(SCHEMAS[table].empty_table(), tmp_path / f"{table}.parquet")
    assert [p.code for p in take_in(tmp_path, workspace, catalogue).problems] == ["no_rows"]


# ----------------------------------------------------------------------------------------------------- what counts already


def more_of_the_same_organisations(tmp_path: Path) -> Path:
    return sector.counted(tmp_path / "more", sector.write(tmp_path / "raw" / "more.parquet", sector.rows(9, 300)))


def test_an_organisation_that_counts_already_is_refused_unless_its_groups_are_others(
    delivery, workspace, catalogue, tmp_path
):
    take_in(delivery, workspace, catalogue, label="Noord")
    more = more_of_the_same_organisations(tmp_path)
    refused = take_in(more, workspace, catalogue)
    assert {p.code for p in refused.problems} == {"exists"}
    assert "staat al in de gegevens 'Noord'" in refused.text()
    assert "--adds-up" in refused.text()
    added = take_in(more, workspace, catalogue, adds_up=True)
    assert added.kept, added.text()
    assert "tellen we erbij op" in added.text()
    assert sum(row["n_groups"] for row in stored(workspace, "score_counts")) == 1_100


def test_the_same_groups_are_refused_even_when_they_are_said_to_be_others(delivery, workspace, catalogue, tmp_path):
    """A delivery that holds an earlier one whole, and a few groups more."""
    take_in(delivery, workspace, catalogue)
    longer = sector.write(tmp_path / "raw" / "longer.parquet", [*sector.rows(1, 800), *sector.rows(3, 4)])
    report = take_in(sector.counted(tmp_path / "longer", longer), workspace, catalogue, adds_up=True)
    assert {p.code for p in report.problems} == {"exists"}
    assert "met dezelfde cijfers" in report.text()
    assert len(workspace.state().datasets) == 1


def test_invented_counts_do_not_stand_in_the_way_of_real_ones(delivery, workspace, catalogue, tmp_path):
    invented = sector.write(tmp_path / "raw" / "demo.parquet", sector.rows(1, 800, origin="demo"))
    assert take_in(sector.counted(tmp_path / "demo", invented), workspace, catalogue).kept
    assert take_in(delivery, workspace, catalogue).kept


# --------------------------------------------------------------------------------------------------- raw rows after counts


def csv(path: Path, found: list[dict[str, Any]]) -> Path:
    names = ("care_type", "measure", "period", "score", "organisation_id", "group_id")
    lines = [";".join(names), *(";".join(str(row[name] or "") for name in names) for row in found)]
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_raw_rows_that_were_counted_already_are_refused(delivery, workspace, catalogue, tmp_path):
    take_in(delivery, workspace, catalogue, label="Noord")
    report = import_file(csv(tmp_path / "raw.csv", sector.rows(1, 800)), workspace, catalogue)
    assert {p.code for p in report.problems} == {"exists"}
    assert "staan al in de tellingen 'Noord'" in report.text()
    assert len(workspace.state().datasets) == 1


def test_other_groups_of_a_counted_organisation_are_kept_and_it_is_said(delivery, workspace, catalogue, tmp_path):
    take_in(delivery, workspace, catalogue)
    report = import_file(csv(tmp_path / "raw.csv", sector.rows(9, 200)), workspace, catalogue)
    assert report.kept, report.text()
    assert "al mee in tellingen zonder losse scores" in report.text()


# ----------------------------------------------------------------------------------------- what the checks see afterwards


def broken_checks(workspace: Workspace, catalogue) -> list[str]:
    results = run_checks(Database([workspace.folder]), workspace, workspace.state(), catalogue)
    return [result.name for result in results if not result.ok]


def test_counts_that_two_people_took_in_at_once_are_found(delivery, workspace, catalogue, tmp_path, monkeypatch):
    take_in(delivery, workspace, catalogue)
    longer = sector.write(tmp_path / "raw" / "longer.parquet", [*sector.rows(1, 800), *sector.rows(3, 4)])
    made = sector.counted(tmp_path / "longer", longer)
    before = Workspace(tmp_path / "nothing yet").state()
    monkeypatch.setattr(Workspace, "state", lambda self: before)
    assert take_in(made, workspace, catalogue).kept
    monkeypatch.undo()
    assert broken_checks(workspace, catalogue) == ["repeated_counts"]


def test_counts_are_checked_against_the_catalogue_of_today(delivery, workspace, catalogue):
    take_in(delivery, workspace, catalogue)
    assert broken_checks(workspace, catalogue) == []
    measures = {code: replace(m, scale_max=m.scale_min + 1) for code, m in catalogue.measures.items()}
    narrower = replace(catalogue, measures=dict(list(measures.items())[1:]))
    assert set(broken_checks(workspace, narrower)) == {"outside_scale", "unknown_codes"}
