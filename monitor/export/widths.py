"""How wide the columns of a table must be on paper, so that no word is broken in two."""

from __future__ import annotations

from collections.abc import Sequence

LEAST, BOLDER = 4.0, 1.1  # letters; how much wider bold letters are
LONGEST_CELL = 160  # letters: a longer cell gets no wider column
LINES_OF_LABEL, LINES_OF_CELL = 3, 2  # that a column wishes for


def in_letters(lines: Sequence[Sequence[str]], room: float) -> list[float]:
    """The width of each column in letters, together at most `room` when all words fit in that.

    The first line holds the labels; the first column is bold. The longest word of a column comes first; what is left goes
    to columns with long texts.
    """
    columns = list(zip(*lines, strict=True))
    needs = [_longest_word(texts, is_first=place == 0) for place, texts in enumerate(columns)]
    wishes = [max(need, _wish(texts)) for need, texts in zip(needs, columns, strict=True)]
    more = sum(wishes) - sum(needs)
    part = 1.0 if more <= 0 else min(1.0, max(0.0, room - sum(needs)) / more)
    return [need + part * (wish - need) for need, wish in zip(needs, wishes, strict=True)]


def _longest_word(texts: Sequence[str], *, is_first: bool) -> float:
    words = max((_longest_piece(text) for text in texts[1:]), default=0) * (BOLDER if is_first else 1)
    return max(LEAST, _longest_piece(texts[0]) * BOLDER, words)


def _wish(texts: Sequence[str]) -> float:
    longest = min(LONGEST_CELL, max((len(text) for text in texts[1:]), default=0))
    return max(len(texts[0]) / LINES_OF_LABEL, longest / LINES_OF_CELL)


def _longest_piece(text: str) -> int:
    """The longest piece that stays on one line: a no-break space breaks no line, a hyphen may."""
    return max(len(piece) for piece in text.replace("\n", " ").replace("-", "- ").split(" "))
