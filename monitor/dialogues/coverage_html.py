"""C8 as HTML: one row per location under the name of its area, one column per part of the dialogue.

A cell is an icon, a word and the day; colour only goes along. All text of users is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from monitor.dialogues import words as w
from monitor.dialogues.coverage import CellState, CoverageRow
from monitor.dialogues.records import Cycle
from monitor.dialogues.words import Words
from monitor.wording.dialogue import area_name
from monitor.wording.numbers import MONTHS, capital, count, lower_first

GOOD, OPEN, WRONG, PLAIN = "good", "open", "wrong", "plain"
# What a state looks like beside its word: icon and family of colour.
LOOKS = {
    w.RECEIVED: ("✓", GOOD),
    w.VIA_BOARD: ("✓", GOOD),
    w.DISCUSSED: ("✓", GOOD),
    w.DRAFT: ("✎", OPEN),
    w.NOT_YET: ("○", OPEN),
    w.LATE: ("!", WRONG),
    w.OVERDUE: ("!", WRONG),
    w.NOT_DISCUSSED: ("✗", WRONG),
    w.NOT_NEEDED: ("–", PLAIN),
    w.NOT_ASKED: ("·", PLAIN),
}


def cell_words(state: CellState, words: Words, year: int) -> str:
    """What a cell says: "ingestuurd 12 mei", "te laat ingestuurd (4 juni)". Another calendar year is named."""
    word = lower_first(words.label("coverage", state.code))
    if state.on is None:
        return word
    day = day_words(state.on, year)
    return f"{word} ({day})" if LOOKS.get(state.code, ("", PLAIN))[1] == WRONG else f"{word} {day}"


def day_words(day: date, year: int) -> str:
    """12 mei; 4 januari 2027 in the dialogue year 2026."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if day.year != year else "")


def coverage_html(rows: Sequence[CoverageRow], cycle: Cycle, words: Words, *, caption: str) -> str:
    """The rows given, grouped per area in the order of the settings; areas that nobody named come last."""
    themes = cycle.settings.mandatory
    names = ["Locatie", "Interne dialoog", "Gezamenlijke dialoog", *(capital(t.short) for t in themes)]
    names += ["Gekozen thema's", "Acties", "Hulp gevraagd"]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    groups = []
    for area, mine in by_area(rows, cycle).items():
        label = f"{area_name(cycle.settings, area)} ({count(len(mine), 'locatie', 'locaties')})"
        title = f'<tr><th scope="rowgroup" colspan="{len(names)}"><span>{escape(label)}</span></th></tr>'
        body = "".join(_row(row, [t.code for t in themes], words, cycle.year) for row in mine)
        groups.append(f"<tbody>{title}{body}</tbody>")
    return (
        f'<div class="kib-region" role="region" aria-label="{escape(caption)}" tabindex="0">'
        f'<table class="kib-table kib-dialogue"><caption class="kib-caption">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead>{''.join(groups)}</table></div>"
    )


def gap_headline(rows: Sequence[CoverageRow]) -> str:
    """At how many of all locations something is missing."""
    gaps = sum(row.has_gap for row in rows)
    if len(rows) == 1:
        return "Er mist nog iets" if gaps else "Er mist niets"
    if not gaps:
        return f"Bij geen van de {count(len(rows), 'locatie', 'locaties')} mist iets"
    return f"Bij {gaps} van de {count(len(rows), 'locatie', 'locaties')} mist nog iets"


def by_area(rows: Sequence[CoverageRow], cycle: Cycle) -> dict[str, list[CoverageRow]]:
    order = {area.code: i for i, area in enumerate(cycle.settings.areas)}
    codes = sorted(
        {row.location.area for row in rows}, key=lambda code: (order.get(code, len(order)), code == "", code)
    )
    return {code: [row for row in rows if row.location.area == code] for code in codes}


def _row(row: CoverageRow, themes: Sequence[str], words: Words, year: int) -> str:
    kind = lower_first(words.label("location_kind", row.location.kind))
    head = f'<th scope="row">{escape(row.location.name)}<span class="kib-small">{escape(kind)}</span></th>'
    states = [row.internal, row.joint, *(row.themes.get(code, CellState(w.NOT_ASKED)) for code in themes)]
    cells = "".join(_cell(state, words, year) for state in states)
    chosen = escape(", ".join(row.chosen)) or "geen"
    help_asked = "<td class='kib-c-wrong'><i aria-hidden='true'>!</i>ja</td>" if row.help_asked else "<td>nee</td>"
    return f'<tr>{head}{cells}<td>{chosen}</td><td class="kib-number">{row.actions}</td>{help_asked}</tr>'


def _cell(state: CellState, words: Words, year: int) -> str:
    icon, family = LOOKS.get(state.code, ("", PLAIN))
    note = f"<span class='kib-small'>{escape(state.note)}</span>" if state.note else ""
    said = escape(cell_words(state, words, year))
    return f"<td class='kib-c-{family}'><i aria-hidden='true'>{icon}</i>{said}{note}</td>"
