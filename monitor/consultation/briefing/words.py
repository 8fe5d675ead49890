"""The lines around a finding, a point and a question, the same in Word and PDF; and tables turned to fit a narrow page."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.consultation.briefing.outline import CHANGED, NOT_WRITTEN, AskedPart, Finding, Said
from monitor.table_html import cell_text
from monitor.tables import LINK, TEXT, Column, Table
from monitor.wording.numbers import MISSING

WIDEST, MOST_TURNED = 7, 6
"""Columns that fit the width of a page."""
CAVEATS = "Lees dit eerst"
CORE, POINTS, QUESTIONS, READING, APPENDIX = (
    "1. De kern", "2. Gesprekspunten", "3. Vragen van leden", "4. Hoe leest u dit?", "5. Bijlage",
)  # fmt: skip
OTHERS, TABLES, WIDE_TABLES = "Andere uitkomsten uit het mandje", "Tabellen", "Brede tabellen"
NO_CORE = "De kern is nog niet geschreven."
NO_POINTS = "Er zijn nog geen gesprekspunten."
NO_QUESTIONS = "Er zijn geen vragen van leden."
MERGED = "Ook zo gevraagd"


def plain(head: str) -> str:
    """A heading without its number, for a slide."""
    return head.split(". ", 1)[-1]


def said(text: Said) -> tuple[str, ...]:
    """The text, then the warning about it and what may be said instead."""
    return tuple(filter(None, (text.text, *warned(text))))


def warned(text: Said) -> tuple[str, ...]:
    return (
        f"Let op: {text.warning}" if text.warning else "",
        f"Dit kunt u wel zeggen: {text.safe}" if text.warning and text.safe else "",
    )


def field(text: Said) -> tuple[str, ...]:
    """A field of a point; says so when nobody filled it."""
    return said(text) or (NOT_WRITTEN,)


def finding_head(finding: Finding) -> str:
    return f"Figuur {finding.number}: {finding.item.headline}" if finding.number else finding.item.headline


def flags(labels: Sequence[str]) -> str:
    return f"Let op: {' · '.join(labels)}" if labels else ""


def changed(finding: Finding) -> tuple[str, ...]:
    """That it went stale, and what changed."""
    return (CHANGED, *finding.changes) if finding.changes else ()


def under(finding: Finding) -> tuple[str, ...]:
    """What stands under a figure: the verdict, what one may say of it, and what the user wrote."""
    item = finding.item
    sentence = "" if item.sentence == item.headline else item.sentence
    may = (("Wel zeggen", item.may_say), ("Niet zeggen", item.not_say))
    return tuple(filter(None, (sentence, *said(finding.own), *(f"{head}: {text}" for head, text in may if text))))


def instead(finding: Finding, note: str) -> tuple[str, ...]:
    """What is said where there is no picture: what was measured, the caveats, and why there is none."""
    texts = (finding.item.subline, flags(finding.flags), note if finding.item.drawing is not None else "")
    return tuple(filter(None, texts))


def asked(part: AskedPart) -> str:
    """Who asked, about which care type, where it stands, where to look."""
    told = (part.who, f"Over: {part.about}." if part.about else "", f"Status: {part.status.lower()}.", part.figure)
    return " ".join(filter(None, told))


def turned(table: Table) -> Table | None:
    """The table as it fits the width of a page: as it is, or with rows and columns changed; None when neither fits."""
    if len(table.columns) <= WIDEST:
        return table
    if len(table.rows) > MOST_TURNED:
        return None
    heads = tuple(Column(f"c{place}", _printed(row[0], table.columns[0])) for place, row in enumerate(table.rows))
    rows = tuple(
        (column.label, *(_printed(row[place], column) for row in table.rows))
        for place, column in enumerate(table.columns)
        if place
    )
    return Table(table.caption, (Column("name", table.columns[0].label), *heads), rows, table.note, table.sheet)


def by_width(tables: Sequence[Table]) -> tuple[list[Table], list[Table]]:
    """The tables that fit the width of a page, turned where that is needed, and those for a page on its side."""
    fitting = [(table, turned(table)) for table in tables]
    return [fit for _, fit in fitting if fit is not None], [table for table, fit in fitting if fit is None]


def _printed(value: object, column: Column) -> str:
    return cell_text(value, column) or ("" if column.kind in (TEXT, LINK) else MISSING)
