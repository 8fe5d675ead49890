"""What somebody sees who asks for more than their role gives: a sentence, and never half a page or a traceback."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime.state.session_state import SessionState  # private, therefore Streamlit is pinned

from monitor.access.records import NotAllowed
from widgets import gone, who

_REFUSED = "refusals.told"


def reason(otherwise: str) -> str:
    """Within `except OSError`: the text of the refusal when it is one, else what is said of a disk that fails."""
    problem = sys.exception()
    return str(problem) if isinstance(problem, NotAllowed) else otherwise


def show(refused: NotAllowed) -> None:
    st.error(str(refused), icon=":material/lock:")


def fragment(draw: Callable[..., None]) -> Callable[..., None]:
    """A part of a page that runs again on its own. Its first argument is a view.

    What it is drawn from was read when the whole page ran. Whoever may see something else since then gets the whole page
    again, which begins with the gate.
    """

    @st.fragment
    @functools.wraps(draw)
    def drawn(view: Any, *args: Any) -> None:
        if who.person() != view.here.person:
            st.rerun()
        try:
            draw(view, *args)
        except NotAllowed as refused:
            show(refused)
        except gone.Gone:
            gone.notice()

    return drawn


# -------------------------------------------------------------------------------------------------------- in callbacks


def told() -> None:
    """What the button that was pressed refused, once; for the top of the page."""
    if text := st.session_state.pop(_REFUSED, ""):
        st.error(text, icon=":material/lock:")


def _told_in_callbacks() -> None:
    """A refusal in a callback is told and the page runs on: Streamlit would leave the page as it was, with a traceback.

    All callbacks pass here, so that no button need remember it.
    """
    run_as_before = SessionState._run_callback_and_record_rerun

    def run_and_tell(self: SessionState, votes: Any, run: Callable[[], None]) -> None:
        def told() -> None:
            try:
                run()
            except NotAllowed as refused:
                st.session_state[_REFUSED] = str(refused)

        run_as_before(self, votes, told)

    SessionState._run_callback_and_record_rerun = run_and_tell  # type: ignore[method-assign]


_told_in_callbacks()
