"""Words that imports taught a workspace: (kind, spelling) -> code. A municipality teaches its own lists, not those of others."""

from __future__ import annotations

from collections.abc import Mapping

Learned = Mapping[tuple[str, str], str]
OF = "@"
"""Stands in a kind before the municipality whose list taught the word."""
NAMES, SEVERAL = "location:", "partners:"
"""Begin the kinds of names of locations, and of texts for several locations; the rest is the municipality."""


def of_town(learned: Learned, municipality: str) -> dict[tuple[str, str], str]:
    """Words that a list of a municipality taught, as a workspace remembers them.

    Without a municipality (there is only one) they count for everybody, as words of national files do.
    """
    end = f"{OF}{municipality}" if municipality else ""
    return {(f"{kind}{end}", word): code for (kind, word), code in learned.items()}


def taught(mappings: Learned, municipality: str) -> dict[tuple[str, str], str]:
    """The words that count for a list of a municipality: its own go before those of everybody."""
    everybody: dict[tuple[str, str], str] = {}
    own: dict[tuple[str, str], str] = {}
    for (kind, word), code in mappings.items():
        base, _, town = kind.partition(OF)
        if not town:
            everybody[base, word] = code
        elif town == municipality:
            own[base, word] = code
    return {**everybody, **own}


def of_anybody(mappings: Learned) -> dict[tuple[str, str], str]:
    """All words, whoever taught them: to find out what kind of file this is, and for nothing else."""
    return {(kind.partition(OF)[0], word): code for (kind, word), code in mappings.items()}


def town_of(kind: str) -> str:
    """The municipality for whose lists a word of this kind counts; empty for all."""
    for begin in (NAMES, SEVERAL):
        if kind.startswith(begin):
            return kind.removeprefix(begin)
    return kind.partition(OF)[2]
