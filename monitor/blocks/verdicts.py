"""One verdict, or one sentence that may be said, as something to take along: words with the numbers under them."""

from __future__ import annotations

import functools

from monitor.blocks.block import Block, BlockView
from monitor.blocks.national import TREND
from monitor.blocks.parts import flag_labels, sources_of
from monitor.catalogue import Catalogue
from monitor.claims import ClaimAnswer
from monitor.consultation.records import SENTENCE, VERDICT
from monitor.page_tables import statements_table
from monitor.records import COMPUTED, VerdictRow
from monitor.tables import Table
from monitor.verdict_tables import reading_table, trend_table
from monitor.wording import margins
from monitor.wording import sentences as words
from monitor.wording.numbers import lower_first

OPEN, CLOSE = "“", "”"
"""The signs around what one may say, which stands on its own here."""


@functools.lru_cache(maxsize=512)  # a row lives as long as its data version
def verdict(row: VerdictRow, catalogue: Catalogue) -> Block:
    """The verdict on one cell, computed or from the sources, with what one may say of it."""
    care_type, measure = catalogue.care_types[row.care_type], catalogue.measures[row.measure]
    is_computed = row.basis == COMPUTED
    say, not_say = words.may_i_say(row, catalogue)
    more = margins.margins_sentence(row, catalogue) if is_computed else words.derived_sentence(row, catalogue)
    return Block(
        key=f"oordeel_{row.basis}_{care_type.slug}_{measure.slug}",
        page=TREND,
        headline=name(row, catalogue),
        subline=f"Oordeel {'berekend uit de cijfers' if is_computed else 'uit wat de bronnen zeggen'}. "
        f"Vergeleken met {catalogue.baseline.label}.",
        sentence=" ".join(filter(None, (words.sentence(row, catalogue), more))),
        source=sources_of([row]),
        table=_table(row, catalogue),
        sheets=[trend_table([row], catalogue)] if is_computed else [],
        flags=flag_labels([row], catalogue),
        kind=VERDICT,
        rows=(row,),
        recipe={"make": "verdict", "basis": row.basis, "origin": row.origin, "care_type": row.care_type,
                "measure": row.measure},
        link={"opvang": care_type.slug, "ind": measure.slug},
        may_say=say,
        not_say=not_say,
    )  # fmt: skip


def name(row: VerdictRow, catalogue: Catalogue) -> str:
    """The cell and the word of its verdict, with its sign."""
    return f"{_cell(row, catalogue)}: {words.icon(row, catalogue)} {words.label(row, catalogue)}"


def _cell(row: VerdictRow, catalogue: Catalogue) -> str:
    return f"{catalogue.label(row.care_type)}, {catalogue.label(row.measure).lower()}"


def _table(row: VerdictRow, catalogue: Catalogue) -> Table:
    return reading_table([row], catalogue) if row.basis == COMPUTED else statements_table(row)


@functools.lru_cache(maxsize=64)
def safe_sentence(
    answer: ClaimAnswer, claim: tuple[str, str, str], rows: tuple[VerdictRow, ...], view: BlockView
) -> Block | None:
    """What one may say instead of a claim (direction, first and last period); None when nothing can be said safely.

    `rows` are the computed and the published row of the cell, as they were given to `monitor.claims.check_claim`.
    """
    row = next((row for row in rows if row.basis == answer.basis), None)
    if row is None or not answer.safe:
        return None
    catalogue = view.catalogue
    care_type, measure = catalogue.care_types[row.care_type], catalogue.measures[row.measure]
    direction, first, last = claim
    told = f"{_cell(row, catalogue)}: {lower_first(answer.safe.replace(OPEN, '').replace(CLOSE, ''))}"
    return Block(
        key=f"zin_{care_type.slug}_{measure.slug}",
        page=TREND,
        headline=told,  # whole: its first half alone may leave the baseline out
        subline="Een zin die past bij de gegevens.",
        sentence=told,
        source=sources_of([row]),
        table=_table(row, catalogue),
        flags=flag_labels([row], catalogue),
        kind=SENTENCE,
        rows=(row,),
        recipe={"make": "safe_sentence", "origin": view.dataset, "care_type": row.care_type, "measure": row.measure,
                "direction": direction, "first": first, "last": last},
        may_say=answer.safe,
        not_say=answer.not_safe,
    )  # fmt: skip
