"""Kill -9 at random moments: `python -m benchmarks.kill [--kills 300] [--seed N]`.

Real processes import, merge files, type in forms, edit actions and consultations, keep settings and make backups in one
workspace, two or three at a time. Each is killed (SIGKILL) at a random moment. What it had told as done before that must be
there, every file must read, and nothing may be there by half. Every 25 rounds the data checks run and a fresh workspace
begins. It tests kills of processes; a power cut, which also takes what the system had not written yet, it does not test.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.kill_work import BEGUN, DONE, KINDS, number_of, run
from monitor import paths
from monitor.checks import run_checks
from monitor.consultation.store import Consultations
from monitor.demo import install_all
from monitor.dialogues import drafts
from monitor.dialogues import settings as years
from monitor.records import DEMO, OWN
from monitor.session import Session
from monitor.store import backup
from monitor.store.damage import reads_to_the_end

LONGEST = 0.6
"""Seconds after the first message in which the kill comes."""
PATIENCE = 60.0
ROUNDS = 25

Key = tuple[str, str]


@dataclass
class Told:
    """What the processes of one workspace said: the last number begun and done of each (kind, key)."""

    begun: dict[Key, int] = field(default_factory=dict)
    done: dict[Key, int] = field(default_factory=dict)
    changes: Counter[str] = field(default_factory=Counter)
    cut_off: Counter[str] = field(default_factory=Counter)
    kills: int = 0


def main(kills: int, seed: int) -> int:
    """Prints the table; returns how many rounds lost something."""
    chance, total, lost = random.Random(seed), Told(), []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        master = prepared(Path(place) / "master")
        number = 0
        while total.kills < kills:
            folder = Path(place) / f"workspace{number}"
            number += 1
            shutil.copytree(master, folder)
            told = Told()
            for _ in range(ROUNDS):
                if total.kills + told.kills >= kills:
                    break
                one_round(folder, told, chance)
                lost += problems(folder, told)
            lost += failed_checks(folder)
            for name in ("changes", "cut_off"):
                getattr(total, name).update(getattr(told, name))
            total.kills += told.kills
            print(f"{total.kills} kills, {sum(total.changes.values())} changes, {len(lost)} problems", file=sys.stderr)
            shutil.rmtree(folder)
            for file in Path(place).glob("*.zip*"):
                file.unlink()
    print("| what was done | changes told as done | killed halfway |\n| --- | ---: | ---: |")
    for kind in sorted(total.changes | total.cut_off):
        print(f"| {kind} | {total.changes[kind]} | {total.cut_off[kind]} |")
    print(
        f"\n{total.kills} kills, {sum(total.changes.values())} changes told as done, {len(lost)} problems (seed {seed})."
    )
    for one in lost[:20]:
        print(f"- {one}")
    return len(lost)


def prepared(folder: Path) -> Path:
    """A workspace with the example, so that there is a dialogue year to work in."""
    session = Session(folder)
    install_all(session.workspace, session.database, session.catalogue)
    return folder


def one_round(folder: Path, told: Told, chance: random.Random, kinds: tuple[str, ...] = ()) -> None:
    """Start two or three processes, let them work, and kill each at a moment of its own. Adds to `told`."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.kill_work"])
    running = []
    for kind in kinds or chance.sample(sorted(KINDS), chance.choice((2, 3))):
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=run, args=(kind, folder, sender), daemon=True)
        process.start()
        sender.close()
        running.append((process, receiver))
    for _, receiver in running:
        if not receiver.poll(PATIENCE):
            raise TimeoutError("a process did not begin")
    chance.shuffle(running)
    for process, _ in running:
        time.sleep(chance.uniform(0, LONGEST) / len(running))
        with contextlib.suppress(ProcessLookupError):  # it failed by itself; `hear` says why
            os.kill(process.pid, signal.SIGKILL)
            told.kills += 1
    for process, receiver in running:
        hear(receiver, told)
        process.join()


def hear(receiver, told: Told) -> None:
    """All messages of a process that is gone."""
    open_now: Key | None = None
    while True:
        try:
            what, kind, key, number = receiver.recv()
        except (EOFError, OSError):
            break
        if what == BEGUN:
            told.begun[kind, key], open_now = number, (kind, key)
        elif what == DONE:
            told.done[kind, key], open_now = number, None
            told.changes[kind] += 1
        else:
            raise AssertionError(f"{kind}: {key}")
    if open_now is not None:
        told.cut_off[open_now[0]] += 1
    receiver.close()


# -------------------------------------------------------------------------------------------------------- what must hold


def problems(folder: Path, told: Told) -> list[str]:
    """What a reader that starts afresh misses, or cannot read."""
    session = Session(folder)
    session.workspace.look_deeper()
    state, journal = session.state(), session.dialogues.journal
    found = [f"damaged: {file.place} {file.reason}" for file in state.damaged]
    found += [f"log: {name}" for name in state.unreadable]
    found += [f"journal: {s}/{name}" for s in journal.all_streams() for name in journal.unreadable(s)]
    found += [f"does not read: {path}" for path in session.workspace.tables.glob("*/*") if not reads_to_the_end(path)]
    for path in [*folder.glob("log/*.json"), *folder.glob("journal/**/*.json")]:
        json.loads(path.read_text("utf-8"))
    rows = {table: rows_of(state.files.get(table, ())) for table in ("scores", "score_counts", "organisation_sums")}
    for key, dataset in state.datasets.items():
        if dataset.kind == "scores" and rows["scores"][key] != dataset.n_rows:
            found.append(f"{key} has {rows['scores'][key]} rows, not {dataset.n_rows}")
        found += [f"{key} has no {table}" for table in rows if dataset.kind == "scores" and not rows[table][key]]
    for (kind, key), number in told.done.items():
        newest = max(number, told.begun.get((kind, key), number))
        now = READ[kind](session, key, number)
        if not number <= now <= newest:
            found.append(f"{kind} {key}: {number} was done, {newest} begun, found {now}")
    return found


def failed_checks(folder: Path) -> list[str]:
    """The data checks; files that a kill left without an entry do not count and are no loss."""
    session = Session(folder)
    results = run_checks(session.database, session.workspace, session.state(), session.catalogue)
    return [f"check {r.name}: {r.rows[:3]}" for r in results if r.rows and r.name != "unknown_files"]


def rows_of(files) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in files:
        found.update(pq.read_table(path, columns=["dataset_id"])["dataset_id"].to_pylist())
    return found


def _import(session: Session, key: str, number: int) -> int:
    return number if key in session.state().datasets else -1


def _draft(session: Session, key: str, _: int) -> int:
    draft, _, name = key.partition("|")
    found = drafts.load(session.dialogues.journal, draft)
    return -1 if found is None else number_of(found.text(name))


def _action(session: Session, key: str, _: int) -> int:
    year, _, action_id = key.partition("|")
    municipality = session.dialogues.cycles(DEMO)[0][0]
    cycle = session.dialogues.cycle(DEMO, municipality, int(year))
    return next((number_of(a.text) for a in cycle.actions if a.action_id == action_id), -1)


def _consultation(session: Session, key: str, _: int) -> int:
    made, _, point = key.partition("|")
    found = Consultations(session.dialogues.journal).get(made)
    return next((number_of(p.means) for p in found.points if p.point_id == point), -1) if found else -1


def _settings(session: Session, key: str, _: int) -> int:
    found = years.saved(session.dialogues.journal, OWN).get((key, 2026))
    return number_of(found.municipality_label) if found else -1


def _backup(session: Session, key: str, number: int) -> int:
    backup.verify(Path(key))
    return number


READ = {
    "import": _import, "compaction": lambda session, key, number: number, "autosave": _draft, "action": _action,
    "consultation": _consultation, "settings": _settings, "backup": _backup,
}  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    os.environ.pop(paths.WORKSPACE_VARIABLE, None)
    sys.exit(1 if main(given.kills, given.seed) else 0)
