"""Whether a kept finding still says what the data say, what changed, and the same finding on the data of now."""

from __future__ import annotations

from monitor.consultation.records import Item
from monitor.session import Session
from monitor.store.workspace import State


def changes(item: Item, session: Session, state: State | None = None) -> tuple[str, ...] | None:
    """Dutch sentences about what changed since the finding was chosen; None when it still stands."""
    return None


def renewed(item: Item, session: Session, state: State | None = None) -> Item | None:
    """The same finding on the data of now, with its id and own text; None when only its page can make it."""
    return None
