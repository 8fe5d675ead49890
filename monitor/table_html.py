"""Tables as HTML: real tables with caption and scope, in a region that scrolls sideways and takes the focus.

All text is escaped. Colour is never alone: each cell of the matrix has an icon and the word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from monitor.catalogue import CareType, Catalogue, Measure
from monitor.figures import template as t
from monitor.figures.icons import icon_img
from monitor.records import COMPUTED, FICTIVE, REPORTED, VerdictRow
from monitor.tables import AMOUNT, COUNT, DIFFERENCE, LINK, PERCENT, PROBABILITY, TEXT, Column, Reference, Table
from monitor.verdict_tables import BASES, agreement_word, origin_word
from monitor.wording import sentences
from monitor.wording.numbers import MISSING, is_number, nl, own_decimals, percent
from monitor.wording.slots import compared_cells, score_text

SMALLEST_P = 0.0001
# Flags that a cell of the matrix tells in the line on its basis.
TOLD_ALREADY = (FICTIVE, REPORTED)
NO_FIGURE = '<span aria-hidden="true">.</span><span class="kib-hidden">geen cijfer</span>'

Link = Callable[[VerdictRow], str]


def css() -> str:
    """The style of all tables, as one style element. Page colours come from the figures' own families."""
    families = "".join(
        f".kib-matrix td.kib-{name}{{background:{family.tint};border-left:4px {family.border} {family.colour}}}"
        for name, family in t.FAMILIES.items()
    )
    return f"<style>{_CSS}{families}</style>"


def cell_text(value: object, column: Column) -> str:
    """One cell as it is printed, not escaped: Dutch numbers, a share as a percentage; empty for no figure."""
    if value is None or (isinstance(value, float) and not is_number(value)):
        return ""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return str(value)
    if column.kind == PERCENT:
        return percent(value)
    if column.kind == PROBABILITY and 0 <= value < SMALLEST_P:
        return f"< {nl(SMALLEST_P, 4)}"
    if column.kind == AMOUNT:
        return nl(value, own_decimals(value), table=True)
    digits = 0 if column.kind == COUNT else column.decimals
    return nl(value, digits, plus=column.kind == DIFFERENCE, table=True)


def printed(value: object, column: Column) -> str:
    """The cell as it stands in a document: a number that is not there has a sign, a text that is not there is empty."""
    return cell_text(value, column) or ("" if column.kind in (TEXT, LINK) else MISSING)


def to_html(table: Table, *, label: str = "", hide_caption: bool = False) -> str:
    """The table in its scroll region. `label` names the region (else the caption does); the first column heads rows."""
    head = "".join(f'<th scope="col" class="{_side(c)}">{escape(c.label)}</th>' for c in table.columns)
    body = "".join(f"<tr>{_row(row, table.columns)}</tr>" for row in table.rows)
    caption = f'<caption class="{"kib-hidden" if hide_caption else "kib-caption"}">{escape(table.caption)}</caption>'
    note = f'<p class="kib-note">{escape(table.note)}</p>' if table.note else ""
    inner = f'<table class="kib-table">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return _region(inner, label or table.caption) + note


def matrix_html(
    care_types: Sequence[CareType],
    measures: Sequence[Measure],
    rows: Sequence[VerdictRow],
    catalogue: Catalogue,
    link: Link,
    *,
    caption: str = "Oordelen per soort opvang en onderdeel",
) -> str:
    """C3: one row per care type (its parts indented below it), one column per measure.

    A cell shows the computed verdict first, then what the sources say, in icon, word and numbers, and is one link:
    `link` gives the address for the row that stands first in a cell; an empty address gives no link.
    """
    found: dict[tuple[str, str], list[VerdictRow]] = {}
    for row in sorted(rows, key=lambda r: r.basis != COMPUTED):
        found.setdefault(row.key, []).append(row)
    head = "".join(f'<th scope="col">{escape(measure.label)}</th>' for measure in measures)
    shown = {care_type.code for care_type in care_types}
    body = []
    for care_type in _parents_first(care_types):
        kind = _row_class(care_type, care_types, shown)
        cells = "".join(_cell(found.get((care_type.code, m.code), []), care_type, m, catalogue, link) for m in measures)
        body.append(f'<tr class="{kind}"><th scope="row">{escape(care_type.label)}</th>{cells}</tr>')
    inner = (
        f'<table class="kib-table kib-matrix"><caption class="kib-caption">{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">Soort opvang</th>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'
    )
    return _region(inner, caption)


def _region(inner: str, label: str) -> str:
    return (
        f'<div class="kib-region" role="region" aria-label="{escape(label)}" tabindex="0" style="overflow-x:auto">'
        f"{inner}</div>"
    )


def _side(column: Column) -> str:
    return "kib-text" if column.kind in (TEXT, LINK) else "kib-number"


def _row(row: Sequence[object], columns: Sequence[Column]) -> str:
    cells = []
    for i, (value, column) in enumerate(zip(row, columns, strict=True)):
        text = _anchor(value) if isinstance(value, Reference) else escape(cell_text(value, column))
        if i == 0:
            cells.append(f'<th scope="row">{text}</th>')
        else:
            empty = "" if column.kind in (TEXT, LINK) else NO_FIGURE
            cells.append(f'<td class="{_side(column)}">{text or empty}</td>')
    return "".join(cells)


def _anchor(link: Reference) -> str:
    """A link to a document elsewhere; only web addresses become a link."""
    if not link.url.startswith(("https://", "http://")):
        return escape(link.text)
    return f'<a class="kib-source-link" href="{escape(link.url)}" rel="noopener noreferrer">{escape(link.text)}</a>'


# ------------------------------------------------------------------------------------------------ the matrix


def _parents_first(care_types: Sequence[CareType]) -> list[CareType]:
    """The order given, with the parts of a care type directly under it."""
    shown = {care_type.code for care_type in care_types}
    tops = [c for c in care_types if c.parent not in shown]
    return [c for top in tops for c in (top, *(part for part in care_types if part.parent == top.code))]


def _row_class(care_type: CareType, care_types: Sequence[CareType], shown: set[str]) -> str:
    if care_type.parent in shown:
        return "kib-part"
    return "kib-group" if any(other.parent == care_type.code for other in care_types) else "kib-single"


def _cell(rows: Sequence[VerdictRow], care_type: CareType, measure: Measure, catalogue: Catalogue, link: Link) -> str:
    if not rows:
        return '<td class="kib-empty">nog niets bekend</td>'
    family = sentences.family(rows[0], catalogue)
    where = f"{measure.label}, {care_type.label}"
    first = _verdict(rows[0], catalogue, link(rows[0]), where)
    others = "".join(_verdict(row, catalogue, "", "") for row in rows[1:])
    agreed = next((word for word in map(agreement_word, rows) if word), "")
    agreement = f'<span class="kib-small">{escape(agreed)}</span>' if agreed else ""
    return f'<td class="kib-cell kib-{family}">{first}{others}{agreement}</td>'


def _verdict(row: VerdictRow, catalogue: Catalogue, href: str, where: str) -> str:
    """Icon and word (a link when there is an address), numbers, flags, and on what it rests."""
    colour = t.family(sentences.family(row, catalogue)).colour
    words = icon_img(sentences.icon(row, catalogue), colour) + f"<b>{escape(sentences.label(row, catalogue))}</b>"
    if href:
        hidden = f'<span class="kib-hidden">: {escape(where)}</span>'
        words = f'<a class="kib-link" href="{escape(href)}">{words}{hidden}</a>'
    lines = [f'<span class="kib-verdict">{words}</span>']
    means = [score_text(cell.mean, catalogue.measures[row.measure]) for cell in compared_cells(row, catalogue)]
    if means:
        arrows = '<span aria-hidden="true"> → </span><span class="kib-hidden">, daarna </span>'
        lines.append(f'<span class="kib-scores">{arrows.join(escape(mean or ".") for mean in means)}</span>')
    tags = "".join(
        f'<span class="kib-tag"><span aria-hidden="true">{escape(flag.icon)} </span>{escape(flag.label)}</span>'
        for flag in sentences.flag_texts(row, catalogue)
        if flag.code not in TOLD_ALREADY and flag.code != row.badge
    )
    if tags:
        lines.append(f'<span class="kib-tags">{tags}</span>')
    basis = f"{BASES[True]} uit {origin_word(row)}" if row.basis == COMPUTED else BASES[False]
    basis += ", afgeleid" if row.derived_from else ""
    lines.append(f'<span class="kib-small">{escape(basis)}</span>')
    return f'<div class="kib-one">{"".join(lines)}</div>'


_CSS = f"""
.kib-region{{position:relative;overflow-x:auto;max-width:100%;margin:0 0 .5rem}}
.kib-region:focus-visible,.kib-link:focus-visible{{outline:3px solid {t.INK};outline-offset:2px}}
.kib-table{{border-collapse:collapse;color:{t.INK};background:{t.WHITE};font-size:.95rem;line-height:1.35}}
.kib-caption{{text-align:left;font-weight:600;padding:.25rem 0 .5rem}}
.kib-table th,.kib-table td{{border:1px solid {t.GRID};padding:.4rem .6rem;vertical-align:top;text-align:left}}
.kib-table thead th{{background:{t.BAND};vertical-align:bottom}}
.kib-table .kib-number{{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}}
.kib-table thead .kib-number{{white-space:normal}}
.kib-matrix td{{min-width:9.5rem;position:relative}}
.kib-matrix tbody th{{min-width:7rem}}
.kib-group th{{font-weight:700}}
.kib-single th{{font-weight:700}}
.kib-part th{{font-weight:400;padding-left:1.5rem}}
.kib-one+.kib-one{{margin-top:.4rem;border-top:1px dashed {t.GREY};padding-top:.4rem}}
.kib-verdict,.kib-scores,.kib-tags,.kib-small{{display:block}}
.kib-icon{{vertical-align:-2px;margin-right:.35rem}}
.kib-link,.kib-link:visited{{color:{t.INK};text-decoration:underline;display:inline-block;min-height:24px}}
.kib-link::after{{content:"";position:absolute;inset:0}}
.kib-scores{{font-variant-numeric:tabular-nums;white-space:nowrap}}
.kib-small{{font-size:.85rem;color:{t.INK}}}
.kib-tag{{display:inline-block;border:1px solid {t.GREY};border-radius:3px;background:{t.WHITE};color:{t.INK};
font-size:.8rem;padding:0 .3rem;margin:.1rem .25rem .1rem 0}}
.kib-note{{font-size:.85rem;color:{t.INK};margin:0 0 .5rem}}
.kib-hidden{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}
@media (forced-colors:active){{.kib-cell,.kib-tag{{border:1px solid CanvasText}}.kib-icon{{background:#fff}}}}
"""
