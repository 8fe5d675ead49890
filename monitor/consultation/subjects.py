"""Which measures and care types a text names, by the words of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from monitor.catalogue import Catalogue
from monitor.consultation.period_signs import SIGNS

LEAST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Subjects:
    """Codes of measures and of care types (or groups of them). Empty is false."""

    measures: frozenset[str] = frozenset()
    care_types: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.measures or self.care_types)

    def within(self, other: Subjects) -> bool:
        """Whether everything named here is named there too."""
        return self.measures <= other.measures and self.care_types <= other.care_types


def subjects_of(plain: str, catalogue: Catalogue) -> Subjects:
    """What a text names; `plain` is in small letters. The longest name counts where several fit."""
    known = (_names(catalogue.measures), _names({**catalogue.care_types, **catalogue.groups}))
    return Subjects(*(_found(plain, dict(names)) for names in known))


def _found(plain: str, names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(names[m.group()] for m in _pattern(tuple(names)).finditer(plain))


def _names(things: Mapping) -> tuple[tuple[str, str], ...]:
    """Pairs of name and code; of two things with one name the first in the catalogue has it."""
    found: dict[str, str] = {}
    for thing in things.values():
        for name in (thing.label, re.sub(r"^(?:de|het) ", "", thing.in_sentence), *thing.aliases):
            word = name.lower().translate(SIGNS)
            if len(word) >= LEAST_LETTERS:
                found.setdefault(word, thing.code)
    return tuple(found.items())


@lru_cache(maxsize=32)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)" if names else r"(?!)")
