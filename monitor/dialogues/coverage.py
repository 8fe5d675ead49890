"""Who delivered what: location by internal dialogue, joint dialogue and mandatory theme; with three denominators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.catalogue import spelling
from monitor.dialogues import words as w
from monitor.dialogues.facts import INTERNAL_PHASE, JOINT_PHASE, Facts, facts
from monitor.dialogues.records import Cycle, Dialogue, Location
from monitor.dialogues.words import Words
from monitor.tables import COUNT, Column, Table
from monitor.wording import dialogue as say
from monitor.wording.numbers import capital, date_text

OPEN = (w.NOT_YET, w.OVERDUE, w.DRAFT)


@dataclass(frozen=True, slots=True)
class CellState:
    """A code of the words of kind "coverage", the day that belongs to it, and what must be said beside it (Dutch)."""

    code: str
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One active location. `themes` holds the mandatory ones, `chosen` the labels of other themes that it spoke of."""

    location: Location
    internal: CellState
    joint: CellState
    themes: dict[str, CellState]
    chosen: tuple[str, ...]
    actions: int
    help_asked: bool
    has_gap: bool


@dataclass(frozen=True, slots=True)
class Denominator:
    """`done` of `total` things called `name` (locations, dialogues, pairs), said in a Dutch sentence."""

    name: str
    done: int
    total: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Coverage:
    rows: tuple[CoverageRow, ...]
    denominators: tuple[Denominator, ...]


def coverage(cycle: Cycle, on: date) -> Coverage:
    """One row per active location, per area in the order of the settings (without area last), then by name."""
    known = facts(cycle, on)
    order = {area.code: i for i, area in enumerate(cycle.settings.areas)}
    actions = _actions_per_location(known)
    helped = _help_asked(known)
    rows = [_row(place, known, actions, helped) for place in known.active.values()]
    rows.sort(key=lambda r: (order.get(r.location.area, len(order) + (r.location.area == "")), r.location.area,
                             r.location.name.lower(), r.location.location_id))  # fmt: skip
    return Coverage(tuple(rows), _denominators(known))


def _row(place: Location, known: Facts, actions: dict[str, set[str]], helped: set[str]) -> CoverageRow:
    location_id = place.location_id
    internal, joint = _internal(place, known), _joint(location_id, known)
    held = [*known.internal.get(location_id, ()), *known.joint.get(location_id, ())]
    asked = [d for d in held if d.themes_asked]
    spoken = [known.spoken(d) for d in asked]
    nothing = w.NOT_ASKED if held or known.is_via_board(place) else w.NOT_YET
    themes = {t.code: _theme(t.code, spoken, nothing) for t in known.mandatory}
    chosen = {code: label for one in spoken for code, label in one.items() if code not in themes}
    has_gap = (
        internal.code in OPEN
        or (joint.code in OPEN and location_id in known.vve_locations)
        or any(cell.code == w.NOT_DISCUSSED for cell in themes.values())
    )
    return CoverageRow(
        place, internal, joint, themes, tuple(sorted(chosen.values())), len(actions.get(location_id, ())),
        location_id in helped, has_gap,
    )  # fmt: skip


def _internal(place: Location, known: Facts) -> CellState:
    location_id = place.location_id
    if location_id in known.internal:
        first = known.first_internal[location_id]
        last = max((d.known_on for d in known.internal[location_id] if d.known_on), default=None)
        code = w.LATE if known.internal_is_late(location_id) else w.RECEIVED
        added = f"aangevuld op {date_text(last)}" if first and last and last > first else ""
        return CellState(code, first or last, added)
    if known.is_via_board(place):
        return CellState(w.VIA_BOARD)
    return CellState(_not_there(location_id, known, INTERNAL_PHASE))


def _joint(location_id: str, known: Facts) -> CellState:
    """The first joint dialogue counts: who talked in time is not late with a second talk."""
    held = known.joint.get(location_id)
    if held:
        days = [d.known_on for d in held]
        first = min((day for day in days if day), default=None)
        is_late = None not in days and known.is_late(first, JOINT_PHASE)
        more = f"{len(held)} gesprekken" if len(held) > 1 else ""
        return CellState(w.LATE if is_late else w.RECEIVED, first, more)
    if known.cycle.flows and location_id not in known.vve_locations:
        return CellState(w.DRAFT if known.has_draft(location_id, joint=True) else w.NOT_NEEDED)
    if not known.cycle.flows:  # nobody knows who has VVE flow: nothing to be late with
        return CellState(w.DRAFT if known.has_draft(location_id, joint=True) else w.NOT_YET)
    return CellState(_not_there(location_id, known, JOINT_PHASE))


def _not_there(location_id: str, known: Facts, phase: str) -> str:
    if known.has_draft(location_id, joint=phase == JOINT_PHASE):
        return w.DRAFT
    return w.OVERDUE if known.is_over(phase) else w.NOT_YET


def _theme(code: str, spoken: list[dict[str, str]], nothing: str) -> CellState:
    """Discussed only when each dialogue that was asked for themes held it; the note tells in how many it misses."""
    if not spoken:
        return CellState(nothing)
    lacking = sum(code not in one for one in spoken)
    if not lacking:
        return CellState(w.DISCUSSED)
    part = f"mist in {lacking} van {len(spoken)} dialogen" if lacking < len(spoken) else ""
    return CellState(w.NOT_DISCUSSED, note=part)


def _actions_per_location(known: Facts) -> dict[str, set[str]]:
    """The actions that were not dropped, by the participants of the dialogue that they come from and by their owners."""
    participants = {d.dialogue_id: d.participants for d in known.cycle.dialogues}
    ids = {spelling(text): i for i, x in known.places.items() for text in (x.name, i)}
    found: dict[str, set[str]] = {}
    for action in known.cycle.actions:
        if action.status != w.DROPPED:
            owners = (ids[key] for owner in action.owners if (key := spelling(owner)) in ids)
            for location_id in {*participants.get(action.dialogue_id, ()), *owners}:
                found.setdefault(location_id, set()).add(action.action_id)
    return found


def _help_asked(known: Facts) -> set[str]:
    """Who asked for help: the reporter of the dialogue, else all who took part."""
    return {i for d in known.counted if d.help_asked for i in askers(d)}


def askers(dialogue: Dialogue) -> tuple[str, ...]:
    return (dialogue.reporter_id,) if dialogue.reporter_id else dialogue.participants


def _denominators(known: Facts) -> tuple[Denominator, ...]:
    """Three different wholes: locations (internal), joint dialogues with known themes, and pairs with VVE flow."""
    received = sum(i in known.internal for i in known.active)
    via_board = sum(known.is_via_board(place) for place in known.active.values())
    required = len(known.active)
    held = known.joint_dialogues
    asked = [d for d in held if d.themes_asked]
    untold = sum(d.themes_held for d in held)
    complete = sum(not known.lacking(d) for d in asked)
    pairs = known.vve_pairs
    talked = sum(known.have_talked(*pair) for pair in pairs)
    return (
        Denominator("locaties", received + via_board, required,
                    say.internal(received, via_board, required - received - via_board, required)),
        Denominator("dialogen", complete, len(asked),
                    say.mandatory_themes(
                        complete, len(asked), len(known.mandatory), len(held) - len(asked) - untold, untold)),
        Denominator("paren", talked, len(pairs), say.pairs(talked, len(pairs))),
    )  # fmt: skip


# -------------------------------------------------------------------------------------------------------------- table


def cell_text(cell: CellState, words: Words) -> str:
    """ "Ingestuurd, 12 mei 2026 (2 gesprekken)": the word of a cell with its day and note."""
    told = words.label("coverage", cell.code)
    if cell.on:
        told += f", {date_text(cell.on)}"
    return f"{told} ({cell.note})" if cell.note else told


def table(found: Coverage, cycle: Cycle, words: Words) -> Table:
    """The coverage as a table for a download: words in every cell, never an empty one."""
    settings = cycle.settings
    columns = (
        Column("location_id", "Code"), Column("name", "Locatie"), Column("kind", "Soort"), Column("area", "Wijk"),
        Column("internal", "Interne dialoog"), Column("joint", "Gezamenlijke dialoog"),
        *(Column(theme.code, capital(theme.short)) for theme in settings.mandatory),
        Column("chosen", "Gekozen thema's"), Column("actions", "Acties", COUNT), Column("help_asked", "Hulp gevraagd"),
    )  # fmt: skip
    rows = tuple(
        (
            row.location.location_id, row.location.name, words.label("location_kind", row.location.kind),
            say.area_name(settings, row.location.area),
            cell_text(row.internal, words), cell_text(row.joint, words),
            *(cell_text(cell, words) for cell in row.themes.values()),
            ", ".join(row.chosen) or "geen", row.actions, "ja" if row.help_asked else "nee",
        )
        for row in found.rows
    )  # fmt: skip
    note = " ".join(part.sentence for part in found.denominators)
    return Table(f"Dekking van dialoogjaar {cycle.year}", columns, rows, note, "Dekking")
