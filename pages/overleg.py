"""Overleg voorbereiden: a consultation from its date to the answers to members."""

from widgets.guard import via_app

via_app()

import streamlit as st

from widgets import filters, frame, url
from widgets.chart_block import paragraph
from widgets.consultation import choice, questions_part, screen
from widgets.consultation.view import View, told
from widgets.runtime import context
from widgets.url import Param

PART = Param("stap", {slug: slug for slug in screen.PARTS}, ("overleg",))

here = context()
store = here.consultations
st.title("Overleg voorbereiden", anchor=False)
paragraph("Wat nemen we mee naar het overleg?")
labels = {slug: label for slug, (label, _) in screen.PARTS.items()}
with st.container(key="kib_filters"):
    consultation_id, names = choice.show(here, store)
    part = filters.radio("Stap", PART, labels) if consultation_id else ""
notices = st.container()
if consultation_id:
    screen.show(View(here, store, consultation_id), part)
else:
    url.prepare(PART)
    told()
    choice.new(here, store)
url.leave_other_parts()
with notices:
    frame.notices(here, names | labels | questions_part.LABELS)
