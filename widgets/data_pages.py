"""The parts of *Gegevens en methode*, one function each."""

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Collection, Sequence

import streamlit as st

from monitor import method as methods
from monitor import sources
from monitor.catalogue import spelling
from monitor.export.kinds import XLSX
from monitor.export.xlsx import workbook
from monitor.file_checks import CheckResult
from monitor.page_tables import cells_table, changes_table, datasets_table, figures_table, measures_table, said_table
from monitor.store.workspace import ACTIVE, Dataset
from monitor.table_html import to_html
from monitor.tables import Column, Table
from monitor.wording.numbers import count, date_text
from widgets import damage, downloads
from widgets.chart_block import details, paragraph
from widgets.refusals import reason
from widgets.runtime import Context
from widgets.url import as_text

log = logging.getLogger("kwaliteit")
NATIONAL = frozenset({"scores", "counts", "summaries", "findings"})
"""Kinds of data sets that hold national figures or statements."""
NOT_RETIRED = "data.not_retired"


def loaded(here: Context) -> None:
    """Every cell with its n, source and origin; the data sets, and taking one out of use; the data checks."""
    catalogue, state = here.catalogue, here.state
    cells = here.national.cells
    types = {c.care_type for c in cells}
    if not cells:
        st.info("Er zijn nog geen cijfers ingelezen. Wat de bronnen in woorden zeggen, ziet u op de andere pagina's.")
    else:
        latest = max(d.imported_at for d in state.datasets.values())[:10]
        paragraph(
            f"Er zijn {count(len(cells), 'cijfer', 'cijfers')} van "
            f"{count(len(types), 'opvangsoort', 'opvangsoorten')} ingelezen. Laatste wijziging: {date_text(latest)}."
        )
    mine = here.guard.in_charge_of(state)
    damage.part(here, _retire, mine, lambda dataset: _may_be_named(dataset, here, mine))
    if seen := [dataset for dataset in state.datasets.values() if _may_be_named(dataset, here, mine)]:
        _datasets(here, seen, mine)
    if cells:
        _cells(here)
    st.header("Onderdelen en hun schaal", anchor=False)
    st.html(to_html(measures_table(catalogue)))
    st.header("Controles", anchor=False)
    with st.spinner("Gegevens controleren"):
        results = here.session.checks(state)
    rows = tuple((r.title_nl, "✓ Goed" if r.ok else f"✗ {len(r.rows)} keer niet goed", _remedy(r)) for r in results)
    columns = (Column("check", "Controle"), Column("result", "Uitkomst"), Column("remedy", "Wat u kunt doen"))
    st.html(to_html(Table("Controles op de gegevens", columns, rows)))


def _remedy(result: CheckResult) -> str:
    """What somebody can do about a check; or that nothing is left to do about damage that it found."""
    if result.rows:
        return result.remedy_nl
    if not result.dealt_with:
        return ""
    files = count(len(result.dealt_with), "beschadigd bestand is", "beschadigde bestanden zijn")
    return f"U hoeft niets te doen. {files} niet meer in gebruik."


def _may_be_named(dataset: Dataset, here: Context, mine: Collection[str]) -> bool:
    """National figures are named to everybody; lists of a dialogue to who takes those out of use, or reads figures in."""
    return dataset.kind in NATIONAL or dataset.dataset_id in mine or here.guard.may_import()


def _datasets(here: Context, datasets: Sequence[Dataset], mine: Collection[str]) -> None:
    """What was imported, national figures and lists of the dialogue alike, and taking it out of use."""
    st.html(to_html(datasets_table(datasets)))
    if why := st.session_state.pop(NOT_RETIRED, ""):
        st.error(why, icon=":material/error:")
    for dataset in (one for one in datasets if one.dataset_id in mine):
        with st.expander(f"Haal uit gebruik: {as_text(dataset.label or dataset.file_name)}"):
            paragraph("Deze set telt dan niet meer mee. De bestanden blijven bewaard. U kunt de set opnieuw inlezen.")
            st.button(
                "Haal uit gebruik", key=f"retire_{dataset.dataset_id}",
                on_click=_retire, args=(here, dataset.dataset_id),
            )  # fmt: skip


def _cells(here: Context) -> None:
    """Every loaded cell, by measure, and all of them as a workbook."""
    catalogue, cells = here.catalogue, here.national.cells
    st.header("Per opvangsoort, onderdeel en periode", anchor=False)
    about = [("Titel", "Ingelezen cijfers"), ("Dataversie", here.data_version)]
    for measure in catalogue.measures.values():
        some = [cell for cell in cells if cell.measure == measure.code]
        if some:
            name = f"{measure.label} ({count(len(some), 'cijfer', 'cijfers')})"
            details(name, to_html(cells_table(some, catalogue, measure.label)))
    downloads.button(
        "Download alle ingelezen cijfers (XLSX)", key="cells_xlsx", file_name="ingelezen_cijfers.xlsx", mime=XLSX,
        data=functools.partial(workbook, [cells_table(cells, catalogue)], about=about),
    )  # fmt: skip


def _retire(here: Context, dataset_id: str) -> None:
    """Take a data set out of use; somebody else may have done so already."""
    try:
        with contextlib.suppress(KeyError):
            here.session.workspace.retire(dataset_id)
    except OSError:
        log.exception("retiring a data set")
        st.session_state[NOT_RETIRED] = reason("Dit lukt nu niet. Er is niets veranderd. Waarschuw uw beheerder.")


def _name(dataset: Dataset) -> str:
    return dataset.label or dataset.file_name


def method(here: Context) -> None:
    """The method in plain words, the rules in order, and the formulas with a worked example."""
    catalogue = here.catalogue
    base = catalogue.baseline.label
    paragraph(
        f"We vergelijken {count(len(catalogue.compared), 'periode', 'periodes')}. Eerst kijken we of er na {base} een daling "
        f"was. Daarna kijken we of de score nu weer op het niveau van {base} is. Pas als de score daarboven ligt, noemen we "
        "het een verbetering. Elke meting heeft een marge. Is het verschil kleiner dan de marge? Dan zeggen we: dat weten we "
        "niet zeker."
    )
    paragraph(
        "Welk verschil telt, is onze keuze: geen Nederlandse bron geeft een grens. De grens staat vooraf vast per onderdeel. "
        "U vindt de grenzen hieronder en op de pagina Trend en herstel bij andere grenzen."
    )
    paragraph(
        "Zijn er alleen uitspraken van bronnen? Dan stellen we het oordeel daaruit samen, en alleen daaruit. Een uitspraak "
        "over een grotere groep geldt voor een deel alleen als daar niets preciezers over is gezegd. Dat staat erbij."
    )
    st.header("De regels, op volgorde", anchor=False)
    for table in methods.rule_tables(catalogue):
        with st.expander(table.caption):
            st.html(to_html(table))
    st.header("De formules", anchor=False)
    for formula in methods.FORMULAS:
        with st.expander(formula.title):
            paragraph(formula.plain)
            paragraph(formula.formula, "kib-formula")
            paragraph(f"Voorbeeld: {formula.example()}")
            paragraph(f"Herkomst: {formula.source}.")
    st.header("Grenzen per onderdeel", anchor=False)
    st.html(to_html(measures_table(catalogue)))


def _search(label: str) -> str:
    """A search field that lives in the link as `zoek`."""
    if "zoek_field" not in st.session_state:
        st.session_state["zoek_field"] = st.query_params.get("zoek", "")
    text = st.text_input(label, key="zoek_field", max_chars=60)
    if text:
        st.query_params["zoek"] = text
    elif "zoek" in st.query_params:
        del st.query_params["zoek"]
    return spelling(text)


def glossary(here: Context) -> None:
    """Terms in plain words, with search over term, other words and explanation."""
    wanted = _search("Zoek een begrip")
    found = [
        term for term in sources.glossary(here.catalogue)
        if wanted in spelling(" ".join((term.term, *term.aliases, term.explanation)))
    ]  # fmt: skip
    paragraph(f"{count(len(found), 'begrip', 'begrippen')} gevonden.")
    columns = (
        Column("term", "Begrip"), Column("meaning", "Uitleg"), Column("other", "Ook genoemd"), Column("source", "Bron"),
    )  # fmt: skip
    rows = tuple((t.term, t.explanation, ", ".join(t.aliases), t.source) for t in found)
    st.html(to_html(Table("Begrippen", columns, rows)))


def sources_list(here: Context) -> None:
    """Every document with its link, and every statement and figure taken from it, also those outside the verdict."""
    catalogue = here.catalogue
    wanted = _search("Zoek in de bronnen")
    statements = [
        s for s in here.session.statements(here.state)
        if wanted in spelling(f"{s.statement_nl} {s.source.title} {s.source.publisher} {catalogue.label(s.measure)}")
    ]  # fmt: skip
    paragraph(
        f"{count(len(statements), 'uitspraak', 'uitspraken')} gevonden. De zinnen zijn onze samenvatting. "
        "Uitspraken over andere jaren staan hier wel, maar tellen niet mee in een oordeel."
    )
    st.html(to_html(said_table(statements, catalogue)))
    st.header("Aantallen uit de bronnen", anchor=False)
    st.html(to_html(figures_table(sources.results(sources.load_figures(catalogue)), catalogue)))


def versions(here: Context) -> None:
    """The data version, what happened, and which verdicts changed with the last change."""
    catalogue = here.catalogue
    paragraph(f"Dataversie {here.data_version}.")
    last = here.session.last_change(here.state)
    if last is None:
        st.info("Er is nog niets ingelezen. De bronnen zijn die van deze uitgave.")
        return
    change, verdicts = last
    what = "ingelezen" if change.kind == ACTIVE else "uit gebruik gehaald"
    mine = here.guard.in_charge_of(here.state)
    is_named = _may_be_named(change.dataset, here, mine)
    name = _name(change.dataset) if is_named else "een lijst van een kwaliteitsdialoog"
    st.header("Wat veranderde er in de oordelen?", anchor=False)
    paragraph(f"De laatste wijziging was op {date_text(change.at[:10])}: {name} is {what}.")
    if verdicts:
        changed = f"{count(len(verdicts), 'oordeel is', 'oordelen zijn')} nieuw of veranderd"
        details(changed, to_html(changes_table(verdicts, catalogue)))
    else:
        paragraph(f"Geen van de {len(here.national.rows)} oordelen veranderde.")
    st.header("Alle wijzigingen", anchor=False)
    columns = (
        Column("at", "Wanneer"),
        Column("what", "Wat"),
        Column("name", "Gegevens"),
        Column("rows", "Regels", "count"),
    )
    rows = tuple(
        (date_text(c.at[:10]), "ingelezen" if c.kind == ACTIVE else "uit gebruik", _name(c.dataset), c.dataset.n_rows)
        for c in reversed(here.state.changes) if _may_be_named(c.dataset, here, mine)
    )  # fmt: skip
    st.html(to_html(Table("Wijzigingen in de gegevens, de nieuwste eerst", columns, rows)))
