"""What an import of a form has to ask a person, and why: unknown questions, the kind of form, the order of dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from monitor.catalogue import spelling
from monitor.dialogues.intake.forms import days, fields, tools
from monitor.dialogues.intake.forms.assemble import BY_LOCATION, FORM_TYPE
from monitor.dialogues.intake.forms.mapping import Mapped
from monitor.dialogues.intake.forms.rows import date_orders
from monitor.dialogues.intake.forms.table import FormTable
from monitor.dialogues.settings import CycleSettings, dialogue_year
from monitor.dialogues.words import JOINT, Words
from monitor.ingest.messages import listed
from monitor.ingest.report import Problem

DATE_ORDER = "date_order"
ORDER_LABELS = {days.DAY_FIRST: "dag-maand-jaar", days.MONTH_FIRST: "maand-dag-jaar"}
COLLECTING = ("internal", "joint")
"""The phases in which questionnaires are sent."""
EARLY, AFTER = timedelta(days=31), timedelta(days=62)
"""How long before and after those phases one may still be sent."""
MOST_SIGNS = 120

Values = Mapping[tuple[str, str], str]


@dataclass
class Asked:
    """Questions for the user, each with the problem that says why, and with what is likely."""

    problems: list[Problem] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    suggestions: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def ask(self, kind: str, likely: Sequence[str], problem: Problem) -> None:
        if (kind, "") not in self.unknown:
            self.unknown.append((kind, ""))
            self.suggestions[kind, ""] = tuple(likely)
            self.problems.append(problem)


# ------------------------------------------------------------------------------------------------------------- choices


def bad_choices(table: FormTable, chosen: Mapping[str, str], values: Values, known: Mapping[str, str], words: Words,
                asked: Asked) -> None:  # fmt: skip
    """Choices of the user that do not exist."""
    place = table.place(None)
    allowed = {FORM_TYPE: {*words.codes(FORM_TYPE), BY_LOCATION}, DATE_ORDER: set(days.ORDERS)}
    wrong = [(code, code) for (kind, _), code in values.items() if kind in allowed and code not in allowed[kind]]
    wrong += [(code, name) for name, code in chosen.items() if code and code not in known]
    asked.problems += [
        place.problem("bad_choice", f"'{code}' is geen keuze.", "een keuze van ons", "Kies opnieuw.", text)
        for code, text in wrong
    ]


# ----------------------------------------------------------------------------------------------------------- questions


def unknown_questions(table: FormTable, mapped: Mapped, asked: Asked) -> None:
    """Headings without a meaning, and a form without a location."""
    for heading in mapped.unknown:
        place = table.place(table.header_row, heading.name[:MOST_SIGNS])
        likely = mapped.suggestions.get(heading.name, ())
        if likely:
            asked.suggestions["column", heading.name] = likely
        if heading.is_repeated and likely and fields.theme_of(likely[0]):
            what, remedy = "deze vraag staat er meer dan één keer, zonder thema.", "Kies bij welk thema zij hoort."
        else:
            what, remedy = "deze vraag kennen we niet.", "Kies wat deze kolom is."
        asked.problems.append(place.problem("unknown_column", what, "een vraag die we kennen", remedy))
    if not mapped.columns_of(fields.LOCATION):
        asked.problems.append(table.place(table.header_row).problem(
            "missing_column", "we vinden geen kolom met de naam van de locatie of school.", "een kolom met de locatie",
            "Kies welke kolom de locatie is.",
        ))  # fmt: skip


# --------------------------------------------------------------------------------------------------------------- dates


def date_order(
    table: FormTable, mapped: Mapped, values: Values, settings_of: Callable[[int], CycleSettings], asked: Asked
) -> str:
    """How the dates of this file are written; asked when it cannot be known."""

    def in_window(day: date) -> bool:
        settings = settings_of(dialogue_year(day))
        phases = [phase for code in COLLECTING if (phase := settings.phase(code))]
        if not phases:
            return True
        return min(p.start for p in phases) - EARLY <= day <= max(p.end for p in phases) + AFTER

    if (chosen := values.get((DATE_ORDER, ""), "")) in days.ORDERS:
        return chosen
    possible = date_orders(table, mapped, in_window)
    if len(possible) == 1:
        return possible[0]
    if days.DAY_FIRST in possible and any(heading.stem == tools.DUTCH_DAYS for heading in table.headings):
        return days.DAY_FIRST
    asked.ask(DATE_ORDER, possible, table.place(None).problem(
        "date_order", "We weten niet of de dag of de maand voorop staat in de datums.", "dag-maand-jaar of maand-dag-jaar",
        "Kies wat voorop staat. In een export als .xlsx is dit wel zeker.",
    ))  # fmt: skip
    return possible[0]


# ----------------------------------------------------------------------------------------------------------- form type


def form_type(table: FormTable, stem: str, mapped: Mapped, values: Values, words: Words, asked: Asked) -> str:
    """The kind of form of the whole file; empty when a column tells it or when it has to be asked. Never by the date.

    A profile tells it, unless profiles differ or the name of the file or sheet clearly says something else.
    """
    if chosen := values.get((FORM_TYPE, ""), ""):
        return chosen
    if mapped.columns_of(fields.FORM_TYPE):
        return ""
    told = {profile.form_type for profile in mapped.profiles if profile.form_type}
    named = _named_type(table, stem, words)
    if len(told) == 1 and (not named or named in told or BY_LOCATION in told):
        return next(iter(told))
    ask_form_type(table, stem, mapped, words, asked)
    return ""


def ask_form_type(table: FormTable, stem: str, mapped: Mapped, words: Words, asked: Asked) -> None:
    named = _named_type(table, stem, words)
    joint = JOINT if mapped.columns_of(fields.PARTNERS) else ""
    likely = [named, joint, *(profile.form_type for profile in mapped.profiles)]
    asked.ask(FORM_TYPE, list(dict.fromkeys(code for code in likely if code)), table.place(None).problem(
        "form_type", "We weten niet welke vragenlijst dit is.", listed(list(words.codes(FORM_TYPE).values())),
        "Kies welke het is. We leiden het niet af uit de datum.",
    ))  # fmt: skip


def _named_type(table: FormTable, stem: str, words: Words) -> str:
    """The form type that the name of the sheet or the file holds; empty for none or several."""
    for text in (table.sheet, stem):
        wanted = f"_{spelling(text)}_"
        known = words.by_kind[FORM_TYPE].values()
        found = {w.code for w in known for name in (w.label, w.slug, *w.aliases) if f"_{spelling(name)}_" in wanted}
        if len(found) == 1:
            return found.pop()
    return ""
