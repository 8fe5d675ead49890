"""The audit trail: who exported, was refused, signed in or changed something, when, and on which data version.

What leaves the program is a line in the stream `audit/<day>` of the journal; what is changed carries its `actor` already.
Lines hold no content of answers, and no id that opens a form. Nothing here ever removes or rewrites a line.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from monitor import clock
from monitor.access.audit_words import LABELS, about_change
from monitor.session import Session
from monitor.store.journal import Entry, Journal
from monitor.store.state import ACTIVE, State

STREAM = "audit"
EXPORT, REFUSAL, SIGN_IN, SIGN_OUT = "export", "refusal", "sign_in", "sign_out"
PEOPLE, RESTORED = "people", "restored"
LONGEST = 300
"""Signs of what a line is about."""
SAME_REFUSAL = 60.0
"""Seconds in which one person who is refused the same thing again gets no new line: a page that is reloaded, a script."""
MOST_REMEMBERED = 10_000
DRAFTS = "drafts"

_refused: dict[tuple[str, str], float] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing that happened. `at` is Dutch time without a zone; `who` is empty for a laptop or a visitor."""

    at: datetime
    who: str
    kind: str
    """A code: those above, or the stream or log kind of a change."""
    what: str
    """The kind in Dutch, for the screen."""
    about: str
    data_version: str


# --------------------------------------------------------------------------------------------------------------- writing


def record(journal: Journal, kind: str, about: str, data_version: str = "") -> Entry:
    """Keep one line. `about` is a file name, a page or a part; never an answer. Raises OSError when it cannot be kept."""
    told = " ".join(about.split())[:LONGEST]
    stream = f"{STREAM}/{clock.today().isoformat()}"
    return journal.append(stream, {"kind": kind, "about": told, "data_version": data_version})


def record_refusal(journal: Journal, about: str, who: str) -> Entry | None:
    """A line for what somebody was refused; None when the same was written down within the last minute."""
    key, now = (who, about), time.monotonic()
    with _lock:
        if now - _refused.get(key, float("-inf")) < SAME_REFUSAL:
            return None
        if len(_refused) >= MOST_REMEMBERED:
            _refused.clear()
        _refused[key] = now
    return record(journal, REFUSAL, about)


# --------------------------------------------------------------------------------------------------------------- reading


def lines(
    session: Session, since: date | None = None, until: date | None = None, who: str | None = None
) -> list[AuditLine]:
    """The trail, newest first: the lines of the audit streams, and every change in journal and log that has an actor.

    Both days count. `who` is an e-mail address or an account. Of the many times that a form is kept while somebody types,
    the first of each day stands here.
    """
    first = (since - timedelta(days=1)).isoformat() if since else ""  # a day earlier: entries have the time of UTC
    version_at = _versions(session)
    found = [
        *_recorded(session.dialogues.journal, first), *_changed(session, first, version_at),
        *_logged(session, first, version_at),
    ]  # fmt: skip
    kept = [
        line
        for line in found
        if (since is None or line.at.date() >= since)
        and (until is None or line.at.date() <= until)
        and (who is None or line.who == who.strip().lower())
    ]
    return sorted(kept, key=lambda line: line.at, reverse=True)


def _recorded(journal: Journal, first: str) -> Iterator[AuditLine]:
    for stream in journal.streams(STREAM):
        for entry in journal.entries(stream) if stream >= f"{STREAM}/{first}" else ():
            yield _line(entry, str(entry.get("kind")), str(entry.get("about")), str(entry.get("data_version") or ""))


def _changed(session: Session, first: str, version_at: Callable[[str], str]) -> Iterator[AuditLine]:
    journal = session.dialogues.journal
    for stream in journal.all_streams():
        name = stream.partition("/")[0]
        if name == STREAM:
            continue
        seen: set[tuple[str, date]] = set()
        for entry in journal.entries(stream):
            if entry["at"] < first or not entry.get("actor"):
                continue
            line = _line(entry, name, about_change(stream, entry), version_at(entry["at"]))
            day = line.who, line.at.date()
            if name != DRAFTS or day not in seen:
                seen.add(day)
                yield line


def _logged(session: Session, first: str, version_at: Callable[[str], str]) -> Iterator[AuditLine]:
    for entry in session.workspace.log_entries():
        if entry.get("actor") and entry["at"] >= first:
            kind = str(entry.get("kind"))
            yield _line(entry, kind, about_change(kind, entry), version_at(entry["at"]))


def _line(entry: Entry, kind: str, about: str, data_version: str) -> AuditLine:
    return AuditLine(
        clock.local(entry["at"]), str(entry.get("actor") or ""), kind, LABELS.get(kind, kind), about, data_version
    )


def _versions(session: Session) -> Callable[[str], str]:
    """The data version after what had been read in at a moment, told with the catalogue of now."""
    state = session.state()
    moments = [change.at for change in state.changes]
    known: dict[int, str] = {}

    def version_at(at: str) -> str:
        number = bisect_right(moments, at)
        if number not in known:
            known[number] = session.data_version(_as_of(state, number))
        return known[number]

    return version_at


def _as_of(state: State, number: int) -> State:
    """The state after so many changes, as far as the data version asks for it."""
    datasets = {}
    for change in state.changes[:number]:
        if change.kind == ACTIVE:
            datasets[change.dataset.dataset_id] = change.dataset
        else:
            datasets.pop(change.dataset.dataset_id, None)
    return replace(state, datasets=datasets, changes=state.changes[:number])
