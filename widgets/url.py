"""Selections that live in the URL under stable slugs, survive a page switch, and say so when a link holds nonsense.

Streamlit's own binding puts labels in the URL and drops what it does not know; this does neither. A selection is kept
in the session (widgets forget theirs on a page switch) and written to the URL when it differs from its default.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

_KEPT, _SEEN, _UNKNOWN, _ALLOWED = "url.kept", "url.seen", "url.unknown", "url.allowed"
_PAGE, _FRESH, _DEFAULTS, _NOTES = "url.page", "url.fresh", "url.defaults", "url.notes"
SELECTION = "url_"  # begins the widget key of every selection
SECRET = frozenset({"concept"})
"""Parts of an address that stay in it: the id of a form in progress is in no file and in no trail."""


@dataclass(frozen=True)
class Param:
    """One parameter of a link. `options` maps slug to value; `many` allows several, separated by commas.

    A selection belongs to the page that it was made on, unless it is `shared` by all pages.
    """

    name: str
    options: Mapping[str, Any]
    default: tuple[str, ...]
    many: bool = False
    shared: bool = False

    @property
    def place(self) -> str:
        """Where the session keeps it: per page, or once."""
        return self.name if self.shared else f"{st.session_state.get(_PAGE, '')}/{self.name}"

    def slugs(self, values: Iterable[Any]) -> tuple[str, ...]:
        wanted = list(values)
        return tuple(slug for slug, value in self.options.items() if value in wanted)

    def values(self, slugs: Iterable[str]) -> list[Any]:
        return [self.options[slug] for slug in slugs if slug in self.options]


def start() -> None:
    """Begin of a run: forget last run's messages and the list of known parameters."""
    st.session_state.setdefault(_KEPT, {})
    st.session_state.setdefault(_SEEN, {})
    st.session_state.setdefault(_DEFAULTS, {})
    st.session_state[_UNKNOWN] = []
    st.session_state[_ALLOWED] = []
    st.session_state[_FRESH] = False


def on_page(name: str) -> None:
    """Which page runs now. After a page switch Streamlit holds empty values for widgets; ours come from the session."""
    st.session_state[_FRESH] = st.session_state.get(_PAGE) != name
    st.session_state[_PAGE] = name


def page() -> str:
    """The page that runs now, as it stands in an address."""
    return str(st.session_state.get(_PAGE, ""))


def selection(without: frozenset[str]) -> str:
    """What was chosen, as the address tells, but for the parts named."""
    return "&".join(f"{name}={value}" for name, value in st.query_params.items() if name not in without)


def is_first_run() -> bool:
    """Whether the page was just opened, so that what Streamlit holds for its widgets does not count."""
    return bool(st.session_state[_FRESH])


def key(param: Param) -> str:
    """The widget key of a parameter."""
    return f"{SELECTION}{param.place}"


def prepare(param: Param) -> str:
    """Seed the widget of this parameter from the link, else from the session, else its default; returns its key."""
    kept, seen = st.session_state[_KEPT], st.session_state[_SEEN]
    st.session_state[_ALLOWED].append(param.name)
    written = st.query_params.get(param.name)
    from_link = written is not None and written != seen.get(param.place)
    if from_link:
        kept[param.place] = _parsed(param, written)
        seen[param.place] = written
    slugs = tuple(slug for slug in kept.get(param.place, param.default) if slug in param.options)
    if not slugs and not param.many:
        slugs = param.default
    # A default may follow another choice (the role, the measure); a widget that stood on the old one goes along.
    moved = st.session_state[_DEFAULTS].get(param.place, param.default) != param.default and param.place not in kept
    st.session_state[_DEFAULTS][param.place] = param.default
    if from_link or moved or st.session_state[_FRESH] or key(param) not in st.session_state:
        chosen = param.values(slugs)
        st.session_state[key(param)] = chosen if param.many else (chosen[0] if chosen else None)
    return key(param)


def _parsed(param: Param, text: str) -> tuple[str, ...]:
    """The known slugs in a link's value; what is not known is remembered as a message."""
    parts = [part for part in text.split(",") if part] if param.many else [text]
    good = tuple(part for part in parts if part in param.options)
    bad = [part for part in parts if part not in param.options]
    if bad:
        shown = good or param.default
        st.session_state[_UNKNOWN].append((param, bad, shown))
    return good if good or not bad else param.default


def keep(param: Param) -> Any:
    """After the widget: keep what it holds now, write it to the URL, and return the value(s)."""
    value = st.session_state[key(param)]
    slugs = param.slugs(value if param.many else [value])
    if slugs == param.default:
        st.session_state[_KEPT].pop(param.place, None)
    else:
        st.session_state[_KEPT][param.place] = slugs
    text = ",".join(slugs)
    if slugs == param.default:
        if param.name in st.query_params:
            del st.query_params[param.name]
        st.session_state[_SEEN].pop(param.place, None)
    elif st.query_params.get(param.name) != text:
        st.query_params[param.name] = text
        st.session_state[_SEEN][param.place] = text
    return value


def reset(params: Iterable[Param]) -> None:
    """Back to the defaults (the button *Wis filters*)."""
    for param in params:
        st.session_state[_KEPT].pop(param.place, None)
        chosen = param.values(param.default)
        st.session_state[key(param)] = chosen if param.many else (chosen[0] if chosen else None)


def leave_other_parts() -> None:
    """Take out of the link what another part of this page wrote there; its selection stays kept for when one returns."""
    for name in list(st.query_params):
        place = f"{st.session_state.get(_PAGE, '')}/{name}"
        if name not in st.session_state[_ALLOWED] and place in st.session_state[_SEEN]:
            del st.query_params[name]
            del st.session_state[_SEEN][place]


def note_written(name: str, text: str) -> None:
    """A parameter of this page that has no fixed values (a search) now stands in the link as `text`; empty: no longer."""
    st.session_state[_ALLOWED].append(name)
    place = f"{st.session_state.get(_PAGE, '')}/{name}"
    if text:
        st.query_params[name] = st.session_state[_SEEN][place] = text
    else:
        st.query_params.pop(name, None)
        st.session_state[_SEEN].pop(place, None)


def note(text: str) -> None:
    """A sentence about the link of this run, for where `messages` are shown."""
    st.session_state.setdefault(_NOTES, []).append(text)


def messages(labels: Mapping[str, str]) -> list[str]:
    """What the link asked for and we do not know, one Dutch sentence each; `labels` maps slug to label."""
    found = []
    for param, bad, shown in st.session_state[_UNKNOWN]:
        now = ", ".join(labels.get(slug, slug) for slug in shown) or "de standaardkeuze"
        for value in bad:
            found.append(f"Deze link kent de waarde '{shortened(value)}' voor '{param.name}' niet. U ziet nu: {now}.")
    found += st.session_state.pop(_NOTES, [])
    for name in st.query_params:
        if name not in st.session_state[_ALLOWED]:
            found.append(f"Deze link kent het onderdeel '{shortened(name)}' niet. We doen er niets mee.")
    return found


def shortened(text: str, length: int = 40) -> str:
    """Text of a stranger on our screen: one line, not too long, and shown as it is."""
    line = " ".join(text.split())
    return as_text(line if len(line) <= length else line[: length - 1] + "…")


def as_text(text: str) -> str:
    """Text for a label or message that Streamlit reads as markdown: every sign of markdown stays a sign."""
    return re.sub(r"([\\`*_\[\]<>~$:#|])", r"\\\1", text)
