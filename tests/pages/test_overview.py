"""Landelijk overzicht: the published picture, the example beside it, filters and links."""

import re

import pytest
from page_runs import blocks, button, charts, checked, html_of, plain, said, visit, warnings

SCORES = re.compile(r"\d,\d\s*→|→\s*\d,\d|\(marge")


def matrix(app) -> str:
    return next(markup for key, markup in blocks(app).items() if key == "kib_block_overzicht")


def cells(app, care_type: str) -> list[str]:
    """The texts of one row of the matrix."""
    row = re.search(rf"<tr[^>]*><th scope=\"row\">{care_type}</th>(.*?)</tr>", matrix(app), re.DOTALL)
    return [plain(cell) for cell in re.findall(r"<td.*?</td>", row[1], re.DOTALL)]


def test_without_numbers_the_sources_speak_and_no_number_is_invented(empty_workspace):
    app = visit("overzicht")
    text = said(app)
    assert "De tabellen van LKK met scores staan niet in onze bronnen" in text
    assert "Lees cijfers in" in text
    assert "Alleen bronnen" in text
    shown = matrix(app)
    assert "uit de bron" in shown
    assert "berekend" not in plain(shown)
    assert not SCORES.search(plain(shown))
    assert "Fictieve gegevens" not in text
    assert charts(app) == []


def test_every_care_type_has_a_row_and_every_dimension_a_column(empty_workspace):
    shown = plain(matrix(visit("overzicht")))
    for label in ("Dagopvang", "Baby-opvang", "Peuteropvang", "Buitenschoolse opvang", "Gastouderopvang",
                  "Emotionele kwaliteit", "Educatieve kwaliteit", "Omgevingskwaliteit"):  # fmt: skip
        assert label in shown


def test_the_published_verdicts_are_those_of_the_sources(empty_workspace):
    app = visit("overzicht")
    assert [text.split(" :")[0] for text in cells(app, "Buitenschoolse opvang")][:3] == [
        "Stabiel", "Stabiel", "Volledig herstel",
    ]  # fmt: skip
    assert all(text.startswith("Niet representatief") for text in cells(app, "Gastouderopvang")[:3])
    assert "Wat zeggen de bronnen?" in said(app)
    assert 'rel="noopener noreferrer"' in html_of(app)


def test_the_example_puts_computed_beside_published_and_is_stamped(empty_workspace):
    app = visit("overzicht")
    checked(button(app, "Laad voorbeeld (fictief)").click().run())
    text = said(app)
    assert "Voorbeeld (fictief)" in text
    assert "Fictieve gegevens" in text
    assert "Klopt het met de cijfers?" in text
    baby = cells(app, "Baby-opvang")
    assert all("berekend uit fictieve gegevens" in cell and "uit de bron" in cell for cell in baby[:3])
    assert SCORES.search(baby[0])
    assert "Fictieve gegevens" in plain(matrix(app)), "the source line of the figure carries the stamp"
    assert "staan niet in onze bronnen" not in text


def test_the_example_is_never_shown_by_itself(example_workspace):
    """Numbers that are invented are seen only by who asked for them."""
    app = visit("overzicht")
    assert "berekend" not in plain(matrix(app))
    assert "Alleen bronnen" in said(app)


def test_only_what_stands_out(example_workspace):
    everything = visit("overzicht", cijfers="voorbeeld")
    assert "Stabiel" in plain(matrix(everything))
    toggle = next(t for t in everything.toggle if t.label.startswith("Alleen wat afwijkt"))
    app = checked(toggle.set_value(True).run())
    assert app.query_params["afwijkend"] == "1"
    words = re.findall(r"<b>(.*?)</b>", matrix(app))
    assert words
    computed_first = [plain(cell) for cell in re.findall(r"<td.*?</td>", matrix(app), re.DOTALL)]
    assert not [c for c in computed_first if c.startswith(("Stabiel", "Volledig herstel")) and "berekend" in c]


def test_filters_follow_the_link_and_the_link_follows_the_filters(empty_workspace):
    app = visit("overzicht", opvang="baby,bso", dim="omgeving", extra="werkstress")
    by_label = {m.label: m for m in app.multiselect}
    assert by_label["Opvangsoort"].value == ["kdv_baby", "bso"]
    assert by_label["Soort kwaliteit"].value == ["environment_quality"]
    assert by_label["Andere onderdelen"].value == ["work_stress"]
    shown = plain(matrix(app))
    assert "Peuteropvang" not in shown
    assert "Emotionele kwaliteit" not in shown
    assert "Werkstress" in shown
    checked(by_label["Opvangsoort"].set_value(["pov"]).run())
    assert app.query_params["opvang"] == "peuteropvang"
    checked(button(app, "Wis filters").click().run())
    assert not {"opvang", "dim", "extra"} & set(app.query_params)
    assert "Emotionele kwaliteit" in plain(matrix(app))


def test_a_filter_that_leaves_nothing_says_so(empty_workspace):
    app = visit("overzicht")
    checked(next(m for m in app.multiselect if m.label == "Opvangsoort").set_value([]).run())
    assert [i.value for i in app.info if "niets gevonden" in i.value]


@pytest.mark.parametrize(
    ("param", "value", "expected"),
    [
        ("opvang", "kleuter", "Deze link kent de waarde 'kleuter' voor 'opvang' niet."),
        ("opvang", "bso,kleuter", "U ziet nu: Buitenschoolse opvang."),
        ("dim", "sfeer", "Deze link kent de waarde 'sfeer' voor 'dim' niet."),
        ("rol", "directeur", "Deze link kent de waarde 'directeur' voor 'rol' niet."),
        ("cijfers", "eigen", "Deze link kent de waarde 'eigen' voor 'cijfers' niet."),
        ("peildatum", "gisteren", "Deze link kent de peildatum 'gisteren' niet."),
        ("kleur", "rood", "Deze link kent het onderdeel 'kleur' niet."),
        ("data", "2020-01-01-abcdef", "Deze link hoort bij een andere versie van de gegevens (2020-01-01-abcdef)."),
    ],
)
def test_what_a_link_asks_and_we_do_not_know_is_said(param, value, expected, empty_workspace):
    app = visit("overzicht", **{param: value})
    found = [text for text in warnings(app) if "link" in text]
    assert len(found) == 1
    assert expected in found[0]
    assert "Wat zeggen de bronnen?" in said(app)


def test_a_link_of_this_very_version_needs_no_remark(empty_workspace):
    version = re.search(r"dataversie (\S+)", said(visit("overzicht")))[1]
    assert warnings(visit("overzicht", data=version, peildatum="2026-01-31")) == []
    assert "peildatum 31 januari 2026" in said(visit("overzicht", peildatum="2026-01-31"))


def test_a_strangers_words_in_a_link_are_shown_as_words(empty_workspace):
    app = visit("overzicht", opvang="<script>alert(1)</script>", kleur="![x](http://example.org/x.png)")
    text = " ".join(warnings(app))
    assert "<script>" not in text
    assert "](" not in text
    assert "alert(1)" in text


@pytest.mark.parametrize(
    ("role", "first"), [("branche", "overzicht"), ("gemeente", "dialoog"), ("coach", "mijn-locatie")]
)
def test_a_role_changes_the_start_cards_and_hides_nothing(role, first, empty_workspace):
    app = visit("overzicht", rol=role)
    start = next(node for node in app.main if getattr(node, "key", "") == "kib_start")
    pages = [node.proto.page for node in start if getattr(node, "type", "") == "page_link"]
    assert pages[0] == first
    assert len(pages) == 3


def test_a_figure_goes_into_the_basket_once(empty_workspace):
    app = visit("overzicht")
    checked(button(app, "Voeg toe aan overleg").click().run())
    assert [e.label for e in app.sidebar.expander] == ["Mandje voor overleg: 1 figuur"]
    assert "Voeg toe aan overleg" not in [b.label for b in app.button]
    checked(button(app, "Haal eruit").click().run())
    assert "Mandje voor overleg: nog leeg." in [c.value for c in app.sidebar.caption]
