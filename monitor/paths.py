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
    """The workspace folder: the one given, else the environment's, else data/workspace in the checkout.

    For a workspace in a store (s3://bucket/folder) that is the folder with its copy on this machine, which is opened here:
    raises ValueError or OSError with a Dutch sentence when that cannot be done.
    """
    wanted = given or os.environ.get(WORKSPACE_VARIABLE) or DATA / "workspace"
    if str(wanted).startswith("s3:/"):
        from monitor.store import elsewhere  # only who keeps a workspace in a store needs it

        return elsewhere.opened(str(wanted)).folder
    return Path(wanted).expanduser().resolve()
