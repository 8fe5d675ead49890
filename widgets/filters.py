"""The filter bar on top of a page: selections over the catalogue, each with its own place in the link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from monitor.catalogue import CareType, Catalogue, Measure, split
from widgets import url
from widgets.runtime import Context

BY_SLUG = {"1": True, "0": False}


def care_types_param(catalogue: Catalogue, default: Iterable[str] | None = None) -> url.Param:
    """Care types, several; the default is all of them (or those given by code)."""
    wanted = set(catalogue.care_types if default is None else default)
    options = {t.slug: t.code for t in catalogue.care_types.values()}
    return url.Param("opvang", options, tuple(s for s, code in options.items() if code in wanted), many=True)


def care_type_param(catalogue: Catalogue, name: str = "opvang") -> url.Param:
    options = {t.slug: t.code for t in catalogue.care_types.values()}
    return url.Param(name, options, (next(iter(options)),))


def measures_param(name: str, measures: Sequence[Measure], default: Iterable[str]) -> url.Param:
    """Measures, several."""
    wanted = set(default)
    options = {m.slug: m.code for m in measures}
    return url.Param(name, options, tuple(s for s, code in options.items() if code in wanted), many=True)


def measure_param(name: str, measures: Sequence[Measure], default: str) -> url.Param:
    options = {m.slug: m.code for m in measures}
    return url.Param(name, options, tuple(s for s, code in options.items() if code == default))


def switch_param(name: str, default: bool = False) -> url.Param:
    return url.Param(name, BY_SLUG, ("1" if default else "0",))


def multiselect(label: str, param: url.Param, catalogue: Catalogue, help: str | None = None) -> list[str]:
    st.multiselect(
        label, list(param.options.values()), key=url.prepare(param), format_func=catalogue.label,
        placeholder="Kies een of meer", help=help,
    )  # fmt: skip
    return url.keep(param)


def selectbox(label: str, param: url.Param, catalogue: Catalogue, help: str | None = None) -> str:
    st.selectbox(label, list(param.options.values()), key=url.prepare(param), format_func=catalogue.label, help=help)
    return url.keep(param)


def toggle(label: str, param: url.Param, help: str | None = None) -> bool:
    st.toggle(label, key=url.prepare(param), help=help)
    return url.keep(param)


def radio(label: str, param: url.Param, labels: dict[str, str]) -> str:
    st.radio(label, list(param.options.values()), key=url.prepare(param), format_func=labels.get, horizontal=True)
    return url.keep(param)


def clear(params: Sequence[url.Param]) -> None:
    """The button *Wis filters*."""
    st.button("Wis filters", key="clear_" + "_".join(p.name for p in params), on_click=url.reset, args=(params,))


def labels_of(catalogue: Catalogue) -> dict[str, str]:
    """Slug to label, for sentences about a link."""
    things: list[CareType | Measure] = [*catalogue.care_types.values(), *catalogue.measures.values()]
    return {thing.slug: thing.label for thing in things} | {"1": "aan", "0": "uit"}


def role_extra(here: Context) -> list[str]:
    """The measures that this role sees beside the dimensions, from the catalogue's settings."""
    wanted = split(here.catalogue.settings.get(f"role_extra_{here.role}", ""))
    return [code for code in wanted if code in here.catalogue.measures]
