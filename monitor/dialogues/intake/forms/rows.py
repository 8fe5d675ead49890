"""Rows of a form as records: what was filled in on which theme, before locations and form types are looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from monitor.catalogue import spelling
from monitor.dialogues.intake.forms import days, fields
from monitor.dialogues.intake.forms.cells import Reader, cleaned, split_options
from monitor.dialogues.intake.forms.mapping import Mapped
from monitor.dialogues.intake.forms.table import FormTable
from monitor.dialogues.intake.forms.tools import GOOGLE, LIMESURVEY, SOURCE_ID, STARTED_AT, SUBMITTED_AT
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.words import QUESTIONS

FREE_PREFIX = "free:"
UNNAMED = "Ander thema"
LONGEST_AGO = timedelta(days=366)
MOST_TOLD = 5


@dataclass
class FormRow:
    """One questionnaire. `locations` and `partners` are texts as typed; `answers` is theme -> question -> text."""

    number: int
    source_id: str = ""
    submitted_at: datetime | None = None
    held_on: date | None = None
    form_type_text: str = ""
    area: str = ""
    reporter: str = ""
    locations: list[tuple[str, str]] = field(default_factory=list)
    partners: list[tuple[str, str]] = field(default_factory=list)
    jgz: bool = False
    help: str = ""
    extras: list[str] = field(default_factory=list)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """Of freely chosen themes: code -> name as written."""


@dataclass
class Counts:
    """What the rows had that is worth a note."""

    unfinished: int = 0
    nothing: int = 0
    garbled: int = 0
    several_themes: int = 0
    odd_days: list[str] = field(default_factory=list)


class RowReader:
    """Reads the rows of one form. `order` is how its dates are written."""

    def __init__(self, table: FormTable, mapped: Mapped, settings: CycleSettings, reader: Reader, order: str) -> None:
        self.table, self.settings, self.reader, self.order = table, settings, reader, order
        self.counts = Counts()
        self._names = {h.index: h for h in table.headings}
        self._plain: dict[str, list[int]] = {}
        self._themes: list[tuple[int, str, str]] = []
        for index, found in sorted(mapped.fields.items()):
            if on_theme := fields.theme_of(found):
                self._themes.append((index, *on_theme))
            elif found != fields.IGNORE:
                self._plain.setdefault(found, []).append(index)
        self._theme_codes: dict[str, str | None] = {}
        self.asks_themes = bool(self._themes) or fields.EXTRA_THEMES in self._plain

    def read(self) -> list[FormRow]:
        """The questionnaires that were sent; of the others only the number is kept (`counts.unfinished`)."""
        found = []
        only_sent = self.table.tool == LIMESURVEY and SUBMITTED_AT in self._plain
        for number, cells in self.table.rows:
            if only_sent and not any(cells[i].strip() for i in self._plain[SUBMITTED_AT]):
                self.counts.unfinished += 1
                continue
            found.append(self._row(number, cells))
        return found

    def _row(self, number: int, raw: Sequence[str]) -> FormRow:
        row = FormRow(number)
        row.source_id = self._first(raw, SOURCE_ID)
        row.submitted_at = self._moment(self._first(raw, SUBMITTED_AT))
        row.held_on = self._held_on(row, raw)
        row.form_type_text = self._first(raw, fields.FORM_TYPE)
        row.area = self.settings.area_of(self._first(raw, fields.AREA)) or ""
        row.reporter = self._first(raw, fields.REPORTER)
        row.locations = self._named(raw, fields.LOCATION)
        row.partners = self._named(raw, fields.PARTNERS)
        row.jgz = any(self.reader.yes(text) for text in self._texts(raw, fields.JGZ_THERE))
        row.help = "\n".join(filter(None, map(self.reader.help, self._texts(raw, fields.HELP))))
        self._read_extras(row, raw)
        self._read_answers(row, raw)
        return row

    # ---------------------------------------------------------------------------------------------------------- cells

    def _texts(self, raw: Sequence[str], wanted: str) -> list[str]:
        return [text for index in self._plain.get(wanted, ()) if (text := cleaned(raw[index]))]

    def _first(self, raw: Sequence[str], wanted: str) -> str:
        return next(iter(self._texts(raw, wanted)), "")

    def _named(self, raw: Sequence[str], wanted: str) -> list[tuple[str, str]]:
        """(heading, text) of the filled cells; of an option with a column of its own that was ticked, the option."""
        found = []
        for index in self._plain.get(wanted, ()):
            text = cleaned(raw[index])
            part = self._names[index].part if index in self._names else ""
            if part and text and (ticked := self.reader.yes(text)) is not None:
                text = part if ticked else ""
            if text and not self.reader.is_nothing(text):
                found.append((self._names[index].name, text))
        return found

    def _moment(self, text: str) -> datetime | None:
        found = days.read(text, self.order) if text else None
        return None if found is None or found.date() == days.NOT_RECORDED else found

    def _held_on(self, row: FormRow, raw: Sequence[str]) -> date | None:
        """The day of the dialogue. A text that is no day, or that cannot be right, is told and left out."""
        text = self._first(raw, fields.HELD_ON)
        if not text or self.reader.is_nothing(text):
            return None
        sent = row.submitted_at
        found = days.read(text, self.order, sent.year if sent else self.settings.year)
        wrong = ""
        if found is None:
            wrong = "is geen datum"
        elif sent and found.date() > sent.date():
            wrong = "ligt na het versturen"
        elif sent and sent - found > LONGEST_AGO:
            wrong = "is meer dan een jaar voor het versturen"
        if wrong:
            heading = self._names[self._plain[fields.HELD_ON][0]].name
            self.counts.odd_days.append(f"Regel {row.number}, kolom {heading}: '{text[:60]}' {wrong}.")
        return None if wrong or found is None else found.date()

    # --------------------------------------------------------------------------------------------------------- themes

    def _read_extras(self, row: FormRow, raw: Sequence[str]) -> None:
        first = "," if self.table.tool == GOOGLE else ";"
        for _, text in self._named(raw, fields.EXTRA_THEMES):
            for line in text.split("\n"):
                for name in split_options(line.strip(), (first, ";", ","), self._is_theme):
                    if self.reader.yes(name) is not False and not self.reader.is_nothing(name):
                        row.extras.append(self._extra(row, name))

    def _extra(self, row: FormRow, name: str) -> str:
        """The code of a theme that was chosen, known or free; it counts as discussed."""
        code = self._theme_of(name)
        if code is None:
            code = FREE_PREFIX + spelling(name)
            row.labels.setdefault(code, name)
        row.answers.setdefault(code, {})
        return code

    def _is_theme(self, text: str) -> bool:
        return self._theme_of(text) is not None

    def _theme_of(self, text: str) -> str | None:
        if text not in self._theme_codes:
            self._theme_codes[text] = self.settings.theme_of(text)
        return self._theme_codes[text]

    def _read_answers(self, row: FormRow, raw: Sequence[str]) -> None:
        for index, theme, question in self._themes:
            text = cleaned(raw[index])
            if not text:
                continue
            if question not in QUESTIONS:
                if self.reader.discussed(text):
                    row.answers.setdefault(theme, {})
                continue
            if self.reader.is_nothing(text):
                self.counts.nothing += 1
                continue
            if "\ufffd" in text:
                self.counts.garbled += 1
            code = theme if theme != fields.FREE else self._chosen_theme(row)
            given = row.answers.setdefault(code, {})
            given[question] = f"{given[question]}\n{text}" if question in given else text

    def _chosen_theme(self, row: FormRow) -> str:
        """The theme to which the answers on "the chosen theme" belong: the first that the row names."""
        if not row.extras:
            row.extras.append(self._extra(row, UNNAMED))
        elif len(set(row.extras)) > 1:
            self.counts.several_themes += 1
        return row.extras[0]


def date_orders(table: FormTable, mapped: Mapped, in_window: Callable[[date], bool]) -> tuple[str, ...]:
    """The orders of day and month in which the dates of this form can be read."""
    columns = {name: mapped.columns_of(name) for name in (STARTED_AT, SUBMITTED_AT, fields.HELD_ON)}
    if not any(columns.values()):
        return (days.DAY_FIRST,)
    own = [index for name in (STARTED_AT, SUBMITTED_AT) for index in columns[name]]
    used = own or columns[fields.HELD_ON]
    pairs = []
    if columns[STARTED_AT] and columns[SUBMITTED_AT]:
        a, b = columns[STARTED_AT][0], columns[SUBMITTED_AT][0]
        pairs = [(cells[a], cells[b]) for _, cells in table.rows]
    values = (cells[index] for _, cells in table.rows for index in used)
    return days.possible_orders(values, pairs, in_window)
