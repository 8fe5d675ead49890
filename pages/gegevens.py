"""Gegevens en methode: what is loaded, loading more, how we compute, terms, sources and versions."""

from widgets.guard import via_app

via_app()

import streamlit as st

from monitor.access.records import Rights
from widgets import access_page, accessibility_part, data_pages, frame, import_steps, parts_by_right
from widgets.chart_block import paragraph
from widgets.parts_by_right import Part
from widgets.runtime import context


def national(rights: Rights) -> bool:
    return rights.national


def manage(rights: Rights) -> bool:
    return rights.manage


PARTS = {
    "geladen": Part("Wat is er ingelezen", data_pages.loaded, national),
    "inlezen": Part("Inlezen", import_steps.show, manage),
    "methode": Part("Zo rekenen wij", data_pages.method),
    "begrippen": Part("Begrippen", data_pages.glossary),
    "bronnen": Part("Bronnen", data_pages.sources_list),
    "versies": Part("Versies", data_pages.versions, national),
    "toegang": Part("Toegang", access_page.people_part, manage),
    "logboek": Part("Logboek", access_page.trail_part, manage),
    "toegankelijk": Part("Toegankelijkheid", accessibility_part.show),
}
SEARCHED = ("begrippen", "bronnen")

here = context()
st.title("Gegevens en methode", anchor=False)
paragraph("Waar komen de cijfers vandaan, hoe leest u ze in en hoe rekenen wij?")
part = parts_by_right.choose("Onderdeel van deze pagina", "onderdeel", PARTS, here.person.rights)
frame.notices(here, parts_by_right.labels(PARTS), also=("zoek",))
if part not in SEARCHED and "zoek" in st.query_params:
    del st.query_params["zoek"]
PARTS[part].show(here)
