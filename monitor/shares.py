"""Shares with their own intervals: a percentage is no mean, so it gets Wilson's interval and Newcombe's difference."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.catalogue import PERCENT, Catalogue
from monitor.records import Cell, VerdictRow
from monitor.statistics.proportions import Proportion, newcombe, wilson

WHOLE, LOW, HIGH = "whole", "low", "high"


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One share of one cell over the periods (by code, 0 to 1, with 95% intervals), and now minus the baseline.

    `kind` is whole (the measure is itself a percentage and no spread is known), low or high (the share of groups with a
    low or high score, as a report gave it). `change` is None when one of the two periods is not there.
    """

    kind: str
    row: VerdictRow
    periods: dict[str, Proportion]
    n: dict[str, int]
    change: Proportion | None


def shares(row: VerdictRow, catalogue: Catalogue) -> list[ShareRow]:
    """The shares that this computed row holds; none for most rows."""
    is_percent = catalogue.measures[row.measure].unit == PERCENT

    def value(cell: Cell, kind: str) -> float | None:
        if kind == WHOLE:
            return cell.mean / 100 if is_percent and cell.sd is None else None
        return cell.share_low if kind == LOW else cell.share_high

    found = []
    for kind in (WHOLE, LOW, HIGH):
        known = {code: (cell, share) for code, cell in row.cells.items() if (share := value(cell, kind)) is not None}
        if not known:
            continue
        periods = {code: wilson(share * cell.n, cell.n, deff=cell.deff) for code, (cell, share) in known.items()}
        found.append(
            ShareRow(kind, row, periods, {c: cell.n for c, (cell, _) in known.items()}, _change(known, catalogue))
        )
    return found


def _change(known: dict[str, tuple[Cell, float]], catalogue: Catalogue) -> Proportion | None:
    now, then = known.get(catalogue.current.code), known.get(catalogue.baseline.code)
    if now is None or then is None:
        return None
    (cell_1, share_1), (cell_2, share_2) = now, then
    return newcombe(share_1 * cell_1.n, cell_1.n, share_2 * cell_2.n, cell_2.n, deff_1=cell_1.deff, deff_2=cell_2.deff)
