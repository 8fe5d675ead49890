"""The fields of an entry, refused when they are of another sort than the store writes.

One damaged change may cost that change, never the consultation, nor the list of all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from monitor.consultation.records import QUESTION, STATUSES, SUGGESTION, Consultation, Point, Question

DAYS = ("held_on", "closes_on", "received_on")
LISTS = ("parties", "item_ids")
COUNTS = ("members",)
CHOICES = {"status": STATUSES, "kind": (QUESTION, SUGGESTION)}
TEXTS = {one.name for record in (Consultation, Point, Question) for one in fields(record) if one.type == "str"}
MOST_SENTENCES = 100
"""Of the core; more is damage, and would take all memory."""


def checked(found: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the fields; those that we do not know (of a newer version) as they are.

    Raises TypeError or ValueError for a field that is not what the store writes.
    """
    for name, value in found.items():
        if not _is_right(name, value):
            raise ValueError(f"{name} is not what was kept")
    return dict(found)


def sentences(found: Mapping[str, Any]) -> dict[int, str]:
    """The sentences of the core by their place. Raises ValueError for what is no sentence or no place."""
    read = {int(place): text for place, text in found.items()}
    if not all(0 <= place < MOST_SENTENCES and isinstance(text, str) for place, text in read.items()):
        raise ValueError("no sentences of the core")
    return read


def _is_right(name: str, value: Any) -> bool:
    if name in DAYS:  # text that is no day raises ValueError
        return value is None or bool(date.fromisoformat(value))
    if name in LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if name in COUNTS:
        return isinstance(value, int)
    if name in CHOICES:
        return value in CHOICES[name]
    return name not in TEXTS or isinstance(value, str)
