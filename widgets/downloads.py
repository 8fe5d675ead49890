"""Every button that gives a file. The file is made when somebody asks for it, and that it went out is written down.

What a file is made from was read when the page was drawn. Whoever may see less since then gets nothing: the page must be
opened again first. In the audit trail stands what went out (not what is in it) and which selection it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import streamlit as st

from monitor.access.audit import EXPORT
from monitor.access.records import NotAllowed
from widgets import url, who
from widgets.runtime import context

log = logging.getLogger("kwaliteit")
CHANGED = "Uw rechten zijn veranderd. Laad de pagina opnieuw."
NOT_IN_TRAIL = frozenset({"zoek"}) | url.SECRET
"""Parts of an address that stay out of the trail: words that somebody typed, and the secret id of a form."""


def button(label: str, *, data: Callable[[], bytes], file_name: str, mime: str, key: str, **options: Any) -> None:
    """A button that gives a file with data; `data` makes it. Other options are those of Streamlit's button."""
    st.download_button(
        label, data=_recorded(data, file_name), file_name=file_name, mime=mime, key=key, on_click="ignore", **options
    )


def empty_form(label: str, *, data: Callable[[], bytes], file_name: str, mime: str, key: str) -> None:
    """A button that gives a file to fill in. There is nothing of anybody in it, so nothing is written down."""
    st.download_button(label, data=data, file_name=file_name, mime=mime, key=key, on_click="ignore")


def _recorded(make: Callable[[], bytes], file_name: str) -> Callable[[], bytes]:
    """`make`, for the person who sees this button and for nobody else, with its line in the audit trail."""
    here, about = context(), f"{file_name} ({_selection()})"

    def made() -> bytes:
        if who.person() != here.person:  # whoever asks, which need not be who saw the button
            raise NotAllowed(CHANGED)
        content = make()
        try:
            here.guard.record(EXPORT, about)
        except OSError:
            log.exception("writing down a download")
            if not here.person.is_alone:  # on a server nothing goes out that is not in the trail
                raise
        return content

    return made


def _selection() -> str:
    """The page and what was chosen on it, as its address tells."""
    return "?".join(filter(None, (url.page(), url.selection(NOT_IN_TRAIL))))
