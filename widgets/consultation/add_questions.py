"""Adding questions of members: paste a text, type one, or read a file. What is left out is shown before anything is kept."""

from __future__ import annotations

import functools
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from monitor.consultation import question_files, questions
from monitor.consultation.records import QUESTION, Question
from monitor.consultation.words import KIND_LABELS
from monitor.export.kinds import XLSX
from monitor.ingest.report import Problem, not_read, why
from monitor.table_html import to_html
from monitor.tables import Column, Table
from monitor.wording.numbers import count
from widgets import downloads, import_parts
from widgets.chart_block import paragraph, paragraphs
from widgets.consultation.view import GOOD, WRONG, View, changed, tell

log = logging.getLogger("kwaliteit")
TURN, READ, WAY = "asked.turn", "asked.read", "asked.way"
WAYS = {"paste": "Plakken", "type": "Typen", "file": "Bestand inlezen"}
NOT_YET = "Wij bewaren dit pas als u op de knop drukt. E-mailadressen en telefoonnummers bewaren wij niet."
SHOWN = 50


def show(view: View) -> None:
    st.header("Voeg vragen toe", anchor=False)
    way = st.radio("Hoe wilt u vragen toevoegen?", list(WAYS), format_func=WAYS.get, horizontal=True, key=WAY)
    turn = st.session_state.setdefault(TURN, 0)
    {"paste": _paste, "type": _type, "file": _file}[way](view, turn)


def _about(view: View, turn: int, way: str) -> None:
    """What the new questions are about and who asked them: for all of them at once."""
    catalogue = view.catalogue
    left, middle, right = st.columns(3)
    with left:
        st.selectbox("Opvangsoort (mag leeg)", [*catalogue.care_types, *catalogue.groups], index=None, placeholder="Niet gekozen",
                     format_func=catalogue.label, key=f"asked_{way}_care_type_{turn}")  # fmt: skip
    with middle:
        st.selectbox("Onderdeel (mag leeg)", list(catalogue.measures), index=None, placeholder="Niet gekozen",
                     format_func=catalogue.label, key=f"asked_{way}_measure_{turn}")  # fmt: skip
    with right:
        st.text_input("Organisatie (mag leeg)", key=f"asked_{way}_organisation_{turn}")


def _told(way: str, turn: int, name: str) -> str:
    return str(st.session_state.get(f"asked_{way}_{name}_{turn}") or "").strip()


def _labelled(found: Sequence[Question], way: str, turn: int) -> list[Question]:
    """The questions with what was chosen for all of them, where they do not tell it themselves."""
    care_type, measure = _told(way, turn, "care_type"), _told(way, turn, "measure")
    organisation = _told(way, turn, "organisation")
    return [
        replace(one, care_type=one.care_type or care_type, measure=one.measure or measure,
                organisation=one.organisation or organisation)
        for one in found
    ]  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------- paste


def _paste(view: View, turn: int) -> None:
    paragraphs("Plak een lijst met één vraag per regel. Of plak de tekst van een e-mail.", NOT_YET)
    key = f"asked_paste_text_{turn}"
    text = str(st.text_area("Tekst met vragen", key=key, height=180) or "")
    if not text.strip():
        return
    parsed = questions.from_text(text, received_on=view.on)
    _found(parsed.questions)
    if parsed.dropped:
        columns = (Column("text", "Tekst"), Column("reason", "Waarom"))
        rows = tuple((one.text, one.reason) for one in parsed.dropped)
        st.html(to_html(Table("Dit laten wij weg", columns, rows)))
    if parsed.questions:
        _about(view, turn, "paste")
        _add_button(len(parsed.questions), _keep_pasted, view, turn)


def _keep_pasted(view: View, turn: int) -> None:
    text = str(st.session_state.get(f"asked_paste_text_{turn}") or "")
    _keep(view, _labelled(questions.from_text(text, received_on=view.on).questions, "paste", turn))


def _found(found: Sequence[Question]) -> None:
    if not found:
        st.info("Wij vinden hier geen vraag in. Zet elke vraag op een eigen regel.")
        return
    columns = (Column("kind", "Soort"), Column("text", "Vraag of suggestie"))
    rows = tuple((KIND_LABELS[one.kind], one.text) for one in found[:SHOWN])
    more = f" (de eerste {SHOWN} van {len(found)})" if len(found) > SHOWN else ""
    st.html(to_html(Table(f"Dit nemen wij over{more}", columns, rows)))


def _add_button(n: int, keep: Any, *args: Any) -> None:
    st.button(f"Voeg {count(n, 'vraag', 'vragen')} toe", type="primary", key="asked_add", on_click=keep, args=args)


def _keep(view: View, found: Sequence[Question]) -> None:
    """Keep the questions; they can be taken away again at once."""
    added: list[str] = []
    if not found or not changed(lambda: added.extend(view.store.add_questions(view.consultation_id, found))):
        return
    st.session_state[TURN] += 1
    st.session_state.pop(READ, None)
    tell(
        GOOD,
        f"{count(len(added), 'vraag is', 'vragen zijn')} toegevoegd.",
        functools.partial(_take_away, view, added),
    )


def _take_away(view: View, ids: Sequence[str]) -> None:
    for question_id in ids:
        view.store.drop_question(view.consultation_id, question_id)


# ----------------------------------------------------------------------------------------------------------------- type


def _type(view: View, turn: int) -> None:
    paragraph(NOT_YET)
    st.text_area("Vraag of suggestie", key=f"asked_type_text_{turn}", height=100)
    st.radio("Soort", list(KIND_LABELS), format_func=KIND_LABELS.get, key=f"asked_type_kind_{turn}", horizontal=True)
    _about(view, turn, "type")
    st.button("Voeg deze vraag toe", type="primary", key="asked_add", on_click=_keep_typed, args=(view, turn))


def _keep_typed(view: View, turn: int) -> None:
    text = _told("type", turn, "text")
    if not text:
        tell(WRONG, "Schrijf eerst een vraag of suggestie.")
        return
    one = Question("", text, kind=_told("type", turn, "kind") or QUESTION, received_on=view.on)
    _keep(view, _labelled([one], "type", turn))


# ----------------------------------------------------------------------------------------------------------------- file


def _file(view: View, turn: int) -> None:
    paragraphs("Lees een lijst met vragen in. Gebruik ons sjabloon, of een lijst met dezelfde koppen.")
    files = (("XLSX", XLSX, question_files.template_xlsx), ("CSV", "text/csv", question_files.template_csv))
    with st.container(horizontal=True):
        for name, mime, make in files:
            downloads.empty_form(
                f"Sjabloon ({name})", data=functools.partial(make, view.catalogue), mime=mime,
                file_name=f"sjabloon_vragen.{name.lower()}", key=f"asked_template_{name}",
            )  # fmt: skip
    uploaded = st.file_uploader(
        "Bestand kiezen (XLSX of CSV)", type=["xlsx", "csv", "txt", "tsv"], key=f"asked_file_{turn}"
    )
    if uploaded is None:
        st.session_state.pop(READ, None)
        return
    known = st.session_state.get(READ)
    if known is None or known[0] != uploaded.file_id:
        known = st.session_state[READ] = (uploaded.file_id, *_read(view, uploaded))
    _, found, problems = known
    if problems:
        _problems(problems)
        return
    _found(found)
    if found:
        _add_button(len(found), _keep_read, view)


def _read(view: View, uploaded: Any) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """The questions of an uploaded file, which is on disk only while it is read."""
    name = Path(uploaded.name).name
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(uploaded.getvalue())
            return question_files.read(path, view.catalogue)
    except OSError as problem:
        log.exception("reading questions")
        return (), not_read(name, why(problem), "Waarschuw uw beheerder.", dry_run=True).problems


def _problems(problems: Sequence[Problem]) -> None:
    st.error(f"{count(len(problems), 'punt klopt', 'punten kloppen')} niet. Er is nog niets bewaard.",
             icon=":material/error:")  # fmt: skip
    columns = (
        Column("where", "Waar"),
        Column("read", "Gelezen"),
        Column("message", "Wat er mis is en wat u kunt doen"),
    )
    several = len({one.sheet for one in problems}) > 1
    rows = tuple((import_parts.where(x, several), x.value, import_parts.told(x)) for x in problems[:SHOWN])
    st.html(to_html(Table("Wat er niet klopt", columns, rows)))


def _keep_read(view: View) -> None:
    known = st.session_state.get(READ)
    if known is not None:
        _keep(view, known[1])
