"""What every import promises, checked on one file: all of it or nothing, told in texts that a screen can show.

A fault is a sentence about a promise that was broken; no fault means that the file was refused with reasons and left no
trace, or that it was kept whole and everything that reads the workspace can read it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.fuzz import kinds
from benchmarks.fuzz.kinds import CATALOGUE, Kind
from monitor.consultation import question_files, questions
from monitor.dialogues import settings as years
from monitor.dialogues import settings_check, settings_typed
from monitor.ingest import ImportReport, import_file
from monitor.own import files as own_files
from monitor.own import keep
from monitor.session import Session
from monitor.store.workspace import Workspace

LONGEST = 3_000
"""Signs of one sentence or value that is shown: a cell of a megabyte must not fill the screen 200 times."""
REFUSED, KEPT, KNOWN = "refused", "kept", "known already"


@dataclass
class Outcome:
    """What came of one file: refused, kept or known already, the first reasons, and the promises that were broken."""

    what: str = ""
    codes: tuple[str, ...] = ()
    faults: list[str] = field(default_factory=list)


class Grounds:
    """Workspaces to read into: one with a little of everything, copied afresh after each file that was kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.master = folder / "master"
        workspace = Workspace(self.master)
        workspace.folder.mkdir(parents=True)
        for name in ("locations", "scores", "flows", "dialogues"):
            path = folder / f"{name}.csv"
            rows = kinds.TABLES[name].table()
            if name == "scores":  # other groups than in the files to come
                rows = [[cell.replace("G", "M") for cell in row] for row in rows[:4]]
            path.write_text("\n".join(";".join(cell.replace("; ", "|") for cell in row) for row in rows), "utf-8")
            report = import_file(path, workspace, CATALOGUE, year=2026)
            if not report.kept:
                raise SystemExit(f"the good {name} were refused: {report.text()}")
        self._empty = 0
        self._used: Path | None = None

    def workspace(self, *, empty: bool) -> Workspace:
        if empty:
            self._empty += 1
            return Workspace(self.folder / f"empty-{self._empty}")
        if self._used is None:
            self._used = self.folder / "used"
            shutil.copytree(self.master, self._used)
        return Workspace(self._used)

    def spoiled(self) -> None:
        """The workspace in use has changed: the next file gets a fresh one."""
        if self._used is not None:
            shutil.rmtree(self._used)
        self._used = None


def fingerprint(folder: Path) -> str:
    """A digest of every file that holds data; the cache of empty tables is no data."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "cache" not in path.parts:
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


# ------------------------------------------------------------------------------------------------------- one file at a time


def check(kind: str, path: Path, grounds: Grounds, *, empty: bool = False) -> Outcome:
    """Read one file in and look at what came of it. Nothing is raised, but for what ends the process."""
    found = Outcome()
    try:
        if kind == "own_scores":
            _own_scores(path, found)
        elif kind == "questions":
            _questions(path, found)
        elif kind == "own_file":
            _own_file(path, found)
        elif kind == "settings":
            _settings(path, found)
        elif kind == "mail":
            _mail(path, found)
        else:
            _table(kinds.TABLES[kind], path, grounds, empty, found)
    except BaseException as error:  # a panic of a native library is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        found.what = found.what or "raised"
        found.faults.append("raised: " + "".join(traceback.format_exception(error)[-8:]))
        grounds.spoiled()
    return found


def _table(kind: Kind, path: Path, grounds: Grounds, empty: bool, found: Outcome) -> None:
    workspace = grounds.workspace(empty=empty)
    before = fingerprint(workspace.folder)
    tried = import_file(path, workspace, CATALOGUE, dry_run=True, **kind.options)
    if fingerprint(workspace.folder) != before:
        found.faults.append("a dry run changed the workspace")
    report = import_file(path, workspace, CATALOGUE, **kind.options)
    found.codes = tuple(dict.fromkeys(problem.code for problem in report.problems))[:5]
    found.faults += _unshowable(_texts(report))
    headings = [name for row in report.preview[:1] for name in row]
    _encodable([*headings, *report.unknown_columns, *(text for _, text in report.unknown_values)])  # shown shortened
    if (tried.ok, tried.already_known, tried.rows_read) != (report.ok, report.already_known, report.rows_read):
        found.faults.append("a dry run told something else than the import")
    if report.problems or report.already_known:
        found.what = REFUSED if report.problems else KNOWN
        if report.kept or fingerprint(workspace.folder) != before:
            found.faults.append(f"{found.what}, and yet the workspace changed")
        return
    found.what = KEPT
    found.faults += _not_whole(workspace, report)
    _read_back(workspace.folder)
    if not empty:
        grounds.spoiled()


def _not_whole(workspace: Workspace, report: ImportReport) -> Iterator[str]:
    """Whether every row of the data set can be read, and as many as were told."""
    dataset = report.dataset
    if not report.kept or dataset is None:
        yield "neither refused nor kept"
        return
    state = Workspace(workspace.folder).state()
    if dataset.dataset_id not in state.datasets:
        yield "kept, but it does not count"
    table = "dialogues" if dataset.kind == "form" else dataset.kind
    stored = 0
    for file in state.files.get(table, ()):
        ids = pq.read_table(file, columns=["dataset_id"])["dataset_id"].to_pylist()
        stored += ids.count(dataset.dataset_id)
    if stored != report.rows_kept or not stored:
        yield f"told {report.rows_kept} rows, stored {stored}"


def _read_back(folder: Path) -> None:
    """Everything that pages read from a workspace; whatever it raises is a fault of what was let in."""
    session = Session(folder)
    session.national()
    session.checks()
    session.last_change()
    for origin, measure in {(row.origin, row.measure) for row in session.national().rows if row.basis == "computed"}:
        session.spread(origin=origin, measure=measure)
    for municipality, year in session.dialogues.cycles("own"):
        session.dialogues.cycle("own", municipality, year)


def _own_scores(path: Path, found: Outcome) -> None:
    read = own_files.read(path, CATALOGUE)
    found.what = REFUSED if read.problems else KEPT
    found.codes = tuple(dict.fromkeys(p.code for p in read.problems))[:5]
    found.faults += _unshowable([*_of_problems(read.problems), *read.notes])
    if bool(read.problems) == bool(read.by_care_type):
        found.faults.append("own scores: problems and scores, or neither")


def _questions(path: Path, found: Outcome) -> None:
    asked, problems = question_files.read(path, CATALOGUE)
    found.what = REFUSED if problems else KEPT
    found.codes = tuple(dict.fromkeys(p.code for p in problems))[:5]
    found.faults += _unshowable(_of_problems(problems))
    if bool(problems) == bool(asked):
        found.faults.append("questions: problems and questions, or neither")
    _encodable(one.text + one.answer + one.organisation for one in asked)


def _own_file(path: Path, found: Outcome) -> None:
    try:
        own = keep.from_file(path.read_bytes(), CATALOGUE)
    except keep.Refused as refused:
        found.what = REFUSED
        found.faults += _unshowable([str(refused)])
        return
    found.what = KEPT
    if keep.from_file(keep.to_file(own), CATALOGUE) != own:
        found.faults.append("an own file does not come back as it was")


def _settings(path: Path, found: Outcome) -> None:
    """A screen full of typed settings (JSON of its texts), and the same JSON as settings that a journal kept."""
    try:
        plain = json.loads(path.read_bytes())
        typed = settings_typed.Typed(**{
            **plain, "phases": tuple(settings_typed.TypedPhase(**{**p, "base": base}) for p, base in
                                     zip(plain["phases"], years.template(2026).phases, strict=False)),
            "areas": tuple(settings_typed.TypedArea(**a) for a in plain["areas"]),
            "themes": tuple(settings_typed.TypedTheme(**{**t, "measures": tuple(t["measures"])}) for t in plain["themes"]),
        })  # fmt: skip
        if _shape(plain) != _shape(asdict(settings_typed.as_typed(years.template(2026)))):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        found.what = "no screen gives this"
        return
    checked = settings_check.check(typed, years.template(2026))
    found.what = REFUSED if checked.settings is None else KEPT
    found.faults += _unshowable(r.message for r in checked.remarks)
    if checked.settings is None and not checked.of(settings_check.WRONG):
        found.faults.append("settings refused without a reason")
    if (
        checked.settings is not None
        and years.from_plain(json.loads(json.dumps(years.to_plain(checked.settings)))) != checked.settings
    ):
        found.faults.append("settings do not come back as they were")


def _shape(plain: Any) -> Any:
    """The kinds of value that a tree holds; of a list which ones, and of a phase not what cannot be typed."""
    if isinstance(plain, dict):
        return frozenset((key, _shape(value)) for key, value in plain.items() if key != "base")
    if isinstance(plain, list | tuple):
        return frozenset(map(_shape, plain)) or frozenset(["str"])
    return type(plain).__name__


def _mail(path: Path, found: Outcome) -> None:
    """A text that somebody pastes. Nothing is ever refused; what is left out is told."""
    parsed = questions.from_text(path.read_bytes().decode("utf-8", "replace"))
    found.what = KEPT if parsed.questions else REFUSED
    _encodable([*(one.text for one in parsed.questions), *(one.text for one in parsed.dropped)])


# ---------------------------------------------------------------------------------------------------------------- texts


def _texts(report: ImportReport) -> Iterator[str]:
    yield from _of_problems(report.problems)
    yield from report.notes
    yield from (cell for row in report.preview[1:] for cell in row)
    yield from report.sheets


def _of_problems(problems: Iterable[Any]) -> Iterator[str]:
    for problem in problems:
        yield problem.message or "\ud800"  # a problem without a word about it is a fault
        yield from (problem.value, problem.column, problem.sheet, problem.remedy, problem.expected)


def _unshowable(texts: Iterable[str]) -> list[str]:
    """Texts that a browser cannot be sent, or that are far too long for a screen."""
    faults = []
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError:
            faults.append(f"cannot be shown: {text[:80]!a}")
        if len(text) > LONGEST:
            faults.append(f"{len(text)} signs in one text: {text[:80]!a}")
    return list(dict.fromkeys(faults))[:5]


def _encodable(texts: Iterable[str]) -> None:
    for text in texts:
        text.encode()
