"""Tables made from the rows of the spread page, for reading under a figure and for a download.

Of a cell that is not shown every number is an x. Margins stand beside what they belong to, as text; in a download the
ends of a margin also have columns of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.catalogue import Catalogue
from monitor.spread_records import SUPPRESSED, FunnelView, PeriodSpread, SpreadRow
from monitor.statistics.outliers import RULES, THRESHOLD
from monitor.suppression import FEWEST
from monitor.tables import COUNT, NUMBER, PERCENT, Column, Table
from monitor.verdict_tables import origin_word
from monitor.wording.numbers import is_number, margin, percent
from monitor.wording.sentences import label
from monitor.wording.slots import catalogue_slots, score_text
from monitor.wording.spread_sentences import counted_note, hidden_note, lower_end_label, spread_label

HIDDEN_SIGN = "x"

# Per outlier flag of the funnel, what it says.
FLAGS = {
    -2: "ver onder de grenzen", -1: "onder de grenzen", 0: "binnen de grenzen",
    1: "boven de grenzen", 2: "ver boven de grenzen",
}  # fmt: skip


def spread_table(rows: Sequence[SpreadRow], catalogue: Catalogue, caption: str = "") -> Table:
    """One line per row and period: the counts, the quantiles with margins, the tails, the split, and the two verdicts.

    The verdicts compare the current period with the baseline and stand in the line of the current period only.
    """
    columns = (
        Column("care_type", "Soort opvang"), Column("measure", "Onderdeel"), Column("period", "Periode"),
        Column("n", "Aantal", COUNT), Column("mean", "Gemiddelde", NUMBER), Column("sd", "SD", NUMBER),
        Column("relative_sd", "Deel van grootst mogelijke SD", PERCENT),
        Column("min", "Laagste", NUMBER), Column("p10", "P10", NUMBER), Column("p10_margin", "Marge P10"),
        Column("q1", "Q1", NUMBER), Column("q1_margin", "Marge Q1"),
        Column("median", "Midden", NUMBER), Column("median_margin", "Marge midden"),
        Column("q3", "Q3", NUMBER), Column("q3_margin", "Marge Q3"),
        Column("p90", "P90", NUMBER), Column("p90_margin", "Marge P90"), Column("max", "Hoogste", NUMBER),
        Column("low_count", _tail_label(rows, catalogue, is_low=True), COUNT),
        Column("high_count", _tail_label(rows, catalogue, is_low=False), COUNT),
        Column("outliers_low", "Uitschieters laag", COUNT), Column("outliers_high", "Uitschieters hoog", COUNT),
        Column("icc", "Deel tussen organisaties", PERCENT), Column("icc_margin", "Marge deel tussen organisaties"),
        Column("mean_verdict", "Oordeel gemiddelde"), Column("spread_verdict", "Oordeel verschillen"),
        Column("lower_end", "Oordeel ongunstige kant"), Column("rule", "Regel uitschieters"),
        Column("origin", "Herkomst"),
    )  # fmt: skip
    lines = [
        _line(row, code, period, catalogue)
        for row in rows
        for code in catalogue.periods
        if (period := row.periods.get(code)) is not None
    ]
    hidden = any(p.show == SUPPRESSED for row in rows for p in row.periods.values())
    note = " ".join(filter(None, (hidden_note(catalogue) if hidden else "", counted_note(rows))))
    return Table(caption or "Spreiding en uitschieters", columns, tuple(lines), note, "Spreiding")


def dots_table(rows: Sequence[SpreadRow], catalogue: Catalogue, caption: str = "") -> Table:
    """What the dots stand for: each score and how many groups had it. Cells that are not shown have no lines."""
    groups = str(catalogue_slots(catalogue)["groups"])
    columns = (
        Column("care_type", "Soort opvang"), Column("measure", "Onderdeel"), Column("period", "Periode"),
        Column("score", "Score", NUMBER), Column("count", f"Aantal {groups}", COUNT), Column("origin", "Herkomst"),
    )  # fmt: skip
    lines = tuple(
        (catalogue.label(row.care_type), catalogue.label(row.measure), catalogue.label(code), score, n,
         origin_word(row.verdict_row))
        for row in rows
        for code in catalogue.periods
        if code in row.periods
        for score, n in zip(row.periods[code].scores, row.periods[code].counts, strict=True)
    )  # fmt: skip
    return Table(caption or "De stippen", columns, lines, sheet="Stippen")


def funnel_table(view: FunnelView, caption: str = "") -> Table:
    """The organisations of the funnel without names, in the order of their number."""
    columns = (
        Column("name", "Organisatie"), Column("n", "Aantal", COUNT), Column("mean", "Gemiddelde", NUMBER),
        Column("flag", "Plaats"),
    )  # fmt: skip
    lines = tuple((p.name, p.n, p.mean, FLAGS[p.flag]) for p in view.points)
    note = f"Organisaties die niet in de tabel staan: {view.n_hidden}." if view.n_hidden else ""
    note = f"{note} Een organisatie staat er alleen in vanaf {FEWEST} groepen." if note else ""
    return Table(caption or "Organisaties rond het gemiddelde", columns, lines, note, "Organisaties")


def _line(row: SpreadRow, code: str, period: PeriodSpread, catalogue: Catalogue) -> tuple[object, ...]:
    names = (catalogue.label(row.care_type), catalogue.label(row.measure), catalogue.label(code))
    is_now = code == catalogue.current.code
    verdicts = (
        label(row.verdict_row, catalogue) if is_now else "",
        spread_label(row, catalogue) if is_now else "",
        lower_end_label(row, catalogue) if is_now else "",
        RULES.get(row.rule, THRESHOLD).label_nl,
        origin_word(row.verdict_row),
    )
    if period.show == SUPPRESSED:
        return *names, *[HIDDEN_SIGN] * 22, *verdicts
    return *names, *_numbers(period), *verdicts


def _numbers(period: PeriodSpread) -> tuple[object, ...]:
    cell, s, found, split = period.cell, period.statistics, period.outliers, period.parts
    q1, median, q3 = period.quartiles_ci95 or (None, None, None)
    return (
        cell.n, cell.mean, cell.sd, period.relative_sd,
        s.min if s else cell.low, period.p10, _margin(period.p10_ci95),
        s.q1 if s else None, _margin(q1), s.median if s else None, _margin(median), s.q3 if s else None, _margin(q3),
        period.p90, _margin(period.p90_ci95), s.max if s else cell.high,
        period.low_count, period.high_count,
        found.low_count if found else None, found.high_count if found else None,
        split.icc if split else None, _share_margin(split.ci95 if split else None),
    )  # fmt: skip


def _margin(ends: tuple[float, float] | None) -> str:
    return margin(*ends) if ends and all(map(is_number, ends)) else ""


def _share_margin(ends: tuple[float, float] | None) -> str:
    return f"{percent(ends[0])} tot {percent(ends[1])}" if ends and all(map(is_number, ends)) else ""


def _tail_label(rows: Sequence[SpreadRow], catalogue: Catalogue, is_low: bool) -> str:
    """ "Lager dan 3,0", or without the limit when the rows have different ones."""
    limits = {
        score_text(row.limits.low if is_low else row.limits.high, catalogue.measures[row.measure]) for row in rows
    }
    limit = next(iter(limits)) if len(limits) == 1 else None
    if is_low:
        return f"Lager dan {limit}" if limit else "Lager dan de lage grens"
    return f"{limit} of hoger" if limit else "Op of boven de hoge grens"
