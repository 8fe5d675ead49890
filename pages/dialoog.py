"""Kwaliteitsdialoog: the local dialogue of one year, from settings and forms to the feedback letter."""

from widgets.guard import via_app

via_app()

import streamlit as st

from widgets import filters, frame, url
from widgets.chart_block import paragraph
from widgets.dialogue import actions, choice, coverage, flows, form, load, report, setup, stand, themes
from widgets.runtime import context
from widgets.url import Param

PARTS = {
    "stand": ("Stand", stand.show),
    "dekking": ("Dekking", coverage.show),
    "doorstroom": ("Doorstroom", flows.show),
    "themas": ("Thema's", themes.show),
    "acties": ("Acties", actions.show),
    "invullen": ("Invullen", form.show),
    "verslag": ("Verslag", report.show),
    "inlezen": ("Inlezen", load.show),
    "inrichten": ("Inrichten", setup.show),
}
NEED_DATA = ("stand", "dekking", "doorstroom", "themas", "acties")
PART = Param("tab", {slug: slug for slug in PARTS}, ("stand",))

here = context()
st.title("Kwaliteitsdialoog", anchor=False)
paragraph("Ligt de dialoog van dit jaar op schema, en wat komt eruit?")
labels = {slug: label for slug, (label, _) in PARTS.items()}
view = choice.show(here)
part = filters.radio("Onderdeel van deze pagina", PART, labels)
notices = st.container()
if view.cycle.is_empty and part in NEED_DATA:
    choice.nothing_yet(view)
else:
    PARTS[part][1](view)
url.leave_other_parts()
with notices:
    frame.notices(here, labels | actions.LABELS | themes.LABELS | choice.labels(view), also=("concept",))
