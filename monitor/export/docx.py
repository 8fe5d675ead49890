"""Word documents that a person can edit and a screen reader can read: A4, Dutch, real headings, lists and tables.

Texts come from users, so what XML cannot hold (control characters) is left out before it reaches the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.text.paragraph import Paragraph

from monitor.export.signs import LANGUAGE, clean
from monitor.export.widths import in_letters
from monitor.table_html import printed
from monitor.tables import LINK, TEXT, Table

FONT = "Arial"
TEXT_SIZE, TABLE_SIZE, FOOTER_SIZE = 11, 10, 9  # points
HEADING_SIZES = {1: 16, 2: 13, 3: 11.5}
LARGER = 14 / TEXT_SIZE  # how much larger everything is in a document to read at a table
DEEPEST = max(HEADING_SIZES)
INK, BAND = RGBColor(0x1B, 0x1B, 0x1B), "EDEFF2"
TABLE_TEXT, WRITING_LINE = "TableText", "WritingLine"
LINE_HEIGHT = 26  # points, for handwriting
NARROWEST, WIDEST = 9, 40  # signs that decide the width of a column
PAGE_WIDTH, PAGE_HEIGHT, MARGIN, COMPACT_MARGIN = 21.0, 29.7, 2.2, 1.8  # centimetres
SMALL_SIZE, LETTER, WHITE_OF_CELL = 8.5, 0.54, 11.0  # points; the width of a letter, of its size; points
SMALL_TABLE = 16  # rows that stay together on a page
HIGHEST = 0.7  # of a page: room for a heading above a picture


class WordDocument:
    """One document. Give `stamp` for what must stand on every page; `about` (name, text) pairs become the footer.

    `compact` is for one page: narrower margins and less white; `large` has letters of 14 points.
    Headings start at level 1 and may not skip a level (ValueError).
    """

    def __init__(
        self,
        title: str,
        *,
        subject: str = "",
        stamp: str = "",
        about: Sequence[tuple[str, str]] = (),
        compact: bool = False,
        large: bool = False,
    ) -> None:
        self._file = Document()
        self._level = 0
        self._pictures = 0
        self._set_page(COMPACT_MARGIN if compact else MARGIN)
        self._set_styles(0.5 if compact else 1.0, LARGER if large else 1.0)
        self._set_properties(title, subject)
        self._set_header(stamp)
        self._set_footer(about)
        self._add(title, "Title")

    # -------------------------------------------------------------------------------------------------- what it holds

    def heading(self, text: str, level: int = 1) -> None:
        if not 1 <= level <= min(DEEPEST, self._level + 1):
            raise ValueError(f"heading level {level} after level {self._level}")
        self._level = level
        self._add(text, f"Heading{level}")

    def paragraph(self, text: str, *, bold: bool = False, keep: bool = False) -> None:
        """Line ends in the text stay; `keep` keeps it on the page of what follows. Nothing is added for an empty text."""
        if text:
            made = self._file.add_paragraph()
            made.add_run(clean(text)).bold = bold or None
            made.paragraph_format.keep_with_next = keep or None

    def bullets(self, texts: Iterable[str]) -> None:
        for text in texts:
            self._add(text, "ListBullet")

    def quote(self, text: str, *, keep: bool = False) -> None:
        """Somebody's own words, set apart; `keep` keeps them on the page of what follows."""
        self._add(text, "Quote").paragraph_format.keep_with_next = keep or None

    def labelled(self, label: str, text: str) -> None:
        """A paragraph that starts with its label in bold."""
        line = self._file.add_paragraph()
        line.add_run(clean(label) + " ").bold = True
        line.add_run(clean(text))

    def room_to_write(self, lines: int) -> None:
        """Empty lines with a rule below each, kept together."""
        for number in range(lines):
            self._add("", WRITING_LINE).paragraph_format.keep_with_next = number < lines - 1 or None

    def table(self, table: Table, *, small: bool = False) -> None:
        """A table with its caption above it, a header row that comes back on each page, and the note below it.

        `small` has smaller letters, and columns in which the longest word fits.
        """
        caption = self._add(table.caption, "Caption")
        caption.paragraph_format.keep_with_next = True
        made = self._file.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
        heads = [column.label for column in table.columns]
        lines = [heads, *([printed(v, c) for v, c in zip(r, table.columns, strict=True)] for r in table.rows)]
        right = [column.kind not in (TEXT, LINK) for column in table.columns]
        widths = _in_words(self._room, lines) if small else _shared(self._room, lines)
        for grid, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
            grid.w = width
        for number, (row, texts) in enumerate(zip(made._tbl.tr_lst, lines, strict=True)):
            _add_flag(row.get_or_add_trPr(), "w:cantSplit")
            if number == 0:
                _add_flag(row.get_or_add_trPr(), "w:tblHeader")
            for place, (cell, text) in enumerate(zip(row.tc_lst, texts, strict=True)):
                cell.width = widths[place]
                inside = Paragraph(cell.p_lst[0], made)
                inside._p.style = TABLE_TEXT
                if number < len(table.rows) <= SMALL_TABLE:
                    inside.paragraph_format.keep_with_next = True
                run = inside.add_run(clean(text))
                run.bold = (number == 0 or place == 0) or None
                if small:
                    run.font.size = Pt(SMALL_SIZE)
                if right[place]:
                    inside.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if number == 0:
                    cell.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=BAND))
        _describe(made._tbl.tblPr, clean(table.caption), clean(table.note))
        after = self._file.add_paragraph(clean(table.note))
        after.paragraph_format.space_before = Pt(4)

    def picture(self, png: bytes, alt: str) -> None:
        """A picture as wide as the text, or as high as most of a page. Raises ValueError without a text alternative."""
        if not alt:
            raise ValueError("a picture needs an alternative text")
        drawn = self._file.add_picture(io.BytesIO(png), width=self._room)
        if (excess := drawn.height / (HIGHEST * Cm(PAGE_HEIGHT))) > 1:
            drawn.width, drawn.height = Length(int(drawn.width / excess)), Length(int(drawn.height / excess))
        self._pictures += 1
        named = drawn._inline.docPr
        named.set("name", f"Figuur {self._pictures}")
        named.set("descr", clean(alt))

    def page_break(self) -> None:
        self._file.add_page_break()

    def landscape(self) -> None:
        """From here on the pages lie on their side, for wide tables."""
        section = self._file.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(PAGE_HEIGHT), Cm(PAGE_WIDTH)

    def _add(self, text: str, style: str) -> Paragraph:
        """A paragraph with the style of this id; to look a style up by its name takes longer than all the rest."""
        made = self._file.add_paragraph(clean(text))
        made._p.style = style
        return made

    def to_bytes(self) -> bytes:
        buffer = io.BytesIO()
        self._file.save(buffer)
        return buffer.getvalue()

    # ----------------------------------------------------------------------------------------------------- how it looks

    @property
    def _room(self) -> Length:
        """The width between the margins of the pages that are being written."""
        section = self._file.sections[-1]
        return Length((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))

    def _set_page(self, margin: float) -> None:
        section = self._file.sections[0]
        section.page_width, section.page_height = Cm(PAGE_WIDTH), Cm(PAGE_HEIGHT)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(margin)
        section.header_distance = section.footer_distance = Cm(1)

    def _set_styles(self, white: float, larger: float) -> None:
        """`white` makes the space between paragraphs smaller, `larger` the letters larger."""
        styles = self._file.styles
        _set_language(styles.element)
        text = styles["Normal"]
        _set_font(text, TEXT_SIZE * larger)
        text.paragraph_format.space_after = Pt(6 * white)
        text.paragraph_format.line_spacing = 1.15 if white == 1 else 1.05
        _set_font(styles["Title"], 22 if white == 1 or larger > 1 else 15, bold=True)
        styles["Title"].paragraph_format.space_after = Pt(12 * white)
        styles["Title"].element.get_or_add_pPr().remove_all("w:pBdr")
        for level, size in HEADING_SIZES.items():
            heading = styles[f"Heading {level}"]
            _set_font(heading, size * larger, bold=True)
            heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14 * white), Pt(4 * white)
        _set_font(styles["Caption"], TEXT_SIZE * larger, bold=True)
        styles["Caption"].paragraph_format.space_before = Pt(8 * white)
        _set_font(styles["Quote"], TEXT_SIZE * larger, italic=True)
        styles["Quote"].paragraph_format.left_indent = Cm(0.8)
        _set_borders(styles["Quote"], {"left": {"sz": "12", "space": "8"}})
        cell = styles.add_style(TABLE_TEXT, WD_STYLE_TYPE.PARAGRAPH)
        cell.base_style = text
        _set_font(cell, TABLE_SIZE * larger)
        cell.paragraph_format.space_after, cell.paragraph_format.line_spacing = Pt(1), 1.0
        line = styles.add_style(WRITING_LINE, WD_STYLE_TYPE.PARAGRAPH)
        line.base_style = text
        line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(0), Pt(LINE_HEIGHT)
        # Word draws one box around neighbours with the same border, so the rule between them is a border of its own.
        _set_borders(line, {"bottom": {"sz": "6", "space": "1"}, "between": {"sz": "6", "space": "1"}})

    def _set_properties(self, title: str, subject: str) -> None:
        """Title and subject; no name of a person or a program."""
        known = self._file.core_properties
        known.title, known.subject, known.language = clean(title)[:255], clean(subject)[:255], LANGUAGE
        known.author = known.last_modified_by = known.comments = known.keywords = known.category = ""
        known.created = known.modified = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
        links = self._file.part.package.rels
        for key in [k for k, link in links.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            links.pop(key)  # the picture of an empty page that the template brings along

    def _set_header(self, stamp: str) -> None:
        if stamp:
            line = self._file.sections[0].header.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.add_run(clean(stamp)).bold = True

    def _set_footer(self, about: Sequence[tuple[str, str]]) -> None:
        _set_font(self._file.styles["Footer"], FOOTER_SIZE)
        footer = self._file.sections[0].footer
        line = footer.paragraphs[0]
        told = " · ".join(f"{name}: {text}" for name, text in about if text)
        line.add_run(clean(told) + (" · " if told else "") + "Pagina ")
        _add_field(line, "PAGE")
        line.add_run(" van ")
        _add_field(line, "NUMPAGES")


def _shared(room: Length, lines: Sequence[Sequence[str]]) -> list[Length]:
    """The width of each column, after its longest text; a long text gets no more than its share of a page."""
    columns = list(zip(*lines, strict=True))
    wishes = [min(WIDEST, max(NARROWEST, *(len(text) for text in texts))) for texts in columns]
    return [Length(int(room * wish / sum(wishes))) for wish in wishes]


def _in_words(room: Length, lines: Sequence[Sequence[str]]) -> list[Length]:
    """The same by the longest words; each column also has the white of a cell."""
    letter = SMALL_SIZE * LETTER
    fit = (room.pt - len(lines[0]) * WHITE_OF_CELL) / letter
    wishes = [letters * letter + WHITE_OF_CELL for letters in in_letters(lines, fit)]
    return [Length(int(room * wish / sum(wishes))) for wish in wishes]


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _add_flag(properties: Any, name: str) -> None:
    properties.append(_element(name, val="true"))


def _describe(properties: Any, caption: str, note: str) -> None:
    """The title and the alternative text of a table, and that its first row and column are heads."""
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    look = _element("w:tblLook", val="00A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0")
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:noVBand"), "1")
    properties.append(look)
    properties.append(_element("w:tblCaption", val=caption))
    properties.append(_element("w:tblDescription", val=note or caption))


def _add_field(line: Paragraph, code: str) -> None:
    """A number that Word keeps up to date."""
    field = _element("w:fldSimple", instr=code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)


def _set_font(style: Any, size: float, *, bold: bool = False, italic: bool = False) -> None:
    """Font, size and colour of a style, in place of those of the template's theme."""
    style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(size), bold, italic, INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _set_borders(style: Any, sides: dict[str, dict[str, str]]) -> None:
    """Grey rules at these sides of each paragraph of a style; the order of XML is top, left, bottom, right, between."""
    borders = OxmlElement("w:pBdr")
    for side, size in sides.items():
        borders.append(_element(f"w:{side}", val="single", color="6B7280", **size))
    style.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _set_language(styles: Any) -> None:
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
