"""Make a block again from the data of now. A recipe is plain data: what to make, of which cells, with which choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from monitor.blocks.block import Block
from monitor.session import Session
from monitor.store.workspace import State


def remake(session: Session, recipe: Mapping[str, Any], state: State | None = None) -> Block | None:
    """The block of this recipe on the data of now; None when what it needs is no longer there."""
    return None
