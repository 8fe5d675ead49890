"""What is asked about own scores, whether they are typed or read: the version, the observer; and what that means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from monitor.catalogue import Measure
from monitor.own.compare import national_instrument, placement_of
from monitor.own.instruments import Instruments
from monitor.own.records import APART, AXIS, OFF, OTHER, SAME, UNKNOWN, OwnScore
from monitor.wording.numbers import capital, listing, lower_first
from widgets.chart_block import paragraph
from widgets.own import held
from widgets.own.view import View
from widgets.url import as_text

VERSIONS = {SAME: "Ja", OTHER: "Nee", UNKNOWN: "Weet ik niet"}
BESIDE = " Deze scores komen naast de landelijke cijfers."
ICONS = {AXIS: ":material/check_circle:", APART: ":material/info:", OFF: ":material/block:"}


def version(view: View, measures: Iterable[Measure]) -> str:
    """Whether the version is that of the national measurement, which is named when it is known."""
    here = view.here
    told = [
        national_instrument(here.session, here.dataset, view.care_type.code, measure.code, here.state)
        for measure in measures
    ]
    names = sorted({", ".join(filter(None, (name, _version_text(v)))) for name, v in filter(None, told) if name})
    if names:
        paragraph(f"Landelijk is gemeten met: {listing(names)}.")
    st.radio(
        "Is het dezelfde versie, voor dezelfde leeftijd, als bij de landelijke meting?", list(VERSIONS),
        key=held.key("version", UNKNOWN), on_change=held.keep("version"), horizontal=True, format_func=VERSIONS.get,
    )  # fmt: skip
    return str(held.value("version", UNKNOWN))


def _version_text(version: str) -> str:
    return version if not version or "versie" in version.lower() else f"versie {version}"


def observer(known: Instruments) -> str:
    """Who observed (a code); at first the one of whom nothing is known."""
    codes = list(known.observers)
    st.selectbox(
        "Wie heeft geobserveerd?", codes, key=held.key("observer", codes[-1]), on_change=held.keep("observer"),
        format_func=lambda code: known.observers[code].label, width=420,
    )  # fmt: skip
    return str(held.value("observer", codes[-1]))


def where(view: View, scores: Sequence[OwnScore]) -> None:
    """Which of these will stand beside the national figures and which not, with the reason; before a number is typed."""
    found: dict[tuple[str, str], list[str]] = {}
    here = view.here
    for score in scores:
        place = placement_of(here.session, score, view.care_type.code, origin=here.dataset, state=here.state)
        labels = found.setdefault((place.code, place.reason_nl), [])
        label = view.catalogue.label(score.measure)
        if label not in labels:
            labels.append(label)
    for (code, reason), labels in found.items():
        about = f"{capital(listing([lower_first(label) for label in labels]))}. " if len(found) > 1 else ""
        text = f"{about}{reason}{BESIDE if code == AXIS else ''}"
        (st.success if code == AXIS else st.info)(as_text(text), icon=ICONS[code])
