"""Coverage: the word of each cell, what counts as a gap, and three denominators. Counted by hand."""

from __future__ import annotations

from datetime import date, datetime

from monitor.dialogues import words as w
from monitor.dialogues.coverage import CellState, cell_text, coverage, table
from monitor.dialogues.records import Draft
from tests.dialogues.build import YEAR, action, answers, childcare, cycle, day, flow, internal, joint, school

WORDS = w.load()
ON = date(YEAR, 11, 21)
K1, K2, S1, S2 = childcare("k1"), childcare("k2", "voorstad"), school("s1"), school("s2", delivery="school_board")
ALL = (K1, K2, S1, S2)
FLOWS = (flow("k1>s1", 7, 2), flow("k2>s2", 9, 0))


def rows(on: str, *args, **kwargs):
    return {row.location.location_id: row for row in coverage(cycle(*args, **kwargs), day(on)).rows}


def draft(location_id: str, form_type: str, *participants: str) -> Draft:
    return Draft("d", form_type, location_id, participants, datetime(YEAR, 5, 1), False)


def test_internal_cells():
    dialogues = [internal(K1, "05-12"), internal(K2, "06-04")]
    found = rows("11-21", ALL, FLOWS, dialogues)
    assert {i: row.internal.code for i, row in found.items()} == {
        "k1": w.RECEIVED, "k2": w.LATE, "s1": w.OVERDUE, "s2": w.VIA_BOARD,
    }  # fmt: skip
    assert cell_text(found["k1"].internal, WORDS) == "Ingestuurd, 12 mei 2026"
    assert cell_text(found["k2"].internal, WORDS) == "Te laat ingestuurd, 4 juni 2026"
    assert rows("05-31", ALL, FLOWS)["s1"].internal.code == w.NOT_YET
    assert rows("05-31", ALL, drafts=(draft("s1", w.INTERNAL_SCHOOL),))["s1"].internal.code == w.DRAFT


def test_via_board_with_a_form_of_its_own_is_received():
    assert rows("11-21", ALL, dialogues=[internal(S2, "05-12")])["s2"].internal.code == w.RECEIVED


def test_joint_cells():
    found = rows("11-21", ALL, FLOWS, [joint("j1", "k1 jgz", "07-02")])
    assert {i: row.joint.code for i, row in found.items()} == {
        "k1": w.LATE, "s1": w.OVERDUE, "k2": w.NOT_NEEDED, "s2": w.NOT_NEEDED,
    }  # fmt: skip
    assert rows("06-30", ALL, FLOWS)["s1"].joint.code == w.NOT_YET
    drafted = rows("06-30", ALL, FLOWS, drafts=(draft("k1", w.JOINT, "k1", "s1"),))
    assert drafted["s1"].joint.code == w.DRAFT


def test_a_second_talk_after_the_phase_makes_nobody_late():
    found = rows("11-21", ALL, FLOWS, [joint("j1", "k1 s1", "06-02"), joint("j2", "k1 s1", "09-02")])
    assert found["k1"].joint == CellState(w.RECEIVED, day("06-02"), "2 gesprekken")


def test_without_flows_nobody_knows_who_needs_a_joint_dialogue():
    found = rows("11-21", ALL, dialogues=[internal(K1, "05-12")])
    assert found["k1"].joint.code == w.NOT_YET
    assert not found["k1"].has_gap


def test_a_theme_is_discussed_only_when_no_dialogue_lacks_it():
    dialogues = [
        internal(K1, "05-12"),
        joint("j1", "k1 s1", "06-03", ["parents", "stability"]),
        internal(S1, "05-12", ["parents"]),
    ]
    found = rows("11-21", ALL, FLOWS, dialogues)
    assert found["k1"].themes["parents"].code == w.DISCUSSED
    assert cell_text(found["k1"].themes["continuity"], WORDS) == "Niet besproken (mist in 1 van 2 dialogen)"
    assert cell_text(found["s1"].themes["continuity"], WORDS) == "Niet besproken"
    assert found["k1"].has_gap
    assert list(found["k1"].themes) == ["parents", "stability", "continuity"]


def test_a_dialogue_from_a_list_was_not_asked_for_themes_and_has_no_gap():
    found = rows("11-21", ALL, FLOWS, [internal(K2, "05-12", [], themes_asked=False)])
    assert {cell.code for cell in found["k2"].themes.values()} == {w.NOT_ASKED}
    assert not found["k2"].has_gap
    # With a form beside it the form alone tells.
    both = [internal(K2, "05-12", [], themes_asked=False), joint("j1", "k2 s2", "06-03")]
    assert {cell.code for cell in rows("11-21", ALL, FLOWS, both)["k2"].themes.values()} == {w.DISCUSSED}


def test_themes_of_who_did_nothing_yet_and_of_who_delivers_through_the_board():
    found = rows("05-01", ALL, FLOWS)
    assert {cell.code for cell in found["k1"].themes.values()} == {w.NOT_YET}
    assert {cell.code for cell in found["s2"].themes.values()} == {w.NOT_ASKED}
    assert not found["s2"].has_gap


def test_chosen_themes_are_named_and_no_gap():
    told = answers(["parents", "stability", "continuity"]) | answers(["ict"], label="Digitale middelen")
    found = rows("11-21", ALL, FLOWS, [internal(K2, "05-12", answers=told)])
    assert found["k2"].chosen == ("Digitale middelen",)
    assert not found["k2"].has_gap
    assert rows("11-21", ALL, FLOWS, [internal(K2, "05-12")])["k2"].chosen == ()


def test_actions_and_help():
    dialogues = [
        joint("j1", "k1 s1", "06-03", reporter_id="s1", help_asked="Graag"),
        internal(K2, "05-12", help_asked="Ja"),
    ]
    actions = [action("a1", dialogue_id="j1"), action("a2", owners=("Opvang k1",)), action("a3", "dropped", dialogue_id="j1"),
               action("a4", dialogue_id="j1", owners=("Opvang k1", "Gemeente"))]  # fmt: skip
    found = rows("11-21", ALL, FLOWS, dialogues, actions)
    assert {i: row.actions for i, row in found.items()} == {"k1": 3, "s1": 2, "k2": 0, "s2": 0}
    assert {i for i, row in found.items() if row.help_asked} == {"s1", "k2"}


def test_rows_stand_per_area_in_the_order_of_the_settings_then_by_name():
    places = [
        childcare("k9", ""), childcare("k3", "voorstad"), childcare("k2", "centrum", name="B"),
        school("s1", "centrum", name="A"), childcare("k8", "elders"), childcare("off", is_active=False),
    ]  # fmt: skip
    assert [r.location.location_id for r in coverage(cycle(places), ON).rows] == ["s1", "k2", "k3", "k8", "k9"]


def test_three_denominators_each_with_its_own_whole():
    dialogues = [internal(K1, "05-12"), joint("j1", "k1 s1", "06-03"), joint("j2", "k2 s2", "06-03", ["parents"]),
                 joint("j3", "k2 s1", "06-03", [], themes_asked=False)]  # fmt: skip
    flows = [flow("k1>s1", 7, 2), flow("k2>s1", 7, 2), flow("k1>s2", 7, 2), flow("k2>s2", 9, 0)]
    found = coverage(cycle(ALL, flows, dialogues), ON).denominators
    assert [(d.name, d.done, d.total) for d in found] == [("locaties", 2, 4), ("dialogen", 1, 2), ("paren", 2, 3)]
    assert [d.sentence for d in found] == [
        "1 van de 4 locaties heeft de interne dialoog ingestuurd. 1 via het schoolbestuur. 2 moeten nog.",
        "In 1 van de 2 gezamenlijke dialogen zijn alle 3 de verplichte thema's besproken. "
        "Bij 1 gesprek zijn de thema's niet gevraagd.",
        "2 van de 3 paren met VVE-doorstroom hebben een gesprek gehad. Niet elk paar hoeft dat te doen.",
    ]


def test_the_table_says_every_cell_in_words():
    year = cycle(ALL, FLOWS, [internal(K1, "05-12")])
    found = table(coverage(year, ON), year, WORDS)
    assert len(found.rows) == 4
    assert all(cell != "" and cell is not None for row in found.rows for cell in row)
    k1 = dict(zip([c.key for c in found.columns], found.rows[0], strict=True))
    assert (k1["name"], k1["internal"], k1["joint"]) == (
        "Opvang k1",
        "Ingestuurd, 12 mei 2026",
        "Nog niet, termijn voorbij",
    )
    assert "locaties" in found.note


def test_an_empty_year_has_no_rows_and_still_three_denominators():
    found = coverage(cycle(), ON)
    assert found.rows == ()
    assert [d.total for d in found.denominators] == [0, 0, 0]
