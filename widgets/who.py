"""Who is at the screen."""

from __future__ import annotations

from monitor.access.records import ALONE, Person


def person() -> Person:
    """The person of the running session, asked anew at each call; also in callbacks and downloads."""
    return ALONE
