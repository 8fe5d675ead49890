"""Overleg voorbereiden."""

from widgets.guard import via_app

via_app()

import streamlit as st

from widgets.chart_block import paragraph

st.title("Overleg voorbereiden", anchor=False)
paragraph("Wat nemen we mee naar het overleg?")
