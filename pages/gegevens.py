"""Gegevens en methode: what is loaded, loading more, how we compute, terms, sources and versions."""

from widgets.guard import via_app

via_app()

import streamlit as st

from widgets import accessibility_part, data_pages, filters, frame, import_steps
from widgets.chart_block import paragraph
from widgets.runtime import context
from widgets.url import Param

PARTS = {
    "geladen": ("Wat is er ingelezen", data_pages.loaded),
    "inlezen": ("Inlezen", import_steps.show),
    "methode": ("Zo rekenen wij", data_pages.method),
    "begrippen": ("Begrippen", data_pages.glossary),
    "bronnen": ("Bronnen", data_pages.sources_list),
    "versies": ("Versies", data_pages.versions),
    "toegankelijk": ("Toegankelijkheid", accessibility_part.show),
}
SEARCHED = ("begrippen", "bronnen")
PART = Param("onderdeel", {slug: slug for slug in PARTS}, ("geladen",))

here = context()
st.title("Gegevens en methode", anchor=False)
paragraph("Waar komen de cijfers vandaan, hoe leest u ze in en hoe rekenen wij?")
labels = {slug: label for slug, (label, _) in PARTS.items()}
part = filters.radio("Onderdeel van deze pagina", PART, labels)
frame.notices(here, labels, also=("zoek",))
if part not in SEARCHED and "zoek" in st.query_params:
    del st.query_params["zoek"]
PARTS[part][1](here)
