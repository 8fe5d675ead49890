"""Read Word documents and presentations back, as a program that opens them would."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import pptx
from docx.oxml.ns import qn as word_name
from pptx.oxml.ns import qn as slide_name


def word(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def word_text(content: bytes) -> str:
    """The text of the body, one line per paragraph or cell; a line break stays one."""
    body = word(content).element.body
    return "\n".join(_said(paragraph) for paragraph in body.iter(word_name("w:p")))


def _said(paragraph: Any) -> str:
    names = {word_name("w:t"), word_name("w:br")}
    return "".join(e.text or "" if e.tag == word_name("w:t") else "\n" for e in paragraph.iter() if e.tag in names)


def headings(content: bytes) -> list[tuple[int, str]]:
    styled = ((re.fullmatch(r"Heading (\d)", p.style.name), p.text) for p in word(content).paragraphs)
    return [(int(match[1]), text) for match, text in styled if match]


def word_alts(content: bytes) -> list[str]:
    return [found.get("descr") for found in word(content).element.body.iter(word_name("wp:docPr"))]


def word_tables(content: bytes) -> dict[str, list[list[str]]]:
    """Caption -> rows of texts, the head first."""
    return {
        table._tbl.tblPr.find(word_name("w:tblCaption")).get(word_name("w:val")): [
            [cell.text for cell in row.cells] for row in table.rows
        ]
        for table in word(content).tables
    }


def slides(content: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(content))


def slide_texts(content: bytes) -> list[str]:
    """All text of each slide, tables too, without its notes."""
    return ["\n".join(_runs(slide._element)) for slide in slides(content).slides]


def notes(content: bytes) -> list[str]:
    return [s.notes_slide.notes_text_frame.text if s.has_notes_slide else "" for s in slides(content).slides]


def _runs(element: Any) -> Iterator[str]:
    for paragraph in element.iter(slide_name("a:p")):
        yield "".join(run.text or "" for run in paragraph.iter(slide_name("a:t")))
