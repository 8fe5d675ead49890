"""Briefing: what still misses, what will be in it in its fixed order, and the documents."""

from __future__ import annotations

import streamlit as st

from monitor.consultation import briefing
from monitor.consultation.briefing import FEEDBACK, FORMS, words
from monitor.consultation.records import Consultation
from widgets.chart_block import can_draw, paragraph, paragraphs
from widgets.consultation import documents, tasks
from widgets.consultation.keeper import Fields
from widgets.consultation.view import View


def show(view: View, fields: Fields) -> None:
    consultation = fields.consultation
    tasks.show(view, consultation, "briefing")
    st.header("Zo wordt de briefing", anchor=False)
    _outline(view, consultation)
    st.header("Maak de documenten", anchor=False)
    paragraph("Druk op een knop. U ziet hoe ver het is. Daarna verschijnt de knop om te downloaden.")
    if not can_draw():
        paragraph("Afbeeldingen maken kan hier niet: de browser Chromium is niet gevonden. "
                  "De documenten komen er wel, met tabellen.")  # fmt: skip
    for form in FORMS.values():
        if form.code != FEEDBACK:
            documents.show(view, consultation, form)


def _outline(view: View, consultation: Consultation) -> None:
    """The five parts with their headings, and the caveats that stand in every document."""
    outline = briefing.outline_of(consultation, view.here.session, on=view.on, state=view.here.state)
    paragraphs(outline.stamp and f"⚠ {outline.stamp}.")
    st.subheader(words.CORE, anchor=False)
    paragraphs(*([said.text for said in outline.core if said.text] or [words.NO_CORE]))
    st.subheader(words.POINTS, anchor=False)
    paragraphs(*([part.heading for part in outline.points] or [words.NO_POINTS]))
    st.subheader(words.QUESTIONS, anchor=False)
    told = [f"{group.subject}: {len(group.questions)}" for group in outline.groups]
    paragraphs(*(told or [words.NO_QUESTIONS]))
    st.subheader(words.READING, anchor=False)
    paragraphs(*outline.caveats)
    st.subheader(words.APPENDIX, anchor=False)
    tables = [f"{finding.place}: {finding.item.table.caption}" for finding in outline.findings if finding.item.table]
    paragraphs(*(tables or ["Nog geen tabellen."]))
