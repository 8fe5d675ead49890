"""Questions of members out of an XLSX or CSV file, and the template for one.

One row is one question; only its text is needed. Columns that we do not know are not used: a form program adds a name and
an e-mail address of its own. The whole file is right or nothing of it should be kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from monitor.catalogue import Catalogue, spelling
from monitor.consultation.contacts import without_contacts
from monitor.consultation.questions import kind_of
from monitor.consultation.records import MERGED, NEW, STATUSES, SUGGESTION, Question
from monitor.consultation.records import QUESTION as ASKED
from monitor.consultation.store import LONGEST_TEXT
from monitor.consultation.words import KIND_LABELS, STATUS_LABELS
from monitor.dialogues.intake.cells import day_of
from monitor.ingest.columns import QUESTIONS, tables
from monitor.ingest.headers import HEADER_ROWS, Headers, Layout
from monitor.ingest.messages import Place, listed, number_problem
from monitor.ingest.readers import Sheet, read_sheets
from monitor.ingest.report import MOST_PROBLEMS, Problem, Refused, not_read, why
from monitor.ingest.words import CARE_TYPE, GROUP_TOO, MEASURE, Words, in_sentence
from monitor.wording.numbers import nl

MOST_QUESTIONS = 2000
LARGEST = 20 * 1024**2  # bytes; 2000 long questions take some 10 MB
MOST_MEMBERS = 100_000
TEXT = "text"
KINDS = {
    **{spelling(label): code for code, label in KIND_LABELS.items()},
    **dict.fromkeys(("vragen", "question"), ASKED),
    **dict.fromkeys(("suggesties", "tip", "idee", "opmerking", "voorstel", "wens", "suggestion"), SUGGESTION),
}
STATES = {
    **{spelling(label): code for code, label in STATUS_LABELS.items()},
    **{spelling(code): code for code in STATUSES},
    "open": NEW,
}
Found = tuple[tuple[Question, ...], tuple[Problem, ...]]


def read(path: Path, catalogue: Catalogue) -> Found:
    """The questions of a file, without ids, and what is wrong with it; with any problem nothing should be kept.

    E-mail addresses and phone numbers are taken out of the texts. Problems name row, column, value and remedy.
    """
    words = Words(catalogue)
    headers = Headers({QUESTIONS: tables(catalogue)[QUESTIONS]}, words, {})
    try:
        found = _read(path, catalogue, words, headers)
    except Refused as refused:
        return (), refused.problems
    except OSError as problem:
        return (), not_read(path.name, why(problem), "Probeer het opnieuw.", dry_run=True).problems
    return ((), found.problems) if found.problems else (tuple(found.questions), ())


def template_xlsx(catalogue: Catalogue) -> bytes:
    """A workbook to fill in: columns, an example row, and an explanation."""
    from monitor.ingest import templates

    return templates.template_xlsx(QUESTIONS, catalogue)


def template_csv(catalogue: Catalogue) -> bytes:
    from monitor.ingest import templates

    return templates.template_csv(QUESTIONS, catalogue)


# -------------------------------------------------------------------------------------------------------------- reading


@dataclass
class _Gathered:
    """Questions and problems, as they are read; `n_rows` counts rows with something in them."""

    questions: list[Question] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    n_rows: int = 0


def _read(path: Path, catalogue: Catalogue, words: Words, headers: Headers) -> _Gathered:
    from monitor.ingest.templates import example_test

    found = _Gathered()
    if path.stat().st_size > LARGEST:
        raise Refused(Place(path.name, "", None).problem(
            "too_large", f"Dit bestand is groter dan {LARGEST // 1024**2} MB.", "een kleiner bestand", "Splits het bestand.",
        ))  # fmt: skip
    is_example = example_test(QUESTIONS, catalogue)
    has_header = has_example = False
    sheets, _ = read_sheets(path, headers.likeness)
    for sheet in sheets:
        first = next(sheet.batches, [])
        layout = _header(first, headers)
        if layout is None:
            continue
        has_header = True
        problems = [*_of_layout(path, sheet, layout)]
        for row, cells in _rows(sheet, first, layout):
            if is_example(cells):
                has_example = True
                continue
            found.n_rows += 1
            if found.n_rows > MOST_QUESTIONS:
                what = f"Dit bestand heeft meer dan {nl(MOST_QUESTIONS, 0)} vragen."
                raise Refused(Place(path.name, sheet.name, None).problem(
                    "too_large", what, "een kleiner bestand", "Splits het bestand.",
                ))  # fmt: skip
            reader = _Row(path.name, sheet.name, row, cells, layout, words)
            found.questions.append(reader.question())
            problems += reader.problems
        found.problems = (*found.problems, *problems)[:MOST_PROBLEMS]
    if not found.n_rows and not found.problems:
        raise Refused(_nothing(path, has_header, has_example))
    return found


def _header(first: list[list[str]], headers: Headers) -> Layout | None:
    """The first row that names the column with the question, and most other columns."""
    layouts = [headers.layout(QUESTIONS, row, number) for number, row in enumerate(first[:HEADER_ROWS], start=1)]
    return max((one for one in layouts if one.is_complete), key=lambda one: len(one.fields), default=None)


def _rows(sheet: Sheet, first: list[list[str]], layout: Layout) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Row numbers with their cells by column; empty rows are passed over."""
    row = 0
    for cells in chain.from_iterable(chain([first], sheet.batches)):
        row += 1
        if row <= layout.row:
            continue
        named = {one.column: cells[one.index].strip() for one in layout.fields if one.index < len(cells)}
        if any(named.values()):
            yield row, named


def _of_layout(path: Path, sheet: Sheet, layout: Layout) -> Iterator[Problem]:
    for header in dict.fromkeys(layout.twice):
        yield Place(path.name, sheet.name, layout.row, header).problem(
            "column_twice", "deze kolom staat er twee keer.", "elke kolom één keer", "Haal één van de twee weg."
        )
    for row, cell in sheet.bad_cells:
        if row > layout.row:
            yield Place(path.name, sheet.name, row).problem(
                "cell_error", f"in cel {cell} staat een fout of een formule zonder uitkomst.", "een waarde",
                "Herstel de cel, of open het bestand in Excel en bewaar het opnieuw.",
            )  # fmt: skip


def _nothing(path: Path, has_header: bool, has_example: bool) -> Problem:
    place = Place(path.name, "", None)
    if not has_header:
        return place.problem(
            "no_header", "We vinden geen kolom met de kop vraag.", "een kopregel met vraag",
            "Zet de kop vraag boven de kolom met de vragen. Of gebruik ons sjabloon.",
        )  # fmt: skip
    what = "Dit is het sjabloon met alleen het voorbeeld." if has_example else "Onder de kopregel staat geen vraag."
    return place.problem("no_rows", what, "één vraag per regel", "Vul de vragen in en probeer het opnieuw.")


class _Row:
    """One row as a question, with what is wrong in its cells."""

    def __init__(self, file: str, sheet: str, row: int, cells: Mapping[str, str], layout: Layout, words: Words) -> None:
        self._where = (file, sheet, row)
        self._cells, self._layout, self._words = cells, layout, words
        self.problems: list[Problem] = []

    def question(self) -> Question:
        text = self._text(TEXT)
        if not text:
            self._wrong(TEXT, "empty", "deze cel is leeg.", "een vraag", "Vul de vraag in of haal de regel weg.")
        kind = self._word("kind", KINDS, KIND_LABELS)
        return Question(
            "", text, kind or kind_of(text), self._code("care_type", CARE_TYPE), self._code("measure", MEASURE),
            self._text("organisation"), self._cell("received_on", day_of, "not_date"), self._status(),
            self._text("answer"), members=self._cell("members", _members, "not_count") or 1,
        )  # fmt: skip

    def _text(self, column: str) -> str:
        text = "\n".join(" ".join(line.split()) for line in self._cells.get(column, "").splitlines())
        if len(text) > LONGEST_TEXT:
            what = f"deze tekst heeft {nl(len(text), 0)} tekens."
            self._wrong(column, "too_long", what, f"hoogstens {nl(LONGEST_TEXT, 0)} tekens", "Kort de tekst in.")
        return without_contacts(text.strip())

    def _word(self, column: str, known: Mapping[str, str], labels: Mapping[str, str]) -> str:
        text = self._cells.get(column, "")
        code = known.get(spelling(text), "")
        if text and not code:
            self._unknown(column, text, list(labels.values()))
        return code

    def _status(self) -> str:
        status = self._word("status", STATES, {code: label for code, label in STATUS_LABELS.items() if code != MERGED})
        if status == MERGED:
            remedy = "Schrijf Nieuw. Voeg de vragen na het inlezen samen."
            what = "samenvoegen kan niet in een bestand."
            self._wrong("status", "merged", what, "een andere status", remedy)
        return status or NEW

    def _code(self, column: str, kind: str) -> str:
        """The code of a care type or measure; a group of care types stands for no single one."""
        text = self._cells.get(column, "")
        code = self._words.code(GROUP_TOO if kind == CARE_TYPE else kind, text) if text else ""
        if text and not code:
            if re.search(r"[;,/]| en ", text) and len(text.split()) > 1:
                what = f"hier staat meer dan één naam: '{text}'."
                self._wrong(column, "several", what, "één naam, of niets", "Kies er één of laat de cel leeg.", text)
            else:
                self._unknown(column, text, list(self._words.codes(kind).values()), self._words.closest(kind, text))
        return code if code and code in self._words.codes(kind) else ""

    def _cell(self, column: str, read_cell: Callable[[str], Any], code: str) -> Any:
        text = self._cells.get(column, "")
        value = read_cell(text) if text else None
        if text and value is None:
            what, expected, remedy = number_problem(code, {"value": text, "low": None, "high": None})
            self._wrong(column, code, what, expected, remedy, text)
        return value

    def _unknown(self, column: str, text: str, words: list[str], closest: str = "") -> None:
        remedy = f"Bedoelt u {in_sentence(closest)}? Of laat de cel leeg." if closest else (
            f"Kies uit: {listed(words)}. Of laat de cel leeg."
        )  # fmt: skip
        self._wrong(column, "unknown_word", f"'{text}' kennen we niet.", listed(words), remedy, text)

    def _wrong(self, column: str, code: str, what: str, expected: str, remedy: str, value: str = "") -> None:
        place = Place(*self._where, self._layout.header_of(column))
        self.problems.append(place.problem(code, what, expected, remedy, value))


def _members(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,7})(?:[.,]0+)?", text)
    return int(found[1]) if found and 1 <= int(found[1]) <= MOST_MEMBERS else None
