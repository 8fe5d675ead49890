"""The fictitious dialogues of one year: who held one and when, and what was written.

Whatever a reader must be able to meet stands in the files (internal_cases.csv, joint.csv); the other locations hold their
internal dialogue in time. The seed chooses days and texts only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from monitor.catalogue import spelling, split
from monitor.demo.dialogue_source import Row, Source, day
from monitor.demo.groups import rng
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.words import FROM_FORM, FROM_LIST, INTERNAL, JOINT, QUESTIONS, SCHOOL_BOARD

# Cases of internal_cases.csv that the generator acts on; the other cases only give their days.
MISSING, LIST, HELP = "missing", "list", "help"
SHARE_TWO_SENTENCES, SHARE_EMPTY, SHARE_EXTRA_THEME = 0.4, 0.06, 0.25
FIRST_MARGIN, LAST_MARGIN, MOST_DAYS_TO_SEND = 7, 9, 6
SATURDAY = 5


@dataclass(frozen=True)
class Held:
    """One dialogue: the cells of its row, who took part, and per theme (code, label) the text of each question."""

    row: dict
    participants: tuple[str, ...]
    answers: dict[tuple[str, str], dict[str, str]]


class Deck:
    """Deals texts in an order of its own, each once before any comes back."""

    def __init__(self, texts: list[str], random: np.random.Generator) -> None:
        self.texts, self.random = texts, random
        self._left: list[str] = []

    def deal(self) -> str:
        if not self._left:
            self._left = [self.texts[i] for i in self.random.permutation(len(self.texts))]
        return self._left.pop()

    def answer(self) -> str:
        """One or two sentences, now and then none."""
        draw = self.random.random()
        if draw < SHARE_EMPTY:
            return ""
        first = self.deal()
        second = self.deal() if draw < SHARE_EMPTY + SHARE_TWO_SENTENCES else ""
        return f"{first} {second}".strip() if second != first else first


class Texts:
    """The decks of one year, by theme, question and kind of form."""

    def __init__(self, source: Source, seed: int, year: int) -> None:
        self.source, self.seed, self.year = source, seed, year
        self._decks: dict[tuple[str, str, str], Deck] = {}

    def of(self, theme: str, form: str) -> dict[str, str]:
        """Per question an answer on this theme."""
        return {question: self._deck(theme, question, form).answer() for question in QUESTIONS}

    def _deck(self, theme: str, question: str, form: str) -> Deck:
        key = (theme, question, form)
        if key not in self._decks:
            texts = [
                row["text"]
                for row in self.source.rows["answers"]
                if spelling(row["theme"]) == spelling(theme) and row["question"] == question
                and row["form"] in ("", form)
            ]  # fmt: skip
            self._decks[key] = Deck(texts, rng(self.seed, "texts", str(self.year), *key))
        return self._decks[key]


def held(source: Source, seed: int, year: int) -> Iterator[Held]:
    """All dialogues of a year, internal ones first."""
    settings, texts = source.settings(year), Texts(source, seed, year)
    for location in source.active(year):
        yield from _internal(source, settings, texts, location)
    for row in source.of_year("joint", year):
        yield _joint(row, settings, texts)


# ------------------------------------------------------------------------------------------------------------- internal


def _internal(source: Source, settings: CycleSettings, texts: Texts, location: Row) -> Iterator[Held]:
    """None, one or two reports of one location."""
    key = location["location_id"]
    cases = [row for row in source.of_year("internal_cases", settings.year) if row["location_id"] == key]
    if not cases and location["delivery"] == SCHOOL_BOARD:
        return
    random = rng(texts.seed, "internal", str(settings.year), key)
    for number, case in enumerate(cases or [{}], start=1):
        if case.get("case") == MISSING:
            continue
        held_on, sent_on = (day(case["held_on"]), day(case["sent_on"])) if case else _in_time(random, settings)
        from_list = case.get("case") == LIST
        themes = [] if from_list else _themes(random, settings)
        yield Held(
            {
                "dialogue_id": f"{settings.year}-i-{key}" + (f"-{number}" if len(cases) > 1 else ""),
                "form_type": INTERNAL[location["kind"]],
                "held_on": held_on,
                "submitted_at": _moment(random, sent_on),
                "reporter_id": key,
                "channel": FROM_LIST if from_list else FROM_FORM,
                "themes_asked": not from_list,
                "help_asked": case["note"] if case.get("case") == HELP else "",
            },
            (key,),
            {(code, ""): texts.of(code, "internal") for code in themes},
        )


def _in_time(random: np.random.Generator, settings: CycleSettings) -> tuple[date, date]:
    """A working day well within the phase, and the working day on which the form was sent."""
    phase = settings.phases[0]
    first, last = phase.start + timedelta(days=FIRST_MARGIN), phase.end - timedelta(days=LAST_MARGIN)
    held_on = _working(first + timedelta(days=int(random.integers((last - first).days))))
    return held_on, _working(held_on + timedelta(days=int(random.integers(MOST_DAYS_TO_SEND))))


def _working(found: date) -> date:
    return found + timedelta(days=7 - found.weekday()) if found.weekday() >= SATURDAY else found


def _moment(random: np.random.Generator, sent_on: date | None) -> datetime | None:
    """A minute of the working day."""
    minutes = int(random.integers(8 * 60 + 30, 17 * 60))
    return datetime(sent_on.year, sent_on.month, sent_on.day, minutes // 60, minutes % 60) if sent_on else None


def _themes(random: np.random.Generator, settings: CycleSettings) -> list[str]:
    """The mandatory themes, and now and then another one of the year."""
    chosen = [t.code for t in settings.main_themes if not t.mandatory]
    extra = [chosen[int(random.integers(len(chosen)))]] if chosen and random.random() < SHARE_EXTRA_THEME else []
    return [*(t.code for t in settings.mandatory), *extra]


# ---------------------------------------------------------------------------------------------------------------- joint


def _joint(row: Row, settings: CycleSettings, texts: Texts) -> Held:
    from_list = row["channel"] == FROM_LIST
    left_out = split(row["without"])
    mandatory = [t.code for t in settings.mandatory if t.code not in left_out]
    themes = [] if from_list else [*mandatory, *split(row["also"])]
    random = rng(texts.seed, "joint", str(settings.year), row["code"])
    return Held(
        {
            "dialogue_id": f"{settings.year}-{row['code']}",
            "form_type": JOINT,
            "held_on": day(row["held_on"]),
            "submitted_at": _moment(random, day(row["sent_on"])),
            "reporter_id": row["reporter"],
            "channel": row["channel"],
            "themes_asked": not from_list,
            "help_asked": row["help"],
        },
        split(row["participants"]),
        {_named(settings, theme): texts.of(theme, "joint") for theme in themes},
    )


def _named(settings: CycleSettings, theme: str) -> tuple[str, str]:
    """(code, label): a theme that the year does not know has the spelling of its name as code."""
    return (theme, "") if settings.theme(theme) else (spelling(theme), theme)
