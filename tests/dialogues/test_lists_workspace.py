"""Lists that come again, lists that changed, what people chose, and several lists in one command."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.dialogues import settings as years
from monitor.dialogues import words
from monitor.dialogues.intake.forms import template_csv
from monitor.dialogues.intake.several import kind_of
from monitor.session import Session
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace
from tests.dialogues.lists import ACTIONS, CATALOGUE, DIALOGUES, FLOWS, LOCATIONS, cycle, good, put, stored_files


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def places(workspace):
    good(workspace, LOCATIONS)
    return workspace


# ----------------------------------------------------------------------------------------------------------- once, twice


@pytest.mark.parametrize("text", [LOCATIONS, FLOWS, DIALOGUES, ACTIONS])
def test_the_same_list_twice_changes_nothing(places, text):
    if text != LOCATIONS:
        good(places, text)
    before = stored_files(places.folder)
    header, *rows = text.splitlines()
    report = put(places, "\n".join([header, *reversed(rows)]), "anders.csv")
    assert report.already_known
    assert stored_files(places.folder) == before


def test_a_dry_run_keeps_nothing(places):
    before = stored_files(places.folder)
    report = put(places, FLOWS, dry_run=True)
    assert (report.ok, report.kept, report.rows_kept) == (True, False, 0)
    assert stored_files(places.folder) == before


def test_of_a_changed_list_the_newer_rows_count(places):
    good(places, FLOWS)
    good(places, "van;naar;kinderen;met_vve\nK1;S1;9;3\n", "b.csv")
    assert {(f.from_id, f.to_id): f.children.value for f in cycle(places).flows} == {
        ("K1", "S1"): 9,
        ("K2", "S2"): None,
    }


def test_the_old_list_again_is_what_counts_again(places):
    good(places, FLOWS)
    good(places, "van;naar;kinderen;met_vve\nK1;S1;9;3\n", "b.csv")
    good(places, FLOWS, "c.csv")
    assert {f.children.value for f in cycle(places).flows} == {7, None}
    assert put(places, FLOWS, "d.csv").already_known


def test_a_later_dialogue_has_its_own_participants_and_themes(places):
    good(places, DIALOGUES)
    good(places, "code;datum;deelnemers;partnerschap\nD1;5-6-2026;K2|S1;0\n", "b.csv")
    first = next(d for d in cycle(places).dialogues if d.dialogue_id == "D1")
    assert (first.participants, first.answers) == (("K2", "S1"), {})
    good(places, DIALOGUES, "c.csv")
    again = next(d for d in cycle(places).dialogues if d.dialogue_id == "D1")
    assert set(again.answers) == {"parents", "stability"}


def test_a_list_that_was_taken_away_can_come_back(places):
    dataset = good(places, FLOWS).dataset
    places.retire(dataset.dataset_id)
    assert cycle(places).flows == ()
    good(places, FLOWS, "b.csv")
    assert len(cycle(places).flows) == 2


def test_a_column_that_a_later_list_does_not_have_is_taken_over(places):
    good(places, "code;naam;soort;organisatie\nK1;De Kikker nieuw;opvang;Stichting Kik\n", "b.csv")
    place = cycle(places).by_id["K1"]
    assert (place.name, place.organisation, place.area) == ("De Kikker nieuw", "Stichting Kik", "centrum")


def test_own_and_demo_are_apart(workspace):
    good(workspace, LOCATIONS, origin="demo")
    assert cycle(workspace).locations == ()
    assert [p.code for p in put(workspace, FLOWS).problems] == ["no_locations"]


def test_an_internal_dialogue_that_a_later_list_takes_back_is_told(places):
    report = good(places, LOCATIONS.replace("12-5-2026", "nee"), "b.csv", year=2026)
    assert any("Die blijft tellen" in note for note in report.notes)


# --------------------------------------------------------------------------------------------------------------- actions


def test_a_changed_action_is_a_new_revision(workspace):
    good(workspace, ACTIONS, year=2026)
    good(workspace, ACTIONS.replace("afgesproken", "klaar"), "b.csv", year=2026)
    read = cycle(workspace)
    assert {a.action_id: (a.revision, a.status) for a in read.actions} == {"A1": (2, "done"), "A2": (1, "running")}
    assert [a.status for a in read.action_revisions if a.action_id == "A1"] == ["agreed", "done"]


def test_an_edit_by_hand_stays_until_the_list_says_something_else(workspace):
    good(workspace, ACTIONS, year=2026)
    edit = {"action_id": "A1", "revision": 2, "status": "dropped"}
    Journal(workspace.folder).append("actions", {"origin": "own", "municipality": "", "year": 2026, "action": edit})
    good(workspace, ACTIONS.replace("loopt", "klaar"), "b.csv", year=2026)
    assert {a.action_id: a.status for a in cycle(workspace).actions} == {"A1": "dropped", "A2": "done"}
    report = good(workspace, ACTIONS.replace("afgesproken", "loopt"), "c.csv", year=2026)
    assert next(a for a in cycle(workspace).actions if a.action_id == "A1").status == "running"
    assert any("met de hand gewijzigd" in note for note in report.notes)


# --------------------------------------------------------------------------------------------------------------- choices


def test_a_choice_for_a_location_is_remembered(places):
    text = "van;naar;kinderen;met_vve\nKikkers;S1;7;2\n"
    report = put(places, text)
    assert report.unknown_values == (("location", "Kikkers"),)
    assert report.suggestions["location", "Kikkers"][0] == "K1"
    assert json.loads(json.dumps(report.to_dict()))["suggestions"][0]["text"] == "Kikkers"
    assert put(places, text, values={("location", "Kikkers"): "K1"}).kept
    assert put(places, text.replace("7", "8"), "b.csv").kept


def test_a_choice_for_a_location_that_is_not_there(places):
    report = put(places, FLOWS, values={("location", "K1"): "Q1"})
    assert [p.code for p in report.problems] == ["bad_choice"]


def test_a_choice_for_a_word_is_remembered(workspace):
    text = "code;naam;soort\nK1;De Kikker;peuterhuis\n"
    report = put(workspace, text)
    assert report.unknown_values == (("location_kind", "peuterhuis"),)
    assert put(workspace, text, values={("location_kind", "peuterhuis"): "childcare"}).kept
    assert put(workspace, text.replace("K1", "K2"), "b.csv").kept


def test_choices_for_columns_and_themes(places):
    text = "code;datum;wie waren er;Rust\nD1;3-6-2026;K1|S1;1\n"
    columns = {"wie waren er": "participants", "Rust": "theme:stability"}
    assert put(places, text, columns=columns).kept
    assert list(next(d for d in cycle(places).dialogues if d.is_joint).answers) == ["stability"]
    assert put(places, text.replace("D1", "D2"), "b.csv").kept


def test_a_column_may_be_a_theme_of_its_own(places):
    text = "code;datum;deelnemers;Rust en ritme\nD1;3-6-2026;K1|S1;1\n"
    assert put(places, text, columns={"Rust en ritme": "free_theme"}).kept
    (answer,) = next(d for d in cycle(places).dialogues if d.is_joint).answers.values()
    assert (answer.theme, answer.label) == ("free:rust_en_ritme", "Rust en ritme")
    assert put(places, text.replace("D1", "D2"), "b.csv").kept


def test_a_theme_of_the_settings_of_the_year_gets_a_column(places):
    settings = years.template(2026, "")
    theme = years.Theme("play", "spel", "Spel", "spel", False, "", ("samen spelen",), (), "")
    years.save(Journal(places.folder), "own", replace(settings, themes=(*settings.themes, theme)))
    good(places, "code;datum;deelnemers;samen spelen\nD1;3-6-2026;K1|S1;1\n")
    assert list(next(d for d in cycle(places).dialogues if d.is_joint).answers) == ["play"]


def test_an_area_that_the_settings_learn_later(workspace):
    good(workspace, "code;naam;soort;wijk\nK1;De Kikker;opvang;Noord-Oost\n")
    assert cycle(workspace).locations[0].area == "Noord-Oost"
    settings = years.template(2026)
    area = years.Area("no", "Noord-oost", "Contactpersoon")
    years.save(Journal(workspace.folder), "own", replace(settings, areas=(*settings.areas, area)))
    assert cycle(workspace).locations[0].area == "no"


@pytest.mark.parametrize("form", ["template", "msforms"])
def test_a_questionnaire_is_told_from_a_list(places, form):
    if form == "template":
        text = template_csv(years.template(2026), words.load()).decode("utf-8-sig")
        text += text.splitlines()[1].replace("Voorbeeld", "Andere ")
    else:
        text = "ID;Begintijd;Tijd van voltooien;E-mail;Naam;Wat valt op?\n1;3-6-2026 10:00;3-6-2026 10:20;anonymous;;Mooi\n"
    report = put(places, text)
    assert report.kind == "form"
    path = places.folder.parent / "lijst.csv"
    assert kind_of(path, places, CATALOGUE) == "form"


# ----------------------------------------------------------------------------------------------------- the command line


@pytest.fixture
def folder(tmp_path):
    texts = {"acties": ACTIONS, "dialogen": DIALOGUES, "doorstroom": FLOWS, "locaties": LOCATIONS}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def run(folder, *more: str):
    files = [str(folder / f"{name}.csv") for name in ("acties", "dialogen", "doorstroom", "locaties")]
    return CliRunner().invoke(app, ["import", *files, "--workspace", str(folder / "ws"), *more])


def test_files_of_one_command_are_read_in_the_order_that_they_need(folder):
    result = run(folder, "--json")
    assert result.exit_code == 0, result.output
    assert [report["kind"] for report in json.loads(result.stdout)] == ["actions", "dialogues", "flows", "locations"]
    read = cycle(Workspace(folder / "ws"))
    assert (len(read.locations), len(read.flows), len(read.actions)) == (4, 2, 2)
    assert len([d for d in read.dialogues if d.is_joint]) == 2
    assert all("Deze dialogen" not in note for report in json.loads(result.stdout) for note in report["notes"])


def test_a_dry_run_of_several_lists_sees_the_ones_before(folder):
    result = run(folder, "--dry-run")
    assert result.exit_code == 0, result.output
    assert result.output.count("Er is nog niets bewaard.") == 4
    assert Workspace(folder / "ws").state().datasets == {}


def test_the_year_and_municipality_of_a_command(folder):
    result = run(folder, "--year", "2026", "--municipality", "Voorbeeldstad")
    assert result.exit_code == 0, result.output
    assert len(cycle(Workspace(folder / "ws"), 2026, "voorbeeldstad").locations) == 4
    assert cycle(Workspace(folder / "ws"), 2025, "voorbeeldstad").locations == ()


def test_check_and_compact_know_the_tables_of_the_dialogue(folder):
    run(folder)
    (folder / "doorstroom.csv").write_text(FLOWS.replace("7;2", "8;2"), "utf-8")
    run(folder)
    workspace = ["--workspace", str(folder / "ws")]
    before = cycle(Workspace(folder / "ws"))
    assert CliRunner().invoke(app, ["check", *workspace]).exit_code == 0
    result = CliRunner().invoke(app, ["compact", *workspace])
    assert "flows: 2 bestanden werd 1 bestand." in result.output
    assert cycle(Workspace(folder / "ws")) == before
    assert CliRunner().invoke(app, ["check", *workspace]).exit_code == 0
    assert Session(folder / "ws").state().datasets


def test_a_wrong_list_stops_with_exit_code_2_and_the_others_go_on(folder):
    (folder / "doorstroom.csv").write_text("van;naar;kinderen;met_vve\nK1;S1;veel;2\n", "utf-8")
    result = run(folder)
    assert result.exit_code == 2
    assert "Regel 2, kolom kinderen: 'veel' is geen aantal." in result.output
    assert len(cycle(Workspace(folder / "ws")).actions) == 2
