"""The questions of members: pasted, typed or from a file, merged, answered, and beside the figures of a topic."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from consultation_page import asked, field, filled, kept, open_, opened, press
from page_runs import button, checked, html_of, plain, said, visit
from test_data_page import upload

from monitor.consultation.records import ANSWERED, DISCUSSED, IN_BRIEFING, MERGED, NEW
from monitor.consultation.store import Consultations
from monitor.session import Session

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
