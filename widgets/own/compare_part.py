"""Vergelijk: per measure the own score and the national groups, and what can be said of it."""

from __future__ import annotations

import streamlit as st

from monitor.blocks.block import Block
from monitor.blocks.parts import flag_labels, sources_of
from monitor.catalogue import DIMENSION
from monitor.figures.own_rows import own_rows_html
from monitor.figures.own_strip import own_strip
from monitor.own import points
from monitor.own.records import APART, AXIS, OFF, OwnRow
from monitor.own.sheet import national_texts
from monitor.own.tables import PLACES, own_rows_table, reading_table
from monitor.wording import own as words
from monitor.wording.numbers import listing, lower_first
from widgets import filters, start
from widgets.chart_block import paragraphs
from widgets.chart_block import show as show_block
from widgets.own import held
from widgets.own.view import View, go

PAGE = "mijn-locatie"
SUBLINES = {
    AXIS: "Boven: uw score met de marge. Onder: de landelijk gemeten groepen, zonder naam.",
    APART: "Alleen uw score. De landelijke groepen staan er niet bij.",
    OFF: "Alleen uw score. De landelijke groepen staan er niet bij.",
}
NO_SIDE = "Bij geen enkel onderdeel ligt uw hele marge aan één kant. Kies samen waarover u praat."
NO_NEIGHBOUR = "Uw scores staan niet naast de landelijke cijfers. Kies samen waarover u praat."


def show(view: View) -> None:
    rows = view.rows()
    if not rows:
        _nothing(view)
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


def _nothing(view: View) -> None:
    """No scores of this care type: where to type them, and of which care types there are."""
    elsewhere = [view.catalogue.label(code) for code in held.care_types()]
    there = f" Wel van: {listing([lower_first(label) for label in elsewhere])}." if elsewhere else ""
    st.info(f"Er staan nog geen scores van deze opvangsoort. Vul ze in bij de stap Scores.{there}")
    st.button("Ga naar Scores", key="own_go_scores", on_click=go, args=("scores",))


def _points(rows: tuple[OwnRow, ...], view: View) -> None:
    """Strong points and points to discuss: those of which the whole margin lies at one side."""
    st.header("Sterke punten en gesprekspunten", anchor=False)
    strong, discuss = points.strong(rows), points.to_discuss(rows)
    told = [
        f"{icon} {name}: {listing([lower_first(view.catalogue.label(row.measure)) for row in found])}."
        for icon, name, found in (("▲", "Sterke punten", strong), ("▼", "Gesprekspunten", discuss))
        if found
    ]
    without = NO_SIDE if any(row.word for row in rows) else NO_NEIGHBOUR
    left = sum(row.favourable != 0 for row in rows) - len(strong) - len(discuss)
    more = "Er zijn er meer. Bij de stap Gesprek kiest u zelf waarover u praat." if left else ""
    paragraphs(*(told or [without]), more, "Een score is een begin van een gesprek. Het is geen oordeel over mensen.")


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
            subline=f"{view.care_type.label}. {SUBLINES[row.placement.code]}",
            sentence=words.place_sentence(row, catalogue),
            notes=_notes(row, view),
            source=_source([row]),
            table=reading_table([row], catalogue),
            sheets=[own_rows_table([row], catalogue)],
            figure=own_strip(row, catalogue) if is_drawn else None,
            narrow=own_strip(row, catalogue, narrow=True) if is_drawn else None,
            alt=words.own_alt(row, catalogue) if is_drawn else "",
            flags=_flags([row], view),
            is_private=True,
        ),
        view.here,
    )


def _notes(row: OwnRow, view: View) -> tuple[str, ...]:
    """The margin, the change, and the national verdicts: each basis on a line of its own."""
    catalogue = view.catalogue
    national = [f"{name}: {lower_first(text)}" for name, text in national_texts(row, catalogue)]
    return (words.margin_sentence(row), words.change_sentence(row, catalogue), *national)


def _flags(rows: list[OwnRow], view: View) -> tuple[str, ...]:
    """What must be known of a picture that leaves the page."""
    places = {row.placement.code for row in rows}
    said = {PLACES[place]: None for place in (APART, OFF) if place in places}
    national = [one for row in rows if row.placement.code == AXIS for one in (row.computed,) if one is not None]
    return (*said, *flag_labels(national, view.catalogue))


def _more(rows: list[OwnRow], view: View) -> None:
    """C6: the other measures, one line each; one of them from near by."""
    show_block(
        Block(
            key="eigen_onderdelen", page=PAGE, headline="De onderdelen",
            subline=f"{view.care_type.label}. Per onderdeel uw laatste score.", sentence="", source=_source(rows),
            table=reading_table(rows, view.catalogue), sheets=[own_rows_table(rows, view.catalogue)],
            body=own_rows_html(rows, view.catalogue), flags=_flags(rows, view), is_private=True,
        ),
        view.here,
    )  # fmt: skip
    measures = [view.catalogue.measures[row.measure] for row in rows]
    param = filters.measure_param("onderdeel", measures, measures[0].code)
    near = filters.selectbox("Bekijk één onderdeel van dichtbij", param, view.catalogue)
    _one(next(row for row in rows if row.measure == near), view)


def _source(rows: list[OwnRow]) -> str:
    """The own scores, and the data sets and documents of the national verdicts."""
    national = [one for row in rows for one in (row.computed, row.published) if one is not None]
    return f"uw eigen scores; landelijk: {sources_of(national)}" if national else "uw eigen scores"
