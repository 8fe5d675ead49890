"""Talking points: the first field filled from the data, and the flags that a point carries because of what it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.consultation.records import FIGURE, Consultation, Item, Point
from monitor.records import DEMO, DEMO_STAMP

ENDS = (".", "?", "!", "…")
FIELDS = (
    ("seen", "Wat zien we?"),
    ("means", "Wat betekent dit voor het veld?"),
    ("monitor_can", "Wat kan {monitor} doen?"),
    ("sector_does", "Wat doet de sector zelf?"),
)
"""The four fields of a point in their order: name of the field, its question (the slot is the name of the monitor)."""


def prefilled(items: Item | Iterable[Item]) -> str:
    """The field "wat zien we" from these findings: what each says, once, in their order. Empty without findings."""
    chosen = [items] if isinstance(items, Item) else list(items)
    return "\n".join(dict.fromkeys(text for item in chosen if (text := _said(item))))


def _said(item: Item) -> str:
    """A verdict says all in its sentence; the sentence of a figure only adds to its headline."""
    headline, sentence = item.headline.strip(), item.sentence.strip()
    if item.kind != FIGURE or not headline or not sentence:
        return sentence or headline
    return f"{headline if headline.endswith(ENDS) else f'{headline}.'} {sentence}"


def items_of(point: Point, consultation: Consultation) -> tuple[Item, ...]:
    """The findings that a point rests on and that are still in the basket, in the order of the point."""
    return tuple(item for item_id in point.item_ids if (item := consultation.item(item_id)) is not None)


def flags_of(point: Point, consultation: Consultation) -> tuple[str, ...]:
    """The labels of all flags of its findings, each once; the stamp of fictitious data comes first."""
    items = items_of(point, consultation)
    is_demo = consultation.origin == DEMO or any(item.origin == DEMO for item in items)
    labels = dict.fromkeys(label for item in items for label in item.flags)
    stamp = [DEMO_STAMP] if is_demo or DEMO_STAMP in labels else []
    return (*stamp, *(label for label in labels if label != DEMO_STAMP))


def title_of(point: Point, number: int) -> str:
    """What a point is called: its title, else its number ("Gesprekspunt 2")."""
    return " ".join(point.title.split()) or f"Gesprekspunt {number}"
