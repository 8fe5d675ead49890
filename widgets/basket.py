"""The basket *Voeg toe aan overleg*: figures, verdicts and sentences that the user wants to take to a meeting.

They are kept with a consultation in the workspace: the chosen one, else the nearest that is still to come. As long as
there is none they wait in the session, and the user is told so. A finding is made when its button is clicked, so that
pages do not pay for it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from monitor.blocks.block import Block, BlockView
from monitor.blocks.verdicts import name, verdict
from monitor.consultation import items, stale
from monitor.consultation.records import FIGURE, Consultation, Item
from monitor.records import DEMO, VerdictRow
from monitor.wording.numbers import count, date_text
from widgets.runtime import Context, context
from widgets.url import as_text

log = logging.getLogger("kwaliteit")
CHOSEN = "basket.chosen"
"""Where the session keeps the id of the consultation that the user chose."""
_WAITING, _SEEN, _NOT_KEPT, _SAID = "basket", "basket.seen", "basket.not_kept", "basket.said"
NOT_IN_LINK = frozenset({"rol", "peildatum", "data", "id", "stap"})
"""Parts of an address that do not belong to what is selected on a page."""
ADD, HELD, RENEW = "Voeg toe aan overleg", "Staat in het mandje", "Werk bij in overleg"
UNKEPT = "Bewaren lukt nu niet. Dit blijft in het mandje zolang u deze pagina open hebt. Waarschuw uw beheerder."
NO_CONSULTATION = (
    "Er is nog geen overleg. Het mandje blijft zolang u deze pagina open hebt. Maak een overleg om het te bewaren."
)


@dataclass(frozen=True)
class Basket:
    """What is chosen so far: the consultation that it is kept with (None: it waits in the session), and the findings."""

    consultation: Consultation | None
    items: Sequence[Item]
    by_identity: Mapping[tuple, Item]


# ------------------------------------------------------------------------------------------------------ what is in it


def of(here: Context) -> Basket:
    """The basket of this run, read once."""
    seen = st.session_state.get(_SEEN)
    if seen is None or seen[0] is not here:
        seen = here, read(here)
        st.session_state[_SEEN] = seen
    return seen[1]


def read(here: Context) -> Basket:
    """The basket as it is now."""
    consultation = target(here)
    held = (*(consultation.items if consultation else ()), *waiting())
    return Basket(consultation, held, {item.identity: item for item in held})


def waiting() -> list[Item]:
    """What is kept in the session only."""
    return st.session_state.setdefault(_WAITING, [])


def target(here: Context) -> Consultation | None:
    """The consultation that a finding goes to: the chosen one, else the nearest to come; never unasked an invented one,
    unless the example is in view."""
    known = here.consultations.all()
    chosen = next((one for one in known if one.consultation_id == st.session_state.get(CHOSEN)), None)
    if chosen is not None:
        return chosen
    to_come = [one for one in known if one.held_on is None or one.held_on >= here.reference_date]
    fitting = [one for one in to_come if here.is_demo or one.origin != DEMO]
    return min(fitting, key=lambda one: ((one.origin == DEMO) != here.is_demo, one.held_on or date.max), default=None)


# ------------------------------------------------------------------------------------------------------------ buttons


def may_consult(here: Context) -> bool:
    """Whether this person prepares consultations; who does not, has no basket."""
    return here.person.rights.consultations


def button(block: Block, here: Context, *, label: str = ADD) -> None:
    """The button that puts this block in, brings the kept one up to date, or tells that it is in; none for a private block."""
    if block.is_private or not may_consult(here):
        return
    link = {key: value for key, value in st.query_params.items() if key not in NOT_IN_LINK}
    held = of(here).by_identity.get(items.identity(block, here.view, link))
    key = f"basket_{block.key}"
    if held is None:
        st.button(label, key=key, on_click=add, args=(block, here.view, link))
    elif stale.differs(held, block) or (not block.recipe and stale.changes(held, here.session, here.state)):
        st.button(RENEW, key=key, on_click=add, args=(block, here.view, link))
    else:
        st.button(HELD, key=key, disabled=True)


def verdict_button(block: Block, here: Context) -> None:
    """The same for a verdict in words."""
    button(block, here, label="Zet dit oordeel in het overleg")


def choose_verdict(rows: Sequence[VerdictRow], here: Context) -> None:
    """Choose one of many verdicts to put in."""
    if not may_consult(here):
        return
    catalogue = here.catalogue
    names = {f"{row.basis}/{row.care_type}/{row.measure}": row for row in rows}
    with st.expander("Zet één oordeel in het overleg"):
        chosen = st.selectbox(
            "Oordeel", list(names), key="basket_verdict", index=None, placeholder="Kies een oordeel",
            format_func=lambda code: _verdict_name(names[code], here),
        )  # fmt: skip
        if chosen in names:
            verdict_button(verdict(names[chosen], catalogue), here)


def _verdict_name(row: VerdictRow, here: Context) -> str:
    basis = "berekend" if row.basis != "published" else "uit de bron"
    return f"{name(row, here.catalogue)} ({basis})"


def add(block: Block, view: BlockView, link: Mapping[str, str]) -> None:
    """Put it in, once; the same finding again replaces the older one and keeps the own text."""
    here = context()
    item = items.from_block(block, view, link)
    item = item if item.recipe else replace(item, edits=stale.edits(item, here.session))
    consultation = target(here)
    if consultation is None:
        _wait(item)
        st.session_state[_SAID] = "Dit staat in het mandje. Er is nog geen overleg om het bij te bewaren."
    elif _kept(consultation.consultation_id, [item]):
        st.session_state[_SAID] = f"Bewaard bij het overleg: {as_text(consultation.name)}."
    else:
        _wait(item)


def _wait(item: Item) -> None:
    before = waiting()
    new = [item if other.identity == item.identity else other for other in before]
    st.session_state[_WAITING] = new if item in new else [*before, item]


def _kept(consultation_id: str, found: Sequence[Item]) -> bool:
    """Whether all of these could be kept; when not, the next run says so."""
    store = context().consultations
    try:
        for item in found:
            store.add_item(consultation_id, item)
    except (OSError, KeyError):  # a full disk, or a consultation that somebody else took away
        log.exception("keeping a finding")
        st.session_state[_NOT_KEPT] = True
        return False
    return True


def move_to(consultation_id: str) -> str:
    """From now on this consultation; what waited in the session goes along. A Dutch sentence about that, or ""."""
    st.session_state[CHOSEN] = consultation_id
    found = waiting()
    if not found or not _kept(consultation_id, found):
        return ""
    st.session_state[_WAITING] = []
    return f"Het mandje is bewaard bij dit overleg: {counted(found)}."


def remove(item: Item, consultation_id: str) -> None:
    """Take it out, from the session or from the consultation."""
    if any(other is item for other in waiting()):
        st.session_state[_WAITING] = [other for other in waiting() if other is not item]
        return
    try:
        context().consultations.drop_item(consultation_id, item.item_id)
    except (OSError, KeyError):
        log.exception("taking out a finding")
        st.session_state[_NOT_KEPT] = True


# ------------------------------------------------------------------------------------------------------- in the sidebar


def counted(found: Sequence[Item]) -> str:
    """ "3 figuren", or "3 stuks" when there are verdicts, sentences or questions among them."""
    names = ("figuur", "figuren") if all(item.kind == FIGURE for item in found) else ("stuk", "stuks")
    return count(len(found), *names)


def counter(here: Context) -> None:
    """How many findings there are and where they are kept, with the list under it."""
    if not may_consult(here):
        return
    if st.session_state.pop(_NOT_KEPT, False):
        st.error(UNKEPT, icon=":material/error:")
        st.toast(UNKEPT, icon=":material/error:")  # on a narrow screen the sidebar is folded away
    if told := st.session_state.pop(_SAID, ""):
        st.toast(told)
    now = read(here)
    if not now.items:
        st.caption("Mandje voor overleg: nog leeg.")
        return
    with st.expander(f"Mandje voor overleg: {counted(now.items)}"):
        _place(now)
        for place, item in enumerate(now.items):
            st.text(item.headline)
            consultation_id = now.consultation.consultation_id if now.consultation else ""
            st.button("Haal eruit", key=f"basket_remove_{place}", on_click=remove, args=(item, consultation_id))


def _place(now: Basket) -> None:
    """Where it is kept, and the way there."""
    page = st.session_state["pages"]["overleg"]
    if now.consultation is None:
        st.caption(NO_CONSULTATION)
        st.page_link(page, label="Maak een overleg")
        return
    one = now.consultation
    day = f", {date_text(one.held_on)}" if one.held_on else ""
    st.text(f"Bewaard bij: {one.name}{day}")
    if found := waiting():
        st.button(
            f"Bewaar {counted(found)} bij dit overleg", key="basket_move", on_click=move_to, args=(one.consultation_id,)
        )
    st.page_link(page, label="Ga naar dit overleg", query_params={"id": one.consultation_id})
