"""The blocks of the page *Trend en herstel*, one function each. They arrange; numbers and sentences come from monitor/."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from monitor.blocks import national, verdicts
from monitor.catalogue import CareType, Catalogue, Measure
from monitor.figures.trend import FULL, ZOOM
from monitor.graded_html import graded_html
from monitor.national import lagging_parts
from monitor.page_tables import ladder_table, statements_table, strip_overview
from monitor.records import MIXED, REPORTED, VerdictRow
from monitor.table_html import to_html
from monitor.wording import margins, overview
from monitor.wording import sentences as words
from monitor.wording.numbers import listing, lower_first
from widgets import basket, links, url
from widgets.chart_block import may_say, paragraph, paragraphs, show
from widgets.runtime import Context

SCALE = url.Param("schaal", {"zoom": ZOOM, "vol": FULL}, ("zoom",))
SCALE_LABELS = {ZOOM: "Ingezoomd", FULL: "Hele schaal"}


def selection(care_types: Sequence[CareType], measure: Measure, here: Context) -> str:
    return overview.selection_sentence([t.code for t in care_types], [measure.code], here.catalogue)


def panels(
    rows: Sequence[VerdictRow], here: Context, *, scale: str, with_events: bool, page: str = national.TREND
) -> None:
    """C1: the periods per care type, before the band of the baseline."""
    show(national.trend(rows, here.view, scale=scale, with_events=with_events, page=page), here)


def split(rows: Sequence[VerdictRow], here: Context) -> None:
    """C2: how much of the dip was made good, what is still to go, what is growth."""
    show(national.split(rows, here.view), here)


def certainty(rows: Sequence[VerdictRow], here: Context) -> None:
    """Per care type the verdict in full: margins, chances, what the sample could show, what one may say."""
    catalogue = here.catalogue
    st.header("Hoe zeker is dat?", anchor=False)
    for row in rows:
        with st.expander(_title(row, here), expanded=len(rows) == 1):
            paragraphs(
                words.sentence(row, catalogue),
                margins.margins_sentence(row, catalogue),
                margins.counter_reading(row, catalogue),
                after=graded_html(row, catalogue),
            )
            paragraphs(
                margins.smallest_sentence(row, catalogue),
                *may_say(*words.may_i_say(row, catalogue)),
                *_flags(row, here),
            )
            basket.verdict_button(verdicts.verdict(row, catalogue), here)


def _title(row: VerdictRow, here: Context) -> str:
    catalogue = here.catalogue
    return f"{catalogue.label(row.care_type)}: {words.icon(row, catalogue)} {words.label(row, catalogue)}"


def _flags(row: VerdictRow, here: Context, without: Sequence[str] = ()) -> list[str]:
    """What one should know of this row, each with its sign and its name."""
    told = (flag for flag in words.flag_texts(row, here.catalogue) if flag.code not in without)
    return [f"{flag.icon} {flag.label}: {flag.text}" for flag in told]


def strip(rows: Sequence[VerdictRow], here: Context) -> None:
    """The verdict at other values of the smallest difference that counts."""
    st.header("Hangt het oordeel af van onze grens?", anchor=False)
    paragraph(
        "Welk verschil telt, is onze keuze. Geen bron geeft een grens. Hier ziet u het oordeel bij andere grenzen."
    )
    st.html(to_html(strip_overview(rows, here.catalogue)))


def said(published: Sequence[VerdictRow], computed: Sequence[VerdictRow], here: Context) -> None:
    """The published verdicts with their sources, and whether the numbers agree."""
    catalogue = here.catalogue
    st.header("Wat zeggen de bronnen?", anchor=False)
    numbers = {row.key: row for row in computed}
    for row in published:
        with st.expander(_title(row, here), expanded=len(published) == 1):
            paragraphs(
                words.sentence(row, catalogue),
                words.derived_sentence(row, catalogue),
                margins.counter_reading(row, catalogue),
                words.agreement_sentence(numbers[row.key]) if row.key in numbers else "",
                *may_say(*words.may_i_say(row, catalogue)),
                *_flags(row, here, without=(REPORTED,) if row.key in numbers else ()),
                after=to_html(statements_table(row), label=f"Uitspraken: {_title(row, here)}"),
            )
            basket.verdict_button(verdicts.verdict(row, catalogue), here)


def mixed(wholes: Sequence[VerdictRow], rows: Iterable[VerdictRow], catalogue: Catalogue) -> None:
    """Where the whole recovered and a part did not: said once for all care types of which the same parts lag."""
    every = list(rows)
    said = links.same_text(
        (overview.mixed_sentence(row, lagging_parts(row, every, catalogue), catalogue), row)
        for row in wholes
        if MIXED in row.flags
    )
    for text, found in said.items():
        paragraph(f"{listing([catalogue.label(row.care_type) for row in found])}: {lower_first(text)}")


def ladder(measure: Measure, care_types: Sequence[CareType], here: Context) -> None:
    """The parts under a measure, with verdicts of their own; says so when the whole recovered and a part did not."""
    catalogue = here.catalogue
    rows = here.computed() or here.published()
    st.header(f"Onderdelen van {measure.in_sentence}", anchor=False)
    wholes = [rows[t.code, measure.code] for t in care_types if (t.code, measure.code) in rows]
    mixed(wholes, rows.values(), catalogue)
    table = ladder_table(measure, care_types, {**here.published(), **rows}, catalogue)
    st.html(to_html(table))
