"""Alternative texts of the figures on spread: kind of chart, of what, what it shows, where the numbers are."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.catalogue import Catalogue
from monitor.spread_records import FunnelView, SpreadRow
from monitor.wording import texts
from monitor.wording.alt import LONGEST, TABLE_LINE
from monitor.wording.numbers import count, listing
from monitor.wording.overview import care_type_names, names
from monitor.wording.slots import catalogue_slots
from monitor.wording.spread_sentences import headline, outer_tenth_sentence, period_sentence, unfavourable_tail

STRIP, DUMBBELL, FUNNEL = "Stippendiagram", "Halterdiagram", "Trechterdiagram"


def strip_alt(rows: Sequence[SpreadRow], periods: Sequence[str], catalogue: Catalogue) -> str:
    """Of the strip of dots: one care type in one or more periods, or several care types. At least one row."""
    labels = listing([catalogue.label(period) for period in periods])
    head = f"{STRIP} van {_what(rows, catalogue)} in {labels}, 1 stip per {catalogue_slots(catalogue)['group']}."
    if len(rows) > 1:
        return _fitted(head, [f"{count(len(rows), 'rij', 'rijen')} met stippen."])
    now = periods[-1]
    return _fitted(
        head, [period_sentence(rows[0], now, catalogue), unfavourable_tail(rows[0], now, catalogue),
               headline(rows[0], catalogue)],
    )  # fmt: skip


def dumbbell_alt(rows: Sequence[SpreadRow], catalogue: Catalogue) -> str:
    """Of the figure that shows how the least favourable tenth moved. At least one row."""
    labels = listing([period.label for period in catalogue.compared])
    groups = catalogue_slots(catalogue)["groups"]
    head = f"{DUMBBELL} van {_what(rows, catalogue)}: de uiterste 10 van elke 100 {groups} in {labels}."
    moved = outer_tenth_sentence(rows[0], catalogue) if len(rows) == 1 else ""
    return _fitted(head, [moved])


def funnel_alt(view: FunnelView, row: SpreadRow, period: str, catalogue: Catalogue) -> str:
    """Of the funnel: how many organisations there are and how many lie outside the limits."""
    head = f"{FUNNEL} van {_what([row], catalogue)} in {catalogue.label(period)}."
    return _fitted(head, [funnel_sentence(view), f"{count(len(view.points), 'organisatie', 'organisaties')}."])


def funnel_sentence(view: FunnelView) -> str:
    """How many organisations are shown, how many lie outside the limits, and how many are too small to show."""
    shown = len(view.points)
    hidden = (
        f"Nog {count(view.n_hidden, 'organisatie', 'organisaties')} tonen we niet, om kleine aantallen te beschermen."
        if view.n_hidden
        else ""
    )
    if not shown:
        return texts.join("Er zijn geen organisaties die we kunnen tonen.", hidden)
    low, high = sum(p.flag < 0 for p in view.points), sum(p.flag > 0 for p in view.points)
    return texts.join(
        f"We tonen {count(shown, 'organisatie', 'organisaties')}, zonder naam.",
        f"Onder de grenzen van de trechter: {low}. Erboven: {high}.",
        hidden,
    )


def _what(rows: Sequence[SpreadRow], catalogue: Catalogue) -> str:
    measures = list(dict.fromkeys(row.measure for row in rows))
    care_types = list(dict.fromkeys(row.care_type for row in rows))
    return f"{names(measures, catalogue)} voor {care_type_names(care_types, catalogue)}"


def _fitted(head: str, candidates: Sequence[str]) -> str:
    """The head, the first text that fits, and where the table is; under 300 characters."""
    room = LONGEST - len(head) - len(TABLE_LINE) - 2
    text = texts.join(head, next((one for one in candidates if len(one) <= room), ""), TABLE_LINE)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
