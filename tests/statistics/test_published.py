"""The published verdict: every row of its contract on made-up statements, and the real picture cell by cell."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import pytest

from monitor import catalogue as catalogues
from monitor import sources
from monitor.records import Source, Statement
from monitor.statistics.published import PublishedVerdict, compose, counts

CATALOGUE = catalogues.load()
REAL = sources.load_statements(CATALOGUE)
VERDICTS = {(v.care_type, v.measure): v for v in compose(REAL, CATALOGUE)}

B, D, C = (period.code for period in CATALOGUE.compared)
BD, DC, BC = (B, D), (D, C), (B, C)
SOURCE = Source("made_up", "Verzonnen", "Niemand", "", "")
HIGHER, LOWER, NEUTRAL = "educational_quality", "work_stress", "care_needs_share"
TURNED = {"up": "down", "down": "up"}


def said(
    pair: tuple[str, str], direction: str, level: str = "", measure: str = HIGHER, care_type: str = "bso", **more: str
) -> Statement:
    name = more.pop("finding_id", "-".join((measure, care_type, *pair, direction, level)))
    return Statement(name, measure, care_type, *pair, direction, level, "Zin.", "", "high", SOURCE, **more)


def one(*statements: Statement, measure: str = HIGHER, care_type: str = "bso", catalogue=CATALOGUE) -> PublishedVerdict:
    (verdict,) = (v for v in compose(statements, catalogue) if (v.care_type, v.measure) == (care_type, measure))
    return verdict


def verdict(*statements: Statement, **where) -> tuple[str, str]:
    found = one(*statements, **where)
    return found.code, found.variant


def of(bd: str, dc: str, bc: str = "", measure: str = HIGHER) -> list[Statement]:
    """Statements for the pairs of which something was said."""
    return [said(p, way, measure=measure) for p, way in ((BD, bd), (DC, dc), (BC, bc)) if way]


# -------------------------------------------------------------------------------------------- the rows of the contract

ANY_BD_DC = list(product(("", "up", "down", "stable", "mixed"), repeat=2))

CONTRACT = [
    ("down", "up", "", "CAUTIOUS_IMPROVEMENT", "source_silent"),
    ("stable", "up", "", "CAUTIOUS_IMPROVEMENT", "no_dip_reported"),
    ("", "up", "", "CAUTIOUS_IMPROVEMENT", "source_silent"),
    ("stable", "stable", "", "STABLE", ""),
    ("", "stable", "", "STABLE", "since_2021_only"),
    ("down", "stable", "", "NO_RECOVERY", "derived"),
    ("down", "down", "", "DECLINE", "further"),
    ("", "down", "", "DECLINE", "recent"),
    ("up", "stable", "", "STABLE", "rise_before_2021"),
    ("up", "up", "", "UNCERTAIN", "source_silent"),
    ("up", "down", "", "UNCERTAIN", "source_silent"),
    ("stable", "down", "", "UNCERTAIN", "source_silent"),
    ("down", "", "", "UNCERTAIN", "source_silent"),
    ("up", "", "", "UNCERTAIN", "source_silent"),
    ("stable", "", "", "UNCERTAIN", "source_silent"),
    ("", "mixed", "", "UNCERTAIN", "source_silent"),
    ("", "", "mixed", "UNCERTAIN", "source_silent"),
    ("", "", "down", "UNCERTAIN", "source_silent"),
    ("down", "up", "down", "UNCERTAIN", "source_silent"),
    ("down", "", "stable", "FULL_RECOVERY", ""),
    ("down", "up", "stable", "FULL_RECOVERY", ""),
    ("", "up", "stable", "FULL_RECOVERY", ""),
    ("", "", "stable", "STABLE", ""),
    ("stable", "stable", "stable", "STABLE", ""),
    *((bd, dc, "up", "REAL_IMPROVEMENT", "") for bd, dc in ANY_BD_DC),
]


@pytest.mark.parametrize(("bd", "dc", "bc", "code", "variant"), CONTRACT)
def test_each_row_of_the_contract(bd, dc, bc, code, variant):
    assert verdict(*of(bd, dc, bc)) == (code, variant)


@pytest.mark.parametrize(("bd", "dc", "bc", "code", "variant"), CONTRACT)
def test_where_lower_is_better_the_same_rows_hold_with_directions_turned(bd, dc, bc, code, variant):
    turned = of(*(TURNED.get(way, way) for way in (bd, dc, bc)), measure=LOWER)
    assert verdict(*turned, measure=LOWER) == (code, variant)


@pytest.mark.parametrize(
    ("word", "code"),
    [("recovered", "FULL_RECOVERY"), ("partly_recovered", "PARTIAL_RECOVERY"), ("not_recovered", "NO_RECOVERY")],
)
@pytest.mark.parametrize(("bd", "dc"), ANY_BD_DC)
def test_a_recovery_word_decides_whatever_else_was_said(word, code, bd, dc):
    assert verdict(*of(bd, dc), said(BC, "level_only", word)) == (code, "")


@pytest.mark.parametrize("pair", [BD, DC, BC, ("", C), ("2015", C)])
@pytest.mark.parametrize("measure", [HIGHER, LOWER])
def test_a_recovery_word_counts_only_when_it_is_about_the_current_period(pair, measure):
    way = "down" if pair == BC else "up"
    found = compose([said(pair, way, "not_recovered", measure=measure)], CATALOGUE)
    codes = {(v.code, v.variant) for v in found}
    assert (codes == {("NO_RECOVERY", "")}) == (pair[1] == C)


def test_the_direction_beside_a_recovery_word_still_speaks_of_its_own_pair():
    word = said(DC, "up", "recovered")
    assert verdict(word) == ("FULL_RECOVERY", "")
    assert verdict(word, said(DC, "down")) == ("CONFLICTING_SOURCES", "")


NEUTRAL_ROWS = [
    ("up", "stable", "", "UP_EARLIER", ""),
    ("down", "stable", "", "DOWN_EARLIER", ""),
    ("stable", "up", "", "UP_RECENT", ""),
    ("", "up", "", "UP_RECENT", ""),
    ("", "down", "", "DOWN_RECENT", ""),
    ("up", "up", "", "UP_RECENT", "both_steps"),
    ("down", "down", "", "DOWN_RECENT", "both_steps"),
    ("stable", "stable", "", "FLAT", ""),
    ("", "stable", "", "FLAT", "since_2021_only"),
    ("up", "down", "stable", "FLAT", "fluctuation"),
    ("up", "down", "up", "UP_EARLIER", "partly_back"),
    ("up", "down", "", "UNCERTAIN", "source_silent"),
    ("up", "", "", "UNCERTAIN", "source_silent"),
    ("", "", "up", "UNCERTAIN", "source_silent"),
]


@pytest.mark.parametrize(("bd", "dc", "bc", "code", "variant"), NEUTRAL_ROWS)
def test_a_neutral_measure_says_when_and_never_better_or_worse(bd, dc, bc, code, variant):
    assert verdict(*of(bd, dc, bc, NEUTRAL), measure=NEUTRAL) == (code, variant)


def test_no_recovery_word_makes_a_neutral_measure_better_or_worse():
    judged = {"FULL_RECOVERY", "PARTIAL_RECOVERY", "NO_RECOVERY", "REAL_IMPROVEMENT", "DECLINE", "STABLE"}
    for (bd, dc), word in product(ANY_BD_DC, ("recovered", "partly_recovered", "not_recovered")):
        found = compose([*of(bd, dc, "", NEUTRAL), said(BC, "up", word, measure=NEUTRAL)], CATALOGUE)
        assert found
        assert judged.isdisjoint(v.code for v in found)


# ------------------------------------------------------------------------------------------ what counts, and for whom


@pytest.mark.parametrize(
    "statement",
    [
        said(("2012", B), "up"), said(("2008", C), "up"), said((D, "2024"), "down"),
        said(("", C), "level_only", "good"), said(DC, "up", measure="overall_quality"),
        said(DC, "up", care_type="dorp"),
    ],
)  # fmt: skip
def test_nothing_about_these_periods_or_cells_gives_no_row(statement):
    assert compose([statement], CATALOGUE) == []


def test_a_level_stands_beside_the_verdict_and_brings_its_flags():
    level = said(("", C), "level_only", "low_outliers", care_type="all", flags=("LARGE_SPREAD",))
    elsewhere = said(("", "2017"), "level_only", "good")
    found = one(*of("", "up"), level, elsewhere)
    assert (found.code, found.beside, found.flags) == ("CAUTIOUS_IMPROVEMENT", (level,), ("LARGE_SPREAD",))
    assert found.statements == tuple(of("", "up"))
    assert found.derived_from == ()
    assert counts(level, CATALOGUE)
    assert not counts(elsewhere, CATALOGUE)


def test_a_statement_about_a_group_speaks_for_its_members_only():
    assert {v.care_type for v in compose([said(DC, "up", care_type="toddler_kdv_pov")], CATALOGUE)} == {
        "kdv_toddler", "pov",
    }  # fmt: skip
    (row,) = (v for v in compose([said(DC, "up", care_type="all")], CATALOGUE) if v.care_type == "goo")
    assert row.derived_from == ("all",)


def test_day_care_does_not_speak_for_babies_or_toddlers():
    assert [v.care_type for v in compose([said(DC, "up", care_type="kdv")], CATALOGUE)] == ["kdv"]


def test_the_most_specific_statement_wins_per_pair():
    widest = said(DC, "down", measure="process_quality", care_type="all")
    parent = said(DC, "stable", measure="process_quality", care_type="pov")
    group = said(DC, "down", care_type="all")
    smaller = said(DC, "stable", care_type="toddler_kdv_pov")
    own = said(DC, "up", care_type="pov")
    before = said(BD, "stable", care_type="all")
    ladder = [
        (widest, "DECLINE"),
        (parent, "STABLE"),
        (group, "DECLINE"),
        (smaller, "STABLE"),
        (own, "CAUTIOUS_IMPROVEMENT"),
    ]
    told: list[Statement] = []
    for statement, code in ladder:
        told.append(statement)
        for order in permutations(told):
            found = one(*order, care_type="pov")
            assert found.code == code
            assert found.statements == (statement,)
    with_wider_baseline = one(*told, before, care_type="pov")
    assert (with_wider_baseline.code, with_wider_baseline.variant) == ("CAUTIOUS_IMPROVEMENT", "no_dip_reported")
    assert with_wider_baseline.derived_from == ("all",)


def test_a_measure_speaks_for_its_direct_parts_only_when_the_catalogue_says_so():
    process = {v.measure: v for v in compose([said(DC, "up", measure="process_quality")], CATALOGUE)}
    assert set(process) == {"process_quality", "emotional_quality", "educational_quality"}
    assert process["emotional_quality"].derived_from == ("process_quality",)
    assert process["process_quality"].derived_from == ()
    assert [v.measure for v in compose([said(DC, "up", measure="environment_quality")], CATALOGUE)] == [
        "environment_quality"
    ]


def test_only_what_the_verdict_rests_on_is_named_as_derived():
    found = one(said(BD, "down", care_type="all"), said(BC, "level_only", "recovered"))
    assert (found.code, found.derived_from, len(found.statements)) == ("FULL_RECOVERY", (), 2)


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        (said(DC, "up"), said(DC, "stable"), True),
        (said(DC, "up"), said(DC, "down"), True),
        (said(BD, "up"), said(BD, "down"), True),
        (said(DC, "up"), said(DC, "up", "good"), False),
        (said(DC, "up"), said(DC, "mixed"), False),
        (said(BC, "down", "not_recovered"), said(DC, "up", "recovered"), True),
        (said(BC, "down", "not_recovered"), said(DC, "up", "partly_recovered"), True),
        (said(BC, "down", "not_recovered"), said(BC, "down"), False),
        (said(BC, "stable"), said(DC, "up", "recovered"), False),
        (said(BC, "up"), said(BC, "level_only", "not_recovered"), True),
        (said(DC, "up"), said(DC, "down", care_type="all"), False),
    ],
)
def test_equally_specific_contradictions_are_shown_not_settled(first, second, conflict):
    for statements in ((first, second), (second, first)):
        found = one(*statements, said(BD, "down", care_type="all") if first.period_from == D else said(DC, "up"))
        assert (found.code == "CONFLICTING_SOURCES") == conflict
        if conflict:
            assert {*statements} <= {*found.statements}
            assert len(found.statements) == 3


# -------------------------------------------------------------------------------------------------- another catalogue


def other(periods: int, polarity: str = "higher") -> catalogues.Catalogue:
    """Another monitor: one measure on another scale, two care types, two or three rounds."""
    roles = ["baseline", "dip", "current"] if periods == 3 else ["baseline", "current"]
    model = CATALOGUE.measures[HIGHER]
    return catalogues.Catalogue(
        settings={"monitor_id": "other"},
        periods={
            f"r{i}": catalogues.Period(f"r{i}", f"r{i}", f"Ronde {i}", r, 2000.0 + i, "") for i, r in enumerate(roles)
        },
        care_types={
            code: catalogues.CareType(code, code, code, code, "", "", (), "") for code in ("creche", "village")
        },
        groups={"both": catalogues.CareType("both", "both", "both", "both", "", "", ("creche", "village"), "")},
        measures={"warmth": replace(model, code="warmth", parent="", polarity=polarity, scale_max=100.0)},
    )


@pytest.mark.parametrize(
    ("polarity", "direction", "level", "expected"),
    [
        ("higher", "up", "", ("REAL_IMPROVEMENT", "two_periods")),
        ("lower", "down", "", ("REAL_IMPROVEMENT", "two_periods")),
        ("higher", "stable", "", ("STABLE", "two_periods")),
        ("higher", "down", "", ("DECLINE", "two_periods")),
        ("higher", "up", "partly_recovered", ("PARTIAL_RECOVERY", "")),
        ("neutral", "up", "", ("UP_RECENT", "two_periods")),
        ("neutral", "down", "", ("DOWN_RECENT", "two_periods")),
        ("neutral", "stable", "", ("FLAT", "two_periods")),
    ],
)
def test_with_two_periods_only_their_comparison_counts(polarity, direction, level, expected):
    statement = said(("r0", "r1"), direction, level, measure="warmth", care_type="both")
    found = compose([statement, *REAL], other(2, polarity))
    assert [(v.care_type, v.code, v.variant) for v in found] == [("creche", *expected), ("village", *expected)]
    assert {v.derived_from for v in found} == {("both",)}


def test_another_catalogue_with_three_periods_follows_the_same_rows():
    told = [said(("r0", "r1"), "down", measure="warmth", care_type="both")]
    told.append(said(("r1", "r2"), "up", "recovered", measure="warmth", care_type="village"))
    found = {v.care_type: (v.code, v.variant) for v in compose(told, other(3))}
    assert found == {"creche": ("UNCERTAIN", "source_silent"), "village": ("FULL_RECOVERY", "")}


# ------------------------------------------------------------------------------------------------- the real statements

ALL = tuple(CATALOGUE.care_types)
PICTURE = {
    "process_quality": dict.fromkeys(ALL, ("CAUTIOUS_IMPROVEMENT", "no_dip_reported")),
    "emotional_quality": {
        **dict.fromkeys(("kdv", "kdv_baby", "bso", "goo"), ("STABLE", "")),
        **dict.fromkeys(("kdv_toddler", "pov"), ("CAUTIOUS_IMPROVEMENT", "no_dip_reported")),
    },
    "educational_quality": {
        **dict.fromkeys(ALL, ("CAUTIOUS_IMPROVEMENT", "no_dip_reported")),
        "bso": ("STABLE", ""),
    },
    "environment_quality": dict.fromkeys(ALL, ("FULL_RECOVERY", "")),
    "daily_programme": dict.fromkeys(ALL, ("FULL_RECOVERY", "")),
    "parent_contact": dict.fromkeys(ALL, ("CONFLICTING_SOURCES", "")),
    "parent_contact_daily": dict.fromkeys(ALL, ("PARTIAL_RECOVERY", "")),
    "parent_activities_social": dict.fromkeys(ALL, ("NO_RECOVERY", "")),
    "parent_activities_pedagogical": dict.fromkeys(ALL, ("NO_RECOVERY", "")),
    "parent_activities_organisation": dict.fromkeys(ALL, ("NO_RECOVERY", "")),
    "activity_offer": dict.fromkeys(ALL, ("NO_RECOVERY", "")),
    "work_experience": {
        **dict.fromkeys(ALL, ("UNCERTAIN", "source_silent")),
        "pov": ("DECLINE", "further"),
        "bso": ("DECLINE", "further"),
    },
    "work_stress": {"pov": ("DECLINE", "recent")},
    "work_satisfaction": {"bso": ("DECLINE", "recent")},
    "care_needs_share": dict.fromkeys(ALL, ("UP_EARLIER", "")),
}


def test_the_published_picture_cell_by_cell():
    expected = {(c, m): verdict for m, row in PICTURE.items() for c, verdict in row.items()}
    assert {key: (v.code, v.variant) for key, v in VERDICTS.items()} == expected


@pytest.mark.parametrize(
    ("care_type", "measure", "statements", "derived_from"),
    [
        ("kdv_baby", "emotional_quality", ["F038", "F045"], ("process_quality", "all")),
        ("pov", "emotional_quality", ["F038", "F044"], ("process_quality", "all", "toddler_kdv_pov")),
        ("kdv_baby", "educational_quality", ["F038", "F052"], ("process_quality", "all")),
        ("kdv", "educational_quality", ["F038", "F048", "F059"], ("process_quality", "all")),
        ("goo", "environment_quality", ["F039", "F053"], ("all",)),
        ("kdv_baby", "parent_contact", ["F041", "F054", "F055"], ("all",)),
        ("kdv", "activity_offer", ["F056"], ()),
        ("goo", "activity_offer", ["F074"], ("all",)),
        ("pov", "work_experience", ["F042", "F063"], ("all",)),
        ("pov", "work_stress", ["F065"], ()),
        ("bso", "care_needs_share", ["F067", "F068"], ("all",)),
    ],
)
def test_what_real_verdicts_rest_on(care_type, measure, statements, derived_from):
    found = VERDICTS[care_type, measure]
    assert ([s.finding_id for s in found.statements], found.derived_from) == (statements, derived_from)


def test_real_flags_and_levels_travel_with_their_cells():
    assert VERDICTS["pov", "work_stress"].flags == ("PROVISIONAL", "SELF_REPORTED")
    assert VERDICTS["kdv", "work_experience"].flags == ("SELF_REPORTED",)
    assert VERDICTS["bso", "emotional_quality"].flags == ("LARGE_SPREAD",)
    assert VERDICTS["pov", "emotional_quality"].flags == ()
    assert [s.finding_id for s in VERDICTS["kdv_baby", "parent_contact"].beside] == ["F073"]
    assert VERDICTS["kdv", "parent_contact"].beside == ()


def test_the_order_of_the_statements_does_not_change_a_verdict():
    turned = {(v.care_type, v.measure): v for v in compose(reversed(REAL), CATALOGUE)}
    assert {k: (v.code, v.variant, v.flags) for k, v in turned.items()} == {
        k: (v.code, v.variant, v.flags) for k, v in VERDICTS.items()
    }
