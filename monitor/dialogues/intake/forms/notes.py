"""What an import of a form tells besides problems, in Dutch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from monitor.dialogues.intake.forms.mapping import Mapped
from monitor.dialogues.intake.forms.rows import MOST_TOLD, Counts
from monitor.dialogues.intake.forms.tools import TOOL_LABELS
from monitor.wording.numbers import count, listing


def on_columns(tool: str, mapped: Mapped) -> list[str]:
    """The tool, and the columns about persons that were left out."""
    notes = [f"Dit is een export van {TOOL_LABELS[tool]}."] if tool in TOOL_LABELS else []
    if mapped.personal:
        names = listing([f"'{h.name}'" for h in mapped.personal])
        notes.append(f"Gegevens van personen bewaren we niet. Deze kolommen laten we weg: {names}.")
    return notes


def on_rows(counts: Counts) -> list[str]:
    """Rows that were left out and cells that were read in a special way."""
    notes = []
    if counts.unfinished:
        left = "1 vragenlijst is" if counts.unfinished == 1 else f"{counts.unfinished} vragenlijsten zijn"
        notes.append(f"{left} niet afgemaakt. Die lezen we niet in.")
    if counts.nothing:
        notes.append(f"In {count(counts.nothing, 'cel', 'cellen')} staat een streepje of n.v.t. Dat telt als leeg.")
    if counts.garbled:
        notes.append(
            f"In {count(counts.garbled, 'antwoord', 'antwoorden')} zijn letters verloren gegaan (\ufffd). "
            "Een export als .xlsx heeft dat niet."
        )
    if counts.several_themes:
        notes.append(
            f"{count(counts.several_themes, 'antwoord hoort', 'antwoorden horen')} bij meer dan één gekozen thema. "
            "Ze staan bij het eerste."
        )
    if counts.odd_days:
        more = len(counts.odd_days) - MOST_TOLD
        also = f" (en nog {more})" if more > 0 else ""
        notes += [*counts.odd_days[:MOST_TOLD], f"Deze datums laten we weg{also}. Dan telt de dag van versturen."]
    return notes


def on_years(found: Counter[int], year: int | None) -> list[str]:
    """Questionnaires of another dialogue year than the one in view."""
    if year is None:
        return []
    return [
        f"Let op: {count(n, 'vragenlijst hoort', 'vragenlijsten horen')} bij dialoogjaar {other}, niet bij {year}."
        for other, n in sorted(found.items()) if other != year
    ]  # fmt: skip


def on_numbers(new: int, known: int) -> list[str]:
    if not known:
        return [f"{count(new, 'vragenlijst', 'vragenlijsten')}, allemaal nieuw."]
    return [
        f"{count(new, 'vragenlijst is', 'vragenlijsten zijn')} nieuw. {known} "
        f"{'stond' if known == 1 else 'stonden'} er al: die vervangen we."
    ]


def listed_rows(rows: Sequence[int]) -> str:
    """The numbers of rows in a sentence: "regel 3", "regels 3, 8 en 9 (en nog 4)"."""
    shown = [str(row) for row in rows[:MOST_TOLD]]
    more = f" (en nog {len(rows) - MOST_TOLD})" if len(rows) > MOST_TOLD else ""
    return f"{'regel' if len(rows) == 1 else 'regels'} {listing(shown)}{more}"
