"""A document tells no counts of an area of very few locations."""

from __future__ import annotations

from datetime import date

import pytest
from dialogues.build import childcare, cycle

from monitor.dialogues.reports.large_areas import large_enough
from monitor.dialogues.status import status


def shown(sizes: dict[str, int], least: int) -> dict[str, int]:
    places = [childcare(f"{area}{n}", area) for area, size in sizes.items() for n in range(size)]
    areas = status(cycle(places), date(2026, 11, 21)).by_area
    found = large_enough(areas.values(), least)
    missing = sorted(code for area in found for code in area.missing)
    assert missing == sorted(place.location_id for place in places), "nobody is lost or counted twice"
    return {area.label: area.required for area in found}


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"centrum": 3, "voorstad": 4}, {"Centrum": 3, "Voorstad": 4}),
        ({"centrum": 5, "voorstad": 1, "bathmen": 2}, {"Centrum": 5, "Andere wijken": 3}),
        ({"centrum": 5, "voorstad": 4, "bathmen": 1}, {"Centrum": 5, "Andere wijken": 5}),
        ({"centrum": 5, "bathmen": 2}, {"Alle wijken": 7}),
        ({"bathmen": 2}, {"Bathmen": 2}),
    ],
)
def test_few_locations_have_no_row_of_their_own_and_no_total_tells_their_counts(
    sizes: dict[str, int], expected: dict[str, int]
) -> None:
    assert shown(sizes, 3) == expected
