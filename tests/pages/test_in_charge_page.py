"""Gegevens en methode on a server with separate roles: whose lists are named, and who takes a damaged set out of use."""

import pytest
from page_runs import button, checked, said, visit
from rights_year import YEAR

from monitor.access import rights, roles
from monitor.access.records import Person
from monitor.session import Session
from monitor.store.workspace import Workspace
from tests.dialogues.lists import FLOWS, LOCATIONS, good
from widgets import who

TOWNS = ("deventer", "zutphen")
PART = "Gegevens die nu niet meetellen"


def of(code: str, town: str = "") -> Person:
    return Person(f"{code}@example.nl", rights.of_role(roles.load().by_code[code], town, ()), (code,))


@pytest.fixture
def workspace(empty_workspace) -> Workspace:
    """The lists of two municipalities."""
    found = Workspace(empty_workspace)
    for town in TOWNS:
        for name, text in (("locaties", LOCATIONS), ("stroom", FLOWS)):
            good(found, text, f"{name}-{town}.csv", municipality=town, year=YEAR)
    return found


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch):
    return lambda person: monkeypatch.setattr(who, "person", lambda: person)


def damage(workspace: Workspace, table: str, file_name: str) -> str:
    """Cut the file of a table that this data set has, and no other. Returns the data set."""
    (dataset_id,) = (key for key, one in workspace.state().datasets.items() if one.file_name == file_name)
    (path,) = (path for path in workspace.state().files[table] if dataset_id.encode() in path.read_bytes())
    path.write_bytes(path.read_bytes()[:100])
    return dataset_id


def out_of_use(app) -> list[str]:
    return [one.key for one in app.button if one.label == "Haal uit gebruik"]


@pytest.mark.parametrize("part", ["geladen", "versies"])
def test_lists_of_another_municipality_are_not_named(workspace, signed_in, part):
    workspace.retire(next(k for k, d in workspace.state().datasets.items() if d.file_name == "stroom-zutphen.csv"))
    signed_in(of("working_group", "deventer"))
    text = said(visit("gegevens", onderdeel=part))
    assert "locaties-deventer" in text
    assert "zutphen" not in text


def test_buttons_are_there_for_what_they_do_only(workspace, signed_in):
    signed_in(of("working_group", "deventer"))
    app = visit("gegevens")
    assert len(out_of_use(app)) == 2
    for _ in range(2):
        app = checked(button(app, "Haal uit gebruik").click().run())
        assert [e.value for e in app.error] == []
    assert {d.file_name for d in Session(workspace.folder).state().datasets.values()} == {
        "locaties-zutphen.csv",
        "stroom-zutphen.csv",
    }


@pytest.mark.parametrize("code", ["data_manager", "working_group"])
def test_a_damaged_list_is_taken_out_by_who_manages_and_by_its_working_group(workspace, signed_in, code):
    """One of its two files still tells whose list it is."""
    damaged = damage(workspace, "locations", "locaties-deventer.csv")
    signed_in(of(code, "deventer" if code == "working_group" else ""))
    app = visit("gegevens")
    assert PART in said(app)
    assert f"retire_{damaged}" in out_of_use(app)
    app = checked(next(b for b in app.button if b.key == f"retire_{damaged}").click().run())
    assert [e.value for e in app.error] == []
    assert PART not in said(app)
    assert Session(workspace.folder).state().set_aside == ()


def test_a_damaged_list_that_tells_no_more_whose_it_is_stays_for_who_manages(workspace, signed_in):
    damaged = damage(workspace, "flows", "stroom-zutphen.csv")
    signed_in(of("working_group", "deventer"))
    text = said(visit("gegevens"))
    assert PART not in text
    assert "zutphen" not in text
    signed_in(of("data_manager"))
    assert out_of_use(visit("gegevens")) == [f"retire_{damaged}"]


@pytest.mark.parametrize("code", ["viewer", "coach", "steering_group"])
def test_who_takes_nothing_out_of_use_sees_no_damaged_files(workspace, signed_in, code):
    damage(workspace, "locations", "locaties-deventer.csv")
    signed_in(of(code, "deventer"))
    app = visit("gegevens")
    assert PART not in said(app)
    assert out_of_use(app) == []
