"""Kwaliteitsdialoog: the local dialogue of one year, from settings and forms to the feedback letter."""

from widgets.guard import via_app

via_app()

import streamlit as st

from widgets import damage, frame, parts_by_right, url
from widgets.chart_block import paragraph
from widgets.dialogue import actions, choice, coverage, flows, form, load, report, setup, stand, themes
from widgets.dialogue.view import has_answers, has_any, may_fill_in, may_set_up
from widgets.parts_by_right import Part
from widgets.runtime import context

PARTS = {
    "stand": Part("Stand", stand.show, has_any),
    "dekking": Part("Dekking", coverage.show, has_any),
    "doorstroom": Part("Doorstroom", flows.show, has_answers),
    "themas": Part("Thema's", themes.show, has_any),
    "acties": Part("Acties", actions.show, has_any),
    "invullen": Part("Invullen", form.show, may_fill_in),
    "verslag": Part("Verslag", report.show, has_any),
    "inlezen": Part("Inlezen", load.show, may_set_up),
    "inrichten": Part("Inrichten", setup.show, may_set_up),
}
NEED_DATA = ("stand", "dekking", "doorstroom", "themas", "acties")

here = context()
st.title("Kwaliteitsdialoog", anchor=False)
paragraph("Ligt de dialoog van dit jaar op schema, en wat komt eruit?")
view = choice.show(here)
if view is None:
    choice.no_role(here)
else:
    part = parts_by_right.choose("Onderdeel van deze pagina", "tab", PARTS, view)
    notices = st.container()
    if not here.is_demo:
        damage.changes(here, may_set_up=may_set_up(view))
    if view.cycle.is_empty and part in NEED_DATA:
        choice.nothing_yet(view)
    else:
        PARTS[part].show(view)
    url.leave_other_parts()
    with notices:
        labels = parts_by_right.labels(PARTS) | actions.LABELS | themes.LABELS | choice.labels(view)
        frame.notices(here, labels, also=("concept",))
