"""What a consultation is after all its changes: pure functions, entries in and a `Consultation` out.

A change tells one thing: a field, a part, an order. Two people who work at the same time therefore undo each other only
where both changed the same field of the same part; then the last one counts. A part that was taken away comes back, whole,
when somebody changes it after that: the change of a person who had not seen the removal is not lost.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from typing import Any

from monitor.consultation.as_json import item_from_json
from monitor.consultation.entry_fields import DAYS, LISTS, checked, sentences
from monitor.consultation.records import MERGED, NEW, Consultation, Item, Point, Question
from monitor.records import DEMO, OWN
from monitor.store.journal import Entry

log = logging.getLogger("kwaliteit")

START, BASICS, CORE, ADD_ITEM, ITEM_TEXT, POINT, QUESTION, DROP, ORDER, MERGE, UNMERGE = (
    "start", "basics", "core", "item", "item_text", "point", "question", "drop", "order", "merge", "unmerge",
)  # fmt: skip
ITEMS, POINTS, QUESTIONS = "items", "points", "questions"
"""The three lists of parts, as an entry of kind DROP or ORDER names them."""
BASIC_FIELDS = ("name", "held_on", "closes_on", "parties", "contact")
Plain = dict[str, Any]


@dataclass
class Parts:
    """Parts by id, in the order of the user. Those taken away wait in `gone`, with what was written in them."""

    known: dict[str, Plain] = field(default_factory=dict)
    gone: dict[str, Plain] = field(default_factory=dict)

    def change(self, part_id: str, changes: Mapping[str, Any]) -> None:
        """Change a part; a new one, or one that was taken away, comes at the end."""
        self.known[part_id] = {**(self.known.get(part_id) or self.gone.pop(part_id, {})), **changes}

    def drop(self, part_id: str) -> None:
        if part_id in self.known:
            self.gone[part_id] = self.known.pop(part_id)

    def order(self, ids: Sequence[str]) -> None:
        """These first, in this order; parts that the writer did not know yet follow as they stood."""
        first = [part_id for part_id in dict.fromkeys(ids) if part_id in self.known]
        self.known = {part_id: self.known[part_id] for part_id in dict.fromkeys([*first, *self.known])}


@dataclass
class Fold:
    """The running state. A part of `items` holds its finding under "item"; other parts are plain as the entries are."""

    is_begun: bool = False
    origin: str = OWN
    basics: Plain = field(default_factory=dict)
    core: dict[int, str] = field(default_factory=dict)
    items: Parts = field(default_factory=Parts)
    points: Parts = field(default_factory=Parts)
    questions: Parts = field(default_factory=Parts)

    def apply(self, entry: Entry) -> None:
        """Take in one change. Raises KeyError, TypeError, ValueError or AttributeError for what the store did not write."""
        kind = entry.get("kind")
        if kind == START and not self.is_begun:
            self.basics = {**checked(entry["fields"]), **self.basics}
            self.origin = {DEMO: DEMO, OWN: OWN}[entry["origin"]]
            self.is_begun = True
        elif kind == BASICS:
            self.basics |= checked(entry["fields"])
        elif kind == CORE:
            self.core |= sentences(entry["texts"])
        elif kind == ADD_ITEM:
            self._add_item(item_from_json(entry["item"]))
        elif kind == ITEM_TEXT:
            self._write_beside(entry["id"], entry["text"])
        elif kind in (POINT, QUESTION):
            parts = [(str(one["id"]), checked(one["fields"])) for one in entry["parts"]]
            for part_id, changes in parts:  # all of them or none
                (self.points if kind == POINT else self.questions).change(part_id, changes)
        elif kind == DROP:
            self.parts(entry["of"]).drop(entry["id"])
        elif kind == ORDER:
            self.parts(entry["of"]).order(entry["ids"])
        elif kind == MERGE:
            self._merge(entry["into"], entry["others"])
        elif kind == UNMERGE and entry["id"] in self.questions.known:
            self.questions.change(entry["id"], {"merged_into": ""})

    def parts(self, name: str) -> Parts:
        return {ITEMS: self.items, POINTS: self.points, QUESTIONS: self.questions}[name]

    def _add_item(self, item: Item) -> None:
        """The same finding takes the place of the older one and keeps its id and own text."""
        for item_id, part in {**self.items.gone, **self.items.known}.items():
            before: Item = part["item"]
            if item_id == item.item_id or before.identity == item.identity:
                item = replace(item, item_id=item_id, own_text=item.own_text or before.own_text)
                break
        self.items.change(item.item_id, {"item": item})

    def _write_beside(self, item_id: str, text: str) -> None:
        part = self.items.known.get(item_id) or self.items.gone.get(item_id)
        if part is not None:
            self.items.change(item_id, {"item": replace(part["item"], own_text=text)})

    def _merge(self, into: str, others: Sequence[str]) -> None:
        speaker = speaker_of(into, self.questions.known)
        if speaker not in self.questions.known:
            return
        for other in others:
            # Two people who merge the same questions in opposite ways: the first one counts.
            if other in self.questions.known and speaker_of(other, self.questions.known) != speaker:
                self.questions.change(other, {"merged_into": speaker})


def folded(consultation_id: str, entries: Iterable[Entry], unreadable: int = 0) -> Consultation | None:
    """The consultation after these entries, oldest first; None when it was never begun (and nothing was damaged).

    `unreadable` counts files that are no entry; changes that cannot be understood are added to it.
    """
    fold = Fold()
    for entry in entries:
        try:
            fold.apply(entry)
        except (KeyError, TypeError, ValueError, AttributeError):
            log.warning("consultation %s: entry %s cannot be read", consultation_id, entry.get("entry_id"))
            unreadable += 1
    if not fold.is_begun and not unreadable:
        return None
    last = max(fold.core, default=-1)
    return Consultation(
        consultation_id=consultation_id,
        # When its beginning cannot be read, the rest is there all the same, under its id.
        **{"name": consultation_id}
        | {name: _typed(name, value) for name, value in fold.basics.items() if name in BASIC_FIELDS},
        core=tuple(fold.core.get(number, "") for number in range(last + 1)),
        items=tuple(part["item"] for part in fold.items.known.values()),
        points=tuple(_record(Point, "point_id", part_id, plain) for part_id, plain in fold.points.known.items()),
        questions=_questions(fold.questions.known),
        origin=fold.origin,
        unreadable=unreadable,
    )


def plain_value(value: Any) -> Any:
    """A value of a field as an entry holds it: ISO text for a day, a list for several, text without halves of signs."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain_value(one) for one in value]
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def speaker_of(question_id: str, known: Mapping[str, Plain]) -> str:
    """The id of the question that speaks for this one: itself when it was not merged, or its speaker was taken away."""
    passed = {question_id}
    while (into := known.get(question_id, {}).get("merged_into", "")) in known and into not in passed:
        passed.add(into)
        question_id = into
    return question_id


def _questions(known: Mapping[str, Plain]) -> tuple[Question, ...]:
    """Status and count of members follow from what was merged: undoing it brings back what stood there."""
    speakers = {question_id: speaker_of(question_id, known) for question_id in known}
    members: dict[str, int] = {}
    for question_id, plain in known.items():
        members[speakers[question_id]] = members.get(speakers[question_id], 0) + int(plain.get("members", 1))
    found = []
    for question_id, plain in known.items():
        is_merged = speakers[question_id] != question_id
        status = plain.get("status", NEW)
        derived = {
            "merged_into": speakers[question_id] if is_merged else "",
            "status": MERGED if is_merged else NEW if status == MERGED else status,
            "members": int(plain.get("members", 1)) if is_merged else members[question_id],
        }
        found.append(_record(Question, "question_id", question_id, plain | derived))
    return tuple(found)


def _record(record: Any, id_name: str, part_id: str, plain: Plain) -> Any:
    """A point or question; a field that we do not know (of a newer version) is left out."""
    known = {one.name for one in fields(record)} - {id_name}
    return record(**{id_name: part_id}, **_with_text(record, {n: _typed(n, v) for n, v in plain.items() if n in known}))


def _with_text(record: Any, values: Plain) -> Plain:
    """Required fields that an entry left out become empty texts."""
    required = [one.name for one in fields(record) if one.default is MISSING and not one.name.endswith("_id")]
    return {**dict.fromkeys(required, ""), **values}


def _typed(name: str, value: Any) -> Any:
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    return tuple(value) if name in LISTS else value
