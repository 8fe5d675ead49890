"""The lanes of a strip: what each shows of one care type in one period, in words and dots, and how high it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor import catalogue as cat
from monitor.catalogue import Catalogue, Measure
from monitor.figures import template as t
from monitor.figures.axis import limit_text
from monitor.figures.swarm import Swarm, swarm
from monitor.spread_records import FEW, GROUPS, SUPPRESSED, PeriodSpread, SpreadRow
from monitor.statistics.outliers import THRESHOLD, Fences, OutlierRule
from monitor.store.cell_statistics import CellStatistics
from monitor.wording.numbers import is_number, nl, out_of
from monitor.wording.slots import count_of_units

# Pixels: the most height for dots, the room for the box above them, air below a lane, one line of text.
ROOM, BOX, AIR, LINE = 72, 26, 14, 17
# Up to this many outliers in a lane stand apart; more stand as close as dots do.
FEW_MARKS = 12
LOW_SIGN, HIGH_SIGN = "◄", "►"
BEYOND_SCALE = "geen: de grens ligt buiten de schaal"
TOO_FEW, SUMMARY_ONLY, NO_NUMBERS = "te weinig {} om te tonen", "alleen samenvatting", "geen cijfers"


@dataclass(frozen=True)
class Lane:
    """One care type in one period: its texts, its dots, and its height. Texts are escaped.

    `texts_px` (the room for texts above the plot), `height` and `dots_px` (how high each dot stands) in pixels.
    """

    head: tuple[str, ...]
    measure: Measure
    spread: PeriodSpread | None
    fences: Fences
    swarm: Swarm
    starts_type: bool
    notes: tuple[str, ...] = ()
    message: str = ""
    texts_px: int = 0
    height: int = 0
    dots_px: tuple[float, ...] = ()

    @property
    def statistics(self) -> CellStatistics | None:
        """What the box is drawn from; None when there is no box."""
        return self.spread.statistics if self.spread and self.spread.show == GROUPS else None


@dataclass(frozen=True)
class Maker:
    """What all lanes share: the rule, the limits that the reader chose, and the pixels for plot and texts."""

    catalogue: Catalogue
    rule: OutlierRule
    limits: Fences
    narrow: bool
    plot_px: int
    head_px: int
    notes_px: int

    @property
    def units(self) -> tuple[str, str]:
        """What one dot is called: one, and more of them."""
        words = cat.DEFAULT_SETTINGS | {k: v for k, v in self.catalogue.settings.items() if v}
        return words["unit_singular_nl"], words["unit_plural_nl"]

    @property
    def dot_px(self) -> int:
        return 5 if self.narrow else 8

    @property
    def mark_px(self) -> int:
        return 8 if self.narrow else 11

    def lane(self, title: str, row: SpreadRow, measure: Measure, code: str, first: bool) -> Lane:
        spread = row.periods.get(code)
        drawn = spread if spread and spread.show in (GROUPS, FEW) else None
        fences = self._fences(drawn)
        tails = self.rule.marks(drawn.scores, fences).tolist() if drawn else []
        pixel = 1.04 * (measure.scale_max - measure.scale_min) / max(60, self.plot_px)
        dots = self._swarm(drawn, tails, pixel) if drawn else Swarm()
        room = self.plot_px if self.narrow else self.head_px
        bold = [f"<b>{t.safe(line)}</b>" for line in t.lines(title, room, 15)] if first else []
        head = (*bold, *map(t.safe, t.lines(self._subtitle(spread, code), room, t.SMALL)))
        notes, message = self._notes(drawn, spread, measure, fences, tails)
        return Lane(head, measure, spread, fences, dots, first, notes, message)

    def placed(self, lane: Lane, pitch: float) -> Lane:
        """The lane with its sizes, for a number of pixels from one level of dots to the next."""
        rise = ROOM - self.dot_px if lane.swarm.by_score else pitch
        dots_px = tuple(dot.level * rise for dot in lane.swarm.dots)
        plot = (BOX if lane.statistics else 8) + self.mark_px + max(dots_px, default=14)
        beside = LINE * max(len(lane.head), len(lane.notes))
        texts = LINE * (len(lane.head) + len(lane.notes)) + 4 if self.narrow else 0
        height = texts + AIR + round(plot if self.narrow else max(plot, beside))
        return replace(lane, texts_px=texts, height=height, dots_px=dots_px)

    def _swarm(self, drawn: PeriodSpread, tails: Sequence[int], pixel: float) -> Swarm:
        """The dots; `pixel` in the unit of the scale. A few outliers stand apart, many stand as close as dots do."""
        found = sum(count for count, tail in zip(drawn.counts, tails, strict=True) if tail)
        mark = self.mark_px if found <= FEW_MARKS else self.dot_px
        return swarm(drawn.scores, drawn.counts, tails, 0.9 * pixel * self.dot_px, 0.9 * pixel * mark)

    def _fences(self, drawn: PeriodSpread | None) -> Fences:
        if self.rule is THRESHOLD:
            return self.limits
        return drawn.outliers.fences if drawn and drawn.outliers else Fences(math.nan, math.nan)

    def _subtitle(self, spread: PeriodSpread | None, code: str) -> str:
        """The period and the number of groups; of too few groups the number is not told."""
        told = spread is not None and spread.show != SUPPRESSED
        number = [count_of_units(spread.cell.n, self.catalogue)] if told and spread else []
        return " · ".join([self.catalogue.label(code), *number])

    def _notes(self, drawn: PeriodSpread | None, spread: PeriodSpread | None, measure: Measure, fences: Fences,
               tails: Sequence[int]) -> tuple[tuple[str, ...], str]:  # fmt: skip
        """The counts beside a lane, and what stands in a lane without dots."""
        if spread is None:
            return (), NO_NUMBERS
        if spread.show == SUPPRESSED:
            return (), TOO_FEW.format(self.units[1])
        if drawn is None:
            return self._summary(spread, measure), ""
        n = sum(drawn.counts)
        word = "op {} of hoger" if self.rule.counts_high_limit else "boven {}"
        sides = ((-1, LOW_SIGN, "onder {}", fences.low), (1, HIGH_SIGN, word, fences.high))
        notes = []
        for side, sign, words, limit in sides:
            if is_number(limit):
                found = sum(c for c, tail in zip(drawn.counts, tails, strict=True) if tail == side)
                beyond = not measure.scale_min <= limit <= measure.scale_max
                told = f"{out_of(found, n)} {words.format(limit_text(limit, measure))}"
                text = f"{sign} {BEYOND_SCALE if beyond else told}"
                style = f'<span style="color:{tail_colour(side, measure)}">'
                notes += [f"{style}<b>{t.safe(line)}</b></span>" for line in t.lines(text, self._room, 12.5)]
        return tuple(notes), ""

    def _summary(self, spread: PeriodSpread, measure: Measure) -> tuple[str, ...]:
        cell, sign = spread.cell, "%" if measure.unit == cat.PERCENT else ""
        spread_of = f" ± {nl(cell.sd)}{sign} (SD)" if is_number(cell.sd) else ""
        known = is_number(cell.low) and is_number(cell.high)
        texts = [SUMMARY_ONLY, f"gemiddelde {nl(cell.mean)}{sign}{spread_of}"]
        texts += [f"laagste {nl(cell.low)}{sign}, hoogste {nl(cell.high)}{sign}"] if known else []
        return tuple(t.safe(line) for text in texts for line in t.lines(text, self._room, t.SMALL))

    @property
    def _room(self) -> int:
        """The width for the notes of a lane."""
        return self.plot_px if self.narrow else self.notes_px


def tail_colour(side: int, measure: Measure) -> str:
    """The colour of the low (-1) or high (1) tail: orange on the unfavourable side, slate where there is none."""
    if measure.polarity == cat.NEUTRAL:
        return t.FAMILIES["neutral"].colour
    favourable = side > 0 if measure.polarity == cat.HIGHER else side < 0
    return t.FAMILIES["above" if favourable else "below"].colour
