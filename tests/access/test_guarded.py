"""Nothing passes by the guard by chance: every method, every stream; and alone on a laptop nothing is different."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest

from monitor.access.guarded import Guarded
from monitor.access.guarded_dialogues import GuardedDialogues
from monitor.access.guarded_journal import GuardedJournal
from monitor.access.guarded_workspace import GuardedWorkspace
from monitor.access.records import ALONE, EVERYTHING, NotAllowed, Person, Rights
from monitor.access.stream_rules import RULES
from monitor.consultation.store import Consultations
from monitor.dialogues import action_edits
from monitor.dialogues.reader import Dialogues
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace
from tests.access.asking import of, of_whole


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


def test_everything_means_alone_only(known):
    assert ALONE.rights is EVERYTHING
    assert all(known.person(line.email, verified=True).rights is not EVERYTHING for line in known.lines)


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


def test_a_visitor_writes_nothing_down_in_the_trail(session):
    """Not even by a download: a stranger could fill the disk with lines."""
    visitor = Guarded(session, lambda: Person("", Rights(national=True)))
    before = len(session.dialogues.journal.all_streams())
    visitor.record("export", "overzicht.png")
    assert len(session.dialogues.journal.all_streams()) == before


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
