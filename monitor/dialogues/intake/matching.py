"""Which location a typed name stands for. Nothing is guessed: what is not the same gets suggestions for a person.

An id counts first, then a name or an alias in another spelling (case, accents and signs do not count). Two locations
with the same name are never chosen between: those two are what a person chooses from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from monitor.catalogue import spelling
from monitor.dialogues.records import JGZ, Location
from monitor.learned_words import NAMES
from monitor.store.workspace import State

KIND = "location"
"""The kind under which a user's choice comes in: values[("location", text)] = location_id."""
SHARED_NAME = "meer locaties heten '{text}'."
"""What is wrong with a name that several locations have."""
MOST_SUGGESTIONS = 5
LEAST_LIKE = 60
"""Below this likeness (0 to 100) a name is no suggestion."""


@dataclass(frozen=True, slots=True)
class Match:
    """`location_id` is None when nobody knows the name; then `suggestions` holds ids, the most alike first.

    `is_shared` tells that several locations have this very name; the suggestions are those.
    """

    location_id: str | None
    suggestions: tuple[str, ...] = ()
    is_shared: bool = False


class Matcher:
    """Matches many names against the same locations. `aliases` is spelling -> location_id; "jgz" is a target too."""

    def __init__(self, locations: Sequence[Location], aliases: Mapping[str, str]) -> None:
        self._ids = {location.location_id for location in locations} | {JGZ}
        self._aliases = {word: code for word, code in aliases.items() if code in self._ids}
        self._by_id = _only([(word, x.location_id) for x in locations for word in _codes(x)])
        self._by_name = _only([(spelling(x.name), x.location_id) for x in locations])
        self._shared = _shared([(spelling(x.name), x.location_id) for x in locations])
        self._names = {x.location_id: spelling(x.name).replace("_", " ") for x in locations}
        self._known: dict[str, Match] = {}

    def match(self, text: str) -> Match:
        """The location with suggestions; looking for those goes through all names, so only `find` is for many texts."""
        if text not in self._known:
            found = self.find(text)
            same = () if found else self.namesakes(text)
            near = same or (() if found else self._near(spelling(text)))
            self._known[text] = Match(found, near, bool(same))
        return self._known[text]

    def find(self, text: str) -> str | None:
        """The id that a text stands for, or None."""
        text = text.strip()
        if text in self._ids:
            return text
        wanted = spelling(text)
        found = (source.get(wanted) for source in (self._aliases, self._by_id, self._by_name)) if wanted else ()
        return next((code for code in found if code), None)

    def namesakes(self, text: str) -> tuple[str, ...]:
        """The locations that share this name, in the order of the register; none when the text stands for one or none."""
        return () if self.find(text) else self._shared.get(spelling(text), ())

    def _near(self, wanted: str) -> tuple[str, ...]:
        if not wanted:
            return ()
        text = wanted.replace("_", " ")
        worth = {code: _likeness(text, code, name) for code, name in self._names.items()}
        best = sorted(
            (code for code in worth if worth[code] >= LEAST_LIKE), key=lambda c: (-worth[c], self._names[c], c)
        )
        return tuple(best[:MOST_SUGGESTIONS])


def _likeness(text: str, code: str, name: str) -> float:
    """0 to 100: whole words in common in any order, or a part of the name, or a code with a slip of the finger."""
    return max(fuzz.token_set_ratio(text, name), fuzz.partial_ratio(text, name), fuzz.ratio(text, code.lower()))


def match(text: str, locations: Sequence[Location], aliases: Mapping[str, str]) -> Match:
    """One name against these locations; use a `Matcher` for many names."""
    return Matcher(locations, aliases).match(text)


def aliases_of(state: State, municipality: str) -> dict[str, str]:
    """The names that people confirmed in this municipality: spelling -> location_id."""
    return {word: code for (kind, word), code in state.mappings.items() if kind == alias_kind(municipality)}


def alias_kind(municipality: str) -> str:
    """The kind under which a workspace remembers a confirmed name."""
    return f"{NAMES}{municipality}"


def aliases_to_remember(values: Mapping[tuple[str, str], str], municipality: str) -> dict[tuple[str, str], str]:
    """The user's choices of locations, as `Workspace.remember` keeps them."""
    return {(alias_kind(municipality), spelling(text)): code for (kind, text), code in values.items() if kind == KIND}


def _codes(location: Location) -> set[str]:
    return {spelling(code) for code in (location.location_id, location.lrk_id, location.brin_vestiging)} - {""}


def _only(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Word -> id, without the words that stand for more than one id."""
    found: dict[str, set[str]] = {}
    for word, location_id in pairs:
        found.setdefault(word, set()).add(location_id)
    return {word: next(iter(ids)) for word, ids in found.items() if word and len(ids) == 1}


def _shared(pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Word -> ids, of the words that stand for more than one id."""
    found: dict[str, dict[str, None]] = {}
    for word, location_id in pairs:
        found.setdefault(word, {})[location_id] = None
    return {word: tuple(ids) for word, ids in found.items() if word and len(ids) > 1}
