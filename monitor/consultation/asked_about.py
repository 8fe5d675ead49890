"""What members asked about some measures, to stand beside the figures about them. Never who asked it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from monitor.catalogue import Catalogue
from monitor.consultation.records import Consultation, Question
from monitor.consultation.words import KIND_LABELS, STATUS_LABELS
from monitor.tables import COUNT, Column, Table


def questions_about(
    consultations: Iterable[Consultation], measures: Collection[str], care_types: Collection[str], catalogue: Catalogue
) -> tuple[Question, ...]:
    """The questions that speak for themselves and are about one of these measures (codes), those of most members first.

    A question about one care type, or about a group of them, counts only when one of these care types (codes) is in it.
    """
    wanted = set(care_types)
    found = [
        question
        for consultation in consultations
        for question in consultation.questions
        if not question.merged_into
        and question.measure in measures
        and (not question.care_type or wanted & set(catalogue.members(question.care_type)))
    ]
    return tuple(sorted(found, key=lambda question: -question.members))


def table(questions: Iterable[Question], catalogue: Catalogue) -> Table:
    """One line per question, with what came of it."""
    columns = (
        Column("text", "Vraag of suggestie"), Column("kind", "Soort"), Column("measure", "Onderdeel"),
        Column("care_type", "Opvangsoort"), Column("members", "Leden", COUNT), Column("status", "Status"),
        Column("answer", "Antwoord"),
    )  # fmt: skip
    rows = tuple(
        (
            q.text, KIND_LABELS[q.kind], catalogue.label(q.measure), catalogue.label(q.care_type) if q.care_type else "alle",
            q.members, STATUS_LABELS[q.status], q.answer,
        )
        for q in questions
    )  # fmt: skip
    return Table("Vragen en suggesties van leden", columns, rows)
