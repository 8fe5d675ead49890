"""Days for somebody's own calendar (ICS): whole days only, with identities that stay when a day moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from monitor.export.signs import clean

PRODUCT = "-//Kwaliteit in beeld//Dialoogjaar//NL"
LANGUAGE = {"language": "nl"}


@dataclass(frozen=True, slots=True)
class Days:
    """One entry, both days included. `uid` must be the same for the same entry in every file."""

    uid: str
    title: str
    first: date
    last: date
    text: str = ""


def calendar(name: str, entries: Sequence[Days], made_at: datetime | None = None) -> bytes:
    """The file. An entry blocks nobody's agenda; `made_at` lets a later file replace an earlier one."""
    from icalendar import Calendar, Event, vText  # only when somebody downloads

    made = made_at or datetime.now(UTC).replace(microsecond=0)
    whole = Calendar()
    whole.add("prodid", PRODUCT)
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    whole.add("x-wr-calname", vText(_line(name)))
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", made)
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + timedelta(days=1))  # the day after: the end of an entry does not belong to it
        event.add("summary", _line(entry.title), parameters=LANGUAGE)
        if entry.text:
            event.add("description", clean(entry.text), parameters=LANGUAGE)
        event.add("transp", "TRANSPARENT")
        event.add("class", "PUBLIC")
        whole.add_component(event)
    return whole.to_ical()


def _line(text: str) -> str:
    return " ".join(clean(text).split())
