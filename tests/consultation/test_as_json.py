"""A finding survives the journal: what comes back is what was kept."""

from __future__ import annotations

import json
import math
from datetime import date

import pytest

from monitor.blocks.recipes import remake, view_of
from monitor.consultation import items
from monitor.consultation.as_json import item_from_json, item_to_json, table_from_json, table_to_json
from monitor.consultation.records import Item
from monitor.records import DEMO
from monitor.session import Session
from monitor.store.journal import Journal
from monitor.tables import COUNT, LINK, NUMBER, Column, Reference, Table

COLUMNS = (
    Column("a", "Tekst"),
    Column("n", "Aantal", COUNT),
    Column("x", "Getal", NUMBER, 1),
    Column("l", "Bron", LINK),
)
TABLE = Table("Bijschrift", COLUMNS, (("a <b>", 3, 0.1, Reference("bron", "https://voorbeeld.nl")), ("b", None, None, "")),
              note="noot", sheet="Blad")  # fmt: skip


@pytest.fixture(scope="module")
def session(example_master) -> Session:
    return Session(example_master)


def kept(folder, item: Item) -> Item:
    """The item after a walk through a journal on disk."""
    Journal(folder).append("consultations/one", {"item": item_to_json(item)})
    return item_from_json(Journal(folder).entries("consultations/one")[0]["item"])


@pytest.mark.parametrize("make", ["trend", "split", "strip", "lower_end", "question"])
def test_a_finding_comes_back_as_it_was(make, session, tmp_path):
    measure = next(iter(session.catalogue.measures))
    if make in ("strip", "lower_end", "question"):
        measure = next(m for m in session.catalogue.measures if session.spread(origin=DEMO, measure=m))
    block = remake(session, {"make": make, "origin": DEMO, "measure": measure})
    item = items.from_block(block, view_of(session, DEMO), {"ind": "x"}, date(2026, 11, 22))
    back = kept(tmp_path, item)
    for name in Item.__dataclass_fields__:
        one, other = getattr(back, name), getattr(item, name)
        if name in ("table", "sheets"):
            one, other = (json.dumps(item_to_json(i)[name]) for i in (back, item))
        assert one == other, name
    assert back.identity == item.identity


def test_cells_of_a_table_keep_their_kind():
    back = table_from_json(json.loads(json.dumps(table_to_json(TABLE))))
    assert back == TABLE
    assert isinstance(back.rows[0][1], int)
    assert isinstance(back.rows[0][3], Reference)


def test_a_number_that_could_not_be_computed_is_no_figure():
    table = Table("t", COLUMNS[2:3], ((math.nan,), (math.inf,)))
    written = json.dumps(table_to_json(table), allow_nan=False)
    assert table_from_json(json.loads(written)).rows == ((None,), (None,))


def test_an_item_of_before_a_field_was_added_is_still_read(session):
    block = remake(session, {"make": "split", "origin": DEMO, "measure": next(iter(session.catalogue.measures))})
    plain = item_to_json(items.from_block(block, view_of(session, DEMO), {}))
    del plain["edits"]
    assert item_from_json(plain).edits == 0


def test_what_is_no_item_is_refused():
    with pytest.raises((KeyError, TypeError, ValueError)):
        item_from_json({"item_id": "x"})


@pytest.mark.parametrize(
    "damaged",
    [
        {"headline": None}, {"own_text": None}, {"flags": [1]}, {"link": 5}, {"recipe": 5}, {"drawing": "x"},
        {"edits": "x"}, {"table": {"caption": "x", "columns": [], "rows": [["a"]], "note": "", "sheet": ""}},
    ],
)  # fmt: skip
def test_values_of_another_sort_are_refused(session, damaged):
    measure = next(iter(session.catalogue.measures))
    block = remake(session, {"make": "trend", "origin": DEMO, "measure": measure})
    plain = item_to_json(items.from_block(block, view_of(session, DEMO), {"ind": "x"}, date(2026, 11, 22)))
    assert item_from_json(plain).headline
    with pytest.raises((TypeError, ValueError)):
        item_from_json(plain | damaged)
