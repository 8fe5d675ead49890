"""Which numbers of the flow matrix are hidden: small ones, and others so that no total gives a small one away.

A place is a cell (row, column) or a total (row, None), (None, column), (None, None). There are two tables with the same
places: children, and those of them with a VVE indication. A number from 1 to `least` - 1 is small and is hidden. Zero is
never hidden, and a pair that is not in the list counts as zero.

**What is guaranteed** to hold against somebody who knows all shown numbers of both tables, that totals are sums, that a
hidden number is at least 1, and that a pair has no more children with VVE than children:

- each small number could, as far as can be told, be `least` or more;
- each other number that is hidden could have at least two values.

This is shown while hiding: from the true table a step is made to another table that agrees with all that is shown, in
which the small number is `least`. Such a step raises one number and, to keep the sums, moves others up and down along a
path of hidden places. Of the possible paths the one is taken that hides the fewest children more; totals weigh double.
What is hidden later only gives more room, so earlier steps stay possible.

**Not guaranteed**: anything against somebody who also knows numbers from elsewhere, such as a location its own.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

Place = tuple[str | None, str | None]
Node = tuple[str, str | None]
Values = Mapping[Place, int | None]
"""The number at each place, totals too; None when there is no number (then nothing can be derived from its sum)."""

Step = Mapping[Place, int]
"""How much each place changes in a step to another table."""
NO_STEP: Step = {}

MOST_STEPS = 1000
"""A search that has looked at so many places stops and hides the totals instead: it keeps large matrices linear."""
COST_OF_TOTAL = 2
"""Hiding a total is as bad as hiding cells of so many times its children."""
TOTAL: Place = (None, None)


def with_totals(cells: Mapping[tuple[str, str], int | None]) -> dict[Place, int | None]:
    """The cells and all their totals; a total over a cell without a number has none either."""
    found: dict[Place, int | None] = {}
    for (row, column), value in cells.items():
        found[row, column] = value
        for place in ((row, None), (None, column), TOTAL):
            before = found.get(place, 0)
            found[place] = None if before is None or value is None else before + value
    return found


def hidden(children: Values, vve: Values, least: int) -> tuple[frozenset[Place], frozenset[Place]]:
    """The places to hide in the table of children and in that of children with VVE. Places stand in both tables."""
    first = _Table(children, least, lows={p: n for p, n in vve.items() if n and None not in p})
    moves = {place: first.protect(place) for place in first.small()}
    second = _Table(vve, least, highs={p: n for p, n in children.items() if n is not None and None not in p})
    for place in second.small():
        second.protect(place, moves.get(second.anchor(place), {}))
    return frozenset(first.hidden), frozenset(second.hidden)


@dataclass
class _Table:
    """One table while it is being hidden. `lows` are the least values of cells above 1, `highs` the most that cells can be.

    For children with VVE the most is the number of children. Where that is hidden too it may be more: `more` holds the step
    in which the children of a cell became `least`, and what that did to other cells.
    """

    values: Values
    least: int
    lows: Mapping[Place, int] = field(default_factory=dict)
    highs: Mapping[Place, int] = field(default_factory=dict)
    hidden: set[Place] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.hidden.update(p for p, n in self.values.items() if n is not None and 0 < n < self.least)
        self.at: dict[Node, list[tuple[Place, int | None, Node, bool]]] = {}
        for place in sorted((p for p, n in self.values.items() if n != 0), key=_order):
            row, column = _ends(place)
            for node, to in ((row, column), (column, row)):
                self.at.setdefault(node, []).append((place, self.values[place], to, _is_sum_of_both(place)))

    def small(self) -> list[Place]:
        """The small numbers, smallest first: what protects those often protects the others too."""
        found = [p for p in self.hidden if (self.values[p] or 0) < self.least]
        return sorted(found, key=lambda p: (self.values[p], _order(p)))

    def anchor(self, place: Place) -> Place:
        """A cell with children in the line of this place: the one that is largest, or the place itself."""
        row, column = place
        if row is not None and column is not None:
            return place
        ends = _ends(place)
        line = (
            self.values if place == TOTAL else (entry[0] for entry in self.at[ends[0] if row is not None else ends[1]])
        )
        cells = (p for p in line if None not in p and self.values[p])
        return max(cells, key=lambda p: (self.values[p] or 0, _order(p)))

    def protect(self, place: Place, more: Step = NO_STEP) -> Step:
        """Hide what it takes to let a small number be `least`. Returns the step that shows it: change per place."""
        need = self.least - (self.values[place] or 0)
        step = {place: need}
        for moved, up in self._path(place, more, need):
            step[moved] = need if up else -need
            if self.values[moved] is not None:
                self.hidden.add(moved)
        return step

    def _space(self, place: Place, up: bool, more: Step) -> int:
        """How far a number can move up or down. A total without a number can move freely."""
        value = self.values[place]
        if value is None:
            return self.least if None in place else 0
        if up:
            return self.highs[place] + more.get(place, 0) - value if place in self.highs else self.least
        return value - self.lows.get(place, 1)

    def _path(self, place: Place, more: Step, need: int) -> list[tuple[Place, bool]]:
        """The moves that keep all sums when the number at this place goes up by `need`, hiding as little as possible."""
        around = self._around(place)
        if all(p in self.hidden or self.values[p] is None for p, _ in around) and (
            min(self._space(p, up, more) for p, up in around) >= need
        ):
            return around
        return self._search(place, more, need) or around

    def _around(self, place: Place) -> list[tuple[Place, bool]]:
        """The way that is always there: a cell, the totals of its row and column and the grand total all go up."""
        row, column = self.anchor(place)
        corners: tuple[Place, ...] = ((row, column), (row, None), (None, column), TOTAL)
        return [(corner, True) for corner in corners if corner != place]

    def _search(self, place: Place, more: Step, need: int) -> list[tuple[Place, bool]] | None:
        """The cheapest path between the two lines of a place; None when there is none within the steps allowed.

        A row with too much lowers a cell or raises its total; then a column has too little and raises a cell or lowers
        its total; and so on, until the other line of the place is reached.
        """
        start, goal = _ends(place) if _is_sum_of_both(place) else reversed(_ends(place))
        best: dict[Node, float] = {start: 0}
        came: dict[Node, tuple[Node, Place, bool]] = {}
        queue: list[tuple[float, int, int, Node]] = [(0, 0, 0, start)]  # price, length, a number of its own
        steps = 0
        while queue:
            cost, length, _, node = heapq.heappop(queue)
            if node == goal:
                return _moves(came, start, goal)
            if cost > best[node]:
                continue
            at_column = node[0] == "column"
            for other, value, to, same_sign in self.at.get(node, ()):
                steps += 1
                if steps > MOST_STEPS:
                    return None
                price = (
                    cost
                    if value is None or other in self.hidden
                    else cost + value * (COST_OF_TOTAL if None in other else 1)
                )
                if price >= best.get(to, math.inf) or price >= best.get(goal, math.inf) or other == place:
                    continue
                up = at_column == same_sign
                if self._space(other, up, more) >= need:
                    best[to] = price
                    came[to] = (node, other, up)
                    heapq.heappush(queue, (price, length + 1, steps, to))
        return None


def _moves(came: Mapping[Node, tuple[Node, Place, bool]], start: Node, goal: Node) -> list[tuple[Place, bool]]:
    found = []
    node = goal
    while node != start:
        node, place, up = came[node]
        found.append((place, up))
    return found


def _ends(place: Place) -> tuple[Node, Node]:
    """The two sums in which a number stands: its row and its column; totals form a row and a column of their own."""
    return ("row", place[0]), ("column", place[1])


def _is_sum_of_both(place: Place) -> bool:
    """Whether a number counts with the same sign in both sums: cells and the grand total do, other totals do not."""
    return (place[0] is None) == (place[1] is None)


def _order(place: Place) -> tuple[bool, str, bool, str]:
    return place[0] is not None, place[0] or "", place[1] is not None, place[1] or ""
