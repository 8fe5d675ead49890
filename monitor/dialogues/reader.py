"""From the workspace to one dialogue year: imported rows and what was done by hand, put together in one `Cycle`.

Of rows with the same key the one of the right year goes before one without a year, then the one that was imported last.
A year is kept until a file or an entry of the journal is added.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from monitor import clock
from monitor.catalogue import spelling
from monitor.dialogues import quotes, tags, versions
from monitor.dialogues import settings as years
from monitor.dialogues.doubles import decided, without_doubles
from monitor.dialogues.draft_list import drafts_of
from monitor.dialogues.file_index import FileIndex
from monitor.dialogues.records import Action, Amount, Answer, Cycle, Dialogue, Draft, Flow, Location, SeriesPoint
from monitor.dialogues.settings import CycleSettings, dialogue_year
from monitor.dialogues.words import HERE, VALUE
from monitor.ingest.keep import empty_file
from monitor.store.database import Database
from monitor.store.journal import Entry, Journal
from monitor.store.workspace import State, Workspace

ACTIONS, SUBMISSIONS, DOUBLES = "actions", "submissions", "doubles"
STREAMS = (ACTIONS, SUBMISSIONS, DOUBLES, years.STREAM)
SERIES_YEARS = 20
SERIES = "series"
TABLES = ("locations", "dialogues", "flows", "actions")
READ = (*TABLES, "participants", "answers", SERIES)
Row = Mapping[str, Any]


class Dialogues:
    """The dialogue years of one workspace. Safe to share between threads."""

    def __init__(self, workspace: Workspace, database: Database, folders: Sequence[Path] = ()) -> None:
        self.workspace, self.database, self.folders = workspace, database, tuple(folders)
        self.journal = Journal(workspace.folder)
        self.index = FileIndex()
        self._saved = functools.lru_cache(maxsize=4)(lambda fingerprint, origin: years.saved(self.journal, origin))
        self._kept = functools.lru_cache(maxsize=16)(lambda *asked: KeptYear(self._cycle(*asked)))
        self._known_years = functools.lru_cache(maxsize=16)(self._years)

    def cycles(self, origin: str, state: State | None = None, today: date | None = None) -> list[tuple[str, int]]:
        """The municipalities (key, empty for the only one) and years with data or settings, newest year first.

        Lists without a year make the running year one of them.
        """
        question = self._question(origin, state)
        known = set(self._known_years(question))
        running = dialogue_year(today or clock.today())
        found = {(m, year if year is not None else running) for m, year in known}
        found |= set(self.kept_settings(origin))
        found |= {
            (e["municipality"], e["year"]) for e in self.journal.entries(SUBMISSIONS) if e.get("origin") == origin
        }
        return sorted(found, key=lambda pair: (pair[0], -pair[1]))

    def settings(self, origin: str, municipality: str, year: int) -> CycleSettings:
        return years.settings_from(self.kept_settings(origin), municipality, year, self.folders)

    def labels(self, origin: str, municipalities: Sequence[str]) -> dict[str, str]:
        """The name of each municipality, as its newest settings say it; its key when nobody gave it a name."""
        names: dict[str, str] = {}
        for (municipality, _), settings in sorted(self.kept_settings(origin).items()):
            names[municipality] = settings.municipality_label
        unnamed = years.template(1, folders=self.folders).municipality_label
        return {key: names.get(key) or key or unnamed for key in municipalities}

    def kept_settings(self, origin: str) -> dict[tuple[str, int], CycleSettings]:
        """The newest settings per municipality and year; read again when somebody kept others."""
        return self._saved(self.journal.fingerprint(years.STREAM), origin)

    def cycle(self, origin: str, municipality: str, year: int, state: State | None = None) -> Cycle:
        """One dialogue year with the year before it. Empty when nothing is known of it."""
        return with_drafts(self.journal, self.kept(origin, municipality, year, state).cycle)

    def kept(self, origin: str, municipality: str, year: int, state: State | None = None) -> KeptYear:
        """The year without its drafts: the same object until a file or an entry is added."""
        return self._kept(self._question(origin, state), municipality, year)

    def edits(self, origin: str) -> int:
        """How many changes were made by hand so far, drafts aside: two documents with the same number tell the same."""
        streams = (*STREAMS, quotes.STREAM, tags.STREAM)
        return sum(entry.get("origin") == origin for stream in streams for entry in self.journal.entries(stream))

    def unreadable(self) -> list[str]:
        """The files of changes by hand that cannot be read, as stream and name: whose they are, nobody knows any more."""
        return [
            f"{stream}/{name}"
            for stream in (*STREAMS, quotes.STREAM, tags.STREAM)
            for name in self.journal.unreadable(stream)
        ]

    # ------------------------------------------------------------------------------------------------------- internal

    def _question(self, origin: str, state: State | None) -> _Question:
        now = state or self.workspace.state()
        return _Question(now.fingerprint, self.journal.fingerprint(*STREAMS), origin, now)

    def _years(self, question: _Question) -> list[tuple[str, int | None]]:
        """From the footers of the files; rows are read only of files that hold several years or municipalities."""
        state = question.state
        found: set[tuple[str, int | None]] = set()
        mixed: dict[str, list[Path]] = {table: [] for table in TABLES}
        for table in TABLES:
            for path in state.files.get(table, ()):
                held = self.index.held(path)
                only = held.only()
                if only is None and not held.has_only_others(state.datasets):
                    mixed[table].append(path)
                elif only is not None and only[0] in state.datasets and only[1] == question.origin:
                    found.add(only[2:])
        if any(mixed.values()):
            files = {table: self._files(table, paths) for table, paths in mixed.items()}
            datasets = sorted(state.datasets)
            rows = self.database.rows("dialogues/years", **files, datasets=datasets, origin=question.origin)
            found |= {(row["municipality"], row["dialogue_year"]) for row in rows}
        return list(found)

    def _files(self, table: str, paths: Sequence[Path]) -> list[str]:
        return [str(path) for path in paths] or [str(empty_file(table, self.database.scratch))]

    def _cycle(self, question: _Question, municipality: str, year: int) -> Cycle:
        read = _Reading(self, question, municipality, year)
        before = read.cycle(year - 1, with_lists=False)
        this = read.cycle(year, with_lists=True)
        known_before = before.dialogues or before.flows or before.actions or before.series
        if not known_before:
            return this
        named = before if before.locations else replace(before, locations=this.locations)
        return replace(this, previous=named)


@dataclass(frozen=True)
class KeptYear:
    """A year as it was read, with room for the views that somebody makes of it: they live as long as it does."""

    cycle: Cycle
    views: dict[Any, Cycle] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class _Question:
    fingerprint: str
    journal: str
    origin: str
    state: State = field(compare=False)


class _Reading:
    """Reads the tables of one municipality once, for a year and the year before it."""

    def __init__(self, owner: Dialogues, question: _Question, municipality: str, year: int) -> None:
        self.owner, self.question, self.municipality = owner, question, municipality
        self.journal = owner.journal
        self._rows = {table: self._read(table, year) for table in READ}

    def _read(self, table: str, last: int) -> list[dict[str, Any]]:
        """Rows of both years and of lists without a year; of the series also the years before."""
        state = self.question.state
        wanted = list(range(last - 1 - (SERIES_YEARS if table == SERIES else 0), last + 1))
        files = self.owner.index.holding(state.files.get(table, ()), state.datasets, self.municipality, wanted)
        if not files:
            return []
        return self.owner.database.rows(
            f"dialogues/{table}", files=[str(path) for path in files], municipality=self.municipality, years=wanted,
            datasets=self.owner.index.datasets_of(files, state.datasets), origin=self.question.origin,
        )  # fmt: skip

    def rows(self, table: str, year: int) -> list[dict[str, Any]]:
        """Rows of a year and of lists without a year; of the series also the years before."""
        first = year - SERIES_YEARS if table == SERIES else year
        return [r for r in self._rows[table] if r["dialogue_year"] is None or first <= r["dialogue_year"] <= year]

    def cycle(self, year: int, *, with_lists: bool) -> Cycle:
        settings = self.owner.settings(self.question.origin, self.municipality, year)
        tables = {table: self.rows(table, year) for table in READ}
        if not with_lists:  # a list that holds for every year says nothing of what was different in another year
            tables = {t: rows if t == "locations" else [r for r in rows if r["dialogue_year"] == year]
                      for t, rows in tables.items()}  # fmt: skip
        revisions = self._actions(tables["actions"], year)
        dialogues, earlier = self._dialogues(tables, year)
        return Cycle(
            origin=self.question.origin,
            settings=settings,
            locations=_locations(self._newest(tables["locations"], ("location_id",)), settings),
            flows=tuple(map(_flow, self._newest(tables["flows"], ("from_location_id", "to_location_id")))),
            dialogues=dialogues,
            actions=tuple(newest_revisions(revisions)),
            action_revisions=tuple(revisions),
            series=tuple(
                map(_point, self._newest(tables["series"], ("dialogue_year", "aspect", "indicator", "location_id")))
            ),
            decided_doubles=decided(self.journal.entries(DOUBLES), self.question.origin),
            earlier=earlier,
        )

    def _newest(self, rows: Iterable[dict[str, Any]], key: Sequence[str]) -> list[dict[str, Any]]:
        """One row per key, in the order of the keys' first appearance."""
        kept: dict[tuple[Any, ...], dict[str, Any]] = {}
        for row in self._in_order(rows):
            place = tuple(row[name] for name in key)
            kept.pop(place, None)
            kept[place] = row
        return sorted(kept.values(), key=lambda r: tuple(str(r[name]) for name in key))

    def _in_order(self, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Of rows with the same key the last one counts."""
        at = {d.dataset_id: d.imported_at for d in self.question.state.datasets.values()}
        return sorted(rows, key=lambda r: (r["dialogue_year"] is not None, at.get(r["dataset_id"], "")))

    def _dialogues(
        self, tables: Mapping[str, list[dict[str, Any]]], year: int
    ) -> tuple[tuple[Dialogue, ...], tuple[Dialogue, ...]]:
        """The reports of a year, and what was said before under the ids that came in once more."""
        arrived = versions.arrivals(self.question.state)
        people = _grouped(tables["participants"], lambda row: row["location_id"])
        answers = _grouped(tables["answers"], _answer)
        of_lists = []
        for row in self._in_order(tables["dialogues"]):
            key = (row["dialogue_id"], row["dataset_id"])
            named = {a.theme: a for a in answers.get(key, [])}
            of_lists.append(
                _dialogue(row, tuple(dict.fromkeys(people.get(key, []))), named, arrived.get(row["dataset_id"]))
            )
        listed, earlier = versions.newest_and_earlier(of_lists)
        listed.sort(key=lambda one: str(one.dialogue_id))
        sent, before = versions.newest_and_earlier(_submitted(entry) for entry in self._entries(SUBMISSIONS, year))
        same = decided(self.journal.entries(DOUBLES), self.question.origin)
        return tuple(without_doubles(with_current([*listed, *sent]), same)), (*earlier, *before)

    def _actions(self, rows: Iterable[Row], year: int) -> list[Action]:
        """All revisions, oldest first. An edit by hand has a revision above the one that it changed."""
        found = [_action(row) for row in rows]
        found += [action_from(entry) for entry in self._entries(ACTIONS, year)]
        return sorted(found, key=lambda a: (a.revision, a.changed_at or datetime.min))

    def _entries(self, stream: str, year: int) -> list[Entry]:
        wanted = (self.question.origin, self.municipality, year)
        return [
            e for e in self.journal.entries(stream) if (e.get("origin"), e.get("municipality"), e.get("year")) == wanted
        ]


def with_drafts(
    journal: Journal, cycle: Cycle, seen: Callable[[tuple[Draft, ...]], tuple[Draft, ...]] = lambda drafts: drafts
) -> Cycle:
    """The year with the forms in progress as they are now; `seen` may leave some out."""
    return replace(cycle, drafts=seen(drafts_of(journal, cycle.origin, cycle.municipality, cycle.year)))


def newest_revisions(revisions: Iterable[Action]) -> list[Action]:
    """The last revision of each action, in the order of their ids."""
    newest: dict[str, Action] = {}
    for action in revisions:
        newest[action.action_id] = action
    return [newest[key] for key in sorted(newest)]


def with_current(dialogues: Sequence[Dialogue]) -> list[Dialogue]:
    """Of several internal dialogues of one location the last is current; a filled in form goes before a bare date."""
    newest: dict[tuple[str, ...], Dialogue] = {}
    for one in dialogues:
        if one.is_joint:
            continue
        known = newest.get(one.participants)
        if known is None or one.rank >= known.rank:
            newest[one.participants] = one
    return [
        one if one.is_joint or newest[one.participants] is one else replace(one, is_current=False) for one in dialogues
    ]


# ------------------------------------------------------------------------------------------------------ rows to records


def _grouped(rows: Iterable[Row], made: Callable[[Row], Any]) -> dict[tuple[str, str], list[Any]]:
    """By dialogue and the data set that it stands in."""
    found: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        found.setdefault((row["dialogue_id"], row["dataset_id"]), []).append(made(row))
    return found


def _locations(rows: Iterable[Row], settings: CycleSettings) -> tuple[Location, ...]:
    """A list may name an area before the settings do; from then on it is that area.

    An area that the settings do not know is one area, however lists spell it ("oude haven" is "Oude Haven").
    """
    codes = {area.code for area in settings.areas}
    known: dict[str, str] = {}
    found = []
    for row in rows:
        area = row["area"] or ""
        if area and area not in codes:
            area = known.setdefault(spelling(area) or area, settings.area_of(area) or area)
        found.append(_location(row, area))
    return tuple(found)


def _location(row: Row, area: str) -> Location:
    return Location(
        row["location_id"], row["name"] or row["location_id"], row["kind"] or "", area, row["organisation"] or "",
        tuple(row["care_types"] or ()), row["delivery"] or "form", row["is_active"] is not False, row["lrk_id"] or "",
        row["brin_vestiging"] or "", row["postcode"] or "", row["house_number"] or "", row["has_ve"],
    )  # fmt: skip


def _flow(row: Row) -> Flow:
    return Flow(
        row["from_location_id"], row["to_location_id"], Amount(row["children"], row["children_state"] or VALUE),
        Amount(row["children_vve"], row["children_vve_state"] or VALUE),
    )  # fmt: skip


def _answer(row: Row) -> Answer:
    return Answer(
        row["theme"], row["stands_out"] or "", row["actions_text"] or "", row["proud"] or "", row["theme_label"] or ""
    )


def _dialogue(
    row: Row, participants: tuple[str, ...], answers: dict[str, Answer], arrived_at: datetime | None
) -> Dialogue:
    return Dialogue(
        row["dialogue_id"], row["form_type"], row["held_on"], row["submitted_at"], participants, row["reporter_id"] or "",
        row["channel"] or "form", row["form_version"] or "", answers, row["themes_asked"] is not False, row["help_asked"] or "",
        arrived_at=arrived_at,
    )  # fmt: skip


def _submitted(entry: Entry) -> Dialogue:
    """A form that was sent here."""
    form = entry["dialogue"]
    return Dialogue(
        form["dialogue_id"], form["form_type"], _day(form.get("held_on")), datetime.fromisoformat(form["submitted_at"]),
        tuple(form["participants"]), form.get("reporter_id", ""), HERE, form.get("form_version", ""),
        {a["theme"]: Answer(**a) for a in entry["answers"]}, True, form.get("help_asked", ""),
        arrived_at=clock.local(entry["at"]),
    )  # fmt: skip


def _action(row: Row) -> Action:
    return Action(
        row["action_id"], row["revision"], row["text"] or "", row["status"] or "", row["dialogue_id"] or "",
        row["theme"] or "", tuple(row["owner_ids"] or ()), row["due_on"], row["result"] or "", row["changed_at"],
        row["changed_by"] or "", row["dialogue_year"],
    )  # fmt: skip


def action_from(entry: Entry) -> Action:
    """An action as an entry of the journal holds it."""
    kept = entry["action"]
    return Action(
        kept["action_id"], kept["revision"], kept.get("text", ""), kept["status"], kept.get("dialogue_id", ""),
        kept.get("theme", ""), tuple(kept.get("owners", ())), _day(kept.get("due_on")), kept.get("result", ""),
        clock.local(entry["at"]), kept.get("changed_by", ""), entry["year"],
    )  # fmt: skip


def _point(row: Row) -> SeriesPoint:
    return SeriesPoint(
        row["aspect"], row["indicator"], row["dialogue_year"] or 0, Amount(row["value"], row["value_state"] or VALUE),
        row["location_id"] or "", row["unit"] or "", row["definition"] or "", bool(row["is_break"]), row["reason"] or "",
        row["source"] or "",
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
