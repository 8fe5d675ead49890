"""Scores: choose the instrument first, then type the numbers of one measurement."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor import clock
from monitor.catalogue import DIMENSION, Measure
from monitor.dialogues.intake.cells import day_of
from monitor.own import instruments as known_instruments
from monitor.own import typed
from monitor.own.instruments import OTHER, Instruments
from monitor.own.records import UNKNOWN, OwnScore
from widgets.chart_block import paragraph
from widgets.own import asked, held
from widgets.own.view import View, go
from widgets.url import as_text

NOTHING = "Kies een instrument"
_DONE, _PROBLEMS = "own.added", "own.problems"


def show(view: View) -> None:
    known = known_instruments.load(view.catalogue.folders)
    st.header("Typ uw scores", anchor=False)
    paragraph("Begin met het instrument. Dat bepaalt of uw score naast de landelijke cijfers mag staan.")
    instrument = _instrument(view, known)
    if not instrument:
        return
    measures = _measures(view, known, instrument)
    is_national = known.instruments[instrument].is_national
    version = asked.version(view, measures) if is_national else UNKNOWN
    observer = asked.observer(known) if is_national else ""
    first = [m for m in measures if m.role == DIMENSION] or measures
    asked.where(view, [OwnScore(m.code, 0.0, None, "", instrument, "", version, observer) for m in first])
    with st.container(horizontal=True):
        _text("Datum van de meting (dd-mm-jjjj)", "day", "Bijvoorbeeld 3-6-2026")
        _text("Aantal observaties per score", "observations", "Bijvoorbeeld 4")
        _text("Groep (geen namen van kinderen)", "group", "Bijvoorbeeld groep geel")
    shown = _shown(measures, first)
    paragraph("Vul in wat u hebt. Een veld mag leeg blijven. Een komma en een punt mogen allebei.")
    with st.container(horizontal=True):
        for measure in shown:
            _text(measure.label, f"score_{measure.code}", "Bijvoorbeeld 4,3")
    for problem in st.session_state.pop(_PROBLEMS, ()):
        st.error(as_text(problem), icon=":material/error:")
    st.button(
        "Zet deze scores erbij", type="primary", key="own_add", on_click=_add,
        args=(view, shown, instrument, version, observer),
    )  # fmt: skip
    done = st.session_state.pop(_DONE, "")
    if done:
        st.success(done, icon=":material/check_circle:")
        st.button("Ga naar Vergelijk", key="own_go", on_click=go, args=("vergelijk",))


def _text(label: str, name: str, example: str) -> None:
    st.text_input(label, key=held.key(name), on_change=held.keep(name), placeholder=example, width=240, max_chars=60)


def _instrument(view: View, known: Instruments) -> str:
    """Those that measure something here, and the others with their reasons; of another monitor's only "another"."""
    national = known.measuring(list(view.catalogue.measures))
    others = [i for i in known.instruments.values() if not i.is_national and (national or i.code == OTHER)]
    options = ["", *(i.code for i in known.instruments.values() if i in national or i in others)]
    if held.value("instrument", "") not in options:
        held.put("instrument", "")
    st.selectbox(
        "Waarmee is gemeten?", options, key=held.key("instrument"), on_change=held.keep("instrument"),
        format_func=lambda code: known.instruments[code].label if code else NOTHING, width=420,
    )  # fmt: skip
    return str(held.value("instrument", ""))


def _measures(view: View, known: Instruments, instrument: str) -> list[Measure]:
    """What this instrument measures."""
    every = list(view.catalogue.measures.values())
    one = known.instruments[instrument]
    return [m for m in every if m.code in one.measures] if one.is_national else every


def _shown(measures: list[Measure], first: list[Measure]) -> list[Measure]:
    """The measures with a field: the dimensions, and the rest on request."""
    if len(first) == len(measures):
        return measures
    st.toggle("Toon ook de onderdelen", key=held.key("parts", False), on_change=held.keep("parts"))
    return measures if held.value("parts", False) else first


def _add(view: View, measures: Sequence[Measure], instrument: str, version: str, observer: str) -> None:
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
    elif day is not None and day > clock.today():
        problems.append(f"De datum {day_text} is nog niet geweest. Klopt het jaar?")
    seen_text = str(st.session_state.get("own_observations", "")).strip()
    seen = typed.number(seen_text) if seen_text else 1.0
    if seen is None or seen != int(seen) or not 1 <= seen <= typed.MOST_OBSERVATIONS:
        problems.append(f"'{seen_text}' is geen aantal observaties. Schrijf een heel getal, bijvoorbeeld 4.")
    if problems or seen is None:
        st.session_state[_PROBLEMS] = problems
        return
    group = " ".join(str(st.session_state.get("own_group", "")).split())
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
