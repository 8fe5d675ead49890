"""Counts made elsewhere become a data set without raw rows: checked first, and kept whole or not at all.

What pages read (`score_counts`, `organisation_sums`) comes from the delivery itself instead of from raw scores; all else
is as for any import. The origin stands in the rows and is never chosen: real and invented scores cannot be mixed up.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from monitor.catalogue import Catalogue
from monitor.distributed import messages
from monitor.distributed.delivered import BrokenPart, Part, missing, parts, problem, stage, twice, wrong_columns
from monitor.distributed.transpile import TABLES
from monitor.ingest.keep import dataset_id
from monitor.ingest.report import MOST_PROBLEMS, ImportReport, Problem
from monitor.store.database import Database
from monitor.store.schemas import COUNTS
from monitor.store.workspace import Dataset, State, Workspace
from monitor.suppression import FEWEST
from monitor.wording.numbers import count

MEMORY = "1GB"


def take_in(
    folder: Path, workspace: Workspace, catalogue: Catalogue, *, label: str = "", adds_up: bool = False,
    dry_run: bool = False,
) -> ImportReport:  # fmt: skip
    """Keep the counts in a folder as one data set, or say why not.

    `adds_up` says that organisations which count already have other groups here: theirs are then added. Rows that are the
    same as those of another data set are refused all the same. Raises OSError when the workspace cannot be written.
    """
    found = parts(folder)
    problems = missing(folder, found) + twice(folder) + [one for part in found for one in wrong_columns(part)]
    if problems:
        return _refused(folder, problems, dry_run)
    with workspace.staging() as place:
        return _Delivery(
            folder, found, workspace, catalogue, label or folder.name, adds_up, dry_run, place.resolve()
        ).go()


class _Delivery:
    """One delivery, from its files to the report."""

    def __init__(
        self, folder: Path, found: Sequence[Part], workspace: Workspace, catalogue: Catalogue, label: str, adds_up: bool,
        dry_run: bool, place: Path,
    ) -> None:  # fmt: skip
        self.folder, self.workspace, self.catalogue = folder, workspace, catalogue
        self.label, self.adds_up, self.dry_run, self.place = label, adds_up, dry_run, place
        self.parts = {table: [part for part in found if part.table == table] for table in TABLES}
        self.staged = {table: place / f"staged_{table}.parquet" for table in TABLES}
        self.database = Database([place], memory=MEMORY)
        self.rows_read = 0
        self.notes: list[str] = []

    def go(self) -> ImportReport:
        for table, found in self.parts.items():
            try:
                self.rows_read += stage(table, found, self.staged[table])
            except BrokenPart as broken:
                return self._report([broken.problem])
        problems, n_problems = self._wrong_rows()
        if problems:
            return self._report(problems, n_problems)
        content = self.database.rows("counts/content", **self._both())[0]
        origins = [row["origin"] for row in self.database.rows("counts/origins", files=list(self._both().values()))]
        if len(origins) != 1:
            return self._report([_origins(self.folder.name, origins)])
        disagreements = self.database.rows("counts/disagree", **self._both(), limit=MOST_PROBLEMS)
        if disagreements:
            told = [messages.disagreement(self.folder.name, row, self.catalogue) for row in disagreements]
            return self._report(told, disagreements[0]["total"])
        return self._keep(origins[0], content)

    def _keep(self, origin: str, content: dict[str, Any]) -> ImportReport:
        state = self.workspace.state()
        key = dataset_id(COUNTS, origin, content)
        if key in state.datasets:
            return self._report(dataset=state.datasets[key], already_known=True)
        problems, n_problems = self._existing(state, origin)
        if problems:
            return self._report(problems, n_problems)
        cells = self.database.rows("counts/cells", staged=str(self.staged["score_counts"]))
        self._note_small(sum(row["n"] < FEWEST for row in cells))
        dataset = Dataset(key, COUNTS, origin, self.label, self.folder.name, content["n"])
        if not self.dry_run:
            files = {}
            for table in TABLES:
                file = self.place / f"{table}.parquet"
                given = {"staged": str(self.staged[table]), "dataset_id": key, "origin": origin}
                self.database.copy(f"counts/{table}_rows", file, **given)
                files[table] = [file]
            dataset = self.workspace.add(dataset, files)
        rows_kept = 0 if self.dry_run else dataset.n_rows
        return self._report(dataset=dataset, kept=not self.dry_run, rows_kept=rows_kept, summary=tuple(cells))

    def _both(self) -> dict[str, str]:
        return {table: str(path) for table, path in self.staged.items()}

    def _wrong_rows(self) -> tuple[list[Problem], int]:
        measures = list(self.catalogue.measures.values())
        known: dict[str, Any] = {
            "measures": [m.code for m in measures], "lows": [m.scale_min for m in measures],
            "highs": [m.scale_max for m in measures], "care_types": list(self.catalogue.care_types),
            "periods": list(self.catalogue.periods), "limit": MOST_PROBLEMS,
        }  # fmt: skip
        problems, total = [], 0
        for table in TABLES:
            found = self.database.rows(f"counts/{table}_problems", staged=str(self.staged[table]), **known)
            problems += messages.row_problems(self.parts[table], found, self.catalogue)
            total += sum(one["n"] for one in found)
        if not problems and not self.rows_read:
            what = "in deze tabellen staat niets."
            problems.append(
                problem(self.folder.name, "no_rows", what, "regels met tellingen", "Kijk of er scores zijn.")
            )
        return problems, total or len(problems)

    def _existing(self, state: State, origin: str) -> tuple[list[Problem], int]:
        """Organisations that count already. Of groups without an organisation only equal rows can be told to be the same."""
        files, ids = [str(path) for path in state.files.get("organisation_sums", ())], state.ids(origin=origin)
        if not files or not ids:
            return [], 0
        database = Database([self.place, self.workspace.folder.resolve()], memory=MEMORY)
        rows = database.rows(
            "counts/existing", staged=str(self.staged["organisation_sums"]), existing=files, datasets=ids
        )
        wrong = [row for row in rows if _is_twice(row) or (row["organisation_id"] is not None and not self.adds_up)]
        if self.adds_up and (more := sum(row["organisation_id"] is not None for row in rows)) and not wrong:
            times = count(more, "organisatie in een cel", "organisaties in een cel")
            self.notes.append(f"Let op: {times} stond er al. De groepen tellen we erbij op, zoals u koos.")
        shown = [
            messages.exists(self.folder.name, row, state.datasets[row["dataset_id"]].label, self.catalogue)
            for row in wrong[:MOST_PROBLEMS]
        ]
        return shown, len(wrong)

    def _note_small(self, n: int) -> None:
        if n:
            cells = "1 cel heeft" if n == 1 else f"{n} cellen hebben"
            self.notes.append(
                f"Let op: {cells} minder dan {FEWEST} groepen. Die tonen we niet, tot andere gegevens ze aanvullen."
            )

    def _report(self, problems: Sequence[Problem] = (), n_problems: int = 0, **outcome: Any) -> ImportReport:
        return ImportReport(
            self.folder.name, COUNTS, rows_read=self.rows_read, dry_run=self.dry_run,
            problems=tuple(problems[:MOST_PROBLEMS]), n_problems=n_problems or len(problems), notes=tuple(self.notes),
            **outcome,
        )  # fmt: skip


def _is_twice(row: dict[str, Any]) -> bool:
    """Equal sums of a few groups may be chance; of five or more they are the same groups."""
    return bool(row["is_same"]) and row["n_groups"] >= FEWEST


def _origins(file: str, origins: Sequence[str]) -> Problem:
    what = f"echte en verzonnen cijfers staan door elkaar ({', '.join(origins)})."
    return problem(file, "several_origins", what, "één herkomst", "Lever echte en verzonnen cijfers apart.", "origin")


def _refused(folder: Path, problems: Sequence[Problem], dry_run: bool) -> ImportReport:
    return ImportReport(
        folder.name, COUNTS, dry_run=dry_run, problems=tuple(problems[:MOST_PROBLEMS]), n_problems=len(problems)
    )
