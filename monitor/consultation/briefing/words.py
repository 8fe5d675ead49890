"""The lines around a finding, a point and a question, the same in Word and PDF."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from monitor.consultation.briefing.outline import CHANGED, NOT_WRITTEN, AskedPart, Finding, Outline, Said
from monitor.consultation.briefing.paper import upright
from monitor.tables import Table
from monitor.wording.numbers import capital, listing, lower_first
from monitor.wording.texts import join

CAVEATS = "Lees dit eerst"
CORE, POINTS, QUESTIONS, READING, APPENDIX = (
    "1. De kern", "2. Gesprekspunten", "3. Vragen van leden", "4. Hoe leest u dit?", "5. Bijlage",
)  # fmt: skip
OTHERS, TABLES, WIDE_TABLES = "Andere uitkomsten uit het mandje", "Tabellen", "Brede tabellen"
NO_CORE = "De kern is nog niet geschreven."
NO_POINTS = "Er zijn nog geen gesprekspunten."
NO_QUESTIONS = "Er zijn geen vragen van leden."
MERGED = "Ook zo gevraagd"
SMALL_PRINT = "De letters in deze afbeelding zijn klein. De tabel zegt hetzelfde."
SMALL_PRINT_FROM = 900  # pixels: a figure that is wider has letters of less than 6 points on paper
IN_APPENDIX = "De tabel staat in de bijlage."


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


def instead(finding: Finding, is_drawn: bool, note: str) -> tuple[str, ...]:
    """What stands where there is no picture: what was measured, the caveats, why there is none, and where the table is."""
    if is_drawn:
        return (SMALL_PRINT,) if beside(finding, is_drawn) is not None else ()
    item = finding.item
    texts = [item.subline, flags(finding.flags), note if item.drawing is not None else ""]
    if finding.table is not None and beside(finding, is_drawn) is None:
        texts.append(IN_APPENDIX)
    return tuple(filter(None, texts))


def beside(finding: Finding, is_drawn: bool) -> Table | None:
    """The table that stands with a figure: when there is no picture, or one with letters too small to read on paper."""
    drawing = finding.item.drawing
    if drawing is None or finding.table is None:
        return None
    has_small_print = (drawing.get("layout", {}).get("width") or 0) > SMALL_PRINT_FROM
    return upright(finding.table) if not is_drawn or has_small_print else None


def for_appendix(outline: Outline, drawn: Collection[str]) -> list[Table]:
    """The tables that do not stand with their figure. One that belongs to several figures stands there once."""
    found: dict[tuple, list[Finding]] = {}
    for finding in outline.findings:
        if finding.table is not None and beside(finding, finding.item.item_id in drawn) is None:
            found.setdefault((finding.table.columns, finding.table.rows), []).append(finding)
    return [_named(some, table) for some in found.values() if (table := some[0].table)]


def _named(findings: Sequence[Finding], table: Table) -> Table:
    """With the figures that it belongs to in its caption, and their sources in its note."""
    where = capital(listing([lower_first(finding.place.removesuffix(".")) for finding in findings]))
    sources = dict.fromkeys(finding.item.source for finding in findings)
    return replace(table, caption=f"{where}: {table.caption}", note=join(table.note, *sources))


def answer(text: Said) -> tuple[str, ...]:
    """The answer to a question with what is warned of in it; nothing when there is none."""
    return (f"Antwoord: {text.text}", *filter(None, warned(text))) if text.text.strip() else ()


def asked(part: AskedPart) -> str:
    """Who asked, about which care type, where it stands, where to look."""
    told = (part.who, f"Over: {part.about}." if part.about else "", f"Status: {part.status.lower()}.", part.figure)
    return " ".join(filter(None, told))
