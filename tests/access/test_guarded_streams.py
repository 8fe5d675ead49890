"""Every entry of the journal passes its rule: settings, actions, quotes, tags, doubles and profiles."""

from __future__ import annotations

import pytest

from monitor.access.guarded import Guarded
from monitor.access.records import NotAllowed
from monitor.dialogues import action_edits, doubles, quotes, tags
from monitor.dialogues import settings as years
from monitor.dialogues.intake.forms import profiles
from monitor.dialogues.words import QUESTIONS
from monitor.store import actor
from tests.access.asking import EVERYBODY, of_whole
from tests.access.conftest import FIRST, SECOND, SECRET, YEAR


def own_entries(guarded: Guarded, stream: str) -> list[dict]:
    """Without those of the example."""
    return [entry for entry in guarded.journal.entries(stream) if entry["origin"] == "own"]


def test_lists_of_entries_hold_what_the_person_may_read(guard):
    sizes = {
        name: tuple(len(own_entries(guard(name), s)) for s in ("submissions", "quotes", "tags", "actions", "cycles"))
        for name in EVERYBODY
    }  # fmt: skip
    nothing = (0, 0, 0, 0, 0)
    assert sizes["group"] == (2, 2, 2, 1, 1)
    assert sizes["coach"] == sizes["other"] == (1, 1, 1, 0, 1)
    assert sizes["partner"] == sizes["steering"] == (0, 0, 0, 0, 1)
    assert sizes["both"] == (1, 1, 1, 0, 1)
    assert sizes["elsewhere"] == (1, 1, 1, 0, 1)
    assert sizes["viewer"] == sizes["association"] == sizes["manager"] == nothing


def test_the_same_location_code_in_another_municipality_is_another_location(guard):
    (entry,) = guard("elsewhere").journal.entries("submissions")
    assert entry["municipality"] == SECOND
    assert FIRST not in str(guard("elsewhere").journal.entries("quotes"))


def test_who_set_up_the_year_is_told_to_who_may_set_it_up(guard):
    assert own_entries(guard("group"), "cycles")[0]["by"] == "Wie dit instelde"
    assert own_entries(guard("coach"), "cycles")[0]["by"] == ""


def test_the_address_of_who_set_up_the_year_is_not_told_to_others(session, guard):
    with actor.acting(lambda: "group@x.nl"):
        years.save(guard("group").journal, "own", session.dialogues.settings("own", FIRST, YEAR), by="Groep")
    assert "group@x.nl" in repr(guard("group").journal.entries("cycles"))
    assert "group@x.nl" not in repr(guard("coach").journal.entries("cycles"))


def test_columns_of_real_forms_are_not_told_to_who_may_only_play_with_the_example(guard):
    journal = guard("group").journal
    profiles.save(journal, "own", profiles.profile_of("tool", "joint", YEAR, {"Vraag van ons": "held_on"}))
    profiles.save(journal, "demo", profiles.profile_of("tool", "joint", YEAR, {"kop": "held_on"}))
    assert len(profiles.saved(journal)) == 2
    assert [list(one.headings) for one in profiles.saved(guard("viewer").journal)] == [["kop"]]


@pytest.mark.parametrize("stream", ["secrets", "actions/x", "drafts", "audit", "log", "consultations"])
def test_a_stream_that_nobody_knows_is_refused(guard, stream):
    for name in ("group", "manager", "association"):
        with pytest.raises(NotAllowed):
            guard(name).journal.entries(stream)
        with pytest.raises(NotAllowed):
            guard(name).journal.append(stream, {"origin": "own", "municipality": FIRST, "year": YEAR})


def test_an_action_is_changed_by_who_it_belongs_to(session, guard):
    whole = of_whole(session)
    newest = {a.action_id: a for a in whole.actions}
    mine, theirs = newest["A1"], newest["A2"]
    place = ("own", FIRST, YEAR)
    changed = action_edits.change(guard("coach").journal, *place, mine, text="Anders")
    assert changed.text == "Anders"
    action_edits.change(guard("partner").journal, *place, changed, text="Door de partner")
    for name in ("coach", "partner", "steering", "viewer", "elsewhere", "manager"):
        journal = guard(name).journal
        with pytest.raises(NotAllowed):
            action_edits.change(journal, *place, theirs, text="Gekaapt")
        with pytest.raises(NotAllowed):  # nor by way of one's own dialogue
            action_edits.change(journal, *place, theirs, text="Gekaapt", dialogue_id="D1", owners=["Opvang De Kikker"])
        with pytest.raises(NotAllowed):
            action_edits.new(journal, whole, text="Voor iedereen")
    action_edits.change(guard("group").journal, *place, theirs, text="Van de werkgroep")
    with pytest.raises(NotAllowed):  # an own action is not given away
        action_edits.change(guard("coach").journal, *place, changed, dialogue_id="D2", owners=())


def test_quotes_tags_doubles_settings_and_profiles_are_of_the_working_group(session, guard):
    whole, settings = of_whole(session), session.dialogues.settings("own", FIRST, YEAR)
    one = next(d for d in whole.dialogues if d.participants == ("K1",) and d.dialogue_id.startswith("hier-"))
    theme = next(iter(one.answers))
    place = (one.dialogue_id, theme, QUESTIONS[0])
    kept = quotes.picked(session.dialogues.journal, "own", FIRST, YEAR)[0].quote_id
    profile = profiles.profile_of("tool", "joint", YEAR, {"kop": "held_on"})
    writes = {
        "pick": lambda j: quotes.pick(j, whole, *place, f"{SECRET} K1", checked=True),
        "drop": lambda j: quotes.drop(j, whole, kept),
        "tag": lambda j: tags.put(j, whole, place, "Nieuw"),
        "double": lambda j: doubles.decide(j, "own", ("D1", "D2"), True),
        "settings": lambda j: years.save(j, "own", settings),
        "profile": lambda j: profiles.save(j, "own", profile),
    }
    for name in ("coach", "partner", "elsewhere", "steering", "both", "viewer", "association", "manager", "visitor"):
        for one_write in writes.values():
            with pytest.raises(NotAllowed):
                one_write(guard(name).journal)
    for one_write in writes.values():
        one_write(guard("group").journal)


def test_the_working_group_of_one_town_changes_nothing_of_another(session, guard):
    journal = guard("group").journal
    other = session.dialogues.cycle("own", SECOND, YEAR)
    with pytest.raises(NotAllowed):
        years.save(journal, "own", other.settings)
    with pytest.raises(NotAllowed):
        action_edits.new(journal, other, text="Elders")
    theirs = next(d.dialogue_id for d in other.dialogues if d.dialogue_id.startswith("hier-"))
    with pytest.raises(NotAllowed):
        doubles.decide(journal, "own", ("D1", theirs), True)


def test_an_entry_that_says_nothing_of_where_it_belongs_is_refused(guard):
    for stream in (
        "cycles",
        "actions",
        "submissions",
        "doubles",
        "quotes",
        "tags",
        "profiles",
        "consultations/x",
        "drafts/x",
    ):
        with pytest.raises(NotAllowed):
            guard("group").journal.append(stream, {"kind": "x"})


def test_a_profile_of_the_example_is_not_used_for_real_forms(guard):
    journal = guard("group").journal
    profiles.save(journal, "demo", profiles.profile_of("tool", "joint", YEAR, {"kop": "held_on"}))
    assert profiles.saved(journal, "own") == []
    assert len(profiles.saved(journal, "demo")) == 1
