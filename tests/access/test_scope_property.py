"""For any year: nobody reads a text of others in the part that is theirs, and counts are those of the whole without texts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.access.records import OWN_LOCATIONS, TOTALS, DialogueScope
from monitor.access.scope import scoped
from monitor.dialogues.records import Answer, Draft
from monitor.dialogues.status import status
from tests.access.marked import PLACES, mark
from tests.dialogues.build import action, childcare, cycle, flow, internal, joint, school

ON = date(2026, 11, 21)
SOME = st.lists(st.sampled_from(PLACES), min_size=1, max_size=4, unique=True)


@st.composite
def years(draw):
    """Dialogues, flows, drafts and actions between any of the places; each text holds the marks of who took part."""
    areas = draw(st.lists(st.sampled_from(["noord", "zuid", ""]), min_size=len(PLACES), max_size=len(PLACES)))
    make = {"k": childcare, "s": school}
    places = [make[code[0]](code, area, name=f"Naam {code}") for code, area in zip(PLACES, areas, strict=True)]
    talks = [
        joint(f"j{n}", " ".join(people), f"06-{n + 1:02d}", answers={"parents": Answer("parents", mark(*people))})
        for n, people in enumerate(draw(st.lists(SOME, max_size=5)))
    ]
    alone = [
        internal(place, "05-12", answers={"own": Answer("own", mark(place.location_id), label=mark(place.location_id))})
        for place in places if draw(st.booleans())
    ]  # fmt: skip
    owners = draw(st.lists(SOME, max_size=4))
    actions = [
        action(f"a{n}", draw(st.sampled_from(["proposal", "agreed", "done"])), text=mark(*people), changed_by=mark(*people),
               owners=tuple(f"Naam {code}" for code in people))
        for n, people in enumerate(owners)
    ]  # fmt: skip
    drafts = tuple(
        Draft(f"draft-{'-'.join(people)}", "joint", people[0], tuple(people), datetime(2026, 6, 1), False)
        for people in draw(st.lists(SOME, max_size=3))
    )
    pairs = draw(st.lists(st.tuples(st.sampled_from(PLACES[:4]), st.sampled_from(PLACES[4:])), unique=True, max_size=8))
    flows = [flow(f"{a}>{b}", draw(st.integers(0, 12)), 0) for a, b in pairs]
    flows = [replace(f, children_vve=replace(f.children, value=min(f.children.known, 3))) for f in flows]
    found = cycle(places, flows, [*alone, *talks], actions, drafts=drafts)
    return replace(found, previous=replace(found, previous=None)) if draw(st.booleans()) else found


@settings(max_examples=60, deadline=None)
@given(years(), SOME)
def test_a_part_holds_only_what_the_own_locations_took_part_in(year, own):
    mine = frozenset(own)
    found = scoped(year, DialogueScope(OWN_LOCATIONS, mine))
    for part in filter(None, (found, found.previous)):
        assert all(mine & {*d.participants} for d in part.dialogues)
        assert all(mine & {f.from_id, f.to_id} for f in part.flows)
        assert all(mine & {d.location_id, *d.participants} for d in part.drafts)
        assert all(any(f"Naam {code}" in a.owners for code in own) for a in part.actions)
    with_others = [d for d in year.dialogues if mine & {*d.participants}]
    with_others += [a for a in year.actions if any(f"Naam {code}" in a.owners for code in own)]
    allowed = set(re.findall(r"geheim-\w+", repr(with_others)))
    text = repr(replace(found, locations=(), previous=None))
    assert set(re.findall(r"geheim-\w+", text)) <= allowed


@settings(max_examples=60, deadline=None)
@given(years(), st.lists(st.sampled_from(PLACES), max_size=3, unique=True))
def test_counts_are_right_and_hold_no_text_and_no_name(year, own):
    found = scoped(year, DialogueScope(TOTALS, frozenset(own)))
    text = repr(found)
    assert "geheim" not in text
    assert "Naam" not in text
    assert not re.search(r"'[ks][1-4]'", text)
    a, b = status(year, ON), status(found, ON)
    assert len(a.internal.received) == len(b.internal.received)
    assert len(a.joint.dialogues) == len(b.joint.dialogues)
    assert len(a.vve.without_dialogue) == len(b.vve.without_dialogue)
    assert a.actions.by_status == b.actions.by_status
    assert sum(part.required for part in b.by_area.values()) == len(PLACES)
    least = year.settings.min_locations
    sizes = [part.required for part in b.by_area.values()]
    assert own or len(sizes) == 1 or all(size >= least for size in sizes)
