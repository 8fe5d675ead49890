"""Forms in progress: each draft is a stream of small changes, so that a kill at any moment loses nothing that was kept.

A draft has an id that nobody can guess; who has the link may go on writing. A change holds only the fields that changed,
so that two people who write in different fields do not undo each other. Many changes are merged now and then: the merged
entry is written and read back first, and only then the older files go.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Mapping, Sequence

from monitor.dialogues.draft_fold import (
    CHECKPOINT,
    PATCH,
    SENT,
    START,
    DraftState,
    Value,
    Version,
    folded,
    mark,
    plain,
    run,
)
from monitor.store.journal import Entry, Journal

log = logging.getLogger("kwaliteit")
STREAM = "drafts"
ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
MOST_ENTRIES = 60
"""From this many entries on, a draft is merged."""
UNKNOWN = "?"
"""The base of a text of which nobody knows on what it was built: a browser that was on when the server stopped."""
TRIES = 5


# --------------------------------------------------------------------------------------------------------------- writing


def start(
    journal: Journal,
    origin: str,
    municipality: str,
    year: int,
    form_type: str,
    location_id: str,
    participants: Sequence[str] = (),
) -> str:
    """Begin a form; returns its id. Raises OSError when it could not be kept."""
    draft_id = secrets.token_urlsafe(16)
    entry = {
        "kind": START, "origin": origin, "municipality": municipality, "year": year, "form_type": form_type,
        "location_id": location_id, "participants": list(participants),
    }  # fmt: skip
    journal.append(_stream(draft_id), entry)
    return draft_id


def save(
    journal: Journal,
    draft_id: str,
    fields: Mapping[str, Value],
    base: Mapping[str, Value] | None = None,
    *,
    is_base_known: bool = True,
) -> None:
    """Keep the fields that changed. When this has returned they are there for ever; raises OSError when they are not.

    `base` is what stood in those fields when the writer read them, so that a text that somebody else wrote since is kept
    beside it. Without `is_base_known` anything that stands there counts as somebody else's.
    """
    marks = {name: mark(base.get(name, "")) for name in fields} if base is not None else {}
    if not is_base_known:
        marks = dict.fromkeys(fields, UNKNOWN)
    stream = _stream(draft_id)
    journal.append(stream, {"kind": PATCH, "fields": {n: _clean(v) for n, v in fields.items()}, "base": marks})
    _merge_when_long(journal, stream)


def settle(journal: Journal, draft_id: str, version: Version) -> None:
    """Somebody has read another version and does not want it: it is offered no more."""
    journal.append(_stream(draft_id), {"kind": PATCH, "fields": {}, "settled": {version.field: [version.mark]}})


def note_sent(journal: Journal, draft_id: str, dialogue_id: str, content: str) -> None:
    """Write down that the form was sent; `content` is the fingerprint of what was sent."""
    journal.append(_stream(draft_id), {"kind": SENT, "dialogue_id": dialogue_id, "mark": content})


# --------------------------------------------------------------------------------------------------------------- reading


def load(journal: Journal, draft_id: str) -> DraftState | None:
    """The draft as it is now; None for an id that nobody began or that is none."""
    if not ID.fullmatch(draft_id):
        return None
    entries, unreadable = _entries(journal, _stream(draft_id))
    return folded(draft_id, entries, unreadable)


def _entries(journal: Journal, stream: str) -> tuple[list[Entry], int]:
    """All entries, and how many cannot be read.

    A file that goes between listing and reading was merged into a newer one: then the list changed, and is read again.
    """
    for _ in range(TRIES):
        before = journal.fingerprint(stream)
        entries, broken = journal.entries(stream), len(journal.unreadable(stream))
        if journal.fingerprint(stream) == before:
            break
    return entries, broken


# --------------------------------------------------------------------------------------------------------------- merging


def _merge_when_long(journal: Journal, stream: str) -> None:
    """A draft that could not be merged is only slower; what was kept stays kept."""
    entries = journal.entries(stream)
    if len(entries) < MOST_ENTRIES:
        return
    try:
        with journal.turn(stream, merges(entries)) as is_alone:
            if is_alone:
                merge(journal, stream)
    except OSError:
        log.warning("merging %s", stream, exc_info=True)


def merge(journal: Journal, stream: str) -> None:
    """Write one entry that holds all readable ones, read it back, and only then remove those. One process at a time."""
    entries = journal.entries(stream)
    state = plain(run(entries))
    names = [e["entry_id"] for e in entries]
    kept = journal.append(stream, {"kind": CHECKPOINT, "merged": names, "state": state, "merges": merges(entries) + 1})
    if journal.holds(stream, kept):
        journal.remove(stream, names)


def merges(entries: Sequence[Entry]) -> int:
    """How often a draft was merged so far: each merge counts on from the one that it merged."""
    counts = [e.get("merges", 1) for e in entries if e.get("kind") == CHECKPOINT]
    return max((n for n in counts if isinstance(n, int)), default=0)


def _stream(draft_id: str) -> str:
    return f"{STREAM}/{draft_id}"


def _clean(value: Value) -> Value:
    """Without halves of signs, which no file can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return [str(_clean(one)) for one in value]
