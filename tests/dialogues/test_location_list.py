"""The list of locations to complete: read in again it changes what somebody filled in, and nothing else."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from monitor.dialogues.intake.location_list import areas_sentence, location_list
from monitor.dialogues.words import FORM, SCHOOL_BOARD
from monitor.ingest import import_file, tables
from monitor.ingest.columns import LOCATIONS as LOCATION_TABLE
from monitor.store.workspace import Workspace
from tests.dialogues import build
from tests.dialogues.lists import CATALOGUE, cycle, good
from tests.dialogues.test_registers import duo, duo_row, lrk, lrk_row

EVERY_COLUMN = (
    "code;naam;soort;wijk;aanlevering;interne_dialoog;organisatie;actief;jaar;postcode;huisnummer;lrk_id;brin;opvangsoorten;ve\n"
    "007;=1+1;opvang;Oude Haven;vragenlijst;12-5-2026;Stichting Kik;nee;2026;1234 AB;12;012345678;;KDV, BSO;ja\n"
    "S1;De Eik;school;Centrum;schoolbestuur;;;ja;;9999 ZX;7;;12ab00;;\n"
    "K2;Het Nest;opvang;;;ja;;;;;;;;;nee\n"
)


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def registers(workspace):
    """A workspace that read both registers: no location has an area."""
    good(workspace, lrk(lrk_row("012345678", "KDV", "De Kikker", ve="Ja"), lrk_row("2", "BSO", "De Zon")), "lrk.csv",
         year=2026)  # fmt: skip
    good(workspace, duo(duo_row("02TE", "00", "De Eik")), "duo.csv", year=2026)
    return workspace


def read_in(workspace: Workspace, content: bytes, **cells: str) -> None:
    """Read the list in again, with other cells: K1__wijk="Centrum" is the area of location K1."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(n, columns["code"]).value: n for n in range(2, sheet.max_row + 1)}
    for name, text in cells.items():
        code, column = name.split("__")
        sheet.cell(rows[code], columns[column], text)
    path = workspace.folder.parent / "aangevuld.xlsx"
    book.save(path)
    report = import_file(path, workspace, CATALOGUE, kind=LOCATION_TABLE, origin="own", year=2026)
    assert report.problems == ()


def test_the_columns_are_those_of_the_template(registers):
    book = openpyxl.load_workbook(io.BytesIO(location_list(cycle(registers), CATALOGUE)))
    assert [cell.value for cell in book.worksheets[0][1]] == [c.label for c in tables(CATALOGUE)[LOCATION_TABLE]]
    assert book.worksheets[0].max_row == 4


@pytest.mark.parametrize("year", [2026, None])
def test_an_unchanged_list_changes_nothing(workspace, year):
    good(workspace, EVERY_COLUMN, year=year)
    before = cycle(workspace)
    assert len(before.locations) == 3
    read_in(workspace, location_list(before, CATALOGUE))
    after = cycle(workspace)
    assert after.locations == before.locations
    assert after.dialogues == before.dialogues


def test_an_unchanged_list_after_registers_changes_nothing(registers):
    before = cycle(registers).locations
    read_in(registers, location_list(cycle(registers), CATALOGUE))
    assert cycle(registers).locations == before


def test_what_is_filled_in_counts_for_that_location_only(registers):
    before = cycle(registers).by_id
    cells = {"lrk-012345678__wijk": "Centrum", "02TE00__aanlevering": "schoolbestuur"}
    read_in(registers, location_list(cycle(registers), CATALOGUE), **cells)
    after = cycle(registers).by_id
    assert after["lrk-012345678"] == replace(before["lrk-012345678"], area="centrum")
    assert before["02TE00"].delivery == FORM
    assert after["02TE00"] == replace(before["02TE00"], delivery=SCHOOL_BOARD)
    assert after["lrk-2"] == before["lrk-2"]


def test_a_register_that_is_read_again_keeps_what_was_filled_in(registers):
    read_in(registers, location_list(cycle(registers), CATALOGUE), **{"lrk-2__wijk": "Centrum"})
    good(registers, lrk(lrk_row("2", "BSO", "De Zon en de Maan")), "lrk2.csv", year=2026)
    place = cycle(registers).by_id["lrk-2"]
    assert (place.name, place.area) == ("De Zon en de Maan", "centrum")


def test_how_many_locations_that_take_part_have_no_area():
    places = [build.childcare("k1", ""), build.childcare("k2"), build.childcare("k3", "", is_active=False)]
    assert areas_sentence(build.cycle(places)) == "1 van de 2 locaties die meedoen heeft nog geen wijk."
    assert areas_sentence(build.cycle(places[1:])) == "Alle locaties die meedoen hebben een wijk."
    assert areas_sentence(build.cycle(places[2:])) == ""


@pytest.mark.parametrize(("origin", "told"), [("demo", True), ("own", False)])
def test_invented_locations_say_so(origin, told):
    content = location_list(build.cycle([build.childcare("k1")], origin=origin), CATALOGUE)
    notes = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
    assert any("Fictieve gegevens" in str(row[0].value) for row in notes.iter_rows()) is told
