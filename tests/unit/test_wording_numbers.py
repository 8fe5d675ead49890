"""Numbers, dates and lists as Dutch readers write them."""

from __future__ import annotations

import math
from datetime import date, datetime

import pytest

from monitor.wording import numbers as n


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (4.6, 1, "4,6"),
        (5.35, 1, "5,4"),  # binary rounding gives 5,3
        (2.675, 2, "2,68"),  # and here 2,67
        (0.25, 1, "0,3"),
        (-0.345, 2, "−0,35"),
        (-0.04, 1, "0,0"),  # never minus zero
        (0, 0, "0"),
        (2017, 0, "2017"),
        (9999.96, 1, "10.000,0"),
        (12340, 0, "12.340"),
        (1e-7, 2, "0,00"),
    ],
)
def test_numbers_are_rounded_half_up_with_a_comma(value, decimals, text):
    assert n.nl(value, decimals) == text


def test_only_differences_get_a_plus_and_zero_gets_none():
    assert (n.nl(0.31, plus=True), n.nl(-0.31, plus=True), n.nl(0.04, plus=True)) == ("+0,3", "−0,3", "0,0")


def test_tables_have_a_thousands_point_from_a_thousand():
    assert (n.nl(2017, 0, table=True), n.nl(999, 0, table=True), n.nl(-1234.5, table=True)) == (
        "2.017", "999", "−1.234,5",
    )  # fmt: skip


@pytest.mark.parametrize("nothing", [None, math.nan, math.inf])
def test_what_is_not_known_says_so(nothing):
    assert (n.nl(nothing), n.nl(nothing, table=True)) == ("geen cijfer", ".")
    assert (n.percent(nothing), n.percent(nothing, table=True)) == ("geen cijfer", ".")


def test_a_setting_has_no_needless_zeros():
    assert [n.plain(x) for x in (0.25, 0.3, 5.0, 10, 0.20)] == ["0,25", "0,3", "5", "10", "0,2"]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0.04, 0.58, "0,04 tot 0,58"),
        (0.1, 0.6, "0,1 tot 0,6"),
        (-0.02, 0.3, "−0,02 tot 0,30"),
        (0.004, 0.5, "0,004 tot 0,500"),
        (-1.26, -0.07, "−1,3 tot −0,1"),
    ],
)
def test_an_end_of_a_margin_never_looks_like_zero(low, high, text):
    assert n.margin(low, high) == text


@pytest.mark.parametrize(("low", "high", "text"), [(5.68, 5.74, "5,68 tot 5,74"), (5.7, 5.7, "5,7 tot 5,7")])
def test_the_ends_of_a_margin_look_different_when_they_are(low, high, text):
    assert n.margin(low, high) == text


def test_a_margin_of_a_difference_shows_its_signs():
    assert n.margin(-0.2, 0.34, plus=True) == "−0,2 tot +0,3"


def test_an_amount_never_looks_like_zero():
    assert [n.amount(x) for x in (0.3, 0.03, 0.0, -0.004)] == ["0,3", "0,03", "0,0", "−0,004"]


def test_percentages_promise_no_more_than_their_number_holds():
    assert n.percent(23 / 36, 36) == "64%"
    assert n.percent(0.6389, 400) == "63,9%"
    assert n.percent_out_of(23, 36) == "64% (23 van 36)"
    assert n.percent_out_of(0, 0) == "geen cijfer (0 van 0)"


def test_chances_are_never_certain():
    assert n.chances(0.002, 0.995, 0.003) == ["minder dan 1%", "meer dan 99%", "minder dan 1%"]
    assert n.chances(0.03, 0.9, 0.07) == ["3%", "90%", "7%"]


def test_counts_and_lists():
    assert [n.count(k, "groep", "groepen") for k in (0, 1, 2, 12340)] == [
        "0 groepen", "1 groep", "2 groepen", "12.340 groepen",
    ]  # fmt: skip
    assert [n.listing(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a en b", "a, b en c"]


def test_first_letters():
    assert (n.capital("de bso"), n.lower_first("Baby-opvang"), n.lower_first("BSO"), n.capital("")) == (
        "De bso", "baby-opvang", "BSO", "",
    )  # fmt: skip


def test_dates_and_times():
    assert n.date_text(date(2026, 6, 3)) == "3 juni 2026"
    assert n.date_text("2024-05-01") == "1 mei 2024"
    assert n.date_text(datetime(2026, 3, 9, 14, 32)) == "9 maart 2026"
    assert (n.date_text("2023"), n.date_text(None), n.date_text("")) == ("2023", "geen cijfer", "geen cijfer")
    assert (n.date_table(date(2026, 6, 3)), n.date_table("2026-06-03"), n.date_table(None)) == (
        "03-06-2026", "03-06-2026", ".",
    )  # fmt: skip
    assert n.time(datetime(2026, 6, 3, 9, 5)) == "09.05 uur"
