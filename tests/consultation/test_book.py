"""The workbook of a briefing: every table and every question, nothing that a spreadsheet runs."""

from __future__ import annotations

import io

import openpyxl

from monitor.consultation import briefing
from monitor.consultation.records import Consultation
from monitor.records import DEMO_STAMP
from tests.consultation import build


def opened(session, consultation: Consultation):
    content = briefing.make(consultation, session, briefing.XLSX, on=build.ON)
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet) -> list[list]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_points_findings_and_questions_come_first_then_the_tables_of_each_figure(session):
    names = opened(session, build.consultation()).sheetnames
    assert names[:3] == ["Gesprekspunten", "Uitkomsten", "Vragen"]
    assert names[3:] == ["F1 Cijfers", "F2 Cijfers", "F3 Cijfers", "Uitkomst Cijfers", "F4 Cijfers", "Over dit bestand"]


def test_questions_are_all_there_with_who_asked_and_into_which_they_were_merged(session):
    head, *lines = rows(opened(session, build.consultation())["Vragen"])
    assert len(lines) == 6
    found = dict(zip(head, lines[1], strict=True))
    assert found["Vraag of suggestie"] == "Waarom minder ouderactiviteiten?"
    assert found["Organisatie"] == "Kinderrijk"
    assert found["Samengevoegd met"] == "Waarom zijn er minder pedagogische activiteiten voor ouders?"
    first = dict(zip(head, lines[0], strict=True))
    assert (first["Leden"], first["Ontvangen"], first["Figuur"]) == (3, "01-10-2026", "Zie figuur 1.")


def test_no_cell_is_a_formula_or_a_link(session):
    dangerous = build.consultation(name="=1+1", core=("=1+1",))
    for sheet in opened(session, dangerous):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_numbers_stay_numbers(session):
    sheet = opened(session, build.consultation())["F1 Cijfers"]
    assert rows(sheet)[1][:3] == ["Baby-opvang", 4.6, 95]


def test_each_row_of_invented_data_says_so_and_no_other_row_does(session):
    book = opened(session, build.consultation(items=(build.demo_item(1), build.item(2))))
    assert {row[-1] for row in rows(book["F1 Cijfers"])[1:]} == {DEMO_STAMP}
    assert DEMO_STAMP not in [value for row in rows(book["F2 Cijfers"]) for value in row]
    assert ["Gegevens", DEMO_STAMP] in rows(book["Over dit bestand"])


def test_what_changed_stands_beside_a_finding(session):
    gone = build.item(1, recipe={"make": "trend", "origin": "own", "measure": "gone"})
    head, line = rows(opened(session, build.consultation(items=(gone,)))["Uitkomsten"])
    assert (
        dict(zip(head, line, strict=True))["Veranderd sinds de keuze"] == "Dit staat niet meer in de gegevens van nu."
    )


def test_an_empty_consultation_makes_a_workbook(session):
    assert opened(session, Consultation("x", "Leeg")).sheetnames[:3] == ["Gesprekspunten", "Uitkomsten", "Vragen"]
