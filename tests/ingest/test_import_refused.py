"""Files that must not be kept: each says where, what and what to do, and leaves the workspace as it was."""

import json
import struct
import tracemalloc
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from monitor.ingest import import_file, readers, template_csv
from tests.ingest.files import HEADER, ROWS, csv_text, tree, write, write_xlsx

SCORES = "opvangsoort;dimensie;periode;score;groep_id\n"
SUMMARIES = "opvangsoort;onderdeel;periode;n;gemiddelde;sd;min;max;aandeel_laag;aandeel_hoog\n"


def refused(path, workspace, catalogue, **options):
    """The report of a file that must be refused, after which the workspace is as it was."""
    before = tree(workspace.folder)
    report = import_file(path, workspace, catalogue, **options)
    assert report.problems
    assert not report.kept
    assert report.rows_kept == 0
    assert tree(workspace.folder) == before
    assert workspace.folder.exists() == bool(before)
    return report


def codes(report) -> list[str]:
    return [problem.code for problem in report.problems]


def messages(report) -> list[str]:
    return [problem.message for problem in report.problems]


def test_the_sentence_of_the_contract(tmp_path, workspace, catalogue):
    rows = [[*ROWS[0][:6], f"G{number}", ROWS[0][7]] for number in range(13)]
    rows[12][3] = 73
    report = refused(write(tmp_path / "a.csv", csv_text(rows=rows)), workspace, catalogue)
    assert messages(report) == ["Regel 14, kolom score: 73 is hoger dan 7. Bedoelt u 7,3 of 3,7?"]
    problem = report.problems[0]
    assert (problem.file, problem.row, problem.column, problem.value) == ("a.csv", 14, "score", "73")
    assert "13 regels gelezen" in report.text()
    assert "nog niets bewaard" in report.text()


@pytest.mark.parametrize(
    ("score", "code"),
    [("x", "not_number"), ("4,6,1", "not_number"), ("4.600,5", "not_number"), ("", "empty"), ("0,9", "too_low"),
     ("7,01", "too_high"), ("-4", "too_low"), ("nan", "not_number"), ("1e0", "not_number"), ("4 punten", "not_number")],
)  # fmt: skip
def test_scores_that_are_no_score(tmp_path, workspace, catalogue, score, code):
    file = write(tmp_path / "a.csv", f"{SCORES}POV;emotioneel;2017-2019;5;G1\nPOV;emotioneel;2017-2019;{score};G2\n")
    report = refused(file, workspace, catalogue)
    assert codes(report) == [code]
    assert report.problems[0].row == 3


def test_a_number_that_excel_made_a_date(tmp_path, workspace, catalogue):
    rows = [HEADER, [*ROWS[0][:3], date(2026, 6, 4), *ROWS[0][4:]]]
    report = refused(write_xlsx(tmp_path / "a.xlsx", {"Blad1": rows}), workspace, catalogue)
    assert "4 juni 2026 is een datum" in messages(report)[0]
    assert "4,6" in messages(report)[0]


def test_unknown_words_come_with_the_closest(tmp_path, workspace, catalogue):
    file = write(tmp_path / "a.csv", f"{SCORES}peuteropvan;emotioneel;2017-2019;5;1\nPOV;emotionel;1999;5;2\n")
    report = refused(file, workspace, catalogue)
    assert codes(report) == ["unknown_word"] * 3
    assert "Bedoelt u peuteropvang?" in messages(report)[0]
    assert report.unknown_values == (("care_type", "peuteropvan"), ("measure", "emotionel"), ("period", "1999"))
    assert "2017-2019" in report.problems[2].expected


def test_a_group_of_care_types_holds_no_data(tmp_path, workspace, catalogue):
    report = refused(
        write(tmp_path / "a.csv", f"{SCORES}toddler_kdv_pov;emotioneel;2017-2019;5;G1\n"), workspace, catalogue
    )
    assert codes(report) == ["group"]
    assert "Peuteropvang" in messages(report)[0]


def test_polarity_that_contradicts_the_catalogue(tmp_path, workspace, catalogue):
    text = "opvangsoort;indicator;periode;score;richting\nPOV;werkstress;2017-2019;3;hoger_is_beter\n"
    text += "POV;omgeving;2017-2019;5;hoger is beter\n"
    report = refused(write(tmp_path / "a.csv", text), workspace, catalogue)
    assert codes(report) == ["polarity"]
    assert "werkstress" in messages(report)[0]
    assert "lager_is_beter" in messages(report)[0]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("12,5;4;1;;;;", "not_count", "n"),
        ("0;4;1;;;;", "not_count", "n"),
        ("10;7,2;1;;;;", "too_high", "gemiddelde"),
        ("10;4;-1;;;;", "negative", "sd"),
        ("10;4;4,5;;;;", "sd_too_large", "sd"),
        ("10;4;1;4,5;;;", "min_above_mean", "min"),
        ("10;4;1;;3,5;;", "max_below_mean", "max"),
        ("10;4;1;;;12;", "not_share", "aandeel_laag"),
        ("10;4;1;;;60%;0,5", "shares_above_one", "aandeel_hoog"),
        (";4;1;;;;", "empty", "n"),
        ("10;;1;;;;", "empty", "gemiddelde"),
    ],
)
def test_summaries_that_cannot_be(tmp_path, workspace, catalogue, row, code, column):
    report = refused(write(tmp_path / "a.csv", f"{SUMMARIES}POV;omgeving;2017-2019;{row}\n"), workspace, catalogue)
    assert [(p.code, p.column) for p in report.problems] == [(code, column)]


def test_the_same_group_twice_in_a_file(tmp_path, workspace, catalogue):
    text = f"{SCORES}POV;emotioneel;2017-2019;5;G1\nPOV;omgeving;2017-2019;5;G1\npeuteropvang;emotioneel;'17-'19;6;G1\n"
    report = refused(write(tmp_path / "a.csv", text), workspace, catalogue)
    assert codes(report) == ["duplicate"]
    assert report.problems[0].row == 4
    assert "regel 2" in messages(report)[0]


def test_the_same_cell_twice_in_summaries(tmp_path, workspace, catalogue):
    text = f"{SUMMARIES}POV;omgeving;2017-2019;10;4;1;;;;\nPOV;omgeving;2017/2019;12;4;1;;;;\n"
    assert codes(refused(write(tmp_path / "a.csv", text), workspace, catalogue)) == ["duplicate"]


def test_missing_columns_are_named_and_the_rest_can_be_assigned(tmp_path, workspace, catalogue):
    report = refused(
        write(tmp_path / "a.csv", "opvangsoort;dimensie;wanneer;score\nPOV;omgeving;2017-2019;5\n"),
        workspace,
        catalogue,
    )
    assert codes(report) == ["missing_column"]
    assert "'periode'" in messages(report)[0]
    assert (report.kind, report.unknown_columns) == ("scores", ("wanneer",))


def test_a_column_that_stands_there_twice(tmp_path, workspace, catalogue):
    text = "opvangsoort;dimensie;periode;score;cijfer\nPOV;omgeving;2017-2019;5;5\n"
    assert codes(refused(write(tmp_path / "a.csv", text), workspace, catalogue)) == ["column_twice"]


def test_scores_and_means_at_once_is_asked(tmp_path, workspace, catalogue):
    text = "opvangsoort;onderdeel;periode;groep;score;n;gemiddelde\nPOV;omgeving;2017-2019;G1;5;10;4\n"
    report = refused(write(tmp_path / "a.csv", text), workspace, catalogue)
    assert codes(report) == ["ambiguous"]
    assert import_file(tmp_path / "a.csv", workspace, catalogue, kind="scores").kept


def test_ragged_rows(tmp_path, workspace, catalogue):
    text = f"{SCORES}POV;emotioneel;2017-2019;5;G1;;\nPOV;emotioneel;2017-2019;5;G2;extra\nPOV;emotioneel;2017-2019\n"
    report = refused(write(tmp_path / "a.csv", text), workspace, catalogue)
    assert [(p.row, p.code) for p in report.problems] == [(3, "too_many_cells"), (4, "empty")]


@pytest.mark.parametrize(
    "header",
    ["Voornaam", "achternaam ouder", "Naam", "geboortedatum", "Geb. datum kind", "BSN", "BSN kind", "e-mail",
     "E-mailadres ouder", "telefoonnummer", "Date of birth"],
)  # fmt: skip
def test_headers_that_tell_of_persons(tmp_path, workspace, catalogue, header):
    file = write(tmp_path / "a.csv", f"opvangsoort;dimensie;periode;score;{header}\nPOV;omgeving;2017-2019;5;x\n")
    report = refused(file, workspace, catalogue, columns={header: ""})
    assert codes(report) == ["privacy"]
    assert header in messages(report)[0]


@pytest.mark.parametrize(
    "values",
    [("111222333", "123456782", "111 222 333", "100000009"), ("a@b.nl", "jan@voorbeeld.nl", "x.y@z.org", "a@c.nl"),
     ("06-12345678", "0570 123456", "+31 6 12345678", "0612345679")],
)  # fmt: skip
def test_cells_that_tell_of_persons(tmp_path, workspace, catalogue, values):
    rows = "".join(f"POV;omgeving;2017-2019;5;{value}\n" for value in values)
    file = write(tmp_path / "a.csv", f"opvangsoort;dimensie;periode;score;kenmerk\n{rows}")
    assert codes(refused(file, workspace, catalogue)) == ["privacy"]


def test_register_numbers_are_no_citizen_numbers(tmp_path, workspace, catalogue):
    rows = "".join(f"POV;omgeving;2017-2019;5;{value}\n" for value in ("123456789", "987654321", "100000001"))
    file = write(tmp_path / "a.csv", f"opvangsoort;dimensie;periode;score;lrk\n{rows}")
    assert import_file(file, workspace, catalogue).kept


# ------------------------------------------------------------------------------------------------ files that are no table


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "empty_file"),
        ("a.csv", b"\xef\xbb\xbf \r\n;;\r\n", "empty_file"),
        ("a.csv", b"zomaar een zin\nen nog een\n", "no_header"),
        ("a.csv", b"opvangsoort;dimensie;periode;score\n", "no_rows"),
        ("a.csv", b"opvangsoort;dimensie\x00;periode;score\n", "not_text"),
        ("a.csv", b"opvangsoort;score\n\x81\xff;4\n", "encoding"),
        ("a.csv", "opvangsoort;score\nbso;4\n".encode("utf-16")[:-1], "encoding"),
        ("a.csv", b"\xff\xfe" + b"\x00\xd8" * 5, "encoding"),
        ("a.csv", b"PK\x03\x04 een pakket", "wrong_type"),
        ("a.xlsx", b"opvangsoort;dimensie;periode;score\n", "wrong_type"),
        ("a.xlsx", b"PK\x03\x04 kapot", "broken"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "wrong_type"),
        ("a.pdf", b"%PDF-1.7", "wrong_type"),
        ("a.csv", b'opvangsoort;dimensie;periode;score\nPOV;"omgeving;2017-2019;5\n', "quotes"),
    ],
)
def test_files_that_are_no_table(tmp_path, workspace, catalogue, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    assert codes(refused(path, workspace, catalogue)) == [code]


def test_a_file_that_is_not_there(tmp_path, workspace, catalogue):
    assert codes(refused(tmp_path / "weg.csv", workspace, catalogue)) == ["no_file"]


def test_a_workbook_that_unpacks_to_far_too_much(tmp_path, workspace, catalogue):
    path = write_xlsx(tmp_path / "a.xlsx", {"Blad1": [HEADER, ROWS[0]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/leeg.bin", bytes(80 * 1024**2))
    assert codes(refused(path, workspace, catalogue)) == ["too_large"]


def test_a_workbook_that_lies_about_its_size(tmp_path, workspace, catalogue):
    path = write_xlsx(tmp_path / "a.xlsx", {"Blad1": [HEADER, ROWS[0]]})
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")  # the first entry of the directory; its size stands at byte 24
    content[entry + 24 : entry + 28] = struct.pack("<I", 10)
    path.write_bytes(bytes(content))
    assert codes(refused(path, workspace, catalogue)) == ["broken"]


def test_a_cell_a_million_rows_down(tmp_path, workspace, catalogue):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Blad1")
        sheet.write_row(0, 0, HEADER)
        sheet.write(1_048_575, 400, "ver weg")
    assert codes(refused(path, workspace, catalogue)) == ["too_large"]


def test_a_formula_that_was_never_worked_out_and_a_cell_with_an_error(tmp_path, workspace, catalogue):
    book = openpyxl.Workbook()
    book.active.append(["opvangsoort", "periode", "groep", "emotioneel", "omgeving"])
    book.active.append(["POV", "2017-2019", "G1", "=4+1", 5])
    book.save(tmp_path / "a.xlsx")
    report = refused(tmp_path / "a.xlsx", workspace, catalogue)
    assert [(p.code, p.row) for p in report.problems] == [("cell_error", 2)]
    assert "D2" in messages(report)[0]
    with xlsxwriter.Workbook(str(tmp_path / "b.xlsx")) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["opvangsoort", "periode", "groep", "emotioneel", "omgeving"])
        sheet.write_row(1, 0, ["POV", "2017-2019", "G1", "", 5])
        sheet.write_formula(1, 3, "=1/0", value="#DIV/0!")
    assert codes(refused(tmp_path / "b.xlsx", workspace, catalogue)) == ["cell_error"]


def test_a_long_list_of_problems_is_cut_but_counted(tmp_path, workspace, catalogue):
    rows = "".join(f"POV;omgeving;2017-2019;9;G{number}\n" for number in range(1000))
    report = refused(write(tmp_path / "a.csv", SCORES + rows), workspace, catalogue)
    assert (len(report.problems), report.n_problems) == (200, 1000)
    assert report.problems[0].row == 2
    assert "1000" in report.text()


def test_the_untouched_template_alone(tmp_path, workspace, catalogue):
    path = tmp_path / "a.csv"
    path.write_bytes(template_csv("scores", catalogue))
    assert codes(refused(path, workspace, catalogue)) == ["only_example"]


def test_the_report_as_json(tmp_path, workspace, catalogue):
    report = refused(write(tmp_path / "a.csv", f"{SCORES}POV;omgeving;2017-2019;73;G1\n"), workspace, catalogue)
    told = json.loads(json.dumps(report.to_dict(), ensure_ascii=False))
    assert told["ok"] is False
    assert set(told["problems"][0]) >= {"file", "sheet", "row", "column", "value", "expected", "remedy", "message"}


GIANT = {
    "one line of cells": lambda: b";" * (2 * readers.MAX_LINE),
    "one line of cells under a header": lambda: SCORES.encode() + b";" * (2 * readers.MAX_LINE),
    "one line of signs": lambda: SCORES.encode() + b"x" * (2 * readers.MAX_LINE),
    "one line in two bytes a sign": lambda: (
        "\ufeff".encode("utf-16-le") + ";".encode("utf-16-le") * (2 * readers.MAX_LINE)
    ),
    "cells in quotes over many lines": lambda: SCORES.encode() + b'"\n";' * readers.MAX_ROW_SIGNS,
    "a little too long": lambda: SCORES.encode() + b";" * (readers.MAX_ROW_SIGNS + 1) + b"\n",
}


@pytest.mark.parametrize("make", GIANT.values(), ids=GIANT.keys())
def test_a_giant_row_is_refused_before_it_takes_memory(tmp_path, workspace, catalogue, make):
    path = tmp_path / "a.csv"
    path.write_bytes(make())
    tracemalloc.start()
    try:
        report = refused(path, workspace, catalogue)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert codes(report) == ["too_large"]
    assert "2.000.000 tekens" in messages(report)[0]
    assert most < 60_000_000


def test_long_rows_that_fit_are_no_giant_together(tmp_path, workspace, catalogue):
    empty = ";" * (readers.MAX_ROW_SIGNS // 2)
    rows = [f"POV;emotioneel;2017-2019;5;G{n}{empty}" for n in range(4)]
    report = import_file(write(tmp_path / "a.csv", SCORES + "\n".join(rows)), workspace, catalogue)
    assert report.rows_kept == 4, report.text()
