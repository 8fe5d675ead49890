"""Whether what the file of people names is there: municipalities and locations that the workspace knows."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from monitor.access.people import FILE, People
from monitor.catalogue import spelling
from monitor.file_problem import Problem
from monitor.records import OWN
from monitor.session import Session


def all_problems(people: People, session: Session) -> tuple[Problem, ...]:
    """What is wrong with the files themselves, and then what they name that nobody knows. The latter gives nothing either.

    As long as nothing of any dialogue was read in, nothing can be looked up.
    """
    years: dict[str, list[int]] = {}
    for town, year in session.dialogues.cycles(OWN):
        years.setdefault(town, []).append(year)
    if not years:
        return people.problems
    codes = functools.cache(lambda key: _codes(session, key, years[key]))
    found = list(people.problems)
    for line in people.lines:
        if not line.role.is_local:
            continue
        key = _municipality(line.municipality, years)
        if key is None:
            found.append(_unknown_municipality(line.row, line.municipality, years))
        elif line.locations and (known := codes(key)):
            found += [_unknown_location(line.row, one, known) for one in line.locations if one not in known]
    return tuple(found)


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
