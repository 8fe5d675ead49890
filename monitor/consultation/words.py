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

STATUS_LABELS = {
    NEW: "Nieuw",
    MERGED: "Samengevoegd",
    IN_BRIEFING: "In de briefing",
    DISCUSSED: "Besproken",
    ANSWERED: "Beantwoord",
}
KIND_LABELS = {QUESTION: "Vraag", SUGGESTION: "Suggestie"}
ITEM_LABELS = {FIGURE: "Figuur", VERDICT: "Oordeel", SENTENCE: "Zin", ASKED: "Vraag voor het gesprek"}
