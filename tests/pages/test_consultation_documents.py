"""The documents of a consultation, and what members hear after the meeting."""

from __future__ import annotations

import errno

import pytest
from consultation_page import asked, field, filled, kept, open_, press
from page_runs import checked, said, visit

from monitor.consultation import briefing
from monitor.consultation.briefing import BriefingError
from monitor.consultation.records import DISCUSSED, IN_BRIEFING, Point
from monitor.consultation.store import Consultations


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
