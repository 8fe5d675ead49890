"""The warning on every page while the store of the workspace is away: what is seen is of an earlier moment."""

from __future__ import annotations

import streamlit as st

from monitor import paths
from monitor.store import place


def notice() -> None:
    """Nothing for a workspace on disk, or when all is well."""
    if told := place.of(paths.workspace()).notice():
        st.warning(told, icon=":material/cloud_off:")
