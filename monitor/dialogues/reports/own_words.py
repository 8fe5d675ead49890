"""Somebody's words as they may stand in a letter: shortened, and without sentences that may hold a name."""

from __future__ import annotations

import re
from collections.abc import Collection

from monitor.dialogues import names

LEFT_OUT = "[...]"
LONGEST = 260  # signs
SENTENCES = re.compile(r"(?<=[.!?])\s+|\s*\n+\s*")


def safe(text: str, known: Collection[str], longest: int = LONGEST) -> str:
    """The text without the sentences that may hold a name or number of a person; empty when none is left.

    `known` holds words that are no names (`names.known_words`). What is left out shows as [...].
    """
    kept: list[str] = []
    for sentence in filter(None, SENTENCES.split(text.strip())):
        if not names.check(sentence, known):
            kept.append(sentence)
        elif kept[-1:] != [LEFT_OUT]:
            kept.append(LEFT_OUT)
    return shortened(" ".join(kept), longest) if any(part != LEFT_OUT for part in kept) else ""


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text on one line, cut between two words when it is too long; the cut shows as [...]."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    room = longest - len(LEFT_OUT) - 1
    cut = line[:room].rsplit(" ", 1)[0] if " " in line[: room + 1] else line[:room]
    return f"{cut.rstrip(' ,;')} {LEFT_OUT}"
