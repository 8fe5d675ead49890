"""The sheet of a conversation on screen, as it will come out: the same content as the documents."""

from __future__ import annotations

import streamlit as st

from monitor.own.sheet import Sheet, SheetPoint
from widgets.chart_block import paragraph, paragraphs


def show(sheet: Sheet) -> None:
    with st.expander("Bekijk wat er op het blad komt"):
        paragraphs(sheet.stamp, sheet.subtitle, *sheet.read)
        for point in sheet.points:
            _point(point, sheet)
        paragraph("Volgende week", "kib-name")
        paragraphs(sheet.task or "Ruimte om één ding op te schrijven om op te letten.")
        if sheet.themes:
            paragraph("De verplichte thema's van de dialoog", "kib-name")
            paragraphs(*(f"{theme}: {told}." for theme, told in sheet.themes))


def _point(point: SheetPoint, sheet: Sheet) -> None:
    paragraph(point.heading, "kib-name")
    own = f"{point.own_label}: {' '.join(point.own)}" if point.own else ""
    national = [f"{label}: {text}" for label, text in point.national]
    paragraphs(point.about, own, *national, point.themes, point.note)
    paragraph(f"Vragen: {' '.join(sheet.questions)}")
