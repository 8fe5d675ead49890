"""The blocks of the page *Werk, kinderen, aanbod en ouders*."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor.blocks import national
from monitor.catalogue import CareType, Measure, Topic
from monitor.figures.trend import ZOOM
from monitor.page_tables import reported_table
from monitor.share_tables import shares_table
from monitor.table_html import to_html
from monitor.wording import sentences as words
from widgets import links, trend_blocks
from widgets.chart_block import paragraphs, show
from widgets.runtime import Context


def matrix(topic: Topic, care_types: Sequence[CareType], measures: Sequence[Measure], here: Context) -> None:
    """Every part of the topic per care type: the verdict from numbers first, then what the sources say."""
    computed = national.chosen(here.computed(), care_types, measures)
    published = national.chosen(here.published(), care_types, measures)
    if not computed and not published:
        st.info("Met deze filters is er niets gevonden. Zet een filter uit.")
        return
    block = national.topic_matrix(
        topic, computed, published, here.view, care_types, measures, link=lambda row: links.trend(row, here)
    )
    show(block, here)


def measured(measure: Measure, care_types: Sequence[CareType], here: Context, *, with_events: bool) -> None:
    """One part of the topic with its numbers: the periods per care type and the verdict in a sentence each."""
    rows = [row for t in care_types if (row := here.computed().get((t.code, measure.code)))]
    if not rows:
        return
    trend_blocks.panels(rows, here, scale=ZOOM, with_events=with_events, page=national.TOPIC)
    paragraphs(*(words.sentence(row, here.catalogue) for row in rows))
    shares = shares_table(rows, here.catalogue)
    if shares.rows:
        st.html(to_html(shares))


def said(care_types: Sequence[CareType], measures: Sequence[Measure], here: Context) -> None:
    """The statements of the sources behind this topic."""
    published = national.chosen(here.published(), care_types, measures)
    if published:
        st.header("Wat zeggen de bronnen?", anchor=False)
        paragraphs(*dict.fromkeys(words.sentence(row, here.catalogue) for row in published if len(care_types) == 1))
        st.html(to_html(reported_table(published, here.catalogue)))
