"""Merge many small Parquet files of a table into one; the rows stay the same, row for row."""

from __future__ import annotations

from pathlib import Path

from monitor.store.database import Database
from monitor.store.workspace import Workspace


def compact_workspace(workspace: Workspace, database: Database) -> dict[str, tuple[int, int]]:
    """Merge each table that counts more than one file. Returns files before and after, by table.

    Nothing is deleted: the merged file is added, and the files that it was made of no longer count. A reader that is
    halfway keeps reading the old ones. What a killed import left in staging/ more than a day ago is cleared.
    """
    done: dict[str, tuple[int, int]] = {}
    workspace.clear_staging()
    for table, files in workspace.state().files.items():
        if len(files) < 2:
            done[table] = (len(files), len(files))
            continue
        with workspace.staging() as folder:
            merged: Path = folder / f"{table}.parquet"
            database.copy(f"compact/{table}", merged, files=[str(path) for path in files])
            workspace.compacted(table, files, merged)
        done[table] = (len(files), 1)
    return done
