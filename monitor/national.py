"""The national picture: one row per care type, measure and basis, with its verdict, flags and agreement.

Computed rows come from cells, per origin and per family (the measures of one block over all care types, fixed by the
data and never by a filter). Published rows come from what sources said. The two are never mixed in one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.agreement import agreement
from monitor.catalogue import SELF_REPORTED as BY_STAFF
from monitor.catalogue import Catalogue, Measure
from monitor.records import (
    COMPUTED,
    DEMO,
    FICTIVE,
    FLAG_ORDER,
    LARGE_SPREAD,
    MIXED,
    NOT_REPRESENTATIVE,
    OWN,
    PROVISIONAL,
    SELF_REPORTED,
    Cell,
    VerdictRow,
)
from monitor.statistics import Verdict, judge_family
from monitor.statistics.spread import lnvr
from monitor.statistics.verdict_rules import REFUSALS
from monitor.suppression import without_small_cells

Key = tuple[str, str]

# Code and variant of a row of which a cell is too small to show.
HIDDEN = ("TOO_FEW", "suppressed")

RECOVERED_CODES = ("FULL_RECOVERY", "REAL_IMPROVEMENT")
LAGGING_CODES = ("PARTIAL_RECOVERY", "NO_RECOVERY", "DECLINE")


@dataclass(frozen=True)
class National:
    """All verdict rows of a data version. `cells` holds every cell, of periods without a role too."""

    rows: tuple[VerdictRow, ...]
    cells: tuple[Cell, ...]

    def of(self, basis: str, origin: str | None = None) -> dict[Key, VerdictRow]:
        """The rows of one basis (and one origin) by (care type, measure)."""
        return {r.key: r for r in self.rows if r.basis == basis and origin in (None, r.origin)}

    def origins(self) -> tuple[str, ...]:
        """The origins of which there are numbers."""
        return tuple(o for o in (OWN, DEMO) if any(c.origin == o for c in self.cells))


def national(
    cells: Sequence[Cell],
    published: Sequence[VerdictRow],
    catalogue: Catalogue,
    unrepresentative: Iterable[tuple[str, str]] = (),
) -> National:
    """Judge all cells, flag every row, and compare the computed rows with the published ones.

    `unrepresentative` holds (care type, period) pairs that sources call not representative; a cell that tells it itself
    is believed first.
    """
    excluded = frozenset(unrepresentative)
    said = {row.key: row for row in flagged_as_mixed(published, catalogue)}
    computed: list[VerdictRow] = []
    shown: list[Cell] = []
    for origin in (OWN, DEMO):
        some = without_small_cells([c for c in cells if c.origin == origin], catalogue)
        shown += some
        computed += flagged_as_mixed(_computed(some, origin, catalogue, excluded), catalogue)
    return National(tuple(_compared(row, said, catalogue) for row in computed) + tuple(said.values()), tuple(shown))


def ordered_flags(flags: Iterable[str]) -> tuple[str, ...]:
    """Each flag once, in the order in which flags are shown."""
    kept = set(flags)
    return tuple(flag for flag in FLAG_ORDER if flag in kept)


def badge(code: str, flags: Iterable[str]) -> str:
    """The code that the screen shows: figures that do not hold for the whole country never look like a verdict."""
    return NOT_REPRESENTATIVE if NOT_REPRESENTATIVE in flags else code


def _computed(
    cells: Sequence[Cell], origin: str, catalogue: Catalogue, excluded: frozenset[tuple[str, str]]
) -> list[VerdictRow]:
    by_key: dict[Key, dict[str, Cell]] = {}
    compared = {period.code for period in catalogue.compared}
    for cell in cells:
        by_key.setdefault((cell.care_type, cell.measure), {})[cell.period] = cell
    judged = {key: found for key, found in by_key.items() if compared & found.keys()}
    blocks: dict[str, list[Key]] = {}
    for key in judged:
        blocks.setdefault(catalogue.measures[key[1]].block, []).append(key)
    rows = {}
    for block, keys in blocks.items():
        for row in _family(keys, judged, catalogue):
            flags = ordered_flags(_flags(row, origin, catalogue, excluded))
            rows[row.key] = replace(row, origin=origin, block=block, flags=flags, badge=badge(row.code, flags))
    return [rows[key] for key in judged]


def _family(keys: Sequence[Key], cells: Mapping[Key, dict[str, Cell]], catalogue: Catalogue) -> Iterable[VerdictRow]:
    """The verdicts on one family, and those at the other values of delta (the strip)."""
    measures: list[Measure] = [catalogue.measures[measure] for _, measure in keys]
    triples = [tuple(_summary(cells[key], period) for period in _roles(catalogue)) for key in keys]

    def verdicts(deltas: list[float]):
        return judge_family(
            triples,
            delta=deltas,
            n_min=[m.n_min for m in measures],
            polarity=[m.polarity for m in measures],
        )

    widest = max(len(m.delta_strip) for m in measures)
    strips = [
        verdicts([m.delta_strip[min(place, len(m.delta_strip) - 1)] for m in measures]) for place in range(widest)
    ]
    for place, (key, verdict) in enumerate(zip(keys, verdicts([m.delta for m in measures]), strict=True)):
        strip = tuple(
            (delta, strips[step][place].code, strips[step][place].variant)
            for step, delta in enumerate(measures[place].delta_strip)
        )
        row = VerdictRow(
            care_type=key[0], measure=key[1], basis=COMPUTED, origin="", code=verdict.code, variant=verdict.variant,
            badge=verdict.code, cells=cells[key], verdict=verdict, strip=strip,
        )  # fmt: skip
        yield _without_numbers(row, catalogue)


def _roles(catalogue: Catalogue) -> tuple[str | None, str | None, str | None]:
    dip = catalogue.dip.code if catalogue.dip else None
    return catalogue.baseline.code, dip, catalogue.current.code


def _without_numbers(row: VerdictRow, catalogue: Catalogue) -> VerdictRow:
    """No verdict where a compared cell is too small to show: a verdict would tell something of it."""
    compared = [row.cells[p.code] for p in catalogue.compared if p.code in row.cells]
    if (
        not any(cell.is_hidden for cell in compared)
        or not {catalogue.baseline.code, catalogue.current.code} <= row.cells.keys()
    ):
        return row
    nothing = Verdict(*HIDDEN, delta=catalogue.measures[row.measure].delta)
    return replace(row, code=nothing.code, variant=nothing.variant, badge=nothing.code, verdict=nothing, strip=())


def _summary(cells: Mapping[str, Cell], period: str | None):
    cell = cells.get(period) if period else None
    return cell.summary() if cell else None


def _flags(row: VerdictRow, origin: str, catalogue: Catalogue, excluded: frozenset[tuple[str, str]]) -> Iterable[str]:
    if origin == DEMO:
        yield FICTIVE
    if catalogue.measures[row.measure].reported_by == BY_STAFF:
        yield SELF_REPORTED
    compared = [row.cells[p.code] for p in catalogue.compared if p.code in row.cells]
    if any(not _represents(cell, excluded) for cell in compared):
        yield NOT_REPRESENTATIVE
    if _spread_grew(row, catalogue):
        yield LARGE_SPREAD


def _represents(cell: Cell, excluded: frozenset[tuple[str, str]]) -> bool:
    if cell.is_representative is not None:
        return cell.is_representative
    return (cell.care_type, cell.period) not in excluded


def _spread_grew(row: VerdictRow, catalogue: Catalogue) -> bool:
    """The differences between groups are shown to be larger now than in the baseline (95% interval of lnVR).

    Only where the two periods may be compared at all. Clusters can make the mean more certain (deff below 1), never the
    spread.
    """
    now, then = (row.cells.get(p.code) for p in (catalogue.current, catalogue.baseline))
    if row.code in REFUSALS or now is None or then is None or not (now.sd and then.sd):
        return False
    n_now, n_then = (cell.n / max(cell.deff, 1.0) for cell in (now, then))
    return min(n_now, n_then) > 1 and lnvr(now.sd, n_now, then.sd, n_then).ci95[0] > 0


def flagged_as_mixed(rows: Sequence[VerdictRow], catalogue: Catalogue) -> list[VerdictRow]:
    """The same rows, with the flag MIXED where the whole recovered and a part, at any depth, did not."""
    by_key = {row.key: row for row in rows}

    def lags(care_type: str, measure: str) -> bool:
        return any(
            ((part := by_key.get((care_type, m.code))) is not None and part.code in LAGGING_CODES)
            or lags(care_type, m.code)
            for m in catalogue.parts(measure)
        )  # fmt: skip

    return [
        replace(row, flags=ordered_flags((*row.flags, MIXED)))
        if row.code in RECOVERED_CODES and lags(row.care_type, row.measure)
        else row
        for row in rows
    ]


def lagging_parts(row: VerdictRow, rows: Iterable[VerdictRow], catalogue: Catalogue) -> tuple[VerdictRow, ...]:
    """The parts, at any depth, that did not recover; of the same care type, basis and origin as the row."""
    same = {r.measure: r for r in rows if (r.care_type, r.basis, r.origin) == (row.care_type, row.basis, row.origin)}
    found: list[VerdictRow] = []

    def walk(measure: str) -> None:
        for part in catalogue.parts(measure):
            if part.code in same and same[part.code].code in LAGGING_CODES:
                found.append(same[part.code])
            walk(part.code)

    walk(row.measure)
    return tuple(found)


def _compared(row: VerdictRow, published: Mapping[Key, VerdictRow], catalogue: Catalogue) -> VerdictRow:
    """A computed row with its agreement with the sources, and the announcement that an analysis follows."""
    said = published.get(row.key)
    if said is None:
        return row
    passed_on = {PROVISIONAL} & set(said.flags) if row.origin == OWN else set()
    return replace(row, agreement=agreement(row, said, catalogue), flags=ordered_flags({*row.flags, *passed_on}))
