"""What the spread page reads of one measure: the scores and their counts, the groups, the sums per organisation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from monitor.catalogue import Catalogue
from monitor.statistics.bootstrap import Groups
from monitor.store import cell_statistics
from monitor.store.cell_statistics import CellStatistics, DerivedTables
from monitor.store.database import Database
from monitor.store.workspace import State

Place = tuple[str, str]
"""Care type and period."""


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Per known organisation of a cell: id, groups, sum and sum of squares of its scores; `loose`: groups without one."""

    ids: tuple[str, ...]
    n: NDArray[np.int64]
    total: NDArray[np.float64]
    squares: NDArray[np.float64]
    loose: int
    loose_total: float


@dataclass(frozen=True, eq=False)
class MeasureData:
    """Everything known of one measure and origin, by (care type, period). Cells that are only a summary are not there."""

    statistics: dict[Place, CellStatistics]
    groups: dict[Place, Groups]
    sums: dict[Place, Sums]


def read_measure(
    database: Database, state: State, catalogue: Catalogue, origin: str, measure: str, datasets: Collection[str]
) -> MeasureData:
    """The data of one measure and origin in these data sets.

    The scores themselves are read only when some organisation is known (to resample whole organisations); else the
    counts per score, kept since the import, say it all.
    """
    ids = tuple(sorted(datasets))
    tables = cell_statistics.load(state.files.get("score_counts", ()), state.files.get("organisation_sums", ()), ids)
    found = [s for s in cell_statistics.cell_statistics(tables, (measure,)) if s.origin == origin]
    found = [s for s in found if s.care_type in catalogue.care_types and s.period in catalogue.periods]
    statistics = {(s.care_type, s.period): s for s in found}
    groups = {place: _counted(tables, (origin, measure, *place)) for place in statistics}
    if any(s.n_organisations for s in found):
        asked = {"datasets": list(ids), "origin": origin, "measure": measure}
        files = [str(path) for path in state.files.get("scores", ())]
        owned = _owned(database.table("national/groups", files=files, **asked))
        groups |= {place: those for place, those in owned.items() if place in statistics}
    return MeasureData(statistics, groups, read_sums(database, state, origin, measure, ids))


def read_sums(
    database: Database, state: State, origin: str, measure: str, datasets: Collection[str]
) -> dict[Place, Sums]:
    """The sums per organisation of one measure and origin, organisations in the order of their id."""
    files = [str(path) for path in state.files.get("organisation_sums", ())]
    if not files or not datasets:
        return {}
    rows = database.rows(
        "national/organisations", files=files, datasets=sorted(datasets), origin=origin, measure=measure
    )
    by_place: dict[Place, list[dict[str, Any]]] = {}
    for row in rows:
        by_place.setdefault((row["care_type"], row["period"]), []).append(row)
    return {place: _sums(those) for place, those in by_place.items()}


def _sums(rows: list[dict[str, Any]]) -> Sums:
    known = [row for row in rows if row["organisation_id"] is not None]
    loose = [row for row in rows if row["organisation_id"] is None]
    return Sums(
        tuple(row["organisation_id"] for row in known),
        np.array([row["n"] for row in known], np.int64),
        np.array([row["total"] for row in known], float),
        np.array([row["squares"] for row in known], float),
        sum(row["n"] for row in loose),
        float(sum(row["total"] for row in loose)),
    )


def _counted(tables: DerivedTables, key: tuple[str, ...]) -> Groups:
    """The groups of one cell without their organisations; data sets that share a score are added up."""
    rows = tables.score_cell == tables.cells.index(key)
    return Groups.from_rows(tables.score[rows], count=tables.count[rows])


def _owned(table: pa.Table) -> dict[Place, Groups]:
    """The groups of every cell with their organisations as numbers."""
    owner, _ = _codes(table["organisation_id"])
    care_type, care_types = _codes(table["care_type"])
    period, periods = _codes(table["period"])
    score, count = table["score"].to_numpy(), table["n_groups"].to_numpy()
    place = care_type * len(periods) + period
    order = np.argsort(place, kind="stable")
    cells, start = np.unique(place[order], return_index=True)
    found = {}
    for cell, rows in zip(cells.tolist(), np.split(order, start[1:]), strict=True):
        which = divmod(cell, len(periods))
        found[care_types[which[0]], periods[which[1]]] = Groups.from_rows(score[rows], owner[rows], count[rows])
    return found


def _codes(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], list[str]]:
    """A column of words as numbers (-1 for no word), and the words."""
    coded = column.combine_chunks().dictionary_encode()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    return coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64), coded.dictionary.to_pylist()
