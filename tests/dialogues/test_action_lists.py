"""Actions in the order of a meeting, and what became of last year's."""

from __future__ import annotations

from datetime import date

from monitor.dialogues.action_lists import counts, from_last_year, ordered
from tests.dialogues.build import YEAR, action, cycle

ON = date(YEAR, 11, 21)


def test_overdue_first_then_without_owner_then_by_date_and_closed_last():
    someone = {"owners": ("A",)}
    actions = [
        action("closed", "done", "01-01"),
        action("later", "agreed", "12-20", **someone),
        action("no-date", "agreed", **someone),
        action("ownerless", "agreed", "12-30"),
        action("sooner", "running", "12-01", **someone),
        action("over", "running", "11-20", **someone),
        action("over-long", "agreed", "09-01", **someone),
        action("over-ownerless", "agreed", "11-01"),
    ]
    assert [a.action_id for a in ordered(cycle(actions=actions), ON)] == [
        "over-ownerless", "over-long", "over", "ownerless", "sooner", "later", "no-date", "closed",
    ]  # fmt: skip


def test_counts_name_every_status():
    found = counts([action("a"), action("b", "done"), action("c", "done"), action("d", "odd")])
    assert found == {"proposal": 0, "agreed": 1, "in_year_plan": 0, "running": 0, "done": 2, "dropped": 0}


def test_last_year_with_what_became_of_it():
    before = cycle(
        actions=[action("a1", "done", result="Alle ouders kregen bericht."), action("a2", "proposal"), action("a3", "agreed"),
                 action("a4", "dropped"), action("a5", "in_year_plan")],
        year=YEAR - 1,
    )  # fmt: skip
    taken_over = action(f"a5-{YEAR}", "running", text="Actie a5")
    now = cycle(
        actions=[action("a3", "running"), action("a4", "agreed", text="Iets anders"), taken_over], previous=before
    )
    found = from_last_year(now)
    assert [(f.then.action_id, f.then.status, f.now.status, f.sentence) for f in found] == [
        ("a3", "agreed", "running", "Dit loopt nog."),
        ("a5", "in_year_plan", "running", "Dit loopt nog."),
        ("a1", "done", "done", "Dit is klaar. Alle ouders kregen bericht."),
        ("a4", "dropped", "dropped", "Dit is vervallen."),
    ]
    assert from_last_year(cycle(actions=[action("a1")])) == ()
