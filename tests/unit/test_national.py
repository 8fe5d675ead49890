"""The national picture: families fixed by the data, flags and badges, and what never mixes."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from monitor import catalogue as catalogues
from monitor import sources
from monitor.catalogue import DIP, Period
from monitor.cells import read_cells
from monitor.ingest import import_file
from monitor.national import National, lagging_parts, national
from monitor.published_rows import published_rows
from monitor.records import DEMO, OWN, Cell
from monitor.session import Session
from monitor.statistics import judge_family
from monitor.statistics.spread import lnvr

CATALOGUE = catalogues.load()
B, D, C = (period.code for period in CATALOGUE.compared)
SAID = published_rows(sources.load_statements(CATALOGUE), CATALOGUE)
UNREPRESENTATIVE = sources.unrepresentative(sources.load_statements(CATALOGUE), CATALOGUE)

FLAT, RECOVERED, BELOW, ABOVE = (4.9, 4.9, 4.9), (4.9, 4.4, 4.9), (4.9, 4.4, 4.45), (4.5, 4.5, 5.0)


def cell(measure: str, care_type: str, period: str, mean: float, **more) -> Cell:
    given = {"origin": OWN, "n": 200, "sd": 0.6, "ci95": (4.0, 5.0)} | more
    return Cell(measure=measure, care_type=care_type, period=period, mean=mean, **given)


def cells(measure: str, care_type: str, means: tuple[float | None, ...], **more) -> list[Cell]:
    found = zip((B, D, C), means, strict=True)
    return [cell(measure, care_type, period, mean, **more) for period, mean in found if mean is not None]


def picture(*given: list[Cell], published=(), catalogue=CATALOGUE, unrepresentative=()) -> National:
    return national([c for some in given for c in some], published, catalogue, unrepresentative)


def only(found: National, basis: str = "computed"):
    (row,) = [r for r in found.rows if r.basis == basis]
    return row


def contents(rows) -> list[dict]:
    """What rows hold (a row itself equals only itself)."""
    return [{f.name: getattr(row, f.name) for f in fields(row)} for row in rows]


# ---------------------------------------------------------------------------------------------------------- the families


def test_a_family_is_one_block_over_all_care_types_and_its_p_values_are_those_of_judge_family():
    dimensions = ["emotional_quality", "educational_quality", "environment_quality"]
    rises = iter((0.05, 0.08, 0.11, 0.14, 0.17, 0.2))
    keys = [(t, m) for m in dimensions for t in ("kdv_baby", "bso")]
    given = {key: cells(key[1], key[0], (4.5, 4.5, 4.5 + next(rises)), n=58) for key in keys}
    another_block = cells("daily_programme", "bso", ABOVE, n=58)
    found = picture(*given.values(), another_block).of("computed")

    by_hand = judge_family([tuple(c.summary() for c in given[key]) for key in keys], delta=0.25)
    assert [found[key].verdict for key in keys] == by_hand
    assert {found[key].verdict.family_size for key in keys} == {6}
    assert found["bso", "environment_quality"].verdict.p_holm > found["bso", "environment_quality"].verdict.p3
    alone = found["bso", "daily_programme"].verdict
    assert (alone.family_size, alone.p_holm) == (1, alone.p3)


def test_the_family_does_not_depend_on_the_order_of_the_cells():
    given = [c for t in ("bso", "pov", "goo") for c in cells("emotional_quality", t, (4.5, 4.5, 4.7), n=58)]
    one, other = picture(given).of("computed"), picture(given[::-1]).of("computed")
    assert one.keys() == other.keys()
    assert all(one[key].verdict.p_holm == pytest.approx(other[key].verdict.p_holm) for key in one)


def test_own_and_demo_figures_never_share_a_row_or_a_family():
    own = cells("emotional_quality", "bso", ABOVE) + cells("emotional_quality", "pov", (4.5, 4.5, 4.8))
    demo = cells("emotional_quality", "bso", BELOW, origin=DEMO)
    both = picture(own, demo)
    assert both.origins() == (OWN, DEMO)
    assert contents(both.of("computed", OWN).values()) == contents(picture(own).of("computed", OWN).values())
    assert contents(both.of("computed", DEMO).values()) == contents(picture(demo).of("computed", DEMO).values())
    row = both.of("computed", DEMO)["bso", "emotional_quality"]
    assert {c.origin for c in row.cells.values()} == {DEMO}
    assert "FICTIVE" in row.flags
    assert not any("FICTIVE" in r.flags for r in both.of("computed", OWN).values())


def test_half_a_cell_of_own_figures_is_not_completed_with_demo_figures():
    own = [cell("emotional_quality", "bso", C, 5.0)]
    row = picture(own, cells("emotional_quality", "bso", FLAT, origin=DEMO)).of("computed", OWN)[
        "bso", "emotional_quality"
    ]
    assert row.code == "NO_BASELINE"


# ----------------------------------------------------------------------------------------------------- what is not there


@pytest.mark.parametrize(
    ("means", "more", "code", "variant"),
    [
        ((None, 4.5, 4.9), {}, "NO_BASELINE", ""),
        ((None, None, 4.9), {}, "NO_BASELINE", ""),
        ((4.9, 4.5, None), {}, "NO_CURRENT", ""),
        ((4.9, None, 4.9), {}, "STABLE", "two_periods"),
        ((4.5, None, 5.0), {}, "REAL_IMPROVEMENT", "two_periods"),
        (RECOVERED, {"n": 9}, "TOO_FEW", ""),
        (RECOVERED, {"sd": None}, "NO_SPREAD", ""),
        (RECOVERED, {"sd": 0.0}, "NO_SPREAD", ""),
        (RECOVERED, {}, "FULL_RECOVERY", ""),
    ],
)
def test_missing_periods_and_numbers(means, more, code, variant):
    row = only(picture(cells("emotional_quality", "bso", means, **more)))
    assert (row.code, row.variant) == (code, variant)
    assert row.badge == code


@pytest.mark.parametrize(
    ("other", "code", "variant"),
    [(B, "NOT_COMPARABLE", ""), (C, "NOT_COMPARABLE", ""), (D, "STABLE", "two_periods")],
)
def test_another_instrument(other, code, variant):
    given = [replace(c, instrument="new" if c.period == other else "old")
             for c in cells("emotional_quality", "bso", RECOVERED)]  # fmt: skip
    row = only(picture(given))
    assert (row.code, row.variant) == (code, variant)


def test_a_period_without_a_role_is_kept_and_changes_no_verdict():
    extra = Period("2019-2020", "2019-2020", "2019-2020", "", 2019.9, "")
    periods = dict(sorted({**CATALOGUE.periods, extra.code: extra}.items(), key=lambda item: item[1].midpoint))
    four = replace(CATALOGUE, periods=periods)
    given = cells("emotional_quality", "bso", RECOVERED)
    more = [*given, cell("emotional_quality", "bso", extra.code, 1.5, is_representative=False, instrument="other")]
    plain, with_more = only(picture(given)), only(picture(more, catalogue=four))
    assert with_more.verdict == plain.verdict
    assert (with_more.badge, with_more.flags) == (plain.badge, plain.flags)
    assert set(with_more.cells) == {B, D, C, extra.code}


def test_figures_of_a_period_without_a_role_alone_give_no_row_and_stay_among_the_cells():
    extra = Period("2019-2020", "2019-2020", "2019-2020", "", 2019.9, "")
    four = replace(CATALOGUE, periods={**CATALOGUE.periods, extra.code: extra})
    found = picture([cell("emotional_quality", "bso", extra.code, 4.5)], catalogue=four)
    assert found.rows == ()
    assert len(found.cells) == 1


def test_without_a_dip_in_the_catalogue_three_periods_of_figures_are_judged_as_two():
    two = replace(CATALOGUE, periods={k: p for k, p in CATALOGUE.periods.items() if p.role != DIP})
    row = only(picture(cells("emotional_quality", "bso", (4.9, None, 4.9)), catalogue=two))
    assert (row.code, row.variant) == ("STABLE", "two_periods")


# -------------------------------------------------------------------------------------------------------------- polarity


def test_where_low_is_good_a_rise_is_a_decline():
    row = only(picture(cells("work_stress", "bso", (3.0, 3.0, 3.6))))
    assert row.code == "DECLINE"
    assert row.verdict.d3 == pytest.approx(-0.6)
    assert "SELF_REPORTED" in row.flags


def test_a_neutral_measure_says_when_it_changed_and_does_not_count_in_the_family():
    row = only(picture(cells("care_needs_share", "bso", (20.0, 27.0, 27.0), sd=8.0)))
    assert (row.code, row.verdict.family_size) == ("UP_EARLIER", 1)


def test_polarity_n_min_and_delta_are_those_of_the_measure():
    strict = replace(CATALOGUE, measures=CATALOGUE.measures | {
        "emotional_quality": replace(CATALOGUE.measures["emotional_quality"], n_min=300),
        "educational_quality": replace(CATALOGUE.measures["educational_quality"], delta=0.01),
    })  # fmt: skip
    given = [
        c for m in ("emotional_quality", "educational_quality", "environment_quality") for c in cells(m, "bso", FLAT)
    ]
    found = picture(given, catalogue=strict).of("computed")
    codes = {measure: row.code for (_, measure), row in found.items()}
    assert codes == {
        "emotional_quality": "TOO_FEW",
        "educational_quality": "UNCERTAIN",
        "environment_quality": "STABLE",
    }


# ---------------------------------------------------------------------------------------------------------------- strips


def test_the_strip_holds_the_verdict_at_each_delta_of_the_measure_with_its_family():
    given = {t: cells("emotional_quality", t, means, n=58) for t, means in
             {"bso": (4.9, 4.5, 4.75), "pov": ABOVE, "goo": FLAT}.items()}  # fmt: skip
    found = picture(*given.values()).of("computed")
    strip = CATALOGUE.measures["emotional_quality"].delta_strip
    for place, delta in enumerate(strip):
        by_hand = judge_family([tuple(c.summary() for c in some) for some in given.values()], delta=delta)
        for care_type, verdict in zip(given, by_hand, strict=True):
            row = found[care_type, "emotional_quality"]
            assert row.strip[place] == (delta, verdict.code, verdict.variant)
    assert len({row.strip for row in found.values()}) == 3


def test_measures_of_one_block_may_have_strips_of_other_lengths():
    short = replace(CATALOGUE, measures=CATALOGUE.measures | {
        "emotional_quality": replace(CATALOGUE.measures["emotional_quality"], delta_strip=(0.25,)),
    })  # fmt: skip
    given = [c for m in ("emotional_quality", "educational_quality") for c in cells(m, "bso", FLAT)]
    found = picture(given, catalogue=short).of("computed")
    assert [d for d, _, _ in found["bso", "emotional_quality"].strip] == [0.25]
    assert len(found["bso", "educational_quality"].strip) == 4


# ---------------------------------------------------------------------------------------------------- not representative


@pytest.mark.parametrize(
    ("told", "care_type", "excluded", "flagged"),
    [
        ({C: False}, "bso", (), True),
        ({B: False}, "bso", (), True),
        ({}, "goo", UNREPRESENTATIVE, True),
        ({C: None}, "goo", UNREPRESENTATIVE, True),
        ({C: True}, "goo", UNREPRESENTATIVE, False),
        ({B: True}, "goo", UNREPRESENTATIVE, True),  # told of another period than the source speaks of
        ({}, "bso", UNREPRESENTATIVE, False),
    ],
)
def test_not_representative_wins_on_the_badge_and_the_code_stays(told, care_type, excluded, flagged):
    given = [replace(c, is_representative=told.get(c.period)) for c in cells("emotional_quality", care_type, RECOVERED)]
    row = only(picture(given, unrepresentative=excluded))
    assert row.code == "FULL_RECOVERY"
    assert row.badge == ("NOT_REPRESENTATIVE" if flagged else "FULL_RECOVERY")
    assert ("NOT_REPRESENTATIVE" in row.flags) == flagged


def test_the_sources_call_childminders_of_the_last_period_not_representative():
    assert (("goo", C)) in UNREPRESENTATIVE
    assert {care_type for care_type, _ in UNREPRESENTATIVE} == {"goo"}
    childminders = [row for row in SAID if row.care_type == "goo"]
    assert childminders
    assert {row.badge for row in childminders} == {"NOT_REPRESENTATIVE"}
    assert {row.code for row in childminders} != {"NOT_REPRESENTATIVE"}


# ----------------------------------------------------------------------------------------------------------- mixed picture


def ladder(whole: tuple, part: tuple = FLAT, deeper: tuple = FLAT, **more) -> National:
    return picture(cells("environment_quality", "bso", whole, **more), cells("parent_contact", "bso", part, **more),
                   cells("parent_contact_daily", "bso", deeper, **more))  # fmt: skip


@pytest.mark.parametrize(
    ("whole", "part", "deeper", "flagged"),
    [
        (RECOVERED, BELOW, FLAT, {"environment_quality"}),
        (RECOVERED, FLAT, BELOW, {"environment_quality"}),  # two steps down, with a stable measure in between
        (RECOVERED, RECOVERED, BELOW, {"environment_quality", "parent_contact"}),
        (ABOVE, BELOW, FLAT, {"environment_quality"}),
        (RECOVERED, RECOVERED, RECOVERED, set()),
        (FLAT, BELOW, BELOW, set()),  # only a whole that recovered hides something
        (BELOW, BELOW, BELOW, set()),
        (BELOW, RECOVERED, BELOW, {"parent_contact"}),
    ],
)
def test_mixed_when_the_whole_recovered_and_a_part_at_any_depth_did_not(whole, part, deeper, flagged):
    found = ladder(whole, part, deeper)
    assert {measure for (_, measure), row in found.of("computed").items() if "MIXED" in row.flags} == flagged


def test_the_parts_of_another_care_type_or_origin_do_not_make_a_picture_mixed():
    found = picture(
        cells("environment_quality", "bso", RECOVERED),
        cells("parent_contact", "pov", BELOW),
        cells("parent_contact", "bso", BELOW, origin=DEMO),
    )
    assert not [row for row in found.rows if "MIXED" in row.flags]


def test_lagging_parts_are_named_in_the_order_of_the_ladder():
    found = ladder(RECOVERED, BELOW, BELOW)
    whole = found.of("computed")["bso", "environment_quality"]
    lagging = lagging_parts(whole, found.rows, CATALOGUE)
    assert [row.measure for row in lagging] == ["parent_contact", "parent_contact_daily"]


def test_the_published_environment_is_mixed():
    row = picture(published=SAID).of("published")["bso", "environment_quality"]
    assert row.code == "FULL_RECOVERY"
    assert "MIXED" in row.flags


# ---------------------------------------------------------------------------------------------------------- other flags


def test_an_announced_analysis_passes_from_the_published_row_to_own_figures_and_not_to_demo_figures():
    (announced,) = [r for r in SAID if r.key == ("bso", "work_satisfaction")]
    assert "PROVISIONAL" in announced.flags
    found = picture(cells("work_satisfaction", "bso", FLAT), cells("work_satisfaction", "bso", FLAT, origin=DEMO),
                    cells("work_satisfaction", "pov", FLAT), published=SAID)  # fmt: skip
    own, demo = found.of("computed", OWN), found.of("computed", DEMO)
    assert "PROVISIONAL" in own["bso", "work_satisfaction"].flags
    assert "PROVISIONAL" not in own["pov", "work_satisfaction"].flags
    assert "PROVISIONAL" not in demo["bso", "work_satisfaction"].flags


@pytest.mark.parametrize(("then", "now", "flagged"), [(0.5, 0.8, True), (0.5, 0.52, False), (0.8, 0.5, False)])
def test_large_spread_when_the_differences_between_groups_grew(then, now, flagged):
    given = [replace(c, sd={B: then, C: now}.get(c.period, 0.6)) for c in cells("emotional_quality", "bso", FLAT)]
    row = only(picture(given))
    assert ("LARGE_SPREAD" in row.flags) == flagged == (lnvr(now, 200, then, 200).ci95[0] > 0)


def test_spread_is_not_compared_where_the_periods_are_not():
    grown = [replace(c, sd={B: 0.2}.get(c.period, 0.9)) for c in cells("emotional_quality", "bso", FLAT)]
    other_instrument = [replace(c, instrument="new" if c.period == C else "old") for c in grown]
    assert "LARGE_SPREAD" in only(picture(grown)).flags
    assert "LARGE_SPREAD" not in only(picture(other_instrument)).flags
    assert "LARGE_SPREAD" not in only(picture([replace(c, n=5) for c in grown])).flags


@pytest.mark.parametrize("deff", [0.0, 1.0, 100.0, 200.0, 1e9])
def test_no_design_effect_stops_the_picture(deff):
    given = [
        replace(c, deff=deff, df=3.0, sd=0.9 if c.period == C else 0.3) for c in cells("emotional_quality", "bso", FLAT)
    ]
    row = only(picture(given))
    assert row.code
    assert ("LARGE_SPREAD" in row.flags) == (deff <= 1)


def test_clusters_make_spread_less_certain():
    grown = [replace(c, sd=0.75 if c.period == C else 0.6) for c in cells("emotional_quality", "bso", FLAT)]
    assert "LARGE_SPREAD" in only(picture(grown)).flags
    assert "LARGE_SPREAD" not in only(picture([replace(c, deff=3.0) for c in grown])).flags


def test_flags_stand_in_one_order_and_once():
    given = [replace(c, is_representative=False, origin=DEMO, sd=0.9 if c.period == C else 0.3)
             for c in cells("work_stress", "goo", FLAT)]  # fmt: skip
    row = only(picture(given))
    assert row.flags == ("FICTIVE", "NOT_REPRESENTATIVE", "LARGE_SPREAD", "SELF_REPORTED")


def test_agreement_is_told_only_where_a_source_said_something():
    found = picture(
        cells("environment_quality", "bso", RECOVERED), cells("work_satisfaction", "pov", FLAT), published=SAID
    )
    assert found.of("computed")["bso", "environment_quality"].agreement == "AGREE"
    assert found.of("computed")["pov", "work_satisfaction"].agreement == ""
    assert not any(row.agreement for row in found.of("published").values())


def test_without_any_figures_the_picture_is_what_was_published():
    found = picture(published=SAID, unrepresentative=UNREPRESENTATIVE)
    assert {row.basis for row in found.rows} == {"published"}
    assert found.origins() == ()
    assert len(found.of("published")) == len(SAID)


# ------------------------------------------------------------------------------------------------- cells from a workspace


def write(folder, name: str, header: str, *lines: str):
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    return path


SCORES = "opvangsoort;dimensie;periode;score;groep_id;organisatie_id"
SUMMARIES = "opvangsoort;dimensie;periode;n;gemiddelde;sd;deff;bladzijde"


def scores_of(care_type: str, period: str, with_organisations: bool) -> list[str]:
    return [f"{care_type};emotioneel;{period};{4 + i % 3};G{i};{f'O{i % 4}' if with_organisations else ''}"
            for i in range(30)]  # fmt: skip


@pytest.fixture
def loaded(tmp_path):
    """A function that imports files and gives the cells by (care type, period)."""
    session = Session(tmp_path / "workspace")

    def load(*files, catalogue=CATALOGUE):
        for file in files:
            report = import_file(file, session.workspace, session.catalogue)
            assert report.ok, report.text()
        found = read_cells(session.database, session.state(), catalogue)
        return {(c.care_type, c.period): c for c in found}

    return load


def test_scores_win_over_a_summary_of_the_same_cell(tmp_path, loaded):
    found = loaded(
        write(tmp_path, "s.csv", SUMMARIES, "bso;emotioneel;2017-2019;93;6,1;0,5;;12", "bso;emotioneel;2022-2023;93;6,2;0,5;;12"),
        write(tmp_path, "g.csv", SCORES, *scores_of("bso", "2017-2019", True)),
    )  # fmt: skip
    assert (found["bso", B].kind, found["bso", B].n, found["bso", B].mean) == ("scores", 30, 5.0)
    assert (found["bso", C].kind, found["bso", C].n, found["bso", C].page) == ("summaries", 93, "12")
    assert found["bso", B].source == "g"


def test_the_catalogues_assumption_serves_where_organisations_are_not_known(tmp_path, loaded):
    assumed = replace(CATALOGUE, measures=CATALOGUE.measures | {
        "emotional_quality": replace(CATALOGUE.measures["emotional_quality"], deff=1.7),
    })  # fmt: skip
    found = loaded(
        write(tmp_path, "s.csv", SUMMARIES, "pov;emotioneel;2017-2019;93;6,1;0,5;;1",
              "pov;emotioneel;2022-2023;93;6,1;0,5;2,5;1"),
        write(tmp_path, "g.csv", SCORES, *scores_of("bso", "2017-2019", False)),
        write(tmp_path, "h.csv", SCORES, *scores_of("bso", "2022-2023", True)),
        catalogue=assumed,
    )  # fmt: skip
    assert (found["bso", B].deff, found["bso", B].df) == (1.7, None)
    assert found["bso", C].deff not in (1.0, 1.7)
    assert found["bso", C].df == 3
    assert found["pov", B].deff == 1.7
    assert found["pov", C].deff == 2.5


def test_cells_of_codes_that_left_the_catalogue_are_left_out(tmp_path, loaded):
    file = write(
        tmp_path, "s.csv", SUMMARIES, "bso;emotioneel;2017-2019;93;6,1;0,5;;", "pov;emotioneel;2017-2019;9;6;0,5;;"
    )
    without = replace(CATALOGUE, care_types={k: t for k, t in CATALOGUE.care_types.items() if k != "pov"})
    assert set(loaded(file)) == {("bso", B), ("pov", B)}
    assert set(loaded(file, catalogue=without)) == {("bso", B)}


def test_the_margin_of_a_mean_is_a_t_interval_on_the_effective_number(tmp_path, loaded):
    found = loaded(
        write(
            tmp_path, "s.csv", SUMMARIES, "bso;emotioneel;2017-2019;50;5,0;0,6;2;", "pov;emotioneel;2017-2019;1;5,0;;;"
        )
    )
    half = 2.0638986 * 0.6 / 5  # t(0.975; 24) on n* = 25
    assert found["bso", B].ci95 == pytest.approx((5 - half, 5 + half))
    low, high = found["pov", B].ci95
    assert low != low
    assert high != high


def test_every_reading_gives_the_same_digits(tmp_path, loaded):
    """The mean of each cell is 3,55: how the threads add up may not make it 3,5 on one page and 3,6 on the next."""
    lines = [
        f"{care_type};emotioneel;{period};{score / 10};G{i}-{score};O{i % 20}"
        for care_type in ("baby", "peuter_kdv", "pov", "bso", "goo")
        for period in (B, D, C)
        for i in range(60)
        for score in (11, 60)
    ]
    readings = [loaded(write(tmp_path, "g.csv", SCORES, *lines))] + [loaded() for _ in range(5)]
    assert {c.mean for found in readings for c in found.values()} == {3.55}
    assert all(found == readings[0] for found in readings)
