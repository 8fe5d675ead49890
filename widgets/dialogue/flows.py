"""Doorstroom: children from childcare to school, and who has no partner yet."""

from __future__ import annotations

import streamlit as st

from monitor.blocks.parts import first_sentence
from monitor.dialogues import flows as found_flows
from monitor.dialogues import screen_tables as tables
from monitor.dialogues.flow_html import flow_html, part_of
from monitor.dialogues.flows import ClosedDoor, FlowMatrix
from monitor.dialogues.records import Location
from monitor.dialogues.status import status
from monitor.wording import dialogue as say
from monitor.wording.numbers import count, percent
from widgets import filters, url
from widgets.chart_block import Block, paragraph
from widgets.chart_block import show as show_block
from widgets.dialogue.parts import ALL, PAGE, area_box, area_param, area_words, is_in, roomy, source
from widgets.dialogue.view import View
from widgets.url import Param

SMALL = Param("klein", {"verbergen": True, "tonen": False}, ("verbergen",))
NOT_EVERY_PAIR = (
    "Niet elk paar hoeft te praten. De norm is: elke locatie met doorstroom van kinderen met VVE heeft dit jaar "
    "minstens één gezamenlijke dialoog."
)
AROUND = (
    " Locaties van elders staan erbij als er kinderen van of naar deze wijk gaan. De telling hierboven en de totalen zijn "
    "van de hele gemeente."
)
SHOWN_SMALL = "Kleine aantallen zijn zichtbaar: niet verder delen"


def show(view: View) -> None:
    area, hide = _filters(view)
    _who_may_see(view, hide)
    whole = found_flows.matrix(view.cycle, view.on, hide)
    if not whole.cells:
        st.info("Er is nog geen doorstroom bekend. Lees een lijst met doorstroom in bij Inlezen.")
        return
    flags = () if hide else (SHOWN_SMALL,)
    vve = status(view.cycle, view.on, hide).vve
    doors = vve.without_dialogue
    _doors(view, doors, area, flags)
    if view.is_own:
        for place in sorted(view.cycle.active, key=lambda place: place.name):
            _location(view, place, doors, hide, flags)
    else:
        told = say.pairs(len(vve.pairs_with_dialogue), len(vve.pairs))
        _matrix(view, whole, area, first_sentence(told)[0], flags)
        _one_location(view, whole, doors, hide, flags)
    _changes(view, area, hide, flags)


def _filters(view: View) -> tuple[str, bool]:
    """The area in view, and whether small numbers are hidden. Who sees the own locations only has no area to choose."""
    left, right = st.columns(2, vertical_alignment="bottom") if not view.is_own else (st.container(), st.container())
    with left:
        area = area_box(view)
    with right:
        st.toggle("Verberg kleine aantallen", key=url.prepare(SMALL))
        hide = url.keep(SMALL)
    if not view.is_own:
        filters.clear([area_param(view), SMALL])
    return area, hide


def _who_may_see(view: View, hide: bool) -> None:
    least = view.settings.min_children
    if hide:
        paragraph(
            f"Aantallen onder de {least} kinderen zijn verborgen (x). Soms is ook een groter aantal verborgen. "
            "Anders kan iemand het kleine aantal uitrekenen."
        )
    else:
        st.warning(
            f"U ziet nu ook aantallen onder de {least} kinderen. Dat is alleen voor de gemeente en voor deze locaties "
            "zelf. Deel deze cijfers niet verder.",
            icon=":material/visibility:",
        )


def _doors(view: View, doors: tuple[ClosedDoor, ...], area: str, flags: tuple[str, ...]) -> None:
    """Locations with VVE flow and no joint dialogue, with whom they might talk."""
    places = view.cycle.by_id
    mine = [door for door in doors if is_in(area, places[door.location_id].area)]
    if not mine:
        st.header("Elke locatie met VVE-doorstroom heeft een gesprekspartner", anchor=False)
        paragraph(f"U ziet: {area_words(area, view)}.")
        return
    listed = tables.doors_table(mine, view.cycle)
    show_block(
        Block(
            key="gesloten_deur", page=PAGE,
            headline=f"{count(len(mine), 'locatie heeft', 'locaties hebben')} nog geen gesprekspartner",
            subline=f"U ziet: {area_words(area, view)}. Deze locaties hebben doorstroom van kinderen met VVE. "
            "Zij hadden dit jaar nog geen gezamenlijke dialoog.",
            sentence="", source=source(view), table=listed, body=roomy(listed), is_table=True, flags=flags,
        ),
        view.here,
    )  # fmt: skip


def _matrix(view: View, whole: FlowMatrix, area: str, headline: str, flags: tuple[str, ...]) -> None:
    """C9: a table of our own. For one area: its locations and those with which they have flow."""
    shown = whole if area == ALL else part_of(whole, area)
    if not (shown.rows and shown.columns):
        st.header("Geen doorstroom in deze wijk", anchor=False)
        return
    around = "" if area == ALL else AROUND
    show_block(
        Block(
            key="doorstroom", page=PAGE, headline=headline.removesuffix("."),
            subline=f"U ziet: {area_words(area, view)}.{around} Rijen: kinderopvang. Kolommen: scholen.",
            sentence=NOT_EVERY_PAIR, source=source(view), table=tables.pairs_table(shown), is_table=True,
            body=flow_html(shown, caption="Van kinderopvang naar school: kinderen (met VVE)"),
            sheets=[tables.matrix_table(shown, tables.CHILDREN), tables.matrix_table(shown, tables.VVE),
                    tables.pairs_table(shown)],
            flags=flags,
        ),
        view.here,
    )  # fmt: skip


def _one_location(
    view: View, whole: FlowMatrix, doors: tuple[ClosedDoor, ...], hide: bool, flags: tuple[str, ...]
) -> None:
    """The flows of one location, for a coach or school that looks for its own partners."""
    places = {x.location_id: x for x in sorted((*whole.rows, *whole.columns), key=lambda x: x.name)}
    param = Param("locatie", {ALL: ALL} | {code: code for code in places if code != ALL}, (ALL,))
    st.header("Eén locatie van dichtbij", anchor=False)

    def label(code: str) -> str:
        return "Kies een locatie" if code == ALL else places[code].name

    st.selectbox("Locatie", list(param.options.values()), key=url.prepare(param), format_func=label)
    code = url.keep(param)
    if code == ALL:
        paragraph("Kies een locatie. U ziet dan met wie zij doorstroom heeft en of er een gesprek was.")
        return
    _location(view, places[code], doors, hide, flags, key="een_locatie")


def _location(
    view: View, place: Location, doors: tuple[ClosedDoor, ...], hide: bool, flags: tuple[str, ...], key: str = ""
) -> None:
    """With whom one location has flow, how much, and whether there was a talk."""
    code = place.location_id
    listed = tables.partners_table(place.name, found_flows.partners_of(view.cycle, code, view.on, hide))
    door = next((door for door in doors if door.location_id == code), None)
    show_block(
        Block(
            key=key or f"locatie_{code}", page=PAGE, headline=place.name,
            subline="Alle doorstroom van en naar deze locatie.",
            sentence=_suggestion(view, door), source=source(view), table=listed, body=roomy(listed), is_table=True,
            flags=flags, quotes_users=True,
        ),
        view.here,
    )  # fmt: skip


def _suggestion(view: View, door: ClosedDoor | None) -> str:
    if door is None:
        return ""
    if door.suggested_partner_id is None:
        return "Deze locatie heeft nog geen gesprekspartner. Wij hebben geen voorstel."
    partner = view.cycle.name(door.suggested_partner_id)
    return f"Deze locatie heeft nog geen gesprekspartner. Mogelijke partner: {partner} ({door.reason})."


def _changes(view: View, area: str, hide: bool, flags: tuple[str, ...]) -> None:
    """Flows that differ much from last year."""
    places = view.cycle.by_id
    found = [
        change
        for change in found_flows.notable_changes(view.cycle, hide)
        if any(is_in(area, places[x].area) for x in (change.from_id, change.to_id) if x in places)
    ]
    if view.cycle.previous is None or not view.cycle.previous.flows:
        st.header("Van vorig jaar is geen doorstroom bekend", anchor=False)
        return
    if not found:
        st.header("Geen grote verschillen met vorig jaar", anchor=False)
        return
    listed = tables.changes_table(found, view.cycle)
    show_block(
        Block(
            key="verschillen", page=PAGE,
            headline=f"{count(len(found), 'groot verschil', 'grote verschillen')} met vorig jaar",
            subline=f"U ziet: {area_words(area, view)}. Een verschil is groot vanaf "
            f"{percent(view.settings.notable_change)} en {view.settings.min_children} kinderen.",
            sentence="", source=source(view), table=listed, body=roomy(listed), is_table=True, flags=flags,
        ),
        view.here,
    )  # fmt: skip
