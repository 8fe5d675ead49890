"""What is said of a verdict is kept with it, and drawing a page again makes no new rows that would push the rest out."""

from __future__ import annotations

from monitor.page_tables import strip_overview
from monitor.records import COMPUTED, DEMO
from monitor.session import Session
from monitor.verdict_tables import at_other_limits, strip_table
from monitor.wording.slots import row_slots


def test_drawing_the_strip_again_adds_nothing_to_what_is_kept(example_workspace) -> None:
    session = Session(example_workspace)
    catalogue = session.catalogue
    rows = [row for row in session.national().of(COMPUTED, DEMO).values() if row.strip][:6]
    first = strip_overview(rows, catalogue), strip_table(rows, catalogue)
    kept = row_slots.cache_info().currsize
    assert (strip_overview(rows, catalogue), strip_table(rows, catalogue)) == first
    assert row_slots.cache_info().currsize == kept


def test_a_row_at_another_limit_says_what_the_strip_says(example_workspace) -> None:
    row = next(row for row in Session(example_workspace).national().of(COMPUTED, DEMO).values() if row.strip)
    assert [(delta, other.code, other.variant) for delta, other in at_other_limits(row).items()] == list(row.strip)
    assert all(other.badge == other.code and other.cells is row.cells for other in at_other_limits(row).values())
