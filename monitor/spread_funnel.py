"""The funnel: organisations around the mean of all groups, without names, never in the order of their scores."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

import numpy as np

from monitor.spread_read import Place, Sums
from monitor.spread_records import FunnelPoint, FunnelView
from monitor.statistics.clusters import Z95, Z998, funnel_mean
from monitor.suppression import FEWEST, shown_organisations

NO_FUNNEL = FunnelView((), float("nan"), float("nan"), (), 0)

# A point or two is no funnel, and would tell who the largest organisation is.
FEWEST_POINTS = 3
# The lines of the limits are drawn through this many sizes at most.
MOST_SIZES = 60


def funnel_view(sums: Mapping[Place, Sums], care_type: str, period: str, key: str) -> FunnelView:
    """The funnel of one cell; without points when no organisation may be shown.

    The mean is that of all groups. The limits rest on all known organisations, also on those not shown. `key` decides
    which organisation gets which number, see `anonymous_numbers`.
    """
    cell = sums.get((care_type, period))
    if cell is None or not cell.ids:
        return NO_FUNNEL
    shown = shown_organisations(cell.n.tolist(), cell.loose)
    hidden = len(cell.ids) - len(shown)
    if len(shown) < FEWEST_POINTS:
        return FunnelView((), float("nan"), float("nan"), (), len(cell.ids))
    everyone = {identity for (c, _), those in sums.items() if c == care_type for identity in those.ids}
    numbers = anonymous_numbers(everyone, f"{key}|{care_type}")
    centre = (float(cell.total.sum()) + cell.loose_total) / (int(cell.n.sum()) + cell.loose)
    found = funnel_mean(cell.n, cell.total, cell.squares, centre)
    order = sorted(shown, key=lambda i: numbers[cell.ids[i]])
    points = tuple(
        FunnelPoint(
            f"organisatie {numbers[cell.ids[i]]}", int(cell.n[i]), float(cell.total[i] / cell.n[i]), int(found.flag[i])
        )
        for i in order
    )
    # The same variance at every size: what the limits of one organisation say about it, times its size.
    i = shown[0]
    within = max(0.0, (((found.high95[i] - centre) / Z95) ** 2 - found.tau2) * float(cell.n[i]))
    return FunnelView(points, centre, found.tau2, _limits(centre, within, found.tau2, [p.n for p in points]), hidden)


def anonymous_numbers(identities: Collection[str], key: str) -> dict[str, int]:
    """A number from 1 for each organisation, in the order of a keyed hash: neither their ids nor their scores show.

    The key holds the fingerprint of the data: the same data always give the same numbers, and who has only a list of ids
    cannot work them out. Another measure or care type has another key, so that nobody follows one organisation around.
    """
    secret = hashlib.sha256(key.encode()).digest()
    ordered = sorted(identities, key=lambda i: (hashlib.blake2b(i.encode(), key=secret).digest(), i))
    return {identity: number for number, identity in enumerate(ordered, start=1)}


def _limits(
    centre: float, within: float, tau2: float, sizes: list[int]
) -> tuple[tuple[float, float, float, float, float], ...]:
    """Per number of groups: n, low and high of 95%, low and high of 99,8%."""
    most = max(sizes)
    steps = np.unique(np.rint(np.geomspace(FEWEST, max(most, FEWEST), min(MOST_SIZES, most))).astype(int)).tolist()
    lines = []
    for n in steps:
        error = float(np.sqrt(within / n + tau2))
        lines.append(
            (float(n), centre - Z95 * error, centre + Z95 * error, centre - Z998 * error, centre + Z998 * error)
        )
    return tuple(lines)
