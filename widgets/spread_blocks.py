"""The blocks of the page *Spreiding en uitschieters*. They arrange; numbers and sentences come from monitor/."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor.blocks import spread as blocks
from monitor.blocks.spread import Choice
from monitor.catalogue import CareType, Measure
from monitor.page_tables import reported_table
from monitor.records import LARGE_SPREAD
from monitor.spread_records import SpreadRow
from monitor.table_html import to_html
from monitor.wording import overview
from monitor.wording import spread_sentences as words
from monitor.wording.numbers import listing
from widgets import basket, filters, url
from widgets.chart_block import paragraph, paragraphs, show
from widgets.runtime import Context


def selection(care_types: Sequence[CareType], measure: Measure, choice: Choice | None, here: Context) -> str:
    catalogue = here.catalogue
    periods = None if choice is None or choice.all_periods else [catalogue.current.code]
    return overview.selection_sentence([t.code for t in care_types], [measure.code], catalogue, periods)


def strip(rows: Sequence[SpreadRow], choice: Choice, here: Context) -> None:
    """C4: every observed group, the box, and both tails with their counts."""
    catalogue = here.catalogue
    periods = choice.periods(catalogue)
    now = periods[-1]
    show(blocks.strip(rows, choice, here.view), here)
    for row in rows:
        with st.expander(catalogue.label(row.care_type), expanded=len(rows) == 1):
            paragraphs(
                words.period_sentence(row, now, catalogue),
                "" if choice.has_one_rule(rows) else words.rule_sentence(row, now, catalogue),
                words.outliers_sentence(row, now, catalogue),
            )
    thinned = next((text for row in rows if (text := words.thinned_note(row, periods, catalogue))), "")
    paragraphs(thinned, words.hidden_note(catalogue), words.counted_note(rows))


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
            basket.verdict_button(blocks.verdict(row, here.view), here)
    if len(rows) > 1:
        paragraph("Dit zijn meer oordelen tegelijk. Daarvan kan er één bij toeval niet kloppen.")


def lower_end(rows: Sequence[SpreadRow], here: Context) -> None:
    """The P10 dumbbell: how did the least favourable tenth move? A neutral measure has a lowest tenth and no judgement."""
    show(blocks.lower_end(rows, here.view), here)


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
    if not views[code].points:
        paragraph("Van deze opvangsoort zijn er te weinig organisaties met genoeg groepen om te tonen.")
        return
    row = next(row for row in rows if row.care_type == code)
    show(blocks.organisations(row, views[code], here.view), here)


def question(rows: Sequence[SpreadRow], here: Context) -> None:
    """End with the question, and a button that takes it along."""
    st.header(words.QUESTION, anchor=False)
    paragraph(
        "Vraag voor het gesprek. Een getal zegt niet wat er aan de hand is. Praat erover met de mensen die het kennen."
    )
    basket.button(blocks.question(rows, here.view), here, label="Zet bij de vragen")


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
