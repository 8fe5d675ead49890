"""The monitor triple: is there a figure on reach, quality and yields, for the city and for each location?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from monitor.dialogues.records import Amount, Cycle, SeriesPoint
from monitor.dialogues.words import MISSING, NOT_ASKED, SUPPRESSED, VALUE, Words, load
from monitor.tables import AMOUNT, Column, Table
from monitor.wording import dialogue as say
from monitor.wording.numbers import lower_first

CITY, LOCATIONS = "city", "locations"


@dataclass(frozen=True, slots=True)
class Presence:
    """One aspect at one level. Numbers count the city (1) or active locations, by the state of their latest figure.

    present + suppressed + missing + not_asked = of. `year` is the latest year with a figure; `reason` says why one misses.
    """

    aspect: str
    level: str
    present: int
    suppressed: int
    missing: int
    not_asked: int
    of: int
    year: int | None
    has_break: bool
    reason: str
    sentence: str


def triple(cycle: Cycle, words: Words | None = None) -> tuple[Presence, ...]:
    """Per aspect (in the order of the words) first the city, then the locations."""
    latest = _latest(cycle)
    found = []
    for aspect, label in (words or load()).codes("aspect").items():
        for presence in (_city(cycle, aspect, latest), _locations(cycle, aspect, latest)):
            found.append(replace(presence, sentence=f"{label}: {lower_first(presence.sentence)}"))
    return tuple(found)


def city_points(cycle: Cycle) -> tuple[SeriesPoint, ...]:
    """The figures of the whole municipality, by aspect, indicator and year."""
    found = (p for p in points(cycle) if not p.location_id)
    return tuple(sorted(found, key=lambda p: (p.aspect, p.indicator, p.year)))


def points(cycle: Cycle) -> list[SeriesPoint]:
    """Figures up to and including this year."""
    return [p for p in cycle.series if p.year <= cycle.year]


def _latest(cycle: Cycle) -> dict[tuple[str, str], list[SeriesPoint]]:
    """Per aspect and location (empty for the city) the last figure of each indicator."""
    newest: dict[tuple[str, str, str], SeriesPoint] = {}
    for point in sorted(points(cycle), key=lambda p: p.year):
        newest[point.aspect, point.location_id, point.indicator] = point
    found: dict[tuple[str, str], list[SeriesPoint]] = {}
    for (aspect, location_id, _), point in newest.items():
        found.setdefault((aspect, location_id), []).append(point)
    return found


def _city(cycle: Cycle, aspect: str, latest: dict[tuple[str, str], list[SeriesPoint]]) -> Presence:
    points = latest.get((aspect, ""), [])
    state = _state(points)
    year, has_break = _years(cycle, aspect, {""})
    reason = next((p.reason for p in points if p.reason and p.amount.state != VALUE), "")
    told = say.city_figure(state, year, reason, cycle.year)
    return Presence(
        aspect, CITY, int(state == VALUE), int(state == SUPPRESSED), int(state == MISSING), int(state == NOT_ASKED),
        1, year, has_break, reason if state != VALUE else "", told,
    )  # fmt: skip


def _locations(cycle: Cycle, aspect: str, latest: dict[tuple[str, str], list[SeriesPoint]]) -> Presence:
    active = {place.location_id for place in cycle.active}
    states = Counter(_state(latest.get((aspect, i), ())) for i in active)
    year, has_break = _years(cycle, aspect, active)
    told = say.location_figures(states[VALUE], states[SUPPRESSED], states[NOT_ASKED], len(active))
    return Presence(
        aspect, LOCATIONS, states[VALUE], states[SUPPRESSED], states[MISSING], states[NOT_ASKED], len(active), year,
        has_break, "", told,
    )  # fmt: skip


def _state(points: Sequence[SeriesPoint]) -> str:
    """The best of the last figures: a value, else one that is too small, else one that misses; no figure at all misses."""
    states = {_state_of(point.amount) for point in points}
    return next((state for state in (VALUE, SUPPRESSED, MISSING, NOT_ASKED) if state in states), MISSING)


def _state_of(amount: Amount) -> str:
    return MISSING if amount.state == VALUE and amount.value is None else amount.state


def _years(cycle: Cycle, aspect: str, location_ids: Container[str]) -> tuple[int | None, bool]:
    """The latest year with a value, and whether the figures were counted differently from some year on."""
    mine = [p for p in points(cycle) if p.aspect == aspect and p.location_id in location_ids]
    years = [p.year for p in mine if p.year and _state_of(p.amount) == VALUE]
    return max(years, default=None), any(p.is_break for p in mine)


def table(cycle: Cycle, words: Words) -> Table:
    """All figures: a row per indicator and location (the city first), a column per year; no figure has its own sign."""
    known = [p for p in points(cycle) if p.year]
    years = sorted({p.year for p in known})
    order = {code: i for i, code in enumerate(words.codes("aspect"))}
    names = {i: x.name for i, x in cycle.by_id.items()}
    lines: dict[tuple[str, str, str], dict[int, SeriesPoint]] = {}
    for point in known:
        lines.setdefault((point.aspect, point.indicator, point.location_id), {})[point.year] = point
    keys = sorted(lines, key=lambda k: (order.get(k[0], len(order)), k[1], k[2] != "", names.get(k[2], k[2])))
    columns = (
        Column("aspect", "Onderdeel"), Column("indicator", "Cijfer"), Column("where", "Waar"), Column("unit", "Eenheid"),
        *(Column(str(year), str(year), AMOUNT) for year in years),
        Column("break", "Anders geteld vanaf"), Column("reason", "Waarom geen cijfer"),
        Column("definition", "Wat is geteld"), Column("source", "Bron"),
    )  # fmt: skip
    rows = tuple(_line(key, lines[key], years, words, names) for key in keys)
    return Table(f"Bereik, kwaliteit en opbrengsten tot en met {cycle.year}", columns, rows, say.SIGNS_NOTE, "Reeksen")


def _line(
    key: tuple[str, str, str],
    by_year: dict[int, SeriesPoint],
    years: Sequence[int],
    words: Words,
    names: dict[str, str],
) -> tuple[object, ...]:
    aspect, indicator, location_id = key
    points = [by_year[year] for year in years if year in by_year]
    nothing = Amount(None, MISSING)
    cells = (say.amount_cell(by_year[year].amount if year in by_year else nothing) for year in years)
    breaks = ", ".join(str(p.year) for p in points if p.is_break)
    reasons = "; ".join(f"{p.year}: {p.reason}" for p in points if p.reason)
    last = points[-1]
    return (
        words.label("aspect", aspect), indicator, names.get(location_id, location_id) or "Gemeente", last.unit, *cells, breaks,
        reasons, last.definition, last.source,
    )  # fmt: skip
