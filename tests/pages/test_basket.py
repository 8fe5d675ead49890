"""The basket: what one clicks on any page is kept with a consultation, or waits in the session until there is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from page_runs import button, checked, html_of, said, visit

from monitor import clock
from monitor.blocks import national
from monitor.consultation import items
from monitor.consultation.records import ASKED, FIGURE, SENTENCE, VERDICT
from monitor.consultation.store import Consultations
from monitor.records import DEMO
from monitor.session import Session
from monitor.store.journal import Journal
from tests.consultation.own_data import FALLEN, RECOVERED, Data

ADD, HELD, RENEW = "Voeg toe aan overleg", "Staat in het mandje", "Werk bij in overleg"
MARKS = "Overleg **vet** :red[rood] <img src=x onerror=alert(1)>"


@pytest.fixture
def store(empty_workspace) -> Consultations:
    return Consultations(Journal(empty_workspace))


def in_days(days: int):
    return clock.today() + timedelta(days=days)


def labels(app) -> list[str]:
    return [b.label for b in app.button]


def kept(store: Consultations, consultation_id: str):
    return store.get(consultation_id).items


# ------------------------------------------------------------------------------------------------ where it is kept


def test_without_a_consultation_a_figure_waits_in_the_session_and_says_so(empty_workspace):
    app = visit("overzicht")
    checked(button(app, ADD).click().run())
    assert "Er is nog geen overleg" in said(app)
    assert "Er is nog geen overleg om het bij te bewaren" in app.toast[0].value
    app.switch_page("pages/trend.py")
    checked(app.run())
    assert [e.label for e in app.sidebar.expander] == ["Mandje voor overleg: 1 figuur"]
    assert [e.label for e in visit("overzicht").sidebar.expander] == [], "another visitor has a basket of their own"


def test_with_a_consultation_a_figure_is_kept_in_the_workspace(store):
    made = store.create("Overleg voorjaar", in_days(30))
    app = visit("overzicht")
    checked(button(app, ADD).click().run())
    assert "Bewaard bij: Overleg voorjaar" in said(app)
    item = kept(store, made)[0]
    assert (item.kind, item.page, item.figure, item.link) == (
        FIGURE,
        "overzicht",
        "overzicht",
        {"cijfers": "gepubliceerd"},
    )
    assert item.drawing is not None
    assert ADD not in labels(visit("overzicht"))
    assert HELD in labels(visit("overzicht")), "a new visit sees what was kept"


def test_the_nearest_consultation_to_come_gets_it(store):
    for name, days in (("Later", 60), ("Voorbij", -3), ("Eerst", 5)):
        store.create(name, in_days(days))
    app = visit("overzicht")
    checked(button(app, ADD).click().run())
    assert {one.name: len(one.items) for one in store.all()} == {"Later": 0, "Voorbij": 0, "Eerst": 1}


def test_the_chosen_consultation_gets_it(store):
    store.create("Eerst", in_days(5))
    later = store.create("Later", in_days(60))
    app = visit("overzicht")
    app.session_state["basket.chosen"] = later
    checked(button(checked(app.run()), ADD).click().run())
    assert len(kept(store, later)) == 1


def test_a_consultation_that_is_past_does_not_get_it(store):
    past = store.create("Voorbij", in_days(-3))
    app = visit("overzicht")
    checked(button(app, ADD).click().run())
    assert kept(store, past) == ()
    assert "Er is nog geen overleg" in said(app)


def test_an_invented_consultation_gets_nothing_real_unasked(store):
    made = store.create("Verzonnen", in_days(5), origin=DEMO)
    app = visit("overzicht")
    checked(button(app, ADD).click().run())
    assert kept(store, made) == ()


def test_what_waits_goes_along_when_there_is_a_consultation(store):
    app = visit("overzicht")
    checked(button(app, ADD).click().run())
    made = store.create("Overleg voorjaar", in_days(30))
    checked(app.run())
    checked(button(app, "Bewaar 1 figuur bij dit overleg").click().run())
    assert len(kept(store, made)) == 1
    assert [e.label for e in app.sidebar.expander] == ["Mandje voor overleg: 1 figuur"]
    assert "Bewaar 1 figuur bij dit overleg" not in labels(app)


def test_what_is_taken_out_can_be_put_in_again_with_its_own_text(store):
    made = store.create("Overleg", in_days(30))
    app = visit("overzicht")
    checked(button(app, ADD).click().run())
    checked(button(app, "Haal eruit").click().run())
    assert kept(store, made) == ()
    assert ADD in labels(app)


def test_a_full_disk_loses_nothing_and_is_said(store, monkeypatch):
    store.create("Overleg", in_days(30))
    app = visit("overzicht")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Journal, "append", full)
    checked(button(app, ADD).click().run())
    assert any("Bewaren lukt nu niet" in error.value for error in app.error)
    assert [e.label for e in app.sidebar.expander] == ["Mandje voor overleg: 1 figuur"]
    monkeypatch.undo()


def test_the_name_of_a_consultation_is_text(store):
    store.create(MARKS, in_days(30))
    app = visit("overzicht")
    checked(button(app, ADD).click().run())
    assert "<img src=x" not in html_of(app)
    assert "**vet**" not in app.toast[0].value.replace("\\*\\*", "")
    live = [e.value for kind in ("markdown", "caption") for e in app.get(kind)]
    assert not any("**vet**" in text for text in live)
    assert any(MARKS in e.value for e in app.sidebar.text)


# ------------------------------------------------------------------------------------------------ what can be chosen


def chosen_kinds(store: Consultations) -> list[str]:
    return [item.kind for one in store.all() for item in one.items]


def test_a_verdict_of_the_overview_is_the_verdict_of_the_trend_page(store):
    made = store.create("Overleg", in_days(30))
    app = visit("overzicht")
    checked(next(b for b in app.selectbox if b.label == "Oordeel").select_index(0).run())
    checked(button(app, "Zet dit oordeel in het overleg").click().run())
    item = kept(store, made)[0]
    assert item.kind == VERDICT
    assert item.page == "trend"
    assert item.may_say
    trend = visit("trend", **{k: v for k, v in item.link.items() if k != "cijfers"})
    assert HELD in [b.label for b in trend.main.button]


def test_the_safe_sentence_of_the_checker_is_a_sentence(store):
    made = store.create("Overleg", in_days(30))
    app = visit("trend", opvang="bso", ind="omgeving")
    checked(button(app, "Zet de veilige zin in het overleg").click().run())
    item = kept(store, made)[0]
    assert item.kind == SENTENCE
    assert item.sentence.startswith("Buitenschoolse opvang, omgevingskwaliteit: ")
    assert "2017-2019" in item.sentence


def test_figures_verdicts_and_the_question_of_the_spread_page(example_workspace):
    store = Consultations(Journal(example_workspace))
    made = store.create("Overleg", in_days(2))
    app = visit("spreiding", cijfers="voorbeeld", ind="omgeving", opvang="bso")
    app.session_state["basket.chosen"] = made
    checked(app.run())
    for label in (ADD, "Zet dit oordeel in het overleg", "Zet bij de vragen"):
        checked(button(app, label).click().run())
    assert [item.kind for item in kept(store, made)] == [FIGURE, VERDICT, ASKED]
    assert all(item.flags[0] == "Fictieve gegevens" for item in kept(store, made))
    assert "Mandje voor overleg: 3 stuks" in said(app)


def test_a_role_or_a_day_does_not_make_it_another_figure(store):
    made = store.create("Overleg", in_days(30))
    app = visit("werk-en-aanbod", rol="coach", peildatum=clock.today().isoformat())
    checked(button(app, ADD).click().run())
    assert "rol" not in kept(store, made)[0].link
    assert HELD in labels(visit("werk-en-aanbod"))


def test_a_private_block_has_no_button(store, monkeypatch):
    real = national.overview
    monkeypatch.setattr(national, "overview", lambda *args, **more: replace(real(*args, **more), is_private=True))
    app = visit("overzicht")
    assert ADD not in labels(app)
    assert "Download tabel (XLSX)" in said(app)


def test_a_finding_is_made_when_it_is_clicked_and_not_when_a_page_is_shown(store, monkeypatch):
    made = []
    real = items.from_block
    monkeypatch.setattr(items, "from_block", lambda *args, **more: made.append(args) or real(*args, **more))
    app = visit("overzicht")
    assert made == []
    checked(button(app, ADD).click().run())
    assert len(made) == 1


# -------------------------------------------------------------------------------------------------------- stale ones


def test_a_figure_that_went_stale_can_be_brought_up_to_date_on_its_page(store, empty_workspace, tmp_path):
    made = store.create("Overleg", in_days(30))
    data = Data(Session(empty_workspace), tmp_path)
    first = data.load(0, RECOVERED)
    link = {"ind": data.measure.slug, "opvang": data.types[0].slug}
    app = visit("trend", **link)
    checked(button(app, ADD).click().run())
    store.save_own_text(made, kept(store, made)[0].item_id, "Onze tekst")
    data.session.workspace.retire(first)
    data.load(0, FALLEN)
    again = visit("trend", **link)
    checked(button(again, RENEW).click().run())
    assert RENEW not in labels(again)
    item = kept(store, made)[0]
    assert item.own_text == "Onze tekst"
    assert "3,9" in str(item.table) or any(3.9 in fact.measured[max(fact.measured)] for fact in item.facts)
