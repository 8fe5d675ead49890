"""The status of a dialogue year as short Dutch sections for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.dialogues.coverage import Coverage
from monitor.dialogues.records import Cycle
from monitor.dialogues.screen_tables import dialogue_names
from monitor.dialogues.status import Status
from monitor.dialogues.words import Words
from monitor.records import DEMO, DEMO_STAMP
from monitor.wording import dialogue as say
from monitor.wording.numbers import count, date_text, out_of

MOST = 12  # names on one line; JSON has them all


def heading(cycle: Cycle, day: str) -> str:
    """Of which year this is, and that it is fictitious when it is."""
    stamp = f" {DEMO_STAMP}." if cycle.origin == DEMO else ""
    return f"{cycle.settings.municipality_label}, dialoogjaar {cycle.year}. Stand op {day}.{stamp}"


def status_text(found: Status, coverage: Coverage, cycle: Cycle, words: Words) -> str:
    """All sections, with an empty line between them."""
    names = {i: x.name for i, x in cycle.by_id.items()}
    sections = (
        ("", [heading(cycle, date_text(found.on))]),
        ("Fasen", [f"{s.phase.label} ({say.PHASE_STATES[s.state]}): {s.sentence} {s.deadline}" for s in found.phases]),
        ("Noemers", [part.sentence for part in coverage.denominators]),
        ("Interne dialoog", list(_internal(found, names))),
        ("Gezamenlijke dialoog", list(_joint(found, cycle, words))),
        ("Doorstroom met VVE", list(_vve(found, names))),
        ("Acties", list(_actions(found, words))),
        ("Per wijk", list(_areas(found))),
    )
    return "\n\n".join("\n".join([*([title] if title else []), *lines]) for title, lines in sections if lines)


def _internal(found: Status, names: dict[str, str]) -> Iterator[str]:
    part = found.internal
    for word, ids in (("Nog niet", part.missing), ("Te laat ingestuurd", part.late), ("In concept", part.drafts)):
        if ids:
            yield f"{word}: {_listed([names.get(i, i) for i in ids])}."


def _joint(found: Status, cycle: Cycle, words: Words) -> Iterator[str]:
    part, labels = found.joint, {t.code: t.short for t in cycle.settings.themes}
    yield f"{count(len(part.dialogues), 'gezamenlijke dialoog', 'gezamenlijke dialogen')}."
    who = dialogue_names(cycle, words)
    if part.missing_theme:
        yield f"Er mist een verplicht thema: {_listed([f'{who[d]} ({labels[t]})' for d, t in part.missing_theme], '; ')}."
    if part.late:
        yield f"Te laat ingestuurd: {_listed([who[d] for d in part.late], '; ')}."
    if part.likely_doubles:
        pairs = [who[a] if who[a] == who[b] else f"{who[a]}, en {who[b]}" for a, b in part.likely_doubles]
        yield f"Misschien hetzelfde gesprek: {_listed(pairs, '; ')}."


def _vve(found: Status, names: dict[str, str]) -> Iterator[str]:
    doors = found.vve.without_dialogue
    if doors:
        yield say.closed_doors(len(doors))
    for door in doors:
        partner = door.suggested_partner_id
        tip = f"mogelijke partner {names.get(partner, partner)} ({door.reason})" if partner else door.reason
        yield f"- {names.get(door.location_id, door.location_id)}: {tip}."


def _actions(found: Status, words: Words) -> Iterator[str]:
    part = found.actions
    told = [f"{words.label('action_status', code)}: {n}" for code, n in part.by_status.items() if n]
    yield f"{', '.join(told)}." if told else "Er zijn nog geen acties."
    if part.overdue:
        yield f"Over de datum: {_listed(part.overdue)}."
    if part.without_owner:
        yield f"Zonder eigenaar: {_listed(part.without_owner)}."


def _areas(found: Status) -> Iterator[str]:
    for area in found.by_area.values():
        there = len(area.received) + len(area.via_school_board)
        contact = f" Contact: {area.contact_role}." if area.contact_role else ""
        closed = f" Zonder gezamenlijke dialoog: {len(area.without_dialogue)}." if area.without_dialogue else ""
        yield f"{area.label}: {out_of(there, area.required)} intern.{closed}{contact}"


def _listed(names: Sequence[str], between: str = ", ") -> str:
    more = f" en nog {len(names) - MOST}" if len(names) > MOST else ""
    return between.join(names[:MOST]) + more
