"""One process that writes to the workspace of its environment as people do: `python -m benchmarks.several.writer LOG SECONDS`.

Each change that was acknowledged is a line of the log: {"id", "kind", "asked", "kept"} in seconds of the clock; one that was
refused has "refused". A line is written after the change was acknowledged, so a kill loses lines, never adds them.
"""

from __future__ import annotations

import json
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.compact import compact_workspace
from monitor.consultation.store import Consultations
from monitor.dialogues import drafts
from monitor.session import Session
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset

ROWS = 200
PAUSE = 0.02
"""Seconds between two changes of one process."""
DRAFT = "gezamenlijk-formulier"
"""The form that all writers write in; each begins it, the first counts."""


class Writer:
    def __init__(self, session: Session, name: str) -> None:
        self.session, self.name = session, name
        self.journal = session.dialogues.journal
        self.texts: dict[str, str] = {}
        entry = {"kind": drafts.START, "origin": "own", "municipality": "", "year": 2026}
        self.journal.append(f"{drafts.STREAM}/{DRAFT}", {**entry, "form_type": "x", "location_id": "y"})

    def action(self) -> str:
        return self.journal.append("actions", {"kind": "benchmark", "writer": self.name})["entry_id"]

    def field(self) -> str:
        """A field of its own in the form that everybody writes in; the id tells what must be in it at least."""
        name = f"{self.name}_{random.randrange(5)}"
        text = f"{self.texts.get(name, '')} {uuid.uuid4().hex[:6]}".strip()
        drafts.save(self.journal, DRAFT, {name: text}, {name: self.texts.get(name, "")})
        self.texts[name] = text
        return f"{name}={text}"

    def consultation(self) -> str:
        """All want the same name."""
        return Consultations(self.journal).create("LKK", date(2027, 3, 1))

    def dataset(self) -> str:
        name = uuid.uuid4().hex[:16]
        with self.session.workspace.staging() as folder:
            pq.write_table(_scores(name), folder / "x.parquet")
            told = Dataset(name, "scores", "own", "benchmark", "x.csv", ROWS)
            self.session.workspace.add(told, {"scores": [folder / "x.parquet"]})
        return name

    def compaction(self) -> str:
        compact_workspace(self.session.workspace, self.session.database)
        return ""


def _scores(name: str) -> pa.Table:
    schema = SCHEMAS["scores"]
    known = {"dataset_id": name, "origin": "own"}
    columns = [pa.array([known.get(kind.name)] * ROWS, kind.type) for kind in schema]
    return pa.table(columns, schema=schema)


def plan() -> Iterator[str]:
    """What comes after what: mostly small changes, now and then a consultation, an import, and tidying up."""
    while True:
        yield random.choices(("action", "field", "consultation", "dataset", "compaction"), weights=(100, 100, 4, 3, 1))[
            0
        ]


def write(writer: Writer, log: TextIO, until: float) -> None:
    for kind in plan():
        asked = time.time()
        if asked > until:
            return
        change: Callable[[], str] = getattr(writer, kind)
        told: dict[str, object] = {"kind": kind, "asked": asked}
        try:
            told["id"] = change()
        except OSError as problem:
            told["refused"] = str(problem)
        log.write(json.dumps({**told, "kept": time.time()}) + "\n")
        log.flush()
        time.sleep(PAUSE)


def main() -> None:
    path, seconds = Path(sys.argv[1]), float(sys.argv[2])
    session = Session()
    with path.open("a", encoding="utf-8") as log:
        write(Writer(session, uuid.uuid4().hex[:6]), log, datetime.now(UTC).timestamp() + seconds)


if __name__ == "__main__":
    main()
