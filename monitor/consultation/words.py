"""What the parts of a consultation are called on screen and in documents."""

from __future__ import annotations

from monitor.consultation.records import (
    ANSWERED,
    ASKED,
    DISCUSSED,
    FIGURE,
    IN_BRIEFING,
    MERGED,
    NEW,
    QUESTION,
    SENTENCE,
    SUGGESTION,
    VERDICT,
)

POINT_FIELDS = {
    "seen": "Wat zien we?",
    "means": "Wat betekent dit voor het veld?",
    "monitor_can": "Wat kan {monitor} doen?",
    "sector_does": "Wat doet de sector zelf?",
}
"""The four fields of a talking point in their order; `{monitor}` is the short name in the settings of the catalogue."""
STATUS_LABELS = {
    NEW: "Nieuw",
    MERGED: "Samengevoegd",
    IN_BRIEFING: "In de briefing",
    DISCUSSED: "Besproken",
    ANSWERED: "Beantwoord",
}
KIND_LABELS = {QUESTION: "Vraag", SUGGESTION: "Suggestie"}
ITEM_LABELS = {FIGURE: "Figuur", VERDICT: "Oordeel", SENTENCE: "Zin", ASKED: "Vraag voor het gesprek"}


def point_fields(monitor: str) -> dict[str, str]:
    """Code to label of the four fields, with the name of the monitor."""
    return {code: label.format(monitor=monitor) for code, label in POINT_FIELDS.items()}
