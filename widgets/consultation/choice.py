"""Which consultation: the list, and making a new one. The id stands in the link from the first visit on."""

from __future__ import annotations

from datetime import date

import streamlit as st

from monitor.consultation.records import Consultation
from monitor.consultation.store import Consultations
from monitor.records import DEMO, OWN
from monitor.wording.numbers import date_text
from widgets import basket, start, url
from widgets.chart_block import paragraph, paragraphs
from widgets.consultation.view import GOOD, PAGE, WRONG, changed, tell
from widgets.runtime import Context
from widgets.url import Param

PARAM, NEW, ANY = "id", "nieuw", "-"
LABEL = "consultation.label"
"""What the consultation in view is called in the list that is on screen."""
ROUND = "consultation.round"
PARTIES_LABEL = "Partijen (één per regel)"
PARTIES_HELP = "Wie zitten er aan tafel? Bijvoorbeeld het ministerie, de onderzoekers en de branche."
CONTACT_LABEL = "Waar sturen leden hun vragen heen?"
CONTACT_HELP = "Schrijf een functie of een algemeen adres. Schrijf geen naam."


def param(listed: list[Consultation]) -> Param:
    """The consultations by id, and a new one. No default: the one that is open always stands in the link."""
    return Param(PARAM, {one.consultation_id: one.consultation_id for one in listed} | {NEW: NEW}, (ANY,))


def shown(store: Consultations, here: Context) -> list[Consultation]:
    """Invented consultations stand in the list when the example is in view, or when a link asks for one."""
    asked = {st.query_params.get(PARAM), st.session_state.get(basket.CHOSEN)}
    return [one for one in store.all() if one.origin != DEMO or here.is_demo or one.consultation_id in asked]


def nearest(listed: list[Consultation], here: Context) -> str:
    """The first that is still to come among those of the data in view, else the last that was held; else a new one."""
    origin = DEMO if here.is_demo else OWN
    fitting = [one for one in listed if one.origin == origin]
    ahead = [one for one in fitting if one.held_on is not None and one.held_on >= here.reference_date]
    if ahead:
        return min(ahead, key=lambda one: one.held_on or date.max).consultation_id
    return fitting[0].consultation_id if fitting else NEW


def show(here: Context, store: Consultations) -> tuple[str, dict[str, str]]:
    """The box; returns the id ("" for a new one), and labels of slugs for messages about the link."""
    listed = shown(store, here)
    labels = {one.consultation_id: label(one) for one in listed} | {NEW: "Nieuw overleg"}
    chosen = param(listed)
    key = url.prepare(chosen)
    if not listed:
        return "", labels | {ANY: labels[NEW]}  # nobody chose a new one: when there is one to see, that is shown
    slug = st.session_state[key]
    if slug not in chosen.options:  # nothing chosen yet, or its name in the list is another one now
        known = st.session_state.get(basket.CHOSEN)
        slug = known if known in chosen.options else nearest(listed, here)
    if st.session_state[key] != slug or st.session_state.get(LABEL) != labels[slug]:
        st.session_state[key] = slug  # said to the browser, which goes by names
    labels[ANY] = labels[slug]
    st.selectbox(
        "Overleg", list(chosen.options), key=key, format_func=labels.get,
        help="Kies “Nieuw overleg” om een overleg te maken.",
    )  # fmt: skip
    slug = url.keep(chosen)
    st.session_state[LABEL] = labels[slug]
    if slug != NEW:
        st.session_state[basket.CHOSEN] = slug  # where figures of other pages go
    return ("" if slug == NEW else slug), labels


def label(one: Consultation) -> str:
    day = date_text(one.held_on) if one.held_on else "nog geen datum"
    return f"{one.name} ({day})" + (", fictief voorbeeld" if one.origin == DEMO else "")


# -------------------------------------------------------------------------------------------------------- a new one


def new(here: Context, store: Consultations) -> None:
    """The form for a new consultation. What is typed stays until it is made."""
    turn = st.session_state.setdefault(ROUND, 0)
    if not shown(store, here):
        paragraphs(
            "Hier maakt u de briefing voor een overleg. Bijvoorbeeld met het ministerie en de onderzoekers.",
            "U verzamelt figuren in een mandje en schrijft er gesprekspunten bij. "
            "U zet er de vragen van leden bij. Daarna downloadt u de documenten.",
        )
        start.example_button(here)
    st.header("Maak een overleg", anchor=False)
    st.text_input("Naam van het overleg", key=f"new_name_{turn}", placeholder="Bijvoorbeeld: Overleg voorjaar")
    left, right = st.columns(2)
    with left:
        st.date_input("Datum van het overleg (mag later)", None, key=f"new_held_{turn}", format="DD-MM-YYYY")
    with right:
        st.date_input("Tot wanneer kunnen leden vragen sturen? (mag later)", None, key=f"new_closes_{turn}",
                      format="DD-MM-YYYY")  # fmt: skip
    st.text_area(PARTIES_LABEL, key=f"new_parties_{turn}", help=PARTIES_HELP, height=100)
    st.text_input(CONTACT_LABEL, key=f"new_contact_{turn}", help=CONTACT_HELP)
    paragraph("U kunt alles later nog veranderen.", "kib-subline")
    st.button("Maak dit overleg", type="primary", key="consultation_make", on_click=_make, args=(store, turn))


def _make(store: Consultations, turn: int) -> None:
    typed = {
        name: st.session_state.get(f"new_{name}_{turn}") for name in ("name", "held", "closes", "parties", "contact")
    }
    name = " ".join(str(typed["name"] or "").split())
    if not name:
        tell(WRONG, "Geef het overleg eerst een naam.")
        return
    parties = tuple(line.strip() for line in str(typed["parties"] or "").splitlines() if line.strip())
    made: list[str] = []

    def make() -> None:
        contact = str(typed["contact"] or "").strip()
        made.append(store.create(name, typed["held"], typed["closes"], parties, contact=contact))

    if changed(make):
        st.session_state[ROUND] = turn + 1
        st.session_state[url.key(Param(PARAM, {}, (ANY,)))] = made[0]
        moved = basket.move_to(made[0])
        tell(GOOD, f"Het overleg “{name}” is gemaakt." + (f" {moved}" if moved else ""))


def link(view_id: str, part: str) -> dict[str, str]:
    """The parameters of a link to a part of this page."""
    return {PARAM: view_id, "stap": part}


def page_link(view_id: str, part: str, text: str) -> None:
    st.page_link(st.session_state["pages"][PAGE], label=text, query_params=link(view_id, part))
