"""The tab Dekking: words in every cell, three totals that are never mixed, and filters that live in the link."""

import html
import re
from datetime import date

import pytest
from dialogue_year import NOW, fill, location
from page_runs import blocks, button, checked, html_of, plain, said, visit, warnings

from monitor.dialogues import words as w
from monitor.dialogues.coverage import coverage
from monitor.dialogues.coverage_html import cell_words
from monitor.dialogues.screen_tables import gaps_table
from monitor.dialogues.status import status
from monitor.records import DEMO
from monitor.session import Session

SCRIPT = "<img src=x onerror=alert(1)>"
DAY = date.fromisoformat(NOW)
WORDS = w.load()


def dekking(**more):
    return visit("dialoog", **{"tab": "dekking", "cijfers": "voorbeeld", "peildatum": NOW} | more)


@pytest.fixture
def year(example_workspace):
    return Session(example_workspace).dialogues.cycle(DEMO, "voorbeeldstad", 2026)


def rows_of(app) -> dict[str, list[str]]:
    """Name of a location -> what its cells say."""
    markup = blocks(app).get("kib_block_dekking", "")
    found = {}
    for row in re.findall(r'<tr><th scope="row">(.*?)</tr>', markup):
        head, *cells = re.split(r"<td[^>]*>", row)
        found[html.unescape(head.split("<span")[0])] = [plain(re.sub(r"<i .*?</i>", "", cell)) for cell in cells]
    return found


def test_every_location_has_a_row_with_the_words_of_the_functions(year):
    shown = rows_of(dekking())
    rows = coverage(year, DAY).rows
    assert len(shown) == len(rows) == len(year.active)
    for row in rows:
        cells = shown[row.location.name]
        assert cells[0].startswith(cell_words(row.internal, WORDS, 2026))
        assert cells[1].startswith(cell_words(row.joint, WORDS, 2026))
        for cell, state in zip(cells[2:5], row.themes.values(), strict=True):
            assert cell.startswith(cell_words(state, WORDS, 2026))
        assert cells[6] == str(row.actions)
        assert cells[7] == ("ja" if row.help_asked else "nee")


def test_the_awkward_cases_have_words_of_their_own(year):
    shown = " ".join(cell for cells in rows_of(dekking()).values() for cell in cells)
    for word in ("ingestuurd", "te laat ingestuurd (", "via schoolbestuur", "nog niet", "n.v.t. (geen VVE-doorstroom)",
                 "niet besproken", "niet gevraagd"):  # fmt: skip
        assert word in shown


def test_three_totals_stand_beside_each_other_and_no_percentage(year):
    app = dekking()
    text = said(app)
    for part in coverage(year, DAY).denominators:
        assert part.sentence in text
    assert "%" not in plain(blocks(app)["kib_block_dekking"])


@pytest.mark.parametrize(
    ("params", "fits"),
    [
        ({"soort": "school"}, lambda row: row.location.kind == w.SCHOOL),
        ({"mist": "1"}, lambda row: row.has_gap),
        ({"soort": "kinderopvang", "mist": "1"}, lambda row: row.has_gap and row.location.kind == w.CHILDCARE),
    ],
    ids=["kind", "gaps", "both"],
)
def test_filters_leave_what_they_say(year, params, fits):
    app = dekking(**params)
    rows = coverage(year, DAY).rows
    left = [row for row in rows if fits(row)]
    assert set(rows_of(app)) == {row.location.name for row in left}
    assert f"Dat zijn {len(left)} van {len(rows)} locaties." in said(app)


def test_the_filter_on_an_area_lives_in_the_link_and_can_be_cleared(year):
    area = year.settings.areas[0]
    app = dekking(wijk=area.code)
    mine = [row for row in coverage(year, DAY).rows if row.location.area == area.code]
    assert len(rows_of(app)) == len(mine)
    assert f"U ziet: wijk {area.label}, kinderopvang en scholen." in said(app)
    checked(button(app, "Wis filters").click().run())
    assert len(rows_of(app)) == len(year.active)


def test_what_a_link_does_not_know_is_said(year):
    told = " ".join(warnings(dekking(soort="kerk", mist="misschien", wijk="nergens")))
    for value in ("kerk", "misschien", "nergens"):
        assert f"'{value}'" in told


def test_nothing_found_is_said(empty_workspace):
    fill(empty_workspace, {"locations": [location("k1", "childcare", "Opvang Een")]})
    app = visit("dialoog", tab="dekking", peildatum=NOW, soort="school")
    assert "Dat zijn 0 van 1 locaties." in said(app)
    assert any("niets gevonden" in info.value for info in app.info)
    assert [h.value for h in app.header][-1] == "Er is nog geen dialoog waarvan we de thema's kennen"


def test_missing_themes_are_listed_per_dialogue(year):
    shown = plain(blocks(dekking())["kib_block_thema_mist"])
    now = status(year, DAY)
    gaps = {*now.joint.missing_theme, *now.internal.missing_theme}
    assert gaps
    by_id, names = {d.dialogue_id: d for d in year.dialogues}, {i: x.name for i, x in year.by_id.items()}
    for dialogue_id, theme in gaps:
        assert all(names[who] in shown for who in by_id[dialogue_id].participants if who in names)
        assert dialogue_id not in shown.split()
        assert dialogue_id in [row[-1] for row in gaps_table(gaps, year, WORDS, with_id=True).rows]
        assert year.settings.theme(theme).short in shown


def test_names_are_text(empty_workspace):
    fill(empty_workspace, {"locations": [location("k1", "childcare", SCRIPT, area=SCRIPT, delivery="school_board")]})
    markup = html_of(visit("dialoog", tab="dekking", peildatum=NOW))
    assert SCRIPT not in markup
    assert html.escape(SCRIPT) in markup
