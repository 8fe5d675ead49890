"""Forms in progress and forms that are sent: of the own location, of both partners, and never over somebody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.access.records import NotAllowed
from monitor.dialogues import drafts, submit
from monitor.dialogues.form_fields import HELP, YES
from tests.access.asking import of, of_whole
from tests.access.conftest import FIRST, SECOND, YEAR


@pytest.fixture
def own_drafts(session):
    """The drafts of the first town: location -> draft id."""
    return {d.location_id: d.draft_id for d in session.dialogues.cycle("own", FIRST, YEAR).drafts}


def test_a_draft_opens_for_its_location_and_the_working_group_only(guard, own_drafts):
    draft_id = own_drafts["K1"]
    for name in ("coach", "both", "group", "alone"):
        journal = guard(name).journal
        assert drafts.load(journal, draft_id) is not None
        drafts.save(journal, draft_id, {"help_text": f"van {name}"})
    for name in ("viewer", "partner", "other", "elsewhere", "steering", "association", "manager", "visitor"):
        journal = guard(name).journal
        for forbidden in (
            lambda j=journal: drafts.load(j, draft_id),
            lambda j=journal: drafts.save(j, draft_id, {"help_text": "gekaapt"}),
            lambda j=journal: drafts.note_sent(j, draft_id, "x", "y"),
            lambda j=journal: j.remove(f"drafts/{draft_id}", ["x"]),
            lambda j=journal: j.turn(f"drafts/{draft_id}", 1),
            lambda j=journal: j.fingerprint(f"drafts/{draft_id}"),
            lambda j=journal: j.unreadable(f"drafts/{draft_id}"),
        ):
            with pytest.raises(NotAllowed):
                forbidden()
        assert f"drafts/{draft_id}" not in journal.streams("drafts")
    state = drafts.load(guard("alone").journal, draft_id)
    assert state is not None
    assert state.text("help_text") == "van alone"


def test_a_long_draft_is_merged_by_who_may_write_it(guard, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_ENTRIES", 4)
    journal = guard("coach").journal
    draft_id = drafts.start(journal, "own", FIRST, YEAR, "internal_childcare", "K1")
    for number in range(6):
        drafts.save(journal, draft_id, {"help_text": str(number)})
    assert len(journal.entries(f"drafts/{draft_id}")) < 6
    state = drafts.load(journal, draft_id)
    assert state is not None
    assert state.text("help_text") == "5"


def test_a_joint_form_is_of_both_partners_as_soon_as_it_names_both(guard):
    draft_id = drafts.start(guard("coach").journal, "own", FIRST, YEAR, "joint", "K1", ["K1"])
    with pytest.raises(NotAllowed):
        drafts.load(guard("partner").journal, draft_id)
    drafts.save(guard("coach").journal, draft_id, {"participants": ["K1", "S1"]})
    assert drafts.load(guard("partner").journal, draft_id) is not None
    with pytest.raises(NotAllowed):
        drafts.load(guard("other").journal, draft_id)


def test_a_form_can_only_be_begun_for_an_own_location(guard):
    for name, location, town in (
        ("coach", "K2", FIRST),
        ("coach", "K1", SECOND),
        ("viewer", "K1", FIRST),
        ("steering", "K1", FIRST),
    ):
        with pytest.raises(NotAllowed):
            drafts.start(guard(name).journal, "own", town, YEAR, "internal_childcare", location)
        with pytest.raises(NotAllowed):  # to be a participant is not enough to begin
            drafts.start(guard(name).journal, "own", town, YEAR, "joint", location, ["K1", "K2", "S1"])


def test_a_draft_cannot_be_begun_a_second_time_by_somebody_else(guard, own_drafts):
    start = {
        "kind": "start",
        "origin": "own",
        "municipality": FIRST,
        "year": YEAR,
        "form_type": "joint",
        "location_id": "K2",
    }
    with pytest.raises(NotAllowed):
        guard("other").journal.append(f"drafts/{own_drafts['K1']}", start)


def test_sending_is_for_own_forms_and_never_over_somebody_elses(session, guard, own_drafts):
    kept = session.dialogues.journal
    state = drafts.load(kept, own_drafts["K1"])
    assert state is not None
    changed = replace(state, fields={**state.fields, HELP: YES})
    assert submit.submit(guard("coach").journal, of(guard("coach")), changed)
    for name in ("other", "partner", "steering", "viewer"):
        with pytest.raises(NotAllowed):
            submit.submit(guard(name).journal, of_whole(session), replace(changed, fields={**changed.fields, HELP: ""}))
    own = {
        "dialogue_id": "x",
        "form_type": "internal_childcare",
        "submitted_at": "2026-06-01T00:00:00",
        "reporter_id": "",
    }
    entry = {"origin": "own", "municipality": FIRST, "year": YEAR, "answers": []}
    theirs = kept.entries("submissions")[1]["dialogue"]["dialogue_id"]
    coach = guard("coach").journal
    coach.append("submissions", {**entry, "dialogue": {**own, "participants": ["K1"]}})
    coach.append(
        "submissions",
        {**entry, "dialogue": {**own, "dialogue_id": "y", "form_type": "joint", "participants": ["K1", "K2"]}},
    )
    for wrong in (
        {"participants": ["K1", "K2"]},  # an internal form speaks for one's own location only
        {"participants": ["K2"], "form_type": "joint"}, {"participants": []},
        {"participants": ["K1"], "dialogue_id": theirs}, {"participants": ["K1"], "dialogue_id": "D2"}, {"participants": None},
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            coach.append("submissions", {**entry, "dialogue": {**own, **wrong}})
