"""Rows and catalogues for the tests of wording and claims: real verdicts on made-up summaries, three monitors."""

from __future__ import annotations

import functools
from dataclasses import replace
from itertools import pairwise

from monitor import catalogue as catalogues
from monitor.catalogue import CareType, Catalogue, Measure, Period
from monitor.records import COMPUTED, OWN, PUBLISHED, Cell, Source, Statement, VerdictRow
from monitor.statistics import judge_family


@functools.cache
def shipped() -> Catalogue:
    return catalogues.load()


@functools.cache
def two_periods() -> Catalogue:
    """Schools on a scale of 0 to 100, measured twice."""
    return _schools((_period("y2015", "2015", "baseline", 2015), _period("y2024", "2024", "current", 2024)))


@functools.cache
def wide_scale() -> Catalogue:
    """The same schools, measured three times; the periods have names of two words."""
    return _schools(
        (
            _period("s19", "voorjaar 2019", "baseline", 2019.3),
            _period("a20", "najaar 2020", "dip", 2020.8),
            _period("s22", "voorjaar 2022", "current", 2022.3),
        )
    )


CATALOGUES = {"shipped": shipped, "two periods": two_periods, "scale of 0 to 100": wide_scale}


def _schools(periods: tuple[Period, ...]) -> Catalogue:
    types = (
        CareType("primary", "basis", "Basisscholen", "de basisscholen", "basisscholen", "", (), ""),
        CareType("special", "speciaal", "Speciaal onderwijs", "het speciaal onderwijs", "", "", (), ""),
        CareType("both", "beide", "Alle scholen", "alle scholen", "scholen", "", ("primary", "special"), ""),
    )
    measures = (
        _measure("reading", "Leesvaardigheid", "de leesvaardigheid", "higher", "points", "observed"),
        _measure("dropout", "Uitval", "de uitval", "lower", "percent", "observed"),
        _measure("share", "Aandeel nieuwe leerlingen", "het aandeel nieuwe leerlingen", "neutral", "percent",
                 "self_reported"),
    )  # fmt: skip
    return Catalogue(
        settings={"monitor_id": "school", "monitor_short_nl": "Schoolmonitor", "unit_singular_nl": "klas",
                  "unit_plural_nl": "klassen"},
        periods={p.code: p for p in periods},
        care_types={t.code: t for t in types if not t.is_group},
        groups={t.code: t for t in types if t.is_group},
        measures={m.code: m for m in measures},
    )  # fmt: skip


def _period(code: str, label: str, role: str, midpoint: float) -> Period:
    return Period(code, code, label, role, midpoint, "")


def _measure(code: str, label: str, in_sentence: str, polarity: str, unit: str, reported_by: str) -> Measure:
    return Measure(
        code, code, label, in_sentence, "", "block", "dimension", polarity, unit, 0, 100, 5.0, (4.0, 5.0), 10, 1.0,
        reported_by, False, "", "",
    )  # fmt: skip


def measure_with(catalogue: Catalogue, polarity: str) -> str:
    return next(m.code for m in catalogue.measures.values() if m.polarity == polarity)


Numbers = tuple[float, float | None, int]


def computed_rows(
    catalogue: Catalogue, care_type: str, measure: str, cells: list[dict[str, Numbers]], **changes: object
) -> list[VerdictRow]:
    """The rows of one family: per cell a dictionary of period code to (mean, sd, n)."""
    chosen = catalogue.measures[measure]
    made = [
        {
            period: Cell(OWN, care_type, measure, period, n, mean, sd, **changes)  # type: ignore[arg-type]
            for period, (mean, sd, n) in numbers.items()
        }
        for numbers in cells
    ]
    roles = [catalogue.baseline, catalogue.dip, catalogue.current]
    triples = [tuple(cell[p.code].summary() if p and p.code in cell else None for p in roles) for cell in made]
    verdicts = judge_family(triples, delta=chosen.delta, n_min=chosen.n_min, polarity=chosen.polarity)  # type: ignore[arg-type]
    return [
        VerdictRow(
            care_type, measure, COMPUTED, OWN, v.code, v.variant, v.code, cells=cell, verdict=v, block=chosen.block
        )
        for cell, v in zip(made, verdicts, strict=True)
    ]


def computed(
    catalogue: Catalogue, measure: str, *numbers: Numbers | None, care_type: str = "", **changes: object
) -> VerdictRow:
    """One row, a family of one; numbers in the order of the compared periods, None for a period without figures."""
    periods = [p.code for p in catalogue.compared]
    cell = {code: n for code, n in zip(periods, numbers, strict=True) if n is not None}
    return computed_rows(catalogue, care_type or next(iter(catalogue.care_types)), measure, [cell], **changes)[0]


def statement(
    measure: str, care_type: str, period_from: str, period_to: str, direction: str, level: str = "", source: str = "a"
) -> Statement:
    document = Source(source, f"Bron {source}", "Uitgever", "2024-05-01", "https://example.org")
    return Statement(
        f"F-{source}", measure, care_type, period_from, period_to, direction, level, "Een zin.", "", "high", document
    )


def published(
    catalogue: Catalogue, measure: str, code: str, variant: str = "", said: tuple[str, ...] = (), level: str = ""
) -> VerdictRow:
    """A published row; `said` holds the directions of the steps between the compared periods, "" for nothing."""
    care_type = next(iter(catalogue.care_types))
    steps = pairwise(p.code for p in catalogue.compared)
    statements = [
        statement(measure, care_type, first, last, direction)
        for (first, last), direction in zip(steps, said, strict=False)
        if direction
    ]
    if level and statements:
        statements[-1] = replace(statements[-1], level=level)
    return VerdictRow(care_type, measure, PUBLISHED, "published", code, variant, code, statements=tuple(statements))
