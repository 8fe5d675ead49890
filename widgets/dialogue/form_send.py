"""Under the form: send it (after saying what misses), the own copy in Word, the link, and the way to another form."""

from __future__ import annotations

import functools
import logging

import streamlit as st

from monitor import clock
from monitor.dialogues import drafts, submit
from monitor.dialogues.own_copy import file_name, own_copy, standing
from monitor.export.kinds import WORD
from widgets import downloads
from widgets.chart_block import paragraph
from widgets.dialogue.form_keeper import Keeper
from widgets.dialogue.view import View
from widgets.url import as_text

log = logging.getLogger("kwaliteit")
PARAM = "concept"
WHO_HAS_LINK = "Wie de link heeft, kan verder schrijven. Geef hem alleen aan wie dat mag."
WHO_HAS_ROLE = "De link werkt voor wie bij deze locatie hoort, en voor de werkgroep. Zij moeten zich wel aanmelden."
NOT_SENT = "Versturen lukt nu niet. Er is niets verstuurd. Uw tekst is wel bewaard. Probeer het later opnieuw."


def show(view: View, keeper: Keeper) -> None:
    st.subheader("Versturen en bewaren", anchor=False)
    state, asked = keeper.state, f"send.{keeper.draft_id}"
    if state.is_sent:
        st.success(as_text(f"{standing(view.cycle, state)} Download uw eigen kopie."), icon=":material/check_circle:")
    if st.session_state.get(f"{asked}.failed"):
        st.error(NOT_SENT, icon=":material/error:")
    issues = submit.check(view.cycle, state, clock.today())
    may_send = submit.can_send(view.settings, state)
    is_open = not state.is_sent or submit.is_changed(view.settings, state)
    is_asked = is_open and st.session_state.get(asked, False)
    if is_asked:
        _what_misses(view, keeper, issues, may_send)
    with st.container(horizontal=True, key="kib_send"):
        if is_open and not (is_asked and may_send):  # else the button stands under what misses
            label = "Verstuur de verbetering" if state.is_sent else "Verstuur"
            st.button(label, type="primary", key=f"send_{keeper.draft_id}", on_click=_ask, args=(view, keeper))
        downloads.button(
            "Download uw kopie (Word)", key=f"copy_{keeper.draft_id}", mime=WORD,
            file_name=file_name(view.cycle, state, view.words), data=functools.partial(_copy, view, keeper.draft_id),
        )  # fmt: skip
        st.html(
            "<div><button type='button' class='kib-copy'>Kopieer de link van dit concept</button>"
            "<span class='kib-status' role='status'></span></div>",
            width="content",
        )
        st.button("Begin opnieuw", key=f"leave_{keeper.draft_id}", on_click=_leave,
                  help="U kiest een andere vragenlijst. Dit concept blijft bewaard.")  # fmt: skip
    paragraph(WHO_HAS_LINK if view.here.person.is_alone else WHO_HAS_ROLE, "kib-subline")
    if st.session_state.pop("concept.left", False):
        st.rerun()


def _what_misses(view: View, keeper: Keeper, issues: tuple[submit.Issue, ...], may_send: bool) -> None:
    """What misses and what is odd, and sending anyway when there is something to send."""
    with st.container(border=True, key="kib_misses"):
        if not may_send:
            _told("Dit formulier is nog leeg. Vul eerst bij ten minste één thema iets in.")
            return
        _told("Er is nog niets verstuurd. Lees eerst wat hieronder staat." if issues else "Er mist niets meer.")
        for kind, head in ((submit.MISSING, "Dit mist nog:"), (submit.QUESTION, "Kijk hier nog eens naar:")):
            if some := [issue.sentence for issue in issues if issue.kind == kind]:
                paragraph(head)
                _list(some)
        agreed = not issues or st.checkbox("Ik heb dit gelezen. Verstuur toch.", key=f"agree_{keeper.draft_id}")
        st.button(
            "Verstuur toch" if issues else "Verstuur nu", key=f"sure_{keeper.draft_id}", disabled=not agreed,
            type="primary", on_click=_send, args=(view, keeper),
        )  # fmt: skip


def _told(text: str) -> None:
    """A sentence of our own that a screen reader says when it appears."""
    st.html(f"<p role='status'><strong>{text}</strong></p>")


def _list(sentences: list[str]) -> None:
    """Sentences that may quote what users wrote: as text."""
    for sentence in sentences:
        paragraph(f"• {sentence}")


def _ask(view: View, keeper: Keeper) -> None:
    """The button *Verstuur*: sends at once when nothing misses (a callback)."""
    state = drafts.load(keeper.journal, keeper.draft_id)
    if state is None:
        return
    issues = submit.check(view.cycle, state, clock.today())
    if issues or not submit.can_send(view.settings, state):
        st.session_state[f"send.{keeper.draft_id}"] = True
    else:
        _send(view, keeper)


def _send(view: View, keeper: Keeper) -> None:
    """Send what is kept, unless something could not be kept (a callback)."""
    asked = f"send.{keeper.draft_id}"
    keeper.flush()
    failed = keeper.is_failing
    if not failed:
        try:
            state = drafts.load(keeper.journal, keeper.draft_id)
            if state is not None:
                submit.submit(keeper.journal, view.cycle, state)
        except OSError:
            log.exception("sending a form")
            failed = True
    st.session_state[f"{asked}.failed"] = failed
    if not failed:
        st.session_state.pop(asked, None)
        st.session_state.pop(f"agree_{keeper.draft_id}", None)


def _copy(view: View, draft_id: str) -> bytes:
    """The own copy as it is at the moment of asking."""
    state = drafts.load(view.dialogues.journal, draft_id)
    return own_copy(view.cycle, state, view.words, is_demo=view.is_demo) if state else b""


def _leave() -> None:
    st.query_params.pop(PARAM, None)
    st.session_state["concept.left"] = True
