"""The flow of children and the closed doors, for documents. Small numbers are hidden; zero, hidden and unknown differ."""

from __future__ import annotations

from monitor.dialogues.flows import notable_changes
from monitor.dialogues.records import Amount
from monitor.dialogues.reports.material import Material
from monitor.dialogues.screen_tables import doors_table
from monitor.dialogues.words import NOT_ASKED, SUPPRESSED, VALUE
from monitor.tables import Column, Table
from monitor.wording.dialogue import pairs, state_words
from monitor.wording.numbers import count, listing, nl

YES = {True: "ja", False: "nee"}
MOST_CHANGES, MOST_FLOWS = 10, 15


def amount_text(amount: Amount) -> str:
    """A number, zero too; or in words why there is none."""
    if amount.state == VALUE and amount.value is not None:
        return nl(amount.value, 0)
    return state_words(amount.state)


def told(material: Material) -> list[str]:
    """The flow in a few sentences."""
    found = material.flows
    if not found.cells:
        return ["Er zijn geen gegevens over de doorstroom ingelezen."]
    vve = material.status.vve
    texts = [
        f"Kinderen van kinderopvang naar school: {amount_text(found.total.children)}.",
        f"Daarvan met VVE: {amount_text(found.total.vve)}.",
        f"{count(len(vve.locations_with_flow), 'locatie of school heeft', 'locaties en scholen hebben')} doorstroom van "
        "kinderen met VVE.",
    ]
    if vve.pairs:
        texts.append(pairs(len(vve.pairs_with_dialogue), len(vve.pairs)))
    return texts


def largest(material: Material) -> Table | None:
    """The flows with most children, and whether there was a talk."""
    found = material.flows
    names = {x.location_id: x.name for x in (*found.rows, *found.columns)}
    shown = sorted(found.cells.items(), key=lambda item: -item[1].children.known)[:MOST_FLOWS]
    if not shown:
        return None
    columns = (
        Column("from", "Van"), Column("to", "Naar"), Column("children", "Kinderen"), Column("vve", "Met VVE"),
        Column("talk", "Gesprek gehad"),
    )  # fmt: skip
    rows = tuple(
        (names.get(a, a), names.get(b, b), amount_text(cell.children), amount_text(cell.vve), YES[cell.has_dialogue])
        for (a, b), cell in shown
    )  # fmt: skip
    note = f"De tabel toont de {len(rows)} grootste van {count(len(found.cells), 'paar', 'paren')}."
    return Table("De grootste doorstroom", columns, rows, note)


def changes(material: Material) -> list[str]:
    """What differs much from last year, largest first."""
    found = notable_changes(material.cycle, hide_small=True)
    told = [change.sentence for change in found[:MOST_CHANGES]]
    if len(found) > MOST_CHANGES:
        told.append(f"Er zijn nog {len(found) - MOST_CHANGES} andere verschillen.")
    return told


def doors(material: Material) -> Table | None:
    """Locations with VVE flow and no joint dialogue, with a suggested partner and the reason."""
    closed = material.doors
    if not closed:
        return None
    return doors_table(closed, material.cycle)


def states(material: Material) -> Table:
    """How many numbers are there, zero, hidden, unknown and not asked: four reasons that are never one."""
    counted: dict[str, list[int]] = {}
    flows = list(material.flows.cells.values())
    for name, amounts in (
        ("Kinderen per paar", [cell.children for cell in flows]),
        ("Kinderen met VVE per paar", [cell.vve for cell in flows]),
        ("Cijfers over bereik, kwaliteit en opbrengsten", [point.amount for point in material.cycle.series]),
    ):
        counted[name] = _counted(amounts)
    asked = [d.themes_asked for d in material.cycle.counted(material.on)]
    columns = (
        Column("what", "Wat"), Column("value", "Cijfer bekend"), Column("zero", "waarvan nul"),
        Column("small", "Te klein om te tonen"), Column("missing", "Geen cijfer"), Column("not_asked", "Niet gevraagd"),
    )  # fmt: skip
    rows = [(name, *map(str, numbers)) for name, numbers in counted.items()]
    rows.append(("Thema's per dialoog", str(sum(asked)), "-", "-", "-", str(len(asked) - sum(asked))))
    note = "Nul is een cijfer. Te klein betekent: het cijfer is er, maar we tonen het niet. Geen cijfer is iets anders."
    return Table("Wat we wel en niet weten", columns, tuple(rows), note)


def small_note(material: Material) -> str:
    least = material.settings.min_children
    return f"Een aantal onder {least} tonen we niet. Soms verbergen we nog een getal, zodat niemand het kan uitrekenen."


def hidden_doors(material: Material) -> str:
    """Closed doors per area, without names: for who may see totals only."""
    closed = [area for area in material.areas if area.without_dialogue]
    if not closed:
        return ""
    return "Per wijk: " + listing([f"{area.label} {len(area.without_dialogue)}" for area in closed]) + "."


def _counted(amounts: list[Amount]) -> list[int]:
    known = [a for a in amounts if a.state == VALUE and a.value is not None]
    states = [a.state for a in amounts]
    return [
        len(known), sum(a.value == 0 for a in known), states.count(SUPPRESSED),
        len(amounts) - len(known) - states.count(SUPPRESSED) - states.count(NOT_ASKED), states.count(NOT_ASKED),
    ]  # fmt: skip
