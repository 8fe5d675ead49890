"""C3 as a picture, for a download: the verdict matrix of the overview with icon, word and numbers in each cell."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from monitor.catalogue import CareType, Catalogue, Measure
from monitor.figures import template as t
from monitor.records import COMPUTED, VerdictRow
from monitor.wording import sentences
from monitor.wording.slots import compared_cells, score_text

HEAD, SIDE, LINE, PAD, NAME = 56, 150, 18, 10, 13


def matrix_figure(
    care_types: Sequence[CareType], measures: Sequence[Measure], rows: Sequence[VerdictRow], catalogue: Catalogue,
    *, width: int = t.WIDE,
) -> go.Figure:  # fmt: skip
    """Cells as tinted boxes with words; the computed verdict first, then what the sources say. Width in pixels."""
    found: dict[tuple[str, str], list[VerdictRow]] = {}
    for row in sorted(rows, key=lambda r: r.basis != COMPUTED):
        found.setdefault(row.key, []).append(row)
    cell_px = (width - SIDE) / max(1, len(measures))
    words = {
        (c.code, m.code): [line for row in found.get((c.code, m.code), []) for line in _lines(row, catalogue, cell_px)]
        for c in care_types
        for m in measures
    }
    heights = [max([2, *(len(words[c.code, m.code]) for m in measures)]) * LINE + 2 * PAD for c in care_types]
    total = HEAD + sum(heights)
    shapes: list[dict] = []
    notes = [_text(m.label, SIDE + i * cell_px, 0, cell_px, total, width, bold=True) for i, m in enumerate(measures)]
    top = HEAD
    for care_type, height in zip(care_types, heights, strict=True):
        notes.append(_text(care_type.label, 0, top, SIDE, total, width, bold=True))
        for i, measure in enumerate(measures):
            left, here = SIDE + i * cell_px, found.get((care_type.code, measure.code), [])
            colours = t.family(sentences.family(here[0], catalogue) if here else "unknown")
            shapes.append(
                {
                    "type": "rect", "xref": "paper", "yref": "paper", "layer": "below",
                    "x0": left / width, "x1": (left + cell_px - 4) / width,
                    "y0": 1 - (top + height - 4) / total, "y1": 1 - top / total,
                    "fillcolor": colours.tint, "line": {"color": colours.colour, "width": 1},
                }
            )  # fmt: skip
            said = words[care_type.code, measure.code] or ["nog niets bekend"]
            notes.append(_text("<br>".join(said), left, top, cell_px, total, width, escaped=True))
        top += height
    layout = t.layout(width=width, height=total, top=0, left=0, right=0, bottom=0)
    hidden = {"visible": False, "range": [0, 1]}
    return t.figure([], layout | {"shapes": shapes, "annotations": notes, "xaxis": hidden, "yaxis": hidden})


def _lines(row: VerdictRow, catalogue: Catalogue, width: float) -> list[str]:
    basis = "berekend" if row.basis == COMPUTED else "uit de bron"
    verdict = f"{sentences.icon(row, catalogue)} {sentences.label(row, catalogue)} ({basis})"
    lines = [f"<b>{t.safe(line)}</b>" for line in t.lines(verdict, width - 2 * PAD, NAME)]
    means = [score_text(cell.mean, catalogue.measures[row.measure]) for cell in compared_cells(row, catalogue)]
    return [*lines, t.safe(" → ".join(mean or "." for mean in means))] if means else lines


def _text(
    text: str, left: float, top: float, room: float, total: float, width: float,
    *, bold: bool = False, escaped: bool = False,
) -> dict:  # fmt: skip
    shown = text if escaped else t.wrapped(text, room - PAD, NAME)
    return t.note(
        f"<b>{shown}</b>" if bold else shown, x=(left + PAD / 2) / width, y=1 - (top + PAD / 2) / total,
        xanchor="left", yanchor="top", align="left", font={"size": NAME, "color": t.INK},
    )  # fmt: skip
