"""What a dialogue year holds, as plain records. Screens, commands, documents and exports read the same ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from monitor import clock
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.words import BY_LIST, CLOSED, FROM_LIST, JOINT, SCHOOL_BOARD, VALUE

JGZ = "jgz"
"""Participant that stands for the youth health service; no location of the register."""


@dataclass(frozen=True, slots=True)
class Location:
    """One childcare location or school in a year. `area` is a code of the settings, empty when not known."""

    location_id: str
    name: str
    kind: str
    area: str = ""
    organisation: str = ""
    care_types: tuple[str, ...] = ()
    delivery: str = "form"
    is_active: bool = True
    lrk_id: str = ""
    brin_vestiging: str = ""
    postcode: str = ""
    house_number: str = ""
    has_ve: bool | None = None

    @property
    def via_board(self) -> bool:
        return self.delivery == SCHOOL_BOARD


@dataclass(frozen=True, slots=True)
class Amount:
    """A count that may be absent, with the reason: value (zero is a value), suppressed, missing or not_asked."""

    value: float | None
    state: str = VALUE

    @property
    def known(self) -> float:
        """The value, or 0 when there is none: for comparisons, never for a sum that is shown."""
        return self.value if self.state == VALUE and self.value is not None else 0


@dataclass(frozen=True, slots=True)
class Flow:
    """Children who went from a childcare location to a school, and how many of them with a VVE indication."""

    from_id: str
    to_id: str
    children: Amount
    children_vve: Amount


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written on one theme. `label` names a theme that the year does not know (chosen freely)."""

    theme: str
    stands_out: str = ""
    actions_text: str = ""
    proud: str = ""
    label: str = ""

    @property
    def has_text(self) -> bool:
        return bool(self.stands_out or self.actions_text or self.proud)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One reported dialogue. `themes_asked` is False when only its being held is known (a list with a date).

    `is_current` is False for an earlier report by the same location, and for the double of a joint dialogue.
    """

    dialogue_id: str
    form_type: str
    held_on: date | None
    submitted_at: datetime | None
    participants: tuple[str, ...]
    reporter_id: str = ""
    channel: str = "form"
    form_version: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    themes_asked: bool = True
    help_asked: str = ""
    is_current: bool = True
    arrived_at: datetime | None = None
    """When it first came in as it is now, in Dutch time; None when nobody knows."""
    themes_held: bool = False
    """Whether its themes are known but not told to who sees counts only (see monitor.access.batches)."""

    @property
    def is_joint(self) -> bool:
        return self.form_type == JOINT

    @property
    def known_on(self) -> date | None:
        """The day from which it counts: when it was sent, else when it was held; None when neither is known."""
        return self.submitted_at.date() if self.submitted_at else self.held_on

    def is_known_on(self, on: date) -> bool:
        return self.known_on is None or self.known_on <= on

    @property
    def rank(self) -> tuple[bool, datetime, date]:
        """Of several internal reports of one location the highest counts: a filled in form goes before a bare date."""
        return (self.channel != FROM_LIST, self.submitted_at or datetime.min, self.held_on or date.min)

    @property
    def spoken(self) -> tuple[bool, frozenset[tuple[str, str]]]:
        """What of it changes a count of themes: whether themes are known, and which (code and label)."""
        return self.themes_asked, frozenset((answer.theme, answer.label) for answer in self.answers.values())


@dataclass(frozen=True, slots=True)
class Action:
    """One revision of an action. `owners` are names of organisations or roles, several possible."""

    action_id: str
    revision: int
    text: str
    status: str
    dialogue_id: str = ""
    theme: str = ""
    owners: tuple[str, ...] = ()
    due_on: date | None = None
    result: str = ""
    changed_at: datetime | None = None
    changed_by: str = ""
    year: int | None = None

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED

    def is_overdue(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on and not self.is_closed


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One figure of the monitor triple: an indicator in a year, of the whole municipality or of one location."""

    aspect: str
    indicator: str
    year: int
    amount: Amount
    location_id: str = ""
    unit: str = ""
    definition: str = ""
    is_break: bool = False
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form in progress, as far as others may know of it: not its text."""

    draft_id: str
    form_type: str
    location_id: str
    participants: tuple[str, ...]
    saved_at: datetime
    is_sent: bool


@dataclass(frozen=True)
class Cycle:
    """One dialogue year of one municipality and one origin, whole. Sequences are in the order of the register."""

    origin: str
    settings: CycleSettings
    locations: tuple[Location, ...] = ()
    flows: tuple[Flow, ...] = ()
    dialogues: tuple[Dialogue, ...] = ()
    actions: tuple[Action, ...] = ()
    """The newest revision of each action of this year."""
    action_revisions: tuple[Action, ...] = ()
    """All revisions, oldest first."""
    series: tuple[SeriesPoint, ...] = ()
    drafts: tuple[Draft, ...] = ()
    decided_doubles: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Pairs of dialogue ids (sorted) of which somebody said whether they are the same dialogue."""
    previous: Cycle | None = None
    """The year before, without its own previous year; None when nothing is known of it."""
    of: frozenset[str] | None = None
    """The locations that all this is about, for who may see those only; None for the whole municipality."""
    is_counts: bool = False
    """Whether this is for who may see counts only (see monitor.access.scope_totals)."""
    earlier: tuple[Dialogue, ...] = ()
    """What reports said before they came in once more under the same id, without texts (see monitor.dialogues.versions)."""

    @property
    def municipality(self) -> str:
        return self.settings.municipality

    @property
    def year(self) -> int:
        return self.settings.year

    @property
    def by_id(self) -> dict[str, Location]:
        return {location.location_id: location for location in self.locations}

    @property
    def active(self) -> tuple[Location, ...]:
        """The active locations that the year is about: the ones that are counted."""
        return tuple(x for x in self.in_register if self.is_about(x.location_id))

    @property
    def in_register(self) -> tuple[Location, ...]:
        """All active locations, also those that somebody only sees to choose a partner from."""
        return tuple(location for location in self.locations if location.is_active)

    def is_about(self, location_id: str) -> bool:
        return self.of is None or location_id in self.of

    def name(self, location_id: str) -> str:
        found = next((x for x in self.locations if x.location_id == location_id), None)
        return found.name if found else location_id

    def counted(self, on: date) -> tuple[Dialogue, ...]:
        """The dialogues that count on a day: those known by then. A report counts until what stands in for it is known."""
        known = [d for d in self.dialogues if d.is_known_on(on)]
        later = [d for d in self.dialogues if d.is_current and not d.is_known_on(on)]
        back = self._not_yet_replaced(known, later) if later else set()
        return tuple(d for d in known if d.is_current or d.dialogue_id in back)

    def _not_yet_replaced(self, known: list[Dialogue], later: list[Dialogue]) -> set[str]:
        """Of the reports that are no longer current, those for which one of the later dialogues stands in."""
        later_ids = {d.dialogue_id for d in later}
        back = {i for pair, same in self.decided_doubles.items() if same and later_ids & {*pair} for i in pair}
        waiting = {d.participants for d in later if not d.is_joint}
        newest: dict[tuple[str, ...], Dialogue] = {}
        for one in sorted(known, key=lambda d: (d.channel != FROM_LIST, d.known_on or date.min)):
            if not one.is_joint and one.participants in waiting:
                newest[one.participants] = one
        return back | {d.dialogue_id for d in newest.values()}

    def joint(self, on: date) -> tuple[Dialogue, ...]:
        return tuple(d for d in self.counted(on) if d.is_joint)

    def internal(self, on: date) -> tuple[Dialogue, ...]:
        return tuple(d for d in self.counted(on) if not d.is_joint)

    def as_of(self, on: date) -> Cycle:
        """The same year with every action as it stood at the end of a day, so that a report of then can be made again.

        An action from a list that was read later counts as it stood in that list: the list may be older than its reading.
        Who sees counts only is not told the themes of an earlier day: the difference of two days is those of one dialogue.
        """
        kept: dict[str, Action] = {}
        for action in self.action_revisions:
            if action.changed_at is None or action.changed_at.date() <= on:
                kept[action.action_id] = action
            elif action.changed_by == BY_LIST:
                kept.setdefault(action.action_id, action)
        actions = tuple(kept[key] for key in sorted(kept))
        dialogues = self.dialogues
        if self.hides_themes(on):
            dialogues = tuple(
                replace(one, answers={}, themes_asked=False, themes_held=one.themes_asked or one.themes_held)
                for one in dialogues
            )
        before = self.previous.as_of(on) if self.previous else None
        return replace(self, actions=actions, dialogues=dialogues, previous=before)

    def hides_themes(self, on: date) -> bool:
        """Whether what was spoken about by this day is not told, because more became known since."""
        now = clock.today()
        return self.is_counts and any(one.is_known_on(now) and not one.is_known_on(on) for one in self.dialogues)

    @property
    def is_empty(self) -> bool:
        return not (self.locations or self.dialogues or self.flows or self.actions)
