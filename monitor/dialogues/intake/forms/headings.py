"""Headings as form tools write them: cut off, repeated with a number glued on, with line breaks and hard spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CUT = "..."
_NUMBER = re.compile(r"^(?P<stem>.+?) ?(?:\((?P<a>\d{1,2})\)|(?P<b>\d{1,2}))$")
_PART = re.compile(r"^(?P<question>.*?)\s*\[(?P<part>[^\[\]]+)\]$")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a form.

    `name` is the heading as written (white space collapsed), unlike all others of the file; `stem` and `ordinal` are how
    it is compared: the text without a glued-on number, and the which-th time that this text occurs in the form (from 1).
    `part` is the option or row of a question that has a column for each of them.
    """

    index: int
    name: str
    stem: str
    ordinal: int
    is_repeated: bool
    part: str = ""

    @property
    def key(self) -> str:
        """How a profile remembers this heading."""
        return self.stem if self.ordinal == 1 else f"{self.stem} #{self.ordinal}"


def collapsed(text: str) -> str:
    """NFKC, hard spaces and line breaks as one space; for showing."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "").split())


def normalised(text: str) -> str:
    """A heading as it is compared: collapsed, case folded, without colons and spaces at the end."""
    return collapsed(text).casefold().rstrip(": ")


def same(a: str, b: str) -> bool:
    """Whether two normalised headings are the same one; of a heading that was cut off only the beginning counts."""
    if a == b:
        return True
    short, other = (a, b) if a.endswith(CUT) else (b, a)
    beginning = short.removesuffix(CUT)
    return short.endswith(CUT) and len(beginning) > 20 and other.startswith(beginning)


def read_headings(cells: Sequence[str], parts: Sequence[str] = (), filled: Iterable[int] = ()) -> list[Heading]:
    """The headings of a row. `parts` are the labels of a second row; a column that is `filled` but has no heading gets
    one. Columns without heading and without content are left out.
    """
    with_content = set(filled)
    written: list[tuple[int, str, str]] = []
    for index in range(max(len(cells), max(with_content, default=-1) + 1)):
        name = collapsed(cells[index]) if index < len(cells) else ""
        part = collapsed(parts[index]) if index < len(parts) else ""
        if not part and (found := _PART.match(name)):
            part = found["part"]
        elif part:
            name = f"{name}: {part}" if name else part
        if name or index in with_content:
            written.append((index, name or f"kolom {index + 1}", part))
    plain = [normalised(name) for _, name, _ in written]
    numbers = [_stem_and_number(text, set(plain)) for text in plain]
    ranks = _ranks(numbers)
    often = {stem for stem, rank in ranks if rank > 1}
    names = _unlike([name for _, name, _ in written])
    return [
        Heading(index, name, stem, rank, stem in often, part)
        for (index, _, part), name, (stem, rank) in zip(written, names, ranks, strict=True)
    ]


def _stem_and_number(text: str, known: set[str]) -> tuple[str, int]:
    """A number at the end counts the repeats only when the bare text is a heading too ("groep 2" is just a name)."""
    found = _NUMBER.match(text)
    if not found:
        return text, 0
    for stem in (found["stem"], found["stem"].rstrip(": ")):
        if stem in known:
            return stem, int(found["a"] or found["b"])
    return text, 0


def _ranks(numbers: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The numbers of each text as 1, 2, 3: some tools begin to count the repeats at 1, others at 2, some do not count."""
    order: dict[str, list[tuple[int, int]]] = {}
    for place, (stem, number) in enumerate(numbers):
        order.setdefault(stem, []).append((number, place))
    rank = {place: n for places in order.values() for n, (_, place) in enumerate(sorted(places), start=1)}
    return [(stem, rank[place]) for place, (stem, _) in enumerate(numbers)]


def _unlike(names: Sequence[str]) -> list[str]:
    """The same names; one that was there already gets its number behind it."""
    taken: set[str] = set()
    found = []
    for name in names:
        unique, number = name, 1
        while normalised(unique) in taken:
            number += 1
            unique = f"{name} ({number})"
        taken.add(normalised(unique))
        found.append(unique)
    return found
