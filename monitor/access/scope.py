"""What of a dialogue year somebody may see: the same record with the rest left out."""

from __future__ import annotations

from monitor.access.records import DialogueScope
from monitor.dialogues.records import Cycle


def scoped(cycle: Cycle, scope: DialogueScope) -> Cycle:
    """The year as far as the scope goes. With ALL it is the year itself."""
    raise NotImplementedError
