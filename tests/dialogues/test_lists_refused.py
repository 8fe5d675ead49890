"""Lists that are wrong: which row, which column, what was read, what to do; and nothing is stored."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.ingest import import_file
from monitor.ingest.report import MOST_PROBLEMS
from monitor.ingest.words import Words
from monitor.store.database import Database
from monitor.store.workspace import Workspace
from tests.dialogues.lists import CATALOGUE, DIALOGUES, FLOWS, LOCATIONS, good, put, refused
from tests.ingest.files import write_xlsx

HEADS = {
    "locations": "code;naam;soort;wijk;aanlevering;interne_dialoog\n",
    "flows": "van;naar;kinderen;met_vve\n",
    "dialogues": "code;datum;deelnemers;partnerschap;soort dialoog\n",
    "actions": "code;dialoog;thema;eigenaar;datum;status\n",
    "series": "aspect;indicator;jaar;waarde\n",
}
WRONG = [
    ("locations", "K9;;opvang;;;", "empty", "Regel 2, kolom naam: deze cel is leeg."),
    ("locations", ";Kik;opvang;;;", "empty", "kolom code"),
    ("locations", "K9;Kik;winkel;;;", "unknown_word", "'winkel' kennen we niet. Kies uit: Kinderopvang, School."),
    ("locations", "K9;Kik;opvangg;;;", "unknown_word", "Bedoelt u"),
    ("locations", "K9;Kik;opvang;;per duif;", "unknown_word", "'per duif' kennen we niet."),
    ("locations", "K9;Kik;opvang;;;31-2-2026", "not_date", "is geen datum. Schrijf dag, maand en jaar"),
    ("locations", "K9;Kik;opvang;;;misschien", "unknown_word", "Schrijf de dag, bijvoorbeeld 3-6-2026. Of ja of nee."),
    ("locations", "K9;Kik;opvang;;vragenlijst;via schoolbestuur", "delivery", "Zet bij aanlevering schoolbestuur."),
    ("locations", "jgz;Kik;opvang;;;", "reserved", "Kies een andere code."),
    ("locations", "K9;Kik;opvang;;;\nK9;Kak;opvang;;;", "duplicate", "Regel 3, kolom code: 'K9' staat al in regel 2"),
    ("flows", "K1;S9x;7;2", "unknown_location", "Regel 2, kolom naar: 'S9x' kennen we niet."),
    ("flows", "K1;De Wilgen;7;2", "unknown_location", "Bedoelt u De Wilg (S2)?"),
    ("flows", "K1;;7;2", "empty", "kolom naar"),
    ("flows", "K1;jgz;7;2", "no_place", "is geen locatie"),
    ("flows", "K1;S1;7,5;2", "not_count", "7,5 is geen aantal. Schrijf een heel getal vanaf 0."),
    ("flows", "K1;S1;-3;0", "not_count", "-3 is geen aantal."),
    ("flows", "K1;S1;1.000;0", "not_count", "is geen aantal."),
    ("flows", "K1;S1;zeven;0", "not_count", "'zeven' is geen aantal."),
    ("flows", "K1;S1;7;8", "vve_above_children", "8 is meer dan het aantal kinderen (7)."),
    ("flows", "K1;K1;7;2", "flow_to_itself", "dezelfde locatie"),
    ("flows", "S1;K1;7;2", "flow_backwards", "Draai van en naar om."),
    ("flows", "K1;S1;7;2\nOpvang De Kikker;S1;8;2", "duplicate", "staat al in regel 2"),
    ("dialogues", "D1;3-6-26;K1|S1;1;", "not_date", "kolom datum: '3-6-26' is geen datum."),
    ("dialogues", "D1;;K1|S1;1;", "no_year", "Vul de dag in, of geef het dialoogjaar op."),
    ("dialogues", "D1;3-6-2026;;1;", "empty", "kolom deelnemers"),
    ("dialogues", "D1;3-6-2026;K1|Q9;1;", "unknown_location", "'Q9' kennen we niet."),
    ("dialogues", "D1;3-6-2026;K1;1;", "one_participant", "minstens 2 deelnemers"),
    ("dialogues", "D1;3-6-2026;K1|S1;1;intern", "more_participants", "een interne dialoog heeft één deelnemer."),
    ("dialogues", "D1;3-6-2026;K1|S1;1;per post", "unknown_word", "'per post' kennen we niet."),
    ("dialogues", "D1;3-6-2026;K1|S1;beetje;", "not_mark", "Schrijf 1 als het is besproken, anders 0."),
    ("dialogues", "D1;3-6-2026;K1|S1;1;\nD1;4-6-2026;K1|S1;1;", "duplicate", "'D1' staat al in regel 2"),
    ("actions", "A1;;;;;half", "unknown_word", "'half' kennen we niet."),
    ("actions", "A1;;;;;", "empty", "kolom status"),
    ("actions", "A1;;;;32-1-2026;klaar", "not_date", "kolom datum"),
    ("actions", "A1;;;;;klaar\nA1;;;;;loopt", "duplicate", "staat al in regel 2"),
    ("series", "sfeer;x;2026;1", "unknown_word", "Kies uit: Bereik"),
    ("series", "bereik;x;26;1", "not_year", "26 is geen jaar."),
    ("series", "bereik;x;;1", "empty", "kolom jaar"),
    ("series", "bereik;x;2026;veel", "not_number", "'veel' is geen getal."),
    ("series", "bereik;x;2026;-4", "negative", "-4 is te laag."),
]


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def places(workspace):
    good(workspace, LOCATIONS)
    return workspace


@pytest.mark.parametrize(("kind", "row", "code", "told"), WRONG)
def test_what_is_wrong_is_said_with_the_place_and_a_remedy(places, kind, row, code, told):
    problems = refused(places, f"{HEADS[kind]}{row}\n")
    assert code in [found for found, _ in problems]
    assert any(told in message for _, message in problems)


@pytest.mark.parametrize(("kind", "gone"), [("locations", "soort"), ("flows", "kinderen"), ("dialogues", "deelnemers"),
                                            ("actions", "status"), ("series", "waarde")])  # fmt: skip
def test_a_missing_column_is_named(places, kind, gone):
    header = HEADS[kind].replace(f"{gone}", "iets anders")
    problems = refused(places, f"{header}a;b;c;d;e;f\n", kind=kind)
    assert ("missing_column", True) in [(code, f"de kolom '{gone}' ontbreekt" in text) for code, text in problems]


@pytest.mark.parametrize("text", [FLOWS, DIALOGUES])
def test_without_any_location_there_is_one_clear_problem(workspace, text):
    assert refused(workspace, text) == [("no_locations", "Er zijn nog geen locaties. Lees eerst de locaties in.")]


def test_names_that_spill_over_into_the_next_columns(places):
    problems = refused(places, "code;datum;deelnemers;partnerschap\nD1;3-6-2026;K1;S1;1\n")
    assert any(code == "too_many_cells" and "aanhalingstekens" in message for code, message in problems)


def test_one_wrong_row_keeps_the_others_out(places):
    refused(places, f"{FLOWS}K1;S2;veel;1\n")
    assert "flows" not in places.state().files


def test_a_column_of_ones_and_zeros_that_nobody_knows_is_asked_about(places):
    text = "code;datum;deelnemers;Rust en ritme\nD1;3-6-2026;K1|S1;1\n"
    report = put(places, text)
    assert [p.code for p in report.problems] == ["unknown_theme"]
    assert report.unknown_columns == ("Rust en ritme",)
    assert report.preview[0][-1] == "Rust en ritme"


def test_other_unknown_columns_are_named_and_not_used(places):
    report = good(places, "van;naar;kinderen;met_vve;opmerking\nK1;S1;7;2;mooi\n")
    assert report.unknown_columns == ("opmerking",)


@pytest.mark.parametrize(
    ("header", "cells"),
    [("geboortedatum", ["1-2-2022"]), ("nummer x", ["111222333", "123456782", "111222333", "999990019"])],
)
def test_birth_dates_and_citizen_numbers_are_refused(places, header, cells):
    rows = "".join(f"K{n}x;Kik {n};opvang;{cell}\n" for n, cell in enumerate(cells))
    assert {code for code, _ in refused(places, f"code;naam;soort;{header}\n{rows}")} == {"privacy"}


def test_merged_cells_are_empty_cells(places, tmp_path):
    rows = [["van", "naar", "kinderen", "met_vve"], ["K1", "S1", 7, 2], ["", "S2", 3, 1]]
    path = write_xlsx(tmp_path / "samengevoegd.xlsx", {"Blad": rows})
    (problem,) = import_file(path, places, CATALOGUE).problems
    assert (problem.code, problem.row, problem.column) == ("empty", 3, "van")


def test_the_outcome_of_a_formula_counts_and_must_be_whole(places, tmp_path):
    rows = [["van", "naar", "kinderen", "met_vve"], ["K1", "S1", "=4+0,5", 2]]
    path = write_xlsx(tmp_path / "formule.xlsx", {"Blad": rows})
    (problem,) = import_file(path, places, CATALOGUE).problems
    assert (problem.code, problem.value) == ("not_count", "4.5")


def test_a_bomb_is_refused_before_it_is_read(places, tmp_path):
    import zipfile

    path = write_xlsx(tmp_path / "bom.xlsx", {"Blad": [["van", "naar", "kinderen", "met_vve"], ["K1", "S1", 7, 2]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/vol.xml", b"0" * (70 * 1024**2))
    assert [p.code for p in import_file(path, places, CATALOGUE).problems] == ["too_large"]


def test_fifty_thousand_broken_rows_are_counted_and_told_in_groups(places):
    rows = "".join(f"K1;S1;veel;{n}\n" for n in range(50_000))
    report = put(places, HEADS["flows"] + rows)
    assert report.n_problems >= 50_000
    assert report.problems[0].message.startswith(
        "Regel 2 (en nog 49999 regels), kolom kinderen: 'veel' is geen aantal."
    )
    assert len(report.problems) <= 200


def test_fifty_thousand_good_rows(places):
    rows = "".join(f"K{n}x;Opvang {n};opvang;Centrum;;{date(2026, 5, 1 + n % 28):%d-%m-%Y}\n" for n in range(50_000))
    report = good(places, HEADS["locations"] + rows, "veel.csv")
    assert report.rows_kept == 50_000


def test_a_list_that_is_far_too_long(places, monkeypatch):
    from monitor.dialogues.intake import lists

    monkeypatch.setattr(lists, "MOST_ROWS", 1)
    assert [code for code, _ in refused(places, FLOWS)] == ["too_large"]


def test_no_text_and_wrong_names(places, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"van;naar;kinderen;met_vve\nK1;\x81\x00;7;2\n")
    assert [p.code for p in import_file(path, places, CATALOGUE).problems] == ["not_text"]
    assert [code for code, _ in refused(places, "\n", kind="flows")] == ["empty_file"]


def test_rows_of_several_municipalities_need_a_name(workspace):
    good(workspace, LOCATIONS, municipality="Aadorp")
    good(workspace, LOCATIONS, "b.csv", municipality="Beestad")
    assert refused(workspace, FLOWS)[0][0] == "which_municipality"
    good(workspace, FLOWS, "c.csv", municipality="Beestad")


NAMESAKES = (
    "code;naam;soort\nK1;De Wilg, locatie Zuid;opvang\nK2;De Wilg, locatie Zuid;opvang\nK3;De Wilg, Noord;opvang\n"
    "S1;De Eik;school\n"
)


@pytest.mark.parametrize(
    "text",
    ["van;naar;kinderen;met_vve\nde wilg, locatie zuid;S1;7;2\n",
     "code;datum;deelnemers;partnerschap\nD1;3-6-2026;de wilg, locatie zuid|S1|K3;1\n"],
)  # fmt: skip
def test_a_name_that_two_locations_share_must_be_chosen(tmp_path, text):
    workspace = Workspace(tmp_path / "workspace")
    good(workspace, NAMESAKES)
    ((code, message),) = refused(workspace, text)
    assert code == "unknown_location"
    assert "meer locaties heten 'de wilg, locatie zuid'. Kies er één, of schrijf de code." in message
    assert "(K1)" in message
    assert "(K2)" in message
    assert "(K3)" not in message
    report = put(workspace, text)
    assert report.suggestions == {("location", "de wilg, locatie zuid"): ("K1", "K2")}
    assert put(workspace, text, values={("location", "de wilg, locatie zuid"): "K2"}).kept


def test_suggestions_are_looked_for_only_as_often_as_a_report_shows_problems(workspace, monkeypatch):
    """A list of which every row is wrong in its own way must not take minutes."""
    looked = []
    real = Words.closest
    monkeypatch.setattr(Words, "closest", lambda self, kind, text: looked.append(text) or real(self, kind, text))
    rows = "".join(f"K{n};Kik {n};opvangg{n};;;\n" for n in range(MOST_PROBLEMS + 50))
    report = put(workspace, HEADS["locations"] + rows)
    assert report.n_problems == MOST_PROBLEMS + 50
    assert "Bedoelt u" in report.problems[0].message
    assert len(looked) == len(set(looked)) == MOST_PROBLEMS


def test_a_list_that_names_thousands_of_municipalities_asks_the_disk_nothing_about_them(workspace, monkeypatch):
    good(workspace, LOCATIONS)
    asked = []
    real = Database.rows
    monkeypatch.setattr(Database, "rows", lambda self, name, **more: asked.append(name) or real(self, name, **more))
    head = "code;gemeente;datum;deelnemers;partnerschap\n"
    report = put(workspace, head + "".join(f"D{n};Stad {n};3-6-2026;Q{n}|R{n};1\n" for n in range(60)))
    assert report.n_problems == 120
    assert asked.count("dialogues/locations") <= 1
