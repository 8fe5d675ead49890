"""Areas in documents: an area of very few locations has no row of its own, because its counts are about those few."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from monitor.dialogues.status import AreaStatus

SMALL_AREAS, ALL_AREAS = "Andere wijken", "Alle wijken"
LISTS = ("received", "via_school_board", "missing", "late", "without_dialogue")


def large_enough(areas: Iterable[AreaStatus], least: int) -> tuple[AreaStatus, ...]:
    """The areas, with those of fewer than `least` locations put together as one.

    When those are still too few together, the smallest other area joins them: else the total would tell their counts.
    """
    found = list(areas)
    small = [area for area in found if area.required < least]
    others = sorted((area for area in found if area.required >= least), key=lambda area: area.required)
    while small and others and sum(area.required for area in small) < least:
        small.append(others.pop(0))
    if len(small) < 2:
        return tuple(found)
    together = AreaStatus(
        SMALL_AREAS if others else ALL_AREAS, "", sum(area.required for area in small),
        *(tuple(chain.from_iterable(getattr(area, name) for area in small)) for name in LISTS),
    )  # fmt: skip
    return (*(area for area in found if area not in small), together)
