"""How high the text of a Word document is, on the safe side: no program that lays out pages is needed for a test.

Letters are taken as wider than Arial's mean, lines as higher, and a line that breaks early is allowed for.
"""

from __future__ import annotations

import math

from dialogues.read_documents import word
from docx.table import Table
from docx.text.paragraph import Paragraph

LETTER = 0.53
"""Mean width of a letter against its size; Arial's is 0.50 for Dutch text."""
LINE = 1.2
CELL_PADDING = 11  # points, left and right together
BULLET_INDENT = 20


def fill(content: bytes) -> float:
    """The height of all text against the room on one page: 1 is a full page."""
    made = word(content)
    section = made.sections[0]
    wide = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    high = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    footer = section.footer.paragraphs[0]
    foot = _height(footer, wide) - (section.bottom_margin.pt - section.footer_distance.pt)
    total = max(0, foot)
    for item in made.iter_inner_content():
        total += _table(item) if isinstance(item, Table) else _height(item, wide)
    return total / high


def _height(paragraph: Paragraph, wide: float) -> float:
    size = _of(paragraph, lambda s: s.font.size).pt
    spacing = _of(paragraph, lambda s: s.paragraph_format.line_spacing) or 1
    before = _of(paragraph, lambda s: s.paragraph_format.space_before)
    after = _of(paragraph, lambda s: s.paragraph_format.space_after)
    room = wide - (BULLET_INDENT if paragraph.style.name == "List Bullet" else 0)
    lines = sum(max(1, math.ceil(len(part) * size * LETTER / room)) for part in paragraph.text.split("\n"))
    return lines * size * LINE * spacing + (before.pt if before else 0) + (after.pt if after else 0)


def _table(table: Table) -> float:
    widths = [grid.w.pt - CELL_PADDING for grid in table._tbl.tblGrid.gridCol_lst]
    return sum(
        max(_height(cell.paragraphs[0], wide) for cell, wide in zip(row.cells, widths, strict=True)) + 2
        for row in table.rows
    )


def _of(paragraph: Paragraph, wanted):
    """A property of the style, or of the style that it is based on."""
    style = paragraph.style
    while style is not None:
        found = wanted(style)
        if found is not None:
            return found
        style = style.base_style
    return None
