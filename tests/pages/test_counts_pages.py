"""The same pages read counts that were made elsewhere, and say what is not there without raw rows."""

import pytest
from page_runs import blocks, charts, said, visit

from monitor import paths
from monitor.distributed import export
from monitor.distributed.take_in import take_in
from monitor.records import DEMO
from monitor.session import Session

NOTE = "We hebben hier alleen tellingen, geen losse scores."


@pytest.fixture(scope="module")
def counted_master(example_master, tmp_path_factory):
    folder = tmp_path_factory.mktemp("counted")
    raw = Session(example_master)
    export.write(raw, raw.state(), DEMO, folder / "delivery", raw=False)
    session = Session(folder / "workspace")
    assert take_in(folder / "delivery", session.workspace, session.catalogue, label="Fictieve tellingen").kept
    return folder / "workspace"


@pytest.fixture
def counted_workspace(counted_master, monkeypatch):
    monkeypatch.setenv(paths.WORKSPACE_VARIABLE, str(counted_master))


def test_the_spread_page_draws_the_same_dots_and_says_what_it_cannot_know(counted_workspace):
    app = visit("spreiding", cijfers="voorbeeld", ind="ouders")
    words = said(app)
    assert NOTE in words
    assert "Welke score bij welke organisatie hoort, weten we hier niet." in words
    assert "Fictieve gegevens" in words
    strip = next(chart for chart in charts(app) if chart.alt.startswith("Stippendiagram"))
    assert "2 van 42 onder 3,0" in strip.spec
    assert any(NOTE in block for block in blocks(app).values())


def test_with_raw_rows_nothing_of_the_kind_is_said(example_workspace):
    assert "losse scores" not in said(visit("spreiding", cijfers="voorbeeld", ind="ouders"))


def test_the_other_national_pages_and_the_data_page_read_counts(counted_workspace):
    assert charts(visit("trend", cijfers="voorbeeld"))
    assert "hersteld" in said(visit("overzicht", cijfers="voorbeeld"))
    words = said(visit("gegevens", deel="geladen", cijfers="voorbeeld"))
    assert "Fictieve tellingen" in words
    assert "tellingen" in words
