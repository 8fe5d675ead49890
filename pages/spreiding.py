"""Spreiding en uitschieters: what lies under a mean: every observed group, both tails, and whether differences grew."""

from widgets.guard import via_app

via_app()

import streamlit as st

from monitor.catalogue import DIMENSION
from widgets import filters, frame, spread_blocks, spread_filters, start
from widgets.chart_block import paragraph
from widgets.runtime import PUBLISHED_ONLY, context

here = context()
catalogue = here.catalogue
st.title("Spreiding en uitschieters", anchor=False)
paragraph("Hoe groot zijn de verschillen en wie blijft achter of springt eruit?")
start.missing_numbers(here)

# 1. Selection
measures = list(catalogue.measures.values())
first = (catalogue.measures_with_role(DIMENSION) or tuple(measures))[-1]
measure_param = filters.measure_param("ind", measures, first.code)
types_param = filters.care_types_param(catalogue)
with st.container(key="kib_filters"):
    left, right = st.columns(2)
    with left:
        measure = catalogue.measures[filters.selectbox("Onderdeel", measure_param, catalogue)]
    with right:
        types = filters.multiselect("Opvangsoort", types_param, catalogue)
    if here.dataset == PUBLISHED_ONLY:
        choice = None  # without numbers there is nothing to put a threshold on
        filters.clear([measure_param, types_param])
    else:
        choice = spread_filters.show(measure, [measure_param, types_param])
notices = st.container()

# 2. Rows
care_types = [t for t in catalogue.care_types.values() if t.code in types]
paragraph(spread_blocks.selection(care_types, measure, choice, here))
if choice is None:
    spread_blocks.said(care_types, measure, here)
else:
    rows = here.session.spread(
        here.state, origin=here.dataset, measure=measure.code, care_types=types, low=choice.low, high=choice.high,
        rule=choice.rule.slug,
    )  # fmt: skip
    if rows:
        spread_blocks.strip(rows, choice, here)
        spread_blocks.verdicts(rows, here)
        spread_blocks.lower_end(rows, here)
        spread_blocks.organisations(rows, here)
        spread_blocks.question(rows, here)
    else:
        st.info("Met deze filters is er niets gevonden. Zet een filter uit.")
with notices:
    frame.notices(here, filters.labels_of(catalogue) | spread_filters.LABELS, also=spread_filters.NAMES)
