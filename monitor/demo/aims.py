"""What the fictitious data aim at: mean and spread per cell, and how many groups are observed.

The aims for the shipped catalogue stand in data/demo/*.csv, keyed by its codes and roles. What a catalogue has and
those files do not (another monitor, another scale) gets an aim derived from its scale: a demo works with any catalogue.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

from monitor import paths
from monitor.catalogue import BASELINE, CURRENT, DIP, LOWER, CareType, Catalogue, Measure, read_rows, split

ROLES = (BASELINE, DIP, CURRENT)
FILES = ("targets.csv", "samples.csv", "instruments.csv")

UNKNOWN_INSTRUMENT = "Meetinstrument (voorbeeld)"
UNKNOWN_SIZES = {BASELINE: 90, DIP: 60, CURRENT: 60}
# Favourable shifts from the baseline, in units of delta, for cells that the files do not know; picked by name.
PATTERNS = (
    {DIP: -1.8, CURRENT: 0.0},  # a dip, and full recovery
    {DIP: -2.8, CURRENT: -1.5},  # a dip, and recovery in part
    {DIP: -1.8, CURRENT: -1.7},  # a dip that stays
    {DIP: 0.1, CURRENT: 0.0},  # no change
    {DIP: 0.3, CURRENT: 2.0},  # growth without a dip
)
LARGEST_SHIFT = 2.8


@dataclass(frozen=True, slots=True)
class Aim:
    """One cell as it should come out: mean and sd on the scale, share of variance between organisations (icc), and how
    many groups lie clearly lower than the others."""

    mean: float
    sd: float
    icc: float
    low_outliers: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """The groups observed of one care type in one period. Care types under one parent share locations: the first group
    is found at location number `first_location`."""

    n_groups: int
    first_location: int = 0
    is_representative: bool = True


@dataclass(frozen=True)
class Aims:
    """Everything that the files say; `cell`, `sample` and `instrument` answer for what they do not say too."""

    targets: dict[tuple[str, str], dict[str, str]]
    samples: dict[str, dict[str, str]]
    instruments: dict[str, dict[str, str]]

    def cell(self, measure: Measure, care_type: CareType, role: str) -> Aim:
        row = self.targets.get((measure.code, care_type.code))
        if row is None or not self._same_scale(measure):
            return derived(measure, care_type, role)
        outliers = int(row["low_outliers_current"]) if role == CURRENT else 0
        return Aim(float(row[f"mean_{role}"]), float(row[f"sd_{role}"]), float(row["icc"]), outliers)

    def sample(self, care_type: CareType, role: str) -> Sample:
        row = self.samples.get(care_type.code)
        if row is None:
            return Sample(UNKNOWN_SIZES[role])
        representative = role not in split(row["not_representative"])
        return Sample(int(row[f"n_{role}"]), int(row[f"first_location_{role}"]), representative)

    def instrument(self, measure: Measure) -> tuple[str, str | None]:
        """Name and version. A version that the file leaves open is not told."""
        row = self.instruments.get(measure.code)
        if row is None or not self._same_scale(measure):
            return UNKNOWN_INSTRUMENT, None
        return row["instrument"], row["instrument_version"] or None

    def _same_scale(self, measure: Measure) -> bool:
        row = self.instruments.get(measure.code)
        scale = (measure.scale_min, measure.scale_max)
        return row is not None and (float(row["scale_min"]), float(row["scale_max"])) == scale


def load(folder: Path = paths.DEMO) -> Aims:
    """The aims for the shipped catalogue."""
    targets, samples, instruments = (read_rows(name, [folder]) for name in FILES)
    return Aims(
        {(row["measure"], row["care_type"]): row for row in targets},
        {row["care_type"]: row for row in samples},
        {row["measure"]: row for row in instruments},
    )


def leaves(catalogue: Catalogue) -> tuple[CareType, ...]:
    """The care types that groups are observed in: those without parts."""
    parents = {care_type.parent for care_type in catalogue.care_types.values()}
    return tuple(t for t in catalogue.care_types.values() if t.code not in parents)


def number_of(text: str) -> int:
    """A number that follows from a text, the same on every machine."""
    return zlib.crc32(text.encode())


def derived(measure: Measure, care_type: CareType, role: str) -> Aim:
    """An aim from the scale alone: a little above the middle, with one of the patterns, sized by delta."""
    span = measure.scale_max - measure.scale_min
    pattern = PATTERNS[number_of(f"{measure.code}|{care_type.code}") % len(PATTERNS)]
    unit = min(measure.delta, 0.25 * span / LARGEST_SHIFT)
    turn = -1 if measure.polarity == LOWER else 1
    mean = measure.scale_min + 0.6 * span + turn * unit * pattern.get(role, 0.0)
    return Aim(mean, min(2.2 * measure.delta, span / 6), icc=0.05)
