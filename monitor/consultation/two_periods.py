"""The guard against the error that this product exists to prevent: a change told without the baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.catalogue import Catalogue
from monitor.consultation.records import Item
from monitor.national import National


@dataclass(frozen=True, slots=True)
class Warning:
    """What is wrong with a text, and what may be said safely (empty when no finding behind it tells). Both Dutch.

    `part` is the sentence of the text that it is about.
    """

    text_nl: str
    safe_nl: str = ""
    part: str = ""


def check(text: str, items: Sequence[Item], catalogue: Catalogue, national: National | None = None) -> Warning | None:
    """A warning when the text tells of a change without naming the baseline; None when it does not."""
    return None
