"""Counts of themes grow by several dialogues of several locations at once, whoever looks whenever; worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import clock
from monitor.access import batches
from monitor.access.records import TOTALS, DialogueScope
from monitor.access.scope import scoped
from monitor.dialogues.coverage import coverage
from monitor.dialogues.reader import with_current
from monitor.dialogues.records import Cycle, Dialogue
from monitor.dialogues.status import status
from monitor.dialogues.themes import held_sentence, theme_summaries
from monitor.dialogues.versions import newest_and_earlier
from tests.dialogues.build import action, childcare, cycle, internal, joint, school

ON = date(2026, 11, 21)
COUNTS = DialogueScope(TOTALS)
PLACES = [childcare(f"k{n}") for n in range(1, 8)] + [school(f"s{n}") for n in range(1, 8)]
BY_CODE = {place.location_id: place for place in PLACES}


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: ON)


def at(code: str, day: str, *themes: str, dialogue_id: str = "", **more) -> Dialogue:
    return replace(internal(BY_CODE[code], day, themes, **more), dialogue_id=dialogue_id or f"i-{code}")


def year(*talks: Dialogue, **more) -> Cycle:
    return cycle(PLACES, (), talks, **more)


def seen(kept: Cycle, *own: str) -> Cycle:
    return scoped(kept, DialogueScope(TOTALS, frozenset(own)), TOTALS)


def themes(part: Cycle) -> dict[str, tuple[int, int]]:
    """Per theme in how many dialogues, and in how many joint ones; without those that are nowhere."""
    return {s.theme.code: (s.dialogues, s.joint) for s in theme_summaries(part, ON) if s.dialogues}


# ------------------------------------------------------------------------------------------------------------- by hand


def test_the_newest_wait_until_there_are_three_of_three_locations():
    talks = [at("k1", "05-01", "parents"), at("k2", "05-02", "parents"), at("k3", "05-03", "stability"),
             at("k4", "05-04", "continuity"), at("k5", "05-05", "continuity"), at("k6", "05-06", "parents")]  # fmt: skip
    days = [themes(seen(year(*talks[:n]))) for n in range(7)]
    first, second = (
        {"parents": (2, 0), "stability": (1, 0)},
        {"parents": (3, 0), "stability": (1, 0), "continuity": (2, 0)},
    )
    assert days == [{}, {}, {}, first, first, first, second]


def test_the_number_of_dialogues_counts_at_once_and_what_waits_is_said():
    found = seen(year(*(at(f"k{n}", f"05-0{n}", "parents") for n in range(1, 6))))
    assert len(status(found, ON).internal.received) == 5
    assert held_sentence(found, ON) == (
        "Van 2 dialogen tellen de thema's en acties nog niet mee. "
        "Zij tellen mee als er nieuwe dialogen van genoeg locaties zijn. Zo ziet u niet waarover één dialoog ging."
    )
    assert held_sentence(seen(year(*(at(f"k{n}", f"05-0{n}", "parents") for n in range(1, 4)))), ON) == ""


def test_internal_and_joint_dialogues_wait_apart_because_they_are_counted_apart():
    talks = [at("k1", "05-01", "parents"), at("k2", "05-02", "parents"), joint("a", "k3 s3", "05-03", ["stability"]),
             at("k4", "05-04", "parents")]  # fmt: skip
    assert themes(seen(year(*talks[:3]))) == {}
    assert themes(seen(year(*talks))) == {"parents": (3, 0)}
    more = [joint("b", "k4 s4", "05-05", ["parents"]), joint("c", "k5 s5", "05-06", ["parents"])]
    assert themes(seen(year(*talks, *more))) == {"parents": (5, 2), "stability": (1, 1)}


def test_a_joint_dialogue_of_three_locations_is_one_dialogue():
    one = joint("a", "k1 k2 k3 s1", "05-01", ["stability"])
    assert themes(seen(year(one))) == {}


def test_three_dialogues_of_the_same_two_locations_wait():
    talks = [joint(code, "k1 s1 jgz", f"05-0{n}", ["parents"]) for n, code in enumerate("abc", 1)]
    assert themes(seen(year(*talks))) == {}
    assert themes(seen(year(*talks, joint("d", "k2 s1", "05-04", ["parents"])))) == {"parents": (4, 4)}


def test_who_knows_a_location_does_not_find_out_the_two_others():
    talks = [at(f"k{n}", f"05-0{n}", "parents") for n in range(1, 5)]
    assert themes(seen(year(*talks[:3]))) == {"parents": (3, 0)}
    assert themes(seen(year(*talks[:3]), "k1")) == {}
    assert themes(seen(year(*talks), "k1")) == {"parents": (4, 0)}
    known = [
        joint("a", "k1 s1", "05-01", ["parents"]),
        *(joint(f"{n}", f"k{n} s{n}", f"05-0{n}", ["parents"]) for n in (2, 3)),
    ]
    assert themes(seen(year(*known))) == {"parents": (3, 3)}
    assert themes(seen(year(*known), "k1")) == {}, "the dialogue with s1 is known to who knows k1"


def test_what_came_late_waits_behind_what_was_told_whenever_it_was_held():
    talks = [at(f"k{n}", f"05-0{n}", "parents", arrived_at=datetime(2026, 6, 1)) for n in (1, 2, 3)]
    late = at("k4", "04-01", "stability", arrived_at=datetime(2026, 6, 2))
    assert themes(seen(year(late, *talks))) == {"parents": (3, 0)}


def test_a_list_that_is_read_in_anew_with_one_more_does_not_tell_that_one():
    """The working group takes last week's list out and reads the longer one in: everything arrives at once."""
    weeks = [
        [at(f"k{n}", f"05-0{n}", "parents", arrived_at=datetime(2026, 6, week)) for n in range(1, 3 + week)]
        for week in (1, 2, 3)
    ]
    assert [themes(seen(year(*week))) for week in weeks] == [{"parents": (3, 0)}] * 3


def test_a_second_report_shows_with_others_and_until_then_the_first_one_is_told():
    first = [at(f"k{n}", f"05-0{n}", "parents") for n in (1, 2, 3)]
    again = [at(f"k{n}", f"06-0{n}", "stability", dialogue_id=f"again-{n}") for n in (1, 2, 3)]
    new = [at("k4", "06-04", "parents"), at("k5", "06-05", "parents")]

    def told(*more: Dialogue) -> dict[str, tuple[int, int]]:
        return themes(seen(year(*with_current([*first, *more]))))

    assert told() == told(again[0]) == told(*again[:2]) == told(*again[:2], *new) == {"parents": (3, 0)}
    assert told(*again) == {"stability": (3, 0)}


def test_a_form_that_is_sent_again_shows_with_others_too():
    first = [at(f"k{n}", f"05-0{n}", "parents") for n in (1, 2, 3)]
    corrected = [at(f"k{n}", f"06-0{n}", "parents", "stability") for n in (1, 2, 3)]

    def told(*more: Dialogue) -> dict[str, tuple[int, int]]:
        newest, earlier = newest_and_earlier([*first, *more])
        return themes(seen(year(*newest, earlier=tuple(earlier))))

    assert told(corrected[0]) == told(*corrected[:2]) == {"parents": (3, 0)}
    assert told(*corrected) == {"parents": (3, 0), "stability": (3, 0)}
    waiting = at("k4", "05-04", "stability")
    assert told(waiting, replace(waiting, submitted_at=datetime(2026, 5, 9))) == {"parents": (3, 0)}


def test_a_double_that_takes_the_place_of_one_that_was_told_shows_what_was_told():
    talks = [joint(code, f"k{n} s{n}", f"05-0{n}", ["parents"]) for n, code in enumerate("abc", 1)]
    double = joint("a2", "k1 s1", "05-20", ["stability"])
    kept = year(replace(talks[0], is_current=False), *talks[1:], double, decided_doubles={("a", "a2"): True})
    assert themes(seen(kept)) == {"parents": (3, 3)}


def test_a_form_of_a_later_day_waits_for_that_day(monkeypatch):
    talks = [at("k1", "05-01", "parents"), at("k2", "05-02", "parents"), at("k3", "12-01", "stability")]
    assert themes(seen(year(*talks))) == {}
    monkeypatch.setattr(clock, "today", lambda: date(2026, 12, 1))
    assert {s.theme.code for s in theme_summaries(seen(year(*talks)), date(2026, 12, 1)) if s.dialogues} == {
        "parents", "stability",
    }  # fmt: skip


def test_dialogues_without_known_themes_hide_nobody():
    bare = [at(f"k{n}", f"05-0{n}", themes_asked=False) for n in (1, 2)]
    found = seen(year(*bare, at("k3", "05-03", "parents")))
    assert themes(found) == {}
    assert [d.themes_held for d in found.dialogues].count(True) == 1


def test_an_action_comes_with_its_dialogue_and_does_not_tell_when_that_was():
    talks = [at(f"k{n}", f"05-0{n}", "parents") for n in (1, 2, 3)]
    made = [action(f"a{n}", "proposal", dialogue_id=f"i-k{n}", theme="parents", changed_at=datetime(2026, 5, n, 13))
            for n in (1, 2, 3)]  # fmt: skip
    assert seen(year(*talks[:2], actions=made[:2])).actions == ()
    found = seen(year(*talks, actions=made))
    assert [a.theme for a in found.actions] == ["parents"] * 3
    assert sorted(a.changed_at for a in found.actions) == [datetime(2026, 5, 3, hour) for hour in (12, 12, 13)]
    assert found.as_of(date(2026, 5, 2)).actions == ()
    assert len(found.as_of(date(2026, 5, 3)).actions) == 3


def test_an_action_does_not_tell_the_theme_of_a_dialogue_of_which_no_themes_are_known():
    talks = [at(f"k{n}", f"05-0{n}", "parents") for n in (1, 2, 3)]
    bare = at("k4", "05-04", themes_asked=False)
    kept = year(*talks, bare, actions=[action("a", "proposal", dialogue_id="i-k4", theme="stability")])
    assert [a.theme for a in seen(kept).actions] == [""]


def test_an_action_of_the_year_plan_is_of_everybody_and_does_not_wait():
    kept = year(
        at("k1", "05-01", "parents"), actions=[action("a", "in_year_plan", dialogue_id="i-k1", theme="parents")]
    )
    assert [(a.theme, a.text) for a in seen(kept).actions] == [("parents", "Actie a")]


def test_the_coverage_does_not_say_that_themes_were_not_asked_when_they_are_not_told():
    talks = [joint(code, f"k{n} s{n}", f"05-0{n}") for n, code in enumerate("abcd", 1)]
    bare = joint("e", "k5 s5", "05-05", [], themes_asked=False)
    kept = year(*talks, bare)

    def said(part: Cycle, on: date = ON) -> str:
        return coverage(part.as_of(on), on).denominators[1].sentence

    first = "In {} van de {} gezamenlijke dialogen zijn alle 3 de verplichte thema's besproken."
    assert said(kept) == f"{first.format(4, 4)} Bij 1 gesprek zijn de thema's niet gevraagd."
    assert said(seen(kept)) == (
        f"{first.format(3, 3)} Van 1 gesprek ziet u de thema's niet. Bij 1 gesprek zijn de thema's niet gevraagd."
    )
    then = date(2026, 5, 2)
    assert said(seen(kept), then) == "Van 2 gezamenlijke dialogen ziet u de thema's niet."
    assert held_sentence(seen(kept).as_of(then), then).startswith("U kijkt naar een eerdere dag.")


def test_nothing_of_when_or_what_before_is_left_in_the_counts():
    kept = replace(year(at("k1", "05-01", "parents", arrived_at=datetime(2026, 6, 1))), earlier=(at("k1", "05-01"),))
    found = seen(kept)
    assert found.earlier == ()
    assert [d.arrived_at for d in found.dialogues] == [None]


# ------------------------------------------------------------------------------------------------- whatever came in when

CODES = st.sampled_from(["parents", "stability", "continuity"])
EVENT = st.tuples(st.integers(1, 7), st.sampled_from(["internal", "joint", "again"]), st.sets(CODES), st.integers(0, 2))


def history(events: list) -> list[Cycle]:
    """The year after each event: a report of a location, a joint dialogue, or a form that is sent again."""
    reports: list[Dialogue] = []
    found = []
    for n, (place, kind, spoken, jump) in enumerate(events):
        came = datetime.combine(date(2026, 1, 1), time(12)) + timedelta(days=n)
        held = (came - timedelta(days=20 * jump)).date().isoformat()
        if kind == "again" and reports:
            reports.append(
                replace(reports[place % len(reports)], answers=at("k1", held, *spoken).answers, arrived_at=came)
            )
        elif kind == "joint":
            reports.append(joint(f"j{n}", f"k{place} s{(place + jump) % 7 + 1}", held, spoken, arrived_at=came))
        else:
            reports.append(at(f"k{place}", held, *spoken, arrived_at=came, dialogue_id=f"i{n}"))
        newest, earlier = newest_and_earlier(reports)
        found.append(year(*with_current(newest), earlier=tuple(earlier)))
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(EVENT, max_size=25), st.sets(st.sampled_from(["k1", "s2"])))
def test_consecutive_days_differ_by_the_themes_of_three_dialogues_of_three_other_locations_or_not_at_all(events, own):
    mine = frozenset(own)
    before: dict[batches.Slot, Dialogue] = {}
    for kept in history(events):
        now = dict(batches.told(kept, mine, ON).reports)
        assert set(before) <= set(now), "told stays told"
        for is_joint in (False, True):
            changed = [
                slot for slot in now if now[slot].is_joint is is_joint and _tells(now, slot) != _tells(before, slot)
            ]
            hidden = [places for slot in changed if (places := batches.hiding(now[slot], mine))]
            assert not changed or (len(hidden) >= 3 and len(frozenset().union(*hidden)) >= 3)
        slots = [batches.slot_of(one) for one in kept.dialogues if one.is_current]
        spoken = sum(len(now[slot].answers) for slot in slots if slot in now)
        assert sum(n for n, _ in themes(seen(kept, *own)).values()) == spoken, "what the screens count is what was told"
        before = now


def _tells(told: dict[batches.Slot, Dialogue], slot: batches.Slot) -> object:
    return told[slot].spoken if slot in told else None


@settings(max_examples=40, deadline=None)
@given(st.lists(EVENT, max_size=20), st.randoms(use_true_random=False))
def test_the_order_in_which_reports_are_listed_changes_nothing(events, order):
    for kept in history(events)[-1:]:
        mixed = list(kept.dialogues)
        order.shuffle(mixed)
        assert themes(seen(kept)) == themes(seen(replace(kept, dialogues=tuple(mixed))))
