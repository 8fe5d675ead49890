"""Sheets as PDF that fit one page: embedded font with Dutch letters, title and language set.

Nothing here reads text of users as markup: every text is escaped, and a sign that the font does not have is left out.
"""

from __future__ import annotations

import functools
import io
import unicodedata
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from monitor.export.signs import LANGUAGE, clean
from monitor.figures.template import INK

REGULAR, BOLD = "KibText", "KibTextBold"
FILES = {REGULAR: "Vera.ttf", BOLD: "VeraBd.ttf"}  # they come with the library that draws, and may be embedded
PAPERS = {"A4": A4, "A3": A3}
MARGIN = 1.5 * cm
INSET = 6  # points that the frame of a page keeps free at each side
SIZES = (1.25, 1.15, 1.05, 1.0, 0.95, 0.9, 0.85, 0.8)
"""How large the letters may be against their plain size; the first with which everything fits is taken."""

Story = Callable[[float], list[Flowable]]


@functools.cache
def fonts() -> dict[str, frozenset[int]]:
    """Registers the fonts; gives the signs that each has."""
    found = {}
    for name, file in FILES.items():
        font = TTFont(name, file)
        pdfmetrics.registerFont(font)
        found[name] = frozenset(font.face.charToGlyph)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return found


def printable(text: str) -> str:
    """The text in signs that the font has: an unknown letter without its accent, another unknown sign not at all."""
    known = fonts()[REGULAR]

    def sign(one: str) -> str:
        if ord(one) in known or one == "\n":
            return one
        return "".join(s for s in unicodedata.normalize("NFKD", one) if ord(s) in known)

    return "".join(map(sign, unicodedata.normalize("NFC", clean(text).replace("\t", " "))))


def text(
    words: str, size: float, *, bold: bool = False, before: float = 0, after: float = 0, colour: str = INK
) -> Paragraph:
    """A paragraph of plain text; sizes in points."""
    fonts()
    style = ParagraphStyle(
        "", fontName=BOLD if bold else REGULAR, fontSize=size, leading=size * 1.35, spaceBefore=before, spaceAfter=after,
        textColor=HexColor(colour), alignment=TA_LEFT, splitLongWords=1,
    )  # fmt: skip
    return Paragraph(escape(printable(words), quote=False).replace("\n", "<br/>"), style)


def sheet(story: Story, *, title: str, subject: str = "", stamp: str = "", about: str = "", paper: str = "A4") -> bytes:
    """The sheet, on one page with letters as large as fit; more pages only when even the smallest do not fit.

    `story(size)` makes the contents with letters `size` times as large; on A3 everything is as many times larger.
    `stamp` stands at the top and `about` at the foot of each page.
    """
    wide, high = PAPERS[paper]
    larger = wide / A4[0]
    for size in SIZES:
        made, pages = _built(story, size * larger, larger, (wide, high), title, subject, stamp, about)
        if pages == 1:
            break
    return made


def _built(
    story: Story,
    size: float,
    larger: float,
    paper: tuple[float, float],
    title: str,
    subject: str,
    stamp: str,
    about: str,
) -> tuple[bytes, int]:
    fonts()
    buffer = io.BytesIO()
    margin = MARGIN * larger
    document = SimpleDocTemplate(
        buffer, pagesize=paper, leftMargin=margin, rightMargin=margin, topMargin=margin * 1.2, bottomMargin=margin * 1.4,
        title=clean(title), subject=clean(subject), author="", creator="", producer="", lang=LANGUAGE, displayDocTitle=True,
    )  # fmt: skip

    def frame(canvas: Any, _: Any) -> None:
        canvas.saveState()
        canvas.setFillColor(HexColor(INK))
        if stamp:
            canvas.setFont(BOLD, 11 * larger)
            canvas.drawRightString(paper[0] - margin - INSET, paper[1] - margin * 0.8, printable(stamp))
        lines = _wrapped(printable(about), paper[0] - 2 * (margin + INSET), 8 * larger)
        for place, line in enumerate(reversed(lines)):
            canvas.setFont(REGULAR, 8 * larger)
            canvas.drawString(margin + INSET, margin * 0.5 + place * 10 * larger, line)
        canvas.restoreState()

    document.build(story(size), onFirstPage=frame, onLaterPages=frame)
    return buffer.getvalue(), document.page


def _wrapped(words: str, room: float, size: float) -> Sequence[str]:
    from reportlab.lib.utils import simpleSplit

    return simpleSplit(words, REGULAR, size, room) if words else ()
