"""*Klopt deze zin?*: pick what a sentence claims, and see what may be said."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from monitor.blocks.block import Block
from monitor.blocks.verdicts import safe_sentence
from monitor.catalogue import CareType, Measure
from monitor.claims import Answer, ClaimAnswer, check_claim
from widgets import basket, filters, url
from widgets.chart_block import may_say, paragraph, paragraphs
from widgets.runtime import Context

DIRECTION = url.Param("richting", {"hoger": "up", "lager": "down", "gelijk": "same"}, ("hoger",))
DIRECTION_LABELS = {"up": "is gestegen", "down": "is gedaald", "same": "is gelijk gebleven"}
ANSWER_ICONS = {"RIGHT": "✓", "WRONG": "✗", "UNSURE": "?", "NOT_STATED": "–"}


def steps_param(here: Context) -> url.Param:
    """The pairs of periods that a sentence may speak of, the newest first."""
    compared = here.catalogue.compared
    pairs = [(a, b) for i, a in enumerate(compared) for b in compared[i + 1 :]]
    ordered = sorted(pairs, key=lambda pair: (pair[1].midpoint, pair[0].midpoint), reverse=True)
    options = {f"{a.slug}_{b.slug}": (a.code, b.code) for a, b in ordered}
    return url.Param("periodes", options, (next(iter(options)),))


def labels(here: Context) -> dict[str, str]:
    """Slug to words, for messages about a link."""
    catalogue = here.catalogue
    pairs = steps_param(here).options.items()
    words = {slug: DIRECTION_LABELS[code] for slug, code in DIRECTION.options.items()}
    return words | {slug: f"{catalogue.label(a)} en {catalogue.label(b)}" for slug, (a, b) in pairs}


def show(here: Context, measure: Measure, care_types: Sequence[CareType]) -> None:
    """The form and its answer. The link keeps the claim, so that it can be sent to somebody."""
    catalogue = here.catalogue
    st.header("Klopt deze zin?", anchor=False)
    paragraph("Kies wat een rapport, bericht of dia beweert. U ziet of het klopt en wat u veilig kunt zeggen.")
    measures = list(catalogue.measures.values())
    first = care_types[0].code if care_types else next(iter(catalogue.care_types))
    types = filters.care_type_param(catalogue, "zin_opvang")
    claimed = filters.measure_param("zin_ind", measures, measure.code)
    steps = steps_param(here)
    types = url.Param(types.name, types.options, types.slugs([first]))
    with st.container(key="kib_claim"):
        one, two, three, four = st.columns(4)
        with one:
            care_type = filters.selectbox("Opvangsoort in de zin", types, catalogue)
        with two:
            code = filters.selectbox("Onderdeel in de zin", claimed, catalogue)
        with three:
            st.selectbox(
                "De zin zegt: het", list(DIRECTION.options.values()), key=url.prepare(DIRECTION),
                format_func=DIRECTION_LABELS.get,
            )  # fmt: skip
            direction = url.keep(DIRECTION)
        with four:
            st.selectbox(
                "Tussen", list(steps.options.values()), key=url.prepare(steps),
                format_func=lambda pair: f"{catalogue.label(pair[0])} en {catalogue.label(pair[1])}",
            )  # fmt: skip
            period_from, period_to = url.keep(steps)
    rows = [row for row in here.pair(care_type, code) if row is not None]
    answer = check_claim(rows, direction, period_from, period_to, catalogue)
    _answer(answer, safe_sentence(answer, (direction, period_from, period_to), tuple(rows), here.view), here)


def _answer(answer: ClaimAnswer, safe: Block | None, here: Context) -> None:
    catalogue = here.catalogue
    with st.container(border=True, key="kib_claim_answer"):
        if catalogue.dip is not None:
            _line(catalogue.dip.label, answer.against_dip)
        _line(catalogue.baseline.label, answer.against_baseline)
        if answer.warning:
            st.warning(answer.warning, icon=":material/warning:")
        paragraphs(*may_say(answer.safe, answer.not_safe))
        if safe is not None:
            basket.button(safe, here, label="Zet de veilige zin in het overleg")


def _line(period: str, answer: Answer) -> None:
    paragraph(f"{ANSWER_ICONS[answer.code]} Vergeleken met {period}: {answer.text}", "kib-say")
