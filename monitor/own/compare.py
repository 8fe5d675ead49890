"""Own scores of one location beside the newest national period of the same care type and measure.

Scores of one round of visits are taken together: the mean over the groups that were observed, each counting once. Nothing
here is kept: what comes in goes out as rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from monitor.catalogue import LOWER, NEUTRAL, PERCENT, Catalogue, Measure
from monitor.own import instruments as known_instruments
from monitor.own.placement import place
from monitor.own.records import (
    APART,
    AXIS,
    HIGHEST,
    LOWEST,
    MIDDLE,
    OFF,
    UNSURE,
    Change,
    Measured,
    OwnRow,
    OwnScore,
    OwnScores,
    Placement,
)
from monitor.records import COMPUTED, DEMO, OWN, PUBLISHED
from monitor.session import Session
from monitor.spread_records import GROUPS, PeriodSpread
from monitor.statistics import own_location as rules
from monitor.statistics.quantiles import type7
from monitor.store.workspace import State
from monitor.wording.numbers import listing, lower_first, plain

OWN_MARGIN = "own_margin"
DEFAULT_MARGIN = 0.5
OWN_MARGIN_PERCENT, DEFAULT_MARGIN_PERCENT = "own_margin_percent", 10.0
"""The same for measures in percent, in percentage points."""
ROUND = timedelta(days=42)
"""Visits within so many days of the first are one round, as long as no group is visited twice."""
OTHER_GROUPS = "De twee metingen gaan over andere groepen. Daarom noemen we geen verschil."
OTHERWISE_SEEN = "De twee metingen zijn niet op dezelfde manier gedaan. Daarom noemen we geen verschil."
QUANTILES = (0.05, 0.25, 0.50, 0.75, 0.95)
WORDS = {rules.BELOW: LOWEST, rules.INSIDE: MIDDLE, rules.ABOVE: HIGHEST, rules.ACROSS: UNSURE}
# Reasons in this order win when the scores of one measure were not all observed in the same way.
STRICTEST = (OFF, APART, AXIS)


def compare(
    session: Session, own: OwnScores, *, origin: str, state: State | None = None, assume: bool = False
) -> tuple[OwnRow, ...]:
    """One row per measure that has own scores, in the order of the catalogue.

    `origin` is own or demo; with anything else there are no national scores, and only what sources said stands beside.
    `assume`: see `monitor.own.placement.place`. Raises ValueError (Dutch) for a care type or measure that does not exist
    and for a score that cannot be: not a number, outside the scale of a national instrument, or without observations.
    """
    catalogue = session.catalogue
    if own.care_type not in catalogue.care_types:
        raise ValueError(f"De opvangsoort '{own.care_type}' kennen we niet.")
    for score in own.scores:
        check(score, catalogue, known_instruments.load(catalogue.folders))
    measures = [m for m in catalogue.measures.values() if any(s.measure == m.code for s in own.scores)]
    return tuple(_row(session, own, measure, origin, state, assume) for measure in measures)


def check(score: OwnScore, catalogue: Catalogue, instruments: known_instruments.Instruments) -> None:
    """Refuse a score that cannot be (ValueError, in Dutch). The scale counts for national instruments only."""
    measure = catalogue.measures.get(score.measure)
    if measure is None:
        raise ValueError(f"Het onderdeel '{score.measure}' kennen we niet.")
    if not math.isfinite(score.score):
        raise ValueError(f"{measure.label}: de score is geen getal.")
    if score.observations < 1:
        raise ValueError(f"{measure.label}: het aantal observaties is 1 of meer.")
    instrument = instruments.instruments.get(score.instrument)
    is_national = instrument is not None and instrument.is_national
    if is_national and not measure.scale_min <= score.score <= measure.scale_max:
        scale = f"{plain(measure.scale_min)} tot {plain(measure.scale_max)}"
        raise ValueError(f"{measure.label}: {plain(score.score)} ligt buiten de schaal van {scale}.")


def national_instrument(
    session: Session, origin: str, care_type: str, measure: str, state: State | None = None
) -> tuple[str, str] | None:
    """Instrument and version ("" when not told) of the newest national period; None when there are no scores."""
    if origin not in (OWN, DEMO):
        return None
    now = session.catalogue.current.code
    for cell in session.national(state).cells:
        if (cell.origin, cell.care_type, cell.measure, cell.period) == (origin, care_type, measure, now):
            return None if cell.is_hidden else (cell.instrument or "", cell.instrument_version or "")
    return None


def _row(session: Session, own: OwnScores, measure: Measure, origin: str, state: State | None, assume: bool) -> OwnRow:
    catalogue = session.catalogue
    scores = [score for score in own.scores if score.measure == measure.code]
    has_numbers = origin in (OWN, DEMO)
    found = [placement_of(session, score, own.care_type, origin=origin, state=state, assume=assume) for score in scores]
    placement = min(found, key=lambda one: STRICTEST.index(one.code))
    told = national_instrument(session, origin, own.care_type, measure.code, state)
    national = _national(session, origin, own.care_type, measure.code, state) if told is not None else None
    measured = _measured(scores, placement, national, measure, catalogue)
    picture = session.national(state)
    key = (own.care_type, measure.code)
    computed = picture.of(COMPUTED, origin).get(key) if has_numbers else None
    published = picture.of(PUBLISHED).get(key)
    flags = tuple(dict.fromkeys(flag for row in (computed, published) if row for flag in row.flags))
    row = OwnRow(
        measure.code, own.care_type, placement, measured, national, computed=computed, published=published, flags=flags
    )
    if placement.code == OFF:
        return row
    change, why_not = _change(row, scores, measure)
    row = replace(row, change=change, no_change_nl=why_not)
    return _placed(row, measure) if placement.code == AXIS and national is not None else row


def placement_of(
    session: Session, score: OwnScore, care_type: str, *, origin: str, state: State | None = None, assume: bool = False
) -> Placement:
    """Where one score would be drawn; its number does not count. See `compare` for `origin` and `assume`."""
    national = national_instrument(session, origin, care_type, score.measure, state)
    known = known_instruments.load(session.catalogue.folders)
    if national is not None:
        return place(score, national, known, assume=assume)
    cells = session.national(state).cells
    now = (origin, score.measure, session.catalogue.current.code)
    measured = {cell.care_type for cell in cells if (cell.origin, cell.measure, cell.period) == now}
    if care_type in measured:
        return place(score, None, known, missing="HIDDEN")
    parts = [t.label for t in session.catalogue.care_types.values() if t.parent == care_type and t.code in measured]
    found = place(score, None, known, missing="PARTS" if parts else "NO_NATIONAL")
    named = f" De delen zijn: {listing([lower_first(part) for part in parts])}." if parts else ""
    return replace(found, reason_nl=f"{found.reason_nl}{named}")


def _national(session: Session, origin: str, care_type: str, measure: str, state: State | None) -> PeriodSpread | None:
    rows = session.spread(state, origin=origin, measure=measure, care_types=[care_type])
    return rows[0].periods.get(session.catalogue.current.code) if rows else None


def _measured(
    scores: Sequence[OwnScore],
    placement: Placement,
    national: PeriodSpread | None,
    measure: Measure,
    catalogue: Catalogue,
) -> tuple[Measured, ...]:
    """The scores per round, oldest first; those without a day stand first. Off the axis nothing is known of a margin."""
    parts = national.parts if national is not None else None
    within, df = (parts.within, parts.n_groups - parts.n_organisations) if parts is not None else (math.nan, 0)

    def one_round(those: Sequence[OwnScore]) -> Measured:
        day = max((score.observed_on for score in those if score.observed_on is not None), default=None)
        seen = [score.observations for score in those]
        observations = sum(seen)
        mean = sum(score.score for score in those) / len(those)
        groups = tuple((score.group, score.score) for score in those)
        if placement.code == OFF:
            return Measured(day, mean, len(those), observations, math.nan, (math.nan, math.nan), "", groups)
        margin = rules.margin(rules.told_by(seen), within, df, _setting(measure, catalogue))
        low, high = max(measure.scale_min, mean - margin.half), min(measure.scale_max, mean + margin.half)
        return Measured(day, mean, len(those), observations, margin.se, (low, high), margin.basis, groups)

    return tuple(map(one_round, rounds(scores)))


def rounds(scores: Sequence[OwnScore]) -> list[list[OwnScore]]:
    """The scores of one measure in rounds of visits, oldest first. Groups without a name cannot be told apart by day."""
    undated = [score for score in scores if score.observed_on is None]
    found: list[list[OwnScore]] = [undated] if undated else []
    for day in sorted({score.observed_on for score in scores if score.observed_on is not None}):
        those = [score for score in scores if score.observed_on == day]
        before = found[-1] if found and found[-1] is not undated else []
        names, known = {s.group for s in those}, {s.group for s in before}
        first = min((s.observed_on for s in before if s.observed_on is not None), default=None)
        if first is not None and day - first <= ROUND and "" not in names | known and not names & known:
            before.extend(those)
        else:
            found.append(those)
    return found


def _setting(measure: Measure, catalogue: Catalogue) -> float:
    if measure.unit == PERCENT:
        return float(catalogue.settings.get(OWN_MARGIN_PERCENT) or DEFAULT_MARGIN_PERCENT)
    return float(catalogue.settings.get(OWN_MARGIN) or DEFAULT_MARGIN)


def _placed(row: OwnRow, measure: Measure) -> OwnRow:
    """The row with its place among the national groups; with few groups or a summary there is none to name."""
    national, latest = row.national, row.latest
    assert national is not None
    quantiles, higher, ends, word = None, None, None, ""
    if national.show == GROUPS:
        quantiles = tuple(type7(national.scores, national.counts, QUANTILES).tolist())
        higher, *both = (
            rules.of_ten(rules.share_above(national.scores, national.counts, at))
            for at in (latest.score, latest.ci95[1], latest.ci95[0])
        )
        ends = (both[0], both[1])
        word = WORDS[rules.side(latest.ci95, quantiles[1], quantiles[3])]
    return replace(
        row, quantiles=quantiles, higher_of_ten=higher, higher_range=ends, word=word,
        favourable=_favourable(word, measure),
    )  # fmt: skip


def _favourable(word: str, measure: Measure) -> int:
    if measure.polarity == NEUTRAL:
        return 0
    raw = {HIGHEST: 1, LOWEST: -1}.get(word, 0)
    return -raw if measure.polarity == LOWER else raw


def _change(row: OwnRow, scores: Sequence[OwnScore], measure: Measure) -> tuple[Change | None, str]:
    """The newest measurement against the one before it, when both have a day; or why they are not compared.

    Only the same groups, seen in the same way, are held against each other: else a difference between groups or between
    observers would look like a change.
    """
    dated = [one for one in row.measured if one.observed_on is not None]
    if len(dated) < 2:
        return None, ""
    first, last = dated[-2:]
    old, new = rounds([score for score in scores if score.observed_on is not None])[-2:]
    if sorted(s.group for s in old) != sorted(s.group for s in new):
        return None, OTHER_GROUPS
    if {_way(score) for score in old} != {_way(score) for score in new}:
        return None, OTHERWISE_SEEN
    parts = row.national.parts if row.national is not None else None
    df = parts.n_groups - parts.n_organisations if parts and first.margin_basis == rules.WITHIN else math.inf
    found = rules.step(first.score, first.se, last.score, last.se, df)
    code = {1: "up", -1: "down", 0: "unsure"}[found.sign]
    change = Change(first, last, found.difference, found.ci95, code, False, None)
    if row.placement.code != AXIS or row.national is None or not math.isfinite(row.national.cell.mean):
        return change, ""  # a score that may not stand beside the national mean is not held against it either
    mean = row.national.cell.mean
    turned = -1 if measure.polarity == LOWER else 1
    warns = measure.polarity != NEUTRAL and turned * (first.score - mean) < 0 < turned * found.difference
    known = parts is not None and first.margin_basis == rules.WITHIN
    back = rules.expected_return(first.score, first.se, mean, parts.between) if parts and known else None
    return replace(change, warns=warns, expected_return=back), ""


def _way(score: OwnScore) -> tuple[str, str, str, str]:
    """How a score was observed."""
    return score.instrument, score.version, score.same_version, score.observer
