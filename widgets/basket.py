"""The basket *Voeg toe aan overleg*: figures and verdicts that the user wants to take to a meeting.

An item holds what is needed to show it again and to see whether it went stale; never a picture or a number on its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from monitor.wording.numbers import count

_KEY = "basket"


@dataclass(frozen=True)
class Item:
    """A figure as it stood: where (page and link), what it said, under which flags, on which data."""

    page: str
    figure: str
    link: Mapping[str, str]
    headline: str
    sentence: str
    flags: tuple[str, ...]
    data_version: str

    @property
    def identity(self) -> tuple:
        return self.page, self.figure, tuple(sorted(self.link.items()))


def items() -> Sequence[Item]:
    return st.session_state.setdefault(_KEY, [])


def add(item: Item) -> None:
    """Put it in, once; the same figure again replaces the older one."""
    kept = [other for other in items() if other.identity != item.identity]
    st.session_state[_KEY] = [*kept, item]


def remove(item: Item) -> None:
    st.session_state[_KEY] = [other for other in items() if other.identity != item.identity]


def holds(item: Item) -> bool:
    return any(other.identity == item.identity for other in items())


def counter() -> None:
    """How many items there are, with the list under it."""
    held = items()
    if not held:
        st.caption("Mandje voor overleg: nog leeg.")
        return
    with st.expander(f"Mandje voor overleg: {count(len(held), 'figuur', 'figuren')}"):
        for place, item in enumerate(held):
            st.text(item.headline)
            st.button("Haal eruit", key=f"basket_remove_{place}", on_click=remove, args=(item,))
