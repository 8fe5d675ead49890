"""Fields that keep themselves: each change goes to the draft at once, only the field that changed, and is never lost.

The browser sends a text while somebody types (browser.js). The draft is the truth; a widget begins with what it holds.
After a restart of the server the browser may hold newer text than the draft: that text is kept, not overwritten.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from monitor.dialogues import drafts
from monitor.dialogues.draft_fold import DraftState, Value, Version, lost
from monitor.dialogues.form_fields import YES
from monitor.store.journal import Journal
from widgets.gone import Gone, back, no_place

log = logging.getLogger("kwaliteit")


@dataclass
class Memory:
    """What one browser tab knows of one draft."""

    base: dict[str, Value] = field(default_factory=dict)
    """What stood in each field when this tab last read or kept it."""
    unsaved: dict[str, Value] = field(default_factory=dict)
    """What could not be kept yet; tried again in every run."""
    pending: dict[str, Any] = field(default_factory=dict)
    """Values that widgets get at the start of the next run."""


class Keeper:
    """The fields of one draft on one screen. Make it, draw fields with it, then call `finish`."""

    def __init__(self, journal: Journal, draft_id: str) -> None:
        self.journal, self.draft_id = journal, draft_id
        self.memory: Memory = st.session_state.setdefault(f"concept.{draft_id}", Memory())
        for key, value in self.memory.pending.items():
            st.session_state[key] = value
        self.memory.pending = {}
        if self.memory.unsaved:
            self.flush()
        state = self._load()
        if state is None:
            raise Gone(draft_id)
        self.state = state
        self.shown: dict[str, Value] = {}
        self.texts: set[str] = set()

    @property
    def is_failing(self) -> bool:
        return bool(self.memory.unsaved)

    def key(self, name: str) -> str:
        """The widget key of a field."""
        return f"concept_{self.draft_id}_{name}"

    # ------------------------------------------------------------------------------------------------------- the fields

    def text_area(self, label: str, name: str, **options: Any) -> None:
        self._text(st.text_area, label, name, options)

    def text_input(self, label: str, name: str, **options: Any) -> None:
        self._text(st.text_input, label, name, options)

    def checkbox(self, label: str, name: str, **options: Any) -> bool:
        self._seed(name, self.state.text(name) == YES)
        return bool(self._drawn(st.checkbox, label, name, options))

    def day(self, label: str, name: str, **options: Any) -> None:
        try:
            kept = date.fromisoformat(self.state.text(name))
        except ValueError:
            kept = None
        self._seed(name, kept)
        self._drawn(st.date_input, label, name, {"value": None, "format": "DD-MM-YYYY", **options})

    def choice(self, label: str, name: str, options: Sequence[str], **more: Any) -> None:
        """One of several; a kept choice that is no longer offered stays in the list."""
        kept = self.state.text(name) or None
        self._seed(name, kept)
        offered = list(dict.fromkeys([*options, *([kept] if kept else []), *self._now(name)]))
        self._drawn(st.selectbox, label, name, {"options": offered, "index": None, **more})

    def several(self, label: str, name: str, options: Sequence[str], first: Sequence[str] = (), **more: Any) -> None:
        """Several of a list. `first` is always part of what is kept and not among the options."""
        kept = [one for one in self.state.items(name) if one not in first]
        self._seed(name, kept)
        offered = list(dict.fromkeys([*options, *kept, *self._now(name)]))
        self._drawn(st.multiselect, label, name, {"options": offered, **more}, first=tuple(first))

    # -------------------------------------------------------------------------------------------------- other people

    def newer(self) -> list[str]:
        """Fields on this screen that somebody else changed since this tab read them, and this tab did not."""
        base = self.memory.base
        return [
            name
            for name, value in self.shown.items()
            if value == base.get(name) and _value(self.state, name, value) != value
        ]

    def take_newer(self) -> None:
        """Show what others wrote (a callback)."""
        for name in self.newer():
            self.memory.base.pop(name)
            if name in self.texts:
                st.session_state[self.key(name)] = self.memory.base[name] = self.state.text(name)

    def put(self, name: str, text: str) -> None:
        """Put a text in a field instead of what stands there (a callback)."""
        st.session_state[self.key(name)] = text
        self._changed(name)

    def put_below(self, version: Version) -> None:
        """Put another text under what stands in the field (a callback)."""
        now = str(st.session_state.get(self.key(version.field), self.state.text(version.field)))
        self.put(version.field, f"{now.rstrip()}\n\n{version.text}" if now.strip() else version.text)

    def settle(self, version: Version) -> None:
        """Offer another text no more (a callback)."""
        try:
            drafts.settle(self.journal, self.draft_id, version)
        except OSError:
            log.exception("settling a text of draft")

    # -------------------------------------------------------------------------------------------------------- keeping

    def save(self, fields: dict[str, Value]) -> None:
        """Keep values that are no widget's own."""
        for name, value in fields.items():
            self.memory.base.setdefault(name, self.state.fields.get(name, ""))
            self.memory.unsaved[name] = value
        self.flush()

    def flush(self) -> None:
        """Keep everything that is not kept yet; what fails stays to be tried again."""
        waiting = dict(self.memory.unsaved)
        known = {n: v for n, v in waiting.items() if n in self.memory.base}
        fresh = {n: v for n, v in waiting.items() if n not in self.memory.base}
        for fields, is_base_known in ((known, True), (fresh, False)):
            if not fields:
                continue
            try:
                self._store(fields, is_base_known)
            except OSError:
                log.exception("keeping a draft")
                return
            back(self.draft_id)
            self.memory.base.update(fields)
            for name in fields:
                self.memory.unsaved.pop(name, None)

    def finish(self) -> None:
        """After the last field: a run again when a widget must show something else."""
        if self.memory.pending:
            st.rerun()

    # ------------------------------------------------------------------- where it is kept (other keepers have their own)

    def _load(self) -> Any:
        """What is kept, as a `DraftState` tells it; None when nothing was begun."""
        return drafts.load(self.journal, self.draft_id)

    def _store(self, fields: dict[str, Value], is_base_known: bool) -> None:
        """Keep these fields. Raises OSError when they are not kept."""
        if self._load() is None:
            raise no_place(self.draft_id, fields)
        drafts.save(self.journal, self.draft_id, fields, self.memory.base, is_base_known=is_base_known)

    # ------------------------------------------------------------------------------------------------------- internal

    def _is_fresh(self, name: str) -> bool:
        """Whether this tab has not drawn the field yet, or left it and came back."""
        return name not in self.memory.base or self.key(name) not in st.session_state

    def _text(self, widget: Callable[..., Any], label: str, name: str, options: dict[str, Any]) -> None:
        kept, is_fresh = self.state.text(name), self._is_fresh(name)
        # Only a widget that begins takes a value; a later one would count as a second answer beside the session's.
        options["value"] = self.memory.unsaved.get(name, kept) if is_fresh else ""
        self.texts.add(name)
        text = str(self._drawn(widget, label, name, options) or "")
        if not is_fresh or name in self.memory.unsaved:
            return
        if text == kept:
            self.memory.base[name] = kept
        elif self.state.stood_there(name, text) or not lost(text, kept):
            self.memory.pending[self.key(name)] = kept  # the browser was behind: somebody wrote on since
            self.memory.base[name] = kept
        else:
            self.memory.unsaved[name] = text  # the browser is ahead: typed while the server was gone
            self.flush()

    def _seed(self, name: str, value: Any) -> None:
        """A field that is no text begins with what is kept."""
        if self._is_fresh(name) and name not in self.memory.unsaved:
            st.session_state[self.key(name)] = value
            self.memory.base[name] = self.state.fields.get(name, "")

    def _drawn(
        self, widget: Callable[..., Any], label: str, name: str, options: dict[str, Any], first: tuple[str, ...] = ()
    ) -> Any:
        found = widget(label, key=self.key(name), on_change=self._changed, args=(name, first), **options)
        self.shown[name] = plain(found, first)
        return found

    def _changed(self, name: str, first: tuple[str, ...] = ()) -> None:
        self.memory.unsaved[name] = plain(st.session_state[self.key(name)], first)
        self.flush()

    def _now(self, name: str) -> list[str]:
        found = st.session_state.get(self.key(name)) or []
        return [found] if isinstance(found, str) else list(found)


def plain(value: Any, first: tuple[str, ...] = ()) -> Value:
    """What a widget holds, as a draft keeps it."""
    if isinstance(value, bool):
        return YES if value else ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [*first, *value]
    return str(value or "")


def _value(state: DraftState, name: str, like: Value) -> Value:
    return state.items(name) if isinstance(like, list) else state.text(name)
