"""The import of one form export: find the answers, know the questions, look locations up, keep. All or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor.catalogue import Catalogue, spelling
from monitor.clock import today
from monitor.dialogues import settings as years
from monitor.dialogues import words as vocabulary
from monitor.dialogues.intake.forms import asking, days, fields, notes, profiles, tools
from monitor.dialogues.intake.forms.asking import Asked
from monitor.dialogues.intake.forms.assemble import FORM_TYPE, Assembled, Assembler, odd_kinds
from monitor.dialogues.intake.forms.cells import Reader
from monitor.dialogues.intake.forms.mapping import HOW_LABELS, Mapped, known_profiles, map_questions, own_columns
from monitor.dialogues.intake.forms.places import Places, choices, partners_kind, to_remember
from monitor.dialogues.intake.forms.proposals import Proposer
from monitor.dialogues.intake.forms.rows import FormRow, RowReader
from monitor.dialogues.intake.forms.store import KIND, dataset_of, known_already, write
from monitor.dialogues.intake.forms.table import FormTable, load
from monitor.dialogues.intake.forms.template import is_example
from monitor.dialogues.intake.matching import aliases_of
from monitor.dialogues.reader import Dialogues
from monitor.dialogues.settings import CycleSettings, dialogue_year
from monitor.ingest.columns import private_columns, vocabularies
from monitor.ingest.keep import keep
from monitor.ingest.messages import listed
from monitor.ingest.report import MOST_PROBLEMS, ImportReport, Refused
from monitor.learned_words import of_town, taught
from monitor.store.database import Database
from monitor.store.workspace import Dataset, State, Workspace

MEMORY = "1GB"
PREVIEW_ROWS, PREVIEW_SIGNS = 5, 120
# Where each step begins on the way from 0 to 1.
KNOWN, READ, COMPARED, KEPT, DONE = 0.4, 0.5, 0.8, 0.9, 1.0
Progress = Callable[[float, str], None]


def import_form(
    path: str | Path, workspace: Workspace, catalogue: Catalogue, *, origin: str = "own", label: str | None = None,
    dry_run: bool = False, columns: Mapping[str, str] | None = None, values: Mapping[tuple[str, str], str] | None = None,
    progress: Progress | None = None, municipality: str = "", year: int | None = None, profile: str | None = None,
) -> ImportReport:  # fmt: skip
    """Read an export of questionnaires into the workspace, or say why not.

    `columns` maps a heading of the file to a field (see fields.py; "" or "ignore" leaves it out). `values` maps
    ("form_type", "" or a word of the file) to a form type ("internal": the kind of the location decides),
    ("location", text) to a location id (for partners also several, "k1;s2", or "area:CODE"), and ("date_order", "") to
    dmy or mdy. `year` is the dialogue year for questionnaires without any date. `profile` is the id of a saved profile.
    What is chosen is remembered when the file is kept. Whatever is wrong with the file comes back as problems.
    """
    workspace.need_admission(origin, municipality)
    path = Path(path)
    tell = progress or (lambda part, text: None)
    run = _Run(path, workspace, catalogue, origin, municipality, year, dict(columns or {}), dict(values or {}), tell)
    try:
        return run.go(label or path.stem, dry_run, profile)
    except Refused as refused:
        return ImportReport(
            path.name, KIND, dry_run=dry_run, problems=refused.problems, n_problems=len(refused.problems)
        )


class _Run:
    """One import, from file to report."""

    def __init__(
        self, path: Path, workspace: Workspace, catalogue: Catalogue, origin: str, municipality: str, year: int | None,
        chosen: Mapping[str, str], values: Mapping[tuple[str, str], str], tell: Progress,
    ) -> None:  # fmt: skip
        self.path, self.workspace, self.catalogue = path, workspace, catalogue
        self.origin, self.municipality, self.year = origin, municipality, year
        self.chosen, self.values, self.tell = chosen, values, tell
        self.state: State = workspace.state()
        self.database = Database([workspace.folder.resolve()], memory=MEMORY)
        self.dialogues = Dialogues(workspace, self.database, catalogue.folders)
        self.words = vocabulary.load(catalogue.folders)
        self.columns = tools.load(catalogue.folders)
        self.private = private_columns(catalogue)
        self.reader = Reader(self.words, vocabularies(catalogue)["yes_no"])
        self.asked = Asked()
        self.labels: dict[str, str] = {}
        self._places: dict[int, Places] = {}

    def go(self, label: str, dry_run: bool, wanted: str | None) -> ImportReport:
        self.tell(0.0, "Bestand lezen")
        table = load(self.path, self.columns, self._is_question, lambda p: self.tell(p * KNOWN, "Bestand lezen"))
        self.tell(KNOWN, "Vragen herkennen")
        mapped = own_columns(table, self.columns, self.chosen, self.private)
        order = asking.date_order(table, mapped, self.values, self._settings, self.asked)
        settings = self._settings(self._usual_year(table, mapped, order))
        tool = table.tool or tools.OTHER
        self._map(table, mapped, settings, tool, wanted)
        asking.unknown_questions(table, mapped, self.asked)
        form_type = asking.form_type(table, self.path.stem, mapped, self.values, self.words, self.asked)
        told = [*table.notes, *notes.on_columns(tool, mapped)]
        self.tell(READ, "Antwoorden lezen")
        found, also = self._assemble(table, mapped, settings, tool, order, form_type)
        told += also
        if form_type and (FORM_TYPE, "") not in self.values and odd_kinds(found):
            asking.ask_form_type(table, self.path.stem, mapped, self.words, self.asked)
        self.tell(COMPARED, "Vergelijken met wat er al staat")
        of_rows = "" if mapped.columns_of(fields.FORM_TYPE) else form_type
        version = profiles.profile_of(tool, of_rows, settings.year, mapped.to_keep())
        return self._finish(table, mapped, found, told, version, label, dry_run)

    # ------------------------------------------------------------------------------------------------------- questions

    def _is_question(self, cell: str) -> bool:
        return spelling(cell) in self.words.question_spellings

    def _settings(self, year: int) -> CycleSettings:
        return years.settings_for(self.dialogues.journal, self.origin, self.municipality, year, self.catalogue.folders)

    def _usual_year(self, table: FormTable, mapped: Mapped, order: str) -> int:
        """The year in which most questionnaires were sent: a file of last year has the themes of last year."""
        sent = mapped.columns_of(tools.SUBMITTED_AT) or mapped.columns_of(fields.HELD_ON)
        moments = (days.read(cells[sent[0]], order) for _, cells in table.rows) if sent else iter(())
        counted = Counter(dialogue_year(m.date()) for m in moments if m and m.date() != days.NOT_RECORDED)
        return max(counted, key=lambda y: counted[y]) if counted else self.year or dialogue_year(today())

    def _map(
        self, table: FormTable, mapped: Mapped, settings: CycleSettings, tool: str, wanted: str | None
    ) -> None:  # fmt: skip
        """Give every question a field, as far as we know it."""
        saved = profiles.saved(self.dialogues.journal, self.origin)
        if wanted is not None and not any(p.profile_id == wanted for p in saved):
            names = listed([p.profile_id for p in saved]) or "nog geen"
            raise Refused(table.place(None).problem(
                "no_profile", f"Het profiel '{wanted}' kennen we niet.", names, "Kies een ander profiel, of geen.", wanted
            ))  # fmt: skip
        self.labels = fields.labels(settings, self.words)
        asking.bad_choices(table, self.chosen, self.values, self.labels, self.words, self.asked)
        proposals = Proposer(settings, self.words, self.columns).propose(mapped.questions)
        known = known_profiles(saved, tool, mapped, settings.year, wanted)
        map_questions(mapped, known, proposals, self.labels, settings.year, self.private)

    # ------------------------------------------------------------------------------------------------------- dialogues

    def _assemble(
        self, table: FormTable, mapped: Mapped, settings: CycleSettings, tool: str, order: str, form_type: str
    ) -> tuple[Assembled, list[str]]:
        """The dialogues in the file, and what there is to note. Without a location or a register there are none."""
        if not self._places_of(settings.year, settings.year).locations:
            self.asked.problems.append(table.place(None).problem(
                "no_register", f"Er is nog geen lijst met locaties en scholen voor {settings.year}.",
                "een lijst met locaties", "Lees eerst de locaties in. Lees daarna de vragenlijsten in.",
            ))  # fmt: skip
            return Assembled(), []
        if not mapped.columns_of(fields.LOCATION):
            return Assembled(), []
        reading = RowReader(table, mapped, settings, self.reader, order)
        rows = _without_example(table, reading.read())
        remembered = taught(self.state.mappings, self.municipality)
        types = {word: code for (kind, word), code in remembered.items() if kind == FORM_TYPE}
        types |= {spelling(text): code for (kind, text), code in self.values.items() if kind == FORM_TYPE and text}
        assembler = Assembler(
            table, tool, self.reader, lambda year: self._places_of(year, settings.year), form_type, types,
            self.year, reading.asks_themes,
        )  # fmt: skip
        found = assembler.add(rows)
        told = [*notes.on_rows(reading.counts), *found.notes, *notes.on_years(found.years, self.year)]
        if not reading.asks_themes and not mapped.unknown:
            told.append("In dit bestand staan geen vragen over thema's. We weten dan alleen dat er een dialoog was.")
        return found, told

    def _places_of(self, year: int, usual: int) -> Places:
        """The register of a year; where a year has none, that of the year of most questionnaires."""
        if year not in self._places:
            locations = self.dialogues.cycle(self.origin, self.municipality, year, self.state).locations
            if not locations and year != usual:
                locations = tuple(self._places_of(usual, usual).locations)
            kind = partners_kind(self.municipality)
            jgz = self.words.by_kind["part"].values()
            self._places[year] = Places(
                locations, aliases_of(self.state, self.municipality), choices(self.values),
                {word: code for (what, word), code in self.state.mappings.items() if what == kind},
                {spelling(name) for word in jgz for name in (word.label, word.code, *word.aliases)},
            )  # fmt: skip
        return self._places[year]

    # --------------------------------------------------------------------------------------------------------- outcome

    def _finish(
        self, table: FormTable, mapped: Mapped, found: Assembled, told: list[str], version: profiles.Profile, label: str,
        dry_run: bool,
    ) -> ImportReport:  # fmt: skip
        problems = [*self.asked.problems, *table.problems, *found.problems]
        if not problems and not found.dialogues:
            problems.append(table.place(None).problem(
                "no_rows", "In dit bestand is geen vragenlijst afgemaakt.", "minstens één vragenlijst die is verstuurd",
                "Kijk of de export ook de vragenlijsten heeft die zijn verstuurd.",
            ))  # fmt: skip
        report = ImportReport(
            self.path.name, KIND, sheets=(table.sheet,) if table.sheet else (), rows_read=table.n_rows, dry_run=dry_run,
            problems=tuple(sorted(problems, key=lambda p: p.row or 0)[:MOST_PROBLEMS]),
            n_problems=len(problems) - len(found.problems) + found.n_problems,
            unknown_columns=tuple(heading.name for heading in mapped.unknown),
            unknown_values=tuple(dict.fromkeys([*self.asked.unknown, *found.unknown])),
            summary=tuple(self._summary(table, mapped)), suggestions=self.asked.suggestions | found.suggestions,
            preview=_preview(table, mapped), notes=tuple(dict.fromkeys([*table.notes, *told])),
        )  # fmt: skip
        self.tell(DONE, "Klaar")
        if problems:
            return report
        dataset = dataset_of(found, self.origin, self.municipality, label, self.path.name)
        known = self.state.datasets.get(dataset.dataset_id)
        if known and self.workspace.is_whole(known.dataset_id):
            return replace(report, dataset=known, already_known=True)
        if known:  # it is damaged: reading it in again repairs it
            self.state = self.workspace.state()
        before = known_already(found, self.database, self.state, self.origin, self.municipality)
        told = [*report.notes, *notes.on_numbers(len(found.dialogues) - before, before)]
        if not dry_run:
            self.tell(KEPT, "Bewaren")
            dataset = self._keep(found, dataset, version)
        rows_kept = 0 if dry_run else dataset.n_rows
        return replace(report, dataset=dataset, kept=not dry_run, rows_kept=rows_kept, notes=tuple(told))

    def _summary(self, table: FormTable, mapped: Mapped) -> list[dict[str, Any]]:
        """One entry per column that is read: its heading, its field and how we know."""
        return [
            {"heading": h.name, "field": mapped.fields[h.index], "label": self.labels.get(mapped.fields[h.index], ""),
             "how": HOW_LABELS[mapped.how[h.index]]}
            for h in table.headings if h.index in mapped.fields and mapped.how[h.index] != tools.PERSONAL
        ]  # fmt: skip

    def _keep(self, found: Assembled, dataset: Dataset, version: profiles.Profile) -> Dataset:
        """Data first, then what was learned: a kill in between costs a question, never an answer."""
        learned = to_remember(self.values, self.municipality)
        types = {(FORM_TYPE, spelling(t)): code for (k, t), code in self.values.items() if k == FORM_TYPE and t}
        learned |= of_town(types, self.municipality)
        with self.workspace.staging() as folder:
            files = write(found, dataset, self.municipality, version.profile_id, folder.resolve())
            kept = keep(self.workspace, dataset, files, learned)
        with suppress(OSError):
            profiles.save(self.dialogues.journal, self.origin, version)
        return kept


def _without_example(table: FormTable, rows: Sequence[FormRow]) -> list[FormRow]:
    kept = [row for row in rows if not is_example(row)]
    if len(kept) < len(rows):
        table.notes.append("De voorbeeldregel uit het sjabloon slaan we over.")
    if rows and not kept:
        raise Refused(table.place(None).problem(
            "only_example", "In dit bestand staat alleen het voorbeeld.", "eigen gegevens", "Vul uw eigen regels in."
        ))  # fmt: skip
    return kept


def _preview(table: FormTable, mapped: Mapped) -> tuple[tuple[str, ...], ...]:
    """The headings and the first rows, without the tool's own columns and those about persons."""
    left_out = ("tool", tools.PERSONAL)
    shown = [h for h in table.headings if mapped.how.get(h.index) not in left_out]
    if not shown:
        return ()
    rows = [tuple(_short(cells[h.index]) for h in shown) for _, cells in table.rows[:PREVIEW_ROWS]]
    return (tuple(h.name for h in shown), *rows)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= PREVIEW_SIGNS else line[: PREVIEW_SIGNS - 1] + "…"
