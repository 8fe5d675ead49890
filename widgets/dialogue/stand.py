"""Stand: where the cycle is, what to do today, and whether there are figures on reach, quality and yields."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from monitor import clock
from monitor.dialogues import series, stand_texts
from monitor.dialogues.status import Status, status
from monitor.dialogues.todo import todo
from monitor.figures.timeline import timeline
from monitor.wording.numbers import out_of
from widgets.chart_block import Block, details, paragraph
from widgets.chart_block import show as show_block
from widgets.dialogue.parts import PAGE, area_box, area_words, is_in, roomy, source
from widgets.dialogue.view import View

TRIPLE = (
    "De monitor van een gemeente heeft drie kanten. Bereik: wie doet mee? Kwaliteit: hoe goed is het aanbod? "
    "Opbrengsten: wat levert het kinderen op?"
)


def show(view: View) -> None:
    found = status(view.cycle, view.on)
    _timeline(view, found)
    if not view.is_totals:  # a task is about a location or an action of somebody
        _tasks(view)
    _triple(view)


def _timeline(view: View, found: Status) -> None:
    """C7, with a few sentences per phase below it."""
    label = "vandaag" if view.on == clock.today() else "peildatum"
    table = stand_texts.phases_table(found, view.cycle)
    show_block(
        Block(
            key="tijdlijn", page=PAGE, headline=stand_texts.headline(found),
            subline="Elke balk is een fase. De zwarte lijn is de dag waarop u kijkt.", sentence="",
            source=source(view), table=table, alt=stand_texts.timeline_alt(found, view.cycle),
            figure=timeline(found.phases, view.on, on_label=label),
            narrow=timeline(found.phases, view.on, on_label=label, narrow=True), body=stand_texts.phases_html(found),
            quotes_users=True,
        ),
        view.here,
    )  # fmt: skip


def _tasks(view: View) -> None:
    """The to-do list of the day, of one area or all."""
    everything = todo(view.cycle, view.on)
    area = area_box(view, "Taken van wijk")
    tasks = [task for task in everything if is_in(area, task.area)]
    headline = stand_texts.tasks_headline(tasks, view.on, view.on == clock.today())
    seen = f"U ziet: {area_words(area, view)}, {out_of(len(tasks), len(everything))} taken."
    if not tasks:
        st.header(headline, anchor=False)
        paragraph(seen)
        return
    show_block(
        Block(
            key="te_doen", page=PAGE, headline=headline, subline=f"{seen} {stand_texts.tasks_sentence(tasks)}",
            sentence="", source=source(view), table=stand_texts.tasks_table(tasks, view.cycle),
            body=stand_texts.tasks_html(tasks, view.cycle), is_table=True,
        ),
        view.here,
    )  # fmt: skip


def _triple(view: View) -> None:
    """Present or missing per aspect; below it the figures of the municipality, and folded those per location (not as totals)."""
    found = series.triple(view.cycle, view.words)
    # Who sees counts only, has figures of the municipality; those of locations are hidden, not absent.
    known = [one for one in found if one.level == series.CITY or not view.is_totals]
    table = stand_texts.triple_table(known, view.words)
    of_city = series.table(replace(view.cycle, series=series.city_points(view.cycle)), view.words)
    points = of_city if view.is_totals else series.table(view.cycle, view.words)
    show_block(
        Block(
            key="drie_kanten", page=PAGE, headline="Bereik, kwaliteit en opbrengsten: wat weten we?", subline=TRIPLE,
            sentence="", source=source(view), table=points, sheets=[table, points], is_table=True,
            body=roomy(table) + (roomy(of_city) if of_city.rows else ""),
        ),
        view.here,
    )  # fmt: skip
    if len(points.rows) > len(of_city.rows) and not view.is_totals:
        details("Bekijk ook de cijfers per locatie", roomy(points))
