"""Which actions are of the whole municipality, so that more people may read them than who took part in a dialogue.

An action of the year plan is of everybody: every location reads it in its letter. So is one that came from no dialogue and
that no location of the register owns. The text of any other action may tell what was said at a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from monitor.catalogue import spelling
from monitor.dialogues.records import Action, Cycle
from monitor.dialogues.words import IN_YEAR_PLAN

A_LOCATION = "een locatie"


class Actions:
    """The actions of one year, by whom they belong to."""

    def __init__(self, cycle: Cycle) -> None:
        self.cycle = cycle
        self.newest = {action.action_id: action for action in cycle.actions}
        self._planned = {a.action_id for a in cycle.action_revisions if a.status == IN_YEAR_PLAN}
        self._participants = {d.dialogue_id: d.participants for d in cycle.dialogues}
        self._named: dict[str, set[str]] = {}
        for place in cycle.locations:
            for text in (place.name, place.location_id):
                self._named.setdefault(spelling(text), set()).add(place.location_id)

    def owning(self, action: Action) -> list[frozenset[str]]:
        """For each owner that is a location of the register: the locations that its name can mean."""
        found = (self._named.get(spelling(owner)) for owner in action.owners)
        return [frozenset(ids) for ids in found if ids]

    def is_of(self, action: Action, own: frozenset[str]) -> bool:
        """Whether these locations took part in its dialogue, or own it. A name that two locations share gives nothing."""
        by_dialogue = own.intersection(self._participants.get(action.dialogue_id, ()))
        return bool(by_dialogue) or any(ids <= own for ids in self.owning(action))

    def is_shared(self, action: Action) -> bool:
        """Whether it is of the whole municipality."""
        now = self.newest.get(action.action_id)
        if now is None:
            return False
        return now.action_id in self._planned or not (now.dialogue_id or self.owning(now))

    def as_shared(self, action: Action) -> Action:
        """A revision as everybody may read it: the text and owners of now, and not from which dialogue it came."""
        now = self.newest[action.action_id]
        return replace(
            action, text=now.text, result=now.result if action.result else "", owners=self.without_names(action.owners),
            dialogue_id="", changed_by="",
        )  # fmt: skip

    def without_names(self, owners: Iterable[str]) -> tuple[str, ...]:
        """The owners, without which location is one."""
        return tuple(dict.fromkeys(A_LOCATION if spelling(owner) in self._named else owner for owner in owners))
