"""Bewaren: one file on the user's own computer, and opening it again."""

from __future__ import annotations

import streamlit as st

from monitor import clock
from monitor.own import keep
from monitor.wording.numbers import count, date_text
from widgets.chart_block import paragraph
from widgets.own import held
from widgets.own.view import View
from widgets.url import as_text

_OPENED, _SAID = "own.opened", "own.open_said"


def show(view: View) -> None:
    st.header("Bewaar op mijn computer", anchor=False)
    paragraph("Uw scores en teksten gaan in één bestand. Dat bestand is van u. Op de server bewaren wij niets.")
    st.download_button(
        "Bewaar op mijn computer", data=lambda: keep.to_file(_all(view)), file_name="mijn_locatie.json",
        mime="application/json", on_click="ignore", key="own_save", type="primary",
    )  # fmt: skip
    st.header("Open een bewaard bestand", anchor=False)
    paragraph("Wat er nu staat, wordt vervangen door wat in het bestand staat.")
    uploaded = st.file_uploader("Bestand kiezen (JSON)", type=["json"], key="own_open")
    if uploaded is not None and st.session_state.get(_OPENED) != uploaded.file_id:
        st.session_state[_OPENED] = uploaded.file_id
        try:
            found = keep.from_file(uploaded.getvalue(), view.catalogue)
        except keep.Refused as problem:
            st.session_state[_SAID] = (False, str(problem))
        else:
            _put(found)
            saved = f" Bewaard op {date_text(found.saved_on)}."
            total = sum(map(len, found.scores.values()))
            st.session_state[_SAID] = (True, f"{count(total, 'score', 'scores')} en uw teksten zijn terug.{saved}")
        st.rerun()
    said = st.session_state.get(_SAID) if uploaded is not None else None
    if said and said[0]:
        st.success(said[1], icon=":material/check_circle:")
    elif said:
        st.error(as_text(said[1]), icon=":material/error:")
    st.header("Haal alles weg", anchor=False)
    paragraph("Hiermee verdwijnen uw scores en teksten uit dit venster.")
    st.button("Haal alles weg", key="own_forget", on_click=held.forget)


def _all(view: View) -> keep.OwnFile:
    return keep.OwnFile(
        saved_on=clock.today(), care_type=view.care_type.code, location=held.text("location"),
        scores={code: held.scores(code) for code in held.care_types()},
        points={code: tuple(held.value(f"points_{code}", ())) for code in held.care_types()},
        texts=held.texts("note_"), task=held.text("task"), reflection=held.text("reflection"),
    )  # fmt: skip


def _put(found: keep.OwnFile) -> None:
    held.forget()
    for code, scores in found.scores.items():
        held.set_scores(code, scores)
    for code, chosen in found.points.items():
        held.put(f"points_{code}", list(chosen))
    for name, text in found.texts.items():
        held.put(f"note_{name}", text)
    held.put("location", found.location)
    held.put("task", found.task)
    held.put("reflection", found.reflection)
