"""Keeping consultations: each one is a stream of small changes in the journal of the workspace.

When a method has returned, its change is there after a kill at any moment. A change holds only what was changed (see
`monitor.consultation.fold`), so that several people and processes may work in the same consultation.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from monitor.consultation import fold
from monitor.consultation.as_json import item_to_json
from monitor.consultation.contacts import without_contacts
from monitor.consultation.records import MOST_POINTS, STATUSES, Consultation, Item, Point, Question
from monitor.store.journal import Journal
from monitor.wording.numbers import nl

STREAM = "consultations"
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
LONGEST_NAME, LONGEST_TEXT = 200, 5000
"""Signs."""
KEPT_FOLDED = 256
"""Consultations, each in its newest state."""
SAYS_LITTLE = (
    "het", "de", "een", "met", "over", "voor", "van", "en", "overleg", "gesprek", "bijeenkomst", "vergadering",
)  # fmt: skip
"""Words of a name that do not tell one consultation from another."""
NO_NAME = "Geef het overleg een naam."
FULL = f"Er zijn al {MOST_POINTS} gesprekspunten. Haal er eerst een weg, of voeg er twee samen."
GONE = "Dit overleg is er niet. Maak het eerst aan."


class Consultations:
    """The consultations of one workspace. Methods that change raise OSError when the change could not be kept.

    They raise ValueError with a Dutch sentence for what may not be kept, and KeyError for a consultation that is not there.
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    # --------------------------------------------------------------------------------------------------------- reading

    def all(self) -> list[Consultation]:
        """Every consultation: the newest meeting first, those without a date before them (they were just begun)."""
        found = [self.get(stream.removeprefix(f"{STREAM}/")) for stream in self.journal.streams(STREAM)]
        known = sorted((one for one in found if one is not None), key=lambda one: one.consultation_id)
        return sorted(known, key=lambda one: one.held_on or date.max, reverse=True)

    def get(self, consultation_id: str) -> Consultation | None:
        """The consultation as it is now; None for an id that nobody began or that is none."""
        if not ID.fullmatch(consultation_id):
            return None
        return _folded(self.journal, consultation_id)

    # ---------------------------------------------------------------------------------------------- the consultation

    def create(
        self, name: str, held_on: date | None = None, closes_on: date | None = None, parties: Sequence[str] = (),
        contact: str = "", origin: str = "own", consultation_id: str = "",
    ) -> str:  # fmt: skip
        """Begin a consultation; returns its id, made of its name and month unless one is asked for that is still free."""
        values = _basics(
            {"name": name, "held_on": held_on, "closes_on": closes_on, "parties": parties, "contact": contact}
        )
        taken = self._claim(consultation_id or slug(name, held_on))
        self._append(taken, fold.START, origin=origin, fields=values)
        return taken

    def save_basics(self, consultation_id: str, **changes: Any) -> None:
        """Keep name, held_on, closes_on, parties or contact; what is not given or did not change is left alone."""
        now = self._now(consultation_id)
        if unknown := set(changes) - set(fold.BASIC_FIELDS):
            raise TypeError(f"no field of a consultation: {sorted(unknown)}")
        before = {name: fold.plain_value(getattr(now, name)) for name in changes}
        changed = {name: value for name, value in _basics(changes).items() if value != before[name]}
        if changed:
            self._append(consultation_id, fold.BASICS, fields=changed)

    def save_core(self, consultation_id: str, texts: Sequence[str]) -> None:
        """Keep the sentences that open the briefing. Only those that changed are written."""
        core = self._now(consultation_id).core
        before = [*core, *[""] * (len(texts) - len(core))]
        # Fewer sentences than before: the rest become empty.
        after = [_text(text) for text in [*texts, *[""] * (len(core) - len(texts))]]
        changed = {str(n): text for n, (old, text) in enumerate(zip(before, after, strict=True)) if old != text}
        if changed:
            self._append(consultation_id, fold.CORE, texts=changed)

    # ----------------------------------------------------------------------------------------------------------- items

    def add_item(self, consultation_id: str, item: Item) -> None:
        """Put a finding in the basket. The same one, chosen before, is replaced in its place and keeps id and own text."""
        self._now(consultation_id)
        self._append(consultation_id, fold.ADD_ITEM, item=item_to_json(item))

    def save_own_text(self, consultation_id: str, item_id: str, text: str) -> None:
        self._now(consultation_id)
        self._append(consultation_id, fold.ITEM_TEXT, id=item_id, text=_text(text))

    def drop_item(self, consultation_id: str, item_id: str) -> None:
        self._drop(consultation_id, fold.ITEMS, item_id)

    def order_items(self, consultation_id: str, ids: Sequence[str]) -> None:
        self._order(consultation_id, fold.ITEMS, ids)

    # ---------------------------------------------------------------------------------------------------------- points

    def save_point(self, consultation_id: str, point: Point, base: Point | None = None) -> str:
        """Keep a talking point; returns its id, a new one for a point without.

        `base` is the point as the writer read it: only what differs from it is written. Without it that is the point as it
        is now. Refuses a new point when there are seven.
        """
        now = self._now(consultation_id)
        known = {one.point_id: one for one in now.points}
        if point.point_id not in known and len(known) >= MOST_POINTS:
            raise ValueError(FULL)
        point = replace(point, point_id=point.point_id or _new_id())
        before = base or known.get(point.point_id) or Point(point.point_id)
        changed = _differences(before, point, "point_id")
        if changed or point.point_id not in known:
            self._append(consultation_id, fold.POINT, parts=[{"id": point.point_id, "fields": changed}])
        return point.point_id

    def drop_point(self, consultation_id: str, point_id: str) -> None:
        self._drop(consultation_id, fold.POINTS, point_id)

    def order_points(self, consultation_id: str, ids: Sequence[str]) -> None:
        self._order(consultation_id, fold.POINTS, ids)

    # ------------------------------------------------------------------------------------------------------- questions

    def add_questions(self, consultation_id: str, questions: Iterable[Question]) -> tuple[str, ...]:
        """Keep new questions, all in one change; returns their ids. E-mail addresses and phone numbers are taken out."""
        self._now(consultation_id)
        added = [_cleaned(replace(one, question_id=_new_id())) for one in questions]
        parts = [{"id": one.question_id, "fields": _differences(Question("", ""), one, "question_id")} for one in added]
        if parts:
            self._append(consultation_id, fold.QUESTION, parts=parts)
        return tuple(one.question_id for one in added)

    def save_question(self, consultation_id: str, question: Question, base: Question | None = None) -> None:
        """Keep what was changed in a question; `base` as in `save_point`. Its `members` include those merged into it."""
        now = self._now(consultation_id)
        current = next((one for one in now.questions if one.question_id == question.question_id), None)
        before = base or current or Question(question.question_id, "")
        changed = _differences(before, _cleaned(question), "question_id")
        changed.pop("merged_into", None)  # only merging and undoing it change that
        if "members" in changed and current is not None:
            others = [one.members for one in now.questions if one.merged_into == question.question_id]
            changed["members"] = max(question.members - sum(others), 1)
        if changed:
            self._append(consultation_id, fold.QUESTION, parts=[{"id": question.question_id, "fields": changed}])

    def drop_question(self, consultation_id: str, question_id: str) -> None:
        """Take a question away. Those that were merged into it speak for themselves again."""
        self._drop(consultation_id, fold.QUESTIONS, question_id)

    def order_questions(self, consultation_id: str, ids: Sequence[str]) -> None:
        self._order(consultation_id, fold.QUESTIONS, ids)

    def merge(self, consultation_id: str, into: str, others: Sequence[str]) -> None:
        """Let one question speak for others; the members who asked them are counted with it. Nothing is thrown away."""
        self._now(consultation_id)
        if others := [other for other in dict.fromkeys(others) if other != into]:
            self._append(consultation_id, fold.MERGE, into=into, others=others)

    def unmerge(self, consultation_id: str, question_id: str) -> None:
        """Let a merged question speak for itself again, with the status that it had."""
        self._now(consultation_id)
        self._append(consultation_id, fold.UNMERGE, id=question_id)

    # --------------------------------------------------------------------------------------------------------- writing

    def _now(self, consultation_id: str) -> Consultation:
        found = self.get(consultation_id)
        if found is None:
            raise KeyError(GONE)
        return found

    def _append(self, consultation_id: str, kind: str, **what: Any) -> None:
        self.journal.append(_stream(consultation_id), {"kind": kind, **what})

    def _drop(self, consultation_id: str, of: str, part_id: str) -> None:
        self._now(consultation_id)
        self._append(consultation_id, fold.DROP, of=of, id=part_id)

    def _order(self, consultation_id: str, of: str, ids: Sequence[str]) -> None:
        self._now(consultation_id)
        self._append(consultation_id, fold.ORDER, of=of, ids=list(ids))

    def _claim(self, wanted: str) -> str:
        """A free id. Claiming it tells two processes that want the same one apart. Raises ValueError for no id."""
        if not ID.fullmatch(wanted):
            raise ValueError(f"Dit kan geen naam van een overleg zijn: “{wanted}”.")
        number = 1
        while True:
            taken = wanted if number == 1 else f"{wanted}-{number}"
            if self.journal.claim(_stream(taken)):
                return taken
            number += 1


def slug(name: str, held_on: date | None) -> str:
    """ "LKK-overleg met ministerie" in March 2027 -> "lkk-2027-03": the first telling word and the month.

    Without a date: as much of the name as fits.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in words if word not in SAYS_LITTLE] or words or ["overleg"]
    if held_on is None:
        return "-".join(telling)[:40].strip("-")
    return f"{telling[0][:40]}-{held_on:%Y-%m}"


@dataclass(slots=True)
class _Latest:
    """The newest state of one consultation, with the fingerprint of the entries that it was folded from."""

    kept: tuple[str, Consultation | None] | None = None


@lru_cache(maxsize=KEPT_FOLDED)
def _latest(journal: Journal, consultation_id: str) -> _Latest:
    return _Latest()


def _folded(journal: Journal, consultation_id: str) -> Consultation | None:
    """The consultation as it is now. Pages ask for all of them many times between two changes, so each is kept once."""
    stream, latest = _stream(consultation_id), _latest(journal, consultation_id)
    fingerprint, kept = journal.fingerprint(stream), latest.kept
    if kept is None or kept[0] != fingerprint:
        found = fold.folded(consultation_id, journal.entries(stream), len(journal.unreadable(stream)))
        kept = latest.kept = fingerprint, found
    return kept[1]


def _stream(consultation_id: str) -> str:
    return f"{STREAM}/{consultation_id}"


def _new_id() -> str:
    return secrets.token_hex(4)


def _differences(before: Point | Question, after: Point | Question, id_name: str) -> dict[str, Any]:
    """The fields that differ, as an entry holds them. Raises ValueError for a text that is too long."""
    names = [one.name for one in fields(after) if one.name != id_name]
    changed = {n: getattr(after, n) for n in names if getattr(after, n) != getattr(before, n)}
    return {n: _text(value) if isinstance(value, str) else fold.plain_value(value) for n, value in changed.items()}


def _basics(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a consultation as an entry holds them. Raises ValueError for an empty or too long name."""
    found = {name: fold.plain_value(value) for name, value in changes.items()}
    if "name" in found:
        found["name"] = " ".join(found["name"].split())
        if not found["name"]:
            raise ValueError(NO_NAME)
        _check_length(found["name"], LONGEST_NAME)
    if "parties" in found:
        found["parties"] = list(dict.fromkeys(party for one in found["parties"] if (party := " ".join(one.split()))))
    return found


def _cleaned(question: Question) -> Question:
    """The question without e-mail addresses and phone numbers, with a status that we know and at least one member."""
    if question.status not in STATUSES:
        raise ValueError(f"Deze status kennen we niet: “{question.status}”.")
    return replace(
        question, text=without_contacts(question.text), answer=without_contacts(question.answer),
        organisation=without_contacts(question.organisation), members=max(question.members, 1),
    )  # fmt: skip


def _text(text: str) -> str:
    _check_length(text, LONGEST_TEXT)
    return fold.plain_value(text)


def _check_length(text: str, longest: int) -> None:
    if len(text) > longest:
        raise ValueError(f"Deze tekst heeft {nl(len(text), 0)} tekens. Kort hem in tot {nl(longest, 0)} tekens.")
