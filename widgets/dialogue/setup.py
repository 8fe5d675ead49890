"""Inrichten: the settings of a dialogue year. Nothing changes before somebody keeps it, and every version stays."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from monitor.dialogues import names as person_names
from monitor.dialogues import settings as years
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.settings_check import ASK, WRONG, Remark, check, usage_of
from monitor.dialogues.settings_history import Revision
from monitor.table_html import to_html
from monitor.tables import Column, Table
from monitor.wording.numbers import count, date_text, time
from widgets.chart_block import paragraph, paragraphs
from widgets.dialogue import setup_rows
from widgets.dialogue.parts import NOT_KEPT
from widgets.dialogue.setup_copy import Copy, begin_again, begin_with, copy_of, revisions
from widgets.dialogue.view import View
from widgets.refusals import reason

log = logging.getLogger("kwaliteit")
FAILED = "setup.failed"
COLUMNS = (
    Column("field", "Waar"),
    Column("value", "Ingevuld"),
    Column("message", "Wat valt op"),
    Column("remedy", "Wat u kunt doen"),
)


def show(view: View) -> None:
    kept = revisions(view)
    copy = copy_of(view, kept)
    earlier = _earlier(view)
    _where_it_stands(view, copy, kept, earlier)
    _begin_otherwise(view, earlier)
    st.header("Gemeente en dialoog", anchor=False)
    copy.typed = setup_rows.names(copy)
    st.header("Fasen", anchor=False)
    copy.typed = setup_rows.phases(copy)
    st.header("Wijken en contactrollen", anchor=False)
    copy.typed = setup_rows.areas(copy)
    st.header("Thema's van dit jaar", anchor=False)
    copy.typed = setup_rows.themes(copy, view.here.catalogue)
    st.header("Grenzen", anchor=False)
    copy.typed = setup_rows.limits(copy)
    st.header("Bewaren", anchor=False)
    _keep(view, copy, kept)
    st.header("Eerdere versies", anchor=False)
    _history(kept)


def _where_it_stands(view: View, copy: Copy, kept: Sequence[Revision], earlier: int | None) -> None:
    if copy.told:
        st.success(copy.told, icon=":material/check_circle:")
        copy.told = ""
    if kept:
        stands = f"Deze instellingen zijn bewaard op {_moment(kept[0])}. Dit is versie {kept[0].number}."
    elif earlier:
        stands = f"Dit zijn de instellingen van {earlier}, met de data van {view.cycle.year}. Ze zijn nog niet bewaard."
    else:
        stands = "Dit is het sjabloon van 2024, met de data van dit jaar. Het is nog niet bewaard."
    paragraphs(
        f"Hier richt u dialoogjaar {view.cycle.year} in.", stands,
        "U kunt alles aanpassen. Er verandert pas iets als u onderaan bewaart.",
    )  # fmt: skip
    if kept and copy.revision != kept[0].entry_id:
        st.warning(
            "Iemand anders bewaarde intussen een nieuwe versie. Bewaart u nu, dan geldt uw versie. "
            "De andere blijft staan bij Eerdere versies.",
            icon=":material/group:",
        )


def _begin_otherwise(view: View, earlier: int | None) -> None:
    year, municipality = view.cycle.year, view.cycle.municipality
    with st.container(horizontal=True):
        if earlier:
            before = years.moved(view.dialogues.settings(view.origin, municipality, earlier), year)
            told = f"De instellingen van {earlier} staan nu in de velden. Er is nog niets bewaard."
            st.button(f"Neem over van {earlier}", key="setup_earlier", on_click=begin_with, args=(view, before, told))
        told = "Het sjabloon staat nu in de velden. Er is nog niets bewaard."
        shipped = years.template(year, municipality, view.here.catalogue.folders)
        fresh = replace(shipped, municipality_label=view.settings.municipality_label)
        st.button("Begin opnieuw met het sjabloon", key="setup_template", on_click=begin_with, args=(view, fresh, told))


def _earlier(view: View) -> int | None:
    """The last earlier year of this municipality with settings of its own."""
    known = view.dialogues.kept_settings(view.origin)
    return max((y for m, y in known if m == view.cycle.municipality and y < view.cycle.year), default=None)


# ------------------------------------------------------------------------------------------------------------ keeping


def _keep(view: View, copy: Copy, kept: Sequence[Revision]) -> None:
    """The buttons, and what is wrong or must be asked."""
    who = st.text_input(
        "Uw rol (hoeft niet)", view.here.function, key=copy.key("", "who"), placeholder="Bijvoorbeeld beleidsmedewerker"
    )
    with st.container(horizontal=True):
        st.button("Bewaar", key=copy.key("", "keep"), type="primary", on_click=copy.press)
        told = "Uw wijzigingen zijn weg. U ziet weer wat er bewaard is."
        st.button("Wis mijn wijzigingen", key=copy.key("", "undo"), on_click=begin_again, args=(view, told),
                  disabled=not copy.is_changed)  # fmt: skip
    if why := st.session_state.pop(FAILED, ""):
        st.error(why, icon=":material/error:")
    pressed, copy.pressed = copy.pressed, False
    agreed, copy.agreed = copy.agreed, None
    if kept and not copy.is_changed:
        paragraph("Alles wat u hier ziet, is bewaard.")
    elif not pressed and copy.is_changed:
        paragraph("Uw wijzigingen zijn nog niet bewaard.")
    waiting = copy.asked == copy.typed
    if not (pressed or waiting):
        return
    checked = check(copy.typed, view.settings, usage_of(view.cycle), person_names.known_words(view.cycle))
    wrong, asked = checked.of(WRONG), checked.of(ASK)
    if wrong:
        copy.asked = None
        st.error(
            f"Er is niets bewaard. {count(len(wrong), 'punt klopt', 'punten kloppen')} niet.", icon=":material/error:"
        )
        st.html(to_html(Table("Wat er niet klopt", COLUMNS, _rows(wrong))))
        if asked:
            st.html(to_html(Table("Wat ook opvalt", COLUMNS, _rows(asked))))
        return
    assert checked.settings is not None
    if asked and agreed != copy.typed:
        copy.asked = copy.typed
        st.warning(
            f"Er is nog niets bewaard. {count(len(asked), 'punt valt', 'punten vallen')} op. Klopt het zo?",
            icon=":material/help:",
        )
        st.html(to_html(Table("Wat opvalt", COLUMNS, _rows(asked))))
        st.button("Ja, bewaar het zo", key=copy.key("", "sure"), on_click=copy.agree)
        return
    _save(view, checked.settings, who)
    st.rerun()


def _rows(remarks: Sequence[Remark]) -> tuple[tuple[str, ...], ...]:
    return tuple((r.field, r.value or "leeg", r.message, r.remedy) for r in remarks)


def _save(view: View, settings: CycleSettings, who: str) -> None:
    """A new revision, unless it says the same as the newest one."""
    newest = view.dialogues.kept_settings(view.origin).get((settings.municipality, settings.year))
    if newest == settings:
        begin_again(view, "Er is niets veranderd. Uw instellingen waren al bewaard.")
        return
    try:
        years.save(view.dialogues.journal, view.origin, settings, by=" ".join(who.split())[:80])
    except OSError:
        log.exception("keeping settings")
        st.session_state[FAILED] = reason(NOT_KEPT)
        return
    begin_again(view, f"Bewaard. De instellingen van {settings.year} gelden nu overal.")


# ------------------------------------------------------------------------------------------------------------- history


def _history(kept: Sequence[Revision]) -> None:
    if not kept:
        paragraph("Van dit jaar is nog niets bewaard.")
        return
    columns = (
        Column("number", "Versie", "count"), Column("at", "Wanneer"), Column("by", "Wie"), Column("what", "Wat veranderde"),
    )  # fmt: skip
    rows = tuple(
        (r.number, _moment(r), r.by or "niet gezegd", " ".join(r.changes) or _without_changes(r)) for r in kept
    )
    st.html(to_html(Table("Bewaarde versies, de nieuwste eerst", columns, rows)))


def _without_changes(revision: Revision) -> str:
    return "Eerste versie." if revision.number == 1 else "Geen verschil in deze velden."


def _moment(revision: Revision) -> str:
    day: date = revision.at.date()
    return f"{date_text(day)} om {time(revision.at)}"
