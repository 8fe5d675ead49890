"""Vragen: what members asked, by subject; adding, merging, linking to a figure, status and answer."""

from __future__ import annotations

import functools
from dataclasses import replace

import streamlit as st

from monitor.consultation import todo
from monitor.consultation.briefing import asked
from monitor.consultation.one_field import question_name
from monitor.consultation.records import IN_BRIEFING, NEW, Consultation
from monitor.consultation.words import STATUS_LABELS
from monitor.export.signs import slug
from monitor.wording.numbers import capital, count, listing
from widgets import url
from widgets.chart_block import paragraph
from widgets.consultation import add_questions, merging, question_form
from widgets.consultation.keeper import Fields, begin_anew
from widgets.consultation.view import GOOD, View, changed, tell
from widgets.url import Param, as_text

ALL = ""
SLUGS = {"alle": ALL} | {slug(STATUS_LABELS[code]): code for code in question_form.OWN_STATUSES}
LABELS = {name: STATUS_LABELS[code].lower() if code else "alle vragen" for name, code in SLUGS.items()}
"""Slugs of the filter, for messages about the link."""


def status_param() -> Param:
    return Param("status", SLUGS, ("alle",))


def show(view: View, fields: Fields) -> None:
    consultation = fields.consultation
    paragraph(todo.closing(consultation, view.on))
    add_questions.show(view)
    merging.show(view, consultation)
    st.header("Vragen van leden", anchor=False)
    if not consultation.questions:
        paragraph("Er zijn nog geen vragen. Voeg ze hierboven toe.")
        return
    paragraph(_counted(consultation))
    wanted = _filter()
    _all_in_briefing(view, consultation)
    shown = 0
    for group in asked.groups(consultation.questions, view.catalogue, {}):
        # Who is working on a question keeps it in view, also when it gets another status.
        parts = [p for p in group.questions if wanted in (ALL, p.question.status) or question_form.is_open(p.question)]
        if not parts:
            continue
        shown += len(parts)
        st.subheader(as_text(group.subject), anchor=False)
        for part in parts:
            opened = question_form.fold(part.question)
            if opened.open:
                with opened:
                    question_form.whole(view, fields, part.question)
    if not shown:
        paragraph("Geen vraag heeft deze status. Kies een andere status.")


def _counted(consultation: Consultation) -> str:
    """How many there are, and how many of each status."""
    speaking = todo.speaking(consultation)
    sizes = {status: sum(one.status == status for one in speaking) for status in question_form.OWN_STATUSES}
    told = listing([f"{n} {STATUS_LABELS[status].lower()}" for status, n in sizes.items() if n])
    text = f"{count(len(speaking), 'vraag', 'vragen')}: {told}."
    merged = len(consultation.questions) - len(speaking)
    return text + (f" {capital(count(merged, 'vraag is', 'vragen zijn'))} samengevoegd." if merged else "")


def _filter() -> str:
    param = status_param()
    labels = {ALL: "Alle"} | STATUS_LABELS
    st.selectbox("Toon vragen met status", list(param.options.values()), key=url.prepare(param), format_func=labels.get)
    return url.keep(param)


def _all_in_briefing(view: View, consultation: Consultation) -> None:
    new = [one.question_id for one in consultation.questions if one.status == NEW]
    if new:
        label = STATUS_LABELS[IN_BRIEFING].lower()
        st.button(f"Zet {count(len(new), 'nieuwe vraag', 'nieuwe vragen')} op “{label}”", key="all_in_briefing",
                  on_click=set_status, args=(view, NEW, IN_BRIEFING))  # fmt: skip


def set_status(view: View, old: str, new: str) -> None:
    """Give every question with one status another."""
    consultation = view.store.get(view.consultation_id)
    if consultation is None:
        return
    moved = [one for one in consultation.questions if one.status == old]

    def change(status: str) -> None:
        for one in moved:
            view.store.save_question(view.consultation_id, replace(one, status=status), base=replace(one, status=""))
        begin_anew(view, [question_name(one, "status") for one in moved])

    if changed(functools.partial(change, new)):
        told = count(len(moved), "vraag staat", "vragen staan")
        tell(GOOD, f"{told} nu op “{STATUS_LABELS[new].lower()}”.", functools.partial(change, old))
