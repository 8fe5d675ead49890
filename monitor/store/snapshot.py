"""Which files of a workspace belong together at one moment, while others go on writing.

Every change that was kept before the snapshot begins is in it. Of what is kept meanwhile some may be in it, but never
without what was kept before it: a change of an action is not there without the import that it is about.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path

from monitor.store.fold import NOT_AN_ENTRY, Fold

ROOTS = ("log", "journal", "access", "catalogue", "tables")
"""All that a workspace consists of. What is in staging/ or cache/ does not count yet, or can be made again."""
LEFT_OUT = (".tmp", ".lock")
STAMP = re.compile(r"\d{8}T\d{12}Z?(?=-)")
RUNNING = 3600.0
"""Seconds in which a file of a table may belong to an import that is still running."""


def listed(folder: Path) -> list[str]:
    """The paths (relative, with slashes) of the files of a workspace at this moment, but for tables without an entry."""
    first = _entries(folder)
    newest = max(map(_stamp, first), default="")
    # A second look: what was kept before the newest change of the first one, while that look was going on.
    entries = sorted({*first, *(path for path in _entries(folder) if _stamp(path) <= newest)})
    return [*entries, *_tables(folder, [path for path in entries if path.startswith("log/")])]


def beside(folder: Path, path: str) -> list[str]:
    """The files in the folder of a file that went meanwhile: the changes of a draft were merged into a newer one."""
    return _files(folder, (folder / path).parent)


def _entries(folder: Path) -> list[str]:
    return [path for root in ROOTS[:-1] for path in _files(folder, folder / root)]


def _tables(folder: Path, log: Iterable[str]) -> list[str]:
    """The files that these entries tell of, and files that nobody tells of and no import is busy with."""
    fold = Fold()
    for path in log:
        try:
            fold.apply(json.loads((folder / path).read_text("utf-8")))
        except (OSError, *NOT_AN_ENTRY):
            continue  # named by the state as unreadable
    known = {f"tables/{table}/{name}" for table, name in fold.files()}
    return [path for path in _files(folder, folder / "tables") if path in known or _is_old(folder / path)]


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > RUNNING
    except OSError:
        return False


def _files(folder: Path, below: Path) -> list[str]:
    found = (Path(place, name) for place, _, names in os.walk(below, onerror=_stop) for name in names)
    kept = (path for path in found if path.suffix not in LEFT_OUT and path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in kept)


def _stop(problem: OSError) -> None:
    """A folder that is not there is fine. Of one that may not be read, all files would be left out without a word."""
    if not isinstance(problem, FileNotFoundError | NotADirectoryError):
        raise problem


def _stamp(path: str) -> str:
    """The moment in the name of a change; empty for files that are no change."""
    found = STAMP.match(path.rpartition("/")[2])
    return found[0] if found else ""
