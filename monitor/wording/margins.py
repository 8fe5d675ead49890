"""The numbers of one verdict in sentences: margins, chances, the smallest visible difference, the counter-reading.

All differences here are raw (plus is a higher score), whatever the polarity of the measure.
"""

from __future__ import annotations

import functools
import math

from monitor.catalogue import LOWER, Catalogue
from monitor.records import VerdictRow
from monitor.wording import texts
from monitor.wording.numbers import amount, chances, is_number, margin, plain, rounded
from monitor.wording.slots import (
    Interval,
    other_instrument,
    raw,
    raw_interval,
    row_slots,
    said_direction,
    score_word,
    unit_word,
)

RISE, FALL = "een stijging", "een daling"


@functools.lru_cache(maxsize=4096)
def margins_sentence(row: VerdictRow, catalogue: Catalogue) -> str:
    """The differences with the baseline and with the dip, with their 95% margins; empty without numbers."""
    if row.verdict is None or not is_number(row.verdict.d3):
        return ""
    measure, verdict = catalogue.measures[row.measure], row.verdict

    def said(period: str, value: float, interval: Interval) -> str:
        low, high = raw_interval(interval, measure)
        difference = amount(raw(value, measure), plus=True)
        return f"Verschil met {period}: {difference} {unit_word(measure)} (marge: {margin(low, high, plus=True)})."

    with_baseline = said(catalogue.baseline.label, verdict.d3, verdict.ci95_d3)
    if catalogue.dip is None or not is_number(verdict.d2):
        return with_baseline
    return texts.join(with_baseline, said(catalogue.dip.label, verdict.d2, verdict.ci95_d2))


def graded_line(row: VerdictRow, catalogue: Catalogue) -> str:
    """How likely a truly lower, about equal or higher score than in the baseline is; empty without numbers."""
    verdict, measure = row.verdict, catalogue.measures[row.measure]
    if verdict is None or not is_number(verdict.p_level):
        return ""
    worse, level, better = verdict.p_worse, verdict.p_level, verdict.p_better
    below, above = (better, worse) if measure.polarity == LOWER else (worse, better)
    lower, equal, higher = chances(below, level, above)
    return (
        f"Kans dat {score_word(measure)} echt lager is dan in {catalogue.baseline.label}: {lower}. "
        f"Kans op ongeveer gelijk: {equal}. Kans op hoger: {higher}. "
        f"“Ongeveer gelijk” is een verschil van minder dan {plain(verdict.delta)} {unit_word(measure)}."
    )


@functools.lru_cache(maxsize=4096)
def smallest_sentence(row: VerdictRow, catalogue: Catalogue) -> str:
    """The smallest difference with the baseline that these numbers could show; empty without numbers."""
    if row.verdict is None or not is_number(row.verdict.smallest_detectable):
        return ""
    least = f"{amount(row.verdict.smallest_detectable)} {unit_word(catalogue.measures[row.measure])}"
    return f"Met deze aantallen konden we een verschil met {catalogue.baseline.label} zien vanaf {least}."


@functools.lru_cache(maxsize=4096)
def counter_reading(row: VerdictRow, catalogue: Catalogue) -> str:
    """What someone who looks only at the dip and now would conclude, against what all periods say.

    Empty when there is no dip, when nothing is known of that last step, or when the verdict has no answer to it.
    """
    if catalogue.dip is None:
        return ""
    seen = _last_step_in_numbers(row, catalogue) or _last_step_as_said(row, catalogue)
    polarity = catalogue.measures[row.measure].polarity
    answer = texts.of(catalogue).cell("counter_nl", row.code, row.variant, polarity)
    against = texts.fill(answer, row_slots(row, catalogue))
    if not seen or not against:
        return ""
    return f"Wie alleen naar {catalogue.dip.label} en {catalogue.current.label} kijkt, ziet {seen}. {against}"


def _last_step_in_numbers(row: VerdictRow, catalogue: Catalogue) -> str:
    value, measure = last_step(row, catalogue), catalogue.measures[row.measure]
    if not is_number(value):
        return ""
    if rounded(value).is_zero():
        return "bijna geen verschil"
    return f"{RISE if value > 0 else FALL} van {amount(abs(value))} {unit_word(measure)}"


def last_step(row: VerdictRow, catalogue: Catalogue) -> float:
    """The raw difference between the dip and now, also where the verdict has no numbers. NaN when not comparable."""
    if row.verdict is not None and is_number(row.verdict.d2):
        return raw(row.verdict.d2, catalogue.measures[row.measure])
    then = row.cells.get(catalogue.dip.code) if catalogue.dip else None
    now = row.cells.get(catalogue.current.code)
    if then is None or now is None:
        return math.nan
    return math.nan if other_instrument(then, now) else now.mean - then.mean


def _last_step_as_said(row: VerdictRow, catalogue: Catalogue) -> str:
    """The same from published statements: only when they all say the same."""
    pair = (catalogue.dip.code if catalogue.dip else "", catalogue.current.code)
    measure = catalogue.measures[row.measure]
    of_pair = [s for s in row.statements if (s.period_from, s.period_to) == pair]
    said = {said_direction(s, measure, catalogue) for s in of_pair}
    words = {"up": RISE, "down": FALL, "stable": "geen verschil"}
    return words.get(said.pop(), "") if len(said) == 1 else ""
