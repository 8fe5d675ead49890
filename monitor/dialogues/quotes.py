"""Quotes for the report, picked by a reader after a check for names. They say theme and kind of location, never which one.

A pick is an entry of the journal and so is dropping it. A quote is a piece of the answer, word for word; what was left out
or made unrecognisable stands between square brackets: "[...]", "[de medewerker]".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.dialogues import names
from monitor.dialogues.records import Cycle, Dialogue
from monitor.dialogues.themes import ThemeSummary
from monitor.dialogues.words import QUESTIONS, Words
from monitor.store.journal import Journal
from monitor.wording.numbers import listing, lower_first

STREAM = "quotes"
BRACKETS = re.compile(r"\[[^\[\]]*\]")
LONGEST = 600


class NotAQuote(ValueError):
    """What is wrong with a pick, in Dutch; nothing was kept."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A picked piece of one answer. `theme` is the theme as the answer has it; see `of_theme`."""

    dialogue_id: str
    theme: str
    question: str
    text: str
    quote_id: str = ""

    @property
    def is_shortened(self) -> bool:
        return bool(BRACKETS.search(self.text))


def picked(journal: Journal, origin: str, municipality: str, year: int) -> tuple[Quote, ...]:
    """The quotes of a year, in the order in which they were picked, without the dropped ones."""
    found: dict[str, Quote] = {}
    for entry in journal.entries(STREAM):
        if (entry.get("origin"), entry.get("municipality"), entry.get("year")) != (origin, municipality, year):
            continue
        if entry.get("kind") == "dropped":
            found.pop(entry.get("quote_id", ""), None)
        else:
            kept = entry["quote"]
            found[entry["entry_id"]] = Quote(
                kept["dialogue_id"], kept["theme"], kept["question"], kept["text"], entry["entry_id"]
            )
    return tuple(found.values())


def of_theme(quotes: Iterable[Quote], summary: ThemeSummary) -> tuple[Quote, ...]:
    """The quotes from the answers of one theme; a quote from a dialogue that no longer counts belongs to none."""
    answers = {(one.dialogue_id, answer.theme) for one, answer in summary.answers}
    return tuple(quote for quote in quotes if (quote.dialogue_id, quote.theme) in answers)


def origin_text(quote: Quote, cycle: Cycle, words: Words) -> str:
    """Where a quote comes from, for readers outside the working group: "gezamenlijke dialoog, kinderopvang en school"."""
    one = next((d for d in cycle.dialogues if d.dialogue_id == quote.dialogue_id), None)
    return _origin(one, cycle, words) if one else ""


def _origin(one: Dialogue, cycle: Cycle, words: Words) -> str:
    form = lower_first(words.label("form_type", one.form_type))
    by_id = cycle.by_id
    kinds = dict.fromkeys(by_id[i].kind for i in one.participants if i in by_id)
    named = [lower_first(words.label("location_kind", kind)) for kind in sorted(kinds)]
    return form if not named or not one.is_joint else f"{form}, {listing(named)}"


def warnings(text: str, cycle: Cycle) -> tuple[names.Warning, ...]:
    """What a person must look at before this goes into a report: names of persons, and what tells which location it is."""
    return names.merged(
        (*names.location_names(text, cycle), *names.check(text, names.known_words(cycle, with_places=False)))
    )


def pick(
    journal: Journal,
    cycle: Cycle,
    dialogue_id: str,
    theme: str,
    question: str,
    text: str,
    *,
    checked: bool,
    by: str = "",
) -> Quote:
    """Keep a quote. Raises NotAQuote when the answer does not say this, or when a warning was not looked at."""
    chosen = " ".join(text.split())
    one = next((d for d in cycle.dialogues if d.dialogue_id == dialogue_id), None)
    answer = one.answers.get(theme) if one else None
    if answer is None or question not in QUESTIONS:
        raise NotAQuote("Dit antwoord is er niet meer. Laad de pagina opnieuw.")
    if not chosen or not BRACKETS.sub("", chosen).strip():
        raise NotAQuote("Het citaat is leeg. Neem een deel van het antwoord over.")
    if len(chosen) > LONGEST:
        raise NotAQuote(f"Het citaat heeft {len(chosen)} tekens. Kort het in tot {LONGEST} tekens.")
    if (odd := not_said(chosen, getattr(answer, question))) is not None:
        raise NotAQuote(f"Dit staat niet zo in het antwoord: “{odd}”. Zet wat u weglaat of vervangt tussen [ en ].")
    found = warnings(chosen, cycle)
    if found and not checked:
        raise NotAQuote("Hier staat misschien een naam of een gegeven van een persoon. Kijk het eerst na.")
    place = (cycle.origin, cycle.municipality, cycle.year)
    same = Quote(dialogue_id, theme, question, chosen)
    for known in picked(journal, *place):
        if (known.dialogue_id, known.theme, known.question, known.text) == (dialogue_id, theme, question, chosen):
            return known
    entry = journal.append(
        STREAM,
        {
            "origin": place[0], "municipality": place[1], "year": place[2], "kind": "picked", "by": by,
            "quote": {
                "dialogue_id": dialogue_id, "theme": theme, "question": question, "text": chosen,
                "checked": checked, "warnings": [w.reason for w in found],
            },
        },
    )  # fmt: skip
    return Quote(same.dialogue_id, same.theme, same.question, same.text, entry["entry_id"])


def drop(journal: Journal, cycle: Cycle, quote_id: str, by: str = "") -> None:
    """The quote no longer goes into the report; what was picked stays in the journal."""
    journal.append(
        STREAM,
        {"origin": cycle.origin, "municipality": cycle.municipality, "year": cycle.year, "kind": "dropped",
         "quote_id": quote_id, "by": by},
    )  # fmt: skip


def not_said(quote: str, answer: str) -> str | None:
    """The first piece of a quote that the answer does not hold in this order, or None when all of it was said."""
    source = " ".join(answer.split())
    if quote in source:
        return None
    place = 0
    for piece in _pieces(quote):
        found = source.find(piece, place)
        if found < 0:
            return piece
        place = found + len(piece)
    return None


def _pieces(quote: str) -> Sequence[str]:
    """What stands outside square brackets, without the spaces and commas at the seams."""
    return [piece for part in BRACKETS.split(quote) if (piece := part.strip(" ,;"))]
