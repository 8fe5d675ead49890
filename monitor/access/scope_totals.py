"""A dialogue year as counts: for who may know how far it is, and not who wrote what.

The record is the same one, so that every count on every screen is made by the same code. But locations, dialogues, forms
and actions have other names, in another order, that nobody can turn back (they differ in each process); there is no text, no
reporter, no number of children. What few locations have in common would tell which ones they are, so that is put together:
small areas, and themes that few locations chose themselves. Themes of the newest dialogues are not told yet (`batches`).

`own` are locations of which the reader knows everything: they do not count as others to hide among.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time

from monitor import clock
from monitor.access import batches
from monitor.access.shared_actions import Actions
from monitor.catalogue import spelling
from monitor.dialogues.records import (
    JGZ,
    Action,
    Amount,
    Answer,
    Cycle,
    Dialogue,
    Draft,
    Flow,
    Location,
    SeriesPoint,
)
from monitor.dialogues.reports.large_areas import ALL_AREAS, SMALL_AREAS
from monitor.dialogues.settings import Area, CycleSettings
from monitor.dialogues.submit import ASKED_HELP
from monitor.dialogues.themes import FREE, theme_code
from monitor.dialogues.words import SUPPRESSED, VALUE

ELSEWHERE = Area("samen", SMALL_AREAS, "")
OTHER_THEME = "Ander eigen thema"
HIDDEN_TEXT = "Voorstel uit een dialoog. De tekst is bij de werkgroep."
NO_NUMBER = Amount(None, SUPPRESSED)
_SECRET = secrets.token_bytes(16)


def totals(cycle: Cycle, own: frozenset[str] = frozenset()) -> Cycle:
    """The year with nothing in it but what can be counted."""
    before = _masked(replace(cycle.previous, previous=None), own, None) if cycle.previous else None
    return replace(_masked(cycle, own, cycle.previous), previous=before)


def name_of(kind: str, code: str) -> str:
    """Another name for a code, the same for the same code as long as the process lives."""
    return hashlib.blake2s(f"{kind}|{code}".encode(), key=_SECRET, digest_size=8).hexdigest()


def place_of(location_id: str) -> str:
    return location_id if location_id in ("", JGZ) else name_of("place", location_id)


def _masked(cycle: Cycle, own: frozenset[str], before: Cycle | None) -> Cycle:
    areas = _areas(cycle, own)
    known = Actions(cycle)
    themes = _Themes(cycle, own)
    ids = _action_ids(cycle, before)
    actions = {
        a.action_id: _action(a, known, themes, ids[a.action_id])
        for a in cycle.actions
        if known.is_shared(a) or not themes.is_waiting(a.dialogue_id)
    }
    revisions = tuple(
        _action(a, known, themes, ids[a.action_id]) for a in cycle.action_revisions if a.action_id in actions
    )
    locations = sorted((_location(place, areas) for place in cycle.locations), key=lambda place: place.location_id)
    return replace(
        cycle,
        settings=_settings(cycle.settings, areas),
        locations=tuple(replace(place, name=f"Locatie {n}") for n, place in enumerate(locations, start=1)),
        flows=tuple(sorted(map(_flow, cycle.flows), key=lambda flow: (flow.from_id, flow.to_id))),
        dialogues=tuple(sorted((_dialogue(d, themes) for d in cycle.dialogues), key=lambda d: d.dialogue_id)),
        actions=tuple(sorted(actions.values(), key=lambda action: action.action_id)),
        action_revisions=revisions,
        series=tuple(map(_point, cycle.series)),
        drafts=masked_drafts(cycle.drafts),
        decided_doubles={_pair(pair): same for pair, same in cycle.decided_doubles.items()},
        is_counts=True, earlier=(),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- locations


def _areas(cycle: Cycle, own: frozenset[str]) -> Mapping[str, str]:
    """To which area the locations of each area go: its own, or the one in which small areas are put together.

    As in documents: when the small ones are too few together, the smallest other area joins them.
    """
    least = cycle.settings.min_locations
    sizes = dict.fromkeys((place.area for place in cycle.locations), 0)
    for place in cycle.active:
        sizes[place.area] += place.location_id not in own
    small = [area for area, n in sizes.items() if 0 < n < least]
    others = sorted((area for area, n in sizes.items() if n >= least), key=lambda area: sizes[area])
    while small and others and sum(sizes[area] for area in small) < least:
        small.append(others.pop(0))
    return {area: ELSEWHERE.code if area in small else area for area in sizes}


def _settings(settings: CycleSettings, areas: Mapping[str, str]) -> CycleSettings:
    if ELSEWHERE.code not in areas.values():
        return settings
    kept = tuple(area for area in settings.areas if areas.get(area.code, area.code) == area.code)
    is_all = set(areas.values()) == {ELSEWHERE.code}
    return replace(settings, areas=(*kept, replace(ELSEWHERE, label=ALL_AREAS) if is_all else ELSEWHERE))


def _location(place: Location, areas: Mapping[str, str]) -> Location:
    return Location(
        place_of(place.location_id),
        "",
        place.kind,
        areas[place.area],
        delivery=place.delivery,
        is_active=place.is_active,
    )


def _flow(flow: Flow) -> Flow:
    return Flow(place_of(flow.from_id), place_of(flow.to_id), _hidden(flow.children), _hidden(flow.children_vve))


def _hidden(amount: Amount) -> Amount:
    """That there is a number, and not which; none stays none."""
    return NO_NUMBER if amount.state == VALUE and amount.value else amount


def _point(point: SeriesPoint) -> SeriesPoint:
    """Figures of the municipality stay; of those of a location only that there is one."""
    if not point.location_id:
        return point
    amount = NO_NUMBER if point.amount.state == VALUE and point.amount.value is not None else point.amount
    return replace(point, location_id=place_of(point.location_id), amount=amount, reason="")


def masked_drafts(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Which kind of form was begun and when; the id of a draft opens it, so that goes."""
    found = (
        replace(
            draft, draft_id=name_of("draft", draft.draft_id), location_id=place_of(draft.location_id),
            participants=tuple(map(place_of, draft.participants)),
        )
        for draft in drafts
    )  # fmt: skip
    return tuple(sorted(found, key=lambda draft: draft.draft_id))


# ------------------------------------------------------------------------------------------------- dialogues and actions


class _Themes:
    """Which themes may be told: of dialogues that do not wait, those of the year, and those that enough locations chose."""

    def __init__(self, cycle: Cycle, own: frozenset[str]) -> None:
        self.settings = cycle.settings
        self._told = batches.told(cycle, own, clock.today())
        self._asked = {one.dialogue_id: one.themes_asked for one in cycle.dialogues}
        spoke: dict[str, set[str]] = {}
        for one in self._told.reports.values():
            people = batches.hiding(one, own)
            for answer in one.answers.values():
                spoke.setdefault(theme_code(self.settings, answer.theme, answer.label), set()).update(people)
        self._frequent = {code for code, people in spoke.items() if len(people) >= cycle.settings.min_locations}

    def of(self, one: Dialogue) -> dict[str, Answer] | None:
        """The themes of a dialogue as they may be read; None when they are not known, or not told yet."""
        found = self._told.of(one)
        if found is None or not found.themes_asked:
            return None
        told = (self.told(answer.theme, answer.label) for answer in found.answers.values())
        return {theme: Answer(theme, label=label) for theme, label in told}

    def is_waiting(self, dialogue_id: str) -> bool:
        """Whether the themes of this dialogue are known, and not told yet."""
        return self._asked.get(dialogue_id, False) and dialogue_id not in self._told.since

    def is_silent(self, dialogue_id: str) -> bool:
        """Whether nothing is known of its themes: an action would be the one thing that tells them."""
        return not self._asked.get(dialogue_id, True)

    def not_before(self, dialogue_id: str, at: datetime | None) -> datetime | None:
        """This moment, or the later one from which the themes of the dialogue are told."""
        since = self._told.since.get(dialogue_id)
        return max(at or since, since) if since else at

    def told(self, theme: str, label: str = "") -> tuple[str, str]:
        """The theme and label of an answer as they may be read: a theme of the year has no words of its own."""
        code = theme_code(self.settings, theme, label)
        if not code.startswith(FREE):
            return (theme if self.settings.theme(theme) else code), ""
        return (theme, label) if code in self._frequent else (OTHER_THEME, "")


def _dialogue(one: Dialogue, themes: _Themes) -> Dialogue:
    told = themes.of(one)
    return replace(
        one, dialogue_id=name_of("dialogue", one.dialogue_id), participants=_people(one.participants),
        submitted_at=datetime.combine(one.submitted_at, time.min) if one.submitted_at else None,
        reporter_id=place_of(one.reporter_id), form_version="", help_asked=ASKED_HELP if one.help_asked else "",
        answers=told or {}, themes_asked=told is not None, themes_held=one.themes_asked and told is None, arrived_at=None,
    )  # fmt: skip


def _people(participants: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(place_of, participants)))


def _pair(pair: tuple[str, str]) -> tuple[str, str]:
    first, second = sorted(name_of("dialogue", one) for one in pair)
    return first, second


def _action(action: Action, known: Actions, themes: _Themes, action_id: str) -> Action:
    """One revision. One that is not of everybody comes with its dialogue: an earlier day would tell which one that is."""
    told = replace(known.as_shared(action), action_id=action_id)
    if action.theme:
        told = replace(told, theme=themes.told(action.theme)[0])
    if known.is_shared(action):
        return told
    source = known.newest[action.action_id].dialogue_id
    return replace(
        told, text=HIDDEN_TEXT, result="", theme="" if themes.is_silent(source) else told.theme,
        changed_at=themes.not_before(source, told.changed_at),
    )  # fmt: skip


def _action_ids(cycle: Cycle, before: Cycle | None) -> dict[str, str]:
    """Another id for each action. An id may hold where the action came from; that it was taken over stays to be seen.

    Lists number from 1 every year: the same id with another text is another action, which the text no longer tells.
    """
    earlier = {action.action_id: action for action in before.actions} if before else {}
    found = {}
    for action in cycle.actions:
        code = action.action_id
        source = code.removesuffix(f"-{cycle.year}")
        if source != code and source in earlier:
            found[code] = f"{name_of('action', source)}-{cycle.year}"
        elif code in earlier and spelling(earlier[code].text) != spelling(action.text):
            found[code] = name_of("action", f"{cycle.year}|{code}")
        else:
            found[code] = name_of("action", code)
    return found
