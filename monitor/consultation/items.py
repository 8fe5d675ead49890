"""From a block on a page to a finding that is kept: with its drawing, its table, and the verdicts that it rested on."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go

from monitor import clock
from monitor.blocks.block import DATASETS, Block, BlockView, source_line, stamps
from monitor.consultation.records import Fact, Item, selection
from monitor.records import PUBLISHED, VerdictRow
from monitor.wording.numbers import is_number

log = logging.getLogger("kwaliteit")
DIGITS = 4
"""Decimals of a coordinate that are kept: less than a pixel."""


def from_block(block: Block, view: BlockView, link: Mapping[str, str], on: date | None = None) -> Item:
    """The finding as it stands now. `link` is the selection in the address of its page; `on` is the day, default today.

    Its id follows from its identity, so the same finding has the same id. Raises ValueError for a private block.
    """
    if block.is_private:
        raise ValueError(f"{block.key} is private")
    view = rested_on(block, view)
    return Item(
        item_id=hashlib.sha256(json.dumps(identity(block, view, link)).encode()).hexdigest()[:10],
        kind=block.kind,
        page=block.page,
        figure=block.key,
        link=place_of(block, view, link),
        headline=block.own_headline,
        subline=block.subline,
        sentence=block.own_sentence,
        source=source_line(block.source, view),
        flags=stamps(block, view),
        origin=origin_of(block, view),
        data_version=view.data_version,
        chosen_on=on or clock.today(),
        alt=block.alt
        or " ".join(alt for _, alt in block.figures)
        or f"{block.own_headline.removesuffix('.')}. {block.subline}",
        drawing=drawing_of(block),
        table=block.table,
        sheets=tuple(block.sheets),
        native=block.native,
        facts=facts_of(block.rows),
        recipe=dict(block.recipe),
        may_say=block.may_say,
        not_say=block.not_say,
    )


def identity(block: Block, view: BlockView, link: Mapping[str, str]) -> tuple[str, str, str, str]:
    """What `Item.identity` of this block would be, without making the item."""
    return block.kind, block.page, block.key, selection(block.recipe or place_of(block, rested_on(block, view), link))


def place_of(block: Block, view: BlockView, link: Mapping[str, str]) -> dict[str, str]:
    """The selection in the address, with the data set: what stands by default in a link may be another one later."""
    dataset = next(slug for slug, value in DATASETS.items() if value == view.dataset)
    return dict(link if block.link is None else block.link) | {"cijfers": dataset}


def rested_on(block: Block, view: BlockView) -> BlockView:
    """The view, or that of the sources alone for what rests on nothing else: it is no invention when the example is in view."""
    is_said = bool(block.rows) and all(row.basis == PUBLISHED for row in block.rows)
    return replace(view, dataset=PUBLISHED) if is_said else view


def origin_of(block: Block, view: BlockView) -> str:
    """demo, own or published; "" for what does not rest on national verdicts, such as a local dialogue."""
    return view.dataset if view.is_demo or block.rows else ""


def facts_of(rows: Iterable[VerdictRow]) -> tuple[Fact, ...]:
    """What these verdicts rest on: n, mean and SD per period of what was computed."""
    return tuple(
        Fact(row.care_type, row.measure, row.basis, row.origin, row.badge, row.code, row.variant, _measured(row))
        for row in rows
    )


def _measured(row: VerdictRow) -> dict[str, tuple[int, float, float | None]]:
    return {
        code: (cell.n, cell.mean, cell.sd if is_number(cell.sd) else None)
        for code, cell in row.cells.items()
        if not cell.is_hidden and is_number(cell.mean)
    }


def drawing_of(block: Block) -> dict[str, Any] | None:
    """The figure that can leave the page, as plain data with short numbers; None when nothing is drawn."""
    if block.drawing is None:
        return None
    return _short(json.loads(block.drawing().to_json()))


def figure_of(item: Item) -> go.Figure | None:
    """The kept drawing as a figure; None without one, and for one that cannot be drawn (damaged, or of another Plotly)."""
    if item.drawing is None:
        return None
    try:
        return go.Figure(dict(item.drawing))  # checked, unlike what we draw ourselves: this comes from disk
    except (TypeError, ValueError):
        log.warning("the drawing of finding %s cannot be drawn", item.item_id)
        return None


def _short(value: Any) -> Any:
    """The same data, numbers with at most `DIGITS` decimals."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, list):
        return [_short(one) for one in value]
    return {key: _short(one) for key, one in value.items()} if isinstance(value, dict) else value
