"""The table of shares: percentages with intervals of their own."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.catalogue import Catalogue
from monitor.records import VerdictRow
from monitor.shares import shares
from monitor.statistics.proportions import Proportion
from monitor.tables import Column, Table
from monitor.wording.numbers import nl

SHARE_WORDS = {"whole": "aandeel", "low": "aandeel met een lage score", "high": "aandeel met een hoge score"}


def shares_table(rows: Sequence[VerdictRow], catalogue: Catalogue) -> Table:
    """Shares per period with Wilson's margins, and now minus the baseline with Newcombe's; empty when there are none."""
    columns = (
        Column("care_type", "Opvangsoort"), Column("what", "Wat"),
        *(Column(p.code, p.label) for p in catalogue.compared),
        Column("change", f"Verschil met {catalogue.baseline.label}"),
    )  # fmt: skip
    lines = tuple(
        (
            catalogue.label(row.care_type),
            SHARE_WORDS[share.kind],
            *(_share(share.periods.get(p.code), share.n.get(p.code)) for p in catalogue.compared),
            _points(share.change),
        )
        for row in rows
        for share in shares(row, catalogue)
    )
    note = "Marges van een aandeel volgens Wilson, van een verschil volgens Newcombe."
    return Table("Aandelen met hun marge", columns, lines, note=note)


def _share(share: Proportion | None, n: int | None) -> str:
    if share is None:
        return ""
    low, high = (nl(100 * float(end), 0) for end in (share.low, share.high))
    return f"{nl(100 * float(share.value), 0)}% (marge {low} tot {high}%; n = {n})"


def _points(change: Proportion | None) -> str:
    if change is None:
        return ""
    value, low, high = (nl(100 * float(x), 0, plus=True) for x in (change.value, change.low, change.high))
    return f"{value} procentpunt (marge {low} tot {high})"
