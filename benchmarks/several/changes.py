"""Several processes write and one watches: how long until a change is kept, until others see it, and is anything lost?"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.several.stores import Store
from benchmarks.several.writer import DRAFT, ROWS
from monitor import paths

CHECK = """
import json, sys
from benchmarks.several import changes
from monitor.session import Session
print(json.dumps(changes.found(Session())))
"""


@dataclass(frozen=True)
class Asked:
    writers: int = 2
    seconds: float = 20.0
    kills: int = 0
    """How often a writer is killed (kill -9) and another begun."""
    away: float = 0.0
    """Seconds that the store does not answer, halfway."""
    settle: float = 15.0
    """Seconds after the last change in which the watcher looks on."""


@dataclass
class Outcome:
    kept: list[dict[str, Any]] = field(default_factory=list)
    refused: int = 0
    seen: dict[str, float] = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def waits(self) -> list[float]:
        return [one["kept"] - one["asked"] for one in self.kept if one["kind"] in ("action", "field")]

    @property
    def delays(self) -> list[float]:
        """Between a change and the moment that another process saw it. A text that was built upon is not counted."""
        return [max(0.0, self.seen[one["id"]] - one["kept"]) for one in self.kept if one.get("id") in self.seen]

    def lost(self) -> list[str]:
        """What was acknowledged and is not in the workspace, as a new process with nothing of its own reads it."""
        there = self.found
        known = {*there["actions"], *there["consultations"], *there["datasets"]}
        gone = [one["id"] for one in self.kept if one["kind"] not in ("field", "compaction") and one["id"] not in known]
        fields: dict[str, str] = there["fields"]
        for one in self.kept:
            if one["kind"] == "field":
                name, _, text = one["id"].partition("=")
                if not fields.get(name, "").startswith(text):
                    gone.append(one["id"])
        names = Counter(one["id"] for one in self.kept if one["kind"] == "consultation")
        gone += [f"{name} was given twice" for name, times in names.items() if times > 1]
        if there["rows"] != len(there["datasets"]) * ROWS:
            gone.append(f"{there['rows']} rows in {len(there['datasets'])} data sets")
        return gone + there["unreadable"]


def run(store: Store, asked: Asked) -> Outcome:
    """Writers, each as on a machine of its own, for so many seconds; then everything is read by a new process."""
    outcome = Outcome(seconds=asked.seconds)
    with tempfile.TemporaryDirectory(prefix="several-") as name, ExitStack() as stack:
        folder = Path(name)
        watching = _process(stack, store, folder, "watcher", "watcher", 10 * asked.seconds + 120)
        _write(stack, store, asked, folder)
        time.sleep(asked.settle)
        _end(watching)
        for path in folder.glob("*.log"):
            for line in path.read_text("utf-8").splitlines():
                _note(outcome, line)
        new = store.on_a_machine(folder / "new")
        answer = subprocess.run([sys.executable, "-c", CHECK], env=new, cwd=paths.ROOT, capture_output=True, check=True)
        outcome.found = json.loads(answer.stdout)
    return outcome


def _write(stack: ExitStack, store: Store, asked: Asked, folder: Path) -> None:
    """Let the writers write; kill some, and make the store silent, when that is asked."""
    began = time.monotonic()
    end = began + asked.seconds
    writers = [_process(stack, store, folder, f"writer{n}", "writer", asked.seconds) for n in range(asked.writers)]
    dice = random.Random(20261122)
    kills = sorted(dice.uniform(0.15, 0.9) * asked.seconds for _ in range(asked.kills))
    for number, moment in enumerate(kills):
        time.sleep(max(0.0, began + moment - time.monotonic()))
        place = dice.randrange(len(writers))
        _end(writers[place])
        left = max(0.1, end - time.monotonic())
        writers[place] = _process(stack, store, folder, f"again{number}", "writer", left)
    if asked.away and store.server is not None:
        time.sleep(max(0.0, began + asked.seconds / 3 - time.monotonic()))
        os.kill(store.server.pid, signal.SIGSTOP)
        time.sleep(asked.away)
        os.kill(store.server.pid, signal.SIGCONT)
    for writer in writers:
        writer.wait(asked.seconds + 120)


def found(session: Any) -> dict[str, Any]:
    """Everything that is in the workspace, for `Outcome.lost`."""
    from monitor.consultation.store import Consultations
    from monitor.dialogues import drafts

    journal, state = session.dialogues.journal, session.state()
    draft = drafts.load(journal, DRAFT)
    unreadable = [name for stream in journal.all_streams() for name in journal.unreadable(stream)]
    return {
        "actions": [entry["entry_id"] for entry in journal.entries("actions")],
        "consultations": [one.consultation_id for one in Consultations(journal).all()],
        "datasets": sorted(state.datasets),
        "fields": dict(draft.fields) if draft else {},
        "rows": sum(pq.read_metadata(path).num_rows for path in state.files.get("scores", ())),
        "unreadable": [*unreadable, *state.unreadable],
    }


def _process(
    stack: ExitStack, store: Store, folder: Path, name: str, module: str, seconds: float
) -> subprocess.Popen[bytes]:
    """A process on a machine of its own, that ends with the measurement at the latest."""
    command = [sys.executable, "-m", f"benchmarks.several.{module}", str(folder / f"{name}.log"), str(seconds)]
    with open(os.devnull, "wb") as nothing:
        made = subprocess.Popen(command, env=store.on_a_machine(folder / name), cwd=paths.ROOT, stderr=nothing)
    stack.callback(_end, made)
    return made


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def _note(outcome: Outcome, line: str) -> None:
    try:
        told = json.loads(line)
    except ValueError:  # the last line of a process that was killed
        return
    if "seen" in told:
        outcome.seen[told["id"]] = told["seen"]
    elif "refused" in told:
        outcome.refused += 1
    else:
        outcome.kept.append(told)
