"""The blocks of the page *Werk, kinderen, aanbod en ouders*."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor.catalogue import CareType, Measure, Topic
from monitor.figures.matrix import matrix_figure
from monitor.figures.trend import ZOOM
from monitor.page_tables import reported_table
from monitor.share_tables import shares_table
from monitor.table_html import matrix_html, to_html
from monitor.verdict_tables import matrix_table
from monitor.wording import sentences as words
from monitor.wording.numbers import capital
from monitor.wording.overview import counters_text
from widgets import links, trend_blocks
from widgets.chart_block import Block, paragraphs, show
from widgets.runtime import Context


def matrix(topic: Topic, care_types: Sequence[CareType], measures: Sequence[Measure], here: Context) -> None:
    """Every part of the topic per care type: the verdict from numbers first, then what the sources say."""
    catalogue = here.catalogue
    selected = {(t.code, m.code) for t in care_types for m in measures}
    computed = [row for key, row in here.computed().items() if key in selected]
    published = [row for key, row in here.published().items() if key in selected]
    if not computed and not published:
        st.info("Met deze filters is er niets gevonden. Zet een filter uit.")
        return
    rows = [*computed, *published]
    show(
        Block(
            key=f"onderwerp_{topic.slug}",
            page="werk-en-aanbod",
            headline=capital(counters_text(computed or published, catalogue)),
            subline=f"{topic.label}: oordeel per opvangsoort en onderdeel. Steeds vergeleken met {catalogue.baseline.label}.",
            sentence="",
            source=links.sources_of(rows, here),
            table=matrix_table(rows, catalogue),
            body=matrix_html(care_types, measures, rows, catalogue, link=lambda row: links.trend(row, here)),
            picture=lambda: matrix_figure(care_types, measures, rows, catalogue),
            flags=links.flag_labels(rows, catalogue),
        ),
        here,
    )


def measured(measure: Measure, care_types: Sequence[CareType], here: Context, *, with_events: bool) -> None:
    """One part of the topic with its numbers: the periods per care type and the verdict in a sentence each."""
    rows = [row for t in care_types if (row := here.computed().get((t.code, measure.code)))]
    if not rows:
        return
    trend_blocks.panels(rows, here, scale=ZOOM, with_events=with_events, page="werk-en-aanbod")
    paragraphs(*(words.sentence(row, here.catalogue) for row in rows))
    shares = shares_table(rows, here.catalogue)
    if shares.rows:
        st.html(to_html(shares))


def said(care_types: Sequence[CareType], measures: Sequence[Measure], here: Context) -> None:
    """The statements of the sources behind this topic."""
    selected = {(t.code, m.code) for t in care_types for m in measures}
    published = [row for key, row in here.published().items() if key in selected]
    if published:
        st.header("Wat zeggen de bronnen?", anchor=False)
        paragraphs(*dict.fromkeys(words.sentence(row, here.catalogue) for row in published if len(care_types) == 1))
        st.html(to_html(reported_table(published, here.catalogue)))
