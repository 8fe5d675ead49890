"""What the list of people names is looked up in what was read in; what cannot be looked up yet is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.access import people
from monitor.access.check import check, still_open
from monitor.cli import app
from monitor.dialogues import settings as years
from monitor.records import OWN
from monitor.session import Session
from tests.dialogues.lists import LOCATIONS, good

PEOPLE = """email,role,municipality,locations
manager@x.nl,data_manager,,
group@x.nl,working_group,,
coach@x.nl,coach,,K1;K99
town@x.nl,policy_officer,Almen,
"""


@pytest.fixture
def fresh(tmp_path: Path) -> Session:
    """A workspace with a list of people, in which nothing was read in."""
    folder = tmp_path / "w"
    (folder / "access").mkdir(parents=True)
    (folder / "access" / "people.csv").write_text(PEOPLE, "utf-8")
    return Session(folder)


def checked(session: Session):
    return check(people.load(session.workspace.folder), session)


def run(session: Session, *words: str):
    return CliRunner().invoke(app, ["access", *words, "--workspace", str(session.workspace.folder)])


def test_without_a_list_of_locations_it_says_which_rows_could_not_be_compared(fresh):
    found = checked(fresh)
    assert (found.problems, found.not_compared) == ((), (4, 5)), "a row without codes has nothing to compare"
    told = run(fresh, "check")
    assert told.exit_code == 0
    assert "In people.csv konden we regel 4 en 5 nog niet vergelijken. Er is nog geen lijst" in told.stdout
    assert found.still_open in told.stdout


def test_as_soon_as_locations_are_there_the_codes_are_judged(fresh):
    checked(fresh)
    good(fresh.workspace, LOCATIONS, "l.csv", municipality="deventer", year=2026)
    found = checked(fresh)
    assert found.not_compared == ()
    assert found.still_open == ""
    assert [(one.row, one.column, one.value) for one in found.problems] == [
        (4, "locations", "K99"), (5, "municipality", "almen"),
    ]  # fmt: skip
    told = run(fresh, "check")
    assert told.exit_code == 2
    assert "nog niet vergelijken" not in told.stdout


def test_a_municipality_without_a_list_of_locations_is_said_beside_one_that_has_it(fresh):
    good(fresh.workspace, LOCATIONS, "l.csv", municipality="deventer", year=2026)
    years.save(fresh.dialogues.journal, OWN, fresh.dialogues.settings(OWN, "zutphen", 2026), by="Wie dit instelde")
    (fresh.workspace.folder / "access" / "people.csv").write_text(
        "email,role,municipality,locations\na@x.nl,coach,zutphen,K1\nb@x.nl,coach,deventer,K1\n", "utf-8"
    )
    found = checked(fresh)
    assert (found.problems, found.not_compared) == ((), (2,))


def test_who_is_added_before_there_are_data_is_told_about_that_row_only(fresh):
    told = run(fresh, "add", "new@x.nl", "--role", "coach", "--locations", "K7")
    assert told.exit_code == 0
    assert "Let op: In people.csv konden we regel 6 nog niet vergelijken." in told.stdout
    assert "Let op" not in run(fresh, "add", "reader@x.nl", "--role", "viewer").stdout


def test_many_rows_are_counted():
    assert "regel 2, 3, 4, 5, 6, 7, 8 en nog 13 nog niet" in still_open(range(2, 22))
