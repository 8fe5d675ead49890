"""Reports that were read or sent more than once under the same id: the last one counts, from when it first said that.

What an earlier one said is kept without its texts. Only who sees counts needs it: until a correction is told among others,
what was told before stays as it was (see `monitor.access.batches`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from monitor import clock
from monitor.dialogues.records import Answer, Dialogue
from monitor.store.state import ACTIVE, State


def arrivals(state: State) -> Mapping[str, datetime]:
    """When each data set was read in for the first time, in Dutch time: repairing a damaged one changes nothing."""
    found: dict[str, datetime] = {}
    for change in state.changes:
        if change.kind == ACTIVE and change.dataset.dataset_id not in found:
            found[change.dataset.dataset_id] = clock.local(change.at)
    return found


def newest_and_earlier(reports: Iterable[Dialogue]) -> tuple[list[Dialogue], list[Dialogue]]:
    """Of reports in the order in which they count, the last one of each id, and those before it that said otherwise.

    The ids keep the order in which they first appear. A list that says the same once more changes no arrival; what takes
    the place of something else never came before it, also when it is an old list that counts again.
    """
    found: dict[str, list[Dialogue]] = {}
    for one in reports:
        known = found.setdefault(one.dialogue_id, [])
        if known and _content(known[-1]) == _content(one):
            one = replace(one, arrived_at=known.pop().arrived_at)
        elif known and one.arrived_at and (before := known[-1].arrived_at):
            one = replace(one, arrived_at=max(one.arrived_at, before))
        known.append(one)
    return [known[-1] for known in found.values()], [_bare(one) for known in found.values() for one in known[:-1]]


def _content(one: Dialogue) -> tuple[object, ...]:
    return one.form_type, one.participants, one.spoken


def _bare(one: Dialogue) -> Dialogue:
    answers = {key: Answer(answer.theme, label=answer.label) for key, answer in one.answers.items()}
    return replace(one, answers=answers, help_asked="", reporter_id="", is_current=False)
