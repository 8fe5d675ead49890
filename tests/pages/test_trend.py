"""Trend en herstel: figures with alternatives and tables, published words, and the checker of a sentence."""

import re

import pytest
from page_runs import blocks, charts, checked, drawn_words, html_of, plain, said, visit, warnings

VERDICT_WORDS = re.compile(
    r"\b(herstel\w*|verbeter\w*|daling|gedaald|slechter|achteruit\w*|gunstig\w*)\b", re.IGNORECASE
)


def answer(app) -> str:
    box = next(node for node in app.main if getattr(node, "key", "") == "kib_claim_answer")
    inside = [plain(e.value) for e in box if getattr(e, "type", "") == "html"]
    return "\n".join(inside + [e.value for e in box if getattr(e, "type", "") == "warning"])


def choose(app, label: str, value):
    box = next(s for s in app.selectbox if s.label == label)
    return checked(box.set_value(value).run())


def test_with_sources_only_there_are_words_and_no_figures(empty_workspace):
    app = visit("trend")
    assert charts(app) == []
    assert "De tabellen van LKK met scores staan niet in onze bronnen" in said(app)
    assert [e.label for e in app.expander if e.label.startswith("Buitenschoolse opvang")] == [
        "Buitenschoolse opvang: ↺ Volledig herstel"
    ]
    assert "Wel zeggen" in said(app)


def test_every_figure_has_an_alternative_and_every_block_a_table(example_workspace):
    app = visit("trend", cijfers="voorbeeld")
    drawn = charts(app)
    assert len(drawn) >= 5 + 1, "a panel per care type, and the split"
    assert [p.alt for p in drawn if len(p.alt) < 40 or len(p.alt) > 300] == []
    panels = [p.alt for p in drawn if p.alt.startswith("Lijngrafiek")]
    assert len(set(panels)) == len(panels) == 5, "two figures never have the same name"
    found = blocks(app)
    assert len(found) == 2
    for markup in found.values():
        assert "<table" in markup
        assert "<caption" in markup
        assert "Fictieve gegevens" in markup
        assert "Bron:" in markup
    assert '"displayModeBar": false' in drawn[0].config


def test_the_three_periods_stand_in_every_panel(example_workspace):
    app = visit("trend", cijfers="voorbeeld", opvang="bso")
    assert "4,2 naar 3,8" in charts(app)[0].alt
    assert "2017-2019" in charts(app)[0].alt
    table = plain(next(iter(blocks(app).values())))
    for period in ("2017-2019", "2021-2022", "2022-2023"):
        assert period in table


def test_one_care_type_is_told_in_full(example_workspace):
    app = visit("trend", cijfers="voorbeeld", opvang="baby", ind="omgeving")
    text = said(app)
    for words in ("is terug op het niveau van 2017-2019", "Dit is herstel. Het is geen groei.", "(marge: ",
                  "ongeveer gelijk: 9", "Met deze aantallen konden we een verschil",
                  "Wie alleen naar 2021-2022 en 2022-2023 kijkt", "Grens 0,25 (onze keuze)"):  # fmt: skip
        assert words in text


def test_parts_are_shown_and_can_be_put_away(example_workspace):
    app = visit("trend", cijfers="voorbeeld", opvang="baby")
    assert "Onderdelen van de omgevingskwaliteit" in [s.value for s in app.header]
    assert "maar niet elk onderdeel" in said(app)
    switch = next(t for t in app.toggle if t.label == "Toon onderdelen hieronder")
    checked(switch.set_value(False).run())
    assert "Onderdelen van de omgevingskwaliteit" not in [s.value for s in app.header]
    assert app.query_params["onderdelen"] == "0"
    again = visit("trend", cijfers="voorbeeld", opvang="baby", onderdelen="0")
    assert "Onderdelen van de omgevingskwaliteit" not in [s.value for s in again.header]


def test_the_scale_and_the_events_change_the_drawing(example_workspace):
    def axis(app) -> list:
        return re.findall(r'"range": ?\[([^\]]*)\]', charts(app)[0].spec)

    near, whole = (visit("trend", cijfers="voorbeeld", opvang="bso", schaal=s) for s in ("zoom", "vol"))
    assert axis(near) != axis(whole)
    assert warnings(near)[:1] == warnings(whole)[:1], "both values of the scale are known"
    with_events = visit("trend", cijfers="voorbeeld", opvang="bso", gebeurtenissen="1")
    assert "In 2020 was er geen gewone meting" in drawn_words(with_events)
    assert "In 2020 was er geen gewone meting" not in drawn_words(near)


@pytest.mark.parametrize("figures", [{}, {"cijfers": "voorbeeld"}], ids=["sources", "example"])
def test_a_measure_without_a_good_side_gets_no_verdict_words(figures, example_workspace):
    app = visit("trend", ind="zorgbehoeften", opvang="bso", **figures)
    about_page = ("Trend en herstel", "Wat is herstel en wat is groei, en hoe zeker is dat?")
    shown = plain(html_of(app))
    inside = " ".join([shown, *(e.label for e in app.expander), *(p.alt for p in charts(app)), *warnings(app)])
    for words in about_page:
        inside = inside.replace(words, "")
    forbidden = [match[0] for match in VERDICT_WORDS.finditer(re.sub(r"Niet zeggen: .*?(?= [✓▤!⚠✎◇↕]|$)", "", inside))]
    assert forbidden == []
    assert "Wat is herstel, wat is groei?" not in [s.value for s in app.header]


def test_where_low_is_good_a_higher_score_is_no_improvement(example_workspace):
    app = visit("trend", cijfers="voorbeeld", ind="werkstress", opvang="peuter_kdv")
    text = said(app)
    assert "Lage score is gunstig" in text or "lage score" in text.lower()
    choose(app, "De zin zegt: het", "up")
    found = answer(app)
    assert "Wel zeggen" in found
    assert "verbeterd" not in found.split("Niet zeggen")[0]


def test_the_checker_knows_recovery_from_growth(example_workspace):
    app = visit("trend", cijfers="voorbeeld", opvang="bso", ind="omgeving")
    found = answer(app)
    assert "✓ Vergeleken met 2021-2022: Klopt." in found
    assert "✗ Vergeleken met 2017-2019: Klopt niet." in found
    assert "Zet 2017-2019 erbij" in found
    assert "Wel zeggen" in found
    assert "Niet zeggen" in found
    choose(app, "De zin zegt: het", "same")
    choose(app, "Tussen", ("2017-2019", "2022-2023"))
    found = answer(app)
    assert "✓ Vergeleken met 2017-2019: Klopt." in found
    assert "Zet 2017-2019 erbij" not in found


def test_the_checker_answers_from_sources_when_there_are_no_numbers(empty_workspace):
    app = visit("trend", zin_opvang="bso", zin_ind="omgeving", richting="hoger")
    found = answer(app)
    assert "Volgens de bron" in found
    assert "(marge" not in found
    choose(app, "De zin zegt: het", "down")
    assert "✗ Vergeleken met 2021-2022: Klopt niet." in answer(app)
    assert app.query_params["richting"] == "lager"


@pytest.mark.parametrize("pair", ["2021-2022_2022-2023", "2017-2019_2022-2023", "2017-2019_2021-2022"])
def test_the_link_keeps_the_claim(pair, empty_workspace):
    app = visit("trend", zin_opvang="gastouder", zin_ind="werkstress", richting="gelijk", periodes=pair)
    by_label = {s.label: s.value for s in app.selectbox}
    assert by_label["Opvangsoort in de zin"] == "goo"
    assert by_label["Onderdeel in de zin"] == "work_stress"
    assert by_label["De zin zegt: het"] == "same"
    assert by_label["Tussen"] == tuple(pair.split("_"))
    assert [w for w in warnings(app) if "link" in w] == []


def test_unknown_values_in_a_trend_link_are_said(empty_workspace):
    app = visit("trend", ind="sfeer", richting="schuin")
    found = [w for w in warnings(app) if "link" in w]
    assert any("'sfeer' voor 'ind'" in w and "Omgevingskwaliteit" in w for w in found)
    assert any("'schuin' voor 'richting'" in w for w in found), found
    assert next(s for s in app.selectbox if s.label == "Onderdeel").value == "environment_quality"


def test_every_measure_can_be_looked_at(example_workspace):
    app = visit("trend", cijfers="voorbeeld")
    box = next(s for s in app.selectbox if s.label == "Onderdeel")
    for code in ("process_quality", "parent_contact", "work_stress", "care_needs_share"):
        checked(box.set_value(code).run())
        assert charts(app)
        box = next(s for s in app.selectbox if s.label == "Onderdeel")


def test_the_sentence_follows_the_measure_of_the_page_until_the_user_chooses(example_workspace):
    app = visit("trend", cijfers="voorbeeld", opvang="bso")
    choose(app, "Onderdeel", "emotional_quality")
    assert next(s for s in app.selectbox if s.label == "Onderdeel in de zin").value == "emotional_quality"
    assert "zin_ind" not in app.query_params
    choose(app, "Onderdeel in de zin", "work_stress")
    choose(app, "Onderdeel", "environment_quality")
    assert next(s for s in app.selectbox if s.label == "Onderdeel in de zin").value == "work_stress"


def test_a_rise_where_low_is_good_is_never_counted_as_a_fall(example_workspace):
    """The headline and the alternatives count in the words of the badges: more stress is no "daling"."""
    app = visit("trend", cijfers="voorbeeld", ind="werkstress")
    shown = " ".join([*(s.value for s in app.header), *(p.alt for p in charts(app))])
    assert "meer werkstress" in shown.lower()
    assert "daling" not in shown
