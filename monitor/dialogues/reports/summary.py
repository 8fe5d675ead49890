"""What the tab says beside each document: when it is due, and how much of what will stand in it."""

from __future__ import annotations

from datetime import date

from monitor.dialogues import reports
from monitor.dialogues.action_lists import from_last_year
from monitor.dialogues.reports.material import Material
from monitor.dialogues.settings import Phase
from monitor.dialogues.words import DROPPED, PROPOSAL
from monitor.wording.numbers import count, date_text


def due_text(phase: Phase, on: date) -> str:
    """When the document is due, with how long that still is or has been."""
    days = (phase.end - on).days
    day = date_text(phase.end)
    if days > 0:
        return f"Klaar voor {day}. Dat is over {count(days, 'dag', 'dagen')}."
    if days == 0:
        return f"Klaar voor {day}. Dat is vandaag."
    return f"Klaar voor {day}. Dat is {count(-days, 'dag', 'dagen')} geleden."


def facts(material: Material, kind: str) -> list[str]:
    """A few counts of what stands in a document; none for a kind that has nothing to count."""
    return _FACTS[kind](material) if kind in _FACTS else []


def _working_group(material: Material) -> list[str]:
    internal = material.status.internal
    spoken = count(sum(summary.dialogues > 0 for summary in material.themes), "thema", "thema's")
    return [
        f"{len(internal.received) + len(internal.via_school_board)} van de {internal.required} locaties en scholen "
        "leverden hun interne dialoog.",
        f"Gesproken is over {spoken}.",
        "De laatste bijlage noemt locaties bij naam. Haal die weg voor de stuurgroep.",
    ]


def _steering_group(material: Material) -> list[str]:
    followed = len(from_last_year(material.cycle))
    return [
        f"Er staan {count(len(material.actions_with(PROPOSAL)), 'voorstel', 'voorstellen')} in voor een besluit.",
        f"Vorig jaar zijn {count(followed, 'actie', 'acties')} afgesproken." if followed else "",
    ]


def _lea(material: Material) -> list[str]:
    agreed = [a for a in material.cycle.actions if a.status not in (PROPOSAL, DROPPED)]
    return [f"Er {'is' if len(agreed) == 1 else 'zijn'} {count(len(agreed), 'actie', 'acties')} afgesproken."]


def _letters(material: Material) -> list[str]:
    return [
        f"Er zijn {count(len(material.cycle.active), 'brief', 'brieven')}, één per actieve locatie of school.",
        "Elke brief citeert alleen de eigen woorden van die locatie.",
    ]


def _workbook(material: Material) -> list[str]:
    answers = sum(answer.has_text for d in material.cycle.counted(material.on) for answer in d.answers.values())
    return [
        f"Er zijn {count(answers, 'antwoord', 'antwoorden')} van locaties en scholen. Ze zijn alleen voor de werkgroep.",
        "Kleine aantallen kinderen staan er niet in.",
    ]


_FACTS = {
    reports.WORKING_GROUP: _working_group,
    reports.STEERING_GROUP: _steering_group,
    reports.LEA: _lea,
    reports.LETTERS: _letters,
    reports.WORKBOOK: _workbook,
}
