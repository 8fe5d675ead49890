"""The roles that exist and what each gives: `roles.csv` of the catalogue.

A workspace may bring a file of its own in `catalogue/`, like any other file of the catalogue. A role that cannot be read
does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from monitor import paths
from monitor.access.problems import Columns, Row, kept_while_same, read
from monitor.access.records import LEVELS, OWN_LOCATIONS
from monitor.catalogue import spelling
from monitor.file_problem import Problem

FILE = "roles.csv"
GIVES = ("national", "consultations", "manage", "may_set_up")
NAMES = ("code", "label_nl", "explanation_nl", "dialogues", *GIVES)
COLUMNS = Columns(dict.fromkeys(NAMES, ()), NAMES)
YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Role:
    """One role. `dialogues` is a level of `monitor.access.records`; own locations come from the person's own line."""

    code: str
    label: str
    explanation: str
    national: bool
    consultations: bool
    manage: bool
    dialogues: str
    may_set_up: bool

    @property
    def needs_locations(self) -> bool:
        return self.dialogues == OWN_LOCATIONS

    @property
    def is_local(self) -> bool:
        """Whether it is a role in one municipality."""
        return self.dialogues != LEVELS[0] or self.may_set_up


@dataclass(frozen=True)
class Roles:
    by_code: dict[str, Role]
    """In the order of the file."""
    problems: tuple[Problem, ...] = ()

    def meant(self, word: str) -> Role | None:
        """The role that a word means: its code or its label, whatever the capitals."""
        wanted = spelling(word)
        return next((r for r in self.by_code.values() if wanted in (spelling(r.code), spelling(r.label))), None)


def load(folder: Path | None = None) -> Roles:
    """All roles: those of a workspace when it brings its own, else the shipped ones."""
    own = folder / "catalogue" if folder is not None else None
    return _kept(own if own is not None and (own / FILE).exists() else paths.CATALOGUE)


def _load(folder: Path) -> Roles:
    return read_file(folder / FILE)


def read_file(path: Path) -> Roles:
    """The roles in one file, and what is wrong with it."""
    sheet = read(path, COLUMNS)
    problems, found = list(sheet.problems), dict[str, Role]()
    for number, row in sheet.rows:
        wrong = [*_wrong(number, row, found)]
        problems += wrong
        if not wrong:
            gives = {name: YES_NO[row[name]] for name in GIVES}
            found[row["code"]] = Role(
                row["code"], row["label_nl"], row["explanation_nl"], dialogues=row["dialogues"], **gives
            )
    return Roles(found, tuple(problems))


def _wrong(number: int, row: Row, known: dict[str, Role]) -> list[Problem]:
    wrong = [
        Problem(FILE, number, name, "", "Deze cel is leeg.", "Vul een waarde in.")
        for name in ("code", "label_nl")
        if not row[name]
    ]
    if row["code"] in known:
        wrong.append(Problem(FILE, number, "code", row["code"], "Deze code staat er al.", "Kies een andere code."))
    allowed = {"dialogues": LEVELS, **dict.fromkeys(GIVES, tuple(YES_NO))}
    for name, words in allowed.items():
        if row[name] not in words:
            what = f"“{row[name]}” kennen we niet."
            wrong.append(Problem(FILE, number, name, row[name], what, f"Kies uit: {', '.join(words)}."))
    return wrong


_kept = kept_while_same(_load, FILE)
