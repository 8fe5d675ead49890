"""The warning on every page when data do not count because a file is damaged, and the part of the data page about it."""

from __future__ import annotations

from collections.abc import Callable

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


def part(here: Context, retire: Callable[[Context, str], None], may_retire: Callable[[Dataset, Context], bool]) -> None:
    """Which files, why, and taking such a data set out of use, for who has no backup and cannot read it in again."""
    if not here.state.set_aside:
        return
    st.header("Gegevens die nu niet meetellen", anchor=False)
    st.html(to_html(words.table(here.state)))
    paragraph(f"{words.REMEDY} Het beschadigde bestand blijft staan waar het staat.")
    for aside in here.state.set_aside:
        if not may_retire(aside.dataset, here):
            continue
        with st.expander(f"Haal uit gebruik: {as_text(words.name(aside))}"):
            paragraph(
                "De waarschuwing gaat dan weg. De bestanden blijven bewaard. U kunt de set later opnieuw inlezen."
            )
            st.button(
                "Haal uit gebruik", key=f"retire_{aside.dataset.dataset_id}", on_click=retire,
                args=(here, aside.dataset.dataset_id),
            )  # fmt: skip
