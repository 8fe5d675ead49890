"""The part *Toegankelijkheid*: the draft of the statement on screen and as a document to complete."""

from __future__ import annotations

import functools

import streamlit as st

from monitor import accessibility
from monitor.export.kinds import WORD
from monitor.table_html import to_html
from monitor.wording.numbers import date_text
from widgets import downloads
from widgets.chart_block import paragraph
from widgets.runtime import Context


def show(here: Context) -> None:
    made = accessibility.statement(here.catalogue, here.reference_date)
    st.header(accessibility.TITLE, anchor=False)
    paragraph(f"{accessibility.CONCEPT} Opgesteld op {date_text(made.on)}.")
    (first, texts), *others = made.parts
    _part(first, texts)
    st.subheader("Wat nog niet voldoet", anchor=False)
    st.html(to_html(made.deviations))
    for heading, lines in others:
        _part(heading, lines)
    downloads.button(
        "Download de verklaring (Word)", key="accessibility_docx", mime=WORD,
        file_name="toegankelijkheidsverklaring.docx", data=functools.partial(accessibility.docx, made),
    )  # fmt: skip


def _part(heading: str, lines: tuple[str, ...]) -> None:
    st.subheader(heading, anchor=False)
    for line in lines:
        paragraph(line)
