"""Spread: the building blocks against published numbers, and the rules of both verdicts on worked cells."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from monitor.statistics import Summary
from monitor.statistics.bootstrap import Groups
from monitor.statistics.lower_end import LOWER_NOW_AND_THEN, LOWER_THREE_PERIODS, judge_lower_end
from monitor.statistics.spread import brown_forsythe, lnvr, log_sd, log_sd_change, median, relative_sd
from monitor.statistics.spread_verdict import SAME_RATIO, SPREAD_RULES, Side, ends_of, judge_spread, near_end
from monitor.statistics.verdict_rules import Facts

VECTORS = {v["id"]: v for v in json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))["vectors"]}
SCALE = (1.0, 7.0)
NORMAL = stats.norm.ppf((np.arange(400) + 0.5) / 400)  # evenly spread over a normal curve: no chance in these cells


def counted(values):
    return np.unique(np.asarray(values, float), return_counts=True)


def side(scores, stream=0, organisation=None, **more) -> Side:
    scores = np.asarray(scores, float)
    groups = Groups.from_rows(scores, organisation)
    summary = Summary(float(scores.mean()), float(scores.std(ddof=1)), len(scores), **more)
    return Side(summary, groups, ends_of(groups, stream, deff=summary.deff))


def only_summary(mean=5.0, sd=0.6, n=400, **more) -> Side:
    return Side(Summary(mean, sd, n, **more))


# ------------------------------------------------------------------------------------------------- building blocks


def test_log_variability_ratio_agrees_with_metafor():
    case = VECTORS["lnvr_metafor"]
    given = case["input"]
    found = lnvr(given["sd1"], given["n1"], given["sd2"], given["n2"])
    assert found.lnvr == pytest.approx(case["expected"]["lnvr"], abs=case["tol"])
    assert found.variance == pytest.approx(case["expected"]["v"], abs=case["tol"])


def test_log_sd_agrees_with_metafor():
    case = VECTORS["sdln_metafor"]
    found = log_sd(case["input"]["sd"], case["input"]["n"])
    assert found.lnsd == pytest.approx(case["expected"]["lnsd"], abs=case["tol"])
    assert found.variance == pytest.approx(case["expected"]["v"], abs=case["tol"])


def test_the_ratio_is_the_difference_of_two_log_sds():
    assert log_sd_change(log_sd(47, 155), log_sd(64, 156)) == lnvr(47, 155, 64, 156)


def test_brown_forsythe_agrees_with_nist():
    case = VECTORS["brown_forsythe_nist"]
    found = brown_forsythe([counted(group) for group in case["input"]["groups"]])
    assert found.w == pytest.approx(case["expected"]["W"], abs=case["tol"])
    assert found.p == pytest.approx(case["expected"]["p"], abs=case["tol"])


def test_brown_forsythe_from_counts_equals_scipy_on_tied_scores():
    rng = np.random.default_rng(1)
    one, two, three = (np.round(rng.normal(5, sd, n)) for sd, n in ((0.8, 41), (1.2, 58), (1.0, 97)))
    expected = stats.levene(one, two, three, center="median")
    found = brown_forsythe([counted(one), counted(two), counted(three)])
    assert (found.w, found.p) == pytest.approx((expected.statistic, expected.pvalue))


def test_clustered_groups_make_brown_forsythe_less_sure():
    groups = [counted(5 + 0.6 * NORMAL), counted(5 + 0.72 * NORMAL)]
    assert brown_forsythe(groups, deff=4.0).p > 0.05 > brown_forsythe(groups).p


def test_brown_forsythe_needs_two_sets_and_some_spread():
    with pytest.raises(ValueError, match="two or more"):
        brown_forsythe([counted([1, 2])])
    assert math.isnan(brown_forsythe([counted([5, 5]), counted([4, 4])]).p)


def test_median_of_counts_equals_numpy():
    for values in ([1, 2, 2, 9], [1, 2, 3], [4], [1, 1, 2, 2]):
        assert median(*counted(values)) == np.median(values)


def test_relative_sd_is_one_at_its_largest_and_undefined_on_the_end():
    half = np.array([1.0] * 10 + [7.0] * 10)
    assert relative_sd(half.std(ddof=1), half.mean(), 20, *SCALE) == pytest.approx(1.0)
    assert relative_sd(0.0, 5.0, 20, *SCALE) == 0.0
    assert np.isnan(relative_sd(0.0, 7.0, 20, *SCALE))


def test_relative_sd_sees_through_the_ceiling():
    # The same SD says more where less is possible.
    assert relative_sd(0.5, 6.5, 50, *SCALE) > 1.5 * relative_sd(0.5, 4.0, 50, *SCALE)


# ------------------------------------------------------------------------------------------------------- spread code


def test_same_larger_and_smaller_from_summaries():
    for sd, code in ((0.6, "SAME"), (0.9, "LARGER"), (0.4, "SMALLER")):
        found = judge_spread(only_summary(), only_summary(sd=sd), SCALE)
        assert (found.code, found.basis) == (code, "summary")
        assert found.ratio == pytest.approx(sd / 0.6)
        assert math.isnan(found.p_brown_forsythe)


def test_same_is_said_only_with_evidence():
    few = judge_spread(only_summary(n=20), only_summary(n=20), SCALE)
    assert few.code == "UNCERTAIN"
    assert few.lnvr == pytest.approx(0.0)


def test_a_small_change_in_many_groups_is_the_same_and_says_which_way():
    found = judge_spread(only_summary(n=5000), only_summary(n=5000, sd=0.65), SCALE)
    assert (found.code, found.variant) == ("SAME", "slightly_larger")
    back = judge_spread(only_summary(n=5000, sd=0.65), only_summary(n=5000), SCALE)
    assert (back.code, back.variant) == ("SAME", "slightly_smaller")


def test_the_edge_of_same_is_a_ratio_of_a_quarter():
    inside, outside = (
        judge_spread(only_summary(n=10**8), only_summary(n=10**8, sd=0.6 * SAME_RATIO * f), SCALE) for f in (0.99, 1.01)
    )
    assert (inside.code, outside.code) == ("SAME", "LARGER")


def test_clustered_summaries_say_less():
    assert judge_spread(only_summary(n=60), only_summary(n=60, sd=0.84), SCALE).code == "LARGER"
    clustered = judge_spread(only_summary(n=60, deff=3.0), only_summary(n=60, sd=0.84, deff=3.0), SCALE)
    assert clustered.code == "UNCERTAIN"


def test_groups_confirm_a_larger_spread():
    found = judge_spread(side(5 + 0.6 * NORMAL), side(5 + 0.9 * NORMAL, 1), SCALE)
    assert (found.code, found.basis) == ("LARGER", "groups")
    assert found.p_brown_forsythe < 0.001
    assert found.range_change == pytest.approx(2 * 1.2816 * 0.3, abs=0.02)
    assert found.ci95_range_change[0] > 0


def test_a_spread_that_a_few_groups_make_is_not_called_larger():
    scores = 5 + 0.3 * NORMAL[::4]
    shaken = scores.copy()
    shaken[:2] = 1.0
    summaries = judge_spread(Side(side(scores).summary), Side(side(shaken).summary), SCALE)
    assert summaries.code == "LARGER"
    assert judge_spread(side(scores), side(shaken, 1), SCALE).code == "UNCERTAIN"


def test_groups_of_one_organisation_count_as_one():
    organisation = np.repeat(np.arange(25), 4)
    narrow, wide = 5 + 0.5 * NORMAL[::16], 5 + 0.75 * NORMAL[::16]
    loose = judge_spread(side(np.repeat(narrow, 4)), side(np.repeat(wide, 4), 1), SCALE)
    known = judge_spread(side(np.repeat(narrow, 4), 0, organisation), side(np.repeat(wide, 4), 1, organisation), SCALE)
    assert loose.code == "LARGER"
    assert known.code == "UNCERTAIN"
    assert known.variance > 2 * loose.variance


def test_the_verdict_holds_without_resampled_ends():
    sides = [replace(side(5 + sd * NORMAL), ends=None) for sd in (0.6, 0.9)]
    found = judge_spread(*sides, SCALE)
    assert found.code == "LARGER"
    assert math.isnan(found.range_change)


def test_one_of_two_sides_without_groups_is_judged_from_summaries():
    assert judge_spread(only_summary(), side(5 + 0.9 * NORMAL), SCALE).basis == "summary"


@pytest.mark.parametrize(
    ("baseline", "current", "code"),
    [
        (None, only_summary(), "NO_BASELINE"),
        (only_summary(), None, "NO_CURRENT"),
        (only_summary(instrument="A"), only_summary(instrument="B"), "NOT_COMPARABLE"),
        (only_summary(), only_summary(n=9), "TOO_FEW"),
        (only_summary(), only_summary(sd=0.0), "NO_SPREAD"),
        (only_summary(sd=None), only_summary(), "NO_SPREAD"),
    ],
)
def test_both_verdicts_refuse_as_the_verdict_on_the_mean_does(baseline, current, code):
    assert judge_spread(baseline, current, SCALE).code == code
    assert judge_lower_end(baseline, None, current).code == code


def test_near_an_end_of_the_scale_the_page_is_told_so():
    assert near_end(Summary(6.5, 0.6, 50), SCALE) == "high"
    assert near_end(Summary(1.4, 0.6, 50), SCALE) == "low"
    assert near_end(Summary(6.3, 0.6, 50), SCALE) == near_end(Summary(6.9, None, 50), SCALE) == ""
    found = judge_spread(only_summary(mean=5.0), only_summary(mean=6.6, sd=0.45), SCALE)
    assert (found.code, found.near_end) == ("SMALLER", "high")
    assert found.relative_sd[1] > found.relative_sd[0]  # less spread, but more of what is possible there


def test_a_scale_with_its_ends_elsewhere_gives_the_same_code():
    small = judge_spread(side(5 + 0.6 * NORMAL), side(5 + 0.9 * NORMAL, 1), SCALE)
    large = judge_spread(side(50 + 6 * NORMAL), side(50 + 9 * NORMAL, 1), (0.0, 100.0))
    assert large.code == small.code
    assert large.lnvr == pytest.approx(small.lnvr)


# --------------------------------------------------------------------------------------------------------- lower end


def cell(baseline, dip, current):
    return [None if scores is None else side(scores, i) for i, scores in enumerate((baseline, dip, current))]


def shifted(by):
    return np.round(5 + by + 0.6 * NORMAL, 3)


def lower_end_stays(by):
    """The mean is back, the lower end is not."""
    return np.where(NORMAL < 0, shifted(0) + by * np.clip(-NORMAL, 0, 1.5), shifted(0))


@pytest.mark.parametrize(
    ("baseline", "dip", "current", "code", "variant"),
    [
        (shifted(0), shifted(-0.4), shifted(0), "LOWER_RECOVERED", ""),
        (shifted(0), shifted(-0.4), lower_end_stays(-0.35), "LOWER_LAGS", ""),
        (shifted(0), shifted(-0.8), shifted(-0.4), "LOWER_LAGS", "partly"),
        (shifted(0), shifted(-0.4), shifted(-0.8), "LOWER_LOWER", "further"),
        (shifted(0), shifted(0), shifted(-0.4), "LOWER_LOWER", "further"),
        (shifted(0), shifted(-0.4), shifted(0.4), "LOWER_HIGHER", "after_dip"),
        (shifted(0), shifted(0), shifted(0.4), "LOWER_HIGHER", ""),
        (shifted(0), shifted(0), shifted(0), "LOWER_SAME", ""),
        (shifted(0), shifted(0.5), shifted(0), "LOWER_SAME", "recent_fall"),
        (shifted(0), None, shifted(0), "LOWER_SAME", ""),
        (shifted(0), None, shifted(-0.5), "LOWER_LOWER", ""),
        (shifted(0)[::8], shifted(-0.4)[::8], shifted(-0.1)[::8], "LOWER_UNCERTAIN", "after_dip"),
        (shifted(0)[::8], None, shifted(0)[::8], "LOWER_UNCERTAIN", ""),
    ],
)
def test_the_lower_end_in_each_story(baseline, dip, current, code, variant):
    found = judge_lower_end(*cell(baseline, dip, current))
    assert (found.code, found.variant) == (code, variant)


def test_the_mean_can_be_back_while_the_lower_end_lags():
    found = judge_lower_end(*cell(shifted(0), shifted(-0.4), lower_end_stays(-0.35)))
    assert found.p == 0.1
    assert found.at == pytest.approx((4.23, 3.83, 3.78), abs=0.02)
    assert found.d3 == pytest.approx(-0.45, abs=0.02)
    assert found.ci95_d3[1] < 0


def test_when_lower_is_better_the_other_end_is_looked_at():
    turned = [None if s is None else 10 - s for s in (shifted(0), shifted(-0.4), lower_end_stays(-0.35))]
    found = judge_lower_end(*cell(*turned), polarity="lower")
    assert (found.code, found.p) == ("LOWER_LAGS", 0.9)
    assert found.at == pytest.approx((5.77, 6.17, 6.22), abs=0.02)
    assert found.d3 == pytest.approx(-0.45, abs=0.02)


def test_a_neutral_measure_has_nothing_to_recover():
    found = judge_lower_end(*cell(shifted(0), shifted(-0.4), shifted(0)), polarity="neutral")
    assert found.code == "LOWER_SAME"
    assert {rule.code for rule in LOWER_NOW_AND_THEN}.isdisjoint({"LOWER_RECOVERED", "LOWER_LAGS"})


def test_delta_decides_what_counts_as_the_same():
    sides = cell(shifted(0), shifted(-0.4), shifted(0))
    assert judge_lower_end(*sides, delta=0.25).code == "LOWER_RECOVERED"
    strict = judge_lower_end(*sides, delta=0.05)
    assert (strict.code, strict.variant) == ("LOWER_UNCERTAIN", "rising")


def test_without_groups_or_with_too_few_there_is_no_verdict_on_the_lower_end():
    assert judge_lower_end(only_summary(), None, only_summary()).code == "NO_GROUPS"
    assert judge_lower_end(*cell(shifted(0), None, shifted(0)[:29])).code == "TOO_FEW_FOR_ENDS"
    organisation = np.repeat(np.arange(10), 40)
    assert judge_lower_end(side(shifted(0)), None, side(shifted(0), 2, organisation)).code == "TOO_FEW_FOR_ENDS"


def test_a_dip_with_another_instrument_is_left_out():
    sides = [side(shifted(by), i, instrument=name) for i, (by, name) in enumerate(((0, "A"), (-0.4, "B"), (0, "A")))]
    found = judge_lower_end(*sides)
    assert found.code == "LOWER_SAME"
    assert math.isnan(found.at[1])


def test_an_assumed_design_effect_widens_the_margin_of_the_lower_end():
    narrow = judge_lower_end(*cell(shifted(0), None, shifted(0)))
    wide = judge_lower_end(side(shifted(0), 0, deff=4.0), None, side(shifted(0), 2, deff=4.0))
    assert wide.ci95_d3[1] - wide.ci95_d3[0] == pytest.approx(2 * (narrow.ci95_d3[1] - narrow.ci95_d3[0]))


def test_the_same_cell_gets_the_same_verdict_again():
    assert judge_lower_end(*cell(shifted(0), shifted(-0.4), shifted(0))) == judge_lower_end(
        *cell(shifted(0), shifted(-0.4), shifted(0))
    )


def test_an_unknown_polarity_is_an_error():
    with pytest.raises(ValueError, match="polarity"):
        judge_lower_end(None, None, None, polarity="up")


@pytest.mark.parametrize("rules", [LOWER_THREE_PERIODS, LOWER_NOW_AND_THEN, SPREAD_RULES])
def test_every_table_ends_with_a_row_that_always_holds(rules):
    assert rules[-1].when == type(rules[-1].when)()
    assert "UNCERTAIN" in rules[-1].code
    assert len({rule.when for rule in rules}) == len(rules)


def test_lagging_asks_for_a_shown_fall_that_is_still_there():
    for rule in LOWER_THREE_PERIODS:
        if rule.code == "LOWER_LAGS":
            assert rule.when.d3 == -1
        if rule.code == "LOWER_RECOVERED":
            assert rule.when.d1 == -1
            assert Facts(level=True).asked().items() <= rule.when.asked().items() or rule.when.no_worse
