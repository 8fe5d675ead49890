"""The data checks: questions to a workspace that must each have an empty answer, and what to do when one has not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.catalogue import Catalogue
from monitor.file_checks import REPAIR, CheckResult, file_checks
from monitor.ingest.keep import empty_file
from monitor.store.database import Database
from monitor.store.schemas import COUNTS
from monitor.store.workspace import State, Workspace
from monitor.suppression import FEWEST

MOST_ROWS = 200
TABLES = ("scores", "summaries", "score_counts", "organisation_sums")

REMOVE = "Haal de set uit gebruik en lees goede gegevens in."
DOUBLE = "Haal een van de dubbele sets uit gebruik."


@dataclass(frozen=True, slots=True)
class _Check:
    """One query in queries/checks: its name, the parameters it takes, and how it is told."""

    name: str
    takes: tuple[str, ...]
    title_nl: str
    remedy_nl: str


CHECKS = (
    _Check("duplicate_scores", ("scores",), "Elke groep telt één keer mee", DOUBLE),
    _Check("duplicate_summaries", ("summaries",), "Elk overgenomen cijfer telt één keer mee", DOUBLE),
    _Check(
        "repeated_counts", ("organisation_sums", "counted", "fewest"),
        "Geen telling staat er twee keer", DOUBLE,
    ),
    _Check(
        "outside_scale", ("scores", "score_counts", "counted", "summaries", "measures", "lows", "highs"),
        "Elk getal past bij de schaal", f"Is de schaal in de catalogus veranderd? {REMOVE}",
    ),
    _Check("spread_not_positive", ("summaries",), "Elke sd is hoger dan 0", REMOVE),
    _Check(
        "unknown_codes", ("scores", "score_counts", "counted", "summaries", "care_types", "measures", "periods"),
        "Elk woord staat in de catalogus", "Zet het woord in de catalogus, of haal de set uit gebruik.",
    ),
    _Check(
        "mixed_instruments", ("organisation_sums", "summaries", "compared"),
        "Periodes die we vergelijken, hebben hetzelfde instrument",
        "Dit kan kloppen. We vergelijken deze periodes dan niet. Kijk na of het instrument goed is ingevuld.",
    ),
    _Check("derived_counts", ("scores", "score_counts", "counted"), "De tellingen kloppen met de losse scores", REPAIR),
    _Check("derived_sums", ("scores", "organisation_sums", "counted"), "De sommen kloppen met de losse scores", REPAIR),
)  # fmt: skip


def run_checks(database: Database, workspace: Workspace, state: State, catalogue: Catalogue) -> list[CheckResult]:
    """All checks on what counts now, in the order in which they are shown; each result has no rows when all is well.

    The database must be allowed to read the workspace. Data that are set aside are named by the first check; the checks
    on the data themselves are about the rest.
    """
    results = file_checks(workspace, state)
    if not state.datasets:
        return results + [CheckResult(check.name, check.title_nl, (), check.remedy_nl) for check in CHECKS]
    known = _parameters(state, catalogue, database.scratch)
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
        "counted": state.ids(kind=COUNTS),
        "fewest": FEWEST,
        "limit": MOST_ROWS,
        "care_types": list(catalogue.care_types),
        "measures": list(catalogue.measures),
        "periods": list(catalogue.periods),
        "compared": [period.code for period in catalogue.compared],
        "lows": [measure.scale_min for measure in measures],
        "highs": [measure.scale_max for measure in measures],
    }
