"""The rows of the spread page: what they count, against numpy; what they refuse; what is kept and what is cheap."""

from __future__ import annotations

import numpy as np
import pytest

from monitor import spread
from monitor.catalogue import DIMENSION
from monitor.ingest import import_file
from monitor.records import DEMO, OWN
from monitor.session import Session
from monitor.spread_funnel import anonymous_numbers
from monitor.spread_tables import funnel_table, spread_table


@pytest.fixture(scope="module")
def session(example_master) -> Session:
    return Session(example_master)


def imported(folder, lines: list[str]) -> Session:
    file = folder / "data.csv"
    file.write_text("\n".join(lines), "utf-8")
    opened = Session(folder / "workspace")
    report = import_file(file, opened.workspace, opened.catalogue)
    assert not report.problems, report.text()
    return opened


def scores(sizes: dict[str, int], score=lambda i: 3.0 + i % 7 / 2, organisations: int = 0) -> list[str]:
    return ["opvangsoort;dimensie;periode;score;groep_id;organisatie_id"] + [
        f"bso;omgeving;{period};{score(i)}".replace(".", ",")
        + f";g{i};"
        + (f"org{i % organisations}" if organisations else "")
        for period, n in sizes.items()
        for i in range(n)
    ]


def test_every_cell_of_the_example_counts_what_was_observed(session):
    measure = session.catalogue.measures_with_role(DIMENSION)[0].code
    rows = session.spread(origin=DEMO, measure=measure, low=4.0, high=5.5, rule="tukey")
    assert [row.care_type for row in rows] == [r.care_type for r in session.national().rows if (
        r.basis, r.origin, r.measure) == ("computed", DEMO, measure)]  # fmt: skip
    for row in rows:
        for period in row.periods.values():
            values = np.repeat(period.scores, period.counts)
            assert len(values) == period.cell.n == period.statistics.n
            assert period.low_count == (values < 4.0).sum()
            assert period.high_count == (values >= 5.5).sum()
            q1, middle, q3 = np.quantile(values, (0.25, 0.5, 0.75))
            assert (period.statistics.q1, period.statistics.median, period.statistics.q3) == pytest.approx(
                (q1, middle, q3)
            )
            fence = round(q1 - 1.5 * (q3 - q1), 9)  # a score on the fence is no outlier
            assert period.outliers.low_count == (values < fence).sum()
            assert period.p10_ci95[0] <= period.p10 <= period.p10_ci95[1]
            assert 0 <= period.relative_sd <= 1
            assert 0 <= period.parts.icc <= 1
        assert row.spread.basis == "groups"
        assert row.verdict_row in session.national().rows, "the verdict on the mean is the national one"


def test_a_moved_limit_keeps_all_that_is_dear(session):
    measure = session.catalogue.measures_with_role(DIMENSION)[1].code
    one = session.spread(origin=DEMO, measure=measure)
    two = session.spread(origin=DEMO, measure=measure, low=4.0, rule="adjusted")
    assert all(a.spread is b.spread and a.lower_end is b.lower_end for a, b in zip(one, two, strict=True))
    now = session.catalogue.current.code
    assert all(a.periods[now].scores is b.periods[now].scores for a, b in zip(one, two, strict=True))
    assert [a.limits.low for a in two] != [a.limits.low for a in one]
    again = Session(session.workspace.folder).spread(origin=DEMO, measure=measure)
    assert [r.periods[now].p10_ci95 for r in again] == [r.periods[now].p10_ci95 for r in one], "seeded"


def test_limits_start_at_a_third_and_five_sixths_of_the_scale(session, other_monitor_measure):
    assert spread.default_limits(next(iter(session.catalogue.measures.values()))) == (3.0, 6.0)
    assert spread.default_limits(other_monitor_measure) == pytest.approx((1 + 4 / 3, 1 + 4 * 5 / 6))
    with pytest.raises(ValueError):
        session.spread(origin=DEMO, measure=next(iter(session.catalogue.measures)), low=5, high=4)
    with pytest.raises(KeyError):
        session.spread(origin=DEMO, measure=next(iter(session.catalogue.measures)), rule="other")


@pytest.fixture
def other_monitor_measure(tmp_path):
    from tests.conftest import bring_other_catalogue

    return next(iter(Session(bring_other_catalogue(tmp_path / "other")).catalogue.measures.values()))


def test_only_chosen_care_types_come_back(session):
    measure = next(iter(session.catalogue.measures))
    code = list(session.catalogue.care_types)[-1]
    rows = session.spread(origin=DEMO, measure=measure, care_types=[code])
    assert {row.care_type for row in rows} == {code}
    assert session.spread(origin=OWN, measure=measure) == []


def test_few_groups_get_dots_and_no_tenth_and_fewer_get_nothing(tmp_path):
    opened = imported(tmp_path, scores({"2017-2019": 40, "2021-2022": 7, "2022-2023": 4}))
    (row,) = opened.spread(origin=OWN, measure=opened.catalogue.code_of("measure", "omgeving"))
    baseline, few, hidden = (row.periods[p.code] for p in opened.catalogue.compared)
    assert (baseline.show, few.show, hidden.show) == ("groups", "few", "suppressed")
    assert baseline.p10 is not None
    assert baseline.p10_ci95 is not None
    assert few.scores
    assert few.p10 is None
    assert few.p10_ci95 is None
    assert hidden.scores == ()
    assert hidden.statistics is None
    assert hidden.cell.n == 0
    assert hidden.cell.mean != hidden.cell.mean
    assert (hidden.low_count, hidden.outliers, hidden.parts) == (None, None, None)
    assert row.spread.code == row.lower_end.code == "SUPPRESSED"


def test_summaries_give_a_range_and_a_weaker_verdict_without_dots(tmp_path):
    lines = ["opvangsoort;dimensie;periode;n;gemiddelde;sd;bladzijde"]
    lines += ["bso;omgeving;2017-2019;95;4,9;0,4;12", "bso;omgeving;2022-2023;95;4,9;0,9;12"]
    opened = imported(tmp_path, lines)
    (row,) = opened.spread(origin=OWN, measure=opened.catalogue.code_of("measure", "omgeving"))
    assert {p.show for p in row.periods.values()} == {"summary"}
    assert all(p.scores == () and p.low_count is None and p.p10 is None for p in row.periods.values())
    assert (row.spread.code, row.spread.basis) == ("LARGER", "summary")
    assert row.spread.lnvr == pytest.approx(np.log(0.9 / 0.4), abs=1e-9)
    assert row.lower_end.code == "NO_GROUPS"


def test_the_mean_recovers_while_the_lower_end_lags_behind(tmp_path):
    rng = np.random.default_rng(5)
    drawn = {
        "2017-2019": rng.normal(5, 0.4, 200),
        "2021-2022": rng.normal(4.4, 0.4, 200),
        "2022-2023": np.concatenate([rng.normal(5.25, 0.3, 160), rng.normal(4.0, 0.3, 40)]),
    }
    lines = ["opvangsoort;dimensie;periode;score;groep_id;organisatie_id"]
    for period, values in drawn.items():
        lines += [f"bso;omgeving;{period};{v:.2f};g{i};o{i % 60}".replace(".", ",") for i, v in enumerate(values)]
    opened = imported(tmp_path, lines)
    (row,) = opened.spread(origin=OWN, measure=opened.catalogue.code_of("measure", "omgeving"))
    assert row.verdict_row.code == "FULL_RECOVERY"
    assert (row.spread.code, row.lower_end.code) == ("LARGER", "LOWER_LAGS")


def test_without_organisations_there_is_no_split_and_no_funnel(tmp_path):
    opened = imported(tmp_path, scores({"2017-2019": 40, "2022-2023": 40}))
    measure = opened.catalogue.code_of("measure", "omgeving")
    (row,) = opened.spread(origin=OWN, measure=measure)
    assert all(period.parts is None for period in row.periods.values())
    assert opened.funnel(OWN, measure, row.care_type, "2022-2023").points == ()


def test_the_funnel_has_no_names_and_no_league_table(tmp_path):
    opened = imported(
        tmp_path,
        scores({"2017-2019": 120, "2022-2023": 120}, lambda i: 3 + i % 12 / 4 + i // 12 % 2 / 2, organisations=12),
    )
    measure = opened.catalogue.code_of("measure", "omgeving")
    care_type = opened.catalogue.code_of("care_type", "bso")
    view = opened.funnel(OWN, measure, care_type, "2022-2023")
    assert len(view.points) == 12
    assert view.n_hidden == 0
    assert {p.n for p in view.points} == {10}
    assert {p.name for p in view.points} == {f"organisatie {i}" for i in range(1, 13)}
    means = [p.mean for p in view.points]
    assert means not in (sorted(means), sorted(means, reverse=True))
    assert opened.funnel(OWN, measure, care_type, "2022-2023").points == view.points
    then = opened.funnel(OWN, measure, care_type, "2017-2019").points
    assert [(p.name, p.mean) for p in then] == [(p.name, p.mean) for p in view.points], "one name in all periods"
    assert not any(
        "org" in str(value).replace("organisatie ", "") for line in funnel_table(view).rows for value in line
    )
    for n, low95, high95, low998, high998 in view.limits:
        assert low998 < low95 < view.centre < high95 < high998
        assert n >= 5


def test_small_organisations_are_counted_and_not_shown(tmp_path):
    lines = scores({"2022-2023": 36, "2017-2019": 36}, lambda i: 3 + i * 5 % 11 / 4, organisations=3)
    lines += [f"bso;omgeving;2022-2023;4,5;x{i};klein{i % 3}" for i in range(6)]
    opened = imported(tmp_path, lines)
    view = opened.funnel(OWN, opened.catalogue.code_of("measure", "omgeving"), "bso", "2022-2023")
    assert (len(view.points), view.n_hidden) == (3, 3)
    assert view.centre == pytest.approx((sum(p.n * p.mean for p in view.points) + 6 * 4.5) / 42)


def test_numbers_of_organisations_follow_neither_their_ids_nor_another_key():
    ids = [f"org{i:02}" for i in range(30)]
    one, two = anonymous_numbers(ids, "a"), anonymous_numbers(ids, "b")
    assert sorted(one.values()) == list(range(1, 31))
    assert one != two
    assert [one[i] for i in ids] != list(range(1, 31))
    assert anonymous_numbers(reversed(ids), "a") == one


def test_the_table_carries_counts_margins_rule_and_both_verdicts(session):
    measure = session.catalogue.measures_with_role(DIMENSION)[0].code
    rows = session.spread(origin=DEMO, measure=measure)
    table = spread_table(rows, session.catalogue)
    keys = [column.key for column in table.columns]
    assert {"n", "p10_margin", "low_count", "icc_margin", "mean_verdict", "spread_verdict", "lower_end", "rule"} <= set(
        keys
    )
    assert len(table.rows) == len(rows) * len(session.catalogue.periods)
    assert all(len(line) == len(keys) for line in table.rows)
    labels = {column.label for column in table.columns}
    assert {"Lager dan 3,0", "6,0 of hoger"} <= labels
    assert all(line[keys.index("p10_margin")].count(" tot ") == 1 for line in table.rows)


def test_another_monitor_with_two_periods_works(other_monitor, other_example):
    opened = Session(other_example())
    for code, measure in opened.catalogue.measures.items():
        rows = opened.spread(origin=DEMO, measure=code)
        assert rows
        for row in rows:
            assert row.limits == spread.default_limits(measure)
            assert row.lower_end.p == (0.9 if measure.polarity == "lower" else 0.1)


def test_quartiles_have_margins_that_hold_them_and_grow_with_the_design_effect(session):
    for row in session.spread(origin=DEMO, measure="environment_quality"):
        for period in row.periods.values():
            assert period.statistics is not None
            assert period.quartiles_ci95 is not None
            quartiles = (period.statistics.q1, period.statistics.median, period.statistics.q3)
            for value, (low, high) in zip(quartiles, period.quartiles_ci95, strict=True):
                assert low <= value <= high
                # About 1.25 SD / sqrt(n) is the standard error of a median; a quartile has a little more.
                assert high - low > 2 * period.cell.sd / period.cell.n**0.5
