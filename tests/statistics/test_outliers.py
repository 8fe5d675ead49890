"""The rules for outliers: against R's medcouple, the published fences, and what a reader counts by hand."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

from monitor.statistics import outliers
from monitor.statistics.outliers import ADJUSTED, RULES, THRESHOLD, TUKEY, Fences, count_outliers

VECTORS = {v["id"]: v for v in json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))["vectors"]}
CASES = list(
    zip(
        VECTORS["medcouple_robustbase"]["input"]["cases"],
        VECTORS["medcouple_robustbase"]["expected"]["mc"],
        strict=True,
    )
)


def counted(values):
    return np.unique(np.asarray(values, float), return_counts=True)


def kernel_by_hand(values) -> float:
    """The medcouple written out over all pairs of raw values, for values without ties on the median."""
    x = np.sort(np.asarray(values, float))
    middle = np.median(x)
    low, high = x[x < middle], x[x > middle]
    return float(np.median([((b - middle) - (middle - a)) / (b - a) for a in low for b in high]))


@pytest.mark.parametrize(("values", "expected"), CASES)
def test_medcouple_agrees_with_robustbase(values, expected):
    assert outliers.medcouple(values) == pytest.approx(expected, abs=1e-9)
    assert outliers.medcouple(*counted(values)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("values", "expected"), CASES)
def test_medcouple_without_a_list_of_pairs_is_the_same(values, expected, monkeypatch):
    monkeypatch.setattr(outliers, "MOST_PAIRS", 0)
    assert outliers.medcouple(values) == pytest.approx(expected, abs=1e-9)


def test_medcouple_of_many_different_scores(monkeypatch):
    values = np.random.default_rng(3).gamma(2.0, size=400)
    assert outliers.medcouple(values) == pytest.approx(kernel_by_hand(values), abs=1e-9)
    monkeypatch.setattr(outliers, "MOST_PAIRS", 0)
    assert outliers.medcouple(values) == pytest.approx(kernel_by_hand(values), abs=1e-9)


def test_medcouple_turns_with_the_scale_and_ignores_absent_scores():
    scores, counts = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), np.array([1, 0, 3, 9, 6, 2])
    assert outliers.medcouple(-scores[::-1], counts[::-1]) == pytest.approx(-outliers.medcouple(scores, counts))
    assert outliers.medcouple(scores, counts) == outliers.medcouple(np.repeat(scores, counts))
    assert math.isnan(outliers.medcouple([], []))


def test_medcouple_of_a_hundred_million_groups_does_not_overflow():
    scores, counts = np.array([1.0, 2.0, 4.0, 9.0]), np.array([2, 3, 3, 2])  # the median, 3, is nobody's score
    assert outliers.medcouple(scores, counts * 10_000_000) == pytest.approx(outliers.medcouple(scores, counts))


def test_medcouple_of_equal_scores_is_zero():
    assert outliers.medcouple([4.0, 4.0, 4.0]) == 0.0


def test_adjusted_fences_agree_with_the_published_formula():
    case = VECTORS["adjusted_boxplot_fences"]
    for values, expected in zip(case["input"]["cases"], case["expected"]["fences"], strict=True):
        assert outliers.adjusted_fences(*counted(values)) == pytest.approx(expected, abs=case["tol"])


def test_tukey_fences_by_hand():
    assert outliers.tukey_fences(*counted(range(1, 10))) == (3 - 6, 7 + 6)


def test_the_mad_rule_has_no_limit_when_most_scores_are_equal():
    assert outliers.mad_fences(*counted([1, 2, 3, 4, 5])) == pytest.approx((3 - 3.5 / 0.6745, 3 + 3.5 / 0.6745))
    assert all(math.isnan(limit) for limit in outliers.mad_fences(*counted([5, 5, 5, 5, 1])))


def test_the_reader_counts_the_same_under_a_threshold():
    values = [2.9, 3.0, 3.0, 4.5, 5.9, 6.0, 6.1]
    found = count_outliers(*counted(values), THRESHOLD, Fences(3.0, 6.0))
    assert (found.low_count, found.high_count) == (1, 2)  # below 3,0; and 6,0 or higher
    assert THRESHOLD.marks(values, found.fences).tolist() == [-1, 0, 0, 0, 0, 1, 1]


def test_a_score_on_a_fence_is_no_outlier():
    assert TUKEY.marks([1.0, 5.0], Fences(1.0, 5.0)).tolist() == [0, 0]


def test_skewed_scores_get_fewer_false_marks_from_the_adjusted_rule():
    tail = 7 - np.round(np.random.default_rng(4).lognormal(0, 0.7, 2000), 2)
    assert count_outliers(*counted(tail), ADJUSTED).low_count < count_outliers(*counted(tail), TUKEY).low_count / 2


def test_the_adjusted_rule_marks_nothing_below_ten_groups():
    nine, ten = [1] + [5, 5.5] * 4, [1] + [5, 5.5] * 4 + [5]
    assert count_outliers(*counted(nine), ADJUSTED).low_count == 0
    assert math.isnan(count_outliers(*counted(nine), ADJUSTED).fences.low)
    assert count_outliers(*counted(ten), ADJUSTED).low_count == 1


def test_every_rule_explains_itself_with_its_own_limits():
    assert list(RULES) == ["threshold", "tukey", "adjusted"]
    for slug, rule in RULES.items():
        assert rule.slug == slug
        assert set(re.findall(r"{(\w+)}", rule.explanation_nl)) == {"low", "high"}
        assert rule.explanation_nl.format(low="3,0", high="6,0").endswith(".")


def test_a_score_on_a_computed_fence_is_no_outlier_whatever_the_last_digit():
    # Q1 3.7 and Q3 4.5 put the high fence at 4.5 + 1.5 * 0.8, which a computer makes 5.699999999999999.
    assert 4.5 + 1.5 * (4.5 - 3.7) < 5.7
    fences = Fences(3.7 - 1.5 * (4.5 - 3.7), 4.5 + 1.5 * (4.5 - 3.7))
    assert list(RULES["tukey"].marks([2.5, 5.7, 5.8, 2.4], fences)) == [0, 0, 1, -1]
