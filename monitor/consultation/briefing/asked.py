"""Questions of members as a briefing and an answer to members show them: by subject, merged ones with who speaks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.catalogue import Catalogue
from monitor.consultation.briefing.said import Said
from monitor.consultation.records import Question
from monitor.consultation.words import KIND_LABELS, STATUS_LABELS
from monitor.tables import COUNT, Column, Table
from monitor.wording.numbers import count, date_table

OTHER = "Andere vragen"


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A question of members that speaks for itself and for those merged into it.

    `status` is the label, `who` how many members asked it, `about` the care type beside a measure, `figure` where to
    look ("Zie figuur 2."); the last two may be empty. `answer` is the answer with what is warned of in it.
    """

    question: Question
    status: str
    who: str
    about: str
    figure: str
    answer: Said
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions about one subject, those of most members first."""

    subject: str
    questions: tuple[AskedPart, ...]


def groups(
    questions: Sequence[Question], catalogue: Catalogue, figures: Mapping[str, str],
    answers: Mapping[str, Said] | None = None,
) -> tuple[QuestionGroup, ...]:  # fmt: skip
    """The questions by measure, in the order of the catalogue; `figures` says per item id where to look.

    `answers` are those that were checked, per question id.
    """
    known = {question.question_id for question in questions}
    found: dict[str, list[AskedPart]] = {}
    for question in questions:
        if not speaks_for_itself(question, known):
            continue
        part = AskedPart(
            question,
            STATUS_LABELS[question.status],
            f"Gevraagd door {count(question.members, 'lid', 'leden')}.",
            about(question, catalogue),
            figures.get(question.item_id, ""),
            (answers or {}).get(question.question_id, Said(question.answer)),
            tuple(other.text for other in questions if other.merged_into == question.question_id),
        )
        found.setdefault(subject_of(question, catalogue), []).append(part)
    order = [
        *[measure.label for measure in catalogue.measures.values()],
        *[kind.label for kind in (*catalogue.care_types.values(), *catalogue.groups.values())],
        OTHER,
    ]
    return tuple(
        QuestionGroup(subject, tuple(sorted(found[subject], key=lambda part: -part.question.members)))
        for subject in dict.fromkeys(order)
        if subject in found
    )


def speaks_for_itself(question: Question, known: set[str]) -> bool:
    """Whether it was not merged into a question that is still there."""
    return question.merged_into not in known or question.merged_into == question.question_id


def subject_of(question: Question, catalogue: Catalogue) -> str:
    """The measure, else the care type, else that it is about something else."""
    if question.measure in catalogue.measures:
        return catalogue.label(question.measure)
    known = question.care_type in catalogue.care_types or question.care_type in catalogue.groups
    return catalogue.label(question.care_type) if known else OTHER


def about(question: Question, catalogue: Catalogue) -> str:
    """The care type when the subject is a measure: "in de baby-opvang" tells more than the measure alone."""
    known = question.care_type in catalogue.care_types or question.care_type in catalogue.groups
    return catalogue.label(question.care_type) if known and question.measure in catalogue.measures else ""


def table(
    questions: Sequence[Question], catalogue: Catalogue, figures: Mapping[str, str], answers: Mapping[str, Said]
) -> Table:
    """All questions, merged ones too, for an own spreadsheet: this one names the organisations."""
    texts = {question.question_id: question.text for question in questions}
    columns = (
        Column("number", "Nummer", COUNT), Column("kind", "Soort"), Column("text", "Vraag of suggestie"),
        Column("subject", "Onderwerp"), Column("care_type", "Opvangsoort"), Column("organisation", "Organisatie"),
        Column("members", "Leden", COUNT), Column("received", "Ontvangen"), Column("status", "Status"),
        Column("merged_into", "Samengevoegd met"), Column("figure", "Figuur"), Column("answer", "Antwoord"),
        Column("warning", "Vergelijking"),
    )  # fmt: skip
    rows = tuple(
        (
            number, KIND_LABELS[q.kind], q.text, subject_of(q, catalogue), _care_type(q, catalogue), q.organisation,
            q.members, date_table(q.received_on) if q.received_on else "", STATUS_LABELS[q.status],
            texts.get(q.merged_into, ""), figures.get(q.item_id, ""), q.answer,
            answers[q.question_id].warning,
        )
        for number, q in enumerate(questions, start=1)
    )  # fmt: skip
    return Table("Vragen van leden", columns, rows, sheet="Vragen")


def _care_type(question: Question, catalogue: Catalogue) -> str:
    return catalogue.label(question.care_type) if question.care_type else ""
