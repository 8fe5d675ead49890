"""What somebody sees who types in something that is no longer there: what was not kept, to copy, and whom to ask."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence

import streamlit as st

from widgets.chart_block import paragraph

Typed = Mapping[str, str | Sequence[str]]
_TYPED = "gone.typed"


class Gone(LookupError):
    """The draft or consultation is not there any more."""


def no_place(name: str, typed: Typed) -> FileNotFoundError:
    """Not kept: there is nothing any more that it could be kept in. What was typed is shown until it was copied."""
    kept = st.session_state.setdefault(_TYPED, {}).setdefault(name, {})
    kept.update({field: value for field, value in typed.items() if value})
    return FileNotFoundError(errno.ENOENT, "what was typed in is gone")


def back(name: str) -> None:
    """It is there again, and what was typed is kept."""
    st.session_state.get(_TYPED, {}).pop(name, None)


def notice() -> None:
    """Everything that was typed in what is gone; nothing when there is no such thing."""
    for name, typed in list(st.session_state.get(_TYPED, {}).items()):
        st.error(
            "Waar u in typte, is er niet meer. Misschien heeft iemand het weggehaald. "
            "Vraag uw beheerder om een reservekopie.",
            icon=":material/error:",
        )
        paragraph("Dit hebt u getypt en is niet bewaard. Kopieer het voordat u verdergaat.", "kib-failed")
        for text in typed.values():
            st.text(text if isinstance(text, str) else "\n".join(text))
        st.button("Ik heb mijn tekst gekopieerd", key=f"gone_{name}", on_click=back, args=(name,))
