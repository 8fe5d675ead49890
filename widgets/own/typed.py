"""Scores: choose the instrument first, then type the numbers of one measurement."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor.catalogue import DIMENSION, Measure
from monitor.dialogues.intake.cells import day_of
from monitor.own import instruments as known_instruments
from monitor.own import typed
from monitor.own.compare import national_instrument
from monitor.own.instruments import Instruments
from monitor.own.records import OTHER as OTHER_VERSION
from monitor.own.records import SAME, UNKNOWN, OwnScore
from monitor.wording.numbers import listing
from widgets.chart_block import paragraph
from widgets.own import held
from widgets.own.view import View
from widgets.url import as_text

VERSIONS = {SAME: "Ja", OTHER_VERSION: "Nee", UNKNOWN: "Weet ik niet"}
NOTHING = "Kies een instrument"
_DONE, _PROBLEMS = "own.added", "own.problems"
FIELDS = ("instrument", "version", "observer", "day", "observations", "group")


def show(view: View) -> None:
    known = known_instruments.load(view.catalogue.folders)
    st.header("Typ uw scores", anchor=False)
    paragraph("Begin met het instrument. Dat bepaalt of uw score naast de landelijke cijfers mag staan.")
    _said()
    instrument = _instrument(view, known)
    if not instrument:
        return
    measures = _measures(view, known, instrument)
    one = known.instruments[instrument]
    if not one.is_national:
        st.info(one.reason, icon=":material/info:")
        paragraph("U kunt de scores wel invullen. Ze staan dan op uw gespreksblad, los van de landelijke cijfers.")
    version = UNKNOWN
    if one.is_national:
        version = _version(view, measures)
        observers = list(known.observers)
        st.selectbox(
            "Wie heeft geobserveerd?", observers, key=held.key("observer", observers[-1]),
            on_change=held.keep("observer"), format_func=lambda code: known.observers[code].label, width=420,
        )  # fmt: skip
    with st.container(horizontal=True):
        _text("Datum van de meting (dd-mm-jjjj)", "day", "Bijvoorbeeld 3-6-2026")
        _text("Aantal observaties per score", "observations", "Bijvoorbeeld 4")
        _text("Groep (geen namen van kinderen)", "group", "Bijvoorbeeld groep geel")
    paragraph("Vul in wat u hebt. Een veld mag leeg blijven. Een komma en een punt mogen allebei.")
    with st.container(horizontal=True):
        for measure in measures:
            _text(measure.label, f"score_{measure.code}", "Bijvoorbeeld 4,3")
    st.button(
        "Zet deze scores erbij",
        type="primary",
        key="own_add",
        on_click=_add,
        args=(view, measures, instrument, version),
    )


def _text(label: str, name: str, example: str) -> None:
    st.text_input(label, key=held.key(name), on_change=held.keep(name), placeholder=example, width=240, max_chars=60)


def _instrument(view: View, known: Instruments) -> str:
    options = ["", *known.instruments]
    if held.value("instrument", "") not in options:
        held.put("instrument", "")
    st.selectbox(
        "Waarmee is gemeten?", options, key=held.key("instrument"), on_change=held.keep("instrument"),
        format_func=lambda code: known.instruments[code].label if code else NOTHING, width=420,
    )  # fmt: skip
    return str(held.value("instrument", ""))


def _measures(view: View, known: Instruments, instrument: str) -> list[Measure]:
    """What this instrument measures; the dimensions first, the rest on request."""
    every = list(view.catalogue.measures.values())
    one = known.instruments[instrument]
    if one.is_national:
        every = [m for m in every if m.code in one.measures]
    first = [m for m in every if m.role == DIMENSION] or every
    if len(first) < len(every):
        st.toggle("Toon ook de onderdelen", key=held.key("parts", False), on_change=held.keep("parts"))
        if held.value("parts", False):
            return every
    return first


def _version(view: View, measures: Sequence[Measure]) -> str:
    """Whether the version is that of the national measurement, which is named when it is known."""
    told = {
        found
        for m in measures
        if (
            found := national_instrument(
                view.here.session, view.here.dataset, view.care_type.code, m.code, view.here.state
            )
        )
    }
    named = listing(sorted({", ".join(filter(None, (name, _version_text(v)))) for name, v in told if name}))
    question = "Is het dezelfde versie, voor dezelfde leeftijd, als bij de landelijke meting?"
    st.radio(
        question, list(VERSIONS), key=held.key("version", UNKNOWN), on_change=held.keep("version"), horizontal=True,
        format_func=VERSIONS.get, help=f"Landelijk: {as_text(named)}." if named else None,
    )  # fmt: skip
    if named:
        paragraph(f"Landelijk is gemeten met: {named}.")
    return str(held.value("version", UNKNOWN))


def _version_text(version: str) -> str:
    return version if not version or "versie" in version.lower() else f"versie {version}"


def _add(view: View, measures: Sequence[Measure], instrument: str, version: str) -> None:
    """Read the fields. When one is wrong nothing is added and every field keeps what was typed."""
    known = known_instruments.load(view.catalogue.folders)
    is_national = known.instruments[instrument].is_national
    problems, found = [], {}
    for measure in measures:
        text = str(st.session_state.get(f"own_score_{measure.code}", ""))
        if not text.strip():
            continue
        try:
            found[measure.code] = typed.score(text, measure, on_scale=is_national)
        except ValueError as problem:
            problems.append(str(problem))
    if not found and not problems:
        problems.append("Er is nog geen score ingevuld.")
    day_text = str(st.session_state.get("own_day", "")).strip()
    day = day_of(day_text) if day_text else None
    if day_text and day is None:
        problems.append(f"'{day_text}' is geen datum. Schrijf bijvoorbeeld 3-6-2026.")
    elif day is not None and day > view.on:
        problems.append(f"De datum {day_text} ligt na de peildatum. Klopt het jaar?")
    seen_text = str(st.session_state.get("own_observations", "")).strip()
    seen = typed.number(seen_text) if seen_text else 1.0
    if seen is None or seen != int(seen) or not 1 <= seen <= 1000:
        problems.append(f"'{seen_text}' is geen aantal observaties. Schrijf een heel getal, bijvoorbeeld 4.")
    if problems or seen is None:
        st.session_state[_PROBLEMS] = problems
        return
    group = " ".join(str(st.session_state.get("own_group", "")).split())
    observer = str(st.session_state.get("own_observer", "")) if is_national else ""
    replaced = held.add_scores(
        view.care_type.code,
        tuple(
            OwnScore(code, score, day, group, instrument, "", version, observer, int(seen))
            for code, score in found.items()
        ),
    )
    st.session_state[_DONE] = held.added_text(len(found), replaced)
    for measure in view.catalogue.measures.values():  # ready for the next measurement
        held.put(f"score_{measure.code}", "")
        st.session_state.pop(f"own_score_{measure.code}", None)


def _said() -> None:
    """What came of the last click."""
    for problem in st.session_state.pop(_PROBLEMS, ()):
        st.error(as_text(problem), icon=":material/error:")
    done = st.session_state.pop(_DONE, "")
    if done:
        st.success(f"{done} Kijk bij de stap Vergelijk.", icon=":material/check_circle:")
