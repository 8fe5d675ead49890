"""Lists from plain templates become the records of a dialogue year."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest

from monitor.dialogues import settings as years
from monitor.dialogues.records import Amount
from monitor.dialogues.words import MISSING, NOT_ASKED, SUPPRESSED, VALUE
from monitor.ingest import import_file, template_csv, template_xlsx
from monitor.ingest.columns import LISTS
from monitor.store.workspace import Workspace
from tests.dialogues.lists import ACTIONS, CATALOGUE, DIALOGUES, FLOWS, LOCATIONS, cycle, good, put
from tests.ingest.files import write_xlsx


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def places(workspace):
    """A workspace that knows the four locations."""
    good(workspace, LOCATIONS)
    return workspace


def test_locations_with_the_internal_dialogue_that_was_sent(workspace):
    report = good(workspace, LOCATIONS)
    assert (report.kind, report.rows_read, report.rows_kept) == ("locations", 4, 4)
    read = cycle(workspace)
    assert [(x.location_id, x.kind, x.area, x.delivery) for x in read.locations] == [
        ("K1", "childcare", "centrum", "form"), ("K2", "childcare", "voorstad", "form"),
        ("S1", "school", "centrum", "school_board"), ("S2", "school", "voorstad", "form"),
    ]  # fmt: skip
    (internal,) = read.dialogues
    assert (internal.form_type, internal.participants, internal.submitted_at) == (
        "internal_childcare", ("K1",), datetime(2026, 5, 12),
    )  # fmt: skip
    assert not internal.themes_asked
    assert internal.channel == "list"


@pytest.mark.parametrize(
    ("cell", "sent"),
    [("3-6-2026", True), ("2026-06-03", True), ("3 juni 2026", True), ("ja", True), ("x", True), ("1", True),
     ("ingestuurd", True), ("te laat", True), ("", False), ("nee", False), ("0", False), ("nog niet", False),
     ("concept", False), ("-", False), ("n.v.t.", False)],
)  # fmt: skip
def test_what_says_that_the_internal_dialogue_was_sent(workspace, cell, sent):
    good(workspace, f"code;naam;soort;interne_dialoog;jaar\nK1;De Kikker;opvang;{cell};2026\n")
    found = cycle(workspace).dialogues
    assert bool(found) is sent
    assert all(d.dialogue_id == "list-K1-2026" for d in found)


def test_an_internal_dialogue_in_january_belongs_to_the_year_before(workspace):
    good(workspace, "code;naam;soort;interne_dialoog\nK1;De Kikker;opvang;15-1-2027\n")
    assert [d.submitted_at for d in cycle(workspace, 2026).dialogues] == [datetime(2027, 1, 15)]
    assert cycle(workspace, 2027).dialogues == ()


def test_via_the_school_board_in_the_column_of_the_internal_dialogue(workspace):
    good(workspace, "code;naam;soort;interne_dialoog\nS1;De Eik;school;via schoolbestuur\n")
    assert cycle(workspace).locations[0].via_board


def test_every_column_of_a_location(workspace):
    good(
        workspace,
        "code;naam;soort;wijk;organisatie;actief;postcode;huisnummer;lrk_id;brin;opvangsoorten;ve\n"
        "K1;De Kikker;opvang;Noord;Stichting Kik;nee;1234 ab;12;012345678;12ab00;KDV, BSO;ja\n",
    )
    (place,) = cycle(workspace).locations
    assert (place.area, place.organisation, place.is_active, place.postcode) == (
        "Noord", "Stichting Kik", False, "1234AB",
    )  # fmt: skip
    assert (place.lrk_id, place.brin_vestiging, place.has_ve) == ("012345678", "12AB00", True)
    assert len(place.care_types) == 2


def test_flows_keep_four_states_apart(places):
    good(places, "van;naar;kinderen;met_vve\nK1;S1;0;niet gevraagd\nK1;S2;<5;\nK2;S1;7;.\nK2;S2;12,0;-1\n")
    flows = {(f.from_id, f.to_id): (f.children, f.children_vve) for f in cycle(places).flows}
    assert flows["K1", "S1"] == (Amount(0, VALUE), Amount(None, NOT_ASKED))
    assert flows["K1", "S2"] == (Amount(None, SUPPRESSED), Amount(None, MISSING))
    assert flows["K2", "S1"] == (Amount(7, VALUE), Amount(None, MISSING))
    assert flows["K2", "S2"] == (Amount(12, VALUE), Amount(None, SUPPRESSED))


def test_a_mask_of_minus_one_is_told(places):
    report = good(places, "van;naar;kinderen;met_vve\nK1;S1;-1;-1\n")
    assert "Kolom 'kinderen': -1 lezen we als te klein om te tonen (1 keer)." in report.notes


def test_flows_by_name_and_with_commas(places):
    good(places, 'from,to,children,with vve\n"opvang DE KIKKER",basisschool de eik,7,2\n')
    assert [(f.from_id, f.to_id) for f in cycle(places).flows] == [("K1", "S1")]


def test_a_flow_between_two_schools_is_kept_and_told(places):
    report = good(places, "van;naar;kinderen;met_vve\nS1;S2;3;0\n")
    assert any("niet van opvang naar school" in note for note in report.notes)


def test_dialogues_with_themes_and_participants(places):
    report = good(places, DIALOGUES)
    first, second = sorted((d for d in cycle(places).dialogues if d.is_joint), key=lambda d: d.dialogue_id)
    assert (first.held_on, first.participants, set(first.answers)) == (
        date(2026, 6, 3), ("K1", "S1"), {"parents", "stability"},
    )  # fmt: skip
    assert second.participants == ("K2", "S2", "jgz")
    assert second.answers["free:burgerschap"].label == "Burgerschap"
    assert second.themes_asked
    assert any("Burgerschap" in note for note in report.notes)


def test_an_internal_dialogue_in_a_list_of_dialogues(places):
    good(places, "code;datum;deelnemers;partnerschap;soort dialoog;verstuurd\nD9;3-6-2026;S2;1;intern;9-6-2026\n")
    (found,) = (d for d in cycle(places).dialogues if d.dialogue_id == "D9")
    assert (found.form_type, found.submitted_at) == ("internal_school", datetime(2026, 6, 9))


def test_without_a_single_mark_themes_were_not_asked(places):
    report = good(places, "code;datum;deelnemers;partnerschap\nD1;3-6-2026;K1;S1;\n".replace("K1;S1", "K1|S1"))
    assert not next(d for d in cycle(places).dialogues if d.is_joint).themes_asked
    assert any("geen enkel thema" in note for note in report.notes)


def test_the_year_comes_from_the_column_then_the_user_then_the_day(places):
    text = "code;datum;deelnemers;jaar\nD1;12-1-2027;K1|S1;\nD2;3-6-2026;K1|S2;2025\n"
    good(places, text)
    assert {d.dialogue_id for d in cycle(places, 2026).dialogues if d.is_joint} == {"D1"}
    assert {d.dialogue_id for d in cycle(places, 2025).dialogues if d.is_joint} == {"D2"}
    good(places, text.replace("D1", "D3").replace("2025", ""), "b.csv", year=2024)
    assert len([d for d in cycle(places, 2024).dialogues if d.is_joint]) == 2


def test_actions_land_in_the_year_of_their_dialogue(places):
    good(places, DIALOGUES.replace("3-6-2026", "3-6-2024"), "d.csv")
    report = good(places, ACTIONS)
    (old,) = cycle(places, 2024).actions
    assert (old.action_id, old.theme, old.owners, old.due_on, old.status) == (
        "A1", "parents", ("Gemeente",), date(2026, 9, 1), "agreed",
    )  # fmt: skip
    (new,) = cycle(places, 2026).actions
    assert (new.action_id, new.theme, new.owners, new.due_on) == ("A2", "free:burgerschap", (), None)
    assert any("geen eigenaar" in note for note in report.notes)


def test_an_action_of_a_dialogue_that_nobody_knows_is_kept_and_told(workspace):
    report = good(workspace, ACTIONS, year=2026)
    assert any(note.startswith("Deze dialogen kennen we niet: D1, D2.") for note in report.notes)
    assert len(cycle(workspace).actions) == 2


def test_several_owners_and_a_result(workspace):
    text = "code;dialoog;thema;eigenaar;datum;status;actie;resultaat\nA1;;;Gemeente; GGD |Stichting Kik;;klaar;Doen;Gedaan\n"
    good(workspace, text.replace("Gemeente; GGD", '"Gemeente; GGD').replace("Kik;", 'Kik";'), year=2026)
    (action,) = cycle(workspace).actions
    assert action.owners == ("Gemeente", "GGD", "Stichting Kik")
    assert (action.text, action.result, action.status) == ("Doen", "Gedaan", "done")


def test_series_with_a_break_a_reason_and_a_percentage(places):
    text = (
        "aspect;indicator;jaar;waarde;definitie;breuk;reden;locatie\n"
        "bereik;VVE;2024;81,5%;deel met plek;nee;;\nbereik;VVE;2025;;;ja;niet geteld;\nkwaliteit;score;2026;x;;;;De Wilg\n"
    )
    good(places, text)
    by_year = {p.year: p for p in cycle(places).series}
    assert (by_year[2024].amount, by_year[2024].unit) == (Amount(81.5, VALUE), "%")
    assert (by_year[2025].amount.state, by_year[2025].is_break, by_year[2025].reason) == (MISSING, True, "niet geteld")
    assert (by_year[2026].amount.state, by_year[2026].location_id, by_year[2026].aspect) == (
        SUPPRESSED,
        "S2",
        "quality",
    )


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_other_encodings(workspace, encoding):
    good(workspace, "code;naam;soort\nK1;Opvang Ukkië;opvang\n", encoding=encoding)
    assert cycle(workspace).name("K1") == "Opvang Ukkië"


def test_a_workbook_with_real_days_and_numbers(places):
    path = write_xlsx(places.folder.parent / "d.xlsx", {"Gesprekken": [
        ["code", "datum", "deelnemers", "partnerschap", "stabiliteit"], ["D1", date(2026, 6, 3), "K1; S1", 1, 0],
    ]})  # fmt: skip
    assert import_file(path, places, CATALOGUE).kept
    (found,) = (d for d in cycle(places).dialogues if d.is_joint)
    assert (found.held_on, list(found.answers)) == (date(2026, 6, 3), ["parents"])


def test_each_municipality_has_its_own_rows(workspace):
    text = "code;naam;soort;gemeente\nK1;De Kikker;opvang;'s-Veenendorp\nK1;Het Nest;opvang;Voorbeeldstad\n"
    good(workspace, text)
    assert cycle(workspace, municipality="s_veenendorp").name("K1") == "De Kikker"
    assert cycle(workspace, municipality="voorbeeldstad").name("K1") == "Het Nest"


def test_a_list_without_a_municipality_joins_the_only_one_known(workspace):
    good(workspace, LOCATIONS, municipality="Voorbeeldstad")
    good(workspace, FLOWS, "b.csv")
    assert len(cycle(workspace, municipality="voorbeeldstad").flows) == 2


def test_personal_columns_are_left_out_and_named(workspace):
    text = "code;naam;soort;contactpersoon;e-mail\nK1;De Kikker;opvang;J. Jansen;j@kik.nl\n"
    report = good(workspace, text)
    assert any("'contactpersoon', 'e-mail'" in note for note in report.notes)
    assert report.unknown_columns == ()
    assert not any("Jansen" in cell or "@" in cell for row in report.preview for cell in row)


# ------------------------------------------------------------------------------------------------------------ templates


@pytest.mark.parametrize("kind", LISTS)
def test_templates_name_every_column_and_explain_it(kind):
    settings = years.template(2026)
    header, example = csv.reader(
        io.StringIO(template_csv(kind, CATALOGUE, settings).decode("utf-8-sig"), newline=""), delimiter=";"
    )
    data, notes = openpyxl.load_workbook(io.BytesIO(template_xlsx(kind, CATALOGUE, settings))).worksheets
    assert [cell.value for cell in data[1]] == header
    assert any("voorbeeld" in cell.lower() for cell in example)
    said = {cell.value for row in notes.iter_rows() for cell in row}
    assert set(header) <= said


def test_the_template_of_dialogues_has_the_themes_of_the_year():
    settings = years.template(2026)
    header = template_csv("dialogues", CATALOGUE, settings).decode("utf-8-sig").splitlines()[0]
    assert all(theme.label in header for theme in settings.main_themes)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", LISTS)
def test_the_example_of_a_template_is_good_and_is_skipped(places, kind, form):
    settings = years.template(2026)
    content = {"xlsx": template_xlsx, "csv": template_csv}[form](kind, CATALOGUE, settings)
    path = places.folder.parent / f"leeg.{form}"
    path.write_bytes(content)
    assert [p.code for p in import_file(path, places, CATALOGUE).problems] == ["only_example"]
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        sheet = book.worksheets[0]
        sheet.append([_own(cell.value) for cell in sheet[2]])
        book.save(path)
    else:
        header, example = content.decode("utf-8-sig").splitlines()
        path.write_text("\r\n".join([header, example, _own(example)]), "utf-8")
    report = import_file(path, places, CATALOGUE)
    assert report.problems == ()
    assert (report.kind, report.rows_kept) == (kind, 1)
    assert any("voorbeeld" in note for note in report.notes)


def _own(cell):
    """A cell of the example with codes that exist."""
    return cell.replace("VOORBEELD-", "").replace("Voorbeeld: ", "") if isinstance(cell, str) else cell


def test_the_preview_shows_the_first_rows(places):
    report = put(places, FLOWS, dry_run=True)
    assert report.preview[:2] == (("van", "naar", "kinderen", "met_vve"), ("K1", "S1", "7", "2"))


def test_an_area_that_the_settings_do_not_know_is_one_area_however_it_is_spelled(workspace):
    report = good(
        workspace, "code;naam;soort;wijk\nK1;A;opvang;Oude Haven\nK2;B;opvang;oude haven\nS1;C;school;Oude-haven\n"
    )
    assert {x.area for x in cycle(workspace).locations} == {"Oude Haven"}
    assert [text for kind, text in report.suggestions if kind == "area"] == ["Oude Haven"], "asked once"
    good(workspace, "code;naam;soort;wijk\nA0;D;opvang;OUDE HAVEN\nA1;E;opvang;Nieuwe Haven\n")
    areas = {x.location_id: x.area for x in cycle(workspace).locations}
    assert len({areas[code] for code in ("A0", "K1", "K2", "S1")}) == 1, "in another list too"
    assert areas["A1"] == "Nieuwe Haven"
