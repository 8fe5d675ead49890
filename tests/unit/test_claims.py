"""*Klopt deze zin?*: a claim is held against the dip and against the baseline, from numbers or from sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.claims import NOT_STATED, RIGHT, UNSURE, WRONG, check_claim
from monitor.records import COMPUTED, PUBLISHED
from monitor.statistics import judge_family
from tests.unit.wording_rows import computed, published, shipped, statement, two_periods, wide_scale

B, D, C = "2017-2019", "2021-2022", "2022-2023"
BEFORE = (4.9, 0.5, 95)


def numbers(dip, current, measure="environment_quality", sd=0.5, n=95, baseline=BEFORE, **changes):
    cells = [x if x is None or isinstance(x, tuple) else (x, sd, n) for x in (baseline, dip, current)]
    return computed(shipped(), measure, *cells, **changes)


def codes(rows, direction, first=D, last=C, catalogue=None):
    answer = check_claim(rows, direction, first, last, catalogue or shipped())
    return answer.against_dip.code, answer.against_baseline.code


# --------------------------------------------------------------------------------------------------------- from numbers


def test_a_recovery_is_a_rise_since_the_dip_and_no_rise_since_the_baseline():
    answer = check_claim([numbers(4.3, 4.9)], "up", D, C, shipped())
    assert (answer.against_dip.code, answer.against_baseline.code) == (RIGHT, WRONG)
    assert answer.against_dip.text == (
        "Klopt. In 2022-2023 is de score hoger dan in 2021-2022. "
        "Het verschil met 2021-2022 is +0,6 punt (marge: +0,5 tot +0,7)."
    )
    assert answer.against_baseline.text == (
        "Klopt niet. In 2022-2023 is de score ongeveer gelijk aan 2017-2019. "
        "Een verschil van meer dan 0,25 punt is niet waarschijnlijk."
    )
    assert (answer.verdict_code, answer.basis) == ("FULL_RECOVERY", COMPUTED)
    assert answer.safe == "“Hersteld tot het niveau van 2017-2019.”"
    assert "gestegen" in answer.not_safe


@pytest.mark.parametrize(
    ("dip", "current", "direction", "expected"),
    [
        (4.3, 5.6, "up", (RIGHT, RIGHT)),
        (4.3, 4.6, "up", (RIGHT, WRONG)),
        (4.9, 4.3, "up", (WRONG, WRONG)),
        (4.9, 4.3, "down", (RIGHT, RIGHT)),
        (4.9, 4.3, "same", (WRONG, WRONG)),
        (4.3, 4.9, "same", (WRONG, RIGHT)),
        (4.9, 4.92, "same", (RIGHT, RIGHT)),
        (4.9, 4.92, "up", (WRONG, WRONG)),
    ],
)
def test_claims_about_the_last_step(dip, current, direction, expected):
    assert codes([numbers(dip, current)], direction) == expected


def test_what_the_numbers_cannot_tell_stays_open():
    row = numbers(4.6, 4.8, n=12, baseline=(4.9, 0.5, 12))
    assert [codes([row], direction) for direction in ("up", "down", "same")] == [(UNSURE, UNSURE)] * 3
    assert check_claim([row], "up", D, C, shipped()).against_dip.text.startswith("Dat weten we niet zeker.")


def test_a_trivial_difference_is_no_rise_however_many_observations():
    row = numbers((4.9, 0.5, 90000), (4.95, 0.5, 90000), baseline=(4.9, 0.5, 90000))
    assert row.verdict.signs == (0, 1, 1)
    assert codes([row], "up") == (WRONG, WRONG)


def test_above_the_baseline_must_survive_the_correction_of_the_verdict():
    row = numbers(4.9, 5.12, n=60)
    cell = tuple(row.cells[p].summary() for p in (B, D, C))
    alone = replace(row, verdict=judge_family([cell])[0])
    among_many = replace(row, verdict=judge_family([cell] * 30)[0])
    assert codes([alone], "up", B, C)[1] == RIGHT
    assert among_many.verdict.code == "CAUTIOUS_IMPROVEMENT"
    assert codes([among_many], "up", B, C)[1] == UNSURE


def test_higher_is_the_raw_score_also_where_low_is_good():
    row = numbers(2.0, 3.0, "work_stress", baseline=(2.0, 0.5, 95))
    assert row.code == "DECLINE"
    assert codes([row], "up") == (RIGHT, RIGHT)
    assert codes([row], "down") == (WRONG, WRONG)
    # A fall in stress is the guarded claim there: it needs the correction.
    fall = numbers(2.0, 1.78, "work_stress", n=60, baseline=(2.0, 0.5, 95))
    fall = replace(fall, verdict=replace(fall.verdict, p_holm=0.2))
    assert codes([fall], "down", B, C)[1] == UNSURE


def test_a_claim_about_the_dip_itself():
    answer = check_claim([numbers(4.3, 4.9)], "down", B, D, shipped())
    assert answer.against_baseline.code == RIGHT
    assert "In 2021-2022 is de score lager dan in 2017-2019." in answer.against_baseline.text
    assert (answer.against_dip.code, answer.against_dip.text) == (NOT_STATED, "Deze zin zegt niets over 2022-2023.")
    assert answer.warning == ""


@pytest.mark.parametrize("rows", [[], [numbers(4.3, 4.9)], [published(shipped(), "environment_quality", "STABLE")]])
def test_a_claim_about_two_periods_only_is_always_warned_of(rows):
    assert "Zet 2017-2019 erbij." in check_claim(rows, "up", D, C, shipped()).warning
    assert check_claim(rows, "up", B, C, shipped()).warning == ""


def test_a_refused_verdict_still_answers_for_the_pair_that_can_be_compared():
    assert codes([numbers(4.3, 4.9, baseline=None)], "up") == (RIGHT, NOT_STATED)
    assert codes([numbers(4.3, (4.9, 0.5, 3))], "up") == (NOT_STATED, NOT_STATED)
    assert codes([numbers(4.3, (4.9, None, 60))], "up") == (NOT_STATED, NOT_STATED)


def test_another_instrument_is_not_compared():
    row = numbers(4.3, 4.9)
    cells = row.cells | {C: replace(row.cells[C], instrument="new"), D: replace(row.cells[D], instrument="old")}
    assert codes([replace(row, cells=cells)], "up") == (NOT_STATED, WRONG)


# --------------------------------------------------------------------------------------------------------- from sources


def from_sources(*said, level="", measure="environment_quality"):
    return [published(shipped(), measure, "UNCERTAIN", "source_silent", said, level)]


@pytest.mark.parametrize(
    ("said", "level", "direction", "expected"),
    [
        (("down", "up"), "recovered", "up", (RIGHT, WRONG)),
        (("down", "up"), "recovered", "same", (WRONG, RIGHT)),
        (("down", "up"), "partly_recovered", "up", (RIGHT, WRONG)),
        (("", "up"), "", "up", (RIGHT, NOT_STATED)),
        (("stable", "up"), "", "up", (RIGHT, NOT_STATED)),
        (("stable", "stable"), "", "same", (RIGHT, RIGHT)),
        (("down", "stable"), "", "down", (WRONG, RIGHT)),
        (("down", "down"), "", "same", (WRONG, WRONG)),
        (("up", "stable"), "", "up", (WRONG, RIGHT)),
        (("", "mixed"), "", "up", (UNSURE, NOT_STATED)),
        (("", ""), "", "up", (NOT_STATED, NOT_STATED)),
    ],
)
def test_sources_answer_with_what_they_said_and_no_more(said, level, direction, expected):
    assert codes(from_sources(*said, level=level), direction) == expected


def test_a_source_that_compares_the_whole_is_believed_over_its_steps():
    row = from_sources("down", "up")[0]
    whole = statement(row.measure, row.care_type, B, C, "down", "not_recovered", "b")
    assert codes([replace(row, statements=(*row.statements, whole))], "down") == (WRONG, RIGHT)


def test_sources_that_differ_leave_it_open():
    row = from_sources("", "up")[0]
    other = statement(row.measure, row.care_type, D, C, "down", source="b")
    answer = check_claim([replace(row, statements=(*row.statements, other))], "up", D, C, shipped())
    assert answer.against_dip.code == UNSURE
    assert "De bronnen verschillen" in answer.against_dip.text


def test_not_recovered_stress_is_still_higher():
    rows = from_sources("up", "stable", level="not_recovered", measure="work_stress")
    assert codes(rows, "up", B, C)[1] == RIGHT
    assert codes(rows, "down", B, C)[1] == WRONG


def test_a_mixed_statement_does_not_contradict_a_clear_one():
    row = from_sources("", "up")[0]
    other = statement(row.measure, row.care_type, D, C, "mixed", source="b")
    assert codes([replace(row, statements=(*row.statements, other))], "up")[0] == RIGHT


def test_a_statement_about_a_wider_measure_is_read_for_this_one():
    row = from_sources("", "down", measure="work_stress")[0]
    wider = replace(row.statements[0], measure="work_experience")
    assert codes([replace(row, statements=(wider,))], "up")[0] == RIGHT
    assert codes([row], "up")[0] == WRONG


def test_numbers_answer_before_sources_unless_they_say_nothing():
    said = from_sources("down", "up")[0]
    assert check_claim([said, numbers(4.3, 4.9)], "up", D, C, shipped()).basis == COMPUTED
    refused = numbers(4.3, (4.9, None, 60), baseline=None)
    assert check_claim([refused, said], "up", D, C, shipped()).basis == PUBLISHED


def test_nothing_known_is_said_plainly():
    answer = check_claim([], "up", B, C, shipped())
    assert (answer.against_dip.code, answer.against_baseline.code) == (NOT_STATED, NOT_STATED)
    assert answer.against_baseline.text == "Hierover zijn geen gegevens."
    assert (answer.verdict_code, answer.basis, answer.safe) == ("", "", "")


# ------------------------------------------------------------------------------------------------------ other monitors


def test_two_periods_answer_against_the_baseline_only():
    catalogue = two_periods()
    row = computed(catalogue, "reading", (50, 12, 80), (62, 12, 80))
    answer = check_claim([row], "up", "y2015", "y2024", catalogue)
    assert (answer.against_dip.code, answer.against_baseline.code) == (NOT_STATED, RIGHT)
    assert answer.against_dip.text == "Er is geen meting tussen 2015 en 2024."
    assert answer.warning == ""


def test_a_share_counts_in_percentage_points():
    catalogue = wide_scale()
    row = computed(catalogue, "dropout", (20, 6, 90), (30, 6, 90), (20, 6, 90))
    answer = check_claim([row], "down", "a20", "s22", catalogue)
    assert (answer.against_dip.code, answer.against_baseline.code) == (RIGHT, WRONG)
    assert "het percentage lager dan in najaar 2020" in answer.against_dip.text
    assert "−10,0 procentpunt" in answer.against_dip.text


@pytest.mark.parametrize(
    ("direction", "first", "last"), [("sideways", B, C), ("up", C, B), ("up", B, B), ("up", "2012", C)]
)
def test_a_claim_that_is_none_is_refused(direction, first, last):
    with pytest.raises(ValueError):
        check_claim([numbers(4.3, 4.9)], direction, first, last, shipped())
