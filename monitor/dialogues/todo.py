"""What to do today, most urgent first: each task with its area and the role that is the contact there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.dialogues.coverage import askers
from monitor.dialogues.doubles import likely_doubles
from monitor.dialogues.facts import INTERNAL_PHASE, JOINT_PHASE, Facts, facts
from monitor.dialogues.flows import closed_doors
from monitor.dialogues.records import Cycle, Dialogue
from monitor.wording import dialogue as say

LATE, NO_PARTNER, MISSING_THEME, ACTION_OVERDUE, HELP_ASKED, LIKELY_DOUBLE = (
    "late", "no_partner", "missing_theme", "action_overdue", "help_asked", "likely_double",
)  # fmt: skip
ORDER = (LATE, HELP_ASKED, ACTION_OVERDUE, NO_PARTNER, MISSING_THEME, LIKELY_DOUBLE)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `area` is a code of the settings or empty; `since` the day from which it waits."""

    kind: str
    sentence: str
    area: str
    contact_role: str
    since: date | None
    location_id: str = ""
    dialogue_id: str = ""
    action_id: str = ""


def todo(cycle: Cycle, on: date) -> tuple[Task, ...]:
    """All tasks of the day: by kind in the order of this module, within a kind what waits longest first."""
    known = facts(cycle, on)
    found = [
        *_late(known), *_closed_doors(known), *_missing_themes(known), *_overdue_actions(known), *_help(known),
        *_doubles(known),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda t: (ORDER.index(t.kind), t.since or date.max, t.sentence)))


def _task(known: Facts, kind: str, sentence: str, area: str, since: date | None, **about: str) -> Task:
    return Task(kind, sentence, area, known.cycle.settings.contact_role(area), since, **about)


def _late(known: Facts) -> Iterator[Task]:
    """Internal dialogues that are not there after the end of the phase."""
    if known.is_over(INTERNAL_PHASE):
        for i, place in known.active.items():
            if not known.has_delivered(place):
                told = say.internal_is_late(place.name, known.has_draft(i, joint=False))
                yield _task(known, LATE, told, place.area, known.end_of(INTERNAL_PHASE), location_id=i)


def _closed_doors(known: Facts) -> Iterator[Task]:
    """VVE flow and no joint dialogue: nobody to talk with yet; late when the phase of the joint dialogues is over."""
    start, is_late = known.cycle.settings.no_partner_from, known.is_over(JOINT_PHASE)
    if known.on < start and not is_late:
        return
    for door in closed_doors(known.cycle, known.on):
        i = door.location_id
        has_draft = known.has_draft(i, joint=True)
        if has_draft and not is_late:
            continue  # who is writing the report has a partner
        partner = known.name(door.suggested_partner_id) if door.suggested_partner_id else ""
        told = say.no_partner(known.name(i), partner, door.reason, has_draft)
        since = known.end_of(JOINT_PHASE) if is_late else start
        yield _task(known, LATE if is_late else NO_PARTNER, told, known.active[i].area, since, location_id=i)


def _missing_themes(known: Facts) -> Iterator[Task]:
    labels = {theme.code: theme.short for theme in known.mandatory}
    for one in known.counted:
        if lacking := known.lacking(one):
            names = [known.name(i) for i in one.participants]
            told = say.missing_theme(names, [labels[code] for code in lacking], one.is_joint)
            yield _task(known, MISSING_THEME, told, known.area_of(one.participants), one.known_on,
                        location_id=_only(one.participants), dialogue_id=one.dialogue_id)  # fmt: skip


def _overdue_actions(known: Facts) -> Iterator[Task]:
    participants = {d.dialogue_id: d.participants for d in known.cycle.dialogues}
    for action in known.cycle.actions:
        if action.due_on is not None and action.is_overdue(known.on):
            told = say.action_overdue(action.text, action.due_on, action.owners)
            area = known.area_of(participants.get(action.dialogue_id, ()))
            yield _task(known, ACTION_OVERDUE, told, area, action.due_on,
                        action_id=action.action_id, dialogue_id=action.dialogue_id)  # fmt: skip


def _help(known: Facts) -> Iterator[Task]:
    """One task per location, from its first question."""
    first: dict[str, Dialogue] = {}
    for one in sorted(known.counted, key=lambda d: d.known_on or date.max):
        if one.help_asked:
            for location_id in askers(one):
                first.setdefault(location_id, one)
    for i, one in first.items():
        yield _task(known, HELP_ASKED, say.help_asked(known.name(i)), known.area_of([i]), one.known_on,
                    location_id=i, dialogue_id=one.dialogue_id)  # fmt: skip


def _doubles(known: Facts) -> Iterator[Task]:
    ids = {d.dialogue_id for d in known.counted}
    for double in likely_doubles(known.cycle):
        if ids.issuperset(double.pair):
            people = double.first.participants
            told = say.likely_double([known.name(i) for i in people], double.why)
            days = [d.known_on for d in (double.first, double.second) if d.known_on]
            yield _task(known, LIKELY_DOUBLE, told, known.area_of(people), max(days, default=None),
                        dialogue_id=double.first.dialogue_id)  # fmt: skip


def _only(participants: tuple[str, ...]) -> str:
    return participants[0] if len(participants) == 1 else ""
