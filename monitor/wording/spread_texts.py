"""The Dutch templates of the spread page (spread_verdicts.csv) and what goes into their slots.

`kind` is spread, lower_end, or mean (a few words on the mean for the headline). A row that is not there for a variant is
taken from the code alone; a file of a workspace that leaves something out, from the shipped file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from monitor import catalogue as catalogues
from monitor import paths
from monitor.catalogue import LOWER, Catalogue, Measure
from monitor.records import VerdictRow
from monitor.statistics.spread_verdict import SpreadVerdict
from monitor.wording import texts
from monitor.wording.numbers import capital, is_number, percent
from monitor.wording.slots import WORDS_HIGHER, row_slots

FILE = "spread_verdicts.csv"
SPREAD, LOWER_END, MEAN = "spread", "lower_end", "mean"

# The unfavourable end: which groups stand there, what it is called, and which way a score lies beyond a limit there.
LOW_SIDE = {"end": "onderkant", "outer": "laagste", "or_beyond": "of lager"}
HIGH_SIDE = {"end": "bovenkant", "outer": "hoogste", "or_beyond": "of hoger"}

Key = tuple[str, str, str]


def rows_of(catalogue: Catalogue) -> dict[Key, dict[str, str]]:
    """All templates by (kind, code, variant), read once and kept with the catalogue."""
    kept = vars(catalogue)
    if "_spread_texts" not in kept:
        found = _read((paths.CATALOGUE,))
        if catalogue.folders not in ((), (paths.CATALOGUE,)):
            found |= _read((*catalogue.folders, paths.CATALOGUE))
        kept["_spread_texts"] = found
    return kept["_spread_texts"]


def template(column: str, kind: str, code: str, variant: str, catalogue: Catalogue) -> str:
    """One cell of the file. Raises KeyError for a code that it does not have."""
    known = rows_of(catalogue)
    first, general = known.get((kind, code, variant), {}), known[kind, code, ""]
    return first.get(column) or general[column]


def unfavourable(measure: Measure) -> dict[str, str]:
    """The words for the side where a score is least favourable; the low side for a neutral measure."""
    return HIGH_SIDE if measure.polarity == LOWER else LOW_SIDE


def spread_slots(row: VerdictRow, spread: SpreadVerdict | None, catalogue: Catalogue) -> Mapping[str, str | None]:
    """The slots of a verdict row, with those of the spread page."""
    side = unfavourable(catalogue.measures[row.measure])
    known = row_slots(row, catalogue)
    rises = known["better"] == WORDS_HIGHER["better"]
    return {
        **known,
        **side,
        "End": capital(side["end"]),
        "arrow_better": "↑" if rises else "↓",
        "arrow_worse": "↓" if rises else "↑",
        **_change(spread),
    }


def fill(column: str, kind: str, code: str, variant: str, slots: texts.Slots, catalogue: Catalogue) -> str:
    return texts.fill(template(column, kind, code, variant, catalogue), slots)


def _change(spread: SpreadVerdict | None) -> dict[str, str | None]:
    """How much larger or smaller the SD is, in per cent; None when that is not shown."""
    if spread is None or not is_number(spread.lnvr) or not spread.ci95[0] * spread.ci95[1] > 0:
        return {"change": None, "change_low": None, "change_high": None}
    low, high = sorted(abs(math.exp(end) - 1) for end in spread.ci95)
    return {"change": percent(abs(spread.ratio - 1)), "change_low": percent(low), "change_high": percent(high)}


def _read(folders: tuple) -> dict[Key, dict[str, str]]:
    return {(row["kind"], row["code"], row["variant"]): row for row in catalogues.read_rows(FILE, folders)}
