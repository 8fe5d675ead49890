"""Punten: the core in three sentences, and at most seven talking points with four fields each."""

from __future__ import annotations

import functools

import streamlit as st

from monitor.consultation import points
from monitor.consultation.one_field import CORE_SENTENCES, core_name, point_name
from monitor.consultation.records import MOST_POINTS, Consultation, Item, Point
from monitor.consultation.words import point_fields
from widgets.chart_block import paragraph, paragraphs
from widgets.consultation import guard, order
from widgets.consultation.basket_part import shortened_plain, stale_items
from widgets.consultation.choice import page_link
from widgets.consultation.keeper import Fields
from widgets.consultation.view import GONE, GOOD, View, changed, tell
from widgets.url import as_text

NEW_ITEM = "point_new_item"


def show(view: View, fields: Fields) -> None:
    consultation = fields.consultation
    _core(view, fields)
    st.header("Gesprekspunten", anchor=False)
    paragraphs(
        f"U kunt hoogstens {MOST_POINTS} punten maken. Elk punt heeft vier vragen. De eerste vullen wij uit de cijfers.",
        "U kunt elke tekst zelf veranderen.",
    )
    order.said()
    stale = stale_items(view, consultation)
    for number, point in enumerate(consultation.points, start=1):
        with st.container(key=f"kib_theme_{point.point_id}"):
            _point(view, fields, point, number, set(stale))
    _new(view, consultation)


def _core(view: View, fields: Fields) -> None:
    st.header("De kern in drie zinnen", anchor=False)
    paragraph("Hiermee opent de briefing. Schrijf wat iedereen moet onthouden.")
    for number in range(CORE_SENTENCES):
        fields.text_area(f"Zin {number + 1}", core_name(number), height=68)
        guard.show(fields, core_name(number), fields.consultation.items)


# ------------------------------------------------------------------------------------------------------------ one point


def _point(view: View, fields: Fields, point: Point, number: int, stale: set[str]) -> None:
    consultation = fields.consultation
    items = {item.item_id: item for item in consultation.items}
    title = as_text(" ".join(point.title.split()))
    st.subheader(f"Punt {number}: {title}" if title else f"Punt {number}", anchor=False)
    if flags := points.flags_of(point, consultation):
        paragraph(f"⚠ Let op: {', '.join(flags)}.")
    if stale & set(point.item_ids):
        paragraph("⚠ De cijfers bij dit punt zijn veranderd. Kijk in het mandje wat er anders is.")
        page_link(view.consultation_id, "mandje", "Naar het mandje")
    fields.text_input(f"Titel van punt {number} (mag leeg)", point_name(point, "title"))
    guard.show(fields, point_name(point, "title"), points.items_of(point, consultation))
    labels = {item_id: f"{place}. {shortened_plain(item.headline)}"
              for place, (item_id, item) in enumerate(items.items(), start=1)}  # fmt: skip
    fields.several(
        f"Waar rust punt {number} op?", point_name(point, "item_ids"), list(labels),
        format_func=lambda code: labels.get(code, "Niet meer in het mandje"), placeholder="Kies uit het mandje",
    )  # fmt: skip
    resting = points.items_of(point, consultation)
    for name, label in point_fields(view.catalogue.settings["monitor_short_nl"]).items():
        fields.text_area(f"{label} (punt {number})", point_name(point, name), height="content")
        if name == "seen":
            _fill(fields, point, resting)
        guard.show(fields, point_name(point, name), resting)
    with st.container(horizontal=True, key=f"kib_point_buttons_{point.point_id}"):
        ids = [one.point_id for one in consultation.points]
        keep = functools.partial(view.store.order_points, view.consultation_id)
        order.buttons(ids, point.point_id, keep, f"Punt {number}")
        st.button("Haal dit punt weg", key=f"drop_point_{point.point_id}", icon=":material/delete:",
                  help=f"Punt {number}", on_click=_drop, args=(view, point.point_id, tuple(ids)))  # fmt: skip


def _fill(fields: Fields, point: Point, resting: tuple[Item, ...]) -> None:
    """Put what the data say in the first field, when it does not stand there yet."""
    text = points.prefilled(resting)
    now = fields.state.text(point_name(point, "seen"))
    missing = "\n".join(line for line in text.splitlines() if line not in now)
    if missing:
        st.button("Zet de zin uit de cijfers erbij", key=f"fill_{point.point_id}", icon=":material/input:",
                  on_click=guard.put_below, args=(fields, point_name(point, "seen"), missing))  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- buttons


def _new(view: View, consultation: Consultation) -> None:
    st.subheader("Nog een punt", anchor=False)
    if len(consultation.points) >= MOST_POINTS:
        paragraph(f"U hebt {MOST_POINTS} gesprekspunten. Meer past niet in één overleg. Haal er eerst een weg.")
        return
    used = {item_id for point in consultation.points for item_id in point.item_ids}
    labels = {item.item_id: shortened_plain(item.headline) for item in consultation.items if item.item_id not in used}
    if labels:
        st.selectbox(
            "Waar gaat het punt over?", [None, *labels], key=NEW_ITEM,
            format_func=lambda code: labels.get(code, "Iets anders"),
            help="Kiest u iets uit het mandje? Dan staat de zin uit de cijfers er meteen bij.",
        )  # fmt: skip
    st.button("Voeg een punt toe", key="point_new", icon=":material/add:", on_click=_add, args=(view,))


def _add(view: View) -> None:
    consultation = view.store.get(view.consultation_id)
    item = consultation.item(st.session_state.get(NEW_ITEM) or "") if consultation is not None else None
    point = Point("") if item is None else Point("", seen=points.prefilled(item), item_ids=(item.item_id,))
    if changed(functools.partial(view.store.save_point, view.consultation_id, point)):
        st.session_state.pop(NEW_ITEM, None)
        tell(GOOD, "Het punt staat erbij.")


def _drop(view: View, point_id: str, ids: tuple[str, ...]) -> None:
    """Take it away, with the texts as they are kept at this moment; it can be put back in its place."""
    consultation = view.store.get(view.consultation_id)
    point = next((one for one in consultation.points if one.point_id == point_id), None) if consultation else None
    if point is None:
        return

    def put_back() -> None:
        view.store.save_point(view.consultation_id, point, base=Point(point_id))
        view.store.order_points(view.consultation_id, ids)

    if changed(functools.partial(view.store.drop_point, view.consultation_id, point_id)):
        tell(GONE, f"Weggehaald: “{shortened_plain(points.title_of(point, ids.index(point_id) + 1))}”", put_back)
