"""The table of own measurements beside the national figures: for reading under a figure, and for a download.

One line per measurement. National numbers stand in it only for a score that is on the national axis; the place and the
change belong to the newest measurement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.catalogue import Catalogue
from monitor.own.records import APART, AXIS, OFF, Measured, OwnRow
from monitor.tables import COUNT, DIFFERENCE, NUMBER, Column, Table
from monitor.verdict_tables import BASES, origin_word
from monitor.wording import sentences
from monitor.wording.numbers import date_table, is_number, margin
from monitor.wording.own import word_label

CAPTION = "Uw metingen en de landelijke cijfers"
PLACES = {
    AXIS: "Naast de landelijke cijfers",
    APART: "Indicatief, los van de landelijke cijfers",
    OFF: "Niet naast de landelijke cijfers",
}
"""How each placement is called in a table."""
MARGINS = {"within": "uit landelijke verschillen", "setting": "vaste instelling"}
COLUMNS = (
    Column("measure", "Onderdeel"), Column("day", "Gemeten op"), Column("groups", "Eigen groepen", COUNT),
    Column("observations", "Observaties", COUNT), Column("score", "Uw score", NUMBER),
    Column("margin_low", "Marge laag", NUMBER), Column("margin_high", "Marge hoog", NUMBER),
    Column("margin_basis", "Waar de marge uit komt"), Column("place", "Hoe te lezen"), Column("reason", "Uitleg"),
    Column("period", "Landelijke periode"), Column("n", "Landelijk aantal", COUNT),
    Column("mean", "Landelijk gemiddelde", NUMBER),
    Column("p5", "P5", NUMBER), Column("q1", "Q1", NUMBER), Column("median", "Midden", NUMBER),
    Column("q3", "Q3", NUMBER), Column("p95", "P95", NUMBER),
    Column("higher", "Van elke 10 hoger", COUNT), Column("higher_margin", "Marge van elke 10"),
    Column("word", "Plaats"), Column("change", "Verschil met vorige meting", DIFFERENCE),
    Column("change_margin", "Marge verschil"), Column("computed", "Landelijk oordeel (berekend)"),
    Column("published", "Landelijk oordeel (uit de bron)"), Column("origin", "Herkomst landelijke cijfers"),
)  # fmt: skip


def own_rows_table(rows: Sequence[OwnRow], catalogue: Catalogue, caption: str = CAPTION) -> Table:
    lines = tuple(_line(row, one, catalogue) for row in rows for one in row.measured)
    return Table(caption, COLUMNS, lines, sheet="Uw metingen")


def reading_table(rows: Sequence[OwnRow], catalogue: Catalogue, caption: str = CAPTION) -> Table:
    """The same with the columns that a reader needs under a figure, the margins in one column."""
    full = own_rows_table(rows, catalogue, caption)
    wanted = ("measure", "day", "score", "margin", "place", "median", "quartiles", "n", "higher", "word")
    known = {column.key: replace(column, decimals=1) for column in COLUMNS} | {
        "margin": Column("margin", "Marge"), "quartiles": Column("quartiles", "Middelste helft"),
    }  # fmt: skip
    pairs = {"margin": ("margin_low", "margin_high"), "quartiles": ("q1", "q3")}
    lines = []
    for values in full.rows:
        line = dict(zip((column.key for column in COLUMNS), values, strict=True))
        line |= {name: _range(line[low], line[high]) for name, (low, high) in pairs.items()}
        lines.append(tuple(line[key] for key in wanted))
    return Table(full.caption, tuple(known[key] for key in wanted), tuple(lines), sheet=full.sheet)


def _line(row: OwnRow, one: Measured, catalogue: Catalogue) -> tuple[object, ...]:
    newest = one is row.latest
    on_axis = row.placement.code == AXIS
    cell = row.national.cell if on_axis and row.national is not None else None
    quantiles = row.quantiles if on_axis and row.quantiles is not None else (None,) * 5
    change = row.change if newest else None
    return (
        catalogue.measures[row.measure].label, date_table(one.observed_on) if one.observed_on else "",
        one.n_groups, one.observations, one.score, *(one.ci95 if one.margin_basis else (None, None)),
        MARGINS.get(one.margin_basis, ""),
        PLACES[row.placement.code], " ".join(filter(None, (row.placement.reason_nl, row.placement.assumed_nl))),
        catalogue.label(cell.period) if cell else "", cell.n if cell and cell.n else None, cell.mean if cell else None,
        *quantiles, row.higher_of_ten if newest else None,
        _whole(row.higher_range) if newest else "", word_label(row) if newest else "",
        change.difference if change else None, margin(*change.ci95, plus=True) if change else "",
        sentences.label(row.computed, catalogue) if row.computed else "",
        sentences.label(row.published, catalogue) if row.published else "",
        _origin(row),
    )  # fmt: skip


def _origin(row: OwnRow) -> str:
    parts = [f"{BASES[True]} uit {origin_word(row.computed)}"] if row.computed else []
    return "; ".join(parts + ([BASES[False]] if row.published else []))


def _whole(ends: tuple[int, int] | None) -> str:
    return "" if ends is None else f"{ends[0]} tot {ends[1]}" if ends[0] != ends[1] else str(ends[0])


def _range(low: object, high: object) -> str:
    if not isinstance(low, float | int) or not isinstance(high, float | int) or not is_number(low):
        return ""
    return margin(low, high)
