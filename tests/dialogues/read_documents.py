"""Read the documents of a dialogue year back, as a program that opens them would."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import read_pdf
from docx.oxml.ns import qn


def word(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def text_of(content: bytes) -> str:
    """All text of the body of a Word document, one line per paragraph or cell."""
    body = word(content).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def headings(content: bytes) -> list[tuple[int, str]]:
    found = []
    for paragraph in word(content).paragraphs:
        match = re.fullmatch(r"Heading (\d)", paragraph.style.name)
        if match:
            found.append((int(match.group(1)), paragraph.text))
    return found


def tables(content: bytes) -> dict[str, list[list[str]]]:
    """Caption -> rows of texts, the header first."""
    return {
        table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")): [[c.text for c in row.cells] for row in table.rows]
        for table in word(content).tables
    }


def zipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def everything_in(name: str, content: bytes) -> str:
    """All text inside a file, through archives in archives and the pages of a PDF."""
    if content[:2] == b"PK":
        return "\n".join(everything_in(inside, part) for inside, part in zipped(content).items())
    if content[:5] == b"%PDF-":
        return read_pdf.text_of(content)
    return content.decode("utf-8", "replace")
