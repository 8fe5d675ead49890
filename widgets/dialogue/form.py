"""Invullen: begin a form or go on with one that was begun. A form that was begun is found again by its link."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

import streamlit as st

from monitor.access.records import NotAllowed
from monitor.dialogues import drafts
from monitor.dialogues.drafts_html import drafts_table
from monitor.dialogues.records import Draft, Location
from monitor.dialogues.words import INTERNAL, JOINT
from monitor.records import DEMO
from widgets.chart_block import paragraph, paragraphs
from widgets.dialogue import form_page
from widgets.dialogue.form_send import PARAM
from widgets.dialogue.view import View, may_set_up
from widgets.frame import DATASETS

NOT_BEGUN = "Beginnen lukt nu niet. Er kan niets worden bewaard. Waarschuw uw beheerder."
ASK_FOR_PLACES = (
    "Er staat nog geen locatie of school in de lijst waarvoor u kunt invullen. "
    "Vraag de werkgroep van uw gemeente om die in te lezen."
)
log = logging.getLogger("kwaliteit")


def show(view: View) -> None:
    st.session_state["url.allowed"].append(PARAM)
    draft_id = st.query_params.get(PARAM, "")
    if not draft_id:
        _begin(view)
        _running(view)
        return
    try:
        state = drafts.load(view.dialogues.journal, draft_id)
    except NotAllowed:
        st.warning("Dit concept is niet van uw locaties. U mag het niet openen.", icon=":material/lock:")
        _begin(view)
        _running(view)
        return
    if state is None:
        st.warning("Dit concept kennen wij niet. Controleer de link. Of kies hieronder een concept.",
                   icon=":material/link_off:")  # fmt: skip
        _begin(view)
        _running(view)
    elif (state.origin, state.municipality, state.year) != (view.origin, view.cycle.municipality, view.cycle.year):
        _elsewhere(state)
    else:
        form_page.show(view, draft_id)


def _begin(view: View) -> None:
    """Choose who fills in and which form fits."""
    st.header("Vul een vragenlijst in", anchor=False)
    places = sorted(view.cycle.active, key=lambda place: place.name.lower())
    if not places:
        _no_places(view)
        return
    by_id = {place.location_id: place for place in places}
    chosen = st.selectbox(
        "Welke locatie of school bent u?", list(by_id), index=0 if len(places) == 1 else None, placeholder="Typ of kies een naam",
        format_func=lambda code: _title(view, by_id[code]), key="form_location",
    )  # fmt: skip
    if chosen is None:
        paragraph("Kies eerst uw locatie of school. Daarna kiest u de vragenlijst.")
        return
    place = by_id[chosen]
    kinds = [INTERNAL[place.kind], JOINT] if place.kind in INTERNAL else [JOINT]
    kind = st.radio("Welke vragenlijst?", kinds, format_func=lambda code: view.words.label("form_type", code),
                    key=_kind_key(place))  # fmt: skip
    if place.via_board and kind != JOINT:
        paragraph("Deze school levert via het schoolbestuur. U hoeft dit niet in te vullen. Het mag wel.")
    _already(view, place, kind)
    st.button("Begin met invullen", type="primary", key="form_begin", on_click=_start, args=(view, place))
    if st.session_state.pop("form.failed", False):
        st.error(NOT_BEGUN, icon=":material/error:")


def _no_places(view: View) -> None:
    """Where the list is read in, or whom to ask for it."""
    if not may_set_up(view):
        paragraph(ASK_FOR_PLACES)
        return
    paragraph("Er zijn nog geen locaties en scholen. Lees die eerst in.")
    st.page_link(st.session_state["pages"]["dialoog"], label="Lees locaties in",
                 query_params={"tab": "inlezen", "jaar": str(view.cycle.year)})  # fmt: skip


def _title(view: View, place: Location) -> str:
    kind = view.words.label("location_kind", place.kind).lower() if place.kind else ""
    area = view.settings.area_label(place.area) if place.area else ""
    beside = ", ".join(part for part in (kind, area) if part)
    return f"{place.name} ({beside})" if beside else place.name


def _already(view: View, place: Location, kind: str) -> None:
    """That this location began or sent this form before, so that nobody writes it twice."""
    same = [d for d in view.cycle.drafts if d.form_type == kind
            and place.location_id in (d.location_id, *d.participants)]  # fmt: skip
    if any(not draft.is_sent for draft in same):
        paragraph("Er is al een concept van deze vragenlijst. U vindt het hieronder. Ga daar liever in verder.")
    elif same:
        paragraph("Deze vragenlijst is al verstuurd. Wilt u iets verbeteren? Open hem dan hieronder.")


def _kind_key(place: Location) -> str:
    return f"form_kind_{place.location_id}"


def _start(view: View, place: Location) -> None:
    """Begin the form that stands on the screen now: a choice just before the click may not have drawn the page anew yet."""
    if st.session_state["form_location"] != place.location_id:
        return  # another location was chosen, and its forms are yet to be shown
    kind = st.session_state[_kind_key(place)]
    people = [place.location_id] if kind == JOINT else []
    try:
        draft_id = drafts.start(
            view.dialogues.journal,
            view.origin,
            view.cycle.municipality,
            view.cycle.year,
            kind,
            place.location_id,
            people,
        )
    except OSError:
        log.exception("beginning a draft")
        st.session_state["form.failed"] = True
        return
    st.query_params[PARAM] = draft_id


def _running(view: View) -> None:
    st.header("Ga verder met een concept", anchor=False)
    if not view.cycle.drafts:
        paragraph("Er is in dit dialoogjaar nog geen vragenlijst begonnen.")
        return
    paragraphs("Kies een naam om verder te gaan. Ook een verstuurde vragenlijst kunt u nog verbeteren.")
    st.html(drafts_table(view.cycle, view.words, lambda draft: _address(draft)))


def _address(draft: Draft) -> str:
    """The link of this page with this draft open."""
    return f"dialoog?{urlencode({**st.query_params, 'tab': 'invullen', PARAM: draft.draft_id})}"


def _elsewhere(state: drafts.DraftState) -> None:
    """A link that was made in another year, municipality or data set leads there."""
    paragraph(f"Dit concept hoort bij dialoogjaar {state.year}.")
    slug = next(name for name, value in DATASETS.items() if value == state.origin)
    where = {"tab": "invullen", "jaar": str(state.year), "cijfers": slug, PARAM: state.draft_id}
    if state.municipality:
        where["gemeente"] = state.municipality
    label = "Open het concept bij het voorbeeld" if state.origin == DEMO else "Open het concept"
    st.page_link(st.session_state["pages"]["dialoog"], label=label, query_params=where)
