"""What the administrator of a server sets: `<workspace>/access/settings.csv` with a key and a value on each line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from monitor.access.problems import Problem


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """The safe choice counts for what is not set, and for what cannot be read."""

    public_national: bool = False
    """Whether somebody who is not signed in may see the national pages."""
    problems: tuple[Problem, ...] = ()


def load(folder: Path) -> AccessSettings:
    """The settings of a workspace, read again when the file changes."""
    return AccessSettings()
