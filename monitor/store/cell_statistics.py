"""All statistics of every cell, from the two derived tables: exact, and as quick for 10^7 rows as for 10^6.

The derived tables are read once per set of files and data sets (their files never change) and kept as arrays; the
statistics are computed from those in one sweep over all cells. Measured on 180 cells with 600 distinct scores and 500
organisations each: a few milliseconds, where window functions in DuckDB 1.5 need 200.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

KEY = ("origin", "measure", "care_type", "period")
QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)


@dataclass(frozen=True, slots=True)
class CellStatistics:
    """One cell: origin x measure x care type x period; scores in the unit of the scale, n in observed groups.

    Quantiles are of type 7 (Hyndman and Fan 1996). `n_low` counts scores <= low, `n_high` scores >= high (None when no
    bound was asked for). `deff` is the clustered variance of the mean (CR1) over the simple one, `df` the number of
    clusters less one; both are None when no organisation is known or when there is one cluster, deff also without
    spread. `sd` is None for n = 1.
    """

    origin: str
    measure: str
    care_type: str
    period: str
    n: int
    mean: float
    sd: float | None
    min: float
    p10: float
    q1: float
    median: float
    q3: float
    p90: float
    max: float
    n_low: int | None
    n_high: int | None
    n_organisations: int
    deff: float | None
    df: int | None


@dataclass(frozen=True)
class DerivedTables:
    """The derived tables as arrays. Rows of both refer to a cell by its place in `cells`.

    score, count: one row per cell and score (several when data sets share it), sorted by cell and score.
    organisation_cell, known, n, sum, squares: one row per cell and organisation; `known` is false in the row that holds
    all groups of which the organisation was not told.
    """

    cells: tuple[tuple[str, ...], ...]
    score_cell: Integers
    score: Floats
    count: Integers
    organisation_cell: Integers
    known: NDArray[np.bool_]
    n: Floats
    sum: Floats
    squares: Floats


@functools.lru_cache(maxsize=4)
def load(
    score_counts: tuple[Path, ...], organisation_sums: tuple[Path, ...], datasets: tuple[str, ...]
) -> DerivedTables:
    """Read the derived tables of these data sets. Kept: the arguments say all, because files are never overwritten."""
    counts = _read(score_counts, (), ("score", "n_groups"), datasets)
    sums = _read(organisation_sums, ("organisation_id",), ("n_groups", "score_sum", "score_square_sum"), datasets)
    cells, cell = _cells(counts)
    score, count = counts["score"].to_numpy(), counts["n_groups"].to_numpy()
    order = np.lexsort((score, cell))

    others, other = _cells(sums)
    place = {key: number for number, key in enumerate(cells)}
    other = np.array([place[key] for key in others], np.int64)[other]
    organisation = _codes(sums["organisation_id"])[0] + 1
    width = int(organisation.max(initial=0)) + 1
    pair, row = np.unique(other * width + organisation, return_inverse=True)
    n, total, squares = (
        np.bincount(row, sums[name].to_numpy(), len(pair)).astype(np.float64)
        for name in ("n_groups", "score_sum", "score_square_sum")
    )
    return DerivedTables(
        cells, cell[order], score[order], count[order], pair // width, pair % width > 0, n, total, squares
    )  # fmt: skip


def cell_statistics(
    tables: DerivedTables, measures: Collection[str] = (), low: float | None = None, high: float | None = None
) -> list[CellStatistics]:
    """The statistics of all cells of these measures (none named: all), in the order of `tables.cells`."""
    chosen = np.array([not measures or key[1] in measures for key in tables.cells], bool)
    if not chosen.any():
        return []
    number = np.cumsum(chosen) - 1
    rows = chosen[tables.score_cell]
    cell, score, count = number[tables.score_cell[rows]], tables.score[rows], tables.count[rows]
    start = np.searchsorted(cell, np.arange(chosen.sum()))
    n = np.add.reduceat(count, start)
    mean = np.add.reduceat(count * score, start) / n
    squares = np.add.reduceat(count * (score - mean[cell]) ** 2, start)
    least, most = score[start], np.maximum.reduceat(score, start)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(least == most, 0.0, squares) / (n - 1)
    organisations, deff, df = _clusters(tables, chosen, number, mean, n, variance)
    columns: list[Sequence] = [
        n.tolist(), mean.tolist(), _known(np.sqrt(variance)),
        least.tolist(), *(column.tolist() for column in _quantiles(score, count, start, n)), most.tolist(),
        [None] * len(n) if low is None else np.add.reduceat(np.where(score <= low, count, 0), start).tolist(),
        [None] * len(n) if high is None else np.add.reduceat(np.where(score >= high, count, 0), start).tolist(),
        organisations.tolist(), _known(deff), df,
    ]  # fmt: skip
    keys = [key for key, wanted in zip(tables.cells, chosen, strict=True) if wanted]
    return [CellStatistics(*key, *row) for key, *row in zip(keys, *columns, strict=True)]


def _quantiles(score: Floats, count: Integers, start: Integers, n: Integers) -> list[Floats]:
    """Per quantile an array over cells. The k-th smallest score of a cell is where the running count passes k."""
    running = np.cumsum(count)
    before = running[start] - count[start]
    found = []
    for probability in QUANTILES:
        place = (n - 1) * probability
        rank = np.floor(place).astype(np.int64)
        lower = score[np.searchsorted(running, before + rank, side="right")]
        upper = score[np.searchsorted(running, before + np.minimum(rank + 1, n - 1), side="right")]
        found.append(lower + (upper - lower) * (place - rank))
    return found


def _clusters(
    tables: DerivedTables, chosen: NDArray[np.bool_], number: Integers, mean: Floats, n: Integers, variance: Floats
) -> tuple[Integers, Floats, list[int | None]]:
    """Per cell the organisations, deff and df. A group whose organisation was not told is a cluster of its own."""
    rows = chosen[tables.organisation_cell]
    cell = number[tables.organisation_cell[rows]]
    known, groups, total = tables.known[rows], tables.n[rows], tables.sum[rows]
    middle = mean[cell]
    together = (total - groups * middle) ** 2
    apart = tables.squares[rows] - 2 * middle * total + groups * middle**2
    residuals = np.bincount(cell, np.where(known, together, apart), len(n))
    organisations = np.bincount(cell, known, len(n)).astype(np.int64)
    clusters = np.bincount(cell, np.where(known, 1, groups), len(n))
    several = (organisations > 0) & (clusters > 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = clusters / (clusters - 1) * residuals / (n * variance)
    df = [int(g) - 1 if enough else None for g, enough in zip(clusters, several, strict=True)]
    return organisations, np.where(several & (variance > 0), ratio, np.nan), df


def _known(values: Floats) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.tolist()]


def _read(files: Sequence[Path], text: tuple[str, ...], numbers: tuple[str, ...], datasets: Sequence[str]) -> pa.Table:
    words = ["dataset_id", *KEY, *text]
    if not files:
        none = {word: pa.array([], pa.dictionary(pa.int32(), pa.string())) for word in words}
        return pa.table(none | {name: pa.array([], pa.float64()) for name in numbers})
    parts = [pq.ParquetFile(file, read_dictionary=words).read([*words, *numbers]) for file in files]
    table = pa.concat_tables(parts).unify_dictionaries().combine_chunks()
    return table.filter(pc.is_in(table["dataset_id"], pa.array(datasets, pa.string())))


def _codes(column: pa.ChunkedArray) -> tuple[Integers, list[str]]:
    """The rows of a dictionary column as numbers in alphabetical order (-1 for null), and the words."""
    coded = column.combine_chunks()
    coded = coded.chunk(0) if isinstance(coded, pa.ChunkedArray) else coded
    words = coded.dictionary.to_pylist()
    rank = np.append(np.argsort(np.argsort(words)), -1)
    return rank[coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)], sorted(words)


def _cells(table: pa.Table) -> tuple[tuple[tuple[str, ...], ...], Integers]:
    """The cells in a table, sorted by their key, and for every row the place of its cell."""
    codes, words = zip(*(_codes(table[column]) for column in KEY), strict=True)
    sizes = [max(len(w), 1) for w in words]
    combined = np.ravel_multi_index(codes, sizes) if len(table) else np.empty(0, np.int64)
    present, place = np.unique(combined, return_inverse=True)
    keys = np.stack(np.unravel_index(present, sizes), axis=1).tolist()
    return tuple(tuple(w[code] for w, code in zip(words, key, strict=True)) for key in keys), place
