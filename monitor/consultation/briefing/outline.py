"""What a briefing holds, in its fixed order, made once for every form.

1 the core, 2 talking points with their figures, 3 questions of members, 4 how to read this, 5 tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from monitor.catalogue import Catalogue
from monitor.consultation.records import Consultation, Item, Question
from monitor.tables import Table

DOCX, PPTX, PDF, ZIP, XLSX = "docx", "pptx", "pdf", "zip", "xlsx"


@dataclass(frozen=True, eq=False)
class Finding:
    """One item as the briefing shows it: `number` counts the figures, 0 when there is nothing to draw.

    `stamps` must stand with every picture of it; `changes` say what changed since it was chosen (empty: not stale).
    """

    item: Item
    number: int
    stamps: tuple[str, ...]
    source_line: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class PointPart:
    """A talking point: its fields as (label, text) in their order, empty ones included; what it rests on; its flags.

    `warning` and `safe` are said when a text of it compares two periods only (empty: it does not).
    """

    number: int
    title: str
    fields: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...] = ()
    flags: tuple[str, ...] = ()
    warning: str = ""
    safe: str = ""


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A question of members that speaks for itself and for those merged into it."""

    question: Question
    status: str
    who: str
    figure: str
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions about one subject."""

    subject: str
    questions: tuple[AskedPart, ...]


@dataclass(frozen=True, eq=False)
class Outline:
    """The briefing. `lead` are the lines under the title, `caveats` stand in every form, `stamp` on every page."""

    title: str
    lead: tuple[str, ...]
    stamp: str
    caveats: tuple[str, ...]
    core: tuple[str, ...]
    points: tuple[PointPart, ...]
    others: tuple[Finding, ...]
    groups: tuple[QuestionGroup, ...]
    reading: tuple[tuple[str, tuple[str, ...]], ...]
    tables: tuple[Table, ...]
    about: tuple[tuple[str, str], ...]
    contact: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every item once, in the order of the document."""
        shown = [finding for part in self.points for finding in part.findings]
        return tuple({finding.item.item_id: finding for finding in (*shown, *self.others)}.values())


def build(
    consultation: Consultation, catalogue: Catalogue, data_version: str, on: date,
    changes: Mapping[str, tuple[str, ...]],
) -> Outline:  # fmt: skip
    """The outline of a consultation as on a day. `changes` says per item id what changed since it was chosen."""
    raise NotImplementedError
