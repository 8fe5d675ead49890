"""The blocks of the page *Trend en herstel*, one function each. They arrange; numbers and sentences come from monitor/."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

import plotly.graph_objects as go
import streamlit as st

from monitor.catalogue import CareType, Catalogue, Measure
from monitor.figures.decomposition import decomposition
from monitor.figures.trend import FULL, ZOOM, reading_notes, trend_panels
from monitor.graded_html import graded_html
from monitor.national import lagging_parts
from monitor.page_tables import ladder_table, statements_table, strip_overview
from monitor.records import MIXED, REPORTED, VerdictRow
from monitor.sources import load_events
from monitor.table_html import to_html
from monitor.verdict_tables import reading_table, strip_table, trend_table
from monitor.wording import margins, overview
from monitor.wording import sentences as words
from monitor.wording.alt import alt_text
from monitor.wording.numbers import capital, listing, lower_first
from widgets import links, url
from widgets.chart_block import Block, may_say, paragraph, paragraphs, show
from widgets.runtime import Context

SCALE = url.Param("schaal", {"zoom": ZOOM, "vol": FULL}, ("zoom",))
SCALE_LABELS = {ZOOM: "Ingezoomd", FULL: "Hele schaal"}


def selection(care_types: Sequence[CareType], measure: Measure, here: Context) -> str:
    return overview.selection_sentence([t.code for t in care_types], [measure.code], here.catalogue)


def _headline(rows: Sequence[VerdictRow], here: Context) -> str:
    """The finding: the verdict itself for one row, the counts for more."""
    if len(rows) == 1:
        return links.first_sentence(words.sentence(rows[0], here.catalogue))[0]
    return capital(overview.counters_text(rows, here.catalogue))


# Rows live as long as their data version, so what is drawn from them is kept with them.


@functools.lru_cache(maxsize=512)
def _panel(
    row: VerdictRow, catalogue: Catalogue, scale: str, events: tuple, beside: tuple[VerdictRow, ...]
) -> go.Figure:
    return trend_panels([row], catalogue, scale=scale, narrow=True, events=events, axis_rows=beside, notes_inside=False)


@functools.lru_cache(maxsize=128)
def _split(rows: tuple[VerdictRow, ...], catalogue: Catalogue, *, narrow: bool) -> go.Figure:
    return decomposition(rows, catalogue, narrow=narrow)


@functools.lru_cache(maxsize=512)
def _alt(kind: str, row: VerdictRow, catalogue: Catalogue) -> str:
    return alt_text(kind, [row], catalogue)


def panels(rows: Sequence[VerdictRow], here: Context, *, scale: str, with_events: bool, page: str = "trend") -> None:
    """C1: the periods per care type, before the band of the baseline."""
    catalogue = here.catalogue
    measure = catalogue.measures[rows[0].measure]
    events = tuple((e.at, e.label) for e in load_events(catalogue)) if with_events else ()
    unit = catalogue.settings["unit_plural_nl"]
    show(
        Block(
            key=f"trend_{measure.slug}",
            page=page,
            headline=_headline(rows, here) if page == "trend" else f"{measure.label}: {_headline(rows, here)}",
            subline=f"{capital(measure.in_sentence)} per opvangsoort: gemiddelde van de gemeten {unit} met de marge. "
            + " ".join(reading_notes(rows, catalogue, scale=scale, events=events)),
            sentence=overview.chance_sentence(rows[0].verdict.family_size, catalogue) if rows[0].verdict else "",
            source=links.sources_of(rows, here),
            table=reading_table(rows, catalogue),
            sheets=[trend_table(rows, catalogue), strip_table(rows, catalogue)],
            figures=[(_panel(row, catalogue, scale, events, tuple(rows)), _alt("trend", row, catalogue)) for row in rows],
            picture=lambda: trend_panels(rows, catalogue, scale=scale, events=events, notes_inside=False),
            flags=links.flag_labels(rows, catalogue),
        ),
        here,
    )  # fmt: skip


def split(rows: Sequence[VerdictRow], here: Context) -> None:
    """C2: how much of the dip was made good, what is still to go, what is growth."""
    catalogue = here.catalogue
    measure = catalogue.measures[rows[0].measure]
    assert catalogue.dip is not None
    show(
        Block(
            key=f"herstel_en_groei_{measure.slug}",
            page="trend",
            headline="Wat is herstel, wat is groei?",
            subline=overview.split_subline(measure, catalogue),
            sentence="Deze verdeling rekent met de gemiddelden. De marges staan in de tabel.",
            source=links.sources_of(rows, here),
            table=reading_table(rows, catalogue),
            sheets=[trend_table(rows, catalogue)],
            figure=_split(tuple(rows), catalogue, narrow=False),
            narrow=_split(tuple(rows), catalogue, narrow=True),
            alt=alt_text("decomposition", rows, catalogue),
            flags=links.flag_labels(rows, catalogue),
        ),
        here,
    )


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
