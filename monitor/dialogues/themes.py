"""What was said per theme: in how many dialogues, the answers themselves and the actions; and search in the answers.

Only dialogues that count on the day are read. A theme that the year does not know is found by the spelling of its name,
so that "Mentorkind" and "mentor-kind" are one theme. An answer on a sub-topic stands with the theme that it belongs to.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.catalogue import spelling
from monitor.dialogues.records import Action, Answer, Cycle, Dialogue
from monitor.dialogues.settings import CycleSettings, Theme
from monitor.dialogues.words import DONE, QUESTIONS
from monitor.wording import dialogue as say
from monitor.wording.numbers import count, listing, out_of

Said = tuple[Dialogue, Answer]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ThemeSummary:
    """One theme. `dialogues` of `of` counting dialogues spoke of it; `answers` holds one or more pairs for each of them.

    `of` leaves out dialogues of which the themes are not known. The joint and internal parts add up to the whole.
    """

    theme: Theme
    dialogues: int
    of: int
    answers: tuple[Said, ...]
    actions: tuple[Action, ...]
    joint: int = 0
    of_joint: int = 0

    @property
    def internal(self) -> int:
        return self.dialogues - self.joint

    @property
    def of_internal(self) -> int:
        return self.of - self.of_joint

    @property
    def is_chosen_freely(self) -> bool:
        """The settings of the year do not know this theme."""
        return self.theme.code.startswith(FREE)

    @property
    def done_actions(self) -> tuple[Action, ...]:
        """What is done: it stands under what people are proud of."""
        return tuple(action for action in self.actions if action.status == DONE)

    def texts(self, question: str) -> tuple[tuple[Dialogue, Answer, str], ...]:
        """The answers to one question that hold text, newest dialogue first."""
        return tuple((d, a, text) for d, a in self.answers if (text := getattr(a, question)))


FREE = "free:"
"""Begins the code of a theme that was chosen freely; the rest is the spelling of its name."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that holds all words that were searched for; `spans` are the places in it (start, end), in order."""

    dialogue: Dialogue
    answer: Answer
    question: str
    text: str
    spans: tuple[Span, ...]


def theme_summaries(cycle: Cycle, on: date, keep: Callable[[Dialogue], bool] | None = None) -> tuple[ThemeSummary, ...]:
    """The mandatory themes first, then the year's other main themes, then the freely chosen ones, most chosen first.

    `keep` narrows the dialogues (an area, a kind of dialogue); actions stay those of the whole year.
    """
    counted = [d for d in cycle.counted(on) if d.themes_asked and (keep is None or keep(d))]
    counted.sort(key=lambda d: (d.known_on or date.min, d.dialogue_id), reverse=True)
    answers: dict[str, list[Said]] = {}
    labels: dict[str, Counter[str]] = {}
    for one in counted:
        for answer in one.answers.values():
            code = theme_code(cycle.settings, answer.theme, answer.label)
            answers.setdefault(code, []).append((one, answer))
            labels.setdefault(code, Counter())[answer.label or answer.theme] += 1
    actions: dict[str, list[Action]] = {}
    for action in cycle.actions:
        if action.theme:
            code = theme_code(cycle.settings, action.theme)
            actions.setdefault(code, []).append(action)
            labels.setdefault(code, Counter()).setdefault(action.theme, 0)
    main = sorted(cycle.settings.main_themes, key=lambda t: not t.mandatory)
    known = {theme.code for theme in main}
    free = [_free_theme(code, labels[code]) for code in labels if code not in known]
    free.sort(key=lambda t: (-_dialogues(answers.get(t.code, ())), t.label.lower()))
    of_joint = sum(d.is_joint for d in counted)
    return tuple(
        ThemeSummary(
            theme, _dialogues(found := answers.get(theme.code, [])), len(counted), tuple(found),
            tuple(actions.get(theme.code, ())), _dialogues(pair for pair in found if pair[0].is_joint), of_joint,
        )
        for theme in (*main, *free)
    )  # fmt: skip


def theme_code(settings: CycleSettings, theme: str, label: str = "") -> str:
    """The main theme that an answer or action belongs to: of the year, or `FREE` and the spelling of its name."""
    known = settings.theme(theme)
    if known is None:
        found = settings.theme_of(label or theme)
        known = settings.theme(found) if found else None
    if known is None:
        name = label or theme
        return FREE + (spelling(name) or name.strip().casefold())  # other alphabets have no spelling
    return known.parent or known.code


def discussed_sentence(summary: ThemeSummary) -> str:
    """ "Dit thema kwam aan bod in 38 van de 52 dialogen: 25 van 36 interne en 13 van 16 gezamenlijke." """
    if not summary.of:
        return "Er zijn nog geen dialogen waarvan we de thema's kennen."
    parts = []
    if summary.of_internal:
        parts.append(f"{out_of(summary.internal, summary.of_internal)} interne")
    if summary.of_joint:
        parts.append(f"{out_of(summary.joint, summary.of_joint)} gezamenlijke")
    whole = f"In {summary.dialogues} van de {count(summary.of, 'dialoog', 'dialogen')}"
    return f"{whole} ging het hierover: {listing(parts)}."


def held_sentence(cycle: Cycle, on: date) -> str:
    """Which themes are not told to who sees counts only, and why; empty when all are told."""
    if cycle.hides_themes(on):
        return say.THEMES_OF_THEN
    held = sum(one.themes_held for one in cycle.counted(on))
    return say.themes_held(held) if held else ""


def _dialogues(pairs: Iterable[Said]) -> int:
    return len({one.dialogue_id for one, _ in pairs})


def _free_theme(code: str, labels: Counter[str]) -> Theme:
    """A theme of its own for what was chosen freely, under the name that most used; the other names are aliases."""
    names = sorted(labels, key=lambda name: (-labels[name], name))
    name = names[0].removeprefix(FREE)
    return Theme(code, code.removeprefix(FREE).replace("_", "-"), name, name, False, "", tuple(names[1:]), (), "")


# ------------------------------------------------------------------------------------------------------------- search


def search(cycle: Cycle, on: date, text: str, keep: Callable[[Dialogue], bool] | None = None) -> tuple[Hit, ...]:
    """All answers that hold every word of `text`, newest dialogue first. Case and accents do not count."""
    words = folded(text).split()
    if not words:
        return ()
    found = []
    counted = sorted(cycle.counted(on), key=lambda d: (d.known_on or date.min, d.dialogue_id), reverse=True)
    for one in counted:
        if keep is not None and not keep(one):
            continue
        for answer in one.answers.values():
            for question in QUESTIONS:
                said = getattr(answer, question)
                if said and (spans := places(said, words)):
                    found.append(Hit(one, answer, question, said, spans))
    return tuple(found)


def folded(text: str) -> str:
    """Text as it is searched: small letters without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def places(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Where the folded words stand in a text, as spans of the text itself that do not overlap; empty if one is absent."""
    plain = folded(text)
    if not all(word in plain for word in words):
        return ()
    origin = [place for place, sign in enumerate(text) for _ in folded(sign)]
    spans = []
    for word in words:
        start = plain.find(word)
        while start >= 0:
            spans.append((origin[start], origin[start + len(word) - 1] + 1))
            start = plain.find(word, start + len(word))
    return _merged(spans)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
