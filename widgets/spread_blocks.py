"""The blocks of the page *Spreiding en uitschieters*. They arrange; numbers and sentences come from monitor/."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from monitor.catalogue import NEUTRAL, CareType, Catalogue, Measure
from monitor.figures.dumbbell import dumbbell
from monitor.figures.funnel import funnel
from monitor.figures.strip import strip_panels
from monitor.page_tables import reported_table
from monitor.records import LARGE_SPREAD
from monitor.spread_records import FunnelView, SpreadRow
from monitor.spread_tables import dots_table, funnel_table, spread_table
from monitor.table_html import to_html
from monitor.wording import overview
from monitor.wording import spread_sentences as words
from monitor.wording.numbers import capital, listing
from monitor.wording.spread_alt import dumbbell_alt, funnel_alt, funnel_sentence, strip_alt
from widgets import basket, filters, links, url
from widgets.chart_block import Block, basket_item, paragraph, paragraphs, show
from widgets.runtime import Context
from widgets.spread_filters import Choice

PAGE = "spreiding"
PER_CARE_TYPE = "Bij deze regel verschillen de grenzen per opvangsoort en periode. U vindt ze in de figuur."
CHOSEN = "De grenzen kiest u zelf; ze zijn geen norm."
FROM_SCORES = "De grenzen volgen uit de scores; ze zijn geen norm."


def selection(care_types: Sequence[CareType], measure: Measure, choice: Choice | None, here: Context) -> str:
    catalogue = here.catalogue
    periods = None if choice is None or choice.all_periods else [catalogue.current.code]
    return overview.selection_sentence([t.code for t in care_types], [measure.code], catalogue, periods)


# Rows and views live as long as their data version and choice, so what is drawn from them is kept with them.


@functools.lru_cache(maxsize=64)
def _strip(
    rows: tuple[SpreadRow, ...], catalogue: Catalogue, periods: tuple[str, ...], choice: Choice, *, narrow: bool
) -> go.Figure:
    return strip_panels(rows, catalogue, periods=periods, low=choice.low, high=choice.high, narrow=narrow)


@functools.lru_cache(maxsize=64)
def _dumbbell(rows: tuple[SpreadRow, ...], catalogue: Catalogue, *, narrow: bool) -> go.Figure:
    return dumbbell(rows, catalogue, narrow=narrow)


@functools.lru_cache(maxsize=64)
def _funnel(view: FunnelView, measure: Measure, catalogue: Catalogue, *, narrow: bool) -> go.Figure:
    return funnel(view, measure, catalogue, narrow=narrow)


def strip(rows: Sequence[SpreadRow], choice: Choice, here: Context) -> None:
    """C4: every observed group, the box, and both tails with their counts."""
    catalogue = here.catalogue
    measure = catalogue.measures[rows[0].measure]
    periods = [p.code for p in (catalogue.compared if choice.all_periods else (catalogue.current,))]
    now = periods[-1]
    one_rule = choice.rule.counts_high_limit or len(rows) == 1
    show(
        Block(
            key=f"spreiding_{measure.slug}",
            page=PAGE,
            headline=f"{measure.label}: zo ver liggen de {catalogue.settings['unit_plural_nl']} uit elkaar",
            subline=f"Elk teken is één gemeten {catalogue.settings['unit_singular_nl']}, zonder naam. "
            + (CHOSEN if choice.rule.counts_high_limit else FROM_SCORES),
            sentence=words.rule_sentence(rows[0], now, catalogue) if one_rule else PER_CARE_TYPE,
            source=links.sources_of([row.verdict_row for row in rows], here),
            table=spread_table(rows, catalogue),
            figure=_strip(tuple(rows), catalogue, tuple(periods), choice, narrow=False),
            narrow=_strip(tuple(rows), catalogue, tuple(periods), choice, narrow=True),
            alt=strip_alt(rows, periods, catalogue),
            sheets=[spread_table(rows, catalogue), dots_table(rows, catalogue)],
            flags=links.flag_labels([row.verdict_row for row in rows], catalogue),
        ),
        here,
    )
    for row in rows:
        with st.expander(catalogue.label(row.care_type), expanded=len(rows) == 1):
            paragraphs(
                words.period_sentence(row, now, catalogue),
                "" if one_rule else words.rule_sentence(row, now, catalogue),
                words.outliers_sentence(row, now, catalogue),
            )
    thinned = next((text for row in rows if (text := words.thinned_note(row, periods, catalogue))), "")
    paragraphs(thinned, words.hidden_note(catalogue))


def verdicts(rows: Sequence[SpreadRow], here: Context) -> None:
    """The verdict on the mean, on the spread and on the lower end, in one row each."""
    catalogue = here.catalogue
    st.header("Werden de verschillen groter of kleiner?", anchor=False)
    for row in rows:
        title = f"{catalogue.label(row.care_type)}: {words.headline(row, catalogue)}"
        with st.expander(title, expanded=len(rows) == 1):
            paragraphs(
                words.sentence(row, catalogue),
                words.outer_tenth_sentence(row, catalogue),
            )
    if len(rows) > 1:
        paragraph("Dit zijn meer oordelen tegelijk. Daarvan kan er één bij toeval niet kloppen.")


def lower_end(rows: Sequence[SpreadRow], here: Context) -> None:
    """The P10 dumbbell: how did the least favourable tenth move? A neutral measure has a lowest tenth and no judgement."""
    catalogue = here.catalogue
    measure = catalogue.measures[rows[0].measure]
    is_neutral = measure.polarity == NEUTRAL
    headline = "Hoe veranderden de laagste scores?" if is_neutral else "Hoe ging het met de groepen die achterblijven?"
    side = "onder" if is_neutral else "aan de ongunstige kant van"
    show(
        Block(
            key=f"onderkant_{measure.slug}",
            page=PAGE,
            headline=headline,
            subline=f"{capital(measure.in_sentence)}: de grens waar 10 van elke 100 {catalogue.settings['unit_plural_nl']} "
            f"{side} liggen, met de marge.",
            sentence=words.outer_tenth_sentence(rows[0], catalogue) if len(rows) == 1 else "",
            source=links.sources_of([row.verdict_row for row in rows], here),
            table=spread_table(rows, catalogue),
            figure=_dumbbell(tuple(rows), catalogue, narrow=False),
            narrow=_dumbbell(tuple(rows), catalogue, narrow=True),
            alt=dumbbell_alt(rows, catalogue),
            flags=links.flag_labels([row.verdict_row for row in rows], catalogue),
        ),
        here,
    )


def organisations(rows: Sequence[SpreadRow], here: Context) -> None:
    """How much of the differences lies between organisations, and the funnel of one care type; never a ranking."""
    catalogue = here.catalogue
    now = catalogue.current.code
    told = {row.care_type: words.icc_sentence(row, now, catalogue) for row in rows}
    if not any(told.values()):
        return
    st.header("Zitten de verschillen tussen organisaties of erbinnen?", anchor=False)
    paragraphs(*(f"{catalogue.label(code)}: {text}" for code, text in told.items() if text))
    known = [catalogue.care_types[code] for code, text in told.items() if text]
    views = {t.code: here.session.funnel(here.dataset, rows[0].measure, t.code, now, here.state) for t in known}
    first = next((t for t in known if views[t.code].points), known[0])
    param = url.Param("trechter", {t.slug: t.code for t in known}, (first.slug,))
    code = filters.selectbox("Organisaties van", param, catalogue)
    row = next(row for row in rows if row.care_type == code)
    measure = catalogue.measures[row.measure]
    view = views[code]
    if not view.points:
        paragraph("Van deze opvangsoort zijn er te weinig organisaties met genoeg groepen om te tonen.")
        return
    show(
        Block(
            key=f"organisaties_{measure.slug}",
            page=PAGE,
            headline=f"Organisaties rond het gemiddelde: {catalogue.label(code)}",
            subline="Een kleine organisatie wijkt sneller af bij toeval. Daarom zijn de grenzen daar wijder. Organisaties hebben "
            "geen naam en staan niet op volgorde van score.",
            sentence=funnel_sentence(view),
            source=links.sources_of([row.verdict_row], here),
            table=funnel_table(view),
            figure=_funnel(view, measure, catalogue, narrow=False),
            narrow=_funnel(view, measure, catalogue, narrow=True),
            alt=funnel_alt(view, row, now, catalogue),
            flags=links.flag_labels([row.verdict_row], catalogue),
        ),
        here,
    )


def question(rows: Sequence[SpreadRow], measure: Measure, here: Context) -> None:
    """End with the question, and a button that takes it along."""
    catalogue = here.catalogue
    now = catalogue.current.code
    st.header(words.QUESTION, anchor=False)
    tails = [text for row in rows if (text := words.unfavourable_tail(row, now, catalogue))]
    paragraph(
        "Vraag voor het gesprek. Een getal zegt niet wat er aan de hand is. Praat erover met de mensen die het kennen."
    )
    item = basket_item(
        Block(
            key=f"vraag_{measure.slug}", page=PAGE, headline=f"{measure.label}: {words.QUESTION}",
            subline="", sentence=" ".join(tails), source="", table=spread_table(rows, catalogue),
            flags=links.flag_labels([row.verdict_row for row in rows], catalogue),
        ),
        here,
    )  # fmt: skip
    if basket.holds(item):
        st.button("Staat in het mandje", key="question_basket", disabled=True)
    else:
        st.button("Zet bij de vragen", key="question_basket", on_click=basket.add, args=(item,))


def said(care_types: Sequence[CareType], measure: Measure, here: Context) -> None:
    """Without numbers: what sources said about differences, and nothing drawn."""
    catalogue = here.catalogue
    rows = [row for t in care_types if (row := here.published().get((t.code, measure.code)))]
    said_of = {s.care_type: None for row in rows for s in (*row.statements, *row.beside) if LARGE_SPREAD in s.flags}
    if said_of:
        names = listing([catalogue.label(code) for code in said_of])
        paragraph(f"Bronnen melden verschillen of uitschieters bij: {names}. Lees het voorbehoud in de tabel.")
    if rows:
        st.header("Wat zeggen de bronnen?", anchor=False)
        st.html(to_html(reported_table(rows, catalogue)))
    else:
        st.info("Met deze filters is er niets gevonden. Zet een filter uit.")
