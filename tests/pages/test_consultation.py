"""Overleg voorbereiden as the association meets it: every change is kept at once, nothing that was typed is lost."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from page_runs import button, checked, html_of, plain, said, visit, warnings
from streamlit.testing.v1 import AppTest
from test_data_page import upload
from test_text_of_users import LIVE, MARKS, SCRIPT, labels

from monitor.consultation import briefing
from monitor.consultation.briefing import BriefingError
from monitor.consultation.records import (
    ANSWERED,
    DISCUSSED,
    IN_BRIEFING,
    MERGED,
    MOST_POINTS,
    NEW,
    Consultation,
    Point,
    Question,
)
from monitor.consultation.store import Consultations
from monitor.records import DEMO, DEMO_STAMP
from monitor.session import Session
from monitor.store.journal import Journal
from tests.consultation.build import item
from widgets.consultation.view import NOT_KEPT

ON = "2027-03-01"
STEPS = ("overleg", "mandje", "punten", "vragen", "briefing", "terugkoppeling")
STRANGE = f"{SCRIPT} {MARKS}"


@pytest.fixture
def store(empty_workspace: Path) -> Consultations:
    return Consultations(Session(empty_workspace).dialogues.journal)


@pytest.fixture
def one(store: Consultations) -> str:
    return store.create("LKK voorjaar", date(2027, 3, 12), date(2027, 3, 5), ("ministerie", "onderzoekers"))


def open_(one: str, step: str, **params: str) -> AppTest:
    return visit("overleg", id=one, stap=step, peildatum=ON, **params)


def kept(store: Consultations, one: str) -> Consultation:
    found = Consultations(Journal(store.journal.folder.parent)).get(one)
    assert found is not None
    return found


def field(app: AppTest, name: str):
    """The widget of a field, by the end of its key."""
    for kind in ("text_area", "text_input", "date_input", "selectbox", "multiselect"):
        for found in app.get(kind):
            if (found.key or "").endswith(f"_{name}"):
                return found
    raise KeyError(name)


def press(app: AppTest, key: str) -> AppTest:
    return checked(app.button(key=key).click().run())


def filled(store: Consultations, one: str, n: int = 2) -> list[str]:
    """Items in the basket; their ids."""
    for number in range(1, n + 1):
        store.add_item(one, item(number))
    return [found.item_id for found in kept(store, one).items]


def asked(store: Consultations, one: str, *texts: str, **more) -> tuple[str, ...]:
    return store.add_questions(one, [Question("", text, **more) for text in texts])


# ------------------------------------------------------------------------------------------------------------ the meeting


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


# ------------------------------------------------------------------------------------------------------------- the basket


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


# ------------------------------------------------------------------------------------------------------------- the points


def test_a_point_begins_with_what_the_data_say(store: Consultations, one: str):
    first, _ = filled(store, one)
    store.add_item(one, replace(item(1), flags=("Analyse volgt",)))
    app = press(open_(one, "mandje"), f"point_of_{first}")
    assert app.button(key=f"point_of_{first}").disabled, "there is a point about it already"
    (point,) = kept(store, one).points
    assert item(1).sentence in point.seen
    assert point.item_ids == (first,)
    app = open_(one, "punten")
    labels_ = [area.label for area in app.text_area]
    assert labels_[3:] == [
        "Wat zien we? (punt 1)", "Wat betekent dit voor het veld? (punt 1)", "Wat kan LKK doen? (punt 1)",
        "Wat doet de sector zelf? (punt 1)",
    ]  # fmt: skip
    assert "⚠ Let op: Analyse volgt." in said(app)
    field(app, f"point:{point.point_id}:means").input("Meer rust op de groep.").run()
    field(app, "core:1").input("Het beeld is gemengd.").run()
    now = kept(store, one)
    assert now.points[0].means == "Meer rust op de groep."
    assert now.core == ("", "Het beeld is gemengd.")


def test_no_more_than_seven_points(store: Consultations, one: str):
    for _ in range(MOST_POINTS - 1):
        store.save_point(one, Point("", title="punt"))
    app = press(open_(one, "punten"), "point_new")
    assert len(kept(store, one).points) == MOST_POINTS
    assert "U hebt 7 gesprekspunten. Meer past niet in één overleg." in said(app)
    assert "point_new" not in [b.key for b in app.button]


def test_points_move_and_come_back_after_they_were_taken_away(store: Consultations, one: str):
    first, second = (store.save_point(one, Point("", seen=f"Tekst {n}", title=f"Titel {n}")) for n in (1, 2))
    app = press(open_(one, "punten"), f"Omlaag_{first}")
    assert [p.point_id for p in kept(store, one).points] == [second, first]
    app = press(app, f"drop_point_{second}")
    assert [p.point_id for p in kept(store, one).points] == [first]
    app = press(app, "undo_0")
    assert [(p.point_id, p.seen) for p in kept(store, one).points] == [(second, "Tekst 2"), (first, "Tekst 1")]


def test_a_claim_over_two_periods_is_warned_for_and_the_safe_words_are_one_click_away(store: Consultations, one: str):
    (first,) = filled(store, one, 1)
    claim = "Dit is goed. De omgevingskwaliteit is gestegen."
    point = store.save_point(one, Point("", title="Omgeving", item_ids=(first,)))
    name = f"point:{point}:means"
    app = open_(one, "punten")
    assert not app.get("button") or f"safe_{name}" not in [b.key for b in app.button]
    field(app, name).input(claim).run()
    assert "Zet 2017-2019 erbij." in said(checked(app))
    assert "Wel zeggen:" in said(app)
    app = press(app, f"safe_{name}")
    changed = kept(store, one).points[0].means
    assert "is gestegen" not in changed
    assert changed.startswith("Dit is goed.")
    assert f"safe_{name}" not in [b.key for b in app.button]
    app = press(app, "undo_0")
    assert kept(store, one).points[0].means == claim
    assert field(app, name).value == claim


@pytest.mark.parametrize("step", ["mandje", "vragen", "terugkoppeling"])
def test_own_words_and_answers_are_guarded_too(store: Consultations, one: str, step: str):
    (first,) = filled(store, one, 1)
    (question,) = asked(store, one, "Hoe gaat het?", item_id=first)
    app = opened(one, step, question)
    name = f"item:{first}:own_text" if step == "mandje" else f"question:{question}:answer"
    field(app, name).input("De omgevingskwaliteit is gestegen.").run()
    assert "Zet 2017-2019 erbij." in said(checked(app))
    field(app, name).input("De omgevingskwaliteit is hersteld.").run()
    assert "Zet 2017-2019 erbij." not in said(checked(app))


def test_two_people_in_one_text_lose_nothing(store: Consultations, one: str):
    point = store.save_point(one, Point("", seen="Begin.", means="Ook."))
    name = f"point:{point}:seen"
    app = open_(one, "punten")
    colleague = replace(kept(store, one).points[0], seen="De collega schreef dit.", means="Ook van de collega.")
    store.save_point(one, colleague)
    field(app, name).input("Ik schreef dat.").run()
    checked(app)
    assert "Iemand anders schreef hier ook iets:" in said(app)
    assert "De collega schreef dit." in [t.value for t in app.text]
    app = press(app, f"below_{name}")
    now = kept(store, one).points[0]
    assert now.seen == "Ik schreef dat.\n\nDe collega schreef dit."
    assert now.means == "Ook van de collega."
    assert "Iemand anders schreef hier ook. Uw eigen tekst is bewaard." in said(app)
    app = press(app, "newer_consultation")
    assert field(app, f"point:{point}:means").value == "Ook van de collega."


# ---------------------------------------------------------------------------------------------------------- the questions

MAIL = """Van: Anna <anna@voorbeeld.nl>
Onderwerp: vragen

Beste collega,

Waarom is de score in de peuteropvang lager?
Kunnen we meer doen met ouders?

Met vriendelijke groet,
Anna
06-12345678
"""


def test_pasting_shows_what_is_taken_and_what_is_left_out_before_it_is_kept(store: Consultations, one: str):
    app = open_(one, "vragen")
    field(app, "paste_text_0").input(MAIL).run()
    checked(app)
    assert "Waarom is de score in de peuteropvang lager?" in said(app)
    assert "Dit laten wij weg" in said(app)
    assert kept(store, one).questions == ()
    app.selectbox(key="asked_paste_measure_0").select("environment_quality").run()
    app = press(app, "asked_add")
    questions = kept(store, one).questions
    assert [q.text for q in questions] == [
        "Waarom is de score in de peuteropvang lager?",
        "Kunnen we meer doen met ouders?",
    ]
    assert {q.measure for q in questions} == {"environment_quality"}
    everything = str(store.journal.entries(f"consultations/{one}"))
    assert "anna@" not in everything.lower()
    assert "12345678" not in everything
    assert field(app, "paste_text_1").value == ""
    press(app, "undo_0")
    assert kept(store, one).questions == ()


def test_a_question_is_typed(store: Consultations, one: str):
    app = open_(one, "vragen")
    app = checked(app.radio(key="asked.way").set_value("type").run())
    app = press(app, "asked_add")
    assert [e.value for e in app.error] == ["Schrijf eerst een vraag of suggestie."]
    field(app, "type_text_0").input("Meet ook buiten spelen.").run()
    app.radio(key="asked_type_kind_0").set_value("suggestion").run()
    press(app, "asked_add")
    (question,) = kept(store, one).questions
    assert (question.text, question.kind, question.received_on) == (
        "Meet ook buiten spelen.", "suggestion", date(2027, 3, 1),
    )  # fmt: skip


def test_a_file_is_checked_first_and_kept_whole(store: Consultations, one: str):
    app = open_(one, "vragen")
    app = checked(app.radio(key="asked.way").set_value("file").run())
    header = "vraag;opvangsoort;datum"
    app = upload(app, f"{header}\nWaarom?;ruimteschip;1-2-2027\n".encode(), "vragen.csv")
    assert "Er is nog niets bewaard." in app.error[0].value
    assert "ruimteschip" in plain(html_of(app))
    assert "asked_add" not in [b.key for b in app.button]
    good = f"{header}\nWaarom? Mail an@voorbeeld.nl;BSO;1-2-2027\nEn hoe?;;\n"
    app = upload(app, good.encode(), "vragen.csv")
    press(app, "asked_add")
    first, second = kept(store, one).questions
    assert first.received_on == date(2027, 2, 1)
    assert first.care_type
    assert "an@" not in first.text
    assert second.text == "En hoe?"


def test_a_proposal_is_accepted_or_refused_and_refusing_lasts(store: Consultations, one: str):
    texts = (
        "Waarom is de werkstress in de peuteropvang zo hoog?",
        "Waarom is de werkstress in de peuteropvang zo erg hoog?",
    )
    ids = asked(store, one, *texts)
    app = open_(one, "vragen")
    assert "Lijken deze vragen op elkaar?" in said(app)
    merge = next(b for b in app.button if b.label == "Voeg samen")
    app.radio(key=merge.key.replace("merge_", "speaks_")).set_value(ids[1]).run()
    app = checked(button(app, "Voeg samen").click().run())
    by_id = {q.question_id: q for q in kept(store, one).questions}
    assert (by_id[ids[0]].status, by_id[ids[0]].merged_into, by_id[ids[1]].members) == (MERGED, ids[1], 2)
    app = press(app, "undo_0")
    assert {q.merged_into for q in kept(store, one).questions} == {""}
    app = checked(button(app, "Laat apart").click().run())
    assert "Lijken deze vragen op elkaar?" not in said(app)
    assert "Lijken deze vragen op elkaar?" not in said(open_(one, "vragen"))


def opened(one: str, step: str, question: str) -> AppTest:
    app = open_(one, step)
    app.session_state[f"question_{question}"] = True
    return checked(app.run())


def test_a_question_is_changed_linked_and_answered(store: Consultations, one: str):
    first, _ = filled(store, one)
    (question, other) = asked(store, one, "Hoe gaat het?", "Wat doen ouders?")
    app = opened(one, "vragen", question)
    name = f"question:{question}"
    field(app, f"{name}:text").input("Hoe gaat het met baby's?").run()
    field(app, f"{name}:measure").select("environment_quality").run()
    app = opened(one, "vragen", question)
    field(app, f"{name}:item_id").select(first).run()
    field(app, f"{name}:status").select(ANSWERED).run()
    field(app, f"{name}:answer").input("Goed, zie de figuur. Mail jan@voorbeeld.nl").run()
    checked(app)
    now = next(q for q in kept(store, one).questions if q.question_id == question)
    assert (now.text, now.measure, now.item_id, now.status) == (
        "Hoe gaat het met baby's?", "environment_quality", first, ANSWERED,
    )  # fmt: skip
    assert "jan@" not in now.answer
    assert "E-mailadressen en telefoonnummers bewaren wij niet." in said(app)
    assert "Iemand anders schreef hier ook." not in said(app)
    field(app, f"{name}:text").input("").run()
    assert "Een vraag heeft tekst nodig." in said(checked(app))
    app.selectbox(key=f"along_{question}").select(other).run()
    press(app, f"go_along_{question}")
    assert next(q for q in kept(store, one).questions if q.question_id == other).members == 2


def test_a_question_that_was_taken_away_comes_back_with_what_was_merged_into_it(store: Consultations, one: str):
    first, second = asked(store, one, "Hoe gaat het?", "Hoe is het?")
    store.merge(one, first, [second])
    app = press(opened(one, "vragen", first), f"drop_question_{first}")
    assert [q.question_id for q in kept(store, one).questions] == [second]
    press(app, "undo_0")
    by_id = {q.question_id: q for q in kept(store, one).questions}
    assert list(by_id) == [first, second]
    assert by_id[second].merged_into == first


def test_the_filter_shows_one_status_and_new_ones_go_into_the_briefing_together(store: Consultations, one: str):
    asked(store, one, "Eerste vraag over iets")
    asked(store, one, "Tweede kwestie van heel andere aard", status=DISCUSSED)
    app = open_(one, "vragen", status="besproken")
    shown = " ".join(block.label for block in app.get("expander"))
    assert "Tweede kwestie" in shown
    assert "Eerste vraag" not in shown
    press(app, "all_in_briefing")
    assert [q.status for q in kept(store, one).questions] == [IN_BRIEFING, DISCUSSED]


# ------------------------------------------------------------------------------------------------- documents and afterwards


def test_making_a_document_shows_how_far_it_is_and_then_offers_it(store: Consultations, one: str, monkeypatch):
    steps = []

    def made(consultation, session, form, *, on, progress=None, state=None):
        for part, text in ((0.2, "Figuur 1 van 7."), (1.4, "Klaar.")):
            progress(part, text)
            steps.append(text)
        return f"{form} {consultation.name} {on}".encode()

    monkeypatch.setattr(briefing, "make", made)
    app = press(open_(one, "briefing"), "make_docx")
    assert steps == ["Figuur 1 van 7.", "Klaar."]
    assert "U kunt het nu downloaden." in said(app)
    (download,) = app.get("download_button")
    assert download.proto.label == "Download: briefing-lkk-voorjaar.docx"
    store.save_core(one, ("Een zin.",))
    app = checked(app.run())
    assert "Daarna is er iets veranderd. Maak het opnieuw." in said(app)


@pytest.mark.parametrize("wrong", [BriefingError("Dit kan niet."), OSError(errno.ENOSPC, "No space left on device")])
def test_a_document_that_cannot_be_made_is_said_in_dutch(one: str, monkeypatch, wrong: Exception):
    def refuse(*_, **__):
        raise wrong

    monkeypatch.setattr(briefing, "make", refuse)
    app = press(open_(one, "briefing"), "make_pdf")
    (told,) = [e.value for e in app.error]
    assert told.startswith(("Dit kan niet.", "Het lukt nu niet (de schijf is vol)."))
    assert not app.get("download_button")


def test_every_form_is_offered_and_the_order_of_the_briefing_is_fixed(store: Consultations, one: str):
    filled(store, one)
    store.save_point(one, Point("", title="Rust op de groep"))
    app = open_(one, "briefing")
    for form in briefing.FORMS.values():
        assert (form.label in said(app)) is (form.code != briefing.FEEDBACK)
    headings = [h.value for h in app.subheader]
    assert headings == ["1. De kern", "2. Gesprekspunten", "3. Vragen van leden", "4. Hoe leest u dit?", "5. Bijlage"]
    assert "1. Rust op de groep" in said(app)


def test_after_the_meeting_each_question_gets_an_answer_and_members_get_a_letter(store: Consultations, one: str):
    (question,) = asked(store, one, "Hoe gaat het?", organisation="Opvang De Zon", status=IN_BRIEFING)
    app = visit("overleg", id=one, stap="terugkoppeling", peildatum="2027-03-20")
    assert "1 vraag heeft nog geen antwoord." in said(app)
    assert "Het overleg is nog niet geweest." not in said(app)
    app = press(app, "all_discussed")
    assert kept(store, one).questions[0].status == DISCUSSED
    app.session_state[f"question_{question}"] = True
    app = checked(app.run())
    field(app, f"question:{question}:answer").input("Het gaat beter dan gedacht.").run()
    assert "Alle vragen hebben een antwoord." in said(checked(app))
    assert kept(store, one).questions[0].answer == "Het gaat beter dan gedacht."
    assert "Terugkoppeling aan leden (Word)" in said(app)


# ------------------------------------------------------------------------------------------------- a full disk, and strangers


@pytest.fixture
def full_disk(monkeypatch):
    def begin() -> None:
        def full(*_, **__):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(Journal, "append", full)

    return begin


def test_on_a_full_disk_what_was_typed_stays_and_is_kept_later(store: Consultations, one: str, monkeypatch):
    point = store.save_point(one, Point("", seen="Begin."))
    name = f"point:{point}:seen"
    app = open_(one, "punten")
    append = Journal.append

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Journal, "append", full)
    field(app, name).input("Begin. En verder.").run()
    assert "Bewaren lukt nu niet. Uw tekst staat nog op dit scherm." in said(checked(app))
    assert field(app, name).value == "Begin. En verder."
    monkeypatch.setattr(Journal, "append", append)
    app = press(app, "again_consultation")
    assert kept(store, one).points[0].seen == "Begin. En verder."
    assert "Bewaren lukt nu niet" not in said(app)


def test_on_a_full_disk_nothing_is_half_done(store: Consultations, one: str, full_disk):
    first, second = filled(store, one)
    point = store.save_point(one, Point("", seen="Tekst"))
    (question,) = asked(store, one, "Hoe gaat het?")
    basket, points, questions = (open_(one, step) for step in ("mandje", "punten", "vragen"))
    new = visit("overleg", id="nieuw", peildatum=ON)
    field(new, "name_0").input("Nog een overleg").run()
    questions.session_state[f"question_{question}"] = True
    questions = checked(questions.run())
    field(questions, "paste_text_0").input("Wat kunnen wij doen?").run()
    before = kept(store, one)
    full_disk()
    for app, keys in (
        (basket, (f"Omlaag_{first}", f"drop_{second}", f"point_of_{first}")),
        (points, ("point_new", f"drop_point_{point}")),
        (questions, ("asked_add", "all_in_briefing", f"drop_question_{question}")),
        (new, ("consultation_make",)),
    ):
        for key in keys:
            assert [e.value for e in press(app, key).error] == [NOT_KEPT], key
    assert field(questions, "paste_text_0").value == "Wat kunnen wij doen?"
    assert field(new, "name_0").value == "Nog een overleg"
    now = kept(store, one)
    assert [i.item_id for i in now.items] == [first, second]
    assert (now.points, now.questions) == (before.points, before.questions)


def test_every_word_of_a_user_is_text_on_every_step(store: Consultations, empty_workspace: Path):
    one = store.create(STRANGE, date(2027, 3, 12), date(2027, 3, 5), (STRANGE,), contact=STRANGE)
    store.add_item(one, replace(item(1), headline=STRANGE, sentence=STRANGE, flags=(STRANGE,), own_text=STRANGE,
                                source=STRANGE, subline=STRANGE, may_say=STRANGE, not_say=STRANGE))  # fmt: skip
    (only,) = [i.item_id for i in kept(store, one).items]
    store.save_core(one, (STRANGE,))
    store.save_point(one, Point("", STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, (only,)))
    texts = (f"Eerste vraag {STRANGE}", f"Eerste vraag ook {STRANGE}")
    question, _ = asked(store, one, *texts, organisation=STRANGE, answer=STRANGE)
    for step in STEPS:
        app = open_(one, step)
        app.session_state[f"look_{only}"] = app.session_state[f"question_{question}"] = True
        app = checked(app.run())
        assert "onerror" in plain(html_of(app)) + said(app), step
        assert SCRIPT not in html_of(app), step
        assert [text for text in labels(app) if LIVE.search(text)] == [], step


def test_what_is_left_out_of_a_pasted_text_is_shown_as_text(store: Consultations, one: str):
    app = open_(one, "vragen")
    field(app, "paste_text_0").input(f"Beste {SCRIPT},\n\nHoe gaat het met {STRANGE}?\n\nMet groet,\n{STRANGE}").run()
    checked(app)
    assert "Dit laten wij weg" in said(app)
    assert "onerror" in plain(html_of(app))
    assert SCRIPT not in html_of(app)
    assert [text for text in labels(app) if LIVE.search(text)] == []


# -------------------------------------------------------------------------------------------------- beside the figures


def test_what_members_ask_stands_beside_the_figures_of_a_topic(store: Consultations, one: str):
    app = visit("werk-en-aanbod", blok="ouders")
    assert "Over dit onderwerp zijn er nog geen vragen van leden." in said(app)
    topic = next(t for t in Session(store.journal.folder.parent).catalogue.topics if t.slug == "ouders")
    asked(store, one, "Hoe bereiken we ouders?", measure=topic.measures[0], organisation="Opvang De Zon", answer="Samen.",
          status=NEW)  # fmt: skip
    asked(store, one, "Over iets anders", measure="environment_quality")
    app = visit("werk-en-aanbod", blok="ouders")
    assert "Wat vragen leden hierover?" in said(app)
    assert "Hoe bereiken we ouders?" in said(app)
    assert "Over iets anders" not in said(app)
    assert "De Zon" not in said(app)


def test_without_a_consultation_the_topic_page_says_nothing_about_questions(empty_workspace: Path):
    assert "Wat vragen leden hierover?" not in said(visit("werk-en-aanbod", blok="ouders"))
