"""What a consultation says about itself: days to go, what is in the briefing, what is still to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.consultation.records import Consultation


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do before or after the meeting: a Dutch sentence and the part of the page (`?stap=`) where it is done."""

    step: str
    text: str


def countdown(held_on: date | None, on: date) -> str:
    """ "Nog 12 dagen tot het overleg." on the day `on` (the peildatum)."""
    return ""


def closing(consultation: Consultation, on: date) -> str:
    """Until when members may send questions; empty when no closing date is set."""
    return ""


def counts(consultation: Consultation) -> str:
    """ "In deze briefing staan 4 gesprekspunten, 7 figuren en 12 vragen van leden." """
    return ""


def summary(consultation: Consultation, on: date) -> str:
    """Counts and countdown."""
    return ""


def tasks(consultation: Consultation, on: date) -> tuple[Task, ...]:
    """What is still to be done, the most urgent first."""
    return ()
