"""The roles that exist and what each gives: `roles.csv` of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """One role. `dialogues` is a level of `monitor.access.records`; own locations come from the person's own line."""

    code: str
    label: str
    explanation: str
    national: bool
    consultations: bool
    manage: bool
    dialogues: str
    may_set_up: bool


def load() -> dict[str, Role]:
    """All roles by code, in the order of the file."""
    return {}
