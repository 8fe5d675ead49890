"""The time where the users are. Servers run on UTC; a peildatum, a term and "vandaag" are days in the Netherlands."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""What a person can mean by a year; beyond it the phases of a year have no days."""


def now() -> datetime:
    """This moment in Dutch time, without a zone: as dialogues and actions are kept."""
    return datetime.now(ZONE).replace(tzinfo=None)


def today() -> date:
    return now().date()


def local(at: str) -> datetime:
    """The moment of an entry of the journal (ISO text in UTC, with a Z) in Dutch time, without a zone."""
    return datetime.fromisoformat(at.removesuffix("Z") + "+00:00").astimezone(ZONE).replace(tzinfo=None)
