"""Forms in progress: each draft is a stream of small changes, so that a kill at any moment loses nothing that was kept.

A draft has an id that nobody can guess; who has the link may go on writing. A change holds only the fields that changed,
so that two people who write in different fields do not undo each other.
"""

from __future__ import annotations

from datetime import datetime

from monitor.dialogues.records import Draft
from monitor.store.journal import Journal

STREAM = "drafts"


def drafts_of(journal: Journal, origin: str, municipality: str, year: int) -> tuple[Draft, ...]:
    """The forms that were begun in this year and hold something, without their text."""
    found = []
    for stream in journal.streams(STREAM):
        entries = journal.entries(stream)
        if len(entries) < 2 or (entries[0].get("origin"), entries[0].get("municipality"), entries[0].get("year")) != (
            origin, municipality, year,
        ):  # fmt: skip
            continue
        start = entries[0]
        saved = datetime.fromisoformat(entries[-1]["at"].removesuffix("Z"))
        sent = any(entry.get("kind") == "sent" for entry in entries)
        found.append(
            Draft(stream.split("/")[1], start["form_type"], start["location_id"], tuple(start.get("participants", ())),
                  saved, sent)
        )  # fmt: skip
    return tuple(found)
