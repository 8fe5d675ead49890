"""Trend en herstel: what is recovery, what is growth, how sure is that; and the checker for a sentence of somebody else."""

from widgets.guard import via_app

via_app()

import streamlit as st

from monitor.catalogue import DIMENSION, NEUTRAL
from widgets import claim_checker, filters, frame, start, trend_blocks
from widgets.chart_block import paragraph
from widgets.runtime import context

here = context()
catalogue = here.catalogue
st.title("Trend en herstel", anchor=False)
paragraph("Wat is herstel en wat is groei, en hoe zeker is dat?")
start.missing_numbers(here)

# 1. Selection
measures = list(catalogue.measures.values())
first = (catalogue.measures_with_role(DIMENSION) or tuple(measures))[-1]
measure_param = filters.measure_param("ind", measures, first.code)
types_param = filters.care_types_param(catalogue)
scale_param = trend_blocks.SCALE
parts_param = filters.switch_param("onderdelen", default=True)
events_param = filters.switch_param("gebeurtenissen")
with st.container(key="kib_filters"):
    left, right = st.columns(2)
    with left:
        measure = catalogue.measures[filters.selectbox("Onderdeel", measure_param, catalogue)]
    with right:
        types = filters.multiselect("Opvangsoort", types_param, catalogue)
    scale = filters.radio("Schaal van de figuur", scale_param, trend_blocks.SCALE_LABELS)
    with st.container(horizontal=True):
        with_parts = filters.toggle("Toon onderdelen hieronder", parts_param)
        with_events = filters.toggle("Toon gebeurtenissen in de figuur", events_param)
        filters.clear([measure_param, types_param, scale_param, parts_param, events_param])
notices = st.container()

# 2. Rows
care_types = [t for t in catalogue.care_types.values() if t.code in types]
computed = [row for t in care_types if (row := here.computed().get((t.code, measure.code)))]
published = [row for t in care_types if (row := here.published().get((t.code, measure.code)))]
paragraph(trend_blocks.selection(care_types, measure, here))

# 3. What was measured
if computed:
    trend_blocks.panels(computed, here, scale=scale, with_events=with_events)
    if measure.polarity != NEUTRAL and catalogue.dip:
        trend_blocks.split(computed, here)
    trend_blocks.certainty(computed, here)
    trend_blocks.strip(computed, here)
elif not published:
    st.info("Met deze filters is er niets gevonden. Zet een filter uit.")

# 4. What the sources say
if published:
    trend_blocks.said(published, computed, here)

# 5. The parts under this measure
if with_parts and catalogue.parts(measure.code):
    trend_blocks.ladder(measure, care_types, here)

# 6. A sentence of somebody else
known = {row.care_type for row in computed or published}
claim_checker.show(here, measure, [t for t in care_types if t.code in known] or care_types)
with notices:
    frame.notices(here, filters.labels_of(catalogue) | trend_blocks.SCALE_LABELS | claim_checker.labels(here))
