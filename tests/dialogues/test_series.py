"""The monitor triple: zero, suppressed, missing and not asked are four different things."""

from __future__ import annotations

import pytest

from monitor.dialogues import words as w
from monitor.dialogues.records import Amount, SeriesPoint
from monitor.dialogues.series import CITY, LOCATIONS, city_points, table, triple
from monitor.dialogues.stand_texts import triple_table
from monitor.export.xlsx import number_format
from monitor.table_html import to_html
from tests.dialogues.build import YEAR, childcare, cycle, school

WORDS = w.load()
K1, K2, S1, OFF = childcare("k1"), childcare("k2"), school("s1"), childcare("off", is_active=False)
ALL = (K1, K2, S1, OFF)


def point(aspect: str, value: float | None, year: int = YEAR, where: str = "", state: str = "", **more) -> SeriesPoint:
    amount = Amount(value, state or (w.VALUE if value is not None else w.MISSING))
    return SeriesPoint(aspect, more.pop("indicator", "Aandeel"), year, amount, where, **more)


def presence(points, aspect: str, level: str):
    return next(p for p in triple(cycle(ALL, series=tuple(points))) if (p.aspect, p.level) == (aspect, level))


def test_each_aspect_for_the_city_and_for_the_locations_even_without_any_figure():
    found = triple(cycle(ALL))
    assert [(p.aspect, p.level) for p in found] == [
        (aspect, level) for aspect in ("reach", "quality", "yields") for level in (CITY, LOCATIONS)
    ]
    assert {(p.present, p.missing, p.of) for p in found} == {(0, 1, 1), (0, 3, 3)}
    assert found[0].sentence == "Bereik: voor de gemeente ontbreekt een cijfer."
    assert found[1].sentence == "Bereik: 0 van de 3 locaties hebben een cijfer."


@pytest.mark.parametrize(
    ("value", "state", "counted"),
    [
        (0.0, w.VALUE, "present"),
        (None, w.SUPPRESSED, "suppressed"),
        (None, w.MISSING, "missing"),
        (None, w.NOT_ASKED, "not_asked"),
    ],
)
def test_four_states_of_the_city(value: float | None, state: str, counted: str):
    found = presence([point("reach", value, state=state)], "reach", CITY)
    assert {name: getattr(found, name) for name in ("present", "suppressed", "missing", "not_asked")} == {
        name: int(name == counted) for name in ("present", "suppressed", "missing", "not_asked")
    }
    assert (found.year == YEAR) == (counted == "present")


def test_the_latest_figure_decides_and_its_reason_is_told():
    points = [point("reach", 82, YEAR - 1), point("reach", None, YEAR, reason="Een nieuw systeem.")]
    found = presence(points, "reach", CITY)
    assert (found.present, found.missing, found.year, found.reason) == (0, 1, YEAR - 1, "Een nieuw systeem.")
    assert found.sentence == (
        "Bereik: voor de gemeente is er over 2026 geen cijfer. Het laatste cijfer is van 2025. Reden: Een nieuw systeem."
    )


def test_no_figure_for_this_year_is_told_apart_from_no_figure_at_all():
    points = (point("reach", 82, YEAR - 1), point("reach", None, YEAR), point("yields", 3, YEAR))
    rows = triple_table(triple(cycle(ALL, series=points)), WORDS).rows
    assert {row[0]: (row[2], row[6]) for row in rows if row[1] == "Hele gemeente"} == {
        "Bereik": ("○ dit jaar niet", "2025"),
        "Kwaliteit van de uitvoering": ("○ nee", "geen"),
        "Opbrengsten": ("✓ ja, over 2026", "2026"),
    }


def test_a_later_year_is_not_known_yet():
    assert presence([point("reach", 82, YEAR + 1)], "reach", CITY).present == 0


def test_one_indicator_with_a_value_is_enough():
    points = [point("reach", None, indicator="A"), point("reach", 3, indicator="B")]
    assert presence(points, "reach", CITY).present == 1


def test_locations_are_counted_by_the_state_of_their_own_figure():
    points = [
        point("yields", 0, where="k1"), point("yields", None, where="k2", state=w.SUPPRESSED),
        point("yields", 5, where="off"), point("yields", 5, where="elsewhere"),
    ]  # fmt: skip
    found = presence(points, "yields", LOCATIONS)
    assert (found.present, found.suppressed, found.missing, found.not_asked, found.of) == (1, 1, 1, 0, 3)
    assert found.sentence == (
        "Opbrengsten: 1 van de 3 locaties heeft een cijfer. Bij 1 locatie is het cijfer te klein om te tonen."
    )


def test_a_break_is_told():
    assert presence([point("reach", 80, is_break=True)], "reach", CITY).has_break
    assert not presence([point("reach", 80)], "reach", CITY).has_break


def test_the_table_has_a_sign_of_its_own_for_each_state():
    points = [
        point("reach", 0, 2024), point("reach", None, 2025, state=w.SUPPRESSED),
        point("reach", None, 2026, reason="Geen meting", is_break=True, unit="%", source="GGD"),
        point("reach", 7.5, 2024, where="k1"), point("reach", None, 2026, where="k1", state=w.NOT_ASKED),
        point("quality", 3, 2026),
    ]  # fmt: skip
    found = table(cycle(ALL, series=tuple(points)), WORDS)
    years = [i for i, column in enumerate(found.columns) if column.key.isdigit()]
    assert [found.columns[i].label for i in years] == ["2024", "2025", "2026"]
    by_place = {(row[0], row[2]): [row[i] for i in years] for row in found.rows}
    assert by_place == {
        ("Bereik", "Gemeente"): [0, "x", "."],
        ("Bereik", "Opvang k1"): [7.5, ".", "niet gevraagd"],
        ("Kwaliteit van de uitvoering", "Gemeente"): [".", ".", 3],
    }
    markup = to_html(found)
    assert ">0<" in markup
    assert ">7,5<" in markup
    assert ">0,0<" not in markup
    assert number_format(found.columns[years[0]]) == "General"
    city = dict(zip([c.key for c in found.columns], found.rows[0], strict=True))
    assert (city["break"], city["reason"], city["unit"], city["source"]) == ("2026", "2026: Geen meting", "%", "GGD")


def test_points_of_the_city_stand_by_indicator_and_year():
    points = [point("reach", 2, 2026), point("reach", 1, 2025), point("reach", 9, 2026, where="k1")]
    assert [p.amount.value for p in city_points(cycle(ALL, series=tuple(points)))] == [1, 2]
