"""The block around every figure: finding, what is drawn, figure, sentence, table, buttons, source. See README."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable

import streamlit as st

from monitor.blocks.block import Block, stamps
from monitor.blocks.block import source_line as line_of
from monitor.export import images
from monitor.export.kinds import XLSX
from monitor.export.xlsx import workbook
from monitor.figures.template import CONFIG
from monitor.wording.numbers import date_text
from widgets import basket, downloads, url
from widgets.runtime import Context
from widgets.url import as_text


def show(block: Block, context: Context) -> None:
    """Draw the block. Refuses a figure without a text alternative."""
    if block.figure is not None and not block.alt:
        raise ValueError(f"figure {block.key} has no alt text")
    with st.container(key=f"kib_block_{block.key}"):
        st.header(as_text(block.headline) if block.quotes_users else block.headline, anchor=False)
        paragraph(block.subline, "kib-subline")
        if block.figure is not None:
            _drawn(block)
        _multiples(block)
        if block.body:
            st.html(block.body)
        if block.sentence:
            paragraph(block.sentence, "kib-sentence")
        paragraphs(*block.notes)
        if not block.is_table:
            details("Bekijk als tabel", block.table_html)
        _buttons(block, context)
        paragraph(source_line(block.source, context), "kib-source")


def _drawn(block: Block) -> None:
    """The figure; where it has a form of its own for a narrow screen, the style sheet shows the one that fits."""
    forms = [("wide", block.figure)] + ([("narrow", block.narrow)] if block.narrow is not None else [])
    for form, figure in forms:
        name = f"kib_{form}_{block.key}" if len(forms) > 1 else f"kib_figure_{block.key}"
        with st.container(key=name):
            key = f"figure_{form}_{block.key}"
            st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=block.alt, width="stretch")


def _multiples(block: Block, per_row: int = 3) -> None:
    """Small multiples in columns, which Streamlit stacks on a narrow screen."""
    width = min(per_row, max(2, len(block.figures)))  # one or two panels do not fill a wide page
    for first in range(0, len(block.figures), width):
        columns = st.columns(width)
        for place, (figure, alt) in enumerate(block.figures[first : first + width]):
            with columns[place]:
                key = f"figure_{block.key}_{first + place}"
                st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt, width="stretch")


def paragraph(text: str, style: str = "") -> None:
    """Plain text on screen; nothing in it is ever read as HTML or markdown."""
    if text:
        st.html(_paragraph(text, style))


def paragraphs(*texts: str, after: str = "") -> None:
    """Several plain texts in one go, without the empty ones; `after` is HTML of our own that follows them."""
    body = "".join(_paragraph(text) for text in texts if text) + after
    if body:
        st.html(f"<div class='kib-texts'>{body}</div>")


def _paragraph(text: str, style: str = "") -> str:
    return f"<p class='{style}'>{html.escape(text)}</p>"


def details(summary: str, body: str) -> None:
    """A part that opens on request, also with the keyboard. `body` is HTML of our own."""
    st.html(f"<details class='kib-details'><summary>{html.escape(summary)}</summary>{body}</details>")


def may_say(say: str, not_say: str) -> list[str]:
    """*Wel zeggen / niet zeggen*, each when there is something to say."""
    told = ((f"✓ Wel zeggen: {say}", say), (f"✗ Niet zeggen: {not_say}", not_say))
    return [text for text, quoted in told if quoted]


def source_line(source: str, context: Context) -> str:
    """Where it came from, which data, which day; the stamp of fictitious data when it is."""
    return line_of(source, context.view)


def _buttons(block: Block, context: Context) -> None:
    drawing = block.drawing
    with st.container(horizontal=True, key=f"kib_buttons_{block.key}"):
        if drawing is not None:
            usable = can_draw()
            for label, suffix, mime, make in (
                ("Download afbeelding (PNG)", "png", "image/png", images.to_png),
                ("Download tekening (SVG)", "svg", "image/svg+xml", images.to_svg),
            ):
                downloads.button(
                    label, key=f"{suffix}_{block.key}", file_name=f"{block.key}.{suffix}", mime=mime,
                    data=_deferred(make, drawing, block, context), disabled=not usable,
                )  # fmt: skip
        downloads.button(
            "Download tabel (XLSX)", key=f"xlsx_{block.key}", file_name=f"{block.key}.xlsx",
            mime=XLSX,
            data=functools.partial(workbook, block.sheets or [block.table], about=about(block, context)),
        )  # fmt: skip
        basket.button(block, context)
        st.html(
            f"<div><button type='button' class='kib-copy' value='{html.escape(context.data_version)}'>Kopieer link"
            "</button><span class='kib-status' role='status'></span></div>",
            width="content",
        )
    if drawing is not None and not can_draw():
        st.caption("Afbeeldingen maken kan hier niet: de browser Chromium is niet gevonden. De tabel (XLSX) werkt wel.")


# A resource, although it is only yes or no: data want a place to be kept, and Streamlit warns when this is read before its
# server runs.
@st.cache_resource(show_spinner=False, ttl=600)
def can_draw() -> bool:
    """Whether this machine has a browser to make pictures with."""
    try:
        images.browser_path()
    except images.ChromiumMissing:
        return False
    return True


def _deferred(make, drawing, block: Block, context: Context) -> Callable[[], bytes]:
    """A download that is made when it is asked for, so that a page does not wait for it."""

    def made() -> bytes:
        return make(
            images.standalone(
                drawing(), title=block.headline, subline=block.subline,
                source_line=source_line(block.source, context), stamps=stamps(block, context.view),
                description=block.alt or block.sentence,
            )
        )  # fmt: skip

    return made


def about(block: Block, context: Context) -> list[tuple[str, str]]:
    """The first sheet of every workbook: what it is and where it came from."""
    return [
        ("Titel", block.headline),
        ("Wat staat erin", block.subline),
        ("Uitkomst", block.sentence),
        ("Let op", "; ".join(stamps(block, context.view))),
        ("Bron", block.source),
        ("Dataversie", context.data_version),
        ("Peildatum", date_text(context.reference_date)),
        ("Selectie", url.selection(url.SECRET) or "standaard"),
    ]
