"""Mijn locatie: own scores beside the national figures, and the sheet for the conversation of the team."""

from widgets.guard import via_app

via_app()

import streamlit as st

from widgets import filters, frame, url
from widgets.chart_block import paragraph
from widgets.own import compare_part, keep_part, scores_part, talk_part
from widgets.own.view import PART, PARTS, View, care_type_param
from widgets.runtime import context

SHOWN = {
    "scores": scores_part.show,
    "vergelijk": compare_part.show,
    "gesprek": talk_part.show,
    "bewaren": keep_part.show,
}

here = context()
st.title("Mijn locatie", anchor=False)
paragraph("Waar staan wij en waar praten we over met het team?")
with st.container(key="kib_filters"):
    code = filters.selectbox("Opvangsoort", care_type_param(here.catalogue), here.catalogue)
    part = filters.radio("Stap", PART, PARTS)
notices = st.container()
SHOWN[part](View(here, here.catalogue.care_types[code]))
url.leave_other_parts()
with notices:
    frame.notices(here, filters.labels_of(here.catalogue) | PARTS | scores_part.LABELS)
