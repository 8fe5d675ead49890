"""C9 as HTML: childcare in rows, schools in columns, and in each cell the children who went from one to the other.

A number that may not be shown is not in the HTML either: the matrix that comes in holds no such number. A pair without
children in the list has an empty cell. All text of users is escaped.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from html import escape

from monitor.dialogues import words as w
from monitor.dialogues.flows import FlowCell, FlowMatrix
from monitor.dialogues.records import Amount, Location
from monitor.wording.dialogue import SIGNS_NOTE, state_words
from monitor.wording.numbers import nl

SIGNS = {w.SUPPRESSED: "x", w.MISSING: ".", w.NOT_ASKED: "n.g."}  # short: a cell holds two
LEGEND = (
    "In elk vakje: alle kinderen, tussen haakjes de kinderen met VVE. ● = gesprek gehad. "
    f"{SIGNS_NOTE} {SIGNS[w.NOT_ASKED]} = {state_words(w.NOT_ASKED)}. Een leeg vakje: dit paar staat niet in de lijst."
)


def flow_html(matrix: FlowMatrix, *, caption: str) -> str:
    """The matrix given; the totals of a row and of a column are those of the whole municipality."""
    columns = "".join(f'<th scope="col">{escape(school.name)}</th>' for school in matrix.columns)
    head = f'<th scope="col">Van</th>{columns}<th scope="col">Alle scholen</th><th scope="col">Gesprekspartner</th>'
    body = "".join(_row(row, matrix) for row in matrix.rows)
    return (
        f'<div class="kib-region" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f'<table class="kib-table kib-dialogue kib-flows"><caption class="kib-caption">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}<tr class='kib-total'>{_totals(matrix)}</tr></tbody></table></div>"
        f'<p class="kib-note">{escape(LEGEND)}</p>'
    )


def part_of(matrix: FlowMatrix, area: str) -> FlowMatrix:
    """The rows and columns that have to do with an area: its own locations and those with which they have flow.

    Totals stay those of the whole: made again from fewer cells they could give a hidden number away.
    """
    at = {x.location_id: x.area for x in (*matrix.rows, *matrix.columns)}
    near = {x for pair in matrix.cells if any(at.get(x) == area for x in pair) for x in pair}
    near |= {code for code, own in at.items() if own == area}
    rows = tuple(x for x in matrix.rows if x.location_id in near)
    columns = tuple(x for x in matrix.columns if x.location_id in near)
    return replace(matrix, rows=rows, columns=columns)


def amount_text(amount: Amount) -> str:
    """A number, or the sign of why there is none."""
    return _known(amount) or SIGNS.get(amount.state, SIGNS[w.MISSING])


def amount_words(amount: Amount) -> str:
    """The same for somebody who hears it."""
    return _known(amount) or state_words(amount.state)


def _known(amount: Amount) -> str:
    return nl(amount.value, 0, table=True) if amount.state == w.VALUE and amount.value is not None else ""


def _row(row: Location, matrix: FlowMatrix) -> str:
    cells = "".join(_cell(matrix.cells.get((row.location_id, c.location_id))) for c in matrix.columns)
    total = matrix.row_totals.get(row.location_id)
    partner = (
        "<td class='kib-c-good'><i aria-hidden='true'>✓</i>ja</td>"
        if total and total.has_dialogue
        else "<td><i aria-hidden='true'>○</i>nee</td>"
    )
    return f'<tr><th scope="row">{escape(row.name)}</th>{cells}{_cell(total, sign="")}{partner}</tr>'


def _totals(matrix: FlowMatrix) -> str:
    cells = "".join(_cell(matrix.column_totals.get(c.location_id), sign="") for c in matrix.columns)
    return f'<th scope="row">Alle kinderopvang</th>{cells}{_cell(matrix.total, sign="")}<td></td>'


@functools.lru_cache(maxsize=4096)  # a matrix has many equal cells
def _cell(cell: FlowCell | None, sign: str = " ●") -> str:
    """ "7 (2) ●" for the eye, "7 kinderen, 2 met VVE, gesprek gehad" for the ear. `sign` marks a pair that talked."""
    if cell is None:
        return "<td></td>"
    talked = bool(sign) and cell.has_dialogue
    hidden = cell.children.state == cell.vve.state == w.SUPPRESSED
    seen = amount_text(cell.children) + ("" if hidden else f" ({amount_text(cell.vve)})") + (sign if talked else "")
    unit = (" kind" if cell.children.value == 1 else " kinderen") if _known(cell.children) else ""
    heard = amount_words(cell.children) + unit + ("" if hidden else f", met VVE: {amount_words(cell.vve)}")
    heard += ", gesprek gehad" if talked else ""
    style = " class='kib-talk'" if talked else ""
    return f"<td{style}><span aria-hidden='true'>{seen}</span><span class='kib-hidden'>{heard}</span></td>"
