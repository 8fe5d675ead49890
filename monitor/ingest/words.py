"""What a written word means: the user's own choice first, then what the workspace remembers, then the catalogue."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from monitor.catalogue import Catalogue, period_spelling, spelling
from monitor.dialogues import words as dialogue_words
from monitor.ingest.columns import vocabularies, vocabulary_labels

CARE_TYPE, MEASURE, PERIOD = "care_type", "measure", "period"
GROUP_TOO, ANY_PERIOD, LEVEL = "care_type_or_group", "any_period", "level"

# How a column's words are looked up; the other coded kinds are fixed vocabularies.
BASE = {GROUP_TOO: CARE_TYPE, ANY_PERIOD: PERIOD}
ANY_CODE = ("register_municipality",)  # what may be chosen stands in the file, not in a list of ours
OPEN = (ANY_PERIOD, LEVEL)  # a word that we do not know is kept as it is written


def base_kind(kind: str) -> str:
    """The kind under which the words of a column are chosen and remembered."""
    return BASE.get(kind, kind)


def key_of(kind: str, text: str) -> tuple[str, str]:
    """The key under which a workspace remembers a word: (kind, spelling)."""
    base = base_kind(kind)
    return base, period_spelling(text) if base == PERIOD else spelling(text)


@dataclass
class Words:
    """Looks words up. `assigned` is (kind, text) -> code as the user chose; `remembered` (kind, spelling) -> code.

    `more` holds what only a workspace knows: kind -> codes with their labels.
    """

    catalogue: Catalogue
    assigned: Mapping[tuple[str, str], str] = field(default_factory=dict)
    remembered: Mapping[tuple[str, str], str] = field(default_factory=dict)
    more: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._fixed = vocabularies(self.catalogue)
        self._labels = vocabulary_labels(self.catalogue)
        self._dialogue = dialogue_words.load(self.catalogue.folders)
        self._chosen = {key_of(kind, text): code for (kind, text), code in self.assigned.items()}

    def code(self, kind: str, text: str) -> str | None:
        """The code that the text stands for in a column of this kind, or None."""
        key = key_of(kind, text)
        for source in (self._chosen, self.remembered):
            if key in source and source[key] in self.codes(kind):
                return source[key]
        if kind in self._fixed:
            return self._fixed[kind].get(key[1])
        if kind in self._dialogue.by_kind:
            return self._dialogue.code_of(kind, text)
        if kind in self.more:
            return next(
                (code for code, label in self.more[kind].items() if key[1] in map(spelling, (code, label))), None
            )
        found = self.catalogue.code_of(key[0], text)
        return self.group(text) if found is None and kind == GROUP_TOO else found

    def chosen(self, kind: str, text: str) -> str | None:
        """What the user chose for this text, now or before; not checked against our codes."""
        key = key_of(kind, text)
        return self._chosen.get(key) or self.remembered.get(key)

    def codes(self, kind: str) -> dict[str, str]:
        """The codes that a column of this kind may hold, with the word that we write for each."""
        known: Mapping[str, Mapping] = {
            CARE_TYPE: self.catalogue.care_types,
            GROUP_TOO: {**self.catalogue.care_types, **self.catalogue.groups},
            MEASURE: self.catalogue.measures,
            PERIOD: self.catalogue.periods,
            ANY_PERIOD: self.catalogue.periods,
        }
        if kind in known:
            return {code: thing.label for code, thing in known[kind].items()}
        if kind in self._labels:
            return self._labels[kind]
        return self._dialogue.codes(kind) if kind in self._dialogue.by_kind else dict(self.more.get(kind, {}))

    def group(self, text: str) -> str | None:
        """The code of a group of care types; data never carry one, statements may."""
        wanted = spelling(text)
        for group in self.catalogue.groups.values():
            if wanted in map(spelling, (group.code, group.slug, group.label, *group.aliases)):
                return group.code
        return None

    def closest(self, kind: str, text: str) -> str:
        """The label of what was perhaps meant; empty when nothing is near."""
        labels = self.codes(kind)
        return closest(text, [*labels.values(), *self._aliases(kind)], labels, lambda word: self.code(kind, word))

    def _aliases(self, kind: str) -> Iterable[str]:
        known: Mapping[str, Mapping] = {
            CARE_TYPE: self.catalogue.care_types,
            MEASURE: self.catalogue.measures,
            PERIOD: self.catalogue.periods,
        }
        for thing in (*known.get(base_kind(kind), {}).values(), *self._dialogue.by_kind.get(kind, {}).values()):
            yield from thing.aliases

    def bad_assignments(self) -> list[tuple[str, str, str]]:
        """Choices of the user that name no code: (kind, text, code)."""
        groups_too = {CARE_TYPE: GROUP_TOO}
        return [
            (kind, text, code)
            for (kind, text), code in self.assigned.items()
            if kind not in ANY_CODE and code not in self.codes(groups_too.get(kind, kind))
        ]


def closest(text: str, words: Iterable[str], labels: Mapping[str, str], code_of) -> str:
    """Of the words that stand for a code, the label of the code whose word looks most like the text."""
    by_spelling = {spelling(word): word for word in words}
    near = difflib.get_close_matches(spelling(text), list(by_spelling), n=1, cutoff=0.65)
    return labels.get(code_of(by_spelling[near[0]]) or "", "") if near else ""


def in_sentence(label: str) -> str:
    """A label inside a sentence: Peuteropvang -> peuteropvang; an abbreviation stays as it is."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
