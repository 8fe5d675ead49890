"""What a consultation says about itself: days to go, what is in the briefing, what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.consultation.points import FIELDS, title_of
from monitor.consultation.records import ANSWERED, DISCUSSED, MERGED, MOST_POINTS, NEW, Consultation, Question
from monitor.wording.numbers import count, date_text, nl

BASICS, BASKET, POINTS, QUESTIONS, FEEDBACK = "overleg", "mandje", "punten", "vragen", "terugkoppeling"
"""The parts of the page, as its address names them."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do before or after the meeting: a Dutch sentence and the part of the page (`?stap=`) where it is done."""

    step: str
    text: str


def countdown(held_on: date | None, on: date) -> str:
    """ "Nog 12 dagen tot het overleg." on the day `on` (the peildatum)."""
    if held_on is None:
        return "De datum van het overleg staat nog niet vast."
    days = (held_on - on).days
    if days > 0:
        return f"Nog {count(days, 'dag', 'dagen')} tot het overleg."
    if days == 0:
        return "Het overleg is vandaag."
    return f"Het overleg was op {date_text(held_on)}. Dat is {count(-days, 'dag', 'dagen')} geleden."


def closing(consultation: Consultation, on: date) -> str:
    """Until when members may send questions; empty when no closing date is set."""
    if consultation.closes_on is None:
        return ""
    days = (consultation.closes_on - on).days
    if days > 0:
        left = f"Dat is nog {count(days, 'dag', 'dagen')}."
        return f"Leden kunnen vragen sturen tot en met {date_text(consultation.closes_on)}. {left}"
    if days == 0:
        return "Leden kunnen vandaag nog vragen sturen. Het is de laatste dag."
    return f"Leden konden vragen sturen tot en met {date_text(consultation.closes_on)}. Die dag is voorbij."


def counts(consultation: Consultation) -> str:
    """ "In deze briefing staan 4 gesprekspunten, 7 figuren en 12 vragen van leden."

    Figures are what has a drawing; a question that was merged is not counted beside the one that speaks for it.
    """
    points = count(len(consultation.points), "gesprekspunt", "gesprekspunten")
    figures = count(
        len([i for i in consultation.items if i.drawing is not None or i.native is not None]), "figuur", "figuren"
    )
    asked = count(len(speaking(consultation)), "vraag", "vragen")
    return f"In deze briefing staan {points}, {figures} en {asked} van leden."


def summary(consultation: Consultation, on: date) -> str:
    """Counts and countdown."""
    return f"{counts(consultation)} {countdown(consultation.held_on, on)}"


def speaking(consultation: Consultation) -> tuple[Question, ...]:
    """The questions that speak for themselves and for those merged into them."""
    return tuple(question for question in consultation.questions if not question.merged_into)


def is_over(consultation: Consultation, on: date) -> bool:
    """Whether the meeting was before this day."""
    return consultation.held_on is not None and consultation.held_on < on


def tasks(consultation: Consultation, on: date) -> tuple[Task, ...]:
    """What is still to be done, the most urgent first: before the meeting the briefing, after it the answers."""
    if is_over(consultation, on):
        return tuple(_afterwards(consultation))
    return (*_dates(consultation), *_material(consultation), *_open_questions(consultation))


def _dates(consultation: Consultation) -> Iterator[Task]:
    held_on, closes_on = consultation.held_on, consultation.closes_on
    if consultation.unreadable:
        lost = count(consultation.unreadable, "wijziging", "wijzigingen")
        yield Task(BASICS, f"{lost} konden we niet lezen. Er kan iets ontbreken. Waarschuw uw beheerder.")
    if held_on is None:
        yield Task(BASICS, "Vul de datum van het overleg in.")
    if closes_on is None:
        yield Task(BASICS, "Kies tot wanneer leden vragen kunnen sturen.")
    elif held_on is not None and closes_on > held_on:
        yield Task(BASICS, "Leden kunnen vragen sturen tot na het overleg. Kies een eerdere dag.")
    if not consultation.parties:
        yield Task(BASICS, "Schrijf op met wie u praat.")


def _material(consultation: Consultation) -> Iterator[Task]:
    if not consultation.items:
        yield Task(BASKET, "Uw mandje is leeg. Kies figuren en oordelen voor het overleg.")
    if not any(text.strip() for text in consultation.core):
        yield Task(POINTS, "Schrijf de kern in drie zinnen.")
    if not consultation.points:
        yield Task(POINTS, "Maak een gesprekspunt.")
    if len(consultation.points) > MOST_POINTS:
        told = f"Er zijn {nl(len(consultation.points), 0)} gesprekspunten. Het mogen er {MOST_POINTS} zijn."
        yield Task(POINTS, f"{told} Haal er een weg, of voeg er twee samen.")
    for number, point in enumerate(consultation.points, start=1):
        empty = sum(not getattr(point, name).strip() for name, _ in FIELDS)
        if empty:
            title = title_of(point, number)
            yield Task(POINTS, f"{title}: {count(empty, 'veld is', 'velden zijn')} nog leeg.")


def _open_questions(consultation: Consultation) -> Iterator[Task]:
    fresh = [question for question in speaking(consultation) if question.status == NEW]
    if fresh:
        verb = "is" if len(fresh) == 1 else "zijn"
        yield Task(
            QUESTIONS, f"{count(len(fresh), 'vraag', 'vragen')} van leden {verb} nog nieuw. Kies wat u meeneemt."
        )


def _afterwards(consultation: Consultation) -> Iterator[Task]:
    asked = speaking(consultation)
    without = [question for question in asked if not question.answer.strip()]
    if without:
        verb = "heeft" if len(without) == 1 else "hebben"
        yield Task(FEEDBACK, f"{count(len(without), 'vraag', 'vragen')} van leden {verb} nog geen antwoord.")
    behind = [q for q in asked if q.answer.strip() and q.status not in (ANSWERED, MERGED)]
    if behind:
        verb = "heeft" if len(behind) == 1 else "hebben"
        told = f"{count(len(behind), 'vraag', 'vragen')} {verb} een antwoord, maar niet de status Beantwoord."
        yield Task(FEEDBACK, told)
    elif asked and not without and any(q.status in (ANSWERED, DISCUSSED) for q in asked):
        yield Task(FEEDBACK, "Alle vragen hebben een antwoord. Stuur de terugkoppeling aan leden.")
