"""What a person may see and do, as plain records. Everything that is not given is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.records import DEMO

NOTHING, OWN_LOCATIONS, TOTALS, ALL = "nothing", "own_locations", "totals", "all"
"""How much of a local dialogue: nothing; what the own locations took part in; counts without texts and names; all."""

LEVELS = (NOTHING, OWN_LOCATIONS, TOTALS, ALL)


class NotAllowed(PermissionError):
    """Somebody asked for more than their role gives. The text is Dutch and fit for the screen."""


@dataclass(frozen=True, slots=True)
class DialogueScope:
    """What somebody may see of the dialogues of one municipality. `locations` counts with OWN_LOCATIONS only.

    A coach who is also in the working group has ALL; a coach in the steering group has TOTALS with `locations`: the
    counts of all, and everything of the own locations.
    """

    level: str = NOTHING
    locations: frozenset[str] = frozenset()
    may_set_up: bool = False
    """Read lists and forms in, change the settings of the year, decide on doubles."""

    def covers(self, *location_ids: str) -> bool:
        """Whether the answers of a dialogue or draft of these locations may be read and written."""
        return self.level == ALL or bool(self.locations.intersection(location_ids))

    @property
    def has_any(self) -> bool:
        return self.level != NOTHING or bool(self.locations)


@dataclass(frozen=True)
class Rights:
    """The rights of one person, all roles together. The empty one gives nothing at all."""

    national: bool = False
    """The national pages, the method, terms and sources, and comparing a file of one's own."""
    consultations: bool = False
    """Preparing consultations, and reading what members ask."""
    manage: bool = False
    """Reading national numbers in and taking them out, seeing people, roles and the audit trail, backups."""
    everywhere: DialogueScope = field(default_factory=DialogueScope)
    """For every municipality that is not named in `dialogues`."""
    dialogues: Mapping[str, DialogueScope] = field(default_factory=dict)
    """Per municipality (its key; empty for the only one)."""

    def dialogue(self, origin: str, municipality: str) -> DialogueScope:
        """Fictitious dialogues are open to whoever may see anything: they show what the tool can do."""
        if origin == DEMO:
            return EVERYTHING.everywhere if self.has_any else NO_RIGHTS.everywhere
        return self.dialogues.get(municipality, self.everywhere)

    @property
    def has_dialogues(self) -> bool:
        return any(scope.has_any for scope in (self.everywhere, *self.dialogues.values()))

    @property
    def has_any(self) -> bool:
        return self.national or self.consultations or self.manage or self.has_dialogues


EVERYTHING = Rights(True, True, True, DialogueScope(ALL, may_set_up=True))
NO_RIGHTS = Rights()


@dataclass(frozen=True)
class Person:
    """Who is at the screen. `person_id` is an e-mail address in lower case, empty on a laptop and for a visitor."""

    person_id: str
    rights: Rights
    roles: tuple[str, ...] = ()
    """Codes of the roles, in the order of the catalogue."""
    is_alone: bool = False
    """A laptop without sign-in: everything of that workspace."""

    @property
    def is_signed_in(self) -> bool:
        return bool(self.person_id)


ALONE = Person("", EVERYTHING, is_alone=True)
