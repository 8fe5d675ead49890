"""The flow matrix, closed doors with a suggestion, and what changed against last year. Counted by hand."""

from __future__ import annotations

from datetime import date

from monitor.dialogues.flows import closed_doors, matrix, notable_changes, partners_of
from monitor.dialogues.records import Amount, Flow
from monitor.dialogues.words import MISSING, NOT_ASKED, SUPPRESSED, VALUE
from tests.dialogues.build import YEAR, childcare, cycle, flow, internal, joint, school

ON = date(YEAR, 11, 21)
K1, K2, S1, S2, S3 = childcare("k1"), childcare("k2"), school("s1"), school("s2"), school("s3")
ALL = (K1, K2, S1, S2, S3)


def test_totals_order_and_dialogues():
    flows = [flow("k1>s1", 7, 5), flow("k1>s2", 10, 0), flow("k2>s2", 30, 6), flow("k2>s3", 0, 0)]
    found = matrix(cycle(ALL, flows, [joint("j1", "k2 s2 jgz", "06-03")]), ON)
    assert [x.location_id for x in found.rows] == ["k2", "k1"]
    assert [x.location_id for x in found.columns] == ["s2", "s1", "s3"]
    assert found.cells["k1", "s1"].children == Amount(7)
    assert ("k2", "s1") not in found.cells
    assert found.cells["k2", "s2"].has_dialogue
    assert not found.cells["k1", "s2"].has_dialogue
    assert (found.row_totals["k1"].children, found.row_totals["k1"].vve) == (Amount(17), Amount(5))
    assert found.column_totals["s2"].children == Amount(40)
    assert found.column_totals["s2"].has_dialogue
    assert not found.row_totals["k1"].has_dialogue
    assert (found.total.children, found.total.vve) == (Amount(47), Amount(11))
    assert found.cells["k2", "s3"].children == Amount(0)  # zero is a number and is shown


def test_small_numbers_are_hidden_unless_asked_for():
    flows = [flow("k1>s1", 3, 1), flow("k1>s2", 20, 9), flow("k2>s1", 20, 9), flow("k2>s2", 20, 9)]
    hidden = matrix(cycle(ALL, flows), ON)
    assert {cell.children.state for cell in hidden.cells.values()} == {SUPPRESSED}
    assert all(cell.children.value is None for cell in hidden.cells.values())
    assert hidden.total.children == Amount(63)
    shown = matrix(cycle(ALL, flows), ON, hide_small=False)
    assert shown.cells["k1", "s1"].children == Amount(3)
    assert shown.cells["k1", "s1"].vve == Amount(1)


def test_children_and_vve_are_hidden_apart():
    found = matrix(cycle(ALL, [flow("k1>s1", 20, 2), flow("k1>s2", 20, 0)]), ON)
    assert found.cells["k1", "s1"].children == Amount(20)
    assert found.cells["k1", "s1"].vve.state == SUPPRESSED
    assert found.cells["k1", "s2"].vve == Amount(0)
    assert found.row_totals["k1"].vve.state == SUPPRESSED


def test_the_order_of_hidden_totals_does_not_follow_their_size():
    flows = [flow("k2>s1", 4), flow("k1>s1", 2)]
    places = (childcare("k2", name="Zon"), childcare("k1", name="Aan"), S1)
    assert [x.name for x in matrix(cycle(places, flows), ON).rows] == ["Aan", "Zon"]


def test_four_states_stay_four():
    flows = [
        Flow("k1", "s1", Amount(None, MISSING), Amount(None, NOT_ASKED)),
        Flow("k1", "s2", Amount(None, SUPPRESSED), Amount(None, NOT_ASKED)),
        Flow("k2", "s3", Amount(0), Amount(0)),
        Flow("k2", "s2", Amount(12), Amount(6)),
    ]
    found = matrix(cycle(ALL, flows), ON)
    assert found.cells["k1", "s1"].children.state == MISSING
    assert found.cells["k1", "s1"].vve.state == NOT_ASKED
    assert found.cells["k1", "s2"].children.state == SUPPRESSED
    assert found.cells["k2", "s3"].children == Amount(0, VALUE)
    assert found.row_totals["k1"].children.state == MISSING
    assert found.row_totals["k1"].vve.state == NOT_ASKED
    assert found.row_totals["k2"].children == Amount(12)
    assert found.column_totals["s2"].children.state == SUPPRESSED
    assert found.total.children.state == MISSING


def test_locations_outside_the_register_keep_their_children():
    found = matrix(cycle([K1], [flow("k1>far", 9, 0), flow("gone>far", 8, 0)]), ON)
    assert [x.name for x in found.rows] == ["Opvang k1", "gone"]
    assert found.column_totals["far"].children == Amount(17)


def test_a_year_without_flows():
    found = matrix(cycle(ALL), ON)
    assert (found.rows, found.columns, found.cells) == ((), (), {})
    assert found.total.children == Amount(0)
    assert closed_doors(cycle(ALL), ON) == ()


# -------------------------------------------------------------------------------------------------------- suggestions


def door(year, location_id: str, **more):
    return next(d for d in closed_doors(year, ON, **more) if d.location_id == location_id)


def test_first_who_has_no_dialogue_either_then_most_vve_then_most_children():
    flows = [flow("k1>s1", 30, 20), flow("k1>s2", 7, 6), flow("k1>s3", 9, 5)]
    taken = [joint("j1", "k2 s1", "06-03")]
    assert door(cycle(ALL, flows, taken), "k1").suggested_partner_id == "s2"
    flows[1] = flow("k1>s2", 7, 5)
    assert door(cycle(ALL, flows, taken), "k1").suggested_partner_id == "s3"
    everybody = [*taken, joint("j2", "k2 s2", "06-03"), joint("j3", "k2 s3", "06-03")]
    found = door(cycle(ALL, flows, everybody), "k1")
    assert (found.suggested_partner_id, found.reason) == ("s1", "30 kinderen, 20 met VVE")


def test_a_suggestion_does_not_tell_which_hidden_number_is_larger():
    def suggested(first: tuple[int, int], second: tuple[int, int], **more) -> str | None:
        flows = [flow("k1>s1", *first), flow("k1>s2", *second)]
        hidden = {p.vve.state for p in partners_of(cycle(ALL, flows), "k1", ON)}
        assert hidden == {SUPPRESSED}
        return door(cycle(ALL, flows), "k1", **more).suggested_partner_id

    assert suggested((9, 1), (9, 4)) == suggested((9, 4), (9, 1))
    assert suggested((9, 1), (9, 4), hide_small=False) == "s2"
    flows = [flow("k1>s1", 40, 0), flow("k1>s2", 20, 2)]
    assert door(cycle(ALL, flows), "k1").suggested_partner_id == "s2"  # hidden is more than none


def test_who_talked_last_year_comes_after_who_did_not():
    flows = [flow("k1>s1", 9, 6), flow("k1>s2", 7, 5)]
    before = cycle(ALL, dialogues=[joint("j0", "k1 s1", "2025-06-03")], year=2025)
    found = door(cycle(ALL, flows, previous=before), "k1")
    assert found.suggested_partner_id == "s2"
    assert found.reason == "7 kinderen, 5 met VVE, vorig jaar geen gesprek, heeft zelf ook nog geen gesprek"
    alone = door(cycle(ALL, flows[:1], previous=before), "k1")
    assert alone.reason == "9 kinderen, 6 met VVE, vorig jaar wel een gesprek, heeft zelf ook nog geen gesprek"


def test_last_year_is_not_spoken_of_when_nothing_is_known_of_it():
    before = cycle(ALL, [flow("k1>s1", 9, 6)], year=2025)
    assert "vorig jaar" not in door(cycle(ALL, [flow("k1>s1", 9, 6)], previous=before), "k1").reason


def test_a_school_gets_a_suggestion_too_and_a_location_that_stopped_is_none():
    places = (K1, S1, childcare("k9", is_active=False))
    found = closed_doors(cycle(places, [flow("k9>s1", 30, 20), flow("k1>s1", 7, 6)]), ON)
    assert [(d.location_id, d.suggested_partner_id) for d in found] == [("k1", "s1"), ("s1", "k1")]


def test_no_hidden_number_stands_in_a_reason():
    year = cycle(ALL, [flow("k1>s1", 3, 2), flow("k1>s2", 12, 0), flow("k2>s1", 14, 0), flow("k2>s2", 16, 0)])
    assert door(year, "k1").reason == "aantal kinderen niet getoond, heeft zelf ook nog geen gesprek"
    assert door(year, "k1", hide_small=False).reason == "3 kinderen, 2 met VVE, heeft zelf ook nog geen gesprek"


def test_partners_of_one_location():
    flows = [flow("k1>s1", 7, 6), flow("k1>s2", 12, 0), flow("k1>s3", 0), flow("k2>s1", 9, 0)]
    before = cycle(ALL, dialogues=[joint("j0", "k1 s2", "2025-06-03")], year=2025)
    year = cycle(ALL, flows, [joint("j1", "k1 s1 k2", "06-03")], previous=before)
    found = partners_of(year, "k1", ON)
    assert [(p.location.location_id, p.children.value, p.has_dialogue, p.talked_last_year) for p in found] == [
        ("s2", 12, False, True), ("s1", 7, True, False),
    ]  # fmt: skip
    assert [p.location.location_id for p in partners_of(year, "s1", ON)] == ["k2", "k1"]
    assert partners_of(year, "nobody", ON) == ()


def test_partners_are_as_hidden_as_the_matrix():
    year = cycle(ALL, [flow("k1>s1", 3, 2), flow("k1>s2", 30, 0)])
    assert {p.children.state for p in partners_of(year, "k1", ON)} == {
        matrix(year, ON).cells[pair].children.state for pair in (("k1", "s1"), ("k1", "s2"))
    }
    assert next(p for p in partners_of(year, "k1", ON) if p.location == S1).children.value is None


# ------------------------------------------------------------------------------------------------------------ changes


def test_notable_changes_need_a_share_and_a_number_of_children():
    before = cycle(
        ALL, [flow("k1>s1", 20), flow("k1>s2", 8), flow("k2>s1", 40), flow("k2>s2", 9), flow("k2>s3", 6)], year=2025
    )
    now = [flow("k1>s1", 30), flow("k1>s2", 12), flow("k2>s1", 50), flow("k2>s2", 0), flow("k1>s3", 7)]
    found = notable_changes(cycle(ALL, now, previous=before))
    # k1>s2: 4 children is too few; k2>s1: 10 of 40 is too small a share.
    assert [(c.from_id, c.to_id, c.before.value, c.now.value) for c in found] == [
        ("k1", "s1", 20, 30), ("k2", "s2", 9, 0), ("k1", "s3", 0, 7), ("k2", "s3", 6, 0),
    ]  # fmt: skip
    assert [c.sentence for c in found] == [
        "Van Opvang k1 naar School s1: 30 kinderen, 10 meer dan vorig jaar.",
        "Van Opvang k2 naar School s2: dit jaar geen kinderen. Vorig jaar waren het er 9.",
        "Van Opvang k1 naar School s3: 7 kinderen. Vorig jaar was dit er geen.",
        "Van Opvang k2 naar School s3: dit jaar geen kinderen. Vorig jaar waren het er 6.",
    ]


def test_a_change_with_a_hidden_number_is_left_out():
    before = cycle(ALL, [flow("k1>s1", 20)], year=2025)
    year = cycle(ALL, [flow("k1>s1", 3)], previous=before)
    assert notable_changes(year) == ()
    assert [c.now.value for c in notable_changes(year, hide_small=False)] == [3]


def test_without_flows_of_last_year_nothing_changed():
    year = cycle(ALL, [flow("k1>s1", 30)], [internal(K1, "05-12")])
    assert notable_changes(year) == ()
    assert notable_changes(cycle(ALL, [flow("k1>s1", 30)], previous=cycle(ALL, year=2025))) == ()
