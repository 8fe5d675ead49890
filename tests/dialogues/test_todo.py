"""What to do today: one task per thing, with its area and contact, most urgent first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from monitor.dialogues import todo as kinds
from monitor.dialogues.records import Draft
from monitor.dialogues.todo import todo
from monitor.dialogues.words import INTERNAL_CHILDCARE, JOINT
from tests.dialogues.build import YEAR, action, childcare, cycle, day, flow, internal, joint, school

K1, K2, S1, S2 = childcare("k1"), childcare("k2", "voorstad"), school("s1"), school("s2", delivery="school_board")
ALL = (K1, K2, S1, S2)
FLOWS = (flow("k1>s1", 7, 6),)


def tasks(on: str, *args, **kwargs):
    return todo(cycle(*args, **kwargs), day(on))


def of_kind(kind: str, found):
    return [task for task in found if task.kind == kind]


def test_a_missing_internal_dialogue_is_late_from_the_day_after_the_phase():
    sent = [internal(K1, "05-12"), internal(S1, "06-04")]
    assert of_kind(kinds.LATE, tasks("05-31", ALL, dialogues=sent)) == []
    (task,) = of_kind(kinds.LATE, tasks("06-04", ALL, dialogues=sent))  # s1 is there by now, s2 comes through the board
    assert (task.location_id, task.area, task.contact_role) == ("k2", "voorstad", "Contactpersoon Jonge Kind Voorstad")
    assert task.since == day("05-31")
    assert task.sentence == "Opvang k2 heeft de interne dialoog nog niet ingestuurd."


def test_a_draft_is_said_and_does_not_take_the_task_away():
    begun = Draft("d", INTERNAL_CHILDCARE, "k2", (), datetime(YEAR, 5, 20), False)
    found = of_kind(kinds.LATE, tasks("06-01", [K2], drafts=(begun,)))
    assert found[0].sentence == "Opvang k2 heeft de interne dialoog nog niet verstuurd. Er is wel een concept."


def test_no_partner_from_its_day_and_late_after_the_phase():
    assert of_kind(kinds.NO_PARTNER, tasks("03-31", ALL, FLOWS)) == []
    found = of_kind(kinds.NO_PARTNER, tasks("04-01", ALL, FLOWS))
    assert [t.location_id for t in found] == ["k1", "s1"]
    assert found[0].since == day("04-01")
    assert found[0].sentence == (
        "Opvang k1 heeft doorstroom van kinderen met VVE, maar nog geen gezamenlijke dialoog. "
        "Mogelijke partner: School s1 (7 kinderen, 6 met VVE, heeft zelf ook nog geen gesprek)."
    )
    there = [internal(K1, "05-12"), internal(K2, "05-12"), internal(S1, "05-12")]
    after = tasks("07-01", ALL, FLOWS, there)
    assert [(t.kind, t.location_id, t.since) for t in after] == [
        ("late", "k1", day("06-30")),
        ("late", "s1", day("06-30")),
    ]


def test_who_writes_a_joint_report_has_a_partner_until_the_phase_is_over():
    begun = (Draft("d", JOINT, "k1", ("k1", "s1"), datetime(YEAR, 4, 20), False),)
    assert of_kind(kinds.NO_PARTNER, tasks("05-01", ALL, FLOWS, drafts=begun)) == []
    late = of_kind(kinds.LATE, tasks("07-01", [K1], FLOWS, drafts=begun))
    assert "Er is wel een concept." in late[1].sentence


def test_missing_themes_of_internal_and_joint_dialogues():
    dialogues = [internal(K1, "05-12", ["parents"]), joint("j1", "jgz k2 s1", "06-03", ["parents", "stability"]),
                 internal(K2, "05-12", [], themes_asked=False)]  # fmt: skip
    found = of_kind(kinds.MISSING_THEME, tasks("05-31", ALL, dialogues=dialogues))
    assert [t.dialogue_id for t in found] == ["i-k1"]
    both = of_kind(kinds.MISSING_THEME, tasks("06-03", ALL, dialogues=dialogues))
    assert [t.dialogue_id for t in both] == ["i-k1", "j1"]
    assert both[0].sentence == "In de interne dialoog van Opvang k1 missen stabiliteit en doorgaande lijn."
    assert both[0].location_id == "k1"
    assert both[1].sentence == "In de gezamenlijke dialoog van de JGZ, Opvang k2 en School s1 mist doorgaande lijn."
    assert both[1].area == "voorstad"  # of the first participant in the register


def test_an_action_is_overdue_after_its_day():
    actions = [action("a1", "agreed", "11-20", dialogue_id="j1", owners=("A", "B")), action("a2", "done", "01-01"),
               action("a3", "running", "11-21")]  # fmt: skip
    found = of_kind(
        kinds.ACTION_OVERDUE, tasks("11-21", ALL, dialogues=[joint("j1", "k2 s1", "06-03")], actions=actions)
    )
    assert [(t.action_id, t.area, t.since) for t in found] == [("a1", "voorstad", day("11-20"))]
    assert found[0].sentence == "Actie over de datum: Actie a1 De datum was 20 november 2026. Eigenaar: A en B."


def test_help_is_one_task_per_location():
    dialogues = [internal(K1, "05-12", help_asked="Ja"), joint("j1", "k1 s1", "06-03", reporter_id="k1", help_asked="Ja"),
                 joint("j2", "k2 s2", "06-03", help_asked="Graag")]  # fmt: skip
    found = of_kind(kinds.HELP_ASKED, tasks("06-30", ALL, dialogues=dialogues))
    assert [(t.location_id, t.since) for t in found] == [
        ("k1", day("05-12")),
        ("k2", day("06-03")),
        ("s2", day("06-03")),
    ]
    assert found[0].sentence == "Opvang k1 vraagt hulp."


def test_a_likely_double_is_asked_about_once():
    dialogues = [joint("j1", "k1 s1", "06-03"), joint("j2", "k1 s1", "06-03")]
    (task,) = of_kind(kinds.LIKELY_DOUBLE, tasks("06-10", ALL, dialogues=dialogues))
    assert task.dialogue_id == "j1"
    assert task.sentence == (
        "Is dit hetzelfde gesprek? Er zijn 2 meldingen van Opvang k1 en School s1. Dezelfde deelnemers en dezelfde dag."
    )
    assert (
        of_kind(kinds.LIKELY_DOUBLE, tasks("06-10", ALL, dialogues=dialogues, decided_doubles={("j1", "j2"): False}))
        == []
    )


def test_the_order_is_by_kind_and_then_what_waits_longest():
    dialogues = [
        internal(K1, "05-12", ["parents"], help_asked="Ja"),
        joint("j1", "k1 s1", "06-03"),
        joint("j2", "k1 s1", "06-03"),
    ]
    actions = [action("a1", "agreed", "06-20"), action("a2", "agreed", "06-10")]
    found = tasks("06-29", ALL, (*FLOWS, flow("k2>s2", 9, 6)), dialogues, actions)
    assert [(t.kind, t.location_id or t.action_id or t.dialogue_id) for t in found] == [
        ("late", "k2"), ("late", "s1"), ("help_asked", "k1"), ("action_overdue", "a2"), ("action_overdue", "a1"),
        ("no_partner", "k2"), ("no_partner", "s2"), ("missing_theme", "k1"), ("likely_double", "j1"),
    ]  # fmt: skip


def test_nothing_to_do_in_an_empty_year_and_without_phases():
    assert tasks("11-21") == ()
    year = cycle(ALL, FLOWS)
    bare = replace(year, settings=replace(year.settings, phases=(), no_partner_from=date(YEAR, 12, 1)))
    assert todo(bare, day("11-21")) == ()
