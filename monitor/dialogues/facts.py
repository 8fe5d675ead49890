"""What a dialogue year comes down to on one day, looked up once: who sent what, who talked with whom, who has VVE flow.

The rules that every view of the year follows stand here: which location counts, when a report is late, when two locations
have talked, when a theme is missing. All of it is linear in the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.dialogues.records import JGZ, Amount, Cycle, Dialogue, Draft, Flow, Location
from monitor.dialogues.settings import Theme
from monitor.dialogues.themes import theme_code
from monitor.dialogues.words import JOINT, SUPPRESSED

INTERNAL_PHASE, JOINT_PHASE = "internal", "joint"


@dataclass(frozen=True)
class Facts:
    """One year on one day. Dictionaries by location id hold every participant, also those outside the register."""

    cycle: Cycle
    on: date
    places: dict[str, Location]
    """All locations of the register, by id."""
    active: dict[str, Location]
    """The locations that are counted."""
    able: dict[str, Location]
    """The locations that can talk: all that are active, also those of which nothing else is known here."""
    internal: dict[str, list[Dialogue]]
    joint: dict[str, list[Dialogue]]
    counted: tuple[Dialogue, ...]
    first_internal: dict[str, date | None]
    """The day of the first internal report of a location; None when one of its reports has no day."""
    drafts: dict[str, list[Draft]]
    joint_ids: dict[str, set[str]]
    vve_flows: tuple[Flow, ...]
    vve_locations: dict[str, Location]
    """Active locations with VVE flow, in the order of the register."""
    mandatory: tuple[Theme, ...]

    @property
    def joint_dialogues(self) -> tuple[Dialogue, ...]:
        return tuple(d for d in self.counted if d.is_joint)

    def name(self, location_id: str) -> str:
        if location_id == JGZ:
            return "de JGZ"
        found = self.places.get(location_id)
        return found.name if found else location_id

    def end_of(self, phase: str) -> date | None:
        found = self.cycle.settings.phase(phase)
        return found.end if found else None

    def is_over(self, phase: str) -> bool:
        end = self.end_of(phase)
        return end is not None and self.on > end

    def is_late(self, known_on: date | None, phase: str) -> bool:
        """Whether what became known on this day came after the end of a phase; without a day it is never late."""
        end = self.end_of(phase)
        return end is not None and known_on is not None and known_on > end

    def internal_is_late(self, location_id: str) -> bool:
        """Whether the first internal report came after the end of the phase; who adds to it later is not late."""
        return location_id in self.internal and self.is_late(self.first_internal[location_id], INTERNAL_PHASE)

    def is_via_board(self, location: Location) -> bool:
        """Whether it delivers through the school board and sent no form of its own."""
        return location.via_board and location.location_id not in self.internal

    def has_delivered(self, location: Location) -> bool:
        """Whether its internal dialogue is there: by a form or list of its own, or through the school board."""
        return location.location_id in self.internal or location.via_board

    def has_draft(self, location_id: str, *, joint: bool) -> bool:
        return any((draft.form_type == JOINT) == joint for draft in self.drafts.get(location_id, ()))

    def have_talked(self, a: str, b: str) -> bool:
        return not self.joint_ids.get(a, set()).isdisjoint(self.joint_ids.get(b, set()))

    def is_free(self, location_id: str) -> bool:
        """Whether a location is known to have no joint dialogue; of others than the counted ones nobody can tell."""
        return self.cycle.is_about(location_id) and location_id not in self.joint

    def spoken(self, dialogue: Dialogue) -> dict[str, str]:
        """The main themes of a dialogue: code -> label. A sub-topic counts as the theme that it belongs to."""
        settings = self.cycle.settings
        found: dict[str, str] = {}
        for answer in dialogue.answers.values():
            code = theme_code(settings, answer.theme, answer.label)
            known = settings.theme(code)
            found.setdefault(code, known.label if known else answer.label or answer.theme)
        return found

    def lacking(self, dialogue: Dialogue) -> tuple[str, ...]:
        """The mandatory themes that a dialogue misses; none when it was not asked for themes."""
        if not dialogue.themes_asked:
            return ()
        spoken = self.spoken(dialogue)
        return tuple(theme.code for theme in self.mandatory if theme.code not in spoken)

    @property
    def vve_pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs with VVE flow that may talk: both are active. With a location that stopped nobody can talk."""
        pairs = ((f.from_id, f.to_id) for f in self.vve_flows)
        return tuple(pair for pair in pairs if pair[0] in self.able and pair[1] in self.able)

    def area_of(self, location_ids: Iterable[str]) -> str:
        """The area of the first of these locations that has one."""
        return next((x.area for i in location_ids if (x := self.places.get(i)) and x.area), "")


def facts(cycle: Cycle, on: date) -> Facts:
    """The year looked up on one day."""
    places = cycle.by_id
    active = {x.location_id: x for x in cycle.active}
    counted = cycle.counted(on)
    vve_flows = tuple(f for f in cycle.flows if is_some(f.children_vve))
    with_vve = {i for f in vve_flows for i in (f.from_id, f.to_id)}
    joint = _by_location(d for d in counted if d.is_joint)
    return Facts(
        cycle, on, places, active, {x.location_id: x for x in cycle.in_register},
        internal=_by_location(d for d in counted if not d.is_joint),
        joint=joint,
        counted=counted,
        first_internal=_first(d for d in cycle.dialogues if not d.is_joint and d.is_known_on(on)),
        drafts=_drafts(cycle.drafts, on),
        joint_ids={i: {d.dialogue_id for d in held} for i, held in joint.items()},
        vve_flows=vve_flows,
        vve_locations={i: x for i, x in active.items() if i in with_vve},
        mandatory=cycle.settings.mandatory,
    )  # fmt: skip


def is_some(amount: Amount) -> bool:
    """Whether there are children at all: a suppressed number is one too, because zero is never suppressed."""
    return amount.known > 0 or amount.state == SUPPRESSED


def _by_location(dialogues: Iterable[Dialogue]) -> dict[str, list[Dialogue]]:
    found: dict[str, list[Dialogue]] = {}
    for one in dialogues:
        for location_id in dict.fromkeys(one.participants):
            found.setdefault(location_id, []).append(one)
    return found


def _first(dialogues: Iterable[Dialogue]) -> dict[str, date | None]:
    found: dict[str, date | None] = {}
    for one in dialogues:
        for location_id in one.participants:
            days = (found.get(location_id, one.known_on), one.known_on)
            found[location_id] = None if None in days else min(day for day in days if day)
    return found


def _drafts(drafts: Iterable[Draft], on: date) -> dict[str, list[Draft]]:
    found: dict[str, list[Draft]] = {}
    for draft in drafts:
        if not draft.is_sent and draft.saved_at.date() <= on:
            for location_id in dict.fromkeys((draft.location_id, *draft.participants)):
                found.setdefault(location_id, []).append(draft)
    return found
