"""How we compute, as it is told: the examples come from the code that computes, the rules are the rules."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from monitor import catalogue as catalogues
from monitor.catalogue import DIP, Catalogue
from monitor.method import FORMULAS, rule_tables
from monitor.statistics import Summary, judge
from monitor.statistics.verdict_rules import REFUSALS, RULES
from monitor.table_html import to_html
from monitor.wording.numbers import nl

SHIPPED = catalogues.load()
TWO = replace(SHIPPED, periods={k: p for k, p in SHIPPED.periods.items() if p.role != DIP})


def named(code: str, variant: str) -> str:
    return f"{code} / {variant}" if variant else code


def column(table, key: str) -> list:
    place = [c.key for c in table.columns].index(key)
    return [row[place] for row in table.rows]


def rules_told(catalogue: Catalogue) -> list[list[str]]:
    return [column(table, "code") for table in rule_tables(catalogue)[1:]]


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.title)
def test_every_formula_is_told_with_a_worked_example_in_dutch(formula):
    example = formula.example()
    assert re.search(r"\d,\d|\d%", example)
    assert not re.search(r"\d\.\d|nan|None", example)
    assert all((formula.title, formula.plain, formula.formula, formula.source))
    assert formula.formula.count("(") == formula.formula.count(")")


def test_the_titles_differ():
    assert len({formula.title for formula in FORMULAS}) == len(FORMULAS)


def test_the_examples_hold_the_numbers_of_the_verdict():
    verdict = judge(Summary(4.9, 0.6, 95), Summary(4.5, 0.6, 58), Summary(4.8, 0.6, 58))
    told = " ".join(formula.example() for formula in FORMULAS)
    low, high = verdict.ci95_d3
    assert f"marge {nl(low, 2)} tot {nl(high, 2)}" in told
    assert f"hersteld {nl(verdict.recovered, 2)}" in told
    assert f"verschil van {nl(verdict.smallest_detectable, 2)} punt" in told
    assert "0,030, 0,040, 0,040" in told, "Holm on .01, .02, .03, by hand"
    assert "0%" not in re.findall(r"\b\d+%", told), "an uncertain chance is never told as nothing"


def test_the_rules_are_told_all_of_them_and_in_their_order():
    assert rules_told(SHIPPED) == [[named(r.code, r.variant) for r in rules] for rules in RULES.values()]


def test_without_a_dip_only_the_rules_for_two_periods_are_told():
    expected = [[named(r.code, r.variant) for r in rules] for (_, two), rules in RULES.items() if two]
    assert rules_told(TWO) == expected


@pytest.mark.parametrize("catalogue", [SHIPPED, TWO], ids=["three periods", "two periods"])
def test_no_cell_is_empty_and_no_period_is_missing_from_a_sentence(catalogue):
    for table in rule_tables(catalogue):
        for row in table.rows:
            assert all(str(cell).strip() for cell in row), (table.caption, row)
            assert not re.search(r"\{|\bdan ($|;)|(^|; )is ", " | ".join(map(str, row))), row
        assert column(table, "place") == list(range(1, len(table.rows) + 1))
        assert table.caption in to_html(table)
    assert len({table.caption for table in rule_tables(catalogue)}) == len(rule_tables(catalogue))


def test_why_there_may_be_no_verdict_comes_first():
    assert column(rule_tables(SHIPPED)[0], "code") == list(REFUSALS)


def test_only_the_last_rule_of_each_table_holds_always():
    for table in rule_tables(SHIPPED)[1:]:
        *others, last = column(table, "when")
        assert last == "in alle andere gevallen"
        assert last not in others
        assert len(set(others)) == len(others), "two rules with the same condition: the second never gets its turn"


def test_the_rules_name_the_periods_of_the_catalogue():
    renamed = replace(SHIPPED, periods={k: replace(p, label=f"ronde {p.role}") for k, p in SHIPPED.periods.items()})
    told = " ".join(str(cell) for table in rule_tables(renamed) for row in table.rows for cell in row)
    assert "ronde current is duidelijk hoger dan ronde dip" in told
    assert not [p.label for p in SHIPPED.periods.values() if p.label in told]
