"""What the verdicts on spread and on the lower end do in the long run, at sizes like LKK's.

B, D, C = 95, 58, 58 groups, SD 0.6, a dip of 0.4, delta 0.25; also with two groups per organisation and an ICC of 0.4, and
with scores that crowd at the top of the scale.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
import pytest
from scipy.stats import beta, norm

from monitor.statistics import Summary
from monitor.statistics.bootstrap import Groups
from monitor.statistics.lower_end import judge_lower_end
from monitor.statistics.spread_verdict import Side, ends_of, judge_spread

RUNS, SIZES, SCALE = 200, (95, 58, 58), (1.0, 7.0)
FORMS = ("independent", "clustered", "skewed")

# Mean and SD per period, and how much further out the lower half lies at the end.
TRUTHS = {
    "never changed": ((5.0, 5.0, 5.0), 0.6, 1.0),
    "recovered": ((5.0, 4.6, 5.0), 0.6, 1.0),
    "only the mean is back": ((5.0, 4.6, 5.0), 0.6, 1.5),
    "stays": ((5.0, 4.6, 4.6), 0.6, 1.0),
    "above": ((5.0, 4.6, 5.4), 0.6, 1.0),
    "wider": ((5.0, 5.0, 5.0), 0.84, 1.0),
    "narrower": ((5.0, 5.0, 5.0), 0.6 / 1.4, 1.0),
}


def draw(rng, n, form):
    """Standard scores of n groups, and their organisations when these are known."""
    if form == "clustered":
        owner = np.arange(n) // 2
        return np.sqrt(0.4) * rng.normal(size=owner.max() + 1)[owner] + np.sqrt(0.6) * rng.normal(size=n), owner
    z = rng.normal(size=n)
    if form == "skewed":  # 7 minus a long-tailed distance, with mean 0 and SD 1
        distance = beta(1.5, 9)
        z = -(distance.ppf(norm.cdf(-z)) - distance.mean()) / distance.std()
    return z, None


@cache
def shares(truth: str, form: str = "independent") -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """The share of runs per code: of the spread, of the lower end, and of the spread from summaries alone."""
    means, last_sd, stretch = TRUTHS[truth]
    rng = np.random.default_rng(20260101)
    spread, lower, summaries = Counter(), Counter(), Counter()
    for _ in range(RUNS):
        sides = []
        for period, (n, mean) in enumerate(zip(SIZES, means, strict=True)):
            z, owner = draw(rng, n, form)
            if period == 2:
                z = np.where(z < 0, z * stretch, z) * last_sd / 0.6
            scores = np.round(np.clip(mean + 0.6 * z, *SCALE), 2)
            groups = Groups.from_rows(scores, owner)
            summary = Summary(scores.mean(), scores.std(ddof=1), n)
            sides.append(Side(summary, groups, ends_of(groups, period, draws=300)))
        spread[judge_spread(sides[0], sides[2], SCALE).code] += 1
        summaries[judge_spread(Side(sides[0].summary), Side(sides[2].summary), SCALE).code] += 1
        lower[judge_lower_end(*sides).code] += 1
    one, two, three = (
        {code: count / RUNS for code, count in counted.items()} for counted in (spread, lower, summaries)
    )
    return one, two, three


def share(found: dict[str, float], *codes: str) -> float:
    return sum(found.get(code, 0.0) for code in codes)


@pytest.mark.parametrize("form", FORMS)
def test_a_change_of_spread_that_is_not_there_is_seldom_seen(form):
    assert share(shares("never changed", form)[0], "LARGER", "SMALLER") <= 0.06


@pytest.mark.parametrize("form", ["independent", "clustered"])
@pytest.mark.parametrize(
    ("truth", "code", "wrong"), [("wider", "LARGER", "SMALLER"), ("narrower", "SMALLER", "LARGER")]
)
def test_a_change_of_two_fifths_is_mostly_found_and_never_turned_round(form, truth, code, wrong):
    found = shares(truth, form)[0]
    assert share(found, code) > 0.60
    assert share(found, wrong) == 0.0
    assert share(found, "SAME") <= 0.02


def test_at_these_sizes_the_same_is_said_with_evidence_only():
    assert 0.05 < share(shares("never changed")[0], "SAME") < 0.30


def test_groups_protect_against_skew_where_summaries_cannot():
    from_groups, _, from_summaries = shares("never changed", "skewed")
    assert share(from_summaries, "LARGER", "SMALLER") > 0.08
    assert share(from_groups, "LARGER", "SMALLER") < share(from_summaries, "LARGER", "SMALLER") / 2


@pytest.mark.parametrize("form", FORMS)
def test_a_lower_end_that_never_moved_is_seldom_said_to_have_moved(form):
    found = shares("never changed", form)[1]
    assert share(found, "LOWER_LAGS", "LOWER_LOWER", "LOWER_HIGHER") <= 0.08
    assert share(found, "LOWER_RECOVERED", "LOWER_LAGS") <= 0.03


@pytest.mark.parametrize("form", FORMS)
def test_a_lower_end_that_lags_is_hardly_ever_called_recovered(form):
    for truth in ("only the mean is back", "stays"):
        assert share(shares(truth, form)[1], "LOWER_RECOVERED", "LOWER_SAME", "LOWER_HIGHER") <= 0.03


def test_a_lower_end_that_lags_is_found_about_every_other_time():
    assert share(shares("only the mean is back")[1], "LOWER_LAGS", "LOWER_LOWER") > 0.45
    assert share(shares("stays")[1], "LOWER_LAGS", "LOWER_LOWER") > 0.70


@pytest.mark.parametrize("form", ["independent", "clustered"])
def test_a_lower_end_that_recovered_is_seldom_said_to_lag(form):
    found = shares("recovered", form)[1]
    assert share(found, "LOWER_LAGS", "LOWER_LOWER") <= 0.05
    assert share(found, "LOWER_RECOVERED") > 0.15


def test_a_lower_end_above_the_baseline_is_found():
    found = shares("above")[1]
    assert share(found, "LOWER_HIGHER") > 0.60
    assert share(found, "LOWER_LAGS", "LOWER_LOWER", "LOWER_SAME") == 0.0
