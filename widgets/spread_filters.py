"""The choices on the spread page: thresholds, periods and the rule for outliers, each with its place in the link."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor.blocks.spread import Choice
from monitor.catalogue import Measure
from monitor.spread import RULES, default_limits
from monitor.wording.numbers import plain
from widgets import filters, url

NOW, ALL = "now", "all"
PERIODS = url.Param("periode", {"nu": NOW, "alle": ALL}, ("nu",))
PERIOD_LABELS = {NOW: "Nu", ALL: "Alle periodes"}
RULE = url.Param("regel", {slug: slug for slug in RULES}, (next(iter(RULES)),))

LABELS = {"nu": "nu", "alle": "alle periodes"} | {slug: rule.label_nl for slug, rule in RULES.items()}
NAMES = ("grens", "hoog", PERIODS.name, RULE.name)
"""The parameters of this page: known also where there are no numbers to use them on."""
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
MOST_STEPS = 20
"""A threshold moves in the smallest of these steps that cuts the scale in at most so many; on 1 to 7 that is half a point."""


def show(measure: Measure, others: Sequence[url.Param]) -> Choice:
    """The filter row; thresholds are "grens die u kiest", never a norm."""
    limits = default_limits(measure)
    low, high = _threshold("grens", measure, limits.low), _threshold("hoog", measure, limits.high)
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
    if low_value > high_value:
        st.warning("De lage grens ligt boven de hoge grens. U ziet nu de standaardgrenzen.", icon=":material/warning:")
        return Choice(limits.low, limits.high, period == ALL, rule)
    return Choice(low_value, high_value, period == ALL, rule)


def _threshold(name: str, measure: Measure, default: float) -> url.Param:
    """Thresholds over the whole scale in round steps, and the default of this measure."""
    step = next(s for s in STEPS if s >= (measure.scale_max - measure.scale_min) / MOST_STEPS)
    count = round((measure.scale_max - measure.scale_min) / step)
    values = sorted({round(measure.scale_min + k * step, 6) for k in range(count + 1)} | {round(default, 6)})
    return url.Param(name, {f"{v:g}": v for v in values}, (f"{default:g}",))
