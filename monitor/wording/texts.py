"""The Dutch templates of verdicts and flags: read from the catalogue's files, looked up and filled.

A template is a row of sentences with slots in braces. **A sentence with a slot that has no value is left out**; so an
optional tail is a sentence in the file and no branch in the code, and a template never shows a hole.

In verdicts.csv an empty `polarity` means any. A cell that is empty in a row is taken from the next row of this list:
same code and variant for any polarity; the code with this polarity; the code alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from monitor import catalogue as catalogues
from monitor import paths
from monitor.catalogue import Catalogue
from monitor.wording.numbers import capital

VERDICTS, FLAGS = "verdicts.csv", "flags.csv"
ABOVE, LEVEL, BELOW, UNKNOWN, NEUTRAL = "above", "level", "below", "unknown", "neutral"
FAMILIES = (ABOVE, LEVEL, BELOW, UNKNOWN, NEUTRAL)

# What a template may use. A catalogue check can compare a workspace's own files with this list.
SLOTS = frozenset(
    {
        "Measure", "measure", "label", "care_type", "who", "baseline", "dip", "current", "period",  # what and when
        "B", "D", "C", "d3", "lo", "hi", "delta", "unit", "score", "Score", "part", "k",  # numbers
        "n", "n_min", "n_groups", "n_min_groups", "group", "groups",  # observations
        "ahead", "better", "worse", "improved", "worsened", "has_improved", "has_worsened",  # directions
        "worsening", "growth",
        "sources", "indicative", "monitor", "parts",
    }
)  # fmt: skip

Slots = Mapping[str, str | None]
Key = tuple[str, str, str]

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_QUOTED_START = re.compile(r"“([a-zà-ÿ])")


@dataclass(frozen=True)
class Texts:
    """The rows of verdicts.csv by (code, variant, polarity) and of flags.csv by code, in the order of the files."""

    verdicts: dict[Key, dict[str, str]]
    flags: dict[str, dict[str, str]]
    fallback: Texts | None = None

    def cell(self, column: str, code: str, variant: str = "", polarity: str = "") -> str:
        """One cell of verdicts.csv, with the order of the module's docstring; empty when nobody filled it.

        Raises KeyError for a code that no file knows.
        """
        wanted = ((code, variant, polarity), (code, variant, ""), (code, "", polarity), (code, "", ""))
        found = [self.verdicts[key] for key in wanted if key in self.verdicts]
        if not found:
            if self.fallback is None:
                raise KeyError(f"{VERDICTS} has no row for {code}")
            return self.fallback.cell(column, code, variant, polarity)
        return next((row[column] for row in found if row.get(column)), "")

    def flag(self, code: str) -> dict[str, str]:
        """The row of one flag. Raises KeyError for a flag that no file knows."""
        if code in self.flags:
            return self.flags[code]
        if self.fallback is None:
            raise KeyError(f"{FLAGS} has no row for {code}")
        return self.fallback.flag(code)

    def order(self) -> tuple[str, ...]:
        """The codes, each once, in the order in which lists show them."""
        return tuple(dict.fromkeys(code for code, _, _ in self.verdicts))


def load(folders: Iterable[Path]) -> Texts:
    """The texts of these catalogue folders; what a workspace's file leaves out comes from the shipped one."""
    shipped = _read((paths.CATALOGUE,), None)
    where = tuple(folders)
    return shipped if where in ((), (paths.CATALOGUE,)) else _read((*where, paths.CATALOGUE), shipped)


def _read(folders: tuple[Path, ...], fallback: Texts | None) -> Texts:
    verdicts = catalogues.read_rows(VERDICTS, folders)
    flags = catalogues.read_rows(FLAGS, folders)
    return Texts(
        {(row["code"], row["variant"], row["polarity"]): row for row in verdicts},
        {row["code"]: row for row in flags},
        fallback,
    )


def of(catalogue: Catalogue) -> Texts:
    """The texts that belong to a catalogue, read once and kept with it (a reloaded catalogue reads them anew)."""
    kept = vars(catalogue)
    if "_texts" not in kept:
        kept["_texts"] = load(catalogue.folders)
    return kept["_texts"]


def slots_in(template: str) -> set[str]:
    """The names of the slots that a template uses."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def split_sentences(text: str) -> list[str]:
    return [piece for piece in _SENTENCE_END.split(text) if piece]


def fill(template: str, slots: Slots) -> str:
    """The template with its slots filled; sentences with a slot without a value are left out.

    Raises KeyError for a slot that does not exist: a typing error in a template must not pass in silence.
    """
    said = []
    for sentence in split_sentences(template):
        values = {name: slots[name] for name in slots_in(sentence)}
        if None not in values.values():
            said.append(capital(sentence.format(**values)))
    return _QUOTED_START.sub(lambda found: found[0].upper(), " ".join(said))


def join(*texts: str) -> str:
    """Texts one after another, without the empty ones."""
    return " ".join(text for text in texts if text)
