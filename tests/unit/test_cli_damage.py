"""The command line in a workspace with damage: which file, what is missing, and when it is dealt with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor import paths
from monitor.cli import app
from monitor.store.journal import Journal
from monitor.wording.checks import line

HEADER = "opvangsoort;dimensie;periode;n;gemiddelde;sd"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.delenv(paths.WORKSPACE_VARIABLE, raising=False)
    return tmp_path / "workspace"


@pytest.fixture
def run(folder):
    """Runs a command in the test's workspace; gives its result. A traceback fails the test."""

    def command(*words: str | Path):
        result = CliRunner().invoke(app, [*map(str, words), "--workspace", str(folder)])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


@pytest.fixture
def sets(run, tmp_path) -> dict[str, str]:
    """Two files read in: name -> number of the data set."""
    for care_type in ("bso", "pov"):
        given = tmp_path / f"{care_type}.csv"
        given.write_text(f"{HEADER}\n{care_type};omgeving;2017-2019;95;4,9;0,6\n", "utf-8")
        assert run("import", given).exit_code == 0
    return {row["file_name"]: row["dataset_id"] for row in json.loads(run("datasets", "--format", "json").stdout)}


@pytest.fixture
def broken(folder, sets) -> Path:
    """The file of the first set, cut off."""
    (path,) = (folder / "tables" / "summaries").glob(f"{sets['bso.csv']}*")
    path.write_bytes(path.read_bytes()[:300])
    return path


def test_check_names_the_file_so_that_it_can_be_found_and_what_is_missing(run, folder, broken):
    result = run("check")
    assert result.exit_code == 2
    (told,) = [text.strip() for text in result.stdout.splitlines() if broken.name in text]
    place, _, rest = told.partition(" ")
    assert folder / place == broken
    assert rest == "is afgebroken of vervangen. Deze set telt nu niet mee: “bso”."
    assert "Zet het bestand terug uit een reservekopie" in result.stdout
    assert "1 set telt nu niet mee. Het nummer ziet u met: python -m monitor datasets" in result.stdout


def test_check_is_calm_about_a_damaged_set_that_was_taken_out_of_use(run, sets, broken):
    assert run("check").exit_code == 2
    assert run("retire", sets["bso.csv"]).exit_code == 0
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "niet goed" not in result.stdout
    (told,) = [text.strip() for text in result.stdout.splitlines() if broken.name in text]
    assert told.endswith("Dat geeft niet: de set “bso” is uit gebruik. U hoeft niets te doen.")
    assert "reservekopie" not in result.stdout


def test_check_still_says_no_when_another_set_in_use_is_damaged(run, folder, sets, broken):
    run("retire", sets["bso.csv"])
    (other,) = (folder / "tables" / "summaries").glob(f"{sets['pov.csv']}*")
    other.unlink()
    result = run("check")
    assert result.exit_code == 2
    assert f"{other.name} ontbreekt. Deze set telt nu niet mee: “pov”." in result.stdout
    assert "Dat geeft niet" in result.stdout, "what was dealt with is told beside it"


def test_check_is_calm_once_a_damaged_merged_file_is_merged_again(run, folder, sets):
    run("compact")
    (path,) = (folder / "tables" / "summaries").glob("c-*")
    path.write_bytes(b"PAR1")
    result = run("check")
    assert result.exit_code == 2
    assert "U mist niets: de losse bestanden tellen weer mee." in result.stdout
    assert "python -m monitor compact" in result.stdout
    assert run("compact").exit_code == 0
    result = run("check")
    assert result.exit_code == 0
    assert f"{path.name} is afgebroken of vervangen. Dat geeft niet" in result.stdout


def test_a_backup_is_well_when_what_is_damaged_was_taken_out_of_use(run, sets, broken, tmp_path):
    result = run("backup", tmp_path / "een.zip")
    assert result.exit_code == 2
    assert f"tables/summaries/{broken.name}" in result.stderr
    run("retire", sets["bso.csv"])
    result = run("backup", tmp_path / "twee.zip")
    assert result.exit_code == 0
    assert "Het is niet meer in gebruik." in result.stderr


def test_damaged_sets_are_listed_with_what_they_are(run, sets, broken):
    rows = {row["file_name"]: row for row in json.loads(run("datasets", "--format", "json").stdout)}
    assert {name: row["state"] for name, row in rows.items()} == {
        "bso.csv": "beschadigd, telt niet mee",
        "pov.csv": "telt mee",
    }
    assert rows["bso.csv"]["dataset_id"] == sets["bso.csv"]
    table = " ".join(run("datasets").stdout.split())
    assert "Stand" in table
    assert "beschadigd, telt niet mee" in table
    run("retire", sets["bso.csv"])
    assert [row["file_name"] for row in json.loads(run("datasets", "--format", "json").stdout)] == ["pov.csv"]


def test_every_file_that_check_names_is_named_from_the_workspace(run, folder, sets):
    Journal(folder).append("actions", {"text": "a"})
    (change,) = (folder / "journal" / "actions").glob("*.json")
    change.write_text("{", "utf-8")
    unknown = folder / "tables" / "scores" / "van-iemand.parquet"
    unknown.parent.mkdir(parents=True, exist_ok=True)
    unknown.write_bytes(b"")
    entry = folder / "log" / "20260101T000000000000Z-abcd1234.json"
    entry.write_text("{", "utf-8")
    lines = [text.strip() for text in run("check").stdout.splitlines()]
    named = {folder / text for text in lines if text.startswith(("journal/", "tables/", "log/"))}
    assert named == {change, unknown, entry}


def test_a_long_list_says_how_much_more_there_is(run, folder, sets):
    (folder / "tables" / "scores").mkdir(parents=True, exist_ok=True)
    for number in range(23):
        (folder / "tables" / "scores" / f"los-{number:02d}.parquet").write_bytes(b"")
    text = run("check").stdout
    assert (text.count("/los-"), "En nog 3 regels." in text) == (20, True)


def test_a_row_of_a_check_is_told_in_dutch():
    row = {"origin": "own", "care_type": "x", "organisation_id": None, "n": 2, "dataset_ids": ["a", "b", "c"]}
    assert line(row) == "herkomst eigen, opvangsoort x, aantal 2, sets a, b en c"
    row = {"dataset_id": "a", "column": "measure", "code": "iets", "sum_raw": 12.25, "sum_derived": 12.0}
    assert line(row) == "set a, kolom onderdeel, woord iets, som van de losse scores 12,25, som in de telling 12"
