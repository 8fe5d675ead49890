"""What the processes do that `benchmarks.kill` kills: one kind of writing, on and on, each change told before and after.

A message is (begun or done, kind, key, number). The value of a change follows from its number, so that the reader can tell
afterwards which change it sees. `done` is told when the library has returned: from then on it must never be lost.
"""

from __future__ import annotations

import itertools
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor import catalogue as catalogues
from monitor.compact import compact_workspace
from monitor.consultation.records import Point
from monitor.consultation.store import Consultations
from monitor.dialogues import action_edits, drafts
from monitor.dialogues import settings as years
from monitor.ingest import import_file
from monitor.records import DEMO, OWN
from monitor.session import Session
from monitor.store.backup import back_up
from monitor.store.database import Database
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace

BEGUN, DONE = "begun", "done"
YEAR = 2026
FIELDS = 6
ROWS = 40
Tell = Callable[[str, str, str, int], None]


def text_of(key: str, number: int) -> str:
    """The value of a change, long enough to need more than one block on a disk."""
    return f"{number} {key} " + "tekst " * (number % 7) * 130


def number_of(text: str) -> int:
    return int(text.split()[0]) if text else -1


def imports(folder: Path, tell: Tell) -> None:
    """Score files, one after another; the key is the data set."""
    workspace, catalogue = Workspace(folder), catalogues.load(folder)
    for number in itertools.count():
        with tempfile.TemporaryDirectory() as scratch:
            file = scores_file(Path(scratch), catalogue)
            tell(BEGUN, "import", "", number)
            report = import_file(file, workspace, catalogue, kind="scores")
        if not report.kept or report.dataset is None:
            raise AssertionError(report.text())
        tell(DONE, "import", report.dataset.dataset_id, report.rows_kept)


def scores_file(folder: Path, catalogue: Any) -> Path:
    """A file with groups that no other file has."""
    care_type = next(code for code, t in catalogue.care_types.items() if not t.members)
    measure = next(m for m in catalogue.measures.values() if m.unit == "points")
    unique = uuid.uuid4().hex
    lines = [
        f"{care_type};{measure.code};{catalogue.baseline.code};{measure.scale_min + 1};o{n % 5};l{n};{unique}-{n}"
        for n in range(ROWS)
    ]
    file = folder / "scores.csv"
    file.write_text("\n".join(["opvangsoort;onderdeel;periode;score;organisatie_id;locatie_id;groep_id", *lines]))
    return file


def compaction(folder: Path, tell: Tell) -> None:
    """Merging of files while others read new ones in; with imports of its own, so that there is always something."""
    workspace, catalogue = Workspace(folder), catalogues.load(folder)
    database = Database([folder])
    for number in itertools.count():
        with tempfile.TemporaryDirectory() as scratch:
            report = import_file(scores_file(Path(scratch), catalogue), workspace, catalogue, kind="scores")
        if report.dataset:
            tell(DONE, "import", report.dataset.dataset_id, report.rows_kept)
        tell(BEGUN, "compaction", "", number)
        compact_workspace(workspace, database)
        tell(DONE, "compaction", "", number)


def autosave(folder: Path, tell: Tell) -> None:
    """Somebody types in a form; drafts are merged now and then while that goes on."""
    journal = Journal(folder)
    draft = drafts.start(journal, OWN, "", YEAR, "internal_childcare", "k1")
    for number in itertools.count():
        field = f"field{number % FIELDS}"
        tell(BEGUN, "autosave", f"{draft}|{field}", number)
        drafts.save(journal, draft, {field: text_of(field, number)})
        tell(DONE, "autosave", f"{draft}|{field}", number)


def actions(folder: Path, tell: Tell) -> None:
    """An action is made and then changed, one revision after another."""
    session = Session(folder)
    municipality, year = session.dialogues.cycles(DEMO)[0]
    cycle = session.dialogues.cycle(DEMO, municipality, year)
    journal = session.dialogues.journal
    action = action_edits.new(journal, cycle, text=text_of("actie", 0)[:200])
    for number in itertools.count(1):
        key = f"{year}|{action.action_id}"
        tell(BEGUN, "action", key, number)
        action = action_edits.change(journal, DEMO, municipality, year, action, text=text_of("actie", number)[:200])
        tell(DONE, "action", key, number)


def consultations(folder: Path, tell: Tell) -> None:
    """A consultation with one talking point that somebody keeps writing on."""
    store = Consultations(Journal(folder))
    made = store.create("Overleg", consultation_id=f"k-{uuid.uuid4().hex[:12]}")
    point = store.save_point(made, Point("", means=text_of("punt", 0)))
    for number in itertools.count(1):
        tell(BEGUN, "consultation", f"{made}|{point}", number)
        store.save_point(made, Point(point, means=text_of("punt", number)), base=Point(point))
        tell(DONE, "consultation", f"{made}|{point}", number)


def settings(folder: Path, tell: Tell) -> None:
    """The settings of a year of a municipality of its own, again and again."""
    journal, municipality = Journal(folder), f"m{uuid.uuid4().hex[:12]}"
    template = years.template(YEAR, municipality)
    for number in itertools.count():
        tell(BEGUN, "settings", municipality, number)
        years.save(journal, OWN, replace(template, municipality_label=text_of("plaats", number)))
        tell(DONE, "settings", municipality, number)


def backups(folder: Path, tell: Tell) -> None:
    """A backup beside the workspace while others write; the key is its file."""
    workspace = Workspace(folder)
    for number in itertools.count():
        target = folder.parent / f"{folder.name}-{uuid.uuid4().hex[:12]}.zip"
        tell(BEGUN, "backup", str(target), number)
        back_up(workspace, target)
        tell(DONE, "backup", str(target), number)


KINDS: dict[str, Callable[[Path, Tell], None]] = {
    "imports": imports, "compaction": compaction, "autosave": autosave, "actions": actions,
    "consultations": consultations, "settings": settings, "backups": backups,
}  # fmt: skip


def run(kind: str, folder: Path, sender: Any) -> None:
    """One process: works until it is killed. An error goes to the reader as a message, because nobody sees it here."""
    try:
        KINDS[kind](folder, lambda *message: sender.send(message))
    except BaseException as problem:
        sender.send(("failed", kind, repr(problem), 0))
        raise
