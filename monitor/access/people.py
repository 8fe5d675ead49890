"""Who has which role: `<workspace>/access/people.csv`, read again when it changes.

One line is one person in one role; roles add up. A line that cannot be read whole gives nothing: a cell that nobody
understands may have been meant to restrict. The same holds for the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from monitor import clock
from monitor.access import roles, settings
from monitor.access.problems import Columns, Row, kept_while_same, read
from monitor.access.records import NO_RIGHTS, Person, Rights
from monitor.access.rights import of_role, together, with_national
from monitor.access.roles import Role
from monitor.catalogue import spelling, split
from monitor.file_problem import Problem

FOLDER, FILE = "access", "people.csv"
COLUMNS = Columns(
    {
        "email": ("e-mail", "e-mailadres", "mail"), "role": ("rol",), "municipality": ("gemeente",),
        "locations": ("locaties", "locatie"), "until": ("tot", "tot en met", "t/m"), "note": ("opmerking",),
    },
    ("email", "role"),
)  # fmt: skip
ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
INVISIBLE = dict.fromkeys(map(ord, "\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Signs that come along when an address is copied from a mail program, and that nobody sees."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that counts: a person in one role, until a last day (included) or for ever. `municipality` is a key."""

    row: int
    email: str
    role: Role
    municipality: str = ""
    locations: tuple[str, ...] = ()
    until: date | None = None

    def holds_on(self, on: date) -> bool:
        return self.until is None or on <= self.until

    @property
    def rights(self) -> Rights:
        return of_role(self.role, self.municipality, self.locations)


@dataclass(frozen=True)
class People:
    """The lines of the file that can be read, and what is wrong with the others (those give nobody any right)."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Of people, roles and settings together."""
    exists: bool = False
    """Whether there is such a file at all: a workspace that has one is meant for a server."""
    public_national: bool = False
    roles: tuple[str, ...] = ()
    """The codes of all roles, in the order of the catalogue."""

    @cached_property
    def _by_email(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.email, []).append(line)
        return found

    @property
    def visitor(self) -> Person:
        """Who is not signed in, or is in no role."""
        return Person("", with_national(NO_RIGHTS) if self.public_national else NO_RIGHTS)

    def person(self, email: str | None, verified: bool = False, on: date | None = None) -> Person:
        """Who this is, with the rights of today (or of a day). No address, or one that is not verified, is a visitor.

        `email` is the address as the sign-in told it, with nothing done to it (see `address`).
        """
        known = address(email) if email and verified else None
        if known is None:
            return self.visitor
        day = on or clock.today()
        mine = [line for line in self._by_email.get(known, ()) if line.holds_on(day)]
        codes = {line.role.code for line in mine}
        rights = together([self.visitor.rights, *(line.rights for line in mine)])
        return Person(known, rights, tuple(code for code in self.roles if code in codes))


def address(told: str) -> str | None:
    """An e-mail address as it is compared: small letters; None for what is no plain address.

    Only the 26 capitals become small. Unicode has signs that turn into a plain letter on the way (the sign for kelvin is
    one): with those, somebody could sign in under an address that only looks like another's.
    """
    if not told.isascii():
        return None
    plain = told.lower()
    return plain if ADDRESS.fullmatch(plain) else None


def visible(cell: str) -> str:
    """A cell without the signs around and in it that nobody sees."""
    return cell.translate(INVISIBLE).strip()


def load(folder: Path) -> People:
    """The people of a workspace (its folder). The same object as long as the files did not change."""
    return _kept(folder)


def _load(folder: Path) -> People:
    known, chosen = roles.load(folder), settings.load(folder)
    found = read_file(folder / FOLDER / FILE, known)
    problems = (*found.problems, *known.problems, *chosen.problems)
    return People(found.lines, problems, found.exists, chosen.public_national, tuple(known.by_code))


def read_file(path: Path, known: roles.Roles) -> People:
    """The people in one file, in these roles; nothing is kept."""
    sheet = read(path, COLUMNS)
    lines, problems = [], list(sheet.problems)
    for number, row in sheet.rows:
        found = {name: visible(row.get(name, "")) for name in COLUMNS.known}
        wrong = [Problem(FILE, number, *one) for one in _wrong(found, known)]
        problems += wrong
        if not wrong and (role := known.meant(found["role"])):
            lines.append(Line(
                number, found["email"].lower(), role, spelling(found["municipality"]), _listed(found["locations"]),
                _day(found["until"]) if found["until"] else None,
            ))  # fmt: skip
    return People(tuple(lines), tuple(problems), sheet.exists)


_kept = kept_while_same(_load, f"{FOLDER}/{FILE}", f"{FOLDER}/{settings.FILE}", f"catalogue/{roles.FILE}")


# ---------------------------------------------------------------------------------------------------------- what is wrong

Wrong = tuple[str, str, str, str]
"""Column, value, what, remedy."""


def _wrong(row: Row, known: roles.Roles) -> Iterator[Wrong]:
    yield from _wrong_address(row["email"])
    role, until = known.meant(row["role"]), row["until"]
    if role is None:
        listed = ", ".join(known.by_code)
        yield "role", row["role"], f"De rol “{row['role']}” kennen we niet.", f"Kies uit: {listed}."
    else:
        yield from _wrong_for(role, row)
    if until and _day(until) is None:
        yield "until", until, f"“{until}” is geen datum.", "Schrijf jaar-maand-dag, zoals 2027-08-31."


def _wrong_address(told: str) -> Iterator[Wrong]:
    if not told:
        yield "email", "", "Deze cel is leeg.", "Vul het e-mailadres in."
    elif not told.isascii():
        odd = next(sign for sign in told if not sign.isascii())
        what = f"In “{told}” staat een teken dat niet kan: “{odd}”."
        yield "email", told, what, "Typ het adres opnieuw, met gewone letters."
    elif address(told) is None:
        yield "email", told, f"“{told}” is geen e-mailadres.", "Schrijf één adres, zoals naam@gemeente.nl."


def _wrong_for(role: Role, row: Row) -> Iterator[Wrong]:
    """What does not go with a role. A cell that the role has no use for may have been meant to restrict it."""
    locations, municipality = row["locations"], row["municipality"]
    if role.needs_locations and not _listed(locations):
        what = f"Bij de rol {role.label} horen locaties."
        yield "locations", locations, what, "Vul de codes van de locaties in, met een puntkomma ertussen."
    if locations and not role.needs_locations:
        yield "locations", locations, f"De rol {role.label} geldt niet per locatie.", "Maak de cel leeg."
    if municipality and not role.is_local:
        yield "municipality", municipality, f"De rol {role.label} geldt niet per gemeente.", "Maak de cel leeg."
    elif municipality and not spelling(municipality):
        yield "municipality", municipality, f"“{municipality}” is geen gemeente.", "Schrijf de naam van de gemeente."


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(split(cell)))


def _day(text: str) -> date | None:
    """A day as an administrator or a spreadsheet writes it: 2027-08-31 or 31-8-2027, also with slashes or points."""
    found = re.fullmatch(
        r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<d2>\d\d?)[-/.](?P<m2>\d\d?)[-/.](?P<y2>\d{4})", text
    )
    if found is None:
        return None
    year, month, day = (found[name] or found[f"{name}2"] for name in "ymd")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
