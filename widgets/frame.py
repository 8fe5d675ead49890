"""The frame around every page: header line, data set and role, what the link did not know, basket count, footer."""

from __future__ import annotations

import csv
import functools
import json
import logging
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from monitor import clock
from monitor.access.records import NotAllowed, Person
from monitor.blocks.block import DATASETS
from monitor.records import DEMO, DEMO_STAMP, OWN
from monitor.table_html import css
from monitor.wording.numbers import count, date_text, listing
from widgets import basket, damage, gate, gone, refusals, runtime, storage, url
from widgets.registry import ROLES, first_view
from widgets.runtime import PUBLISHED_ONLY, Context
from widgets.runtime import guard as workspace_guard

log = logging.getLogger("kwaliteit")
HERE = Path(__file__).parent
DATASET_LABELS = {PUBLISHED_ONLY: "Alleen bronnen", OWN: "Eigen cijfers", DEMO: "Voorbeeld (fictief)"}

HOW_WE_COUNT = (
    "**Zo tellen wij.** Er zijn drie tellingen: locaties, gezamenlijke dialogen en paren. "
    "Elke telling heeft een eigen totaal. We maken er geen gemiddelde van. "
    "Kleine aantallen kinderen tonen we niet. "
)
WHO_SEES_ALONE = (
    "U kunt ze bij Doorstroom zelf aanzetten. "
    "**Wie ziet wat?** Wie deze pagina kan openen, ziet alle antwoorden die zijn ingestuurd. "
    "Elk concept heeft een eigen link. Die link staat ook bij Invullen."
)
WHO_SEES = (
    "**Wie ziet wat?** De werkgroep ziet alle antwoorden. Een coach, locatie of school ziet die van de eigen locaties. "
    "De stuurgroep ziet alleen aantallen. Wat iemand downloadt of verandert, staat in het logboek."
)


@functools.cache
def _script() -> str:
    with (HERE / "browser_words.csv").open(encoding="utf-8", newline="") as handle:
        words = {row["english"]: row["dutch"] for row in csv.DictReader(handle)}
    return (HERE / "browser.js").read_text("utf-8").replace("WORDS", json.dumps(words, ensure_ascii=False), 1)


@functools.cache
def _style() -> str:
    return (HERE / "frame.css").read_text("utf-8")


def begin() -> Context:
    """Start of every run: language, selection, data. Pages read the result with `runtime.context()`."""
    st.html(f"<style>{_style()}</style>" + css())
    st.html(f"<script>{_script()}</script>", unsafe_allow_javascript=True)
    person = gate.person()
    url.start()
    try:
        guard = workspace_guard()
    except (ValueError, OSError) as problem:
        log.exception("opening the workspace")
        st.error("De werkmap kan niet worden geopend.", icon=":material/error:")
        if person.is_alone or person.rights.manage:  # it may name folders of the server
            st.text(str(problem))
        st.stop()
    try:
        opened = guard.session
        state, picture = opened.reading()
    except Exception:
        log.exception("reading the workspace")
        st.error(
            "De gegevens in de werkmap kunnen niet worden gelezen. Er is misschien een bestand beschadigd. "
            "Vraag uw beheerder om dit te draaien: python -m monitor check",
            icon=":material/error:",
        )
        st.stop()
    present = [PUBLISHED_ONLY, *picture.origins()]
    labels = dataset_labels(bool(guard.dialogues.cycles(OWN, state)))
    role, dataset = _switches(present, labels, person)
    context = Context(
        guard, state, picture, dataset, role, _reference_date(), opened.data_version(state), labels[dataset], person
    )
    st.session_state["context"] = context
    return context


def role_param(person: Person) -> url.Param:
    return url.Param("rol", {r.slug: r.slug for r in ROLES}, (first_view(person.rights),), shared=True)


def dataset_param(present: list[str]) -> url.Param:
    options = {slug: value for slug, value in DATASETS.items() if value in present}
    default = "eigen" if OWN in present else "gepubliceerd"
    return url.Param("cijfers", options, (default,), shared=True)


def dataset_labels(has_own_dialogue: bool) -> dict[str, str]:
    """How the data sets are called. Who has a dialogue of their own sees it beside the sources, so the name says so."""
    return DATASET_LABELS | ({PUBLISHED_ONLY: "Bronnen en eigen dialoog"} if has_own_dialogue else {})


def _switches(present: list[str], names: dict[str, str], person: Person) -> tuple[str, str]:
    role, dataset = role_param(person), dataset_param(present)
    with st.sidebar:
        labels = {r.slug: r.label for r in ROLES}
        st.radio("U kijkt als", list(role.options.values()), key=url.prepare(role), format_func=labels.get)
        st.radio(
            "Cijfers", list(dataset.options.values()), key=url.prepare(dataset), format_func=names.get,
            help="Wat de bronnen zeggen ziet u altijd. Eigen cijfers of het voorbeeld komen ernaast te staan.",
        )  # fmt: skip
    return url.keep(role), url.keep(dataset)


def _reference_date() -> date:
    """The *peildatum*: today, or the day in the link. A day that we cannot read is said."""
    st.session_state["url.allowed"] += ["peildatum", "data"]
    text = st.query_params.get("peildatum") or st.session_state.get("peildatum")
    if text:
        try:
            chosen = date.fromisoformat(text)
            if not clock.FIRST_YEAR <= chosen.year <= clock.LAST_YEAR:
                raise ValueError(text)
            st.session_state["peildatum"] = st.query_params["peildatum"] = text
            return chosen
        except ValueError:
            url.note(
                f"Deze link kent de peildatum '{url.shortened(text)}' niet. U ziet nu: {date_text(clock.today())}."
            )
    return clock.today()


def run(page: StreamlitPage) -> None:
    """Run the page. What goes wrong is written to the log; the user gets a sentence, never a traceback."""
    try:
        page.run()
    except NotAllowed as refused:
        refusals.show(refused)
    except Exception:
        log.exception("page %s", page.title)
        here = runtime.context()
        if here.session.sets_damage_aside(here.state):
            st.rerun()  # a file was damaged: the page comes without what stood in it, and says so
        st.error(
            "Er ging iets mis op deze pagina. Uw gegevens zijn niet veranderd. Laad de pagina opnieuw. "
            "Blijft het misgaan? Meld dan wat u deed.",
            icon=":material/error:",
        )


def header(context: Context, *, is_local: bool = False) -> None:
    """The line above every page: which data, which version, which periods (not on a local page), which day."""
    parts = [f"**{context.dataset_label}**", f"dataversie {context.data_version}"]
    if not is_local:
        parts.append("gemeten in " + listing(_periods(context)))
    parts.append(f"peildatum {date_text(context.reference_date)}")
    with st.container(key="kib_header"):
        stamp = f"  \n:material/warning: **{DEMO_STAMP}.** Dit zijn verzonnen cijfers. Gebruik ze niet als bron."
        st.markdown(" · ".join(parts) + (stamp if context.is_demo else ""))
    damage.notice(context)
    refusals.told()
    storage.notice()
    gone.notice()


def _periods(context: Context) -> list[str]:
    """The periods that are compared, each with how much was measured in it."""
    unit = context.catalogue.settings
    cells = [c for c in context.national.cells if c.origin == context.dataset]
    periods = []
    for period in context.catalogue.compared:
        sizes = {}
        for cell in cells:
            if cell.period == period.code:
                sizes[cell.care_type] = max(sizes.get(cell.care_type, 0), cell.n)
        size = f" ({count(sum(sizes.values()), unit['unit_singular_nl'], unit['unit_plural_nl'])})" if sizes else ""
        periods.append(f"{period.label}{size}")
    return periods


def notices(context: Context, labels: dict[str, str], also: tuple[str, ...] = ()) -> None:
    """What the link asked for that we do not know, and links that belong to another version of the data."""
    st.session_state["url.allowed"] += also
    found = url.messages(labels)
    asked = st.query_params.get("data")
    if asked and asked != context.data_version:
        found.append(
            f"Deze link hoort bij een andere versie van de gegevens ({url.shortened(asked)}). "
            f"U ziet nu versie {context.data_version}."
        )
    for text in found:
        st.warning(text, icon=":material/link_off:")


def footer(context: Context, *, is_local: bool = False) -> None:
    """How to read the page, what is done for access and privacy, and whom to ask."""
    catalogue = context.catalogue
    st.divider()
    with st.container(key="kib_footer"):
        st.markdown(_how_we_count(context) if is_local else _how_we_compare(context))
        st.markdown(
            "**Toegankelijk.** Bij elke grafiek staat een tabel met alle getallen. "
            "**Privacy.** Deze pagina vraagt niets op bij andere websites en bewaart geen namen van kinderen of medewerkers."
        )
        if contact := catalogue.settings.get("contact_nl"):
            st.text(f"Contact: {contact}")


def _how_we_count(context: Context) -> str:
    return HOW_WE_COUNT + (WHO_SEES_ALONE if context.person.is_alone else WHO_SEES)


def _how_we_compare(context: Context) -> str:
    periods = listing([p.label for p in context.catalogue.compared])
    return (
        f"**Zo lezen wij de cijfers.** We vergelijken steeds {periods}. "
        f"Een stijging na een daling is eerst herstel. Pas boven {context.catalogue.baseline.label} is het verbetering. "
        "Bij elk getal hoort een marge. Is het verschil niet duidelijk, dan zeggen we dat. "
        "We maken geen gemiddelde over opvangsoorten. Samenhang is geen oorzaak."
    )


def sidebar_basket(context: Context) -> None:
    with st.sidebar:
        basket.counter(context)
