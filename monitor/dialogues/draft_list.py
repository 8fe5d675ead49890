"""Which forms were begun in a year, without their text. Quick also when the workspace holds those of a whole country.

Where a draft belongs never changes, so that is read once; what is in it only again when its folder changed.
"""

from __future__ import annotations

import functools
import json
import os
import time
from typing import Any

from monitor.dialogues.draft_fold import CHECKPOINT, START
from monitor.dialogues.drafts import STREAM, load
from monitor.dialogues.records import Draft
from monitor.store.journal import Journal

SETTLED_AFTER = 1.0  # seconds: a folder may change again within the tick of its file system's clock
Place = tuple[str, str, int]
Index = tuple[dict[Place, tuple[str, ...]], tuple[str, ...]]


def drafts_of(journal: Journal, origin: str, municipality: str, year: int) -> tuple[Draft, ...]:
    """The forms that were begun in this year and hold something."""
    wanted = (origin, municipality, year)
    index: Index | None = _settled(journal, STREAM, _index, _kept_index)
    if index is None:
        return ()
    streams = [*index[0].get(wanted, ()), *index[1]]
    found = (_settled(journal, stream, _summary, _kept_summary) for stream in sorted(streams))
    return tuple(draft for place, draft in filter(None, found) if place == wanted)


def _settled(journal: Journal, stream: str, read: Any, kept: Any) -> Any:
    """What `read` says of a folder; from memory (`kept`) when the folder has not changed, also not just now."""
    try:
        changed = (journal.folder / stream).stat().st_mtime_ns
    except OSError:
        return None
    if time.time() - changed / 1e9 < SETTLED_AFTER:
        return read(journal, stream)
    return kept(journal, stream, changed)


def _index(journal: Journal, stream: str) -> Index:
    """The streams of each municipality and year, and those of which the beginning cannot be read (yet)."""
    found: dict[Place, list[str]] = {}
    unknown = []
    with os.scandir(journal.folder / stream) as entries:
        names = [entry.name for entry in entries]
    for name in names:
        try:
            found.setdefault(_place(journal, f"{stream}/{name}"), []).append(f"{stream}/{name}")
        except (LookupError, OSError, ValueError):
            unknown.append(f"{stream}/{name}")
    return {place: tuple(streams) for place, streams in found.items()}, tuple(unknown)


def _summary(journal: Journal, stream: str) -> tuple[Place, Draft] | None:
    state = load(journal, stream.split("/")[1])
    if state is None or not (state.fields.keys() - {"participants"} or state.is_sent):
        return None
    people = state.participants
    draft = Draft(state.draft_id, state.form_type, state.location_id, people, state.saved_at, state.is_sent)
    return (state.origin, state.municipality, state.year), draft


@functools.lru_cache(maxsize=100_000)
def _place(journal: Journal, stream: str) -> Place:
    """Where a draft belongs, from its first file. Raises LookupError, OSError or ValueError, and then is asked again."""
    with os.scandir(journal.folder / stream) as entries:
        first = min((e.name for e in entries if e.name.endswith(".json")), default="")
    entry = json.loads((journal.folder / stream / first).read_text("utf-8")) if first else {}
    start = entry["state"]["start"] if entry.get("kind") == CHECKPOINT else entry
    if start.get("kind") != START:
        raise LookupError(stream)
    return start["origin"], start["municipality"], int(start["year"])


@functools.lru_cache(maxsize=8)
def _kept_index(journal: Journal, stream: str, changed: int) -> Any:
    return _index(journal, stream)


@functools.lru_cache(maxsize=20_000)
def _kept_summary(journal: Journal, stream: str, changed: int) -> Any:
    return _summary(journal, stream)
