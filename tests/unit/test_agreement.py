"""Whether the numbers say what the source says: pair by pair, and honest about what they leave open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor import catalogue as catalogues
from monitor.agreement import AGREE, AGREE_BUT, CLAIMS, DIFFER, NOT_CHECKABLE, agreement
from monitor.catalogue import DIP
from monitor.published_rows import published_rows
from monitor.records import COMPUTED, OWN, Source, Statement, VerdictRow
from monitor.statistics import Summary, judge, judge_family
from monitor.statistics import published as rules

CATALOGUE = catalogues.load()
TWO = replace(CATALOGUE, periods={k: p for k, p in CATALOGUE.periods.items() if p.role != DIP})
B, D, C = (period.code for period in CATALOGUE.compared)
HIGHER, LOWER_IS_BETTER, NEUTRAL = "daily_programme", "work_stress", "care_needs_share"

# Means of 2017-2019, 2021-2022 and 2022-2023, with sd .6 and n, and the verdict that they give (checked in a test below).
NUMBERS = {
    "recovered": ((4.9, 4.4, 4.9), 200, "FULL_RECOVERY", ""),
    "rise not shown": ((4.9, 4.7, 4.8), 100, "FULL_RECOVERY", "rise_not_shown"),
    "recovered or more": ((4.9, 4.5, 5.0), 58, "FULL_RECOVERY", "possibly_more"),
    "partly": ((4.9, 4.1, 4.5), 200, "PARTIAL_RECOVERY", ""),
    "partly or wholly": ((4.9, 4.5, 4.75), 58, "PARTIAL_RECOVERY", "extent_unknown"),
    "not recovered": ((4.9, 4.4, 4.45), 58, "NO_RECOVERY", ""),
    "fell twice": ((4.9, 4.6, 4.2), 58, "DECLINE", "further"),
    "fell slowly": ((4.9, 4.72, 4.55), 58, "DECLINE", "gradual"),
    "fell recently": ((4.7, 4.85, 4.55), 58, "DECLINE", "recent"),
    "stable": ((4.9, 4.9, 4.9), 200, "STABLE", ""),
    "up and level": ((4.9, 4.78, 4.98), 100, "STABLE", "fluctuation"),
    "down and level": ((4.9, 5.08, 4.86), 200, "STABLE", "recent_fall"),
    "improved": ((4.5, 4.5, 5.0), 58, "REAL_IMPROVEMENT", "no_dip"),
    "improved early": ((4.5, 5.0, 5.0), 200, "REAL_IMPROVEMENT", "no_dip"),
    "improved after a dip": ((4.5, 4.2, 5.0), 58, "REAL_IMPROVEMENT", "after_dip"),
    "improved, now falling": ((4.2, 5.2, 4.8), 58, "REAL_IMPROVEMENT", "now_falling"),
    "by chance": ((4.6, 4.6, 4.85), 58, "CAUTIOUS_IMPROVEMENT", "chance"),
    "risen since the dip": ((4.75, 4.6, 4.85), 58, "CAUTIOUS_IMPROVEMENT", ""),
    "dip, then unclear": ((4.9, 4.6, 4.75), 58, "UNCERTAIN", "after_dip"),
    "unclear": ((4.9, 4.85, 4.75), 30, "UNCERTAIN", ""),
    "too few": ((4.9, 4.4, 4.9), 8, "TOO_FEW", ""),
}  # fmt: skip


def computed(name: str, measure: str = HIGHER) -> VerdictRow:
    """A row with real numbers. Its family holds nine other cells without any difference, so that chance counts."""
    means, n, code, variant = NUMBERS[name]
    cells = [tuple(Summary(mean, 0.6, n) for mean in means)] + [tuple(Summary(4.5, 0.6, 100) for _ in range(3))] * 9
    verdict = judge_family(cells, polarity="higher")[0]
    return VerdictRow("bso", measure, COMPUTED, OWN, code, variant, code, verdict=verdict)


def say(period_from: str, period_to: str, direction: str, level: str = "", measure: str = HIGHER) -> Statement:
    source = Source("s", "Bron", "Uitgever", "2024-05", "https://example.org")
    return Statement(f"{period_from}{period_to}{direction}{level}", measure, "bso", period_from, period_to, direction,
                     level, "Zin.", "", "high", source)  # fmt: skip


def published(*statements: Statement, catalogue=CATALOGUE) -> VerdictRow:
    (row,) = [r for r in published_rows(statements, catalogue) if r.measure == statements[0].measure]
    return row


SAID = {
    "hersteld": [say(B, C, "stable", "recovered")],
    "deels hersteld": [say(D, C, "up", "partly_recovered")],
    "niet hersteld": [say(B, C, "down", "not_recovered")],
    "gedaald, toen gelijk": [say(B, D, "down"), say(D, C, "stable")],
    "boven 2017-2019": [say(B, C, "up")],
    "gestegen sinds 2021": [say(D, C, "up")],
    "gedaald, toen gestegen": [say(B, D, "down"), say(D, C, "up")],
    "gelijk, toen gestegen": [say(B, D, "stable"), say(D, C, "up")],
    "gelijk sinds 2017": [say(B, C, "stable")],
    "twee keer gelijk": [say(B, D, "stable"), say(D, C, "stable")],
    "gelijk sinds 2021": [say(D, C, "stable")],
    "gestegen, toen gelijk": [say(B, D, "up"), say(D, C, "stable")],
    "twee keer gedaald": [say(B, D, "down"), say(D, C, "down")],
    "gedaald sinds 2021": [say(D, C, "down")],
    "alleen de eerste daling": [say(B, D, "down")],
    "bronnen verschillen": [say(B, C, "up"), say(B, C, "down")],
}


@pytest.mark.parametrize("name", NUMBERS)
def test_the_numbers_of_these_tests_give_the_verdict_that_they_are_named_after(name):
    verdict = computed(name).verdict
    assert (verdict.code, verdict.variant) == NUMBERS[name][2:]


TABLE = [
    # The same verdict about the same periods.
    ("recovered", "hersteld", AGREE),
    ("rise not shown", "hersteld", AGREE),
    ("recovered or more", "hersteld", AGREE),
    ("partly", "deels hersteld", AGREE),
    ("partly or wholly", "deels hersteld", AGREE),
    ("not recovered", "niet hersteld", AGREE),
    ("not recovered", "gedaald, toen gelijk", AGREE),
    ("fell twice", "twee keer gedaald", AGREE),
    ("fell recently", "gedaald sinds 2021", AGREE),
    ("stable", "gelijk sinds 2017", AGREE),
    ("stable", "twee keer gelijk", AGREE),
    ("improved", "boven 2017-2019", AGREE),
    ("improved after a dip", "boven 2017-2019", AGREE),
    ("risen since the dip", "gestegen sinds 2021", AGREE),
    ("risen since the dip", "gelijk, toen gestegen", AGREE),
    ("by chance", "gelijk, toen gestegen", AGREE),
    # The numbers bear the source out, and say more: usually about 2017-2019, of which it was silent.
    ("recovered", "gestegen sinds 2021", AGREE_BUT),
    ("recovered", "gedaald, toen gestegen", AGREE_BUT),
    ("partly", "gestegen sinds 2021", AGREE_BUT),
    ("improved", "gestegen sinds 2021", AGREE_BUT),
    ("improved", "gelijk, toen gestegen", AGREE_BUT),
    ("by chance", "gestegen sinds 2021", AGREE_BUT),
    ("up and level", "gestegen sinds 2021", AGREE_BUT),
    ("up and level", "hersteld", AGREE_BUT),
    ("stable", "gelijk sinds 2021", AGREE_BUT),
    ("improved early", "gelijk sinds 2021", AGREE_BUT),
    ("improved early", "gestegen, toen gelijk", AGREE_BUT),
    ("fell twice", "gedaald sinds 2021", AGREE_BUT),
    ("not recovered", "twee keer gedaald", AGREE_BUT),
    ("fell slowly", "gedaald, toen gelijk", AGREE_BUT),
    ("recovered", "gelijk sinds 2017", AGREE_BUT),
    ("partly", "niet hersteld", AGREE_BUT),
    ("recovered", "alleen de eerste daling", AGREE_BUT),
    # The numbers contradict something that the source said.
    ("recovered", "gelijk, toen gestegen", DIFFER),  # "no dip was reported", and the numbers show one: it is recovery
    ("recovered", "twee keer gelijk", DIFFER),
    ("recovered", "boven 2017-2019", DIFFER),
    ("recovered", "niet hersteld", DIFFER),
    ("recovered", "gedaald, toen gelijk", DIFFER),
    ("recovered", "twee keer gedaald", DIFFER),
    ("rise not shown", "gedaald, toen gelijk", DIFFER),
    ("stable", "hersteld", DIFFER),  # there was no dip to recover from
    ("stable", "gestegen sinds 2021", DIFFER),
    ("stable", "boven 2017-2019", DIFFER),
    ("stable", "gestegen, toen gelijk", DIFFER),
    ("down and level", "hersteld", DIFFER),
    ("partly", "hersteld", DIFFER),
    ("not recovered", "hersteld", DIFFER),
    ("not recovered", "gelijk sinds 2017", DIFFER),
    ("improved", "hersteld", DIFFER),
    ("improved", "niet hersteld", DIFFER),
    ("improved", "gelijk sinds 2017", DIFFER),
    ("improved", "gelijk sinds 2021", DIFFER),
    ("improved", "twee keer gedaald", DIFFER),
    ("improved, now falling", "gestegen sinds 2021", DIFFER),
    ("by chance", "niet hersteld", DIFFER),  # above the baseline or not: certainly not below it
    ("fell twice", "deels hersteld", DIFFER),
    ("fell recently", "gestegen sinds 2021", DIFFER),
    ("recovered", "gedaald sinds 2021", DIFFER),
    ("improved", "alleen de eerste daling", DIFFER),
    # The numbers are too uncertain for the claim that weighs most.
    ("recovered or more", "boven 2017-2019", NOT_CHECKABLE),
    ("partly or wholly", "hersteld", NOT_CHECKABLE),
    ("recovered or more", "deels hersteld", NOT_CHECKABLE),
    ("by chance", "boven 2017-2019", NOT_CHECKABLE),
    ("by chance", "gelijk sinds 2017", NOT_CHECKABLE),
    ("risen since the dip", "boven 2017-2019", NOT_CHECKABLE),
    ("dip, then unclear", "niet hersteld", NOT_CHECKABLE),
    ("dip, then unclear", "gedaald, toen gelijk", NOT_CHECKABLE),
    ("fell slowly", "gedaald sinds 2021", NOT_CHECKABLE),
    ("not recovered", "gelijk sinds 2021", NOT_CHECKABLE),
    *(("unclear", said, NOT_CHECKABLE) for said in SAID),
    *(("too few", said, NOT_CHECKABLE) for said in SAID),
    *((name, "bronnen verschillen", NOT_CHECKABLE) for name in NUMBERS),
]  # fmt: skip


@pytest.mark.parametrize(("numbers", "said", "expected"), TABLE, ids=lambda value: value)
def test_numbers_against_source(numbers, said, expected):
    assert agreement(computed(numbers), published(*SAID[said]), CATALOGUE) == expected


def test_where_both_give_the_same_verdict_it_is_never_called_different_unless_a_period_was_contradicted():
    for name in NUMBERS:
        for statements in SAID.values():
            mine, theirs = computed(name), published(*statements)
            if (mine.code, mine.variant) == (theirs.code, theirs.variant):
                assert agreement(mine, theirs, CATALOGUE) in (AGREE, AGREE_BUT)


def test_every_verdict_that_sources_can_give_has_its_claims():
    given = {(code, variant) for table in rules.RULES.values() for _, code, variant in table}
    assert given == set(CLAIMS)


def test_more_stress_in_the_source_is_held_against_a_fall_in_the_numbers():
    row = published(say(D, C, "up", measure=LOWER_IS_BETTER))
    assert (row.code, row.variant) == ("DECLINE", "recent")
    verdict = judge(*(Summary(mean, 0.6, 200) for mean in (3.0, 3.0, 3.5)), polarity="lower")
    mine = VerdictRow(
        "bso", LOWER_IS_BETTER, COMPUTED, OWN, verdict.code, verdict.variant, verdict.code, verdict=verdict
    )
    assert agreement(mine, row, CATALOGUE) == AGREE_BUT
    verdict = judge(*(Summary(mean, 0.6, 200) for mean in (3.5, 3.5, 3.0)), polarity="lower")
    mine = VerdictRow(
        "bso", LOWER_IS_BETTER, COMPUTED, OWN, verdict.code, verdict.variant, verdict.code, verdict=verdict
    )
    assert agreement(mine, row, CATALOGUE) == DIFFER


@pytest.mark.parametrize(
    ("means", "code", "expected"),
    [
        ((20.0, 27.0, 27.0), "UP_EARLIER", AGREE),
        ((20.0, 20.0, 27.0), "UP_RECENT", DIFFER),
        ((27.0, 20.0, 20.0), "DOWN_EARLIER", DIFFER),
        ((20.0, 20.0, 20.0), "FLAT", DIFFER),
    ],
)
def test_a_share_without_good_or_bad_is_held_against_when_it_changed(means, code, expected):
    row = published(say(B, D, "up", measure=NEUTRAL), say(D, C, "stable", measure=NEUTRAL))
    verdict = judge(*(Summary(mean, 8.0, 200) for mean in means), delta=5.0, polarity="neutral")
    assert verdict.code == code
    mine = VerdictRow("bso", NEUTRAL, COMPUTED, OWN, verdict.code, verdict.variant, verdict.code, verdict=verdict)
    assert agreement(mine, row, CATALOGUE) == expected


@pytest.mark.parametrize(
    ("mean", "direction", "expected"),
    [(5.4, "up", AGREE), (4.9, "stable", AGREE), (4.4, "down", AGREE), (4.9, "up", DIFFER), (4.4, "up", DIFFER)],
)
def test_two_periods(mean, direction, expected):
    verdict = judge(Summary(4.9, 0.6, 200), None, Summary(mean, 0.6, 200))
    mine = VerdictRow("bso", HIGHER, COMPUTED, OWN, verdict.code, verdict.variant, verdict.code, verdict=verdict)
    assert agreement(mine, published(say(B, C, direction), catalogue=TWO), TWO) == expected


def test_without_dip_in_the_numbers_only_the_baseline_can_be_compared():
    verdict = judge(Summary(4.9, 0.6, 200), None, Summary(4.9, 0.6, 200))
    mine = VerdictRow("bso", HIGHER, COMPUTED, OWN, verdict.code, verdict.variant, verdict.code, verdict=verdict)
    assert agreement(mine, published(*SAID["hersteld"]), CATALOGUE) == AGREE_BUT
    assert agreement(mine, published(*SAID["gestegen sinds 2021"]), CATALOGUE) == NOT_CHECKABLE


def test_a_row_without_numbers_is_not_compared():
    assert (
        agreement(replace(computed("stable"), verdict=None), published(*SAID["hersteld"]), CATALOGUE) == NOT_CHECKABLE
    )
