"""Mandje: the findings that were chosen, in the order of the briefing, each with the user's own text."""

from __future__ import annotations

import functools

import streamlit as st

from monitor.consultation import points, stale
from monitor.consultation.items import figure_of
from monitor.consultation.one_field import item_name
from monitor.consultation.records import MOST_POINTS, Consultation, Item, Point
from monitor.consultation.words import ITEM_LABELS
from monitor.figures.template import CONFIG
from monitor.table_html import to_html
from monitor.wording.numbers import date_text
from widgets import basket
from widgets.chart_block import may_say, paragraph, paragraphs
from widgets.consultation import guard, order
from widgets.consultation.keeper import Fields
from widgets.consultation.view import GONE, GOOD, NOT_KEPT, NOTE, WHOLE, WRONG, View, changed, tell
from widgets.url import as_text

PAGES = ("overzicht", "trend", "spreiding", "werk-en-aanbod")
STALE = "consultation.stale"
ASK_PAGE = (
    "Dit onderdeel kunnen wij hier niet opnieuw maken. Open de figuur en kies daar “Werk bij in overleg”. "
    "Uw eigen tekst blijft staan."
)


def show(view: View, fields: Fields) -> None:
    st.header("Mandje", anchor=False)
    consultation = fields.consultation
    if waiting := basket.waiting():
        with st.container(border=True, key="kib_waiting"):
            paragraph(f"Nog niet bewaard bij dit overleg: {basket.counted(waiting)}.")
            st.button("Bewaar bij dit overleg", key="keep_waiting", on_click=_take_in, args=(view,))
    if not consultation.items:
        _empty()
        return
    paragraph("Dit is de volgorde van de briefing. Uw eigen tekst komt bij de figuur te staan.")
    order.said()
    changes = stale_items(view, consultation)
    for number, item in enumerate(consultation.items, start=1):
        with st.container(border=True, key=f"kib_item_{item.item_id}"):
            _item(view, fields, consultation, item, number, changes.get(item.item_id))


def stale_items(view: View, consultation: Consultation) -> dict[str, tuple[str, ...]]:
    """What changed since an item was chosen, per id; what still stands is left out.

    Making a figure again takes a while, and every text that is kept gives new items: so the answer is kept by content.
    """
    here = view.here
    known = st.session_state.get(STALE, {})
    answers = {}
    for item in consultation.items:
        made = stale.edits(item, here.session) if not item.recipe else 0  # what was changed by hand since
        key = (item.item_id, item.data_version, item.headline, item.sentence, repr(item.facts), here.data_version, made)
        answers[key] = known[key] if key in known else stale.changes(item, here.session, here.state)
    st.session_state[STALE] = answers
    return {key[0]: texts for key, texts in answers.items() if texts is not None}


def _empty() -> None:
    paragraphs(
        "Uw mandje is nog leeg.",
        "Open een pagina met cijfers. Kies bij een figuur of oordeel “Voeg toe aan overleg”. Dan staat het hier.",
    )
    pages = st.session_state["pages"]
    with st.container(horizontal=True):
        for name in PAGES:
            st.page_link(pages[name])


def _item(
    view: View, fields: Fields, consultation: Consultation, item: Item, number: int, changes: tuple[str, ...] | None
) -> None:
    st.subheader(f"{number}. {as_text(item.headline)}", anchor=False)
    paragraph(" · ".join([ITEM_LABELS[item.kind], f"gekozen op {date_text(item.chosen_on)}"]), "kib-subline")
    if item.flags:
        paragraph(f"⚠ Let op: {', '.join(item.flags)}.")
    if changes is not None:
        _stale(view, item, changes)
    paragraph(item.sentence, "kib-sentence")
    paragraphs(*may_say(item.may_say, item.not_say))
    _look(item)
    fields.text_area(f"Uw eigen tekst (bij {number})", item_name(item, "own_text"), height=100)
    guard.show(fields, item_name(item, "own_text"), (item,))
    with st.container(horizontal=True, key=f"kib_item_buttons_{item.item_id}"):
        ids = [one.item_id for one in consultation.items]
        name = f"Onderdeel {number}"
        order.buttons(ids, item.item_id, functools.partial(view.store.order_items, view.consultation_id), name)
        st.button(
            "Maak een gesprekspunt", key=f"point_of_{item.item_id}", icon=":material/add_comment:",
            disabled=len(consultation.points) >= MOST_POINTS or item.item_id in _used(consultation),
            help=f"Onderdeel {number}", on_click=_make_point, args=(view, item),
        )  # fmt: skip
        st.button("Haal eruit", key=f"drop_{item.item_id}", icon=":material/delete:", help=f"Onderdeel {number}",
                  on_click=_drop, args=(view, item, tuple(ids)))  # fmt: skip
    paragraph(item.source, "kib-source")


def _used(consultation: Consultation) -> set[str]:
    return {item_id for point in consultation.points for item_id in point.item_ids}


def _look(item: Item) -> None:
    """Figure and table as they were when chosen, made when somebody opens them; and the way to the page itself."""
    fold = st.expander("Bekijk figuur en tabel", key=f"look_{item.item_id}", on_change="rerun")
    if not fold.open:
        return
    with fold:
        paragraph(item.subline, "kib-subline")
        if (figure := figure_of(item)) is not None:
            st.plotly_chart(figure, key=f"drawing_{item.item_id}", theme=None, config=CONFIG,
                            alt=item.alt, width="stretch")  # fmt: skip
        if item.table is not None:
            st.html(to_html(item.table))
        page = st.session_state["pages"].get(item.page)
        if page is not None:
            st.page_link(page, label=f"Open de pagina {page.title}", query_params=dict(item.link))


def _stale(view: View, item: Item, changes: tuple[str, ...]) -> None:
    """That the data changed, what changed, and the way to the figures of now."""
    with st.container(border=True, key=f"kib_stale_{item.item_id}"):
        paragraph("⚠ De cijfers zijn veranderd nadat u dit koos.", "kib-name")
        paragraphs(*(f"• {text}" for text in changes))
        if stale.GONE in changes:
            paragraph("U kunt het laten staan of eruit halen. In de briefing staat erbij dat dit oude cijfers zijn.")
            return
        if not item.recipe:
            paragraph(ASK_PAGE)
            page = st.session_state["pages"].get(item.page)
            if page is not None:
                st.page_link(page, label=f"Open de pagina {page.title}", query_params=dict(item.link))
            return
        st.button("Neem de nieuwe cijfers over", key=f"renew_{item.item_id}", on_click=_renew, args=(view, item))


# ------------------------------------------------------------------------------------------------------------- buttons


def _take_in(view: View) -> None:
    if text := basket.move_to(view.consultation_id):
        st.session_state[WHOLE] = True
        tell(GOOD, text)
    else:
        tell(WRONG, NOT_KEPT)


def _renew(view: View, item: Item) -> None:
    newer = stale.renewed(item, view.here.session)
    if newer is None:
        tell(NOTE, f"{ASK_PAGE} Het gaat om “{shortened_plain(item.headline)}”.")
    elif changed(functools.partial(view.store.add_item, view.consultation_id, newer), is_whole=True):
        tell(GOOD, "De nieuwe cijfers staan erin. Kijk ook naar uw gesprekspunten: kloppen die nog?")


def _make_point(view: View, item: Item) -> None:
    point = Point("", seen=points.prefilled(item), item_ids=(item.item_id,))
    if changed(functools.partial(view.store.save_point, view.consultation_id, point)):
        tell(GOOD, "Het gesprekspunt staat bij Punten. De eerste vraag is al ingevuld.")


def _drop(view: View, item: Item, ids: tuple[str, ...]) -> None:
    """Take it out; the whole finding, with the own text and its place, can be put back."""

    def put_back() -> None:
        view.store.add_item(view.consultation_id, item)
        view.store.order_items(view.consultation_id, ids)

    if changed(functools.partial(view.store.drop_item, view.consultation_id, item.item_id), is_whole=True):
        tell(GONE, f"Uit het mandje gehaald: “{shortened_plain(item.headline)}”", put_back)


def shortened_plain(text: str, length: int = 70) -> str:
    """One line of a text, for a message (which escapes it)."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
