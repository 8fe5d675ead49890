"""The words that figures share: titles of panels and rows, and the verdict with its icon."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.catalogue import Catalogue
from monitor.figures import template as t
from monitor.records import VerdictRow
from monitor.wording import sentences


def verdict_words(row: VerdictRow, catalogue: Catalogue) -> str:
    """Icon and verdict word in the colour of the family, never one without the other; escaped for a figure."""
    words = f"{sentences.icon(row, catalogue)} {sentences.label(row, catalogue)}".strip()
    return f'<span style="color:{family(row, catalogue).colour}"><b>{t.safe(words)}</b></span>'


def family(row: VerdictRow, catalogue: Catalogue) -> t.Family:
    return t.family(sentences.family(row, catalogue))


def titles(rows: Sequence[VerdictRow], catalogue: Catalogue) -> list[str]:
    """One title per row: only what differs between the rows (care type, measure, or both)."""
    one_type = len({row.care_type for row in rows}) == 1
    one_measure = len({row.measure for row in rows}) == 1
    if one_measure:
        return [catalogue.label(row.care_type) for row in rows]
    if one_type:
        return [catalogue.label(row.measure) for row in rows]
    return [f"{catalogue.label(row.care_type)}: {catalogue.label(row.measure)}" for row in rows]
