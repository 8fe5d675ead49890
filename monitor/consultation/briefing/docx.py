"""The briefing as a Word document that members can go on with: headings, alternative texts, tables."""

from __future__ import annotations

from monitor.consultation.briefing import words
from monitor.consultation.briefing.outline import Finding, Outline, PointPart
from monitor.consultation.briefing.paper import by_width
from monitor.consultation.briefing.pictures import Pictures
from monitor.export.docx import WordDocument

SUBJECT = "Briefing voor een overleg"


def write(outline: Outline, pictures: Pictures) -> bytes:
    document = WordDocument(outline.title, subject=SUBJECT, stamp=outline.stamp, about=outline.about)
    _opening(document, outline)
    _points(document, outline, pictures)
    _questions(document, outline)
    document.heading(words.READING)
    for head, texts in outline.reading:
        document.heading(head, 2)
        _paragraphs(document, texts)
    _appendix(document, outline, pictures)
    return document.to_bytes()


def _paragraphs(document: WordDocument, texts: tuple[str, ...]) -> None:
    for text in texts:
        document.paragraph(text)


def _opening(document: WordDocument, outline: Outline) -> None:
    _paragraphs(document, outline.lead)
    document.paragraph(words.CAVEATS, bold=True)
    document.bullets(outline.caveats)
    if outline.contact:
        document.paragraph(f"Contact: {outline.contact}")
    document.heading(words.CORE)
    for text in outline.core:
        document.paragraph(text.text)
        _paragraphs(document, words.warned(text))
    if not outline.core:
        document.paragraph(words.NO_CORE)


def _points(document: WordDocument, outline: Outline, pictures: Pictures) -> None:
    document.heading(words.POINTS)
    for part in outline.points:
        _point(document, part, pictures)
    if not outline.points:
        document.paragraph(words.NO_POINTS)


def _point(document: WordDocument, part: PointPart, pictures: Pictures) -> None:
    document.heading(part.heading, 2)
    _paragraphs(document, words.warned(part.title))
    document.paragraph(words.flags(part.flags), bold=True)
    for label, text in part.fields:
        document.heading(label, 3)
        _paragraphs(document, words.field(text))
    for finding in part.findings:
        _finding(document, finding, pictures)
    _paragraphs(document, part.see)


def _finding(document: WordDocument, finding: Finding, pictures: Pictures) -> None:
    """The finding, its picture (or its table, with why), and what belongs to it."""
    item = finding.item
    document.heading(words.finding_head(finding), 3)
    for text in words.changed(finding):
        document.paragraph(text, bold=True, keep=True)
    png = pictures.png.get(item.item_id)
    if png:
        document.picture(png, item.alt or item.headline)
    for text in words.instead(finding, bool(png), pictures.note):
        document.paragraph(text, keep=True)
    if (table := words.beside(finding, bool(png))) is not None:
        document.table(table, small=True)
    _paragraphs(document, words.under(finding))
    if not png:
        document.paragraph(item.source)


def _questions(document: WordDocument, outline: Outline) -> None:
    document.heading(words.QUESTIONS)
    for group in outline.groups:
        document.heading(group.subject, 2)
        for part in group.questions:
            document.quote(part.question.text, keep=True)
            document.paragraph(words.asked(part))
            if part.merged:
                document.paragraph(f"{words.MERGED}:")
                document.bullets(part.merged)
            _paragraphs(document, words.answer(part.answer))
    if not outline.groups:
        document.paragraph(words.NO_QUESTIONS)


def _appendix(document: WordDocument, outline: Outline, pictures: Pictures) -> None:
    narrow, wide = by_width(words.for_appendix(outline, pictures.png))
    if not outline.others and not narrow and not wide:
        return
    document.page_break()
    document.heading(words.APPENDIX)
    if outline.others:
        document.heading(words.OTHERS, 2)
        for finding in outline.others:
            _finding(document, finding, pictures)
    if narrow:
        document.heading(words.TABLES, 2)
        for table in narrow:
            document.table(table, small=True)
    if wide:
        document.landscape()
        document.heading(words.WIDE_TABLES, 2)
        for table in wide:
            document.table(table, small=True)
