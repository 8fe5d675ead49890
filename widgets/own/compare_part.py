"""Vergelijk: per measure the own score and the national groups, and what can be said of it."""

from __future__ import annotations

import streamlit as st

from monitor.blocks.block import Block
from monitor.catalogue import DIMENSION
from monitor.figures.own_rows import own_rows_html
from monitor.figures.own_strip import own_strip
from monitor.own import points
from monitor.own.records import APART, AXIS, OFF, OwnRow
from monitor.own.tables import own_rows_table, reading_table
from monitor.wording import own as words
from monitor.wording.numbers import listing, lower_first
from widgets import start
from widgets.chart_block import paragraphs
from widgets.chart_block import show as show_block
from widgets.own.view import View

PAGE = "mijn-locatie"
SUBLINES = {
    AXIS: "Boven: uw score met de marge. Onder: de landelijk gemeten groepen, zonder naam.",
    APART: "Alleen uw score. De landelijke groepen staan er niet bij.",
    OFF: "Alleen uw score. De landelijke groepen staan er niet bij.",
}
NO_SIDE = "Bij geen enkel onderdeel ligt uw hele marge aan één kant. Kies samen waarover u praat."


def show(view: View) -> None:
    rows = view.rows()
    if not rows:
        st.info("Er staan nog geen scores. Vul ze in bij de stap Scores.")
        return
    if not view.has_numbers:
        start.missing_numbers(view.here)
    _points(rows, view)
    dimensions = [row for row in rows if view.catalogue.measures[row.measure].role == DIMENSION] or list(rows)
    for row in dimensions:
        _one(row, view)
    others = [row for row in rows if row not in dimensions]
    if others:
        _more(others, view)


def _points(rows: tuple[OwnRow, ...], view: View) -> None:
    """Strong points and points to discuss: those of which the whole margin lies at one side."""
    st.header("Sterke punten en gesprekspunten", anchor=False)
    strong, discuss = points.strong(rows), points.to_discuss(rows)
    told = [
        f"{icon} {name}: {listing([lower_first(view.catalogue.label(row.measure)) for row in found])}."
        for icon, name, found in (("▲", "Sterke punten", strong), ("▼", "Gesprekspunten", discuss))
        if found
    ]
    paragraphs(*(told or [NO_SIDE]), "Een score is een begin van een gesprek. Het is geen oordeel over mensen.")


def _one(row: OwnRow, view: View) -> None:
    """C5 with the sentences about place, margin, change and the national picture."""
    catalogue = view.catalogue
    measure = catalogue.measures[row.measure]
    is_drawn = row.placement.code != OFF
    label = words.word_label(row)
    show_block(
        Block(
            key=f"eigen_{measure.slug}",
            page=PAGE,
            headline=f"{measure.label}: {lower_first(label)}" if label else measure.label,
            subline=SUBLINES[row.placement.code],
            sentence=words.place_sentence(row, catalogue),
            source=_source(row),
            table=reading_table([row], catalogue),
            sheets=[own_rows_table([row], catalogue)],
            figure=own_strip(row, catalogue) if is_drawn else None,
            narrow=own_strip(row, catalogue, narrow=True) if is_drawn else None,
            alt=words.own_alt(row, catalogue) if is_drawn else "",
            is_private=True,
        ),
        view.here,
    )
    paragraphs(
        words.margin_sentence(row, catalogue),
        words.change_sentence(row, catalogue),
        words.national_sentence(row, catalogue),
    )


def _more(rows: list[OwnRow], view: View) -> None:
    """C6: the other measures, one line each."""
    show_block(
        Block(
            key="eigen_onderdelen", page=PAGE, headline="De onderdelen", subline="Per onderdeel uw laatste score.",
            sentence="", source=_source(rows[0]), table=reading_table(rows, view.catalogue),
            sheets=[own_rows_table(rows, view.catalogue)], body=own_rows_html(rows, view.catalogue), is_private=True,
        ),
        view.here,
    )  # fmt: skip
    for row in rows:
        with st.expander(view.catalogue.label(row.measure)):
            paragraphs(
                words.place_sentence(row, view.catalogue),
                words.margin_sentence(row, view.catalogue),
                words.change_sentence(row, view.catalogue),
                words.national_sentence(row, view.catalogue),
            )


def _source(row: OwnRow) -> str:
    """The own scores, and the national data set where it stands beside them."""
    national = row.national.cell.source if row.national is not None and row.placement.code == AXIS else ""
    return f"uw eigen scores; landelijk: {national}" if national else "uw eigen scores"
