"""Every read and write of one person passes the guard: years, streams of the journal, consultations and the workspace."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date

import pytest

from monitor.access.guarded import Guarded
from monitor.access.guarded_dialogues import GuardedDialogues
from monitor.access.guarded_journal import GuardedJournal
from monitor.access.guarded_workspace import GuardedWorkspace
from monitor.access.records import ALONE, EVERYTHING, OWN_LOCATIONS, TOTALS, NotAllowed, Person, Rights
from monitor.access.stream_rules import RULES
from monitor.consultation.store import Consultations
from monitor.dialogues import action_edits, doubles, drafts, quotes, reports, submit, tags
from monitor.dialogues import settings as years
from monitor.dialogues.form_fields import HELP, YES
from monitor.dialogues.intake.forms import profiles
from monitor.dialogues.reader import Dialogues
from monitor.dialogues.words import QUESTIONS
from monitor.ingest import import_file
from monitor.session import Session
from monitor.store import actor
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace
from tests.access.conftest import FIRST, SECOND, SECRET, YEAR
from tests.dialogues.build import action
from tests.dialogues.lists import ACTIONS, CATALOGUE, DIALOGUES, LOCATIONS
from tests.ingest.files import csv_text, write

ON = date(2026, 11, 21)
EVERYBODY = ("viewer", "coach", "partner", "other", "elsewhere", "group", "steering", "both", "association", "manager")
SEES_FIRST = ("coach", "partner", "other", "group", "steering", "both")


def of(guarded: Guarded, town: str = FIRST):
    return guarded.dialogues.cycle("own", town, YEAR)


def texts(part) -> str:
    return repr(replace(part, locations=(), previous=None))


# --------------------------------------------------------------------------------------------------------- nothing by chance


@pytest.mark.parametrize(
    ("whole", "guarded"),
    [(Journal, GuardedJournal), (Dialogues, GuardedDialogues), (Workspace, GuardedWorkspace)],
)
def test_everything_that_can_be_asked_is_answered_by_the_guard_itself(whole, guarded):
    """A method that is added to the store one day is not to pass by the guard unseen."""
    asked = {name for name, _ in inspect.getmembers(whole) if not name.startswith("_")}
    assert asked - set(vars(guarded)) - {"tables"} == set()


def test_every_stream_that_the_program_writes_has_a_rule(session):
    names = {stream.partition("/")[0] for stream in session.dialogues.journal.all_streams()}
    assert {"cycles", "actions", "submissions", "doubles", "quotes", "tags", "drafts"} <= names
    assert names <= set(RULES)


def test_alone_on_a_laptop_everything_is_as_it_was(session, guard):
    alone = guard("alone")
    assert alone.dialogues.cycles("own") == session.dialogues.cycles("own")
    assert of(alone) == of_whole(session)
    assert alone.dialogues.edits("own") == session.dialogues.edits("own") > 0
    assert len(alone.journal.all_streams()) == len(session.dialogues.journal.all_streams())


def of_whole(session):
    return session.dialogues.cycle("own", FIRST, YEAR)


# -------------------------------------------------------------------------------------------------------------- years


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


def test_a_role_that_is_taken_away_is_gone_at_the_next_read_and_write(session, person):
    now = {"name": "group"}
    guarded = Guarded(session, lambda: person(now["name"]))
    cycle = of(guarded)
    inside = guarded.session
    now["name"] = "viewer"
    with pytest.raises(NotAllowed):
        of(guarded)
    with pytest.raises(NotAllowed):
        action_edits.new(guarded.journal, cycle, text="Nog snel iets")
    assert inside.dialogues.cycles("own") == []
    assert guarded.journal.entries("quotes") == []
    now["name"] = "visitor"
    with pytest.raises(NotAllowed, match="nog niets"):
        guarded.session  # noqa: B018


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


# ------------------------------------------------------------------------------------------------------------- streams


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


def test_a_visitor_changes_nothing_not_even_the_example(session, known):
    public = replace(known, public_national=True)
    guarded = Guarded(session, lambda: public.visitor)
    (municipality, year), *_ = guarded.dialogues.cycles("demo")
    with pytest.raises(NotAllowed):
        action_edits.new(guarded.journal, guarded.dialogues.cycle("demo", municipality, year), text="Onzin")
    with pytest.raises(NotAllowed):
        guarded.consultations.create("Onzin", origin="demo")
    signed_in = Guarded(session, lambda: known.person("viewer@x.nl", verified=True))
    action_edits.new(signed_in.journal, signed_in.dialogues.cycle("demo", municipality, year), text="Een probeersel")


# ------------------------------------------------------------------------------------------------------- consultations


def test_consultations_are_for_who_prepares_them(session, guard):
    mine = guard("association").consultations.create("Overleg najaar")
    example = guard("viewer").consultations.create("Voorbeeld", origin="demo")
    assert {one.consultation_id for one in guard("association").consultations.all()} == {mine, example}
    for name in ("viewer", "coach", "group", "steering", "manager"):
        consultations = guard(name).consultations
        assert [one.consultation_id for one in consultations.all()] == [example]
        for forbidden in (
            lambda c=consultations: c.get(mine),
            lambda c=consultations: c.save_core(mine, ["gekaapt"]),
            lambda c=consultations: c.create("Nog een"),
            lambda c=consultations: c.journal.entries(f"consultations/{mine}"),
        ):
            with pytest.raises(NotAllowed):
                forbidden()
    assert not (session.dialogues.journal.folder / "consultations" / "nog").exists()
    assert Consultations(session.dialogues.journal).get(mine).core == ()


# ----------------------------------------------------------------------------------------------------------- workspace


def import_of(workspace, folder, town, text=LOCATIONS):
    path = folder.parent / f"{town}-nieuw.csv"
    path.write_text(text.replace("K1;Opvang De Kikker", "K1;Opvang De Nieuwe Kikker"), "utf-8")
    return import_file(path, workspace, CATALOGUE, municipality=town, year=YEAR)


def test_lists_of_a_municipality_are_read_in_by_its_working_group(session, guard):
    folder = session.workspace.folder
    assert import_of(guard("group").session.workspace, folder, FIRST).kept
    for name, town in (("group", SECOND), ("coach", FIRST), ("steering", FIRST), ("manager", FIRST), ("viewer", FIRST)):
        before = len(session.state().datasets)
        with pytest.raises(NotAllowed, match="inlezen"):
            import_of(guard(name).session.workspace, folder, town, LOCATIONS.replace("Voorstad", "Elders"))
        assert len(session.state().datasets) == before


def test_a_list_that_names_two_municipalities_needs_rights_in_both(session, guard):
    text = "code;naam;soort;gemeente\nK8;Acht;kinderopvang;Deventer\nK9;Negen;kinderopvang;Zutphen\n"
    with pytest.raises(NotAllowed):
        import_of(guard("group").session.workspace, session.workspace.folder, FIRST, text)


def test_checking_a_list_without_keeping_it_needs_the_same_right(session, guard, tmp_path):
    """A check tells what the workspace knows: names that look alike, dialogues that exist, actions that were edited."""
    form = "locatie;datum\nDe Kiker;3-6-2026\n"
    for name, town in (("group", SECOND), ("coach", FIRST), ("steering", FIRST), ("manager", FIRST), ("viewer", "")):
        into = guard(name).session.workspace
        for kind, text in (("actions", ACTIONS), ("dialogues", DIALOGUES), ("form", form)):
            with pytest.raises(NotAllowed, match="inlezen"):
                import_file(
                    write(tmp_path / "lijst.csv", text),
                    into,
                    CATALOGUE,
                    kind=kind,
                    municipality=town,
                    year=YEAR,
                    dry_run=True,
                )


@pytest.mark.parametrize("name", ["group", "alone"])
def test_a_list_tells_nothing_of_a_municipality_that_it_names_besides(session, guard, tmp_path, name):
    text = "code;datum;deelnemers;partnerschap;gemeente\nD9;3-6-2026;De Kiker|S1;1;Zutphen\n"
    path = write(tmp_path / "lijst.csv", text)
    report = import_file(
        path, guard(name).session.workspace, CATALOGUE, kind="dialogues", municipality=FIRST, year=YEAR, dry_run=True
    )
    assert ("Kikker" in report.text() or "K1" in str(report.suggestions)) is (name == "alone")


def test_a_word_of_the_example_does_not_count_for_the_lists_of_others(session, guard, tmp_path):
    text = LOCATIONS.replace("kinderopvang", "school-woord")
    chosen = {("location_kind", "school-woord"): "school"}
    for name, is_kept in (("viewer", False), ("group", True)):
        path = write(tmp_path / f"{name}.csv", text.replace("Kikker", name))
        into = guard(name).session.workspace
        report = import_file(path, into, CATALOGUE, kind="locations", origin="demo", year=YEAR, values=chosen)
        assert report.kept
        assert ("school" in {c for (k, w), c in session.state().mappings.items() if "school" in w}) is is_kept


def test_a_profile_of_the_example_is_not_used_for_real_forms(guard):
    journal = guard("group").journal
    profiles.save(journal, "demo", profiles.profile_of("tool", "joint", YEAR, {"kop": "held_on"}))
    assert profiles.saved(journal, "own") == []
    assert len(profiles.saved(journal, "demo")) == 1


def test_a_visitor_writes_nothing_down_in_the_trail(session):
    """Not even by a download: a stranger could fill the disk with lines."""
    visitor = Guarded(session, lambda: Person("", Rights(national=True)))
    before = len(session.dialogues.journal.all_streams())
    visitor.record("export", "overzicht.png")
    assert len(session.dialogues.journal.all_streams()) == before


def test_taking_out_is_for_who_may_read_in(session, guard):
    datasets = session.state().datasets.values()
    first = next(d for d in datasets if d.file_name.startswith(FIRST))
    second = next(d for d in datasets if d.file_name.startswith(SECOND))
    for name, one in (("coach", first), ("manager", first), ("group", second), ("viewer", first)):
        with pytest.raises(NotAllowed):
            guard(name).session.workspace.retire(one.dataset_id)
    assert guard("group").session.workspace.retire(first.dataset_id).status == "retired"
    with pytest.raises(KeyError):
        guard("group").session.workspace.retire("niets")


def test_a_damaged_set_is_taken_out_by_who_manages_or_by_its_working_group(session, guard):
    """Of a set of several tables with one damaged file the other files still tell whose it is."""
    state = session.state()
    damaged = [d for d in state.datasets.values() if d.kind == "dialogues" and d.origin == "own"]
    for one in damaged:
        (path,) = (p for p in state.files["participants"] if p.name.startswith(f"{one.dataset_id}-"))
        path.unlink()
    fresh = Session(session.workspace.folder)
    first, second = sorted(fresh.state().set_aside, key=lambda aside: aside.dataset.file_name)
    people = {name: Guarded(fresh, lambda name=name: guard(name).person) for name in ("coach", "group", "manager")}
    for name, aside in (("coach", first), ("group", second)):
        with pytest.raises(NotAllowed):
            people[name].session.workspace.retire(aside.dataset.dataset_id)
    people["group"].session.workspace.retire(first.dataset.dataset_id)
    people["manager"].session.workspace.retire(second.dataset.dataset_id)
    assert fresh.state().set_aside == ()


def test_national_numbers_are_for_who_manages_them(session, guard, tmp_path):
    path = write(tmp_path / "scores.csv", csv_text())
    for name in ("group", "viewer", "association"):
        with pytest.raises(NotAllowed):
            import_file(path, guard(name).session.workspace, CATALOGUE)
    report = import_file(path, guard("manager").session.workspace, CATALOGUE)
    assert report.kept
    with pytest.raises(NotAllowed):
        guard("group").session.workspace.retire(report.dataset.dataset_id)
    guard("manager").session.workspace.retire(report.dataset.dataset_id)


def test_words_and_merging_need_a_right_too(guard, tmp_path):
    for name in ("coach", "viewer", "steering", "association"):
        with pytest.raises(NotAllowed):
            guard(name).session.workspace.remember({("care_type", "x"): "y"})
        with pytest.raises(NotAllowed):
            guard(name).session.workspace.compacted("flows", [], tmp_path / "x")
        with pytest.raises(NotAllowed):
            guard(name).session.workspace.log_entries()
    guard("group").session.workspace.remember({("care_type", "x"): "y"})


# ----------------------------------------------------------------------------------------------------------- documents


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


def test_everything_means_alone_only(known):
    assert ALONE.rights is EVERYTHING
    assert all(known.person(line.email, verified=True).rights is not EVERYTHING for line in known.lines)
