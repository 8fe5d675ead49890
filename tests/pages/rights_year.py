"""A dialogue year in a workspace in which every text of a location holds a mark of it, and people in every role."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from dialogue_year import YEAR, fill, flow, location

from monitor.access import rights, roles
from monitor.access.records import Person
from monitor.dialogues import drafts
from monitor.dialogues.form_fields import answer_field
from monitor.dialogues.words import QUESTIONS
from monitor.session import Session

DAY = f"{YEAR}-11-21"
OWN, OTHERS = "k1", ("k2", "k3", "k4", "s2", "s3", "s4")
"""Of the coach of `OWN`; s1 is the school that she talked with."""
PLACES = ("k1", "k2", "k3", "k4", "s1", "s2", "s3", "s4")
TABS = ("stand", "dekking", "doorstroom", "themas", "acties", "invullen", "verslag", "inlezen", "inrichten")


def mark(code: str) -> str:
    return f"geheim-{code}"


def name(code: str) -> str:
    return f"Plek {code.upper()}"


def person(*codes: str, locations: tuple[str, ...] = (OWN,)) -> Person:
    """Somebody with these roles; coaches and schools of these locations."""
    known = roles.load().by_code
    given = rights.together(rights.of_role(known[code], "", locations) for code in codes)
    return Person(f"{codes[0]}@example.nl", given, codes)


def keep(folder: Path) -> Session:
    """Everybody sent an internal dialogue, three pairs talked, and each location has an action, a flow and a draft."""
    kinds = {"k": "childcare", "s": "school"}
    pairs = [("k1", "s1"), ("k2", "s2"), ("k3", "s3")]
    dialogues, people, answers, actions = [], [], [], []
    for code in PLACES:
        _dialogue(f"i-{code}", f"internal_{kinds[code[0]]}", [code], dialogues, people, answers)
        actions.append(_action(code, f"i-{code}"))
    for pair in pairs:
        _dialogue(f"j-{'-'.join(pair)}", "joint", list(pair), dialogues, people, answers)
    session = fill(folder, {
        "locations": [location(c, kinds[c[0]], name(c), "centrum" if c[1] in "12" else "haven") for c in PLACES],
        "flows": [flow("k1", "s1", 7, 6), flow("k2", "s2", 213, 12), flow("k3", "s3", 217, 3), flow("k4", "s4", 9, 0)],
        "dialogues": dialogues, "participants": people, "answers": answers, "actions": actions,
    })  # fmt: skip
    journal = session.dialogues.journal
    for code in PLACES:
        draft_id = drafts.start(journal, "own", "", YEAR, "joint", code, [code])
        drafts.save(journal, draft_id, {answer_field("parents", QUESTIONS[0]): f"{mark(code)} concept"})
    return session


def draft_of(session: Session, code: str) -> str:
    cycle = session.dialogues.cycle("own", "", YEAR)
    return next(one.draft_id for one in cycle.drafts if one.location_id == code)


def _dialogue(code: str, form_type: str, places: list[str], dialogues: list, people: list, answers: list) -> None:
    text = " ".join(map(mark, places))
    dialogues.append({"dialogue_id": code, "form_type": form_type, "held_on": date(YEAR, 5, 1),
                      "submitted_at": datetime(YEAR, 5, 2), "reporter_id": places[0], "channel": "form",
                      "themes_asked": True, "help_asked": f"{text} hulp"})  # fmt: skip
    people += [{"dialogue_id": code, "location_id": place, "dataset_id": "dialogues"} for place in places]
    answers.append({"dialogue_id": code, "dataset_id": "dialogues", "theme": "parents", "theme_label": "",
                    "stands_out": f"{text} valt op", "actions_text": f"{text} doen", "proud": f"{text} trots"})  # fmt: skip


def _action(code: str, dialogue_id: str) -> dict:
    return {"action_id": f"a-{code}", "revision": 1, "dialogue_id": dialogue_id, "theme": "parents",
            "text": f"{mark(code)} actie", "owner_ids": [name(code)], "due_on": date(YEAR, 6, 1), "status": "agreed",
            "result": f"{mark(code)} resultaat", "changed_by": f"{mark(code)} wie"}  # fmt: skip
