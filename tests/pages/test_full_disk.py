"""A workspace that is full or may not be written: importing, retiring, compacting and the example say so in Dutch."""

import errno

import pytest
from page_runs import button, checked, html_of, visit
from typer.testing import CliRunner

from monitor.cli import app as commands
from monitor.session import Session
from monitor.store.workspace import Workspace
from tests.dialogues.lists import LOCATIONS, good
from tests.pages.test_data_page import upload

SUMMARIES = "opvangsoort;onderdeel;periode;n;gemiddelde;sd\nPOV;omgeving;2017-2019;20;4,1;1\n"
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def filled(empty_workspace):
    good(Workspace(empty_workspace), SUMMARIES)
    return empty_workspace


@pytest.fixture
def full_disk(monkeypatch):
    def full(*_, **__):
        raise FULL

    monkeypatch.setattr("monitor.store.workspace.Workspace._log", full)
    monkeypatch.setattr("monitor.store.workspace.Workspace.staging", full)


def run(*words):
    result = CliRunner().invoke(commands, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    return result.stdout + result.stderr


def test_commands(filled, full_disk, tmp_path):
    path = tmp_path / "lijst.csv"
    path.write_text(LOCATIONS.replace("K1", "K7"))
    (dataset,) = Session(filled).state().datasets
    assert "Het lukt niet (de schijf is vol). Kijk of" in run("import", str(path))
    told = "In de werkmap kan niets worden bewaard (de schijf is vol). Er is niets veranderd."
    assert told in run("retire", dataset)
    assert told in run("demo")
    assert list(Session(filled).state().datasets) == [dataset]


def test_the_checks_need_some_space(filled, monkeypatch):
    def full(*_):
        raise FULL

    monkeypatch.setattr("monitor.checks.empty_file", full)
    told = run("check")
    assert "De controle lukt niet (de schijf is vol)." in told
    assert "reservekopie" not in told


def test_an_upload(filled, full_disk):
    app = visit("dialoog", tab="inlezen", jaar="2026", wat="locaties")
    app = upload(app, LOCATIONS.replace("K1", "K7").encode(), "lijst.csv")
    assert "Er is nog niets bewaard." in app.error[0].value
    assert "Het lukt niet (de schijf is vol)." in html_of(app)


def test_a_data_set_that_is_taken_out_of_use(filled, full_disk):
    app = checked(button(visit("gegevens", onderdeel="geladen"), "Haal uit gebruik").click().run())
    assert [e.value for e in app.error] == ["Dit lukt nu niet. Er is niets veranderd. Waarschuw uw beheerder."]
    assert len(Session(filled).state().datasets) == 1


def test_a_data_set_that_somebody_else_took_out_of_use(filled):
    app = visit("gegevens", onderdeel="geladen")
    (dataset,) = Session(filled).state().datasets
    Session(filled).workspace.retire(dataset)
    checked(button(app, "Haal uit gebruik").click().run())


def test_the_example(empty_workspace, full_disk):
    app = checked(button(visit("overzicht"), "Laad voorbeeld (fictief)").click().run())
    assert "Het voorbeeld kan nu niet worden geladen. Waarschuw uw beheerder." in [e.value for e in app.error]
