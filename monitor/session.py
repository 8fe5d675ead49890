"""One workspace opened for reading: its catalogue, its database and the national picture of its data version."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from monitor import catalogue as catalogues
from monitor import paths, sources, spread
from monitor.catalogue import Catalogue
from monitor.cells import read_cells
from monitor.checks import CheckResult, run_checks
from monitor.dialogues.reader import Dialogues
from monitor.national import National, national
from monitor.published_rows import published_rows
from monitor.records import OWN, VerdictRow
from monitor.spread_funnel import NO_FUNNEL, funnel_view
from monitor.spread_read import read_measure, read_sums
from monitor.spread_records import SUPPRESSED, FunnelView, SpreadRow
from monitor.statistics.outliers import THRESHOLD, Fences
from monitor.store.database import Database
from monitor.store.workspace import Change, State, Workspace


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A verdict that is not what it was: `before` or `after` is None when the row was not there."""

    before: VerdictRow | None
    after: VerdictRow | None


class Session:
    """What pages and commands work with. Safe to share between threads; it re-reads the workspace's log on each call."""

    def __init__(self, folder: str | Path | None = None) -> None:
        self.workspace = Workspace(paths.workspace(folder))
        self.catalogue: Catalogue = catalogues.load(self.workspace.folder)
        if self.workspace.folder.exists() and not self.workspace.folder.is_dir():
            raise NotADirectoryError(str(self.workspace.folder))
        self.database = Database([self.workspace.folder, paths.DATA])
        self.dialogues = Dialogues(self.workspace, self.database, self.catalogue.folders)
        self._looked: set[str] = set()
        self._pictures = functools.lru_cache(maxsize=8)(self._picture)
        self._spreads = functools.lru_cache(maxsize=64)(self._spread)
        self._chosen = functools.lru_cache(maxsize=256)(self._choose)
        self._funnels = functools.lru_cache(maxsize=256)(self._funnel)
        self._sums = functools.lru_cache(maxsize=8)(
            lambda q, origin, measure: read_sums(q.state, origin, measure, q.datasets)
        )
        self._checks = functools.lru_cache(maxsize=2)(
            lambda question, *damage: run_checks(self.database, self.workspace, question.state, self.catalogue)
        )

    def state(self) -> State:
        return self.workspace.state()

    def reading(self) -> tuple[State, National]:
        """The state and its picture. A file that turns out to be damaged when it is read, is set aside."""
        state = self.state()
        try:
            return self._reading(state)
        except Exception:
            if not self.sets_damage_aside(state):
                raise
            return self._reading(self.state())

    def _reading(self, state: State) -> tuple[State, National]:
        """What every page begins with; the dialogue years are kept, so that asking for them again costs nothing."""
        self.dialogues.cycles(OWN, state)
        return state, self.national(state)

    def sets_damage_aside(self, began: State) -> bool:
        """After an error while `began` was read: whether that was a damaged file, so that a next try can go well."""
        return self.workspace.sets_damage_aside(began)

    def national(self, state: State | None = None, datasets: Collection[str] | None = None) -> National:
        """The national picture of the active data sets, or of the data sets named. Kept per data version."""
        now = state or self.state()
        chosen = frozenset(now.datasets if datasets is None else datasets)
        return self._pictures(_Question(now.fingerprint, _shipped(self.catalogue.folders), chosen, now))

    def _picture(self, question: _Question) -> National:
        cells = read_cells(self.database, question.state, self.catalogue, question.datasets)
        statements = self.statements(question.state, question.datasets)
        return national(
            cells,
            published_rows(statements, self.catalogue),
            self.catalogue,
            sources.unrepresentative(statements, self.catalogue),
        )

    def checks(self, state: State | None = None) -> list[CheckResult]:
        """The data checks on what is active now; kept per data version, because they read every byte."""
        now = state or self.state()
        if now.fingerprint not in self._looked:
            now = self.state() if self.workspace.look_deeper() else now
            self._looked = {now.fingerprint}
        return self._checks(_Question(now.fingerprint, (), frozenset(now.datasets), now), now.damaged, now.unreadable)

    def spread(
        self, state: State | None = None, *, origin: str, measure: str, care_types: Collection[str] | None = None,
        low: float | None = None, high: float | None = None, rule: str = THRESHOLD.slug,
    ) -> list[SpreadRow]:  # fmt: skip
        """What lies under the means of one measure. All but the counts under limits and rule is kept per data version."""
        limits = spread.chosen_limits(self.catalogue.measures[measure], low, high)
        wanted = None if care_types is None else frozenset(care_types)
        return self._chosen(self._question(state), origin, measure, wanted, limits, rule)

    def _choose(
        self,
        question: _Question,
        origin: str,
        measure: str,
        care_types: frozenset[str] | None,
        limits: Fences,
        rule: str,
    ) -> list[SpreadRow]:
        return spread.chosen(self._spreads(question, origin, measure), care_types, limits, rule)

    def funnel(self, origin: str, measure: str, care_type: str, period: str, state: State | None = None) -> FunnelView:
        """The organisations of one cell around the mean of all groups; without points when none may be shown."""
        return self._funnels(self._question(state), origin, measure, care_type, period)

    def _funnel(self, question: _Question, origin: str, measure: str, care_type: str, period: str) -> FunnelView:
        row = next((r for r in self._spreads(question, origin, measure) if r.care_type == care_type), None)
        if row is None or period not in row.periods or row.periods[period].show == SUPPRESSED:
            return NO_FUNNEL
        sums = self._sums(question, origin, measure)
        return funnel_view(sums, care_type, period, key=f"{sorted(question.datasets)}|{origin}|{measure}")

    def _question(self, state: State | None) -> _Question:
        now = state or self.state()
        return _Question(now.fingerprint, _shipped(self.catalogue.folders), frozenset(now.datasets), now)

    def _spread(self, question: _Question, origin: str, measure: str) -> list[SpreadRow]:
        data = read_measure(question.state, self.catalogue, origin, measure, question.datasets)
        return spread.base_rows(self._pictures(question), data, self.catalogue, origin, measure)

    def statements(self, state: State | None = None, datasets: Collection[str] | None = None):
        """The published statements: those shipped for this monitor, and those that the user loaded."""
        now = state or self.state()
        files = [str(path) for path in now.files.get("findings", ())]
        ids = sorted(now.datasets if datasets is None else datasets)
        loaded = self.database.rows("national/findings", files=files, datasets=ids) if files and ids else []
        # An invented statement never stands among what was really said.
        return sources.load_statements(self.catalogue, extra_rows=[row for row in loaded if row["origin"] == OWN])

    def data_version(self, state: State | None = None) -> str:
        """The version on every page and export: the day of the last change and a fingerprint of all data."""
        now = state or self.state()
        shipped = _digest(_shipped(self.catalogue.folders))
        digest = hashlib.sha256(f"{'|'.join(sorted(now.datasets))}|{shipped}".encode()).hexdigest()[:6]
        days = [change.at[:10] for change in now.changes] or [s.retrieved_on for s in sources.load_sources()]
        return now.marked(f"{max(days)}-{digest}")

    def last_change(self, state: State | None = None) -> tuple[Change, list[VerdictChange]] | None:
        """The last change of the data and the verdicts that it altered; None when there was no change.

        Published verdicts count too: who loads statements changes those, and which figures are representative.
        """
        now = state or self.state()
        if not now.changes:
            return None
        change = now.changes[-1]
        before = _by_row(self.national(now, now.before_last))
        after = _by_row(self.national(now))
        keys = list(dict.fromkeys([*before, *after]))
        pairs = [VerdictChange(before.get(key), after.get(key)) for key in keys]
        return change, [pair for pair in pairs if _code(pair.before) != _code(pair.after)]


Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class _Question:
    """What a kept picture answers; the state rides along and does not count."""

    fingerprint: str
    shipped: Stamp
    datasets: frozenset[str]
    state: State = field(compare=False)


def _by_row(picture: National) -> dict[tuple[str, str, str, str], VerdictRow]:
    return {(r.basis, r.origin, *r.key): r for r in picture.rows}


def _code(row: VerdictRow | None) -> tuple[str, str, str] | None:
    return (row.code, row.variant, row.badge) if row else None


def _shipped(folders: tuple[Path, ...]) -> Stamp:
    """The files of sources and catalogue, with what tells that one of them changed: its time and size."""
    return tuple(stamp for folder in (paths.SOURCE, *folders) for stamp in _stamps(folder))


def _stamps(folder: Path) -> Stamp:
    """Of the tables in one folder, by name; none when the folder is not there.

    A page asks for this up to twenty times in one run, and pathlib takes four times as long.
    """
    try:
        with os.scandir(folder) as entries:
            files = sorted((entry for entry in entries if entry.name.endswith(".csv")), key=lambda entry: entry.name)
            return tuple((e.path, stat.st_mtime_ns, stat.st_size) for e in files for stat in [e.stat()])
    except (FileNotFoundError, NotADirectoryError):
        return ()


@functools.lru_cache(maxsize=8)
def _digest(files: Stamp) -> str:
    """A fingerprint of what these files hold."""
    digest = hashlib.sha256()
    for path in (Path(name) for name, _, _ in files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
