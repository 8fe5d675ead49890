"""What a draft is after all its changes: pure functions, entries in and a state out.

Per field the last text wins. A text that would be lost that way is kept: the text of somebody else that the writer had
not read (`others`), and a longer text that was taken out (`earlier`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from monitor.clock import local
from monitor.store.journal import Entry

START, PATCH, CHECKPOINT, SENT = "start", "patch", "checkpoint", "sent"
Value = str | list[str]
MUCH = 40
"""Taking out this many signs keeps the text from before."""
MOST_SEEN = 400
MOST_EARLIER = 20


@dataclass(frozen=True, slots=True)
class Version:
    """A text that once stood in a field. `at` is local time."""

    field: str
    text: str
    at: datetime

    @property
    def mark(self) -> str:
        return mark(self.text)


@dataclass(frozen=True)
class DraftState:
    """A form in progress, whole. `fields` holds what was filled in, by name of the field; an empty field is absent."""

    draft_id: str
    origin: str
    municipality: str
    year: int
    form_type: str
    location_id: str
    fields: dict[str, Value]
    started_at: datetime
    saved_at: datetime
    sent_at: datetime | None = None
    """When it was first sent."""
    corrected_at: datetime | None = None
    """When it was last sent again."""
    other_versions: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    """Texts that somebody else wrote in a field at the same time and that are not in it now."""
    earlier: tuple[Version, ...] = ()
    """Longer texts that were taken out, the newest first."""
    sent_mark: str = ""
    """The fingerprint of what was last sent."""
    seen: dict[str, frozenset[str]] = field(default_factory=dict)
    unreadable: int = 0

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def participants(self) -> tuple[str, ...]:
        return tuple(self.items("participants"))

    def text(self, name: str) -> str:
        found = self.fields.get(name, "")
        return found if isinstance(found, str) else ""

    def items(self, name: str) -> list[str]:
        found = self.fields.get(name, [])
        return found if isinstance(found, list) else []

    def stood_there(self, name: str, value: Value) -> bool:
        """Whether this value was kept in this field at some time."""
        return not value or mark(value) in self.seen.get(name, frozenset())


def mark(value: Value) -> str:
    """A short fingerprint of what stands in a field; nothing and an empty text are the same."""
    whole = value if isinstance(value, str) else "\x1f".join(value)
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:12]


def lost(before: str, after: str) -> int:
    """How many signs of a text are not in the next one, when that was made by one change in one place."""
    shortest = min(len(before), len(after))
    start = 0
    while start < shortest and before[start] == after[start]:
        start += 1
    end = 0
    while end < shortest - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return len(before) - start - end


def folded(draft_id: str, entries: Iterable[Entry], unreadable: int = 0) -> DraftState | None:
    """The state after these entries, oldest first; None when the draft was never begun."""
    fold = run(entries)
    start = fold.start
    if start is None:
        return None
    return DraftState(
        draft_id, start["origin"], start["municipality"], int(start["year"]), start["form_type"], start["location_id"],
        {name: value for name, value in fold.fields.items() if value},
        local(start["at"]), local(fold.saved_at), _moment(fold.sent_at), _moment(fold.corrected_at),
        {name: tuple(map(_version, kept)) for name, kept in fold.others.items() if kept},
        tuple(sorted(map(_version, _not_back(fold)), key=lambda v: v.at, reverse=True))[:MOST_EARLIER],
        fold.sent_mark, {name: frozenset(marks) for name, marks in fold.seen.items()}, unreadable,
    )  # fmt: skip


@dataclass
class Fold:
    """The running state; as a plain dict it is what a checkpoint holds."""

    start: Entry | None = None
    fields: dict[str, Value] = field(default_factory=dict)
    others: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    earlier: list[dict[str, str]] = field(default_factory=list)
    peaks: dict[str, dict[str, str]] = field(default_factory=dict)
    """Per field the longest text since the last one that went into `earlier`."""
    seen: dict[str, list[str]] = field(default_factory=dict)
    saved_at: str = ""
    written: dict[str, str] = field(default_factory=dict)
    """Per field when it was last changed."""
    sent_at: str = ""
    corrected_at: str = ""
    sent_mark: str = ""

    def apply(self, entry: Entry) -> None:
        kind = entry.get("kind")
        if kind == START and self.start is None:
            self.start = entry
            self.fields = {**_first_fields(entry), **self.fields}
        elif kind == PATCH:
            bases = entry.get("base") or {}
            for name, value in (entry.get("fields") or {}).items():
                self._write(name, value, bases.get(name), entry["at"])
            for name, marks in (entry.get("settled") or {}).items():
                self.others[name] = [v for v in self.others.get(name, []) if mark(v["text"]) not in marks]
        elif kind == SENT:
            self.corrected_at = entry["at"] if self.sent_at else ""
            self.sent_at = self.sent_at or entry["at"]
            self.sent_mark = entry.get("mark", "")
        self.saved_at = max(self.saved_at, entry["at"])

    def _write(self, name: str, value: Value, base: str | None, at: str) -> None:
        now = self.fields.get(name, "")
        if isinstance(value, str) and isinstance(now, str):
            is_unread = bool(now) and base is not None and base != mark(now)
            if is_unread and lost(now, value):
                kept = {"field": name, "text": now, "at": self.written.get(name, at)}
                self.others[name] = [*self.others.get(name, []), kept]
            self.others[name] = [v for v in self.others.get(name, []) if lost(v["text"], value)]
            self._remember(name, value, at)
        self.fields[name] = value
        self.written[name] = at
        self.seen[name] = [*self.seen.get(name, []), mark(value)][-MOST_SEEN:]

    def _remember(self, name: str, value: str, at: str) -> None:
        peak = self.peaks.get(name)
        if peak and lost(peak["text"], value) >= MUCH:
            self.earlier = [*self.earlier, peak][-2 * MOST_EARLIER :]
            peak = None
        if peak is None or len(value) >= len(peak["text"]):
            self.peaks[name] = {"field": name, "text": value, "at": at}


def run(entries: Iterable[Entry]) -> Fold:
    """All changes in order. A checkpoint stands for the entries that it merged; what it did not merge follows it."""
    listed = list(entries)
    merged = {name for e in listed if e.get("kind") == CHECKPOINT for name in e["merged"]}
    left = [e for e in listed if e["entry_id"] not in merged]
    checkpoints = [e for e in left if e.get("kind") == CHECKPOINT]
    fold = Fold(**checkpoints[-1]["state"]) if checkpoints else Fold()
    fold = _own(fold)
    for entry in left:
        if entry.get("kind") != CHECKPOINT:
            fold.apply(entry)
    return fold


def plain(fold: Fold) -> dict[str, Any]:
    """What a checkpoint holds; `Fold(**plain(fold))` is the same state."""
    return {name: getattr(fold, name) for name in Fold.__dataclass_fields__}


def _own(fold: Fold) -> Fold:
    """Copies of what changes, so that an entry that is kept in memory stays as it was read."""
    fold.fields, fold.peaks, fold.written = dict(fold.fields), dict(fold.peaks), dict(fold.written)
    fold.others = {name: list(kept) for name, kept in fold.others.items()}
    fold.earlier = list(fold.earlier)
    fold.seen = {name: list(marks) for name, marks in fold.seen.items()}
    return fold


def _first_fields(start: Mapping[str, Any]) -> dict[str, Value]:
    people = [str(p) for p in start.get("participants") or ()]
    return {"participants": people} if people else {}


def _not_back(fold: Fold) -> list[dict[str, str]]:
    """The earlier texts that do not stand in their field again."""
    return [v for v in fold.earlier if lost(v["text"], str(fold.fields.get(v["field"], "")))]


def _version(kept: Mapping[str, str]) -> Version:
    return Version(kept["field"], kept["text"], local(kept["at"]))


def _moment(at: str) -> datetime | None:
    return local(at) if at else None
