"""Questions that look alike: proposals to merge them, to accept or refuse. Nothing is merged by itself."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import streamlit as st

from monitor.consultation import apart, similar, todo
from monitor.consultation.records import Consultation, Question
from monitor.consultation.similar import Proposal
from monitor.wording.numbers import count
from widgets.chart_block import paragraph
from widgets.consultation.view import GOOD, View, changed, tell
from widgets.url import as_text

FOUND = "asked.proposals"
SHOWN = 5


def show(view: View, consultation: Consultation) -> None:
    """The first proposals, the most alike first."""
    said_no = apart.refused(view.store.journal, consultation.consultation_id)
    found = apart.open_proposals(_proposals(consultation), said_no)
    if not found:
        return
    st.header("Lijken deze vragen op elkaar?", anchor=False)
    texts = {one.question_id: one for one in consultation.questions}
    for proposal in found[:SHOWN]:
        with st.container(border=True, key=f"kib_alike_{'_'.join(proposal.ids)}"):
            _one(view, proposal, texts)
    if len(todo.speaking(consultation)) > similar.MOST_COMPARED:
        paragraph(f"Wij vergelijken de nieuwste {similar.MOST_COMPARED} vragen.")
    if len(found) > SHOWN:
        paragraph(f"Er zijn nog {count(len(found) - SHOWN, 'voorstel', 'voorstellen')}. Beslis eerst over deze.")


def _proposals(consultation: Consultation) -> Sequence[Proposal]:
    """Comparing all questions takes a while, so it is done again only when one of them changed."""
    asked = todo.speaking(consultation)
    texts = tuple((one.question_id, one.text, one.kind, one.care_type, one.measure, one.members) for one in asked)
    known = st.session_state.get(FOUND)
    if known is None or known[0] != texts:
        known = st.session_state[FOUND] = (texts, similar.proposals(asked))
    return known[1]


def _one(view: View, proposal: Proposal, texts: dict[str, Question]) -> None:
    ids = [one for one in proposal.ids if one in texts]
    key = "_".join(ids)
    st.radio(
        "Welke vraag spreekt voor allemaal?", ids, key=f"speaks_{key}",
        format_func=lambda code: f"{as_text(texts[code].text)} ({count(texts[code].members, 'lid', 'leden')})",
    )  # fmt: skip
    with st.container(horizontal=True):
        st.button("Voeg samen", key=f"merge_{key}", icon=":material/merge:", on_click=_merge, args=(view, ids, key))
        st.button("Laat apart", key=f"apart_{key}", on_click=_apart, args=(view, ids))


def _merge(view: View, ids: list[str], key: str) -> None:
    chosen = st.session_state.get(f"speaks_{key}")
    into = chosen if chosen in ids else ids[0]
    merge(view, into, [one for one in ids if one != into])


def merge(view: View, into: str, others: Sequence[str]) -> None:
    """Let one question speak for others; it can be undone at once, and later at the question."""
    if changed(functools.partial(view.store.merge, view.consultation_id, into, others)):
        tell(GOOD, "De vragen zijn samengevoegd. De leden tellen we bij elkaar op.",
             functools.partial(_unmerge, view, others))  # fmt: skip


def _unmerge(view: View, ids: Sequence[str]) -> None:
    for one in ids:
        view.store.unmerge(view.consultation_id, one)


def _apart(view: View, ids: list[str]) -> None:
    if changed(functools.partial(apart.refuse, view.store.journal, view.consultation_id, ids)):
        tell(GOOD, "Deze vragen blijven apart. Wij vragen het niet opnieuw.")
