"""What every part of the page works with, and what buttons tell after they were pressed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from monitor.catalogue import Catalogue
from monitor.consultation.store import Consultations
from widgets import url
from widgets.consultation import focus
from widgets.refusals import reason
from widgets.runtime import Context

log = logging.getLogger("kwaliteit")
PAGE = "overleg"
TOLD, SHOWN, WHOLE = "consultation.told", "consultation.shown", "consultation.whole"
NOT_KEPT = "Bewaren lukt nu niet. Er is niets veranderd. Probeer het opnieuw. Of waarschuw uw beheerder."
NO_LONGER = (
    "Dit overleg is er niet meer. Misschien heeft iemand het weggehaald. Vraag uw beheerder om een reservekopie."
)
GOOD, GONE, NOTE, WRONG = "good", "gone", "note", "wrong"
_BOXES = {GOOD: st.success, GONE: st.success, NOTE: st.warning, WRONG: st.error}


@dataclass(frozen=True)
class View:
    """One consultation on one day. What it holds is read anew in each run: a part of the page runs again on its own."""

    here: Context
    store: Consultations
    consultation_id: str

    @property
    def on(self) -> date:
        return self.here.reference_date

    @property
    def catalogue(self) -> Catalogue:
        return self.here.catalogue


def tell(kind: str, text: str, undo: Callable[[], Any] | None = None) -> None:
    """A message for the next run: GOOD, GONE (something was taken away), NOTE or WRONG; with `undo` it can be taken back."""
    st.session_state.setdefault(TOLD, []).append((kind, text, undo))


def told() -> None:
    """What buttons told, once. What can be taken back stays until something else is told."""
    fresh = st.session_state.pop(TOLD, None)
    shown = fresh if fresh is not None else [one for one in st.session_state.get(SHOWN, []) if one[2] is not None]
    st.session_state[SHOWN] = shown
    for number, (kind, text, undo) in enumerate(shown):
        _BOXES[kind](url.as_text(text))
        if undo is not None:
            if fresh is not None and kind == GONE:
                focus.ask(f"undo_{number}")  # the button that was pressed went along
            label = "Zet terug" if kind == GONE else "Maak ongedaan"
            st.button(label, key=f"undo_{number}", on_click=_undone, args=(undo,), icon=":material/undo:")


def _undone(undo: Callable[[], Any]) -> None:
    if changed(undo, is_whole=True):
        st.session_state[SHOWN] = []


def changed(change: Callable[[], Any], *, is_whole: bool = False) -> bool:
    """Make a change; tells when it was refused or could not be kept, and says whether it was made.

    After a change that shows outside the part (`is_whole`) the whole page is drawn again.
    """
    try:
        change()
    except ValueError as refused:
        tell(WRONG, str(refused))
        return False
    except KeyError:
        tell(WRONG, NO_LONGER)
        return False
    except OSError:
        log.exception("changing a consultation")
        tell(WRONG, reason(NOT_KEPT))
        return False
    if is_whole:
        st.session_state[WHOLE] = True
    return True
