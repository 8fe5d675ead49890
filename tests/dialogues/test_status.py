"""Where a year stands: every expectation here was counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from monitor.dialogues.records import Amount, Draft, Flow
from monitor.dialogues.status import AHEAD, BUSY, DONE, LATE, PAST, status
from monitor.dialogues.status_json import to_json
from monitor.dialogues.words import INTERNAL_CHILDCARE, JOINT, MISSING, SUPPRESSED
from tests.dialogues.build import action, childcare, cycle, day, flow, internal, joint, school

ON = date(2026, 11, 21)
K1, K2, K3 = childcare("k1"), childcare("k2", "voorstad"), childcare("k3", "")
S1, S2 = school("s1"), school("s2", "voorstad", delivery="school_board")
ALL = (K1, K2, K3, S1, S2)


def at(on: str, *args, **kwargs):
    return status(cycle(*args, **kwargs), day(on))


def draft(location_id: str, form_type: str = INTERNAL_CHILDCARE, sent: bool = False, at: str = "05-20") -> Draft:
    return Draft("d", form_type, location_id, (), datetime.combine(day(at), datetime.min.time()), sent)


# ----------------------------------------------------------------------------------------------------------- internal


def test_required_is_received_and_via_board_and_missing():
    found = at("11-21", ALL, dialogues=[internal(K1, "05-12"), internal(S1, "06-02")]).internal
    assert found.required == 5
    assert found.received == ("k1", "s1")
    assert found.via_school_board == ("s2",)
    assert found.missing == ("k2", "k3")
    assert found.late == ("s1",)


def test_the_last_day_of_the_phase_is_in_time():
    found = at("11-21", ALL, dialogues=[internal(K1, "05-31"), internal(K2, "06-01")]).internal
    assert found.late == ("k2",)


def test_a_school_that_delivers_through_the_board_and_sent_a_form_too_counts_once_as_received():
    found = at("11-21", ALL, dialogues=[internal(S2, "05-12")]).internal
    assert found.received == ("s2",)
    assert found.via_school_board == ()
    assert len(found.missing) == 4


def test_a_location_that_stopped_is_not_required_even_when_it_sent_a_form():
    gone = childcare("k9", is_active=False)
    found = at("11-21", [K1, gone], dialogues=[internal(gone, "05-12")]).internal
    assert (found.required, found.received, found.missing) == (1, (), ("k1",))


def test_a_participant_outside_the_register_counts_nowhere():
    found = at("11-21", [K1], dialogues=[internal(childcare("who"), "05-12")]).internal
    assert (found.required, found.received, found.missing) == (1, (), ("k1",))


def test_what_came_after_the_day_is_not_known_yet():
    year = cycle(ALL, dialogues=[internal(K1, "05-12"), internal(K2, "05-20")])
    assert status(year, day("05-19")).internal.received == ("k1",)
    assert status(year, day("05-20")).internal.received == ("k1", "k2")


def test_a_dialogue_without_any_day_counts_and_is_never_late():
    found = at("04-01", ALL, dialogues=[internal(K1, None)]).internal
    assert (found.received, found.late) == (("k1",), ())


def test_who_sent_in_time_and_added_to_it_later_is_not_late():
    first = replace(internal(K1, "05-12", is_current=False), dialogue_id="first")
    again = replace(internal(K1, "06-12"), dialogue_id="again")
    year = cycle(ALL, dialogues=[first, again])
    assert status(year, ON).internal.late == ()
    # Before the second form was there, the first one counted.
    assert status(year, day("05-20")).internal.received == ("k1",)


def test_a_draft_stays_missing_and_a_sent_one_is_no_draft():
    found = at("05-25", ALL, drafts=(draft("k1"), draft("k2", sent=True), draft("k3", at="05-26"))).internal
    assert found.drafts == ("k1",)
    assert "k1" in found.missing


def test_an_internal_dialogue_that_lacks_a_theme_is_told_apart_from_the_joint_ones():
    found = at("11-21", ALL, dialogues=[internal(K1, "05-12", ["parents", "stability"])])
    assert found.internal.missing_theme == (("i-k1", "continuity"),)
    assert found.joint.missing_theme == ()


# -------------------------------------------------------------------------------------------------------------- joint


def test_mandatory_themes_of_joint_dialogues():
    dialogues = [
        joint("j1", "k1 s1", "06-03"),
        joint("j2", "k2 s2", "07-01", ["parents"]),
        joint("j3", "k3 s1", "06-04", [], themes_asked=False),
    ]
    found = at("11-21", ALL, dialogues=dialogues).joint
    assert found.dialogues == ("j1", "j2", "j3")
    assert found.with_all_mandatory_themes == ("j1",)
    assert found.missing_theme == (("j2", "stability"), ("j2", "continuity"))
    assert found.themes_not_asked == ("j3",)
    assert found.late == ("j2",)


def test_a_subtopic_stands_for_its_theme_and_is_itself_never_missing():
    found = at(
        "11-21", ALL, dialogues=[joint("j1", "k1 s1", "06-03", ["parents", "stability", "continuity_care"])]
    ).joint
    assert found.with_all_mandatory_themes == ("j1",)


def test_likely_doubles_stay_two_until_somebody_decides():
    dialogues = [joint("j1", "k1 s1", "06-03"), joint("j2", "s1 k1", "06-05")]
    year = cycle(ALL, dialogues=dialogues)
    assert status(year, ON).joint.likely_doubles == (("j1", "j2"),)
    assert len(status(year, ON).joint.dialogues) == 2
    assert status(year, day("06-04")).joint.likely_doubles == ()
    decided = replace(
        year, decided_doubles={("j1", "j2"): True}, dialogues=(replace(dialogues[0], is_current=False), dialogues[1])
    )
    assert status(decided, ON).joint.dialogues == ("j2",)
    assert status(decided, ON).joint.likely_doubles == ()
    # On a day that only the first report was there, that was the dialogue.
    assert status(decided, day("06-04")).joint.dialogues == ("j1",)
    apart = replace(year, decided_doubles={("j1", "j2"): False})
    assert len(status(apart, ON).joint.dialogues) == 2
    assert status(apart, ON).joint.likely_doubles == ()


# ---------------------------------------------------------------------------------------------------------------- vve


def test_vve_counts_locations_and_pairs():
    flows = [flow("k1>s1", 7, 2), flow("k2>s1", 9, 0), flow("k3>s2", 6, 6)]
    found = at("11-21", ALL, flows, [joint("j1", "k1 s1", "06-03")]).vve
    assert found.locations_with_flow == ("k1", "k3", "s1", "s2")
    assert [d.location_id for d in found.without_dialogue] == ["k3", "s2"]
    assert found.pairs == (("k1", "s1"), ("k3", "s2"))
    assert found.pairs_with_dialogue == (("k1", "s1"),)


def test_a_district_dialogue_counts_for_every_participant_and_every_pair_in_it():
    flows = [flow("k1>s1", 7, 2), flow("k2>s1", 9, 3), flow("k2>s2", 9, 1)]
    found = at("11-21", ALL, flows, [joint("j1", "k1 k2 s1 s2 jgz unknown", "06-03")]).vve
    assert found.without_dialogue == ()
    assert len(found.pairs_with_dialogue) == 3


def test_a_talk_with_anybody_opens_the_door_but_not_the_pair():
    found = at("11-21", ALL, [flow("k1>s1", 7, 2)], [joint("j1", "k1 jgz", "06-03"), joint("j2", "s1 k3", "06-03")]).vve
    assert found.without_dialogue == ()
    assert found.pairs_with_dialogue == ()


def test_flow_to_a_location_that_stopped_is_flow_but_no_pair():
    gone = school("s9", is_active=False)
    found = at("11-21", [K1, gone], [flow("k1>s9", 7, 2), flow("k1>nowhere", 5, 1)]).vve
    assert found.locations_with_flow == ("k1",)
    assert found.pairs == ()
    assert [(d.location_id, d.suggested_partner_id) for d in found.without_dialogue] == [("k1", None)]


def test_a_suppressed_number_is_some_children_and_a_missing_one_is_not_known():
    flows = [
        Flow("k1", "s1", Amount(None, SUPPRESSED), Amount(None, SUPPRESSED)),
        Flow("k2", "s2", Amount(9), Amount(None, MISSING)),
    ]
    assert at("11-21", ALL, flows).vve.locations_with_flow == ("k1", "s1")


# ------------------------------------------------------------------------------------------------------------- phases


@pytest.mark.parametrize(
    ("on", "phase", "following"),
    [
        ("02-01", None, "internal"),
        ("03-01", "internal", "joint"),
        ("05-31", "internal", "working_group"),
        ("06-01", "joint", "working_group"),
        ("07-15", None, "working_group"),
        ("11-21", "steering_group", "lea"),
        ("2027-01-31", "feedback", None),
        ("2027-02-01", None, None),
    ],
)
def test_the_running_phase_is_the_one_that_ends_first(on: str, phase: str | None, following: str | None):
    found = at(on, ALL)
    assert (found.phase, found.next_phase) == (phase, following)


def test_states_and_sentences_of_phases():
    year = cycle(ALL, [flow("k1>s1", 7, 2)], [internal(K1, "05-12"), joint("j1", "k1 s1", "06-03")],
                 [action("a1"), action("a2", "done"), action("a3", "proposal", "10-01")])  # fmt: skip
    before, during, after = (status(year, day(on)).phases for on in ("02-28", "05-29", "11-21"))
    assert [p.state for p in before] == [AHEAD] * 6
    assert before[0].deadline == "Dit begint op 1 maart 2026, over 1 dag."
    assert [p.state for p in during][:3] == [BUSY, BUSY, AHEAD]
    assert during[0].deadline == "Nog 2 dagen tot 31 mei 2026."
    assert [p.state for p in after] == [LATE, DONE, PAST, BUSY, AHEAD, AHEAD]
    internal_phase, joint_phase, _, steering, *_ = after
    assert (internal_phase.done, internal_phase.required) == (2, 5)
    assert internal_phase.sentence == (
        "1 van de 5 locaties heeft de interne dialoog ingestuurd. 1 via het schoolbestuur. 3 moeten nog."
    )
    assert internal_phase.deadline == "De termijn was 31 mei 2026. Dat is 174 dagen geleden."
    assert (joint_phase.done, joint_phase.required) == (2, 2)
    assert steering.sentence == "2 acties zijn afgesproken. 1 is klaar, 0 lopen en 1 is over de datum."
    assert steering.deadline == "Nog 9 dagen tot 30 november 2026."


def test_a_year_without_locations_asks_for_them():
    assert at("05-01").phases[0].sentence == "Er zijn nog geen locaties ingelezen."


# ------------------------------------------------------------------------------------------------------------ actions


def test_actions_by_status_overdue_and_without_owner():
    actions = [
        action("a1", "agreed", "11-20", owners=("School s1",)),
        action("a2", "running", "11-21"),
        action("a3", "done", "10-01"),
        action("a4", "dropped", "10-01"),
        action("a5", "proposal", "09-01"),
    ]
    found = at("11-21", ALL, actions=actions).actions
    assert found.by_status == {"proposal": 1, "agreed": 1, "in_year_plan": 0, "running": 1, "done": 1, "dropped": 1}
    assert found.overdue == ("a5", "a1")  # a5 waits longest; a2 is due today
    assert found.without_owner == ("a5", "a2")


# --------------------------------------------------------------------------------------------------- areas and JSON


def test_per_area_in_the_order_of_the_settings_and_without_area_last():
    found = at("11-21", ALL, [flow("k2>s2", 7, 2)], [internal(K1, "05-12"), internal(K2, "06-12")]).by_area
    assert list(found) == ["centrum", "voorstad", ""]
    assert found["centrum"].received == ("k1",)
    assert found["centrum"].missing == ("s1",)
    voorstad = found["voorstad"]
    assert (voorstad.label, voorstad.contact_role) == ("Voorstad", "Contactpersoon Jonge Kind Voorstad")
    assert (voorstad.required, voorstad.received, voorstad.via_school_board, voorstad.late) == (
        2,
        ("k2",),
        ("s2",),
        ("k2",),
    )
    assert voorstad.without_dialogue == ("k2", "s2")
    assert (found[""].label, found[""].missing) == ("Wijk niet bekend", ("k3",))


def test_an_area_that_the_settings_do_not_know_is_there_under_its_own_name():
    found = at("11-21", [childcare("k1", "elders")]).by_area
    assert [(code, area.label, area.contact_role) for code, area in found.items()] == [("elders", "elders", "")]


def test_json_has_the_keys_of_the_command_line_with_counts_and_ids():
    year = cycle(
        ALL, [flow("k2>s2", 7, 6)], [internal(K1, "05-12"), internal(K2, "06-12"), joint("j1", "k1 s1", "06-03", ["parents"])],
        [action("a1", "agreed", "10-01")],
    )  # fmt: skip
    found = to_json(status(year, ON), year)
    assert (found["phase"], found["next_phase"], found["origin"]) == ("steering_group", "lea", "own")
    assert found["internal"] == {
        "required": 5, "received": 2, "via_school_board": 1, "missing": ["k3", "s1"], "late": ["k2"], "drafts": [],
        "missing_theme": [],
    }  # fmt: skip
    assert found["joint"]["dialogues"] == 1
    assert found["joint"]["with_all_mandatory_themes"] == 0
    assert found["joint"]["missing_theme"] == [
        {"dialogue_id": "j1", "theme": "stability"}, {"dialogue_id": "j1", "theme": "continuity"},
    ]  # fmt: skip
    assert found["vve"] == {
        "locations_with_flow": 2,
        "without_dialogue": [
            {"location_id": "k2", "suggested_partner_id": "s2",
             "reason": "7 kinderen, 6 met VVE, heeft zelf ook nog geen gesprek"},
            {"location_id": "s2", "suggested_partner_id": "k2",
             "reason": "7 kinderen, 6 met VVE, heeft zelf ook nog geen gesprek"},
        ],
        "pairs": 1,
        "pairs_with_dialogue": 0,
    }  # fmt: skip
    assert found["actions"]["by_status"]["agreed"] == 1
    assert found["actions"]["overdue"] == found["actions"]["without_owner"] == ["a1"]
    assert found["by_area"]["voorstad"]["received"] == 1
    assert found["by_area"]["voorstad"]["missing"] == []


def test_small_numbers_stay_out_of_the_reason():
    year = cycle(ALL, [flow("k1>s1", 7, 2)])
    reasons = {d["reason"] for d in to_json(status(year, ON), year)["vve"]["without_dialogue"]}
    assert reasons == {"7 kinderen, aantal met VVE niet getoond, heeft zelf ook nog geen gesprek"}
    shown = {d.reason for d in status(year, ON, hide_small=False).vve.without_dialogue}
    assert shown == {"7 kinderen, 2 met VVE, heeft zelf ook nog geen gesprek"}


def test_joint_drafts_are_no_internal_drafts():
    assert at("05-25", ALL, drafts=(draft("k1", JOINT),)).internal.drafts == ()
