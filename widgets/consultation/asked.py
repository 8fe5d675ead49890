"""*Wat vragen leden hierover?*: beside the figures of a topic, what members asked about it and what came of that."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from monitor.consultation import asked_about
from monitor.records import DEMO, OWN
from monitor.table_html import to_html
from widgets import basket
from widgets.chart_block import paragraph
from widgets.consultation.view import PAGE
from widgets.runtime import Context


def show(measures: Collection[str], care_types: Collection[str], here: Context) -> None:
    """The questions about these measures (codes) in the consultations of the data in view; nothing without consultation."""
    if not basket.may_consult(here):
        return
    origin = DEMO if here.is_demo else OWN
    kept = [one for one in here.consultations.all() if one.origin == origin]
    if not kept:
        return
    st.header("Wat vragen leden hierover?", anchor=False)
    found = asked_about.questions_about(kept, measures, care_types, here.catalogue)
    if found:
        paragraph("Dit zijn vragen van leden. Het zijn geen metingen.")
        st.html(f"<div class='kib-roomy'>{to_html(asked_about.table(found, here.catalogue))}</div>")
    else:
        paragraph("Over dit onderwerp zijn er nog geen vragen van leden.")
    st.page_link(st.session_state["pages"][PAGE], label="Naar de vragen van leden", query_params={"stap": "vragen"})
