"""One way in for all files: read, recognise columns, look words up, check numbers, keep. All or nothing per file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.catalogue import Catalogue
from monitor.ingest.checking import Checker
from monitor.ingest.columns import DIALOGUES, LISTS, LOCAL, TABLES, tables
from monitor.ingest.keep import dataset_id, keep, write_tables
from monitor.ingest.loading import Loaded, load
from monitor.ingest.report import MOST_PROBLEMS, ImportReport, Problem, Refused
from monitor.ingest.words import Words, key_of, spelling
from monitor.learned_words import taught
from monitor.store.database import Database
from monitor.store.workspace import Dataset, State, Workspace

if TYPE_CHECKING:
    from monitor.dialogues.intake.known import Known

AUTO, FORM = "auto", "form"
MEMORY = "1GB"
Progress = Callable[[float, str], None]

# Where each step begins on the way from 0 to 1; reading the file takes about half.
READ, WORDS, TYPED, CHECKED, WRITTEN, DONE = 0.0, 0.5, 0.55, 0.7, 0.8, 1.0


def import_file(
    path: str | Path,
    workspace: Workspace,
    catalogue: Catalogue,
    *,
    kind: str = AUTO,
    origin: str = "own",
    label: str | None = None,
    dry_run: bool = False,
    columns: Mapping[str, str] | None = None,
    values: Mapping[tuple[str, str], str] | None = None,
    progress: Progress | None = None,
    municipality: str = "",
    year: int | None = None,
    profile: str | None = None,
) -> ImportReport:
    """Read a file into the workspace, or say why not: numbers and statements, lists of the dialogue, or form answers.

    `columns` maps a header of the file to one of our columns (an empty text: leave it out), `values` maps (kind, word)
    to a code, where kind is care_type, measure or period; both are remembered in the workspace when the file is kept.
    `municipality`, `year` (of the dialogue) and `profile` (of the form) are for the files of the local dialogue.
    `dry_run` does everything but keep. Memory does not grow with a CSV file. Raises ValueError for an unknown `kind`;
    whatever is wrong with the file comes back as problems.
    """
    if kind not in (AUTO, FORM, *TABLES, *LISTS):
        raise ValueError(kind)
    path, tell = Path(path), progress or (lambda part, text: None)
    state = workspace.state()
    local = None
    if kind not in TABLES:
        from monitor.dialogues.intake.known import Known  # the dialogue stands on this package, not under it

        local = Known(workspace, state, catalogue, origin, municipality, year)
        if kind in LISTS and local.municipality is not None:
            workspace.need_admission(origin, local.municipality)

    def as_form() -> ImportReport:
        from monitor.dialogues.intake.forms import import_form

        return import_form(
            path, workspace, catalogue, origin=origin, label=label, dry_run=dry_run, columns=columns, values=values,
            progress=progress, municipality=(local.municipality if local else None) or "", year=year, profile=profile,
        )  # fmt: skip

    if kind == FORM:
        return as_form()
    remembered = taught(state.mappings, (local.municipality if local else None) or "")
    words = Words(catalogue, dict(values or {}), remembered, local.vocabularies() if local and values else {})
    run = _Run(
        path, workspace, state, catalogue, words, dict(columns or {}), origin, label or path.stem, dry_run, tell, local
    )
    try:
        with _staging(workspace) as folder:
            return run.go(folder, kind) or as_form()
    except Refused as refused:
        if kind == AUTO and _is_form(path, refused, catalogue):
            return as_form()
        return ImportReport(
            path.name, refused.kind or ("" if kind == AUTO else kind), dry_run=dry_run, problems=refused.problems,
            n_problems=len(refused.problems), unknown_columns=refused.unknown_columns, preview=refused.preview,
        )  # fmt: skip


def _is_form(path: Path, refused: Refused, catalogue: Catalogue) -> bool:
    """Whether a file that cannot be read as a table is an export of a form."""
    from monitor.dialogues.intake.several import has_questions, looks_like_form

    if refused.kind == DIALOGUES:
        return bool(refused.preview) and has_questions(refused.preview[0], catalogue)
    no_table = {problem.code for problem in refused.problems} <= {"no_header", "missing_column"}
    return no_table and looks_like_form(path, catalogue)


class _Run:
    """One import, from file to report."""

    def __init__(
        self, path: Path, workspace: Workspace, state: State, catalogue: Catalogue, words: Words,
        columns: Mapping[str, str], origin: str, label: str, dry_run: bool, tell: Progress, local: Known | None,
    ) -> None:  # fmt: skip
        self.path, self.workspace, self.state, self.catalogue = path, workspace, state, catalogue
        self.words, self.columns, self.origin, self.label = words, columns, origin, label
        self.dry_run, self.tell, self.local = dry_run, tell, local
        self.tables = local.tables(self.columns) if local else {t: tables(catalogue)[t] for t in TABLES}

    def go(self, folder: Path, kind: str) -> ImportReport | None:
        """The report; None for what looks like a list of dialogues, but asks the questions of a form."""
        self.tell(READ, "Bestand lezen")
        loaded = load(
            self.path,
            folder,
            self.catalogue,
            self.words,
            self.columns,
            kind,
            lambda part: self.tell(part * WORDS, "Bestand lezen"),
            self.tables,
        )
        if self.local and loaded.kind in LOCAL:
            return self._list(folder, loaded, self.local, is_sure=kind != AUTO)
        database = Database([self.workspace.folder.resolve()], memory=MEMORY)
        checker = Checker(self.path.name, loaded, self.tables[loaded.kind], self.words, database, folder)
        self.tell(WORDS, "Woorden herkennen")
        checker.words_to_codes()
        self.tell(TYPED, "Getallen controleren")
        checker.numbers()
        if checker.problems:
            return self._report(loaded, checker)
        self.tell(CHECKED, "Vergelijken met wat er al staat")
        content = database.rows(f"ingest/{loaded.kind}_content", typed=str(checker.typed))[0]
        dataset = Dataset(
            dataset_id(loaded.kind, self.origin, content),
            loaded.kind,
            self.origin,
            self.label,
            self.path.name,
            content["n"],
        )
        known = self.state.datasets.get(dataset.dataset_id)
        if known and self.workspace.is_whole(known.dataset_id):
            return self._report(loaded, checker, dataset=known, already_known=True)
        if known:  # it is damaged: reading it in again repairs it
            self.state = self.workspace.state()
        checker.against(self.state, self.origin)
        if checker.problems:
            return self._report(loaded, checker)
        summary = checker.summary()
        if not self.dry_run:
            self.tell(WRITTEN, "Bewaren")
            files = write_tables(database, checker.typed, dataset, folder)
            dataset = keep(self.workspace, dataset, files, self._choices(loaded.kind))
        self.tell(DONE, "Klaar")
        rows_kept = 0 if self.dry_run else dataset.n_rows
        return self._report(
            loaded, checker, dataset=dataset, kept=not self.dry_run, rows_kept=rows_kept, summary=tuple(summary)
        )

    def _list(self, folder: Path, loaded: Loaded, known: Known, *, is_sure: bool) -> ImportReport | None:
        """The further way of a list of the local dialogue; None when it is a form after all."""
        from monitor.dialogues.intake.lists import ListImport
        from monitor.dialogues.intake.several import has_questions

        if not is_sure and loaded.kind == DIALOGUES and has_questions(loaded.unknown, self.catalogue):
            return None
        return ListImport(
            self.path, loaded, folder, known, self.words, self.columns, self.label, self.dry_run, self.tell
        ).go()

    def _choices(self, kind: str) -> dict[tuple[str, str], str]:
        """What the user chose, as the workspace remembers it."""
        found = {(f"column:{kind}", spelling(header)): column for header, column in self.columns.items()}
        found.update({key_of(k, text): code for (k, text), code in self.words.assigned.items()})
        return found

    def _report(self, loaded: Loaded, checker: Checker, **outcome: Any) -> ImportReport:
        return ImportReport(
            self.path.name, loaded.kind, sheets=tuple(s for s in loaded.sheet_names if s), rows_read=loaded.rows_read,
            dry_run=self.dry_run, problems=_in_order(checker.problems), n_problems=checker.n_problems,
            notes=tuple(dict.fromkeys([*loaded.notes, *checker.notes])), unknown_columns=loaded.unknown,
            unknown_values=tuple(checker.unknown_values), preview=loaded.preview, **outcome,
        )  # fmt: skip


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    by_place = sorted(problems, key=lambda p: (p.sheet, p.row or 0))
    return tuple(by_place[:MOST_PROBLEMS])


@contextmanager
def _staging(workspace: Workspace) -> Iterator[Path]:
    """A folder to prepare files in. Folders made for it are gone afterwards, unless data were kept."""
    folders = [f for f in (workspace.folder / "staging", workspace.folder) if not f.exists()]
    try:
        with workspace.staging() as folder:
            yield folder.resolve()
    finally:
        for folder in folders:
            try:
                folder.rmdir()
            except OSError:  # not empty: something was kept
                break
