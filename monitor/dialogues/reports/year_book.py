"""All data of a dialogue year as one workbook: themes, coverage, flows, actions, answers, picked quotes, figures."""

from __future__ import annotations

from monitor.dialogues import action_lists, coverage, series, theme_tables
from monitor.dialogues.records import Amount
from monitor.dialogues.reports import stand_part
from monitor.dialogues.reports.action_words import theme_name
from monitor.dialogues.reports.flow_part import YES
from monitor.dialogues.reports.material import Material
from monitor.dialogues.words import VALUE
from monitor.export.xlsx import workbook
from monitor.tables import COUNT, Column, Table
from monitor.wording.dialogue import state_words
from monitor.wording.numbers import date_table, listing, plain

TITLE = "Alle gegevens van dit jaar"


def write(material: Material) -> bytes:
    about = [("Titel", f"{TITLE}: dialoogjaar {material.cycle.year}"), ("Let op", material.stamp), *material.about()]
    about.append(
        ("Nul, te klein, geen cijfer, niet gevraagd", "Dit zijn vier verschillende dingen. Nul is een cijfer.")
    )
    return workbook(tables(material), about=[pair for pair in about if pair[1]])


def tables(material: Material) -> list[Table]:
    """In the order of the sheets. Small flows are hidden, as in every document."""
    cycle, words = material.cycle, material.words
    return [
        _named(stand_part.phases(material), "Stand"),
        _named(coverage.table(material.coverage, cycle, words), "Dekking"),
        _flows(material),
        theme_tables.themes_table(material.themes),
        theme_tables.answers_table(material.themes, cycle, words, material.tags),
        theme_tables.quotes_table(material.quotes, cycle, words),
        _actions(material),
        _named(series.table(cycle, words), "Cijferreeksen"),
    ]


def _named(table: Table, sheet: str) -> Table:
    return Table(table.caption, table.columns, table.rows, table.note, table.sheet or sheet)


def _flows(material: Material) -> Table:
    """One row per pair; a number stays a number, and a word says why there is none."""
    found = material.flows
    names = {x.location_id: x.name for x in (*found.rows, *found.columns)}
    columns = (
        Column("from", "Van"), Column("to", "Naar"), Column("children", "Kinderen", COUNT),
        Column("vve", "Met VVE", COUNT), Column("talk", "Gesprek gehad"),
    )  # fmt: skip
    rows = tuple(
        (names.get(a, a), names.get(b, b), _cell(cell.children), _cell(cell.vve), YES[cell.has_dialogue])
        for (a, b), cell in found.cells.items()
    )
    note = f"Een aantal onder {plain(material.settings.min_children)} kinderen tonen we niet."
    return Table("Doorstroom per paar", columns, rows, note, "Doorstroom")


def _cell(amount: Amount) -> object:
    return amount.value if amount.state == VALUE and amount.value is not None else state_words(amount.state)


def _actions(material: Material) -> Table:
    columns = (
        Column("code", "Code"), Column("text", "Actie"), Column("theme", "Thema"), Column("status", "Status"),
        Column("owners", "Wie"), Column("due", "Klaar voor"), Column("late", "Over de datum"),
        Column("dialogue", "Uit dialoog"), Column("result", "Resultaat"),
    )  # fmt: skip
    rows = tuple(
        (
            a.action_id, a.text, theme_name(material, a), material.words.label("action_status", a.status),
            listing(a.owners), date_table(a.due_on) if a.due_on else "", YES[a.is_overdue(material.on)], a.dialogue_id,
            a.result,
        )
        for a in action_lists.ordered(material.cycle, material.on)
    )  # fmt: skip
    return Table("Acties", columns, rows, sheet="Acties")
