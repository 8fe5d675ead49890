"""Where things lie: the checkout's own folders and the user's workspace."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUERIES = ROOT / "queries"
DATA = ROOT / "data"
CATALOGUE = DATA / "catalogue"
SOURCE = DATA / "source"
DEMO = DATA / "demo"

WORKSPACE_VARIABLE = "KWALITEIT_WORKSPACE"


def workspace(given: str | Path | None = None) -> Path:
    """The workspace folder: the one given, else the environment's, else data/workspace in the checkout."""
    return Path(given or os.environ.get(WORKSPACE_VARIABLE) or DATA / "workspace").expanduser().resolve()
