"""The gate of a run: whoever may see nothing gets a screen that says why, and the run stops there.

On a server server/gate.py keeps people out before a run begins. This one is for whose rights or sign-in ended while the
page was open, and for a start without that server.
"""

from __future__ import annotations

import streamlit as st

from monitor.access.records import Person
from widgets import nearby, sign_in, who
from widgets.chart_block import paragraph, paragraphs
from widgets.sign_in import Screen

NO_GATE = Screen(
    "De server is niet goed gestart",
    ("Start hem met asgi.py. Alleen dan zijn ook bestanden en adressen afgeschermd.", f"Zie {sign_in.MANUAL}."),
)

AGAIN = (
    "const last = Number(sessionStorage.getItem('kib_again') || 0);"
    "if (Date.now() - last > 20000) { sessionStorage.setItem('kib_again', Date.now()); location.reload(); }"
)
"""Loads the page anew, so that nothing of before stays in the browser; once, also when the server then lets it in."""

stands_before = False
"""Whether server/gate.py is in this process; asgi.py says so."""


def person() -> Person:
    """Who may go on with this run. Stops the run for anybody else."""
    screen = _screen()
    if screen is not None:
        _show(screen)
        st.stop()
    return who.person()


def account(one: Person) -> None:
    """Who is signed in, in the menu; a visitor may sign in there. Alone on a laptop there is nothing to say."""
    if one.is_alone:
        return
    with st.sidebar:
        st.divider()
        if one.is_signed_in:
            paragraph(f"Aangemeld als {one.person_id}", "kib-subline")
            if st.button("Afmelden", icon=":material/logout:"):
                st.logout()
        else:
            _sign_in_buttons()


def _screen() -> Screen | None:
    if who.is_server():
        return sign_in.refusal(who.claims()) if stands_before else NO_GATE
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    # Streamlit tells no address of a loopback; a run without a websocket (a test) has no headers either.
    is_near = not headers or nearby.is_nearby(headers, st.context.ip_address)
    return None if is_near else sign_in.OUTSIDE


def _show(screen: Screen) -> None:
    """The screen, instead of everything that stood there; where the server has a page for it, the browser goes there."""
    st.html("<style>[data-testid='stSidebar'], [data-testid='stExpandSidebarButton'] { display: none; }</style>")
    if stands_before:
        st.html(f"<script>{AGAIN}</script>", unsafe_allow_javascript=True)
    st.title(screen.title, anchor=False)
    paragraphs(*screen.texts, *screen.problems)
    if screen.may_sign_in:
        _sign_in_buttons()
    if screen.may_sign_out and st.button("Afmelden", icon=":material/logout:"):
        st.logout()


def _sign_in_buttons() -> None:
    for name, label in sign_in.providers().items():
        if st.button(label, key=f"sign_in.{name}", icon=":material/login:"):
            st.login(name)
