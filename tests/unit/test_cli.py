"""The command line, as data managers and scripts use it: what it prints, what it keeps, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from monitor import paths
from monitor.cli import app, data
from monitor.store.workspace import Workspace

SUMMARIES = "opvangsoort;dimensie;periode;n;gemiddelde;sd;bladzijde"
SCORES = "opvangsoort;dimensie;periode;score;groep_id;organisatie_id"
PERIODS = ("2017-2019", "2021-2022", "2022-2023")
GOOD = [f"bso;omgeving;{period};95;{mean};0,6;12" for period, mean in zip(PERIODS, ("4,9", "4,4", "4,9"), strict=True)]
EVERY_ROW = {
    "care_type", "measure", "basis", "origin", "code", "variant", "badge", "flags", "derived_from", "sources", "sentence_nl",
}  # fmt: skip
COMPUTED_ROW = EVERY_ROW | {
    "periods", "d1", "d2", "d3", "ci95_d3", "p3", "p_holm", "p_worse", "p_level", "p_better", "delta", "deff",
    "smallest_detectable",
}  # fmt: skip
REPORT = {"file", "sheet", "row", "column", "value", "expected", "remedy", "message"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(paths.WORKSPACE_VARIABLE, raising=False)
    return tmp_path / "workspace"


@pytest.fixture
def run(folder):
    """Runs a command in the test's workspace; gives its result. A traceback fails the test."""

    def command(*words: str | Path, workspace: Path | None = None):
        where = ["--workspace", str(workspace or folder)] if words[0] != "catalogue" else []
        result = CliRunner().invoke(app, [*map(str, words), *where])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


@pytest.fixture
def verdicts(run):
    """The verdicts as JSON, read strictly: NaN is no JSON."""

    def asked(*words: str) -> list[dict]:
        result = run("verdicts", "--format", "json", *words)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))

    return asked


def file(folder: Path, name: str, *lines: str, header: str = SUMMARIES) -> Path:
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    return (
        {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        if folder.exists()
        else {}
    )


# --------------------------------------------------------------------------------------------------------------- import


def test_a_good_file_is_kept_and_the_command_ends_well(run, verdicts, tmp_path):
    result = run("import", file(tmp_path, "cijfers.csv", *GOOD))
    assert result.exit_code == 0
    assert "cijfers.csv: 3 regels gelezen en bewaard." in result.stdout
    assert [row["code"] for row in verdicts("--basis", "computed")] == ["FULL_RECOVERY"]


def test_the_same_file_again_changes_nothing(run, folder, tmp_path):
    given = file(tmp_path, "cijfers.csv", *GOOD)
    run("import", given)
    before = tree(folder)
    result = run("import", given)
    assert result.exit_code == 0
    assert "stond er al" in result.stdout
    assert tree(folder) == before


def test_a_wrong_file_is_refused_with_place_reason_and_remedy(run, folder, tmp_path):
    wrong = file(tmp_path, "fout.csv", *GOOD[:2], "bso;omgeving;2022-2023;95;73;0,6;12")
    result = run("import", wrong)
    assert result.exit_code == 2
    assert "Regel 4, kolom gemiddelde: 73 is hoger dan 7. Bedoelt u 7,3 of 3,7?" in result.stdout
    assert "niets bewaard" in result.stdout
    assert Workspace(folder).state().datasets == {}


def test_the_report_as_json_names_everything(run, tmp_path):
    wrong = file(tmp_path, "fout.csv", "bso;omgeving;2022-2023;95;73;0,6;12")
    result = run("import", wrong, "--json")
    assert result.exit_code == 2
    (report,) = json.loads(result.stdout)
    assert (report["ok"], report["kept"], report["rows_kept"], report["kind"]) == (False, False, 0, "summaries")
    (problem,) = report["problems"]
    assert problem.keys() >= REPORT
    assert (problem["file"], problem["row"], problem["column"], problem["value"]) == ("fout.csv", 2, "gemiddelde", "73")
    assert problem["expected"] == "een getal van 1 tot 7"
    assert problem["remedy"] == "Bedoelt u 7,3 of 3,7?"
    (report,) = json.loads(run("import", file(tmp_path, "goed.csv", *GOOD), "--json").stdout)
    assert (report["ok"], report["kept"], report["rows_kept"]) == (True, True, 3)
    assert report["summary"][0] == {"care_type": "bso", "measure": "environment_quality", "period": PERIODS[0], "n": 95}


def test_of_several_files_the_good_ones_are_kept(run, folder, tmp_path):
    good = file(tmp_path, "goed.csv", *GOOD)
    wrong = file(tmp_path, "fout.csv", "bso;omgeving;2099;95;4;0,6;12")
    also_good = file(tmp_path, "ook_goed.csv", *(line.replace("bso", "pov") for line in GOOD))
    result = run("import", wrong, good, tmp_path / "er_niet.csv", also_good, "--json")
    assert result.exit_code == 2
    assert [report["ok"] for report in json.loads(result.stdout)] == [False, True, False, True]
    assert {d.file_name for d in Workspace(folder).state().datasets.values()} == {"goed.csv", "ook_goed.csv"}


@pytest.mark.parametrize("lines", [GOOD, ["bso;omgeving;2022-2023;95;73;0,6;12"]], ids=["good", "wrong"])
def test_a_dry_run_leaves_no_trace(run, folder, tmp_path, lines):
    given = file(tmp_path, "cijfers.csv", *lines)
    result = run("import", given, "--dry-run")
    assert result.exit_code == (0 if lines is GOOD else 2)
    assert "niets bewaard" in result.stdout
    assert not folder.exists()
    run("import", file(tmp_path, "eerder.csv", *(line.replace("bso", "pov") for line in GOOD)))
    before = tree(folder)
    run("import", given, "--dry-run")
    assert tree(folder) == before


def test_figures_can_be_loaded_as_demo_and_a_kind_can_be_given(run, verdicts, tmp_path):
    given = file(tmp_path, "cijfers.csv", *GOOD)
    assert run("import", given, "--as", "scores").exit_code == 2
    assert run("import", given, "--as", "summaries", "--origin", "demo").exit_code == 0
    (row,) = verdicts("--basis", "computed")
    assert row["origin"] == "demo"
    assert "FICTIVE" in row["flags"]


@pytest.mark.parametrize("make", [
    lambda folder: folder / "er_niet.csv",
    lambda folder: folder,
    lambda folder: file(folder, "leeg.csv", header=""),
    lambda folder: file(folder, "binair.xlsx", header="PK\x03\x04 geen werkmap"),
    lambda folder: file(folder, "brief.docx", header="tekst"),
], ids=["missing", "a folder", "empty", "damaged", "another kind"])  # fmt: skip
def test_what_cannot_be_read_is_refused_in_dutch(run, folder, tmp_path, make):
    result = run("import", make(tmp_path))
    assert result.exit_code == 2
    assert "we konden dit bestand niet inlezen" in result.stdout
    assert Workspace(folder).state().datasets == {}


def test_a_file_that_may_not_be_opened_is_refused_and_the_next_one_is_kept(run, folder, tmp_path, monkeypatch):
    closed, good = file(tmp_path, "dicht.csv", *GOOD), file(tmp_path, "goed.csv", *GOOD)
    real = data.import_file

    def guarded(path, *rest, **more):
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *rest, **more)

    monkeypatch.setattr(data, "import_file", guarded)
    result = run("import", closed, good, "--json")
    assert result.exit_code == 2
    first, second = json.loads(result.stdout)
    assert first["problems"][0].keys() >= REPORT
    assert "mag openen" in first["problems"][0]["message"]
    assert second["kept"]
    assert "niets bewaard" in run("import", closed).stdout


# ------------------------------------------------------------------------------------------------------------- verdicts


def test_published_verdicts_are_there_without_any_data(verdicts):
    rows = verdicts()
    assert rows
    assert {row["basis"] for row in rows} == {row["origin"] for row in rows} == {"published"}
    assert all(row.keys() >= EVERY_ROW for row in rows)
    assert all(row["sources"] and row["sources"][0]["url"].startswith("http") for row in rows)
    assert all(row["sentence_nl"] for row in rows)
    derived = [row for row in rows if row["derived_from"]]
    assert derived
    assert "all" in {code for row in derived for code in row["derived_from"]}
    assert any(row["badge"] == "NOT_REPRESENTATIVE" != row["code"] for row in rows if row["care_type"] == "goo")


def test_computed_verdicts_hold_every_number_that_scripts_were_promised(run, verdicts, tmp_path):
    run("import", file(tmp_path, "cijfers.csv", *GOOD))
    (row,) = verdicts("--basis", "computed")
    assert row.keys() >= COMPUTED_ROW
    assert set(row["periods"]) == set(PERIODS)
    assert all(period.keys() >= {"mean", "sd", "n"} for period in row["periods"].values())
    assert [row["periods"][period]["mean"] for period in PERIODS] == [4.9, 4.4, 4.9]
    assert (row["d1"], row["d2"], row["d3"]) == pytest.approx((-0.5, 0.5, 0.0))
    low, high = row["ci95_d3"]
    assert low == pytest.approx(-high)
    assert row["p_worse"] + row["p_level"] + row["p_better"] == pytest.approx(1)
    assert (row["delta"], row["deff"], row["agreement"]) == (0.25, 1.0, "AGREE")
    assert row["sources"] == [{"title": "cijfers", "page": "12", "dataset_ids": row["sources"][0]["dataset_ids"]}]


def test_what_could_not_be_computed_is_null(run, verdicts, tmp_path):
    lines = [
        GOOD[2],
        *(line.replace("bso", "pov").replace(";95;", ";3;") for line in GOOD),
        "goo;omgeving;2017-2019;1;5;;",
    ]
    run("import", file(tmp_path, "cijfers.csv", *lines))
    rows = {row["care_type"]: row for row in verdicts("--basis", "computed")}
    assert {key: row["code"] for key, row in rows.items()} == {
        "bso": "NO_BASELINE",
        "pov": "TOO_FEW",
        "goo": "NO_CURRENT",
    }
    assert all(
        rows[key][name] is None for key in rows for name in ("d3", "ci95_d3", "p3", "p_holm", "smallest_detectable")
    )
    assert rows["goo"]["deff"] is None
    assert rows["goo"]["periods"]["2017-2019"]["ci95"] is None
    assert all(row["sentence_nl"] for row in rows.values())


def test_a_cell_whose_organisations_all_score_alike_is_still_json(run, verdicts, tmp_path):
    lines = [f"bso;omgeving;{p};{4 + i % 2};G{i};O{i // 2}" for p in PERIODS for i in range(20)]
    assert run("import", file(tmp_path, "scores.csv", *lines, header=SCORES)).exit_code == 0
    (row,) = verdicts("--basis", "computed")
    assert row["deff"] == 0
    assert row["code"] == "UNCERTAIN"


@pytest.mark.parametrize(
    ("words", "measures", "care_types"),
    [
        (("--measure", "environment_quality"), {"environment_quality"}, None),
        (("--measure", "omgeving"), {"environment_quality"}, None),
        (("--measure", "Omgevingskwaliteit"), {"environment_quality"}, None),
        (("--care-type", "bso"), None, {"bso"}),
        (("--care-type", "Baby's"), None, {"kdv_baby"}),
        (("--care-type", "gastouder", "--measure", "WERKSTRESS"), {"work_stress"}, {"goo"}),
    ],
)
def test_a_choice_by_code_or_by_dutch_word(run, verdicts, words, measures, care_types):
    run("demo")
    rows = verdicts(*words)
    assert {row["basis"] for row in rows} == {"computed", "published"} or "WERKSTRESS" in words
    assert rows
    assert measures is None or {row["measure"] for row in rows} == measures
    assert care_types is None or {row["care_type"] for row in rows} == care_types


@pytest.mark.parametrize(
    "words", [("--measure", "geluk"), ("--care-type", "school"), ("--measure", "bso"), ("--measure", "")]
)
def test_an_unknown_word_is_said_with_what_is_possible(run, words):
    result = run("verdicts", *words)
    assert result.exit_code == 2
    assert f"'{words[1]}' kennen we niet. Kies uit: " in result.stderr
    assert result.stdout == ""


def test_the_basis_chooses_rows_and_an_unknown_basis_is_refused(run, verdicts):
    run("demo")
    by_basis = {basis: verdicts("--basis", basis) for basis in ("computed", "published", "all")}
    assert by_basis["all"] == by_basis["computed"] + by_basis["published"]
    assert {row["basis"] for row in by_basis["computed"]} == {"computed"}
    assert run("verdicts", "--basis", "guessed").exit_code == 2


def test_a_choice_does_not_change_the_family(run, verdicts):
    run("demo")
    everything = {(r["care_type"], r["measure"]): r for r in verdicts("--basis", "computed")}
    for row in verdicts("--basis", "computed", "--care-type", "bso"):
        assert row == everything[row["care_type"], row["measure"]]


def test_csv_has_one_line_per_verdict_with_decimal_commas(run, verdicts, tmp_path):
    run("import", file(tmp_path, "=1+1.csv", *GOOD))
    result = run("verdicts", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(result.stdout), delimiter=";"))
    assert len(lines) == len(verdicts())
    (computed,) = [line for line in lines if line["basis"] == "computed"]
    assert (computed["care_type"], computed["code"], computed["delta"]) == ("bso", "FULL_RECOVERY", "0,25")
    assert float(computed["d2"].replace(",", ".")) == pytest.approx(0.5)
    assert computed["sentence_nl"].endswith("groei.")
    assert computed["sources"] == "'=1+1", "a cell that a spreadsheet would run is text"


def test_the_table_fits_what_a_person_reads(run):
    run("demo")
    shown = run("verdicts", "--care-type", "bso").stdout
    assert "FULL_RECOVERY" in shown
    assert "FICTIVE" in shown
    assert max(map(len, shown.splitlines())) <= 200


# ------------------------------------------------------------------------------------------ demo, retire, compact, check


def test_the_demo_set_is_written_once_and_another_seed_replaces_it(run, folder, verdicts):
    assert run("demo").exit_code == 0
    before, rows = tree(folder), verdicts("--basis", "computed")
    assert run("demo").exit_code == 0
    assert tree(folder) == before
    assert run("demo", "--seed", 7).exit_code == 0
    state = Workspace(folder).state()
    (active,) = state.ids(kind="scores")
    assert active.startswith("demo-7-")
    assert len(state.ids(origin="demo", kind="dialogue")) == 1
    other = verdicts("--basis", "computed")
    assert len(other) == len(rows)
    assert other != rows
    run("demo")
    assert verdicts("--basis", "computed") == rows


def test_demo_data_stay_apart_from_own_data(run, verdicts, tmp_path):
    run("import", file(tmp_path, "cijfers.csv", *GOOD))
    alone = verdicts("--basis", "computed")
    run("demo")
    both = verdicts("--basis", "computed")
    assert [row for row in both if row["origin"] == "own"] == alone
    assert all(("FICTIVE" in row["flags"]) == (row["origin"] == "demo") for row in both)


def test_a_retired_set_is_gone_from_the_verdicts_and_cannot_be_retired_twice(run, folder, verdicts, tmp_path):
    given = file(tmp_path, "cijfers.csv", *GOOD)
    run("import", given)
    (key,) = Workspace(folder).state().datasets
    assert key in run("datasets", "--format", "csv").stdout
    assert run("retire", key).exit_code == 0
    assert verdicts("--basis", "computed") == []
    for wrong in (key, "onbekend"):
        result = run("retire", wrong)
        assert result.exit_code == 2
        assert f"geen gegevensset '{wrong}'" in result.stderr
    assert run("import", given).exit_code == 0
    assert len(verdicts("--basis", "computed")) == 1


def test_compaction_keeps_every_verdict(run, folder, verdicts, tmp_path):
    run("demo")
    for care_type in ("bso", "pov", "goo"):
        run("import", file(tmp_path, f"{care_type}.csv", *(line.replace("bso", care_type) for line in GOOD)))
    for number in range(3):  # groups of the same organisations, spread over files
        lines = [f"bso;emotioneel;{p};{4 + i % 17 / 10};G{i}-{number};O{i % 9}" for p in PERIODS for i in range(40)]
        run("import", file(tmp_path, f"scores{number}.csv", *lines, header=SCORES))
    before, text = verdicts(), run("verdicts", "--format", "csv").stdout
    result = run("compact")
    assert result.exit_code == 0
    assert "summaries: 3 bestanden werd 1 bestand." in result.stdout
    assert "organisation_sums: 4 bestanden werd 1 bestand." in result.stdout
    assert verdicts() == before
    assert run("verdicts", "--format", "csv").stdout == text
    assert run("check").exit_code == 0
    assert run("compact").exit_code == 0
    assert verdicts() == before


def test_checks_pass_on_good_data_and_on_none(run, tmp_path):
    assert run("check").exit_code == 0
    run("demo")
    run("import", file(tmp_path, "cijfers.csv", *GOOD))
    result = run("check")
    assert result.exit_code == 0
    assert "niet goed" not in result.stdout


def test_a_changed_number_in_the_parquet_is_found(run, folder):
    run("demo")
    (path,) = (folder / "tables" / "scores").glob("*.parquet")
    table = pq.read_table(path)
    scores = table["score"].to_pylist()
    pq.write_table(
        table.set_column(table.schema.get_field_index("score"), table.schema.field("score"), [[1.0, *scores[1:]]]), path
    )
    result = run("check")
    assert result.exit_code == 2
    assert "niet goed" in result.stdout
    assert "reservekopie" in result.stdout


@pytest.mark.parametrize("damage", ["cut", "garbage", "inside", "gone"])
def test_a_damaged_file_is_named_and_stops_no_command_with_a_traceback(run, folder, damage):
    run("demo")
    (path,) = (folder / "tables" / "organisation_sums").glob("*.parquet")
    content = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        middle = b"\xff" * 400
        inside = content[:200] + middle + content[200 + len(middle) :]
        path.write_bytes(
            {"cut": content[: len(content) // 2], "garbage": b"PAR1 geen parquet", "inside": inside}[damage]
        )
    result = run("check")
    assert result.exit_code == 2
    assert path.name in result.output
    asked = run("verdicts", "--format", "json")
    assert "python -m monitor check" in asked.stderr
    assert "Traceback" not in asked.output
    if damage == "inside":  # only reading every byte shows it
        assert (asked.exit_code, asked.stdout) == (2, "")
    else:  # the data set is left out, the rest is answered
        assert asked.exit_code == 0
        assert {row["basis"] for row in json.loads(asked.stdout)} == {"published"}


@pytest.mark.parametrize("damage", ["cut", "inside"])
def test_reading_a_damaged_data_set_in_again_repairs_it(run, folder, tmp_path, damage):
    given = file(tmp_path, "cijfers.csv", *GOOD)
    run("import", given)
    whole = run("verdicts", "--format", "json").stdout
    (path,) = (folder / "tables" / "summaries").glob("*.parquet")
    content = path.read_bytes()
    path.write_bytes(content[:300] if damage == "cut" else content[:100] + b"\xff" * 50 + content[150:])
    assert run("check").exit_code == 2
    again = run("import", given)
    assert "gelezen en bewaard" in again.stdout
    assert run("check").stdout.count("niet goed") == 0
    asked = run("verdicts", "--format", "json")
    assert (asked.stdout, asked.stderr) == (whole, "")
    assert path.exists(), "what was damaged stays where it is"


# ------------------------------------------------------------------------------------------------ workspace and catalogue


def test_the_workspace_of_the_environment_is_used_unless_one_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.WORKSPACE_VARIABLE, str(tmp_path / "a"))
    given = str(file(tmp_path, "cijfers.csv", *GOOD))
    assert CliRunner().invoke(app, ["import", given]).exit_code == 0
    assert CliRunner().invoke(app, ["import", given, "--workspace", str(tmp_path / "b")]).exit_code == 0
    assert len(Workspace(tmp_path / "a").state().datasets) == 1
    assert len(Workspace(tmp_path / "b").state().datasets) == 1


def test_a_workspace_that_is_a_file_is_refused(run, tmp_path):
    plain = file(tmp_path, "geen_map")
    result = run("verdicts", workspace=plain)
    assert result.exit_code == 2
    assert "is geen map" in result.stderr


@pytest.mark.parametrize(
    "command", [("verdicts",), ("check",), ("compact",), ("demo",), ("datasets",), ("import", "x.csv")]
)
def test_a_workspace_with_a_broken_catalogue_says_what_is_wrong(run, folder, command):
    own = folder / "catalogue"
    own.mkdir(parents=True)
    text = (paths.CATALOGUE / "measures.csv").read_text("utf-8")
    (own / "measures.csv").write_text(text.replace(",higher,", ",hoger,"), "utf-8")
    result = run(*command)
    assert result.exit_code == 2
    assert "De catalogus in deze werkmap klopt niet" in result.stderr
    assert "measures.csv, regel 2, kolom polarity" in result.stderr
    assert "Traceback" not in result.output


def test_the_shipped_catalogue_is_right(run):
    files = [paths.CATALOGUE / name for name in ("settings.csv", "periods.csv", "care_types.csv", "measures.csv")]
    result = run("catalogue", "--check", *files)
    assert result.exit_code == 0, result.output
    assert "klopt" in result.stdout


def test_a_broken_catalogue_file_is_refused_with_every_problem(run, tmp_path):
    lines = (paths.CATALOGUE / "measures.csv").read_text("utf-8").splitlines()
    broken = tmp_path / "measures.csv"
    broken.write_text("\n".join([*lines, lines[1]]).replace(",observed,", ",seen,", 1), "utf-8")
    result = run("catalogue", "--check", broken)
    assert result.exit_code == 2
    assert f"measures.csv, regel {len(lines) + 1}, kolom code" in result.stdout
    assert "kolom reported_by" in result.stdout
    assert run("catalogue", "--check", tmp_path / "er_niet.csv").exit_code == 2
    assert run("catalogue", "--check", tmp_path).exit_code == 2


# ------------------------------------------------------------------------------------------------------ a real process


def test_as_a_process(tmp_path):
    environment = os.environ | {paths.WORKSPACE_VARIABLE: str(tmp_path / "workspace")}

    def monitor(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "monitor", *words]
        return subprocess.run(
            command, cwd=paths.ROOT, env=environment, capture_output=True, text=True, encoding="utf-8"
        )

    good, wrong = file(tmp_path, "goed.csv", *GOOD), file(tmp_path, "fout.csv", "bso;omgeving;2022-2023;95;73;0,6;12")
    imported = monitor("import", str(good), str(wrong))
    assert (imported.returncode, imported.stderr) == (2, "")
    assert "73 is hoger dan 7" in imported.stdout
    asked = monitor("verdicts", "--basis", "computed", "--format", "json")
    assert (asked.returncode, asked.stderr) == (0, "")
    (row,) = json.loads(asked.stdout)
    assert math.isclose(row["d1"], -0.5)
    helped = monitor("--help")
    assert helped.returncode == 0
    assert all(
        name in helped.stdout for name in ("import", "verdicts", "check", "compact", "demo", "retire", "catalogue")
    )
