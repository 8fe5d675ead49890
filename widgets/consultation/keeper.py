"""The fields of a consultation, kept while somebody types, as those of a form of the dialogue are.

The container of the fields is called FORM, so that browser.js sends what is typed after a short rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import streamlit as st

from monitor import clock
from monitor.consultation import one_field
from monitor.consultation.contacts import without_contacts
from monitor.consultation.records import Consultation
from monitor.consultation.store import STREAM
from monitor.dialogues.draft_fold import lost
from monitor.store.journal import Entry
from monitor.wording.numbers import date_text, time
from widgets.chart_block import paragraph
from widgets.consultation.view import View, told
from widgets.dialogue.form_keeper import Keeper, Value
from widgets.gone import no_place

FORM = "kib_form"
STYLE = (Path(__file__).parents[1] / "dialogue" / "form.css").read_text("utf-8")


class Kept:
    """What is kept of one consultation, asked field by field."""

    def __init__(self, consultation: Consultation, entries: list[Entry]) -> None:
        self.consultation, self._entries = consultation, entries
        self.fields = self

    def get(self, name: str, absent: Value = "") -> Value:
        found = one_field.value(self.consultation, name)
        return absent if found is None else found

    def text(self, name: str) -> str:
        found = self.get(name)
        return found if isinstance(found, str) else ""

    def items(self, name: str) -> list[str]:
        found = self.get(name)
        return found if isinstance(found, list) else []

    def stood_there(self, name: str, value: Value) -> bool:
        """Whether this text was kept before, in whichever field."""
        return not value or any(_holds(entry, value) for entry in self._entries)

    @property
    def saved_at(self) -> datetime:
        return clock.local(self._entries[-1]["at"])


class Fields(Keeper):
    """The fields on one part of the page. Make it, draw fields with it, then call `finish`."""

    def __init__(self, view: View) -> None:
        self.view = view
        place = f"consultation.{view.consultation_id}"
        self.others: dict[str, str] = st.session_state.setdefault(f"{place}.others", {})
        self.refused: dict[str, str] = st.session_state.setdefault(f"{place}.refused", {})
        self.adjusted: dict[str, Value] = st.session_state.setdefault(f"{place}.adjusted", {})
        super().__init__(view.store.journal, view.consultation_id)

    @property
    def consultation(self) -> Consultation:
        return self.state.consultation

    def key(self, name: str) -> str:
        return f"overleg_{self.draft_id}_{name}"

    def text_area(self, label: str, name: str, **options: Any) -> None:
        super().text_area(label, name, **options)
        self._beside(name)

    def text_input(self, label: str, name: str, **options: Any) -> None:
        super().text_input(label, name, **options)
        self._beside(name)

    def pick(self, label: str, name: str, options: Sequence[str], **more: Any) -> None:
        """One of several, always one."""
        self._seed(name, self.state.text(name) or options[0])
        self._drawn(st.selectbox, label, name, {"options": list(options), **more})

    def newer(self) -> list[str]:
        base = self.memory.base
        return [
            name
            for name, value in self.shown.items()
            if one_field.same(value, base.get(name))
            and not one_field.same(self.state.get(name), value)
            and self.state.get(name) != self.adjusted.get(name)
        ]

    def _load(self) -> Kept | None:
        consultation = self.view.store.get(self.draft_id)
        return None if consultation is None else Kept(consultation, self.journal.entries(f"{STREAM}/{self.draft_id}"))

    def _store(self, fields: dict[str, Value], is_base_known: bool) -> None:
        """Keep each field. A text of somebody else that would be lost is shown beside ours; it is in the journal too."""
        for name, new in fields.items():
            kept = self._load()
            if kept is None:
                raise no_place(self.draft_id, fields)
            stands = kept.text(name)
            is_unread = not is_base_known or not one_field.same(stands, self.memory.base[name])
            if stands and isinstance(new, str) and is_unread and lost(stands, new):
                self.others[name] = stands
            self.refused.pop(name, None)
            try:
                one_field.put(self.view.store, self.draft_id, name, new)
            except ValueError as refused:
                self.refused[name] = str(refused)
                continue
            self.adjusted.pop(name, None)
            after = self._load()
            if after is not None and not one_field.same(after.get(name), new):
                self.adjusted[name] = after.get(name)

    def _beside(self, name: str) -> None:
        """Under a text: why it is not kept, or what somebody else wrote there at the same time."""
        if name in self.refused:
            paragraph(f"✗ Dit is niet bewaard. {self.refused[name]}", "kib-failed")
        typed = str(st.session_state.get(self.key(name), ""))
        if name in self.adjusted and without_contacts(typed) != typed:
            paragraph(f"E-mailadressen en telefoonnummers bewaren wij niet. Bewaard is: “{self.adjusted[name]}”")
        if name not in self.others:
            return
        with st.container(border=True, key=f"kib_other_{name}"):
            paragraph("Iemand anders schreef hier ook iets:")
            st.text(self.others[name])
            with st.container(horizontal=True):
                st.button("Zet onder deze tekst", key=f"below_{name}", on_click=self._put_other_below, args=(name,))
                st.button("Laat weg", key=f"drop_other_{name}", on_click=self.others.pop, args=(name, None))

    def _put_other_below(self, name: str) -> None:
        now = str(st.session_state.get(self.key(name), "")).rstrip()
        other = self.others.pop(name)
        self.put(name, f"{now}\n\n{other}" if now else other)


def begin_anew(view: View, names: Iterable[str]) -> None:
    """Something else than the fields themselves changed what they hold: they begin anew with what is kept."""
    memory = st.session_state.get(f"concept.{view.consultation_id}")
    for name in names:
        if memory is not None:
            memory.base.pop(name, None)


def newer_notice(fields: Fields) -> None:
    """That somebody else wrote on this screen since it was drawn, and the way to see it."""
    if fields.newer():
        with st.container(border=True, key="kib_newer"):
            paragraph("Iemand anders schreef hier ook. Uw eigen tekst is bewaard.")
            st.button("Toon de nieuwste tekst", key="newer_consultation", on_click=fields.take_newer)


def saved_line(fields: Fields) -> None:
    """The line that stays in view: what a button did, and when it was last kept or that it could not be kept."""
    moment = fields.state.saved_at
    day = "" if moment.date() == clock.today() else f"op {date_text(moment)} "
    with st.container(key="kib_saved"):
        told()
        if fields.is_failing:
            st.html(
                "<p role='alert' class='kib-failed'>✗ Bewaren lukt nu niet. Uw tekst staat nog op dit scherm. "
                "Sluit dit scherm niet. Waarschuw uw beheerder: misschien is de schijf vol.</p>"
            )
            st.button("Probeer opnieuw te bewaren", key="again_consultation", on_click=fields.flush)
        else:
            st.html(f"<p role='status'>✓ Laatst bewaard {day}om {time(moment)}.</p>")
        st.html("<p role='status' class='kib-offline'>Er is nu geen verbinding. Uw tekst blijft op dit scherm staan. "
                "Wacht tot u weer kunt typen.</p>")  # fmt: skip


def _holds(found: Any, value: Value) -> bool:
    """Whether this text or list stands anywhere in an entry."""
    if isinstance(found, dict):
        return any(_holds(one, value) for one in found.values())
    if isinstance(found, list):
        return found == value or any(_holds(one, value) for one in found)
    return isinstance(found, str) and found == value
