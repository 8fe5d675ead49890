"""Thema's: per theme what was said and done, the national picture beside it, search, and the quotes for the report."""

from __future__ import annotations

import functools
from collections.abc import Callable

import streamlit as st

from monitor.dialogues import crosswalk, quotes, tags
from monitor.dialogues.answers_html import actions_html, done_html, national_html
from monitor.dialogues.records import Dialogue
from monitor.dialogues.tags import Place
from monitor.dialogues.theme_tables import answers_table, quotes_table, themes_short_table, themes_table
from monitor.dialogues.themes import ThemeSummary, discussed_sentence, search, theme_summaries
from monitor.dialogues.words import ACTIONS_TEXT, PROUD, QUESTIONS, STANDS_OUT
from monitor.export.kinds import XLSX
from monitor.export.xlsx import workbook
from monitor.records import DEMO_STAMP
from monitor.table_html import to_html
from monitor.wording.numbers import count, date_text, lower_first
from widgets import downloads, links, url
from widgets.chart_block import details, paragraph, paragraphs, source_line
from widgets.dialogue import action_form, answer_action, answers, parts, theme_counts
from widgets.dialogue.answers import Desk, Item
from widgets.dialogue.view import View
from widgets.url import Param

TITLES = {
    STANDS_OUT: "Wat valt op",
    ACTIONS_TEXT: "Acties: ingezet of afgesproken",
    PROUD: "Trots: wat gaat goed",
}
# A box shows an absent value as an empty box, so "all" has a value of its own.
ALL, INTERNAL, JOINT = "", "internal", "joint"
KINDS = {"alle": ALL, "intern": INTERNAL, "gezamenlijk": JOINT}
KIND_LABELS = {ALL: "Interne en gezamenlijke dialogen", INTERNAL: "Interne dialogen", JOINT: "Gezamenlijke dialogen"}
LABELS = {"intern": "interne dialogen", "gezamenlijk": "gezamenlijke dialogen", "alle": "alles"}
SEARCH = "theme_search"
LONGEST_SEARCH = 60
FOR_OWN, FOR_ALL = "Voor eigen gebruik.", "Voor de werkgroep."
WHOSE = "Deze antwoorden zijn voor de werkgroep. In verslagen staat nooit welke locatie iets zei."
WHOSE_OWN = "Dit zijn de antwoorden van uw eigen locaties. De werkgroep ziet ze ook. Andere locaties zien ze niet."


def show(view: View) -> None:
    everything = theme_summaries(view.cycle, view.on)
    if view.is_totals:
        theme_counts.show(view, everything)
        return
    theme, keep, wanted = _filters(view, everything)
    summaries = [s for s in theme_summaries(view.cycle, view.on, keep) if theme in (ALL, s.theme.code)]
    desk = Desk(view, tags_in(view), quotes_in(view))
    action_form.told()
    paragraph(WHOSE_OWN if view.is_own else WHOSE)
    if wanted:
        _hits(desk, summaries, wanted, keep)
    else:
        if theme == ALL:
            st.html(to_html(themes_short_table(summaries)))
        for summary in summaries:
            if not summary.is_chosen_freely or theme != ALL:
                _theme(desk, summary, is_open=theme != ALL)
        _chosen(desk, [s for s in summaries if s.is_chosen_freely and theme == ALL])
    if view.sees_all:
        answers.quotes_list(desk)
    _download(desk, summaries)


def tags_in(view: View) -> dict[Place, tuple[str, ...]]:
    """The labels that the working group put on answers; for the working group only."""
    return tags.tags_of(view.dialogues.journal, view.cycle) if view.sees_all else {}


def quotes_in(view: View) -> tuple[quotes.Quote, ...]:
    """The quotes that were picked for the report; for the working group only."""
    if not view.sees_all:
        return ()
    return quotes.picked(view.dialogues.journal, view.origin, view.cycle.municipality, view.cycle.year)


def theme_param(summaries: tuple[ThemeSummary, ...]) -> Param:
    """The themes of the year and the freely chosen ones; "alle" is no filter (empty)."""
    return Param("thema", {"alle": ALL} | {s.theme.slug: s.theme.code for s in summaries}, ("alle",))


def theme_box(summaries: tuple[ThemeSummary, ...]) -> str:
    """The box; returns the code of the theme in view, empty for all."""
    names = {s.theme.code: s.theme.label for s in summaries}
    param = theme_param(summaries)
    st.selectbox(
        "Thema",
        list(param.options.values()),
        key=url.prepare(param),
        format_func=lambda code: names.get(code, "Alle thema's"),
    )
    return url.keep(param)


def _filters(view: View, everything: tuple[ThemeSummary, ...]) -> tuple[str, Callable[[Dialogue], bool] | None, str]:
    """The choice of theme, the dialogues to keep (None for all), and the words to search for."""
    with st.container(key="kib_filters_themes"):
        *places, right = st.columns(2 if view.is_own else 3)
        with places[0]:
            theme = theme_box(everything)
        with places[-1]:
            area = parts.area_box(view)
        with right:
            kind_param = Param("gesprek", KINDS, ("alle",))
            st.selectbox(
                "Soort dialoog", list(KINDS.values()), key=url.prepare(kind_param), format_func=KIND_LABELS.get
            )
            kind = url.keep(kind_param)
        wanted = _search_box()
        params = [theme_param(everything), parts.area_param(view), kind_param]
        st.button("Wis filters", key="clear_themes", on_click=_clear, args=(params,))
    chosen = "alle thema's" if theme == ALL else next(s.theme.label for s in everything if s.theme.code == theme)
    searched = f", met “{wanted}”" if wanted else ""
    paragraph(f"U ziet: {chosen}, {parts.area_words(area, view)}, {lower_first(KIND_LABELS[kind])}{searched}.")
    if area == parts.ALL and kind == ALL:
        return theme, None, wanted
    by_id = view.cycle.by_id

    def keep(one: Dialogue) -> bool:
        if kind != ALL and one.is_joint is not (kind == JOINT):
            return False
        return area == parts.ALL or any(by_id[i].area == area for i in one.participants if i in by_id)

    return theme, keep, wanted


def _clear(params: list[Param]) -> None:
    url.reset(params)
    st.session_state[SEARCH] = ""


def _search_box() -> str:
    """The words to search for; they live in the link as `zoek`."""
    if SEARCH not in st.session_state:
        st.session_state[SEARCH] = st.query_params.get("zoek", "")[:LONGEST_SEARCH]
    text = " ".join(st.text_input("Zoek in de antwoorden", key=SEARCH, max_chars=LONGEST_SEARCH).split())
    url.note_written("zoek", text)
    return text


# ----------------------------------------------------------------------------------------------------------- one theme


def _theme(desk: Desk, summary: ThemeSummary, *, is_open: bool) -> None:
    """The lists of answers, with the national picture beside them."""
    st.header(url.as_text(summary.theme.label), anchor=False)
    said, national = st.columns([3, 2], gap="large")
    with said:
        paragraphs(discussed_sentence(summary), _tags_text(desk, summary))
        for question in QUESTIONS:
            _question(desk, summary, question, is_open=is_open and question == STANDS_OUT)
    with national:
        found = crosswalk.beside(
            summary.theme,
            desk.here.catalogue,
            desk.here.published(),
            desk.here.computed() or None,
            delta=desk.view.settings.delta,
        )
        body = national_html(found, functools.partial(links.trend, context=desk.here))
        if found.lines:
            details("Landelijk beeld bij dit thema", body)
        else:
            st.html(body)


def _tags_text(desk: Desk, summary: ThemeSummary) -> str:
    found = tags.counts(summary, desk.view.settings, desk.tags)
    if not found:
        return ""
    named = ", ".join(f"{one.label} in {count(one.dialogues, 'dialoog', 'dialogen')}" for one in found)
    return f"Onderwerpen: {named}."


def _question(desk: Desk, summary: ThemeSummary, question: str, *, is_open: bool) -> None:
    """The answers to one question, made when somebody opens them."""
    texts = summary.texts(question)
    actions = summary.done_actions if question == PROUD else summary.actions if question == ACTIONS_TEXT else ()
    sizes = count(len(texts), "antwoord", "antwoorden")
    if actions:
        sizes += f", {count(len(actions), 'actie', 'acties')}" + (" klaar" if question == PROUD else "")
    key = answer_action.fold_key(summary.theme.code, question)
    fold = st.expander(f"{TITLES[question]} ({sizes})", expanded=is_open, key=key, on_change="rerun")
    if not fold.open:
        return
    with fold:
        if question == PROUD:
            st.html(done_html(actions)) if actions else None
        elif actions:
            paragraph("Acties die zijn vastgelegd:")
            st.html(actions_html(actions, desk.view.words))
        answers.listed(desk, key, [Item(one, answer, question, text) for one, answer, text in texts])


def _chosen(desk: Desk, summaries: list[ThemeSummary]) -> None:
    """Themes that locations chose themselves, one fold each."""
    if not summaries:
        return
    st.header("Zelf gekozen thema's", anchor=False)
    paragraph("Deze thema's zijn niet verplicht. Locaties kozen ze zelf.")
    for summary in summaries:
        sizes = count(summary.dialogues, "dialoog", "dialogen")
        key = f"fold_{summary.theme.code}"
        fold = st.expander(f"{url.as_text(summary.theme.label)} ({sizes})", key=key, on_change="rerun")
        if not fold.open:
            continue
        with fold:
            paragraphs(discussed_sentence(summary), _tags_text(desk, summary), crosswalk.NO_MEASURE)
            for question in QUESTIONS:
                if found := summary.texts(question):
                    paragraph(f"{TITLES[question]}:", "kib-sentence")
                    items = [Item(one, answer, question, text) for one, answer, text in found]
                    answers.listed(desk, f"{key}_{question}", items)
            if summary.actions:
                st.html(actions_html(summary.actions, desk.view.words))


def _hits(desk: Desk, summaries: list[ThemeSummary], wanted: str, keep: Callable[[Dialogue], bool] | None) -> None:
    """The answers that hold all words, hits marked, under the theme that they belong to."""
    theme_of = {(one.dialogue_id, answer.theme): s.theme for s in summaries for one, answer in s.answers}
    found = [
        Item(hit.dialogue, hit.answer, hit.question, hit.text, hit.spans,
             f"{theme.label} · {desk.view.words.question(hit.dialogue.form_type, hit.question)}")
        for hit in search(desk.view.cycle, desk.view.on, wanted, keep)
        if (theme := theme_of.get((hit.dialogue.dialogue_id, hit.answer.theme))) is not None
    ]  # fmt: skip
    dialogues = len({item.dialogue.dialogue_id for item in found})
    st.header(f"{count(len(found), 'antwoord', 'antwoorden')} gevonden", anchor=False)
    if not found:
        paragraph("Zoek met minder of andere woorden, of wis de filters.")
        return
    paragraph(f"Ze komen uit {count(dialogues, 'dialoog', 'dialogen')}. Elk antwoord bevat al uw woorden.")
    answers.listed(desk, "hits", found, first=10)


# ------------------------------------------------------------------------------------------------------------ download


def _download(desk: Desk, summaries: list[ThemeSummary]) -> None:
    view = desk.view
    title = f"Thema's en antwoorden, {view.settings.municipality_label}, dialoogjaar {view.cycle.year}"

    def made() -> bytes:
        sheets = [
            themes_table(summaries), answers_table(summaries, view.cycle, view.words, desk.tags),
            quotes_table(desk.quotes, view.cycle, view.words),
        ]  # fmt: skip
        about = [
            ("Titel", title),
            (
                "Let op",
                DEMO_STAMP if view.is_demo else f"{FOR_OWN if view.is_own else FOR_ALL} Kijk na of er namen in staan.",
            ),
            ("Bron", parts.source(view)),
            ("Dataversie", desk.here.data_version),
            ("Peildatum", date_text(view.on)),
        ]
        return workbook(sheets, about=about)

    downloads.button(
        "Download antwoorden (XLSX)", key="xlsx_themes", data=made, mime=XLSX,
        file_name=f"themas-{view.cycle.year}.xlsx",
    )  # fmt: skip
    paragraph(source_line(parts.source(view), desk.here), "kib-source")
