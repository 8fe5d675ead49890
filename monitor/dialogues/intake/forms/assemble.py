"""Questionnaires to dialogues: which form, which year, which locations; everything unknown becomes a question."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.catalogue import spelling
from monitor.dialogues.intake.forms.cells import Reader, split_names
from monitor.dialogues.intake.forms.notes import listed_rows
from monitor.dialogues.intake.forms.places import Places
from monitor.dialogues.intake.forms.rows import FormRow
from monitor.dialogues.intake.forms.table import FormTable
from monitor.dialogues.intake.forms.tools import GOOGLE
from monitor.dialogues.intake.matching import KIND, SHARED_NAME
from monitor.dialogues.records import JGZ
from monitor.dialogues.settings import dialogue_year
from monitor.dialogues.words import INTERNAL, JOINT, QUESTIONS
from monitor.ingest.report import Problem
from monitor.wording.numbers import count, listing

FORM_TYPE = "form_type"
BY_LOCATION = "internal"
"""A form type for one internal form for all: the kind of the location says which it is."""
MINUTE = 16  # signs of an ISO moment up to the minute


@dataclass
class Assembled:
    """Rows for the tables of a dialogue year, and what stands in the way."""

    dialogues: list[dict] = field(default_factory=list)
    participants: list[dict] = field(default_factory=list)
    answers: list[dict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    n_problems: int = 0
    unknown: list[tuple[str, str]] = field(default_factory=list)
    suggestions: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    years: Counter[int] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(form type, kind of the location) -> questionnaires, of the internal forms."""


class Assembler:
    """Makes dialogues of rows. `form_type` holds for all rows, unless a column tells it; `types` is spelling -> code."""

    def __init__(
        self, table: FormTable, tool: str, reader: Reader, places_of: Callable[[int], Places], form_type: str,
        types: Mapping[str, str], year: int | None, asks_themes: bool,
    ) -> None:  # fmt: skip
        self.table, self.tool, self.reader, self.places_of = table, tool, reader, places_of
        self.form_type, self.types, self.year, self.asks_themes = form_type, types, year, asks_themes
        self.out = Assembled()
        self._unknown: dict[tuple[str, str], list[tuple[int, str]]] = {}
        self._shared: set[str] = set()
        self._seen: Counter[str] = Counter()
        self._no_partner: list[int] = []

    def add(self, rows: Sequence[FormRow]) -> Assembled:
        for row in rows:
            self._add(row)
        self._tell_unknown()
        if self._no_partner:
            told = listed_rows(self._no_partner)
            self.out.notes.append(f"Let op: {told} zijn gezamenlijke dialogen zonder partner." if len(self._no_partner) > 1
                                  else f"Let op: {told} is een gezamenlijke dialoog zonder partner.")  # fmt: skip
        self._tell_kinds()
        return self.out

    def _add(self, row: FormRow) -> None:
        form_type = self._form_type(row)
        day = row.held_on or (row.submitted_at.date() if row.submitted_at else None)
        year = dialogue_year(day) if day else self.year
        if year is None:
            self._problem(row.number, "", "no_date", "we weten niet in welk jaar de dialoog was.", "een datum",
                          "Vul de datum in, of kies een dialoogjaar.")  # fmt: skip
            return
        places = self.places_of(year)
        if not places.locations:
            return  # told once for the whole file
        may_be_joint = form_type in (JOINT, None)  # all questions are asked in one go
        own = self._locations(row, row.locations, places, single=not may_be_joint)
        partners = self._locations(row, row.partners, places, single=False) if may_be_joint else []
        if not row.locations:
            self._problem(row.number, "", "empty", "de locatie is niet ingevuld.", "een locatie of school",
                          "Vul de locatie in, of haal de regel weg.")  # fmt: skip
            return
        if form_type is None or own is None or partners is None:
            return
        if form_type != JOINT and len(set(own)) > 1:
            names = listing([places.name(code) for code in own])
            self._problem(row.number, row.locations[0][0], "too_many", f"hier staan meer locaties: {names}.", "één locatie",
                          "Een interne dialoog is van één locatie. Verbeter de regel.")  # fmt: skip
            return
        self._keep(row, form_type, year, own, partners, places)

    def _keep(
        self, row: FormRow, form_type: str, year: int, own: list[str], partners: list[str], places: Places
    ) -> None:
        people = list(dict.fromkeys([*own, *partners, *([JGZ] if row.jgz else [])]))
        if form_type == JOINT:
            if len(people) < 2:
                self._no_partner.append(row.number)
        else:
            kind = places.kind(own[0])
            form_type = INTERNAL[kind] if form_type == BY_LOCATION else form_type
            self.out.kinds[form_type, kind] += 1
        dialogue_id = self._id(row, form_type, year)
        self.out.years[year] += 1
        self.out.dialogues.append({
            "dialogue_year": year, "dialogue_id": dialogue_id, "form_type": form_type, "held_on": row.held_on,
            "submitted_at": row.submitted_at, "reporter_id": self._reporter(row, own, people, places), "channel": "form",
            "themes_asked": self.asks_themes, "help_asked": row.help,
        })  # fmt: skip
        base = {"dialogue_year": year, "dialogue_id": dialogue_id}
        self.out.participants += [{**base, "location_id": code} for code in people]
        for theme, texts in row.answers.items():
            given = {question: texts.get(question, "") for question in QUESTIONS}
            self.out.answers.append({**base, "theme": theme, "theme_label": row.labels.get(theme, ""), **given})

    # ----------------------------------------------------------------------------------------------------- what and who

    def _form_type(self, row: FormRow) -> str | None:
        if not row.form_type_text:
            if not self.form_type:
                self._ask(FORM_TYPE, "", row.number, "")
            return self.form_type or None
        found = self.types.get(spelling(row.form_type_text)) or self.reader.form_type(row.form_type_text)
        if found is None:
            self._ask(FORM_TYPE, row.form_type_text, row.number, "")
        return found

    def _locations(
        self, row: FormRow, named: Sequence[tuple[str, str]], places: Places, *, single: bool
    ) -> list[str] | None:
        """The ids behind the texts; None when a text is not known (which is asked)."""
        found: list[str] = []
        known = True
        separators = (",", ";") if self.tool == GOOGLE else (";", ",")
        for heading, text in named:
            lines = [text] if single else [line.strip() for line in text.split("\n") if line.strip()]
            parts = [text] if single else [p for line in lines for p in split_names(line, separators, places.is_known)]
            for part in parts:
                ids = places.find(part, row.area)
                if not ids:
                    self._ask(KIND, part, row.number, heading)
                    self.out.suggestions.setdefault((KIND, part), places.suggestions(part))
                    if places.is_shared(part):
                        self._shared.add(part)
                    known = False
                found += ids
        return found if known else None

    def _reporter(self, row: FormRow, own: Sequence[str], people: Sequence[str], places: Places) -> str:
        """The location for which the form was filled in: a name of a participant, or "de school" when there is one."""
        if row.reporter:
            named = [code for code in places.find(row.reporter) if code in people]
            kind = self.reader.words.code_of("location_kind", row.reporter)
            of_kind = [code for code in people if places.kind(code) == kind] if kind else []
            if len(found := named or of_kind) == 1:
                return found[0]
        return own[0] if own else ""

    def _id(self, row: FormRow, form_type: str, year: int) -> str:
        """The same questionnaire has the same id in every export of its form, whoever imports it and however often."""
        group = JOINT if form_type == JOINT else BY_LOCATION
        sent = row.submitted_at.isoformat()[:MINUTE] if row.submitted_at else ""
        parts = [self.tool, group, row.source_id, sent or str(year)]
        if not row.source_id:
            parts += [spelling(text) for _, text in (*row.locations, *row.partners)]
            parts.append(row.held_on.isoformat() if row.held_on else "")
        text = "|".join(parts)
        self._seen[text] += 1
        if self._seen[text] > 1:  # two alike in one file are two
            text += f"|{self._seen[text]}"
        return f"d-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    # -------------------------------------------------------------------------------------------------------- problems

    def _problem(self, row: int | None, heading: str, code: str, what: str, expected: str, remedy: str) -> None:
        self.out.n_problems += 1
        self.out.problems.append(self.table.place(row, heading).problem(code, what, expected, remedy))

    def _ask(self, kind: str, text: str, row: int, heading: str) -> None:
        self._unknown.setdefault((kind, text), []).append((row, heading))

    def _tell_unknown(self) -> None:
        for (kind, text), rows in self._unknown.items():
            self.out.unknown.append((kind, text))
            if not text:
                continue  # the question for the whole file is told by the import
            what = f"'{text[:80]}' kennen we niet."
            if kind == KIND and text in self._shared:
                what = SHARED_NAME.format(text=text[:80])
                expected = "een locatie of school uit de lijst"
                remedy = "Kies welke van deze locaties het is."
            elif kind == KIND:
                expected = "een locatie of school uit de lijst"
                remedy = (
                    "Kies welke locatie dit is. Staat die niet in de lijst? Vul dan eerst de lijst met locaties aan."
                )
            else:
                expected = listing(list(self.reader.words.codes(FORM_TYPE).values()))
                remedy = "Kies welke vragenlijst dit is."
            place = self.table.place(rows[0][0], rows[0][1], len(rows) - 1)
            self.out.problems.append(place.problem("unknown_word", what, expected, remedy, text))
            self.out.n_problems += len(rows)

    def _tell_kinds(self) -> None:
        for (form_type, kind), n in self.out.kinds.items():
            if INTERNAL.get(kind) != form_type:
                label = self.reader.words.label("location_kind", kind).lower()
                name = self.reader.words.label(FORM_TYPE, form_type)
                told = count(n, "vragenlijst is", "vragenlijsten zijn")
                self.out.notes.append(f"Let op: {told} van een locatie van de soort {label}, maar u koos: {name}.")


def odd_kinds(assembled: Assembled) -> bool:
    """Whether most internal forms come from locations of the other kind: then it is probably the other form."""
    odd = sum(n for (form_type, kind), n in assembled.kinds.items() if INTERNAL.get(kind) != form_type)
    return odd * 2 > sum(assembled.kinds.values())
