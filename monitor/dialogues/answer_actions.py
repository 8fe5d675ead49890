"""Actions that are made of an answer: a proposal that knows from which dialogue and theme it comes.

The id of such an action holds a digest of the place of the answer. So they belong together for good, also when somebody
gives the action another theme later.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from monitor.dialogues import action_edits as edits
from monitor.dialogues.records import Action, Answer, Cycle, Dialogue
from monitor.dialogues.themes import FREE, theme_code
from monitor.dialogues.words import Words
from monitor.store.journal import Journal


def made_of(cycle: Cycle, one: Dialogue, answer: Answer) -> tuple[Action, ...]:
    """The actions that were made of this answer."""
    start = _start(cycle, one, answer)
    return tuple(a for a in cycle.actions if a.action_id.startswith(start))


def beside(cycle: Cycle, one: Dialogue, answer: Answer) -> tuple[Action, ...]:
    """Other actions of the same dialogue on the same theme: possibly the same, written down in another way."""
    code = theme_code(cycle.settings, answer.theme, answer.label)
    made = made_of(cycle, one, answer)
    return tuple(
        a
        for a in cycle.actions
        if a.dialogue_id == one.dialogue_id
        and a.theme
        and theme_code(cycle.settings, a.theme) == code
        and a not in made
    )


def owners(cycle: Cycle, one: Dialogue, words: Words) -> tuple[str, ...]:
    """The names of who took part: who agreed on something usually do it too."""
    by_id = cycle.by_id
    return tuple(by_id[i].name if i in by_id else words.label("part", i) for i in one.participants)


def make(journal: Journal, cycle: Cycle, one: Dialogue, answer: Answer, *, by: str = "", **fields: Any) -> Action:
    """A proposal of this answer; `fields` as in `action_edits.change`, at least `text`. Raises NotAnAction."""
    return edits.new(
        journal, cycle, by=by, action_id=f"{_start(cycle, one, answer)}{uuid.uuid4().hex[:6]}",
        dialogue_id=one.dialogue_id, theme=theme_of(cycle, answer), **fields,
    )  # fmt: skip


def _start(cycle: Cycle, one: Dialogue, answer: Answer) -> str:
    """How the ids of the actions of one answer begin."""
    digest = hashlib.sha256(f"{one.dialogue_id}\n{answer.theme}".encode()).hexdigest()
    return f"{cycle.year}-{digest[:10]}-"


def theme_of(cycle: Cycle, answer: Answer) -> str:
    """A theme of the year by its code; a freely chosen one by its name, as the form of an action keeps it."""
    code = theme_code(cycle.settings, answer.theme, answer.label)
    return answer.label or answer.theme if code.startswith(FREE) else code
