"""Mijn locatie: own scores beside the national figures, and the sheet for the conversation of the team."""

from widgets.guard import via_app

via_app()

import streamlit as st

from widgets import filters, frame, url
from widgets.chart_block import paragraph
from widgets.own import compare_part, keep_part, scores_part, talk_part
from widgets.own.view import View, last_cycle
from widgets.runtime import context
from widgets.url import Param

PARTS = {
    "scores": ("Scores", scores_part.show),
    "vergelijk": ("Vergelijk", compare_part.show),
    "gesprek": ("Gesprek", talk_part.show),
    "bewaren": ("Bewaren", keep_part.show),
}
PART = Param("stap", {slug: slug for slug in PARTS}, ("scores",))

here = context()
st.title("Mijn locatie", anchor=False)
paragraph("Waar staan wij en waar praten we over met het team?")
labels = {slug: label for slug, (label, _) in PARTS.items()}
types_param = filters.care_type_param(here.catalogue)
with st.container(key="kib_filters"):
    code = filters.selectbox("Opvangsoort", types_param, here.catalogue)
    part = filters.radio("Stap", PART, labels)
notices = st.container()
view = View(here, here.catalogue.care_types[code], last_cycle(here))
PARTS[part][1](view)
url.leave_other_parts()
with notices:
    frame.notices(here, filters.labels_of(here.catalogue) | labels | scores_part.LABELS)
