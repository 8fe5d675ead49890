"""Which dialogue year is in view: municipality (when there are several) and year; and what to do when there is none."""

from __future__ import annotations

import streamlit as st

from monitor.dialogues.settings import dialogue_year
from monitor.records import DEMO, OWN
from monitor.wording.dialogue import year_text
from monitor.wording.numbers import date_text
from widgets import start, url
from widgets.chart_block import paragraph
from widgets.dialogue.view import View, words_of
from widgets.runtime import Context
from widgets.url import Param


def show(here: Context) -> View:
    """The bar with municipality and year, and everything that was chosen."""
    origin = DEMO if here.is_demo else OWN
    dialogues = here.dialogues
    cycles = dialogues.cycles(origin, here.state, here.reference_date)
    running = dialogue_year(here.reference_date)
    municipalities = list(dict.fromkeys(m for m, _ in cycles)) or [""]
    names = dialogues.labels(origin, municipalities)
    place = Param("gemeente", {_slug(m): m for m in municipalities}, (_slug(municipalities[0]),))
    with st.container(key="kib_filters"):
        left, right = st.columns(2)
        with left:
            if len(municipalities) > 1:
                st.selectbox("Gemeente", municipalities, key=url.prepare(place), format_func=names.get)
                municipality = url.keep(place)
            else:
                municipality = municipalities[0]
                paragraph(f"Gemeente: {names[municipality]}")
        with right:
            known = {y for m, y in cycles if m == municipality} | {running, running + 1}
            options = {str(y): y for y in sorted(known, reverse=True)}
            default = str(running) if running in known else next(iter(options))
            year_param = Param("jaar", options, (default,))
            labels_of = {y: year_text(dialogues.settings(origin, municipality, y)) for y in options.values()}
            st.selectbox("Dialoogjaar", list(labels_of), key=url.prepare(year_param), format_func=labels_of.get)
            year = url.keep(year_param)
    cycle = dialogues.cycle(origin, municipality, year, here.state).as_of(here.reference_date)
    paragraph(
        f"U ziet: {names[municipality]}, dialoogjaar {year_text(cycle.settings)}. Stand op {date_text(here.reference_date)}."
    )
    return View(here, dialogues, cycle, words_of(here))


def labels(view: View) -> dict[str, str]:
    return {str(view.cycle.year): year_text(view.settings)}


def nothing_yet(view: View) -> None:
    """No data of this year: where to begin."""
    with st.container(border=True, key="kib_missing"):
        paragraph(
            "Van dit dialoogjaar zijn er nog geen gegevens. Begin met de locaties en scholen. "
            "Lees daarna de doorstroom en de vragenlijsten in. Of laat locaties de vragenlijst hier invullen."
        )
        page = st.session_state["pages"]["dialoog"]
        with st.container(horizontal=True):
            for tab, label in (("inrichten", "Richt het jaar in"), ("inlezen", "Lees locaties in")):
                st.page_link(page, label=label, query_params={"tab": tab, "jaar": str(view.cycle.year)})
            start.example_button(view.here)


def _slug(municipality: str) -> str:
    return municipality or "eigen"
