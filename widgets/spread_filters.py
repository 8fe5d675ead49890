"""The choices on the spread page: thresholds, periods and the rule for outliers, each with its place in the link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from monitor.catalogue import Measure
from monitor.spread import RULES, OutlierRule
from monitor.wording.numbers import plain
from widgets import filters, url

NOW, ALL = "now", "all"
PERIODS = url.Param("periode", {"nu": NOW, "alle": ALL}, ("nu",))
PERIOD_LABELS = {NOW: "Nu", ALL: "Alle periodes"}
RULE = url.Param("regel", {slug: slug for slug in RULES}, (next(iter(RULES)),))

LABELS = {"nu": "nu", "alle": "alle periodes"} | {slug: rule.label_nl for slug, rule in RULES.items()}
STEPS = 12
"""The scale is cut in this many steps; on a scale of 1 to 7 a step is half a point."""


@dataclass(frozen=True)
class Choice:
    low: float
    high: float
    all_periods: bool
    rule: OutlierRule


def show(measure: Measure, others: Sequence[url.Param]) -> Choice:
    """The filter row; thresholds are "grens die u kiest", never a norm."""
    low, high = _threshold("grens", measure, 0, 8, 4), _threshold("hoog", measure, 6, STEPS, 10)
    left, middle, right = st.columns(3)
    with left:
        st.select_slider("Grens laag die u kiest", list(low.options.values()), key=url.prepare(low), format_func=plain)
        low_value = url.keep(low)
    with middle:
        st.select_slider(
            "Grens hoog die u kiest", list(high.options.values()), key=url.prepare(high), format_func=plain
        )
        high_value = url.keep(high)
    with right:
        names = {slug: rule.label_nl for slug, rule in RULES.items()}
        st.selectbox(
            "Regel voor uitschieters", list(RULE.options.values()), key=url.prepare(RULE), format_func=names.get
        )
        rule = RULES[url.keep(RULE)]
    with st.container(horizontal=True):
        period = filters.radio("Periode", PERIODS, PERIOD_LABELS)
        filters.clear([*others, low, high, RULE, PERIODS])
    return Choice(low_value, high_value, period == ALL, rule)


def _threshold(name: str, measure: Measure, first: int, last: int, default: int) -> url.Param:
    """Thresholds over a part of the scale; on 1 to 7 the default is 3 (low) and 6 (high)."""
    step = (measure.scale_max - measure.scale_min) / STEPS
    values = [round(measure.scale_min + k * step, 6) for k in range(first, last + 1)]
    return url.Param(name, {f"{v:g}": v for v in values}, (f"{values[default - first]:g}",))
