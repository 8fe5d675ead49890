"""What is wrong with the files of a catalogue, said so that the one who wrote them can mend them.

Two kinds of check: each cell by itself (the table in `monitor.catalogue_rules`), and what must hold between rows and
between files (the functions here). Nothing is repaired and nothing is guessed: every problem names file, row, column,
value and remedy, in Dutch.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from monitor import paths
from monitor.catalogue import BASELINE, CURRENT, DIP, STRUCTURE_FILES, period_spelling, read_file, spelling, split
from monitor.catalogue_instruments_check import INSTRUMENTS, OBSERVERS, instrument_problems
from monitor.catalogue_rules import FILES, FILLED, OPTIONAL, Complaint, decimal_number
from monitor.catalogue_texts_check import text_problems
from monitor.file_problem import Problem

SETTINGS, PERIODS, CARE_TYPES, MEASURES = STRUCTURE_FILES
OWN_MARGIN = "own_margin"
ROLES = "roles.csv"
TEXTS = "texts"  # any other file of the catalogue: words, not structure
TEMPLATES = ("verdicts.csv", "flags.csv")  # of those, the ones with slots in their sentences


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read: its name for messages, its columns, and its rows with their number."""

    file: str
    columns: list[str]
    rows: list[tuple[int, dict[str, str]]]

    def problem(self, row: int, column: str, value: str, complaint: Complaint) -> Problem:
        return _problem(self.file, row, column, value, complaint)


def _problem(file: str, row: int, column: str, value: str, complaint: Complaint) -> Problem:
    what, expected, remedy = complaint
    return Problem(file, row, column, value, what, remedy, expected)


def _cells(name: str, sheet: Sheet) -> Iterator[Problem]:
    rules = FILES[name]
    known = {column for column, _, _ in rules}
    for column in {column for column, times in Counter(sheet.columns).items() if times > 1}:
        yield sheet.problem(1, column, column, ("Deze kolom staat er twee keer.", "één keer", "Haal er een weg."))
    for column, need, _ in rules:
        if need != OPTIONAL and column not in sheet.columns:
            yield sheet.problem(1, column, "", ("Deze kolom ontbreekt.", column, f"Voeg de kolom {column} toe."))
    for column in sheet.columns:
        if column not in known:
            what = f"De kolom '{column}' kennen we niet."
            yield sheet.problem(1, "", column, (what, ", ".join(sorted(known)), "Haal de kolom weg."))
    if not sheet.rows:
        yield sheet.problem(0, "", "", ("Er staan geen regels in.", "minstens één regel", "Voeg een regel toe."))
    for number, row in sheet.rows:
        if "" in row:
            remedy = "Zet tekst met een komma of puntkomma tussen aanhalingstekens."
            yield sheet.problem(
                number, "", row[""], (f"'{row['']}' staat buiten de kolommen.", "een cel per kolom", remedy)
            )
        for column, need, check in rules:
            value = row.get(column, "")
            if not value and need == FILLED and column in sheet.columns:
                yield sheet.problem(number, column, "", ("Deze cel is leeg.", "een waarde", "Vul een waarde in."))
            elif value and check and (complaint := check(value)):
                yield sheet.problem(number, column, value, complaint)


# --------------------------------------------------------------------------------------- between rows and between files


def _unique(sheet: Sheet, column: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, row in sheet.rows:
        value = row.get(column, "")
        if value and first.setdefault(value, number) != number:
            what = f"'{value}' staat ook al op regel {first[value]}."
            yield sheet.problem(number, column, value, (what, "een andere waarde per regel", "Kies een andere waarde."))


def _aliases(sheet: Sheet, spell: Callable[[str], str]) -> Iterator[Problem]:
    """One written word may mean one thing only, however it is spelled."""
    meaning: dict[str, str] = {}
    for number, row in sheet.rows:
        if row.get("members"):  # a group: data never carry it, so its words are not looked up
            continue
        own = [(column, row.get(column, "")) for column in ("code", "slug", "label_nl")]
        for column, word in (*own, *(("aliases", alias) for alias in split(row.get("aliases", "")))):
            code, spelled = row.get("code", ""), spell(word)
            if spelled and meaning.setdefault(spelled, code) != code:
                what = f"'{word}' betekent ook al {meaning[spelled]}."
                yield sheet.problem(
                    number, column, word, (what, "één betekenis per woord", "Haal een van de twee weg.")
                )


def _periods(sheet: Sheet) -> Iterator[Problem]:
    by_role = {role: [(n, r) for n, r in sheet.rows if r.get("role") == role] for role in (BASELINE, DIP, CURRENT)}
    for role, found in by_role.items():
        if len(found) > 1:
            what = f"'{role}' staat bij meer dan één periode."
            yield sheet.problem(found[1][0], "role", role, (what, "één periode", f"Laat {role} bij één periode staan."))
        if not found and role != DIP:
            remedy = f"Zet {role} bij precies één periode."
            yield sheet.problem(0, "role", "", (f"Geen periode heeft de rol {role}.", "precies één periode", remedy))
    in_role_order = [entry for found in by_role.values() for entry in found]
    for entries in (sheet.rows, in_role_order):
        numbers = [(n, r.get("midpoint", ""), decimal_number(r.get("midpoint", ""))) for n, r in entries]
        for (_, before, low), (number, text, high) in pairwise(numbers):
            if low is not None and high is not None and high <= low:
                remedy = "Zet de periodes in volgorde van tijd."
                yield sheet.problem(
                    number, "midpoint", text, (f"{text} komt niet na {before}.", "oplopende jaren", remedy)
                )


def _parents(sheet: Sheet) -> Iterator[Problem]:
    rows = {row.get("code", ""): (number, row) for number, row in sheet.rows}
    parent = {code: row.get("parent", "") for code, (_, row) in rows.items()}
    groups = {code for code, (_, row) in rows.items() if row.get("members")}
    for code, (number, row) in rows.items():
        for column in ("parent", "members"):
            for other in split(row.get(column, "")):
                if other not in rows or other in groups:
                    remedy = "Kies een code uit de kolom code (geen groep)."
                    yield sheet.problem(
                        number, column, other, (f"'{other}' staat niet in dit bestand.", "een code", remedy)
                    )
        seen, above = {code}, parent[code]
        while above and above not in seen:
            seen.add(above)
            above = parent.get(above, "")
        if above == code:
            what = f"'{code}' hoort zo bij zichzelf."
            yield sheet.problem(number, "parent", parent[code], (what, "geen kring", "Haal een van de parents weg."))
    if rows and len(groups) == len(rows):
        yield sheet.problem(
            0, "members", "", ("Er zijn alleen groepen.", "minstens één gewone regel", "Voeg er een toe.")
        )


def _scales(sheet: Sheet) -> Iterator[Problem]:
    for number, row in sheet.rows:
        low, high, delta = (decimal_number(row.get(column, "")) for column in ("scale_min", "scale_max", "delta"))
        if low is None or high is None:
            continue
        if low >= high:
            complaint = (
                f"{row['scale_max']} is niet hoger dan scale_min.",
                "scale_min < scale_max",
                "Pas de schaal aan.",
            )
            yield sheet.problem(number, "scale_max", row["scale_max"], complaint)
        elif delta is not None and delta >= high - low:
            complaint = (
                f"{row['delta']} is zo groot als de schaal.",
                "kleiner dan de schaal",
                "Kies een kleiner getal.",
            )
            yield sheet.problem(number, "delta", row["delta"], complaint)


def _settings(sheet: Sheet) -> Iterator[Problem]:
    if not _monitor_id(sheet):
        remedy = "Voeg een regel toe met key monitor_id."
        yield sheet.problem(0, "key", "", ("De instelling monitor_id ontbreekt of is leeg.", "monitor_id", remedy))
    for number, row in sheet.rows:
        value = row.get("value", "")
        if row.get("key") == OWN_MARGIN and value and (decimal_number(value) or 0) <= 0:
            complaint = (f"'{value}' is geen getal boven 0.", "bijvoorbeeld 0.5", "Schrijf een getal, met een punt.")
            yield sheet.problem(number, "value", value, complaint)


def _monitor_id(sheet: Sheet) -> str:
    return next((row.get("value", "") for _, row in sheet.rows if row.get("key") == "monitor_id"), "")


def _codes_in_two_files(sheets: dict[str, Sheet]) -> Iterator[Problem]:
    """Labels are looked up by code alone, so a code may stand in one file only."""
    found: dict[str, str] = {}
    for name in (PERIODS, CARE_TYPES, MEASURES):
        for number, row in sheets[name].rows:
            code = row.get("code", "")
            if code and found.setdefault(code, name) != name:
                complaint = (f"'{code}' staat ook in {found[code]}.", "een eigen code", "Kies een andere code.")
                yield sheets[name].problem(number, "code", code, complaint)


def _another_monitor(sheets: dict[str, Sheet], shipped: dict[str, Sheet]) -> Iterator[Problem]:
    """Without the shipped codes this is another monitor; under the shipped name it would show that one's statements."""
    if _monitor_id(sheets[SETTINGS]) != _monitor_id(shipped[SETTINGS]):
        return
    for name in (PERIODS, CARE_TYPES, MEASURES):
        here = {row.get("code") for _, row in sheets[name].rows}
        gone = [row["code"] for _, row in shipped[name].rows if row["code"] not in here]
        if gone:
            monitor_id = _monitor_id(shipped[SETTINGS])
            what = f"Deze codes van monitor '{monitor_id}' ontbreken: {', '.join(gone)}."
            remedy = "Zet ze terug. Of geef ook een settings.csv met een eigen monitor_id."
            yield sheets[name].problem(0, "code", "", (what, "alle codes, of een eigen monitor_id", remedy))


ACROSS_ROWS: dict[str, tuple[Callable[[Sheet], Iterator[Problem]], ...]] = {
    SETTINGS: (lambda s: _unique(s, "key"), _settings),
    PERIODS: (
        lambda s: _unique(s, "code"), lambda s: _unique(s, "slug"), lambda s: _aliases(s, period_spelling), _periods,
    ),
    CARE_TYPES: (lambda s: _unique(s, "code"), lambda s: _unique(s, "slug"), lambda s: _aliases(s, spelling), _parents),
    MEASURES: (
        lambda s: _unique(s, "code"), lambda s: _unique(s, "slug"), lambda s: _aliases(s, spelling), _parents, _scales,
    ),
}  # fmt: skip


# ----------------------------------------------------------------------------------------------------------- the checks


def check_folders(folders: Sequence[Path]) -> list[Problem]:
    """All problems of the catalogue that these folders give; of each file the first folder that has it counts."""
    found: dict[str, Path] = {}
    for folder in folders:
        for name in STRUCTURE_FILES:
            if (folder / name).is_file():
                found.setdefault(name, folder / name)
    names = (*TEMPLATES, INSTRUMENTS, OBSERVERS)
    own = [folder / name for folder in folders for name in names if folder != paths.CATALOGUE]
    return [problem for path in own if path.is_file() for problem in _texts(path, found)] + _check(found)


def check_files(files: Sequence[Path]) -> list[Problem]:
    """All problems of these files, recognised by name or else by columns; the rest is the shipped catalogue."""
    problems: list[Problem] = []
    found: dict[str, Path] = {}
    words: list[Path] = []
    for path in files:
        name = _recognise(path)
        if not path.is_file():
            problems.append(
                _problem(path.name, 0, "", str(path), ("Dit bestand is er niet.", "een bestand", "Kijk de naam na."))
            )
        elif name == TEXTS:
            words.append(path)
        elif not name:
            listed = ", ".join(STRUCTURE_FILES)
            complaint = ("Dit bestand herkennen we niet.", listed, f"Geef het een van deze namen: {listed}.")
            problems.append(_problem(path.name, 0, "", "", complaint))
        elif name in found:
            complaint = (f"Er zijn twee bestanden voor {name}.", "één bestand", "Geef er een.")
            problems.append(_problem(path.name, 0, "", "", complaint))
        else:
            found[name] = path
    return problems + [problem for path in words for problem in _texts(path, found)] + _check(found)


def _texts(path: Path, structure: dict[str, Path]) -> list[Problem]:
    """The problems of a file that is not about the structure; `structure` are the files that go with it."""
    name = path.name.lower()
    if name in TEMPLATES:
        from monitor.wording.texts import SLOTS  # wording reads the catalogue

        found = text_problems(path, SLOTS)
    elif name == ROLES:
        from monitor.access.roles import read_file as roles_in  # rights read the catalogue

        found = ((x.row, x.column, x.value, (x.what, "", x.remedy)) for x in roles_in(path).problems)
    elif name in (INSTRUMENTS, OBSERVERS):
        measures = _read(structure.get(MEASURES, paths.CATALOGUE / MEASURES))
        codes = {row.get("code", "") for _, row in measures.rows} if isinstance(measures, Sheet) else set()
        found = instrument_problems(path, codes)
    else:
        return []
    return [_problem(path.name, row, column, value, complaint) for row, column, value, complaint in found]


def _recognise(path: Path) -> str:
    """The catalogue file that this is, by its name or by its columns; an empty text when it is none."""
    if path.name.lower() in STRUCTURE_FILES:
        return path.name.lower()
    if (paths.CATALOGUE / path.name.lower()).exists():
        return TEXTS
    sheet = _read(path) if path.is_file() else None
    columns = set(sheet.columns) if isinstance(sheet, Sheet) else set()
    marks = {MEASURES: {"code", "polarity"}, PERIODS: {"code", "midpoint"}, CARE_TYPES: {"code", "sentence_nl"}}
    return next((name for name, mark in (*marks.items(), (SETTINGS, {"key", "value"})) if mark <= columns), "")


def _read(path: Path) -> Sheet | Problem:
    try:
        return Sheet(path.name, *read_file(path))
    except csv.Error:
        complaint = ("Dit bestand kunnen we niet lezen.", "een CSV-bestand", "Bewaar het als CSV (UTF-8).")
        return _problem(path.name, 0, "", "", complaint)


def _check(found: dict[str, Path]) -> list[Problem]:
    read = {name: _read(found.get(name, paths.CATALOGUE / name)) for name in STRUCTURE_FILES}
    unreadable = [problem for problem in read.values() if isinstance(problem, Problem)]
    if unreadable:
        return unreadable
    sheets = {name: sheet for name, sheet in read.items() if isinstance(sheet, Sheet)}
    shipped = {name: Sheet(name, *read_file(paths.CATALOGUE / name)) for name in STRUCTURE_FILES}
    problems = [p for name, sheet in sheets.items() for p in _cells(name, sheet)]
    problems += [p for name, sheet in sheets.items() for check in ACROSS_ROWS[name] for p in check(sheet)]
    problems += [*_codes_in_two_files(sheets), *_another_monitor(sheets, shipped)]
    return list(dict.fromkeys(problems))
