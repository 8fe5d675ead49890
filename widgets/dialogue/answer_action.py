"""Making an action of an answer to the question about actions, and the links to what was made of it."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from monitor import clock
from monitor.dialogues import answer_actions
from monitor.dialogues.action_edits import NotAnAction
from monitor.dialogues.action_tables import source_label, theme_name
from monitor.dialogues.records import Action, Answer, Dialogue
from monitor.dialogues.themes import theme_code
from monitor.dialogues.words import ACTIONS_TEXT, PROPOSAL
from widgets.chart_block import paragraph
from widgets.dialogue import action_form
from widgets.dialogue.view import View

OPEN = "answer_action.open"
OF_THIS_TAB = ("thema", "wijk", "gesprek", "zoek")


def is_today(view: View) -> bool:
    """Who looks at an earlier day would not see the action that is made now."""
    return view.on >= clock.today()


def fold_key(theme: str, question: str) -> str:
    """The key of the fold with the answers of one theme (code) to one question."""
    return f"fold_{theme}_{question}"


def place_of(one: Dialogue, answer: Answer) -> tuple[str, str]:
    return one.dialogue_id, answer.theme


def made_links(view: View, one: Dialogue, answer: Answer) -> None:
    """That there is an action of this answer, with its link."""
    if made := answer_actions.made_of(view.cycle, one, answer):
        lead = "Hier is een actie van gemaakt" if len(made) == 1 else f"Hier zijn {len(made)} acties van gemaakt"
        st.html(f'<p class="kib-small">✓ {lead}: {_links(made)}</p>')


def button(one: Dialogue, answer: Answer) -> None:
    place = place_of(one, answer)
    label = "Sluit de actie" if st.session_state.get(OPEN) == place else "Maak hier een actie van"
    st.button(
        label, key=f"to_action_{'|'.join(place)}", type="tertiary", icon=":material/add_task:",
        on_click=_toggle, args=(place,),
    )  # fmt: skip


def _toggle(place: tuple[str, str]) -> None:
    st.session_state[OPEN] = None if st.session_state.get(OPEN) == place else place


def form(view: View, one: Dialogue, answer: Answer) -> None:
    """The form for an action of this answer, filled with what the answer tells, when it is open."""
    if st.session_state.get(OPEN) != place_of(one, answer):
        return
    cycle = view.cycle
    key = f"answer_{'|'.join(place_of(one, answer))}"
    with st.container(border=True, key=f"kib_action_{key}"):
        if answer_actions.made_of(cycle, one, answer):
            paragraph("Let op. Van dit antwoord is al een actie gemaakt. U kunt er nog een maken.")
        if others := answer_actions.beside(cycle, one, answer):
            lead = "Uit deze dialoog staat bij dit thema al vast"
            st.html(f"<p>{lead}: {_links(others)}</p>")
        with st.form(f"form_{key}", border=False):
            st.text_area(
                "Actie: wat gaat er gebeuren?", answer.actions_text, key=f"text_{key}",
                help="Dit schreef de locatie. U mag de tekst inkorten.",
            )  # fmt: skip
            action_form.owners_field("\n".join(answer_actions.owners(cycle, one, view.words)), f"owners_{key}")
            action_form.due_field("", f"due_{key}")
            action_form.by_field(view, f"by_{key}")
            theme = theme_name(answer_actions.theme_of(cycle, answer), cycle)
            paragraph(f"Thema: {theme}. Dialoog: {source_label(one, cycle, view.words)}.")
            paragraph(f"De actie begint als {view.words.label('action_status', PROPOSAL).lower()}.")
            st.form_submit_button("Maak de actie", type="primary", on_click=_make, args=(view, one, answer, key))


def _make(view: View, one: Dialogue, answer: Answer, key: str) -> None:
    try:
        typed, by = action_form.typed_fields(view, key, "text", "owners", "due")
        made = answer_actions.make(view.dialogues.journal, view.cycle, one, answer, by=by, **typed)
    except NotAnAction as wrong:
        action_form.tell("wrong", str(wrong))
        return
    except OSError:
        action_form.not_kept()
        return
    st.session_state[action_form.BY] = by
    st.session_state[OPEN] = None
    # The label of the fold counts actions, and a fold with another label would begin closed.
    fold = fold_key(theme_code(view.settings, answer.theme, answer.label), ACTIONS_TEXT)
    if fold in st.session_state:
        st.session_state[fold] = True
    action_form.tell("good", "De actie is gemaakt. U vindt haar onder het antwoord en bij Acties.")
    action_form.afterwards(view, made)


def _links(actions: tuple[Action, ...]) -> str:
    """The actions as links to their forms, with the year and day that are in view."""
    kept = {name: value for name, value in dict(st.query_params).items() if name not in OF_THIS_TAB}
    return ", ".join(
        f'<a class="kib-link" href="dialoog?{escape(urlencode(kept | {"tab": "acties", "actie": a.action_id}))}">'
        f"{escape(action_form.short(a.text))}</a>"
        for a in actions
    )
