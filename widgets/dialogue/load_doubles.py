"""Two reports that may be of one joint dialogue: side by side, and a person decides."""

from __future__ import annotations

import logging

import streamlit as st

from monitor.dialogues import doubles
from monitor.dialogues.doubles import LikelyDouble
from monitor.dialogues.records import JGZ, Dialogue
from monitor.table_html import to_html
from monitor.tables import Column, Table
from monitor.wording.numbers import date_text, listing, nl
from widgets.chart_block import paragraph
from widgets.dialogue.parts import NOT_KEPT
from widgets.dialogue.view import View
from widgets.refusals import reason

log = logging.getLogger("kwaliteit")
FAILED = "doubles.failed"
MOST_SHOWN = 10
MOST_SIGNS = 300


def show(view: View) -> None:
    found = doubles.likely_doubles(view.cycle)
    if not found:
        return
    st.header("Zijn deze twee dezelfde dialoog?", anchor=False)
    if why := st.session_state.pop(FAILED, ""):
        st.error(why, icon=":material/error:")
    alike = "1 paar lijkt op elkaar." if len(found) == 1 else f"{nl(len(found), 0)} paren lijken op elkaar."
    paragraph(f"{alike} Zegt u ja? Dan telt alleen de laatste mee. De andere blijft bewaard.")
    for number, pair in enumerate(found[:MOST_SHOWN], start=1):
        _ask(view, pair, number)
    if len(found) > MOST_SHOWN:
        paragraph(f"U ziet de eerste {MOST_SHOWN}. De andere ziet u als u hierop antwoord gaf.")


def _ask(view: View, pair: LikelyDouble, number: int) -> None:
    columns = (Column("what", "Wat"), Column("first", "Eerste melding"), Column("second", "Tweede melding"))
    rows = tuple(zip(_names(), _told(view, pair.first), _told(view, pair.second), strict=True))
    key = "_".join(pair.pair)
    with st.container(border=True):
        st.html(f"<div class='kib-roomy'>{to_html(Table(f'Paar {number}. {pair.why}', columns, rows))}</div>")
        with st.container(horizontal=True):
            for label, same in (("Ja, dezelfde", True), ("Nee, twee dialogen", False)):
                st.button(
                    f"{label} (paar {number})", key=f"double_{same}_{key}", on_click=_decide, args=(view, pair, same),
                )  # fmt: skip


def _decide(view: View, pair: LikelyDouble, same: bool) -> None:
    try:
        doubles.decide(view.dialogues.journal, view.origin, pair.pair, same)
    except OSError:
        log.exception("deciding on a double")
        st.session_state[FAILED] = reason(NOT_KEPT)


def _names() -> tuple[str, ...]:
    return ("Datum van de dialoog", "Verstuurd op", "Deelnemers", "Ingevuld door", "Thema's", "Eerste antwoord")


def _told(view: View, one: Dialogue) -> tuple[str, ...]:
    cycle = view.cycle
    people = [view.words.label("part", JGZ) if code == JGZ else cycle.name(code) for code in one.participants]
    themes = [_theme(view, code, answer.label) for code, answer in one.answers.items()]
    texts = (t for a in one.answers.values() for t in (a.stands_out, a.actions_text, a.proud) if t)
    text = next(texts, "geen tekst")
    return (
        date_text(one.held_on) if one.held_on else "niet bekend",
        date_text(one.submitted_at.date()) if one.submitted_at else "niet bekend",
        listing(people) or "niet bekend",
        cycle.name(one.reporter_id) if one.reporter_id else "niet bekend",
        listing(themes) or "geen",
        text if len(text) <= MOST_SIGNS else text[: MOST_SIGNS - 1] + "…",
    )


def _theme(view: View, code: str, label: str) -> str:
    theme = view.settings.theme(code)
    return label or (theme.short if theme else code)
