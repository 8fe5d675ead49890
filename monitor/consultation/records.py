"""What a consultation holds. Everything is kept as a change in the journal and folded into these records.

Texts of users are data: never markup. Dates are days in the Netherlands.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from monitor.figures.native import ChartData
from monitor.tables import Table

# Kinds of items.
FIGURE, VERDICT, SENTENCE, ASKED = "figure", "verdict", "sentence", "question"
# Status of a question of a member, in the order of its life.
NEW, MERGED, IN_BRIEFING, DISCUSSED, ANSWERED = "new", "merged", "in_briefing", "discussed", "answered"
STATUSES = (NEW, MERGED, IN_BRIEFING, DISCUSSED, ANSWERED)
QUESTION, SUGGESTION = "question", "suggestion"
MOST_POINTS = 7
"""Talking points in one consultation."""


def selection(told: Mapping[str, Any]) -> str:
    """A recipe or a link as text that is the same for the same selection."""
    return json.dumps(dict(told), sort_keys=True)


@dataclass(frozen=True, slots=True)
class Fact:
    """What one national verdict rested on when an item was chosen: the badge, and n, mean and SD per period (code).

    `measured` is empty for what sources said.
    """

    care_type: str
    measure: str
    basis: str
    origin: str
    badge: str
    code: str
    variant: str = ""
    measured: Mapping[str, tuple[int, float, float | None]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Item:
    """A finding as it stood when it was chosen: it can be shown again without the page that it came from.

    `kind` is one of the kinds above. `page` and `figure` name the block, `link` the selection in the address.
    `flags` are labels (the stamp of fictitious data among them), `origin` is published, own, demo or "" (a local dialogue).
    `drawing` is a Plotly figure as data, None when there was none; `table` the table under it; `sheets` what an XLSX holds.
    `native` is the chart that an office program can draw. `facts` tell when it went stale. `recipe` says how to make it
    again from the data of now (see `monitor.blocks`); empty: only its page can, and then `edits` tells how many changes had
    been made by hand to the dialogues (see `Dialogues.edits`). `own_text` is what the user wrote.
    """

    item_id: str
    kind: str
    page: str
    figure: str
    link: Mapping[str, str]
    headline: str
    subline: str
    sentence: str
    source: str
    flags: tuple[str, ...]
    origin: str
    data_version: str
    chosen_on: date
    alt: str = ""
    drawing: Mapping[str, Any] | None = None
    table: Table | None = None
    sheets: tuple[Table, ...] = ()
    native: ChartData | None = None
    facts: tuple[Fact, ...] = ()
    recipe: Mapping[str, Any] = field(default_factory=dict)
    may_say: str = ""
    not_say: str = ""
    own_text: str = ""
    edits: int = 0

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """The same finding with the same selection: choosing it again replaces the older one and keeps the own text.

        The recipe tells the selection; without one the address does.
        """
        return self.kind, self.page, self.figure, selection(self.recipe or self.link)


@dataclass(frozen=True, slots=True)
class Point:
    """A talking point. `seen` is filled from the data; the others are what the user writes. `item_ids`: what it rests on."""

    point_id: str
    seen: str = ""
    means: str = ""
    monitor_can: str = ""
    sector_does: str = ""
    title: str = ""
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question or suggestion of members. Codes of care type and measure may be empty.

    `members` counts who asked it, those of questions merged into it included; `merged_into` is the id of the question that
    speaks for it. Never an e-mail address.
    """

    question_id: str
    text: str
    kind: str = QUESTION
    care_type: str = ""
    measure: str = ""
    organisation: str = ""
    received_on: date | None = None
    status: str = NEW
    answer: str = ""
    merged_into: str = ""
    members: int = 1
    item_id: str = ""


@dataclass(frozen=True, eq=False)
class Consultation:
    """One meeting with everything that goes with it; items, points and questions in the order of the user.

    `core` are the sentences that open the briefing, as the user wrote them. `origin` is own or demo. `unreadable` counts
    changes on disk that could not be read: then something may be missing, and the screen says so.
    """

    consultation_id: str
    name: str
    held_on: date | None = None
    closes_on: date | None = None
    parties: tuple[str, ...] = ()
    contact: str = ""
    core: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    points: tuple[Point, ...] = ()
    questions: tuple[Question, ...] = ()
    origin: str = "own"
    unreadable: int = 0

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.item_id == item_id), None)
