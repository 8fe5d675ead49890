"""Files with own scores: what a coach brings is read whole, or refused with row, column, value and what to do."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from monitor import catalogue as catalogues
from monitor import clock
from monitor.ingest import import_file
from monitor.own import files, instruments
from monitor.own.records import UNKNOWN, OwnScore
from monitor.store.workspace import Workspace

CATALOGUE = catalogues.load()
KNOWN = instruments.load()
CARE_TYPE, OTHER_TYPE = list(CATALOGUE.care_types.values())[1:3]
NATIONAL = next(i for i in KNOWN.instruments.values() if i.is_national)
FOREIGN = next(i for i in KNOWN.instruments.values() if not i.is_national and i.code != instruments.OTHER)
MEASURE, MEASURE_2 = (CATALOGUE.measures[code] for code in NATIONAL.measures[:2])
TRAINED = next(o for o in KNOWN.observers.values() if o.is_trained)
HEADER = (
    "opvangsoort", "onderdeel", "score", "groep", "instrument", "instrumentversie", "datum", "observator", "observaties",
)  # fmt: skip
GOOD = (CARE_TYPE.label, MEASURE.label, "4,3", "Geel", NATIONAL.label, "2", "3-6-2026", TRAINED.names[0], "4")
DAY = date(2026, 6, 3)
SCORE = OwnScore(MEASURE.code, 4.3, DAY, "Geel", NATIONAL.code, "2", UNKNOWN, TRAINED.code, 4)


def row(**cells: str) -> tuple[str, ...]:
    """A good row with some of its cells replaced."""
    return tuple(cells.get(name, cell) for name, cell in zip(HEADER, GOOD, strict=True))


def read(folder: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER, name: str = "scores.csv"):
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";").writerows([header, *rows])
    return read_bytes(folder, target.getvalue().encode(), name)


def read_bytes(folder: Path, content: bytes, name: str) -> files.Read:
    path = folder / name
    path.write_bytes(content)
    return files.read(path, CATALOGUE)


def test_every_column_of_a_row_is_read(tmp_path):
    found = read(tmp_path, [GOOD])
    assert (found.problems, found.notes) == ((), ())
    assert found.by_care_type == {CARE_TYPE.code: (SCORE,)}


def test_several_groups_days_and_care_types_stay_apart(tmp_path):
    rows = [GOOD, row(groep="Rood", score="5"), row(datum="2025-01-04", score="3,9")]
    rows.append(row(opvangsoort=OTHER_TYPE.slug, score="2.5"))
    found = read(tmp_path, rows)
    assert found.problems == ()
    assert [(s.group, s.observed_on, s.score) for s in found.by_care_type[CARE_TYPE.code]] == [
        ("Geel", DAY, 4.3), ("Rood", DAY, 5.0), ("Geel", date(2025, 1, 4), 3.9),
    ]  # fmt: skip
    assert [s.score for s in found.by_care_type[OTHER_TYPE.code]] == [2.5]


def test_what_may_be_left_out_is_not_told(tmp_path):
    found = read(tmp_path, [(CARE_TYPE.label, MEASURE.label, "4")], HEADER[:3])
    assert found.by_care_type[CARE_TYPE.code] == (OwnScore(MEASURE.code, 4.0),)


def test_a_measure_may_have_a_column_of_its_own(tmp_path):
    rows = [(CARE_TYPE.label, "Geel", "4,3", "5"), (CARE_TYPE.label, "Rood", "", "5,5")]
    found = read(tmp_path, rows, ("opvangsoort", "groep", MEASURE.slug, MEASURE_2.label))
    assert found.problems == ()
    assert {(s.measure, s.group, s.score) for s in found.by_care_type[CARE_TYPE.code]} == {
        (MEASURE.code, "Geel", 4.3), (MEASURE_2.code, "Geel", 5.0), (MEASURE_2.code, "Rood", 5.5),
    }  # fmt: skip


def test_excel_numbers_and_days_are_read_as_typed_ones(tmp_path):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Groepen")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, GOOD)
        sheet.write_number(1, 2, 4.3)
        sheet.write_datetime(1, 6, DAY, book.add_format({"num_format": "dd-mm-yyyy"}))
        sheet.write_number(1, 8, 4)
    assert read_bytes(tmp_path, target.getvalue(), "scores.xlsx").by_care_type == {CARE_TYPE.code: (SCORE,)}


WRONG = [
    ("score", "73", "Bedoelt u 7,3 of 3,7?"),
    ("score", "8", "8 is hoger dan 7"),
    ("score", "0,5", "0,5 is lager dan 1"),
    ("score", "vier", "'vier' is geen getal"),
    ("score", "2026-04-03", "Maakte Excel er een datum van?"),
    ("score", "", "Vul de cel in"),
    ("onderdeel", "emotineel", "Bedoelt u"),
    ("onderdeel", "sfeer", "Kies uit"),
    ("opvangsoort", "", "Vul de cel in"),
    ("opvangsoort", "crèche", "'crèche' kennen we niet"),
    ("datum", "31-2-2026", "Schrijf dag, maand en jaar"),
    ("datum", f"{clock.today() + timedelta(2):%d-%m-%Y}", "Kijk het jaar na"),
    ("observator", "Jan Jansen", "Schrijf geen naam"),
    ("observaties", "half", "geen aantal"),
    ("observaties", "0", "geen aantal"),
    ("observaties", "2,5", "geen aantal"),
]


@pytest.mark.parametrize(("column", "value", "told"), WRONG, ids=[f"{c} {v or 'empty'}" for c, v, _ in WRONG])
def test_a_wrong_cell_is_told_with_row_column_value_and_remedy(column, value, told, tmp_path):
    found = read(tmp_path, [GOOD, row(**{column: value, "groep": "Rood"})])
    assert found.by_care_type == {}, "all or nothing"
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.value) == (3, column, value)
    assert told in problem.message
    assert problem.remedy


def test_the_column_of_a_measure_is_named_in_its_problem(tmp_path):
    found = read(tmp_path, [(CARE_TYPE.label, "73", "73")], ("opvangsoort", MEASURE.slug, MEASURE_2.slug))
    assert [(p.row, p.column) for p in found.problems] == [(2, MEASURE.slug), (2, MEASURE_2.slug)]


def test_every_problem_is_told_and_counted(tmp_path):
    found = read(tmp_path, [row(score="x", groep=str(n)) for n in range(3)] + [row(score="9")])
    assert len(found.problems) == 2
    assert found.n_problems == 4
    assert "(en nog 2 regels)" in found.problems[0].message


def test_another_instrument_keeps_its_own_scale(tmp_path):
    found = read(tmp_path, [row(instrument=FOREIGN.label, score="73")])
    assert [(s.score, s.instrument) for s in found.by_care_type[CARE_TYPE.code]] == [(73.0, FOREIGN.code)]


def test_an_instrument_that_we_do_not_know_is_said(tmp_path):
    found = read(tmp_path, [row(instrument="Onze eigen lijst 3", score="12")])
    assert [s.instrument for s in found.by_care_type[CARE_TYPE.code]] == [instruments.OTHER]
    assert any("Onze eigen lijst 3" in note for note in found.notes)


def test_the_same_row_twice_counts_once_and_is_said(tmp_path):
    found = read(tmp_path, [GOOD, GOOD])
    assert found.by_care_type == {CARE_TYPE.code: (SCORE,)}
    assert any("1 regel" in note for note in found.notes)


def test_the_same_group_with_another_score_is_asked_about(tmp_path):
    (problem,) = read(tmp_path, [GOOD, row(score="5")]).problems
    assert (problem.row, problem.column, problem.value) == (3, "groep", "Geel")
    assert "regel 2" in problem.message


@pytest.mark.parametrize("header", ["naam kind", "achternaam", "medewerker", "geboortedatum", "e-mail"])
def test_a_column_about_persons_refuses_the_file(header, tmp_path):
    found = read(tmp_path, [(*GOOD, "Jan")], (*HEADER, header))
    assert found.by_care_type == {}
    (problem,) = found.problems
    assert problem.code == "privacy"
    assert problem.column == header


def test_mail_addresses_for_groups_refuse_the_file(tmp_path):
    found = read(tmp_path, [row(groep=f"groep{n}@opvang.nl") for n in range(4)])
    assert [(p.code, p.column) for p in found.problems] == [("privacy", "groep")]


@pytest.mark.parametrize(
    ("name", "content"),
    [("leeg.csv", b""), ("blad.xlsx", b"geen excel"), ("foto.png", b"\x89PNG"), ("a.csv", b"PK\x03\x04rest"),
     ("kop.csv", ";".join(HEADER).encode()), ("ander.csv", b"kleur;smaak\nrood;zoet\n"),
     ("half.csv", b"onderdeel;score\nsfeer;4\n")],
    ids=["empty", "no workbook", "picture", "zip as csv", "only a header", "another table", "no care type"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_what_to_do(name, content, tmp_path):
    found = read_bytes(tmp_path, content, name)
    assert found.by_care_type == {}
    assert found.problems
    assert all(problem.remedy and problem.message for problem in found.problems)


def test_a_very_long_file_is_refused(tmp_path):
    found = read(tmp_path, [row(groep=str(n)) for n in range(files.MOST_ROWS + 1)])
    assert found.by_care_type == {}
    assert "Splits het bestand" in found.problems[0].message


@pytest.mark.parametrize(("name", "make"), [("s.xlsx", files.template_xlsx), ("s.csv", files.template_csv)])
def test_a_template_as_it_comes_holds_only_the_example(name, make, tmp_path):
    found = read_bytes(tmp_path, make(CATALOGUE), name)
    assert [problem.code for problem in found.problems] == ["only_example"]


def test_a_template_that_was_filled_in_is_read(tmp_path):
    book = load_workbook(io.BytesIO(files.template_xlsx(CATALOGUE)))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(HEADER)
    for column, value in enumerate(GOOD, start=1):
        sheet.cell(2, column).value = value
    target = io.BytesIO()
    book.save(target)
    assert read_bytes(tmp_path, target.getvalue(), "s.xlsx").by_care_type == {CARE_TYPE.code: (SCORE,)}


def test_nothing_is_kept_on_the_way(tmp_path, monkeypatch):
    """Neither in a temporary folder, once the file was read, nor beside the file."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    brought = tmp_path / "brought"
    brought.mkdir()
    read(brought, [GOOD])
    read(brought, [row(score="73")])
    assert list(scratch.iterdir()) == []
    assert [path.name for path in brought.iterdir()] == ["scores.csv"]


def test_the_import_of_the_workspace_never_takes_own_scores(tmp_path):
    path = tmp_path / "scores.csv"
    path.write_bytes(files.template_csv(CATALOGUE).replace(b"VOORBEELD-GROEP", b"Geel"))
    workspace = Workspace(tmp_path / "workspace")
    report = import_file(path, workspace, CATALOGUE)
    assert not report.kept
    assert not workspace.state().datasets


def test_a_file_that_is_far_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 1024**2)
    found = read_bytes(tmp_path, b"x;y\n" * 300_000, "scores.csv")
    assert [problem.code for problem in found.problems] == ["too_large"]
    assert "groter dan 1 MB" in found.problems[0].message


@pytest.mark.parametrize("column", ["score", "observaties"])
def test_a_number_of_hundreds_of_digits_is_no_number(tmp_path, column):
    found = read(tmp_path, [row(**{column: "9" * 400})])
    assert [(problem.row, problem.column) for problem in found.problems] == [(2, column)]
