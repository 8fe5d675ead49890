"""The first step of Overleg voorbereiden: making a consultation, finding it again, and what it is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from consultation_page import ON, STEPS, field, kept, open_, press
from page_runs import button, checked, said, visit, warnings

from monitor.consultation.store import Consultations
from monitor.records import DEMO, DEMO_STAMP


def test_a_newcomer_is_told_what_the_page_is_for_and_makes_a_consultation(store: Consultations):
    app = visit("overleg", peildatum=ON)
    assert "Hier maakt u de briefing voor een overleg." in said(app)
    assert "Laad voorbeeld (fictief)" in said(app)
    app = press(app, "consultation_make")
    assert [e.value for e in app.error] == ["Geef het overleg eerst een naam."]
    field(app, "name_0").input("LKK voorjaar").run()
    field(app, "held_0").set_value(date(2027, 3, 12)).run()
    field(app, "parties_0").input("ministerie\n\nonderzoekers ").run()
    app = press(app, "consultation_make")
    (made,) = store.all()
    assert (made.name, made.held_on, made.parties, made.origin) == (
        "LKK voorjaar", date(2027, 3, 12), ("ministerie", "onderzoekers"), "own",
    )  # fmt: skip
    assert app.query_params["id"] == made.consultation_id
    assert "Nog 11 dagen tot het overleg." in said(app)


def test_the_link_brings_one_to_the_step_of_a_consultation(one: str):
    for step in STEPS:
        app = open_(one, step)
        assert app.query_params["id"] == one
        assert "Nog 11 dagen tot het overleg." in said(app)
        assert warnings(app) == []


def test_an_unknown_consultation_is_said_and_the_nearest_is_shown(store: Consultations, one: str):
    store.create("Later", date(2027, 9, 1))
    store.create("Voorbij", date(2027, 2, 1))
    app = open_("bestaat-niet", "punten")
    (told,) = warnings(app)
    assert "bestaat-niet" in told
    assert "LKK voorjaar" in told
    assert app.query_params["id"] == one


def test_an_invented_consultation_shows_only_beside_invented_figures_or_by_its_link(store: Consultations, one: str):
    invented = store.create("Verzonnen", date(2027, 3, 2), origin=DEMO)
    assert "Verzonnen" not in said(visit("overleg", peildatum=ON))
    app = open_(invented, "briefing")
    assert "Verzonnen (2 maart 2027), fictief voorbeeld" in said(app)
    assert f"⚠ {DEMO_STAMP}." in said(app)


def test_a_newcomer_who_asks_for_the_example_sees_its_consultation(example_workspace: Path):
    app = visit("overleg")
    assert "Hier maakt u de briefing voor een overleg." in said(app)
    app = checked(button(app, "Toon het voorbeeld (fictief)").click().run())
    assert "fictief voorbeeld" in app.selectbox[0].options[0]
    assert f"⚠ {DEMO_STAMP}." in said(app)
    assert "Maak een overleg" not in [h.value for h in app.header]


def test_every_change_is_kept_at_once_and_only_what_changed(store: Consultations, one: str):
    app = open_(one, "overleg")
    field(app, "contact").input("secretariaat").run()
    field(app, "parties").input("ministerie\nLKK").run()
    field(app, "closes_on").set_value(date(2027, 3, 20)).run()
    checked(app)
    now = kept(store, one)
    assert (now.contact, now.parties, now.closes_on) == ("secretariaat", ("ministerie", "LKK"), date(2027, 3, 20))
    assert "Laatst bewaard" in said(app)
    assert "De laatste dag voor vragen is na het overleg. Klopt dat?" in warnings(app)
    changed = [e["fields"].keys() for e in store.journal.entries(f"consultations/{one}") if e["kind"] == "basics"]
    assert [list(names) for names in changed] == [["contact"], ["parties"], ["closes_on"]]


def test_an_empty_name_is_refused_and_said_beside_the_field(store: Consultations, one: str):
    app = open_(one, "overleg")
    field(app, "name").input(" ").run()
    assert "Dit is niet bewaard. Geef het overleg een naam." in said(checked(app))
    assert kept(store, one).name == "LKK voorjaar"
    field(app, "name").input("LKK zomer").run()
    assert "Dit is niet bewaard" not in said(checked(app))
    assert kept(store, one).name == "LKK zomer"
    assert "LKK zomer (12 maart 2027)" in app.selectbox[0].options
