"""A damaged file in the workspace: every page works with the rest, says what is missing, and says what to do."""

import shutil

import pytest
from page_runs import PAGES, button, checked, said, visit, warnings

from monitor.access.records import TOTALS, DialogueScope, Person, Rights
from monitor.consultation.records import Point
from monitor.consultation.store import Consultations
from monitor.dialogues import drafts, reader
from monitor.records import DEMO
from monitor.session import Session
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace
from tests.dialogues.lists import good

YEAR, MUNICIPALITY = 2026, "voorbeeldstad"
MISSING = "Niet alle gegevens tellen mee."


def cut(folder, table):
    (path,) = (folder / "tables" / table).glob("*.parquet")
    path.write_bytes(path.read_bytes()[:100])


def rot(folder, table):
    """Damage in the middle, that size and footer do not show."""
    (path,) = (folder / "tables" / table).glob("*.parquet")
    content = path.read_bytes()
    path.write_bytes(content[:200] + b"\xff" * 400 + content[600:])


def told(app):
    return [text for text in warnings(app) if text.startswith(MISSING)]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_works_and_says_what_is_missing(example_workspace, page):
    cut(example_workspace, "organisation_sums")
    cut(example_workspace, "dialogues")
    app = visit(page, cijfers="voorbeeld")
    (warning,) = told(app)
    assert "2 sets" in warning
    assert "Zet een reservekopie terug." in warning
    assert "-onvolledig" in said(app)


@pytest.mark.parametrize(
    ("page", "table", "params"),
    [
        ("overzicht", "organisation_sums", {}),
        ("spreiding", "scores", {}),
        ("dialoog", "answers", {"tab": "stand"}),
        ("dialoog", "locations", {"tab": "dekking"}),
    ],
)
def test_damage_that_only_reading_shows_is_set_aside_at_once(example_workspace, page, table, params):
    rot(example_workspace, table)
    app = visit(page, cijfers="voorbeeld", **params)
    assert len(told(app)) == 1


def test_damage_while_people_work_costs_the_next_click_only_what_is_damaged(example_workspace, monkeypatch):
    app = visit("overzicht", cijfers="voorbeeld")
    assert told(app) == []
    rot(example_workspace, "scores")
    app.switch_page("pages/spreiding.py")
    assert len(told(checked(app.run()))) == 1


def test_a_file_that_is_cut_off_while_people_work_is_told_by_a_page_that_never_reads_it(example_workspace, monkeypatch):
    app = visit("overzicht", cijfers="voorbeeld")
    assert told(app) == []
    monkeypatch.setattr("monitor.store.damage.Watch.is_time", lambda _: True)  # a second went by
    cut(example_workspace, "dialogues")
    assert len(told(checked(app.run()))) == 1


def test_who_does_not_manage_the_data_reads_how_many_and_not_which(example_workspace, monkeypatch):
    cut(example_workspace, "organisation_sums")
    monkeypatch.setattr("widgets.who.person", lambda: Person("v@example.nl", Rights(national=True)))
    (warning,) = told(visit("overzicht", cijfers="voorbeeld"))
    assert "1 set" in warning
    assert "“" not in warning
    assert "Uw beheerder kan dit herstellen." in warning


def test_the_data_page_says_which_file_and_takes_the_set_out_of_use(empty_workspace):
    workspace = Workspace(empty_workspace)
    good(workspace, "opvangsoort;onderdeel;periode;n;gemiddelde;sd\nPOV;omgeving;2017-2019;20;4,1;1\n")
    cut(empty_workspace, "summaries")
    app = visit("gegevens")
    assert len(told(app)) == 1
    text = said(app)
    assert "Gegevens die nu niet meetellen" in text
    assert "is afgebroken of vervangen" in text
    assert "1 keer niet goed" in text
    app = checked(button(app, "Haal uit gebruik").click().run())
    assert told(app) == []
    assert "onvolledig" not in said(app)
    assert "niet goed" not in said(app)
    assert "1 beschadigd bestand is niet meer in gebruik." in said(app)


def test_a_name_of_a_set_is_text(empty_workspace):
    workspace = Workspace(empty_workspace)
    good(workspace, "opvangsoort;onderdeel;periode;n;gemiddelde;sd\nPOV;omgeving;2017-2019;20;4,1;1\n")
    (entry,) = (empty_workspace / "log").glob("*.json")
    told_there = entry.read_text("utf-8")
    label = next(iter(workspace.state().datasets.values())).label
    entry.write_text(told_there.replace(f'"label": "{label}"', '"label": "**vet** [x](http://x) <b>"'), "utf-8")
    cut(empty_workspace, "summaries")
    (warning,) = told(visit("overzicht"))
    assert "**vet**" not in warning
    assert "[x](" not in warning


def lost_changes(app):
    return [text for text in warnings(app) if "niet te lezen" in text and "dialoog" in text]


@pytest.mark.parametrize("stream", reader.STREAMS)
def test_the_dialogue_page_names_a_change_that_cannot_be_read_to_who_sets_up(empty_workspace, monkeypatch, stream):
    assert lost_changes(visit("dialoog")) == []
    folder = empty_workspace / "journal" / stream
    folder.mkdir(parents=True)
    folder.joinpath("20260601T120000000000Z-abcd1234.json").write_text('{"at": "2026', "utf-8")
    (warning,) = lost_changes(visit("dialoog"))
    assert warning.startswith("1 wijziging in de dialoog is niet te lezen.")
    assert "abcd1234" in warning
    assert "Zet een reservekopie terug." in warning
    scope = DialogueScope(level=TOTALS)
    person = Person("s@example.nl", Rights(national=True, dialogues={"": scope}))
    monkeypatch.setattr("widgets.who.person", lambda: person)
    (warning,) = lost_changes(visit("dialoog"))
    assert warning.startswith("1 wijziging in de dialoog is niet te lezen.")
    assert "abcd1234" not in warning
    assert "Uw beheerder kan dit herstellen." in warning


# ---------------------------------------------------------------------------------- what somebody types in is taken away


def test_a_consultation_that_goes_while_somebody_types(empty_workspace):
    store = Consultations(Journal(empty_workspace))
    one = store.create("Overleg")
    point = store.save_point(one, Point("", means="Begin."))
    app = visit("overleg", id=one, stap="punten")
    shutil.rmtree(empty_workspace / "journal" / "consultations" / one)
    field = next(f for f in app.text_area if (f.key or "").endswith(f"{point}:means"))
    app = checked(field.input("Begin. En verder getypt.").run())
    assert "Waar u in typte, is er niet meer." in said(app)
    assert "Begin. En verder getypt." in [element.value for element in app.text]


def test_a_form_that_goes_while_somebody_types(example_workspace):
    session = Session(example_workspace)
    place = session.dialogues.cycle(DEMO, MUNICIPALITY, YEAR).active[0]
    journal = session.dialogues.journal
    draft = drafts.start(journal, DEMO, MUNICIPALITY, YEAR, f"internal_{place.kind}", place.location_id)
    app = visit("dialoog", tab="invullen", cijfers="voorbeeld", jaar=str(YEAR), concept=draft)
    folder = example_workspace / "journal" / "drafts" / draft
    shutil.rmtree(folder)
    app = checked(app.text_area[0].input("Net getypt.").run())
    assert "Waar u in typte, is er niet meer." in said(app)
    assert "Net getypt." in [element.value for element in app.text]
    assert not folder.exists(), "half a form is not made"


def test_what_comes_back_is_kept_after_all(empty_workspace):
    store = Consultations(Journal(empty_workspace))
    one = store.create("Overleg")
    point = store.save_point(one, Point("", means="Begin."))
    app = visit("overleg", id=one, stap="punten")
    folder = empty_workspace / "journal" / "consultations" / one
    shutil.move(folder, empty_workspace / "away")
    field = next(f for f in app.text_area if (f.key or "").endswith(f"{point}:means"))
    app = checked(field.input("Begin. En verder getypt.").run())
    shutil.move(empty_workspace / "away", folder)
    app.query_params.update({"id": one, "stap": "punten"})
    app = checked(app.run())
    app = checked(app.run())
    assert "Waar u in typte" not in said(app)
    assert store.get(one).points[0].means == "Begin. En verder getypt."
