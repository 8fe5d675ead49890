"""Cells of a form as people fill them in: yes in many words, dashes for nothing, several names in one cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from monitor.catalogue import spelling
from monitor.dialogues.words import MISSING, NOT_ASKED, Words

MOST_SHORT = 24  # a longer text is an answer, not a word for "nothing"
MASKED = re.compile(r"^'(?=[=+\-@])")
AND = r"\s+(?:en|and|&|\+)\s+|/"
NOT_TEXT = re.compile(r"_x000D_|[\x00-\x08\x0b\x0c\x0e-\x1f]")


def cleaned(text: str) -> str:
    """The text of a cell: without signs that are none, with plain line ends, and unmasked ('= becomes =)."""
    if not text:
        return ""
    if "\r" in text or "_x000D_" in text or not text.isprintable():
        text = NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u00a0", " ").strip()
    return MASKED.sub("", text) if text.startswith("'") else text


class Reader:
    """Words with a fixed meaning in a form, remembered as they come by."""

    def __init__(self, words: Words, yes_no: Mapping[str, str]) -> None:
        self.words, self._yes_no = words, yes_no
        self.yes = lru_cache(maxsize=8192)(self._yes)
        self.is_nothing = lru_cache(maxsize=8192)(self._is_nothing)

    def _is_nothing(self, text: str) -> bool:
        """A dash, a point, "n.v.t.": somebody had to fill in something."""
        if len(text) > MOST_SHORT:
            return False
        return not re.sub(r"[\W_]", "", text) or self.words.code_of("value_state", text) in (MISSING, NOT_ASKED)

    def _yes(self, text: str) -> bool | None:
        """True for yes, False for no, None for anything else. "Ja, de verpleegkundige" is yes."""
        for word in (spelling(text), spelling(text).split("_")[0]):
            if word in self._yes_no:
                return self._yes_no[word] == "true"
        return None

    def discussed(self, text: str) -> bool:
        """Whether a cell says that a theme was discussed: yes, or the name of the option that was ticked."""
        if self.is_nothing(text):
            return False
        code = self.words.code_of("coverage", text) if len(text) <= MOST_SHORT else None
        return self.yes(text) is not False and code != "not_discussed"

    def help(self, text: str) -> str:
        """What help was asked for; empty for none ("nee", "geen", "nee, dank u")."""
        if self.is_nothing(text):
            return ""
        words = spelling(text).split("_")
        declined = self.yes(text) is False or words[0] in ("geen", "niet")
        return "" if declined and len(words) <= 4 else text

    def form_type(self, text: str) -> str | None:
        return self.words.code_of("form_type", text)


def split_options(text: str, separators: Sequence[str], is_known: Callable[[str], bool]) -> list[str]:
    """The options in one cell. An option that itself holds the separator is recognised by being known.

    `separators` come in order: what the first leaves in one piece is split by the next only when a part of it is known.
    """
    if not text or is_known(text):
        return [text] if text else []
    first, *later = (re.escape(separator) for separator in separators)
    found: list[str] = []
    for part in _joined(text, first, is_known):
        pieces = [part]
        for separator in later:
            finer = _joined(part, separator, is_known) if not is_known(part) else []
            if len(finer) > 1 and any(map(is_known, finer)):
                pieces = finer
                break
        found += pieces
    return list(dict.fromkeys(found))


def split_names(text: str, separators: Sequence[str], is_known: Callable[[str], bool]) -> list[str]:
    """The locations in one cell: as `split_options`, and by "en", "&" or "/" where every part is known."""
    found: list[str] = []
    for part in split_options(text, separators, is_known):
        finer = _joined(part, AND, is_known) if not is_known(part) else []
        found += finer if len(finer) > 1 and all(map(is_known, finer)) else [part]
    return list(dict.fromkeys(found))


def _joined(text: str, separator: str, is_known: Callable[[str], bool]) -> list[str]:
    """Split at a pattern, but keep the longest run of pieces together that is known as one."""
    cuts = [match.span() for match in re.finditer(separator, text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    found: list[str] = []
    at = 0
    while at < len(starts):
        last = next((e for e in range(len(ends) - 1, at, -1) if is_known(text[starts[at] : ends[e]].strip())), at)
        part = text[starts[at] : ends[last]].strip()
        if part:
            found.append(part)
        at = last + 1
    return found
