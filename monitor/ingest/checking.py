"""The checks on a staged table: words to codes, text to numbers, and the same thing twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.ingest.columns import FINDINGS, SCORES, Column, vocabulary_labels
from monitor.ingest.loading import Loaded
from monitor.ingest.messages import Place, listed, number_problem, short
from monitor.ingest.report import MOST_PROBLEMS, Problem
from monitor.ingest.words import CARE_TYPE, MEASURE, OPEN, PERIOD, Words, base_kind, in_sentence
from monitor.store.database import Database
from monitor.store.schemas import COUNTS
from monitor.store.workspace import State
from monitor.suppression import FEWEST

BLANK = " \t\r\n\u00a0\u200b\ufeff"
MOST_WORDS = 2_000
PLACE = 10_000_000_000  # place = sheet * PLACE + row number, as in the queries
POLARITY = "polarity"
ASSIGNABLE = (CARE_TYPE, MEASURE, PERIOD)  # the words of a fixed vocabulary are ours
_WORDS = pa.schema([("column", pa.string()), ("word", pa.string()), ("code", pa.string())])


class Checker:
    """Collects the problems and notes of one staged table. Call the steps in the order in which they stand here."""

    def __init__(
        self, file: str, loaded: Loaded, columns: Sequence[Column], words: Words, database: Database, folder: Path
    ) -> None:
        self.file, self.loaded, self.columns = file, loaded, {c.column: c for c in columns}
        self.words, self.database, self.folder = words, database, folder
        self.typed = folder / "typed.parquet"
        self.problems: list[Problem] = list(loaded.problems)
        self.n_problems = loaded.n_problems
        self.notes: list[str] = []
        self.unknown_values: list[tuple[str, str]] = []

    # ---------------------------------------------------------------------------------------------------------- words

    def words_to_codes(self) -> None:
        """Look every different word up once and write what it stands for; unknown ones become problems."""
        found = self.database.rows(
            f"ingest/{self.loaded.kind}_words", staged=str(self.loaded.path), limit=MOST_WORDS + 1
        )
        codes: dict[tuple[str, str], str] = {}
        if len(found) > MOST_WORDS:
            self._too_many_words(found)
        for entry in found[:MOST_WORDS]:
            column = self.columns[entry["column"]]
            text = (entry["word"] or "").strip(BLANK)
            code = self.words.code(column.kind, text) if text else None
            if code is None and text and column.kind in OPEN:
                code = text
            if code is not None:
                codes[column.column, entry["word"]] = code
                self._note_reading(column, text, code)
            if column.column == POLARITY and text:
                self._polarity(entry, text, code)
            elif code is None and (text or column.required):
                self._unknown(column, entry, text)
        table = pa.table([[c for c, _ in codes], [w for _, w in codes], list(codes.values())], schema=_WORDS)
        pq.write_table(table, self.folder / "words.parquet")

    def _too_many_words(self, found: Sequence[dict[str, Any]]) -> None:
        names = [entry["column"] for entry in found]
        column = max(set(names), key=names.count)
        place = Place(self.file, "", None, self._header(0, column, None))
        what = "deze kolom heeft heel veel verschillende woorden."
        self._add(place.problem("too_many_words", what, "een vaste lijst woorden", "Is dit de goede kolom?"))

    def _note_reading(self, column: Column, text: str, code: str) -> None:
        label = self.words.codes(column.kind).get(code, text)
        if column.kind in ASSIGNABLE and text.casefold() != label.casefold() and text != code:
            header = self._header(0, column.column, None)
            self.notes.append(f"Kolom '{header}': '{text}' lezen we als {in_sentence(label)}.")
        if column.kind in OPEN and column.kind != "level" and code not in self.words.catalogue.periods:
            self.notes.append(
                f"Periode '{short(text)}' staat niet in de lijst. Deze uitspraak telt niet mee in een oordeel."
            )

    def _unknown(self, column: Column, entry: dict[str, Any], text: str) -> None:
        place = self._place(entry["place"], column.column, entry["measure"], entry["n"] - 1)
        labels = list(self.words.codes(column.kind).values())
        if not text:
            problem = place.problem("empty", "deze cel is leeg.", listed(labels), "Vul de cel in.")
        elif column.kind == CARE_TYPE and (group := self.words.group(text)):
            members = [self.words.catalogue.label(m) for m in self.words.catalogue.groups[group].members]
            what = f"'{text}' is een groep van soorten. Een getal hoort bij één soort."
            problem = place.problem("group", what, listed(members), f"Kies een van deze: {listed(members)}.", text)
        else:
            near = self.words.closest(column.kind, text)
            remedy = f"Bedoelt u {in_sentence(near)}?" if near else f"Kies uit: {listed(labels)}."
            problem = place.problem("unknown_word", f"'{text}' kennen we niet.", listed(labels), remedy, text)
            if base_kind(column.kind) in ASSIGNABLE:
                self.unknown_values.append((base_kind(column.kind), text))
        self._add(problem, entry["n"])

    def _polarity(self, entry: dict[str, Any], text: str, code: str | None) -> None:
        """The file's own word on what is favourable must agree with the catalogue; else verdicts would turn around."""
        labels = vocabulary_labels(self.words.catalogue)[POLARITY]
        place = self._place(entry["place"], POLARITY, None, entry["n"] - 1)
        if code is None:
            expected = ", ".join(labels.values())
            self._add(
                place.problem("unknown_word", f"'{text}' kennen we niet.", expected, f"Kies uit: {expected}.", text),
                entry["n"],
            )
            return
        measure = self.words.catalogue.measures.get(self.words.code(MEASURE, entry["measure"] or "") or "")
        if measure and measure.polarity != code:
            ours = labels[measure.polarity]
            what = f"bij {in_sentence(measure.label)} zegt u {labels[code]}. Wij rekenen met {ours}."
            remedy = "Kijk na of de scores zijn omgedraaid. Zo niet, pas de richting aan."
            self._add(place.problem("polarity", what, ours, remedy, text), entry["n"])

    # -------------------------------------------------------------------------------------------------------- numbers

    def numbers(self) -> None:
        """Read numbers and days, and check them against the scale and each other; then look for the same row twice."""
        measures = self.folder / "measures.parquet"
        known = self.words.catalogue.measures.values()
        limits = {"code": [m.code for m in known], "scale_min": [m.scale_min for m in known]}
        pq.write_table(pa.table({**limits, "scale_max": [m.scale_max for m in known]}), measures)
        kind, words = self.loaded.kind, self.folder / "words.parquet"
        given = {"staged": str(self.loaded.path), "words": str(words), "measures": str(measures), "blank": BLANK}
        self.database.copy(f"ingest/{kind}_typed", self.typed, **given)
        for found in self.database.rows(f"ingest/{kind}_problems", typed=str(self.typed), limit=MOST_PROBLEMS):
            self.n_problems += found["n"]
            for example in found["examples"]:
                place = self._place(
                    example["sheet"] * PLACE + example["row_number"], found["column"], example["measure"]
                )
                self.problems.append(place.problem(
                    found["code"], *number_problem(found["code"], example), value=example["value"] or ""
                ))  # fmt: skip
        for row in self._repeated("duplicates"):
            first = f"regel {row['first_row']}"
            if row["first_sheet"] != row["sheet"]:
                first += f" van werkblad {self.loaded.sheet_names[row['first_sheet']]}"
            times = f" In totaal staat dit er {row['n']} keer." if row["n"] > 2 else ""
            what = f"{self._same(row)} staat al in {first}.{times}"
            self._add_repeated("duplicate", row, what, "Haal een van de twee weg.")

    def against(self, state: State, origin: str) -> None:
        """Look for what counts already in another data set of the same origin."""
        kind = self.loaded.kind
        if kind == SCORES:
            self._against_counts(state, origin)
        files, ids = [str(path) for path in state.files.get(kind, ())], state.ids(origin=origin, kind=kind)
        if not files or not ids:
            return
        for row in self._repeated("existing", existing=files, datasets=ids):
            label = state.datasets[row["dataset_id"]].label
            what = f"{self._same(row)} staat al in de gegevens '{label}'."
            self._add_repeated(
                "exists", row, what, "Haal eerst de oude gegevens weg, of haal de regel uit dit bestand."
            )

    def _against_counts(self, state: State, origin: str) -> None:
        """Counts without raw rows cannot be compared group by group: equal sums are refused, else it is asked."""
        files, ids = state.files.get("organisation_sums", ()), state.ids(origin=origin, kind=COUNTS)
        if not files or not ids:
            return
        given = {"existing": [str(path) for path in files], "datasets": ids, "fewest": FEWEST}
        rows = self.database.rows("ingest/scores_counted", typed=str(self.typed), **given)
        twice = [row for row in rows if row["is_same"]]
        for row in twice[:MOST_PROBLEMS]:
            owner = f"'{row['organisation_id']}'" if row["organisation_id"] is not None else "zonder nummer"
            label = state.datasets[row["dataset_id"]].label
            what = f"de groepen van organisatie {owner} ({self._cell(row)}) staan al in de tellingen '{label}'."
            remedy = "Haal eerst de tellingen weg, of haal deze groepen uit dit bestand."
            self.problems.append(Place(self.file, "", None).problem("exists", what, "elk gegeven één keer", remedy))
        self.n_problems += len(twice)
        if rows and not twice:
            times = "1 organisatie telt" if len(rows) == 1 else f"{len(rows)} organisaties per cel tellen"
            self.notes.append(f"Let op: {times} al mee in tellingen zonder losse scores. Zijn dit andere groepen?")

    def _repeated(self, step: str, **given: Any) -> list[dict[str, Any]]:
        name = f"ingest/{self.loaded.kind}_{step}"
        rows = self.database.rows(name, typed=str(self.typed), limit=MOST_PROBLEMS, **given)
        self.n_problems += rows[0]["total"] if rows else 0
        return rows

    def _add_repeated(self, code: str, row: dict[str, Any], what: str, remedy: str) -> None:
        place = Place(self.file, self.loaded.sheet_names[row["sheet"]], row["row_number"])
        self.problems.append(place.problem(code, what, "elk gegeven één keer", remedy, row["group_id"] or ""))

    def _same(self, row: dict[str, Any]) -> str:
        if self.loaded.kind == FINDINGS:
            return f"uitspraak {row['group_id']}"
        return (
            f"groep '{row['group_id']}' ({self._cell(row)})"
            if self.loaded.kind == SCORES
            else f"deze cel ({self._cell(row)})"
        )

    def _cell(self, row: dict[str, Any]) -> str:
        codes = (row["measure"], row["care_type"], row["period"])
        return ", ".join(in_sentence(self.words.catalogue.label(code or "")) for code in codes)

    # -------------------------------------------------------------------------------------------------------- summary

    def summary(self) -> list[dict[str, Any]]:
        """One entry per cell: its codes and n; adds the notes that follow from it."""
        rows = self.database.rows(f"ingest/{self.loaded.kind}_summary", typed=str(self.typed))
        unsure = sum(row.get("without_sd", 0) for row in rows)
        if unsure:
            cells = "1 cel" if unsure == 1 else f"{unsure} cellen"
            self.notes.append(f"Let op: bij {cells} is er geen sd, of de sd is 0. Daar geven we geen oordeel.")
        ids = {f.column for layout in self.loaded.layouts for f in layout.fields} & {"group_id", "location_id"}
        if self.loaded.kind == SCORES and not ids and len(rows) > 1 and all(row["n_rows"] == 1 for row in rows):
            self.notes.append(
                "Let op: elke opvangsoort en periode heeft maar één score. Zijn dit gemiddelden? "
                "Gebruik dan het sjabloon voor cijfers per opvangsoort."
            )
        return [{name: row[name] for name in ("care_type", "measure", "period", "n")} for row in rows]

    # --------------------------------------------------------------------------------------------------------- places

    def _place(self, place: int, column: str, measure: str | None, more: int = 0) -> Place:
        sheet, row = divmod(place, PLACE)
        return Place(self.file, self.loaded.sheet_names[sheet], row, self._header(sheet, column, measure), more)

    def _header(self, sheet: int, column: str, measure: str | None) -> str:
        return self.loaded.layouts[sheet].header_of(column, measure or "")

    def _add(self, problem: Problem, rows: int = 1) -> None:
        self.problems.append(problem)
        self.n_problems += rows
