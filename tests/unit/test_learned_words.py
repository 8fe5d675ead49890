"""Words that imports taught: for whose lists they count."""

from monitor.learned_words import of_anybody, of_town, taught, town_of

WORDS = {
    ("care_type", "a"): "everybody", ("kind@deventer", "a"): "deventer", ("kind@zutphen", "a"): "zutphen",
    ("kind", "a"): "everybody", ("kind@zutphen", "b"): "zutphen", ("location:zutphen", "c"): "K1",
}  # fmt: skip


def test_words_of_a_municipality_are_kept_under_its_name():
    assert of_town({("kind", "a"): "x"}, "deventer") == {("kind@deventer", "a"): "x"}
    assert of_town({("kind", "a"): "x"}, "") == {("kind", "a"): "x"}


def test_the_own_words_go_before_those_of_everybody_and_those_of_others_are_not_there():
    found = taught(WORDS, "deventer")
    assert (found["kind", "a"], found["care_type", "a"]) == ("deventer", "everybody")
    assert ("kind", "b") not in found
    assert taught(WORDS, "")["kind", "a"] == "everybody"
    assert ("kind", "b") not in taught(WORDS, "")


def test_what_kind_of_file_it_is_may_be_known_from_the_words_of_anybody():
    assert ("kind", "b") in of_anybody(WORDS)


def test_the_municipality_stands_in_the_kind():
    kinds = ("kind@zutphen", "location:zutphen", "partners:zutphen", "column:dialogues", "care_type")
    assert [town_of(kind) for kind in kinds] == ["zutphen", "zutphen", "zutphen", "", ""]
