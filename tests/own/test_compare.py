"""Own scores beside the newest national period: margin, place, change, and what is left unsaid."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.stats import t

from monitor.catalogue_check import check_files
from monitor.own import points
from monitor.own.compare import OTHER_GROUPS, OTHERWISE_SEEN, compare, national_instrument
from monitor.own.records import APART, AXIS, HIGHEST, LOWEST, MIDDLE, OFF, UNSURE, OwnRow
from monitor.records import DEMO, OWN, PUBLISHED
from monitor.session import Session
from monitor.wording.own import change_sentence
from tests.own.national_data import FIRST, LATER, National


@pytest.fixture(scope="module")
def national(tmp_path_factory) -> National:
    return National(tmp_path_factory.mktemp("national")).load()


def one(national: National, *scores, origin: str = OWN, **more) -> OwnRow:
    (row,) = compare(national.session, national.own(*scores), origin=origin, **more)
    return row


# --------------------------------------------------------------------------------------------------------------- margin


def test_the_margin_follows_from_observations_and_differences_within(national):
    row = one(national, 5.0)
    half = t.ppf(0.975, national.df) * math.sqrt(national.within / 4)
    assert row.placement.code == AXIS
    assert row.latest.margin_basis == "within"
    assert row.latest.se == pytest.approx(math.sqrt(national.within / 4))
    assert row.latest.ci95 == pytest.approx((5 - half, 5 + half))


def test_groups_of_one_day_count_once_each(national):
    row = one(
        national, national.score(4.0, group="Rood", observations=1), national.score(5.0, group="Geel", observations=9)
    )
    assert (row.latest.score, row.latest.n_groups, row.latest.observations) == (4.5, 2, 10)
    assert row.latest.groups == (("Rood", 4.0), ("Geel", 5.0))
    assert row.latest.se == pytest.approx(math.sqrt(national.within / 3.6))  # 2² / (1 + 1/9)


def test_the_margin_stays_on_the_scale(national):
    measure = national.measure
    assert one(national, measure.scale_max).latest.ci95[1] == measure.scale_max
    assert one(national, measure.scale_min).latest.ci95[0] == measure.scale_min


def test_of_a_summary_only_the_setting_gives_the_margin_and_there_is_no_place(tmp_path):
    row = one(National(tmp_path).load_summary(), 5.0)
    assert (row.placement.code, row.latest.margin_basis) == (AXIS, "setting")
    assert row.latest.ci95 == pytest.approx((4.5, 5.5))
    assert (row.quantiles, row.higher_of_ten, row.word, row.favourable) == (None, None, "", 0)


def test_the_setting_can_be_another(tmp_path):
    national = National(tmp_path).load_summary()
    settings = national.session.catalogue.settings | {"own_margin": "0.8"}
    national.session.catalogue = replace(national.session.catalogue, settings=settings)
    assert one(national, 5.0).latest.ci95 == pytest.approx((4.2, 5.8))


@pytest.mark.parametrize(("value", "wrong"), [("0,5", True), ("veel", True), ("0", True), ("0.7", False), ("", False)])
def test_a_margin_in_the_settings_that_is_no_number_is_refused(tmp_path, value, wrong):
    file = tmp_path / "settings.csv"
    file.write_text(f'key,value,explanation\nmonitor_id,iets,\nown_margin,"{value}",\n', "utf-8")
    found = [p for p in check_files([file]) if p.column == "value"]
    assert [(p.row, p.value) for p in found] == ([(3, value)] if wrong else [])


# ---------------------------------------------------------------------------------------------------------------- place


def test_the_place_is_read_from_the_national_groups(national):
    row = one(national, 5.0)
    assert row.quantiles == pytest.approx(np.quantile(national.scores, (0.05, 0.25, 0.5, 0.75, 0.95)))
    assert row.higher_of_ten == 5
    low, high = row.latest.ci95
    above = [sum(score > end for score in national.scores) / 4 for end in (high, low)]
    assert row.higher_range == tuple(math.floor(share + 0.5) for share in above)


@pytest.mark.parametrize(
    ("score", "seen", "word", "favourable"),
    [(4.0, 4, LOWEST, -1), (6.0, 4, HIGHEST, 1), (5.0, 100, MIDDLE, 0), (5.0, 1, UNSURE, 0), (4.7, 4, UNSURE, 0)],
)
def test_a_word_is_given_only_when_the_whole_margin_agrees(national, score, seen, word, favourable):
    row = one(national, national.score(score, observations=seen))
    assert (row.word, row.favourable) == (word, favourable)


def test_where_low_is_favourable_the_place_stays_and_its_meaning_turns(tmp_path):
    national = National(tmp_path, "lower").load()
    low, high = (one(national, national.score(score, observations=9)) for score in (4.0, 6.0))
    assert (low.word, low.favourable) == (LOWEST, 1)
    assert (high.word, high.favourable) == (HIGHEST, -1)


def test_where_neither_side_is_favourable_nothing_is(tmp_path):
    national = National(tmp_path, "neutral")
    national.mean = 50.0
    national.load()
    row = one(national, national.score(40.0))
    assert (row.word, row.favourable) == (LOWEST, 0)


@pytest.mark.parametrize(("count", "has_place"), [(12, True), (10, True), (9, False)])
def test_with_few_groups_no_place_is_named(tmp_path, count, has_place):
    row = one(National(tmp_path).load(count=count), 4.0)
    assert row.placement.code == AXIS
    assert (row.word != "", row.higher_of_ten is not None, row.quantiles is not None) == (has_place,) * 3


def test_too_few_groups_to_show_are_told_apart_from_none(tmp_path):
    national = National(tmp_path)
    assert one(national, 5.0).placement.reason_code == "NO_NATIONAL"
    row = one(national.load(count=3), 5.0)
    assert (row.placement.code, row.placement.reason_code, row.national) == (OFF, "HIDDEN", None)


def test_a_care_type_that_was_measured_in_parts_says_so(national):
    whole = national.session.catalogue.care_types[national.care_type.parent]
    (row,) = compare(national.session, replace(national.own(5.0), care_type=whole.code), origin=OWN)
    assert (row.placement.code, row.placement.reason_code) == (OFF, "PARTS")


# ------------------------------------------------------------------------------------------------------------ placement


def test_a_score_that_is_indicative_has_a_margin_and_no_place(national):
    row = one(national, national.score(4.0, observer="self"))
    assert row.placement.code == APART
    assert row.latest.margin_basis == "within"
    assert (row.quantiles, row.word, row.higher_of_ten, row.favourable) == (None, "", None, 0)


def test_a_score_of_another_instrument_stays_as_it_is_and_has_no_margin(national):
    row = one(national, national.score(140.0, instrument="ncko_monitor"))
    assert (row.placement.code, row.latest.score, row.latest.margin_basis) == (OFF, 140.0, "")
    assert math.isnan(row.latest.ci95[0])
    assert (row.change, row.word) == (None, "")


def test_one_score_that_may_not_stand_there_keeps_all_of_its_measure_away(national):
    row = one(national, 4.0, national.score(4.4, observer="self", observed_on=FIRST))
    assert row.placement.code == APART
    assert len(row.measured) == 2


def test_published_data_only_give_statements_and_no_place(tmp_path):
    row = one(National(tmp_path), 5.0, origin=PUBLISHED)
    assert (row.placement.code, row.placement.reason_code, row.computed) == (OFF, "NO_NATIONAL", None)
    assert row.published is not None


def test_own_and_example_data_are_never_mixed(national):
    assert one(national, 5.0, origin=DEMO).placement.reason_code == "NO_NATIONAL"
    assert one(national, 5.0).computed.origin == OWN


def test_the_example_tells_instrument_and_version_so_that_a_comparison_can_be_shown(example_workspace):
    session = Session(example_workspace)
    for care_type in {c.care_type for c in session.national().cells}:
        for measure in session.catalogue.measures:
            assert all(national_instrument(session, DEMO, care_type, measure)), (care_type, measure)
    assert national_instrument(session, OWN, care_type, measure) is None


# --------------------------------------------------------------------------------------------------------------- change


def test_a_change_has_its_margin_and_days(national):
    row = one(national, 5.6, national.score(5.0, observed_on=FIRST))
    change = row.change
    half = t.ppf(0.975, national.df) * math.sqrt(2 * national.within / 4)
    assert [m.observed_on for m in row.measured] == [FIRST, LATER]
    assert change.difference == pytest.approx(0.6)
    assert change.ci95 == pytest.approx((0.6 - half, 0.6 + half))
    assert change.code == "up"
    assert one(national, 5.2, national.score(5.0, observed_on=FIRST)).change.code == "unsure"
    assert one(national, 4.2, national.score(5.0, observed_on=FIRST)).change.code == "down"


@pytest.mark.parametrize(
    ("first", "last", "warns"), [(4.0, 4.6, True), (4.0, 3.8, False), (5.4, 5.8, False), (5.4, 5.0, False)]
)
def test_a_low_score_followed_by_a_higher_one_warns(national, first, last, warns):
    assert one(national, last, national.score(first, observed_on=FIRST)).change.warns == warns


def test_where_low_is_favourable_a_high_score_followed_by_a_lower_one_warns(tmp_path):
    national = National(tmp_path, "lower").load()

    def scored(score, day):
        return national.score(score, observed_on=day)

    assert one(national, scored(6.0, FIRST), scored(5.4, LATER)).change.warns
    assert not one(national, scored(4.0, FIRST), scored(4.6, LATER)).change.warns


def test_how_far_it_comes_back_follows_from_the_differences_between_organisations(national):
    """Between: ten means 0.1 apart have variance 0.1² x 82.5 / 9; less the part that is within, over four groups."""
    between = 0.01 * 82.5 / 9 - national.within / 4
    change = one(national, 4.6, national.score(4.0, observed_on=FIRST)).change
    weight = between / (between + national.within / 4)
    assert change.expected_return == pytest.approx((1 - weight) * (national.mean - 4.0))


def test_without_days_there_is_no_change(national):
    row = one(national, national.score(4.0, observed_on=None), national.score(5.0, observed_on=None))
    assert (row.change, row.latest.score) == (None, 4.5)


def test_an_indicative_change_is_not_held_against_the_national_mean(national):
    change = one(
        national, national.score(4.0, observer="self", observed_on=FIRST), national.score(4.6, observer="self")
    ).change
    assert (change.warns, change.expected_return) == (False, None)


# ------------------------------------------------------------------------------------------------------ refused, chosen


@pytest.mark.parametrize("bad", [math.nan, math.inf, 0.5, 7.5])
def test_a_score_that_cannot_be_is_refused_with_its_measure(national, bad):
    with pytest.raises(ValueError, match=national.measure.label):
        one(national, bad)


def test_unknown_words_and_no_observations_are_refused(national):
    with pytest.raises(ValueError, match="observaties"):
        one(national, national.score(5.0, observations=0))
    with pytest.raises(ValueError, match="iets_anders"):
        one(national, replace(national.score(5.0), measure="iets_anders"))
    with pytest.raises(ValueError, match="nergens"):
        compare(national.session, replace(national.own(5.0), care_type="nergens"), origin=OWN)


def test_rows_follow_the_order_of_the_catalogue(national):
    codes = list(national.session.catalogue.measures)
    own = national.own(*(replace(national.score(5.0), measure=code) for code in reversed(codes[:5])))
    assert [row.measure for row in compare(national.session, own, origin=OWN)] == codes[:5]


def test_nothing_is_kept(national):
    before = sorted(str(path) for path in national.folder.rglob("*"))
    one(national, 4.0, national.score(4.4, observed_on=FIRST))
    assert sorted(str(path) for path in national.folder.rglob("*")) == before


def test_points_follow_the_order_and_never_the_size(national):
    rows = [
        replace(one(national, 5.0), measure=f"m{i}", favourable=side) for i, side in enumerate([1, -1, 1, 0, 1, 1, -1])
    ]
    assert [row.measure for row in points.strong(rows)] == ["m0", "m2", "m4"]
    assert [row.measure for row in points.to_discuss(rows)] == ["m1", "m6"]


def test_visits_of_a_few_weeks_are_one_round_as_long_as_no_group_comes_back(tmp_path):
    """Otherwise the own score would be that of the group that happened to be seen last, and a change would be made up."""
    national = National(tmp_path).load()
    yellow = national.score(3.2, group="geel", observed_on=date(2026, 6, 3))
    red = national.score(5.8, group="rood", observed_on=date(2026, 6, 4))
    row = one(national, yellow, red)
    assert (row.latest.score, row.latest.n_groups, len(row.measured), row.change) == (4.5, 2, 1, None)
    assert row.latest.observed_on == date(2026, 6, 4)
    again = national.score(3.6, group="geel", observed_on=date(2026, 6, 20))
    assert [m.n_groups for m in one(national, yellow, red, again).measured] == [2, 1]
    late = national.score(5.8, group="rood", observed_on=date(2026, 12, 4))
    assert [m.n_groups for m in one(national, yellow, late).measured] == [1, 1]


def test_other_groups_or_another_way_of_seeing_make_no_change(tmp_path):
    national = National(tmp_path).load()
    catalogue = national.session.catalogue
    yellow = national.score(3.2, group="geel", observed_on=FIRST)
    red = national.score(5.8, group="rood", observed_on=LATER)
    others = one(national, yellow, red)
    assert others.change is None
    assert change_sentence(others, catalogue) == OTHER_GROUPS
    own_team = national.score(3.2, group="geel", observed_on=FIRST, observer="self")
    seen = one(national, own_team, national.score(5.8, group="geel", observed_on=LATER))
    assert (seen.placement.code, seen.change) == (APART, None)
    assert change_sentence(seen, catalogue) == OTHERWISE_SEEN
    same = one(national, yellow, national.score(5.8, group="geel", observed_on=LATER))
    assert same.change is not None
    assert same.change.difference == pytest.approx(2.6)
