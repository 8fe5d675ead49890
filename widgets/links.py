"""Links between pages and the names that stand in them; source lines of a set of rows."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from monitor.catalogue import Catalogue
from monitor.records import COMPUTED, FICTIVE, VerdictRow
from monitor.wording.numbers import listing
from monitor.wording.sentences import flag_texts
from widgets.frame import DATASETS
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


def cell_name(row: VerdictRow, catalogue: Catalogue) -> str:
    return f"{catalogue.label(row.care_type)}, {catalogue.label(row.measure).lower()}"


def sources_of(rows: Iterable[VerdictRow], context: Context) -> str:
    """The documents and data sets behind these rows, by name."""
    found: dict[str, None] = {}
    for row in rows:
        if row.basis == COMPUTED:
            for cell in row.cells.values():
                page = f", bladzijde {cell.page}" if cell.page else ""
                found.setdefault(f"{cell.source}{page}")
        else:
            for source in row.sources:
                found.setdefault(source.title)
    names = list(found)
    if len(names) > 4:
        return f"{listing(names[:3])} en {len(names) - 3} andere; zie de tabel"
    return listing(names) if names else "geen"


def flag_labels(rows: Iterable[VerdictRow], catalogue: Catalogue) -> tuple[str, ...]:
    """The labels of all flags on these rows, each once; the stamp of fictitious data is set apart by the block."""
    return tuple(
        dict.fromkeys(flag.label for row in rows for flag in flag_texts(row, catalogue) if flag.code != FICTIVE)
    )


def same_text(pairs: Iterable[tuple[str, VerdictRow]]) -> dict[str, list[VerdictRow]]:
    """Rows by the sentence that is said of them, so that it is said once; rows without a sentence are left out."""
    found: dict[str, list[VerdictRow]] = {}
    for text, row in pairs:
        if text:
            found.setdefault(text, []).append(row)
    return found


def first_sentence(text: str) -> tuple[str, str]:
    """A text as its first sentence, for a headline, and the rest."""
    first, _, rest = text.partition(". ")
    return (first if not rest else f"{first}."), rest
