"""*Terugkoppeling aan leden*: what became of each question, as a Word document that may be sent to all members.

It names no organisation: who asked what stays with the association.
"""

from __future__ import annotations

from monitor.consultation.briefing import words
from monitor.consultation.briefing.asked import AskedPart
from monitor.consultation.briefing.outline import Finding, Outline
from monitor.consultation.records import ANSWERED, DISCUSSED, IN_BRIEFING, NEW
from monitor.export.docx import WordDocument
from monitor.wording.numbers import count, is_or_are

TITLE = "Terugkoppeling aan leden"
THANKS = "U stuurde vragen en suggesties voor dit overleg. Hier leest u wat ermee is gebeurd."
WITHOUT_ANSWER = {
    NEW: "Deze vraag is nog niet besproken.",
    IN_BRIEFING: "Deze vraag staat in de briefing voor het overleg.",
    DISCUSSED: "Deze vraag is besproken. Het antwoord volgt nog.",
    ANSWERED: "Deze vraag is beantwoord in het overleg.",
}
POINTS_HEAD, READING_HEAD = "De gesprekspunten", "Hoe leest u de cijfers?"


def write(outline: Outline) -> bytes:
    document = WordDocument(f"{TITLE}: {outline.title}", subject=TITLE, stamp=outline.stamp, about=outline.about)
    document.paragraph(outline.met)
    parts = [part for group in outline.groups for part in group.questions]
    if parts:
        document.paragraph(THANKS)
        document.paragraph(_amounts(parts))
    else:
        document.paragraph(words.NO_QUESTIONS)
    findings = {finding.item.item_id: finding for finding in outline.findings}
    for group in outline.groups:
        document.heading(group.subject)
        for part in group.questions:
            _question(document, part, findings.get(part.question.item_id))
    if outline.points:
        document.heading(POINTS_HEAD)
        document.bullets(
            " ".join((part.heading.removeprefix(f"{part.number}. "), *filter(None, words.warned(part.title))))
            for part in outline.points
        )
    document.heading(READING_HEAD)
    document.bullets(outline.caveats)
    if outline.contact:
        document.paragraph(f"Contact: {outline.contact}")
    return document.to_bytes()


def _amounts(parts: list[AskedPart]) -> str:
    answered = sum(bool(part.question.answer.strip()) for part in parts)
    members = sum(part.question.members for part in parts)
    return (
        f"Er {is_or_are(len(parts))} {count(len(parts), 'vraag', 'vragen')}, samen "
        f"{members} keer gesteld. Daarvan {is_or_are(answered)} er {answered} beantwoord."
    )


def _question(document: WordDocument, part: AskedPart, finding: Finding | None) -> None:
    question = part.question
    document.quote(question.text)
    document.paragraph(" ".join(filter(None, (part.who, f"Over: {part.about}." if part.about else ""))))
    if part.merged:
        document.paragraph(f"{words.MERGED}:")
        document.bullets(part.merged)
    for text in words.said(part.answer) or (WITHOUT_ANSWER.get(question.status, ""),):
        document.paragraph(text)
    if finding:
        item = finding.item
        document.paragraph(f"De cijfers: {item.headline}", bold=True)
        for text in words.changed(finding):
            document.paragraph(text, bold=True)
        for text in (words.flags(finding.flags), item.sentence if item.sentence != item.headline else "", item.source):
            document.paragraph(text)
