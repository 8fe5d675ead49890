"""From a file to the table of a form: the sheet with the answers, its header row, the tool, and rows of raw text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from monitor.dialogues.intake.forms.headings import Heading, normalised, read_headings
from monitor.dialogues.intake.forms.tools import ROLES, SURVEYMONKEY, FormColumns
from monitor.ingest.messages import Place, listed
from monitor.ingest.readers import Rows, Sheet, read_sheets
from monitor.ingest.report import MOST_PROBLEMS, Problem, Refused

HEADER_ROWS = 20
LEAST_KNOWN = 2
MOST_ROWS = 250_000
ANSWER_WORDS = ("response", "open-ended response", "antwoord", "reactie", "open antwoord", "antwoord zonder opties")
"""What a second header row says under a question without options of its own."""


@dataclass
class FormTable:
    """One form. `rows` are (number in the file, cells), each as wide as the header; empty ones are left out."""

    file: str
    sheet: str
    tool: str | None
    header_row: int
    headings: list[Heading]
    rows: list[tuple[int, list[str]]]
    n_rows: int = 0
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def place(self, row: int | None, heading: str = "", more: int = 0) -> Place:
        return Place(self.file, self.sheet, row, heading, more)


@dataclass(frozen=True)
class _Found:
    """A sheet with its first rows, and where its header seems to be."""

    sheet: Sheet
    first: Rows
    tool: str | None
    row: int
    known: int


def load(
    path: Path, columns: FormColumns, is_question: Callable[[str], bool], tell: Callable[[float], None]
) -> FormTable:
    """The one form of a file. Raises Refused when the file cannot be read, or when no sheet or several hold a form."""

    def known(row: Sequence[str]) -> int:
        return columns.known(row) + sum(is_question(cell) for cell in row)

    sheets, notes = read_sheets(path, known)
    opened = [(sheet, next(sheet.batches, [])) for sheet in sheets]
    filled = [(sheet, first) for sheet, first in opened if any("".join(row).strip() for row in first)]
    if not filled:
        raise Refused(Place(path.name, "", None).problem(
            "empty_file", "Dit bestand is leeg.", "een tabel met een kopregel", "Kies een ander bestand."
        ))  # fmt: skip
    found = _choose(path, [_look(sheet, first, columns, known) for sheet, first in filled])
    _refuse_bad_cells(path, found)
    table = _read(path, found, columns, tell)
    others = [sheet.name for sheet, _ in filled if sheet is not found.sheet]
    table.notes = [*notes, *(f"Werkblad '{name}' lezen we niet: daar staan geen antwoorden." for name in others)]
    if not table.n_rows:
        raise Refused(table.place(None).problem(
            "no_rows", "Onder de kopregel staat niets.", "regels met antwoorden", "Kijk of de export alle antwoorden heeft."
        ))  # fmt: skip
    return table


def _look(sheet: Sheet, first: Rows, columns: FormColumns, known: Callable[[Sequence[str]], int]) -> _Found:
    for number, row in enumerate(first[:HEADER_ROWS], start=1):
        if tool := columns.tool_of(row):
            return _Found(sheet, first, tool, number, len(row))
    best = max(range(min(HEADER_ROWS, len(first))), key=lambda i: (known(first[i]), _width(first[i]), -i))
    return _Found(sheet, first, None, best + 1, known(first[best]))


def _choose(path: Path, found: Sequence[_Found]) -> _Found:
    exports = [one for one in found if one.tool]
    if not exports:
        exports = [one for one in found if one.known >= LEAST_KNOWN] or list(found[:1])
    if len(exports) > 1:
        names = listed([one.sheet.name for one in exports])
        raise Refused(Place(path.name, "", None).problem(
            "ambiguous", f"Meer dan één werkblad heeft antwoorden: {names}.", "één werkblad met antwoorden",
            "Bewaar elk werkblad als een eigen bestand.",
        ))  # fmt: skip
    chosen = exports[0]
    if _width(chosen.first[chosen.row - 1]) < LEAST_KNOWN:
        raise Refused(Place(path.name, chosen.sheet.name, None).problem(
            "no_header", "We vinden geen regel met vragen.", "een kopregel met de vragen van het formulier",
            "Gebruik de export van uw formulierprogramma, of ons sjabloon.",
        ))  # fmt: skip
    return chosen


def _width(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _refuse_bad_cells(path: Path, found: _Found) -> None:
    problems = [
        Place(path.name, found.sheet.name, row).problem(
            "cell_error", f"in cel {cell} staat een fout of een formule zonder uitkomst.", "een waarde",
            "Herstel de cel, of open het bestand in Excel en bewaar het opnieuw.",
        )
        for row, cell in found.sheet.bad_cells if row > found.row
    ]  # fmt: skip
    if problems:
        raise Refused(*problems[:MOST_PROBLEMS])


def _read(path: Path, found: _Found, columns: FormColumns, tell: Callable[[float], None]) -> FormTable:
    header = list(found.first[found.row - 1])
    second = found.first[found.row] if len(found.first) > found.row else []
    parts: list[str] = []
    skip = found.row
    if found.tool == SURVEYMONKEY and _is_second_header(header, second, columns):
        header, parts = _filled_to_the_right(header, second)
        skip += 1
    table = FormTable(path.name, found.sheet.name, found.tool, found.row, [], [])
    widest: set[int] = set()
    number = 0
    for batch in chain([found.first], found.sheet.batches):
        for row in batch:
            number += 1
            if number <= skip or not "".join(row).strip():
                continue
            table.rows.append((number, row))
            if len(row) > len(header):
                widest.update(index for index in range(len(header), len(row)) if row[index].strip())
        if len(table.rows) > MOST_ROWS:
            raise Refused(table.place(None).problem(
                "too_large", f"Dit bestand heeft meer dan {MOST_ROWS} regels.", "één regel per vragenlijst",
                "Is dit de goede export? Splits het bestand.",
            ))  # fmt: skip
        tell(found.sheet.where())
    table.n_rows = len(table.rows)
    width = max((i + 1 for i, cell in enumerate(header) if cell.strip()), default=0)
    if found.sheet.name or not widest:  # in a workbook a column without heading is just that
        width = max(width, max(widest, default=-1) + 1)
    else:
        _note_too_wide(table, width)
    with_content = {
        i
        for _, row in table.rows
        for i, cell in enumerate(row[:width])
        if i >= len(header) or not header[i].strip()
        if cell.strip()
    }
    table.headings = read_headings(header, parts, with_content)
    table.rows = [(number, (row + [""] * (width - len(row)))[:width]) for number, row in table.rows]
    return table


def _note_too_wide(table: FormTable, width: int) -> None:
    """In a CSV a row that is too wide has a sign between cells too many: its answers have moved to other questions."""
    for number, row in table.rows:
        extra = next((cell.strip() for cell in row[width:] if cell.strip()), "")
        if extra:
            table.problems.append(table.place(number).problem(
                "too_many_cells", f"deze regel heeft meer cellen dan de kopregel ({width}). '{extra[:60]}' staat erbuiten.",
                f"{width} cellen", "Bewaar de export als .xlsx en lees die in.", extra[:60],
            ))  # fmt: skip


def _is_second_header(header: Sequence[str], second: Sequence[str], columns: FormColumns) -> bool:
    """Whether the row under the header has no respondent: then it names the options, or is empty."""
    own = [
        i for i, cell in enumerate(header) if columns.role(SURVEYMONKEY, normalised(cell)) in ROLES and i < len(second)
    ]
    return all(not second[i].strip() for i in own)


def _filled_to_the_right(header: Sequence[str], second: Sequence[str]) -> tuple[list[str], list[str]]:
    """The question above each column, and what the second row adds to it."""
    width = max(len(header), len(second))
    questions: list[str] = []
    for index in range(width):
        cell = header[index].strip() if index < len(header) else ""
        questions.append(cell or (questions[-1] if questions else ""))
    parts = [second[i].strip() if i < len(second) else "" for i in range(width)]
    return questions, ["" if normalised(part) in ANSWER_WORDS else part for part in parts]
