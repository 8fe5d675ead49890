"""Buttons that move a part up or down, one place at a time; the new place is said, and the focus goes along."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Sequence

import streamlit as st

from widgets.consultation import focus
from widgets.consultation.view import changed

MOVED = "consultation.moved"
UP, DOWN = "Omhoog", "Omlaag"


def buttons(ids: Sequence[str], one: str, keep: Callable[[tuple[str, ...]], None], name: str) -> None:
    """*Omhoog* and *Omlaag* for one of these ids; `keep` keeps the new order, `name` is what the part is called."""
    place = ids.index(one)
    for label, icon, step in ((UP, "arrow_upward", -1), (DOWN, "arrow_downward", 1)):
        st.button(
            label, key=f"{label}_{one}", icon=f":material/{icon}:", disabled=not 0 <= place + step < len(ids),
            help=f"{label}: {name}", on_click=_move, args=(tuple(ids), one, step, keep, name),
        )  # fmt: skip


def moved(ids: Sequence[str], one: str, step: int) -> tuple[str, ...]:
    """The ids with one of them moved; it stays within the list."""
    place = ids.index(one)
    rest = [other for other in ids if other != one]
    rest.insert(max(0, place + step), one)
    return tuple(rest)


def _move(ids: tuple[str, ...], one: str, step: int, keep: Callable[[tuple[str, ...]], None], name: str) -> None:
    wanted = moved(ids, one, step)
    if changed(functools.partial(keep, wanted)):
        st.session_state[MOVED] = f"{name} staat nu op plaats {wanted.index(one) + 1} van {len(wanted)}."
        first, other = (UP, DOWN) if step < 0 else (DOWN, UP)
        focus.ask(f"{first}_{one}", f"{other}_{one}")  # at an end of the list the first one cannot have it


def said() -> None:
    """Where the part that was just moved stands now."""
    st.html(f"<p role='status' class='kib-subline'>{html.escape(st.session_state.pop(MOVED, ''))}</p>")
