"""The briefing as PDF: tagged, Dutch, with the same content and order as the Word document."""

from __future__ import annotations

from typing import Any

from monitor.consultation.briefing import words
from monitor.consultation.briefing.asked import QuestionGroup
from monitor.consultation.briefing.outline import Finding, Outline, PointPart, Said
from monitor.consultation.briefing.paper import by_width
from monitor.consultation.briefing.pictures import Pictures
from monitor.export import typst
from monitor.export.widths import in_letters
from monitor.tables import Table

UPRIGHT, ON_ITS_SIDE = 480.0, 725.0  # points of width for a table
LARGEST, SMALLEST, LETTER = 8.5, 6.5, 0.66  # points; the width of a letter, of its size
WHITE_OF_CELL = 1.5  # letters
TEMPLATE = typst.TEMPLATES / "briefing.typ"


def write(outline: Outline, pictures: Pictures) -> bytes:
    heads = {
        "caveats": words.CAVEATS, "core": words.CORE, "points": words.POINTS, "questions": words.QUESTIONS,
        "reading": words.READING, "appendix": words.APPENDIX, "others": words.OTHERS, "tables": words.TABLES,
        "wide_tables": words.WIDE_TABLES, "merged": f"{words.MERGED}:",
    }  # fmt: skip
    narrow, wide = by_width(words.for_appendix(outline, pictures.png))
    return typst.compile(
        TEMPLATE,
        {
            "heads": heads,
            "title": outline.title,
            "stamp": outline.stamp,
            "about": " · ".join(f"{name}: {text}" for name, text in outline.about),
            "lead": outline.lead,
            "caveats": outline.caveats,
            "contact": f"Contact: {outline.contact}" if outline.contact else "",
            "core": [_said(text) for text in outline.core] or [{"text": words.NO_CORE, "warned": []}],
            "points": [_point(part, pictures) for part in outline.points],
            "no_points": "" if outline.points else words.NO_POINTS,
            "others": [_finding(finding, pictures) for finding in outline.others],
            "groups": [_group(group) for group in outline.groups],
            "no_questions": "" if outline.groups else words.NO_QUESTIONS,
            "reading": [{"head": head, "texts": texts} for head, texts in outline.reading],
            "narrow": [_table(table) for table in narrow],
            "wide": [_table(table, ON_ITS_SIDE) for table in wide],
        },
    )


def _said(text: Said) -> dict[str, Any]:
    return {"text": text.text, "warned": [line for line in words.warned(text) if line]}


def _point(part: PointPart, pictures: Pictures) -> dict[str, Any]:
    return {
        "head": part.heading,
        "warned": [line for line in words.warned(part.title) if line],
        "flags": words.flags(part.flags),
        "fields": [{"label": label, "texts": words.field(text)} for label, text in part.fields],
        "findings": [_finding(finding, pictures) for finding in part.findings],
        "see": part.see,
    }


def _finding(finding: Finding, pictures: Pictures) -> dict[str, Any]:
    """With its picture; without one the same texts and table as in the Word document."""
    item = finding.item
    png = pictures.png.get(item.item_id)
    table = words.beside(finding, bool(png))
    return {
        "head": words.finding_head(finding),
        "changed": words.changed(finding),
        "picture": png or "",
        "alt": item.alt or item.headline,
        "instead": words.instead(finding, bool(png), pictures.note),
        "table": _table(table) if table else "",
        "under": words.under(finding),
        "source": "" if png else item.source,
    }


def _table(table: Table, room: float = UPRIGHT) -> dict[str, Any]:
    """With widths and letters with which each word fits its column: one that does not would run into the next."""
    data = typst.table_data(table)
    white = WHITE_OF_CELL * len(table.columns)
    widths = in_letters([data["labels"], *data["rows"]], room / (LARGEST * LETTER) - white)
    size = max(SMALLEST, min(LARGEST, room / ((sum(widths) + white) * LETTER)))
    return data | {"widths": [letters + WHITE_OF_CELL for letters in widths], "size": f"{size:.2f}"}


def _group(group: QuestionGroup) -> dict[str, Any]:
    return {
        "subject": group.subject,
        "questions": [
            {
                "text": part.question.text,
                "about": words.asked(part),
                "merged": part.merged,
                "answer": words.answer(part.answer),
            }
            for part in group.questions
        ],
    }
