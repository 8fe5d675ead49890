"""What the part *Stand* says: headline, alternative text, phases as a table, and the tasks of the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from monitor.dialogues import todo as kinds
from monitor.dialogues.records import Cycle
from monitor.dialogues.series import CITY, LOCATIONS, Presence
from monitor.dialogues.status import AHEAD, BUSY, DONE, LATE, PAST, PhaseState, Status
from monitor.dialogues.todo import Task
from monitor.dialogues.words import Words
from monitor.figures.timeline import LOOKS
from monitor.tables import COUNT, Column, Table
from monitor.wording.alt import LONGEST, TABLE_LINE
from monitor.wording.dialogue import NO_AREA, area_name
from monitor.wording.numbers import capital, count, date_table, date_text, listing, out_of

# Icon, name of a group of tasks, and one or several of them in a sentence.
KINDS = {
    kinds.LATE: ("!", "Te laat", "keer te laat", "keer te laat"),
    kinds.NO_PARTNER: ("○", "Nog geen gesprekspartner", "locatie zonder gesprek", "locaties zonder gesprek"),
    kinds.MISSING_THEME: ("✗", "Een verplicht thema mist", "thema dat mist", "thema's die missen"),
    kinds.ACTION_OVERDUE: ("!", "Actie over de datum", "actie over de datum", "acties over de datum"),
    kinds.HELP_ASKED: ("?", "Hulp gevraagd", "vraag om hulp", "vragen om hulp"),
    kinds.LIKELY_DOUBLE: ("=", "Misschien twee keer ingestuurd", "keer misschien dubbel", "keer misschien dubbel"),
}
LEVELS = {CITY: "Hele gemeente", LOCATIONS: "Locaties"}
SHOWN = 8  # tasks of one kind that stand open; the others unfold


def headline(found: Status) -> str:
    """Which phase runs now, and what is over without being complete."""
    busy = [s.phase.label for s in found.phases if s.state == BUSY]
    late = [s.phase.label for s in found.phases if s.state == LATE]
    following = next((s.phase for s in found.phases if s.phase.code == found.next_phase), None)
    if busy:
        now = f"Nu bezig: {listing(busy)}."
    elif following:
        now = f"Nu loopt er geen fase. Op {date_text(following.start)} begint: {following.label}."
    else:
        now = "Alle fasen van dit dialoogjaar zijn voorbij."
    return f"{now} Nog niet compleet: {listing(late)}." if late else now


def timeline_alt(found: Status, cycle: Cycle) -> str:
    """The alternative text of the timeline: every phase with its state when that fits, else how many in each state."""
    head = f"Tijdlijn van {count(len(found.phases), 'fase', 'fasen')} in dialoogjaar {cycle.year}."
    states = {
        code: [s.phase.label for s in found.phases if s.state == code] for code in (DONE, PAST, BUSY, LATE, AHEAD)
    }
    named = [f"{LOOKS[code].word.capitalize()}: {listing(names)}." for code, names in states.items() if names]
    counted = [f"{LOOKS[code].word.capitalize()}: {len(names)}." for code, names in states.items() if names]
    for told in (named, counted):
        text = " ".join([head, *told, TABLE_LINE])
        if len(text) <= LONGEST:
            return text
    return f"{head} {TABLE_LINE}"


def phases_html(found: Status) -> str:
    """One paragraph per phase: its name, what is done, and how long it still runs."""
    told = (
        f"<p><b>{escape(s.phase.label)}.</b> {escape(' '.join(filter(None, (s.sentence, s.deadline))))}</p>"
        for s in found.phases
    )
    return f"<div class='kib-texts'>{''.join(told)}</div>"


def phases_table(found: Status, cycle: Cycle) -> Table:
    columns = ("Fase", "Begin", "Einde", "Stand", "Aantal", "Uitleg", "Wie", "Wat te doen")
    return Table(
        caption=f"Fasen van dialoogjaar {cycle.year} op {date_text(found.on)}",
        columns=tuple(Column(name, name) for name in columns),
        rows=tuple(_phase_row(state) for state in found.phases),
        sheet="Fasen",
    )


def _phase_row(state: PhaseState) -> tuple[str, ...]:
    phase, look = state.phase, LOOKS[state.state]
    counted = state.done is not None and state.required is not None
    amount = out_of(state.done or 0, state.required or 0) if counted else "niets te tellen"
    said = " ".join(filter(None, (state.sentence, state.deadline)))
    days = (date_table(phase.start), date_table(phase.end))
    return (phase.label, *days, f"{look.icon} {look.word}", amount, said, phase.who, phase.what)


# -------------------------------------------------------------------------------------------------------------- tasks


def tasks_by_kind(tasks: Sequence[Task]) -> dict[str, list[Task]]:
    """In the order of KINDS; kinds without tasks are left out."""
    found = {kind: [t for t in tasks if t.kind == kind] for kind in KINDS}
    return {kind: mine for kind, mine in found.items() if mine}


def tasks_headline(tasks: Sequence[Task], on: date, is_today: bool) -> str:
    """How much there is to do on the day that one looks at, which may be an earlier one."""
    if not tasks:
        return "Vandaag is er niets te doen" if is_today else f"Op {date_text(on)} is er niets te doen"
    return f"{'Vandaag te doen' if is_today else f'Te doen op {date_text(on)}'}: {count(len(tasks), 'taak', 'taken')}"


def tasks_sentence(tasks: Sequence[Task]) -> str:
    """How many of each kind: "2 keer te laat, 1 vraag om hulp."."""
    parts = [count(len(mine), *KINDS[kind][2:]) for kind, mine in tasks_by_kind(tasks).items()]
    return f"Dat zijn: {listing(parts)}." if parts else ""


def tasks_html(tasks: Sequence[Task], cycle: Cycle) -> str:
    """A list per kind, each task with its area and contact role; a long list unfolds."""
    return "".join(_kind(kind, mine, cycle) for kind, mine in tasks_by_kind(tasks).items())


def _kind(kind: str, mine: Sequence[Task], cycle: Cycle) -> str:
    icon, label = KINDS[kind][:2]
    head = f"<h3><span aria-hidden='true'>{icon}</span> {escape(label)} ({len(mine)})</h3>"
    rest = mine[SHOWN:]
    more = (
        f"<details class='kib-details'><summary>{escape(label)}: toon nog {len(rest)}</summary>{_list(rest, cycle)}</details>"
        if rest
        else ""
    )
    return head + _list(mine[:SHOWN], cycle) + more


def _list(tasks: Sequence[Task], cycle: Cycle) -> str:
    items = (
        f"<li>{escape(task.sentence)}<span class='kib-small'>{escape(' · '.join(_beside(task, cycle)))}</span></li>"
        for task in tasks
    )
    return f"<ul class='kib-tasks'>{''.join(items)}</ul>"


def _beside(task: Task, cycle: Cycle) -> list[str]:
    area = f"Wijk {cycle.settings.area_label(task.area)}" if task.area else NO_AREA
    contact = f"contact: {task.contact_role}" if task.contact_role else "geen contactpersoon ingesteld"
    return [area, contact] + ([f"sinds {date_text(task.since)}"] if task.since else [])


def tasks_table(tasks: Sequence[Task], cycle: Cycle) -> Table:
    columns = ("Soort", "Wat", "Wijk", "Contact", "Sinds")
    rows = [
        (KINDS[kind][1], task.sentence, area_name(cycle.settings, task.area),
         task.contact_role or "niet ingesteld", date_table(task.since) if task.since else "niet bekend")
        for kind, mine in tasks_by_kind(tasks).items()
        for task in mine
    ]  # fmt: skip
    return Table("Te doen", tuple(Column(name, name) for name in columns), tuple(rows), sheet="Te doen")


# ------------------------------------------------------------------------------------------------------ monitor triple


def triple_table(found: Sequence[Presence], words: Words) -> Table:
    """Is there a figure? Per aspect for the municipality and for the locations, with the four states counted apart."""
    rows = tuple(
        (label, LEVELS.get(p.level, p.level), _presence(p), p.suppressed, p.missing, p.not_asked,
         str(p.year) if p.year else "geen", capital(p.sentence.removeprefix(f"{label}: ")))
        for p in found
        for label in [words.label("aspect", p.aspect)]
    )  # fmt: skip
    columns = (
        Column("aspect", "Kant"), Column("level", "Van"), Column("present", "Is er een cijfer?"),
        Column("suppressed", "Te klein", COUNT), Column("missing", "Ontbreekt", COUNT),
        Column("not_asked", "Niet gevraagd", COUNT), Column("year", "Laatste jaar met een cijfer"), Column("said", "Uitleg"),
    )  # fmt: skip
    return Table("Is er een cijfer? Per kant van de monitor", columns, rows, sheet="Drie kanten")


def _presence(one: Presence) -> str:
    if one.level == CITY:
        if one.present:
            return f"✓ ja, over {one.year}" if one.year else "✓ ja"
        return "○ dit jaar niet" if one.year else "○ nee"
    icon = "✓" if one.present == one.of else "◐" if one.present else "○"
    return f"{icon} {out_of(one.present, one.of)} locaties"
