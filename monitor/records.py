"""The rows that travel through the product. A number is computed once and stands in one of these.

Figure, table, sentence, alt text and every export read the same `VerdictRow`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from monitor.statistics import Summary, Verdict

COMPUTED, PUBLISHED = "computed", "published"
OWN, DEMO = "own", "demo"
DEMO_STAMP = "Fictieve gegevens"
"""What stands on every screen, row and document of invented data."""

# Flags, in the order in which they are shown. Their Dutch label and text stand in the catalogue (flags.csv).
FICTIVE = "FICTIVE"
NOT_REPRESENTATIVE = "NOT_REPRESENTATIVE"
MIXED = "MIXED"
LARGE_SPREAD = "LARGE_SPREAD"
PROVISIONAL = "PROVISIONAL"
SELF_REPORTED = "SELF_REPORTED"
REPORTED = "REPORTED"
FLAG_ORDER = (FICTIVE, NOT_REPRESENTATIVE, MIXED, LARGE_SPREAD, PROVISIONAL, SELF_REPORTED, REPORTED)


@dataclass(frozen=True, slots=True)
class Source:
    """One document. Dates are ISO text, empty when not known."""

    source_id: str
    title: str
    publisher: str
    published_on: str
    url: str
    retrieved_on: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One published statement, as transcribed, with a Dutch sentence of our own.

    `direction` is up, down, stable, mixed or level_only, in the words of the source (polarity not yet applied);
    `level` is what was said of the level, among it recovered, partly_recovered, not_recovered.
    """

    finding_id: str
    measure: str
    care_type: str
    period_from: str
    period_to: str
    direction: str
    level: str
    statement_nl: str
    caveat_nl: str
    confidence: str
    source: Source
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What the data say about one care type, measure and period, of one origin.

    mean, sd, low, high in the unit of the scale; n in observed groups. `deff` is the clustered variance of the mean
    over the simple one (or the catalogue's assumption); `df` is given when it was estimated from organisations.
    `kind` is scores, counts (made elsewhere: no raw rows, wholly or in part) or summaries.
    `source` is the label of the data set, `page` the page in a report that it was typed over from. A hidden cell is too
    small to show (see `monitor.suppression`): its numbers are gone and its n is 0.
    """

    origin: str
    care_type: str
    measure: str
    period: str
    n: int
    mean: float
    sd: float | None
    low: float | None = None
    high: float | None = None
    deff: float = 1.0
    df: float | None = None
    n_organisations: int | None = None
    share_low: float | None = None
    share_high: float | None = None
    instrument: str | None = None
    instrument_version: str | None = None
    is_representative: bool | None = None
    kind: str = "scores"
    dataset_ids: tuple[str, ...] = ()
    source: str = ""
    page: str = ""
    is_hidden: bool = False
    ci95: tuple[float, float] = (math.nan, math.nan)

    def summary(self) -> Summary:
        return Summary(self.mean, self.sd, self.n, self.deff, self.df, self.instrument, self.instrument_version)


@dataclass(frozen=True, eq=False)
class VerdictRow:
    """One verdict on one care type and measure, on one basis, with everything that is said about it.

    `badge` is the code that the screen shows: NOT_REPRESENTATIVE wins from the code. `cells` (by period code),
    `verdict` (the numbers) and `strip` (delta, code, variant) belong to computed rows; `statements` (what sources said)
    and `beside` (statements on the level, which give no verdict) to published rows. `derived_from` names the wider
    groups or measures a published verdict was taken from. `agreement` compares a computed row with the published row.
    A row is itself and no other (identity), so that what is made from it can be kept with it.
    """

    care_type: str
    measure: str
    basis: str
    origin: str
    code: str
    variant: str
    badge: str
    flags: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    beside: tuple[Statement, ...] = ()
    cells: dict[str, Cell] = field(default_factory=dict)
    verdict: Verdict | None = None
    strip: tuple[tuple[float, str, str], ...] = ()
    block: str = ""
    agreement: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.care_type, self.measure

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents behind a published row, each once, in order."""
        return tuple({s.source.source_id: s.source for s in self.statements}.values())
