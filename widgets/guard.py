"""Every page starts with `via_app()`: a page file must never run without app.py around it.

With a folder named pages/ beside app.py, Streamlit starts each process in its old multipage mode. Until somebody has
opened `/`, a deep link runs the page file alone: no frame, no gate. The first visitor of a process meets this guard.
"""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager  # private, therefore Streamlit is pinned


def via_app() -> None:
    """Run this page through app.py; a no-op when it already does."""
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()
