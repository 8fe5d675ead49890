"""What the parts Stand, Dekking and Doorstroom share: the filter on areas, and the source line of a dialogue year."""

from __future__ import annotations

import streamlit as st

from monitor.dialogues.coverage_html import area_name
from widgets import url
from widgets.dialogue.view import View
from widgets.url import Param

PAGE = "dialoog"
ALL = "alle"
UNKNOWN = "onbekend"


def area_param(view: View) -> Param:
    """The areas of the settings and of the locations; "alle" is no filter (None), "onbekend" is no area ("")."""
    codes = [area.code for area in view.settings.areas]
    codes += sorted({x.area for x in view.cycle.locations if x.area} - set(codes))
    options: dict[str, str | None] = {ALL: None} | {code: code for code in codes}
    if any(not x.area for x in view.cycle.locations):
        options[UNKNOWN] = ""
    return Param("wijk", options, (ALL,))


def area_box(view: View, name: str = "Wijk") -> str | None:
    """The box; returns the area in view, None for all."""
    param = area_param(view)

    def label(code: str | None) -> str:
        return "Alle wijken" if code is None else area_name(code, view.cycle)

    st.selectbox(name, list(param.options.values()), key=url.prepare(param), format_func=label)
    return url.keep(param)


def area_words(area: str | None, view: View) -> str:
    """The area in a sentence."""
    return "alle wijken" if area is None else f"wijk {area_name(area, view.cycle)}"


def source(view: View) -> str:
    return f"lijsten en vragenlijsten van {view.settings.municipality_label}, dialoogjaar {view.cycle.year}"
