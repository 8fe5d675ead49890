"""The basket of a consultation: figures in an order, with own words, and told when they changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from consultation_page import ON, field, filled, kept, open_, press
from page_runs import button, checked, said, visit

from monitor.consultation.store import Consultations
from monitor.records import DEMO
from monitor.session import Session
from tests.consultation.build import item


def test_an_empty_basket_says_where_figures_come_from(one: str):
    app = open_(one, "mandje")
    assert "Kies bij een figuur of oordeel “Voeg toe aan overleg”." in said(app)
    assert "Trend en herstel" in said(app)


def test_a_figure_that_waited_goes_along_to_the_new_consultation(store: Consultations):
    app = visit("overzicht", peildatum=ON)
    app = checked(button(app, "Voeg toe aan overleg").click().run())
    app.switch_page("pages/overleg.py").run()
    field(app, "name_0").input("LKK voorjaar").run()
    app = press(app, "consultation_make")
    (made,) = store.all()
    assert len(made.items) == 1
    assert "Het mandje is bewaard bij dit overleg\\: 1 figuur." in " ".join(e.value for e in app.success)


def test_one_orders_rewrites_and_drops_and_can_take_it_back(store: Consultations, one: str):
    first, second, third = filled(store, one, 3)
    app = open_(one, "mandje")
    field(app, f"item:{second}:own_text").input("Onze <b>eigen</b> tekst").run()
    app = press(app, f"Omhoog_{second}")
    assert [i.item_id for i in kept(store, one).items] == [second, first, third]
    assert "Onderdeel 2 staat nu op plaats 1 van 3." in said(app)
    assert app.button(key=f"Omhoog_{second}").disabled
    assert app.button(key=f"Omlaag_{third}").disabled
    app = press(app, f"drop_{second}")
    assert [i.item_id for i in kept(store, one).items] == [first, third]
    app = press(app, "undo_0")
    assert [i.item_id for i in kept(store, one).items] == [second, first, third]
    assert kept(store, one).items[0].own_text == "Onze <b>eigen</b> tekst"
    assert field(app, f"item:{second}:own_text").value == "Onze <b>eigen</b> tekst"


def test_the_figure_and_its_table_show_when_somebody_opens_them(store: Consultations, one: str):
    (only,) = filled(store, one, 1)
    app = open_(one, "mandje")
    assert not app.get("plotly_chart")
    app.session_state[f"look_{only}"] = True
    app = checked(app.run())
    (chart,) = app.get("plotly_chart")
    assert chart.proto.alt == item(1).alt
    assert "Cijfers bij de figuur" in said(app)


def test_stale_figures_say_what_changed_and_the_new_ones_are_taken_over(example_workspace: Path):
    app = visit("trend", cijfers="voorbeeld", ind="omgeving", peildatum=ON)
    store = Consultations(Session(example_workspace).dialogues.journal)
    one = store.create("Met figuren", date(2027, 3, 12), origin=DEMO)
    app = visit("trend", cijfers="voorbeeld", ind="omgeving", peildatum=ON)
    app.session_state["basket.chosen"] = one
    app = checked(app.run())
    app = checked(button(app, "Voeg toe aan overleg").click().run())
    (chosen,) = kept(store, one).items
    fact = chosen.facts[0]
    period = next(iter(fact.measured))
    older = replace(fact, measured={**fact.measured, period: (7, 1.5, 0.5)})
    store.add_item(
        one, replace(chosen, facts=(older, *chosen.facts[1:]), data_version="2026-01-01-ouder", own_text="Van ons")
    )
    app = open_(one, "mandje", cijfers="voorbeeld")
    assert "De cijfers zijn veranderd nadat u dit koos." in said(app)
    assert f"in {period} was het gemiddelde 1,5 (7 groepen) en is het nu" in said(app)
    assert "De cijfers bij dit punt" not in said(app)
    app = press(app, f"renew_{chosen.item_id}")
    assert "De cijfers zijn veranderd nadat u dit koos." not in said(app)
    (now,) = kept(store, one).items
    assert (now.item_id, now.own_text, now.facts) == (chosen.item_id, "Van ons", chosen.facts)
