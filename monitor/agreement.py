"""Do the numbers say what the source says? One word per cell that has both a computed and a published verdict.

What the source claims is held, pair of periods by pair of periods, against the difference of that same pair in the
numbers: the numbers bear it out, contradict it, or leave it open. A source that never named the baseline is therefore
not contradicted by what the numbers say of the baseline; they say more.
"""

from __future__ import annotations

from collections.abc import Mapping

from monitor.catalogue import Catalogue
from monitor.records import VerdictRow
from monitor.statistics import published as said
from monitor.statistics.verdict import ALPHA, Verdict, sign

AGREE, AGREE_BUT, DIFFER, NOT_CHECKABLE = "AGREE", "AGREE_BUT", "DIFFER", "NOT_CHECKABLE"

D1, D2, D3 = said.BD, said.DC, said.BC
UP, SAME, DOWN = 1, 0, -1
DIRECTIONS = {said.UP: UP, said.STABLE: SAME, said.DOWN: DOWN}

# What a published verdict claims of each pair: plus is favourable (for a neutral measure: a higher score). Recovery
# means that there was a dip and that it was made good; a fall that did not stop or turn leaves a shortfall.
CLAIMS: dict[tuple[str, str], dict[int, int]] = {
    ("FULL_RECOVERY", ""): {D1: DOWN, D2: UP, D3: SAME},
    ("PARTIAL_RECOVERY", ""): {D1: DOWN, D2: UP, D3: DOWN},
    ("NO_RECOVERY", ""): {D1: DOWN, D3: DOWN},
    ("NO_RECOVERY", "derived"): {D1: DOWN, D2: SAME, D3: DOWN},
    ("REAL_IMPROVEMENT", ""): {D3: UP},
    ("REAL_IMPROVEMENT", "two_periods"): {D3: UP},
    ("CAUTIOUS_IMPROVEMENT", "source_silent"): {D2: UP},
    ("CAUTIOUS_IMPROVEMENT", "no_dip_reported"): {D1: SAME, D2: UP},
    ("STABLE", ""): {D3: SAME},
    ("STABLE", "two_periods"): {D3: SAME},
    ("STABLE", "since_2021_only"): {D2: SAME},
    ("STABLE", "rise_before_2021"): {D1: UP, D2: SAME},
    ("DECLINE", "further"): {D1: DOWN, D2: DOWN, D3: DOWN},
    ("DECLINE", "recent"): {D2: DOWN},
    ("DECLINE", "two_periods"): {D3: DOWN},
    ("UP_EARLIER", ""): {D1: UP, D2: SAME},
    ("UP_EARLIER", "partly_back"): {D1: UP, D2: DOWN, D3: UP},
    ("DOWN_EARLIER", ""): {D1: DOWN, D2: SAME},
    ("DOWN_EARLIER", "partly_back"): {D1: DOWN, D2: UP, D3: DOWN},
    ("UP_RECENT", ""): {D2: UP},
    ("UP_RECENT", "both_steps"): {D1: UP, D2: UP},
    ("UP_RECENT", "two_periods"): {D3: UP},
    ("DOWN_RECENT", ""): {D2: DOWN},
    ("DOWN_RECENT", "both_steps"): {D1: DOWN, D2: DOWN},
    ("DOWN_RECENT", "two_periods"): {D3: DOWN},
    ("FLAT", ""): {D3: SAME},
    ("FLAT", "fluctuation"): {D3: SAME},
    ("FLAT", "two_periods"): {D3: SAME},
    ("FLAT", "since_2021_only"): {D2: SAME},
}


def agreement(computed: VerdictRow, published: VerdictRow, catalogue: Catalogue) -> str:
    """One of four words.

    * DIFFER: the numbers contradict something that the source claims;
    * AGREE: they contradict nothing, and give the same verdict about the same periods;
    * AGREE_BUT: they bear out the claim that weighs most, and say more than the source, or it in another way;
    * NOT_CHECKABLE: they leave that claim open, or the sources contradict each other.
    """
    if computed.verdict is None or published.code == said.CONFLICTING:
        return NOT_CHECKABLE
    claimed = claims(published, catalogue)
    outcomes = {pair: borne_out(claim, pair, computed.verdict) for pair, claim in sorted(claimed.items())}
    if False in outcomes.values():
        return DIFFER
    if True not in outcomes.values():
        return NOT_CHECKABLE
    says_more = claimed.keys() == {D2} and _reading(D3, computed.verdict) is not None
    if computed.code == published.code:
        return AGREE_BUT if says_more else AGREE
    heaviest = max(outcomes)  # the comparison with the baseline, else the last step
    return AGREE_BUT if outcomes[heaviest] else NOT_CHECKABLE


def claims(published: VerdictRow, catalogue: Catalogue) -> dict[int, int]:
    """What the published verdict claims per pair of periods, and what its statements say of the other pairs."""
    measure = catalogue.measures[published.measure]
    heard: dict[int, set[int | None]] = {}
    for statement in published.statements:
        spoken_of = catalogue.measures.get(statement.measure, measure)
        for pair, reading in said.readings(statement, spoken_of, measure, catalogue).items():
            heard.setdefault(pair, set()).add(DIRECTIONS.get(reading))
    agreed: Mapping[int, int] = {
        pair: claim for pair, found in heard.items() if len(found) == 1 for claim in found if claim is not None
    }
    return {**agreed, **CLAIMS.get((published.code, published.variant), {})}


def borne_out(claim: int, pair: int, verdict: Verdict) -> bool | None:
    """Whether the numbers bear a claim out (True), contradict it (False) or leave it open (None).

    "The same" is borne out by a difference that is shown to be smaller than delta, "up" and "down" by a shown direction.
    Against the baseline the rules of the verdict hold: a difference smaller than delta is the same and nothing else, and
    "above" that does not stand among many verdicts bears out nothing, and contradicts only "below".
    """
    shown, small = _shown(pair, verdict), _small(pair, verdict)
    if pair == D3 and shown == UP and not small and claim != DOWN and not verdict.p_holm <= ALPHA:
        return None
    if claim == SAME:
        return True if small else False if shown else None
    if shown == claim and not (pair == D3 and small):
        return True
    return False if shown or small else None


def _reading(pair: int, verdict: Verdict) -> int | None:
    """The direction that the numbers show, SAME when they show that, None when they are not certain of either."""
    if _small(pair, verdict):
        return SAME
    return _shown(pair, verdict) or None


def _shown(pair: int, verdict: Verdict) -> int:
    return sign((verdict.ci95_d1, verdict.ci95_d2, verdict.ci95_d3)[pair])


def _small(pair: int, verdict: Verdict) -> bool:
    """Shown to be smaller than delta: the rule of the verdict for d3; for the steps, on their wider 95% interval."""
    low, high = (verdict.ci95_d1, verdict.ci95_d2, verdict.ci90_d3)[pair]
    return -verdict.delta < low and high < verdict.delta
