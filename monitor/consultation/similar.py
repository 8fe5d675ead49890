"""Which questions of members look alike, as proposals that a person accepts or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.consultation.records import Question


@dataclass(frozen=True, slots=True)
class Proposal:
    """Questions that may be one: ids, the one that should speak first; `score` 0 to 100 of the least alike pair."""

    ids: tuple[str, ...]
    score: float


def proposals(questions: Sequence[Question]) -> tuple[Proposal, ...]:
    """Groups of questions that look alike, the most alike first. Each question is in one group at most."""
    return ()
