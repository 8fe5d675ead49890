"""Changing the file of people: whole, one at a time, and with a line in the audit trail. What else stands in it stays."""

from __future__ import annotations

import csv
import fcntl
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from monitor.access import audit, people, roles
from monitor.access.people import COLUMNS, FILE, FOLDER, People
from monitor.session import Session
from monitor.store import place as places

HEADER = ("email", "role", "municipality", "locations", "until")
DAMAGED = "In access/people.csv kan niets worden veranderd. Herstel eerst het bestand: python -m monitor access check"


class NotChanged(ValueError):
    """Why nothing was changed, in Dutch."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line as it is to stand in the file."""

    email: str
    role: str
    municipality: str = ""
    locations: str = ""
    until: str = ""


def add(session: Session, wanted: Wanted) -> None:
    """Add a person in a role. Raises NotChanged with what is wrong with the line, OSError when it cannot be kept."""
    folder = session.workspace.folder
    with _alone(folder):
        table, delimiter = _read(folder / FOLDER / FILE)
        table = table or [list(HEADER)]
        names = [COLUMNS.meant(heading) for heading in table[0]]
        cells = {name: getattr(wanted, name) for name in HEADER}
        if lost := [name for name, cell in cells.items() if cell and name not in names]:
            raise NotChanged(f"In access/people.csv ontbreekt de kolom {lost[0]}. Voeg die eerst toe.")
        table.append([cells.get(name or "", "") for name in names])
        content = _written(table, delimiter)
        after = _as_read(folder, content)
        if not any(line.row == len(table) for line in after.lines):
            about_it = [problem for problem in after.problems if problem.row in (0, 1, len(table))]
            raise NotChanged(" ".join(map(str, about_it[:1])) or DAMAGED)
        _keep(session, content, f"erbij: {wanted.email} {wanted.role}")


def remove(session: Session, email: str, role: str | None = None) -> int:
    """Take the lines of a person away, or those of one role. Returns how many that were. Raises NotChanged for none.

    A line with a mistake goes too: it would count as soon as somebody mends it.
    """
    folder = session.workspace.folder
    with _alone(folder):
        table, delimiter = _read(folder / FOLDER / FILE)
        address = people.address(email.strip())
        names, known = [COLUMNS.meant(heading) for heading in table[0]] if table else [], roles.load(folder)
        gone = set()
        for number, cells in enumerate(table[1:], start=2):
            line = {name: people.visible(cell) for name, cell in zip(names, cells, strict=False) if name}
            found = known.meant(line.get("role", ""))
            is_in_role = role is None or role in (line.get("role"), found.code if found else None)
            if address and people.address(line.get("email", "")) == address and is_in_role:
                gone.add(number)
        if not gone:
            in_role = f" met de rol {role}" if role else ""
            raise NotChanged(f"{email} staat niet in access/people.csv{in_role}.")
        left = [cells for number, cells in enumerate(table, start=1) if number not in gone]
        _keep(session, _written(left, delimiter), f"eraf: {address} {role or 'alle rollen'}")
        return len(gone)


def _keep(session: Session, content: bytes, about: str) -> None:
    """The trail comes first: no change goes untold."""
    audit.record(session.dialogues.journal, audit.PEOPLE, about)
    places.of(session.workspace.folder).keep(f"{FOLDER}/{FILE}", content)


def _as_read(folder: Path, content: bytes) -> People:
    """The people that a file with this content holds."""
    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside) / FILE
        path.write_bytes(content)
        return people.read_file(path, roles.load(folder))


def _read(path: Path) -> tuple[list[list[str]], str]:
    """All lines as they stand, and what stands between cells."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return [], ","
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), delimiter
    except csv.Error:
        raise NotChanged(DAMAGED) from None


def _written(table: list[list[str]], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(table)
    return text.getvalue().encode("utf-8-sig")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One change at a time on this machine."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / FOLDER / "people.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
