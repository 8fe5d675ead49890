"""What somebody is typing in Inrichten: a copy of the settings, of which nothing counts before it is kept.

The copy lives in the browser session, per municipality and year. Widgets get their text from it when they appear, and it
gets the text of the widgets on every run, so that it is still there after a look at another tab.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TypeVar

import streamlit as st

from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.settings_history import Revision, history
from monitor.dialogues.settings_typed import Typed, as_typed
from widgets import url
from widgets.dialogue.view import View

PLACE = "setup.copies"
T = TypeVar("T")


@dataclass
class Copy:
    """One year as typed so far.

    `revision` is the entry that the copy began with, empty when nothing was kept. `told` is said on the next run;
    `asked` is the text of which somebody was asked whether it is right, and `agreed` the text of which the answer was yes;
    `open_at` has the open themes with their place.
    `titles` are those of the themes as the copy began: a title that followed the typing would take the focus away.
    """

    name: str
    start: Typed
    typed: Typed
    revision: str
    told: str = ""
    asked: Typed | None = None
    pressed: bool = False
    agreed: Typed | None = None
    open_at: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.titles = {t.row: f"{t.label}{' (verplicht)' if t.mandatory else ''}" for t in self.typed.themes}

    @property
    def is_changed(self) -> bool:
        return self.typed != self.start

    def press(self) -> None:
        """*Bewaar* was pressed: looked at once every field has given its text."""
        self.pressed = True

    def agree(self) -> None:
        """*Ja, bewaar het zo* was pressed: it counts for what was asked, not for what was typed since."""
        self.pressed, self.agreed = True, self.asked

    def key(self, row: str, part: str) -> str:
        return f"setup_{self.name}_{row}_{part}"


def revisions(view: View) -> tuple[Revision, ...]:
    return history(view.dialogues.journal, view.origin, view.cycle.municipality, view.cycle.year)


def copy_of(view: View, kept: tuple[Revision, ...]) -> Copy:
    """The copy of the year in view; a new one when there is none, or when nothing was typed and somebody else kept one."""
    copies: dict[tuple[str, str, int], Copy] = st.session_state.setdefault(PLACE, {})
    newest = kept[0].entry_id if kept else ""
    found = copies.get(_place(view))
    if found is None or (found.revision != newest and not found.is_changed):
        typed = as_typed(view.settings)
        found = copies[_place(view)] = Copy(_name(), typed, typed, newest, found.told if found else "")
    return found


def begin_with(view: View, settings: CycleSettings, told: str) -> None:
    """Other text in every field, not kept yet; `told` is said on the next run."""
    now = st.session_state[PLACE][_place(view)]
    st.session_state[PLACE][_place(view)] = Copy(_name(), now.start, as_typed(settings), now.revision, told)


def begin_again(view: View, told: str) -> None:
    """The next run begins with what is kept."""
    typed = as_typed(view.settings)
    st.session_state[PLACE][_place(view)] = Copy(_name(), typed, typed, "", told)


def new_row() -> str:
    return f"n{uuid.uuid4().hex[:8]}"


def text(copy: Copy, row: str, part: str, label: str, value: str, *, area: bool = False, **more) -> str:
    """A field for text, or (`area`) for more lines."""
    key = _seeded(copy, row, part, value)
    return st.text_area(label, key=key, **more) if area else st.text_input(label, key=key, **more)


def now(copy: Copy, row: str, part: str, value: T) -> T:
    """What a field holds, whether it is drawn on this run or not; `value` when it never was."""
    return value if url.is_first_run() else st.session_state.get(copy.key(row, part), value)


def tick(copy: Copy, row: str, part: str, label: str, value: bool) -> bool:
    return st.checkbox(label, key=_seeded(copy, row, part, value))


def several(copy: Copy, row: str, part: str, label: str, value: list[str], options: dict[str, str]) -> list[str]:
    """Several of the options (code -> label)."""
    key = _seeded(copy, row, part, value)
    return st.multiselect(label, list(options), key=key, format_func=options.get, placeholder="Kies een of meer")


def fold(copy: Copy, row: str, number: int, title: str):
    """A part that opens on request and tells whether it is open; it stays open when its number changes."""
    key = copy.key(row, "open")
    if copy.open_at.pop(row, number) != number:
        st.session_state[key] = True
    found = st.expander(title, key=key, on_change="rerun")
    if found.open:
        copy.open_at[row] = number
    return found


def unfold(copy: Copy, row: str) -> None:
    st.session_state[copy.key(row, "open")] = True


def _seeded(copy: Copy, row: str, part: str, value: object) -> str:
    key = copy.key(row, part)
    if key not in st.session_state or url.is_first_run():
        st.session_state[key] = value
    return key


def _name() -> str:
    return uuid.uuid4().hex[:6]


def _place(view: View) -> tuple[str, str, int]:
    return (view.origin, view.cycle.municipality, view.cycle.year)
