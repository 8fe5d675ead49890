"""The blocks of what lies under a mean: every group with its tails, the lowest tenth, the organisations, the question."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.blocks.block import Block, BlockView
from monitor.blocks.parts import flag_labels, sources_of
from monitor.catalogue import NEUTRAL, Catalogue
from monitor.consultation.records import ASKED, VERDICT
from monitor.figures.dumbbell import dumbbell
from monitor.figures.funnel import funnel
from monitor.figures.strip import strip_panels
from monitor.records import NOT_REPRESENTATIVE
from monitor.spread import OutlierRule
from monitor.spread_records import FunnelView, SpreadRow
from monitor.spread_tables import dots_table, funnel_table, spread_table
from monitor.tables import Table
from monitor.wording import spread_sentences as words
from monitor.wording.numbers import capital, lower_first
from monitor.wording.sentences import label as verdict_label
from monitor.wording.spread_alt import dumbbell_alt, funnel_alt, funnel_sentence, strip_alt

PAGE = "spreiding"
PER_CARE_TYPE = "Bij deze regel verschillen de grenzen per opvangsoort en periode. U vindt ze in de figuur."
CHOSEN = "De grenzen kiest u zelf; ze zijn geen norm."
FROM_SCORES = "De grenzen volgen uit de scores; ze zijn geen norm."


@dataclass(frozen=True)
class Choice:
    """What the reader chose: where the tails begin, the last period or all, and the rule for outliers."""

    low: float
    high: float
    all_periods: bool
    rule: OutlierRule

    def periods(self, catalogue: Catalogue) -> list[str]:
        return [p.code for p in (catalogue.compared if self.all_periods else (catalogue.current,))]

    def has_one_rule(self, rows: Sequence[SpreadRow]) -> bool:
        """Whether one sentence tells the limits of all these rows."""
        return self.rule.counts_high_limit or len(rows) == 1


# Rows and views live as long as their data version and choice, so what is made from them is kept with them.


@functools.lru_cache(maxsize=256)
def _table(rows: tuple[SpreadRow, ...], catalogue: Catalogue) -> Table:
    return spread_table(rows, catalogue)


def strip(rows: Sequence[SpreadRow], choice: Choice, view: BlockView) -> Block:
    """C4: every observed group, the box, and both tails with their counts. `rows` are of one measure."""
    return _strip(tuple(rows), choice, view)


@functools.lru_cache(maxsize=64)
def _strip(rows: tuple[SpreadRow, ...], choice: Choice, view: BlockView) -> Block:
    catalogue = view.catalogue
    measure = catalogue.measures[rows[0].measure]
    periods = choice.periods(catalogue)
    verdicts = tuple(row.verdict_row for row in rows)
    return Block(
        key=f"spreiding_{measure.slug}",
        page=PAGE,
        headline=f"{measure.label}: zo ver liggen de {catalogue.settings['unit_plural_nl']} uit elkaar",
        finding=_finding(rows, words.spread_label, catalogue),
        subline=f"Elk teken is één gemeten {catalogue.settings['unit_singular_nl']}, zonder naam. "
        + (CHOSEN if choice.rule.counts_high_limit else FROM_SCORES),
        sentence=words.rule_sentence(rows[0], periods[-1], catalogue) if choice.has_one_rule(rows) else PER_CARE_TYPE,
        told=_told(rows, lambda row: words.unfavourable_tail(row, catalogue.current.code, catalogue), catalogue),
        source=sources_of(verdicts),
        table=_table(rows, catalogue),
        figure=strip_panels(rows, catalogue, periods=periods, low=choice.low, high=choice.high),
        narrow=strip_panels(rows, catalogue, periods=periods, low=choice.low, high=choice.high, narrow=True),
        alt=strip_alt(rows, periods, catalogue),
        sheets=[_table(rows, catalogue), dots_table(rows, catalogue)],
        flags=flag_labels(verdicts, catalogue),
        rows=verdicts,
        recipe=_recipe("strip", rows, view) | {"all_periods": choice.all_periods},
    )


def lower_end(rows: Sequence[SpreadRow], view: BlockView) -> Block:
    """The P10 dumbbell: how did the least favourable tenth move? A neutral measure has a lowest tenth and no judgement."""
    return _lower_end(tuple(rows), view)


@functools.lru_cache(maxsize=64)
def _lower_end(rows: tuple[SpreadRow, ...], view: BlockView) -> Block:
    catalogue = view.catalogue
    measure = catalogue.measures[rows[0].measure]
    is_neutral = measure.polarity == NEUTRAL
    headline = "Hoe veranderden de laagste scores?" if is_neutral else "Hoe ging het met de groepen die achterblijven?"
    side = "onder" if is_neutral else "aan de ongunstige kant van"
    verdicts = tuple(row.verdict_row for row in rows)
    return Block(
        key=f"onderkant_{measure.slug}",
        page=PAGE,
        headline=headline,
        finding=_finding(rows, words.lower_end_label, catalogue),
        subline=f"{capital(measure.in_sentence)}: de grens waar 10 van elke 100 {catalogue.settings['unit_plural_nl']} "
        f"{side} liggen, met de marge.",
        sentence=words.outer_tenth_sentence(rows[0], catalogue) if len(rows) == 1 else "",
        told=_told(rows, lambda row: words.outer_tenth_sentence(row, catalogue), catalogue),
        source=sources_of(verdicts),
        table=_table(rows, catalogue),
        figure=dumbbell(rows, catalogue),
        narrow=dumbbell(rows, catalogue, narrow=True),
        alt=dumbbell_alt(rows, catalogue),
        flags=flag_labels(verdicts, catalogue),
        rows=verdicts,
        recipe=_recipe("lower_end", rows, view),
    )


def _finding(rows: Sequence[SpreadRow], label: Callable[[SpreadRow, Catalogue], str], catalogue: Catalogue) -> str:
    """How often each word, in the order of the rows. What does not hold for the whole country gets no verdict."""
    told = Counter(
        lower_first(verdict_label(row.verdict_row, catalogue))
        if row.verdict_row.badge == NOT_REPRESENTATIVE
        else lower_first(label(row, catalogue))
        for row in rows
    )
    measure = catalogue.label(rows[0].measure)
    if len(rows) == 1:
        return f"{measure}, {lower_first(catalogue.label(rows[0].care_type))}: {next(iter(told))}"
    return f"{measure}: " + " · ".join(f"{n} keer {word}" for word, n in told.items())


def _told(rows: Sequence[SpreadRow], say: Callable[[SpreadRow], str], catalogue: Catalogue) -> str:
    """A sentence per care type, with its name when there are more."""
    said = [(row, text) for row in rows if (text := say(row))]
    if len(rows) == 1:
        return said[0][1] if said else ""
    return " ".join(f"{catalogue.label(row.care_type)}: {lower_first(text)}" for row, text in said)


@functools.lru_cache(maxsize=64)
def organisations(row: SpreadRow, found: FunnelView, view: BlockView) -> Block:
    """The funnel of one care type; never a ranking. `found` has points."""
    catalogue = view.catalogue
    measure = catalogue.measures[row.measure]
    verdicts = (row.verdict_row,)
    return Block(
        key=f"organisaties_{measure.slug}",
        page=PAGE,
        headline=f"Organisaties rond het gemiddelde: {catalogue.label(row.care_type)}",
        finding=f"{measure.label}: organisaties rond het gemiddelde, {lower_first(catalogue.label(row.care_type))}",
        subline="Een kleine organisatie wijkt sneller af bij toeval. Daarom zijn de grenzen daar wijder. Organisaties hebben "
        "geen naam en staan niet op volgorde van score.",
        sentence=funnel_sentence(found),
        source=sources_of(verdicts),
        table=funnel_table(found),
        figure=funnel(found, measure, catalogue),
        narrow=funnel(found, measure, catalogue, narrow=True),
        alt=funnel_alt(found, row, catalogue.current.code, catalogue),
        flags=flag_labels(verdicts, catalogue),
        rows=verdicts,
        recipe=_recipe("organisations", [row], view),
    )


def question(rows: Sequence[SpreadRow], view: BlockView) -> Block:
    """The question that the page ends with, with the tails that raise it."""
    return _question(tuple(rows), view)


@functools.lru_cache(maxsize=64)
def _question(rows: tuple[SpreadRow, ...], view: BlockView) -> Block:
    catalogue = view.catalogue
    measure = catalogue.measures[rows[0].measure]
    now = catalogue.current.code
    verdicts = tuple(row.verdict_row for row in rows)
    return Block(
        key=f"vraag_{measure.slug}",
        page=PAGE,
        headline=f"{measure.label}: {words.QUESTION}",
        subline="",
        sentence=_told(rows, lambda row: words.unfavourable_tail(row, now, catalogue), catalogue),
        source=sources_of(verdicts),
        table=_table(rows, catalogue),
        flags=flag_labels(verdicts, catalogue),
        kind=ASKED,
        rows=verdicts,
        recipe=_recipe("question", rows, view),
    )


@functools.lru_cache(maxsize=256)
def verdict(row: SpreadRow, view: BlockView) -> Block:
    """The verdict on the mean, on the spread and on the lower end of one care type, in words."""
    catalogue = view.catalogue
    measure = catalogue.measures[row.measure]
    care_type = catalogue.care_types[row.care_type]
    return Block(
        key=f"verschillen_{care_type.slug}_{measure.slug}",
        page=PAGE,
        headline=f"{care_type.label}, {measure.label.lower()}: {words.headline(row, catalogue)}",
        subline="Werden de verschillen groter of kleiner?",
        sentence=" ".join(filter(None, (words.sentence(row, catalogue), words.outer_tenth_sentence(row, catalogue)))),
        source=sources_of([row.verdict_row]),
        table=_table((row,), catalogue),
        flags=flag_labels([row.verdict_row], catalogue),
        kind=VERDICT,
        rows=(row.verdict_row,),
        recipe=_recipe("spread_verdict", [row], view),
        link={"opvang": care_type.slug, "ind": measure.slug},
    )


def _recipe(make: str, rows: Sequence[SpreadRow], view: BlockView) -> dict[str, object]:
    """The cells, and the limits and rule under which their tails were counted."""
    return {
        "make": make,
        "origin": view.dataset,
        "measure": rows[0].measure,
        "care_types": [row.care_type for row in rows],
        "low": rows[0].limits.low,
        "high": rows[0].limits.high,
        "rule": rows[0].rule,
    }
