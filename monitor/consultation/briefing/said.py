"""A text of the user as a document shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.consultation.records import Item

Check = Callable[[str, Sequence[Item]], tuple[str, str] | None]
"""The warning about a text that compares two periods only, and what may be said instead; None when there is none."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the user; with a warning and a safe alternative when it compares two periods only."""

    text: str
    warning: str = ""
    safe: str = ""


NOTHING = Said("")


def said(text: str, items: Sequence[Item], check: Check) -> Said:
    """The text with what is warned of in it; `items` are the findings that it rests on."""
    return Said(text, *(check(text, items) or ())) if text.strip() else NOTHING
