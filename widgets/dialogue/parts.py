"""What the parts Stand, Dekking and Doorstroom share: the filter on areas, and the source line of a dialogue year."""

from __future__ import annotations

import streamlit as st

from monitor.table_html import to_html
from monitor.tables import Table
from monitor.wording.dialogue import NO_AREA, area_name
from monitor.wording.numbers import lower_first
from widgets import url
from widgets.dialogue.view import View
from widgets.url import Param

PAGE = "dialoog"
ALL = "alle"
UNKNOWN = "onbekend"
NOT_KEPT = "Bewaren lukt nu niet. Er is niets veranderd. Probeer het opnieuw. Of waarschuw uw beheerder."


def area_param(view: View) -> Param:
    """The areas of the settings and of the locations; "alle" is no filter (ALL), "onbekend" is no area ("")."""
    codes = [area.code for area in view.settings.areas]
    codes += sorted({x.area for x in view.cycle.locations if x.area} - set(codes))
    options = {ALL: ALL} | {code: code for code in codes}
    if any(not x.area for x in view.cycle.locations):
        options[UNKNOWN] = ""
    return Param("wijk", options, (ALL,))


def area_box(view: View, name: str = "Wijk") -> str:
    """The box; returns the area in view, or ALL. Who sees some locations only has nothing to choose."""
    param = area_param(view)
    if view.is_own:
        st.session_state["url.allowed"].append(param.name)
        return ALL

    def label(code: str) -> str:
        return "Alle wijken" if code == ALL else area_name(view.settings, code)

    st.selectbox(name, list(param.options.values()), key=url.prepare(param), format_func=label)
    return url.keep(param)


def is_in(area: str, place: str) -> bool:
    """Whether a location or task with this area belongs to the area in view."""
    return area in (ALL, place)


def area_words(area: str, view: View) -> str:
    """The area in a sentence."""
    if area == ALL:
        return "uw locaties" if view.is_own else "alle wijken"
    return f"wijk {view.settings.area_label(area)}" if area else lower_first(NO_AREA)


def roomy(table: Table) -> str:
    """A table with long texts, as HTML: on a narrow screen its columns stay wide enough to read."""
    return f"<div class='kib-roomy'>{to_html(table)}</div>"


def source(view: View) -> str:
    return f"lijsten en vragenlijsten van {view.settings.municipality_label}, dialoogjaar {view.cycle.year}"
