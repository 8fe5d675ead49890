"""Inlezen: lists and questionnaires of a dialogue year in three steps, and the question of likely doubles."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from monitor.dialogues.intake import forms, location_list
from monitor.export.kinds import XLSX
from monitor.ingest import ImportReport, import_file, template_csv, template_xlsx
from monitor.records import DEMO, OWN
from monitor.table_html import to_html
from monitor.tables import Column, Table
from monitor.wording.numbers import count
from widgets import downloads, import_parts, url
from widgets.chart_block import paragraph, paragraphs
from widgets.dialogue import load_doubles, load_questions
from widgets.dialogue.load_questions import Target
from widgets.dialogue.view import View
from widgets.url import Param, as_text

FORM, LOCATIONS = "form", "locations"
STATE = "dialogue_load."


@dataclass(frozen=True)
class Kind:
    """What can be read: its place in a link, its name, what it is, and what one of it is called."""

    slug: str
    code: str
    label: str
    about: str
    one: str
    many: str


KINDS = (
    Kind("locaties", "locations", "Locaties en scholen",
         "Wie doet er mee? Een lijst uit het LRK of van DUO mag ook. Begin hiermee.", "locatie", "locaties"),
    Kind("doorstroom", "flows", "Doorstroom",
         "Hoeveel kinderen gaan van welke opvang naar welke school?", "regel", "regels"),
    Kind("vragenlijsten", FORM, "Vragenlijsten",
         "De antwoorden uit Microsoft Forms, LimeSurvey, Google Forms of SurveyMonkey. Of ons sjabloon.",
         "vragenlijst", "vragenlijsten"),
    Kind("dialogen", "dialogues", "Lijst van dialogen",
         "Alleen wie met wie sprak, wanneer, en over welke thema's. Zonder antwoorden.", "dialoog", "dialogen"),
    Kind("acties", "actions", "Acties", "Afspraken met eigenaar, datum en stand.", "actie", "acties"),
    Kind("reeksen", "series", "Cijfers per jaar",
         "Bereik, kwaliteit van de uitvoering en opbrengsten, per jaar.", "cijfer", "cijfers"),
)  # fmt: skip
KIND = Param("wat", {kind.slug: kind for kind in KINDS}, (KINDS[0].slug,))


def show(view: View) -> None:
    _done(view)
    st.header("Stap 1: kies", anchor=False)
    st.selectbox("Wat wilt u inlezen?", KINDS, key=url.prepare(KIND), format_func=lambda kind: kind.label)
    kind: Kind = url.keep(KIND)
    paragraph(kind.about)
    _templates(view, kind)
    if kind.code == LOCATIONS and view.cycle.locations:
        _to_complete(view)
    target = _target(view)
    if target is not None:
        _steps(view, kind, target)
    load_doubles.show(view)


def _steps(view: View, kind: Kind, target: Target) -> None:
    turn = st.session_state.setdefault(f"{STATE}turn", 0)
    uploaded = st.file_uploader(
        "Bestand kiezen (XLSX of CSV)", type=["xlsx", "csv", "txt", "tsv"], key=f"dialogue_file_{turn}"
    )
    if uploaded is None:
        paragraph("Kies een bestand. Wij controleren het eerst. Er wordt pas iets bewaard bij stap 3.")
        _forget()
        return
    choice = (uploaded.file_id, kind.code, target, view.cycle.year)
    if st.session_state.get(f"{STATE}choice") != choice:
        _forget()
        st.session_state[f"{STATE}choice"] = choice
    imported = _import(view, kind, target)
    st.header("Stap 2: controleer", anchor=False)
    if f"{STATE}report" not in st.session_state:
        st.session_state[f"{STATE}report"] = import_parts.run(uploaded, functools.partial(imported, dry_run=True))
    report: ImportReport = st.session_state[f"{STATE}report"]
    import_parts.outcome(report, load_questions.ASKED)
    for note in report.notes:
        paragraph(note)
    _what_is_in_it(report)
    load_questions.show(view, report, _choices(), target, _check_again)
    st.header("Stap 3: bewaar", anchor=False)
    if report.problems:
        paragraph("Er is nog niets bewaard. Beantwoord de vragen hierboven, of verbeter het bestand.")
    elif report.already_known:
        paragraph("Dit bestand stond er al. Er is niets veranderd.")
    else:
        st.button(
            "Bewaar deze gegevens", type="primary", key="dialogue_keep", on_click=_keep,
            args=(uploaded, imported, target, kind, import_parts.choices(*_widgets())),
        )  # fmt: skip


def _widgets() -> tuple[str, str]:
    return f"dialogue_file_{st.session_state[f'{STATE}turn']}", "dialogue_fictive"


def _choices() -> load_questions.Choices:
    return st.session_state.setdefault(f"{STATE}answers", load_questions.Choices())


def _check_again() -> None:
    st.session_state.pop(f"{STATE}report", None)


def _forget() -> None:
    for name in ("choice", "report", "answers"):
        st.session_state.pop(f"{STATE}{name}", None)


def _import(view: View, kind: Kind, target: Target) -> Callable[..., ImportReport]:
    """The import of this kind into these data, with what the user answered so far."""
    choices = _choices()
    session = view.here.session
    return functools.partial(
        import_file, workspace=session.workspace, catalogue=session.catalogue, kind=kind.code, origin=target.origin,
        municipality=target.municipality, year=view.cycle.year, columns=choices.columns, values=choices.values,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------ where the file belongs


def _target(view: View) -> Target | None:
    """Own data, unless the user says that the file is invented. Own and invented data are never mixed."""
    fictive = st.checkbox("Dit zijn verzonnen gegevens", key="dialogue_fictive")
    origin = DEMO if fictive else OWN
    if origin == view.origin:
        return Target(origin, view.cycle.municipality)
    if view.is_demo:
        paragraphs(
            "U bekijkt nu het voorbeeld. Uw eigen bestand komt daar niet bij. Het komt bij uw eigen gegevens.",
            "Na het bewaren ziet u die gegevens met de knop hierboven.",
        )
    else:
        paragraph("Dit bestand komt bij het voorbeeld, niet bij uw eigen gegevens.")
    known = list(dict.fromkeys(m for m, _ in view.dialogues.cycles(origin, view.here.state, view.on)))
    if len(known) > 1:
        paragraph("Daar staan meer gemeenten. Kies eerst links bij Cijfers die gegevens en daarna de gemeente.")
        return None
    return Target(origin, known[0] if known else "")


def _data_slug(view: View, origin: str) -> dict[str, str]:
    """What a link needs to show the data of this origin; nothing when they are in view."""
    if origin == view.origin:
        return {}
    if origin == DEMO:
        return {"cijfers": "voorbeeld"}
    return {"cijfers": "eigen" if OWN in view.here.national.origins() else "gepubliceerd"}


# ------------------------------------------------------------------------------------------------------------ templates


def _templates(view: View, kind: Kind) -> None:
    catalogue, settings, words = view.here.catalogue, view.settings, view.words
    if kind.code == FORM:
        xlsx = functools.partial(forms.template_xlsx, settings, words)
        text = functools.partial(forms.template_csv, settings, words)
    else:
        xlsx = functools.partial(template_xlsx, kind.code, catalogue, settings)
        text = functools.partial(template_csv, kind.code, catalogue, settings)
    with st.expander("Sjabloon om in te vullen"):
        paragraph("Het sjabloon heeft een kopregel, een voorbeeldregel en een blad met uitleg.")
        with st.container(horizontal=True):
            downloads.empty_form(
                f"{kind.label} (XLSX)", data=xlsx, file_name=f"sjabloon_{kind.slug}.xlsx", mime=XLSX,
                key=f"dialogue_xlsx_{kind.slug}",
            )  # fmt: skip
            downloads.empty_form(
                f"{kind.label} (CSV)", data=text, file_name=f"sjabloon_{kind.slug}.csv",
                mime="text/csv", key=f"dialogue_csv_{kind.slug}",
            )  # fmt: skip


def _to_complete(view: View) -> None:
    """The locations of the year as a file to complete: a register tells no areas and no delivery."""
    with st.container(border=True):
        st.subheader("Wijken en aanlevering aanvullen", anchor=False)
        paragraphs(
            location_list.areas_sentence(view.cycle),
            "Download uw lijst en vul wijk en aanlevering in. Kies dat bestand daarna hieronder. "
            "Laat de codes staan. Wat u niet verandert, blijft zoals het is.",
        )
        if view.is_demo:
            paragraph("Dit zijn fictieve gegevens. Vink dat hieronder aan voordat u het bestand kiest.")
        downloads.button(
            "Download uw lijst om aan te vullen (XLSX)",
            data=functools.partial(location_list.location_list, view.cycle, view.here.catalogue),
            file_name=f"locaties-aanvullen-{view.cycle.year}.xlsx", mime=XLSX, key="dialogue_location_list",
        )  # fmt: skip


# -------------------------------------------------------------------------------------------------------------- outcome


def _what_is_in_it(report: ImportReport) -> None:
    """Of questionnaires how each column is read, of lists how many rows there are per year."""
    if not report.summary:
        return
    if report.kind == FORM:
        columns = (
            Column("heading", "Kolom in uw bestand"),
            Column("label", "Lezen we als"),
            Column("how", "Hoe we dat weten"),
        )
        rows = tuple((entry["heading"], entry["label"], entry["how"]) for entry in report.summary)
        with st.expander(f"Zo lezen we {count(len(rows), 'kolom', 'kolommen')}"):
            st.html(to_html(Table("Zo lezen we de kolommen", columns, rows)))
        return
    names = {kind.code: kind.label for kind in KINDS} | {"participants": "Deelnemers", "answers": "Thema's in dialogen"}
    columns = (Column("what", "Wat"), Column("year", "Dialoogjaar"), Column("n", "Aantal", "count"))
    rows = tuple(
        (names.get(entry["table"], entry["table"]), str(entry["dialogue_year"] or "alle jaren"), entry["n"])
        for entry in report.summary if "table" in entry
    )  # fmt: skip
    if rows:
        st.html(to_html(Table("Wat er in dit bestand staat", columns, rows)))


def _keep(uploaded, imported: Callable[..., ImportReport], target: Target, kind: Kind, checked: dict[str, Any]) -> None:
    if import_parts.choices(*_widgets()) != checked:
        return  # the page checks what was chosen since, and offers the button again
    report = import_parts.run(uploaded, imported)
    st.session_state[f"{STATE}done"] = (report, target, kind)
    if report.kept:  # an empty uploader: this file is done
        st.session_state[f"{STATE}turn"] += 1
        _forget()
    else:
        st.session_state[f"{STATE}report"] = report


def _done(view: View) -> None:
    """What was just kept, and where to look at it."""
    found: tuple[ImportReport, Target, Kind] | None = st.session_state.pop(f"{STATE}done", None)
    if found is None:
        return
    report, target, kind = found
    if not report.kept:
        st.error("Er is niets bewaard.", icon=":material/error:")
        paragraph(report.text())
        return
    st.success(f"Bewaard: {count(report.rows_kept, kind.one, kind.many)} uit {as_text(Path(report.file).name)}.",
               icon=":material/check_circle:")  # fmt: skip
    where = {"tab": "dekking", "jaar": str(view.cycle.year)} | _data_slug(view, target.origin)
    if target.municipality and target.municipality != view.cycle.municipality:
        where["gemeente"] = target.municipality
    st.page_link(st.session_state["pages"]["dialoog"], label="Bekijk de dekking", query_params=where)
