"""What the page holds of one user: own scores and own texts, in the session only.

Streamlit forgets a widget when its page or part is left, so what was typed is kept here under names of our own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from monitor.own.records import OwnScore
from monitor.wording.numbers import count

_SCORES, _TEXTS = "own.scores", "own.texts"


def scores(care_type: str) -> tuple[OwnScore, ...]:
    return st.session_state.setdefault(_SCORES, {}).get(care_type, ())


def care_types() -> tuple[str, ...]:
    """The care types of which there are own scores, in the order in which they came."""
    return tuple(code for code, found in st.session_state.setdefault(_SCORES, {}).items() if found)


def set_scores(care_type: str, found: tuple[OwnScore, ...]) -> None:
    st.session_state.setdefault(_SCORES, {})[care_type] = found


def add_scores(care_type: str, more: tuple[OwnScore, ...]) -> int:
    """Add scores. What came before of the same measure, group and day makes room; returns how many did."""
    new = {_measurement(score) for score in more}
    stays = tuple(score for score in scores(care_type) if _measurement(score) not in new)
    replaced = len(scores(care_type)) - len(stays)
    set_scores(care_type, (*stays, *more))
    return replaced


def _measurement(score: OwnScore) -> tuple:
    return score.measure, score.group, score.observed_on


def added_text(added: int, replaced: int) -> str:
    """What was added, and what made room for it."""
    text = f"{count(added, 'score staat', 'scores staan')} erbij."
    if not replaced:
        return text
    old = f"{count(replaced, 'eerdere score maakte', 'eerdere scores maakten')} plaats, met dezelfde groep en datum."
    return f"{text} {old} Was het een andere groep? Geef die dan een naam."


def text(name: str) -> str:
    return str(value(name, ""))


def value(name: str, absent: Any) -> Any:
    return st.session_state.setdefault(_TEXTS, {}).get(name, absent)


def has(name: str) -> bool:
    """Whether the user chose or wrote this."""
    return name in st.session_state.setdefault(_TEXTS, {})


def put(name: str, what: Any) -> None:
    st.session_state.setdefault(_TEXTS, {})[name] = what


def texts(prefix: str) -> dict[str, str]:
    """All texts of which the name begins with this, by the rest of the name."""
    held = st.session_state.setdefault(_TEXTS, {})
    return {name[len(prefix) :]: str(found) for name, found in held.items() if name.startswith(prefix) and found}


def forget() -> None:
    """Take away everything that the page holds."""
    for name in (_SCORES, _TEXTS):
        st.session_state.pop(name, None)
    for key in [k for k in st.session_state if str(k).startswith("own_")]:
        del st.session_state[key]


def key(name: str, absent: Any = "") -> str:
    """The key of a widget that holds this value, seeded with it."""
    widget = f"own_{name}"
    if widget not in st.session_state:
        st.session_state[widget] = value(name, absent)
    return widget


def keep(name: str) -> Callable[[], None]:
    """What to do when the widget changed: keep what it holds now."""

    def kept() -> None:
        put(name, st.session_state[f"own_{name}"])

    return kept
