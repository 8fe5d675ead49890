"""Parts of a page by right: what somebody may not use is not offered, and a link to it gets a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from widgets import filters, url
from widgets.url import Param


@dataclass(frozen=True)
class Part:
    """One part: its name, what draws it, and whether somebody may use it (asked with what the page knows of them)."""

    label: str
    show: Callable[..., None]
    may: Callable[[Any], bool] = bool


def choose(title: str, name: str, parts: Mapping[str, Part], known: Any) -> str:
    """The radio with the parts that may be used; returns the slug of the one in view. There is always one at least."""
    allowed = {slug: part.label for slug, part in parts.items() if part.may(known)}
    asked = st.query_params.get(name)
    if asked in parts and asked not in allowed:
        del st.query_params[name]
        url.note(f"“{parts[asked].label}” hoort niet bij uw rol. U ziet nu: {next(iter(allowed.values()))}.")
    return filters.radio(title, Param(name, {slug: slug for slug in allowed}, (next(iter(allowed)),)), allowed)


def labels(parts: Mapping[str, Part]) -> dict[str, str]:
    return {slug: part.label for slug, part in parts.items()}
