"""Files of the administrator (people, roles, settings): reading them whole, and saying what is wrong with them.

Such a file decides who may see what, so nothing in it is guessed. A column that nobody knows makes the whole file count for
nothing: it may be a misspelled one that was meant to restrict.
"""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from monitor.catalogue import read_file, spelling
from monitor.file_problem import Problem

MOST_BYTES = 1_000_000
SETTLED_AFTER = 2.0
"""Seconds: a file may change again within the tick of its file system's clock, so a very new one is read each time."""
Row = dict[str, str]
Stamp = tuple[int, int, int, int] | None
MOST_KEPT = 16
"""Folders of which the outcome is kept: a server has one."""


class _Told(Protocol):
    @property
    def problems(self) -> tuple[Problem, ...]: ...


T = TypeVar("T", bound=_Told)


@dataclass(frozen=True)
class Columns:
    """What a file may hold: the names of its columns with their other spellings, and which ones must be there."""

    known: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]

    def meant(self, heading: str) -> str | None:
        """The column that a heading means, or None."""
        wanted = spelling(heading)
        return next((name for name, words in self.known.items() if wanted in map(spelling, (name, *words))), None)


@dataclass(frozen=True)
class Sheet:
    """A file as it was read: its rows with their number, by column. Without rows when the file counts for nothing."""

    rows: tuple[tuple[int, Row], ...] = ()
    problems: tuple[Problem, ...] = ()
    exists: bool = True


def read(path: Path, columns: Columns) -> Sheet:
    """The rows of a CSV file: comma or semicolon, UTF-8 with or without BOM, or Windows-1252.

    A row with more cells than columns is left out and named, and so is the whole file when its columns are not right.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            return Sheet(
                problems=(_whole(path, "Dit bestand is te groot.", "Laat alleen de regels staan die nodig zijn."),)
            )
        headings, rows = read_file(path)
    except FileNotFoundError:
        return Sheet(exists=False)
    except (OSError, csv.Error, ValueError) as problem:
        unread = _whole(path, "Dit bestand kunnen we niet lezen.", "Bewaar het als CSV (UTF-8).")
        return Sheet(problems=(replace(unread, is_passing=isinstance(problem, OSError)),))
    names = {heading: columns.meant(heading) for heading in headings}
    wrong = [*_headings(path, headings, names, columns)]
    if wrong:
        return Sheet(problems=tuple(wrong))
    found, problems = [], []
    for number, row in rows:
        if "" in row:
            problems.append(Problem(
                path.name, number, "", row[""], f"“{row['']}” staat buiten de kolommen.",
                "Zet een cel met een puntkomma of komma tussen aanhalingstekens.",
            ))  # fmt: skip
        else:
            found.append((number, {names[heading] or "": cell for heading, cell in row.items()}))
    return Sheet(tuple(found), tuple(problems))


def _headings(path: Path, headings: list[str], names: dict[str, str | None], columns: Columns) -> list[Problem]:
    listed = ", ".join(columns.known)
    unknown = [
        Problem(path.name, 1, "", heading, f"De kolom “{heading}” kennen we niet.", f"Gebruik alleen: {listed}.")
        for heading in headings
        if names[heading] is None
    ]
    times = Counter(names[heading] for heading in headings)
    double = [
        Problem(path.name, 1, name, name, f"De kolom “{name}” staat er twee keer.", "Haal er een weg.")
        for name, n in times.items()
        if name and n > 1
    ]
    absent = [
        Problem(path.name, 1, name, "", f"De kolom “{name}” ontbreekt.", f"Voeg de kolom {name} toe.")
        for name in columns.needed
        if name not in times
    ]
    return [*unknown, *double, *absent]


def _whole(path: Path, what: str, remedy: str) -> Problem:
    return Problem(path.name, 0, "", "", what, remedy)


def kept_while_same(made: Callable[[Path], T], *names: str) -> Callable[[Path], T]:
    """`made` of a folder, from memory as long as these files of it stay as they are (time, size, place on the disk).

    What could not be read for a passing reason is not kept: nobody would have a right until somebody touches the file.
    """
    kept: dict[Path, tuple[tuple[Stamp, ...], T]] = {}

    def asked(folder: Path) -> T:
        stamps = tuple(_stamp(folder / name) for name in names)
        before = kept.get(folder)
        if before is not None and before[0] == stamps:
            return before[1]
        limit = time.time_ns() - SETTLED_AFTER * 1e9
        found = made(folder)
        is_settled = not any(stamp and max(stamp[:2]) > limit for stamp in stamps)
        if is_settled and not any(problem.is_passing for problem in found.problems):
            if len(kept) >= MOST_KEPT:
                kept.clear()
            kept[folder] = stamps, found
        return found

    return asked


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError:  # it may be there or not: ask again the next time
        return time.time_ns(), 0, 0, 0
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
