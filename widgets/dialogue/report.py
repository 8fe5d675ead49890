"""Verslag: per phase the documents that belong to it, made from the same data as the screens when somebody asks."""

from __future__ import annotations

import functools

import streamlit as st

from monitor.dialogues import reports
from monitor.dialogues.reports import Kind
from monitor.dialogues.reports.summary import due_text, facts
from monitor.dialogues.settings import Phase
from monitor.wording.numbers import count
from widgets import downloads, url
from widgets.chart_block import paragraph, paragraphs, source_line
from widgets.dialogue.view import View

ALL_YEAR = "Het hele jaar"
CHECK_NAMES = "Lees elk document voordat u het deelt. Let daarbij op namen van kinderen en medewerkers."


def show(view: View) -> None:
    source = reports.material(view.here.session, view.cycle, view.on, view.here.state)
    st.header("Documenten van dit jaar", anchor=False)
    paragraphs(
        "Elk document komt uit dezelfde gegevens. De getallen zijn dus dezelfde als op de andere tabbladen.",
        "De Word-documenten kunt u zelf nog aanpassen.",
        CHECK_NAMES,
    )
    if view.is_own:
        paragraph("De werkgroep maakt de andere documenten. Uw locatie krijgt een brief van de werkgroep.")
    if view.is_totals:
        paragraph("Bij voorstellen uit een dialoog staat hier geen tekst. Die krijgt u van de werkgroep.")
    if view.sees_all and not view.cycle.is_empty:
        _quotes(len(source.quotes))
    phases = {phase.code: phase for phase in view.settings.phases}
    kinds = [kind for kind in reports.KINDS.values() if view.level in kind.for_levels]
    for code, phase in phases.items():
        _group(view, source, phase.label, [kind for kind in kinds if kind.phase == code], phase)
    _group(view, source, ALL_YEAR, [kind for kind in kinds if kind.phase not in phases], None)
    paragraph(source_line(reports.SOURCE, view.here), "kib-source")


def _quotes(picked: int) -> None:
    """How many quotes go into the documents, and where to pick them."""
    paragraph(
        f"Voor de documenten {'is' if picked == 1 else 'zijn'} {count(picked, 'citaat', 'citaten')} gekozen."
        if picked
        else "Er zijn nog geen citaten gekozen. In de documenten staan nu dus alleen aantallen."
    )
    kept = {name: value for name, value in st.query_params.items() if name in ("gemeente", "jaar")}
    page = st.session_state["pages"]["dialoog"]
    st.page_link(page, label="Kies citaten bij Thema's", query_params={**kept, "tab": "themas"})


def _group(view: View, source: reports.Material, title: str, kinds: list[Kind], phase: Phase | None) -> None:
    """The documents of one phase; nothing for a phase without one."""
    if not kinds:
        return
    st.subheader(url.as_text(title), anchor=False)
    if phase is not None:
        paragraph(due_text(phase, view.on))
    for kind in kinds:
        with st.container(border=True, key=f"kib_document_{kind.code}"):
            _document(view, source, kind)


def _document(view: View, source: reports.Material, kind: Kind) -> None:
    has_data = not kind.needs_data or not view.cycle.is_empty
    paragraph(kind.label, "kib-name")
    paragraphs(kind.holds, *(facts(source, kind.code) if has_data else ("Hiervoor zijn er nog geen gegevens.",)))
    downloads.button(
        f"Download: {kind.label}",
        key=f"report_{kind.code}",
        file_name=reports.file_name(kind, view.cycle),
        mime=kind.mime,
        data=functools.partial(_made, kind.code, source),
        disabled=not has_data,
    )


def _made(code: str, source: reports.Material) -> bytes:
    """Made when somebody asks for it, from the counts of the page on which the button stood."""
    return reports.made(code, source)
