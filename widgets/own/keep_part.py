"""Bewaren: one file on the user's own computer, and opening it again."""

from __future__ import annotations

import functools

import streamlit as st

from monitor import clock
from monitor.own import keep
from monitor.wording.numbers import count, date_text
from widgets import downloads
from widgets.chart_block import paragraph
from widgets.own import held
from widgets.own.view import View, choose
from widgets.url import as_text

_FILE, _SAID = "own.kept_file", "own.open_said"


def show(view: View) -> None:
    st.header("Bewaar op mijn computer", anchor=False)
    paragraph("Uw scores en teksten gaan in één bestand. Dat bestand is van u. Op de server bewaren wij niets.")
    downloads.button(
        "Bewaar op mijn computer", data=functools.partial(keep.to_file, _all(view)), file_name="mijn_locatie.json",
        mime="application/json", key="own_save", type="primary",
    )  # fmt: skip
    st.header("Open een bewaard bestand", anchor=False)
    paragraph("Wat er nu staat, wordt vervangen door wat in het bestand staat.")
    st.file_uploader("Bestand kiezen (JSON)", type=["json"], key=_FILE, on_change=_open, args=(view,))
    is_good, said = st.session_state.pop(_SAID, (True, ""))
    if said:
        show_said = st.success if is_good else st.error
        show_said(as_text(said), icon=f":material/{'check_circle' if is_good else 'error'}:")
    st.header("Haal alles weg", anchor=False)
    paragraph("Hiermee verdwijnen uw scores en teksten uit dit venster. U kunt dit niet ongedaan maken.")
    st.checkbox("Ik heb bewaard wat ik nodig heb", key="own_sure")
    st.button("Haal alles weg", key="own_forget", on_click=_forget, disabled=not st.session_state["own_sure"])


def _forget() -> None:
    held.forget()
    st.session_state[_SAID] = True, "Uw scores en teksten zijn weg."


def _open(view: View) -> None:
    """Take over what the chosen file holds, and look at its care type. A file that is refused changes nothing."""
    uploaded = st.session_state[_FILE]
    if uploaded is None:
        return
    try:
        found = keep.from_file(uploaded.getvalue(), view.catalogue)
    except keep.Refused as problem:
        st.session_state[_SAID] = False, str(problem)
        return
    _put(found)
    choose(found.care_type, view.catalogue)
    total = sum(map(len, found.scores.values()))
    back = f"{count(total, 'score', 'scores')} en uw teksten zijn terug. Bewaard op {date_text(found.saved_on)}."
    st.session_state[_SAID] = True, back


def _all(view: View) -> keep.OwnFile:
    return keep.OwnFile(
        saved_on=clock.today(), care_type=view.care_type.code, location=held.text("location"),
        scores={code: held.scores(code) for code in held.care_types()},
        points={code: tuple(held.value(f"points_{code}", ())) for code in held.care_types() if held.has(f"points_{code}")},
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
