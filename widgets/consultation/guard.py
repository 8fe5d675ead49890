"""Under a text of the user: a warning when it tells of a change without the baseline, and what may be said instead."""

from __future__ import annotations

import functools

import streamlit as st

from monitor.consultation import two_periods
from monitor.consultation.records import Item
from widgets.chart_block import paragraph
from widgets.consultation.keeper import Fields
from widgets.consultation.view import GOOD, tell


def show(fields: Fields, name: str, items: tuple[Item, ...]) -> None:
    """For the field of this name, with the findings that it rests on."""
    view, text = fields.view, fields.state.text(name)
    found = two_periods.check(text, items, view.catalogue, view.here.national) if text.strip() else None
    if found is None:
        return
    with st.container(border=True, key=f"kib_guard_{name}"):
        quoted = f" Het gaat om: “{found.part}”" if found.part and found.part.strip() != text.strip() else ""
        paragraph(f"⚠ {found.text_nl}{quoted}", "kib-name")
        if not found.safe_nl:
            return
        paragraph(f"✓ Wel zeggen: {found.safe_nl}")
        with st.container(horizontal=True):
            st.button("Gebruik deze zin", key=f"safe_{name}", on_click=_replace, args=(fields, name, found))
            st.button("Zet hem eronder", key=f"safe_below_{name}", on_click=put_below,
                      args=(fields, name, found.safe_nl))  # fmt: skip


def put_below(fields: Fields, name: str, text: str) -> None:
    """Put a text under what stands in a field."""
    now = str(st.session_state.get(fields.key(name), "")).rstrip()
    fields.put(name, f"{now}\n{text}" if now else text)


def _replace(fields: Fields, name: str, found: two_periods.Warning) -> None:
    """The safe words instead of the sentence that was warned for; the text of before can be put back."""
    before = str(st.session_state.get(fields.key(name), ""))
    after = before.replace(found.part, found.safe_nl) if found.part and found.part in before else found.safe_nl
    fields.put(name, after)
    tell(GOOD, "De zin is vervangen.", functools.partial(fields.put, name, before))
