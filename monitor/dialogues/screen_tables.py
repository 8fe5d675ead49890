"""Tables of the parts *Dekking* and *Doorstroom*: the same rows become HTML on screen and sheets in a download.

Numbers that may not be shown come in as suppressed, so no sheet holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.dialogues.flow_html import LEGEND
from monitor.dialogues.flows import ClosedDoor, FlowCell, FlowMatrix, NotableChange, Partner
from monitor.dialogues.records import Cycle, Dialogue
from monitor.dialogues.status import Gap
from monitor.dialogues.words import Words
from monitor.tables import COUNT, Column, Table
from monitor.wording.dialogue import SIGNS_NOTE, amount_cell, area_name
from monitor.wording.numbers import date_table, listing

CHILDREN, VVE = "children", "vve"
TITLES = {CHILDREN: ("Doorstroom: alle kinderen", "Alle kinderen"), VVE: ("Doorstroom: kinderen met VVE", "Met VVE")}
YES, NO = "✓ ja", "○ nee"


def gaps_table(gaps: Iterable[Gap], cycle: Cycle, words: Words, *, with_id: bool = False) -> Table:
    """Per dialogue the mandatory themes that it lacks; for a download its id in the last column too."""
    missing: dict[str, list[str]] = {}
    for dialogue_id, theme in gaps:
        known = cycle.settings.theme(theme)
        missing.setdefault(dialogue_id, []).append(known.short if known else theme)
    by_id = {d.dialogue_id: d for d in cycle.dialogues}
    names = ("Wie", "Formulier", "Ingestuurd", "Dit thema mist", *(["Code van de dialoog"] if with_id else []))
    who = dialogue_names(cycle, words)
    return Table(
        caption="Dialogen waarin een verplicht thema mist",
        columns=tuple(Column(name, name) for name in names),
        rows=tuple(
            (*_gap(by_id[code], who[code], themes, words), *([code] if with_id else []))
            for code, themes in missing.items()
            if code in by_id
        ),
        sheet="Thema mist",
    )


def dialogue_names(cycle: Cycle, words: Words) -> dict[str, str]:
    """What a dialogue is called for people: its participants by name."""
    names = {x.location_id: x.name for x in cycle.locations}
    return {
        d.dialogue_id: listing([names.get(x) or words.label("part", x) for x in d.participants])
        or "deelnemers niet bekend"
        for d in cycle.dialogues
    }


def _gap(one: Dialogue, who: str, themes: Sequence[str], words: Words) -> tuple[str, ...]:
    sent = date_table(one.known_on) if one.known_on else "datum niet bekend"
    return (who, words.label("form_type", one.form_type), sent, listing(themes))


# -------------------------------------------------------------------------------------------------------------- flows


def matrix_table(matrix: FlowMatrix, what: str) -> Table:
    """One number of each cell; numbers stay numbers, and what is not shown is its sign."""
    caption, sheet = TITLES[what]
    columns = [Column(c.location_id, c.name, COUNT) for c in matrix.columns]
    rows = [
        (
            row.name,
            *(_number(matrix.cells.get((row.location_id, c.location_id)), what) for c in matrix.columns),
            _number(matrix.row_totals.get(row.location_id), what),
            NO if not _talked(matrix.row_totals.get(row.location_id)) else YES,
        )
        for row in matrix.rows
    ]
    totals = (_number(matrix.column_totals.get(c.location_id), what) for c in matrix.columns)
    rows.append(("Alle kinderopvang", *totals, _number(matrix.total, what), ""))
    return Table(
        caption,
        (Column("from", "Van"), *columns, Column("total", "Alle scholen", COUNT), Column("talked", "Gesprekspartner")),
        tuple(rows),
        note=SIGNS_NOTE,
        sheet=sheet,
    )


def pairs_table(matrix: FlowMatrix) -> Table:
    """Every pair of the matrix as a row of a list."""
    names = {x.location_id: x.name for x in (*matrix.rows, *matrix.columns)}
    rows = [
        (names[a], names[b], amount_cell(cell.children), amount_cell(cell.vve), YES if cell.has_dialogue else NO)
        for (a, b), cell in matrix.cells.items()
        if a in names and b in names
    ]
    columns = (Column("from", "Van"), Column("to", "Naar"), Column(CHILDREN, "Kinderen", COUNT),
               Column(VVE, "Met VVE", COUNT), Column("talked", "Gesprek gehad"))  # fmt: skip
    return Table("Alle paren met doorstroom", columns, tuple(rows), note=LEGEND, sheet="Paren")


def doors_table(doors: Iterable[ClosedDoor], cycle: Cycle) -> Table:
    """Locations with VVE flow and no joint dialogue, with whom they might talk."""
    by_id = cycle.by_id
    names = ("Locatie", "Wijk", "Mogelijke gesprekspartner", "Waarom", "Contact")
    rows = []
    for door in doors:
        here = by_id[door.location_id]
        partner = by_id.get(door.suggested_partner_id or "")
        area = area_name(cycle.settings, here.area)
        contact = cycle.settings.contact_role(here.area) or "niet ingesteld"
        rows.append((here.name, area, partner.name if partner else "geen voorstel", door.reason, contact))
    columns = tuple(Column(name, name) for name in names)
    return Table("Nog geen gesprekspartner", columns, tuple(rows), sheet="Geen partner")


def partners_table(name: str, partners: Iterable[Partner]) -> Table:
    """All flows of one location."""
    last = {True: YES, False: NO, None: "niet bekend"}
    rows = tuple(
        (
            p.location.name,
            amount_cell(p.children),
            amount_cell(p.vve),
            YES if p.has_dialogue else NO,
            last[p.talked_last_year],
        )
        for p in partners
    )
    columns = (Column("who", "Met"), Column(CHILDREN, "Kinderen", COUNT), Column(VVE, "Met VVE", COUNT),
               Column("talked", "Gesprek dit jaar"), Column("before", "Gesprek vorig jaar"))  # fmt: skip
    return Table(f"Doorstroom van {name}", columns, rows, note=SIGNS_NOTE, sheet="Een locatie")


def changes_table(changes: Iterable[NotableChange], cycle: Cycle) -> Table:
    by_id = cycle.by_id
    rows = tuple(
        (_name(c.from_id, by_id), _name(c.to_id, by_id), amount_cell(c.before), amount_cell(c.now), c.sentence)
        for c in changes
    )
    columns = (Column("from", "Van"), Column("to", "Naar"), Column("before", "Vorig jaar", COUNT),
               Column("now", "Dit jaar", COUNT), Column("said", "Wat valt op"))  # fmt: skip
    return Table("Grote verschillen met vorig jaar", columns, rows, note=SIGNS_NOTE, sheet="Verschillen")


def _name(code: str, by_id: dict) -> str:
    return by_id[code].name if code in by_id else code


def _number(cell: FlowCell | None, what: str) -> object:
    """An empty text for a pair that is not in the list."""
    if cell is None:
        return ""
    return amount_cell(cell.children if what == CHILDREN else cell.vve)


def _talked(cell: FlowCell | None) -> bool:
    return cell is not None and cell.has_dialogue
