"""One part of the page around a consultation: its summary, its fields that keep themselves, and the line that says so."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from monitor.consultation import todo
from monitor.consultation.briefing import is_demo
from monitor.records import DEMO_STAMP
from widgets.chart_block import paragraph
from widgets.consultation import (
    basics,
    basket_part,
    briefing_part,
    choice,
    feedback_part,
    focus,
    points_part,
    questions_part,
)
from widgets.consultation.keeper import FORM, STYLE, Fields, newer_notice, saved_line
from widgets.consultation.view import WHOLE, View
from widgets.refusals import fragment

PARTS: dict[str, tuple[str, Callable[[View, Fields], None]]] = {
    "overleg": ("Overleg", basics.show),
    "mandje": ("Mandje", basket_part.show),
    "punten": ("Punten", points_part.show),
    "vragen": ("Vragen", questions_part.show),
    "briefing": ("Briefing", briefing_part.show),
    "terugkoppeling": ("Terugkoppeling", feedback_part.show),
}
DAMAGED = "Een deel van dit overleg kan niet worden gelezen. Vraag uw beheerder om een reservekopie."


@fragment
def show(view: View, part: str) -> None:
    """The part. As a fragment: a change runs only this again, unless it shows elsewhere on the page too."""
    if st.session_state.pop(WHOLE, False):
        st.rerun()
    st.html(f"<style>{STYLE}</style>")
    with st.container(key=FORM):
        fields = Fields(view)
        consultation = fields.consultation
        if st.session_state.get(choice.LABEL) != choice.label(consultation):
            st.rerun()  # another name or day: the list above shows it too
        if is_demo(consultation):
            paragraph(f"⚠ {DEMO_STAMP}. Dit staat ook op elk document van dit overleg.", "kib-name")
        if consultation.unreadable:
            st.warning(DAMAGED, icon=":material/warning:")
        paragraph(todo.summary(consultation, view.on), "kib-sentence")
        notices = st.container()
        PARTS[part][1](view, fields)
        with notices:
            newer_notice(fields)
        saved_line(fields)
        fields.finish()
        focus.give()
