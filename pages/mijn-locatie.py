"""Mijn locatie."""

from widgets.guard import via_app

via_app()

import streamlit as st

from widgets.chart_block import paragraph

st.title("Mijn locatie", anchor=False)
paragraph("Waar staan wij en waar praten we over met het team?")
