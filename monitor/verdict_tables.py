"""Tables made from verdict rows: the reading table under a figure, and the full ones for a download.

Differences and chances are given in terms of the score itself (a plus is a higher score), also where low is good.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from monitor.catalogue import LOWER, Catalogue, Period
from monitor.records import COMPUTED, DEMO, OWN, Cell, VerdictRow
from monitor.statistics import Verdict
from monitor.tables import COUNT, DIFFERENCE, NUMBER, PERCENT, PROBABILITY, Column, Table
from monitor.wording import sentences
from monitor.wording.numbers import is_number, nl
from monitor.wording.slots import raw, raw_interval

Spec = tuple[Column, Callable[[VerdictRow], object]]

ORIGINS = {OWN: "eigen gegevens", DEMO: "fictieve gegevens"}
PUBLISHED_ORIGIN = "uit publicaties"
BASES = {True: "berekend", False: "uit de bron"}


def trend_table(rows: Sequence[VerdictRow], catalogue: Catalogue, caption: str = "") -> Table:
    """Everything a computed verdict rests on, one line per row: per period, per difference, and the verdict itself."""
    specs = [
        *_names(catalogue),
        *(spec for period in catalogue.periods.values() for spec in _period(period)),
        *_differences(catalogue),
        *_verdict(catalogue),
        *_evidence(catalogue),
        *_origin(catalogue),
    ]
    return _table(caption or "Metingen, verschillen en oordelen", "Cijfers en oordelen", specs, rows)


def reading_table(rows: Sequence[VerdictRow], catalogue: Catalogue, caption: str = "") -> Table:
    """The table under a figure: the columns that a reader needs, with the margins of the differences."""
    specs = _names(catalogue)
    if len(rows) > 1:
        specs = [spec for spec in specs if len({spec[1](row) for row in rows}) > 1] or specs
    for period in catalogue.periods.values():
        specs.append((Column(f"mean_{period.code}", period.label, NUMBER, 1), _of_cell(period, lambda c: c.mean)))
        specs.append((Column(f"n_{period.code}", f"n {period.label}", COUNT), _of_cell(period, _groups)))
    for name, later, earlier in _pairs(catalogue):
        label = f"{later.label} min {earlier.label}"
        specs.append((Column(name, f"Verschil {label}", DIFFERENCE), _raw_value(name, catalogue)))
        specs.append((Column(f"{name}_margin", f"Marge {label}"), _margin(f"ci95_{name}", catalogue)))
    specs.append((Column("verdict", "Oordeel"), lambda row: sentences.label(row, catalogue)))
    specs.append((Column("flags", "Let op"), lambda row: _flags(row, catalogue)))
    return _table(caption or "Cijfers bij de figuur", "Cijfers", specs, rows)


def matrix_table(rows: Sequence[VerdictRow], catalogue: Catalogue, caption: str = "") -> Table:
    """All cells of the overview, one line per care type, measure and basis, computed and published."""
    means = [
        (Column(f"mean_{p.code}", f"Gemiddelde {p.label}", NUMBER), _of_cell(p, lambda c: c.mean))
        for p in catalogue.periods.values()
    ]
    specs = [*_names(catalogue), *_verdict(catalogue), *means, *_differences(catalogue), *_evidence(catalogue),
             *_origin(catalogue), *_said(catalogue)]  # fmt: skip
    return _table(caption or "Alle oordelen", "Alle oordelen", specs, rows)


@functools.lru_cache(maxsize=4096)
def at_other_limits(row: VerdictRow) -> dict[float, VerdictRow]:
    """The row as it would be at each choice of the smallest difference that counts (delta).

    Made once: what is said of a row is kept with that row, so rows made anew each time would push out all others.
    """
    return {delta: replace(row, code=code, variant=variant, badge=code) for delta, code, variant in row.strip}


def strip_table(rows: Sequence[VerdictRow], catalogue: Catalogue, caption: str = "") -> Table:
    """The verdict at each choice of the smallest difference that counts (delta), one line per row and delta."""
    columns = (
        Column("care_type", "Soort opvang"), Column("measure", "Onderdeel"),
        Column("delta", "Kleinste verschil dat telt", NUMBER), Column("chosen", "Onze keuze"),
        Column("verdict", "Oordeel"), Column("code", "Code"), Column("variant", "Variant"),
    )  # fmt: skip
    lines = []
    for row in rows:
        for delta, other in at_other_limits(row).items():
            chosen = "ja" if delta == catalogue.measures[row.measure].delta else "nee"
            names = catalogue.label(row.care_type), catalogue.label(row.measure)
            lines.append((*names, delta, chosen, sentences.label(other, catalogue), other.code, other.variant))
    return Table(caption or "Het oordeel bij andere keuzes", columns, tuple(lines), sheet="Andere keuzes")


def agreement_word(row: VerdictRow) -> str:
    """Whether the numbers say what the source says; empty when only one of the two is there."""
    return sentences.agreement_sentence(row).rstrip(".")


def origin_word(row: VerdictRow) -> str:
    return ORIGINS.get(row.origin, PUBLISHED_ORIGIN) if row.basis == COMPUTED else PUBLISHED_ORIGIN


def _table(caption: str, sheet: str, specs: Sequence[Spec], rows: Sequence[VerdictRow]) -> Table:
    columns = tuple(column for column, _ in specs)
    return Table(caption, columns, tuple(tuple(value(row) for _, value in specs) for row in rows), sheet=sheet)


def _number(value: float | None) -> float | None:
    return value if is_number(value) else None


def _of_cell(period: Period, get: Callable[[Cell], float | None]) -> Callable[[VerdictRow], object]:
    def value(row: VerdictRow) -> object:
        cell = row.cells.get(period.code)
        return None if cell is None else _number(get(cell))

    return value


def _groups(cell: Cell) -> int | None:
    return None if cell.is_hidden else cell.n


def _of_verdict(get: Callable[[Verdict], float]) -> Callable[[VerdictRow], object]:
    return lambda row: None if row.verdict is None else _number(get(row.verdict))


def _names(catalogue: Catalogue) -> list[Spec]:
    return [
        (Column("care_type", "Soort opvang"), lambda row: catalogue.label(row.care_type)),
        (Column("measure", "Onderdeel"), lambda row: catalogue.label(row.measure)),
    ]


def _period(period: Period) -> list[Spec]:
    code, label = period.code, period.label
    return [
        (Column(f"mean_{code}", f"Gemiddelde {label}", NUMBER), _of_cell(period, lambda c: c.mean)),
        (Column(f"low_{code}", f"Marge laag {label}", NUMBER), _of_cell(period, lambda c: c.ci95[0])),
        (Column(f"high_{code}", f"Marge hoog {label}", NUMBER), _of_cell(period, lambda c: c.ci95[1])),
        (Column(f"sd_{code}", f"SD {label}", NUMBER), _of_cell(period, lambda c: c.sd)),
        (Column(f"n_{code}", f"n {label}", COUNT), _of_cell(period, _groups)),
        (Column(f"organisations_{code}", f"Organisaties {label}", COUNT),
         _of_cell(period, lambda c: c.n_organisations)),
        (Column(f"deff_{code}", f"deff {label}", NUMBER), _of_cell(period, lambda c: c.deff)),
    ]  # fmt: skip


def _pairs(catalogue: Catalogue) -> list[tuple[str, Period, Period]]:
    """The name of each difference in a verdict, with its later and its earlier period."""
    baseline, dip, current = catalogue.baseline, catalogue.dip, catalogue.current
    whole = ("d3", current, baseline)
    return [whole] if dip is None else [("d1", dip, baseline), ("d2", current, dip), whole]


def _differences(catalogue: Catalogue) -> list[Spec]:
    """The differences with their margins: dip - baseline, current - dip, current - baseline."""
    specs: list[Spec] = []
    for name, later, earlier in _pairs(catalogue):
        label = f"{later.label} min {earlier.label}"
        specs += [
            (Column(name, f"Verschil {label}", DIFFERENCE), _raw_value(name, catalogue)),
            (Column(f"{name}_low", f"Marge laag {label}", DIFFERENCE), _raw_end(f"ci95_{name}", 0, catalogue)),
            (Column(f"{name}_high", f"Marge hoog {label}", DIFFERENCE), _raw_end(f"ci95_{name}", 1, catalogue)),
        ]
    return specs


def _raw_value(name: str, catalogue: Catalogue) -> Callable[[VerdictRow], object]:
    def value(row: VerdictRow) -> object:
        if row.verdict is None:
            return None
        return _number(raw(getattr(row.verdict, name), catalogue.measures[row.measure]))

    return value


def _raw_end(name: str, end: int, catalogue: Catalogue) -> Callable[[VerdictRow], object]:
    def value(row: VerdictRow) -> object:
        if row.verdict is None:
            return None
        return _number(raw_interval(getattr(row.verdict, name), catalogue.measures[row.measure])[end])

    return value


def _margin(name: str, catalogue: Catalogue) -> Callable[[VerdictRow], object]:
    def value(row: VerdictRow) -> object:
        if row.verdict is None:
            return ""
        low, high = raw_interval(getattr(row.verdict, name), catalogue.measures[row.measure])
        text = f"{nl(low, 2, plus=True)} tot {nl(high, 2, plus=True)}".replace(" ", "\u00a0")
        return text if is_number(low) and is_number(high) else ""

    return value


def _verdict(catalogue: Catalogue) -> list[Spec]:
    return [
        (Column("basis", "Basis"), lambda row: BASES[row.basis == COMPUTED]),
        (Column("verdict", "Oordeel"), lambda row: sentences.label(row, catalogue)),
        (Column("code_label", "Oordeel volgens de regel"), lambda row: sentences.code_label(row, catalogue)),
        (Column("code", "Code"), lambda row: row.code),
        (Column("variant", "Variant"), lambda row: row.variant),
        (Column("flags", "Let op"), lambda row: _flags(row, catalogue)),
        (Column("agreement", "Vergelijking met de bron"), agreement_word),
    ]


def _evidence(catalogue: Catalogue) -> list[Spec]:
    def chance(higher: bool) -> Callable[[VerdictRow], object]:
        """P of a higher or lower score: what is favourable turns round where low is good."""

        def value(row: VerdictRow) -> object:
            if row.verdict is None:
                return None
            better = higher != (catalogue.measures[row.measure].polarity == LOWER)
            return _number(row.verdict.p_better if better else row.verdict.p_worse)

        return value

    return [
        (Column("p_holm", "p-waarde na correctie (Holm)", PROBABILITY, 4), _of_verdict(lambda v: v.p_holm)),
        (Column("family_size", "Aantal oordelen in de correctie", COUNT), _of_verdict(lambda v: v.family_size)),
        (Column("p_lower", "Kans op lager", PERCENT, 0), chance(higher=False)),
        (Column("p_level", "Kans op ongeveer gelijk", PERCENT, 0), _of_verdict(lambda v: v.p_level)),
        (Column("p_higher", "Kans op hoger", PERCENT, 0), chance(higher=True)),
        (Column("delta", "Kleinste verschil dat telt", NUMBER), _of_verdict(lambda v: v.delta)),
        (Column("smallest", "Kleinste verschil dat deze meting kan laten zien", NUMBER),
         _of_verdict(lambda v: v.smallest_detectable)),
    ]  # fmt: skip


def _origin(catalogue: Catalogue) -> list[Spec]:
    return [
        (Column("source", "Bron"), _source),
        (Column("page", "Bladzijde"), lambda row: _listed(c.page for c in row.cells.values())),
        (Column("origin", "Herkomst"), origin_word),
        (Column("care_type_code", "Code soort opvang"), lambda row: row.care_type),
        (Column("measure_code", "Code onderdeel"), lambda row: row.measure),
    ]


def _said(catalogue: Catalogue) -> list[Spec]:
    return [
        (Column("statements", "Wat de bron zegt"), lambda row: _listed(s.statement_nl for s in row.statements)),
        (Column("caveats", "Voorbehoud van de bron"), lambda row: _listed(s.caveat_nl for s in row.statements)),
        (Column("derived_from", "Afgeleid van"), lambda row: _listed(map(catalogue.label, row.derived_from))),
        (Column("urls", "Link naar de bron"), lambda row: _listed(s.url for s in row.sources)),
    ]


def _source(row: VerdictRow) -> str:
    if row.basis == COMPUTED:
        return _listed(cell.source for cell in row.cells.values())
    return _listed(f"{s.publisher}: {s.title}" if s.publisher else s.title for s in row.sources)


def _flags(row: VerdictRow, catalogue: Catalogue) -> str:
    return _listed(flag.label for flag in sentences.flag_texts(row, catalogue))


def _listed(parts: Iterable[str]) -> str:
    """Each part once, in order, without the empty ones."""
    return "; ".join(dict.fromkeys(part for part in parts if part))
