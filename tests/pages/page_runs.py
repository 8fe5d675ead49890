"""Run a page as a visitor of a link does, and read what it says. What a page draws is looked at through its protobufs."""

from __future__ import annotations

import functools
import html
import re
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("overzicht", "trend", "spreiding", "werk-en-aanbod", "mijn-locatie", "dialoog", "overleg", "gegevens")
PARTS = ("geladen", "inlezen", "methode", "begrippen", "bronnen", "versies")
WENT_WRONG = "Er ging iets mis"

# Each run looks through all installed packages for components, which takes three times as long as the page itself. What
# is installed stays the same while tests run, so a process looks once.
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


def visit(page: str, **params: str) -> AppTest:
    """A page as it is after a visit of its link, in a process that knows nothing yet. Fails when the page does."""
    st.cache_data.clear()
    st.cache_resource.clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params.update(params)
    app.switch_page(f"pages/{page}.py")
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    """The same, once it is sure that the run went well: neither a traceback nor the frame's sentence about one."""
    assert [e.value for e in app.exception] == []
    assert [e.value for e in app.error if WENT_WRONG in e.value] == []
    return app


def html_of(app: AppTest) -> str:
    """All HTML of our own on the page, without styles and scripts."""
    joined = "\n".join(element.value for element in app.get("html"))
    return re.sub(r"<(style|script)\b.*?</\1>", "", joined, flags=re.DOTALL)


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def said(app: AppTest) -> str:
    """What somebody reads on the page, menu and choices included, but for what is drawn inside figures."""
    found = [plain(html_of(app))]
    for kind in ("title", "header", "subheader", "markdown", "caption", "text", "info", "warning", "error", "success"):
        found += [element.value for element in app.get(kind)]
    found += [block.label for block in app.get("expander")]
    for kind in ("button", "radio", "selectbox", "multiselect", "toggle", "checkbox", "text_input", "file_uploader"):
        found += [widget.label for widget in app.get(kind)]
        found += [option for widget in app.get(kind) for option in getattr(widget, "options", ())]
    found += [element.proto.label for element in [*app.get("page_link"), *app.get("download_button")]]
    return "\n".join(found)


def warnings(app: AppTest) -> list[str]:
    return [element.value for element in app.warning]


def charts(app: AppTest) -> list:
    """The protobufs of the figures: `.alt` is the text alternative, `.spec` what Plotly draws."""
    return [element.proto for element in app.get("plotly_chart")]


def blocks(app: AppTest) -> dict[str, str]:
    """The HTML of each chart block, by the block's key."""
    found = {}
    for node in [*app.main]:
        key = getattr(node, "key", None) or ""
        if key.startswith("kib_block_"):
            found[key] = "\n".join(e.value for e in node if getattr(e, "type", "") == "html")
    return found


def button(app: AppTest, label: str):
    return next(b for b in app.button if b.label == label)


def drawn_words(app: AppTest) -> str:
    """Everything that went to the browser as text, figures and alternatives included, styles and scripts not."""
    raw = " ".join(str(p.alt) + " " + p.spec for p in charts(app))
    return said(app) + "\n" + raw
