"""Themes, answers and quotes as tables: on screen and in a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.dialogues.answers_html import participants
from monitor.dialogues.quotes import Quote, origin_text
from monitor.dialogues.records import Cycle
from monitor.dialogues.tags import Place
from monitor.dialogues.themes import ThemeSummary, theme_code
from monitor.dialogues.words import QUESTIONS, Words
from monitor.tables import COUNT, Column, Table
from monitor.wording.numbers import date_table, out_of

THEMES_NOTE = "Alleen dialogen waarvan we de thema's kennen, tellen mee. Eén dialoog kan over meer thema's gaan."
KINDS = {True: "verplicht", False: "gekozen"}


def themes_short_table(summaries: Sequence[ThemeSummary]) -> Table:
    """The same to read: "38 van 52" in one cell, and which dialogues they are."""
    columns = (
        Column("theme", "Thema"), Column("kind", "Soort"), Column("dialogues", "Alle dialogen"),
        Column("internal", "Interne dialogen"), Column("joint", "Gezamenlijke dialogen"),
        Column("actions", "Acties", COUNT), Column("done", "Acties klaar", COUNT),
    )  # fmt: skip
    rows = tuple(
        (s.theme.label, KINDS[s.theme.mandatory], out_of(s.dialogues, s.of), out_of(s.internal, s.of_internal),
         out_of(s.joint, s.of_joint), len(s.actions), len(s.done_actions))
        for s in summaries
    )  # fmt: skip
    return Table("In hoeveel dialogen kwam elk thema aan bod?", columns, rows, THEMES_NOTE)


def themes_table(summaries: Sequence[ThemeSummary]) -> Table:
    """One row per theme: in how many dialogues of which whole, and how many actions. Zero is a figure here."""
    columns = (
        Column("theme", "Thema"), Column("kind", "Soort"),
        Column("dialogues", "Dialogen", COUNT), Column("of", "Van alle dialogen", COUNT),
        Column("internal", "Interne dialogen", COUNT), Column("of_internal", "Van alle interne", COUNT),
        Column("joint", "Gezamenlijke dialogen", COUNT), Column("of_joint", "Van alle gezamenlijke", COUNT),
        Column("actions", "Acties", COUNT), Column("done", "Acties klaar", COUNT),
    )  # fmt: skip
    rows = tuple(
        (s.theme.label, KINDS[s.theme.mandatory], s.dialogues, s.of, s.internal, s.of_internal, s.joint, s.of_joint,
         len(s.actions), len(s.done_actions))
        for s in summaries
    )  # fmt: skip
    return Table("In hoeveel dialogen kwam elk thema aan bod?", columns, rows, THEMES_NOTE, "Thema's")


def answers_table(
    summaries: Sequence[ThemeSummary], cycle: Cycle, words: Words, tags: Mapping[Place, Sequence[str]]
) -> Table:
    """Every answer with text, for the working group."""
    columns = (
        Column("theme", "Thema"), Column("question", "Vraag"), Column("answer", "Antwoord"),
        Column("locations", "Locaties"), Column("form", "Soort dialoog"), Column("day", "Datum"),
        Column("dialogue", "Dialoog"), Column("tags", "Labels"),
    )  # fmt: skip
    rows = tuple(
        (
            summary.theme.label, words.question(one.form_type, question), text,
            participants(one, cycle, words), words.label("form_type", one.form_type),
            date_table(one.held_on or one.known_on), one.dialogue_id,
            "; ".join(tags.get((one.dialogue_id, answer.theme, question), ())),
        )
        for summary in summaries
        for question in QUESTIONS
        for one, answer, text in summary.texts(question)
    )  # fmt: skip
    note = "Deze antwoorden zijn voor de werkgroep. Geef ze niet door zonder na te kijken of er namen in staan."
    return Table("Alle antwoorden", columns, rows, note, "Antwoorden")


def quotes_table(quotes: Sequence[Quote], cycle: Cycle, words: Words) -> Table:
    """The picked quotes as a report shows them: without the name of a location."""
    columns = (Column("theme", "Thema"), Column("quote", "Citaat"), Column("origin", "Uit"))
    rows = tuple((theme_label(q, cycle), q.text, origin_text(q, cycle, words)) for q in quotes)
    return Table(
        "Citaten voor het verslag", columns, rows, "Wat tussen [ en ] staat, is weggelaten of vervangen.", "Citaten"
    )


def theme_label(quote: Quote, cycle: Cycle) -> str:
    """The name of the theme of a quote."""
    one = next((d for d in cycle.dialogues if d.dialogue_id == quote.dialogue_id), None)
    answer = one.answers.get(quote.theme) if one else None
    known = cycle.settings.theme(theme_code(cycle.settings, quote.theme, answer.label if answer else ""))
    return known.label if known else (answer.label if answer and answer.label else quote.theme)
