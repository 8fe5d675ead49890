"""Documents that take a while: a button makes one with its progress in view, then it is there to download.

A document is kept in the session with what it was made from; when that changed, it is said and it is made again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import streamlit as st

from monitor import clock
from monitor.consultation import briefing
from monitor.consultation.briefing import BriefingError, Form
from monitor.consultation.records import Consultation
from monitor.consultation.store import STREAM
from monitor.ingest.report import why
from monitor.records import DEMO, OWN
from monitor.wording.numbers import time
from widgets import downloads
from widgets.chart_block import paragraph
from widgets.consultation.view import View

log = logging.getLogger("kwaliteit")
MADE, ASKED = "consultation.made", "consultation.asked"


@dataclass(frozen=True)
class Made:
    """A document and what it was made from."""

    content: bytes
    stamp: str
    at: str


def show(view: View, consultation: Consultation, form: Form) -> None:
    """The button that makes this document, its progress, and the download."""
    kept: dict[tuple[str, str], Made] = st.session_state.get(MADE, {})
    # Documents are large: those of another consultation go.
    known = st.session_state[MADE] = {of: made for of, made in kept.items() if of[0] == view.consultation_id}
    place = (view.consultation_id, form.code)
    with st.container(border=True, key=f"kib_document_{form.code}"):
        paragraph(form.holds)
        st.button(form.label, key=f"make_{form.code}", icon=":material/description:", on_click=_ask, args=(place,))
        room = st.empty()
        if st.session_state.get(ASKED) == place:
            del st.session_state[ASKED]
            known.pop(place, None)
            content = _made(view, consultation, form, room)
            if content is not None:
                known[place] = Made(content, _stamp(view), time(clock.now()))
        made = known.get(place)
        if made is None:
            return
        if made.stamp != _stamp(view):
            paragraph(f"⚠ Dit document is van {made.at}. Daarna is er iets veranderd. Maak het opnieuw.")
        else:
            st.html(f"<p role='status'>✓ Klaar, gemaakt om {made.at}. U kunt het nu downloaden.</p>")
        downloads.button(
            f"Download: {briefing.file_name(consultation, form.code)}", data=lambda: made.content, mime=form.mime, type="primary",
            key=f"download_{form.code}", file_name=briefing.file_name(consultation, form.code),
            icon=":material/download:",
        )  # fmt: skip


def _ask(place: tuple[str, str]) -> None:
    st.session_state[ASKED] = place


def _made(view: View, consultation: Consultation, form: Form, room: st.delta_generator.DeltaGenerator) -> bytes | None:
    """The content, with a bar while it is made; None (and a message) when it cannot be made."""
    bar = room.progress(0.0, "Wij maken het document.")
    try:
        content = briefing.make(
            consultation, view.here.session, form.code, on=view.on, state=view.here.state,
            progress=lambda part, text: bar.progress(min(max(part, 0.0), 1.0), text),
        )  # fmt: skip
    except BriefingError as refused:
        room.error(str(refused), icon=":material/error:")
        return None
    except OSError as problem:
        log.exception("making a document of a consultation")
        room.error(f"Het lukt nu niet ({why(problem)}). Uw teksten zijn bewaard. Waarschuw uw beheerder.",
                   icon=":material/error:")  # fmt: skip
        return None
    room.empty()
    return content


def _stamp(view: View) -> str:
    """What a document is made from: every change of the consultation, the data, and the day."""
    changes = view.store.journal.fingerprint(f"{STREAM}/{view.consultation_id}")
    edits = [view.here.dialogues.edits(origin) for origin in (OWN, DEMO)]
    return f"{changes}|{view.here.data_version}|{view.on}|{edits}"
