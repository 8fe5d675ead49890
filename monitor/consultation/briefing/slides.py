"""The briefing as slides: one finding on each, as its title; what was measured, and where it comes from, in the notes."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.consultation.briefing import words
from monitor.consultation.briefing.asked import QuestionGroup
from monitor.consultation.briefing.outline import Finding, Outline, PointPart
from monitor.consultation.briefing.paper import upright
from monitor.consultation.briefing.pictures import Pictures
from monitor.export.pptx import SlideDeck
from monitor.export.pptx_fit import Text
from monitor.table_html import printed
from monitor.tables import Table

MOST_SLIDES = 12  # with questions; the rest stand in the notes
SUBJECT = "Dia's voor een overleg"
MOST_LINES = 30
"""Lines of a table in the notes; the whole table stands in the other forms."""
MORE_LINES = "De hele tabel staat in het Word-bestand en in het XLSX-bestand."


def write(outline: Outline, pictures: Pictures) -> bytes:
    footer = " · ".join(f"{name}: {text}" for name, text in outline.about)
    deck = SlideDeck(outline.title, subject=SUBJECT, stamp=outline.stamp, footer=footer)
    contact = [Text(f"Contact: {outline.contact}")] if outline.contact else []
    deck.text(outline.title, [*(Text(line) for line in outline.lead), *contact])
    deck.text(words.CAVEATS, [Text(text) for text in outline.caveats])
    core = [Text(line) for text in outline.core for line in words.said(text)]
    deck.text(words.plain(words.CORE), core or [Text(words.NO_CORE)])
    for part in outline.points:
        deck.text(part.heading, list(_point(part)), "\n".join(part.see))
        for finding in part.findings:
            _finding(deck, finding, pictures)
    questions = [text for group in outline.groups for text in _questions(group)]
    if questions:
        deck.text(words.plain(words.QUESTIONS), questions, most=MOST_SLIDES)
    reading = [text for head, texts in outline.reading for text in (Text(head, is_bold=True), *map(Text, texts))]
    deck.text(words.plain(words.READING), reading)
    for finding in outline.others:
        _finding(deck, finding, pictures)
    return deck.to_bytes()


def _point(part: PointPart) -> Iterator[Text]:
    """The flags and the fields that somebody filled."""
    yield from map(Text, words.warned(part.title))
    yield Text(words.flags(part.flags), is_bold=True)
    for label, text in part.fields:
        if text.text.strip():
            yield Text(label, is_bold=True)
            yield from map(Text, words.said(text))


def _questions(group: QuestionGroup) -> Iterator[Text]:
    yield Text(group.subject, is_bold=True)
    for part in group.questions:
        yield Text(f"“{part.question.text}”")
        yield Text(words.asked(part))
        yield from map(Text, words.answer(part.answer))


def _finding(deck: SlideDeck, finding: Finding, pictures: Pictures) -> None:
    """A chart that can be edited, else a picture, else its table, else its text."""
    item = finding.item
    alt, notes, changed = item.alt or item.headline, _notes(finding), " ".join(words.changed(finding))
    png = pictures.png.get(item.item_id)
    if item.native is not None:
        below = (item.subline, words.flags(finding.flags), item.source)
        deck.chart(item.headline, item.native, alt, above=changed, below=below, notes=notes)
    elif png:
        deck.picture(item.headline, png, alt, above=changed, notes=notes)
    elif item.drawing is not None and finding.table is not None:
        table = upright(finding.table) or finding.table
        above = " ".join(filter(None, (changed, pictures.note, words.flags(finding.flags))))
        deck.table(item.headline, table, above=above, notes=notes)
    else:
        texts = (words.flags(finding.flags), changed, *words.under(finding), item.source)
        deck.text(item.headline, [Text(text) for text in texts], notes)


def _notes(finding: Finding) -> str:
    """The sentence, how many were measured, the source, the caveats, and the table in lines."""
    item = finding.item
    told = [*words.under(finding), finding.amounts, item.subline, words.flags(finding.flags), item.source]
    return "\n".join(filter(None, [*told, *(_lines(finding.table) if finding.table is not None else [])]))


def _lines(table: Table) -> list[str]:
    lines = [
        "; ".join(f"{c.label}: {text}" for v, c in zip(row, table.columns, strict=True) if (text := printed(v, c)))
        for row in table.rows[:MOST_LINES]
    ]
    return ["", table.caption, *lines, *([MORE_LINES] if len(table.rows) > MOST_LINES else [])]
