"""What somebody sees who asks for more than their role gives: a sentence, and never half a page or a traceback."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

import streamlit as st

from monitor.access.records import NotAllowed
from widgets import gone, who


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
