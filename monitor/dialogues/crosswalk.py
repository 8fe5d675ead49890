"""The national picture beside a theme of the local dialogue: text beside text, never on one axis.

The settings of the year link a theme to measures of the catalogue. What sources said comes first; computed verdicts only
when numbers are in view, and the two are never mixed in one line. That things go together says nothing about a cause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.catalogue import Catalogue
from monitor.dialogues.settings import Theme
from monitor.national import Key
from monitor.records import COMPUTED, NOT_REPRESENTATIVE, VerdictRow
from monitor.verdict_tables import BASES, origin_word
from monitor.wording import sentences
from monitor.wording.numbers import listing, lower_first, plain

NO_MEASURE = "Landelijk is er geen meting die hierbij past."
NO_RESULT = "Hierover is nog geen landelijke uitkomst bekend."
NO_CAUSE = "Dit is het landelijke beeld. Het zegt niet waarom iets lokaal zo is."


@dataclass(frozen=True, slots=True)
class NationalLine:
    """One national verdict in words. `basis` says on what it rests: what a source said, or numbers that were computed."""

    row: VerdictRow
    measure: str
    care_type: str
    label: str
    sentence: str
    basis: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What stands beside one theme: lines per measure and care type, and what to say when there are none."""

    theme: Theme
    lines: tuple[NationalLine, ...]
    note: str


def beside(
    theme: Theme,
    catalogue: Catalogue,
    published: Mapping[Key, VerdictRow],
    computed: Mapping[Key, VerdictRow] | None = None,
    *,
    delta: float = 0.0,
) -> Crosswalk:
    """The national lines of a theme.

    `published` and `computed` are rows by (care type, measure), as `National.of` gives them; leave `computed` out when
    only what sources said is in view. A computed difference below `delta` (scale points) is called small.
    """
    measures = [code for code in theme.measures if code in catalogue.measures]
    if not measures:
        return Crosswalk(theme, (), NO_MEASURE)
    rows = [
        row
        for measure in measures
        for found in (published, computed or {})
        for care_type in catalogue.care_types
        if (row := found.get((care_type, measure))) is not None
    ]
    return Crosswalk(theme, tuple(_line(row, catalogue, delta) for row in rows), NO_CAUSE if rows else NO_RESULT)


def grouped(crosswalk: Crosswalk) -> tuple[tuple[NationalLine, ...], ...]:
    """The lines that say the same of one measure, together: one text with several care types."""
    groups: dict[tuple[str, str, str, str], list[NationalLine]] = {}
    for line in crosswalk.lines:
        groups.setdefault((line.measure, line.basis, line.label, line.sentence), []).append(line)
    return tuple(map(tuple, groups.values()))


def plain_lines(crosswalk: Crosswalk) -> tuple[str, ...]:
    """For a document, without links: one text per measure and verdict, then the note."""
    texts = []
    for lines in grouped(crosswalk):
        one = lines[0]
        where = listing([lower_first(line.care_type) for line in lines])
        texts.append(f"{one.measure} ({one.basis}): {lower_first(one.label)} bij {where}. {one.sentence}")
    return (*texts, crosswalk.note)


def _line(row: VerdictRow, catalogue: Catalogue, delta: float) -> NationalLine:
    basis = f"{BASES[True]} uit {origin_word(row)}" if row.basis == COMPUTED else BASES[False]
    label = sentences.label(row, catalogue)
    said = sentences.short(row, catalogue)
    flag = (
        " Geldt niet voor heel Nederland."
        if NOT_REPRESENTATIVE in row.flags and row.badge != NOT_REPRESENTATIVE
        else ""
    )
    return NationalLine(
        row,
        catalogue.measures[row.measure].label,
        catalogue.label(row.care_type),
        label,
        f"{said}.{flag}{_small(row, catalogue, delta)}",
        basis,
    )


def _small(row: VerdictRow, catalogue: Catalogue, delta: float) -> str:
    """Said of a computed row of which the change since the first period is below `delta`; nothing when it is not known."""
    if row.verdict is None or not abs(row.verdict.d3) < delta:
        return ""
    return f" Het verschil met {catalogue.baseline.label} is klein: minder dan {plain(delta)} punt."
