"""The lines around a finding, a point and a question, the same in Word and PDF."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.consultation.briefing.outline import CHANGED, NOT_WRITTEN, AskedPart, Finding, Said
from monitor.consultation.briefing.paper import upright
from monitor.tables import Table

CAVEATS = "Lees dit eerst"
CORE, POINTS, QUESTIONS, READING, APPENDIX = (
    "1. De kern", "2. Gesprekspunten", "3. Vragen van leden", "4. Hoe leest u dit?", "5. Bijlage",
)  # fmt: skip
OTHERS, TABLES, WIDE_TABLES = "Andere uitkomsten uit het mandje", "Tabellen", "Brede tabellen"
NO_CORE = "De kern is nog niet geschreven."
NO_POINTS = "Er zijn nog geen gesprekspunten."
NO_QUESTIONS = "Er zijn geen vragen van leden."
MERGED = "Ook zo gevraagd"
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


def instead(finding: Finding, note: str) -> tuple[tuple[str, ...], Table | None]:
    """What stands where there is no picture: what was measured, the caveats, why there is none, and the table if it fits."""
    item = finding.item
    table = upright(finding.table) if finding.table is not None else None
    elsewhere = IN_APPENDIX if finding.table is not None and table is None else ""
    texts = (item.subline, flags(finding.flags), note if item.drawing is not None else "", elsewhere)
    return tuple(filter(None, texts)), table


def asked(part: AskedPart) -> str:
    """Who asked, about which care type, where it stands, where to look."""
    told = (part.who, f"Over: {part.about}." if part.about else "", f"Status: {part.status.lower()}.", part.figure)
    return " ".join(filter(None, told))
