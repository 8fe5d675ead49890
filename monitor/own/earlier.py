"""What one location wrote in the dialogue of an earlier year, and the actions that came of it, per theme."""

from __future__ import annotations

from datetime import date

from monitor.dialogues.records import Action, Cycle, Dialogue
from monitor.dialogues.words import QUESTIONS, Words
from monitor.own.sheet import Earlier
from monitor.wording.numbers import date_text, lower_first


def of_location(cycle: Cycle, location_id: str, on: date, words: Words) -> tuple[Earlier, ...]:
    """Per theme with an answer or an action of this location, themes of the settings first.

    Of an internal dialogue only the location's own; of a joint one every dialogue in which it took part.
    """
    held = [d for d in cycle.counted(on) if location_id in d.participants]
    mine = {d.dialogue_id for d in held}
    actions = [a for a in cycle.actions if a.dialogue_id in mine]
    known = [theme.code for theme in cycle.settings.themes]
    others = dict.fromkeys([*(code for d in held for code in d.answers), *(a.theme for a in actions if a.theme)])
    found = (_theme(code, held, actions, cycle, words) for code in [*known, *(c for c in others if c not in known)])
    return tuple(one for one in found if one.answers or one.actions)


def _theme(code: str, held: list[Dialogue], actions: list[Action], cycle: Cycle, words: Words) -> Earlier:
    answers = tuple(
        (words.question(d.form_type, question), text)
        for d in held
        if code in d.answers
        for question in QUESTIONS
        if (text := getattr(d.answers[code], question))
    )
    return Earlier(code, cycle.year, answers, tuple(_action(a, words) for a in actions if a.theme == code))


def _action(action: Action, words: Words) -> str:
    status = lower_first(words.label("action_status", action.status))
    due = f", voor {date_text(action.due_on)}" if action.due_on else ""
    return f"{action.text} ({status}{due})"
