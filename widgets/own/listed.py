"""The own scores that are there, and a way to take one out."""

from __future__ import annotations

import streamlit as st

from monitor.own import instruments as known_instruments
from monitor.own.records import OwnScore
from monitor.table_html import to_html
from monitor.tables import COUNT, NUMBER, Column, Table
from monitor.wording.numbers import count, date_table, nl
from widgets.chart_block import paragraph
from widgets.own import held
from widgets.own.view import View
from widgets.url import as_text

_BEFORE = "own_before"
COLUMNS = (
    Column("measure", "Onderdeel"), Column("score", "Score", NUMBER, 1), Column("day", "Datum"), Column("group", "Groep"),
    Column("instrument", "Instrument"), Column("observer", "Observator"), Column("observations", "Observaties", COUNT),
)  # fmt: skip


def show(view: View) -> None:
    scores = held.scores(view.care_type.code)
    st.header("Uw scores", anchor=False)
    if not scores:
        paragraph("Er staan nog geen scores van deze opvangsoort.")
        _put_back(view)
        return
    known = known_instruments.load(view.catalogue.folders)
    rows = tuple(
        (
            view.catalogue.label(score.measure), score.score, date_table(score.observed_on) if score.observed_on else "",
            score.group, known.instruments[score.instrument].label if score.instrument in known.instruments else "",
            known.observers[score.observer].label if score.observer in known.observers else "", score.observations,
        )
        for score in scores
    )  # fmt: skip
    st.html(to_html(Table(f"{count(len(scores), 'score', 'scores')}: {view.care_type.label}", COLUMNS, rows)))
    paragraph("Deze scores staan alleen in dit venster. Wij bewaren ze niet. Sluit u het venster, dan zijn ze weg.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Haal een score weg", range(len(scores)), format_func=lambda place: _name(scores[place], view), width=420,
            index=None, placeholder="Kies een score", key=f"own_gone_{len(scores)}",
        )  # fmt: skip
        st.button("Haal weg", disabled=chosen is None, key="own_remove", on_click=_remove, args=(view, chosen))
        st.button("Haal alle scores weg", key="own_remove_all", on_click=_keep_only, args=(view, ()))
    _put_back(view)


def _name(score: OwnScore, view: View) -> str:
    day = date_table(score.observed_on) if score.observed_on else "zonder datum"
    parts = (view.catalogue.label(score.measure), nl(score.score), day, score.group)
    return as_text(", ".join(part for part in parts if part))


def _remove(view: View, place: int | None) -> None:
    scores = held.scores(view.care_type.code)
    if place is not None and place < len(scores):
        _keep_only(view, (*scores[:place], *scores[place + 1 :]))


def _keep_only(view: View, scores: tuple[OwnScore, ...]) -> None:
    """Take the other scores out, in such a way that they can come back."""
    st.session_state[_BEFORE] = (view.care_type.code, held.scores(view.care_type.code))
    held.set_scores(view.care_type.code, scores)


def _put_back(view: View) -> None:
    """For a click too many."""
    code, before = st.session_state.get(_BEFORE, ("", ()))
    gone = tuple(score for score in before if score not in held.scores(code)) if code == view.care_type.code else ()
    if gone:
        label = f"Zet {count(len(gone), 'score', 'scores')} terug"
        st.button(label, key="own_put_back", on_click=held.set_scores, args=(code, (*held.scores(code), *gone)))
