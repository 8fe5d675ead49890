"""A typed name becomes a location only when it is the same; anything else gets suggestions."""

from __future__ import annotations

import pytest

from monitor.dialogues.intake.matching import Match, Matcher, aliases_of, aliases_to_remember, match
from monitor.store.workspace import Workspace
from tests.dialogues.build import childcare, school

PLACES = (
    childcare("k1", name="Kinderopvang De Kikker"),
    childcare("k2", name="Peuteropvang 't Stekje", lrk_id="123456789"),
    school("02TE00", name="Basisschool De Eik", brin_vestiging="02TE00"),
    school("s2", name="De Wilg"),
    school("s3", name="De Wilg"),
)


@pytest.mark.parametrize(
    ("text", "location_id"),
    [("k1", "k1"), (" K1 ", "k1"), ("02te00", "02TE00"), ("123456789", "k2"), ("kinderopvang de kikker", "k1"),
     ("Peuteropvang ’t  Stekje", "k2"), ("basisschool DE EIK", "02TE00"), ("jgz", "jgz")],
)  # fmt: skip
def test_the_same_id_or_name_in_another_spelling(text: str, location_id: str):
    assert match(text, PLACES, {}) == Match(location_id)


def test_a_near_name_is_never_chosen_but_comes_first_of_the_suggestions():
    found = match("De Kiker", PLACES, {})
    assert found.location_id is None
    assert found.suggestions[0] == "k1"


def test_two_locations_with_one_name_are_both_suggested():
    found = match("de wilg", PLACES, {})
    assert found == Match(None, ("s2", "s3"), is_shared=True)


def test_a_shared_name_that_somebody_confirmed_is_no_longer_shared():
    assert match("de wilg", PLACES, {"de_wilg": "s3"}) == Match("s3")


@pytest.mark.parametrize("text", ["", "  ", "?!", "qqqqqq zzzz"])
def test_nothing_that_is_alike(text: str):
    assert match(text, PLACES, {}) == Match(None)


def test_a_confirmed_name_counts_for_its_own_municipality_only(tmp_path):
    workspace = Workspace(tmp_path)
    choices = {("location", "De Kikkers (oud)"): "k1", ("location_kind", "opv"): "childcare"}
    workspace.remember(aliases_to_remember(choices, "voorbeeldstad"))
    known = aliases_of(workspace.state(), "voorbeeldstad")
    assert known == {"de_kikkers_oud": "k1"}
    assert match("de kikkers OUD", PLACES, known) == Match("k1")
    assert aliases_of(workspace.state(), "") == {}


def test_an_alias_of_a_location_that_is_gone_no_longer_counts():
    assert match("Het Nest", PLACES, {"het_nest": "k9"}).location_id is None


def test_an_id_goes_before_a_name():
    places = (childcare("eik", name="De Wilg"), childcare("k2", name="Eik"))
    assert match("Eik", places, {}).location_id == "eik"


def test_many_names_against_the_same_locations():
    matcher = Matcher(PLACES, {})
    assert [matcher.match(text).location_id for text in ("k1", "nee", "k1")] == ["k1", None, "k1"]
