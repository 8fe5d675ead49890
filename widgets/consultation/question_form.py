"""One question of members: its text, what it is about, its figure, its status and its answer."""

from __future__ import annotations

import functools

import streamlit as st

from monitor.consultation.one_field import question_name
from monitor.consultation.records import MERGED, STATUSES, Consultation, Question
from monitor.consultation.words import KIND_LABELS, STATUS_LABELS
from monitor.wording.numbers import count
from widgets.chart_block import paragraph
from widgets.consultation import guard, merging
from widgets.consultation.basket_part import shortened_plain
from widgets.consultation.keeper import Fields
from widgets.consultation.view import GONE, GOOD, View, changed, tell
from widgets.url import as_text

LABELS = "question.labels"
OWN_STATUSES = tuple(status for status in STATUSES if status != MERGED)
"""Merging gives a question its status; nobody chooses it."""


def fold(question: Question) -> st.delta_generator.DeltaGenerator:
    """The line of a question that opens. An open one keeps its label: with another label it would close."""
    labels: dict[str, str] = st.session_state.setdefault(LABELS, {})
    key = fold_key(question)
    if not is_open(question) or key not in labels:
        told = [count(question.members, "lid", "leden")] if question.members > 1 else []
        told.append(STATUS_LABELS[question.status].lower())
        labels[key] = f"{as_text(shortened_plain(question.text, 110) or 'Vraag zonder tekst')} ({', '.join(told)})"
    return st.expander(labels[key], key=key, on_change="rerun")


def fold_key(question: Question) -> str:
    return f"question_{question.question_id}"


def is_open(question: Question) -> bool:
    return bool(st.session_state.get(fold_key(question)))


def whole(view: View, fields: Fields, question: Question) -> None:
    """Everything of one question, each field kept when it changes."""
    consultation, catalogue = fields.consultation, view.catalogue

    def name(field: str) -> str:
        return question_name(question, field)

    fields.text_area("Tekst van de vraag", name("text"), height="content")
    answer(fields, question)
    left, right = st.columns(2)
    with left:
        fields.pick("Soort", name("kind"), list(KIND_LABELS), format_func=KIND_LABELS.get)
        fields.choice("Opvangsoort", name("care_type"), [*catalogue.care_types, *catalogue.groups], format_func=catalogue.label,
                      placeholder="Niet gekozen")  # fmt: skip
        fields.choice("Onderdeel", name("measure"), list(catalogue.measures), format_func=catalogue.label,
                      placeholder="Niet gekozen")  # fmt: skip
    with right:
        fields.text_input("Organisatie", name("organisation"))
        fields.day("Ontvangen op", name("received_on"))
        labels = {item.item_id: f"{number}. {shortened_plain(item.headline)}"
                  for number, item in enumerate(consultation.items, start=1)}  # fmt: skip
        fields.choice("Hoort bij dit onderdeel van het mandje", name("item_id"), list(labels),
                      format_func=lambda code: labels.get(code, "Niet meer in het mandje"),
                      placeholder="Niet gekozen")  # fmt: skip
    _merged(view, consultation, question)
    st.button("Haal deze vraag weg", key=f"drop_question_{question.question_id}", icon=":material/delete:",
              on_click=_drop, args=(view, question, [one.question_id for one in consultation.questions]))  # fmt: skip


def answer(fields: Fields, question: Question) -> None:
    """Status and answer."""
    fields.pick("Status", question_name(question, "status"), list(OWN_STATUSES), format_func=STATUS_LABELS.get)
    fields.text_area("Antwoord", question_name(question, "answer"), height="content")
    item = fields.consultation.item(question.item_id)
    guard.show(fields, question_name(question, "answer"), () if item is None else (item,))


def _merged(view: View, consultation: Consultation, question: Question) -> None:
    """The questions for which this one speaks, and letting it go along with another."""
    own = question.question_id
    for other in consultation.questions:
        if other.merged_into == own:
            paragraph(f"Samengevoegd: “{other.text}”")
            st.button("Haal los", key=f"loose_{other.question_id}", icon=":material/call_split:",
                      on_click=_loosen, args=(view, other.question_id))  # fmt: skip
    others = {one.question_id: shortened_plain(one.text) for one in consultation.questions
              if one.question_id != own and not one.merged_into}  # fmt: skip
    if not others:
        return
    key = f"along_{own}"
    st.selectbox("Is dit dezelfde vraag als een andere?", list(others), index=None, key=key, format_func=others.get,
                 placeholder="Kies een vraag")  # fmt: skip
    st.button("Voeg samen met die vraag", key=f"go_{key}", on_click=_merge, args=(view, own, key),
              disabled=st.session_state.get(key) is None)  # fmt: skip


def _merge(view: View, own: str, key: str) -> None:
    if into := st.session_state.get(key):
        merging.merge(view, into, [own])


def _loosen(view: View, question_id: str) -> None:
    if changed(functools.partial(view.store.unmerge, view.consultation_id, question_id)):
        tell(GOOD, "De vraag staat weer apart.")


def _drop(view: View, question: Question, ids: list[str]) -> None:
    """Take it away as it is kept now; it can be put back, with what was merged into it."""
    kept = view.store.get(view.consultation_id)
    now = next((one for one in kept.questions if one.question_id == question.question_id), None) if kept else None
    if kept is None or now is None:
        return
    along = [one.question_id for one in kept.questions if one.merged_into == now.question_id]

    def put_back() -> None:
        view.store.save_question(view.consultation_id, now, base=Question(now.question_id, ""))
        view.store.merge(view.consultation_id, now.question_id, along)
        view.store.order_questions(view.consultation_id, ids)

    if changed(functools.partial(view.store.drop_question, view.consultation_id, now.question_id)):
        tell(GONE, f"Weggehaald: “{shortened_plain(now.text)}”", put_back)
