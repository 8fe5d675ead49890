"""DuckDB over Parquet: named queries from queries/, one cursor per call, read to the end.

The connection may read the workspace and the shipped data only; it cannot load extensions, reach a network or be
reconfigured. It never sees Python objects (rows come in through Parquet), so that it runs on DuckDB 1.5 and 2.
"""

from __future__ import annotations

import errno
import functools
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from monitor import paths


@functools.cache
def sql(name: str) -> str:
    """The text of queries/{name}.sql."""
    return (paths.QUERIES / f"{name}.sql").read_text("utf-8")


class Database:
    """One in-memory DuckDB that reads the folders given. Safe to share between threads."""

    def __init__(self, folders: Iterable[Path], *, threads: int | None = None, memory: str = "2GB") -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="kwaliteit-")).resolve()
        """A folder that this database may read and write, gone with it: reading writes nothing in a workspace."""
        weakref.finalize(self, shutil.rmtree, self.scratch, ignore_errors=True)
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": threads or min(os.cpu_count() or 1, 2),
            "memory_limit": memory,
            "temp_directory": str(self.scratch),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        self._connection = duckdb.connect(":memory:", config=config)
        allowed = ", ".join("'" + str(folder).replace("'", "''") + "'" for folder in (*folders, self.scratch))
        for statement in (
            f"set allowed_directories = [{allowed}]",
            "set enable_external_access = false",
            "set python_enable_replacements = false",
            "set lock_configuration = true",
        ):
            self._connection.execute(statement)

    def rows(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """All rows of a named query, as dictionaries."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(sql(name), parameters)
            columns = [column[0] for column in cursor.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def table(self, name: str, **parameters: Any) -> pa.Table:
        """The answer of a named query as an Arrow table."""
        cursor = self._connection.cursor()
        try:
            return cursor.sql(sql(name), params=parameters).to_arrow_table()
        finally:
            cursor.close()

    def copy(self, name: str, target: Path, **parameters: Any) -> None:
        """Write the answer of a named query to one Parquet file (zstd) inside an allowed folder.

        Raises OSError with its number when the disk does not take it, as any other writer of files does.
        """
        cursor = self._connection.cursor()
        place = str(target).replace("'", "''")
        query = sql(name).rstrip().rstrip(";")
        try:
            cursor.execute(f"copy (\n{query}\n) to '{place}' (format parquet, compression zstd)", parameters)
        except duckdb.IOException as problem:
            raise _as_os_error(problem) from problem
        finally:
            cursor.close()

    def interrupt(self) -> None:
        self._connection.interrupt()


_REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EIO)


def _as_os_error(problem: duckdb.IOException) -> Exception:
    """DuckDB tells why a disk refused in words of the system only. Another error comes back as it is."""
    found = next((number for number in _REFUSALS if os.strerror(number) in str(problem)), None)
    return problem if found is None else OSError(found, os.strerror(found))
