"""Templates can be filled in and read back, and say what is allowed."""

import csv
import io

import openpyxl
import pytest

from monitor.ingest import import_file, tables, template_csv, template_xlsx
from monitor.ingest.columns import TABLES
from tests.ingest.files import stored


@pytest.mark.parametrize("kind", TABLES)
def test_csv_template_has_every_column_and_one_example(catalogue, kind):
    content = template_csv(kind, catalogue)
    assert content.startswith(b"\xef\xbb\xbf")
    header, example = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert header == [column.label for column in tables(catalogue)[kind]]
    assert all(cell for cell, column in zip(example, tables(catalogue)[kind], strict=True) if column.required)


@pytest.mark.parametrize("kind", TABLES)
def test_xlsx_template_explains_columns_and_words(catalogue, kind):
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(kind, catalogue)))
    data, notes = book.worksheets
    assert [cell.value for cell in data[1]] == [column.label for column in tables(catalogue)[kind]]
    assert data.max_row == 2
    said = {cell.value for row in notes.iter_rows() for cell in row if cell.value}
    for thing in (*catalogue.care_types.values(), *catalogue.measures.values(), *catalogue.periods.values()):
        assert thing.label in said
    for column in tables(catalogue)[kind]:
        assert column.explanation in said


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_filled_template_is_read_without_its_example(tmp_path, workspace, catalogue, kind, form):
    path = tmp_path / f"a.{form}"
    change = {"VOORBEELD-GROEP": "G1", "voorbeeld": "12", "Voorbeeldrapport": "Rapport"}
    if form == "csv":
        path.write_bytes(template_csv(kind, catalogue))
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
        for old, new in change.items():
            lines[1] = lines[1].replace(old, new)
        path.write_bytes(template_csv(kind, catalogue) + (lines[1] + "\r\n").encode())
    else:
        book = openpyxl.load_workbook(io.BytesIO(template_xlsx(kind, catalogue)))
        sheet = book.worksheets[0]
        sheet.append([change.get(cell.value, cell.value) for cell in sheet[2]])
        book.save(path)
    report = import_file(path, workspace, catalogue)
    assert report.problems == ()
    assert (report.kind, report.rows_read, report.rows_kept) == (kind, 1, 1)
    assert any("voorbeeld" in note for note in report.notes)
    assert len(stored(workspace, kind)) == 1


def test_a_changed_example_counts_as_data(tmp_path, workspace, catalogue):
    path = tmp_path / "a.csv"
    path.write_bytes(template_csv("scores", catalogue).replace(b";4,6;", b";4,7;"))
    report = import_file(path, workspace, catalogue)
    assert report.kept
    assert stored(workspace)[0]["score"] == 4.7
