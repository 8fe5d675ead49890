"""The tab Doorstroom: numbers as they may be shown, who has no partner yet, and one location from near by."""

import html
import io
import re
from datetime import date

import pytest
from dialogue_year import NOW, fill, flow, location
from openpyxl import load_workbook
from page_runs import blocks, html_of, plain, said, visit, warnings

from monitor.dialogues.flows import matrix, notable_changes
from monitor.dialogues.status import status
from monitor.dialogues.words import SUPPRESSED, VALUE
from monitor.export.xlsx import workbook
from monitor.records import DEMO
from monitor.session import Session

SCRIPT = "<img src=x onerror=alert(1)>"
DAY = date.fromisoformat(NOW)
CHILDCARE, SCHOOL = "childcare", "school"


def doorstroom(**more):
    return visit("dialoog", **{"tab": "doorstroom", "cijfers": "voorbeeld", "peildatum": NOW} | more)


def own(**more):
    return visit("dialoog", **{"tab": "doorstroom", "peildatum": NOW} | more)


@pytest.fixture
def year(example_workspace):
    return Session(example_workspace).dialogues.cycle(DEMO, "voorbeeldstad", 2026)


@pytest.fixture
def small(empty_workspace):
    """Two flows below five children among larger ones; 3 and 4 and 13 and 14 occur nowhere else."""
    places = [location("k1", CHILDCARE, "Opvang Een"), location("k2", CHILDCARE, "Opvang Twee", area="voorstad"),
              location("s1", SCHOOL, "School Een"), location("s2", SCHOOL, "School Twee", area="voorstad")]  # fmt: skip
    flows = [flow("k1", "s1", 3, 3), flow("k1", "s2", 20, 8), flow("k2", "s1", 30, 9), flow("k2", "s2", 4, 4)]
    fill(empty_workspace, {"locations": places, "flows": flows})
    return empty_workspace


def cells(app, block="kib_block_doorstroom") -> list[str]:
    """What the eye sees in the cells of the matrix."""
    return re.findall(r"<td[^>]*><span aria-hidden='true'>(.*?)</span>", blocks(app)[block])


def numbers(texts) -> set[int]:
    return {int(n) for text in texts for n in re.findall(r"\d+", text)}


def tells_a_small_number(shown: set) -> bool:
    """Whether a total stands beside the other number of its row or column, so that the small one can be worked out."""
    return any(pair <= shown for pair in ({20, 23}, {30, 34}, {30, 33}, {20, 24}))


def test_small_numbers_are_not_in_the_page_until_somebody_asks(small):
    app = own()
    assert any(text.startswith("x") for text in cells(app))
    shown = numbers(cells(app))
    assert not shown & {3, 4}
    assert not tells_a_small_number(shown)
    assert "Aantallen onder de 5 kinderen zijn verborgen" in said(app)
    asked = own(klein="tonen")
    assert {3, 4, 23, 34, 57} <= numbers(cells(asked))
    assert any("alleen voor de gemeente" in text for text in warnings(asked))
    assert "Kleine aantallen zijn zichtbaar" not in said(app)


def test_the_download_holds_what_the_screen_shows(small, monkeypatch):
    seen = []
    monkeypatch.setattr("widgets.chart_block._buttons", lambda block, context: seen.append(block))

    def values() -> set:
        block = next(block for block in reversed(seen) if block.key == "doorstroom")
        book = load_workbook(io.BytesIO(workbook(block.sheets)))
        return {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}

    own()
    hidden = values()
    assert "x" in hidden
    assert not hidden & {3, 4}
    assert not tells_a_small_number(hidden)
    own(klein="tonen")
    assert {3, 4} <= values()


def test_the_matrix_shows_the_numbers_of_the_functions(year):
    whole = matrix(year, DAY, True)
    markup = blocks(doorstroom())["kib_block_doorstroom"]
    assert markup.count("<td") == (len(whole.rows) + 1) * (len(whole.columns) + 2)
    states = [cell.children.state for cell in whole.cells.values()]
    assert SUPPRESSED in states
    assert VALUE in states
    assert markup.count("gesprek gehad</span>") == sum(c.has_dialogue for c in whole.cells.values())
    for place in (*whole.rows, *whole.columns):
        assert html.escape(place.name) in markup


def test_pairs_are_information_and_no_norm(year):
    vve = status(year, DAY).vve
    text = said(doorstroom())
    assert f"{len(vve.pairs_with_dialogue)} van de {len(vve.pairs)} paren met VVE-doorstroom" in text
    assert "Niet elk paar hoeft te praten." in text


def test_closed_doors_have_a_suggestion_and_a_reason(year):
    doors = status(year, DAY).vve.without_dialogue
    app = doorstroom()
    shown = plain(blocks(app)["kib_block_gesloten_deur"])
    assert f"{len(doors)} locaties hebben nog geen gesprekspartner" in said(app)
    for door in doors:
        assert year.name(door.location_id) in shown
        assert door.reason in shown
        assert year.name(door.suggested_partner_id or "geen voorstel") in shown


def test_an_area_leaves_its_locations_and_their_neighbours(small):
    app = own(wijk="voorstad")
    markup = blocks(app)["kib_block_doorstroom"]
    assert "Opvang Twee" in markup
    assert "Opvang Een" in markup, "its children go to a school of this area"
    assert "U ziet: wijk Voorstad." in said(app)
    doors = plain(blocks(app)["kib_block_gesloten_deur"])
    assert "Opvang Twee" in doors
    assert "Opvang Een Centrum" not in doors


def test_one_location_from_near_by(year):
    door = next(d for d in status(year, DAY).vve.without_dialogue if d.suggested_partner_id)
    app = doorstroom(locatie=door.location_id)
    shown = plain(blocks(app)["kib_block_een_locatie"])
    assert f"Mogelijke partner: {year.name(door.suggested_partner_id)} ({door.reason})." in shown
    assert "Gesprek vorig jaar" in shown
    assert "Kies een locatie. U ziet dan" in said(doorstroom())


def test_changes_against_last_year_are_told(year):
    found = notable_changes(year)
    assert found
    shown = plain(blocks(doorstroom())["kib_block_verschillen"])
    assert all(" ".join(change.sentence.split()) in shown for change in found)


def test_a_first_year_has_nothing_to_compare(small):
    assert "Van vorig jaar is geen doorstroom bekend" in said(own())


def test_a_year_without_flows_says_what_to_do(empty_workspace):
    fill(empty_workspace, {"locations": [location("k1", CHILDCARE, "Opvang Een")]})
    assert any("Lees een lijst met doorstroom in" in info.value for info in own().info)


def test_what_a_link_does_not_know_is_said(small):
    told = " ".join(warnings(own(klein="ja", locatie="k9", wijk="nergens")))
    for value in ("ja", "k9", "nergens"):
        assert f"'{value}'" in told


def test_names_are_text(empty_workspace):
    marks = f"{SCRIPT} **vet** [klik](javascript-x)"
    places = [location("k1", CHILDCARE, marks), location("s1", SCHOOL, marks)]
    fill(empty_workspace, {"locations": places, "flows": [flow("k1", "s1", 20, 9)]})
    app = own(locatie="k1")
    assert SCRIPT not in html_of(app)
    assert [h.value for h in app.header if "**vet**" in h.value] == []
    assert any("vet" in h.value for h in app.header), "the name is still there, as text"
