"""The rules of the verdict as records: the code runs through them, and the method page prints the same records."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at. A rule names the facts that it asks for; None there means that it does not matter.

    d1, d2, d3: the shown direction of that difference (1, -1, or 0 when not shown); `level` and `no_worse` as above;
    `beyond_chance`: d3 holds after Holm's correction; `not_below`: the mean of C is not below that of B.
    """

    d1: int | None = None
    d2: int | None = None
    d3: int | None = None
    level: bool | None = None
    no_worse: bool | None = None
    beyond_chance: bool | None = None
    not_below: bool | None = None

    def asked(self) -> dict[str, int | bool]:
        """The facts that are not None, by name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) is not None}


@dataclass(frozen=True, slots=True)
class Rule:
    """When these facts hold, this is the code and variant. The method page prints the same records."""

    code: str
    variant: str
    when: Facts = Facts()

    def holds(self, facts: Facts) -> bool:
        return all(getattr(facts, name) == value for name, value in _asked(self.when))


@functools.cache
def _asked(facts: Facts) -> tuple[tuple[str, int | bool], ...]:
    return tuple(facts.asked().items())


UP, DOWN, NOT_SHOWN = 1, -1, 0

THREE_PERIODS: tuple[Rule, ...] = (
    Rule("STABLE", "recent_fall", Facts(level=True, d2=DOWN)),
    Rule("FULL_RECOVERY", "", Facts(level=True, d1=DOWN, d2=UP)),
    Rule("FULL_RECOVERY", "rise_not_shown", Facts(level=True, d1=DOWN)),
    Rule("STABLE", "fluctuation", Facts(level=True, d2=UP)),
    Rule("STABLE", "", Facts(level=True)),
    Rule("REAL_IMPROVEMENT", "now_falling", Facts(d3=UP, beyond_chance=True, d2=DOWN)),
    Rule("REAL_IMPROVEMENT", "after_dip", Facts(d3=UP, beyond_chance=True, d1=DOWN)),
    Rule("REAL_IMPROVEMENT", "no_dip", Facts(d3=UP, beyond_chance=True)),
    Rule("CAUTIOUS_IMPROVEMENT", "chance", Facts(d3=UP)),
    Rule("PARTIAL_RECOVERY", "", Facts(d3=DOWN, d2=UP)),
    Rule("DECLINE", "further", Facts(d3=DOWN, d2=DOWN)),
    Rule("NO_RECOVERY", "", Facts(d3=DOWN, d1=DOWN)),
    Rule("DECLINE", "gradual", Facts(d3=DOWN)),
    Rule("FULL_RECOVERY", "possibly_more", Facts(d1=DOWN, d2=UP, no_worse=True)),
    Rule("PARTIAL_RECOVERY", "extent_unknown", Facts(d1=DOWN, d2=UP)),
    Rule("UNCERTAIN", "after_dip", Facts(d1=DOWN)),
    Rule("CAUTIOUS_IMPROVEMENT", "", Facts(d2=UP, not_below=True)),
    Rule("DECLINE", "recent", Facts(d2=DOWN)),
    Rule("UNCERTAIN", ""),
)

TWO_PERIODS: tuple[Rule, ...] = (
    Rule("STABLE", "two_periods", Facts(level=True)),
    Rule("REAL_IMPROVEMENT", "two_periods", Facts(d3=UP, beyond_chance=True)),
    Rule("CAUTIOUS_IMPROVEMENT", "two_periods", Facts(d3=UP)),
    Rule("DECLINE", "two_periods", Facts(d3=DOWN)),
    Rule("UNCERTAIN", "two_periods"),
)

# A neutral measure has no better or worse; its code says when the change happened.
NEUTRAL_THREE_PERIODS: tuple[Rule, ...] = (
    Rule("UP_RECENT", "both_steps", Facts(d1=UP, d2=UP)),
    Rule("DOWN_RECENT", "both_steps", Facts(d1=DOWN, d2=DOWN)),
    Rule("UP_EARLIER", "partly_back", Facts(d1=UP, d2=DOWN, d3=UP)),
    Rule("DOWN_EARLIER", "partly_back", Facts(d1=DOWN, d2=UP, d3=DOWN)),
    Rule("UP_EARLIER", "", Facts(d1=UP, d2=NOT_SHOWN)),
    Rule("DOWN_EARLIER", "", Facts(d1=DOWN, d2=NOT_SHOWN)),
    Rule("FLAT", "fluctuation", Facts(d1=UP, d2=DOWN, level=True)),
    Rule("FLAT", "fluctuation", Facts(d1=DOWN, d2=UP, level=True)),
    Rule("UNCERTAIN", "fluctuation", Facts(d1=UP, d2=DOWN)),
    Rule("UNCERTAIN", "fluctuation", Facts(d1=DOWN, d2=UP)),
    Rule("UP_RECENT", "", Facts(d2=UP)),
    Rule("DOWN_RECENT", "", Facts(d2=DOWN)),
    Rule("FLAT", "", Facts(level=True)),
    Rule("UNCERTAIN", "moment_unknown", Facts(d3=UP)),
    Rule("UNCERTAIN", "moment_unknown", Facts(d3=DOWN)),
    Rule("UNCERTAIN", ""),
)

NEUTRAL_TWO_PERIODS: tuple[Rule, ...] = (
    Rule("FLAT", "two_periods", Facts(level=True)),
    Rule("UP_RECENT", "two_periods", Facts(d3=UP)),
    Rule("DOWN_RECENT", "two_periods", Facts(d3=DOWN)),
    Rule("UNCERTAIN", "two_periods"),
)

# By (neutral measure, two periods only).
RULES: dict[tuple[bool, bool], tuple[Rule, ...]] = {
    (False, False): THREE_PERIODS,
    (False, True): TWO_PERIODS,
    (True, False): NEUTRAL_THREE_PERIODS,
    (True, True): NEUTRAL_TWO_PERIODS,
}

# Before any number is looked at: why a cell gets no verdict, in the order of `refusal`.
REFUSALS = ("NO_BASELINE", "NO_CURRENT", "NOT_COMPARABLE", "TOO_FEW", "NO_SPREAD")
