"""Whether what the file of people names is there: municipalities and locations that the workspace knows."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from monitor.access.people import FILE, People
from monitor.catalogue import spelling
from monitor.file_problem import Problem
from monitor.records import OWN
from monitor.session import Session
from monitor.wording.numbers import listing

MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with the files themselves, and then what they name that nobody knows. The latter gives nothing either.

    `not_compared` are the rows whose municipality or locations could not be looked up: no list of locations was read in.
    """

    problems: tuple[Problem, ...]
    not_compared: tuple[int, ...] = ()

    @property
    def still_open(self) -> str:
        """What could not be compared yet, and what helps, in Dutch; empty when everything was compared."""
        return still_open(self.not_compared)


def still_open(rows: Collection[int]) -> str:
    """The same of some of the rows."""
    if not rows:
        return ""
    named = [str(row) for row in sorted(rows)]
    if len(named) > MOST_NAMED:
        named = [*named[: MOST_NAMED - 1], f"nog {len(named) - MOST_NAMED + 1}"]
    return (
        f"In {FILE} konden we regel {listing(named)} nog niet vergelijken. "
        "Er is nog geen lijst met de locaties van die gemeente. We weten dus niet of de gemeente en de codes kloppen. "
        "Lees eerst de locaties in. Daarna vergelijken we ze vanzelf."
    )


def check(people: People, session: Session) -> Checked:
    """Looks up what the lines name in what was read in of the dialogues, at every call anew."""
    years: dict[str, list[int]] = {}
    for town, year in session.dialogues.cycles(OWN):
        years.setdefault(town, []).append(year)
    codes = functools.cache(lambda key: _codes(session, key, years[key]))
    found, open_rows = list(people.problems), []
    for line in people.lines:
        if not line.role.is_local:
            continue
        key = _municipality(line.municipality, years)
        if not years:
            open_rows += [line.row] if line.municipality or line.locations else []
        elif key is None:
            found.append(_unknown_municipality(line.row, line.municipality, years))
        elif known := codes(key):
            found += [_unknown_location(line.row, one, known) for one in line.locations if one not in known]
        elif line.locations:
            open_rows.append(line.row)
    return Checked(tuple(found), tuple(open_rows))


def _codes(session: Session, municipality: str, years: Iterable[int]) -> set[str]:
    """The codes of the locations of every year."""
    cycles = (session.dialogues.kept(OWN, municipality, year).cycle for year in years)
    return {place.location_id for cycle in cycles for place in cycle.locations}


def _municipality(asked: str, places: Collection[str]) -> str | None:
    if not asked and len(places) == 1:
        return next(iter(places))
    return next((key for key in places if spelling(key) == asked), None)


def _unknown_municipality(row: int, asked: str, places: Collection[str]) -> Problem:
    named = ", ".join(sorted(filter(None, places)))
    if not asked:
        what, remedy = "Er zijn meer gemeenten, en hier staat er geen.", f"Kies uit: {named}."
    elif not named:
        what = f"De gemeente “{asked}” kennen we niet. De gegevens hebben geen naam van een gemeente."
        remedy = "Maak de cel leeg."
    else:
        what, remedy = f"Van de gemeente “{asked}” zijn er geen gegevens.", f"Kies uit: {named}."
    return Problem(FILE, row, "municipality", asked, what, remedy)


def _unknown_location(row: int, asked: str, known: set[str]) -> Problem:
    by_spelling = {spelling(code): code for code in sorted(known)}
    near = get_close_matches(spelling(asked), by_spelling, n=1)
    remedy = f"Bedoelt u {by_spelling[near[0]]}?" if near else "Neem de code over uit de lijst met locaties."
    return Problem(FILE, row, "locations", asked, f"De locatie “{asked}” kennen we niet.", remedy)
