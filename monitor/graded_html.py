"""The graded line: how likely is lower, about equal, or higher than the baseline; a thin bar in three parts, in HTML.

No plot: a page has one per care type, and a browser draws this at once.
"""

from __future__ import annotations

import functools
from html import escape

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure
from monitor.figures import template as t
from monitor.records import VerdictRow
from monitor.wording.numbers import chances, is_number

PARTS = ("below", "level", "above")
# Plus is favourable in a verdict; the words follow what the score itself does.
WORDS = {
    cat.HIGHER: ("lager", "ongeveer gelijk", "hoger"),
    cat.LOWER: ("hoger", "ongeveer gelijk", "lager"),
    cat.NEUTRAL: ("lager", "ongeveer gelijk", "hoger"),
}
# Below is hatched and level is light, so that the parts differ without colour too.
FILLS = {
    "below": "repeating-linear-gradient(45deg,{colour} 0 3px,#FFFFFF 3px 6px)",
    "level": "{tint}",
    "above": "{colour}",
}


def shares(row: VerdictRow) -> tuple[float, float, float] | None:
    """P(worse), P(level) and P(better), which add up to one; None without numbers."""
    verdict = row.verdict
    if verdict is None or not all(map(is_number, (verdict.p_worse, verdict.p_level, verdict.p_better))):
        return None
    return verdict.p_worse, verdict.p_level, verdict.p_better


def labels(row: VerdictRow, measure: Measure) -> tuple[str, ...]:
    """The three printed texts, for instance "lager: 2%"."""
    found = shares(row)
    if found is None:
        return ()
    return tuple(f"{word}: {share}" for word, share in zip(WORDS[measure.polarity], chances(*found), strict=True))


@functools.lru_cache(maxsize=4096)
def graded_html(row: VerdictRow, catalogue: Catalogue) -> str:
    """The bar with its three texts under it; empty without numbers. The texts say all that the bar shows."""
    found = shares(row)
    if found is None:
        return ""
    measure = catalogue.measures[row.measure]
    bar = "".join(_part(kind, share, measure) for kind, share in zip(PARTS, found, strict=True))
    words = "".join(f"<span>{escape(text)}</span>" for text in labels(row, measure))
    return f'<div class="kib-graded"><div class="kib-bar" aria-hidden="true">{bar}</div><p>{words}</p></div>'


def _part(kind: str, share: float, measure: Measure) -> str:
    """One part of the bar, as wide as its chance; a neutral measure has no good and bad colour."""
    family = t.FAMILIES["neutral" if measure.polarity == cat.NEUTRAL and kind != "level" else kind]
    fill = FILLS[kind].format(colour=family.colour, tint=family.tint)
    return f'<span style="width:{100 * share:.2f}%;background:{fill}"></span>'
