"""Scores: type or upload, and see what is there."""

from __future__ import annotations

import streamlit as st

from widgets.own import listed, typed, upload
from widgets.own.view import View
from widgets.url import Param, keep, prepare

WAY = Param("invoer", {"typen": "typen", "bestand": "bestand"}, ("typen",))
LABELS = {"typen": "Typ scores", "bestand": "Lees een bestand in"}


def show(view: View) -> None:
    st.radio("Hoe voert u in?", list(WAY.options.values()), key=prepare(WAY), format_func=LABELS.get, horizontal=True)
    if keep(WAY) == "typen":
        typed.show(view)
    else:
        upload.show(view)
    listed.show(view)
