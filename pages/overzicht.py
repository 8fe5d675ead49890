"""Landelijk overzicht: where is quality back, better or lower than in the baseline? Sources and numbers side by side."""

from widgets.guard import via_app

via_app()

import streamlit as st

from monitor.blocks import national
from monitor.catalogue import DIMENSION
from monitor.page_tables import agreement_table, reported_table
from monitor.records import MIXED
from monitor.table_html import to_html
from monitor.wording.overview import selection_sentence
from widgets import basket, filters, frame, links, start
from widgets.chart_block import paragraph, show
from widgets.runtime import context
from widgets.trend_blocks import mixed

here = context()
catalogue = here.catalogue
st.title("Landelijk overzicht", anchor=False)
paragraph("Waar is de kwaliteit hersteld, verbeterd of gedaald?")
start.cards(here)
start.missing_numbers(here)

# 1. Selection
dimensions = catalogue.measures_with_role(DIMENSION)
others = [m for m in catalogue.measures.values() if m not in dimensions]
types_param = filters.care_types_param(catalogue)
dimension_param = filters.measures_param("dim", dimensions, [m.code for m in dimensions])
extra_param = filters.measures_param("extra", others, filters.role_extra(here))
notable_param = filters.switch_param("afwijkend")
with st.container(key="kib_filters"):
    left, middle, right = st.columns(3)
    with left:
        types = filters.multiselect("Opvangsoort", types_param, catalogue)
    with middle:
        chosen = filters.multiselect("Soort kwaliteit", dimension_param, catalogue)
    with right:
        extra = filters.multiselect("Andere onderdelen", extra_param, catalogue)
    only_notable = filters.toggle("Alleen wat afwijkt van stabiel of hersteld", notable_param)
    filters.clear([types_param, dimension_param, extra_param, notable_param])
frame.notices(here, filters.labels_of(catalogue))

# 2. Rows
measures = [catalogue.measures[code] for code in catalogue.measures if code in {*chosen, *extra}]
care_types = [catalogue.care_types[code] for code in catalogue.care_types if code in types]
computed = national.chosen(here.computed(), care_types, measures, only_notable=only_notable)
published = national.chosen(here.published(), care_types, measures, only_notable=only_notable)
leading = computed or published
paragraph(selection_sentence([t.code for t in care_types], [m.code for m in measures], catalogue))

# 3. The matrix
if not leading:
    st.info("Met deze filters is er niets gevonden. Zet een filter uit.")
else:
    show(
        national.overview(
            computed, published, here.view, care_types, measures, only_notable=only_notable,
            link=lambda row: links.trend(row, here),
        ),
        here,
    )  # fmt: skip
    basket.choose_verdict([*computed, *published], here)

    # 4. Whole recovered, part not
    if any(MIXED in row.flags for row in leading):
        st.header("Gemengd beeld", anchor=False)
        mixed(leading, here.national.rows, catalogue)

    # 5. What the report says, beside what the numbers say
    if published:
        st.header("Wat zeggen de bronnen?", anchor=False)
        paragraph("Elke zin hieronder is onze samenvatting van de bron.")
        st.html(to_html(reported_table(published, catalogue)))
    if computed and published:
        st.header("Klopt het met de cijfers?", anchor=False)
        st.html(to_html(agreement_table(computed, here.published(), catalogue)))
