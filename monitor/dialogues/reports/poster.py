"""The theme sheet of a dialogue year, to hang on a wall: themes, the three questions and the dates, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.units import cm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from monitor.dialogues.reports.material import STAMP, period_text
from monitor.dialogues.settings import CycleSettings, Theme
from monitor.dialogues.words import INTERNAL_CHILDCARE, JOINT, QUESTIONS, Words
from monitor.export import pdf
from monitor.figures.template import BAND, FAMILIES, GREY
from monitor.wording.dialogue import year_text
from monitor.wording.numbers import listing

TITLE, HEAD, NAME, BODY = 20, 13, 11.5, 10  # points, at plain size
ROOM = pdf.A4[0] - 2 * (pdf.MARGIN + pdf.INSET)
STRONG = FAMILIES["above"].colour


def sheet(
    settings: CycleSettings, words: Words, about: Sequence[tuple[str, str]], *, is_demo: bool, paper: str
) -> bytes:
    """The sheet as PDF on "A4" or "A3"; A3 is the same page, larger."""
    larger = pdf.PAPERS[paper][0] / pdf.A4[0]
    return pdf.sheet(
        lambda size: story(settings, words, size, ROOM * larger),
        title=f"Themablad {settings.dialogue_name} {settings.year}",
        subject=settings.municipality_label,
        stamp=STAMP if is_demo else "",
        about=" · ".join(f"{name}: {text}" for name, text in about if text),
        paper=paper,
    )


def story(settings: CycleSettings, words: Words, size: float, room: float) -> list[Flowable]:
    """The contents from top to bottom, with letters `size` times as large, `room` points wide."""
    chosen = [theme for theme in settings.main_themes if not theme.mandatory]
    made: list[Flowable] = [
        pdf.text(settings.dialogue_name, TITLE * size, bold=True, after=2 * size),
        pdf.text(f"{settings.municipality_label} · dialoogjaar {year_text(settings)}", NAME * size, after=8 * size),
    ]
    if settings.mandatory:
        made.append(_head("Hier gaat elke dialoog over", size))
        made += [card for theme in settings.mandatory for card in _card(theme, settings, size, room)]
    if chosen:
        made.append(_head("Hier kunt u ook over praten", size))
        made += [card for theme in chosen for card in _card(theme, settings, size, room)]
    made.append(_head("De 3 vragen bij elk thema", size))
    made += [
        pdf.text(f"{place}. {_question(words, code)}", NAME * size, after=3 * size)
        for place, code in enumerate(QUESTIONS, start=1)
    ]
    if settings.phases:
        made.append(_head("De data van dit jaar", size))
        made.append(_dates(settings, size, room))
    return made


def _head(words: str, size: float) -> Flowable:
    return pdf.text(words, HEAD * size, bold=True, before=6 * size, after=4 * size, colour=STRONG)


def _card(theme: Theme, settings: CycleSettings, size: float, room: float) -> list[Flowable]:
    """A box with the theme, what it means and its sub-topics; a bar and a word for a theme that must be spoken of."""
    inside = [pdf.text(theme.label, NAME * size, bold=True, after=1 * size)]
    if theme.mandatory:
        inside[0] = pdf.text(f"{theme.label} (verplicht)", NAME * size, bold=True, after=1 * size)
    if theme.description:
        inside.append(pdf.text(theme.description, BODY * size))
    parts = [t.short for t in settings.themes if t.parent == theme.code]
    if parts:
        inside.append(pdf.text(f"Denk aan: {listing(parts)}.", BODY * size))
    box = Table([[inside]], colWidths=[room])
    bar = 3 * size if theme.mandatory else 1 * size
    box.setStyle(
        TableStyle(
            [
                ("LINEBEFORE", (0, 0), (0, -1), bar, HexColor(STRONG if theme.mandatory else GREY)),
                ("BACKGROUND", (0, 0), (-1, -1), HexColor(FAMILIES["neutral"].tint)),
                ("TOPPADDING", (0, 0), (-1, -1), 4 * size),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 5 * size),
                ("LEFTPADDING", (0, 0), (-1, -1), 8 * size),
            ]
        )
    )
    return [box, Spacer(1, 5 * size)]


def _question(words: Words, code: str) -> str:
    """The question; where the joint form asks something else, both."""
    internal, joint = words.question(INTERNAL_CHILDCARE, code), words.question(JOINT, code)
    return internal if internal == joint else f"{internal} (In de gezamenlijke dialoog: {joint})"


def _dates(settings: CycleSettings, size: float, room: float) -> Flowable:
    rows = [["Wanneer", "Wat", "Wie"]]
    rows += [[period_text(p.start, p.end), p.label, p.who] for p in settings.phases]
    cells = [[pdf.text(cell, BODY * size, bold=not number) for cell in row] for number, row in enumerate(rows)]
    table = Table(cells, colWidths=[room * share for share in (0.36, 0.32, 0.32)], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(GREY)),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor(BAND)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0.15 * cm),
                ("TOPPADDING", (0, 0), (-1, -1), 2 * size),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3 * size),
            ]
        )
    )
    return table
