"""Spreiding en uitschieters: every group, both tails, verdicts on spread and lower end, organisations without names."""

import re

from page_runs import blocks, button, charts, checked, plain, said, visit


def test_without_numbers_nothing_is_drawn_and_sources_speak(empty_workspace):
    app = visit("spreiding", ind="ouders")
    assert charts(app) == []
    assert "Bronnen melden verschillen of uitschieters bij: Baby-opvang." in said(app)


def test_every_care_type_shows_its_groups_and_both_tails(example_workspace):
    app = visit("spreiding", cijfers="voorbeeld", ind="ouders")
    words = said(app)
    assert "Fictieve gegevens" in words
    assert "Een uitschieter is een score lager dan 3,0, of een score van 6,0 of hoger." in words
    strip = next(chart for chart in charts(app) if chart.alt.startswith("Stippendiagram"))
    assert "2 van 42 onder 3,0" in strip.spec
    assert "Wat betekenen deze uitschieters?" in words
    assert all(chart.alt for chart in charts(app))
    assert all("<table" in block for block in blocks(app).values())


def test_the_thresholds_and_the_rule_live_in_the_link(example_workspace):
    app = visit("spreiding", cijfers="voorbeeld", ind="ouders", grens="4", hoog="5.5", regel="adjusted", periode="alle")
    assert [s.value for s in app.select_slider] == [4.0, 5.5]
    assert next(s for s in app.selectbox if s.label == "Regel voor uitschieters").value == "adjusted"
    strip = next(chart for chart in charts(app) if chart.alt.startswith("Stippendiagram"))
    assert all(period in strip.alt for period in ("2017-2019", "2021-2022", "2022-2023"))
    unknown = visit("spreiding", cijfers="voorbeeld", grens="99")
    assert any("'99'" in warning.value for warning in unknown.warning)


def test_mean_spread_and_lower_end_have_words_of_their_own(example_workspace):
    app = visit("spreiding", cijfers="voorbeeld", ind="ouders", opvang="bso")
    told = [e.label for e in app.expander if e.label.startswith("Buitenschoolse opvang: ")]
    assert told == ["Buitenschoolse opvang: Gemiddelde deels hersteld, onderkant blijft achter."]
    assert "2017-2019" in said(app)


def test_organisations_have_no_names_and_no_order_of_score(example_workspace):
    app = visit("spreiding", cijfers="voorbeeld", ind="omgeving", opvang="bso")
    shown = blocks(app).get("kib_block_organisaties_omgeving", "")
    names = re.findall(r"organisatie (\d+)", plain(shown))
    assert "org-" not in said(app) + "".join(chart.spec for chart in charts(app))
    assert names == sorted(names, key=int), "in the order of an arbitrary number, never of score"


def test_the_question_goes_into_the_basket(example_workspace):
    app = visit("spreiding", cijfers="voorbeeld", ind="ouders")
    checked(button(app, "Zet bij de vragen").click().run())
    assert any("Wat betekenen deze uitschieters?" in text.value for text in app.sidebar.text)


def test_the_page_on_work_and_offer_has_a_topic_per_choice(example_workspace):
    stress = visit("werk-en-aanbod", cijfers="voorbeeld", blok="werkbeleving", opvang="peuteropvang")
    words = said(stress)
    assert "Meer werkstress" in words
    assert "Analyse volgt" in words
    needs = said(visit("werk-en-aanbod", cijfers="voorbeeld", blok="zorgbehoeften", opvang="bso"))
    assert "Gerapporteerd" in needs
    assert "2021-2022" in needs
    assert "erbeter" not in needs.split("Kinderen met zorgbehoeften", 1)[1].split("Wat zeggen de bronnen")[0]
    parents = said(visit("werk-en-aanbod", blok="ouders"))
    for part in (
        "Contact bij brengen en halen",
        "Sociale activiteiten voor ouders",
        "Pedagogische activiteiten voor ouders",
    ):
        assert part in parents
