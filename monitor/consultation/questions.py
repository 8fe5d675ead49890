"""Questions of members out of text: one per line, or the body of an e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.consultation.records import Question


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the text that was not kept, and why (Dutch)."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was found: questions (without ids), and everything that was left out, in the order of the text."""

    questions: tuple[Question, ...]
    dropped: tuple[LeftOut, ...] = ()


def from_text(text: str, *, received_on: date | None = None, organisation: str = "") -> Parsed:
    """Questions and suggestions in a text that somebody pasted."""
    return Parsed(())
