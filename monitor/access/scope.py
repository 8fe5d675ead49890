"""What of a dialogue year somebody may see: the same record with the rest left out."""

from __future__ import annotations

from monitor.access.records import ALL, NOTHING, OWN_LOCATIONS, TOTALS, DialogueScope
from monitor.access.scope_own import own_drafts, own_part
from monitor.access.scope_totals import masked_drafts, totals
from monitor.dialogues.records import Cycle, Draft

NO_DRAFTS: tuple[Draft, ...] = ()


def views(scope: DialogueScope) -> tuple[str, ...]:
    """The ways in which somebody may look at a year, the level of their role first.

    A coach in the steering group has two: the own locations, and the counts of all. They are not put together in one
    record: who talked with an own location would then be known among the counts.
    """
    if scope.level == ALL:
        return (ALL,)
    own = (OWN_LOCATIONS,) if scope.locations else ()
    return (TOTALS, *own) if scope.level == TOTALS else own


def view_of(scope: DialogueScope, level: str | None = None) -> str:
    """The view that is asked for when the scope has it, else the first one; NOTHING without any.

    Counts may be asked for by who may see all.
    """
    allowed = views(scope)
    if level == TOTALS and scope.level == ALL:
        return TOTALS
    if level in allowed:
        return str(level)
    return allowed[0] if allowed else NOTHING


def scoped(cycle: Cycle, scope: DialogueScope, level: str | None = None) -> Cycle:
    """The year as far as the scope goes, in the view asked for. With ALL it is the year itself."""
    view = view_of(scope, level)
    if view == ALL:
        return cycle
    if view == TOTALS:
        return totals(cycle, scope.locations)
    if view == OWN_LOCATIONS:
        return own_part(cycle, scope.locations)
    return Cycle(cycle.origin, cycle.settings, of=frozenset())


def scoped_drafts(drafts: tuple[Draft, ...], scope: DialogueScope, level: str | None = None) -> tuple[Draft, ...]:
    """The forms in progress as far as the scope goes: they change while the rest of the year stays as it is."""
    view = view_of(scope, level)
    if view == ALL:
        return drafts
    if view == TOTALS:
        return masked_drafts(drafts)
    return own_drafts(drafts, scope.locations) if view == OWN_LOCATIONS else NO_DRAFTS
