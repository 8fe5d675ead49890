"""The data checks: questions to a workspace that must each have an empty answer, and what to do when one has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.catalogue import Catalogue
from monitor.ingest.keep import empty_file
from monitor.store.database import Database
from monitor.store.journal import Journal
from monitor.store.workspace import State

MOST_ROWS = 200
TABLES = ("scores", "summaries", "score_counts", "organisation_sums")

REMOVE = "Haal de gegevens weg en lees ze opnieuw in."
REPAIR = "Zet een reservekopie van de werkmap terug, of lees de gegevens opnieuw in."


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The answer to one check: `rows` says what is wrong (at most 200), nothing when all is well."""

    name: str
    title_nl: str
    rows: tuple[dict[str, Any], ...]
    remedy_nl: str

    @property
    def ok(self) -> bool:
        return not self.rows


@dataclass(frozen=True, slots=True)
class _Check:
    """One query in queries/checks: its name, the parameters it takes, and how it is told."""

    name: str
    takes: tuple[str, ...]
    title_nl: str
    remedy_nl: str


CHECKS = (
    _Check("duplicate_scores", ("scores",), "Elke groep telt één keer mee", "Haal een van de dubbele gegevens weg."),
    _Check("duplicate_summaries", ("summaries",), "Elke cel telt één keer mee", "Haal een van de dubbele gegevens weg."),
    _Check(
        "outside_scale", ("scores", "summaries", "measures", "lows", "highs"),
        "Elk getal past bij de schaal", f"Is de schaal in de catalogus veranderd? {REMOVE}",
    ),
    _Check("spread_not_positive", ("summaries",), "Elke sd is hoger dan 0", REMOVE),
    _Check(
        "unknown_codes", ("scores", "summaries", "care_types", "measures", "periods"),
        "Elk woord staat in de catalogus", "Zet de code in de catalogus, of haal de gegevens weg.",
    ),
    _Check(
        "mixed_instruments", ("organisation_sums", "summaries", "compared"),
        "Periodes die we vergelijken, hebben hetzelfde instrument",
        "Dit kan kloppen. We vergelijken deze periodes dan niet. Kijk na of het instrument goed is ingevuld.",
    ),
    _Check("derived_counts", ("scores", "score_counts"), "De tellingen kloppen met de losse scores", REPAIR),
    _Check("derived_sums", ("scores", "organisation_sums"), "De sommen kloppen met de losse scores", REPAIR),
)  # fmt: skip


def run_checks(database: Database, state: State, catalogue: Catalogue, cache: Path | None = None) -> list[CheckResult]:
    """All checks on what counts now, in the order in which they are shown; each result has no rows when all is well.

    The database must be allowed to read the workspace. A table without files is read as an empty file in `cache`, which
    is `cache/` in the workspace when not given. When files are missing, only the checks on the files themselves run.
    """
    results = [_missing_files(state), _unreadable_log(state)]
    if not results[0].ok:
        return results
    if not state.datasets:
        return results + [CheckResult(check.name, check.title_nl, (), check.remedy_nl) for check in CHECKS]
    results += [_damaged_files(state), _unreadable_changes(Journal(_workspace(state)))]
    known = _parameters(state, catalogue, cache or _workspace(state) / "cache")
    for check in CHECKS:
        given = {name: known[name] for name in ("datasets", "limit", *check.takes)}
        rows = database.rows(f"checks/{check.name}", **given)
        results.append(CheckResult(check.name, check.title_nl, tuple(rows), check.remedy_nl))
    return results


def _parameters(state: State, catalogue: Catalogue, cache: Path) -> Mapping[str, Any]:
    def files(table: str) -> list[str]:
        return [str(path) for path in state.files.get(table, ())] or [str(empty_file(table, cache))]

    measures = list(catalogue.measures.values())
    return {
        **{table: files(table) for table in TABLES},
        "datasets": sorted(state.datasets),
        "limit": MOST_ROWS,
        "care_types": list(catalogue.care_types),
        "measures": list(catalogue.measures),
        "periods": list(catalogue.periods),
        "compared": [period.code for period in catalogue.compared],
        "lows": [measure.scale_min for measure in measures],
        "highs": [measure.scale_max for measure in measures],
    }


def _workspace(state: State) -> Path:
    """The folder of the workspace that a state was read from; a state with data sets has files in tables/TABLE/."""
    first = next(path for paths in state.files.values() for path in paths)
    return first.parents[2]


def _missing_files(state: State) -> CheckResult:
    gone = [path for paths in state.files.values() for path in paths if not path.is_file()]
    rows = tuple({"table": path.parent.name, "file": path.name} for path in gone)
    return CheckResult("missing_files", "Alle bestanden van de werkmap zijn er", rows, REPAIR)


def damaged(paths: Iterable[Path]) -> list[Path]:
    """The Parquet files that cannot be read to the end."""
    found = []
    for path in paths:
        try:
            for _ in pq.ParquetFile(path).iter_batches():
                pass
        except (OSError, pa.ArrowException):
            found.append(path)
    return found


def _damaged_files(state: State) -> CheckResult:
    """Of the tables that no query below reads."""
    paths = [path for table, found in state.files.items() if table not in TABLES for path in found]
    rows = tuple({"table": path.parent.name, "file": path.name} for path in damaged(paths))
    return CheckResult("damaged_files", "Alle bestanden van de dialoog zijn te lezen", rows, REPAIR)


def _unreadable_changes(journal: Journal) -> CheckResult:
    rows = tuple(
        {"file": f"{stream}/{name}"} for stream in journal.all_streams() for name in journal.unreadable(stream)
    )
    return CheckResult(
        "unreadable_changes", "Alle wijzigingen in de dialoog zijn te lezen", rows,
        "Deze bestanden tellen niet mee, de rest wel. Zet een reservekopie terug, of haal ze weg uit de map journal.",
    )  # fmt: skip


def _unreadable_log(state: State) -> CheckResult:
    rows = tuple({"file": name} for name in state.unreadable)
    return CheckResult("unreadable_log", "Het logboek van de werkmap is te lezen", rows, REPAIR)
