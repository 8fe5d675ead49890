"""Sub-topics that a reader puts on an answer: those of the year's settings, or free ones. Counted in dialogues.

Putting one on and taking it off are entries of the journal; the last word counts. Two spellings of a free tag are one tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.catalogue import spelling
from monitor.dialogues.records import Cycle
from monitor.dialogues.settings import CycleSettings, Theme
from monitor.dialogues.themes import ThemeSummary
from monitor.dialogues.words import QUESTIONS
from monitor.store.journal import Journal

STREAM = "tags"
LONGEST = 60

Place = tuple[str, str, str]
"""Dialogue id, theme as the answer has it, question."""


class NotATag(ValueError):
    """What is wrong with a tag, in Dutch; nothing was kept."""


@dataclass(frozen=True, slots=True)
class TagCount:
    """In how many dialogues a sub-topic was seen with one theme."""

    label: str
    dialogues: int


def sub_topics(settings: CycleSettings, theme: Theme) -> tuple[Theme, ...]:
    """The sub-topics that the year knows under a theme."""
    return tuple(t for t in settings.themes if t.parent == theme.code)


def tags_of(journal: Journal, cycle: Cycle) -> dict[Place, tuple[str, ...]]:
    """The labels on each answer, in the order in which they were put there. A free tag has its first spelling."""
    first: dict[str, str] = {}
    found: dict[Place, dict[str, None]] = {}
    for entry in journal.entries(STREAM):
        if (entry.get("origin"), entry.get("municipality"), entry.get("year")) != _whose(cycle):
            continue
        place = (entry["dialogue_id"], entry["theme"], entry["question"])
        label = first.setdefault(spelling(entry["tag"]), entry["tag"])
        tags = found.setdefault(place, {})
        if entry["is_on"]:
            tags.setdefault(label)
        else:
            tags.pop(label, None)
    return {place: tuple(tags) for place, tags in found.items() if tags}


def used(tags: Mapping[Place, Iterable[str]]) -> tuple[str, ...]:
    """Every tag of the year once, in alphabetical order."""
    return tuple(sorted({tag for labels in tags.values() for tag in labels}, key=str.lower))


def put(journal: Journal, cycle: Cycle, place: Place, tag: str, by: str = "") -> str:
    """Put a tag on an answer; returns the label that it got. Raises NotATag for a text that is no tag."""
    words = " ".join(tag.split())
    if not spelling(words):
        raise NotATag("Het label is leeg. Kies een onderwerp of schrijf er een.")
    if len(words) > LONGEST:
        raise NotATag(f"Het label heeft {len(words)} tekens. Kort het in tot {LONGEST} tekens.")
    known = next((t.short for t in cycle.settings.themes if t.parent and _means(t, words)), words)
    _append(journal, cycle, place, known, True, by)
    return known


def take_off(journal: Journal, cycle: Cycle, place: Place, tag: str, by: str = "") -> None:
    _append(journal, cycle, place, tag, False, by)


def counts(summary: ThemeSummary, settings: CycleSettings, tags: Mapping[Place, Iterable[str]]) -> tuple[TagCount, ...]:
    """Per tag in how many of this theme's dialogues it was put on an answer, most first.

    An answer that was given on a sub-topic itself counts for that sub-topic.
    """
    seen: dict[str, set[str]] = {}
    for one, answer in summary.answers:
        own = settings.theme(answer.theme)
        if own is not None and own.parent:
            seen.setdefault(own.short, set()).add(one.dialogue_id)
        for question in QUESTIONS:
            for tag in tags.get((one.dialogue_id, answer.theme, question), ()):
                seen.setdefault(tag, set()).add(one.dialogue_id)
    found = [TagCount(label, len(dialogues)) for label, dialogues in seen.items()]
    return tuple(sorted(found, key=lambda c: (-c.dialogues, c.label.lower())))


def _means(theme: Theme, text: str) -> bool:
    return spelling(text) in map(spelling, (theme.code, theme.slug, theme.label, theme.short, *theme.aliases))


def _whose(cycle: Cycle) -> tuple[str, str, int]:
    return cycle.origin, cycle.municipality, cycle.year


def _append(journal: Journal, cycle: Cycle, place: Place, tag: str, is_on: bool, by: str) -> None:
    origin, municipality, year = _whose(cycle)
    dialogue_id, theme, question = place
    journal.append(
        STREAM,
        {"origin": origin, "municipality": municipality, "year": year, "dialogue_id": dialogue_id, "theme": theme,
         "question": question, "tag": tag, "is_on": is_on, "by": by},
    )  # fmt: skip
