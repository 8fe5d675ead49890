"""Gegevens en methode: each part, and the import in three steps."""

import pytest
from page_runs import PARTS, button, checked, html_of, plain, said, visit, warnings
from tables_to_read import HEADER, XLSX, broken_file, good_file, summary_rows, xlsx

from monitor.ingest import import_file
from monitor.session import Session


def table(app, caption: str) -> str:
    """The text of the table with this caption; empty when it is not there."""
    for part in html_of(app).split("<table")[1:]:
        text = plain("<table" + part.partition("</table>")[0])
        if text.startswith(caption):
            return text
    return ""


def upload(app, content: bytes, name: str = "tabel.xlsx"):
    mime = XLSX if name.endswith("xlsx") else "text/csv"
    app.file_uploader[0].set_value((name, content, mime))
    return checked(app.run())


def headings(app) -> list[str]:
    return [h.value for h in app.header]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("figures", [{}, {"cijfers": "voorbeeld"}], ids=["sources", "example"])
def test_every_part_can_be_opened_by_a_link(part, figures, request):
    request.getfixturevalue("example_workspace" if figures else "empty_workspace")
    app = visit("gegevens", onderdeel=part, **figures)
    assert warnings(app) == []
    assert [t.value for t in app.title] == ["Gegevens en methode"]
    radio = next(r for r in app.radio if r.label == "Onderdeel van deze pagina")
    assert radio.value == part


def test_what_is_loaded_names_every_cell_with_its_size_and_origin(example_workspace):
    app = visit("gegevens", cijfers="voorbeeld")
    text = said(app)
    assert "Laatste wijziging" in text
    cells = table(app, "Ingelezen cijfers") or html_of(app)
    for words in ("Baby-opvang", "Omgevingskwaliteit", "2021-2022", "ictie"):
        assert words in plain(cells)
    assert "✓ Goed" in text
    assert "✗" not in table(app, "Controles op de gegevens")


def test_an_empty_workspace_says_that_nothing_is_loaded(empty_workspace):
    app = visit("gegevens")
    assert any("nog geen cijfers ingelezen" in i.value for i in app.info)
    assert "Onderdelen en hun schaal" in headings(app)


def test_a_data_set_can_be_taken_out_of_use(example_workspace):
    app = visit("gegevens", cijfers="voorbeeld")
    for _ in Session(example_workspace).state().datasets:
        checked(button(app, "Haal uit gebruik").click().run())
    assert Session(example_workspace).state().datasets == {}
    assert any("nog geen cijfers ingelezen" in i.value for i in app.info)
    versions = visit("gegevens", onderdeel="versies")
    assert "uit gebruik gehaald" in said(versions)


def test_the_method_is_told_in_words_in_rules_and_in_formulas(empty_workspace):
    app = visit("gegevens", onderdeel="methode")
    text = said(app)
    assert "Pas als de score daarboven ligt, noemen we het een verbetering." in text
    assert "FULL_RECOVERY" in text
    formulas = html_of(app).count("kib-formula")
    assert formulas >= 3
    assert text.count("Voorbeeld: ") == formulas
    assert text.count("Herkomst: ") == formulas


def test_the_glossary_is_searched_in_term_other_words_and_meaning(empty_workspace):
    app = visit("gegevens", onderdeel="begrippen")
    everything = int(next(w for w in plain(html_of(app)).split() if w.isdigit()))
    checked(app.text_input[0].set_value("kdv").run())
    found = table(app, "Begrippen")
    assert "dagopvang" in found
    assert 0 < int(next(w for w in plain(html_of(app)).split() if w.isdigit())) < everything
    assert app.query_params["zoek"] == "kdv"
    again = visit("gegevens", onderdeel="begrippen", zoek="kdv")
    assert table(again, "Begrippen") == found
    assert warnings(again) == []
    checked(again.text_input[0].set_value("bestaatniet").run())
    assert "0 begrippen gevonden." in said(again)
    checked(again.text_input[0].set_value("").run())
    assert "zoek" not in again.query_params


def test_sources_have_links_and_statements_of_other_years_too(empty_workspace):
    app = visit("gegevens", onderdeel="bronnen")
    assert "75 uitspraken gevonden." in said(app)
    assert 'href="http' in html_of(app)
    assert "alleen het niveau" in said(app)
    searched = visit("gegevens", onderdeel="bronnen", zoek="gastouder")
    number = int(next(w for w in plain(html_of(searched)).split() if w.isdigit()))
    assert 0 < number < 75


def test_a_search_in_one_part_is_not_a_message_in_another(empty_workspace):
    app = visit("gegevens", onderdeel="begrippen", zoek="kdv")
    radio = next(r for r in app.radio if r.label == "Onderdeel van deze pagina")
    checked(radio.set_value("methode").run())
    assert warnings(app) == []


def test_versions_tell_which_verdicts_changed(example_workspace):
    app = visit("gegevens", onderdeel="versies", cijfers="voorbeeld")
    text = said(app)
    assert "De laatste wijziging was op" in text
    assert table(app, "Wijzigingen in de gegevens")


# ------------------------------------------------------------------------------------------------------------ import


def test_a_file_is_checked_first_and_kept_only_when_the_user_says_so(empty_workspace):
    app = visit("gegevens", onderdeel="inlezen")
    assert headings(app) == ["Stap 1: kies"]
    upload(app, good_file())
    assert headings(app) == ["Stap 1: kies", "Stap 2: controleer", "Stap 3: bewaar"]
    assert any("6 regels gelezen. Alles klopt." in s.value for s in app.success)
    shown = table(app, "Wat er in dit bestand staat")
    assert "Buitenschoolse opvang Omgevingskwaliteit 2017-2019 96" in shown
    assert Session(empty_workspace).state().datasets == {}
    checked(button(app, "Bewaar deze gegevens").click().run())
    assert any("Bewaard: 6 regels" in s.value for s in app.success)
    assert "Dit bestand is bewaard." in said(app)
    assert "stond er al" not in said(app)
    kept = Session(empty_workspace).state().datasets
    assert [(d.origin, d.n_rows) for d in kept.values()] == [("own", 6)]


def test_a_kept_file_gives_computed_verdicts_beside_the_published(empty_workspace):
    app = visit("gegevens", onderdeel="inlezen")
    upload(app, good_file())
    checked(button(app, "Bewaar deze gegevens").click().run())
    overview = visit("overzicht")
    text = said(overview)
    assert "Eigen cijfers" in text
    assert "berekend" in text
    assert "4,2" in text
    assert "Fictieve gegevens" not in text
    trend = visit("trend", opvang="bso", ind="omgeving")
    assert "is terug op het niveau van 2017-2019" in said(trend)


def test_numbers_that_are_invented_are_kept_as_such(empty_workspace):
    app = visit("gegevens", onderdeel="inlezen")
    checked(app.checkbox[0].set_value(True).run())
    upload(app, good_file())
    checked(button(app, "Bewaar deze gegevens").click().run())
    assert [d.origin for d in Session(empty_workspace).state().datasets.values()] == ["demo"]
    assert "Alleen bronnen" in said(visit("overzicht"))


def test_a_file_is_not_kept_with_a_choice_that_it_was_not_checked_with(empty_workspace):
    """On a slow machine a click can come before the page was drawn anew for a choice; both arrive in one run."""
    app = visit("gegevens", onderdeel="inlezen")
    upload(app, good_file())
    app.checkbox[0].set_value(True)
    checked(button(app, "Bewaar deze gegevens").click().run())
    assert Session(empty_workspace).state().datasets == {}
    checked(button(app, "Bewaar deze gegevens").click().run())
    assert [d.origin for d in Session(empty_workspace).state().datasets.values()] == ["demo"]


def test_a_wrong_number_is_named_by_row_column_and_remedy_and_nothing_is_kept(empty_workspace):
    app = visit("gegevens", onderdeel="inlezen")
    upload(app, broken_file())
    assert any("niet. Er is nog niets bewaard." in e.value for e in app.error)
    wrong = table(app, "Wat er niet klopt")
    for words in ("regel 2", "gemiddelde", "42 is hoger dan 7", "Bedoelt u 4,2 of 2,4?"):
        assert words in wrong
    assert "Bewaar deze gegevens" not in [b.label for b in app.button]
    assert Session(empty_workspace).state().datasets == {}


def test_the_same_file_twice_changes_nothing(empty_workspace):
    for _ in range(2):
        app = visit("gegevens", onderdeel="inlezen")
        upload(app, good_file())
        if "Bewaar deze gegevens" in [b.label for b in app.button]:
            checked(button(app, "Bewaar deze gegevens").click().run())
    assert "Dit bestand stond er al. Er is niets veranderd." in said(app)
    assert len(Session(empty_workspace).state().datasets) == 1


def test_a_word_that_we_do_not_know_is_asked_about(empty_workspace):
    app = visit("gegevens", onderdeel="inlezen")
    upload(app, xlsx([("Naschoolse club", *row[1:]) for row in summary_rows()]))
    asked = next(s for s in app.selectbox if "Naschoolse club" in s.label)
    assert asked.options[0] == "Nog niet toegewezen"
    assert "Buitenschoolse opvang" in asked.options
    assert "Controleer opnieuw" in [b.label for b in app.button]
    assert "Bewaar deze gegevens" not in [b.label for b in app.button]


def test_names_of_people_are_refused(empty_workspace):
    app = visit("gegevens", onderdeel="inlezen")
    upload(app, xlsx([(*row, "1-1-2020") for row in summary_rows()], (*HEADER, "geboortedatum")))
    assert app.error
    assert "geboortedatum" in said(app)
    assert Session(empty_workspace).state().datasets == {}


def test_a_csv_with_semicolons_and_decimal_commas_is_read(empty_workspace):
    lines = ["opvangsoort;dimensie;periode;n;gemiddelde;sd;bladzijde"]
    lines += [";".join(str(cell).replace(".", ",") for cell in row) for row in summary_rows()]
    app = visit("gegevens", onderdeel="inlezen")
    upload(app, "\r\n".join(lines).encode("cp1252"), "tabel.csv")
    assert any("6 regels gelezen. Alles klopt." in s.value for s in app.success)


def test_a_list_of_the_dialogue_can_be_taken_out_of_use_without_any_figures(empty_workspace, tmp_path):
    opened = Session(empty_workspace)
    places = tmp_path / "locaties.csv"
    places.write_text("code;naam;soort\nK1;De Regenboog;kinderopvang\n", "utf-8")
    assert import_file(places, opened.workspace, opened.catalogue).kept
    app = visit("gegevens")
    assert "Haal uit gebruik: locaties" in said(app)
    checked(button(app, "Haal uit gebruik").click().run())
    assert Session(empty_workspace).state().datasets == {}
