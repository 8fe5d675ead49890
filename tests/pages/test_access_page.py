"""The parts *Toegang* and *Logboek*: for who manages, with what is wrong in the files and what happened."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from page_runs import html_of, plain, said, visit

from monitor.access import people
from monitor.access.audit import AuditLine
from monitor.access.records import NO_RIGHTS, Person, Rights
from monitor.access.tables import people_table, problems_table, trail_table
from monitor.export.xlsx import workbook
from monitor.session import Session
from monitor.store import actor
from monitor.store.journal import Journal
from monitor.table_html import to_html
from tests.dialogues.lists import LOCATIONS, good
from widgets import who

VIEWER = Person("kijker@opvang.example", Rights(national=True), ("viewer",))


@pytest.fixture
def listed(empty_workspace: Path) -> Path:
    folder = empty_workspace / "access"
    folder.mkdir()
    (folder / "people.csv").write_text(
        "email,role,until\nbeheer@gemeente.example,data_manager,\noud@opvang.example,viewer,2020-01-31\nx@y.example,baas,\n",
        "utf-8",
    )
    return empty_workspace


def test_people_their_roles_and_what_is_wrong_are_shown(listed: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(who, "is_server", lambda: False)  # seen on the administrator's own computer
    text = said(visit("gegevens", onderdeel="toegang"))
    assert "beheer@gemeente.example Gegevensbeheerder" in text
    assert "31-01-2020 ✗ Verlopen" in text
    assert "people.csv 4 role baas" in text
    assert "Een regel met een fout geeft niemand een recht." in text


def test_codes_that_cannot_be_compared_yet_are_told_and_judged_once_there_is_a_list_of_locations(
    listed: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(who, "is_server", lambda: False)
    people_file = listed / "access" / "people.csv"
    people_file.write_text(
        "email,role,locations\nbeheer@gemeente.example,data_manager,\nc@x.nl,coach,K1;K99\n", "utf-8"
    )
    before = said(visit("gegevens", onderdeel="toegang"))
    assert "konden we regel 3 nog niet vergelijken. Er is nog geen lijst met de locaties" in before
    assert "Wat u moet herstellen" not in before
    good(Session(listed).workspace, LOCATIONS, "locaties.csv", year=2026)
    after = said(visit("gegevens", onderdeel="toegang"))
    assert "nog niet vergelijken" not in after
    assert "De locatie “K99” kennen we niet." in after


@pytest.mark.parametrize("part", ["toegang", "logboek"])
def test_who_does_not_manage_gets_another_part_and_a_sentence(listed: Path, monkeypatch: pytest.MonkeyPatch, part: str):
    monkeypatch.setattr(who, "is_server", lambda: False)
    monkeypatch.setattr(who, "person", lambda: VIEWER)
    text = said(visit("gegevens", onderdeel=part))
    assert "beheer@gemeente.example" not in text
    assert "hoort niet bij uw rol" in text


def test_the_trail_tells_who_did_what_and_can_be_narrowed(empty_workspace: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("an@gemeente.example", "<b>bo</b>@gemeente.example"):
        monkeypatch.setattr(actor, "_teller", lambda name=name: name)
        Journal(empty_workspace).append(f"audit/{date.today().isoformat()}", {"kind": "export", "about": f"van {name}"})
    monkeypatch.setattr(actor, "_teller", lambda: "")
    app = visit("gegevens", onderdeel="logboek")
    assert "2 regels gevonden." in said(app)
    assert "<b>bo</b>" not in html_of(app)
    assert "<b>bo</b>@gemeente.example Bestand opgehaald" in plain(html_of(app))
    app.selectbox(key="access_who").select("an@gemeente.example").run()
    assert "1 regel gevonden." in said(app)
    assert "bo</b>" not in plain(html_of(app))
    assert "access_who" not in app.query_params


def test_a_quiet_trail_says_so(empty_workspace: Path):
    assert "In deze keuze staat niets in het logboek." in said(
        visit("gegevens", onderdeel="logboek", periode="vandaag")
    )


def test_the_trail_in_a_workbook_is_text_and_never_a_formula():
    line = AuditLine(
        datetime(2026, 11, 22, 7, 5, 9), "=cmd()@x.example", "export", "Bestand opgehaald", "+a.xlsx", "v1"
    )
    sheet = load_workbook(io.BytesIO(workbook([trail_table([line])])))["Logboek"]
    cells = list(sheet[2])
    assert [cell.data_type for cell in cells] == ["s"] * 5
    assert cells[0].value == "22-11-2026 07:05:09"


def test_a_role_counts_to_the_end_of_its_last_day(listed: Path):
    known = people.load(listed)
    last = people_table(known, date(2020, 1, 31)).rows[1]
    after = people_table(known, date(2020, 2, 1)).rows[1]
    assert (last[-1], after[-1]) == ("✓ Geldig", "✗ Verlopen")
    assert known.person("oud@opvang.example", True, date(2020, 2, 1)).rights == NO_RIGHTS


def test_what_somebody_wrote_in_the_list_is_text(listed: Path):
    wrong = "<img src=x onerror=alert(1)>"
    (listed / "access" / "people.csv").write_text(
        f"email,role,municipality\n{wrong}@x.nl,viewer,\nan@x.nl,{wrong},\nbo@x.nl,school,{wrong}\n", "utf-8"
    )
    known = people.load(listed)
    html = to_html(people_table(known, date(2026, 11, 22))) + to_html(problems_table(known.problems))
    assert "<img" not in html
    assert "&lt;img src=x" in html
