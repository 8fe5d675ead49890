"""The floor: a Streamlit page with one switch and nothing else, served as the app is (libraries loaded, heap frozen)."""

import gc

import streamlit as st


@st.cache_resource
def frozen() -> None:
    gc.collect()
    gc.freeze()


frozen()
st.toggle("Aan of uit", key="url_aan")
