"""What blocks share: the names of their sources, their flags, and the words of a headline."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.catalogue import Catalogue
from monitor.records import COMPUTED, FICTIVE, VerdictRow
from monitor.wording.numbers import listing
from monitor.wording.sentences import flag_texts


def sources_of(rows: Iterable[VerdictRow]) -> str:
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


def first_sentence(text: str) -> tuple[str, str]:
    """A text as its first sentence, for a headline, and the rest."""
    first, _, rest = text.partition(". ")
    return (first if not rest else f"{first}."), rest
