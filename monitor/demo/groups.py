"""The fictitious groups: which location and organisation they belong to, and when they were visited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from monitor.catalogue import CareType, Catalogue, Period
from monitor.demo import aims, draw
from monitor.demo.aims import Aims

SATURDAY = 5


@dataclass(frozen=True)
class Observed:
    """The groups of one care type in one period, in one order for all fields. Ids are neutral."""

    period: Period
    care_type: CareType
    is_representative: bool
    organisation: draw.Codes
    locations: tuple[str, ...]
    groups: tuple[str, ...]
    dates: tuple[date, ...]


def rng(seed: int, *names: str) -> np.random.Generator:
    """A generator of its own for each purpose, so that one more measure leaves all other scores as they are."""
    return np.random.default_rng([seed, aims.number_of("|".join(names))])


def observed(catalogue: Catalogue, known: Aims, seed: int) -> Iterator[Observed]:
    """All groups, per period and care type. Every period visits new locations, of the same organisations."""
    n_locations = n_groups = 0
    for period in catalogue.compared:
        for family in families(catalogue):
            samples = {t.code: known.sample(t, period.role) for t in family}
            count = max(s.first_location + s.n_groups for s in samples.values())
            random = rng(seed, family[0].code, period.code)
            organisation = draw.organisations(random, count)
            dates = visited(random, count, period, catalogue.compared)
            for care_type in family:
                sample = samples[care_type.code]
                places = range(sample.first_location, sample.first_location + sample.n_groups)
                yield Observed(
                    period, care_type, sample.is_representative, organisation[places.start : places.stop],
                    locations=tuple(f"loc-{n_locations + place + 1:04d}" for place in places),
                    groups=tuple(f"groep-{n_groups + i + 1:04d}" for i in range(sample.n_groups)),
                    dates=tuple(dates[place] for place in places),
                )  # fmt: skip
                n_groups += sample.n_groups
            n_locations += count


def families(catalogue: Catalogue) -> list[tuple[CareType, ...]]:
    """The care types without parts; those under one parent together, because they are found at the same locations."""
    found: dict[str, list[CareType]] = {}
    for care_type in aims.leaves(catalogue):
        found.setdefault(care_type.parent or care_type.code, []).append(care_type)
    return [tuple(family) for family in found.values()]


def visited(random: np.random.Generator, count: int, period: Period, periods: Sequence[Period]) -> list[date]:
    """Days of visits around the midpoint of a period, apart from the other periods and never in a weekend."""
    gaps = [abs(period.midpoint - other.midpoint) for other in periods if other != period]
    reach = 365 * min(0.45 * min(gaps, default=1.0), 1.0)
    year = int(period.midpoint)
    middle = date(year, 1, 1) + timedelta(days=round(365 * (period.midpoint - year)))
    days = [middle + timedelta(days=round(shift)) for shift in random.uniform(-reach, reach, count).tolist()]
    return [day - timedelta(days=max(0, day.weekday() - SATURDAY + 1)) for day in days]
