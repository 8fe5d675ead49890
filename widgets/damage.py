"""The warning on every page when data do not count because a file is damaged, and the part of the data page about it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

import streamlit as st

from monitor.store.state import Dataset
from monitor.table_html import to_html
from monitor.wording import damage as words
from widgets.chart_block import paragraph
from widgets.runtime import Context
from widgets.url import as_text


def notice(here: Context) -> None:
    """What is missing and the remedy; nothing when everything counts."""
    if told := words.sentences(here.state, is_manager=here.person.rights.manage):
        st.warning(as_text(" ".join(told)), icon=":material/warning:")


def changes(here: Context, *, may_set_up: bool) -> None:
    """That changes by hand in the dialogues cannot be read; nothing when all can."""
    names = here.dialogues.unreadable()
    if told := words.lost_changes(names, is_named=may_set_up):
        st.warning(as_text(" ".join(told)), icon=":material/warning:")


def part(
    here: Context, retire: Callable[[Context, str], None], mine: Collection[str], is_named: Callable[[Dataset], bool]
) -> None:
    """Which files, why, and taking such a data set out of use, for who has no backup and cannot read it in again.

    `mine` are the data sets that this person may take out of use, `is_named` tells which may be named to them. Nothing
    for who may do neither.
    """
    shown = tuple(aside for aside in here.state.set_aside if is_named(aside.dataset))
    if not shown or not (mine or here.guard.may_import()):
        return
    st.header("Gegevens die nu niet meetellen", anchor=False)
    st.html(to_html(words.table(replace(here.state, set_aside=shown))))
    paragraph(f"{words.REMEDY} Het beschadigde bestand blijft staan waar het staat.")
    for aside in (one for one in shown if one.dataset.dataset_id in mine):
        with st.expander(f"Haal uit gebruik: {as_text(words.name(aside))}"):
            paragraph(
                "De waarschuwing gaat dan weg. De bestanden blijven bewaard. U kunt de set later opnieuw inlezen."
            )
            st.button(
                "Haal uit gebruik", key=f"retire_{aside.dataset.dataset_id}", on_click=retire,
                args=(here, aside.dataset.dataset_id),
            )  # fmt: skip
