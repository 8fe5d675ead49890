"""A staged list of the local dialogue: read its cells, check them against what is known, and keep all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from monitor.clock import now
from monitor.dialogues.intake import action_rows, dialogue_rows, keeping, location_rows, number_rows, registers
from monitor.dialogues.intake.known import Known
from monitor.dialogues.intake.matching import KIND, aliases_to_remember
from monitor.dialogues.intake.typed import Reading, Tables
from monitor.ingest.columns import ACTIONS, DIALOGUES, FLOWS, LOCATIONS, REGISTERS, SERIES
from monitor.ingest.keep import keep
from monitor.ingest.loading import Loaded
from monitor.ingest.messages import Place
from monitor.ingest.report import ImportReport, Refused
from monitor.ingest.words import Words, key_of, spelling
from monitor.learned_words import of_town
from monitor.store.workspace import Dataset

MOST_ROWS = 200_000
READ, WRITE, DONE = 0.5, 0.8, 1.0
READERS: Mapping[str, Callable[[Reading], Tables]] = {
    LOCATIONS: location_rows.read,
    FLOWS: number_rows.read_flows,
    DIALOGUES: dialogue_rows.read,
    ACTIONS: action_rows.read,
    SERIES: number_rows.read_series,
    **dict.fromkeys(REGISTERS, registers.read),
}
NEEDS_LOCATIONS = (FLOWS, DIALOGUES)


class ListImport:
    """The way of one list from staged rows to report. `columns` are the user's choices for headers."""

    def __init__(
        self, path: Path, loaded: Loaded, folder: Path, known: Known, words: Words, columns: Mapping[str, str], label: str,
        dry_run: bool, tell: Callable[[float, str], None],
    ) -> None:  # fmt: skip
        self.path, self.loaded, self.folder, self.known, self.words = path, loaded, folder, known, words
        self.columns, self.label, self.dry_run, self.tell = columns, label, dry_run, tell
        self.kind = LOCATIONS if loaded.kind in REGISTERS else loaded.kind
        self.reading = Reading(path.name, loaded, known.tables(columns)[loaded.kind], words, known)

    def go(self) -> ImportReport:
        """Read, check and keep. Raises Refused when the list cannot be read at all."""
        self._refuse()
        self.tell(READ, "Regels controleren")
        tables = READERS[self.loaded.kind](self.reading)
        if self.reading.n_problems:
            return self._report()
        if not tables[self.kind]:
            raise Refused(Place(self.path.name, "", None).problem(
                "no_rows", "Er is geen regel die we kunnen bewaren.", "regels met gegevens", "Kijk het bestand na.",
            ))  # fmt: skip
        content = keeping.content_id(self.kind, self.known.origin, tables)
        tables = self._completed(tables)
        found = keeping.already(self.known, self.kind, content, tables)
        if isinstance(found, Dataset):
            return self._report(dataset=found, already_known=True)
        n_rows = len(tables[self.kind])
        dataset = Dataset(found, self.kind, self.known.origin, self.label, self.path.name, n_rows)
        if not self.dry_run:
            self.tell(WRITE, "Bewaren")
            files = keeping.write(tables, dataset, self.folder)
            dataset = keep(self.known.workspace, dataset, files, self._choices())
        self.tell(DONE, "Klaar")
        return self._report(
            dataset=dataset, kept=not self.dry_run, rows_kept=0 if self.dry_run else n_rows, summary=_summary(tables)
        )

    def _refuse(self) -> None:
        """Say at once what would make every row wrong."""
        place = Place(self.path.name, "", None)
        if self.loaded.rows_read > MOST_ROWS:
            what = f"Deze lijst heeft meer dan {MOST_ROWS} regels."
            raise Refused(place.problem("too_large", what, "een kortere lijst", "Splits het bestand."), kind=self.kind)
        known = {*self.known.municipalities, self.known.municipality or ""}
        if self.kind in NEEDS_LOCATIONS and not any(self.known.locations(m) for m in known):
            what = "Er zijn nog geen locaties."
            raise Refused(place.problem("no_locations", what, "een lijst met locaties", "Lees eerst de locaties in."),
                          kind=self.kind)  # fmt: skip

    def _completed(self, tables: Tables) -> Tables:
        if self.loaded.kind in REGISTERS:
            return registers.complete(tables, self.reading)
        if self.kind == LOCATIONS:
            return location_rows.complete(tables, self.reading)
        if self.kind == ACTIONS:
            return action_rows.complete(tables, self.reading, now())
        return tables

    def _choices(self) -> dict[tuple[str, str], str]:
        """What the user chose, as the workspace remembers it: per municipality, names of locations too."""
        found = {(f"column:{self.loaded.kind}", spelling(header)): column for header, column in self.columns.items()}
        found.update({key_of(k, text): code for (k, text), code in self.words.assigned.items() if k != KIND})
        town = self.known.municipality or ""
        return {**of_town(found, town), **aliases_to_remember(self.words.assigned, town)}

    def _report(self, **outcome: Any) -> ImportReport:
        loaded, reading = self.loaded, self.reading
        unused = () if loaded.kind in REGISTERS else loaded.unknown  # the other columns of a register are no question
        return ImportReport(
            self.path.name, self.kind, sheets=tuple(s for s in loaded.sheet_names if s), rows_read=loaded.rows_read,
            dry_run=self.dry_run, problems=tuple(reading.problems()), n_problems=reading.n_problems,
            notes=tuple(dict.fromkeys([*loaded.notes, *reading.all_notes()])), unknown_columns=unused,
            unknown_values=tuple(reading.suggestions), suggestions=dict(reading.suggestions), preview=loaded.preview,
            **outcome,
        )  # fmt: skip


def _summary(tables: Tables) -> tuple[dict[str, Any], ...]:
    """One entry per table, municipality and dialogue year: how many rows."""
    times: dict[tuple[str, str, int | None], int] = {}
    for table, rows in tables.items():
        for row in rows:
            key = table, row["municipality"], row["dialogue_year"]
            times[key] = times.get(key, 0) + 1
    return tuple(
        {"table": table, "municipality": municipality, "dialogue_year": year, "n": n}
        for (table, municipality, year), n in times.items()
    )
