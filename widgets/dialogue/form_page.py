"""One form: who and when, a section per theme with the three questions, help, and the private note."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from monitor import clock
from monitor.dialogues import submit
from monitor.dialogues.form_fields import (
    EXTRA,
    HELD_ON,
    HELP,
    HELP_TEXT,
    PARTICIPANTS,
    REFLECTION,
    REPORTER,
    YES,
    FormTheme,
    answer_field,
    discussed_field,
    filled_mandatory,
    is_joint,
    label_field,
    new_own_key,
    optional,
    themes,
)
from monitor.dialogues.records import JGZ
from monitor.dialogues.words import QUESTIONS
from monitor.wording.numbers import date_text, time
from widgets.chart_block import paragraph, paragraphs
from widgets.dialogue import form_send
from widgets.dialogue.form_keeper import Keeper
from widgets.dialogue.view import View
from widgets.refusals import fragment
from widgets.url import as_text

STYLE = (Path(__file__).parent / "form.css").read_text("utf-8")
SHOWN_EARLIER = 5
READERS = "De mensen van uw locatie en de werkgroep kunnen haar lezen."


@fragment
def show(view: View, draft_id: str) -> None:
    """The form. As a fragment: a change runs only this part again, not the page."""
    st.html(f"<style>{STYLE}</style>")
    with st.container(key="kib_form"):
        keeper = Keeper(view.dialogues.journal, draft_id)
        _heading(view, keeper)
        notices = st.container()
        progress = st.container()
        _about(view, keeper)
        for number, theme in enumerate(themes(view.settings, keeper.state), start=1):
            _theme(view, keeper, theme, number)
        _more_themes(view, keeper)
        _help(view, keeper)
        _reflection(view, keeper)
        _earlier(view, keeper)
        form_send.show(view, keeper)
        with progress:
            _progress(view, keeper)
        with notices:
            _notices(view, keeper)
        _saved(keeper)
        keeper.finish()


def name_of(view: View, location_id: str) -> str:
    return view.words.label("part", JGZ) if location_id == JGZ else view.cycle.name(location_id)


def _heading(view: View, keeper: Keeper) -> None:
    state = keeper.state
    st.header(as_text(f"{view.words.label('form_type', state.form_type)}: {view.cycle.name(state.location_id)}"),
              anchor=False)  # fmt: skip
    place = view.cycle.by_id.get(state.location_id)
    if place is not None and place.via_board:
        paragraph("Deze school levert via het schoolbestuur. U hoeft dit niet in te vullen. Het mag wel.")
    paragraphs(
        "Uw tekst wordt vanzelf bewaard terwijl u typt. U kunt later verdergaan. Uw tekst blijft staan.",
        "Schrijf geen namen van kinderen of medewerkers op.",
    )


def _notices(view: View, keeper: Keeper) -> None:
    """What somebody must know before writing on."""
    if keeper.state.unreadable:
        st.warning(
            "Een deel van dit concept kan niet worden gelezen. Vraag uw beheerder om een reservekopie.",
            icon=":material/warning:",
        )
    if names := keeper.newer():
        labels = dict.fromkeys(submit.field_label(view.settings, keeper.state, name) for name in names)
        with st.container(border=True, key="kib_newer"):
            paragraph(f"Iemand anders schreef hier ook. Het gaat om: {', '.join(labels)}.")
            st.button("Toon de nieuwste tekst", key=f"newer_{keeper.draft_id}", on_click=keeper.take_newer)


def _progress(view: View, keeper: Keeper) -> None:
    wanted = view.settings.mandatory
    if wanted:
        done = filled_mandatory(view.settings, keeper.state)
        sign = "✓" if len(done) == len(wanted) else "○"
        paragraph(f"{sign} {len(done)} van {len(wanted)} verplichte thema's ingevuld.", "kib-sentence")


def _saved(keeper: Keeper) -> None:
    """The line that stays in view: when it was last kept, or that it could not be kept."""
    moment = keeper.state.saved_at
    day = "" if moment.date() == clock.today() else f"op {date_text(moment)} "
    with st.container(key="kib_saved"):
        if keeper.is_failing:
            st.html(
                "<p role='alert' class='kib-failed'>✗ Bewaren lukt nu niet. Uw tekst staat nog op dit scherm. "
                "Sluit dit scherm niet. Waarschuw uw beheerder: misschien is de schijf vol.</p>"
            )
            st.button("Probeer opnieuw te bewaren", key=f"again_{keeper.draft_id}", on_click=keeper.flush)
        else:
            st.html(f"<p role='status'>✓ Laatst bewaard {day}om {time(moment)}.</p>")
        st.html("<p role='status' class='kib-offline'>Er is nu geen verbinding. Uw tekst blijft op dit scherm staan. "
                "Wacht tot u weer kunt typen.</p>")  # fmt: skip


# ---------------------------------------------------------------------------------------------------------- who and when


def _about(view: View, keeper: Keeper) -> None:
    st.subheader("Wie en wanneer", anchor=False)
    keeper.day("Op welke dag was de dialoog?", HELD_ON)
    if not is_joint(keeper.state):
        return
    own = keeper.state.location_id
    area = view.cycle.by_id[own].area if own in view.cycle.by_id else ""
    places = sorted(
        (p for p in view.cycle.in_register if p.location_id != own), key=lambda p: (p.area != area, p.name.lower())
    )
    keeper.several(
        "Met wie was de dialoog?", PARTICIPANTS, [*(p.location_id for p in places), JGZ], first=[own],
        format_func=lambda code: name_of(view, code), placeholder="Kies een of meer",
        help="Uw eigen locatie of school doet altijd mee. Locaties in uw wijk staan bovenaan.",
    )  # fmt: skip
    people = [code for code in keeper.shown[PARTICIPANTS] if code != JGZ]
    keeper.choice(
        "Wie doet de terugkoppeling?", REPORTER, people, format_func=lambda code: name_of(view, code),
        placeholder="Kies een deelnemer", help="Een van de deelnemers vult deze vragenlijst in en verstuurt die.",
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------- themes


def _theme(view: View, keeper: Keeper, theme: FormTheme, number: int) -> None:
    state = keeper.state
    with st.container(key=f"kib_theme_{theme.key}"):
        label = theme.label or "uw eigen thema"
        st.subheader(f"Thema {number}: {as_text(label)}", anchor=False)
        kind = "Dit thema is verplicht." if theme.mandatory else "Dit thema koos u zelf."
        paragraph(f"{kind} {theme.description}".strip(), "kib-subline")
        if theme.is_own:
            _kept_text(keeper, "Naam van dit thema", label_field(theme.key), is_short=True)
        if theme.subtopics:
            paragraph("Wat besprak u hiervan?")
            for part in theme.subtopics:
                keeper.checkbox(as_text(part.label), discussed_field(part.code))
        for question in QUESTIONS:
            text = view.words.question(state.form_type, question)
            # A screen reader hears which theme a question belongs to; on screen it stands in the heading above.
            _kept_text(keeper, f"{text} (thema {number})", answer_field(theme.key, question))
        keeper.checkbox(f"Thema {number} is besproken. Wij schrijven hier niets bij.", discussed_field(theme.key))


def _kept_text(keeper: Keeper, label: str, name: str, *, is_short: bool = False) -> None:
    """A text with the versions of others under it."""
    if is_short:
        keeper.text_input(as_text(label), name)
    else:
        keeper.text_area(as_text(label), name, height="content")
    for version in keeper.state.other_versions.get(name, ()):
        mark = f"{name}_{version.mark}"
        with st.container(border=True, key=f"kib_other_{mark}"):
            paragraph(
                f"Andere versie: iemand anders schreef hier ook iets ({date_text(version.at)}, {time(version.at)})."
            )
            st.text(version.text)
            with st.container(horizontal=True):
                st.button("Zet onder deze tekst", key=f"below_{mark}", on_click=keeper.put_below, args=(version,))
                st.button("Gebruik deze versie", key=f"use_{mark}", on_click=keeper.put, args=(name, version.text))
                st.button("Laat weg", key=f"drop_{mark}", on_click=keeper.settle, args=(version,))


def _more_themes(view: View, keeper: Keeper) -> None:
    st.subheader("Nog een thema", anchor=False)
    if offered := optional(view.settings):
        labels = {theme.code: theme.label for theme in offered}
        keeper.several("Kies een thema van dit jaar", EXTRA, list(labels), format_func=lambda c: labels.get(c, c),
                       placeholder="Kies een of meer")  # fmt: skip
    key = f"own_theme_{keeper.draft_id}"
    st.text_input("Of typ zelf een thema", key=key)
    st.button("Voeg dit thema toe", key=f"add_{key}", on_click=_add_theme, args=(keeper, key))


def _add_theme(keeper: Keeper, key: str) -> None:
    label = str(st.session_state.get(key) or "").strip()
    if label:
        keeper.save({label_field(new_own_key()): label})
        st.session_state[key] = ""


# ----------------------------------------------------------------------------------------------------- help, note, old


def _help(view: View, keeper: Keeper) -> None:
    st.subheader("Hulp", anchor=False)
    asks = keeper.checkbox("Wij willen graag hulp, of met iemand sparren.", HELP)
    if not asks and keeper.state.text(HELP) != YES:
        return
    place = view.cycle.by_id.get(keeper.state.location_id)
    role = view.settings.contact_role(place.area) if place else ""
    if role:
        paragraph(f"Uw vraag komt bij: {role}.")
    _kept_text(keeper, "Waarbij wilt u hulp?", HELP_TEXT)


def _reflection(view: View, keeper: Keeper) -> None:
    if not is_joint(keeper.state):
        return
    st.subheader("Uw eigen notitie", anchor=False)
    readers = "Wie de link heeft, kan haar lezen." if view.here.person.is_alone else READERS
    paragraph("Wat betekent dit gesprek voor uw eigen beleid? U verstuurt deze notitie niet. "
              f"Zij blijft bij dit concept. {readers}")  # fmt: skip
    _kept_text(keeper, "Notitie voor uzelf", REFLECTION)


def _earlier(view: View, keeper: Keeper) -> None:
    """Longer texts that somebody took out: nothing that was written is gone."""
    found = keeper.state.earlier[:SHOWN_EARLIER]
    if not found:
        return
    with st.expander(f"Teksten die zijn weggehaald ({len(found)})"):
        for version in found:
            label = submit.field_label(view.settings, keeper.state, version.field)
            paragraph(f"{label}, {date_text(version.at)}, {time(version.at)}:")
            st.text(version.text)
            st.button(
                "Zet terug", key=f"back_{version.field}_{version.mark}", on_click=keeper.put_below, args=(version,)
            )
