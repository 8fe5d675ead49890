"""Werk, kinderen, aanbod en ouders: what lies under the quality scores, per topic, with sources and numbers side by side."""

from widgets.guard import via_app

via_app()

import streamlit as st

from widgets import filters, frame, start, topic_blocks
from widgets.chart_block import paragraph
from widgets.consultation import asked
from widgets.runtime import context
from widgets.url import Param

here = context()
catalogue = here.catalogue
st.title("Werk, kinderen, aanbod en ouders", anchor=False)
paragraph("Hoe gaat het met werkbeleving, zorgbehoeften, activiteiten en contact met ouders?")
start.missing_numbers(here)

if not catalogue.topics:
    st.info("Deze monitor heeft geen onderdelen voor deze pagina.")
    st.stop()

# 1. Selection
topics = {topic.slug: topic for topic in catalogue.topics}
topic_param = Param("blok", {slug: slug for slug in topics}, (next(iter(topics)),))
types_param = filters.care_types_param(catalogue)
events_param = filters.switch_param("gebeurtenissen")
topic_labels = {slug: topic.label for slug, topic in topics.items()}
with st.container(key="kib_filters"):
    topic = topics[filters.radio("Onderwerp", topic_param, topic_labels)]
    types = filters.multiselect("Opvangsoort", types_param, catalogue)
    with st.container(horizontal=True):
        with_events = filters.toggle("Toon gebeurtenissen in de figuur", events_param)
        filters.clear([topic_param, types_param, events_param])
frame.notices(here, filters.labels_of(catalogue) | topic_labels)

# 2. The topic
care_types = [t for t in catalogue.care_types.values() if t.code in types]
measures = [catalogue.measures[code] for code in topic.measures]
st.header(topic.label, anchor=False)
paragraph(topic.note)
topic_blocks.matrix(topic, care_types, measures, here)
for measure in measures:
    topic_blocks.measured(measure, care_types, here, with_events=with_events)
topic_blocks.said(care_types, measures, here)
asked.show(topic.measures, types, here)
