"""Dialogue years made by hand, in few words: what a test does not name gets a harmless value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from monitor.dialogues import settings as years
from monitor.dialogues.records import Action, Amount, Answer, Cycle, Dialogue, Flow, Location
from monitor.dialogues.words import CHILDCARE, INTERNAL, JOINT, MISSING, SCHOOL, VALUE

YEAR = 2026
MANDATORY = ("parents", "stability", "continuity")


def day(text: str) -> date:
    """ "05-12" is 12 May of the year of these tests; a full ISO date is itself."""
    return date.fromisoformat(text if len(text) == 10 else f"{YEAR}-{text}")


def childcare(code: str, area: str = "centrum", **more) -> Location:
    return Location(code, more.pop("name", f"Opvang {code}"), CHILDCARE, area, **more)


def school(code: str, area: str = "centrum", **more) -> Location:
    return Location(code, more.pop("name", f"School {code}"), SCHOOL, area, **more)


def flow(pair: str, children: float | None, vve: float | None = 0) -> Flow:
    """`flow("k1>s1", 7, 2)`; None is a missing number."""
    from_id, to_id = pair.split(">")
    return Flow(from_id, to_id, amount(children), amount(vve))


def amount(value: float | None) -> Amount:
    return Amount(value, VALUE if value is not None else MISSING)


def answers(themes: Iterable[str], **texts: str) -> dict[str, Answer]:
    return {theme: Answer(theme, **texts) for theme in themes}


def internal(location: Location, sent: str | None, themes: Iterable[str] = MANDATORY, **more) -> Dialogue:
    return _dialogue(f"i-{location.location_id}", INTERNAL[location.kind], (location.location_id,), sent, themes, more)


def joint(code: str, participants: str, sent: str | None, themes: Iterable[str] = MANDATORY, **more) -> Dialogue:
    """`joint("j1", "k1 s1", "06-03")`."""
    return _dialogue(code, JOINT, tuple(participants.split()), sent, themes, more)


def _dialogue(code: str, form_type: str, people: tuple[str, ...], sent: str | None, themes, more: dict) -> Dialogue:
    at = datetime.combine(day(sent), time(12)) if sent else None
    given = {"held_on": day(sent) if sent else None, "answers": answers(themes)} | more
    return Dialogue(more.pop("dialogue_id", code), form_type, submitted_at=at, participants=people, **given)


def action(code: str, status: str = "agreed", due: str | None = None, **more) -> Action:
    due_on = day(due) if due else None
    return Action(
        code, more.pop("revision", 1), more.pop("text", f"Actie {code}"), status, due_on=due_on, year=YEAR, **more
    )


def cycle(locations=(), flows=(), dialogues=(), actions=(), **more) -> Cycle:
    settings = more.pop("settings", None) or years.template(more.pop("year", YEAR), "voorbeeldstad")
    return Cycle(
        more.pop("origin", "own"), settings, tuple(locations), tuple(flows), tuple(dialogues), tuple(actions),
        tuple(more.pop("revisions", actions)), **more,
    )  # fmt: skip
