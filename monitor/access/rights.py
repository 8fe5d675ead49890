"""From roles to rights. Roles add up: who has two gets what either gives, and never less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from monitor.access.records import ALL, NO_RIGHTS, NOTHING, OWN_LOCATIONS, TOTALS, DialogueScope, Rights
from monitor.access.roles import Role

STRENGTH = {NOTHING: 0, OWN_LOCATIONS: 1, TOTALS: 2, ALL: 3}


def of_role(role: Role, municipality: str, locations: Iterable[str]) -> Rights:
    """What one role gives, in one municipality (its key; empty for the only one) and for these locations."""
    own = frozenset(locations) if role.dialogues == OWN_LOCATIONS else frozenset()
    scope = DialogueScope(role.dialogues, own, role.may_set_up)
    return Rights(
        role.national, role.consultations, role.manage, dialogues={municipality: scope} if scope.has_any else {}
    )


def together(rights: Iterable[Rights]) -> Rights:
    """Several rights added up."""
    found = NO_RIGHTS
    for one in rights:
        found = Rights(
            found.national or one.national,
            found.consultations or one.consultations,
            found.manage or one.manage,
            both(found.everywhere, one.everywhere),
            {key: both(_in(found, key), _in(one, key)) for key in {**found.dialogues, **one.dialogues}},
        )
    return found


def both(a: DialogueScope, b: DialogueScope) -> DialogueScope:
    """Two scopes of one municipality: the larger level, and the locations of both."""
    level = max(a.level, b.level, key=lambda one: STRENGTH[one])
    return DialogueScope(level, a.locations | b.locations, a.may_set_up or b.may_set_up)


def with_national(rights: Rights) -> Rights:
    """The same, and the national pages."""
    return replace(rights, national=True)


def _in(rights: Rights, municipality: str) -> DialogueScope:
    return rights.dialogues.get(municipality, rights.everywhere)
