"""The published verdict: composed from what sources said, and only from that.

Per cell (care type, measure) there are three pairs of periods: baseline-dip (BD), dip-current (DC) and baseline-current
(BC). Per pair the most specific statements are chosen, read as favourable (up) or unfavourable (down), and the first
row of a table that fits the three readings gives code and variant. Rules: the contract for basis "published".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from monitor.catalogue import LOWER, NEUTRAL, SELF_REPORTED, Catalogue, Measure
from monitor.records import FLAG_ORDER, Statement
from monitor.records import SELF_REPORTED as SELF_REPORTED_FLAG

UP, DOWN, STABLE, MIXED, LEVEL_ONLY = "up", "down", "stable", "mixed", "level_only"
RECOVERED, PARTLY, NOT_RECOVERED = "recovered", "partly_recovered", "not_recovered"
WORDS = (RECOVERED, PARTLY, NOT_RECOVERED)

CONFLICTING, UNCERTAIN = "CONFLICTING_SOURCES", "UNCERTAIN"

BD, DC, BC = 0, 1, 2
PAIRS = (BD, DC, BC)

# What a recovery word and a plain direction may say of the same pair without contradicting each other.
AGREES = {RECOVERED: {STABLE}, PARTLY: {DOWN}, NOT_RECOVERED: {DOWN}}

ANY, NOTHING = "any", ""
Rule = tuple[tuple[str, str, str], str, str]  # readings of BD, DC and BC; code; variant

THREE_PERIODS: tuple[Rule, ...] = (
    ((ANY, ANY, RECOVERED), "FULL_RECOVERY", ""),
    ((ANY, ANY, PARTLY), "PARTIAL_RECOVERY", ""),
    ((ANY, ANY, NOT_RECOVERED), "NO_RECOVERY", ""),
    ((ANY, ANY, UP), "REAL_IMPROVEMENT", ""),
    ((DOWN, ANY, STABLE), "FULL_RECOVERY", ""),
    ((ANY, UP, STABLE), "FULL_RECOVERY", ""),
    ((ANY, ANY, STABLE), "STABLE", ""),
    ((DOWN, UP, NOTHING), "CAUTIOUS_IMPROVEMENT", "source_silent"),
    ((STABLE, UP, NOTHING), "CAUTIOUS_IMPROVEMENT", "no_dip_reported"),
    ((NOTHING, UP, NOTHING), "CAUTIOUS_IMPROVEMENT", "source_silent"),
    ((STABLE, STABLE, NOTHING), "STABLE", ""),
    ((NOTHING, STABLE, NOTHING), "STABLE", "since_2021_only"),
    ((DOWN, STABLE, NOTHING), "NO_RECOVERY", "derived"),
    ((DOWN, DOWN, NOTHING), "DECLINE", "further"),
    ((NOTHING, DOWN, NOTHING), "DECLINE", "recent"),
    ((UP, STABLE, NOTHING), "STABLE", "rise_before_2021"),
)

TWO_PERIODS: tuple[Rule, ...] = (
    *THREE_PERIODS[:3],
    ((ANY, ANY, UP), "REAL_IMPROVEMENT", "two_periods"),
    ((ANY, ANY, STABLE), "STABLE", "two_periods"),
    ((ANY, ANY, DOWN), "DECLINE", "two_periods"),
)

# A neutral measure has no better or worse; its code says when the change happened.
NEUTRAL_THREE_PERIODS: tuple[Rule, ...] = (
    ((UP, STABLE, ANY), "UP_EARLIER", ""),
    ((DOWN, STABLE, ANY), "DOWN_EARLIER", ""),
    ((STABLE, UP, ANY), "UP_RECENT", ""),
    ((STABLE, DOWN, ANY), "DOWN_RECENT", ""),
    ((NOTHING, UP, ANY), "UP_RECENT", ""),
    ((NOTHING, DOWN, ANY), "DOWN_RECENT", ""),
    ((UP, UP, ANY), "UP_RECENT", "both_steps"),
    ((DOWN, DOWN, ANY), "DOWN_RECENT", "both_steps"),
    ((UP, DOWN, UP), "UP_EARLIER", "partly_back"),
    ((DOWN, UP, DOWN), "DOWN_EARLIER", "partly_back"),
    ((UP, DOWN, STABLE), "FLAT", "fluctuation"),
    ((DOWN, UP, STABLE), "FLAT", "fluctuation"),
    ((STABLE, STABLE, NOTHING), "FLAT", ""),
    ((STABLE, STABLE, STABLE), "FLAT", ""),
    ((NOTHING, NOTHING, STABLE), "FLAT", ""),
    ((NOTHING, STABLE, STABLE), "FLAT", ""),
    ((NOTHING, STABLE, NOTHING), "FLAT", "since_2021_only"),
)

NEUTRAL_TWO_PERIODS: tuple[Rule, ...] = (
    ((ANY, ANY, UP), "UP_RECENT", "two_periods"),
    ((ANY, ANY, DOWN), "DOWN_RECENT", "two_periods"),
    ((ANY, ANY, STABLE), "FLAT", "two_periods"),
)

RULES: dict[tuple[bool, bool], tuple[Rule, ...]] = {  # is neutral, has a dip period
    (False, True): THREE_PERIODS,
    (False, False): TWO_PERIODS,
    (True, True): NEUTRAL_THREE_PERIODS,
    (True, False): NEUTRAL_TWO_PERIODS,
}


Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class PublishedVerdict:
    """What the sources together say of one cell.

    `statements` are those that were chosen for any pair, in the order given; `beside` are statements about the level
    in one of the periods, which give no verdict. `derived_from` names the wider measure and groups of care types that
    the verdict rests on. `flags` travel with the statements.
    """

    care_type: str
    measure: str
    code: str
    variant: str
    derived_from: tuple[str, ...]
    statements: tuple[Statement, ...]
    beside: tuple[Statement, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one statement says of one pair in one cell. A lower `rank` is more specific; `via` holds the wider codes."""

    statement: Statement
    reading: str
    rank: tuple[int, int]
    via: tuple[str, ...]


def compose(statements: Iterable[Statement], catalogue: Catalogue) -> list[PublishedVerdict]:
    """The published verdicts of all cells of which something was said, in the order of the catalogue."""
    by_measure: dict[str, list[Statement]] = {}
    for statement in statements:
        by_measure.setdefault(statement.measure, []).append(statement)
    cells = (
        _cell(measure, care_type, by_measure, catalogue)
        for measure in catalogue.measures.values()
        for care_type in catalogue.care_types
    )
    return [cell for cell in cells if cell is not None]


def counts(statement: Statement, catalogue: Catalogue) -> bool:
    """Whether a statement can feed a verdict, or stand beside one, under this catalogue."""
    measure = catalogue.measures.get(statement.measure)
    if measure is None or not catalogue.members(statement.care_type):
        return False
    return bool(readings(statement, measure, measure, catalogue)) or _is_level(statement, catalogue)


def readings(statement: Statement, spoken_of: Measure, read_for: Measure, catalogue: Catalogue) -> dict[int, str]:
    """What a statement says per pair: a direction (up is favourable) or a recovery word.

    A recovery word about the current period speaks of baseline-current, whatever pair the statement compares.
    """
    baseline, current, dip = catalogue.baseline.code, catalogue.current.code, catalogue.dip
    pairs = {(baseline, current): BC}
    if dip is not None:
        pairs |= {(baseline, dip.code): BD, (dip.code, current): DC}
    found = {}
    pair = pairs.get((statement.period_from, statement.period_to))
    is_neutral = read_for.polarity == NEUTRAL
    if pair is not None and statement.direction != LEVEL_ONLY:
        turned = {UP: DOWN, DOWN: UP} if spoken_of.polarity == LOWER and not is_neutral else {}
        found[pair] = turned.get(statement.direction, statement.direction)
    if statement.level in WORDS and statement.period_to == current:
        if not is_neutral:
            found[BC] = statement.level
        elif statement.level == RECOVERED:  # without better or worse, all that is left is "as before"
            found[BC] = STABLE
    return found


def _cell(
    measure: Measure, care_type: str, by_measure: dict[str, list[Statement]], catalogue: Catalogue
) -> PublishedVerdict | None:
    said = list(_everything(measure, care_type, by_measure, catalogue))
    chosen = {pair: _most_specific([s for p, s in said if p == pair]) for pair in PAIRS}
    if not any(chosen.values()):
        return None
    together = [_together({s.reading for s in chosen[pair]}) for pair in PAIRS]
    code, variant, used = _first_hit(together, measure, catalogue)
    statements = _once(s.statement for pair in PAIRS for s in chosen[pair])
    beside = tuple(
        s
        for s in by_measure.get(measure.code, ())
        if care_type in catalogue.members(s.care_type) and _is_level(s, catalogue) and s not in statements
    )
    flags = {flag for s in (*statements, *beside) for flag in s.flags}
    if measure.reported_by == SELF_REPORTED:
        flags.add(SELF_REPORTED_FLAG)
    derived_from = _once(wider for pair in used for s in chosen[pair] for wider in s.via)
    ordered = tuple(flag for flag in FLAG_ORDER if flag in flags)
    return PublishedVerdict(care_type, measure.code, code, variant, derived_from, statements, beside, ordered)


def _everything(
    measure: Measure, care_type: str, by_measure: dict[str, list[Statement]], catalogue: Catalogue
) -> Iterator[tuple[int, Said]]:
    """All that was said of a cell, with its pair: of itself, of its groups, of the measure it is a direct part of."""
    parent = catalogue.measures.get(measure.parent)
    spoken_of = [measure, parent] if parent is not None and parent.applies_to_parts else [measure]
    for width, source in enumerate(spoken_of):
        for statement in by_measure.get(source.code, ()):
            members = catalogue.members(statement.care_type)
            if care_type in members:
                is_group = statement.care_type in catalogue.groups
                via = (source.code,) * width + (statement.care_type,) * is_group
                rank = (width, len(members) if is_group else 0)
                for pair, reading in readings(statement, source, measure, catalogue).items():
                    yield pair, Said(statement, reading, rank, via)


def _most_specific(found: Sequence[Said]) -> list[Said]:
    best = min((s.rank for s in found), default=None)
    return [s for s in found if s.rank == best]


def _together(said: set[str]) -> str:
    """One reading for what equally specific statements say of a pair; CONFLICTING when they contradict each other."""
    words, directions = said & set(WORDS), said - set(WORDS)
    definite = directions - {MIXED}
    if len(words) > 1 or len(definite) > 1:
        return CONFLICTING
    if words:
        (word,) = words
        return word if definite <= AGREES[word] else CONFLICTING
    return next(iter(directions if MIXED not in directions else {MIXED}), NOTHING)


def _first_hit(together: Sequence[str], measure: Measure, catalogue: Catalogue) -> tuple[str, str, tuple[int, ...]]:
    """Code, variant, and the pairs that they rest on."""
    if CONFLICTING in together:
        return CONFLICTING, "", PAIRS
    for pattern, code, variant in RULES[measure.polarity == NEUTRAL, catalogue.dip is not None]:
        if all(wanted in (ANY, reading) for wanted, reading in zip(pattern, together, strict=True)):
            return code, variant, tuple(pair for pair in PAIRS if pattern[pair] != ANY)
    return UNCERTAIN, "source_silent", PAIRS


def _is_level(statement: Statement, catalogue: Catalogue) -> bool:
    compared = {period.code for period in catalogue.compared}
    return statement.direction == LEVEL_ONLY and statement.period_to in compared


def _once(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Each thing once, in the order in which it was first met."""
    return tuple(dict.fromkeys(things))
