"""One field of a consultation by its name: what stands there, and keeping another value in it.

A name is a field of the consultation itself ("held_on", "core:0"), or kind, id and field of a part ("point:p1:seen").
Who keeps a field changes that field alone: the rest is taken from what is kept at that moment, so that two people who write
in different fields do not undo each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from monitor.consultation.entry_fields import DAYS
from monitor.consultation.fold import BASIC_FIELDS
from monitor.consultation.records import Consultation, Item, Point, Question
from monitor.consultation.store import Consultations

Value = str | list[str]
"""Text, a day as ISO text, or a list of ids."""
CORE_SENTENCES = 3
CORE, ITEM, POINT, QUESTION = "core", "item", "point", "question"
NO_TEXT = "Een vraag heeft tekst nodig. Wilt u de vraag niet? Haal haar dan weg."


def core_name(number: int) -> str:
    return f"{CORE}:{number}"


def item_name(item: Item, field: str) -> str:
    return f"{ITEM}:{item.item_id}:{field}"


def point_name(point: Point, field: str) -> str:
    return f"{POINT}:{point.point_id}:{field}"


def question_name(question: Question, field: str) -> str:
    return f"{QUESTION}:{question.question_id}:{field}"


def value(consultation: Consultation, name: str) -> Value | None:
    """What stands in the field; None when the part that it belongs to is not there (any more)."""
    if name in BASIC_FIELDS:
        return _plain(getattr(consultation, name), lines=name == "parties")
    kind, _, rest = name.partition(":")
    if kind == CORE:
        return consultation.core[int(rest)] if int(rest) < len(consultation.core) else ""
    part_id, _, field = rest.partition(":")
    part = _part(consultation, kind, part_id)
    return None if part is None else _plain(getattr(part, field))


def put(store: Consultations, consultation_id: str, name: str, new: Value) -> None:
    """Keep a value. A point or question that somebody took away meanwhile comes back with it: nothing typed is lost.

    Raises OSError when it cannot be kept, ValueError with a Dutch sentence when it may not, KeyError without consultation.
    """
    consultation = store.get(consultation_id)
    if consultation is None:
        raise KeyError(consultation_id)
    kind, _, rest = name.partition(":")
    if name in BASIC_FIELDS:
        store.save_basics(consultation_id, **{name: _typed(name, new)})
    elif kind == CORE:
        texts = [*consultation.core, *[""] * CORE_SENTENCES][:CORE_SENTENCES]
        texts[int(rest)] = str(new)
        store.save_core(consultation_id, tuple(texts))
    else:
        part_id, _, field = rest.partition(":")
        _KEEP[kind](store, consultation_id, part_id, _part(consultation, kind, part_id), {field: _typed(field, new)})


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values are the same but for white space at the ends of lines and empty lines at the end."""
    return _compared(one) == _compared(other)


def _keep_item(store: Consultations, consultation_id: str, item_id: str, now: Any, new: dict[str, Any]) -> None:
    store.save_own_text(consultation_id, item_id, new["own_text"])


def _keep_point(store: Consultations, consultation_id: str, point_id: str, now: Any, new: dict[str, Any]) -> None:
    point = now or Point(point_id)
    store.save_point(consultation_id, replace(point, **new), base=point)


def _keep_question(store: Consultations, consultation_id: str, question_id: str, now: Any, new: dict[str, Any]) -> None:
    if not new.get("text", "x").strip():
        raise ValueError(NO_TEXT)
    question = now or Question(question_id, "")
    store.save_question(consultation_id, replace(question, **new), base=question)


_KEEP: dict[str, Callable[[Consultations, str, str, Any, dict[str, Any]], None]] = {
    ITEM: _keep_item, POINT: _keep_point, QUESTION: _keep_question,
}  # fmt: skip


def _part(consultation: Consultation, kind: str, part_id: str) -> Item | Point | Question | None:
    parts: dict[str, Iterable[tuple[str, Any]]] = {
        ITEM: ((item.item_id, item) for item in consultation.items),
        POINT: ((point.point_id, point) for point in consultation.points),
        QUESTION: ((question.question_id, question) for question in consultation.questions),
    }
    return next((part for known, part in parts[kind] if known == part_id), None)


def _plain(found: Any, lines: bool = False) -> Value:
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, tuple):
        return "\n".join(found) if lines else list(found)
    return str(found or "")


def _typed(field: str, new: Value) -> Any:
    """The value as the record holds it."""
    if isinstance(new, list):
        return tuple(new)
    if field in DAYS:
        return date.fromisoformat(new) if new else None
    if field == "parties":
        return tuple(line.strip() for line in new.splitlines() if line.strip())
    return new


def _compared(found: Value | None) -> object:
    if isinstance(found, list):
        return found
    return "\n".join(line.strip() for line in (found or "").strip().splitlines())
