"""First steps: the start cards of a role, and what to do when there are no numbers yet."""

from __future__ import annotations

import logging

import streamlit as st

from monitor.demo import install_all
from monitor.records import DEMO
from widgets import url
from widgets.chart_block import paragraph
from widgets.frame import dataset_param
from widgets.registry import ROLES, page
from widgets.runtime import PUBLISHED_ONLY, Context

log = logging.getLogger("kwaliteit")
NOT_LOADED = "start.not_loaded"


def cards(context: Context) -> None:
    """Three first steps for this role, as links inside the session."""
    role = next(r for r in ROLES if r.slug == context.role)
    pages = st.session_state["pages"]
    steps = [step for step in role.start if step[0] in pages]
    with st.container(horizontal=True, key="kib_start"):
        for url_path, text in steps:
            with st.container(border=True, width=260):
                st.page_link(pages[url_path], label=page(url_path).title)
                paragraph(text)


def missing_numbers(context: Context) -> None:
    """Without numbers: say that the sources give words only, where to load numbers, and offer the example."""
    if context.dataset != PUBLISHED_ONLY:
        return
    name = context.catalogue.settings["monitor_short_nl"]
    with st.container(border=True, key="kib_missing"):
        paragraph(
            f"U ziet wat de bronnen in woorden zeggen. De tabellen van {name} met scores staan niet in onze bronnen. "
            "Daarom staan hier geen getallen."
        )
        if context.guard.may_import():
            paragraph("Hebt u de tabellen? Lees ze dan in bij Gegevens en methode.")
        with st.container(horizontal=True):
            if context.guard.may_import():
                st.page_link(
                    st.session_state["pages"]["gegevens"],
                    label="Lees cijfers in",
                    query_params={"onderdeel": "inlezen"},
                )
            example_button(context)


def example_button(context: Context) -> None:
    """Shows the example, or loads it first where it is not there yet; nothing when it is in view."""
    if context.is_demo:
        return
    if DEMO in context.national.origins():
        st.button("Toon het voorbeeld (fictief)", on_click=_show, args=(context, DEMO), key="show_demo")
    elif context.guard.may_import():
        if st.session_state.pop(NOT_LOADED, False):
            st.error("Het voorbeeld kan nu niet worden geladen. Waarschuw uw beheerder.", icon=":material/error:")
        st.button("Laad voorbeeld (fictief)", on_click=_load, args=(context,), key="load_demo")


def _show(context: Context, dataset: str) -> None:
    param = dataset_param([PUBLISHED_ONLY, *context.national.origins()])
    st.session_state[url.key(param)] = dataset


def _load(context: Context) -> None:
    session = context.session
    try:
        install_all(session.workspace, session.database, session.catalogue)
    except OSError:
        log.exception("loading the example")
        st.session_state[NOT_LOADED] = True
        return
    st.session_state[url.key(dataset_param([DEMO]))] = DEMO
