"""PDF from a template of our own: Dutch, tagged (PDF/UA-1), with fonts that come along; nothing else is read.

What users wrote travels as data and is never read as markup: a template gets it as text. Pictures travel as bytes. A
template can read only its own folder, so no other file and no package of somebody else can end up in a document.
"""

from __future__ import annotations

import base64
import functools
import json
import re
import struct
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from monitor.export.signs import clean
from monitor.table_html import printed
from monitor.tables import LINK, TEXT, Table

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parent / "fonts"
STANDARD = "ua-1"
"""The standard for PDF that a screen reader can read: tags, title, language, an alternative text for each picture."""

LAST_COMMON_SIGN = 0x17F
"""All printable signs up to here (Latin with accents) are in the fonts."""
NO_SIGN = "□"
LONG_WORD, BREAK_HERE = re.compile(r"\S{30}(?=\S)"), "\u200b"
"""A long word or address may break here, without a sign to see; else it would run off the paper."""
PNG_START = b"\x89PNG\r\n\x1a\n"
_PROBE = b'#set document(title: "-"); #set text(font: ("Bitstream Vera Sans", "DejaVu Sans Mono")); #sys.inputs.sign'


def compile(template: Path, data: Mapping[str, Any]) -> bytes:
    """The document of a template (a .typ file, which reads `data` from `data.typ` in its folder) as PDF.

    `data` holds text, numbers, lists and mappings; `bytes` in it are PNG pictures (ValueError for others). A sign that no
    font has is left out, or shown as a box when it is a letter. Raises typst.TypstError when the template is wrong, among
    it a picture without an alternative text or a heading that skips a level.
    """
    return _compiled(template, template.parent, {"data": json.dumps(_printable(data), allow_nan=False)})


def table_data(table: Table) -> dict[str, Any]:
    """A table for `table-block` of the templates: caption, note, labels, which columns stand right, and printed cells."""
    rows = [[printed(v, c) for v, c in zip(row, table.columns, strict=True)] for row in table.rows]
    return {
        "caption": table.caption,
        "note": table.note,
        "labels": [column.label for column in table.columns],
        "right": [column.kind not in (TEXT, LINK) for column in table.columns],
        "widths": shares([[column.label for column in table.columns], *rows]),
        "rows": rows,
    }


def shares(lines: Sequence[Sequence[str]], narrowest: int = 9, widest: int = 40) -> list[int]:
    """The part of the width that each column gets, after its longest text."""
    return [min(widest, max(narrowest, *map(len, texts))) for texts in zip(*lines, strict=True)]


@functools.cache
def fonts() -> typst.Fonts:
    """Bitstream Vera (its licence stands beside it) and what typst brings; none of the machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


# ------------------------------------------------------------------------------------------------ data for a template


def _printable(value: Any) -> Any:
    """The data with text in signs that can be printed, and each picture as a drawing in text."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, bytes):
        return _drawing(value)
    if isinstance(value, Mapping):
        return {str(key): _printable(part) for key, part in value.items()}
    if isinstance(value, Iterable):
        return [_printable(part) for part in value]
    return value


def text(words: str) -> str:
    """The text in signs that the fonts have: another letter becomes a box, another sign is left out."""
    composed = unicodedata.normalize("NFC", clean(words))
    composed = LONG_WORD.sub(lambda found: found[0] + BREAK_HERE, composed)
    return "".join(sign if ord(sign) <= LAST_COMMON_SIGN else _shown(sign) for sign in composed)


@functools.lru_cache(maxsize=4096)
def _shown(sign: str) -> str:
    # Wide signs (Chinese, emoji) are in none of the fonts; to try thousands of them would take long.
    if unicodedata.east_asian_width(sign) not in "WF" and _has(sign):
        return sign
    return NO_SIGN if unicodedata.category(sign).startswith("L") else ""


def _has(sign: str) -> bool:
    """Whether a document with this sign meets the standard; only typst knows what its own fonts hold."""
    try:
        _compiled(_PROBE, TEMPLATES, {"sign": sign})
    except typst.TypstError:
        return False
    return True


def _compiled(source: Path | bytes, root: Path, inputs: Mapping[str, str]) -> bytes:
    given: dict[str, Any] = {
        "input": source, "root": root, "sys_inputs": inputs, "font_paths": fonts(), "ignore_system_fonts": True,
        "format": "pdf", "pdf_standards": [STANDARD],
    }  # fmt: skip
    return typst.compile(**given)


def _drawing(png: bytes) -> str:
    """A PNG inside an SVG: a template takes text only, and a picture on disk could be read by others."""
    if not png.startswith(PNG_START) or len(png) < 24:
        raise ValueError("a picture must be PNG")
    wide, high = struct.unpack(">II", png[16:24])
    address = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<image width="{wide}" height="{high}" href="{address}"/></svg>'
    )
