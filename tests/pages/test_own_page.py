"""Mijn locatie as a coach uses it: the instrument first, numbers in any order, and nothing of it leaves the session."""

from __future__ import annotations

import logging
import re
from datetime import date
from pathlib import Path

import pytest
from page_runs import blocks, button, charts, checked, drawn_words, html_of, plain, said, visit, warnings
from streamlit.testing.v1 import AppTest

from monitor import catalogue as catalogues
from monitor.own import keep
from monitor.own.records import SAME, OwnScore
from monitor.session import Session
from tests.ingest.files import tree
from tests.own.national_data import National

CATALOGUE = catalogues.load()
TYPE = list(CATALOGUE.care_types.values())[1]
PARTS = ("scores", "vergelijk", "gesprek", "bewaren")
HOSTILE = "<img src=x onerror=alert(1)> **vet** :red[rood]"
DIMENSION = CATALOGUE.measures["emotional_quality"]
CSV = "opvangsoort;onderdeel;score;instrument;datum;groep\n"


def at(part: str = "scores", **params: str) -> AppTest:
    return visit("mijn-locatie", **{"opvang": TYPE.slug, "cijfers": "voorbeeld", "stap": part} | params)


def go(app: AppTest, part: str) -> AppTest:
    return checked(next(r for r in app.radio if r.label == "Stap").set_value(part).run())


def field(app: AppTest, label: str):
    every = [*app.text_input, *app.text_area, *app.selectbox, *app.radio, *app.multiselect, *app.checkbox]
    return next(one for one in every if one.label.startswith(label))


def put(app: AppTest, **answers: str) -> AppTest:
    """Fill in fields, by the first word of their label, one after the other."""
    for label, value in answers.items():
        checked(field(app, label.replace("_", " ")).set_value(value).run())
    return app


def class_scores(app: AppTest, score: str, day: str = "3-6-2026", **more: str) -> AppTest:
    """One score of the national instrument and version, by a certified observer, with the button."""
    if field(app, "Waarmee").value != "class":
        put(app, Waarmee="class", Is_het_dezelfde="same", Wie_heeft="certified")
    put(app, Datum=day, Aantal="4", **{DIMENSION.label.replace(" ", "_"): score}, **more)
    return checked(button(app, "Zet deze scores erbij").click().run())


def held(app: AppTest) -> int:
    """How many scores the page says that there are."""
    found = re.search(r"(\d+) scores?: ", said(app))
    return int(found[1]) if found else 0


# ---------------------------------------------------------------------------------------------------------- what is there


@pytest.mark.parametrize("figures", ["gepubliceerd", "voorbeeld"])
def test_each_part_opens_without_scores(figures, example_workspace):
    app = at(cijfers=figures)
    for part in PARTS:
        go(app, part)
        assert warnings(app) == []
        assert [t.value for t in app.title] == ["Mijn locatie"]
    assert app.query_params["stap"] == "bewaren"


def test_each_part_opens_in_an_empty_workspace(empty_workspace):
    app = visit("mijn-locatie")
    assert [warnings(go(app, part)) for part in PARTS] == [[]] * 4


def test_a_part_or_care_type_that_does_not_exist_is_said(empty_workspace):
    told = " ".join(warnings(visit("mijn-locatie", stap="uitslag", opvang="crèche")))
    assert "'uitslag' voor 'stap'" in told
    assert "'crèche' voor 'opvang'" in told


def test_the_first_care_type_is_one_that_is_measured_as_such(example_workspace):
    assert field(visit("mijn-locatie"), "Opvangsoort").value == TYPE.code


# ----------------------------------------------------------------------------------------------------- instrument first


def test_there_is_no_place_for_a_number_until_the_instrument_is_told(example_workspace):
    app = at()
    assert len(app.text_input) == 0
    put(app, Waarmee="class")
    assert [t.label for t in app.text_input][-2:] == ["Emotionele kwaliteit", "Educatieve kwaliteit"]


def test_what_the_answers_mean_is_said_before_a_number_is_typed(example_workspace):
    app = put(at(), Waarmee="class")
    assert "Landelijk is gemeten met: CLASS" in said(app)
    assert "indicatief" in app.info[0].value, "nothing is known of version and observer"
    put(app, Is_het_dezelfde="same", Wie_heeft="certified")
    assert "Zelfde instrument" in app.success[0].value
    put(app, Wie_heeft="self")
    assert "Uw team heeft zelf gescoord" in app.info[0].value
    put(app, Is_het_dezelfde="other", Wie_heeft="certified")
    assert "andere versie" in app.info[0].value


def test_another_instrument_is_off_the_axis_and_the_reason_is_said_at_once(example_workspace):
    app = at()
    for instrument in ("ncko_monitor", "ggd", "ziko", "other", "iters_r"):
        put(app, Waarmee=instrument)
        told = " ".join(one.value for one in app.info)
        assert re.search(r"niet naast elkaar|ander instrument|niet op deze schaal", told), told
        assert [s.value for s in app.success] == []


def test_a_care_type_that_was_measured_in_parts_names_those(example_workspace):
    app = put(at(opvang="dagopvang"), Waarmee="class")
    assert "baby-opvang en peuters in de dagopvang." in app.info[0].value


def test_the_parts_of_a_measure_come_on_request(example_workspace):
    app = put(at(), Waarmee="environment_scale")
    before = len(app.text_input)
    checked(app.toggle[0].set_value(True).run())
    assert len(app.text_input) > before


# ------------------------------------------------------------------------------------------------------------ bad input


MISTAKES = [
        ({"Emotionele": "73"}, "73 ligt buiten de schaal van 1 tot 7. Bedoelt u 3,7?"),
        ({"Emotionele": "goed"}, "'goed' is geen getal. Schrijf bijvoorbeeld 4,3."),
        ({"Emotionele": "4,3", "Datum": "31-2-2026"}, "'31-2-2026' is geen datum. Schrijf bijvoorbeeld 3-6-2026."),
        ({"Emotionele": "4,3", "Datum": "3-6-2099"}, "is nog niet geweest"),
        ({"Emotionele": "4,3", "Aantal": "2,5"}, "'2,5' is geen aantal observaties."),
        ({"Emotionele": "4,3", "Aantal": "0"}, "'0' is geen aantal observaties."),
        ({"Emotionele": "", "Educatieve": ""}, "Er is nog geen score ingevuld."),
    ]  # fmt: skip


def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(example_workspace):
    app = put(at(), Waarmee="class")
    right = {"Educatieve": "3,7", "Datum": "3-6-2026", "Aantal": "4"}
    for answers, told in MISTAKES:
        typed = right | answers
        put(app, **typed)
        checked(button(app, "Zet deze scores erbij").click().run())
        assert [told in error.value for error in app.error] == [True], [e.value for e in app.error]
        assert held(app) == 0
        assert {label: field(app, label).value for label in typed} == typed


def test_a_score_that_was_added_makes_room_for_the_next(example_workspace):
    app = class_scores(at(), "4,1")
    assert "1 score staat erbij." in app.success[-1].value
    assert held(app) == 1
    assert field(app, "Emotionele").value == ""
    assert field(app, "Datum").value == "3-6-2026"
    checked(button(app, "Ga naar Vergelijk").click().run())
    assert field(app, "Stap").value == "vergelijk"


def test_what_was_typed_but_not_added_survives_other_parts_and_pages(example_workspace):
    app = put(at(), Waarmee="class", Emotionele="4,1", Groep="geel")
    go(app, "bewaren")
    go(app, "scores")
    assert (field(app, "Emotionele").value, field(app, "Groep").value) == ("4,1", "geel")
    checked(app.switch_page("pages/trend.py").run())
    checked(app.switch_page("pages/mijn-locatie.py").run())
    assert (field(app, "Waarmee").value, field(app, "Emotionele").value) == ("class", "4,1")


def test_a_score_that_was_taken_out_can_come_back(example_workspace):
    app = class_scores(class_scores(at(), "4,1"), "5,0", "3-6-2025")
    checked(field(app, "Haal een score weg").set_value(0).run())
    checked(button(app, "Haal weg").click().run())
    assert held(app) == 1
    checked(button(app, "Zet 1 score terug").click().run())
    assert held(app) == 2
    checked(button(app, "Haal alle scores weg").click().run())
    assert held(app) == 0
    checked(button(app, "Zet 2 scores terug").click().run())
    assert held(app) == 2


# ------------------------------------------------------------------------------------------------------------ comparing


def test_a_low_score_has_its_word_its_place_and_becomes_a_point_to_discuss(example_workspace):
    app = go(class_scores(at(), "2,0"), "vergelijk")
    told = said(app)
    assert f"{DIMENSION.label}: onderste kwart" in [h.value for h in app.header]
    assert "▼ Gesprekspunten: emotionele kwaliteit." in told
    assert "Van elke 10 groepen scoren er ongeveer 10 hoger" in told
    assert "Nederland (fictieve gegevens): " in told
    assert f"{TYPE.label}. Boven: uw score met de marge." in told, "a picture that leaves the page names the care type"
    assert "Het is geen oordeel over mensen." in told
    (wide, narrow) = charts(app)
    assert wide.alt == narrow.alt
    assert wide.alt.startswith("Strook van de emotionele kwaliteit")
    assert re.findall(r"beter dan|slechter dan|\bplek \d", drawn_words(app)) == []


def test_two_measurements_have_a_change_and_a_warning(example_workspace):
    app = class_scores(at(), "3,0", "3-6-2025")
    app = go(class_scores(app, "5,0", "3-6-2026"), "vergelijk")
    told = said(app)
    assert "Tussen 3 juni 2025 en 3 juni 2026 ging uw score van 3,0 naar 5,0." in told
    assert "na een lage score is een volgende score vaak vanzelf hoger" in told


def test_self_scores_stand_apart_and_have_no_place(example_workspace):
    app = put(at(), Waarmee="class", Is_het_dezelfde="same", Wie_heeft="self", Emotionele="2,0")
    app = go(checked(button(app, "Zet deze scores erbij").click().run()), "vergelijk")
    assert "Indicatief." in said(app)
    assert "kwart" not in said(app)
    assert "niet naast de landelijke cijfers" in said(app)
    assert all("Nederland" not in chart.spec for chart in charts(app))


def test_another_instrument_is_not_drawn(example_workspace):
    app = put(at(), Waarmee="ncko_monitor", Emotionele="2,0")
    app = go(checked(button(app, "Zet deze scores erbij").click().run()), "vergelijk")
    assert charts(app) == []
    assert "NCKO-Kwaliteitsmonitor meet andere dingen" in said(app)
    assert "Nederland (fictieve gegevens)" in said(app), "the national verdict stays"


def test_other_measures_are_one_line_each_and_one_is_seen_from_near_by(example_workspace):
    app = put(at(), Waarmee="environment_scale", Is_het_dezelfde="same", Wie_heeft="certified")
    checked(app.toggle[0].set_value(True).run())
    put(app, Omgevingskwaliteit="4,0", Dagprogramma="4,0", Activiteitenaanbod="5,0")
    app = go(checked(button(app, "Zet deze scores erbij").click().run()), "vergelijk")
    assert "De onderdelen" in [h.value for h in app.header]
    assert field(app, "Bekijk één onderdeel").value == "daily_programme"
    put(app, Bekijk_één_onderdeel="activity_offer")
    assert any(h.value.startswith("Activiteitenaanbod") for h in app.header)
    assert app.query_params["onderdeel"] == "activiteiten"


def test_own_national_data_are_beside_the_score_and_nothing_of_the_example(empty_workspace):
    data = empty_workspace.parent / "files"
    data.mkdir()
    national = National(data)
    national.session = Session(empty_workspace)
    national.load()
    app = visit("mijn-locatie", opvang=national.care_type.slug)
    assert "Landelijk is gemeten met: CLASS, versie 2." in said(put(app, Waarmee="class"))
    put(app, Is_het_dezelfde="same", Wie_heeft="certified")
    checked(app.toggle[0].set_value(True).run())
    put(app, **{national.measure.label.replace(" ", "_"): "4,0", "Aantal": "4"})
    app = go(checked(button(app, "Zet deze scores erbij").click().run()), "vergelijk")
    assert "onderste kwart" in said(app)
    assert "ictieve" not in said(app)


def test_with_words_of_sources_only_there_is_no_axis_but_their_verdict(empty_workspace):
    app = put(visit("mijn-locatie", opvang=TYPE.slug), Waarmee="class", Emotionele="5,0")
    app = go(checked(button(app, "Zet deze scores erbij").click().run()), "vergelijk")
    told = said(app)
    assert "Er zijn geen landelijke scores om uw score naast te zetten" in told
    assert "Volgens de bronnen: " in told
    assert charts(app) == []


# -------------------------------------------------------------------------------------------------------------- privacy


def test_own_scores_are_nowhere_but_in_the_session(example_workspace, caplog):
    caplog.set_level(logging.DEBUG)
    before = tree(example_workspace)
    app = class_scores(at(), "3,141", Groep="Zonnebloemkamer")
    for part in PARTS:
        go(app, part)
        assert not re.search(r"3[.,]141|Zonnebloem", str(dict(app.query_params)))
    assert tree(example_workspace) == before
    assert not re.search(r"3[.,]141|Zonnebloem", caplog.text)
    assert "3,1" in said(go(app, "vergelijk"))
    assert "Zonnebloemkamer" not in said(at()), "another visitor sees nothing of it"


def test_own_figures_can_not_be_taken_along_to_a_consultation(example_workspace):
    app = go(class_scores(at(), "3,0"), "vergelijk")
    assert "Voeg toe aan overleg" not in [b.label for b in app.button]


def test_words_of_users_stay_text(example_workspace):
    app = class_scores(at(), "3,0", Groep=HOSTILE)
    assert "<img" not in html_of(app)
    assert "onerror" in plain(html_of(app))
    go(app, "gesprek")
    put(app, Naam_van_de_locatie=HOSTILE, Uw_notitie=HOSTILE, Uw_tekst_bij=HOSTILE)
    assert "<img" not in html_of(app)
    assert ":red[" not in "".join(e.value for e in [*app.markdown, *app.header, *app.info])


# ------------------------------------------------------------------------------------------------------ the conversation


def test_points_are_proposed_by_overlap_and_the_user_may_choose_others(example_workspace):
    app = put(at(), Waarmee="class", Is_het_dezelfde="same", Wie_heeft="certified", Aantal="4")
    put(app, Emotionele="2,0", Educatieve="3,8")
    app = go(checked(button(app, "Zet deze scores erbij").click().run()), "gesprek")
    assert app.multiselect[0].value == ["emotional_quality"]
    checked(app.multiselect[0].set_value(["educational_quality"]).run())
    go(app, "scores")
    assert go(app, "gesprek").multiselect[0].value == ["educational_quality"]
    assert "Educatieve kwaliteit" in field(app, "Uw tekst bij").label


def test_texts_survive_other_parts_and_pages(example_workspace):
    app = go(class_scores(at(), "2,0"), "gesprek")
    put(app, Naam_van="De Vlinder", Eén_ding="Het ophalen", Uw_notitie="Voor mij", Uw_tekst_bij="Wij zien dit")
    go(app, "vergelijk")
    checked(app.switch_page("pages/overzicht.py").run())
    checked(app.switch_page("pages/mijn-locatie.py").run())
    go(app, "gesprek")
    kept = {label: field(app, label).value for label in ("Naam van", "Eén ding", "Uw notitie", "Uw tekst bij")}
    assert list(kept.values()) == ["De Vlinder", "Het ophalen", "Voor mij", "Wij zien dit"]


def test_a_school_talks_about_the_themes(example_workspace):
    app = go(class_scores(at(), "2,0"), "gesprek")
    checked(field(app, "Voor wie").set_value("school").run())
    assert not app.multiselect
    asked = [t.label for t in app.text_area if t.label.startswith("Uw tekst bij")]
    assert len(asked) == 3
    assert "de verplichte thema's van de dialoog" in said(app)


def test_answers_and_actions_of_last_year_stand_beside_it(example_workspace):
    app = at("gesprek", peildatum="2026-11-21")
    places = field(app, "Welke locatie of school in de dialoog van")
    session = Session(example_workspace)
    found = list(session.dialogues.cycle("demo", session.dialogues.cycles("demo", None)[0][0], 2025).dialogues)
    code = next(d.participants[0] for d in found if any(a.stands_out for a in d.answers.values()))
    checked(places.set_value(code).run())
    assert [e.label for e in app.expander if e.label.startswith("Vorig jaar")]
    assert field(go(go(app, "scores"), "gesprek"), "Welke locatie").value == code


@pytest.mark.parametrize(("on", "year"), [("2027-01-15", 2025), ("2027-02-15", 2026)], ids=["January", "February"])
def test_january_belongs_to_the_dialogue_year_before(on, year, example_workspace):
    assert field(at("gesprek", peildatum=on), "Welke locatie").label.endswith(f"de dialoog van {year}?")


# ---------------------------------------------------------------------------------------------------------------- files


def upload(app: AppTest, content: bytes, name: str = "eigen.csv") -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv"))
    return checked(app.run())


def test_a_file_is_read_asked_about_and_taken_over(example_workspace):
    line = f"{TYPE.label};{DIMENSION.label};4,1;CLASS;3-6-2026;geel\n"
    app = upload(at(invoer="bestand"), (CSV + line).encode())
    assert held(app) == 0, "nothing before the button"
    put(app, Is_het_dezelfde="same", Wie_heeft="certified")
    checked(button(app, "Neem deze scores over").click().run())
    assert held(app) == 1
    assert "Van elke 10 groepen" in said(go(app, "vergelijk"))


def test_a_file_about_another_care_type_takes_the_page_there(example_workspace):
    other = list(CATALOGUE.care_types.values())[3]
    line = f"{other.label};{DIMENSION.label};4,1;CLASS;3-6-2026;geel\n"
    app = upload(at(invoer="bestand"), (CSV + line).encode())
    checked(button(app, "Neem deze scores over").click().run())
    assert field(app, "Opvangsoort").value == other.code
    assert held(app) == 1


def test_a_file_with_a_mistake_gives_nothing_and_says_where(example_workspace):
    lines = f"{TYPE.label};{DIMENSION.label};73;CLASS;3-6-2026;geel\n{TYPE.label};{DIMENSION.label};4,1;CLASS;x;rood\n"
    app = upload(at(invoer="bestand"), (CSV + lines).encode())
    told = said(app)
    assert "Er is niets overgenomen." in told
    assert "regel 2" in told
    assert "73" in told
    assert "Neem deze scores over" not in [b.label for b in app.button]


def kept_file(*scores: OwnScore, **more) -> bytes:
    return keep.to_file(keep.OwnFile(date(2026, 11, 1), TYPE.code, scores={TYPE.code: scores}, **more))


def test_a_kept_file_brings_everything_back(example_workspace):
    score = OwnScore(DIMENSION.code, 2.0, date(2026, 6, 3), "geel", "class", "", SAME, "certified", 4)
    content = kept_file(score, location="De Vlinder", reflection="Voor mij", texts={DIMENSION.code: "Wij zien dit"})
    app = upload(at("bewaren"), content, "mijn.json")
    assert any("1 score en uw teksten zijn terug" in s.value for s in app.success)
    assert "onderste kwart" in said(go(app, "vergelijk"))
    go(app, "gesprek")
    assert field(app, "Naam van").value == "De Vlinder"
    assert field(app, "Uw tekst bij").value == "Wij zien dit"
    assert field(app, "Uw notitie").value == "Voor mij"


def test_a_file_that_is_none_changes_nothing(example_workspace):
    app = go(class_scores(at(), "4,1"), "bewaren")
    for content in (b"{}", b"\x00\xff", b"[1]", kept_file()[:-40]):
        upload(app, content, "mijn.json")
        assert app.error
    assert held(go(app, "scores")) == 1


def test_points_that_nobody_chose_are_proposed_again_from_a_kept_file(example_workspace):
    """An empty choice is a choice; no choice is none."""
    scores = {TYPE.code: (OwnScore(DIMENSION.code, 1.5, date(2026, 6, 3), "", "class", "", SAME, "certified", 4),)}
    chosen = {}
    for name, points in (("open", {}), ("none", {TYPE.code: ()})):
        kept = keep.to_file(keep.OwnFile(date(2026, 6, 4), TYPE.code, scores=scores, points=points))
        app = at("bewaren")
        app.file_uploader[0].set_value(("mijn_locatie.json", kept, "application/json"))
        chosen[name] = go(checked(app.run()), "gesprek").multiselect[0].value
    assert chosen == {"open": [DIMENSION.code], "none": []}


def test_everything_can_be_taken_away_after_a_yes(example_workspace):
    app = go(class_scores(at(), "4,1"), "bewaren")
    assert button(app, "Haal alles weg").disabled
    checked(app.checkbox[0].set_value(True).run())
    checked(button(app, "Haal alles weg").click().run())
    assert held(go(app, "scores")) == 0


# ------------------------------------------------------------------------------------------------------- another monitor


def test_another_monitor_has_the_page_too(other_monitor, other_example):
    other_example()
    app = put(visit("mijn-locatie", cijfers="voorbeeld"), Waarmee="other", Leesplezier="4,0")
    checked(button(app, "Zet deze scores erbij").click().run())
    for part in PARTS:
        go(app, part)
        assert warnings(app) == []
        assert re.findall(r"omgevingskwaliteit|werkbeleving|\bLKK\b|2017-2019", drawn_words(app), re.IGNORECASE) == []
    assert "Leesplezier" in plain("".join(blocks(go(app, "vergelijk")).values()))


def test_a_page_that_was_never_seen_makes_no_folder(tmp_path: Path, monkeypatch):
    folder = tmp_path / "not there yet"
    monkeypatch.setenv("KWALITEIT_WORKSPACE", str(folder))
    go(put(visit("mijn-locatie"), Waarmee="class"), "vergelijk")
    assert not folder.exists()
