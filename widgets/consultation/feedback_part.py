"""Terugkoppeling: after the meeting, what became of each question, and the letter to members."""

from __future__ import annotations

import functools

import streamlit as st

from monitor.consultation import todo
from monitor.consultation.briefing import FEEDBACK, FORMS, asked
from monitor.consultation.records import ANSWERED, DISCUSSED, IN_BRIEFING
from monitor.consultation.words import STATUS_LABELS
from monitor.wording.numbers import count
from widgets.chart_block import paragraph, paragraphs
from widgets.consultation import documents, question_form
from widgets.consultation.choice import page_link
from widgets.consultation.keeper import Fields
from widgets.consultation.questions_part import set_status
from widgets.consultation.view import View
from widgets.url import as_text


def show(view: View, fields: Fields) -> None:
    consultation = fields.consultation
    st.header("Terugkoppeling aan leden", anchor=False)
    held = consultation.held_on
    if held is None or held >= view.on:
        paragraph("Het overleg is nog niet geweest. U kunt alvast antwoorden schrijven.")
    if not consultation.questions:
        paragraph("Er zijn nog geen vragen van leden.")
        page_link(view.consultation_id, "vragen", "Naar de vragen")
        return
    paragraphs("Schrijf bij elke vraag wat ermee is gedaan. Daarna maakt u het bericht aan leden.",
               "In het bericht staat niet welk lid iets vroeg.")  # fmt: skip
    speaking = todo.speaking(consultation)
    without = [one for one in speaking if not one.answer.strip()]
    paragraph(f"{count(len(without), 'vraag heeft', 'vragen hebben')} nog geen antwoord."
              if without else "Alle vragen hebben een antwoord.")  # fmt: skip
    in_briefing = [one for one in speaking if one.status == IN_BRIEFING]
    if in_briefing:
        label = STATUS_LABELS[DISCUSSED].lower()
        st.button(f"Zet {count(len(in_briefing), 'vraag', 'vragen')} uit de briefing op “{label}”", key="all_discussed",
                  on_click=functools.partial(set_status, view, IN_BRIEFING, DISCUSSED))  # fmt: skip
    for group in asked.groups(consultation.questions, view.catalogue, {}):
        st.subheader(as_text(group.subject), anchor=False)
        for part in group.questions:
            opened = question_form.fold(part.question)
            if opened.open:
                with opened:
                    paragraph(part.question.text, "kib-name")
                    for text in part.merged:
                        paragraph(f"Ook gevraagd: “{text}”")
                    question_form.answer(fields, part.question)
                    if part.question.answer.strip() and part.question.status != ANSWERED:
                        paragraph(
                            f"Er staat een antwoord. Zet de status op “{STATUS_LABELS[ANSWERED]}” als dit klaar is."
                        )
    st.header("Maak het bericht", anchor=False)
    documents.show(view, consultation, FORMS[FEEDBACK])
