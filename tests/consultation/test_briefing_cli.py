"""`python -m monitor briefing`, and the fictitious consultation that comes with the example."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.consultation.store import Consultations
from monitor.demo.consultation import install_consultation
from monitor.records import DEMO
from monitor.session import Session
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace
from tests.consultation.read_office import word_text

ID = "lkk-2027-03"


@pytest.fixture
def run(example_master: Path):
    def command(*words: str):
        result = CliRunner().invoke(app, ["briefing", "--workspace", str(example_master), *words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


def test_it_writes_the_file_and_says_where_and_that_it_is_invented(run, tmp_path, drawn):
    path = tmp_path / "new" / "briefing.docx"
    result = run("--consultation", ID, "--format", "docx", "--out", str(path), "--on", "2027-03-01")
    assert result.exit_code == 0
    assert "Fictieve gegevens. LKK-overleg maart 2027 (voorbeeld), peildatum 1 maart 2027." in result.stdout
    assert f"Bewaard: {path}" in result.stdout
    text = word_text(path.read_bytes())
    assert "In deze briefing staan 5 gesprekspunten, 8 figuren en 6 vragen van leden." in text
    assert [p.name for p in path.parent.iterdir()] == ["briefing.docx"]


def test_a_folder_gets_a_file_of_its_own_name(run, tmp_path):
    run("--consultation", ID, "--format", "xlsx", "--out", str(tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == ["tabellen-lkk-overleg-maart-2027-voorbeeld-fictief.xlsx"]


@pytest.mark.parametrize("name", ["x", "../../etc", ""])
def test_an_unknown_consultation_is_refused_with_what_there_is(run, tmp_path, name):
    result = run("--consultation", name, "--format", "pdf", "--out", str(tmp_path / "a.pdf"))
    assert result.exit_code == 2
    assert f"kennen we niet. Kies uit: {ID}." in result.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_a_name_that_belongs_to_another_form_is_refused_and_what_stood_there_stays(run, tmp_path):
    path = tmp_path / "a.docx"
    path.write_text("mine", "utf-8")
    result = run("--consultation", ID, "--format", "xlsx", "--out", str(path))
    assert result.exit_code == 2
    assert "eindigen op .xlsx" in result.output
    assert path.read_text("utf-8") == "mine"


def test_a_day_that_is_none_and_a_place_that_cannot_be_written_are_refused(run, tmp_path):
    result = run("--consultation", ID, "--format", "xlsx", "--out", str(tmp_path), "--on", "32-13-2026")
    assert result.exit_code == 2
    assert "is geen datum" in result.stderr
    (tmp_path / "file").write_text("")
    result = run("--consultation", ID, "--format", "xlsx", "--out", str(tmp_path / "file" / "a.xlsx"))
    assert result.exit_code == 2
    assert "kan niet worden bewaard" in result.stderr


# ------------------------------------------------------------------------------------------- the fictitious consultation


def test_the_example_holds_a_consultation_that_says_what_the_data_say(example_master):
    session = Session(example_master)
    (found,) = Consultations(session.dialogues.journal).all()
    assert (found.consultation_id, found.origin) == (ID, DEMO)
    assert len(found.points) == 5
    assert all(point.item_ids and point.seen for point in found.points)
    assert {item.origin for item in found.items} == {DEMO}
    assert any(item.native for item in found.items)
    assert [q.members for q in found.questions if q.merged_into] == [1]


def test_no_text_of_the_example_breaks_the_rule_of_two_periods(example_master):
    from datetime import date

    from monitor.consultation import briefing

    session = Session(example_master)
    (found,) = Consultations(session.dialogues.journal).all()
    outline = briefing.outline_of(found, session, on=date(2026, 11, 22))
    said = [
        *outline.core,
        *(text for part in outline.points for text in (part.title, *(text for _, text in part.fields))),
        *(f.own for f in outline.findings),
    ]
    assert [text.text for text in said if text.warning] == []


def test_installing_it_again_changes_nothing(example_workspace):
    store = Consultations(Journal(example_workspace))
    before = store.journal.entries(f"consultations/{ID}")
    assert install_consultation(Workspace(example_workspace)) == ID
    assert Journal(example_workspace).entries(f"consultations/{ID}") == before


def test_a_catalogue_of_another_monitor_gets_none(other_monitor, other_example):
    folder = other_example()
    assert Consultations(Journal(folder)).all() == []
