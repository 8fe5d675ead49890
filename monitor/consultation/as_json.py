"""A kept finding as plain data and back, for the journal."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from monitor.consultation.records import Fact, Item
from monitor.figures.native import ChartData, Series
from monitor.tables import Column, Reference, Table

Plain = dict[str, Any]
TEXTS = ("item_id", "kind", "page", "figure", "headline", "subline", "sentence", "source", "origin", "data_version",
         "alt", "may_say", "not_say", "own_text")  # fmt: skip
PARTS = ("link", "recipe")
"""Fields of a finding that are text, and those that are an object."""


def item_to_json(item: Item) -> Plain:
    """Only dicts, lists, texts, numbers, booleans and None."""
    return {name: getattr(item, name) for name in TEXTS} | {
        "link": dict(item.link),
        "flags": list(item.flags),
        "chosen_on": item.chosen_on.isoformat(),
        "drawing": item.drawing,
        "table": None if item.table is None else table_to_json(item.table),
        "sheets": [table_to_json(sheet) for sheet in item.sheets],
        "native": None if item.native is None else asdict(item.native),
        "facts": [asdict(fact) for fact in item.facts],
        "recipe": dict(item.recipe),
        "edits": item.edits,
    }


def item_from_json(plain: Mapping[str, Any]) -> Item:
    """The finding that was kept. Raises KeyError, TypeError or ValueError for what `item_to_json` did not write."""
    read: Plain = dict(plain)
    read["flags"] = tuple(plain["flags"])
    read["chosen_on"] = date.fromisoformat(plain["chosen_on"])
    read["table"] = None if plain["table"] is None else table_from_json(plain["table"])
    read["sheets"] = tuple(table_from_json(sheet) for sheet in plain["sheets"])
    read["native"] = None if plain["native"] is None else _chart(plain["native"])
    read["facts"] = tuple(_fact(fact) for fact in plain["facts"])
    item = Item(**read)
    _check(item)
    return item


def _check(item: Item) -> None:
    """Raises ValueError for values of another sort: they would break every page that shows the basket."""
    drawing = item.drawing
    right = (
        all(isinstance(getattr(item, name), str) for name in TEXTS)
        and all(isinstance(flag, str) for flag in item.flags)
        and all(isinstance(getattr(item, name), dict) for name in PARTS)
        and (drawing is None or (isinstance(drawing, dict) and isinstance(drawing.get("layout", {}), dict)))
        and isinstance(item.edits, int)
        and all(len(row) == len(one.columns) for one in (item.table, *item.sheets) if one for row in one.rows)
    )
    if not right:
        raise ValueError("no finding")


def table_to_json(table: Table) -> Plain:
    return {
        "caption": table.caption,
        "columns": [[c.key, c.label, c.kind, c.decimals] for c in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "note": table.note,
        "sheet": table.sheet,
    }


def table_from_json(plain: Mapping[str, Any]) -> Table:
    return Table(
        plain["caption"],
        tuple(Column(*column) for column in plain["columns"]),
        tuple(tuple(Reference(**cell) if isinstance(cell, dict) else cell for cell in row) for row in plain["rows"]),
        plain["note"],
        plain["sheet"],
    )


def _cell(cell: object) -> Any:
    """A number as a number (one that could not be computed as None), a reference with its address, anything else as text."""
    if isinstance(cell, Reference):
        return asdict(cell)
    if cell is None or isinstance(cell, str | bool):
        return cell
    if isinstance(cell, float):
        return float(cell) if math.isfinite(cell) else None
    return int(cell) if hasattr(cell, "__index__") else str(cell)


def _chart(plain: Mapping[str, Any]) -> ChartData:
    series = tuple(Series(**(one | {"values": tuple(one["values"])})) for one in plain["series"])
    return ChartData(**(dict(plain) | {"categories": tuple(plain["categories"]), "series": series}))


def _fact(plain: Mapping[str, Any]) -> Fact:
    measured = {period: tuple(numbers) for period, numbers in plain["measured"].items()}
    return Fact(**(dict(plain) | {"measured": measured}))
