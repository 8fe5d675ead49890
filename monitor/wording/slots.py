"""What goes into the slots of a template: one dictionary per verdict row. A slot without a value is None.

Verdicts turn differences so that plus is favourable. Readers see raw scores, so `raw` turns them back for measures
where low is good; the words for up and down follow the same rule.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

from monitor.catalogue import LOWER, NEUTRAL, PERCENT, Catalogue, Measure
from monitor.records import NOT_REPRESENTATIVE, PUBLISHED, Cell, Statement, VerdictRow
from monitor.statistics import Verdict
from monitor.wording import texts
from monitor.wording.numbers import amount, capital, count, enough_decimals, is_number, lower_first, nl, plain

Interval = tuple[float, float]

# Words for a favourable and an unfavourable change, in terms of the raw score.
WORDS_HIGHER = {
    "ahead": "beter", "better": "hoger", "worse": "lager", "improved": "steeg", "worsened": "daalde",
    "has_improved": "gestegen", "has_worsened": "gedaald", "worsening": "daling", "growth": "groei",
}  # fmt: skip
WORDS_LOWER = {
    "ahead": "lager", "better": "lager", "worse": "hoger", "improved": "daalde", "worsened": "steeg",
    "has_improved": "gedaald", "has_worsened": "gestegen", "worsening": "stijging", "growth": "verbetering",
}  # fmt: skip

# The share of a dip that was made good, in words: the nearest counts. Below a fifth there is no honest word for it.
SHARES = (
    (1 / 4, "ongeveer een kwart"), (1 / 3, "ongeveer een derde"), (1 / 2, "ongeveer de helft"),
    (2 / 3, "ongeveer twee derde"), (3 / 4, "ongeveer driekwart"), (0.95, "bijna alles"),
)  # fmt: skip
LEAST_SHARE = 0.2
# A dip smaller than this part of delta (0,2 points at delta 0,25) is too small to divide by.
LEAST_DIP = 0.8


def score_word(measure: Measure) -> str:
    return "het percentage" if measure.unit == PERCENT else "de score"


def unit_word(measure: Measure) -> str:
    return "procentpunt" if measure.unit == PERCENT else "punt"


def score_text(value: float | None, measure: Measure) -> str | None:
    """A mean with one decimal, with its percent sign; None when there is none."""
    if value is None or not is_number(value):
        return None
    return nl(value) + ("%" if measure.unit == PERCENT else "")


def count_of_units(n: int, catalogue: Catalogue) -> str:
    """ "1 groep", "2 groepen": what one observation is about, as the settings call it."""
    return count(n, *units(catalogue))


def raw(value: float, measure: Measure) -> float:
    """A difference of a verdict in terms of the score itself: plus is a higher score."""
    return -value if measure.polarity == LOWER else value


def raw_interval(interval: Interval, measure: Measure) -> Interval:
    low, high = interval
    return (-high, -low) if measure.polarity == LOWER else (low, high)


def said_direction(statement: Statement, measure: Measure, catalogue: Catalogue) -> str:
    """The direction of a statement, read for the raw score of this measure.

    A statement about a wider measure may be about one where high is good, and this one where low is good: less pleasure
    in work reads as more stress.
    """
    spoken_of = catalogue.measures.get(statement.measure, measure)
    is_turned = NEUTRAL not in (spoken_of.polarity, measure.polarity) and spoken_of.polarity != measure.polarity
    turned = {"up": "down", "down": "up"} if is_turned else {}
    return turned.get(statement.direction, statement.direction)


def is_level(verdict: Verdict) -> bool:
    """Whether the difference with the baseline is shown to be smaller than delta."""
    low, high = verdict.ci90_d3
    return -verdict.delta < low and high < verdict.delta


def other_instrument(one: Cell, two: Cell) -> bool:
    """Whether two cells were measured with different instruments or versions; "not told" differs from nothing."""
    pairs = ((one.instrument, two.instrument), (one.instrument_version, two.instrument_version))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def compared_cells(row: VerdictRow, catalogue: Catalogue) -> list[Cell]:
    """The cells of the compared periods, in their order."""
    return [row.cells[period.code] for period in catalogue.compared if period.code in row.cells]


def catalogue_slots(catalogue: Catalogue) -> dict[str, str | None]:
    """The slots that need no row; all others are None."""
    singular, plural = units(catalogue)
    filled: dict[str, str | None] = dict.fromkeys(texts.SLOTS)
    filled |= {
        "baseline": catalogue.baseline.label,
        "dip": catalogue.dip.label if catalogue.dip else None,
        "current": catalogue.current.label,
        "group": singular,
        "groups": plural,
        "who": plural,
        "monitor": catalogue.settings.get("monitor_short_nl") or catalogue.settings.get("monitor_name_nl") or "de bron",
    }
    return filled


@functools.lru_cache(maxsize=4096)
def row_slots(row: VerdictRow, catalogue: Catalogue) -> Mapping[str, str | None]:
    """All slots of one verdict row. Kept per row: a page says many things about the same one."""
    measure, care_type = catalogue.measures[row.measure], catalogue.care_type(row.care_type)
    score = score_word(measure)
    filled = catalogue_slots(catalogue)
    filled |= {
        "measure": measure.in_sentence,
        "Measure": capital(measure.in_sentence),
        "label": lower_first(measure.label),
        "care_type": care_type.in_sentence,
        "who": care_type.who or filled["groups"],
        "score": score,
        "Score": capital(score),
        "unit": unit_word(measure),
        "delta": plain(row.verdict.delta if row.verdict else measure.delta),
        "sources": "de bronnen" if len(row.sources) > 1 else "de bron",
        "indicative": _indicative(row, catalogue, measure),
        **(WORDS_LOWER if measure.polarity == LOWER else WORDS_HIGHER),
        **_means(row, catalogue, measure),
        **_counts(row, catalogue, measure),
    }
    if row.verdict is not None:
        filled |= _numbers(row.verdict)
    return MappingProxyType(filled)


def units(catalogue: Catalogue) -> tuple[str, str]:
    """What an observation is called: one, and more of them."""
    settings = catalogue.settings
    return settings.get("unit_singular_nl") or "meting", settings.get("unit_plural_nl") or "metingen"


def _means(row: VerdictRow, catalogue: Catalogue, measure: Measure) -> dict[str, str | None]:
    periods = {"B": catalogue.baseline, "D": catalogue.dip, "C": catalogue.current}
    cells = {slot: row.cells.get(period.code) if period else None for slot, period in periods.items()}
    return {slot: score_text(cell.mean, measure) if cell else None for slot, cell in cells.items()}


def _counts(row: VerdictRow, catalogue: Catalogue, measure: Measure) -> dict[str, str | None]:
    """The period with too few observations, and how many it has. None when no period has too few."""
    few = [cell for cell in compared_cells(row, catalogue) if cell.n < measure.n_min]
    if not few:
        return {}
    least = min(few, key=lambda cell: cell.n)
    return {
        "period": catalogue.label(least.period),
        "n": nl(least.n, 0),
        "n_min": nl(measure.n_min, 0),
        "n_groups": count_of_units(least.n, catalogue),
        "n_min_groups": count_of_units(measure.n_min, catalogue),
    }


def _numbers(verdict: Verdict) -> dict[str, str | None]:
    found: dict[str, str | None] = {"k": nl(verdict.family_size, 0) if verdict.family_size else None}
    if is_number(verdict.d3):
        found["d3"] = amount(abs(verdict.d3))
    if verdict.signs[2]:
        low, high = sorted(abs(end) for end in verdict.ci95_d3)
        decimals = enough_decimals(low, high)
        found |= {"lo": nl(low, decimals), "hi": nl(high, decimals)}
    found["part"] = _part(verdict)
    return found


def _part(verdict: Verdict) -> str | None:
    """The share of the dip that was made good, only when the dip is shown and large enough to divide by."""
    if not verdict.dip_shown or verdict.dip < LEAST_DIP * verdict.delta:
        return None
    share = verdict.recovered / verdict.dip
    return min(SHARES, key=lambda known: abs(known[0] - share))[1] if LEAST_SHARE <= share < 1 else None


def _indicative(row: VerdictRow, catalogue: Catalogue, measure: Measure) -> str | None:
    """The verdict that a badge hides, in words; None when there is none or it says nothing."""
    if row.badge != NOT_REPRESENTATIVE or row.code == NOT_REPRESENTATIVE:
        return None
    known = texts.of(catalogue)
    if known.cell("family", row.code, row.variant, measure.polarity) == texts.UNKNOWN:
        return None
    template = known.cell("label_nl", row.code, row.variant, measure.polarity)
    plain_slots = catalogue_slots(catalogue) | {"label": lower_first(measure.label)}
    return lower_first(texts.fill(template, plain_slots)) or None


def is_published(row: VerdictRow) -> bool:
    return row.basis == PUBLISHED
