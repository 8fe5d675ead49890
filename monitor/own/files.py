"""Own scores from a file: read and checked as every import is, and given back; nothing is kept.

The whole file is right or nothing of it is taken over. Each problem names row, column, value and what to do.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.catalogue import Catalogue, Measure
from monitor.clock import today
from monitor.dialogues.intake.cells import day_of
from monitor.dialogues.intake.gathering import Gathering, Row, once
from monitor.ingest import templates
from monitor.ingest.columns import OWN_SCORES, tables
from monitor.ingest.loading import load
from monitor.ingest.messages import number_problem, shown
from monitor.ingest.report import Problem, Refused, not_read, why
from monitor.ingest.words import CARE_TYPE, MEASURE, Words, in_sentence
from monitor.own import instruments as known_instruments
from monitor.own.instruments import OTHER
from monitor.own.records import OwnScore
from monitor.own.typed import MOST_OBSERVATIONS, number

MOST_ROWS = 2000
LARGEST = 10 * 1024**2  # bytes; 2000 rows take some 300 kB
UNKNOWN_INSTRUMENT = "Dit instrument kennen we niet: {names}. De scores staan daarom los van de landelijke cijfers."


@dataclass(frozen=True)
class Read:
    """What a file holds: scores per care type (code), or the problems for which nothing is given; notes in Dutch."""

    by_care_type: dict[str, tuple[OwnScore, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    n_problems: int = 0
    notes: tuple[str, ...] = ()


def template_xlsx(catalogue: Catalogue) -> bytes:
    return templates.template_xlsx(OWN_SCORES, catalogue)


def template_csv(catalogue: Catalogue) -> bytes:
    return templates.template_csv(OWN_SCORES, catalogue)


def read(path: Path, catalogue: Catalogue) -> Read:
    """The own scores in an XLSX or CSV file."""
    words = Words(catalogue)
    known = {OWN_SCORES: tables(catalogue)[OWN_SCORES]}
    try:
        if path.stat().st_size > LARGEST:
            what = f"Dit bestand is groter dan {LARGEST // 1024**2} MB. Is dit een bestand van één locatie?"
            return Read(problems=(_whole(path, what, "Splits het bestand."),), n_problems=1)
        with tempfile.TemporaryDirectory() as folder:
            loaded = load(path, Path(folder), catalogue, words, {}, OWN_SCORES, lambda _: None, known)
            if loaded.rows_read > MOST_ROWS:
                what = f"Dit bestand heeft meer dan {MOST_ROWS} regels. Is dit een bestand van één locatie?"
                return Read(problems=(_whole(path, what, "Splits het bestand."),), n_problems=1)
            reading = Reading(path.name, loaded, catalogue, words)
            found = reading.scores()
            problems = reading.problems()
            notes = tuple(dict.fromkeys([*loaded.notes, *reading.all_notes()]))
    except Refused as refused:
        return Read(problems=refused.problems, n_problems=len(refused.problems))
    except OSError as problem:
        report = not_read(path.name, why(problem), "Probeer het opnieuw.", dry_run=True)
        return Read(problems=report.problems, n_problems=len(report.problems))
    if problems:
        return Read(problems=tuple(problems), n_problems=reading.n_problems, notes=notes)
    return Read(found, notes=notes)


def _whole(path: Path, what: str, remedy: str) -> Problem:
    return Problem(path.name, "", None, "", "", "een kleiner bestand", remedy, f"{what} {remedy}", "too_large")


class Reading(Gathering):
    """The rows of a staged file as own scores, with what is wrong."""

    def __init__(self, file: str, loaded, catalogue: Catalogue, words: Words) -> None:
        super().__init__(file, loaded)
        self.catalogue, self.words = catalogue, words
        self.known = known_instruments.load(catalogue.folders)

    def scores(self) -> dict[str, tuple[OwnScore, ...]]:
        found: dict[str, list[OwnScore]] = {}
        seen: dict[Any, tuple[Row, Any]] = {}
        for row in self.rows():
            care_type, score = self._code(row, CARE_TYPE), self._score(row)
            if care_type is None or score is None:
                continue
            group = care_type, score.measure, score.group, score.observed_on
            if not score.group or once(self, row, "group", group, score, seen):
                found.setdefault(care_type, []).append(score)
        return {code: tuple(found[code]) for code in self.catalogue.care_types if code in found}

    def _score(self, row: Row) -> OwnScore | None:
        measure = self.catalogue.measures.get(self._code(row, MEASURE) or "")
        instrument = self.known.code_of(row["instrument"])
        if instrument == OTHER and row["instrument"]:
            self.note_name(UNKNOWN_INSTRUMENT, row["instrument"])
        day, observer, seen = self._day(row), self._observer(row), self._observations(row)
        value = self._value(row, measure, instrument)
        if measure is None or value is None or observer is None or seen is None:
            return None
        version = f"{self.known.variant_of(row['instrument'])} {row['version']}".strip()
        return OwnScore(
            measure.code, value, day, row["group"], instrument, version, observer=observer, observations=seen
        )

    def _code(self, row: Row, kind: str) -> str | None:
        """The code of a care type or measure; a measure with a column of its own brings its code along."""
        text = row[kind]
        if not text:
            self.wrong(row, kind, "empty", "deze cel is leeg.", "een waarde", "Vul de cel in of haal de regel weg.")
            return None
        code = text if text in self.words.codes(kind) else self.words.code(kind, text)
        if code is None:
            near = self.words.closest(kind, text)
            labels = list(self.words.codes(kind).values())
            remedy = f"Bedoelt u {in_sentence(near)}?" if near else f"Kies uit: {', '.join(labels)}."
            self.wrong(row, kind, "unknown_word", f"'{text}' kennen we niet.", ", ".join(labels), remedy, text)
        return code

    def _value(self, row: Row, measure: Measure | None, instrument: str) -> float | None:
        text = row["score"]
        value = number(text) if text else None
        if text and value is not None and measure is not None and self._is_on_scale(instrument):
            code = "too_high" if value > measure.scale_max else "too_low" if value < measure.scale_min else ""
        else:
            code = "" if value is not None else "not_number" if text else "empty"
        if code:
            ends = (measure.scale_min, measure.scale_max) if measure is not None else (None, None)
            what, expected, remedy = number_problem(code, {"value": text, "low": ends[0], "high": ends[1]})
            self.wrong(row, "score", code, what, expected, remedy, text)
        return None if code else value

    def _is_on_scale(self, instrument: str) -> bool:
        """Whether the scale of the national measure counts: not for another instrument, which has its own."""
        one = self.known.instruments.get(instrument)
        return one is None or one.is_national

    def _day(self, row: Row):
        text = row["observed_on"]
        day = day_of(text) if text else None
        if text and day is None:
            what, remedy = f"{shown(text)} is geen datum.", "Schrijf dag, maand en jaar, bijvoorbeeld 3-6-2026."
            self.wrong(row, "observed_on", "not_date", what, "een datum zoals 3-6-2026", remedy, text)
        elif day is not None and day > today():
            what, remedy = f"{shown(text)} is nog niet geweest.", "Kijk het jaar na."
            self.wrong(row, "observed_on", "not_yet", what, "een dag tot en met vandaag", remedy, text)
        return day

    def _observer(self, row: Row) -> str | None:
        text = row["observer"]
        code = self.known.observer_code_of(text)
        if code is None:
            able = ", ".join(o.names[0] for o in self.known.observers.values())
            what = f"'{text}' kennen we niet."
            self.wrong(row, "observer", "unknown_word", what, able, f"Kies uit: {able}. Schrijf geen naam.", text)
        return code

    def _observations(self, row: Row) -> int | None:
        text = row["observations"]
        seen = number(text) if text else 1.0
        if seen is None or seen != int(seen) or not 1 <= seen <= MOST_OBSERVATIONS:
            what, expected, remedy = number_problem("not_count", {"value": text, "low": 1, "high": None})
            self.wrong(row, "observations", "not_count", what, expected, remedy, text)
            return None
        return int(seen)
