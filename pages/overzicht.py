"""Landelijk overzicht: where is quality back, better or lower than in the baseline? Sources and numbers side by side."""

from widgets.guard import via_app

via_app()

import streamlit as st

from monitor.catalogue import DIMENSION, NEUTRAL
from monitor.figures.matrix import matrix_figure
from monitor.page_tables import agreement_table, reported_table
from monitor.records import MIXED, VerdictRow
from monitor.table_html import matrix_html, to_html
from monitor.verdict_tables import matrix_table
from monitor.wording.overview import chance_sentence, counts_sentence, selection_sentence
from widgets import filters, frame, links, start
from widgets.chart_block import Block, paragraph, show
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
selected = {(t.code, m.code) for t in care_types for m in measures}
computed = {k: r for k, r in here.computed().items() if k in selected}
published = {k: r for k, r in here.published().items() if k in selected}
if only_notable:
    ordinary = {"STABLE", "FULL_RECOVERY", "FLAT"}
    computed = {k: r for k, r in computed.items() if r.badge not in ordinary}
    published = {k: r for k, r in published.items() if r.badge not in ordinary}
rows: list[VerdictRow] = [*computed.values(), *published.values()]
leading = list((computed or published).values())
paragraph(selection_sentence([t.code for t in care_types], [m.code for m in measures], catalogue))

# 3. The matrix
if not rows:
    st.info("Met deze filters is er niets gevonden. Zet een filter uit.")
else:
    judged = [row for row in leading if catalogue.measures[row.measure].polarity != NEUTRAL] or leading
    headline, rest = links.first_sentence(counts_sentence(judged, catalogue))
    basis = "wat de bronnen zeggen" if not computed else "berekend uit de cijfers"
    basis += ", met de bronnen ernaast" if computed and published else ""
    show(
        Block(
            key="overzicht",
            page="overzicht",
            headline=headline,
            subline=f"Oordeel per opvangsoort en onderdeel: {basis}. Steeds vergeleken met {catalogue.baseline.label}.",
            sentence=" ".join([rest, chance_sentence(len(leading), catalogue) if computed else ""]).strip(),
            source=links.sources_of(rows, here),
            table=matrix_table(rows, catalogue),
            body=matrix_html(care_types, measures, rows, catalogue, link=lambda row: links.trend(row, here)),
            picture=lambda: matrix_figure(care_types, measures, rows, catalogue),
            flags=links.flag_labels(rows, catalogue),
        ),
        here,
    )

    # 4. Whole recovered, part not
    if any(MIXED in row.flags for row in leading):
        st.header("Gemengd beeld", anchor=False)
        mixed(leading, here.national.rows, catalogue)

    # 5. What the report says, beside what the numbers say
    if published:
        st.header("Wat zeggen de bronnen?", anchor=False)
        paragraph("Elke zin hieronder is onze samenvatting van de bron.")
        st.html(to_html(reported_table(list(published.values()), catalogue)))
    if computed and published:
        st.header("Klopt het met de cijfers?", anchor=False)
        st.html(to_html(agreement_table(list(computed.values()), published, catalogue)))
