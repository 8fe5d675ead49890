"""Buttons that move a part up or down, one place at a time; the new place is said, also to a screen reader."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Sequence

import streamlit as st

from widgets.consultation.view import changed

MOVED = "consultation.moved"


def buttons(ids: Sequence[str], one: str, keep: Callable[[tuple[str, ...]], None], name: str) -> None:
    """*Omhoog* and *Omlaag* for one of these ids; `keep` keeps the new order, `name` is what the part is called."""
    place = ids.index(one)
    for label, icon, step in (("Omhoog", "arrow_upward", -1), ("Omlaag", "arrow_downward", 1)):
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


def said() -> None:
    """Where the part that was just moved stands now."""
    st.html(f"<p role='status' class='kib-subline'>{html.escape(st.session_state.pop(MOVED, ''))}</p>")
