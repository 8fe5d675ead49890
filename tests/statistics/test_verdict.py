"""The verdict rule: the worked cases with every number, the refusals, the properties, and the order of the rules."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from monitor.statistics import Summary, judge, judge_family
from monitor.statistics.multiplicity import holm
from monitor.statistics.verdict import sign

CASES = json.loads(Path(__file__).with_name("verdict_cases.json").read_text("utf-8"))["cases"]
NUMBERS = (
    "d1", "d2", "d3", "se3", "df3", "ci95_d3", "ci90_d3", "ci95_d1", "ci95_d2", "p3", "p_worse", "p_better", "p_level",
)  # fmt: skip


def triple(baseline, dip, current) -> tuple[Summary, Summary, Summary]:
    return Summary(*baseline), Summary(*dip), Summary(*current)


def cell(b: float, d: float, c: float, sd: float = 0.6, sizes=(95, 58, 58)) -> tuple[Summary, Summary, Summary]:
    return triple((b, sd, sizes[0]), (d, sd, sizes[1]), (c, sd, sizes[2]))


def outcome(*periods: Summary | None, **settings_) -> tuple[str, str]:
    verdict = judge(*periods, **settings_)
    return verdict.code, verdict.variant


# --------------------------------------------------------------------------------------------------------- worked cases


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_worked_case_with_every_number(case):
    verdict = judge(*triple(case["B"], case["D"], case["C"]), delta=case["delta"], n_min=case["n_min"])
    assert (verdict.code, verdict.variant) == (case["verdict"], case["variant"])
    assert list(verdict.signs) == case["sign"]
    for name in NUMBERS:
        assert getattr(verdict, name) == pytest.approx(case[name], abs=1e-6), name
    assert verdict.p_holm == verdict.p3
    assert verdict.family_size == 1


def test_the_worked_family_corrects_only_the_claim_above_the_baseline():
    case = next(case for case in CASES if "family" in case)
    verdicts = judge_family([triple(*member) for member in case["family"]], delta=case["delta"])
    assert [v.p_holm for v in verdicts] == pytest.approx(case["p_holm"], abs=1e-6)
    assert [verdicts[0].code, verdicts[0].variant] == case["verdict_holm"]
    assert {v.family_size for v in verdicts} == {len(case["family"])}


def test_every_verdict_that_the_rule_knows_has_a_worked_case():
    assert {case["verdict"] for case in CASES} == {
        "STABLE", "FULL_RECOVERY", "REAL_IMPROVEMENT", "CAUTIOUS_IMPROVEMENT", "PARTIAL_RECOVERY", "NO_RECOVERY",
        "DECLINE", "UNCERTAIN",
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- refusals

GOOD = Summary(5.0, 0.6, 60)


@pytest.mark.parametrize(
    ("periods", "code"),
    [
        ((None, GOOD, GOOD), "NO_BASELINE"),
        ((None, None, None), "NO_BASELINE"),
        ((GOOD, GOOD, None), "NO_CURRENT"),
        ((replace(GOOD, instrument="one"), GOOD, replace(GOOD, instrument="two")), "NOT_COMPARABLE"),
        ((replace(GOOD, instrument_version="1"), GOOD, replace(GOOD, instrument_version="2")), "NOT_COMPARABLE"),
        ((replace(GOOD, n=9), GOOD, GOOD), "TOO_FEW"),
        ((GOOD, replace(GOOD, n=9), GOOD), "TOO_FEW"),
        ((GOOD, GOOD, replace(GOOD, n=9)), "TOO_FEW"),
        ((replace(GOOD, n=10, deff=10.0), GOOD, GOOD), "TOO_FEW"),
        ((GOOD, GOOD, replace(GOOD, sd=None)), "NO_SPREAD"),
        ((GOOD, replace(GOOD, sd=0.0), GOOD), "NO_SPREAD"),
        ((replace(GOOD, sd=math.nan), GOOD, GOOD), "NO_SPREAD"),
        # The first reason in the order of the rule is the one that is given.
        ((None, GOOD, replace(GOOD, n=3)), "NO_BASELINE"),
        ((replace(GOOD, n=3, instrument="one"), GOOD, replace(GOOD, instrument="two")), "NOT_COMPARABLE"),
        ((replace(GOOD, n=3, sd=None), GOOD, GOOD), "TOO_FEW"),
    ],
)
def test_refusal(periods, code):
    verdict = judge(*periods)
    assert (verdict.code, verdict.variant) == (code, "")
    assert math.isnan(verdict.d3)
    assert math.isnan(verdict.p_holm)
    assert all(math.isnan(bound) for bound in verdict.ci95_d3)


def test_the_least_number_of_groups_is_a_setting():
    few = replace(GOOD, n=9)
    assert outcome(few, GOOD, GOOD, n_min=9)[0] == "UNCERTAIN"
    assert outcome(GOOD, GOOD, GOOD, n_min=61)[0] == "TOO_FEW"


def test_an_instrument_that_was_not_told_differs_from_nothing():
    told = replace(GOOD, instrument="one", instrument_version="2")
    assert outcome(told, GOOD, GOOD) == ("STABLE", "")
    assert outcome(GOOD, told, told) == ("STABLE", "")


def test_a_dip_measured_with_another_instrument_is_left_out():
    told, other = replace(GOOD, instrument="one"), replace(GOOD, instrument="two", mean=4.0)
    verdict = judge(told, other, told)
    assert (verdict.code, verdict.variant) == ("STABLE", "two_periods")
    assert math.isnan(verdict.d1)


def test_unknown_polarity_and_a_wrong_number_of_settings_are_refused():
    with pytest.raises(ValueError, match="polarity"):
        judge(GOOD, GOOD, GOOD, polarity="up")
    with pytest.raises(ValueError, match="2 cells"):
        judge_family([(GOOD, GOOD, GOOD)] * 2, delta=[0.25])


def test_an_empty_family_has_no_verdicts():
    assert judge_family([]) == []


# ---------------------------------------------------------------------------------------------------------- two periods


@pytest.mark.parametrize(
    ("current", "sd", "code"),
    [
        (5.02, 0.6, "STABLE"), (5.5, 0.6, "REAL_IMPROVEMENT"), (4.5, 0.6, "DECLINE"), (5.1, 1.5, "UNCERTAIN"),
    ],
)  # fmt: skip
def test_two_periods(current, sd, code):
    baseline, _, now = cell(5.0, 5.0, current, sd)
    verdict = judge(baseline, None, now)
    assert (verdict.code, verdict.variant) == (code, "two_periods")
    for missing in (verdict.d1, verdict.d2, verdict.dip, verdict.recovered, verdict.to_go):
        assert math.isnan(missing)
    assert verdict.signs[:2] == (0, 0)
    assert verdict.growth == pytest.approx(max(0.0, current - 5.0))


def test_two_periods_above_the_baseline_by_chance_in_a_family():
    baseline, _, now = cell(5.0, 5.0, 5.23)
    alone = judge(baseline, None, now)
    assert (alone.code, alone.variant) == ("REAL_IMPROVEMENT", "two_periods")
    family = judge_family([(baseline, None, now), *[(baseline, None, replace(now, mean=5.02))] * 11])
    assert (family[0].code, family[0].variant) == ("CAUTIOUS_IMPROVEMENT", "two_periods")


# ------------------------------------------------------------------------------------------------------------- polarity


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_lower_is_better_mirrors_higher_is_better(case):
    periods = triple(case["B"], case["D"], case["C"])
    mirrored = [replace(s, mean=8.0 - s.mean) for s in periods]
    up, down = judge(*periods), judge(*mirrored, polarity="lower")
    assert (down.code, down.variant) == (up.code, up.variant)
    for name in (*NUMBERS, "recovered", "to_go", "growth", "dip", "smallest_detectable"):
        assert getattr(down, name) == pytest.approx(getattr(up, name), abs=1e-9), name


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        ((5.0, 5.5, 5.5), ("UP_EARLIER", "")),
        ((5.0, 4.5, 4.5), ("DOWN_EARLIER", "")),
        ((5.0, 5.0, 5.5), ("UP_RECENT", "")),
        ((5.0, 5.0, 4.5), ("DOWN_RECENT", "")),
        ((5.0, 5.5, 6.0), ("UP_RECENT", "both_steps")),
        ((5.0, 4.5, 4.0), ("DOWN_RECENT", "both_steps")),
        ((5.0, 6.0, 5.5), ("UP_EARLIER", "partly_back")),
        ((5.0, 4.0, 4.5), ("DOWN_EARLIER", "partly_back")),
        ((5.0, 5.6, 5.0), ("FLAT", "fluctuation")),
        ((5.0, 5.6, 5.17), ("UNCERTAIN", "fluctuation")),
        ((5.0, 5.0, 5.0), ("FLAT", "")),
        ((5.0, 5.14, 5.27), ("UNCERTAIN", "moment_unknown")),
        ((5.0, 5.0, 5.13), ("UNCERTAIN", "")),
    ],
)
def test_a_neutral_measure_is_told_when_it_changed(means, expected):
    assert outcome(*cell(*means), polarity="neutral") == expected


@pytest.mark.parametrize(
    ("current", "code"), [(5.0, "FLAT"), (5.5, "UP_RECENT"), (4.5, "DOWN_RECENT"), (5.13, "UNCERTAIN")]
)
def test_a_neutral_measure_with_two_periods(current, code):
    baseline, _, now = cell(5.0, 5.0, current)
    assert outcome(baseline, None, now, polarity="neutral") == (code, "two_periods")


# --------------------------------------------------------------------------------------------------------------- family


def test_refused_and_neutral_cells_do_not_count_in_the_family():
    risen = cell(5.0, 5.0, 5.23)
    alone = judge_family([risen])[0]
    mixed = judge_family(
        [risen, (None, GOOD, GOOD), (GOOD, GOOD, replace(GOOD, sd=None)), risen],
        polarity=["higher", "higher", "higher", "neutral"],
    )
    assert mixed[0].p_holm == alone.p_holm
    assert mixed[0].family_size == 1
    assert mixed[0].code == "REAL_IMPROVEMENT"
    assert [v.code for v in mixed[1:3]] == ["NO_BASELINE", "NO_SPREAD"]
    assert mixed[3].p_holm == mixed[3].p3
    assert mixed[3].family_size == 1


def test_the_family_is_corrected_with_holm_in_the_order_given():
    family = [cell(5.0, 5.0, c) for c in (5.1, 5.3, 4.8, 5.2)]
    verdicts = judge_family(family)
    assert [v.p_holm for v in verdicts] == pytest.approx(holm([v.p3 for v in verdicts]).tolist())
    assert [v.d3 for v in verdicts] == pytest.approx([0.1, 0.3, -0.2, 0.2])
    assert {v.family_size for v in verdicts} == {4}


def test_each_cell_may_have_settings_of_its_own():
    same = cell(5.0, 4.5, 4.9)
    strict, loose = judge_family([same, same], delta=[0.1, 0.5])
    assert (strict.delta, loose.delta) == (0.1, 0.5)
    assert (strict.code, loose.code) == ("PARTIAL_RECOVERY", "FULL_RECOVERY")


# -------------------------------------------------------------------------------------------------------------- margins


def test_a_design_effect_widens_the_margins_by_its_square_root():
    plain = judge(*cell(5.0, 4.6, 5.0))
    clustered = judge(*(replace(s, deff=1.44) for s in cell(5.0, 4.6, 5.0)))
    assert clustered.se3 == pytest.approx(1.2 * plain.se3)
    assert clustered.df3 < plain.df3
    assert clustered.smallest_detectable > 1.2 * plain.smallest_detectable
    assert clustered.d3 == plain.d3


def test_degrees_of_freedom_from_organisations_are_used_when_given():
    plain = judge(*cell(5.0, 4.6, 5.0))
    clustered = judge(*(replace(s, df=8.0) for s in cell(5.0, 4.6, 5.0)))
    assert clustered.se3 == plain.se3
    assert clustered.df3 < 16.01
    assert clustered.ci95_d3[1] > plain.ci95_d3[1]


# --------------------------------------------------------------------------------------------------- order of the rules


def test_equivalence_comes_before_difference():
    """With a million groups a rise of 0.05 is shown beyond doubt, and is still the same level."""
    many = (10**6, 10**6, 10**6)
    verdict = judge(*cell(5.0, 5.0, 5.05, sizes=many))
    assert verdict.p_holm < 1e-6
    assert verdict.signs == (0, 1, 1)
    assert (verdict.code, verdict.variant) == ("STABLE", "fluctuation")
    assert outcome(*cell(5.0, 4.6, 5.05, sizes=many)) == ("FULL_RECOVERY", "")
    assert outcome(*cell(5.0, 5.0, 4.95, sizes=many)) == ("STABLE", "recent_fall")
    assert outcome(*cell(5.0, 4.6, 5.30, sizes=many)) == ("REAL_IMPROVEMENT", "after_dip")


def test_a_rise_since_the_dip_alone_is_never_real_improvement():
    verdict = judge(*cell(5.0, 4.4, 5.1))
    assert verdict.ci95_d2[0] > 0
    assert verdict.code == "FULL_RECOVERY"


def test_absence_of_a_difference_is_not_recovery():
    """Few groups: nothing is shown, so nothing has recovered."""
    assert outcome(*cell(5.0, 4.4, 4.8, sd=0.9, sizes=(15, 12, 12))) == ("UNCERTAIN", "")


# ----------------------------------------------------------------------------------------------------------- properties

MEANS = st.integers(10, 70).map(lambda tenths: tenths / 10)
SUMMARIES = st.builds(
    Summary,
    mean=MEANS,
    sd=st.integers(1, 20).map(lambda tenths: tenths / 10),
    n=st.integers(10, 500),
    deff=st.sampled_from([1.0, 1.25, 2.0]),
)
POLARITIES = st.sampled_from(["higher", "lower"])


@settings(deadline=None, max_examples=200)
@given(SUMMARIES, SUMMARIES, SUMMARIES, POLARITIES)
def test_the_split_adds_up(baseline, dip, current, polarity):
    verdict = judge(baseline, dip, current, polarity=polarity)
    turn = 1 if polarity == "higher" else -1
    b, d, c = (turn * s.mean for s in (baseline, dip, current))
    assert min(verdict.dip, verdict.recovered, verdict.to_go, verdict.growth) >= 0
    if d < b:
        assert verdict.dip == pytest.approx(verdict.recovered + verdict.to_go, abs=1e-9)
    if d < b and c >= d:
        assert c - d == pytest.approx(verdict.recovered + verdict.growth, abs=1e-9)
    if d >= b:
        assert verdict.dip == verdict.recovered == verdict.to_go == 0


@settings(deadline=None, max_examples=200)
@given(SUMMARIES, st.none() | SUMMARIES, SUMMARIES, POLARITIES)
def test_the_graded_line_adds_up_to_one(baseline, dip, current, polarity):
    verdict = judge(baseline, dip, current, polarity=polarity)
    assume(verdict.code != "TOO_FEW")
    assert verdict.p_worse + verdict.p_level + verdict.p_better == pytest.approx(1.0)
    assert all(-1e-12 <= p <= 1 + 1e-12 for p in (verdict.p_worse, verdict.p_level, verdict.p_better))
    assert verdict.ci95_d3[0] <= verdict.ci90_d3[0] <= verdict.d3 <= verdict.ci90_d3[1] <= verdict.ci95_d3[1]


@settings(deadline=None, max_examples=200)
@given(SUMMARIES, st.none() | SUMMARIES, SUMMARIES, POLARITIES, st.sampled_from([0.125, 0.5, 4.0, 16.0]))
def test_another_unit_gives_the_same_verdict(baseline, dip, current, polarity, factor):
    """Scores, spread and delta in another unit (a power of two, so that the arithmetic is exact)."""

    def scaled(summary: Summary | None) -> Summary | None:
        return summary and replace(summary, mean=summary.mean * factor, sd=(summary.sd or 0) * factor)

    before = judge(baseline, dip, current, delta=0.25, polarity=polarity)
    after = judge(scaled(baseline), scaled(dip), scaled(current), delta=0.25 * factor, polarity=polarity)
    assert (after.code, after.variant) == (before.code, before.variant)
    assert after.d3 == pytest.approx(before.d3 * factor, nan_ok=True)


@settings(deadline=None, max_examples=200)
@given(SUMMARIES, SUMMARIES, SUMMARIES)
def test_a_claim_is_made_only_when_its_interval_shows_it(baseline, dip, current):
    verdict = judge(baseline, dip, current)
    low, high = verdict.ci90_d3
    if verdict.code == "REAL_IMPROVEMENT":
        assert sign(verdict.ci95_d3) == 1
        assert high >= verdict.delta
    if verdict.code == "FULL_RECOVERY":
        assert verdict.dip_shown
        assert low > -verdict.delta
    if verdict.code in ("PARTIAL_RECOVERY", "NO_RECOVERY"):
        assert verdict.dip_shown or verdict.signs[1:] == (1, -1)
        assert verdict.d3 < 0 or verdict.variant == "extent_unknown"
    if verdict.code == "STABLE":
        assert -verdict.delta < low
        assert high < verdict.delta


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(SUMMARIES, SUMMARIES, SUMMARIES), min_size=1, max_size=8))
def test_a_family_only_ever_takes_claims_back(cells):
    """Next to other cells a cell keeps all its numbers; only "real" may become "cautious"."""
    together = judge_family(cells)
    for periods, verdict in zip(cells, together, strict=True):
        alone = judge(*periods)
        assert verdict.d3 == pytest.approx(alone.d3, nan_ok=True)
        assert verdict.p_holm >= alone.p_holm - 1e-15 or math.isnan(verdict.p_holm)
        if verdict.code != alone.code:
            assert (alone.code, verdict.code, verdict.variant) == (
                "REAL_IMPROVEMENT", "CAUTIOUS_IMPROVEMENT", "chance",
            )  # fmt: skip
