"""Inrichten as a policy officer uses it: nothing counts before it is kept, and what is wrong or odd is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.dialogues import settings as years
from monitor.dialogues.settings import CycleSettings
from monitor.session import Session
from tests.pages.page_runs import button, checked, html_of, plain, said, visit

KEPT = "Bewaard. De instellingen van 2026 gelden nu overal."


def demo():
    return visit("dialoog", tab="inrichten", cijfers="voorbeeld", jaar="2026", peildatum="2026-11-21")


def own():
    return visit("dialoog", tab="inrichten", jaar="2026", peildatum="2026-11-21")


def of_demo(folder) -> CycleSettings:
    return Session(folder).dialogues.settings("demo", "voorbeeldstad", 2026)


def field(app, label: str):
    return next(x for x in [*app.text_input, *app.text_area, *app.checkbox, *app.multiselect] if x.label == label)


def fill(app, label: str, value):
    return checked(field(app, label).set_value(value).run())


def press(app, label: str):
    return checked(button(app, label).click().run())


def unfold(app, number: int):
    """Open the fields of a theme, as a click on its title does. AppTest closes them again with the next run."""
    (copy,) = app.session_state["setup.copies"].values()
    app.session_state[copy.key(copy.typed.under("")[number - 1].row, "open")] = True
    return checked(app.run())


def successes(app) -> list[str]:
    return [element.value for element in app.success]


# ------------------------------------------------------------------------------------------------------ what is there


def test_the_first_time_the_template_stands_ready_and_is_kept_as_first_version(empty_workspace):
    app = own()
    assert "Dit is het sjabloon van 2024, met de data van dit jaar. Het is nog niet bewaard." in said(app)
    assert field(app, "Fase 1: begin").value == "01-03-2026"
    app = press(fill(app, "Naam van de gemeente", "Onze stad"), "Bewaar")
    assert successes(app) == [KEPT]
    kept = Session(empty_workspace).dialogues.settings("own", "", 2026)
    assert kept == replace(years.template(2026, ""), municipality_label="Onze stad")
    assert "Gemeente: Onze stad" in said(app)
    assert "Dit is versie 1." in said(app)
    assert "Alles wat u hier ziet, is bewaard." in said(app)


def test_another_year_begins_with_the_settings_of_the_year_before(empty_workspace):
    session = Session(empty_workspace)
    years.save(session.dialogues.journal, "own", replace(years.template(2025, ""), min_children=8))
    app = own()
    assert "Dit zijn de instellingen van 2025, met de data van 2026. Ze zijn nog niet bewaard." in said(app)
    assert field(app, "Kleinste aantal kinderen").value == "8"
    assert field(app, "Fase 1: begin").value == "01-03-2026"


def test_a_theme_shows_its_fields_when_it_is_opened(example_workspace):
    app = demo()
    assert not [x for x in app.text_input if x.label == "Naam van het thema"]
    app = unfold(app, 2)
    assert field(app, "Naam van het thema").value == of_demo(example_workspace).main_themes[1].label
    assert not field(app, "Verplicht in elke dialoog").disabled


def test_every_field_has_a_label_of_its_own_outside_the_themes(example_workspace):
    labels = [
        x.label for x in demo().text_input if not x.label.startswith(("Naam van het thema", "Korte naam", "Onderdeel"))
    ]
    assert len(labels) == len(set(labels)) > 25


# -------------------------------------------------------------------------------------------------------- keeping


def test_a_change_counts_only_when_it_is_kept_and_is_told_in_the_history(example_workspace):
    before = of_demo(example_workspace)
    app = fill(demo(), "Fase 1: einde", "7-6-2026")
    assert "Uw wijzigingen zijn nog niet bewaard." in said(app)
    assert of_demo(example_workspace) == before
    app = press(fill(app, "Uw rol (hoeft niet)", "beleidsmedewerker"), "Bewaar")
    assert successes(app) == [KEPT]
    assert of_demo(example_workspace).phases[0].end.isoformat() == "2026-06-07"
    text = said(app)
    assert "Interne dialoog: was 1 maart 2026 t/m 31 mei 2026, is nu 1 maart 2026 t/m 7 juni 2026." in text
    assert "beleidsmedewerker" in text
    assert "Dit is versie 2." in text


def test_the_same_again_makes_no_new_version(example_workspace):
    app = press(demo(), "Bewaar")
    assert successes(app) == ["Er is niets veranderd. Uw instellingen waren al bewaard."]
    assert "Dit is versie 1." in said(app)


def test_what_is_wrong_is_named_and_nothing_is_kept(example_workspace):
    before = of_demo(example_workspace)
    app = fill(fill(demo(), "Fase 2: einde", "31-06-2026"), "Kleinste aantal kinderen", "vijf")
    app = press(app, "Bewaar")
    assert [e.value for e in app.error] == ["Er is niets bewaard. 2 punten kloppen niet."]
    text = plain(html_of(app))
    assert "Fase 2: einde 31-06-2026 Deze dag bestaat niet. Schrijf dag-maand-jaar, zoals 01-03-2026." in text
    assert "Kleinste aantal kinderen vijf" in text
    assert of_demo(example_workspace) == before
    assert field(app, "Kleinste aantal kinderen").value == "vijf"


def test_the_number_of_points_is_that_of_the_table_below_it(example_workspace):
    app = fill(fill(demo(), "Fase 2: einde", "31-06-2026"), "Wijk 1: contactrol", "iemand@voorbeeld.nl")
    app = press(app, "Bewaar")
    assert [e.value for e in app.error] == ["Er is niets bewaard. 1 punt klopt niet."]
    wrong, _, odd = html_of(app).partition("Wat ook opvalt")
    assert "31-06-2026" in wrong
    assert "iemand@voorbeeld.nl" not in wrong
    assert "iemand@voorbeeld.nl" in odd


def test_a_person_as_contact_is_asked_about_and_can_be_kept_on_purpose(example_workspace):
    app = press(fill(demo(), "Wijk 1: contactrol", "iemand@voorbeeld.nl"), "Bewaar")
    assert app.warning[0].value == "Er is nog niets bewaard. 1 punt valt op. Klopt het zo?"
    assert "Wijk 1: contactrol" in plain(html_of(app))
    assert "@" not in of_demo(example_workspace).areas[0].contact_role
    app = fill(app, "Wijk 1: contactrol", "Iemand Anders")
    assert not [b for b in app.button if b.label == "Ja, bewaar het zo"]
    app = press(press(app, "Bewaar"), "Ja, bewaar het zo")
    assert of_demo(example_workspace).areas[0].contact_role == "Iemand Anders"


def test_a_yes_counts_for_what_was_asked_and_nothing_typed_since_is_lost(example_workspace):
    """Who types on and clicks at once sends both in one run: the new text is looked at again before it is kept."""
    app = press(fill(demo(), "Wijk 1: contactrol", "iemand@voorbeeld.nl"), "Bewaar")
    field(app, "Wijk 1: contactrol").set_value("ander@voorbeeld.nl")
    app = press(app, "Ja, bewaar het zo")
    assert app.warning[0].value == "Er is nog niets bewaard. 1 punt valt op. Klopt het zo?"
    assert "ander@voorbeeld.nl" in plain(html_of(app))
    assert "@" not in of_demo(example_workspace).areas[0].contact_role
    app = press(app, "Ja, bewaar het zo")
    assert of_demo(example_workspace).areas[0].contact_role == "ander@voorbeeld.nl"


def test_own_changes_can_be_thrown_away(example_workspace):
    app = fill(demo(), "Naam van de gemeente", "Anders")
    app = press(app, "Wis mijn wijzigingen")
    assert field(app, "Naam van de gemeente").value == "Voorbeeldstad"
    assert button(app, "Wis mijn wijzigingen").disabled


def test_somebody_elses_version_is_told_and_ones_own_text_stays(example_workspace):
    app = fill(demo(), "Naam van de dialoog", "Mijn dialoog")
    session = Session(example_workspace)
    other = replace(session.dialogues.settings("demo", "voorbeeldstad", 2026), min_children=9)
    years.save(session.dialogues.journal, "demo", other)
    app = checked(app.run())
    assert any("Iemand anders bewaarde intussen" in w.value for w in app.warning)
    assert field(app, "Naam van de dialoog").value == "Mijn dialoog"


# ---------------------------------------------------------------------------------------------- rows come, go and move


def test_areas_come_and_go_and_what_was_typed_stays(example_workspace):
    app = fill(demo(), "Wijk 2: contactrol", "Coördinator")
    app = press(app, "Voeg een wijk toe")
    app = fill(app, "Wijk 7: naam", "Nieuwbouw")
    app = press(press(app, "Haal wijk 1 weg"), "Bewaar")
    assert "locaties horen nog bij deze wijk" in plain(html_of(app))
    app = press(app, "Ja, bewaar het zo")
    areas = of_demo(example_workspace).areas
    assert [a.label for a in areas][-1] == "Nieuwbouw"
    assert (areas[0].code, areas[0].contact_role) == ("molenkwartier", "Coördinator")
    assert len(areas) == 6


def test_a_theme_with_answers_is_asked_about_before_it_goes(example_workspace):
    app = press(press(unfold(demo(), 1), "Haal thema 1 weg"), "Bewaar")
    assert "gaan over dit thema" in plain(html_of(app))
    assert len(of_demo(example_workspace).mandatory) == 3
    app = press(app, "Ja, bewaar het zo")
    assert len(of_demo(example_workspace).mandatory) == 2


def test_a_theme_is_added_with_parts_measures_and_a_place(example_workspace):
    app = press(demo(), "Voeg een thema toe")
    app = checked([x for x in app.text_input if x.label == "Naam van het thema"][-1].set_value("Natuur").run())
    app = press(unfold(app, 6), "Voeg een onderdeel toe aan thema 6")
    app = unfold(app, 6)
    app = checked([x for x in app.text_input if x.label == "Onderdeel 1: naam"][-1].set_value("Moestuin").run())
    app = unfold(app, 6)
    chosen = [x for x in app.multiselect if x.label == "Landelijke onderdelen ernaast"][-1]
    app = checked(chosen.set_value([next(iter(Session(example_workspace).catalogue.measures))]).run())
    app = press(press(unfold(app, 6), "Zet thema 6 hoger"), "Bewaar")
    assert successes(app) == [KEPT]
    settings = of_demo(example_workspace)
    assert [t.label for t in settings.main_themes][-2] == "Natuur"
    natuur = settings.main_themes[-2]
    assert len(natuur.measures) == 1
    assert [t.label for t in settings.themes if t.parent == natuur.code] == ["Moestuin"]
    assert "Thema's erbij: Natuur en Moestuin." in said(app)


# ------------------------------------------------------------------------------------------------------- begin otherwise


@pytest.mark.parametrize(
    ("label", "areas", "told"),
    [
        ("Begin opnieuw met het sjabloon", 9, "Het sjabloon staat nu in de velden. Er is nog niets bewaard."),
        ("Neem over van 2025", 6, "De instellingen van 2025 staan nu in de velden. Er is nog niets bewaard."),
    ],
)
def test_template_and_last_year_fill_the_fields_and_keep_nothing(example_workspace, label, areas, told):
    before = of_demo(example_workspace)
    app = press(fill(demo(), "Kleinste aantal kinderen", "12"), label)
    assert successes(app) == [told]
    assert len([x for x in app.text_input if x.label.startswith("Wijk ") and x.label.endswith("naam")]) == areas
    assert field(app, "Naam van de gemeente").value == "Voorbeeldstad"
    assert field(app, "Kleinste aantal kinderen").value == "5"
    assert field(app, "Fase 1: begin").value == "01-03-2026"
    assert of_demo(example_workspace) == before


def test_text_of_a_user_is_text(example_workspace):
    app = fill(demo(), "Wijk 1: naam", "<b>Noord</b> *a*")
    app = press(app, "Bewaar")
    assert "<b>Noord" not in html_of(app)
    assert of_demo(example_workspace).areas[0].label == "<b>Noord</b> *a*"


def test_what_was_typed_is_still_there_after_another_tab(example_workspace):
    app = fill(demo(), "Naam van de dialoog", "Mijn dialoog")
    part = next(r for r in app.radio if r.label == "Onderdeel van deze pagina")
    app = checked(part.set_value("invullen").run())
    part = next(r for r in app.radio if r.label == "Onderdeel van deze pagina")
    app = checked(part.set_value("inrichten").run())
    assert field(app, "Naam van de dialoog").value == "Mijn dialoog"
    assert "Uw wijzigingen zijn nog niet bewaard." in said(app)
