"""What the parts of a consultation are called on screen and in documents."""

from __future__ import annotations

from monitor.consultation.points import FIELDS
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
    """The four fields of a talking point in their order: name of the field to its question, with the name of the monitor."""
    return {name: question.format(monitor=monitor) for name, question in FIELDS}
