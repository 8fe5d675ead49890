"""Step 2 of Inlezen: what a file leaves open is asked here. Nothing is decided for the user; what is chosen is remembered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from monitor.dialogues.intake.forms import DATE_ORDER, ORDER_LABELS, field_labels
from monitor.dialogues.intake.registers import MUNICIPALITY as REGISTER_MUNICIPALITY
from monitor.dialogues.intake.typed import WHICH_MUNICIPALITY
from monitor.dialogues.records import JGZ, Location
from monitor.ingest import ImportReport, tables
from monitor.ingest.columns import DIALOGUES, FREE_THEME, theme_columns, vocabulary_labels
from monitor.ingest.messages import short
from monitor.table_html import to_html
from monitor.tables import Column, Table
from monitor.wording.numbers import count
from widgets.chart_block import paragraph
from widgets.dialogue.view import View
from widgets.url import as_text, shortened

FORM, FORM_TYPE, LOCATION = "form", "form_type", "location"
ONE_INTERNAL = "internal"
AREA = "area:"
ASKED = ("form_type", "unknown_column", "unknown_word", "unknown_location", "date_order", WHICH_MUNICIPALITY)
"""Codes of problems that an answer here solves."""
MOST_ASKED = 40
MOST_SHOWN = 12  # columns of the preview
NOT_YET = ""
SEVERAL = re.compile(r",|/|\n|\s(?:en|and|&|\+)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """Where a file goes: the data that it belongs to, and the municipality in those data."""

    origin: str
    municipality: str


@dataclass
class Choices:
    """What the user chose so far: header -> column, and (kind, text) -> code."""

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)


def show(view: View, report: ImportReport, choices: Choices, target: Target, check_again: Callable[[], None]) -> None:
    """The questions that are open. Answers go into `choices`, after which `check_again` is called."""
    columns = report.unknown_columns if report.kind == FORM or report.problems else ()
    asked = [*(("column", name) for name in columns), *report.unknown_values]
    if asked:
        _preview(report)
        keys = {what: f"dialogue_ask_{place}_{what[0]}_{what[1]}" for place, what in enumerate(asked[:MOST_ASKED])}
        with st.form("dialogue_questions"):
            paragraph("Dit weten wij niet zeker. U kiest. Wij onthouden het voor de volgende keer.")
            if len(asked) > MOST_ASKED:
                paragraph(f"U ziet de eerste {MOST_ASKED} van {len(asked)} vragen.")
            for (kind, text), key in keys.items():
                if kind == "column":
                    _column(view, report, text, key)
                else:
                    _value(view, report, kind, text, key, target)
            st.form_submit_button("Controleer opnieuw", on_click=_answer, args=(choices, keys, check_again))
    if choices.columns or choices.values:
        st.button(
            "Wis mijn keuzes bij dit bestand", key="dialogue_forget", on_click=_take_back, args=(choices, check_again)
        )


def _answer(choices: Choices, keys: Mapping[tuple[str, str], str], check_again: Callable[[], None]) -> None:
    for (kind, text), key in keys.items():
        answer = st.session_state.get(key)
        if isinstance(answer, list):  # several locations, or all of an area
            answer = next((code for code in answer if code.startswith(AREA)), ";".join(answer))
        if answer and kind == "column":
            choices.columns[text] = answer
        elif answer:
            choices.values[kind, text] = answer
    check_again()


def _take_back(choices: Choices, check_again: Callable[[], None]) -> None:
    choices.columns.clear()
    choices.values.clear()
    check_again()


def _preview(report: ImportReport) -> None:
    """The first rows of the columns that are asked about; of all columns when only words are."""
    if not report.preview:
        return
    headings, *rows = report.preview
    wanted = [i for i, name in enumerate(headings) if name in report.unknown_columns] or list(range(len(headings)))
    shown = wanted[:MOST_SHOWN]
    columns = (Column("n", "Regel"), *(Column(str(i), short(headings[i])) for i in shown))
    cells = tuple((str(n), *(row[i] if i < len(row) else "" for i in shown)) for n, row in enumerate(rows, start=1))
    more = f" (de eerste {len(shown)} van {len(wanted)} kolommen)" if len(wanted) > len(shown) else ""
    st.html(f"<div class='kib-roomy'>{to_html(Table(f'De eerste regels{more}', columns, cells))}</div>")


# -------------------------------------------------------------------------------------------------------------- columns


def _column(view: View, report: ImportReport, name: str, key: str) -> None:
    """What a header means."""
    if report.kind == FORM:
        known = field_labels(view.settings, view.words)
        options, first = [NOT_YET, *known], "Kies wat dit is"
    else:
        known = _list_columns(view, report)
        options, first = [NOT_YET, *known], "Gebruik deze kolom niet"
    likely = next((code for code in report.suggestions.get(("column", name), ()) if code in known), NOT_YET)
    label = f"Kolom '{shortened(name, 120)}'"
    if likely:
        label += f" (ons voorstel: {as_text(known[likely])})"
    st.selectbox(
        label, options, index=options.index(likely), format_func=lambda code: known.get(code, first), key=key,
        placeholder="Kies",
    )  # fmt: skip


def _list_columns(view: View, report: ImportReport) -> dict[str, str]:
    """The columns of a list, with the themes of the year where it has them."""
    known = {c.column: c.label for c in tables(view.here.catalogue).get(report.kind, ())}
    if report.kind == DIALOGUES:
        known |= {c.column: f"thema: {c.label}" for c in theme_columns(view.settings.main_themes)}
        known[FREE_THEME] = "een eigen thema"
    return known


# --------------------------------------------------------------------------------------------------------------- values


def _value(view: View, report: ImportReport, kind: str, text: str, key: str, target: Target) -> None:
    if kind == LOCATION:
        _location(view, report, text, key, target)
        return
    known = _codes(view, report, kind, text)
    likely = next((code for code in report.suggestions.get((kind, text), ()) if code in known), None)
    names = {FORM_TYPE: "Welke vragenlijst is dit?", DATE_ORDER: "Hoe staan de datums in dit bestand?"}
    if kind == REGISTER_MUNICIPALITY:
        names[kind], text = "Van welke gemeente leest u de locaties in?", ""
    label = names[kind] if not text and kind in names else f"Wat betekent '{shortened(text, 120)}'?"
    if kind in (FORM_TYPE, DATE_ORDER) and not text:
        if likely and len(report.suggestions[kind, text]) == 1:
            label += f" Ons voorstel: {known[likely]}."
            place = list(known).index(likely)
        else:
            place = None
        st.radio(label, list(known), index=place, format_func=known.get, key=key)
        return
    st.selectbox(label, [NOT_YET, *known], format_func=lambda code: known.get(code, "Nog niet gekozen"), key=key)


def _codes(view: View, report: ImportReport, kind: str, text: str) -> Mapping[str, str]:
    """The codes that a word may mean, with their names."""
    if kind == DATE_ORDER:
        return ORDER_LABELS
    if kind == FORM_TYPE:
        return view.words.codes(FORM_TYPE) | {ONE_INTERNAL: "Interne dialoog (de soort locatie bepaalt welke)"}
    if kind == "area":
        return {area.code: area.label for area in view.settings.areas}
    if kind == "theme":
        return {theme.code: theme.label for theme in view.settings.themes}
    if kind in view.words.by_kind:
        return view.words.codes(kind)
    fixed = vocabulary_labels(view.here.catalogue).get(kind)
    return fixed or {code: code for code in report.suggestions.get((kind, text), ())}


def _location(view: View, report: ImportReport, text: str, key: str, target: Target) -> None:
    """Which location a typed name is: the likely ones first, then the whole register. Nothing is chosen beforehand."""
    places = _register(view, target)
    likely = [code for code in report.suggestions.get((LOCATION, text), ()) if code in places]
    rest = sorted((code for code in places if code not in likely), key=lambda code: places[code].lower())
    names = places | {JGZ: view.words.label("part", JGZ)}
    label = f"Welke locatie is '{shortened(text, 80)}'?"
    if report.kind == FORM:
        names |= {f"{AREA}{area.code}": f"Alle locaties in {area.label}" for area in view.settings.areas}
    more = [code for code in names if code not in places]
    if report.kind == FORM and SEVERAL.search(text):
        st.multiselect(label, [*likely, *rest, *more], format_func=names.get, key=key, placeholder="Kies een of meer")
        return
    first = (
        f"Kies een locatie ({count(len(likely), 'voorstel', 'voorstellen')} bovenaan)" if likely else "Kies een locatie"
    )
    st.selectbox(label, [NOT_YET, *likely, *rest, *more], format_func=lambda code: names.get(code, first), key=key)


def _register(view: View, target: Target) -> dict[str, str]:
    """The locations of the data that the file goes to: id -> name with kind and id, which tells namesakes apart."""
    cycle = view.cycle
    if (target.origin, target.municipality) != (view.origin, cycle.municipality):
        cycle = view.dialogues.cycle(target.origin, target.municipality, cycle.year, view.here.state)
    return {x.location_id: _named(view, x) for x in cycle.locations}


def _named(view: View, location: Location) -> str:
    kind = view.words.label("location_kind", location.kind).lower()
    area = view.settings.area_label(location.area)
    return ", ".join(part for part in (location.name, kind, area, location.location_id) if part)
