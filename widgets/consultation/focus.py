"""Where the keyboard goes on after a button drew the page anew: without this it would begin on top again."""

from __future__ import annotations

import json

import streamlit as st

WANTED, TURN = "focus.wanted", "focus.turn"
SCRIPT = """<script>(() => { // TURN
  const end = Date.now() + 3000;
  const find = () => {
    // A button with an explanation stands there twice, of which one shows.
    const buttons = WANTED.flatMap((name) => [...document.querySelectorAll(`.st-key-${name} button:not(:disabled)`)]);
    const button = buttons.find((one) => one.offsetParent && !one.closest("[data-stale=true]"));
    if (button) button.focus();
    else if (Date.now() < end) setTimeout(find, 50);
  };
  setTimeout(find, 150);
})()</script>"""


def ask(*keys: str) -> None:
    """After this run the first of these buttons that can have it gets the focus. A key holds letters, digits, - and _."""
    st.session_state[WANTED] = list(keys)


def give() -> None:
    """At the end of a run."""
    wanted = st.session_state.pop(WANTED, None)
    if wanted:
        turn = st.session_state.get(TURN, 0) + 1  # a script that is the same as the last one does not run again
        st.session_state[TURN] = turn
        st.html(SCRIPT.replace("TURN", str(turn)).replace("WANTED", json.dumps(wanted)), unsafe_allow_javascript=True)
