"""Which locations a form speaks of: the register, what people confirmed before, and what the user says now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.catalogue import spelling
from monitor.dialogues.intake.matching import KIND, Matcher, alias_kind
from monitor.dialogues.records import JGZ, Location
from monitor.learned_words import SEVERAL as SEVERAL_KIND

AREA = "area:"
"""A choice for a text in the partners: all active locations of an area ("alle scholen in de wijk" is often typed)."""
SEVERAL = ";"
"""Stands between the ids of a choice that is more than one location."""


def partners_kind(municipality: str) -> str:
    """The kind under which a workspace remembers a text that stands for several locations."""
    return f"{SEVERAL_KIND}{municipality}"


@dataclass
class Places:
    """Locations by typed name. `chosen` and `remembered` are spelling -> choice (an id, ids, or an area)."""

    locations: Sequence[Location]
    aliases: Mapping[str, str]
    chosen: Mapping[str, str]
    remembered: Mapping[str, str]
    is_jgz: set[str]
    _areas: dict[str, Matcher] = field(default_factory=dict)
    _found: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._all = Matcher(self.locations, self.aliases)
        self._by_id = {location.location_id: location for location in self.locations}
        self._ids = self._by_id.keys() | {JGZ}

    def find(self, text: str, area: str = "") -> tuple[str, ...]:
        """The locations that a text stands for; none when nobody knows. `area` settles between namesakes."""
        key = (text, area)
        if key not in self._found:
            self._found[key] = self._find(text, area)
        return self._found[key]

    def is_known(self, text: str) -> bool:
        """Whether a text is one name: of a location, or of several that share it."""
        return bool(self.find(text)) or self.is_shared(text)

    def is_shared(self, text: str) -> bool:
        return self._all.match(text).is_shared

    def kind(self, location_id: str) -> str:
        """Childcare or school; empty for a participant that is no location."""
        return self._by_id[location_id].kind if location_id in self._by_id else ""

    def name(self, location_id: str) -> str:
        return self._by_id[location_id].name if location_id in self._by_id else location_id

    def suggestions(self, text: str) -> tuple[str, ...]:
        return self._all.match(text).suggestions

    def _find(self, text: str, area: str) -> tuple[str, ...]:
        wanted = spelling(text)
        for source in (self.chosen, self.remembered):
            if ids := self._meant(source.get(wanted, "")):
                return ids
        if wanted in self.is_jgz:
            return (JGZ,)
        found = self._all.match(text).location_id
        if found is None and area:
            found = self._in_area(area).match(text).location_id
        return (found,) if found else ()

    def _meant(self, choice: str) -> tuple[str, ...]:
        """The ids of a choice; none when one of them is not in the register."""
        if choice.startswith(AREA):
            area = choice.removeprefix(AREA)
            return tuple(x.location_id for x in self.locations if x.is_active and x.area == area)
        ids = tuple(part.strip() for part in choice.split(SEVERAL) if part.strip())
        return ids if all(part in self._ids for part in ids) else ()

    def _in_area(self, area: str) -> Matcher:
        if area not in self._areas:
            self._areas[area] = Matcher([x for x in self.locations if x.area == area], {})
        return self._areas[area]


def choices(values: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """The user's choices of locations: spelling -> choice."""
    return {spelling(text): code for (kind, text), code in values.items() if kind == KIND and code}


def to_remember(values: Mapping[tuple[str, str], str], municipality: str) -> dict[tuple[str, str], str]:
    """The choices as a workspace remembers them: one location as its alias, several as a text of their own."""
    found = {}
    for word, code in choices(values).items():
        several = SEVERAL in code or code.startswith(AREA)
        found[partners_kind(municipality) if several else alias_kind(municipality), word] = code
    return found
