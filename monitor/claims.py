"""*Klopt deze zin?* Holds a claim ("the score rose") against what is known of one cell.

A claim names a direction and two periods. The answer always has two sides, the dip and the baseline, because a claim
that is right about the last step alone is the error this product is made to prevent. Directions are those of the raw
score: "up" is a higher score, also for measures where low is good.

From numbers: a difference is up or down when its 95% interval excludes zero, and the same when its 90% interval lies
inside ±delta; the same comes first, as in the verdict, and a favourable difference with the baseline must also survive
Holm's correction. From sources: only what they said, or what follows from two steps that they said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from monitor.catalogue import LOWER, NEUTRAL, Catalogue, Measure, Period
from monitor.records import COMPUTED, PUBLISHED, Cell, VerdictRow
from monitor.statistics.verdict import ALPHA, sign
from monitor.statistics.welch import difference
from monitor.wording.numbers import amount, is_number, margin, plain
from monitor.wording.overview import two_period_warning
from monitor.wording.sentences import may_i_say
from monitor.wording.slots import other_instrument, said_direction, score_word, unit_word

UP, DOWN, SAME = "up", "down", "same"
RIGHT, WRONG, UNSURE, NOT_STATED = "RIGHT", "WRONG", "UNSURE", "NOT_STATED"

OPPOSITE = {UP: DOWN, DOWN: UP, SAME: SAME}
WORDS = {UP: "hoger", DOWN: "lager", SAME: "ongeveer gelijk"}
OPENINGS = {RIGHT: "Klopt.", WRONG: "Klopt niet.", UNSURE: "Dat weten we niet zeker.", NOT_STATED: ""}

# Directions as sources say them; another word (mixed) leaves it open.
SAID = {"up": UP, "down": DOWN, "stable": SAME}
# What these words of a source mean against the baseline, for a measure where a high score is good.
LEVELS = {"recovered": SAME, "partly_recovered": DOWN, "not_recovered": DOWN}
# What two steps say together about the whole, when nobody said it: two equal steps, or one step and then none. None and
# then a step is left out: "no dip was reported" is no measurement against the baseline.
TWO_STEPS = {(SAME, SAME): SAME, (UP, SAME): UP, (UP, UP): UP, (DOWN, SAME): DOWN, (DOWN, DOWN): DOWN}


@dataclass(frozen=True, slots=True)
class Answer:
    """One side of the answer: RIGHT, WRONG, UNSURE or NOT_STATED, and a Dutch sentence."""

    code: str = NOT_STATED
    text: str = ""


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """What is true of a claim against the dip and against the baseline, and what may be said safely.

    `warning` is filled for a claim about the dip and now alone. `verdict_code` and `basis` tell which row answered.
    """

    against_dip: Answer = field(default_factory=Answer)
    against_baseline: Answer = field(default_factory=Answer)
    safe: str = ""
    not_safe: str = ""
    verdict_code: str = ""
    basis: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of one pair of periods: what holds (None: not known), and the words that go with it."""

    holds: str | None
    known: bool
    text: str


def check_claim(
    rows: Iterable[VerdictRow], direction: str, period_from: str, period_to: str, catalogue: Catalogue
) -> ClaimAnswer:
    """Hold the claim "the score went `direction` from `period_from` to `period_to`" against the rows of one cell.

    `rows` are the computed and the published row of the cell; numbers answer when there are any. Periods are codes of
    compared periods, in their order. Raises ValueError for another direction or pair of periods.
    """
    if direction not in OPPOSITE:
        raise ValueError(f"a direction is up, down or same, not {direction!r}")
    order = [period.code for period in catalogue.compared]
    if period_from not in order or period_to not in order or order.index(period_from) >= order.index(period_to):
        raise ValueError(f"no claim about {period_from!r} to {period_to!r}: the compared periods are {order}")
    row = _speaker(rows, catalogue)
    measure = catalogue.measures[row.measure] if row else None
    warning = two_period_warning(catalogue, measure) if period_from != order[0] else ""
    if row is None:
        nothing = Answer(NOT_STATED, "Hierover zijn geen gegevens.")
        return ClaimAnswer(nothing, nothing, warning=warning)
    known = _from_numbers if row.basis == COMPUTED else _from_sources

    def against(first: Period | None, last: Period) -> Answer:
        if first is None:
            between = f"tussen {catalogue.baseline.label} en {last.label}"
            return Answer(NOT_STATED, f"Er is geen meting {between}.")
        return _answer(direction, known(row, first, last, catalogue))

    if catalogue.dip is not None and period_to == catalogue.dip.code:
        against_dip = Answer(NOT_STATED, f"Deze zin zegt niets over {catalogue.current.label}.")
        against_baseline = against(catalogue.baseline, catalogue.dip)
    else:
        against_dip = against(catalogue.dip, catalogue.current)
        against_baseline = against(catalogue.baseline, catalogue.current)
    safe, not_safe = may_i_say(row, catalogue)
    return ClaimAnswer(against_dip, against_baseline, safe, not_safe, row.code, row.basis, warning)


def _speaker(rows: Iterable[VerdictRow], catalogue: Catalogue) -> VerdictRow | None:
    """The row that answers: computed when two of its periods can be compared, else published, else what there is."""
    by_basis = {row.basis: row for row in rows}
    computed, published = by_basis.get(COMPUTED), by_basis.get(PUBLISHED)
    if computed is not None and published is not None:
        periods = catalogue.compared
        pairs = [(a, b) for i, a in enumerate(periods) for b in periods[i + 1 :]]
        return computed if any(_pair(computed, a, b, catalogue) for a, b in pairs) else published
    return computed or published


def _answer(claimed: str, found: Finding) -> Answer:
    if not found.known:
        return Answer(NOT_STATED, found.text)
    code = UNSURE if found.holds is None else RIGHT if found.holds == claimed else WRONG
    return Answer(code, f"{OPENINGS[code]} {found.text}")


# --------------------------------------------------------------------------------------------------------- from numbers


def _pair(row: VerdictRow, first: Period, last: Period, catalogue: Catalogue) -> tuple[Cell, Cell] | None:
    """The two cells, when they can be compared: the conditions under which a verdict gives numbers."""
    one, two = row.cells.get(first.code), row.cells.get(last.code)
    if one is None or two is None:
        return None
    if other_instrument(one, two):
        return None
    n_min = catalogue.measures[row.measure].n_min
    enough = all(c.n >= n_min and c.summary().has_spread and c.summary().degrees_of_freedom > 0 for c in (one, two))
    return (one, two) if enough else None


def _from_numbers(row: VerdictRow, first: Period, last: Period, catalogue: Catalogue) -> Finding:
    measure = catalogue.measures[row.measure]
    pair = _pair(row, first, last, catalogue)
    if pair is None:
        return Finding(None, False, f"Dat kunnen we niet zeggen over {last.label} en {first.label}.")
    one, two = (cell.summary() for cell in pair)
    found = difference(
        one.mean, one.variance_of_mean, one.degrees_of_freedom, two.mean, two.variance_of_mean, two.degrees_of_freedom
    )
    low90, high90 = (float(end) for end in found.interval(0.90))
    ci95 = (float(found.interval(0.95)[0]), float(found.interval(0.95)[1]))
    value, shown = float(found.value), sign(ci95)
    delta = row.verdict.delta if row.verdict else measure.delta
    margins = f"(marge: {margin(*ci95, plus=True)})"
    said = f"Het verschil met {first.label} is {amount(value, plus=True)} {unit_word(measure)} {margins}."
    score = score_word(measure)
    if -delta < low90 and high90 < delta:
        near = f"Een verschil van meer dan {plain(delta)} {unit_word(measure)} is niet waarschijnlijk."
        return Finding(SAME, True, f"In {last.label} is {score} ongeveer gelijk aan {first.label}. {near}")
    if not shown:
        return Finding(None, True, f"{said} Dat kan ook toeval zijn.")
    if _may_be_chance(row, shown, first, last, measure, catalogue):
        return Finding(None, True, f"{said} We geven veel oordelen tegelijk. Daarom kan dit verschil toeval zijn.")
    way = UP if shown > 0 else DOWN
    return Finding(way, True, f"In {last.label} is {score} {WORDS[way]} dan in {first.label}. {said}")


def _may_be_chance(
    row: VerdictRow, shown: int, first: Period, last: Period, measure: Measure, catalogue: Catalogue
) -> bool:
    """The guarded claim: better than the baseline now. The same correction as in the verdict."""
    if (first, last) != (catalogue.baseline, catalogue.current) or row.verdict is None or measure.polarity == NEUTRAL:
        return False
    is_better = shown < 0 if measure.polarity == LOWER else shown > 0
    return is_better and is_number(row.verdict.p_holm) and row.verdict.p_holm > ALPHA


# --------------------------------------------------------------------------------------------------------- from sources


def _from_sources(row: VerdictRow, first: Period, last: Period, catalogue: Catalogue) -> Finding:
    measure = catalogue.measures[row.measure]
    said = _said(row, first, last, catalogue)
    if (first, last) == (catalogue.baseline, catalogue.current):
        said |= _levels(row, last, measure)
        said = said or _two_steps(row, catalogue)
    if not said:
        return Finding(None, False, f"De bron vergelijkt {last.label} niet met {first.label}.")
    definite = said - {None}
    if len(definite) > 1:
        return Finding(None, True, f"De bronnen verschillen over {last.label} en {first.label}.")
    way = next(iter(definite), None)
    if way is None:
        return Finding(None, True, f"De bron geeft geen duidelijke richting tussen {first.label} en {last.label}.")
    than = "aan" if way == SAME else "dan in"
    text = f"Volgens de bron is {score_word(measure)} in {last.label} {WORDS[way]} {than} {first.label}."
    return Finding(way, True, text)


def _said(row: VerdictRow, first: Period, last: Period, catalogue: Catalogue) -> set[str | None]:
    """The directions that were said of this pair; None stands for a mixed picture."""
    measure = catalogue.measures[row.measure]
    of_pair = [s for s in row.statements if (s.period_from, s.period_to) == (first.code, last.code)]
    return {SAID.get(said_direction(s, measure, catalogue)) for s in of_pair if s.direction != "level_only"}


def _levels(row: VerdictRow, last: Period, measure: Measure) -> set[str | None]:
    """What "recovered" and the like say against the baseline, in terms of the raw score."""
    if measure.polarity == NEUTRAL:
        return set()
    found = [LEVELS[s.level] for s in row.statements if s.period_to == last.code and s.level in LEVELS]
    return {OPPOSITE[way] if measure.polarity == LOWER else way for way in found}


def _two_steps(row: VerdictRow, catalogue: Catalogue) -> set[str | None]:
    if catalogue.dip is None:
        return set()
    steps = ((catalogue.baseline, catalogue.dip), (catalogue.dip, catalogue.current))
    earlier, later = (_said(row, *step, catalogue) for step in steps)
    if len(earlier) != 1 or len(later) != 1:
        return set()
    way = TWO_STEPS.get((earlier.pop() or "", later.pop() or ""))
    return {way} if way else set()
