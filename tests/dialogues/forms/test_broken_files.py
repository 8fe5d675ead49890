"""Files that are wrong in a way that happens: a clear message, and nothing half stored."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import form_exports as x
import pytest
from openpyxl import Workbook, load_workbook

KO = {("form_type", ""): "internal_childcare"}


@pytest.fixture
def refused(load, session):
    """Import a file that must be refused; returns what is told. Nothing is stored by it."""

    def run(path: Path, **more) -> str:
        before = sorted(p for p in session.workspace.folder.rglob("*") if p.is_file() and "cache" not in p.parts)
        report = load(path, values=KO, **more)
        assert report.problems
        assert not report.kept
        assert (
            sorted(p for p in session.workspace.folder.rglob("*") if p.is_file() and "cache" not in p.parts) == before
        )
        return report.text()

    return run


def test_other_sheets_and_lines_above_the_header_are_passed_by(tmp_path: Path, load):
    rows = [
        ["Export van 12 mei"],
        [],
        [*x.NL, "Naam van uw locatie", *x.NAMED],
        [*x.own(1), "Kinderboom", *x.answers()],
    ]
    path = x.write_xlsx(tmp_path / "laag.xlsx", rows, sheet="Antwoorden", before=("Uitleg formulier",))
    report = load(path, values=KO)
    assert report.kept, report.text()
    assert report.sheets == ("Antwoorden",)
    assert "Werkblad 'Uitleg formulier' lezen we niet" in report.text()


def test_two_sheets_with_answers_are_not_chosen_between(tmp_path: Path, refused):
    book = Workbook()
    for sheet in (book.active, book.create_sheet("School")):
        sheet.append([*x.NL, "Naam van uw locatie", *x.NAMED])
        sheet.append([*x.own(1), "Kinderboom", *x.answers()])
    book.save(tmp_path / "twee.xlsx")
    assert "Bewaar elk werkblad als een eigen bestand." in refused(tmp_path / "twee.xlsx")


def test_merged_headings_leave_columns_without_a_name_that_are_asked_about(tmp_path: Path, load):
    path = x.internal(tmp_path)
    book = load_workbook(path)
    sheet = book.active
    sheet.merge_cells(start_row=1, start_column=8, end_row=1, end_column=10)
    book.save(path)
    report = load(path, values=KO)
    assert report.unknown_columns == ("kolom 9", "kolom 10")


def test_a_formula_gives_its_outcome_and_one_without_is_refused(tmp_path: Path, refused):
    path = x.internal(tmp_path)
    book = load_workbook(path)
    book.active["H2"] = "=1+1"
    book.save(path)  # openpyxl writes no outcome
    assert "in cel H2 staat een fout of een formule zonder uitkomst" in refused(path)


def test_a_location_column_that_is_missing_is_named(tmp_path: Path, refused):
    path = x.write_xlsx(tmp_path / "zonder.xlsx", [[*x.NL, *x.NAMED], [*x.own(1), *x.answers()]])
    assert "geen kolom met de naam van de locatie" in refused(path)


def test_a_row_that_is_too_wide_has_moved(tmp_path: Path, refused):
    text = (
        x.csv_text([[*x.NL, "Locatie", "Stabiliteit: wat valt op?"], [*x.own(1), "Kinderboom", "ja"]])
        + "2;;;;;;K2;nee;echt niet\r\n"
    )
    (tmp_path / "breed.csv").write_text(text, "utf-8-sig")
    told = refused(tmp_path / "breed.csv")
    assert "Regel 3: deze regel heeft meer cellen dan de kopregel (8). 'echt niet' staat erbuiten." in told


def test_a_quote_that_is_never_closed(tmp_path: Path, refused):
    text = x.csv_text([[*x.NL, "Locatie", *x.NAMED], [*x.own(1), "Kinderboom", *x.answers()]]) + '2;"open'
    (tmp_path / "quote.csv").write_text(text, "utf-8-sig")
    assert "aanhalingstekens" in refused(tmp_path / "quote.csv")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("leeg.csv", b"", "leeg"),
        ("leeg2.csv", b"\r\n \r\n", "leeg"),
        ("plaatje.xlsx", b"\x89PNG....", "geen Excel-bestand"),
        ("half.xlsx", b"PK\x03\x04kapot", "beschadigd"),
        ("vorm.docx", b"PK\x03\x04", "lezen we niet"),
        ("nul.csv", b"ID;Begintijd\x00;a", "geen tekstbestand"),
        ("los.csv", b"hallo\r\ndaar\r\n", "geen regel met vragen"),
    ],
)
def test_files_that_are_no_form(tmp_path: Path, refused, name: str, content: bytes, told: str):
    (tmp_path / name).write_bytes(content)
    assert told in refused(tmp_path / name)


def test_a_header_without_answers(tmp_path: Path, refused):
    path = x.write_xlsx(tmp_path / "kop.xlsx", [[*x.NL, "Locatie", *x.NAMED]])
    assert "Onder de kopregel staat niets." in refused(path)


def test_a_workbook_that_unpacks_to_far_too_much(tmp_path: Path, refused):
    path = x.internal(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/bomb.xml", b"\0" * (100 * 1024**2))
    assert "te groot: meer dan 64 MB" in refused(path)


def test_letters_in_the_wrong_encoding_make_headings_unknown_not_wrong(tmp_path: Path, load):
    head = [*x.NL, "Naam van uw locatie", "Continuïteit en stabiliteit: wat valt op?"]
    text = x.csv_text([head, [*x.own(1), "Kinderboom", "één"]], order="iso")
    (tmp_path / "mojibake.csv").write_bytes(text.encode("utf-8").decode("cp1252").encode("utf-8"))
    report = load(tmp_path / "mojibake.csv", values=KO)
    assert not report.kept
    assert len(report.unknown_columns) == 1


def test_fifty_thousand_rows_are_read_whole(tmp_path: Path, load, cycle):
    head = [*x.NL, "Naam van uw locatie", *x.NAMED]
    rows = [
        [*x.own(n, x.SENT + timedelta(seconds=n)), "Kinderboom" if n % 2 else "K2", "a", "b", "c", "d"]
        for n in range(50_000)
    ]
    report = load(x.write_csv(tmp_path / "groot.csv", [head, *rows], order="iso"), values=KO)
    assert report.rows_kept == 50_000, report.text()[:500]
    dialogues = cycle().dialogues
    assert len(dialogues) == 50_000
    assert sum(d.is_current for d in dialogues) == 2


def test_many_unknown_locations_are_each_told_once(tmp_path: Path, load):
    names = [f"Onbekende locatie {n % 300}" for n in range(900)]
    report = load(x.internal(tmp_path, names), values=KO)
    assert len(report.unknown_values) == 300
    assert len(report.problems) == 200
    assert report.n_problems == 900
