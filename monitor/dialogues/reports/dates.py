"""The days of the dialogue year for somebody's own calendar: each phase, and the last day of each phase."""

from __future__ import annotations

import hashlib

from monitor.dialogues.reports.material import STAMP, period_text
from monitor.dialogues.settings import CycleSettings
from monitor.export.calendar import Days, calendar
from monitor.wording.dialogue import year_text
from monitor.wording.numbers import date_text


def ics(settings: CycleSettings, origin: str, *, is_demo: bool) -> bytes:
    """The calendar file. It holds phases and days only: nobody's name and no counts."""
    name = f"{settings.dialogue_name} {settings.year}, {settings.municipality_label}"
    return calendar(f"{name} ({STAMP})" if is_demo else name, entries(settings, origin, is_demo=is_demo))


def entries(settings: CycleSettings, origin: str, *, is_demo: bool) -> list[Days]:
    """Two per phase, one for a phase of one day. A phase that moves keeps its identity."""
    found = []
    whose = hashlib.sha256(f"{origin}|{settings.municipality}".encode()).hexdigest()[:12]
    for phase in settings.phases:
        said = [
            STAMP + "." if is_demo else "",
            f"{phase.what} Wie: {phase.who}." if phase.who else phase.what,
            f"De termijn is {period_text(phase.start, phase.end)}.",
            f"{settings.dialogue_name}, {settings.municipality_label}, dialoogjaar {year_text(settings)}.",
        ]
        text = "\n".join(filter(None, said))
        uid = f"{settings.year}-{phase.code}-{{}}-{whose}@kwaliteitsdialoog"
        found.append(Days(uid.format("fase"), phase.label, phase.start, phase.end, text))
        if phase.end > phase.start:
            last = f"Laatste dag ({date_text(phase.end)}): {phase.label}"
            found.append(Days(uid.format("termijn"), last, phase.end, phase.end, text))
    return found
