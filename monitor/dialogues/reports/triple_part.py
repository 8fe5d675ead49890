"""Reach, quality and yields of the whole municipality, as a table that fits a page; figures of one location stay out."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.dialogues import series
from monitor.dialogues.records import SeriesPoint
from monitor.dialogues.reports.material import Material
from monitor.dialogues.words import MISSING, VALUE
from monitor.tables import Column, Table
from monitor.wording.dialogue import state_words
from monitor.wording.numbers import plain

MOST_YEARS = 4


def table(material: Material) -> Table | None:
    """The last years of each figure of the city; None when there is no figure at all."""
    points = [p for p in series.city_points(material.cycle) if p.year]
    if not points:
        return None
    years = sorted({p.year for p in points})[-MOST_YEARS:]
    lines: dict[tuple[str, str], dict[int, SeriesPoint]] = {}
    for point in points:
        lines.setdefault((point.aspect, point.indicator), {})[point.year] = point
    columns = (
        Column("aspect", "Onderdeel"), Column("indicator", "Cijfer"), *(Column(str(y), str(y)) for y in years),
        Column("note", "Let op"),
    )  # fmt: skip
    rows = []
    for (aspect, indicator), by_year in lines.items():
        shown = [by_year.get(year) for year in years]
        unit = next((p.unit for p in reversed(list(by_year.values())) if p.unit), "")
        name = f"{indicator} ({unit})" if unit else indicator
        rows.append((material.words.label("aspect", aspect), name, *map(_cell, shown), _notes(shown)))
    return Table("Cijfers van de hele gemeente", columns, tuple(rows), "Nul is een cijfer. Geen cijfer is iets anders.")


def _cell(point: SeriesPoint | None) -> str:
    if point is None:
        return state_words(MISSING)
    if point.amount.state == VALUE and point.amount.value is not None:
        return plain(point.amount.value)
    return state_words(point.amount.state)


def _notes(points: Sequence[SeriesPoint | None]) -> str:
    """Breaks and reasons, each with its year."""
    told = []
    for point in points:
        if point is not None and point.is_break:
            told.append(f"Vanaf {point.year} anders geteld.")
        if point is not None and point.reason:
            told.append(f"{point.year}: {point.reason}")
    return " ".join(told)
