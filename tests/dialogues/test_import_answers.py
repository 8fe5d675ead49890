"""The questions of an import, answered with options of the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from tests.dialogues.forms.form_exports import NAMED, NL, answers, own, write_xlsx

LOCATIONS = "code;naam;soort\nK1;De Regenboog;kinderopvang\nK2;Het Nest;kinderopvang\n"


@pytest.fixture
def export(empty_workspace: Path, tmp_path: Path) -> str:
    """An export of which the command line must ask three things, in a workspace that knows the locations."""
    places = tmp_path / "locaties.csv"
    places.write_text(LOCATIONS, "utf-8")
    assert CliRunner().invoke(app, ["import", str(places)]).exit_code == 0
    rows = [[*NL, "Naam van uw locatie", *NAMED, "Iets anders"], [*own(1), "Het Nestt", *answers(), "x"]]
    return str(write_xlsx(tmp_path / "export.xlsx", rows))


def test_a_refusal_says_which_options_answer_it(export: str):
    result = CliRunner().invoke(app, ["import", export])
    assert result.exit_code == 2
    for option in ("--column 'Iets anders=...'", "--value form_type:=...", "--value 'location:Het Nestt=K2'"):
        assert option in result.output


def test_with_the_answers_the_file_is_kept_and_the_next_one_needs_none(export: str, tmp_path: Path):
    told = ["--column", "Iets anders=", "--value", "form_type:=internal_childcare", "--value", "location:Het Nestt=K2"]
    result = CliRunner().invoke(app, ["import", export, *told])
    assert result.exit_code == 0, result.output
    rows = [[*NL, "Naam van uw locatie", *NAMED, "Iets anders"], [*own(2), "Het Nestt", *answers("later"), ""]]
    again = CliRunner().invoke(app, ["import", str(write_xlsx(tmp_path / "next.xlsx", rows))])
    assert again.exit_code == 0, again.output


@pytest.mark.parametrize("option", [["--column", "zonder"], ["--value", "zonder"], ["--value", "geen dubbele punt=K1"]])
def test_an_answer_that_cannot_be_read_is_refused_with_the_right_form(option: list[str], export: str):
    result = CliRunner().invoke(app, ["import", export, *option])
    assert result.exit_code == 2
    assert "Schrijf het zo" in result.output
