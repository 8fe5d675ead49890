"""The attack on the flow matrix: everything that is shown as equations, and for each hidden number its least and most value.

The attacker also knows that a hidden number is at least 1 and that a pair has no more children with VVE than children.
"""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from monitor.dialogues import flow_suppression
from monitor.dialogues.flow_suppression import TOTAL, hidden, with_totals

LEAST = 5
LOTS = 1000


class Attack:
    """Two tables of which some places are known; `range_of` gives the least and most that another place can be."""

    def __init__(self, children: dict, vve: dict, hide: frozenset, hide_vve: frozenset) -> None:
        tables = ((children, hide), (vve, hide_vve))
        self.index = {(t, p): i for i, (t, p) in enumerate((t, p) for t in (0, 1) for p in tables[t][0])}
        n = len(self.index)
        self.low, self.high = np.zeros(n), np.full(n, LOTS)
        rows, lows, highs = [], [], []
        for t, (values, unseen) in enumerate(tables):
            for place, value in values.items():
                i = self.index[t, place]
                if value is not None:
                    self.low[i], self.high[i] = (1, LOTS) if place in unseen else (value, value)
            for total in (p for p in values if None in p):
                line = [p for p in values if None not in p and total in ((p[0], None), (None, p[1]), TOTAL)]
                row = np.zeros(n)
                row[self.index[t, total]] = -1
                row[[self.index[t, p] for p in line]] = 1
                rows.append(row), lows.append(0), highs.append(0)
        for place in children:
            row = np.zeros(n)
            row[self.index[0, place]], row[self.index[1, place]] = 1, -1
            rows.append(row), lows.append(0), highs.append(np.inf)
        self.rules = LinearConstraint(np.array(rows), lows, highs)

    def range_of(self, table: int, place: tuple) -> tuple[int, int]:
        found = []
        for sign in (1, -1):
            goal = np.zeros(len(self.index))
            goal[self.index[table, place]] = sign
            answer = milp(
                goal, constraints=self.rules, bounds=Bounds(self.low, self.high), integrality=np.ones(len(goal))
            )
            assert answer.success
            found.append(round(sign * answer.fun))
        return found[0], found[1]


def tables(cells: dict) -> tuple[dict, dict]:
    """Children and children with VVE, with totals, from (children, vve) per pair."""
    return with_totals({p: c for p, (c, _) in cells.items()}), with_totals({p: v for p, (_, v) in cells.items()})


def check(cells: dict, least: int = LEAST) -> tuple[frozenset, frozenset]:
    """What is hidden, after nothing of it could be worked out."""
    children, vve = tables(cells)
    hide, hide_vve = hidden(children, vve, least)
    attack = Attack(children, vve, hide, hide_vve)
    for t, (values, unseen) in enumerate(((children, hide), (vve, hide_vve))):
        for place, value in values.items():
            if value is None:
                assert place not in unseen
            elif 0 < value < least:
                assert place in unseen
                low, high = attack.range_of(t, place)
                assert low < high, (t, place, value)
                assert high >= least, (t, place, value, low, high)
            elif place in unseen:
                assert value != 0
                low, high = attack.range_of(t, place)
                assert low < high, (t, place, value)
    return hide, hide_vve


def test_nothing_is_hidden_when_nothing_is_small():
    assert check({("k1", "s1"): (9, 0), ("k1", "s2"): (8, 5), ("k2", "s1"): (7, 6)}) == (frozenset(), frozenset())


def test_zero_is_shown():
    hide, _ = check({("k1", "s1"): (0, 0), ("k1", "s2"): (9, 0)})
    assert not hide


def test_a_small_cell_between_large_ones_takes_the_smallest_rectangle_along():
    cells = {("k1", "s1"): (3, 0), ("k1", "s2"): (9, 0), ("k1", "s3"): (30, 0)}
    cells |= {("k2", "s1"): (20, 0), ("k2", "s2"): (8, 0), ("k2", "s3"): (40, 0)}
    hide, hide_vve = check(cells)
    # 3 may be 5 when 9 becomes 7, 20 becomes 18 and 8 becomes 10; all totals stay.
    assert hide == {("k1", "s1"), ("k1", "s2"), ("k2", "s1"), ("k2", "s2")}
    assert not hide_vve


def test_one_small_flow_alone_hides_every_total():
    hide, hide_vve = check({("k1", "s1"): (1, 1)})
    assert hide == hide_vve == {("k1", "s1"), ("k1", None), (None, "s1"), TOTAL}


def test_small_flows_to_one_school_keep_the_total_of_the_school():
    cells = {(f"k{i}", "s1"): (n, 0) for i, n in enumerate((3, 4, 2, 12))}
    hide, _ = check(cells)
    assert (None, "s1") not in hide
    assert TOTAL not in hide


def test_a_number_that_misses_is_no_secret_but_its_totals_are_not_there_either():
    children, vve = tables(
        {("k1", "s1"): (3, 0), ("k1", "s2"): (None, None), ("k2", "s1"): (9, 0), ("k2", "s2"): (9, 0)}
    )
    assert children["k1", None] is children[None, "s2"] is children[TOTAL] is None
    assert children["k2", None] == 18
    hide, _ = hidden(children, vve, LEAST)
    assert ("k1", "s2") not in hide
    # There is no total of k1, so only the column of s1 can tell the 3; hiding 9 and 9 costs less than its total 12, twice.
    assert hide == {("k1", "s1"), ("k2", "s1"), ("k2", "s2")}


CELL = st.one_of(st.none(), st.integers(0, 6), st.integers(0, 30))


@st.composite
def matrices(draw: st.DrawFn) -> dict:
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    cells = {}
    for r in range(rows):
        for c in range(columns):
            n = draw(CELL)
            if n is None:
                continue  # a pair that is not in the list
            cells[f"k{r}", f"s{c}"] = (n, draw(st.one_of(st.just(0), st.integers(0, n))))
    return cells


@given(matrices().filter(bool))
@settings(max_examples=120, deadline=None)
def test_no_hidden_number_can_be_worked_out(cells: dict):
    check(cells)


@given(matrices().filter(bool), st.integers(2, 10))
@settings(max_examples=40, deadline=None)
def test_the_same_with_another_limit(cells: dict, least: int):
    check(cells, least)


@given(matrices().filter(bool), st.data())
@settings(max_examples=40, deadline=None)
def test_the_same_with_numbers_that_miss(cells: dict, data: st.DataObject):
    for place in cells:
        if data.draw(st.integers(0, 5)) == 0:
            cells[place] = data.draw(st.sampled_from([(None, None), (cells[place][0], None)]))
    check(cells)


def sparse(locations: int, seed: int = 1) -> dict:
    draw = random.Random(seed)
    cells = {}
    for i in range(locations):
        for _ in range(4):
            n = draw.randint(0, 12)
            cells[f"k{i}", f"s{(i + draw.randint(0, 12)) % locations}"] = (n, draw.randint(0, n))
    return cells


def test_a_real_size_is_safe():
    check(sparse(12))


def test_the_work_grows_with_the_number_of_flows(monkeypatch: pytest.MonkeyPatch):
    looked: list[int] = []
    for locations in (200, 800):
        count = 0
        space = flow_suppression._Table._space

        def counting(*args, space=space):
            nonlocal count
            count += 1
            return space(*args)

        with monkeypatch.context() as patch:
            patch.setattr(flow_suppression._Table, "_space", counting)
            hidden(*tables(sparse(locations)), LEAST)
        looked.append(count)
    assert looked[1] < 8 * looked[0]  # four times as many flows; sixteen times as much would be quadratic
