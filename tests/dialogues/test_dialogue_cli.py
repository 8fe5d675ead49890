"""`python -m monitor dialogue`: from four plain lists to the whole JSON, by hand-counted values; rows, texts, refusals."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.cli.dialogue import Document
from monitor.demo.dialogue_install import install_dialogue
from monitor.dialogues import reports
from monitor.session import Session

LISTS = {
    "locaties": """code;naam;soort;wijk;aanlevering;interne_dialoog
K1;Opvang De Kikker;kinderopvang;Centrum;vragenlijst;12-5-2026
K2;Peuteropvang 't Stekje;kinderopvang;Voorstad;vragenlijst;2-6-2026
K3;De Vlieger;kinderopvang;Zandweerd;vragenlijst;
S1;Basisschool De Eik;school;Centrum;schoolbestuur;
S2;De Wilg;school;Voorstad;vragenlijst;nee
S3;De Beuk;school;Bathmen;schoolbestuur;20-5-2026
""",
    "doorstroom": """van;naar;kinderen;met_vve
K1;S1;12;6
K2;S1;9;0
K2;S2;8;7
K3;S2;16;5
K3;S3;3;0
""",
    "dialogen": """code;datum;deelnemers;partnerschap;stabiliteit;doorgaande lijn;extra_thema
D1;3-6-2026;K1|S1;1;1;1;
D2;5-7-2026;K2|S1|jgz;1;0;1;Burgerschap
""",
    "acties": """code;dialoog;thema;eigenaar;datum;status
A1;D1;partnerschap;=Gemeente;1-9-2026;afgesproken
A2;D2;Burgerschap;;1-12-2026;loopt
A3;D1;stabiliteit;De Vlieger;1-9-2026;klaar
""",
}
DAY = ("--year", "2026", "--on", "2026-11-21")


def call(*words: str):
    result = CliRunner().invoke(app, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the four lists and nothing else; nothing writes to it."""
    folder = tmp_path_factory.mktemp("lists")
    for name, text in LISTS.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    files = [str(folder / f"{name}.csv") for name in LISTS]
    result = call("import", *files, "--workspace", str(folder / "ws"))
    assert result.exit_code == 0, result.output
    return folder / "ws"


@pytest.fixture
def run(workspace: Path):
    return lambda *words: call("dialogue", *words, "--workspace", str(workspace))


def rows_of_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_status_as_json_from_four_plain_lists(run):
    found = json.loads(run("status", *DAY, "--format", "json").stdout)
    assert (found["phase"], found["next_phase"]) == ("steering_group", "lea")
    assert (found["origin"], found["year"], found["on"], found["stamp"]) == ("own", 2026, "2026-11-21", "")
    assert found["internal"] == {
        "required": 6, "received": 3, "via_school_board": 1, "missing": ["K3", "S2"], "late": ["K2"], "drafts": [],
        "missing_theme": [],
    }  # fmt: skip
    assert found["joint"] == {
        "dialogues": 2, "with_all_mandatory_themes": 1, "missing_theme": [{"dialogue_id": "D2", "theme": "stability"}],
        "themes_asked": 2, "themes_not_asked": [], "late": ["D2"], "likely_doubles": [],
    }  # fmt: skip
    free = "heeft zelf ook nog geen gesprek"
    assert found["vve"] == {
        "locations_with_flow": 5,
        "without_dialogue": [
            # The 16 is hidden with the 3 of De Beuk: else 19 - 16 would tell it.
            {"location_id": "K3", "suggested_partner_id": "S2", "reason": f"aantal kinderen niet getoond, {free}"},
            {"location_id": "S2", "suggested_partner_id": "K3", "reason": f"aantal kinderen niet getoond, {free}"},
        ],
        "pairs": 3,
        "pairs_with_dialogue": 1,
    }  # fmt: skip
    assert found["actions"] == {
        "by_status": {"proposal": 0, "agreed": 1, "in_year_plan": 0, "running": 1, "done": 1, "dropped": 0},
        "overdue": ["A1"],
        "without_owner": ["A2"],
    }
    assert {code: (a["required"], a["received"], a["via_school_board"], a["missing"], a["late"], a["without_dialogue"])
            for code, a in found["by_area"].items()} == {
        "centrum": (2, 1, 1, [], [], []),
        "voorstad": (2, 1, 0, ["S2"], ["K2"], ["S2"]),
        "zandweerd": (1, 0, 0, ["K3"], [], ["K3"]),
        "bathmen": (1, 1, 0, [], [], []),
    }  # fmt: skip
    assert found["by_area"]["voorstad"]["label"] == "Voorstad"
    assert found["by_area"]["voorstad"]["contact_role"] == "Contactpersoon Jonge Kind Voorstad"
    assert [(p["code"], p["state"], p["done"], p["required"]) for p in found["phases"]] == [
        ("internal", "late", 4, 6), ("joint", "late", 3, 5), ("working_group", "past", None, None),
        ("steering_group", "busy", None, None), ("lea", "todo", None, None), ("feedback", "todo", None, None),
    ]  # fmt: skip
    assert [(d["name"], d["done"], d["total"]) for d in found["denominators"]] == [
        ("locaties", 4, 6), ("dialogen", 1, 2), ("paren", 1, 3),
    ]  # fmt: skip


def test_an_earlier_day_knows_less(run):
    found = json.loads(run("status", "--year", "2026", "--on", "1-6-2026", "--format", "json").stdout)
    assert (found["phase"], found["next_phase"]) == ("joint", "working_group")
    assert found["internal"]["missing"] == ["K2", "K3", "S2"]
    assert found["joint"]["dialogues"] == 0


def test_status_as_text(run):
    text = run("status", *DAY).stdout
    assert "dialoogjaar 2026. Stand op 21 november 2026." in text
    assert "Fictieve gegevens" not in text
    assert "3 van de 6 locaties hebben de interne dialoog ingestuurd. 1 via het schoolbestuur. 2 moeten nog." in text
    assert "Nog niet: De Vlieger, De Wilg." in text
    assert (
        "Er mist een verplicht thema: Peuteropvang 't Stekje, Basisschool De Eik en Jeugdgezondheidszorg (JGZ) (stabiliteit)."
        in text
    )
    assert "- De Vlieger: mogelijke partner De Wilg (aantal kinderen niet getoond" in text
    assert "Voorstad: 1 van 2 intern." in text


def test_status_has_no_rows_for_csv(run):
    result = run("status", *DAY, "--format", "csv")
    assert result.exit_code == 2
    assert "dialogue coverage" in result.stderr


def test_coverage_as_rows(run):
    found = {row["location_id"]: row for row in json.loads(run("coverage", *DAY, "--format", "json").stdout)}
    assert {i: (r["internal"], r["joint"], r["stability"]) for i, r in found.items()} == {
        "K1": ("received", "received", "discussed"), "K2": ("late", "late", "not_discussed"),
        "K3": ("overdue", "overdue", "missing"), "S1": ("via_board", "received", "not_discussed"),
        "S2": ("overdue", "overdue", "missing"), "S3": ("received", "not_needed", "not_asked"),
    }  # fmt: skip
    assert found["S1"]["stability_note"] == "mist in 1 van 2 dialogen"
    assert found["K1"]["internal_on"] == "2026-05-12"
    assert found["K2"]["chosen"] == ["Burgerschap"]
    assert {i: r["actions"] for i, r in found.items()} == {"K1": 2, "K2": 1, "K3": 1, "S1": 3, "S2": 0, "S3": 0}
    assert {i for i, r in found.items() if r["has_gap"]} == {"K2", "K3", "S1", "S2"}
    assert {r["origin"] for r in found.values()} == {"own"}
    as_csv = rows_of_csv(run("coverage", *DAY, "--format", "csv").stdout)
    assert [row["location_id"] for row in as_csv] == list(found)
    assert "paren met VVE-doorstroom" in run("coverage", *DAY).stdout


def test_flows_hide_small_numbers_until_somebody_asks(run):
    rows = json.loads(run("flows", *DAY, "--format", "json").stdout)
    pairs = {(r["from_id"], r["to_id"]): r for r in rows if r["part"] == "pair"}
    assert (pairs["K3", "S3"]["children"], pairs["K3", "S3"]["children_state"]) == (None, "suppressed")
    assert (pairs["K3", "S3"]["children_vve"], pairs["K3", "S3"]["children_vve_state"]) == (0, "value")
    assert (pairs["K1", "S1"]["children"], pairs["K1", "S1"]["has_dialogue"]) == (12, True)
    assert next(r["children"] for r in rows if r["part"] == "total") == 48
    in_csv = rows_of_csv(run("flows", *DAY, "--format", "csv").stdout)
    assert next(r["children"] for r in in_csv if (r["from_id"], r["to_id"]) == ("K3", "S3")) == "x"
    shown = json.loads(run("flows", *DAY, "--show-small", "--format", "json").stdout)
    assert next(r["children"] for r in shown if (r["from_id"], r["to_id"]) == ("K3", "S3")) == 3


def test_flows_give_no_hidden_number_away(run):
    """Whoever adds up the CSV gets no further: 3 could be 5 or more in every shown sum."""
    rows = json.loads(run("flows", *DAY, "--format", "json").stdout)
    hidden = {(r["part"], r["from_id"], r["to_id"]) for r in rows if r["children_state"] == "suppressed"}
    assert hidden == {("pair", "K3", "S3"), ("pair", "K3", "S2"), ("to_total", "", "S3"), ("to_total", "", "S2")}


def test_actions_overdue_first_and_defused_in_csv(run):
    rows = json.loads(run("actions", *DAY, "--format", "json").stdout)
    assert [(r["action_id"], r["status"], r["overdue"], r["owners"]) for r in rows] == [
        ("A1", "agreed", True, ["=Gemeente"]), ("A2", "running", False, []), ("A3", "done", False, ["De Vlieger"]),
    ]  # fmt: skip
    assert [r["action_id"] for r in json.loads(run("actions", *DAY, "--overdue", "--format", "json").stdout)] == ["A1"]
    assert rows_of_csv(run("actions", *DAY, "--format", "csv").stdout)[0]["owners"] == "'=Gemeente"
    on_the_day = ("--year", "2026", "--on", "2026-09-01", "--overdue", "--format", "json")
    assert json.loads(run("actions", *on_the_day).stdout) == []


def test_series_say_that_nothing_is_there(run):
    found = json.loads(run("series", *DAY, "--format", "json").stdout)
    assert found["points"] == []
    assert [(p["aspect"], p["level"], p["missing"], p["of"]) for p in found["triple"]][:2] == [
        ("reach", "city", 1, 1), ("reach", "locations", 6, 6),
    ]  # fmt: skip
    assert "Bereik: 0 van de 6 locaties hebben een cijfer." in run("series", *DAY).stdout


def test_a_report_is_written_and_named(run, tmp_path: Path):
    result = run("report", *DAY, "--kind", "steering_group", "--out", str(tmp_path / "stuurgroep.docx"))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "stuurgroep.docx").read_bytes().startswith(b"PK")
    assert "stuurgroep.docx" in result.stdout.replace("\n", "")


def test_a_place_that_cannot_be_written_to_is_refused_in_dutch(run, tmp_path: Path):
    (tmp_path / "file").write_text("", "utf-8")
    result = run("report", *DAY, "--kind", "lea", "--out", str(tmp_path / "file" / "lea.docx"))
    assert result.exit_code == 2
    assert "Het document kan niet worden bewaard" in result.stderr


def test_every_document_can_be_asked_for():
    assert [kind.value for kind in Document] == list(reports.KINDS)


# ----------------------------------------------------------------------------------------------------------- which year


def test_a_year_without_data_is_refused_in_dutch(tmp_path: Path):
    folder = ("--workspace", str(tmp_path / "ws"))
    empty = call("dialogue", "status", "--year", "2026", *folder)
    assert empty.exit_code == 2
    assert empty.stderr.strip() == "Van dialoogjaar 2026 zijn er geen gegevens. Lees eerst locaties in."
    wrong = call("dialogue", "status", "--year", "2026", "--on", "morgen", *folder)
    assert wrong.exit_code == 2
    assert "'morgen' is geen datum" in wrong.stderr


@pytest.fixture
def demo(tmp_path: Path) -> tuple[str, str]:
    session = Session(tmp_path / "ws")
    install_dialogue(session.workspace)
    return ("--workspace", str(tmp_path / "ws"))


def test_invented_data_say_so_everywhere(demo):
    assert "Fictieve gegevens" in call("dialogue", "status", *DAY, *demo).stdout
    found = json.loads(call("dialogue", "status", *DAY, "--format", "json", *demo).stdout)
    assert (found["origin"], found["stamp"], found["municipality"]) == ("demo", "Fictieve gegevens", "voorbeeldstad")
    internal = found["internal"]
    assert internal["required"] == internal["received"] + internal["via_school_board"] + len(internal["missing"])
    for command in ("coverage", "flows", "actions", "series"):
        lines = rows_of_csv(call("dialogue", command, *DAY, "--format", "csv", *demo).stdout)
        assert lines, command
        assert {line["stamp"] for line in lines} == {"Fictieve gegevens"}, command
    assert call("dialogue", "status", *DAY, "--origin", "own", *demo).exit_code == 2
    unknown = call("dialogue", "status", "--year", "1999", *demo)
    assert unknown.stderr.strip() == "Van dialoogjaar 1999 zijn er geen gegevens. Er zijn gegevens van 2025 en 2026."


def test_own_data_go_before_invented_ones_and_municipalities_are_chosen(demo, tmp_path: Path):
    path = tmp_path / "locaties.csv"
    for town, code in (("Aalstad", "K1"), ("Beekstad", "K2")):
        path.write_text(f"code;naam;soort\n{code};Opvang {code};kinderopvang\n", "utf-8")
        assert call("import", str(path), "--municipality", town, "--year", "2026", *demo).exit_code == 0
    several = call("dialogue", "status", *DAY, *demo)
    assert several.exit_code == 2
    assert several.stderr.strip() == "Er zijn meer gemeenten. Kies er een met --municipality: aalstad, beekstad."
    chosen = json.loads(
        call("dialogue", "status", *DAY, "--municipality", "Beekstad", "--format", "json", *demo).stdout
    )
    assert (chosen["origin"], chosen["internal"]["missing"]) == ("own", ["K2"])
    wrong = call("dialogue", "status", *DAY, "--municipality", "Ceestad", *demo)
    assert wrong.exit_code == 2
    assert "Kies uit: aalstad, beekstad." in wrong.stderr
    fictitious = call("dialogue", "status", *DAY, "--origin", "demo", *demo)
    assert "Voorbeeldstad" in fictitious.stdout


def test_a_figure_keeps_its_digits_and_text_is_no_formula_in_csv(demo, tmp_path: Path):
    path = tmp_path / "reeksen.csv"
    path.write_text("aspect;indicator;jaar;waarde;eenheid;definitie\nbereik;Kosten;2026;12345,67;euro;＝1+1\n", "utf-8")
    (tmp_path / "locaties.csv").write_text("code;naam;soort\nK1;Opvang Een;kinderopvang\n", "utf-8")
    for name in ("locaties", "reeksen"):
        done = call("import", str(tmp_path / f"{name}.csv"), *demo)
        assert done.exit_code == 0, done.output
    (line,) = rows_of_csv(call("dialogue", "series", *DAY, "--format", "csv", *demo).stdout)
    assert (line["value"], line["definition"]) == ("12345,67", "'＝1+1")
    (point,) = json.loads(call("dialogue", "series", *DAY, "--format", "json", *demo).stdout)["points"]
    assert point["value"] == 12345.67
