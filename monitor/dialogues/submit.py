"""Sending a form: what misses, and the entry that makes it count.

A form is one dialogue whatever happens: its id follows from the draft, so sending twice keeps one, and sending again after
a correction replaces what was sent. It keeps the moment at which it was first sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from monitor import clock
from monitor.dialogues import drafts, names
from monitor.dialogues.draft_fold import DraftState, mark
from monitor.dialogues.form_fields import (
    HELD_ON,
    HELP,
    HELP_TEXT,
    PARTICIPANTS,
    REPORTER,
    YES,
    FormTheme,
    answer_field,
    discussed_field,
    has_text,
    is_blank,
    is_discussed,
    is_joint,
    label_field,
    themes,
)
from monitor.dialogues.reader import SUBMISSIONS
from monitor.dialogues.records import JGZ, Cycle
from monitor.dialogues.settings import CycleSettings, dialogue_year
from monitor.dialogues.themes import theme_code
from monitor.dialogues.words import CHILDCARE, QUESTIONS, SCHOOL
from monitor.store.journal import Entry, Journal
from monitor.wording.numbers import count, date_text

MISSING, QUESTION = "missing", "question"
MOST_NAMES = 5
ASKED_HELP = "Ja"
ID_SIGNS = 16


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that misses (or a question about what is there), with the field that it is about."""

    field: str
    kind: str
    sentence: str


def dialogue_id(draft_id: str) -> str:
    """The id of what is sent. It stands in tables and files, so it does not tell the draft's own id: that opens the form."""
    return f"hier-{hashlib.sha256(draft_id.encode()).hexdigest()[:ID_SIGNS]}"


# -------------------------------------------------------------------------------------------------------------- checking


def check(cycle: Cycle, state: DraftState, on: date) -> tuple[Issue, ...]:
    """What misses, then what is odd. `on` is today. Nothing of it keeps somebody from sending (see `can_send`)."""
    found = [*_about(cycle, state, on), *_themes(cycle.settings, state), *_versions(cycle.settings, state)]
    found += _names(cycle, state)
    return tuple(sorted(found, key=lambda issue: issue.kind != MISSING))


def can_send(settings: CycleSettings, state: DraftState) -> bool:
    """A form on which no theme was filled in says nothing, and is not sent."""
    return not is_blank(settings, state)


def held_on(state: DraftState) -> date | None:
    try:
        return date.fromisoformat(state.text(HELD_ON))
    except ValueError:
        return None


def participants(state: DraftState) -> tuple[str, ...]:
    """Everybody who took part, who fills in first. "jgz" is the youth health service."""
    others = [p for p in state.participants if p] if is_joint(state) else []
    return tuple(dict.fromkeys(p for p in (state.location_id, *others) if p))


def reporter(state: DraftState) -> str:
    """Who reports back; of an internal dialogue the location itself."""
    return state.text(REPORTER) if is_joint(state) else state.location_id


def _about(cycle: Cycle, state: DraftState, on: date) -> Iterator[Issue]:
    day = held_on(state)
    if day is None:
        yield Issue(HELD_ON, MISSING, "Vul in op welke dag de dialoog was.")
    elif day > on:
        yield Issue(HELD_ON, QUESTION, f"De datum {date_text(day)} is nog niet geweest. Klopt die?")
    elif dialogue_year(day) != state.year:
        yield Issue(HELD_ON, QUESTION, f"De datum {date_text(day)} valt buiten dialoogjaar {state.year}. Klopt die?")
    if not is_joint(state):
        return
    people = participants(state)
    places = [p for p in people if p != JGZ]
    kinds = {place.kind for place in cycle.locations if place.location_id in places}
    if len(places) < 2:
        yield Issue(
            PARTICIPANTS, MISSING, "Een gezamenlijke dialoog heeft ten minste twee deelnemers. Kies wie er meedeed."
        )
    elif CHILDCARE not in kinds:
        yield Issue(PARTICIPANTS, QUESTION, "Er deed geen kinderopvang mee. Klopt dat?")
    elif SCHOOL not in kinds:
        yield Issue(PARTICIPANTS, QUESTION, "Er deed geen school mee. Klopt dat?")
    if reporter(state) not in places:
        yield Issue(REPORTER, MISSING, "Kies wie de terugkoppeling doet.")


def _themes(settings: CycleSettings, state: DraftState) -> Iterator[Issue]:
    for theme in themes(settings, state):
        field = answer_field(theme.key, QUESTIONS[0])
        if theme.is_own and not theme.label:
            yield Issue(label_field(theme.key), MISSING, "Een eigen thema heeft nog geen naam. Geef het een naam.")
        elif theme.mandatory and not is_discussed(state, theme.key):
            yield Issue(field, MISSING, f"Bij het verplichte thema “{theme.label}” staat nog niets.")
        elif not is_discussed(state, theme.key):
            yield Issue(field, QUESTION, f"U koos het thema “{theme.label}”. Daar staat nog niets bij.")
        elif not has_text(state, theme.key):
            text = f"Bij “{theme.label}” staat alleen dat u het besprak. Wilt u er iets bij schrijven?"
            yield Issue(field, QUESTION, text)


def _versions(settings: CycleSettings, state: DraftState) -> Iterator[Issue]:
    for name, kept in state.other_versions.items():
        many = count(len(kept), "andere tekst", "andere teksten")
        yield Issue(name, QUESTION, f"Bij “{field_label(settings, state, name)}” staat nog {many}. Kies welke u wilt.")


def _names(cycle: Cycle, state: DraftState) -> list[Issue]:
    """Texts in which a person may be named: those do not belong on the form."""
    known = names.known_words(cycle)
    found = []
    for theme in themes(cycle.settings, state):
        for question in QUESTIONS:
            text = state.text(field := answer_field(theme.key, question))
            for warning in names.check(text, known):
                part = text[warning.start : warning.end]
                sentence = (
                    f"Bij “{theme.label}” staat “{part}”. {warning.reason} Haal namen en gegevens van mensen weg."
                )
                found.append(Issue(field, QUESTION, sentence))
    return found[:MOST_NAMES]


def field_label(settings: CycleSettings, state: DraftState, name: str) -> str:
    """The theme that a field belongs to, or what it asks."""
    key = name.split(":")[1] if name.startswith("theme:") else ""
    theme = next((t for t in themes(settings, state) if t.key == key), None)
    return (theme.label if theme else "") or PLAIN.get(name, "eigen thema")


PLAIN = {HELP_TEXT: "vraag om hulp", "reflection": "uw eigen notitie"}


# --------------------------------------------------------------------------------------------------------------- sending


def submit(journal: Journal, cycle: Cycle, state: DraftState, now: datetime | None = None) -> bool:
    """Make the form count. Returns whether anything new was sent. Raises OSError when it could not be kept.

    The entry that counts comes first and the note on the draft last: after a kill in between, sending again adds nothing.
    """
    moment = (now or clock.now()).replace(microsecond=0)
    entry = entry_of(cycle.settings, state)
    content = content_mark(entry)
    before = _sent_before(journal, state)
    first = before[0]["dialogue"]["submitted_at"] if before else moment.isoformat()
    is_new = not before or content_mark(before[-1]) != content
    if is_new:
        journal.append(SUBMISSIONS, {**entry, "dialogue": entry["dialogue"] | {"submitted_at": first}})
    if is_new or state.sent_mark != content:
        drafts.note_sent(journal, state.draft_id, dialogue_id(state.draft_id), content)
    return is_new


def is_changed(settings: CycleSettings, state: DraftState) -> bool:
    """Whether the form says something else than what was sent. The private note does not count."""
    return state.is_sent and content_mark(entry_of(settings, state)) != state.sent_mark


def entry_of(settings: CycleSettings, state: DraftState) -> Entry:
    """The form as the stream "submissions" holds it, without the moment of sending. Never holds the private note."""
    day = held_on(state)
    asks = state.text(HELP) == YES
    dialogue = {
        "dialogue_id": dialogue_id(state.draft_id), "form_type": state.form_type,
        "held_on": day.isoformat() if day else None, "participants": list(participants(state)),
        "reporter_id": reporter(state), "form_version": f"hier-{state.year}",
        "help_asked": (state.text(HELP_TEXT).strip() or ASKED_HELP) if asks else "",
    }  # fmt: skip
    return {
        "origin": state.origin, "municipality": state.municipality, "year": state.year, "dialogue": dialogue,
        "answers": list(_answers(settings, state).values()),
    }  # fmt: skip


def content_mark(entry: Entry) -> str:
    """A fingerprint of what an entry says, whenever it was sent."""
    said = {name: value for name, value in entry["dialogue"].items() if name != "submitted_at"}
    return mark(json.dumps([said, entry["answers"]], ensure_ascii=False, sort_keys=True))


def _sent_before(journal: Journal, state: DraftState) -> list[Entry]:
    own = dialogue_id(state.draft_id)
    return [e for e in journal.entries(SUBMISSIONS) if e["dialogue"]["dialogue_id"] == own]


def _answers(settings: CycleSettings, state: DraftState) -> dict[str, dict[str, Any]]:
    """One answer per theme that was discussed, sub-topics too. Typed themes of one name become one."""
    found: dict[str, dict[str, Any]] = {}
    for theme in themes(settings, state):
        if is_discussed(state, theme.key):
            code, label = _code(settings, theme)
            texts = {q: state.text(answer_field(theme.key, q)).strip() for q in QUESTIONS}
            if known := found.get(code):
                texts = {q: "\n".join(filter(None, (known[q], text))) for q, text in texts.items()}
            found[code] = {"theme": code, **texts, "label": label}
        for part in theme.subtopics:
            if state.text(discussed_field(part.code)) == YES:
                found[part.code] = {"theme": part.code, **dict.fromkeys(QUESTIONS, ""), "label": ""}
    return found


def _code(settings: CycleSettings, theme: FormTheme) -> tuple[str, str]:
    """The code and, for a theme that the year does not know, its name."""
    if not theme.is_own:
        return theme.key, ""
    name = theme.label or "Eigen thema"
    code = theme_code(settings, name, name)
    return code, "" if settings.theme(code) else name
