"""What is left of a dialogue year for who may see a part of it: own locations, or counts; and that nothing else shows."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date

import pytest

from monitor import clock
from monitor.access.records import ALL, NOTHING, OWN_LOCATIONS, TOTALS, DialogueScope
from monitor.access.scope import scoped, scoped_drafts, view_of, views
from monitor.access.scope_totals import HIDDEN_TEXT, OTHER_THEME
from monitor.dialogues.action_lists import from_last_year
from monitor.dialogues.coverage import coverage
from monitor.dialogues.flows import closed_doors, matrix, partners_of
from monitor.dialogues.records import Action, Cycle
from monitor.dialogues.series import triple
from monitor.dialogues.status import status
from monitor.dialogues.themes import theme_summaries
from monitor.dialogues.todo import todo
from tests.access.marked import PLACES, mark, year
from tests.dialogues.build import childcare, cycle, flow, internal, joint, school

ON = date(2026, 11, 21)
COUNTS = DialogueScope(TOTALS)


def own(*codes: str, level: str = OWN_LOCATIONS) -> DialogueScope:
    return DialogueScope(level, frozenset(codes))


def whole() -> Cycle:
    return replace(year(), previous=year(2025))


def shown(part: Cycle, *, without_register: bool = False) -> str:
    """Everything that the record holds, as one text. The register itself is public."""
    if without_register:
        part = replace(part, locations=(), previous=replace(part.previous, locations=()) if part.previous else None)
    return repr(part)


def test_all_is_the_year_itself():
    kept = whole()
    assert scoped(kept, DialogueScope(ALL)) is kept


def test_nothing_is_an_empty_year():
    found = scoped(whole(), DialogueScope(NOTHING))
    assert found.is_empty
    assert found.previous is None
    assert "geheim" not in shown(found)


# ----------------------------------------------------------------------------------------------------------- own locations


def test_own_locations_show_nothing_of_the_others():
    text = shown(scoped(whole(), own("k1")), without_register=True)
    assert mark("k1") in text
    for code in ("k2", "k3", "k4", "s2", "s3", "s4"):
        assert mark(code) not in text
    assert "j-k2-s2" not in text
    assert "i-s1" not in text, "the internal dialogue of a partner is the partner's"
    assert "wie-a-all" not in text


def test_own_locations_keep_what_they_took_part_in():
    found = scoped(whole(), own("k1"))
    assert [d.dialogue_id for d in found.dialogues] == ["i-k1", "j-k1-s1"]
    assert [(f.from_id, f.to_id) for f in found.flows] == [("k1", "s1"), ("k1", "s3")]
    assert [d.draft_id for d in found.drafts] == ["draft-k1"]
    assert found.decided_doubles == {("i-k1", "j-k1-s1"): False}
    assert [x.location_id for x in found.active] == ["k1"]
    assert [x.location_id for x in found.in_register] == list(PLACES)
    assert found.previous is not None
    assert [d.dialogue_id for d in found.previous.dialogues] == ["i-k1", "j-k1-s1"]


def test_a_form_of_two_locations_is_of_both():
    assert [d.draft_id for d in scoped(whole(), own("s4")).drafts] == ["draft-k1", "draft-k4"]


def test_own_locations_see_their_actions_and_those_of_the_whole_municipality():
    found = {a.action_id: a for a in scoped(whole(), own("k1")).actions}
    assert set(found) == {"a-k1", "a-plan", "a-all"}
    assert (found["a-k1"].text, found["a-k1"].changed_by) == (mark("k1"), "wie-a-k1")
    assert (found["a-plan"].owners, found["a-plan"].dialogue_id) == (("een locatie", "Gemeente"), "")


def test_an_action_of_an_owner_by_name_is_theirs_only_when_the_name_means_one_location():
    assert "a-k3" in {a.action_id for a in scoped(whole(), own("k3")).actions}
    twice = replace(whole(), locations=(*whole().locations, childcare("k9", name="Naam k3")))
    assert "a-k3" not in {a.action_id for a in scoped(twice, own("k3")).actions}
    assert "a-k3" not in {a.action_id for a in scoped(twice, own("k9")).actions}
    assert "a-k3" in {a.action_id for a in scoped(twice, own("k3", "k9")).actions}


def test_an_action_that_moved_away_is_gone_and_one_that_came_has_no_history_of_elsewhere():
    first = Action("a", 1, mark("k2"), "proposal", "j-k2-s2", "parents", ("Naam k2",))
    moved = replace(first, revision=2, text=mark("k1"), dialogue_id="j-k1-s1", owners=("Naam k1",))
    kept = replace(whole(), actions=(moved,), action_revisions=(first, moved), previous=None)
    assert scoped(kept, own("k1")).action_revisions == (moved,)
    assert scoped(kept, own("k2")).action_revisions == ()


def test_totals_of_a_series_are_left_out_when_few_others_are_in_them():
    few = replace(year(), locations=year().locations[:3])
    assert [p.location_id for p in scoped(few, own("k1")).series] == ["k1"]
    assert [p.location_id for p in scoped(year(), own("k1")).series] == ["", "k1"]


def test_counts_of_own_locations_are_about_those():
    found = scoped(whole(), own("k1", "s4"))
    now = status(found, ON)
    assert (now.internal.required, now.internal.received, now.internal.missing) == (2, ("k1",), ("s4",))
    assert [row.location.location_id for row in coverage(found, ON).rows] == ["k1", "s4"]
    assert {task.location_id for task in todo(found, ON) if task.location_id} <= {"k1", "s4"}


def test_own_flows_are_shown_whole_and_their_totals_are_of_those_flows_only():
    found = matrix(scoped(whole(), own("s3")), ON, hide_small=False)
    assert {pair: cell.children.value for pair, cell in found.cells.items()} == {("k1", "s3"): 3, ("k3", "s3"): 4}
    assert found.row_totals["k1"].children.value == 3, "not the 10 of all schools"


def test_nothing_is_said_of_whether_a_possible_partner_has_talked():
    kept = cycle(
        [childcare("k1"), school("s1"), childcare("k2")], [flow("k1>s1", 9, 6)], [joint("j", "k2 s1", "06-03")]
    )
    (door,) = (d for d in closed_doors(scoped(kept, own("k1")), ON) if d.location_id == "k1")
    assert door.suggested_partner_id == "s1", "a partner of the register, though nothing else of it is known"
    assert "heeft zelf ook nog geen gesprek" not in door.reason
    free = replace(kept, dialogues=())
    (door,) = (d for d in closed_doors(scoped(free, own("k1")), ON) if d.location_id == "k1")
    assert "heeft zelf ook nog geen gesprek" not in door.reason
    assert "heeft zelf ook nog geen gesprek" in closed_doors(free, ON)[0].reason
    (partner,) = partners_of(scoped(kept, own("k1")), "k1", ON)
    assert not partner.has_dialogue


def test_own_locations_of_their_own_part_are_the_same_part():
    once = scoped(whole(), own("k1", "s3"))
    assert scoped(once, own("k1", "s3")) == once


def test_a_location_that_is_not_there_sees_nobody_elses():
    found = scoped(whole(), own("k77"))
    assert found.active == ()
    assert (found.dialogues, found.flows, found.drafts) == ((), (), ())


# -------------------------------------------------------------------------------------------------------------- counts


def test_counts_show_no_text_no_name_and_no_code():
    found = scoped(whole(), COUNTS)
    text = shown(found)
    for word in ("geheim", "Naam ", "wie-", "draft-", "j-k", "i-k", "i-s", "v-k1", "Eigen thema k2", "a-k1", "a-plan"):
        assert word not in text
    codes = {value for part in (found, found.previous) if part for value in _strings(part)}
    assert not codes & set(PLACES)


def test_counts_are_the_counts_of_the_whole_year():
    a, b = status(whole(), ON), status(scoped(whole(), COUNTS), ON)
    for one in ("required", "received", "via_school_board", "drafts", "missing", "late", "missing_theme"):
        assert _size(getattr(a.internal, one)) == _size(getattr(b.internal, one)), one
    for one in ("dialogues", "with_all_mandatory_themes", "missing_theme", "late", "themes_not_asked"):
        assert _size(getattr(a.joint, one)) == _size(getattr(b.joint, one)), one
    for one in ("locations_with_flow", "without_dialogue", "pairs", "pairs_with_dialogue"):
        assert _size(getattr(a.vve, one)) == _size(getattr(b.vve, one)), one
    assert a.actions.by_status == b.actions.by_status
    assert _size(a.actions.without_owner) == _size(b.actions.without_owner)
    told = [
        [(p.state, p.done, p.required, p.sentence) for p in found.phases] for found in (a, b)
    ]  # fmt: skip
    assert told[0] == told[1]


def test_counts_of_themes_are_those_of_the_whole_year_and_a_rare_own_theme_has_no_name():
    a, b = ({s.theme.label: (s.dialogues, s.of, s.joint, s.of_joint) for s in theme_summaries(c, ON)}
            for c in (whole(), scoped(whole(), COUNTS)))  # fmt: skip
    assert a.pop("Eigen thema k2") == b.pop(OTHER_THEME)
    assert a == b


def test_an_own_theme_that_enough_locations_chose_is_told():
    places = [childcare(f"k{n}") for n in range(3)]
    talks = [internal(p, "05-12", themes=["Voorlezen"]) for p in places]
    labels = [s.theme.label for s in theme_summaries(scoped(cycle(places, (), talks), COUNTS), ON) if s.dialogues]
    assert labels == ["Voorlezen"]


def test_of_very_few_locations_nothing_is_told_of_what_they_spoke_about():
    places = [childcare(f"k{n}") for n in range(3)]
    kept = cycle(places, (), [internal(p, "05-12") for p in places[:2]])
    found = scoped(kept, COUNTS)
    assert all(summary.dialogues == 0 for summary in theme_summaries(found, ON))
    assert len(status(found, ON).internal.received) == 2
    enough = cycle(places, (), [internal(p, "05-12") for p in places])
    assert any(s.dialogues for s in theme_summaries(scoped(enough, COUNTS), ON))
    mine = scoped(enough, own("k0", level=TOTALS), TOTALS)
    assert all(s.dialogues == 0 for s in theme_summaries(mine, ON)), "who knows one of the three, knows what two said"


def test_two_days_do_not_differ_by_the_themes_of_one_dialogue(monkeypatch):
    """With the day in the link somebody could look at the day before and the day after a conversation."""
    monkeypatch.setattr(clock, "today", lambda: ON)
    places = [childcare(f"k{n}") for n in range(6)]
    talks = [internal(place, f"05-0{n}", ["parents"] if n < 4 else ["stability"]) for n, place in enumerate(places, 1)]
    kept = cycle(places, dialogues=[*talks, internal(childcare("k9"), "12-24", ["parents"])])
    counts = scoped(kept, COUNTS)

    def spoken(part: Cycle, on: date) -> list[int]:
        return [one.dialogues for one in theme_summaries(part.as_of(on), on)]

    assert spoken(counts, ON) == spoken(kept, ON)
    assert sum(spoken(counts, ON)) == 6
    assert sum(spoken(counts, date(2026, 5, 3))) == 0
    assert sum(spoken(kept, date(2026, 5, 3))) == 3
    assert [counts.hides_themes(on) for on in (ON, date(2026, 5, 6), date(2026, 5, 3))] == [False, False, True]
    assert len(status(counts.as_of(date(2026, 5, 3)), date(2026, 5, 3)).internal.received) == 3


def test_no_number_of_children_is_left_and_nothing_follows_from_totals():
    found = matrix(scoped(whole(), COUNTS), ON, hide_small=False)
    everything = [*found.cells.values(), *found.row_totals.values(), *found.column_totals.values(), found.total]
    assert {(cell.children.value, cell.vve.value) for cell in everything} <= {(None, None)}


def test_zero_stays_zero_so_that_no_pair_is_counted_that_has_no_vve():
    kept = cycle([childcare("k1"), school("s1")], [flow("k1>s1", 9, 0)])
    assert status(scoped(kept, COUNTS), ON).vve.locations_with_flow == ()


def test_small_areas_are_counted_together():
    sizes = {"noord": 1, "oost": 2, "zuid": 5, "west": 4}
    places = [childcare(f"{area}{n}", area) for area, many in sizes.items() for n in range(many)]
    found = status(scoped(cycle(places), COUNTS), ON).by_area
    assert sorted(part.required for part in found.values()) == [3, 4, 5]
    assert "Andere wijken" in {part.label for part in found.values()}
    two = [place for place in places if place.area != "oost"]
    found = status(scoped(cycle(two), COUNTS), ON).by_area
    assert sorted(part.required for part in found.values()) == [5, 5], "the smallest other area joins the single one"


def test_who_knows_an_own_location_has_no_area_of_one_other():
    places = [childcare(f"n{n}", "noord") for n in range(3)] + [childcare(f"z{n}", "zuid") for n in range(5)]
    scope = own("n0", level=TOTALS)
    assert sorted(p.required for p in status(scoped(cycle(places), COUNTS), ON).by_area.values()) == [3, 5]
    assert [p.required for p in status(scoped(cycle(places), scope, TOTALS), ON).by_area.values()] == [8]


def test_the_order_tells_nothing_about_who_is_who():
    places = [childcare(f"k{n:03d}") for n in range(60)]
    kept = cycle(places, (), [internal(place, "05-12") for place in places[:30]])
    found = scoped(kept, COUNTS)
    delivered = {i for d in found.dialogues for i in d.participants}
    first = sum(place.location_id in delivered for place in found.locations[:30])
    assert 5 <= first <= 25, "in the order of the register this would be 30"


def test_texts_of_actions_are_those_of_the_whole_municipality_only():
    found = scoped(whole(), COUNTS)
    assert sorted(a.text for a in found.actions) == sorted(
        [HIDDEN_TEXT, HIDDEN_TEXT, HIDDEN_TEXT, "In het jaarplan.", "Voor iedereen.", "Idee voor de gemeente."]
    )
    assert {owner for a in found.actions for owner in a.owners} == {"een locatie", "Gemeente"}
    then = found.as_of(date(2026, 1, 1))
    assert "geheim" not in shown(then)


def test_what_became_of_last_years_actions_stays_right_without_texts():
    then = cycle((), (), (), [_old("1", "Oude tekst"), _old("2", "Zelfde"), _old("3", "Verder")], year=2025)
    now = [_old("1", "Heel iets anders", "done"), _old("2", "zelfde", "done"), _old("3-2026", "Verder", "dropped")]
    kept = replace(cycle((), (), (), now), previous=then)
    told = sorted(f.now.status for f in from_last_year(scoped(kept, COUNTS)))
    assert told == sorted(f.now.status for f in from_last_year(kept)) == ["agreed", "done", "dropped"]


def test_a_figure_of_a_location_is_only_there_or_not():
    found = scoped(whole(), COUNTS)
    assert [p.amount.value for p in found.series if not p.location_id] == [40.0]
    assert {p.amount.value for p in found.series if p.location_id} == {None}
    (city, places) = (p for p in triple(found) if p.aspect == "reach")
    assert (city.present, places.suppressed, places.of) == (1, 8, 8)


def test_names_are_other_ones_in_another_year_of_the_same_process_only_when_the_place_is():
    found = scoped(whole(), COUNTS)
    assert found.previous is not None
    assert {x.location_id for x in found.locations} == {x.location_id for x in found.previous.locations}


# --------------------------------------------------------------------------------------------------------------- views


def test_a_coach_in_the_steering_group_has_two_views_that_are_not_mixed():
    scope = own("k1", level=TOTALS)
    assert views(scope) == (TOTALS, OWN_LOCATIONS)
    assert view_of(scope) == TOTALS
    assert "geheim" not in shown(scoped(whole(), scope))
    assert scoped(whole(), scope, OWN_LOCATIONS) == scoped(whole(), own("k1"))


@pytest.mark.parametrize(
    ("scope", "asked", "given"),
    [(COUNTS, ALL, TOTALS), (COUNTS, OWN_LOCATIONS, TOTALS), (own("k1"), ALL, OWN_LOCATIONS), (own("k1"), TOTALS, OWN_LOCATIONS),
     (DialogueScope(NOTHING), ALL, NOTHING), (DialogueScope(ALL), TOTALS, TOTALS), (DialogueScope(ALL), "x", ALL),
     (own("k1"), "x", OWN_LOCATIONS)],
)  # fmt: skip
def test_who_asks_for_another_view_gets_only_what_the_role_has(scope, asked, given):
    assert view_of(scope, asked) == given


def test_drafts_follow_the_same_scope():
    drafts = whole().drafts
    assert scoped_drafts(drafts, DialogueScope(ALL)) == drafts
    assert [d.draft_id for d in scoped_drafts(drafts, own("k4"))] == ["draft-k4"]
    assert scoped_drafts(drafts, DialogueScope(NOTHING)) == ()
    assert not {d.draft_id for d in scoped_drafts(drafts, COUNTS)} & {d.draft_id for d in drafts}


def _old(code: str, text: str, state: str = "agreed") -> Action:
    return Action(code, 1, text, state, "een-dialoog")


def _size(found: int | tuple) -> int:
    return found if isinstance(found, int) else len(found)


def _strings(part: Cycle) -> set[str]:
    """Every text in a record, at any depth."""
    plain = json.loads(
        json.dumps({**asdict(replace(part, previous=None, decided_doubles={}, of=None)), "settings": None}, default=str)
    )
    found: set[str] = set()

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for key, one in value.items():
                found.add(key)
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)
        elif isinstance(value, str):
            found.add(value)

    walk(plain)
    return found
