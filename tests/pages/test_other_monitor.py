"""A workspace with a catalogue of its own: nothing on any page speaks of the monitor that is shipped."""

import re

import pytest
from page_runs import PARTS, blocks, button, charts, checked, drawn_words, plain, said, visit, warnings

# Words of the shipped catalogue and sources that could not stand on a page about something else.
SHIPPED = re.compile(
    r"\b(LKK|bso|buitenschoolse|gastouder\w*|baby\w*|peuter\w*|dagopvang|kinderopvang|omgevingskwaliteit|"
    r"2017-2019|2021-2022|2022-2023|2017|2022|daling na corona)\b",
    re.IGNORECASE,
)
VISITS = [
    ("overzicht", {}),
    ("trend", {}),
    ("trend", {"ind": "lawaai"}),
    *(("gegevens", {"onderdeel": p}) for p in PARTS),
]


@pytest.mark.parametrize("figures", ["sources", "example"])
@pytest.mark.parametrize(("page", "params"), VISITS, ids=lambda v: v if isinstance(v, str) else "-".join(v.values()))
def test_no_page_says_a_word_of_the_shipped_monitor(page, params, figures, other_monitor, other_example):
    if figures == "example":
        other_example()
        params = params | {"cijfers": "voorbeeld"}
    app = visit(page, **params)
    assert warnings(app) == [w for w in warnings(app) if "link" not in w]
    assert sorted({match[0] for match in SHIPPED.finditer(drawn_words(app))}) == []


def test_two_periods_give_a_picture_without_a_dip(other_monitor, other_example):
    other_example()
    app = visit("trend", cijfers="voorbeeld", ind="lezen")
    assert charts(app)
    assert "Wat is herstel, wat is groei?" not in [s.value for s in app.header]
    assert next(s for s in app.selectbox if s.label == "Tussen").options == ["2020 en 2024"]
    assert "Het leesplezier per" in plain("".join(blocks(app).values()))
    assert "leesplezier" in charts(app)[0].alt
    assert "Onderdelen van het leesplezier" in [s.value for s in app.header]


def test_links_follow_the_other_catalogue(other_monitor):
    app = visit("overzicht", opvang="buiten", dim="lawaai")
    assert [m.value for m in app.multiselect][:2] == [["outdoor"], ["noise"]]
    unknown = visit("overzicht", opvang="bso")
    assert any("'bso' voor 'opvang'" in w for w in warnings(unknown))


def test_the_example_can_be_loaded_for_another_monitor(other_monitor):
    app = visit("overzicht")
    assert "De tabellen van MLC met scores staan niet in onze bronnen" in said(app)
    checked(button(app, "Laad voorbeeld (fictief)").click().run())
    shown = plain("".join(blocks(app).values()))
    assert "Café binnen" in shown
    assert "berekend uit fictieve gegevens" in shown
    assert "cafés)" in said(app), "the header counts in the unit of this monitor"


@pytest.mark.parametrize(
    "tab", ["stand", "dekking", "doorstroom", "themas", "acties", "invullen", "verslag", "inlezen", "inrichten"]
)
def test_the_dialogue_needs_none_of_the_shipped_measures(tab, other_monitor, other_example):
    other_example()
    app = visit("dialoog", tab=tab, cijfers="voorbeeld", jaar="2026", peildatum="2026-11-21")
    assert warnings(app) == []
    assert re.findall(r"omgevingskwaliteit|werkbeleving|LKK", drawn_words(app), re.IGNORECASE) == []
