"""The Dutch of the spread page: every code and variant that can occur has its words, and they read well."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest

from monitor.records import NOT_REPRESENTATIVE
from monitor.spread import HIDDEN, default_limits, with_limits
from monitor.spread_records import FunnelPoint, FunnelView, PeriodSpread, SpreadRow
from monitor.statistics.bootstrap import Groups
from monitor.statistics.clusters import Parts
from monitor.statistics.lower_end import (
    LOWER_NOW_AND_THEN,
    LOWER_THREE_PERIODS,
    NO_GROUPS,
    TOO_FEW_FOR_ENDS,
    LowerEndVerdict,
    rules_for_lower_end,
)
from monitor.statistics.outliers import RULES, Fences
from monitor.statistics.spread_verdict import SPREAD_RULES, SpreadVerdict
from monitor.statistics.verdict_rules import REFUSALS
from monitor.statistics.verdict_rules import RULES as MEAN_RULES
from monitor.store.cell_statistics import CellStatistics
from monitor.wording import spread_alt, spread_texts, texts
from monitor.wording import spread_sentences as words
from tests.unit.test_wording_lint import keeps_the_baseline, lint
from tests.unit.wording_rows import CATALOGUES, computed_rows, measure_with, shipped

NONE = [*REFUSALS, HIDDEN]
SPREADS = [(r.code, r.variant) for r in SPREAD_RULES] + [(code, "") for code in NONE]
LOWERS = [(r.code, r.variant) for r in (*LOWER_THREE_PERIODS, *LOWER_NOW_AND_THEN)]
LOWERS += [(code, "") for code in (*NONE, NO_GROUPS, TOO_FEW_FOR_ENDS)]
MEANS = {(rule.code, rule.variant) for rules in MEAN_RULES.values() for rule in rules}


def test_the_file_has_every_code_that_can_occur_and_no_other():
    known = set(spread_texts.rows_of(shipped()))
    for kind, reachable in (("spread", SPREADS), ("lower_end", LOWERS)):
        assert {(kind, *one) for one in reachable} == {key for key in known if key[0] == kind}
    means = {key[1] for key in known if key[0] == "mean"}
    assert means == {code for code, _ in MEANS} | set(REFUSALS) | {NOT_REPRESENTATIVE}
    assert {key[1:] for key in known if key[0] == "mean" and key[2]} <= MEANS


def spread_row(monitor: str, polarity: str, spread=("SAME", ""), lower=("LOWER_SAME", ""), scores=None) -> SpreadRow:
    catalogue = CATALOGUES[monitor]()
    measure = measure_with(catalogue, polarity)
    known = catalogue.measures[measure]
    span = known.scale_max - known.scale_min
    values = scores or [
        known.scale_min + span * share for share in (0.1, 0.3, 0.5, 0.5, 0.6, 0.6, 0.7, 0.7, 0.8, 0.9, 0.95)
    ]
    middle = sum(values) / len(values)
    care_type = next(iter(catalogue.care_types))
    numbers = {p.code: (middle, span / 10, len(values)) for p in catalogue.compared}
    (row,) = computed_rows(catalogue, care_type, measure, [numbers])
    groups = Groups.from_rows(values)
    ordered = sorted(values)
    one = CellStatistics(
        "own", measure, care_type, "", len(values), middle, span / 10, ordered[0], ordered[1], ordered[2], ordered[5],
        ordered[8], ordered[9], ordered[-1], None, None, 0, None, None,
    )  # fmt: skip
    parts = Parts(1.0, 2.0, 0.33, 0.33, (0.05, 0.61), 9, len(values), 2.0)
    period = PeriodSpread(
        next(iter(row.cells.values())), "groups", one, tuple(groups.scores.tolist()), tuple(groups.counts.tolist()), 0.2,
        ordered[1], ordered[9], parts=parts,
    )  # fmt: skip
    change = {"LARGER": (0.3, (0.1, 0.5)), "SMALLER": (-0.3, (-0.5, -0.1))}.get(spread[0], (0.0, (-0.1, 0.1)))
    known_spread = SpreadVerdict(*spread, basis="groups") if spread[0] in NONE else SpreadVerdict(
        *spread, lnvr=change[0], ci95=change[1], relative_sd=(0.4, 0.3), near_end="high"
    )  # fmt: skip
    made = SpreadRow(row, dict.fromkeys(row.cells, period), known_spread, LowerEndVerdict(*lower))
    return with_limits(made, default_limits(known), next(iter(RULES.values())))


def reads_well(text: str, row: SpreadRow, monitor: str) -> None:
    catalogue = CATALOGUES[monitor]()
    lint(text, row.verdict_row, catalogue)


@pytest.mark.parametrize("monitor", CATALOGUES)
@pytest.mark.parametrize("polarity", ["higher", "lower", "neutral"])
def test_every_verdict_reads_well(monitor, polarity):
    catalogue = CATALOGUES[monitor]()
    allowed = {(r.code, r.variant) for r in rules_for_lower_end(polarity, catalogue.dip is not None)}
    lowers = [one for one in LOWERS if one in allowed or not one[0].startswith("LOWER_")]
    for spread, lower in [*((s, lowers[0]) for s in SPREADS), *((SPREADS[0], one) for one in lowers)]:
        row = spread_row(monitor, polarity, spread, lower)
        said = [
            words.sentence(row, catalogue), words.spread_sentence(row, catalogue), words.lower_end_sentence(row, catalogue),
            words.outer_tenth_sentence(row, catalogue),
        ]  # fmt: skip
        for text in said:
            assert text
            reads_well(text, row, monitor)
            keeps_the_baseline(text, catalogue)
        for label in (words.spread_label(row, catalogue), words.lower_end_label(row, catalogue)):
            assert label
            assert "{" not in label
        assert len(words.spread_icon(row, catalogue)) == len(words.lower_end_icon(row, catalogue)) == 1


@pytest.mark.parametrize("monitor", CATALOGUES)
@pytest.mark.parametrize("polarity", ["higher", "lower", "neutral"])
def test_what_stands_beside_the_verdict_reads_well(monitor, polarity):
    catalogue = CATALOGUES[monitor]()
    row = spread_row(monitor, polarity)
    view = FunnelView(
        (FunnelPoint("organisatie 2", 6, 4.0, -2), FunnelPoint("organisatie 1", 7, 5.0, 0)), 4.6, 0.1, (), 3
    )
    for period in row.periods:
        said = [
            words.period_sentence(row, period, catalogue), words.outliers_sentence(row, period, catalogue),
            words.icc_sentence(row, period, catalogue), words.near_end_sentence(row, catalogue),
            words.summary_sentence(row), words.hidden_note(catalogue), spread_alt.funnel_sentence(view), words.QUESTION,
        ]  # fmt: skip
        for text in said:
            assert text
            for sentence in texts.split_sentences(text):
                reads_well(sentence, row, monitor)
        for text in (
            spread_alt.strip_alt([row], [period], catalogue),
            spread_alt.strip_alt([row, row], list(row.periods), catalogue),
            spread_alt.dumbbell_alt([row], catalogue),
            spread_alt.funnel_alt(view, row, period, catalogue),
        ):
            assert len(text) < 300
            assert "tabel onder de grafiek" in text
            assert "{" not in text


@pytest.mark.parametrize("code", sorted(MEANS))
def test_every_mean_has_its_words_in_the_headline(code):
    polarity = "neutral" if code[0] in ("UP_EARLIER", "UP_RECENT", "DOWN_EARLIER", "DOWN_RECENT", "FLAT") else "higher"
    for spread in SPREADS:
        row = spread_row("shipped", polarity, spread, ("NO_GROUPS", ""))
        row = replace(row, verdict_row=replace(row.verdict_row, code=code[0], variant=code[1], badge=code[0]))
        text = words.headline(row, shipped())
        reads_well(text, row, "shipped")
        keeps_the_baseline(text, shipped())


def test_mean_and_lower_end_stand_in_one_sentence():
    row = spread_row("shipped", "higher", ("LARGER", ""), ("LOWER_LAGS", ""))
    row = replace(row, verdict_row=replace(row.verdict_row, code="FULL_RECOVERY", variant="", badge="FULL_RECOVERY"))
    assert words.headline(row, shipped()) == "Gemiddelde hersteld, onderkant blijft achter."
    assert "ongeveer 35% groter (marge: 11% tot 65%)" in words.sentence(row, shipped())
    high = spread_row("shipped", "lower", ("SAME", ""), ("LOWER_HIGHER", ""))
    assert words.lower_end_label(high, shipped()) == "Bovenkant lager"
    assert "hoogste 10 van elke 100" in words.outer_tenth_sentence(high, shipped())


def test_figures_that_do_not_hold_for_the_country_get_no_verdict_in_words():
    row = spread_row("shipped", "higher", ("LARGER", ""), ("LOWER_LAGS", ""))
    row = replace(row, verdict_row=replace(row.verdict_row, badge=NOT_REPRESENTATIVE, flags=(NOT_REPRESENTATIVE,)))
    text = words.sentence(row, shipped())
    assert text.startswith("Cijfers niet representatief.")
    assert "groter" not in text
    assert "achter" not in text


def test_tails_say_which_side_is_favourable():
    catalogue = shipped()
    for polarity, unfavourable, favourable in (
        ("higher", "lager dan 3,0", "6,0 of hoger"), ("lower", "6,0 of hoger", "lager dan 3,0")
    ):  # fmt: skip
        row = spread_row("shipped", polarity)
        now = catalogue.current.code
        assert unfavourable in words.unfavourable_tail(row, now, catalogue)
        said = words.favourable_tail(row, now, catalogue)
        assert favourable in said
        assert said.endswith("Het kan dus wel.")
    neutral = spread_row("shipped", "neutral")
    assert "kan dus wel" not in words.favourable_tail(neutral, now, catalogue)


def test_empty_and_full_tails_are_said_as_such():
    catalogue, now = shipped(), shipped().current.code
    row = spread_row("shipped", "higher", scores=[4.0] * 6 + [5.0] * 5)
    assert words.unfavourable_tail(row, now, catalogue) == "Geen van de 11 groepen scoort lager dan 3,0."
    assert "kan dus wel" not in words.favourable_tail(row, now, catalogue)
    moved = with_limits(row, Fences(6.0, 6.5), RULES["threshold"])
    assert words.unfavourable_tail(moved, now, catalogue) == "Bij alle 11 groepen is de score lager dan 6,0."


@functools.cache
def hidden() -> SpreadRow:
    row = spread_row("shipped", "higher", (HIDDEN, ""), (HIDDEN, ""))
    cells = {code: PeriodSpread(replace(p.cell, n=0), "suppressed") for code, p in row.periods.items()}
    return replace(row, periods=cells)


def test_a_hidden_period_says_so_without_numbers():
    catalogue, now = shipped(), shipped().current.code
    text = words.period_sentence(hidden(), now, catalogue)
    assert "tonen we geen cijfers" in text
    reads_well(text, hidden(), "shipped")
    for empty in (words.icc_sentence, words.outliers_sentence, words.rule_sentence, words.unfavourable_tail):
        assert empty(hidden(), now, catalogue) == ""
    assert words.outer_tenth_sentence(hidden(), catalogue) == ""
    assert words.sentence(hidden(), catalogue).count("Om kleine aantallen te beschermen") == 1
