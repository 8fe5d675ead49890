"""What this workspace gives to another engine or organisation: its counts, added up, or its raw scores."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from monitor.distributed.transpile import SCORES, TABLES
from monitor.session import Session
from monitor.store.workspace import State


def has_any(state: State, origin: str, *, raw: bool) -> bool:
    """Whether there is something of this origin to write."""
    return bool(state.files.get(SCORES if raw else TABLES[0])) and bool(_ids(state, origin, raw))


def write(session: Session, state: State, origin: str, out: Path, *, raw: bool, least: int = 1) -> dict[str, int]:
    """Write the two tables of counts (or scores.parquet) to a new folder; the rows of each file.

    Cells of fewer than `least` groups stay out of counts. The folder is there whole or not at all, and nothing is written
    in the workspace. Raises FileExistsError when it exists, OSError when it cannot be written.
    """
    if out.exists():
        raise FileExistsError(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.{uuid.uuid4().hex[:8]}")
    try:
        unfinished.mkdir()
        with TemporaryDirectory(dir=session.database.scratch) as place:
            written = {}
            for table in (SCORES,) if raw else TABLES:
                made = Path(place) / f"{table}.parquet"
                given = {"files": [str(path) for path in state.files[table]], "datasets": _ids(state, origin, raw)}
                session.database.copy(f"counts/{table}_export", made, **given, **({} if raw else {"least": least}))
                written[made.name] = pq.read_metadata(made).num_rows
                shutil.copyfile(made, unfinished / made.name)
        os.rename(unfinished, out)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return written


def _ids(state: State, origin: str, raw: bool) -> list[str]:
    """The data sets to take: those with raw rows, or all that have counts."""
    return state.ids(origin=origin, kind=SCORES) if raw else state.ids(origin=origin)
