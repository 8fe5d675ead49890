"""Where the dots of a strip stand: stacked one by one, or one per score when there are too many to draw.

Nothing is drawn at random: a score stands exactly at its value, and dots that would touch are stacked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from monitor.spread_records import MOST_DOTS

# With more dots on top of each other than this, or more than MOST_DOTS groups, a lane has one dot per score.
MOST_LEVELS = 26
# With more distinct scores than this, scores so near that they are one place on the screen share a dot.
MOST_SCORES = 120


class Dot(NamedTuple):
    """`n` groups with scores from `score` up to `last`. `tail` is -1 for a low outlier, 1 for a high one, else 0.

    `level` is how many dots lie below it; in a lane with one dot per score the share (0 to 1) of the most frequent one.
    """

    score: float
    last: float
    n: int
    level: float
    tail: int


class Swarm(NamedTuple):
    """The dots of one lane, how many lie on top of each other, and whether a dot stands for a score, not for a group."""

    dots: tuple[Dot, ...] = ()
    levels: int = 0
    by_score: bool = False


def swarm(scores: Sequence[float], counts: Sequence[int], tails: Sequence[int], dot: float, mark: float) -> Swarm:
    """Place the groups of one lane. `scores` ascend; `dot` and `mark` are the widths of a dot and of an outlier's mark,
    in the unit of the scale."""
    if sum(counts) <= MOST_DOTS:
        placed = _levels(scores, counts, [(mark if tail else dot) / 2 for tail in tails])
        most = max((level for level, _ in placed), default=-1) + 1
        if most <= MOST_LEVELS:
            return Swarm(tuple(Dot(scores[i], scores[i], 1, level, tails[i]) for level, i in placed), most)
    groups = _near(scores, tails)
    totals = [sum(counts[first:last]) for first, last in groups]
    top = max(totals, default=1)
    dots = (
        Dot(scores[first], scores[last - 1], total, total / top, tails[first])
        for (first, last), total in zip(groups, totals, strict=True)
    )
    return Swarm(tuple(dots), 0, True)


def _levels(scores: Sequence[float], counts: Sequence[int], halves: Sequence[float]) -> list[tuple[int, int]]:
    """Per group the lowest level on which it touches no other dot, and the place of its score."""
    ends: list[float] = []
    placed: list[tuple[int, int]] = []
    for i, (score, count, half) in enumerate(zip(scores, counts, halves, strict=True)):
        level = 0
        for _ in range(count):
            while level < len(ends) and score - half < ends[level] - 1e-9:
                level += 1
            if level == len(ends):
                if level >= MOST_LEVELS:
                    return [(level, i)]  # too high already: the caller takes one dot per score
                ends.append(score)
            ends[level] = score + half
            placed.append((level, i))
    return placed


def _near(scores: Sequence[float], tails: Sequence[int]) -> list[tuple[int, int]]:
    """The scores in runs of near neighbours, as (first, after the last); a run never crosses the limit of a tail."""
    if len(scores) <= MOST_SCORES:
        return [(i, i + 1) for i in range(len(scores))]
    width = (scores[-1] - scores[0]) / MOST_SCORES
    keys = [(int((score - scores[0]) / width), tail) for score, tail in zip(scores, tails, strict=True)]
    starts = [0, *(i for i in range(1, len(keys)) if keys[i] != keys[i - 1])]
    return list(zip(starts, [*starts[1:], len(keys)], strict=True))
