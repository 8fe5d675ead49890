"""The table of a finding as paper and slides can hold it. The whole table, with every column, stands in the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.catalogue import PERCENT, Catalogue
from monitor.consultation.records import Fact, Item
from monitor.records import COMPUTED
from monitor.table_html import printed
from monitor.tables import TEXT, Column, Table
from monitor.verdict_tables import BASES
from monitor.wording import texts
from monitor.wording.numbers import MISSING, nl
from monitor.wording.texts import join

MOST_COLUMNS = 16  # on a page that lies on its side
UPRIGHT, MOST_TURNED = 7, 6  # columns that fit the width of a page
GROUP, MOST_NAMES = 11, 3  # columns of one part of a wide table, and how many at its start name a row
NO_BREAK = "\xa0"
SHORTER = "De tabel met alle getallen en marges staat in het XLSX-bestand."


def table_of(item: Item, catalogue: Catalogue) -> Table | None:
    """The table of a finding; one with more columns than fit is told by the verdicts that it holds, when it does."""
    table = item.table
    if table is None or len(table.columns) <= MOST_COLUMNS or len(item.facts) < len(table.rows):
        return table
    return _of_facts(table, item.facts, catalogue)


def upright(table: Table) -> Table | None:
    """The table as it fits the width of a page: as it is, or with rows and columns changed; None when neither fits."""
    if len(table.columns) <= UPRIGHT:
        return table
    if len(table.rows) > MOST_TURNED:
        return None
    heads = tuple(Column(f"c{place}", printed(row[0], table.columns[0])) for place, row in enumerate(table.rows))
    rows = tuple(
        (column.label, *(printed(row[place], column).replace(NO_BREAK, " ") for row in table.rows))
        for place, column in enumerate(table.columns)
        if place
    )
    return Table(table.caption, (Column("name", table.columns[0].label), *heads), rows, table.note, table.sheet)


def by_width(tables: Iterable[Table]) -> tuple[list[Table], list[Table]]:
    """The tables that fit the width of a page, turned where that is needed, and those for a page on its side."""
    fitting = [(table, upright(table)) for table in tables]
    wide = [part for table, fit in fitting if fit is None for part in _parts(table)]
    return [fit for _, fit in fitting if fit is not None], wide


def _parts(table: Table) -> list[Table]:
    """A table of many columns as several, each with the columns that name a row at its start."""
    if len(table.columns) <= MOST_COLUMNS:
        return [table]
    names = next((n for n, c in enumerate(table.columns[:MOST_NAMES]) if c.kind != TEXT), MOST_NAMES)
    others = list(range(names, len(table.columns)))
    groups = [others[first : first + GROUP - names] for first in range(0, len(others), GROUP - names)]
    return [
        replace(
            table,
            caption=f"{table.caption} (deel {number} van {len(groups)})",
            columns=tuple(table.columns[place] for place in (*range(names), *group)),
            rows=tuple(tuple(row[place] for place in (*range(names), *group)) for row in table.rows),
            note=table.note if number == len(groups) else "",
        )
        for number, group in enumerate(groups, start=1)
    ]


def _of_facts(table: Table, facts: Sequence[Fact], catalogue: Catalogue) -> Table:
    """One line per care type and measure: mean and n of the periods, the verdict that was computed, and that of sources."""
    found: dict[tuple[str, str], dict[bool, Fact]] = {}
    for fact in facts:
        found.setdefault((fact.care_type, fact.measure), {})[fact.basis == COMPUTED] = fact
    bases = [basis for basis in (True, False) if any(basis in said for said in found.values())]
    columns = [Column("care_type", "Soort opvang"), Column("measure", "Onderdeel")]
    if True in bases:
        periods = ", ".join(period.label for period in catalogue.compared)
        columns.append(Column("scores", f"Score (aantal gemeten) in {periods}"))
    columns += [Column(BASES[basis], f"Oordeel ({BASES[basis]})") for basis in bases]
    rows = []
    for (care_type, measure), said in found.items():
        line = [catalogue.label(care_type), catalogue.label(measure)]
        if True in bases:
            line.append(_scores(said[True], catalogue) if True in said else MISSING)
        line += [_word(said[basis], catalogue) if basis in said else "" for basis in bases]
        rows.append(tuple(line))
    return Table(table.caption, tuple(columns), tuple(rows), join(table.note, SHORTER), table.sheet)


def _scores(fact: Fact, catalogue: Catalogue) -> str:
    """ "4,6 (95) → 4,2 (44) → 4,6 (42)"."""
    measure = catalogue.measures.get(fact.measure)
    unit = "%" if measure is not None and measure.unit == PERCENT else ""
    told = [
        f"{nl(fact.measured[period.code][1])}{unit} ({nl(fact.measured[period.code][0], 0)})"
        if period.code in fact.measured
        else MISSING
        for period in catalogue.compared
    ]
    return " → ".join(told)


def _word(fact: Fact, catalogue: Catalogue) -> str:
    measure = catalogue.measures.get(fact.measure)
    variant = fact.variant if fact.badge == fact.code else ""
    try:
        return texts.of(catalogue).cell("label_nl", fact.badge, variant, measure.polarity if measure else "")
    except KeyError:  # a verdict of another time
        return fact.badge
