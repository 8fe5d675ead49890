"""All text of a document of any form, without white space: lines break in other places in each of them."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import openpyxl

sys.path.append(str(Path(__file__).resolve().parents[1]))
from read_pdf import flat

from tests.consultation.read_office import slide_texts, word, word_text


def text_of(content: bytes, suffix: str) -> str:
    return "".join(
        {"docx": _word, "pptx": _slides, "pdf": flat, "zip": _archive, "xlsx": _book}[suffix](content).split()
    )


def _word(content: bytes) -> str:
    heads = [section.header.paragraphs[0].text for section in word(content).sections]
    return "\n".join([*heads, word_text(content)])


def _slides(content: bytes) -> str:
    return "\n".join(slide_texts(content))


def _archive(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "\n".join(
            file.read(name).decode("utf-8-sig") for name in file.namelist() if name.endswith((".txt", ".csv"))
        )


def _book(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    )
