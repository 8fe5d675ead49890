"""Good files in every flavour give the same rows."""

from datetime import date

import pyarrow.parquet as pq
import pytest

from monitor.ingest import import_file
from monitor.store.schemas import SCHEMAS
from tests.ingest.files import HEADER, ROWS, csv_text, stored, write, write_xlsx

EXPECTED = [
    ("educational_quality", "kdv_toddler", "2022-2023", 4.0, "O2", "L3", "G3", date(2023, 1, 9)),
    ("emotional_quality", "pov", "2017-2019", 5.1, "O1", "L1", "G1", date(2018, 6, 3)),
    ("environment_quality", "kdv_baby", "2021-2022", 4.6, "O1", "L2", "G2", date(2021, 11, 30)),
]
KEYS = ("measure", "care_type", "period", "score", "organisation_id", "location_id", "group_id", "observed_on")


def rows_of(workspace) -> list[tuple]:
    return sorted(tuple(row[key] for key in KEYS) for row in stored(workspace))


@pytest.mark.parametrize(
    ("name", "delimiter", "decimal", "encoding"),
    [
        ("a.csv", ";", ",", "utf-8"),
        ("a.csv", ";", ",", "utf-8-sig"),
        ("a.csv", ";", ".", "utf-8"),
        ("a.csv", ",", ".", "utf-8"),
        ("a.csv", ",", ",", "utf-8"),
        ("a.tsv", "\t", ",", "utf-8"),
        ("a.txt", "\t", ",", "utf-16"),
        ("a.CSV", ";", ",", "cp1252"),
    ],
)
def test_csv_flavours(tmp_path, workspace, catalogue, name, delimiter, decimal, encoding):
    file = write(tmp_path / name, csv_text(delimiter=delimiter, decimal=decimal), encoding)
    report = import_file(file, workspace, catalogue)
    assert report.problems == ()
    assert (report.kept, report.kind, report.rows_read, report.rows_kept) == (True, "scores", 3, 3)
    assert rows_of(workspace) == EXPECTED


def test_windows_1252_letters_are_kept(tmp_path, workspace, catalogue):
    rows = [[*ROWS[0][:4], "Kinderopvang Zoë", *ROWS[0][5:]]]
    report = import_file(write(tmp_path / "a.csv", csv_text(rows=rows), "cp1252"), workspace, catalogue)
    assert stored(workspace)[0]["organisation_id"] == "Kinderopvang Zoë"
    assert any("Windows-1252" in note for note in report.notes)


def test_xlsx_with_title_rows_and_a_formula(tmp_path, workspace, catalogue):
    rows = [["Scores van de monitor"], [], HEADER, *[list(row) for row in ROWS]]
    rows[4][3] = "=4+0.5"
    report = import_file(write_xlsx(tmp_path / "a.xlsx", {"Metingen": rows}), workspace, catalogue)
    assert report.sheets == ("Metingen",)
    scores = {row["group_id"]: row["score"] for row in stored(workspace)}
    assert scores == {"G1": 5.1, "G2": 4.5, "G3": 4.0}


def test_csv_with_a_title_above_the_header(tmp_path, workspace, catalogue):
    file = write(tmp_path / "a.csv", "Onze scores;;;;;;;\r\n\r\n" + csv_text())
    assert import_file(file, workspace, catalogue).kept
    assert rows_of(workspace) == EXPECTED


def test_first_line_that_tells_the_delimiter_is_not_counted(tmp_path, workspace, catalogue):
    bad = [[*ROWS[0][:3], 73, *ROWS[0][4:]]]
    report = import_file(write(tmp_path / "a.csv", "sep=;\r\n" + csv_text(rows=bad)), workspace, catalogue)
    assert [p.row for p in report.problems] == [2]


def test_every_readable_sheet_is_read_and_others_are_named(tmp_path, workspace, catalogue):
    sheets = {"Een": [HEADER, ROWS[0]], "Uitleg": [HEADER, ROWS[2]], "Twee": [HEADER, ROWS[1]], "Los": [["notitie"]]}
    report = import_file(write_xlsx(tmp_path / "a.xlsx", sheets), workspace, catalogue)
    assert (report.sheets, report.rows_kept) == (("Een", "Twee"), 2)
    assert any("'Los'" in note for note in report.notes)


def test_english_headers_and_words(tmp_path, workspace, catalogue):
    text = "care type,measure,period,score,location id\ninfant_daycare,emotional,2017–2019,5.1,L1\n"
    assert import_file(write(tmp_path / "a.csv", text), workspace, catalogue).kept
    row = stored(workspace)[0]
    assert (row["care_type"], row["measure"], row["period"], row["location_id"]) == (
        "kdv_baby", "emotional_quality", "2017-2019", "L1",
    )  # fmt: skip


def test_a_column_per_measure_becomes_rows_and_an_empty_cell_no_score(tmp_path, workspace, catalogue):
    text = "opvangsoort;periode;groep;emotioneel;educatief;omgeving\nbaby;2017-2019;G1;5,1;3,9;4,8\nbaby;2017-2019;G2;5,2;;4,4\n"
    report = import_file(write(tmp_path / "a.csv", text), workspace, catalogue)
    assert (report.rows_read, report.rows_kept) == (2, 5)
    found = {(row["group_id"], row["measure"]): row["score"] for row in stored(workspace)}
    assert ("G2", "educational_quality") not in found
    assert found["G2", "environment_quality"] == 4.4


def test_a_wrong_cell_in_a_measure_column_is_named_by_its_header(tmp_path, workspace, catalogue):
    text = "opvangsoort;periode;groep;emotioneel;educatief\nbaby;2017-2019;G1;5,1;3,9\nbaby;2017-2019;G2;5,2;45\n"
    (problem,) = import_file(write(tmp_path / "a.csv", text), workspace, catalogue).problems
    assert (problem.row, problem.column) == (3, "educatief")
    assert problem.message == "Regel 3, kolom educatief: 45 is hoger dan 7. Bedoelt u 4,5 of 5,4?"


def test_summaries(tmp_path, workspace, catalogue):
    text = (
        "Opvangsoort;Onderdeel;Periode;N;Gemiddelde;SD;Min;Max;Aandeel laag;Aandeel hoog;Representatief;Blz.\n"
        "gastouder;werkstress;2017/2019;137;3,4;0,9;1,2;6;12%;0,25;nee;34\n"
        "BSO;werkstress;2017/2019;96;3,1;;;;;;ja;34\n"
    )
    report = import_file(write(tmp_path / "a.csv", text), workspace, catalogue)
    assert (report.kind, report.rows_kept) == ("summaries", 2)
    goo, bso = sorted(stored(workspace, "summaries"), key=lambda row: row["n"], reverse=True)
    assert (goo["n"], goo["mean"], goo["sd"], goo["min"], goo["max"]) == (137, 3.4, 0.9, 1.2, 6.0)
    assert (goo["share_low"], goo["share_high"], goo["page"]) == (0.12, 0.25, "34")
    assert (goo["is_representative"], bso["is_representative"], bso["sd"]) == (False, True, None)
    assert {tuple(cell.items()) for cell in report.summary} == {
        (("care_type", "goo"), ("measure", "work_stress"), ("period", "2017-2019"), ("n", 137)),
        (("care_type", "bso"), ("measure", "work_stress"), ("period", "2017-2019"), ("n", 96)),
    }


def test_a_spread_of_zero_is_kept_as_unknown_and_said(tmp_path, workspace, catalogue):
    text = "opvangsoort;onderdeel;periode;n;gemiddelde;sd\nBSO;omgeving;2017-2019;20;4,1;0\n"
    report = import_file(write(tmp_path / "a.csv", text), workspace, catalogue)
    assert stored(workspace, "summaries")[0]["sd"] is None
    assert any("sd" in note for note in report.notes)


def test_summaries_with_a_mean_and_a_spread_per_measure(tmp_path, workspace, catalogue):
    text = "opvangsoort;periode;n;emotioneel gemiddelde;emotioneel sd;omgeving;sd omgeving\nbaby;2017-2019;51;3,9;0,8;4,1;0,9\n"
    assert import_file(write(tmp_path / "a.csv", text), workspace, catalogue).kept
    found = {row["measure"]: (row["n"], row["mean"], row["sd"]) for row in stored(workspace, "summaries")}
    assert found == {"emotional_quality": (51, 3.9, 0.8), "environment_quality": (51, 4.1, 0.9)}


def test_findings(tmp_path, workspace, catalogue):
    text = (
        "onderdeel;opvangsoort;periode van;periode tot;verandering;niveau;uitspraak;bron;link\n"
        "omgeving;alle soorten;2021-2022;2022-2023;gestegen;deels hersteld;De kwaliteit steeg.;Rapport;https://example.org\n"
    )
    report = import_file(write(tmp_path / "a.csv", text), workspace, catalogue)
    assert report.kind == "findings"
    (row,) = stored(workspace, "findings")
    assert (row["care_type"], row["direction"], row["level"], row["caveat_nl"]) == ("all", "up", "partly_recovered", "")
    assert row["finding_id"].startswith("eigen-")


def test_stored_files_have_the_schema_and_the_order(tmp_path, workspace, catalogue):
    import_file(write(tmp_path / "a.csv", csv_text()), workspace, catalogue)
    files = workspace.state().files
    assert set(files) == {"scores", "score_counts", "organisation_sums"}
    for table, (file,) in files.items():
        assert pq.read_schema(file).equals(SCHEMAS[table]), table
    keys = [(r["measure"], r["care_type"], r["period"], r["organisation_id"]) for r in stored(workspace)]
    assert keys == sorted(keys)


def test_derived_tables_add_up_to_the_rows(tmp_path, workspace, catalogue):
    import_file(write(tmp_path / "a.csv", csv_text()), workspace, catalogue)
    sums = stored(workspace, "organisation_sums")
    assert sum(row["n_groups"] for row in sums) == 3
    assert sum(row["score_sum"] for row in sums) == pytest.approx(13.7)
    assert sum(row["n_groups"] for row in stored(workspace, "score_counts")) == 3


def test_progress_goes_up_to_one(tmp_path, workspace, catalogue):
    told: list[float] = []
    import_file(
        write(tmp_path / "a.csv", csv_text()), workspace, catalogue, progress=lambda part, text: told.append(part)
    )
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_notes_say_how_words_were_read(tmp_path, workspace, catalogue):
    report = import_file(write(tmp_path / "a.csv", csv_text()), workspace, catalogue)
    assert "Kolom 'opvangsoort': 'POV' lezen we als peuteropvang." in report.notes
