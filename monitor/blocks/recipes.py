"""Make a block again from the data of now. A recipe is plain data: what to make, of which cells, with which choices.

Makers get what is there now and the recipe; codes that the catalogue no longer knows are left out. A recipe that lacks
a choice gets the default of its page, so that one can be written by hand.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from monitor import clock
from monitor.blocks import national, spread, verdicts
from monitor.blocks.block import Block, BlockView
from monitor.catalogue import NEUTRAL, CareType, Catalogue, Measure
from monitor.claims import check_claim
from monitor.figures.trend import ZOOM
from monitor.records import COMPUTED, PUBLISHED, VerdictRow
from monitor.session import Session
from monitor.spread import RULES, default_limits
from monitor.spread_records import SpreadRow
from monitor.statistics.outliers import THRESHOLD
from monitor.store.workspace import State

log = logging.getLogger("kwaliteit")
Recipe = Mapping[str, Any]


def view_of(session: Session, origin: str, state: State | None = None, on: date | None = None) -> BlockView:
    """What a page would show of this data set (published, own or demo) today, or on another day."""
    return BlockView(session.catalogue, origin, session.data_version(state), on or clock.today())


def remake(session: Session, recipe: Recipe, state: State | None = None) -> Block | None:
    """The block of this recipe on the data of now; None when what it needs is no longer there, or nobody knows the recipe."""
    make = MAKERS.get(recipe.get("make", ""))
    if make is None or not _names_what_is_known(recipe, session.catalogue):
        return None
    now = state or session.state()
    try:
        return make(_Now(session, now, view_of(session, recipe["origin"], now)), recipe)
    except (KeyError, TypeError, ValueError):  # a damaged recipe; in the log, because it may be an error of ours
        log.warning("a figure cannot be made again: %s", dict(recipe), exc_info=True)
        return None


def _names_what_is_known(recipe: Recipe, catalogue: Catalogue) -> bool:
    """Whether its measure and care type are still in the catalogue, when it names one."""
    measure, care_type = recipe.get("measure"), recipe.get("care_type")
    return (measure is None or measure in catalogue.measures) and (
        care_type is None or care_type in {**catalogue.care_types, **catalogue.groups}
    )


@dataclass(frozen=True)
class _Now:
    """The session and its data as they are now, in the view of one recipe."""

    session: Session
    state: State
    view: BlockView

    @property
    def catalogue(self) -> Catalogue:
        return self.session.catalogue

    def rows(self, basis: str) -> national.Rows:
        return self.session.national(self.state).of(basis, self.view.dataset if basis == COMPUTED else None)

    def care_types(self, recipe: Recipe) -> list[CareType]:
        """Those of the recipe, in the order of the catalogue; all when it names none."""
        wanted = recipe.get("care_types", list(self.catalogue.care_types))
        return [care_type for code, care_type in self.catalogue.care_types.items() if code in wanted]

    def measures(self, codes: Sequence[str]) -> list[Measure]:
        return [self.catalogue.measures[code] for code in codes if code in self.catalogue.measures]

    def of_measure(self, recipe: Recipe) -> list[VerdictRow]:
        """The computed rows of one measure."""
        found = self.rows(COMPUTED)
        return [row for c in self.care_types(recipe) if (row := found.get((c.code, recipe["measure"])))]

    def spread(self, recipe: Recipe) -> list[SpreadRow]:
        return self.session.spread(
            self.state, origin=self.view.dataset, measure=recipe["measure"],
            care_types=[c.code for c in self.care_types(recipe)], low=recipe.get("low"), high=recipe.get("high"),
            rule=recipe.get("rule", THRESHOLD.slug),
        )  # fmt: skip


def _trend(now: _Now, recipe: Recipe) -> Block | None:
    rows = now.of_measure(recipe)
    if not rows:
        return None
    return national.trend(
        rows, now.view, scale=recipe.get("scale", ZOOM), with_events=recipe.get("events", False),
        page=recipe.get("page", national.TREND),
    )  # fmt: skip


def _split(now: _Now, recipe: Recipe) -> Block | None:
    rows = now.of_measure(recipe)
    can_split = rows and now.catalogue.dip and now.catalogue.measures[recipe["measure"]].polarity != NEUTRAL
    return national.split(rows, now.view) if can_split else None


def _overview(now: _Now, recipe: Recipe) -> Block | None:
    types, measures = now.care_types(recipe), now.measures(recipe["measures"])
    only_notable = bool(recipe.get("only_notable"))
    computed = national.chosen(now.rows(COMPUTED), types, measures, only_notable=only_notable)
    published = national.chosen(now.rows(PUBLISHED), types, measures, only_notable=only_notable)
    if not computed and not published:
        return None
    return national.overview(computed, published, now.view, types, measures, only_notable=only_notable)


def _topic(now: _Now, recipe: Recipe) -> Block | None:
    topic = next((topic for topic in now.catalogue.topics if topic.slug == recipe["topic"]), None)
    if topic is None:
        return None
    types, measures = now.care_types(recipe), now.measures(recipe.get("measures", topic.measures))
    computed = national.chosen(now.rows(COMPUTED), types, measures)
    published = national.chosen(now.rows(PUBLISHED), types, measures)
    if not computed and not published:
        return None
    return national.topic_matrix(topic, computed, published, now.view, types, measures)


def _strip(now: _Now, recipe: Recipe) -> Block | None:
    rows = now.spread(recipe)
    if not rows:
        return None
    limits = default_limits(now.catalogue.measures[recipe["measure"]])
    rule = RULES[recipe.get("rule", THRESHOLD.slug)]
    low, high = recipe.get("low", limits.low), recipe.get("high", limits.high)
    return spread.strip(rows, spread.Choice(low, high, bool(recipe.get("all_periods")), rule), now.view)


def _of_spread(make: Callable[[list[SpreadRow], BlockView], Block]) -> Callable[[_Now, Recipe], Block | None]:
    def made(now: _Now, recipe: Recipe) -> Block | None:
        rows = now.spread(recipe)
        return make(rows, now.view) if rows else None

    return made


def _organisations(now: _Now, recipe: Recipe) -> Block | None:
    row = next(iter(now.spread(recipe)), None)
    if row is None:
        return None
    current = now.catalogue.current.code
    found = now.session.funnel(now.view.dataset, row.measure, row.care_type, current, now.state)
    return spread.organisations(row, found, now.view) if found.points else None


def _verdict(now: _Now, recipe: Recipe) -> Block | None:
    row = now.rows(recipe["basis"]).get((recipe["care_type"], recipe["measure"]))
    return None if row is None else verdicts.verdict(row, now.catalogue)


def _safe_sentence(now: _Now, recipe: Recipe) -> Block | None:
    cell = recipe["care_type"], recipe["measure"]
    rows = [row for basis in (COMPUTED, PUBLISHED) if (row := now.rows(basis).get(cell))]
    claim = recipe["direction"], recipe["first"], recipe["last"]
    return verdicts.safe_sentence(check_claim(rows, *claim, now.catalogue), claim, tuple(rows), now.view)


MAKERS: Mapping[str, Callable[[_Now, Recipe], Block | None]] = {
    "trend": _trend,
    "split": _split,
    "overview": _overview,
    "topic": _topic,
    "strip": _strip,
    "lower_end": _of_spread(spread.lower_end),
    "organisations": _organisations,
    "question": _of_spread(spread.question),
    "spread_verdict": _of_spread(lambda rows, view: spread.verdict(rows[0], view)),
    "verdict": _verdict,
    "safe_sentence": _safe_sentence,
}
