"""The tab Stand: the timeline, what to do today and for whom, and whether there are figures."""

import re
from dataclasses import replace
from datetime import date

import pytest
from dialogue_year import NOW, fill, location
from page_runs import blocks, charts, html_of, plain, said, visit, warnings

from monitor.dialogues.settings import save, template
from monitor.dialogues.status import status
from monitor.dialogues.todo import todo
from monitor.records import DEMO, OWN
from monitor.session import Session

SCRIPT = "<img src=x onerror=alert(1)>"
MARKS = "**vet** [klik](javascript-x)"


def stand(**more):
    return visit("dialoog", **{"tab": "stand", "cijfers": "voorbeeld", "peildatum": NOW} | more)


def example(workspace, year=2026):
    return Session(workspace).dialogues.cycle(DEMO, "voorbeeldstad", year)


@pytest.fixture
def year(example_workspace):
    return example(example_workspace)


def test_the_timeline_says_what_the_functions_say(year):
    app = stand()
    now = status(year, date.fromisoformat(NOW))
    (wide, narrow) = charts(app)
    assert wide.alt == narrow.alt
    assert wide.alt.startswith("Tijdlijn van 6 fasen in dialoogjaar 2026.")
    text = said(app)
    for state in now.phases:
        assert state.sentence in text
        assert state.phase.label in text
    internal = now.phases[0]
    assert f"{internal.done} van {internal.required}" in wide.spec
    assert "peildatum 21 november 2026" in wide.spec
    assert "<table" in blocks(app)["kib_block_tijdlijn"]
    assert "Fictieve gegevens" in plain(blocks(app)["kib_block_te_doen"])


def test_on_another_day_the_year_stands_elsewhere(year):
    app = stand(peildatum="2026-04-15")
    text = said(app)
    assert "Nu bezig: Interne dialoog en Gezamenlijke dialoog." in text.replace("\\", "")
    assert "Nog niet compleet" not in text
    assert "Nog 46 dagen tot 31 mei 2026." in text


def test_every_task_is_there_with_area_and_contact(year):
    app = stand()
    tasks = todo(year, date.fromisoformat(NOW))
    listed = blocks(app)["kib_block_te_doen"]
    assert listed.count("<li>") == len(tasks)
    shown = plain(listed)
    for task in tasks:
        assert " ".join(task.sentence.split()) in shown
        assert task.contact_role in shown
    assert f"Te doen op 21 november 2026: {len(tasks)} taken" in said(app)


def test_the_filter_on_an_area_leaves_its_tasks(year):
    tasks = todo(year, date.fromisoformat(NOW))
    area = tasks[0].area
    mine = [task for task in tasks if task.area == area]
    app = stand(wijk=area)
    label = year.settings.area_label(area)
    assert f"U ziet: wijk {label}, {len(mine)} van {len(tasks)} taken." in said(app)
    listed = blocks(app)["kib_block_te_doen"]
    assert listed.count("<li>") == len(mine)
    assert set(re.findall(r"Wijk ([^·]+) ·", plain(listed))) == {label}


def test_tasks_without_an_area_are_named_as_such(empty_workspace):
    fill(empty_workspace, {"locations": [location("k1", "childcare", "Opvang Een", area=None)]})
    app = visit("dialoog", tab="stand", peildatum=NOW, wijk="onbekend")
    assert "U ziet: wijk niet bekend, 1 van 1 taken." in said(app)


def test_an_unknown_area_in_the_link_is_said(year):
    told = warnings(stand(wijk="nergens"))
    assert any("'nergens' voor 'wijk' niet" in text for text in told)


def test_the_triple_and_the_series_tell_four_states_apart(year):
    shown = plain(blocks(stand())["kib_block_drie_kanten"])
    for word in ("Bereik", "Kwaliteit van de uitvoering", "Opbrengsten", "Te klein", "Ontbreekt", "Niet gevraagd"):
        assert word in shown
    assert "Anders geteld vanaf" in shown


def test_without_tasks_it_says_so(empty_workspace):
    fill(empty_workspace, {"locations": [location("k1", "childcare", "Opvang Een")]})
    app = visit("dialoog", tab="stand", peildatum="2026-03-10")
    assert "Op 10 maart 2026 is er niets te doen" in said(app)
    assert "Vandaag" not in " ".join(h.value for h in app.header)
    assert "kib_block_te_doen" not in blocks(app)


def test_names_and_areas_are_text(empty_workspace):
    fill(empty_workspace, {"locations": [location("k1", "childcare", f"{SCRIPT} {MARKS}", area=f"{SCRIPT}")]})
    app = visit("dialoog", tab="stand", peildatum=NOW)
    assert SCRIPT not in html_of(app)
    assert "heeft de interne dialoog nog niet ingestuurd" in said(app)
    assert all(SCRIPT not in chart.spec for chart in charts(app))


def test_the_months_of_a_year_are_those_of_its_own_phases(empty_workspace):
    fill(empty_workspace, {"locations": [location("k1", "childcare", "Opvang Een")]})
    shipped = template(2026)
    first = replace(shipped.phases[0], start=date(2026, 2, 1))
    save(Session(empty_workspace).dialogues.journal, OWN, replace(shipped, phases=(first, *shipped.phases[1:])))
    app = visit("dialoog", tab="stand", peildatum=NOW)
    assert "dialoogjaar 2026 (februari 2026 t/m januari 2027)" in said(app)


def test_the_frame_tells_how_a_dialogue_is_counted_and_not_how_national_figures_were_measured(empty_workspace):
    text = said(visit("dialoog", tab="stand", peildatum=NOW))
    assert "gemeten in" not in text
    assert "We vergelijken steeds" not in text
    assert "Er zijn drie tellingen: locaties, gezamenlijke dialogen en paren." in text
    elsewhere = said(visit("overzicht"))
    assert "gemeten in" in elsewhere
    assert "We vergelijken steeds" in elsewhere
    assert "drie tellingen" not in elsewhere
