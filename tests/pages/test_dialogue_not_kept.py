"""A full disk, or a folder that may not be written: it is said, nothing changes, and what was typed is still there."""

import errno

import pytest
from page_runs import button, checked, visit

from monitor.dialogues import quotes, tags
from monitor.dialogues.action_lists import from_last_year
from monitor.dialogues.doubles import likely_doubles
from monitor.records import DEMO
from monitor.session import Session
from monitor.store.journal import Journal
from widgets.dialogue.parts import NOT_KEPT

PLACE = (DEMO, "voorbeeldstad", 2026)


@pytest.fixture
def full_disk(example_workspace, monkeypatch):
    """The example with one label and one quote, on a disk that is full from now on."""
    session = Session(example_workspace)
    year, journal = session.dialogues.cycle(*PLACE), session.dialogues.journal
    one = next(d for d in year.dialogues if d.is_current and any(a.stands_out for a in d.answers.values()))
    answer = next(a for a in one.answers.values() if a.stands_out)
    tags.put(journal, year, (one.dialogue_id, answer.theme, "stands_out"), "Ons label")
    quotes.pick(journal, year, one.dialogue_id, answer.theme, "stands_out", answer.stands_out[:20], checked=True)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Journal, "append", full)
    return session


def on(tab: str, **more):
    """A day that is still to come: on an earlier day actions can only be read."""
    return visit("dialoog", tab=tab, cijfers="voorbeeld", jaar="2026", peildatum="2040-01-15", **more)


def press(app, label: str):
    return checked(button(app, label).click().run())


def errors(app) -> list[str]:
    return [element.value for element in app.error]


def test_an_action_that_is_changed(full_disk):
    one = full_disk.dialogues.cycle(*PLACE).actions[0]
    app = on("acties", actie=one.action_id)
    next(f for f in app.text_area if f.value == one.text).set_value("Andere tekst")
    app = press(app, "Bewaar")
    assert errors(app) == [NOT_KEPT]
    assert "Andere tekst" in [f.value for f in app.text_area]
    assert app.success == []


def test_an_action_that_is_added_or_taken_over(full_disk):
    assert from_last_year(full_disk.dialogues.cycle(*PLACE))
    app = on("acties")
    next(f for f in app.text_area if f.label.startswith("Actie: wat")).set_value("Nieuw")
    app = press(app, "Voeg toe")
    assert errors(app) == [NOT_KEPT]
    assert "Nieuw" in [f.value for f in app.text_area]
    assert errors(press(app, "Neem over naar dit jaar")) == [NOT_KEPT]


def test_a_quote_that_is_taken_away(full_disk):
    app = press(on("themas"), "Haal dit citaat weg")
    assert errors(app) == [NOT_KEPT]
    assert len(quotes.picked(full_disk.dialogues.journal, *PLACE)) == 1


def test_a_label_and_a_quote(full_disk):
    (place,) = tags.tags_of(full_disk.dialogues.journal, year := full_disk.dialogues.cycle(*PLACE))
    app = on("themas", thema=year.settings.theme(place[1]).slug)
    app.session_state["answer.open"] = place
    app = checked(app.run())
    next(f for f in app.text_input if f.label == "Of een eigen label").set_value("Nog een")
    assert errors(press(app, "Zet label")) == [NOT_KEPT]
    next(f for f in app.text_area if f.label == "Citaat voor het verslag").set_value(year_text(year, place)[:30])
    next(c for c in app.checkbox if c.label.startswith("Ik heb het nagekeken")).check()
    assert errors(press(app, "Neem op als citaat")) == [NOT_KEPT]
    assert errors(press(app, "Haal weg: Ons label")) == [NOT_KEPT]
    assert list(tags.tags_of(full_disk.dialogues.journal, year).values()) == [("Ons label",)]


def year_text(year, place) -> str:
    return next(d for d in year.dialogues if d.dialogue_id == place[0]).answers[place[1]].stands_out


def test_settings(full_disk):
    app = on("inrichten")
    next(f for f in app.text_input if f.label == "Naam van de gemeente").set_value("Andere stad")
    app = press(app, "Bewaar")
    assert errors(app) == [NOT_KEPT]
    assert "Andere stad" in [f.value for f in app.text_input]
    assert full_disk.dialogues.settings(*PLACE).municipality_label != "Andere stad"


def test_a_decision_on_a_likely_double(full_disk):
    assert likely_doubles(full_disk.dialogues.cycle(*PLACE))
    app = on("inlezen")
    assert errors(press(app, "Ja, dezelfde (paar 1)")) == [NOT_KEPT]
    assert likely_doubles(full_disk.dialogues.cycle(*PLACE))
