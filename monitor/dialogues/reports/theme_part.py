"""One theme in the report of the working group: counts, what a person picked to quote, actions, and the national picture."""

from __future__ import annotations

from monitor.dialogues.crosswalk import Crosswalk, beside, plain_lines
from monitor.dialogues.quotes import Quote, of_theme, origin_text
from monitor.dialogues.reports.action_words import became
from monitor.dialogues.reports.material import Material
from monitor.dialogues.reports.own_words import shortened
from monitor.dialogues.tags import counts
from monitor.dialogues.themes import ThemeSummary, discussed_sentence
from monitor.dialogues.words import ACTIONS_TEXT, PROUD, QUESTIONS, STANDS_OUT
from monitor.export.docx import WordDocument
from monitor.records import COMPUTED, PUBLISHED
from monitor.tables import COUNT, Column, Table
from monitor.wording.numbers import count, is_or_are

HEADS = {STANDS_OUT: "Wat valt op", ACTIONS_TEXT: "Acties uit de dialogen", PROUD: "Waar men trots op is"}
NOT_PICKED = "Gekozen citaten: geen."
NO_ANSWERS = "Hierover schreef niemand iets."


def write(document: WordDocument, material: Material, summary: ThemeSummary, level: int) -> None:
    """The theme under a heading of this level, its parts one level deeper."""
    theme = summary.theme
    document.heading(f"{theme.label} (verplicht thema)" if theme.mandatory else theme.label, level)
    document.paragraph(theme.description)
    document.paragraph(discussed_sentence(summary))
    quotes = of_theme(material.quotes, summary)
    for question in QUESTIONS:
        document.heading(HEADS[question], level + 1)
        _answers(document, material, summary, quotes, question)
    tags = counts(summary, material.settings, material.tags)
    if tags:
        columns = (Column("label", "Onderwerp"), Column("dialogues", "Dialogen", COUNT), Column("of", "Van", COUNT))
        rows = tuple((tag.label, tag.dialogues, summary.dialogues) for tag in tags)
        note = "Een lezer gaf deze onderwerpen aan antwoorden. Eén dialoog kan over meer onderwerpen gaan."
        document.table(Table(f"Onderwerpen binnen {theme.short}", columns, rows, note))
    document.heading("Landelijk beeld", level + 1)
    lines = plain_lines(national(material, summary))
    document.bullets(lines[:-1])
    document.paragraph(lines[-1])


def national(material: Material, summary: ThemeSummary) -> Crosswalk:
    """What is known of this theme in the country: what sources said, and numbers of the same origin as the dialogue."""
    picture = material.national
    computed = picture.of(COMPUTED, material.cycle.origin)
    return beside(
        summary.theme, material.session.catalogue, picture.of(PUBLISHED), computed, delta=material.settings.delta
    )


def _answers(
    document: WordDocument, material: Material, summary: ThemeSummary, quotes: tuple[Quote, ...], question: str
) -> None:
    """How many answers there are, and those that may be quoted. Done actions stand under what people are proud of."""
    texts = summary.texts(question)
    dialogues = len({one.dialogue_id for one, _, _ in texts})
    if texts:
        whole = count(summary.dialogues, "dialoog", "dialogen")
        document.paragraph(f"Van de {whole} over dit thema {is_or_are(dialogues)} er {dialogues} met een antwoord.")
        chosen = [quote for quote in quotes if quote.question == question]
        document.bullets(f"“{quote.text}” ({origin_text(quote, material.cycle, material.words)})" for quote in chosen)
        if not chosen:
            document.paragraph(NOT_PICKED)
    else:
        document.paragraph(NO_ANSWERS)
    if question == PROUD and summary.done_actions:
        document.paragraph("Deze acties zijn klaar:")
        document.bullets(f"{shortened(a.text).rstrip(' .')}. {became(a)}" for a in summary.done_actions)
