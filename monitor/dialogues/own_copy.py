"""The form as a Word document for who filled it in: before sending ("Concept") and after it, with all answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from monitor.dialogues.draft_fold import DraftState
from monitor.dialogues.form_fields import (
    HELP,
    HELP_TEXT,
    REFLECTION,
    YES,
    FormTheme,
    answer_field,
    discussed_field,
    is_joint,
    themes,
)
from monitor.dialogues.records import JGZ, Cycle
from monitor.dialogues.submit import held_on, is_changed, participants, reporter
from monitor.dialogues.words import QUESTIONS, Words
from monitor.records import DEMO_STAMP
from monitor.tables import Column, Table
from monitor.wording.numbers import date_text, listing, time

if TYPE_CHECKING:
    from monitor.export.docx import WordDocument

NOTHING = "Niets ingevuld."


def own_copy(cycle: Cycle, state: DraftState, words: Words, *, is_demo: bool = False) -> bytes:
    """The document as bytes."""
    from monitor.export.docx import WordDocument  # only when somebody downloads

    name = words.label("form_type", state.form_type)
    stamp = " · ".join(([DEMO_STAMP] if is_demo else []) + ([] if state.is_sent else ["Concept"]))
    document = WordDocument(
        name, subject=f"{cycle.settings.dialogue_name} {state.year}", stamp=stamp,
        about=[("Dialoogjaar", str(state.year)), ("Stand", standing(cycle, state))],
    )  # fmt: skip
    document.paragraph(standing(cycle, state), bold=True)
    document.heading("Wie en wanneer", 1)
    document.table(_about(cycle, state, words))
    for theme in themes(cycle.settings, state):
        _theme(document, theme, state, words)
    if is_joint(state) and state.text(REFLECTION).strip():
        document.heading("Uw eigen notitie", 1)
        document.paragraph("Deze notitie is alleen voor uzelf. U verstuurt haar niet.")
        document.quote(state.text(REFLECTION))
    return document.to_bytes()


def file_name(cycle: Cycle, state: DraftState, words: Words) -> str:
    """Without signs that a file system does not know."""
    parts = [words.label("form_type", state.form_type), cycle.name(state.location_id), str(state.year)]
    kept = "".join(sign if sign.isalnum() or sign in " -" else "" for sign in " ".join(parts))
    return f"{'_'.join(kept.split())[:100].lower()}.docx"


def standing(cycle: Cycle, state: DraftState) -> str:
    """ "Concept, laatst bewaard op 12 mei 2026 om 14.32 uur." or "Verstuurd op 12 mei 2026." and what came after."""
    if state.sent_at is None:
        return f"Concept, laatst bewaard op {_moment(state.saved_at)}."
    told = f"Verstuurd op {date_text(state.sent_at)}."
    if state.corrected_at:
        told += f" Verbeterd op {date_text(state.corrected_at)}."
    if is_changed(cycle.settings, state):
        told += " Daarna veranderd. Die verandering is nog niet verstuurd."
    return told


def _moment(moment: datetime) -> str:
    return f"{date_text(moment)} om {time(moment)}"


def _about(cycle: Cycle, state: DraftState, words: Words) -> Table:
    people = participants(state)
    names = [words.label("part", p) if p == JGZ else cycle.name(p) for p in people]
    rows: list[tuple[str, str]] = [
        ("Ingevuld voor", cycle.name(state.location_id)),
        ("Dialoogjaar", str(state.year)),
        ("Datum van de dialoog", date_text(held_on(state)) if held_on(state) else NOTHING),
    ]
    if is_joint(state):
        rows.append(("Deelnemers", listing(names) or NOTHING))
        rows.append(("Terugkoppeling", cycle.name(reporter(state)) if reporter(state) else NOTHING))
    help_asked = state.text(HELP) == YES
    rows.append(("Vraag om hulp", (state.text(HELP_TEXT).strip() or "Ja") if help_asked else "Nee"))
    return Table("Gegevens van de dialoog", (Column("what", "Wat"), Column("value", "Antwoord")), tuple(rows))


def _theme(document: WordDocument, theme: FormTheme, state: DraftState, words: Words) -> None:
    kind = "verplicht thema" if theme.mandatory else "gekozen thema"
    document.heading(theme.label or "Eigen thema zonder naam", 1)
    document.paragraph(f"Dit is een {kind}. {theme.description}".strip())
    marked = [part.label for part in theme.subtopics if state.text(discussed_field(part.code)) == YES]
    if marked:
        document.paragraph("Dit is besproken:")
        document.bullets(marked)
    elif state.text(discussed_field(theme.key)) == YES:
        document.paragraph("Dit thema is besproken.")
    for question in QUESTIONS:
        document.heading(words.question(state.form_type, question), 2)
        text = state.text(answer_field(theme.key, question)).strip()
        if text:
            document.quote(text)
        else:
            document.paragraph(NOTHING)
