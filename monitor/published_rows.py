"""Published verdicts as rows of the national picture, flagged as reported, and as not representative where sources say so."""

from __future__ import annotations

from collections.abc import Sequence

from monitor import sources
from monitor.catalogue import Catalogue
from monitor.national import badge, ordered_flags
from monitor.records import NOT_REPRESENTATIVE, PUBLISHED, REPORTED, Statement, VerdictRow
from monitor.statistics.published import compose


def published_rows(statements: Sequence[Statement], catalogue: Catalogue) -> list[VerdictRow]:
    """One row per cell of which something was said about the compared periods."""
    excluded = sources.unrepresentative(statements, catalogue)
    compared = [period.code for period in catalogue.compared]
    rows = []
    for said in compose(statements, catalogue):
        unrepresentative = any((said.care_type, period) in excluded for period in compared)
        flags = ordered_flags((*said.flags, REPORTED, *((NOT_REPRESENTATIVE,) if unrepresentative else ())))
        rows.append(
            VerdictRow(
                care_type=said.care_type,
                measure=said.measure,
                basis=PUBLISHED,
                origin=PUBLISHED,
                code=said.code,
                variant=said.variant,
                badge=badge(said.code, flags),
                flags=flags,
                derived_from=said.derived_from,
                statements=said.statements,
                beside=said.beside,
                block=catalogue.measures[said.measure].block,
            )
        )
    return rows
