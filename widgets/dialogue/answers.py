"""Answers on screen, and the work on one of them: putting labels on it, picking a quote, making an action of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from monitor.dialogues import names, quotes, tags
from monitor.dialogues.answers_html import answer_html, said_by, warnings_html
from monitor.dialogues.quotes import NotAQuote, Quote, origin_text
from monitor.dialogues.records import Answer, Dialogue
from monitor.dialogues.tags import NotATag, Place
from monitor.dialogues.theme_tables import theme_label
from monitor.dialogues.themes import Span, theme_code
from monitor.dialogues.words import ACTIONS_TEXT
from monitor.wording.numbers import capital, count
from widgets import url
from widgets.chart_block import paragraph
from widgets.dialogue import answer_action
from widgets.dialogue.parts import NOT_KEPT
from widgets.dialogue.view import View
from widgets.refusals import reason
from widgets.runtime import Context

log = logging.getLogger("kwaliteit")
OPEN, TOLD, NOT_DROPPED = "answer.open", "answer.told", "answer.not_dropped"
FIRST = 3
CHECKED = "Ik heb het nagekeken: niemand is te herkennen"


@dataclass(frozen=True)
class Desk:
    """What the work on answers needs, read once per run."""

    view: View
    tags: dict[Place, tuple[str, ...]]
    quotes: tuple[Quote, ...]

    @property
    def here(self) -> Context:
        return self.view.here


@dataclass(frozen=True)
class Item:
    """One text to show; `about` says theme and question where the place does not."""

    dialogue: Dialogue
    answer: Answer
    question: str
    text: str
    spans: tuple[Span, ...] = ()
    about: str = field(default="")

    @property
    def place(self) -> Place:
        return self.dialogue.dialogue_id, self.answer.theme, self.question


def listed(desk: Desk, key: str, items: Sequence[Item], first: int = FIRST) -> None:
    """The first answers, and a button for all of them. The answer that is worked on is always among them."""
    shown = items if st.session_state.get(f"all_{key}") else items[:first]
    opened = st.session_state.get(OPEN)
    if len(shown) < len(items) and any(item.place == opened for item in items[first:]):
        shown = items
    if not items:
        paragraph("Hier is niets ingevuld.")
    for item in shown:
        _one(desk, item)
    if len(items) > first:
        is_all = len(shown) == len(items)
        label = "Toon minder" if is_all else f"Toon alle {count(len(items), 'antwoord', 'antwoorden')}"
        st.button(label, key=f"more_{key}", on_click=_show_all, args=(f"all_{key}", not is_all))


def _show_all(key: str, is_all: bool) -> None:
    st.session_state[key] = is_all
    st.session_state.pop(OPEN, None)


def _one(desk: Desk, item: Item) -> None:
    view = desk.view
    source = said_by(item.dialogue, view.cycle, view.words)
    st.html(answer_html(item.text, source, spans=item.spans, about=item.about, tags=desk.tags.get(item.place, ())))
    is_open = st.session_state.get(OPEN) == item.place
    key = "|".join(item.place)
    is_about_actions = item.question == ACTIONS_TEXT
    if is_about_actions:
        answer_action.made_links(view, item.dialogue, item.answer)
    can_act = is_about_actions and answer_action.is_today(view) and view.may_write
    can_mark = view.sees_all and view.may_write  # labels and quotes are work of the working group
    if can_act or can_mark:
        with st.container(horizontal=True, key=f"buttons_{key}"):
            if can_mark:
                label = "Sluit" if is_open else "Label of citaat"
                st.button(
                    label, key=f"work_{key}", on_click=_toggle, args=(item.place,), type="tertiary",
                    icon=":material/edit_note:",
                )  # fmt: skip
            if can_act:
                answer_action.button(item.dialogue, item.answer)
    if can_act:
        answer_action.form(view, item.dialogue, item.answer)
    if is_open and can_mark:
        with st.container(border=True, key=f"desk_{key}"):
            _told()
            _tagging(desk, item)
            _quoting(desk, item)


def _toggle(place: Place) -> None:
    st.session_state[OPEN] = None if st.session_state.get(OPEN) == place else place
    st.session_state.pop(TOLD, None)


def _told() -> None:
    """What came of the last button, once."""
    kind, text = st.session_state.pop(TOLD, ("", ""))
    if kind:
        (st.success if kind == "good" else st.error)(url.as_text(text))


# ------------------------------------------------------------------------------------------------------------- labels


def _tagging(desk: Desk, item: Item) -> None:
    view = desk.view
    key = "|".join(item.place)
    present = desk.tags.get(item.place, ())
    for tag in present:
        st.button(
            f"Haal weg: {url.as_text(tag)}", key=f"untag_{key}_{tag}", icon=":material/close:",
            on_click=_take_off, args=(view, item.place, tag),
        )  # fmt: skip
    code = theme_code(view.settings, item.answer.theme, item.answer.label)
    theme = view.settings.theme(code)
    offered = [t.short for t in tags.sub_topics(view.settings, theme)] if theme else []
    offered += [tag for tag in tags.used(desk.tags) if tag not in offered]
    with st.form(f"tag_{key}", border=False, clear_on_submit=True):
        st.selectbox(
            "Onderwerp", [tag for tag in offered if tag not in present], index=None, placeholder="Kies een onderwerp",
            key=f"tag_known_{key}",
        )  # fmt: skip
        st.text_input("Of een eigen label", key=f"tag_own_{key}", max_chars=tags.LONGEST)
        st.form_submit_button("Zet label", on_click=_put, args=(view, item.place))


def _put(view: View, place: Place) -> None:
    key = "|".join(place)
    text = st.session_state[f"tag_own_{key}"].strip() or st.session_state[f"tag_known_{key}"] or ""
    try:
        label = tags.put(view.dialogues.journal, view.cycle, place, text)
        st.session_state[TOLD] = ("good", f"Het label “{label}” staat bij dit antwoord.")
    except NotATag as wrong:
        st.session_state[TOLD] = ("wrong", str(wrong))
    except OSError:
        _not_kept()


def _take_off(view: View, place: Place, tag: str) -> None:
    try:
        tags.take_off(view.dialogues.journal, view.cycle, place, tag)
    except OSError:
        _not_kept()


def _not_kept() -> None:
    log.exception("keeping a label or quote")
    st.session_state[TOLD] = ("wrong", reason(NOT_KEPT))


# ------------------------------------------------------------------------------------------------------------- quotes


def _quoting(desk: Desk, item: Item) -> None:
    view = desk.view
    key = "|".join(item.place)
    found = quotes.warnings(item.text, view.cycle)
    if found:
        paragraph("Let op. Kijk eerst naar wat gemarkeerd is:")
        st.html(warnings_html(item.text, found))
    with st.form(f"quote_{key}", border=False):
        st.text_area(
            "Citaat voor het verslag", item.text, key=f"quote_text_{key}",
            help="Haal weg wat niet in het verslag hoort. Zet [...] waar u woorden weglaat of vervangt.",
        )  # fmt: skip
        paragraph(f"{names.LIMITS} Zet [...] waar u woorden weglaat, of bijvoorbeeld [de medewerker].")
        st.checkbox(CHECKED, key=f"quote_checked_{key}")
        st.form_submit_button("Neem op als citaat", on_click=_pick, args=(view, item.place))


def _pick(view: View, place: Place) -> None:
    key = "|".join(place)
    text, checked = st.session_state[f"quote_text_{key}"], st.session_state[f"quote_checked_{key}"]
    try:
        quotes.pick(view.dialogues.journal, view.cycle, *place, text, checked=checked)
        st.session_state[TOLD] = ("good", "Het citaat staat klaar voor het verslag. U vindt het onderaan.")
    except NotAQuote as wrong:
        st.session_state[TOLD] = ("wrong", _with_reasons(str(wrong), text, view, checked))
    except OSError:
        _not_kept()


def _with_reasons(wrong: str, text: str, view: View, checked: bool) -> str:
    """The message, with the parts that somebody must look at."""
    found = [] if checked else quotes.warnings(text, view.cycle)
    named = [f"“{text[w.start : w.end].strip()}”: {w.reason}" for w in found]
    return " ".join([wrong, *named])


def quotes_list(desk: Desk) -> None:
    """The quotes that were picked, as the report shows them, each with a button to remove it."""
    view = desk.view
    st.header("Citaten voor het verslag", anchor=False)
    if why := st.session_state.pop(NOT_DROPPED, ""):
        st.error(why, icon=":material/error:")
    if not desk.quotes:
        paragraph("Er zijn nog geen citaten gekozen. Kies bij een antwoord “Label of citaat”.")
        return
    size = count(len(desk.quotes), "citaat", "citaten")
    paragraph(f"U koos {size}. In het verslag staat erbij uit welke soort dialoog het komt.")
    counted = {d.dialogue_id for d in view.cycle.counted(view.on)}
    for quote in desk.quotes:
        about = theme_label(quote, view.cycle)
        source = capital(origin_text(quote, view.cycle, view.words)) or "Dialoog niet gevonden"
        if quote.is_shortened:
            source += " · ingekort"
        if quote.dialogue_id not in counted:
            source += " · deze dialoog telt niet mee, het citaat komt niet in het verslag"
        st.html(answer_html(quote.text, source, about=about))
        if found := quotes.warnings(quote.text, view.cycle):
            parts = ", ".join(f"“{quote.text[w.start : w.end].strip()}”" for w in found)
            paragraph(f"⚠ Nagekeken door een lezer: {parts}.", "kib-subline")
        st.button(
            "Haal dit citaat weg", key=f"drop_{quote.quote_id}", icon=":material/delete:", type="tertiary",
            on_click=_drop, args=(view, quote),
        )  # fmt: skip


def _drop(view: View, quote: Quote) -> None:
    try:
        quotes.drop(view.dialogues.journal, view.cycle, quote.quote_id)
    except OSError:
        log.exception("dropping a quote")
        st.session_state[NOT_DROPPED] = reason(NOT_KEPT)
