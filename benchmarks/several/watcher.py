"""One process that only reads: when does it see what others wrote? `python -m benchmarks.several.watcher LOG SECONDS`.

Each change is a line of the log when it is first seen: {"id", "seen"}, the second in seconds of the clock.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.several.writer import DRAFT
from monitor.consultation.store import STREAM
from monitor.dialogues import drafts
from monitor.session import Session

EVERY = 0.02


def visible(session: Session) -> set[str]:
    """The ids of everything that a page would show now, as `benchmarks.several.writer` names them."""
    journal = session.dialogues.journal
    draft = drafts.load(journal, DRAFT)
    return {
        *(str(entry["entry_id"]) for entry in journal.entries("actions")),
        *(stream.removeprefix(f"{STREAM}/") for stream in journal.streams(STREAM)),
        *session.state().datasets,
        *(f"{name}={text}" for name, text in (draft.fields if draft else {}).items()),
    }


def main() -> None:
    path, until = Path(sys.argv[1]), time.time() + float(sys.argv[2])
    session = Session()
    seen: set[str] = set()
    with path.open("a", encoding="utf-8") as log:
        while time.time() < until:
            fresh = visible(session) - seen
            for one in fresh:
                log.write(json.dumps({"id": one, "seen": time.time()}) + "\n")
            log.flush()
            seen |= fresh
            time.sleep(EVERY)


if __name__ == "__main__":
    main()
