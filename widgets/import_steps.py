"""Import in three steps: choose, check, keep. Nothing is stored before the third step, and a refused file never is."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import streamlit as st

from monitor.catalogue import Catalogue
from monitor.export.kinds import XLSX
from monitor.ingest import ImportReport, import_file, tables, template_csv, template_xlsx
from monitor.ingest.messages import short
from monitor.records import DEMO, OWN
from monitor.table_html import to_html
from monitor.tables import Column, Table
from monitor.wording.numbers import count
from widgets import downloads, import_parts
from widgets.chart_block import paragraph
from widgets.runtime import Context
from widgets.url import as_text

KINDS = {
    "scores": "Scores per groep",
    "summaries": "Samenvattingen uit een tabel",
    "findings": "Uitspraken uit een bron",
}
IGNORE = ""
_WIDGETS = ("import_file", "import_kind", "import_fictive")
_CHOICE, _REPORT, _DONE = "import.choice", "import.report", "import.done"


def show(here: Context) -> None:
    just_kept = _done(here)
    _templates(here.catalogue)
    st.header("Stap 1: kies", anchor=False)
    uploaded = st.file_uploader("Bestand kiezen (XLSX of CSV)", type=["xlsx", "csv", "txt", "tsv"], key="import_file")
    left, right = st.columns(2)
    kind = left.selectbox(
        "Wat staat erin?", ["auto", *KINDS], key="import_kind",
        format_func=lambda k: KINDS.get(k, "Herken het aan de kolommen"),
    )  # fmt: skip
    fictive = right.checkbox("Dit zijn verzonnen cijfers", key="import_fictive")
    if uploaded is None:
        paragraph("Kies een bestand. Wij controleren het eerst. Er wordt pas iets bewaard bij stap 3.")
        st.session_state.pop(_REPORT, None)
        return
    choice = (uploaded.file_id, kind, fictive)
    if st.session_state.get(_CHOICE) != choice:
        st.session_state[_CHOICE] = choice
        st.session_state["import.columns"], st.session_state["import.values"] = {}, {}
        st.session_state.pop(_REPORT, None)
    st.header("Stap 2: controleer", anchor=False)
    if _REPORT not in st.session_state:
        st.session_state[_REPORT] = _run(here, uploaded, kind, fictive, dry_run=True)
    report: ImportReport = st.session_state[_REPORT]
    if report.kind and report.kind not in KINDS:
        _elsewhere()
        return
    _show_report(report, here.catalogue)
    _assign(report, here.catalogue)
    st.header("Stap 3: bewaar", anchor=False)
    if report.problems:
        paragraph("Er is nog niets bewaard. Verbeter het bestand, of wijs hierboven toe wat wij niet kennen.")
        return
    if report.already_known:
        paragraph("Dit bestand is bewaard. Kies een ander bestand om verder te gaan." if just_kept
                  else "Dit bestand stond er al. Er is niets veranderd.")  # fmt: skip
        return
    st.button("Bewaar deze gegevens", type="primary", on_click=_keep,
              args=(here, uploaded, kind, fictive, import_parts.choices(*_WIDGETS)))  # fmt: skip


def _templates(catalogue: Catalogue) -> None:
    with st.expander("Voorbeeldbestanden om in te vullen"):
        paragraph("Elk bestand heeft een kopregel, één voorbeeldregel en een blad met uitleg over de kolommen.")
        for kind, label in KINDS.items():
            with st.container(horizontal=True):
                downloads.empty_form(
                    f"{label} (XLSX)", data=lambda kind=kind: template_xlsx(kind, catalogue),
                    file_name=f"voorbeeld_{kind}.xlsx", mime=XLSX, key=f"template_xlsx_{kind}",
                )  # fmt: skip
                downloads.empty_form(
                    f"{label} (CSV)", data=lambda kind=kind: template_csv(kind, catalogue),
                    file_name=f"voorbeeld_{kind}.csv", mime="text/csv", key=f"template_csv_{kind}",
                )  # fmt: skip


def _run(here: Context, uploaded, kind: str, fictive: bool, *, dry_run: bool) -> ImportReport:
    """Check (or keep) the uploaded file."""
    return import_parts.run(uploaded, functools.partial(
        import_file, workspace=here.session.workspace, catalogue=here.catalogue, kind=kind,
        origin=DEMO if fictive else OWN, dry_run=dry_run, columns=st.session_state.get("import.columns", {}),
        values=st.session_state.get("import.values", {}),
    ))  # fmt: skip


def _elsewhere() -> None:
    """A list or questionnaire of the local dialogue belongs to a year, which is chosen on the page of the dialogue."""
    paragraph("Dit is een bestand voor de kwaliteitsdialoog. Er is nog niets bewaard. Lees het daar in.")
    if "dialoog" not in st.session_state["pages"]:
        paragraph("U hebt daar geen rol voor. Vraag de werkgroep om dit bestand in te lezen.")
        return
    st.page_link(st.session_state["pages"]["dialoog"], label="Naar Inlezen bij de kwaliteitsdialoog",
                 query_params={"tab": "inlezen"})  # fmt: skip


def _show_report(report: ImportReport, catalogue: Catalogue) -> None:
    import_parts.outcome(report)
    if report.summary and not report.problems:
        columns = (
            Column("care_type", "Opvangsoort"), Column("measure", "Onderdeel"), Column("period", "Periode"),
            Column("n", "Aantal", "count"),
        )  # fmt: skip
        rows = tuple(
            (catalogue.label(s.get("care_type", "")), catalogue.label(s.get("measure", "")),
             catalogue.label(s.get("period", "")), s.get("n"))
            for s in report.summary
        )  # fmt: skip
        st.html(to_html(Table("Wat er in dit bestand staat", columns, rows)))
    for note in report.notes:
        paragraph(note)


def _assign(report: ImportReport, catalogue: Catalogue) -> None:
    """Let the user say what a header or a value means that we do not know; it is remembered when the file is kept."""
    known = {c.column: c.label for c in tables(catalogue).get(report.kind, ())} if report.kind else {}
    if not (report.unknown_columns or report.unknown_values):
        return
    with st.form("import_assign"):
        paragraph("Deze woorden kennen wij niet. Wijs ze toe als u weet wat ze betekenen. Wij onthouden dat.")
        columns, values = {}, {}
        for name in report.unknown_columns:
            columns[name] = st.selectbox(
                f"Kolom '{as_text(short(name))}'", [IGNORE, *known],
                format_func=lambda c: known.get(c, "Gebruik deze kolom niet"), key=f"assign_column_{name}",
            )  # fmt: skip
        for kind, value in report.unknown_values:
            things = _possible(kind, report.kind, catalogue)
            values[kind, value] = st.selectbox(
                f"Waarde '{as_text(short(value))}'", [IGNORE, *things],
                format_func=lambda c: catalogue.label(c) if c else "Nog niet toegewezen", key=f"assign_{kind}_{value}",
            )  # fmt: skip
        if st.form_submit_button("Controleer opnieuw"):
            st.session_state["import.columns"] = columns
            st.session_state["import.values"] = {k: v for k, v in values.items() if v}
            st.session_state.pop(_REPORT, None)
            st.rerun()


def _possible(kind: str, table: str, catalogue: Catalogue) -> list[str]:
    """The codes that a word may mean; a statement may also speak of a group of care types."""
    groups = list(catalogue.groups) if table == "findings" else []
    things = {"care_type": [*catalogue.care_types, *groups], "measure": catalogue.measures, "period": catalogue.periods}
    return list(things[kind])


def _keep(here: Context, uploaded, kind: str, fictive: bool, checked: dict[str, Any]) -> None:
    if import_parts.choices(*_WIDGETS) != checked:
        return  # the page checks what was chosen since, and offers the button again
    report = _run(here, uploaded, kind, fictive, dry_run=False)
    st.session_state[_DONE] = report
    st.session_state.pop(_REPORT, None)
    st.session_state.pop(_CHOICE, None)


def _done(here: Context) -> bool:
    """What was just kept, and where to look at it. Whether something was."""
    report: ImportReport | None = st.session_state.pop(_DONE, None)
    if report is None:
        return False
    if not report.kept:
        st.error("Er is niets bewaard.", icon=":material/error:")
        paragraph(report.text())
        return False
    st.success(f"Bewaard: {count(report.rows_kept, 'regel', 'regels')} uit {as_text(Path(report.file).name)}.",
               icon=":material/check_circle:")  # fmt: skip
    last = here.session.last_change(here.state)
    if last:
        changed = [c for c in last[1] if c.after is not None]
        paragraph(f"{count(len(changed), 'oordeel is', 'oordelen zijn')} nieuw of veranderd.")
    origin = {"cijfers": "voorbeeld" if report.dataset and report.dataset.origin == DEMO else "eigen"}
    st.page_link(st.session_state["pages"]["overzicht"], label="Bekijk het landelijk overzicht", query_params=origin)
    return not report.already_known
