"""A dialogue year for the people of some locations: everything in which those took part, and nothing of the others.

The register stays, because a partner is chosen from it; it is public. What others sent, said or agreed is left out, with all
that would give it away: totals over the municipality are kept only when enough other locations are in them.
"""

from __future__ import annotations

from dataclasses import replace

from monitor.access.shared_actions import Actions
from monitor.dialogues.records import Action, Cycle, Draft, Location, SeriesPoint
from monitor.dialogues.words import DROPPED, FORM, PROPOSAL


def own_part(cycle: Cycle, own: frozenset[str]) -> Cycle:
    """The year of these locations."""
    dialogues = tuple(d for d in cycle.dialogues if own.intersection(d.participants))
    ids = {d.dialogue_id for d in dialogues}
    actions = _actions(cycle, own)
    newest = {action.action_id: action for action in actions}  # revisions stand oldest first
    return replace(
        cycle,
        locations=tuple(place if place.location_id in own else _as_others_know_it(place) for place in cycle.locations),
        flows=tuple(flow for flow in cycle.flows if own & {flow.from_id, flow.to_id}),
        dialogues=dialogues,
        actions=tuple(newest[key] for key in sorted(newest)),
        action_revisions=actions,
        series=tuple(p for p in cycle.series if p.location_id in own or (not p.location_id and _is_large(cycle, own, p))),
        drafts=own_drafts(cycle.drafts, own),
        decided_doubles={pair: same for pair, same in cycle.decided_doubles.items() if ids.issuperset(pair)},
        previous=own_part(cycle.previous, own) if cycle.previous else None,
        of=own, earlier=(),
    )  # fmt: skip


def own_drafts(drafts: tuple[Draft, ...], own: frozenset[str]) -> tuple[Draft, ...]:
    """The forms that these locations began, or of which they are a participant: such a form is of both."""
    return tuple(draft for draft in drafts if own & {draft.location_id, *draft.participants})


def _as_others_know_it(place: Location) -> Location:
    """How a location delivers is between it and the working group."""
    return place if place.delivery == FORM else replace(place, delivery=FORM)


def _actions(cycle: Cycle, own: frozenset[str]) -> tuple[Action, ...]:
    """The revisions of the own actions, and of what was agreed for the whole municipality. Oldest first, as they stood.

    An action that was moved away is gone with its history; of one that came from elsewhere the history begins here.
    """
    known = Actions(cycle)
    found = []
    for action in cycle.action_revisions:
        now = known.newest.get(action.action_id)
        if now is None:
            continue
        if known.is_of(now, own):
            found += [action] if known.is_of(action, own) else []
        elif known.is_shared(now) and now.status not in (PROPOSAL, DROPPED):
            found.append(known.as_shared(action))
    return tuple(found)


def _is_large(cycle: Cycle, own: frozenset[str], point: SeriesPoint) -> bool:
    """Whether a figure of the municipality less those of the own locations is still about enough others."""
    others = sum(place.is_active and place.location_id not in own for place in cycle.locations)
    return others >= cycle.settings.min_locations
