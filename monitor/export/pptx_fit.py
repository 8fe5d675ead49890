"""What fits on a slide: how many lines a text takes, how high that is, and where a text goes on on the next slide.

Letters are taken a little too wide, so what fits here fits in an office program.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 13.333, 7.5  # inches
EDGE, TOP, BOTTOM = 0.5, 1.35, 6.85  # inches: beside everything, and where the body begins and ends
POINTS = 72  # in an inch
EM, BOLD_EM = 0.54, 0.59  # the mean width of a letter, of its size
LINE, AFTER = 1.2, 0.35  # of the size: the height of a line, and the white after a paragraph
LEAST_LINES = 3  # of a text that begins at the foot of a slide


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph on a slide."""

    words: str
    is_bold: bool = False


def room() -> float:
    """The height of the place for text, in points."""
    return (BOTTOM - TOP) * POINTS


def wrapped(words: str, size: float, width: float = WIDTH - 2 * EDGE, *, bold: bool = False) -> list[str]:
    letters = max(8, int(width * POINTS / (size * (BOLD_EM if bold else EM))))
    return [line for part in words.split("\n") for line in textwrap.wrap(part, letters) or [""]]


def lines_of(words: str, size: float, width: float = WIDTH - 2 * EDGE, *, bold: bool = False) -> int:
    return len(wrapped(words, size, width, bold=bold))


def height_of(texts: Sequence[Text], size: float) -> float:
    """In points."""
    return sum((lines_of(text.words, size, bold=text.is_bold) * LINE + AFTER) * size for text in texts)


def pages_of(texts: Sequence[Text], size: float) -> list[list[Text]]:
    """The paragraphs over slides. A long one goes on on the next slide; a heading stays with its text."""
    pages: list[list[Text]] = [[]]
    for text in texts:
        left = wrapped(text.words, size, bold=text.is_bold)
        least = LEAST_LINES + len(left) if text.is_bold else min(LEAST_LINES, len(left))
        if pages[-1] and left_on(pages[-1], size) < least:
            pages.append([])
        while len(left) > (fitting := left_on(pages[-1], size)):
            pages[-1].append(Text(" ".join(left[:fitting]), text.is_bold))
            left = left[fitting:]
            pages.append([])
        # A text that was not cut keeps its own line ends.
        whole = len(left) == lines_of(text.words, size, bold=text.is_bold)
        pages[-1].append(text if whole else Text(" ".join(left), text.is_bold))
    return [page for page in pages if page]


def left_on(page: Sequence[Text], size: float) -> int:
    return math.floor((room() - height_of(page, size) - AFTER * size) / (size * LINE))
