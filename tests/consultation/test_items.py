"""A block becomes a finding that says the same without its page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from monitor.blocks.block import Block
from monitor.blocks.recipes import remake, view_of
from monitor.catalogue import DIMENSION
from monitor.consultation import items
from monitor.consultation.as_json import item_to_json
from monitor.records import COMPUTED, DEMO, DEMO_STAMP, PUBLISHED
from monitor.session import Session
from monitor.spread_records import MOST_DOTS
from monitor.tables import Column, Table

ON = date(2026, 11, 22)
LINK = {"ind": "omgeving"}


@pytest.fixture(scope="module")
def session(example_master) -> Session:
    return Session(example_master)


def measure(session: Session) -> str:
    return session.catalogue.measures_with_role(DIMENSION)[-1].code


def block_of(session: Session, make: str = "split", **more) -> Block:
    block = remake(session, {"make": make, "origin": DEMO, "measure": measure(session), **more})
    assert block is not None
    return block


def local_block(**more) -> Block:
    """A block of a local dialogue: no national verdicts under it, and no recipe."""
    table = Table("Tabel", (Column("a", "A"),), (("x",),))
    return replace(Block("te_doen", "dialoog", "Twee taken", "", "", "dialoog", table), **more)


def test_a_finding_holds_everything_that_a_document_needs(session):
    block = block_of(session)
    item = items.from_block(block, view_of(session, DEMO), LINK, ON)
    assert (item.headline, item.sentence, item.alt) == (block.finding, block.told, block.alt)
    assert item.flags[0] == DEMO_STAMP
    assert item.source.startswith(DEMO_STAMP)
    assert session.data_version() in item.source
    assert (item.origin, item.data_version, item.chosen_on) == (DEMO, session.data_version(), ON)
    assert item.table == block.table
    assert item.native == block.native is not None
    go.Figure(item.drawing)  # validated: a figure that Plotly can draw
    assert [f.badge for f in item.facts] == [row.badge for row in block.rows]


def test_the_facts_hold_what_was_measured(session):
    item = items.from_block(block_of(session), view_of(session, DEMO), LINK)
    now = session.catalogue.current.code
    for fact in item.facts:
        cell = session.national().of(COMPUTED, DEMO)[fact.care_type, fact.measure].cells[now]
        assert fact.measured[now] == (cell.n, cell.mean, cell.sd)


def test_small_multiples_leave_the_page_as_one_picture_with_all_their_alternatives(session):
    block = block_of(session, "trend")
    item = items.from_block(block, view_of(session, DEMO), LINK)
    assert len(block.figures) > 1
    assert item.drawing is not None
    assert all(alt in item.alt for _, alt in block.figures)


def test_every_drawn_finding_has_a_text_alternative(session):
    first = {"measures": [measure(session)]}
    for make, more in (("overview", first), ("topic", {"topic": session.catalogue.topics[0].slug})):
        item = items.from_block(block_of(session, make, **more), view_of(session, DEMO), {})
        assert item.drawing is not None
        assert item.headline in item.alt


def test_the_address_says_the_data_set_also_where_a_page_leaves_it_out(session):
    assert items.from_block(block_of(session), view_of(session, DEMO), {}).link == {"cijfers": "voorbeeld"}
    verdict = block_of(session, "verdict", basis=COMPUTED, care_type=block_of(session).rows[0].care_type)
    assert items.from_block(verdict, view_of(session, DEMO), {"afwijkend": "1"}).link == verdict.link | {
        "cijfers": "voorbeeld"
    }


def test_what_sources_said_is_no_invention_while_the_example_is_in_view(session):
    key, row = next(iter(session.national().of(PUBLISHED).items()))
    said = block_of(session, "verdict", basis=PUBLISHED, care_type=key[0], measure=key[1])
    item = items.from_block(said, view_of(session, DEMO), {})
    assert item.origin == PUBLISHED
    assert DEMO_STAMP not in item.flags
    assert DEMO_STAMP not in item.source
    assert item.facts[0].measured == {}
    both = items.from_block(block_of(session, "overview", measures=[row.measure]), view_of(session, DEMO), {})
    assert DEMO_STAMP in both.flags, "numbers of the example stand among what was said"


def test_the_same_finding_is_known_by_its_selection_and_not_by_the_address(session):
    view = view_of(session, DEMO)
    one, other = (items.from_block(block_of(session), view, link) for link in ({}, LINK))
    assert one.identity == other.identity
    assert one.item_id == other.item_id
    assert items.identity(block_of(session), view, {}) == one.identity
    care_type = block_of(session).rows[0].care_type
    assert items.from_block(block_of(session, care_types=[care_type]), view, {}).item_id != one.item_id


def test_a_block_without_a_recipe_is_known_by_its_address(session):
    view = view_of(session, "own")
    item = items.from_block(local_block(), view, {"wijk": "noord"})
    assert item.origin == ""
    assert item.identity == items.identity(local_block(), view, {"wijk": "noord"})
    assert item.identity != items.identity(local_block(), view, {"wijk": "zuid"})


def test_a_private_block_never_becomes_a_finding(session):
    with pytest.raises(ValueError, match="private"):
        items.from_block(local_block(is_private=True), view_of(session, "own"), {})


def test_a_finding_with_as_many_dots_as_are_drawn_one_by_one_stays_small(session):
    care_types, dots = [], 0
    for row in session.spread(origin=DEMO, measure=measure(session)):
        if dots < MOST_DOTS:
            care_types.append(row.care_type)
            dots += sum(sum(period.counts) for period in row.periods.values())
    assert dots >= MOST_DOTS
    block = block_of(session, "strip", all_periods=True, care_types=care_types)
    item = items.from_block(block, view_of(session, DEMO), {})
    size = len(json.dumps(item_to_json(item), ensure_ascii=False).encode())
    assert size < 120 * dots


def test_coordinates_keep_four_decimals(session):
    def numbers(value):
        if isinstance(value, float):
            yield value
        elif isinstance(value, list | dict):
            for one in value.values() if isinstance(value, dict) else value:
                yield from numbers(one)

    drawing = items.from_block(block_of(session, "strip"), view_of(session, DEMO), {}).drawing
    assert all(round(number, items.DIGITS) == number for number in numbers(drawing))
