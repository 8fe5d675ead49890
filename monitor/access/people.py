"""Who has which role: `<workspace>/access/people.csv`, read again when it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from monitor.access.problems import Problem
from monitor.access.records import NO_RIGHTS, Person

FILE = "people.csv"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that counts: a person in one role, until a last day (included) or for ever."""

    row: int
    email: str
    role: str
    municipality: str = ""
    locations: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True)
class People:
    """The lines of the file that can be read, and what is wrong with the others (those give nobody any right)."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    exists: bool = False
    """Whether there is such a file at all: a workspace that has one is meant for a server."""
    public_national: bool = False

    def person(self, email: str | None, verified: bool = False, on: date | None = None) -> Person:
        """Who this is, with the rights of today (or of a day). No address, or one that is not verified, is a visitor."""
        return Person("", NO_RIGHTS)


def load(folder: Path) -> People:
    """The people of a workspace (its folder). The same object as long as the files did not change."""
    return People()
