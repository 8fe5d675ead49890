"""What a briefing holds, in its fixed order, made once for every form.

1 the core, 2 talking points with their figures, 3 questions of members, 4 how to read this, 5 tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.catalogue import Catalogue
from monitor.consultation.briefing import asked, caveats
from monitor.consultation.briefing.asked import AskedPart, QuestionGroup
from monitor.consultation.briefing.paper import table_of
from monitor.consultation.briefing.said import NOTHING, Check, Said, said
from monitor.consultation.points import flags_of, title_of
from monitor.consultation.records import Consultation, Item
from monitor.consultation.todo import counts
from monitor.consultation.words import point_fields
from monitor.records import DEMO, DEMO_STAMP, VerdictRow
from monitor.tables import Table
from monitor.wording.numbers import date_text, listing, lower_first, nl

__all__ = [
    "DOCX", "FEEDBACK", "PDF", "PPTX", "XLSX", "ZIP", "AskedPart", "Finding", "Outline", "PointPart", "QuestionGroup",
    "Said", "build",
]  # fmt: skip

DOCX, PPTX, PDF, ZIP, XLSX, FEEDBACK = "docx", "pptx", "pdf", "zip", "xlsx", "feedback"
NOT_WRITTEN = "Nog niet ingevuld."
CHANGED = "Let op: dit is veranderd nadat het is gekozen."


@dataclass(frozen=True, eq=False)
class Finding:
    """One item as the briefing shows it: `number` counts the figures, 0 when there is nothing to draw.

    `own` is what the user wrote about it; `amounts` how many were measured, `table` its table for paper; `flags` are its
    caveats, each a label; `changes` say what changed since it was chosen (empty: nothing did).
    """

    item: Item
    number: int
    own: Said
    amounts: str = ""
    table: Table | None = None
    changes: tuple[str, ...] = ()

    @property
    def flags(self) -> tuple[str, ...]:
        return self.item.flags

    @property
    def place(self) -> str:
        """ "Figuur 2", or the finding itself when it is not drawn."""
        return f"Figuur {self.number}" if self.number else self.item.headline


@dataclass(frozen=True, eq=False)
class PointPart:
    """A talking point: its heading with its number, its fields as (label, text) in their order (empty ones too), its flags.

    `title` is what the user called it, with what is warned of in that. `findings` are shown here for the first time,
    `see` says where the others stand.
    """

    number: int
    heading: str
    fields: tuple[tuple[str, Said], ...]
    findings: tuple[Finding, ...] = ()
    see: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    title: Said = NOTHING


@dataclass(frozen=True, eq=False)
class Outline:
    """The briefing. `met` says when and with whom, `lead` are the lines under the title.

    `caveats` stand in every form, `stamp` on every page. `others` are findings under no point; `reading` are headings
    with texts.
    """

    title: str
    met: str
    lead: tuple[str, ...]
    stamp: str
    caveats: tuple[str, ...]
    core: tuple[Said, ...]
    points: tuple[PointPart, ...]
    others: tuple[Finding, ...]
    groups: tuple[QuestionGroup, ...]
    reading: tuple[tuple[str, tuple[str, ...]], ...]
    questions: Table
    about: tuple[tuple[str, str], ...]
    contact: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding once, in the order of the document."""
        return (*(finding for part in self.points for finding in part.findings), *self.others)


def build(
    consultation: Consultation, catalogue: Catalogue, data_version: str, on: date, *,
    rows: Sequence[VerdictRow] = (), changes: Mapping[str, tuple[str, ...]] | None = None,
    check: Check = lambda text, items: None,
) -> Outline:  # fmt: skip
    """The outline of a consultation as on a day.

    `rows` are all national verdicts, for the caveats; `changes` says per item id what changed since it was chosen.
    """
    used = dict.fromkeys(key for point in consultation.points for key in point.item_ids)
    first = [item for key in used if (item := consultation.item(key))]
    ordered = [*first, *(item for item in consultation.items if item.item_id not in used)]
    numbers = _numbers(ordered)
    shown = {
        item.item_id: Finding(
            item,
            numbers.get(item.item_id, 0),
            said(item.own_text, [item], check),
            amounts(item, catalogue),
            table_of(item, catalogue),
            (changes or {}).get(item.item_id, ()),
        )
        for item in ordered
    }
    figures = {key: f"Zie {_lower(finding.place)}." for key, finding in shown.items()}
    points = _points(consultation, catalogue, shown, check)
    answers = {
        one.question_id: said(one.answer, [found.item] if (found := shown.get(one.item_id)) else [], check)
        for one in consultation.questions
    }
    return Outline(
        title=consultation.name,
        met=_met(consultation),
        lead=tuple(filter(None, (_met(consultation), counts(consultation)))),
        stamp=DEMO_STAMP if is_demo(consultation) else "",
        caveats=caveats.caveats(catalogue, rows, is_demo=is_demo(consultation)),
        core=tuple(said(text, consultation.items, check) for text in consultation.core if text.strip())
        or _core_from(points),
        points=points,
        others=tuple(shown[item.item_id] for item in ordered if item.item_id not in used),
        groups=asked.groups(consultation.questions, catalogue, figures, answers),
        reading=caveats.reading(catalogue, rows, consultation.items),
        questions=asked.table(consultation.questions, catalogue, figures, answers),
        about=(("Dataversie", data_version), ("Peildatum", date_text(on))),
        contact=consultation.contact,
    )


def is_demo(consultation: Consultation) -> bool:
    """Whether anything in it is invented: then every page of every form says so."""
    return consultation.origin == DEMO or any(
        item.origin == DEMO or DEMO_STAMP in item.flags for item in consultation.items
    )


def _numbers(items: Sequence[Item]) -> dict[str, int]:
    """The figures count from 1; a verdict or a sentence without a picture has no number."""
    drawn = [item.item_id for item in items if item.drawing is not None or item.native is not None]
    return {key: number for number, key in enumerate(drawn, start=1)}


def _core_from(points: Sequence[PointPart]) -> tuple[Said, ...]:
    """Nobody wrote the core: what the first three points see, with what is warned of there."""
    return tuple(seen for part in points[:3] for _, seen in part.fields[:1] if seen.text)


def _points(
    consultation: Consultation, catalogue: Catalogue, shown: Mapping[str, Finding], check: Check
) -> tuple[PointPart, ...]:
    labels = point_fields(catalogue.settings["monitor_short_nl"])
    parts, told = [], set()
    for number, point in enumerate(consultation.points, start=1):
        rests_on = [shown[key] for key in dict.fromkeys(point.item_ids) if key in shown]
        items = [finding.item for finding in rests_on]
        new = [finding for finding in rests_on if finding.item.item_id not in told]
        told |= {finding.item.item_id for finding in new}
        parts.append(
            PointPart(
                number=number,
                heading=f"{number}. {title_of(point, number)}" if point.title.strip() else title_of(point, number),
                fields=tuple((label, said(getattr(point, code), items, check)) for code, label in labels.items()),
                findings=tuple(new),
                see=tuple(f"Zie ook: {_lower(finding.place)}." for finding in rests_on if finding not in new),
                flags=flags_of(point, consultation),
                title=said(point.title, items, check),
            )
        )
    return tuple(parts)


def amounts(item: Item, catalogue: Catalogue) -> str:
    """How many were measured, per care type and period: "Gemeten groepen: baby-opvang 95 (2017-2019), ..."."""
    found: dict[str, dict[str, None]] = {}
    for fact in item.facts:
        told = [f"{nl(n, 0)} ({catalogue.label(code)})" for code, (n, _, _) in fact.measured.items()]
        if told:
            found.setdefault(lower_first(catalogue.label(fact.care_type)), {})[", ".join(told)] = None
    many = [f"{name} {' of '.join(told)}" for name, told in found.items()]
    return f"Gemeten {catalogue.settings['unit_plural_nl']}: {'; '.join(many)}." if many else ""


def _met(consultation: Consultation) -> str:
    """When and with whom; empty when neither is known."""
    with_whom = f" met {listing(list(consultation.parties))}" if consultation.parties else ""
    when = f"Overleg op {date_text(consultation.held_on)}" if consultation.held_on else "Overleg"
    return f"{when}{with_whom}." if with_whom or consultation.held_on else ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text.startswith("Figuur ") else f"“{text}”"
