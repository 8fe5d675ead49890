"""A year or day that nobody can mean is refused in words, by every command and by a link."""

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.store.workspace import Workspace
from tests.dialogues.lists import LOCATIONS, good
from tests.pages.page_runs import visit, warnings


@pytest.fixture
def workspace(empty_workspace):
    good(Workspace(empty_workspace), LOCATIONS)
    return empty_workspace


@pytest.mark.parametrize("year", ["0", "1", "-5", "9999", "99999"])
@pytest.mark.parametrize(
    "command",
    [("dialogue", "status"), ("dialogue", "report", "--kind", "lea", "--out", "weg.docx"), ("import", "weg.csv")],
    ids=["status", "report", "import"],
)
def test_a_year_that_is_none(workspace, command, year):
    result = CliRunner().invoke(app, [*command, "--year", year])
    assert result.exit_code == 2
    assert f"{year} is geen dialoogjaar. Schrijf een jaar van 1990 tot en met 2100." in result.stderr


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "31-12-9999"])
def test_a_day_that_nobody_can_mean(workspace, day):
    result = CliRunner().invoke(app, ["dialogue", "status", "--on", day])
    assert result.exit_code == 2
    assert f"'{day}' is geen datum." in result.stderr


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("tab", ["stand", "inrichten"])
def test_a_link_with_such_a_day(workspace, tab, day):
    told = " ".join(warnings(visit("dialoog", tab=tab, peildatum=day)))
    assert f"Deze link kent de peildatum '{day}' niet." in told
