"""What the dialogue page draws itself: the timeline, and the tables of coverage, flow and tasks as HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from monitor.dialogues import screen_tables as tables
from monitor.dialogues import settings as years
from monitor.dialogues import stand_texts
from monitor.dialogues import words as w
from monitor.dialogues.coverage import CellState, CoverageRow
from monitor.dialogues.coverage_html import LOOKS as CELL_LOOKS
from monitor.dialogues.coverage_html import cell_words, coverage_html, gap_headline
from monitor.dialogues.flow_html import flow_html, part_of
from monitor.dialogues.flows import ClosedDoor, FlowCell, FlowMatrix
from monitor.dialogues.records import Amount, Location
from monitor.dialogues.series import CITY, LOCATIONS, Presence
from monitor.dialogues.status import ActionStatus, InternalStatus, JointStatus, PhaseState, Status, VveStatus
from monitor.dialogues.todo import HELP_ASKED, LATE, Task
from monitor.export.xlsx import workbook
from monitor.figures import template
from monitor.figures.timeline import LOOKS, timeline
from tests.dialogues.build import childcare, cycle, joint, school

SETTINGS = years.template(2026, "voorbeeldstad")
WORDS = w.load()
SCRIPT = "<img src=x onerror=alert(1)>"
NOW = date(2026, 11, 21)
STATES = ("late", "done", "done", "busy", "todo", "todo")
COUNTS = ((31, 36), (14, 14), (None, None), (None, None), (None, None), (0, 36))


def states(settings=SETTINGS, codes=STATES) -> list[PhaseState]:
    return [
        PhaseState(phase, code, *counted, f"Zin over {phase.label}.")
        for phase, code, counted in zip(settings.phases, codes, COUNTS, strict=True)
    ]


def drawn(on=NOW, phases=None, **more) -> go.Figure:
    """The timeline, with the checks of Plotly that are left out when a page draws it."""
    return go.Figure(timeline(phases or states(), on, **more).to_dict())


def texts(figure: go.Figure) -> list[str]:
    return [unescape(re.sub(r"<[^>]+>", " ", note.text)) for note in figure.layout.annotations]


def upright(figure: go.Figure) -> list:
    """The line of the day; the thin ones are months."""
    return [shape for shape in figure.layout.shapes if shape.line.color == template.INK]


# ----------------------------------------------------------------------------------------------------------- timeline


@pytest.mark.parametrize("narrow", [False, True])
def test_every_phase_is_a_bar_from_its_first_day_to_its_last(narrow):
    figure = drawn(narrow=narrow)
    first = date(2026, 3, 1)
    for bar, phase in zip(sorted(figure.data, key=lambda b: b.base[0]), SETTINGS.phases, strict=True):
        assert bar.base[0] == (phase.start - first).days
        assert bar.base[0] + bar.x[0] == (phase.end - first).days + 1
    assert figure.layout.xaxis.range == (0, 337), "March up to and including January: both ends whole months"


@pytest.mark.parametrize("narrow", [False, True])
def test_every_bar_says_its_state_in_a_word_with_a_count_where_there_is_one(narrow):
    told = " ".join(" ".join(texts(drawn(narrow=narrow))).split())
    for word in ("! te laat, 31 van 36", "✓ klaar, 14 van 14", "◐ bezig", "○ nog niet"):
        assert word in told
    assert "0 van 36" in told
    assert "None" not in told


def test_overlapping_phases_stand_in_two_lanes_and_names_do_not_cover_each_other():
    figure = drawn()
    assert len({bar.y[0] for bar in figure.data}) == 2
    internal, joint_bar = (next(b for b in figure.data if b.name == code) for code in ("internal", "joint"))
    assert internal.y[0] != joint_bar.y[0]
    boxes = []
    for note in figure.layout.annotations[:-1]:
        lines = note.text.split("<br>")
        wide = max(map(len, lines)) * 0.5 * template.SMALL * 337 / (template.PAGE - 60)
        tall = 16 * len(lines)
        top = note.y - tall if note.yanchor == "bottom" else note.y
        boxes.append((note.x, note.x + wide, top, top + tall))
    for i, (a1, a2, b1, b2) in enumerate(boxes):
        for c1, c2, d1, d2 in boxes[i + 1 :]:
            assert a2 <= c1 or c2 <= a1 or b2 <= d1 or d2 <= b1


def test_where_names_do_not_fit_every_phase_gets_a_row():
    crowded = replace(
        SETTINGS,
        phases=tuple(
            replace(p, lane=1, start=date(2026, 3, 1 + i), end=date(2026, 3, 20)) for i, p in enumerate(SETTINGS.phases)
        ),
    )
    assert len({bar.y[0] for bar in drawn(phases=states(crowded)).data}) == 6
    assert len({bar.y[0] for bar in drawn(narrow=True).data}) == 6


def test_the_day_in_view_is_a_line_with_its_name():
    figure = drawn(date(2026, 6, 3), on_label="vandaag")
    assert [line.x0 for line in upright(figure)] == [(date(2026, 6, 3) - date(2026, 3, 1)).days]
    assert "vandaag 3 juni 2026" in " ".join(texts(figure))
    outside = drawn(date(2027, 2, 3))
    assert upright(outside) == []
    assert "2027" not in " ".join(texts(outside))


def test_a_state_is_told_by_pattern_too_and_is_seen_on_white():
    patterns = {(look.pattern, look.fill) for look in LOOKS.values()}
    assert len(patterns) == len(LOOKS)
    assert all(template.contrast(look.line, template.WHITE) >= 3 for look in LOOKS.values())


def test_names_of_phases_are_text():
    named = replace(SETTINGS, phases=(replace(SETTINGS.phases[0], label=f"{SCRIPT} fase"), *SETTINGS.phases[1:]))
    assert SCRIPT not in drawn(phases=states(named)).to_json()


# ------------------------------------------------------------------------------------------------------ texts of Stand


def found(phases=None, **more) -> Status:
    return Status(
        NOW, tuple(phases or states()), more.pop("phase", "steering_group"), more.pop("next_phase", "lea"),
        InternalStatus(0, (), (), (), (), ()), JointStatus((), (), (), ()), VveStatus((), (), (), ()),
        ActionStatus({}, (), ()), {},
    )  # fmt: skip


def test_the_headline_says_what_runs_and_what_is_not_complete():
    assert stand_texts.headline(found()) == (
        "Nu bezig: Themabijeenkomst stuurgroep. Nog niet compleet: Interne dialoog."
    )
    between = found(states(codes=("done", "done", "todo", "todo", "todo", "todo")), next_phase="working_group")
    assert stand_texts.headline(between) == (
        "Nu loopt er geen fase. Op 1 september 2026 begint: Verslag van de werkgroep."
    )
    over = found(states(codes=("done",) * 6), next_phase=None)
    assert stand_texts.headline(over) == "Alle fasen van dit dialoogjaar zijn voorbij."


def test_the_alternative_text_names_every_state_and_stays_short():
    alt = stand_texts.timeline_alt(found(), cycle())
    assert "Te laat: Interne dialoog." in alt
    assert "De tabel onder de grafiek geeft alle getallen." in alt
    assert len(alt) < 300
    long = replace(SETTINGS, phases=tuple(replace(p, label=p.label * 5) for p in SETTINGS.phases))
    short = stand_texts.timeline_alt(found(states(long)), cycle())
    assert "Klaar: 2." in short
    assert len(short) < 300


def test_a_phase_without_a_count_says_so_in_the_table():
    rows = stand_texts.phases_table(found(), cycle()).rows
    assert [row[4] for row in rows] == ["31 van 36", "14 van 14", *["niets te tellen"] * 3, "0 van 36"]


def task(kind=LATE, sentence="Opvang k1 is te laat.", area="centrum", **more) -> Task:
    return Task(
        kind, sentence, area, more.pop("contact_role", "Contactpersoon Centrum"), more.pop("since", None), **more
    )


def test_tasks_stand_per_kind_with_area_and_contact():
    tasks = [
        task(HELP_ASKED, "School s1 vraagt hulp."),
        *[task(sentence=f"Opvang k{i} is te laat.") for i in range(10)],
    ]
    markup = stand_texts.tasks_html(tasks, cycle())
    assert re.findall(r"<h3>.*?</span> (.*?)</h3>", markup) == ["Te laat (10)", "Hulp gevraagd (1)"]
    assert "Wijk Centrum · contact: Contactpersoon Centrum" in markup
    assert "Te laat: toon nog 2" in markup
    assert markup.count("<li>") == 11
    assert stand_texts.tasks_sentence(tasks) == "Dat zijn: 10 keer te laat en 1 vraag om hulp."
    assert stand_texts.tasks_headline([], date(2026, 6, 15), True) == "Vandaag is er niets te doen"
    assert stand_texts.tasks_headline(tasks[:1], date(2026, 6, 15), False) == "Te doen op 15 juni 2026: 1 taak"
    assert stand_texts.tasks_headline([], date(2026, 6, 15), False) == "Op 15 juni 2026 is er niets te doen"


def test_a_task_without_area_or_contact_says_so_and_is_text():
    markup = stand_texts.tasks_html([task(sentence=SCRIPT, area="", contact_role="")], cycle())
    assert "Wijk niet bekend · geen contactpersoon ingesteld" in markup
    assert SCRIPT not in markup


def test_the_triple_tells_present_and_the_other_states_apart():
    presences = [
        Presence("reach", CITY, 1, 0, 0, 0, 1, 2026, False, "", "Er is een cijfer."),
        Presence("quality", CITY, 0, 0, 1, 0, 1, None, False, "geen onderzoek", "Er is geen cijfer."),
        Presence("yields", LOCATIONS, 3, 2, 4, 1, 10, 2026, False, "", "Van 3 locaties is er een cijfer."),
    ]
    rows = stand_texts.triple_table(presences, WORDS).rows
    assert [row[2] for row in rows] == ["✓ ja, over 2026", "○ nee", "◐ 3 van 10 locaties"]
    assert rows[2][3:6] == (2, 4, 1)
    assert rows[1][6] == "geen"


# ----------------------------------------------------------------------------------------------------------- coverage


def covered(location: Location, internal=w.RECEIVED, has_gap=False, **more) -> CoverageRow:
    themes = {t.code: CellState(w.DISCUSSED) for t in SETTINGS.mandatory}
    return CoverageRow(
        location, more.pop("state", CellState(internal, date(2026, 5, 12))), CellState(w.NOT_NEEDED),
        themes, more.pop("chosen", ()), more.pop("actions", 0), more.pop("help_asked", False), has_gap,
    )  # fmt: skip


def parsed(markup: str) -> ElementTree.Element:
    """The markup as a tree: every element that opens also closes."""
    return ElementTree.fromstring(f"<div>{markup.replace('&nbsp;', ' ')}</div>")


def test_a_cell_has_a_word_and_a_day():
    said = {
        CellState(w.RECEIVED, date(2026, 5, 12)): "ingestuurd 12 mei",
        CellState(w.LATE, date(2026, 6, 4)): "te laat ingestuurd (4 juni)",
        CellState(w.RECEIVED, date(2027, 1, 4)): "ingestuurd 4 januari 2027",
        CellState(w.DRAFT): "concept",
        CellState(w.VIA_BOARD): "via schoolbestuur",
        CellState(w.NOT_YET): "nog niet",
        CellState(w.NOT_NEEDED): "n.v.t. (geen VVE-doorstroom)",
        CellState(w.NOT_ASKED): "niet gevraagd",
    }
    assert {state: cell_words(state, WORDS, 2026) for state in said} == said


def test_every_state_of_coverage_has_an_icon():
    assert set(CELL_LOOKS) == set(WORDS.by_kind["coverage"])
    assert all(icon for icon, _ in CELL_LOOKS.values())


def test_coverage_is_a_real_table_grouped_per_area():
    rows = [
        covered(childcare("k1", "voorstad")),
        covered(school("s1", "centrum")),
        covered(school("s2", "")),
        covered(school("s3", "elders")),
    ]
    tree = parsed(coverage_html(rows, cycle(), WORDS, caption="Dekking"))
    region = tree.find("div")
    assert (region.get("role"), region.get("tabindex"), region.get("aria-label")) == ("region", "0", "Dekking")
    table = region.find("table")
    assert table.find("caption").text == "Dekking"
    areas = [th.find("span").text for th in table.iter("th") if th.get("scope") == "rowgroup"]
    assert areas == [
        "Centrum (1 locatie)",
        "Voorstad (1 locatie)",
        "elders (1 locatie)",
        "Wijk niet bekend (1 locatie)",
    ]
    columns = [th.text for th in table.find("thead").iter("th")]
    assert columns == ["Locatie", "Interne dialoog", "Gezamenlijke dialoog", "Partnerschap", "Stabiliteit",
                       "Doorgaande lijn", "Gekozen thema's", "Acties", "Hulp gevraagd"]  # fmt: skip
    assert all(len(tr) == len(columns) for body in table.findall("tbody") for tr in body.findall("tr")[1:])


def test_hostile_names_and_themes_are_text_in_coverage():
    row = covered(school("s1", name=SCRIPT), chosen=(SCRIPT,), state=CellState(w.RECEIVED, None, SCRIPT))
    markup = coverage_html([row], cycle(), WORDS, caption=SCRIPT)
    assert SCRIPT not in markup
    assert markup.count("&lt;img") == 5, "name, chosen theme, note, and the caption twice"


def test_the_gap_headline_says_of_which_locations():
    rows = [covered(school(f"s{i}"), has_gap=i < 2) for i in range(5)]
    assert gap_headline(rows) == "Bij 2 van de 5 locaties mist nog iets"
    assert gap_headline(rows[2:]) == "Bij geen van de 3 locaties mist iets"


def test_missing_themes_stand_together_per_dialogue():
    one = joint("j1", "k1 s1 jgz", "06-03", themes=())
    year = cycle([childcare("k1"), school("s1")], dialogues=[one])
    table = tables.gaps_table([("j1", "parents"), ("j1", "stability")], year, WORDS)
    assert table.rows == (
        ("Opvang k1, School s1 en Jeugdgezondheidszorg (JGZ)", "Gezamenlijke dialoog", "03-06-2026",
         "partnerschap en stabiliteit"),
    )  # fmt: skip


# -------------------------------------------------------------------------------------------------------------- flows


def cell(children, vve=0, talked=False) -> FlowCell:
    made = [x if isinstance(x, Amount) else Amount(float(x)) for x in (children, vve)]
    return FlowCell(*made, talked)


HIDDEN, UNKNOWN = Amount(None, w.SUPPRESSED), Amount(None, w.MISSING)


def small_matrix() -> FlowMatrix:
    rows = (childcare("k1"), childcare("k2", "voorstad"), childcare("k3", "voorstad", name=SCRIPT))
    columns = (school("s1"), school("s2", "voorstad"))
    return FlowMatrix(
        rows, columns,
        {("k1", "s1"): cell(7, 2, True), ("k1", "s2"): cell(HIDDEN, HIDDEN), ("k2", "s2"): cell(UNKNOWN, UNKNOWN),
         ("k3", "s2"): cell(0, 0)},
        {"k1": cell(HIDDEN, HIDDEN, True), "k2": cell(UNKNOWN, UNKNOWN), "k3": cell(0, 0)},
        {"s1": cell(7, 2, True), "s2": cell(HIDDEN, HIDDEN)},
        cell(1234, 5, True),
    )  # fmt: skip


def cells_of(markup: str) -> list[list[str]]:
    """What one hears, per row of the body."""
    found = []
    for tr in parsed(markup.split("<p ")[0]).find("div/table/tbody"):
        found.append([" ".join("".join(_heard(td)).split()) for td in tr])
    return found


def _heard(element: ElementTree.Element):
    if element.get("aria-hidden") == "true":
        yield element.tail or ""
        return
    yield element.text or ""
    for part in element:
        yield from _heard(part)
    yield element.tail or ""


def test_the_four_states_and_a_pair_outside_the_list_are_different_in_the_matrix():
    rows = cells_of(flow_html(small_matrix(), caption="Doorstroom"))
    assert rows[0] == ["Opvang k1", "7 kinderen, met VVE: 2, gesprek gehad", "te klein om te tonen",
                       "te klein om te tonen", "ja"]  # fmt: skip
    assert rows[1] == ["Opvang k2", "", "geen cijfer, met VVE: geen cijfer", "geen cijfer, met VVE: geen cijfer", "nee"]
    assert rows[2][1:3] == ["", "0 kinderen, met VVE: 0"]
    assert rows[3][0] == "Alle kinderopvang"
    assert rows[3][3] == "1.234 kinderen, met VVE: 5"


def test_the_eye_sees_the_same_signs():
    markup = flow_html(small_matrix(), caption="Doorstroom")
    assert re.findall(r"aria-hidden='true'>([^<✓○]+)<", markup)[:3] == ["7 (2) ●", "x", "x"]


def test_hostile_names_are_text_in_the_matrix():
    assert SCRIPT not in flow_html(small_matrix(), caption=SCRIPT)


def test_an_area_keeps_its_neighbours_and_the_totals_of_the_whole():
    whole = small_matrix()
    part = part_of(whole, "centrum")
    assert [x.location_id for x in part.rows] == ["k1"]
    assert [x.location_id for x in part.columns] == ["s1", "s2"]
    assert part.column_totals == whole.column_totals
    assert [x.location_id for x in part_of(whole, "voorstad").rows] == ["k1", "k2", "k3"]
    assert part_of(whole, "elders").rows == ()


def test_a_sheet_holds_numbers_and_signs_and_no_hidden_number():
    whole = small_matrix()
    sheet = tables.matrix_table(whole, tables.CHILDREN)
    assert sheet.rows[0] == ("Opvang k1", 7, "x", "x", "✓ ja")
    assert sheet.rows[1] == ("Opvang k2", "", ".", ".", "○ nee")
    assert sheet.rows[-1] == ("Alle kinderopvang", 7, "x", 1234, "")
    assert tables.matrix_table(whole, tables.VVE).rows[0][1] == 2
    assert tables.pairs_table(whole).rows[1] == ("Opvang k1", "School s2", "x", "x", "○ nee")
    assert workbook([sheet, tables.pairs_table(whole)])[:2] == b"PK"


def test_a_closed_door_without_suggestion_says_so():
    year = cycle([childcare("k1"), school("s1")])
    doors = [ClosedDoor("k1", "s1", "7 kinderen"), ClosedDoor("s1", None, "Geen doorstroom bekend")]
    rows = tables.doors_table(doors, year).rows
    assert rows[0][:4] == ("Opvang k1", "Centrum", "School s1", "7 kinderen")
    assert rows[1][2] == "geen voorstel"
