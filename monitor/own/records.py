"""Own scores of one location, and what can be said of them beside the national figures.

Own scores live in the session or in a file of the user; nothing here is ever written to the workspace.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from monitor.records import VerdictRow
from monitor.spread_records import PeriodSpread

# Where a score may be drawn.
AXIS, APART, OFF = "axis", "apart", "off"
"""On the national axis; on an axis of its own as indicative; not beside the national figures at all."""
# Whether the version of the instrument is that of the national measurement, as the user tells.
SAME, OTHER, UNKNOWN = "same", "other", "unknown"
# The place among the national groups, by overlap of the margin with the quartiles of the raw score.
LOWEST, MIDDLE, HIGHEST, UNSURE = "lowest", "middle", "highest", "unsure"


@dataclass(frozen=True, slots=True)
class OwnScore:
    """One observed score: measure (code), group (a label of the user, never a name of a child), day, and how it was observed.

    `instrument` and `observer` are codes of the catalogue (instruments.csv, observers.csv; "" is not told); `version` is what
    a file says, `same_version` (SAME, OTHER, UNKNOWN) what the user answers when asked. `observations` are the observed
    parts of a day behind the score.
    """

    measure: str
    score: float
    observed_on: date | None = None
    group: str = ""
    instrument: str = ""
    version: str = ""
    same_version: str = UNKNOWN
    observer: str = ""
    observations: int = 1


@dataclass(frozen=True)
class OwnScores:
    """All own scores of one care type (code); `location` is what the user calls the place."""

    care_type: str
    scores: tuple[OwnScore, ...] = ()
    location: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the scores of a measure may be drawn, why (a Dutch sentence), and what was assumed (Dutch, empty when nothing)."""

    code: str
    reason_code: str
    reason_nl: str
    assumed_nl: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one measure in one round: the mean over groups, with its margin.

    A round is one day, or a few weeks in which no group comes back; `observed_on` is its last day (None: no day told).
    `n_groups` groups, `observations` in all; `se` and `ci95` in scale points. `margin_basis` is "within" (the national SD
    within organisations) or "setting" (the margin of the settings).
    """

    observed_on: date | None
    score: float
    n_groups: int
    observations: int
    se: float
    ci95: tuple[float, float]
    margin_basis: str
    groups: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """From one own measurement to a later one, in scale points with a 95% margin.

    `code` is up, down or unsure (of the raw score). `expected_return` is how far a second measurement is expected to move
    towards the national mean when nothing changed; `warns` says that the first was low and the second higher.
    """

    first: Measured
    last: Measured
    difference: float
    ci95: tuple[float, float]
    code: str
    warns: bool
    expected_return: float | None


@dataclass(frozen=True, eq=False)
class OwnRow:
    """One measure: own measurements (oldest first) beside the newest national period of this care type.

    `quantiles` are the national 5, 25, 50, 75 and 95% (None when they may not be shown or are not known). `higher_of_ten` is
    how many of 10 national groups score higher, `higher_range` the same at both ends of the margin. `word` is LOWEST,
    MIDDLE, HIGHEST or UNSURE, "" when the score is not on the national axis. `no_change_nl` says why two measurements are
    not held against each other. `computed` and `published` are the national verdicts of this cell. `favourable` is 1 when
    the word is favourable, -1 when unfavourable, else 0 (polarity applied).
    """

    measure: str
    care_type: str
    placement: Placement
    measured: tuple[Measured, ...]
    national: PeriodSpread | None = None
    quantiles: tuple[float, float, float, float, float] | None = None
    higher_of_ten: int | None = None
    higher_range: tuple[int, int] | None = None
    word: str = ""
    favourable: int = 0
    change: Change | None = None
    no_change_nl: str = ""
    computed: VerdictRow | None = None
    published: VerdictRow | None = None
    flags: tuple[str, ...] = field(default_factory=tuple)

    @property
    def latest(self) -> Measured:
        return self.measured[-1]
