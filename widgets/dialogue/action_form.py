"""The forms for a new action and for changing one, with its history.

The form belongs to the revision that was open when somebody began. When a colleague saves in between, the form keeps what was
typed and shows what changed; nothing is overwritten without a question.
"""

from __future__ import annotations

import logging
from typing import Any

import streamlit as st

from monitor.dialogues import action_edits as edits
from monitor.dialogues import action_tables as tables
from monitor.dialogues import names
from monitor.dialogues.action_edits import NotAnAction
from monitor.dialogues.records import Action
from monitor.dialogues.themes import FREE, ThemeSummary
from monitor.dialogues.words import PROPOSAL
from monitor.table_html import to_html
from monitor.wording.numbers import capital, date_table, listing
from widgets import url
from widgets.chart_block import details, paragraph
from widgets.dialogue.parts import NOT_KEPT
from widgets.dialogue.view import View
from widgets.refusals import reason
from widgets.url import Param

log = logging.getLogger("kwaliteit")
TOLD, OPENED, ROUND = "action.told", "action.opened", "action.round"
BY = "action.by"
NOTHING = ""
LONGEST_LABEL = 70
ROLE_HELP = "Schrijf een functie, geen naam. Bijvoorbeeld: beleidsmedewerker."


def tell(kind: str, text: str) -> None:
    """A message for after the next run: "good", "note" or "wrong"."""
    st.session_state.setdefault(TOLD, []).append((kind, text))


def not_kept() -> None:
    """The disk is full or may not be written. What was typed stays in its fields."""
    log.exception("keeping an action")
    tell("wrong", reason(NOT_KEPT))


def told() -> None:
    boxes = {"good": st.success, "note": st.warning, "wrong": st.error}
    for kind, text in st.session_state.pop(TOLD, []):
        boxes[kind](url.as_text(text))


def short(text: str) -> str:
    """An action in one line, for a list of choices (in which signs of markdown are signs)."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1] + "…"


# ------------------------------------------------------------------------------------------------------------- change


def edit_box(view: View, actions: tuple[Action, ...], summaries: tuple[ThemeSummary, ...]) -> None:
    """Choose one action, change it, and read its history."""
    if not actions:
        return
    by_id = {action.action_id: action for action in actions}
    param = Param("actie", {"geen": NOTHING} | {code: code for code in by_id}, ("geen",))

    def label(code: str) -> str:
        if code == NOTHING:
            return "Kies een actie"
        return f"{short(by_id[code].text)} ({view.words.label('action_status', by_id[code].status).lower()})"

    st.selectbox("Wijzig een actie", list(param.options.values()), key=url.prepare(param), format_func=label)
    code = url.keep(param)
    if code == NOTHING:
        st.session_state.pop(OPENED, None)
        return
    opened: Action = st.session_state.get(OPENED, by_id[code])
    if opened.action_id != code:
        opened = by_id[code]
    st.session_state[OPENED] = opened
    newer = edits.changed_since(view.cycle, opened)
    with st.container(border=True, key="kib_action"):
        st.header("Wijzig deze actie", anchor=False)
        if newer is not None:
            _somebody_else(view, opened, newer)
        _form(view, opened, summaries, newer)
        lines = edits.history(view.cycle, code, view.words)
        details(f"Geschiedenis ({len(lines)})", to_html(tables.history_table(lines), hide_caption=True))


def _somebody_else(view: View, opened: Action, newer: Action) -> None:
    """What a colleague changed since this form was opened."""
    who = newer.changed_by or "iemand anders"
    changes = edits.differences(opened, newer, view.cycle, view.words)
    listed = " ".join(f"{c.label}: was “{c.before}”, nu “{c.after}”." for c in changes)
    st.warning(url.as_text(f"Deze actie is intussen gewijzigd. Gewijzigd door: {who}. {listed}"))
    paragraph("Bewaart u toch? Dan verandert alleen wat u zelf wijzigde. De rest blijft zoals het nu is.")
    st.button("Laat de nieuwe versie zien", key="action_reload", on_click=_reload, args=(newer,))


def _reload(newer: Action) -> None:
    st.session_state[OPENED] = newer


def _form(view: View, action: Action, summaries: tuple[ThemeSummary, ...], newer: Action | None) -> None:
    key = f"{action.action_id}_{action.revision}_{action.changed_at}"
    statuses = list(view.words.codes("action_status"))
    with st.form(f"action_{key}", border=False):
        st.text_area("Actie: wat gaat er gebeuren?", action.text, key=f"text_{key}")
        left, right = st.columns(2)
        with left:
            st.selectbox(
                "Status", statuses, key=f"status_{key}",
                index=statuses.index(action.status) if action.status in statuses else None, placeholder="Kies een status",
                format_func=lambda code: view.words.label("action_status", code),
            )  # fmt: skip
            _theme_field(view, action.theme, summaries, f"theme_{key}")
        with right:
            due_field(date_table(action.due_on) if action.due_on else "", f"due_{key}")
            owners_field("\n".join(action.owners), f"owners_{key}")
        st.text_area("Resultaat: wat kwam ervan?", action.result, key=f"result_{key}", height=100)
        by_field(view, f"by_{key}")
        label = "Bewaar mijn wijzigingen toch" if newer is not None else "Bewaar"
        st.form_submit_button(label, type="primary", on_click=_save, args=(view, action, newer, key))


def due_field(value: str, key: str) -> None:
    st.text_input("Datum (dd-mm-jjjj)", value, key=key, placeholder="Bijvoorbeeld 1-12-2026")


def owners_field(value: str, key: str) -> None:
    note = "Een locatie, school, organisatie of functie. Meer eigenaren mag."
    st.text_area("Eigenaar (één per regel)", value, key=key, height=100, help=note)


def by_field(view: View, key: str) -> None:
    st.text_input("Uw functie (mag leeg)", st.session_state.get(BY, view.here.function), key=key, help=ROLE_HELP)


def _theme_field(view: View, theme: str, summaries: tuple[ThemeSummary, ...], key: str) -> None:
    """The themes of the year and those in use; what an action has already is always among them."""
    labels = {NOTHING: "Geen thema"}
    for summary in summaries:
        stored = summary.theme.label if summary.is_chosen_freely else summary.theme.code
        labels[stored] = summary.theme.label
    if theme not in labels:
        known = view.settings.theme(theme)
        labels[theme] = known.label if known else theme.removeprefix(FREE)
    codes = list(labels)
    st.selectbox("Thema", codes, index=codes.index(theme), key=key, format_func=labels.get)


def typed_fields(view: View, key: str, *names_of_fields: str) -> tuple[dict[str, Any], str]:
    """What was typed as fields of an action, and who typed it. Raises NotAnAction."""
    typed = {name: st.session_state[f"{name}_{key}"] for name in names_of_fields}
    by = " ".join(st.session_state[f"by_{key}"].split())
    if names.check(by, names.known_words(view.cycle)):
        raise NotAnAction(
            "Schrijf bij “Uw functie” geen naam of adres, maar een functie. Bijvoorbeeld: beleidsmedewerker."
        )
    typed |= {name: typed[name].strip() for name in ("text", "result") if name in typed}
    typed["owners"] = edits.owner_names(typed["owners"])
    typed["due_on"] = edits.due_date(typed.pop("due"))
    return typed, by


def _save(view: View, opened: Action, seen: Action | None, key: str) -> None:
    """Keep what this person changed, on top of the newest revision; not over a change that they did not see."""
    cycle = view.dialogues.cycle(view.origin, view.cycle.municipality, view.cycle.year)
    newest = edits.changed_since(cycle, opened)
    if newest is not None and newest != seen:
        tell("note", "Er is nog niets bewaard. Lees eerst wat een ander intussen wijzigde. Uw tekst staat er nog.")
        return
    try:
        typed, by = typed_fields(view, key, "text", "status", "theme", "owners", "due", "result")
        typed["status"] = typed["status"] or opened.status
        changes = edits.changed_fields(opened, typed)
        if not changes:
            tell("note", "Er is niets gewijzigd.")
            return
        saved = edits.change(
            view.dialogues.journal, cycle.origin, cycle.municipality, cycle.year, newest or opened, by=by, **changes
        )
    except NotAnAction as wrong:
        tell("wrong", str(wrong))
        return
    except OSError:
        not_kept()
        return
    st.session_state[BY], st.session_state[OPENED] = by, saved
    tell("good", f"Bewaard als versie {saved.revision}. De vorige versie blijft in de geschiedenis staan.")
    afterwards(view, saved)


def afterwards(view: View, saved: Action) -> None:
    """What to look at after saving: a done action without result, a possible name."""
    if edits.needs_result(saved):
        tell("note", edits.NO_RESULT)
    known = names.known_words(view.cycle)
    texts = (f"{saved.text}\n{saved.result}", *saved.owners)  # an owner stands in every document that names the action
    if found := [text[w.start : w.end].strip() for text in texts for w in names.check(text, known)]:
        parts = listing([f"“{part}”" for part in dict.fromkeys(found)])
        tell("note", f"Staat er een naam in? Kijk naar {parts}. Schrijf liever een functie dan een naam.")


# ---------------------------------------------------------------------------------------------------------------- new


def new_box(view: View, summaries: tuple[ThemeSummary, ...]) -> None:
    """A new action, if wanted from a dialogue."""
    st.header("Nieuwe actie", anchor=False)
    key = f"new_{st.session_state.get(ROUND, 0)}"
    dialogues = {NOTHING: "Geen dialoog"} if view.sees_all else {}
    for one in sorted(view.cycle.counted(view.on), key=lambda d: (d.is_joint is False, d.dialogue_id)):
        dialogues[one.dialogue_id] = tables.source_label(one, view.cycle, view.words)
    if not dialogues:
        paragraph("Een actie hoort bij een dialoog van uw locaties. Er is nog geen dialoog ingestuurd.")
        return
    with st.expander("Voeg een actie toe"), st.form(f"form_{key}", border=False):
        st.text_area("Actie: wat gaat er gebeuren?", key=f"text_{key}")
        left, right = st.columns(2)
        with left:
            _theme_field(view, NOTHING, summaries, f"theme_{key}")
            st.selectbox("Uit welke dialoog?", list(dialogues), key=f"dialogue_id_{key}", format_func=dialogues.get)
        with right:
            due_field("", f"due_{key}")
            owners_field("", f"owners_{key}")
        by_field(view, f"by_{key}")
        paragraph(f"De actie begint als {view.words.label('action_status', PROPOSAL).lower()}.")
        st.form_submit_button("Voeg toe", on_click=_add, args=(view, key))


def _add(view: View, key: str) -> None:
    try:
        typed, by = typed_fields(view, key, "text", "theme", "owners", "due", "dialogue_id")
        made = edits.new(view.dialogues.journal, view.cycle, by=by, **typed)
    except NotAnAction as wrong:
        tell("wrong", str(wrong))
        return
    except OSError:
        not_kept()
        return
    st.session_state[BY] = by
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1  # a fresh form
    tell("good", f"Toegevoegd: {capital(made.text)}")
    afterwards(view, made)


def take_over(view: View) -> None:
    """Last year's action that was chosen becomes a proposal of this year."""
    code = st.session_state["take_over_action"]
    action = next(a for a in view.cycle.previous.actions if a.action_id == code)
    try:
        made = edits.take_over(view.dialogues.journal, view.cycle, action)
    except OSError:
        not_kept()
        return
    tell("good", f"Overgenomen als voorstel: {made.text}")
