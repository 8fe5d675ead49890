"""All tables of a briefing and all questions of members as one workbook, for the association itself."""

from __future__ import annotations

from dataclasses import replace

from monitor.consultation.briefing import words
from monitor.consultation.briefing.outline import Finding, Outline
from monitor.export.xlsx import workbook
from monitor.records import DEMO, DEMO_STAMP
from monitor.tables import COUNT, Column, Table
from monitor.wording.numbers import date_table

ORGANISATIONS = "Het blad Vragen noemt organisaties. Deel het niet buiten de eigen kring."


def write(outline: Outline) -> bytes:
    about = [
        ("Titel", outline.title),
        ("Overleg", outline.met),
        ("Gegevens", outline.stamp),
        *outline.about,
        *(("Let op", text) for text in (*outline.caveats, ORGANISATIONS)),
    ]
    return workbook(tables(outline), about=[pair for pair in about if pair[1]])


def tables(outline: Outline) -> list[Table]:
    """In the order of the sheets: points, findings, questions, then the tables of each finding."""
    return [_points(outline), _findings(outline), _stamped(outline.questions, outline.stamp),
            *(table for finding in outline.findings for table in _sheets(finding))]  # fmt: skip


def _points(outline: Outline) -> Table:
    labels = [label for label, _ in outline.points[0].fields] if outline.points else []
    columns = (
        Column("number", "Nummer", COUNT), Column("title", "Gesprekspunt"), *(Column(label, label) for label in labels),
        Column("flags", "Let op"), Column("warning", "Vergelijking"),
    )  # fmt: skip
    rows = tuple(
        (
            part.number, part.heading, *(text.text for _, text in part.fields), "; ".join(part.flags),
            "\n".join(line for text in (part.title, *(t for _, t in part.fields)) for line in words.warned(text) if line),
        )
        for part in outline.points
    )  # fmt: skip
    return _stamped(Table("Gesprekspunten", columns, rows, sheet="Gesprekspunten"), outline.stamp)


def _findings(outline: Outline) -> Table:
    columns = (
        Column("number", "Figuur", COUNT), Column("headline", "Uitkomst"), Column("sentence", "Zin"),
        Column("own", "Eigen tekst"), Column("flags", "Let op"), Column("changes", "Veranderd sinds de keuze"),
        Column("source", "Bron"), Column("version", "Dataversie"), Column("chosen", "Gekozen op"),
    )  # fmt: skip
    rows = tuple(
        (
            finding.number or None, finding.item.headline, finding.item.sentence, finding.own.text,
            "; ".join(finding.flags), "\n".join(finding.changes), finding.item.source, finding.item.data_version,
            date_table(finding.item.chosen_on),
        )
        for finding in outline.findings
    )  # fmt: skip
    return Table("Uitkomsten", columns, rows, sheet="Uitkomsten")


def _sheets(finding: Finding) -> list[Table]:
    """The tables of one finding; each row of invented data says that it is."""
    item = finding.item
    found = list(item.sheets or ([item.table] if item.table is not None else []))
    place = f"F{finding.number}" if finding.number else "Uitkomst"
    stamp = DEMO_STAMP if item.origin == DEMO else ""
    return [
        replace(
            _stamped(table, stamp),
            caption=f"{finding.place}: {table.caption}",
            sheet=f"{place} {table.sheet or table.caption}",
            note=" ".join(filter(None, (table.note, item.source))),
        )
        for table in found
    ]


def _stamped(table: Table, stamp: str) -> Table:
    """With the stamp in a column of its own, so that a row that is copied takes it along."""
    if not stamp:
        return table
    return replace(
        table, columns=(*table.columns, Column("stamp", "Gegevens")), rows=tuple((*row, stamp) for row in table.rows)
    )
