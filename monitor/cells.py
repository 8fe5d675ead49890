"""The cells of the national picture: what the active data sets say per origin, care type, measure and period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from monitor.catalogue import PERCENT, Catalogue
from monitor.records import Cell
from monitor.statistics.proportions import wilson
from monitor.statistics.welch import mean_interval
from monitor.store.database import Database
from monitor.store.schemas import COUNTS
from monitor.store.workspace import State

SCORES = "scores"

# Sums of the same scores differ in their last digits with the order in which threads add them. Beyond these decimals
# nothing is known, and a mean of 3,55 must not be 3,5 in one reading and 3,6 in the next.
DECIMALS, DEFF_DECIMALS = 9, 8


def read_cells(
    database: Database, state: State, catalogue: Catalogue, datasets: Collection[str] | None = None
) -> tuple[Cell, ...]:
    """All cells of the active data sets (or of the data sets named), in the order of the catalogue.

    A cell that was loaded both as group scores and as a summary counts once: the scores, which say more.
    """
    ids = sorted(state.datasets if datasets is None else datasets)
    known = {change.dataset.dataset_id: change.dataset for change in state.changes}
    labels = {key: known[key].label or known[key].file_name for key in ids}
    counted = frozenset(key for key in ids if known[key].kind == COUNTS)

    def query(name: str, table: str) -> list[dict[str, Any]]:
        files = [str(path) for path in state.files.get(table, ())]
        return database.rows(name, files=files, datasets=ids) if files and ids else []

    found = {_key(cell): cell for cell in _from_summaries(query("national/summaries", "summaries"), labels)}
    found |= {_key(cell): cell for cell in _from_scores(query("national/cells", "organisation_sums"), labels, counted)}
    assumed = [_with_assumption(cell, catalogue) for cell in _ordered(found.values(), catalogue)]
    return tuple(_with_margins(assumed, catalogue))


def _from_scores(rows: Iterable[dict[str, Any]], labels: dict[str, str], counted: frozenset[str]) -> Iterable[Cell]:
    """`counted`: the data sets without raw rows; a cell that rests on one of them is of that kind."""
    for row in rows:
        ids = tuple(row.pop("dataset_ids"))
        deff, sd = row.pop("deff"), row.pop("sd")
        yield Cell(
            **row | {"mean": round(row["mean"], DECIMALS)}, sd=None if sd is None else round(sd, DECIMALS),
            deff=float("nan") if deff is None else round(deff, DEFF_DECIMALS), dataset_ids=ids,
            kind=SCORES if counted.isdisjoint(ids) else COUNTS, source=" + ".join(labels[key] for key in ids),
        )  # fmt: skip


def _from_summaries(rows: Iterable[dict[str, Any]], labels: dict[str, str]) -> Iterable[Cell]:
    for row in rows:
        key, deff, page = row.pop("dataset_id"), row.pop("deff"), row.pop("page")
        yield Cell(
            **row, deff=deff if deff is not None else float("nan"), kind="summaries", dataset_ids=(key,),
            source=labels[key], page=page or "",
        )  # fmt: skip


def _key(cell: Cell) -> tuple[str, str, str, str]:
    return cell.origin, cell.care_type, cell.measure, cell.period


def _ordered(cells: Iterable[Cell], catalogue: Catalogue) -> list[Cell]:
    """In the order of the catalogue; cells with a code that the catalogue does not have (any more) are left out."""
    places = [{code: place for place, code in enumerate(table)} for table in (
        catalogue.measures, catalogue.care_types, catalogue.periods
    )]  # fmt: skip
    measures, care_types, periods = places
    kept = [c for c in cells if c.measure in measures and c.care_type in care_types and c.period in periods]
    return sorted(kept, key=lambda c: (c.origin, measures[c.measure], care_types[c.care_type], periods[c.period]))


def _with_assumption(cell: Cell, catalogue: Catalogue) -> Cell:
    """Without known organisations the design effect is the assumption in the catalogue."""
    unknown = cell.deff != cell.deff
    return replace(cell, deff=catalogue.measures[cell.measure].deff) if unknown else cell


def _with_margins(kept: Sequence[Cell], catalogue: Catalogue) -> list[Cell]:
    """The 95% interval of each mean, for all cells at once; a share gets Wilson's."""
    summaries = [cell.summary() for cell in kept]
    low, high = mean_interval(
        [s.mean for s in summaries],
        [s.variance_of_mean if s.has_spread else float("nan") for s in summaries],
        [s.degrees_of_freedom if s.degrees_of_freedom > 0 else float("nan") for s in summaries],
    )
    return [
        replace(c, ci95=_share_margin(c) if _is_share(c, catalogue) else (float(lo), float(hi)))
        for c, lo, hi in zip(kept, low, high, strict=True)
    ]


def _is_share(cell: Cell, catalogue: Catalogue) -> bool:
    """A percentage of which no spread is known: a share of n, not a mean."""
    return catalogue.measures[cell.measure].unit == PERCENT and cell.sd is None


def _share_margin(cell: Cell) -> tuple[float, float]:
    share = wilson(cell.mean / 100 * cell.n, cell.n, deff=cell.deff)
    return 100 * float(share.low), 100 * float(share.high)
