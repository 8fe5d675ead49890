"""Kwaliteit in beeld: page registry, page config and the frame around every page; nothing else."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
st.set_page_config(page_title="Kwaliteit in beeld", page_icon=str(HERE / "assets" / "icon.png"), layout="wide")

from server import origins
from widgets import frame, gate, registry, url

origins.ask_nobody()  # asgi.py does so before the first visitor; who starts this file itself has it from the first page
context = frame.begin()
listed = registry.pages_for(context.role, context.person, has_example=context.has_example)
pages = {
    info.url_path: st.Page(HERE / "pages" / info.file, title=info.title, icon=info.icon, url_path=info.url_path)
    for info in listed
}


def start() -> None:
    """`/` goes on to the first page of the role, so that every page also has an address of its own."""
    st.switch_page(pages[listed[0].url_path], query_params=dict(st.query_params))


def closed() -> None:
    """A page of another role: its address gets a sentence instead of Streamlit's own, which is English."""
    st.title("Deze pagina is niet voor uw rol", anchor=False)
    st.page_link(pages[listed[0].url_path], label=f"Ga naar {listed[0].title}")
    context.guard.need(False, f"pagina {url.page()}")


others = [
    st.Page(closed, title=info.title, url_path=info.url_path, visibility="hidden")
    for info in registry.PAGES
    if info.url_path not in pages
]
st.session_state["pages"] = pages
page = st.navigation([st.Page(start, url_path="start", default=True, visibility="hidden"), *pages.values(), *others])
st.set_page_config(page_title=f"{page.title} · Kwaliteit in beeld")
url.on_page(page.url_path)
is_local = any(info.is_local for info in listed if info.url_path == page.url_path)
frame.header(context, is_local=is_local)
frame.run(page)
frame.sidebar_basket(context)
gate.account(context.person)
frame.footer(context, is_local=is_local)
