"""What to talk about: measures of which the whole margin lies on one side, never the ones that scored highest or lowest."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.own.records import OwnRow

MOST = 3


def strong(rows: Iterable[OwnRow]) -> tuple[OwnRow, ...]:
    """At most three measures in the favourable quarter, in the order of the rows."""
    return tuple(row for row in rows if row.favourable > 0)[:MOST]


def to_discuss(rows: Iterable[OwnRow]) -> tuple[OwnRow, ...]:
    """At most three measures in the unfavourable quarter, in the order of the rows."""
    return tuple(row for row in rows if row.favourable < 0)[:MOST]
