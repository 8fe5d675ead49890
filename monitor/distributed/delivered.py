"""A delivery: the two tables of counts as Parquet files, in the columns of monitor.store.schemas. Read part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.distributed.transpile import TABLES
from monitor.ingest.report import Problem
from monitor.store.schemas import SCHEMAS

BATCH = 100_000
LARGEST = 2**63 - 1
OURS = ("dataset_id",)
"""Columns that a delivery may have and that we fill in ourselves."""

NEW = "Maak de tellingen opnieuw met de vraag uit `python -m monitor counts sql`."
KINDS: dict[pa.DataType, tuple[str, Callable[[pa.DataType], bool]]] = {
    pa.string(): ("tekst", lambda t: pa.types.is_string(t) or pa.types.is_large_string(t)),
    pa.float64(): ("een getal met dubbele precisie", pa.types.is_float64),
    pa.int64(): ("een heel getal", pa.types.is_integer),
    pa.bool_(): ("ja of nee", pa.types.is_boolean),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a delivery; `name` is how messages call it."""

    table: str
    path: Path
    name: str


class BrokenPart(Exception):
    """A file of which not every row can be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parts(folder: Path) -> list[Part]:
    """The files of a delivery: TABLE.parquet, or all Parquet files in the folder TABLE/ but hidden ones.

    Both of them, where both are there: see `twice`.
    """
    found = []
    for table in TABLES:
        paths = [*_one(folder, table), *_several(folder, table)]
        found += [Part(table, path, str(path.relative_to(folder))) for path in paths]
    return found


def _one(folder: Path, table: str) -> list[Path]:
    path = folder / f"{table}.parquet"
    return [path] if path.is_file() else []


def _several(folder: Path, table: str) -> list[Path]:
    several = sorted((folder / table).glob("*.parquet")) if (folder / table).is_dir() else []
    return [path for path in several if path.name[0] not in "._"]


def problem(file: str, code: str, what: str, expected: str, remedy: str, column: str = "", value: str = "") -> Problem:
    """A problem with a whole file or delivery."""
    return Problem(file, "", None, column, value, expected, remedy, f"{file}: {what} {remedy}", code)


def missing(folder: Path, found: list[Part]) -> list[Problem]:
    """The tables that a delivery lacks."""
    there = {part.table for part in found}
    return [
        problem(folder.name, "missing_table", f"de tabel {table} ontbreekt.", f"{table}.parquet of de map {table}",
                "Lever beide tabellen, in één map.")
        for table in TABLES if table not in there
    ]  # fmt: skip


def twice(folder: Path) -> list[Problem]:
    """The tables that are there as a file and as a folder: nobody can tell which one is meant."""
    what = "er is een bestand {0}.parquet en ook een map {0}."
    return [
        problem(folder.name, "delivered_twice", what.format(table), f"{table}.parquet of de map {table}",
                "Haal er een weg. We weten niet welke u bedoelt.")
        for table in TABLES if _one(folder, table) and _several(folder, table)
    ]  # fmt: skip


def wrong_columns(part: Part) -> list[Problem]:
    """What keeps a file from being read as its table: it is damaged, or lacks a column, or a column is of another kind."""
    try:
        schema = pq.read_schema(part.path)
    except (OSError, pa.ArrowException):
        return [unreadable(part)]
    found = []
    for field in _wanted(part.table):
        kind, is_kind = KINDS[field.type]
        if schema.get_field_index(field.name) < 0:  # also when two columns have this name
            what = f"de kolom {field.name} ontbreekt of staat er twee keer."
            found.append(problem(part.name, "missing_column", what, field.name, NEW, field.name))
        elif not is_kind(there := _plain(schema.field(field.name).type)) and not pa.types.is_null(there):
            what = f"de kolom {field.name} is van een andere soort ({there})."
            found.append(problem(part.name, "wrong_type", what, kind, NEW, field.name, str(there)))
    return found


def unreadable(part: Part) -> Problem:
    return problem(
        part.name, "damaged", "dit bestand is niet te lezen.", "een heel Parquet-bestand", "Lever het bestand opnieuw."
    )


def stage(table: str, found: list[Part], target: Path) -> int:
    """Write the rows of all parts to one file, with the part (a number) and the row in it. Returns how many rows.

    Raises BrokenPart for a file that cannot be read to its end or has a number that is too large, OSError when the
    target cannot be written.
    """
    schema = pa.schema([("part", pa.int32()), ("row_number", pa.int64()), *_wanted(table)])
    rows = 0
    with pq.ParquetWriter(target, schema) as writer:
        for number, part in enumerate(found):
            for first, columns in _batches(part):
                size = len(columns[0])
                places = [pa.array([number] * size, pa.int32()), pa.array(range(first, first + size), pa.int64())]
                writer.write_table(pa.table([*places, *columns], schema=schema))
                rows += size
    return rows


def _batches(part: Part) -> Iterator[tuple[int, list[pa.Array]]]:
    """The columns of as many rows as fit in memory, with the number of the first row (from 1)."""
    first = 1
    try:
        with pq.ParquetFile(part.path) as opened:
            for batch in opened.iter_batches(BATCH, columns=[field.name for field in _wanted(part.table)]):
                yield first, [_cast(part, first, field, batch.column(field.name)) for field in _wanted(part.table)]
                first += len(batch)
    except (OSError, pa.ArrowException) as reason:
        raise BrokenPart(unreadable(part)) from reason


def _cast(part: Part, first: int, field: pa.Field, column: pa.Array) -> pa.Array:
    """A column as the kind that we keep. `wrong_columns` let through only what fits, but for numbers that are too large."""
    try:
        return column.cast(field.type)
    except pa.ArrowInvalid as reason:
        place = next(n for n, cell in enumerate(column) if not _fits(cell, field.type))
        row, value = first + place, str(column[place].as_py())
        expected = f"een getal tot en met {LARGEST}"
        message = f"{part.name}, regel {row}, kolom {field.name}: {value} is te groot. {NEW}"
        raise BrokenPart(
            Problem(part.name, "", row, field.name, value, expected, NEW, message, "too_large")
        ) from reason


def _fits(cell: pa.Scalar, kind: pa.DataType) -> bool:
    try:
        cell.cast(kind)
    except pa.ArrowInvalid:
        return False
    return True


def _wanted(table: str) -> list[pa.Field]:
    return [field for field in SCHEMAS[table] if field.name not in OURS]


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
