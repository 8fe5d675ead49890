"""A workspace of two municipalities with lists, forms, actions and settings of both, and people in every role."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.access.guarded import Guarded
from monitor.access.people import People, read_file
from monitor.access.records import ALONE, Person
from monitor.access.roles import load as load_roles
from monitor.demo.dialogue_install import install_dialogue
from monitor.dialogues import action_edits, doubles, drafts, quotes, submit, tags
from monitor.dialogues import settings as years
from monitor.dialogues.form_fields import answer_field
from monitor.dialogues.words import QUESTIONS
from monitor.session import Session
from tests.dialogues.lists import ACTIONS, DIALOGUES, FLOWS, LOCATIONS, good

YEAR = 2026
FIRST, SECOND = "deventer", "zutphen"
PEOPLE = f"""email,role,municipality,locations
viewer@x.nl,viewer,,
coach@x.nl,coach,{FIRST},K1
partner@x.nl,school,{FIRST},S1
other@x.nl,coach,{FIRST},K2
elsewhere@x.nl,coach,{SECOND},K1
group@x.nl,working_group,{FIRST},
steering@x.nl,steering_group,{FIRST},
both@x.nl,steering_group,{FIRST},
both@x.nl,coach,{FIRST},K1
association@x.nl,association,,
manager@x.nl,data_manager,,
"""
SECRET = "Geheime tekst"


@pytest.fixture(scope="session")
def kept_towns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("towns") / "w"
    session = Session(folder)
    install_dialogue(session.workspace)
    for town in (FIRST, SECOND):
        for name, text in (("l", LOCATIONS), ("f", FLOWS), ("d", DIALOGUES), ("a", ACTIONS)):
            good(session.workspace, text, f"{town}-{name}.csv", municipality=town, year=YEAR)
        fill(session, town)
    return folder


def fill(session: Session, town: str) -> None:
    """What people do by hand: settings, a form in progress and one that was sent, actions, quotes, tags and a double."""
    journal = session.dialogues.journal
    settings = session.dialogues.settings("own", town, YEAR)
    years.save(journal, "own", settings, by="Wie dit instelde")
    for location in ("K1", "K2"):
        draft_id = drafts.start(journal, "own", town, YEAR, "internal_childcare", location)
        field = answer_field(settings.mandatory[0].code, QUESTIONS[0])
        drafts.save(journal, draft_id, {field: f"{SECRET} {location} {town}"})
        state = drafts.load(journal, draft_id)
        assert state is not None
        submit.submit(journal, session.dialogues.cycle("own", town, YEAR), state)
    cycle = session.dialogues.cycle("own", town, YEAR)
    for one in (d for d in cycle.dialogues if d.dialogue_id.startswith("hier-")):
        theme = next(iter(one.answers))
        quotes.pick(journal, cycle, one.dialogue_id, theme, QUESTIONS[0], SECRET, checked=True)
        tags.put(journal, cycle, (one.dialogue_id, theme, QUESTIONS[0]), "Label")
    action_edits.new(journal, cycle, text="Actie van K2", owners=["Peuteropvang 't Stekje"], dialogue_id="D2")
    doubles.decide(journal, "own", ("D1", "D2"), False)


@pytest.fixture
def session(kept_towns: Path, tmp_path: Path) -> Session:
    folder = tmp_path / "w"
    shutil.copytree(kept_towns, folder, copy_function=os.link)  # no file of a workspace ever changes
    return Session(folder)


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> People:
    path = tmp_path_factory.mktemp("people") / "people.csv"
    path.write_text(PEOPLE, "utf-8")
    found = read_file(path, load_roles())
    assert found.problems == ()
    return replace(found, roles=tuple(load_roles().by_code))


@pytest.fixture
def person(known: People) -> Callable[[str], Person]:
    """A person by the first part of the address; "alone" is a laptop, "visitor" nobody."""

    def of(name: str) -> Person:
        if name == "alone":
            return ALONE
        return known.person(None if name == "visitor" else f"{name}@x.nl", verified=True)

    return of


@pytest.fixture
def guard(session: Session, person: Callable[[str], Person]) -> Callable[[str], Guarded]:
    return lambda name: Guarded(session, lambda: person(name))
