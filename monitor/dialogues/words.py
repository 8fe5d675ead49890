"""The fixed vocabularies of the dialogue (data/catalogue/dialogue_words.csv): codes, slugs, labels and spellings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from monitor import paths
from monitor.catalogue import read_rows, spelling, split

CHILDCARE, SCHOOL = "childcare", "school"
FORM, SCHOOL_BOARD = "form", "school_board"
INTERNAL_CHILDCARE, INTERNAL_SCHOOL, JOINT = "internal_childcare", "internal_school", "joint"
INTERNAL = {CHILDCARE: INTERNAL_CHILDCARE, SCHOOL: INTERNAL_SCHOOL}
PROPOSAL, AGREED, IN_YEAR_PLAN, RUNNING, DONE, DROPPED = (
    "proposal", "agreed", "in_year_plan", "running", "done", "dropped",
)  # fmt: skip
CLOSED = (DONE, DROPPED)
FROM_FORM, FROM_LIST, HERE = "form", "list", "here"
BY_LIST = "lijst"
"""Who changed an action when a list did that was read; the word on screen."""
VALUE, SUPPRESSED, MISSING, NOT_ASKED = "value", "suppressed", "missing", "not_asked"

# Where a location stands with a part of the dialogue.
RECEIVED, LATE, DRAFT, VIA_BOARD, NOT_YET, OVERDUE, NOT_NEEDED, DISCUSSED, NOT_DISCUSSED = (
    "received", "late", "draft", "via_board", "missing", "overdue", "not_needed", "discussed", "not_discussed",
)  # fmt: skip

STANDS_OUT, ACTIONS_TEXT, PROUD = "stands_out", "actions_text", "proud"
QUESTIONS = (STANDS_OUT, ACTIONS_TEXT, PROUD)


@dataclass(frozen=True, slots=True)
class Word:
    """One code of a vocabulary."""

    kind: str
    code: str
    slug: str
    label: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """All vocabularies, and the three questions in the words of the internal and of the joint form."""

    by_kind: dict[str, dict[str, Word]]
    questions: dict[str, dict[str, str]]
    """form type group ("internal", "joint") -> question code -> text, in the order of the source."""
    question_spellings: dict[str, str]
    """Spelling of a question -> its code."""

    def label(self, kind: str, code: str) -> str:
        """The Dutch label; the code itself when nobody knows it."""
        word = self.by_kind[kind].get(code)
        return word.label if word else code

    def codes(self, kind: str) -> dict[str, str]:
        """Code -> label, in the order of the file."""
        return {code: word.label for code, word in self.by_kind[kind].items()}

    def code_of(self, kind: str, text: str) -> str | None:
        """The code that a written word stands for, or None. Case, accents and signs do not count."""
        if wanted := spelling(text):
            return self._spellings[kind].get(wanted)
        exact = text.strip().lower()  # words of signs only: ".", "<5"
        return next((word.code for word in self.by_kind[kind].values() if exact and exact in word.aliases), None)

    @cached_property
    def _spellings(self) -> dict[str, dict[str, str]]:
        """Kind -> spelling of each of its words -> code; of two codes with the same word the first one counts."""
        found: dict[str, dict[str, str]] = {}
        for kind, words in self.by_kind.items():
            known = found.setdefault(kind, {})
            for word in words.values():
                for text in (word.code, word.slug, word.label, *word.aliases):
                    known.setdefault(spelling(text), word.code)
        return found

    def question(self, form_type: str, code: str) -> str:
        return self.questions["joint" if form_type == JOINT else "internal"][code]


def load(folders: Iterable[Path] = ()) -> Words:
    """The vocabularies of these catalogue folders (the shipped one always behind them)."""
    return _load((*folders, paths.CATALOGUE))


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...]) -> Words:
    by_kind: dict[str, dict[str, Word]] = {}
    for row in read_rows("dialogue_words.csv", folders):
        word = Word(row["kind"], row["code"], row["slug"], row["label_nl"], split(row.get("aliases", "")))
        by_kind.setdefault(word.kind, {})[word.code] = word
    questions: dict[str, dict[str, str]] = {"internal": {}, "joint": {}}
    spellings: dict[str, str] = {}
    for row in read_rows("dialogue_questions.csv", folders):
        questions["internal"][row["code"]] = row["internal_nl"]
        questions["joint"][row["code"]] = row["joint_nl"]
        for text in (row["internal_nl"], row["joint_nl"], *split(row.get("aliases", ""))):
            spellings.setdefault(spelling(text), row["code"])
    return Words(by_kind, questions, spellings)
