"""Links between pages, and what is said of several rows at once."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from monitor.blocks.block import DATASETS
from monitor.records import VerdictRow
from widgets.runtime import Context


def trend(row: VerdictRow, context: Context) -> str:
    """The link to the trend page of one cell, with the data set and the role that are in view."""
    catalogue = context.catalogue
    place = {
        "opvang": catalogue.care_types[row.care_type].slug,
        "ind": catalogue.measures[row.measure].slug,
        "rol": context.role,
        "cijfers": next(slug for slug, value in DATASETS.items() if value == context.dataset),
    }
    return f"trend?{urlencode(place)}"


def same_text(pairs: Iterable[tuple[str, VerdictRow]]) -> dict[str, list[VerdictRow]]:
    """Rows by the sentence that is said of them, so that it is said once; rows without a sentence are left out."""
    found: dict[str, list[VerdictRow]] = {}
    for text, row in pairs:
        if text:
            found.setdefault(text, []).append(row)
    return found
