"""What is still to be done for a consultation, by step, with the way there."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from monitor.consultation import todo
from monitor.consultation.records import Consultation
from widgets.chart_block import paragraph, paragraphs
from widgets.consultation.choice import page_link
from widgets.consultation.view import View

LINKS = {
    "overleg": "Naar het overleg",
    "mandje": "Naar het mandje",
    "punten": "Naar de punten",
    "vragen": "Naar de vragen",
    "briefing": "Naar de briefing",
    "terugkoppeling": "Naar de terugkoppeling",
}


def show(view: View, consultation: Consultation, here: str) -> None:
    """The tasks; those of the step that is in view (`here`) have no link."""
    st.header("Wat is er nog te doen?", anchor=False)
    tasks = todo.tasks(consultation, view.on)
    if not tasks:
        is_over = todo.is_over(consultation, view.on)
        paragraph("Niets meer. Alles is klaar." if is_over else "Niets meer. U kunt de documenten maken.")
        if here != "briefing" and not is_over:
            page_link(view.consultation_id, "briefing", LINKS["briefing"])
    for step, group in groupby(tasks, key=lambda task: task.step):
        paragraphs(*(f"○ {task.text}" for task in group))
        if step != here:
            page_link(view.consultation_id, step, LINKS[step])
