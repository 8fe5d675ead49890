"""Exports of LimeSurvey, Google Forms and SurveyMonkey, our own template, and tables of a tool that we do not know."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import form_exports as x
import pytest
from openpyxl import load_workbook

from monitor.dialogues import settings as years
from monitor.dialogues import words as vocabulary
from monitor.dialogues.intake.forms import template_csv, template_xlsx

KO = {("form_type", ""): "internal_childcare"}
JOINT = {("form_type", ""): "joint"}
LIME = ("id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl", "token")
LIME_TEXT = ("Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action",
             "IP address", "Referrer URL", "Access code")  # fmt: skip


def lime(number: int, sent: str = "2026-05-12 10:23:11") -> list[str]:
    return [
        str(number),
        sent,
        "4",
        "nl",
        "12345",
        "2026-05-12 10:00:00",
        "2026-05-12 10:23:11",
        "10.0.0.1",
        "",
        "geheim",
    ]


# ---------------------------------------------------------------------------------------------------------- LimeSurvey


@pytest.mark.parametrize("heads", ["full", "code and text"])
def test_limesurvey_with_the_text_of_the_questions(tmp_path: Path, load, cycle, heads: str):
    own = LIME_TEXT if heads == "full" else tuple(f"{c}. {t}" for c, t in zip(LIME, LIME_TEXT, strict=True))
    head = [*own, "Naam van uw locatie", *x.NAMED]
    rows = [[*lime(1), "Kinderboom", "'=1+1", *x.answers(n=8)], [*lime(2, ""), "K2", *x.answers()]]
    report = load(x.write_csv(tmp_path / "results-survey1.csv", [head, *rows], quoted=True), values=KO)
    assert report.kept, report.text()
    assert "1 vragenlijst is niet afgemaakt. Die lezen we niet in." in report.text()
    (one,) = cycle().dialogues
    assert one.answers["parents"].stands_out == "=1+1"
    assert one.submitted_at == datetime(2026, 5, 12, 10, 23, 11)
    stored = [p.read_bytes() for p in tmp_path.rglob("*.parquet")]
    assert stored
    assert not any(b"geheim" in content for content in stored)


def test_a_file_in_which_nobody_finished_is_refused(tmp_path: Path, load, cycle):
    path = x.write_csv(
        tmp_path / "geen.csv",
        [[*LIME, "Naam van uw locatie", *x.NAMED], [*lime(1, ""), "K2", *x.answers()]],
        quoted=True,
    )
    report = load(path, values=KO)
    assert [problem.code for problem in report.problems] == ["no_rows"]
    assert not report.kept
    assert "geen vragenlijst afgemaakt" in report.text()
    assert not cycle().dialogues


def test_limesurvey_with_codes_is_mapped_by_hand_once(tmp_path: Path, load, cycle):
    head = [*LIME, "LOC", "OUDERS[SQ001]", "OUDERS[SQ002]", "OUDERS[SQ003]"]
    path = x.write_csv(tmp_path / "codes.csv", [head, [*lime(1), "Kinderboom", "a", "b", "c"]], quoted=True)
    asked = load(path, values=KO)
    assert asked.unknown_columns == ("LOC", "OUDERS[SQ001]", "OUDERS[SQ002]", "OUDERS[SQ003]")
    chosen = {"LOC": "location", "OUDERS[SQ001]": "theme:parents:stands_out", "OUDERS[SQ002]": "theme:parents:actions_text",
              "OUDERS[SQ003]": "theme:parents:proud"}  # fmt: skip
    assert load(path, values=KO, columns=chosen).kept
    answer = cycle().dialogues[0].answers["parents"]
    assert (answer.stands_out, answer.actions_text, answer.proud) == ("a", "b", "c")
    assert load(x.write_csv(tmp_path / "c2.csv", [head, [*lime(2), "K2", "d", "e", "f"]], quoted=True)).kept


def test_limesurvey_without_dates_takes_the_year_in_view(tmp_path: Path, load, cycle):
    head = [*LIME, "Locatie", *x.NAMED]
    path = x.write_csv(
        tmp_path / "zonder.csv", [head, [*lime(1, "1980-01-01 00:00:00"), "Kinderboom", *x.answers()]], quoted=True
    )
    assert [p.code for p in load(path, values=KO).problems] == ["no_date"]
    assert load(path, values=KO, year=2026).kept
    assert cycle().dialogues[0].submitted_at is None


def test_limesurvey_has_a_column_for_each_option(tmp_path: Path, load, cycle):
    head = [*LIME_TEXT, "Locatie", "Partners [Basisschool De Brug]", "Partners [Het Palet]", "Andere thema's [Lezen]",
            "Andere thema's [Buiten spelen]", *x.NAMED]  # fmt: skip
    path = x.write_csv(
        tmp_path / "opties.csv", [head, [*lime(1), "Kinderboom", "Ja", "Nee", "Y", "", *x.answers()]], quoted=True
    )
    columns = {"Partners [Basisschool De Brug]": "partners", "Partners [Het Palet]": "partners",
               "Andere thema's [Lezen]": "extra_themes", "Andere thema's [Buiten spelen]": "extra_themes"}  # fmt: skip
    report = load(path, values=JOINT, columns=columns)
    assert report.kept, report.text()
    (one,) = cycle().dialogues
    assert one.participants == ("K1", "S1")
    assert [a.label for a in one.answers.values() if a.label] == ["Lezen"]


# -------------------------------------------------------------------------------------------------------- Google Forms


def test_google_forms_in_english_with_a_zone(tmp_path: Path, load, cycle):
    head = [
        "Timestamp",
        "Email Address",
        "Naam van uw locatie",
        "Met welke locaties en scholen was het gesprek dit jaar?",
        "Andere thema's",
        *x.NAMED,
    ]
    row = ["2026/05/28 7:01:33 PM GMT+2", "a@b.nl", "Kinderboom", "Basisschool De Brug, Het Palet",
           "Continuïteit, stabiliteit en groepsmanagement, Lezen, Rekenen", *x.answers()]  # fmt: skip
    path = x.write_csv(tmp_path / "google.csv", [head, row], "utf-8", delimiter=",")
    asked = load(path, values=JOINT)
    assert asked.unknown_columns == ("Met welke locaties en scholen was het gesprek dit jaar?",)
    assert asked.suggestions["column", "Met welke locaties en scholen was het gesprek dit jaar?"] == ("partners",)
    assert load(
        path, values=JOINT, columns={"Met welke locaties en scholen was het gesprek dit jaar?": "partners"}
    ).kept
    (one,) = cycle().dialogues
    assert one.submitted_at == datetime(2026, 5, 28, 19, 1, 33)
    assert one.participants == ("K1", "S1", "S2")
    assert sorted(a.label for a in one.answers.values() if a.label) == ["Lezen", "Rekenen"]


def test_google_forms_in_dutch_has_the_day_first(tmp_path: Path, load, cycle):
    head = ["Tijdstempel", "Naam van uw locatie", *x.NAMED]
    path = x.write_csv(tmp_path / "nl.csv", [head, ["04/05/2026 10:00:00", "Kinderboom", *x.answers()]], delimiter=",")
    assert load(path, values=KO).kept
    assert cycle().dialogues[0].submitted_at == datetime(2026, 5, 4, 10)


def test_two_answers_at_the_same_moment_without_a_number_are_two(tmp_path: Path, load, cycle):
    head = ["Tijdstempel", "Naam van uw locatie", *x.NAMED]
    row = ["14/05/2026 10:00:00", "Kinderboom", *x.answers()]
    path = x.write_csv(tmp_path / "nl.csv", [head, row, row], delimiter=",")
    load(path, values=KO)
    assert len(cycle().dialogues) == 2
    assert load(path).already_known


# -------------------------------------------------------------------------------------------------------- SurveyMonkey


def monkey(second: list[str]) -> list[list[str]]:
    first = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
             "Last Name",
             "Custom Data 1", "Naam van uw locatie", "Partnerschap met ouders", "", "",
             "Doorgaande lijn: wat valt op?"]  # fmt: skip
    row = ["118001", "446", "05/12/2026 10:00:00 AM", "05/12/2026 10:22:33 AM", "10.0.0.1", "a@b.nl", "Marie", "Voorbeeld", "",
           "Kinderboom", "a", "b", "c", "d"]  # fmt: skip
    return [first, [""] * 9 + second, row]


def test_surveymonkey_has_two_header_rows(tmp_path: Path, load, cycle):
    rows = monkey(["Open-Ended Response", x.STANDS_OUT, x.ACTIONS, x.PROUD, "Open-Ended Response"])
    report = load(x.write_csv(tmp_path / "sm.csv", rows, "utf-8", delimiter=","), values=KO)
    assert report.kept, report.text()
    (one,) = cycle().dialogues
    given = one.answers["parents"]
    assert (given.stands_out, given.actions_text, given.proud) == ("a", "b", "c")
    assert one.answers["continuity"].stands_out == "d"
    assert one.submitted_at == datetime(2026, 5, 12, 10, 22, 33)
    for name in ("First Name", "Last Name", "IP Address", "Email Address"):
        assert f"'{name}'" in report.text()


def test_a_condensed_export_has_an_empty_second_row(tmp_path: Path, load):
    rows = monkey([""] * 5)
    rows[0][10:13] = [f"Partnerschap met ouders: {q}" for q in (x.STANDS_OUT, x.ACTIONS, x.PROUD)]
    report = load(x.write_csv(tmp_path / "sm.csv", rows, "utf-8", delimiter=","), values=KO)
    assert report.kept, report.text()
    assert report.rows_read == 1


# ----------------------------------------------------------------------------------------------- template, other tools


def test_a_filled_template_is_read_and_its_example_is_skipped(tmp_path: Path, load, cycle):
    made = template_xlsx(years.template(2026), vocabulary.load())
    path = tmp_path / "leeg.xlsx"
    path.write_bytes(made)
    assert "alleen het voorbeeld" in load(path).text()
    book = load_workbook(io.BytesIO(made))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    given = {"nummer": "7", "soort vragenlijst": "Gezamenlijke dialoog", "locatie": "Kinderboom", "partners": "S1; S2",
             "datum": date(2026, 6, 3), "jgz erbij": "ja", "gekozen thema's": "Lezen", "hulp": "nee",
             "De doorgaande lijn: Wat valt op?": "veel", "Gekozen thema: Wat valt op?": "boeken"}  # fmt: skip
    sheet.append([given.get(head) for head in heads])
    book.save(path)
    report = load(path)
    assert report.kept, report.text()
    assert "De voorbeeldregel uit het sjabloon slaan we over." in report.text()
    (one,) = cycle().dialogues
    assert (one.form_type, one.participants, one.held_on) == ("joint", ("K1", "S1", "S2", "jgz"), date(2026, 6, 3))
    assert one.answers["continuity"].stands_out == "veel"
    assert one.answers["free:lezen"].stands_out == "boeken"
    assert one.help_asked == ""


def test_the_csv_template_has_the_same_headings(tmp_path: Path, load):
    settings, words = years.template(2026), vocabulary.load()
    text = template_csv(settings, words).decode("utf-8-sig")
    book = load_workbook(io.BytesIO(template_xlsx(settings, words)))
    assert text.splitlines()[0].count(";") == len(list(book.worksheets[0][1])) - 1
    (tmp_path / "leeg.csv").write_bytes(text.encode("cp1252"))
    assert "alleen het voorbeeld" in load(tmp_path / "leeg.csv").text()


def test_a_correction_in_the_template_stands_in_for_the_earlier_row(tmp_path: Path, load, cycle):
    head = ["nummer", "soort vragenlijst", "locatie", "datum", "Stabiliteit: wat valt op?"]
    for text in ("fout", "goed"):
        row = ["1", "Interne dialoog kinderopvang", "Kinderboom", "12-5-2026", text]
        assert load(x.write_csv(tmp_path / "t.csv", [head, row])).kept
    (one,) = cycle().dialogues
    assert one.answers["stability"].stands_out == "goed"


def test_a_table_of_an_unknown_tool_is_mapped_by_hand(tmp_path: Path, load, cycle):
    head = ["Wanneer", "Vestiging", "Vraag A", "Vraag B"]
    path = x.write_csv(tmp_path / "onbekend.csv", [head, ["12-05-2026 10:00", "Kinderboom", "a", "b"]])
    asked = load(path)
    assert set(asked.unknown_columns) == set(head)
    chosen = {"Wanneer": "submitted_at", "Vestiging": "location", "Vraag A": "theme:parents:proud", "Vraag B": ""}
    assert load(path, columns=chosen, values=KO | {("date_order", ""): "dmy"}).kept
    assert cycle().dialogues[0].answers["parents"].proud == "a"
    again = load(x.write_csv(tmp_path / "o2.csv", [head, ["14-05-2026 10:00", "K2", "a", "b"]]))
    assert again.kept, again.text()


def test_the_chosen_theme_of_a_form_with_several_is_told(tmp_path: Path, load, cycle):
    head = [*x.NL, "Locatie", "Andere thema's", "Gekozen thema: wat valt op?", *x.NAMED]
    rows = [
        [*x.own(1), "Kinderboom", "Lezen;Rekenen;", "over lezen", *x.answers()],
        [*x.own(2), "K2", "", "zomaar", *x.answers()],
    ]
    path = x.write_xlsx(tmp_path / "vrij.xlsx", [head, *rows])
    report = load(path, values=KO, columns={"Gekozen thema: wat valt op?": "theme:free:stands_out"})
    assert report.kept, report.text()
    assert "1 antwoord hoort bij meer dan één gekozen thema." in report.text()
    found = {d.participants[0]: d.answers for d in cycle().dialogues}
    assert found["K1"]["free:lezen"].stands_out == "over lezen"
    assert found["K2"]["free:ander_thema"].stands_out == "zomaar"
