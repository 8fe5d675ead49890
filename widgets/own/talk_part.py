"""Gesprek: choose points, write, and take the sheet along in Word or PDF."""

from __future__ import annotations

import streamlit as st

from monitor.dialogues.records import Cycle
from monitor.dialogues.settings import CycleSettings
from monitor.export.kinds import WORD
from monitor.own import earlier, points, sheet
from monitor.own.records import AXIS, OwnRow
from monitor.own.sheet import Earlier, Sheet
from monitor.records import DEMO, DEMO_STAMP, OWN
from widgets import downloads
from widgets.chart_block import paragraph, paragraphs
from widgets.dialogue.view import words_of
from widgets.own import held, preview
from widgets.own.view import View, last_cycle
from widgets.url import as_text

NO_PLACE = "Kies een locatie"
KINDS = {"opvang": "Team met scores", "school": "School of team zonder scores"}
LIMIT = 2000


def show(view: View) -> None:
    st.header("Het gespreksblad", anchor=False)
    st.radio(
        "Voor wie is het gesprek?", list(KINDS), key=held.key("kind", "opvang"), on_change=held.keep("kind"),
        format_func=KINDS.get, horizontal=True,
    )  # fmt: skip
    for_school = held.value("kind", "opvang") == "school"
    about = "Per thema staan" if for_school else "Per punt staan de cijfers en"
    paragraph(f"{about} de 3 vragen van de dialoog op het blad, met ruimte om te schrijven.")
    rows = () if for_school else view.rows()
    cycle = last_cycle(view.here)
    settings = _settings(cycle, view)
    st.text_input(
        "Naam van de locatie op het blad", key=held.key("location"), on_change=held.keep("location"), max_chars=100
    )
    chosen = () if for_school else _chosen(rows, view)
    if not chosen:
        paragraph("Zonder gekozen punt staan de verplichte thema's van de dialoog op het blad.")
    last_year = _last_year(cycle, view)
    _notes(chosen, settings, view)
    _area("Eén ding om op te letten, volgende week", "task", "Bijvoorbeeld: hoe begroeten wij ouders bij het ophalen?")
    made = sheet.build(
        rows, chosen, view.catalogue, settings, on=view.on, location=held.text("location"),
        care_type="" if for_school else view.care_type.code, stamp=_stamp(rows, last_year, view), source=_source(rows, chosen),
        data_version=view.here.data_version, last_year=last_year, observation_task=held.text("task"),
        notes=held.texts("note_"),
    )  # fmt: skip
    preview.show(made)
    _downloads(made)
    st.header("Voor uzelf: wat betekent dit voor ons beleid?", anchor=False)
    paragraph("Schrijf hier op wat het gesprek met de andere locatie of school betekent. Dit staat niet op het blad.")
    _area("Uw notitie", "reflection", "Alleen u ziet deze notitie. U bewaart hem met de stap Bewaren.")


def _settings(cycle: Cycle | None, view: View) -> CycleSettings:
    """The themes of the dialogue: of the newest year with data, else the shipped template."""
    if cycle is not None:
        return cycle.settings
    origin = DEMO if view.here.is_demo else OWN
    return view.here.dialogues.settings(origin, "", view.on.year)


def _chosen(rows: tuple[OwnRow, ...], view: View) -> tuple[str, ...]:
    """At most three measures; strong points and points to discuss are there to begin with."""
    if not rows:
        st.info("Er staan nog geen scores. Vul ze in bij de stap Scores. U kunt wel alvast een blad maken.")
        return ()
    known = [row.measure for row in rows]
    suggested = [row.measure for row in (*points.to_discuss(rows), *points.strong(rows))][: sheet.MOST_POINTS]
    name = f"points_{view.care_type.code}"
    kept = [code for code in held.value(name, suggested) if code in known]
    widget = f"own_{name}"
    if widget not in st.session_state or not set(st.session_state[widget]) <= set(known):
        st.session_state[widget] = kept
    st.multiselect(
        f"Kies de punten voor het gesprek (hoogstens {sheet.MOST_POINTS})", known, key=widget, on_change=held.keep(name),
        format_func=view.catalogue.label, max_selections=sheet.MOST_POINTS, placeholder="Kies een onderdeel",
    )  # fmt: skip
    return tuple(st.session_state[widget])


def _last_year(cycle: Cycle | None, view: View) -> tuple[Earlier, ...]:
    """What the chosen location wrote and agreed in the dialogue before; nothing without a dialogue or a choice."""
    if cycle is None:
        return ()
    places = {"": NO_PLACE} | {x.location_id: x.name for x in sorted(cycle.active, key=lambda x: x.name)}
    if held.value("place", "") not in places:
        held.put("place", "")
        st.session_state.pop("own_place", None)
    st.selectbox(
        f"Welke locatie of school in de dialoog van {cycle.year}?", list(places), key=held.key("place"),
        on_change=held.keep("place"), format_func=places.get,
        help="Dan staan uw antwoorden en acties van toen op het blad.", width=420,
    )  # fmt: skip
    code = held.text("place")
    if not code:
        return ()
    found = earlier.of_location(cycle, code, view.on, words_of(view.here))
    if not found:
        paragraph("Van deze locatie zijn er geen antwoorden of acties van vorig jaar.")
    for one in found:
        theme = cycle.settings.theme(one.theme)
        with st.expander(as_text(f"Vorig jaar: {theme.label if theme else one.theme}")):
            for question, text in one.answers:
                paragraph(question, "kib-name")
                paragraph(text)
            paragraphs(*(f"Actie: {action}" for action in one.actions))
    return found


def _notes(chosen: tuple[str, ...], settings: CycleSettings, view: View) -> None:
    """A text of one's own per point, or per mandatory theme when there are no points."""
    asked = [(c, view.catalogue.label(c)) for c in chosen] or [(t.code, t.label) for t in settings.mandatory]
    paragraph("Een tekst mag leeg blijven. Schrijf geen namen van kinderen of medewerkers.")
    name = view.catalogue.settings["monitor_short_nl"]
    example = (
        f"Bijvoorbeeld een tip of top uit uw verslag van {name}" if chosen else "Bijvoorbeeld: dit ging goed bij ons"
    )
    for code, label in asked:
        _area(as_text(f"Uw tekst bij: {label}"), f"note_{code}", example)


def _area(label: str, name: str, example: str) -> None:
    st.text_area(label, key=held.key(name), on_change=held.keep(name), placeholder=example, max_chars=LIMIT, height=90)


def _stamp(rows: tuple[OwnRow, ...], last_year: tuple[Earlier, ...], view: View) -> str:
    """The stamp of invented data, when national figures or answers on the sheet are."""
    return DEMO_STAMP if view.here.is_demo and (rows or last_year) else ""


def _source(rows: tuple[OwnRow, ...], chosen: tuple[str, ...]) -> str:
    """The national data behind the chosen points: data sets of scores, and documents of published verdicts."""
    found: dict[str, None] = {}
    for row in rows:
        if row.measure not in chosen:
            continue
        if row.national is not None and row.placement.code == AXIS:
            found.setdefault(row.national.cell.source)
        for one in (row.computed, row.published):
            for cell in one.cells.values() if one else ():
                found.setdefault(cell.source)
            for source in one.sources if one else ():
                found.setdefault(source.title)
    names = [name for name in found if name]
    return "; ".join(["eigen scores", *names[:4], *(["en andere"] if len(names) > 4 else [])])


def _downloads(made: Sheet) -> None:
    """Made when somebody asks for them."""

    def word() -> bytes:
        from monitor.own.sheet_docx import docx

        return docx(made)

    def pdf() -> bytes:
        from monitor.own import sheet_pdf

        return sheet_pdf.pdf(made)

    with st.container(horizontal=True):
        downloads.button(
            "Download gespreksblad (Word)", data=word, file_name="gespreksblad.docx", mime=WORD,
            key="own_sheet_docx",
        )  # fmt: skip
        downloads.button(
            "Download gespreksblad (PDF)", data=pdf, file_name="gespreksblad.pdf", mime="application/pdf",
            key="own_sheet_pdf",
        )  # fmt: skip
    paragraph("Lees het blad voordat u het deelt. Let daarbij op namen van kinderen en medewerkers.")
