"""What a heading probably means. Sure when its text says so; else a suggestion that a person has to confirm."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.catalogue import spelling
from monitor.dialogues.intake.forms.fields import DISCUSSED, EXTRA_THEMES, FREE, LOCATION, PARTNERS, theme_field
from monitor.dialogues.intake.forms.headings import Heading
from monitor.dialogues.intake.forms.tools import FormColumns
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.words import Words

# Words around the name of a theme that say nothing of their own.
FILLERS = frozenset((
    "bij", "het", "de", "dit", "thema", "theme", "over", "op", "van", "voor", "rond", "rondom", "in", "verplicht", "verplichte",
    "onderwerp", "vraag", "gaat", "om", "en", "als", "we", "u", "kijken", "kijkt", "naar",
))  # fmt: skip
LEAST_INSIDE, MUCH_ALIKE = 10, 0.8  # when a question that we know is recognised inside or beside another text
MAY_REPEAT = (LOCATION, PARTNERS, EXTRA_THEMES)
LEAST_PART = 8  # signs of a theme's name that must stand inside a longer heading before it is a suggestion


@dataclass(frozen=True, slots=True)
class Proposal:
    """A field for a heading; when it is not sure, nobody uses it before a person said so."""

    field: str
    is_sure: bool


class Proposer:
    """Proposals for the headings of one form, with the themes of one year."""

    def __init__(self, settings: CycleSettings, words: Words, columns: FormColumns) -> None:
        self.columns = columns
        self.questions = sorted(words.question_spellings.items(), key=lambda item: -len(item[0]))
        self.in_order = [t.code for t in settings.mandatory]
        self.themes = [
            (_core(spelling(name)), theme.code)
            for theme in settings.themes
            for name in (theme.label, theme.slug, theme.code, *theme.aliases)
            if _core(spelling(name))
        ]
        self.themes.sort(key=lambda item: -len(item[0]))

    def propose(self, headings: Sequence[Heading]) -> dict[int, Proposal]:
        """Column -> proposal. Columns of which the text says nothing have none."""
        found: dict[int, Proposal] = {}
        section = ""
        for heading in headings:
            text = spelling(heading.stem)
            question, rest = self._question(text)
            if question:
                found[heading.index] = self._on_theme(heading, question, rest, section)
                continue
            if field := self.columns.questions.get(text) or self.columns.questions.get(_unnumbered(text)):
                found[heading.index] = Proposal(field, not heading.is_repeated or field in MAY_REPEAT)
            elif field := self._like(text):
                found[heading.index] = Proposal(field, False)
            elif theme := self._theme_in(text):
                section = theme
                if heading.part and self._exact(spelling(heading.part)) == theme:
                    found[heading.index] = Proposal(theme_field(theme, DISCUSSED), False)
        return found

    def _on_theme(self, heading: Heading, question: str, rest: str, section: str) -> Proposal:
        if theme := self._exact(rest):
            return Proposal(theme_field(theme, question), not heading.is_repeated)
        if self.columns.questions.get(rest) == EXTRA_THEMES:  # "gekozen thema: wat valt op"
            return Proposal(theme_field(FREE, question), not heading.is_repeated)
        guess = self._theme_in(rest) or section or self._by_order(heading.ordinal)
        return Proposal(theme_field(guess, question), False)

    def _like(self, text: str) -> str:
        """The field of a question that stands inside a longer heading, or that looks much like it."""
        inside = [
            known for known in self.columns.questions if len(known) >= LEAST_INSIDE and f"_{known}_" in f"_{text}_"
        ]
        near = difflib.get_close_matches(text, self.columns.questions, n=1, cutoff=MUCH_ALIKE)
        best = max(inside, key=len, default=near[0] if near else "")
        return self.columns.questions.get(best, "")

    def _by_order(self, ordinal: int) -> str:
        return self.in_order[ordinal - 1] if ordinal <= len(self.in_order) else FREE

    def _question(self, text: str) -> tuple[str, str]:
        """The question in a heading, and what is left of the heading without it."""
        for words, code in self.questions:
            if f"_{words}_" in f"_{text}_":
                before, _, after = f"_{text}_".partition(f"_{words}_")
                return code, "_".join(part.strip("_") for part in (before, after) if part.strip("_"))
        return "", text

    def _exact(self, text: str) -> str:
        """The theme that a text is, but for words that say nothing."""
        core = _core(text)
        return next((code for name, code in self.themes if name == core), "") if core else ""

    def _theme_in(self, text: str) -> str:
        """The one theme that a longer text names (the longest name counts); empty for none or for several."""
        if exact := self._exact(text):
            return exact
        rest, found = f"_{text}_", []
        for name, code in self.themes:
            if len(name) >= LEAST_PART and f"_{name}_" in rest:
                found.append(code)
                rest = rest.replace(f"_{name}_", "__")
        return found[0] if len(set(found)) == 1 else ""


def _core(text: str) -> str:
    """A text without numbers and words that say nothing at both ends."""
    words = [word for word in text.split("_") if word]
    while words and (words[0] in FILLERS or _is_number(words[0])):
        words.pop(0)
    while words and (words[-1] in FILLERS or _is_number(words[-1])):
        words.pop()
    return "_".join(words)


def _unnumbered(text: str) -> str:
    """A question without its number: 3_naam_van_de_locatie -> naam_van_de_locatie."""
    first, _, rest = text.partition("_")
    return rest if _is_number(first) else text


def _is_number(word: str) -> bool:
    """1, 1a, q2: the number of a question."""
    return word.strip("abcdefq").isdigit() or (len(word) == 1 and word.isalpha())
