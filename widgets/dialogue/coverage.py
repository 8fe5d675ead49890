"""Dekking: who delivered what, with three denominators that are never mixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from monitor.dialogues.coverage import Coverage, CoverageRow, coverage, table
from monitor.dialogues.coverage_html import coverage_html, gap_headline
from monitor.dialogues.facts import INTERNAL_PHASE, JOINT_PHASE
from monitor.dialogues.reports.large_areas import large_enough
from monitor.dialogues.reports.stand_part import areas_table
from monitor.dialogues.screen_tables import gaps_table
from monitor.dialogues.status import status
from monitor.wording.numbers import count, date_text, lower_first, out_of
from widgets import filters, url
from widgets.chart_block import Block, paragraph, paragraphs
from widgets.chart_block import show as show_block
from widgets.dialogue.parts import ALL, PAGE, area_box, area_param, area_words, is_in, roomy, source
from widgets.dialogue.view import View
from widgets.url import Param

ONLY_GAPS = filters.switch_param("mist")
CAPTION = "Dekking per wijk en locatie"
THREE = "Drie tellingen, elk met een eigen totaal. We tellen ze niet bij elkaar op."


def show(view: View) -> None:
    found = coverage(view.cycle, view.on)
    st.header("Wie leverde wat?", anchor=False)
    paragraphs(THREE, *(d.sentence for d in found.denominators))
    if view.is_totals:
        _areas(view)
        return
    rows, seen = _filtered(view, found)
    shown = f"U ziet: {seen}."
    if not view.is_own:
        shown += f" Dat zijn {out_of(len(rows), len(found.rows))} locaties."
    if rows:
        _matrix(view, found, rows, shown)
    else:
        paragraph(shown)
        st.info("Met deze filters is er niets gevonden. Zet een filter uit.")
    _gaps(view)


def _filtered(view: View, found: Coverage) -> tuple[list[CoverageRow], str]:
    """The filter bar: the rows that are left, and the choice in words."""
    kind_param = _kind_param(view)
    if view.is_own:
        st.session_state["url.allowed"] += [area_param(view).name, kind_param.name, ONLY_GAPS.name]
        return list(found.rows), area_words(ALL, view)
    with st.container(key="kib_coverage_filters"):
        left, middle, right = st.columns(3, vertical_alignment="bottom")
        with left:
            area = area_box(view)
        with middle:
            kinds = list(kind_param.options.values())
            st.selectbox("Soort", kinds, key=url.prepare(kind_param), format_func=lambda kind: _kind_label(kind, view))
            kind = url.keep(kind_param)
        with right:
            only_gaps = filters.toggle("Alleen wat mist", ONLY_GAPS)
        filters.clear([area_param(view), kind_param, ONLY_GAPS])
    rows = [
        row
        for row in found.rows
        if is_in(area, row.location.area) and kind in (ALL, row.location.kind) and (row.has_gap or not only_gaps)
    ]
    seen = [area_words(area, view), lower_first(_kind_label(kind, view))]
    return rows, ", ".join([*seen, "alleen wat mist"] if only_gaps else seen)


def _kind_param(view: View) -> Param:
    options = {ALL: ALL} | {word.slug: word.code for word in view.words.by_kind["location_kind"].values()}
    return Param("soort", options, (ALL,))


def _kind_label(kind: str, view: View) -> str:
    return "Kinderopvang en scholen" if kind == ALL else view.words.label("location_kind", kind)


def _matrix(view: View, found: Coverage, rows: Sequence[CoverageRow], shown: str) -> None:
    """C8: a table of our own; the same rows go into the sheet."""
    sheet = table(replace(found, rows=tuple(rows)), view.cycle, view.words)
    show_block(
        Block(
            key="dekking", page=PAGE, headline=gap_headline(found.rows), subline=f"{shown} {_days(view)}", sentence="",
            source=source(view), table=sheet, is_table=True,
            body=coverage_html(rows, view.cycle, view.words, caption=CAPTION),
        ),
        view.here,
    )  # fmt: skip


def _areas(view: View) -> None:
    """Per area how many delivered: for who sees counts only. Areas of few locations are one row."""
    found = large_enough(status(view.cycle, view.on).by_area.values(), view.settings.min_locations)
    listed = areas_table(found)
    if not listed.rows:
        return
    show_block(
        Block(
            key="dekking_wijken", page=PAGE, headline="Interne dialoog per wijk",
            subline="U ziet alle wijken. Wijken met weinig locaties staan samen.", sentence="", source=source(view),
            table=listed, body=roomy(listed), is_table=True,
        ),
        view.here,
    )  # fmt: skip


def _days(view: View) -> str:
    """From when something is late, per phase that locations hand something in for."""
    phases = [view.settings.phase(code) for code in (INTERNAL_PHASE, JOINT_PHASE)]
    told = [f"{phase.label} te laat na {date_text(phase.end)}" for phase in phases if phase]
    return "; ".join(told) + "." if told else ""


def _gaps(view: View) -> None:
    """Per dialogue the mandatory themes that it lacks, whatever the filters above say."""
    now = status(view.cycle, view.on)
    gaps = (*now.joint.missing_theme, *now.internal.missing_theme)
    listed = gaps_table(gaps, view.cycle, view.words)
    if not listed.rows:
        told = any(one.themes_asked for one in view.cycle.counted(view.on))
        none, no_gap = "Er is nog geen dialoog waarvan we de thema's kennen", "In geen dialoog mist een verplicht thema"
        st.header(no_gap if told else none, anchor=False)
        return
    show_block(
        Block(
            key="thema_mist", page=PAGE, headline=f"In {count(len(listed.rows), 'dialoog', 'dialogen')} mist een verplicht thema",
            subline="Dit zijn alle wijken. Vraag de locatie of het thema toch is besproken.", sentence="",
            source=source(view), table=listed, body=roomy(listed), is_table=True,
            sheets=[gaps_table(gaps, view.cycle, view.words, with_id=True)],
        ),
        view.here,
    )  # fmt: skip
