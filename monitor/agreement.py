"""Do the numbers say what the source says? One word per cell that has both a computed and a published verdict."""

from __future__ import annotations

from monitor.records import VerdictRow

AGREE, AGREE_BUT, DIFFER, NOT_CHECKABLE = "AGREE", "AGREE_BUT", "DIFFER", "NOT_CHECKABLE"

# Where a code stands against the baseline: above, level, below; None says nothing.
POSITION = {
    "REAL_IMPROVEMENT": "above",
    "FULL_RECOVERY": "level",
    "STABLE": "level",
    "PARTIAL_RECOVERY": "below",
    "NO_RECOVERY": "below",
    "DECLINE": "below",
    "UP_EARLIER": "up_earlier",
    "UP_RECENT": "up_recent",
    "DOWN_EARLIER": "down_earlier",
    "DOWN_RECENT": "down_recent",
    "FLAT": "flat",
}

# Published verdicts that rest on the last two periods only: they can be held against d2 and nothing else. The value is the
# direction that the source reported, turned so that plus is favourable.
SINCE_DIP = {
    ("CAUTIOUS_IMPROVEMENT", "source_silent"): 1,
    ("CAUTIOUS_IMPROVEMENT", "no_dip_reported"): 1,
    ("STABLE", "since_2021_only"): 0,
    ("DECLINE", "recent"): -1,
}


def agreement(computed: VerdictRow, published: VerdictRow) -> str:
    """AGREE, AGREE_BUT (it fits, and the numbers say more or less of it), DIFFER or NOT_CHECKABLE."""
    if computed.verdict is None or (computed.code, computed.variant) == (published.code, published.variant):
        return AGREE if computed.verdict is not None else NOT_CHECKABLE
    since_dip = SINCE_DIP.get((published.code, published.variant))
    if since_dip is not None:
        return _against_last_step(computed, since_dip)
    mine, theirs = POSITION.get(computed.code), POSITION.get(published.code)
    if mine is None or theirs is None:
        return NOT_CHECKABLE
    if computed.code == published.code:
        return AGREE
    return AGREE_BUT if mine == theirs else DIFFER


def _against_last_step(computed: VerdictRow, reported: int) -> str:
    """A source that compared only the last two periods, held against the shown direction of the same step."""
    assert computed.verdict is not None
    low, high = computed.verdict.ci95_d2
    if low != low:
        return NOT_CHECKABLE
    if reported == 0:
        delta = computed.verdict.delta
        return AGREE_BUT if -delta < low and high < delta else NOT_CHECKABLE if low < 0 < high else DIFFER
    if (low > 0) if reported > 0 else (high < 0):
        return AGREE_BUT
    if (high < 0) if reported > 0 else (low > 0):
        return DIFFER
    return NOT_CHECKABLE
