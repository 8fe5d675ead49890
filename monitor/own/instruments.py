"""Instruments and observers: which scores may stand beside the national figures, read from the catalogue.

An instrument that is not national brings its own reason; `other` is what anything unknown becomes.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor import paths
from monitor.catalogue import read_rows, spelling

OTHER, UNKNOWN_OBSERVER = "other", "unknown"
FILES = ("instruments.csv", "observers.csv")


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument. `measures` are the codes that it measures in the national monitor; `names` how data call it."""

    code: str
    label: str
    names: tuple[str, ...]
    measures: tuple[str, ...]
    is_national: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Observer:
    """Who observed. `reason` says why a score of this observer does not stand on the national axis."""

    code: str
    label: str
    names: tuple[str, ...]
    is_trained: bool
    reason: str


@dataclass(frozen=True)
class Instruments:
    """All instruments and observers, by code, in the order of the catalogue."""

    instruments: Mapping[str, Instrument]
    observers: Mapping[str, Observer]

    def code_of(self, text: str) -> str:
        """The instrument that a word means; `other` for a word that we do not know, "" for none."""
        return _found(text, self.instruments.values(), OTHER)

    def variant_of(self, text: str) -> str:
        """What a name adds to that of the instrument, such as an age group ("CLASS Pre-K" is pre_k); "" when nothing."""
        known = self.instruments.get(self.code_of(text))
        head = f"{spelling(known.label)}_" if known else ""
        return spelling(text).removeprefix(head) if head and spelling(text).startswith(head) else ""

    def observer_code_of(self, text: str) -> str | None:
        """The observer that a word means: "" for none, None for a word that we do not know."""
        return _found(text, self.observers.values(), "") or None if text.strip() else ""

    def measuring(self, measures: Sequence[str]) -> list[Instrument]:
        """The national instruments that measure any of these."""
        return [i for i in self.instruments.values() if i.is_national and set(i.measures) & set(measures)]


def load(folders: Sequence[Path] = ()) -> Instruments:
    """The catalogue of a workspace, or the shipped one. Raises FileNotFoundError when a file is not there."""
    return _load((*folders, paths.CATALOGUE))


@functools.lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...]) -> Instruments:
    rows = read_rows(FILES[0], folders)
    instruments = {
        row["code"]: Instrument(
            row["code"], row["label_nl"], _split(row["names"]), _split(row["measures"]), row["is_national"] == "1",
            row["reason_nl"],
        )
        for row in rows
    }  # fmt: skip
    observers = {
        row["code"]: Observer(
            row["code"], row["label_nl"], _split(row["names"]), row["is_trained"] == "1", row["reason_nl"]
        )
        for row in read_rows(FILES[1], folders)
    }
    return Instruments(instruments, observers)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _found(text: str, things, otherwise: str) -> str:
    wanted = spelling(text)
    if not wanted:
        return ""
    for thing in things:
        if wanted in {spelling(name) for name in (thing.code, thing.label, *thing.names)}:
            return thing.code
    return otherwise
