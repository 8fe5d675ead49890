"""The theme sheet of a dialogue year, to hang on a wall: themes, the three questions and the dates, on one page.

A tagged PDF as the other ones. The template chooses the largest letters with which all fits; more pages come only when even
the smallest do not fit. What people wrote travels as data, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

from monitor.dialogues.reports.material import STAMP, period_text
from monitor.dialogues.settings import CycleSettings, Theme
from monitor.dialogues.words import INTERNAL_CHILDCARE, JOINT, QUESTIONS, Words
from monitor.export import typst
from monitor.figures.template import FAMILIES
from monitor.wording.dialogue import year_text
from monitor.wording.numbers import listing

TEMPLATE = typst.TEMPLATES / "theme_sheet.typ"
PAPERS = {"A4": 1.0, "A3": sqrt(2)}
"""How many times as large everything is as on A4."""
COLOURS = {"strong": FAMILIES["above"].colour, "tint": FAMILIES["neutral"].tint}


def sheet(
    settings: CycleSettings, words: Words, about: Sequence[tuple[str, str]], *, is_demo: bool, paper: str
) -> bytes:
    """The sheet as PDF on "A4" or "A3"; A3 is the same page, larger."""
    return typst.compile(
        TEMPLATE,
        {
            "title": f"Themablad {settings.dialogue_name} {settings.year}",
            "subject": settings.municipality_label,
            "stamp": STAMP if is_demo else "",
            "about": " · ".join(f"{name}: {text}" for name, text in about if text),
            "paper": paper.lower(),
            "larger": PAPERS[paper],
            "colours": COLOURS,
            **contents(settings, words),
        },
    )


def contents(settings: CycleSettings, words: Words) -> dict[str, Any]:
    """The texts from top to bottom; a part without themes and a year without dates are left out."""
    year = f"dialoogjaar {year_text(settings)}"
    chosen = [theme for theme in settings.main_themes if not theme.mandatory]
    parts = [("Hier gaat elke dialoog over", settings.mandatory), ("Hier kunt u ook over praten", chosen)]
    return {
        "name": settings.dialogue_name,
        "lead": " · ".join(text for text in (settings.municipality_label, year) if text),
        "parts": [
            {"head": head, "themes": [_card(theme, settings) for theme in themes]} for head, themes in parts if themes
        ],
        "heads": {"questions": "De 3 vragen bij elk thema", "dates": "De data van dit jaar"},
        "questions": [_question(words, code) for code in QUESTIONS],
        "labels": ["Wanneer", "Wat", "Wie"],
        "dates": [[period_text(p.start, p.end), p.label, p.who] for p in settings.phases],
    }


def _card(theme: Theme, settings: CycleSettings) -> dict[str, Any]:
    """What stands in the box of a theme: a word beside the bar for a theme that must be spoken of, and its sub-topics."""
    parts = [t.short for t in settings.themes if t.parent == theme.code]
    return {
        "label": f"{theme.label} (verplicht)" if theme.mandatory else theme.label,
        "mandatory": theme.mandatory,
        "description": theme.description,
        "parts": f"Denk aan: {listing(parts)}." if parts else "",
    }


def _question(words: Words, code: str) -> str:
    """The question; where the joint form asks something else, both."""
    internal, joint = words.question(INTERNAL_CHILDCARE, code), words.question(JOINT, code)
    return internal if internal == joint else f"{internal} (In de gezamenlijke dialoog: {joint})"
