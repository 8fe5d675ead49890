"""`spread`: what lies under the means, as rows of one care type, measure and period."""

from __future__ import annotations

import enum
import math
from typing import Annotated, Any

import typer

from monitor.catalogue import Catalogue
from monitor.cli.common import (
    CareTypeOption,
    Format,
    FormatOption,
    MeasureOption,
    WorkspaceOption,
    app,
    code_or_refuse,
    opened,
    readable,
    refuse,
    write,
)
from monitor.spread_records import SUPPRESSED, PeriodSpread, SpreadRow
from monitor.wording.spread_sentences import sentence

SHORT = (
    "care_type", "measure", "period", "origin", "n", "mean", "sd", "p10", "median", "p90", "low_count", "high_count",
    "spread_code", "lower_end_code",
)  # fmt: skip
COLUMNS = (
    "care_type", "measure", "period", "origin", "suppressed", "show", "n", "mean", "sd", "relative_sd", "min", "p10", "q1",
    "median", "q3", "p90", "max", "low", "high", "low_count", "high_count", "rule", "outliers_low", "outliers_high",
    "p10_ci95", "p90_ci95", "icc", "icc_ci95", "spread_code", "spread_variant", "spread_basis", "lnvr", "lnvr_ci95",
    "lower_end_code", "lower_end_variant", "sentence_nl",
)  # fmt: skip


class Rule(enum.StrEnum):
    threshold = "threshold"
    tukey = "tukey"
    adjusted = "adjusted"


@app.command()
def spread(
    workspace: WorkspaceOption = None,
    measure: MeasureOption = None,
    care_type: CareTypeOption = None,
    low: Annotated[float | None, typer.Option(help="Tel scores lager dan deze grens (bij schaal 1-7: 3.0).")] = None,
    high: Annotated[
        float | None, typer.Option(help="Tel scores van deze grens of hoger (bij schaal 1-7: 6.0).")
    ] = None,
    rule: Annotated[Rule, typer.Option(help="Wanneer een score een uitschieter is.")] = Rule.threshold,
    form: FormatOption = Format.table,
) -> None:
    """De verschillen tussen groepen: spreiding, uitschieters en de onderkant, per periode."""
    session = opened(workspace)
    wanted = code_or_refuse(session, "measure", measure)
    care_types = None if (code := code_or_refuse(session, "care_type", care_type)) is None else [code]
    found: list[dict[str, Any]] = []
    with readable():
        state = session.state()
        origins = session.national(state).origins()
        try:
            for name in [wanted] if wanted else session.catalogue.measures:
                for origin in origins:
                    rows = session.spread(
                        state, origin=origin, measure=name, care_types=care_types, low=low, high=high, rule=rule.value
                    )
                    found += [one for row in rows for one in rows_of(row, session.catalogue)]
        except ValueError:
            refuse("De lage grens (--low) moet onder de hoge grens (--high) liggen.")
    write(found, SHORT if form is Format.table else COLUMNS, form)


def rows_of(row: SpreadRow, catalogue: Catalogue) -> list[dict[str, Any]]:
    """One plain row per period, with the verdicts repeated; what is unknown or not shown is None."""
    return [_period(row, code, catalogue) for code in catalogue.periods if code in row.periods]


def _period(row: SpreadRow, code: str, catalogue: Catalogue) -> dict[str, Any]:
    period = row.periods[code]
    hidden = period.show == SUPPRESSED
    plain = {
        "care_type": row.care_type, "measure": row.measure, "period": code, "origin": row.verdict_row.origin,
        "suppressed": hidden, "show": period.show, **(_nothing() if hidden else _numbers(period)),
        "low": row.limits.low, "high": row.limits.high, "rule": row.rule, **_verdicts(row, catalogue),
    }  # fmt: skip
    return {name: _known(plain[name]) for name in COLUMNS}


def _nothing() -> dict[str, None]:
    return dict.fromkeys(
        ("n", "mean", "sd", "relative_sd", "min", "p10", "q1", "median", "q3", "p90", "max", "low_count", "high_count",
         "outliers_low", "outliers_high", "p10_ci95", "p90_ci95", "icc", "icc_ci95")
    )  # fmt: skip


def _numbers(period: PeriodSpread) -> dict[str, Any]:
    cell, s, found, split = period.cell, period.statistics, period.outliers, period.parts
    return {
        "n": cell.n, "mean": cell.mean, "sd": cell.sd, "relative_sd": period.relative_sd,
        "min": s.min if s else cell.low, "p10": period.p10, "q1": s.q1 if s else None,
        "median": s.median if s else None, "q3": s.q3 if s else None, "p90": period.p90,
        "max": s.max if s else cell.high, "low_count": period.low_count, "high_count": period.high_count,
        "outliers_low": found.low_count if found else None, "outliers_high": found.high_count if found else None,
        "p10_ci95": period.p10_ci95, "p90_ci95": period.p90_ci95,
        "icc": split.icc if split else None, "icc_ci95": split.ci95 if split else None,
    }  # fmt: skip


def _verdicts(row: SpreadRow, catalogue: Catalogue) -> dict[str, Any]:
    spread, lower = row.spread, row.lower_end
    return {
        "spread_code": spread.code if spread else None, "spread_variant": spread.variant if spread else None,
        "spread_basis": spread.basis if spread else None, "lnvr": spread.lnvr if spread else None,
        "lnvr_ci95": spread.ci95 if spread else None,
        "lower_end_code": lower.code if lower else None, "lower_end_variant": lower.variant if lower else None,
        "sentence_nl": sentence(row, catalogue),
    }  # fmt: skip


def _known(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value) if all(math.isfinite(end) for end in value) else None
    return None if isinstance(value, float) and not math.isfinite(value) else value
