"""Which dialogue year is in view: municipality (when there are several) and year; and what to do when there is none."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from monitor.access.records import ALL, OWN_LOCATIONS, TOTALS, DialogueScope
from monitor.access.scope import view_of, views
from monitor.catalogue import spelling
from monitor.dialogues.settings import dialogue_year
from monitor.dialogues.themes import held_sentence
from monitor.records import DEMO, OWN
from monitor.wording.dialogue import year_text
from monitor.wording.numbers import date_text
from widgets import start, url
from widgets.chart_block import paragraph
from widgets.dialogue.view import View, may_set_up, words_of
from widgets.runtime import Context
from widgets.url import Param

LEVELS = {
    ALL: ("alles", "Alles van de gemeente"),
    OWN_LOCATIONS: ("eigen", "Uw locaties"),
    TOTALS: ("aantallen", "Aantallen van de gemeente"),
}
NO_PLACES = "Uw locaties staan niet in de lijst van dit dialoogjaar. Vraag dit na bij uw gemeente."


def show(here: Context) -> View | None:
    """The bar with municipality and year, and everything that was chosen; None when nothing of it may be seen."""
    origin = DEMO if here.is_demo else OWN
    if origin != DEMO and not here.person.rights.has_dialogues:
        return None  # the example is open to whoever may see anything
    dialogues = here.dialogues
    cycles = dialogues.cycles(origin, here.state, here.reference_date)
    running = dialogue_year(here.reference_date)
    municipalities = _municipalities(here, origin, dict.fromkeys(m for m, _ in cycles))
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
    level = _level(here.guard.scope(origin, municipality))
    cycle = dialogues.cycle(origin, municipality, year, here.state, level=level).as_of(here.reference_date)
    paragraph(
        f"U ziet: {names[municipality]}, dialoogjaar {year_text(cycle.settings)}. Stand op {date_text(here.reference_date)}."
    )
    view = View(here, dialogues, cycle, words_of(here), level)
    paragraph(_how_much(view))
    return view


def _how_much(view: View) -> str:
    """What of the year is in view, for who does not see all of it."""
    if view.sees_all:
        return ""
    if view.is_totals:
        told = "U ziet aantallen van de hele gemeente. U ziet geen antwoorden en niet welke locatie iets schreef."
        return f"{told} {held_sentence(view.cycle, view.on)}".rstrip()
    names = view.own_names()
    return f"U ziet alleen uw eigen locaties: {names}. Alle aantallen gaan over deze locaties." if names else NO_PLACES


def _level(allowed: DialogueScope) -> str:
    """How much is looked at: for a coach in the steering group the own locations or the counts of all."""
    levels = views(allowed)
    if len(levels) < 2:
        return view_of(allowed)
    param = Param("zicht", {LEVELS[level][0]: level for level in levels}, (LEVELS[levels[0]][0],))
    st.radio(
        "Waar kijkt u naar?", levels, key=url.prepare(param), horizontal=True, format_func=lambda one: LEVELS[one][1]
    )
    return url.keep(param)


def _municipalities(here: Context, origin: str, with_data: Iterable[str]) -> list[str]:
    """Those with data, and those of which nothing was read in yet that this person may set up; at least one.

    The empty one is the only one: it is there when there is no other.
    """
    found, rights = list(with_data), here.person.rights
    if origin != DEMO:
        known = {spelling(one) for one in found}
        found += [key for key, scope in rights.dialogues.items() if key and scope.may_set_up and key not in known]
    return found or [next(iter(rights.dialogues), "")]


def no_role(here: Context) -> None:
    """Who has no role in a dialogue: why nothing is shown, and the example."""
    paragraph("U hebt geen rol in de kwaliteitsdialoog. Daarom ziet u hier geen gegevens van een gemeente.")
    paragraph("U kunt wel het fictieve voorbeeld bekijken. Voor een rol gaat u naar uw beheerder.")
    start.example_button(here)


def labels(view: View) -> dict[str, str]:
    return {str(view.cycle.year): year_text(view.settings)} | dict(LEVELS.values())


def nothing_yet(view: View) -> None:
    """No data of this year: where to begin."""
    if not may_set_up(view):
        paragraph("Van dit dialoogjaar zijn er nog geen gegevens.")
        return
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
