"""Acties: what was agreed, what became of it, and changing it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from monitor import clock
from monitor.access.scope_totals import HIDDEN_TEXT
from monitor.access.shared_actions import Actions
from monitor.catalogue import spelling
from monitor.dialogues import action_tables as tables
from monitor.dialogues.action_html import actions_html
from monitor.dialogues.action_lists import counts, from_last_year, ordered
from monitor.dialogues.records import Action
from monitor.dialogues.themes import ThemeSummary, theme_code, theme_summaries
from monitor.figures.action_bar import action_bar, action_bar_alt, action_chart
from monitor.table_html import to_html
from monitor.wording.numbers import count, date_text
from widgets import chart_block, url
from widgets.chart_block import Block, paragraph
from widgets.dialogue import action_form, parts
from widgets.dialogue.themes import ALL, theme_box, theme_param
from widgets.dialogue.view import View
from widgets.url import Param

LABELS = {"alle": "alles", "niemand": "zonder eigenaar"}
NOBODY = "-"


@dataclass(frozen=True)
class Choice:
    """The filters: codes of statuses (none is all), code of a theme, spelling of an owner (empty is all)."""

    statuses: tuple[str, ...]
    theme: str
    owner: str

    def holds(self, action: Action, view: View) -> bool:
        owners = {spelling(name) for name in action.owners} or {NOBODY}
        theme = theme_code(view.settings, action.theme) if action.theme else ""
        return (
            (not self.statuses or action.status in self.statuses)
            and self.theme in (ALL, theme)
            and self.owner in (ALL, *owners)
        )


def show(view: View) -> None:
    everything = ordered(view.cycle, view.on)
    action_form.told()
    summaries = theme_summaries(view.cycle, view.on)
    choice = _filters(view, everything, summaries)
    actions = [a for a in everything if choice.holds(a, view)]
    is_today, own = view.on >= clock.today(), _own(view, everything)
    if not is_today:
        _earlier_day(view)
    elif own:
        action_form.edit_box(view, own, summaries)
    _block(view, actions, everything)
    st.header("De acties", anchor=False)
    if not actions:
        paragraph(
            "Met deze filters zijn er geen acties. Zet een filter uit." if everything else "Er zijn nog geen acties."
        )
    else:
        _list(view, actions, own)
    if is_today and view.may_write:
        action_form.new_box(view, summaries)
    _last_year(view, is_today)


def _own(view: View, actions: Sequence[Action]) -> tuple[Action, ...]:
    """The actions that may be changed by who sees this: all, those of the own locations, or none."""
    if not view.may_write:
        return ()
    if view.sees_all:
        return tuple(actions)
    known = Actions(view.cycle)
    return tuple(action for action in actions if known.is_of(action, view.scope.locations))


def _list(view: View, actions: Sequence[Action], own: Sequence[Action]) -> None:
    """The actions, those in `own` as links to their forms; of what only the working group may read the number."""
    told = [action for action in actions if action.text != HIDDEN_TEXT]
    if told:
        ids = {action.action_id for action in own}
        caption = f"{count(len(told), 'actie', 'acties')}, wat aandacht vraagt eerst"
        st.html(actions_html(told, view.cycle, view.words, view.on, lambda one: _link(one, ids), caption=caption))
        if ids and view.on >= clock.today():
            paragraph("Kies een actie om haar te wijzigen.", "kib-subline")
    if hidden := len(actions) - len(told):
        paragraph(_hidden_text(hidden))


def _hidden_text(hidden: int) -> str:
    came = "komt" if hidden == 1 else "komen"
    return f"{count(hidden, 'actie', 'acties')} {came} uit een dialoog. De tekst daarvan ziet de werkgroep."


def _earlier_day(view: View) -> None:
    """Who looks at an earlier day would not see an edit of today; so editing is done in the actions of today."""
    if "actie" in st.query_params:
        url.note_written("actie", st.query_params["actie"])
    paragraph(f"U ziet de acties zoals ze waren op {date_text(view.on)}. Wijzigen kan in de stand van vandaag.")
    there = dict(st.query_params) | {"peildatum": clock.today().isoformat()}
    st.page_link(st.session_state["pages"]["dialoog"], label="Naar de stand van vandaag", query_params=there)


def _link(action: Action, ids: Collection[str]) -> str:
    """The link to the form of one action, with the choices that are in view; empty when it may not be changed."""
    if action.action_id not in ids:
        return ""
    return f"dialoog?{urlencode(dict(st.query_params) | {'actie': action.action_id})}"


def _filters(view: View, everything: Sequence[Action], summaries: tuple[ThemeSummary, ...]) -> Choice:
    words = view.words.by_kind["action_status"]
    statuses = Param("status", {word.slug: code for code, word in words.items()}, (), many=True)
    owners: dict[str, str] = {}
    for action in everything:
        for name in action.owners:
            owners.setdefault(spelling(name), name)
    by_name = sorted(owners, key=lambda code: owners[code].lower())
    options = {"alle": ALL, "niemand": NOBODY} | {code.replace("_", "-"): code for code in by_name if code}
    owner = Param("eigenaar", options, ("alle",))
    names = {ALL: "Alle eigenaren", NOBODY: "Nog geen eigenaar"} | owners
    with st.container(key="kib_filters_actions"):
        left, middle, right = st.columns(3)
        with left:
            st.multiselect(
                "Status", list(statuses.options.values()), key=url.prepare(statuses), placeholder="Alle statussen",
                format_func=lambda code: view.words.label("action_status", code),
            )  # fmt: skip
            chosen = tuple(url.keep(statuses))
        with middle:
            theme = theme_box(summaries)
        with right:
            st.selectbox("Eigenaar", list(options.values()), key=url.prepare(owner), format_func=names.get)
            who = url.keep(owner)
        params = [statuses, theme_param(summaries), owner]
        st.button("Wis filters", key="clear_actions", on_click=url.reset, args=(params,))
    return Choice(chosen, theme, who)


def _block(view: View, actions: Sequence[Action], everything: Sequence[Action]) -> None:
    """The count bar with its table, and everything as a workbook."""
    labels = view.words.codes("action_status")
    counted = counts(actions)
    late = counts([a for a in actions if a.is_overdue(view.on)])
    waiting = [a for a in actions if tables.attention(a, view.on)]
    is_part = len(actions) < len(everything)
    size = count(len(waiting), "actie vraagt", "acties vragen")
    headline = f"{size} aandacht" if actions else "Geen acties"
    followed = from_last_year(view.cycle)
    sheets = [tables.actions_table(actions, view.cycle, view.words, view.on),
              tables.status_table(actions, counted, view.words, view.on)]  # fmt: skip
    if followed:
        sheets.append(tables.last_year_table(followed, view.cycle, view.words))
    chart_block.show(
        Block(
            key="acties",
            page=parts.PAGE,
            headline=headline,
            subline=f"{view.settings.municipality_label}, dialoogjaar {view.cycle.year}. "
            + (f"U ziet {len(actions)} van de {len(everything)} acties." if is_part else "U ziet alle acties."),
            sentence=tables.counts_sentence(actions, view.on),
            source=parts.source(view),
            table=tables.status_table(actions, counted, view.words, view.on),
            figure=action_bar(labels, counted, late),
            alt=action_bar_alt(labels, counted, late),
            native=action_chart(labels, counted, late),
            sheets=sheets,
        ),
        view.here,
    )


def _last_year(view: View, is_today: bool) -> None:
    """Last year's agreed actions with what became of them; an open one can be taken over."""
    followed = from_last_year(view.cycle)
    if not followed:
        return
    st.header("Vorig jaar afgesproken: wat werd het?", anchor=False)
    told = [one for one in followed if one.then.text != HIDDEN_TEXT]
    st.html(to_html(tables.last_year_table(told, view.cycle, view.words)))
    if hidden := len(followed) - len(told):
        paragraph(_hidden_text(hidden))
    if not view.may_write:
        return
    still_open = {f.then.action_id: f.then for f in followed if f.now == f.then and not f.then.is_closed}
    if view.is_own and view.cycle.previous is not None:
        known = Actions(view.cycle.previous)
        still_open = {code: one for code, one in still_open.items() if known.is_of(one, view.scope.locations)}
    if not still_open:
        paragraph("Er zijn geen open acties van vorig jaar die u nog kunt overnemen.")
        return
    if not is_today:
        return
    paragraph("Loopt een actie door? Neem haar over. Zij wordt dan een voorstel van dit jaar.")
    with st.form("take_over", border=False):
        st.selectbox(
            "Actie van vorig jaar", list(still_open), key="take_over_action",
            format_func=lambda code: action_form.short(still_open[code].text),
        )  # fmt: skip
        st.form_submit_button("Neem over naar dit jaar", on_click=action_form.take_over, args=(view,))
