"""A dialogue year and its documents as one person may see them: municipalities, locations, views."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.access.guarded import Guarded
from monitor.access.records import OWN_LOCATIONS, TOTALS, NotAllowed, Person, Rights
from monitor.dialogues import action_edits, reports
from monitor.dialogues import settings as years
from monitor.session import Session
from tests.access.asking import EVERYBODY, ON, SEES_FIRST, import_of, of, of_whole, texts
from tests.access.conftest import FIRST, SECOND, SECRET, YEAR
from tests.dialogues.build import action


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_person_has_the_municipalities_of_their_roles_only(guard, name):
    towns = {FIRST} if name in SEES_FIRST else {SECOND} if name == "elsewhere" else set()
    dialogues = guard(name).dialogues
    assert {m for m, _ in dialogues.cycles("own")} == towns
    assert {m for m, _ in dialogues.kept_settings("own")} == towns
    for town in (FIRST, SECOND):
        if town in towns:
            assert dialogues.cycle("own", town, YEAR).municipality == town
        else:
            with pytest.raises(NotAllowed, match="mag"):
                dialogues.cycle("own", town, YEAR)
            with pytest.raises(NotAllowed):
                dialogues.kept("own", town, YEAR)


@pytest.mark.parametrize(
    ("name", "sees"),
    [("coach", ("K1",)), ("partner", ()), ("other", ("K2",)), ("group", ("K1", "K2")), ("steering", ()), ("both", ())],
)
def test_the_text_of_a_form_is_for_its_location_and_the_working_group(guard, name, sees):
    text = texts(of(guard(name)))
    for code in ("K1", "K2"):
        assert (f"{SECRET} {code} {FIRST}" in text) is (code in sees)
    assert SECOND not in text


def test_a_coach_in_the_steering_group_asks_for_either_view(guard):
    both = guard("both")
    assert both.views("own", FIRST) == (TOTALS, OWN_LOCATIONS)
    assert SECRET not in texts(of(both))
    own = both.dialogues.cycle("own", FIRST, YEAR, level=OWN_LOCATIONS)
    assert f"{SECRET} K1" in texts(own)
    assert f"{SECRET} K2" not in texts(own)


@pytest.mark.parametrize("name", ["coach", "steering"])
@pytest.mark.parametrize("level", ["all", "totals", "own_locations", "x"])
def test_asking_for_more_gives_no_more(guard, name, level):
    found = guard(name).dialogues.cycle("own", FIRST, YEAR, level=level)
    assert found == of(guard(name))


def test_the_example_is_open_to_whoever_may_see_anything_and_to_nobody_else(guard):
    for name in ("viewer", "association", "manager", "coach"):
        dialogues = guard(name).dialogues
        (municipality, year), *_ = dialogues.cycles("demo")
        assert any(
            answer.has_text
            for d in dialogues.cycle("demo", municipality, year).dialogues
            for answer in d.answers.values()
        )
    assert guard("visitor").dialogues.cycles("demo") == []


def test_who_may_see_nothing_of_a_municipality_gets_the_shipped_settings(session, guard):
    own = replace(session.dialogues.settings("own", FIRST, YEAR), dialogue_name="Onze eigen naam")
    years.save(session.dialogues.journal, "own", own)
    assert guard("coach").dialogues.settings("own", FIRST, YEAR).dialogue_name == "Onze eigen naam"
    assert guard("viewer").dialogues.settings("own", FIRST, YEAR).dialogue_name != "Onze eigen naam"


def test_two_people_do_not_get_each_others_view(guard):
    seen = {name: texts(of(guard(name))) for name in SEES_FIRST}
    for name in reversed(SEES_FIRST):
        assert texts(of(guard(name))) == seen[name]
    assert len(set(seen.values())) == 5, "both sees what steering sees, the others each their own"


def test_a_view_is_made_once_as_long_as_nothing_changes(session, guard):
    first, again = (of(guard("coach")).dialogues for _ in range(2))
    assert first is again
    action_edits.new(session.dialogues.journal, of_whole(session), text="Iets nieuws", owners=["Opvang De Kikker"])
    assert "Iets nieuws" in {a.text for a in of(guard("coach")).actions}


def test_a_line_without_a_municipality_is_about_the_only_one(session, known):
    found = known.person("group@x.nl", verified=True).rights.dialogues[FIRST]
    somebody = Person("x@x.nl", Rights(national=True, dialogues={"": found}))
    guarded = Guarded(session, lambda: somebody)
    assert guarded.dialogues.cycles("own") == [], "there are two"
    for dataset in list(session.state().datasets.values()):
        if SECOND in dataset.file_name:
            session.workspace.retire(dataset.dataset_id)
    assert not guarded.scope("own", SECOND).has_any
    assert not guarded.scope("own", FIRST).has_any, "the settings of the other one are still there"


def test_with_one_municipality_a_line_without_one_is_enough(empty_workspace, known):
    session = Session(empty_workspace)
    import_of(session.workspace, empty_workspace, FIRST)
    scope = known.person("group@x.nl", verified=True).rights.dialogues[FIRST]
    guarded = Guarded(session, lambda: Person("x@x.nl", Rights(national=True, dialogues={"": scope})))
    assert {m for m, _ in guarded.dialogues.cycles("own")} == {FIRST}
    assert guarded.dialogues.cycle("own", FIRST, YEAR).locations


def test_documents_are_made_of_what_the_person_may_see(guard):
    for name, town_word in (("coach", "K2"), ("steering", "K1")):
        guarded = guard(name)
        source = reports.material(guarded.session, of(guarded), ON)
        assert f"{SECRET} {town_word}" not in str([q.text for q in source.quotes])
        assert "Geheime" not in str(source.tags)
        for kind in ("working_group", "letters", "workbook"):
            reports.made(kind, source)  # none of them reads around the guard, and none breaks on a part of a year
    assert len(reports.material(guard("coach").session, of(guard("coach")), ON).quotes) == 1
    assert len(reports.material(guard("group").session, of(guard("group")), ON).quotes) == 2
    assert reports.material(guard("steering").session, of(guard("steering")), ON).quotes == ()


def test_the_number_of_edits_counts_what_may_change_a_count_here(session, guard):
    assert guard("viewer").dialogues.edits("own") == 0
    mine = guard("coach").dialogues.edits("own")
    assert 0 < mine < session.dialogues.edits("own")
    action_edits.change(session.dialogues.journal, "own", SECOND, YEAR, action("X"), text="Elders")
    assert guard("coach").dialogues.edits("own") == mine
    action_edits.change(session.dialogues.journal, "own", FIRST, YEAR, action("X"), text="Hier")
    assert guard("coach").dialogues.edits("own") == mine + 1
