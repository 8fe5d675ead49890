"""Slides that a person can edit and a screen reader can read: 16:9, Dutch, a title on each slide, text alternatives.

Nothing may run out of its box (see `monitor.export.pptx_fit`); what does not fit goes on on the next slide.
"""

from __future__ import annotations

import copy
import io
import struct
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from monitor.export.pptx_fit import (
    AFTER,
    BOTTOM,
    EDGE,
    HEIGHT,
    LINE,
    POINTS,
    TOP,
    WIDTH,
    Text,
    height_of,
    lines_of,
    pages_of,
    room,
    wrapped,
)  # fmt: skip
from monitor.export.signs import LANGUAGE, clean
from monitor.figures.native import ChartData
from monitor.tables import Table

FONT = "Arial"
TITLE_SIZES = ((28, 2), (24, 2), (20, 3))  # points, lines that fit above the text
BODY_SIZES = (24, 20, 18)
NOTE_SIZE, FOOTER_SIZE, STAMP_SIZE = 14, 12, 16
STAMP_WIDTH = 2.5
INK = RGBColor(0x1A, 0x1A, 0x1A)
MORE, PART_ONLY = "(vervolg)", "Dit is een deel van de tabel."
LONGEST_NOTES = 60000
CONTENT, TITLE_ONLY = 1, 5  # layouts of the template that are kept


class SlideDeck:
    """A presentation. `stamp` stands on every slide; `footer` at its foot beside the number of the slide."""

    def __init__(self, title: str, *, subject: str = "", stamp: str = "", footer: str = "") -> None:
        self._file = Presentation()
        self._stamp, self._footer = clean(stamp), clean(footer)
        self._file.slide_width, self._file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._set_layouts()
        self._set_properties(title, subject)

    # ------------------------------------------------------------------------------------------------------ its slides

    def text(self, title: str, texts: Sequence[Text], notes: str = "", most: int = 4) -> None:
        """Paragraphs, over at most `most` slides; what does not fit there stands in the notes of the last."""
        texts = [Text(clean(text.words), text.is_bold) for text in texts if text.words.strip()]
        size = next((s for s in BODY_SIZES if height_of(texts, s) <= room()), BODY_SIZES[-1])
        pages = [texts] if height_of(texts, size) <= room() else pages_of(texts, size)
        rest = "\n".join(text.words for page in pages[most:] for text in page)
        for number, page in enumerate(pages[:most]):
            last = number == len(pages[:most]) - 1
            said = "\n\n".join(filter(None, (notes if number == 0 else "", rest if last else "")))
            slide = self._slide(CONTENT, f"{title} {MORE}" if number else title, said)
            frame = slide.placeholders[1].text_frame
            for place, text in enumerate(page):
                paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
                _write(paragraph, text.words, size, text.is_bold)

    def picture(self, title: str, png: bytes, alt: str, *, above: str = "", notes: str = "") -> None:
        """A picture as large as fits; `above` is a line that warns. Raises ValueError without a text alternative."""
        slide = self._slide(TITLE_ONLY, title, notes)
        top = self._above(slide, above)
        wide, high = struct.unpack(">II", png[16:24])
        room_wide, room_high = WIDTH - 2 * EDGE, BOTTOM - top
        scale = min(room_wide / wide, room_high / high)
        shape = slide.shapes.add_picture(
            io.BytesIO(png), Inches(EDGE + (room_wide - wide * scale) / 2), Inches(top), Inches(wide * scale),
            Inches(high * scale),
        )  # fmt: skip
        _describe(shape, alt, "Afbeelding")

    def chart(
        self, title: str, chart: ChartData, alt: str, *, above: str = "", below: Sequence[str] = (), notes: str = ""
    ) -> None:
        """A chart that can be edited, with what is drawn above it and the source and caveats below it."""
        from monitor.export.pptx_chart import add_chart

        slide = self._slide(TITLE_ONLY, title, notes)
        top = self._above(slide, above)
        lines = [line for line in map(clean, below) if line]
        height = height_of([Text(line) for line in lines], NOTE_SIZE) / POINTS + 0.1 if lines else 0.0
        box = (Inches(EDGE), Inches(top), Inches(WIDTH - 2 * EDGE), Inches(BOTTOM - top - height))
        _describe(add_chart(slide.shapes, chart, box), alt, "Grafiek")
        if lines:
            self._box(slide, lines, BOTTOM - height, height)

    def table(self, title: str, table: Table, *, above: str = "", notes: str = "", most: int = 4) -> None:
        """A table, over at most `most` slides: columns in groups beside the first, rows in turn; the notes say if more."""
        from monitor.export.pptx_table import add_table, parts

        top = TOP + (lines_of(above, NOTE_SIZE) * NOTE_SIZE * LINE / POINTS + 0.15 if above else 0)
        pieces = list(parts(table, BOTTOM - top))
        if len(pieces) > most:
            above, pieces = f"{above} {PART_ONLY}".strip(), pieces[:most]
        for number, part in enumerate(pieces):
            slide = self._slide(TITLE_ONLY, f"{title} {MORE}" if number else title, "" if number else notes)
            self._above(slide, above)
            box = (Inches(EDGE), Inches(top), Inches(WIDTH - 2 * EDGE))
            _describe(add_table(slide.shapes, part, box), f"{table.caption}. {table.note}".strip(), "Tabel")

    def to_bytes(self) -> bytes:
        for slide in self._file.slides:
            _set_language(slide._element)
            if slide.has_notes_slide:
                _set_language(slide.notes_slide._element)
        buffer = io.BytesIO()
        self._file.save(buffer)
        return buffer.getvalue()

    # -------------------------------------------------------------------------------------------------- parts of a slide

    def _slide(self, layout: int, title: str, notes: str) -> Any:
        kept = {CONTENT: 0, TITLE_ONLY: 1}[layout]
        slide = self._file.slides.add_slide(self._file.slide_layouts[kept])
        short = self._title(slide, " ".join(clean(title).split()))
        if self._stamp:
            self._stamped(slide)
        self._foot(slide)
        told = "\n\n".join(filter(None, ("" if short else title, notes)))
        if told:
            slide.notes_slide.notes_text_frame.text = clean(told)[:LONGEST_NOTES]
        return slide

    def _title(self, slide: Any, title: str) -> bool:
        """The title in the largest letters with which it fits; False when it had to be cut off."""
        wide = WIDTH - 2 * EDGE - (STAMP_WIDTH + 0.2 if self._stamp else 0)
        slide.shapes.title.left, slide.shapes.title.top = Inches(EDGE), Inches(0.3)
        slide.shapes.title.width, slide.shapes.title.height = Inches(wide), Inches(TOP - 0.35)
        size, most = next(((s, n) for s, n in TITLE_SIZES if lines_of(title, s, wide, bold=True) <= n), TITLE_SIZES[-1])
        lines = wrapped(title, size, wide, bold=True)
        whole = len(lines) <= most
        shown = title if whole else " ".join(lines[:most]).rsplit(" ", 1)[0] + " …"
        _write(slide.shapes.title.text_frame.paragraphs[0], shown or "-", size, True)
        return whole

    def _stamped(self, slide: Any) -> None:
        box = slide.shapes.add_textbox(
            Inches(WIDTH - EDGE - STAMP_WIDTH), Inches(0.4), Inches(STAMP_WIDTH), Inches(0.42)
        )
        box.name = "Stempel"
        box.line.color.rgb, box.line.width = INK, Pt(1.5)
        _write(box.text_frame.paragraphs[0], self._stamp, STAMP_SIZE, True)

    def _foot(self, slide: Any) -> None:
        """The footer and the number: copies of the places of the layout, because the library leaves those out."""
        for place in slide.slide_layout.placeholders:
            if place.placeholder_format.idx not in (11, 12):
                continue
            element = copy.deepcopy(place._element)
            element.nvSpPr.cNvPr.set("id", str(1 + max(shape.shape_id for shape in slide.shapes)))
            slide.shapes._spTree.append(element)
            if place.placeholder_format.idx == 11:
                shape = slide.shapes[-1]
                _write(shape.text_frame.paragraphs[0], self._footer, FOOTER_SIZE, False)
                shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT

    def _above(self, slide: Any, words: str) -> float:
        """A line under the title; gives where the rest begins, in inches."""
        if not words:
            return TOP
        high = lines_of(clean(words), NOTE_SIZE) * NOTE_SIZE * LINE / POINTS + 0.1
        self._box(slide, [clean(words)], TOP - 0.05, high)
        return TOP + high

    def _box(self, slide: Any, lines: Sequence[str], top: float, height: float) -> None:
        box = slide.shapes.add_textbox(Inches(EDGE), Inches(top), Inches(WIDTH - 2 * EDGE), Inches(height))
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
        for place, line in enumerate(lines):
            _write(frame.paragraphs[0] if place == 0 else frame.add_paragraph(), line, NOTE_SIZE, False)

    # ------------------------------------------------------------------------------------------------------ how it looks

    def _set_layouts(self) -> None:
        """Two layouts remain, with places for 16:9; the rest of the template goes."""
        layouts = self._file.slide_layouts
        for layout in [one for place, one in enumerate(list(layouts)) if place not in (CONTENT, TITLE_ONLY)]:
            layouts.remove(layout)
        places = {
            0: (EDGE, 0.3, WIDTH - 2 * EDGE, TOP - 0.35), 1: (EDGE, TOP, WIDTH - 2 * EDGE, BOTTOM - TOP),
            11: (EDGE, 6.95, 10.5, 0.4), 12: (WIDTH - EDGE - 1.2, 6.95, 1.2, 0.4),
        }  # fmt: skip
        kinds = {1: 0, 2: 1, 7: 1, 15: 11, 13: 12}  # kinds of places -> their number in a layout
        for page in (self._file.slide_master, *layouts):
            for shape in list(page.placeholders):
                key = kinds.get(int(shape.placeholder_format.type))
                if key is None:
                    shape._element.getparent().remove(shape._element)  # the date: the footer tells the day
                    continue
                shape.left, shape.top, shape.width, shape.height = map(Inches, places[key])
                frame = shape.text_frame
                frame.word_wrap = True
                frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)
                for colour in list(shape._element.iter(qn("a:schemeClr"))):
                    colour.getparent().replace(colour, _ink(colour))  # grey numbers are too light to read
                frame.vertical_anchor = MSO_ANCHOR.TOP if key < 2 else MSO_ANCHOR.MIDDLE
        _plain_styles(self._file.slide_master)

    def _set_properties(self, title: str, subject: str) -> None:
        """Title and subject; no name of a person or a program."""
        known = self._file.core_properties
        known.title, known.subject, known.language = clean(title)[:255], clean(subject)[:255], LANGUAGE
        known.author = known.last_modified_by = known.comments = known.keywords = known.category = ""
        known.created = known.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
        known.revision = 1
        links = self._file.part.package._rels
        for key in [k for k, link in links.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            links.pop(key)  # the picture of an empty page that the template brings along


def _write(paragraph: Any, words: str, size: float, bold: bool) -> None:
    """Line ends become line breaks inside the paragraph."""
    for place, line in enumerate(clean(words).split("\n")):
        if place:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line.replace("\x0b", " ")
        run.font.size, run.font.bold, run.font.color.rgb, run.font.name = Pt(size), bold, INK, FONT
    paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(0), Pt(size * AFTER), 1.0


def _describe(shape: Any, alt: str, name: str) -> None:
    """The alternative text; the library has no way of its own to say it."""
    if not alt:
        raise ValueError("a picture needs an alternative text")
    known = shape._element._nvXxPr.cNvPr
    known.set("descr", clean(alt))
    known.set("name", name)


def _ink(colour: Any) -> Any:
    made = colour.makeelement(qn("a:srgbClr"), {})
    made.set("val", str(INK))
    return made


def _set_language(element: Any) -> None:
    for name in ("a:rPr", "a:endParaRPr", "a:defRPr"):
        for properties in element.iter(qn(name)):
            properties.set("lang", LANGUAGE)


def _plain_styles(master: Any) -> None:
    """Titles to the left, texts without bullets, in our font."""
    styles = master._element.find(qn("p:txStyles"))
    for level in styles.iter(*(qn(f"a:lvl{number}pPr") for number in range(1, 10))):
        level.set("algn", "l")
        level.set("marL", "0")
        level.set("indent", "0")
        for bullet in level.findall(qn("a:buChar")) + level.findall(qn("a:buFont")):
            level.remove(bullet)
        if level.find(qn("a:buNone")) is None:
            first = level.find(qn("a:defRPr"))
            first.addprevious(level.makeelement(qn("a:buNone"), {}))
    for font in styles.iter(qn("a:latin")):
        font.set("typeface", FONT)
    _set_language(styles)
