"""What was said per theme, search, tags, and the national picture beside a theme."""

from dataclasses import replace
from datetime import date

import pytest
from dialogues.build import MANDATORY, action, answers, childcare, cycle, day, internal, joint, school

from monitor import catalogue as catalogues
from monitor.dialogues import crosswalk, tags
from monitor.dialogues.records import Answer
from monitor.dialogues.themes import discussed_sentence, places, search, theme_summaries
from monitor.dialogues.words import STANDS_OUT
from monitor.records import COMPUTED
from monitor.session import Session
from monitor.statistics import Verdict
from monitor.store.journal import Journal

ON = day("11-21")
K1, K2, S1 = childcare("k1"), childcare("k2", "noord"), school("s1")


def by_code(found):
    return {summary.theme.code: summary for summary in found}


def free(label: str, theme: str = "", **texts: str) -> dict[str, Answer]:
    return {theme or label: Answer(theme or label, label=label, **texts)}


def test_counts_say_in_how_many_of_which_dialogues():
    year = cycle(
        [K1, K2, S1],
        dialogues=[
            internal(K1, "04-01"),
            internal(K2, "04-02", themes=["parents"]),
            joint("j1", "k1 s1", "06-01", themes=["parents", "stability"]),
            joint("list", "k2 s1", "06-02", themes=[], themes_asked=False),
        ],
    )
    found = by_code(theme_summaries(year, ON))
    assert list(found) == list(MANDATORY)
    parents, line = found["parents"], found["continuity"]
    assert (parents.dialogues, parents.of) == (3, 3), (
        "a dialogue of which the themes are not known is no part of the whole"
    )
    assert (parents.internal, parents.of_internal, parents.joint, parents.of_joint) == (2, 2, 1, 1)
    assert (line.dialogues, line.internal, line.joint) == (1, 1, 0)
    assert (
        discussed_sentence(parents)
        == "In 3 van de 3 dialogen ging het hierover: 2 van 2 interne en 1 van 1 gezamenlijke."
    )


def test_only_what_is_known_on_the_day_and_current_counts():
    year = cycle([K1, S1], dialogues=[internal(K1, "04-01"), joint("late", "k1 s1", "12-01"),
                                      joint("old", "k1 s1", "05-01", is_current=False)])  # fmt: skip
    parents = by_code(theme_summaries(year, ON))["parents"]
    assert (parents.dialogues, parents.of) == (1, 1)
    assert [d.dialogue_id for d, _ in parents.answers] == ["i-k1"]
    assert by_code(theme_summaries(year, date(2026, 12, 2)))["parents"].of == 2


def test_without_dialogues_the_sentence_says_so():
    assert "nog geen dialogen" in discussed_sentence(theme_summaries(cycle([K1]), ON)[0])


def test_freely_chosen_themes_are_grouped_by_spelling_most_chosen_first():
    year = cycle(
        [K1, K2, S1],
        dialogues=[
            internal(K1, "04-01", answers=free("Buiten spelen") | free("Mentorkind", "x1")),
            internal(K2, "04-02", answers=free("buiten-spelen", "x2")),
            joint("j1", "k1 s1", "06-01", answers=free("Buiten spelen", "x3")),
        ],
    )
    extra = [s for s in theme_summaries(year, ON) if s.is_chosen_freely]
    assert [(s.theme.label, s.dialogues, s.of) for s in extra] == [("Buiten spelen", 3, 3), ("Mentorkind", 1, 3)]
    assert extra[0].theme.slug == "buiten-spelen"


def test_a_name_that_the_year_knows_by_an_alias_is_that_theme():
    year = cycle([K1], dialogues=[internal(K1, "04-01", answers=free("Educatief partnerschap", "x1"))])
    assert by_code(theme_summaries(year, ON))["parents"].dialogues == 1


def test_an_answer_on_a_sub_topic_stands_with_its_theme_and_counts_a_dialogue_once():
    sub = next(t for t in cycle().settings.themes if t.parent)
    year = cycle([K1], dialogues=[internal(K1, "04-01", answers=answers([sub.parent, sub.code], proud="Ja"))])
    found = by_code(theme_summaries(year, ON))[sub.parent]
    assert (found.dialogues, len(found.answers)) == (1, 2)
    assert sub.code not in by_code(theme_summaries(year, ON))


def test_actions_stand_with_their_theme_and_done_ones_apart():
    year = cycle([K1], actions=[action("a1", "done", theme="parents"), action("a2", theme="parents"),
                                action("a3", theme="Mentorkind"), action("a4")])  # fmt: skip
    found = theme_summaries(year, ON)
    parents = by_code(found)["parents"]
    assert [a.action_id for a in parents.actions] == ["a1", "a2"]
    assert [a.action_id for a in parents.done_actions] == ["a1"]
    assert [(s.theme.label, s.dialogues) for s in found if s.is_chosen_freely] == [("Mentorkind", 0)]


def test_a_filter_narrows_the_whole_too():
    year = cycle([K1, K2], dialogues=[internal(K1, "04-01"), internal(K2, "04-02", themes=["stability"])])
    only = theme_summaries(year, ON, keep=lambda d: "k1" in d.participants)
    assert [(s.dialogues, s.of) for s in only] == [(1, 1)] * 3


# ------------------------------------------------------------------------------------------------------------- search


def test_search_gives_the_places_of_every_word_whatever_case_and_accents():
    text = "Een coördinator. De CÓORDINATOR belt de ouders."
    year = cycle([K1], dialogues=[internal(K1, "04-01", answers=answers(["parents"], stands_out=text, proud="ouders"))])
    (hit,) = search(year, ON, "coordinator OUDERS")
    assert hit.question == STANDS_OUT
    assert [hit.text[a:b] for a, b in hit.spans] == ["coördinator", "CÓORDINATOR", "ouders"]
    assert search(year, ON, "  ") == ()
    assert search(year, ON, "coordinator kind") == ()


def test_search_looks_only_in_dialogues_that_count_and_are_asked_for():
    year = cycle([K1, S1], dialogues=[joint("j1", "k1 s1", "12-01", answers=answers(["parents"], proud="ouders"))])
    assert search(year, ON, "ouders") == ()
    assert len(search(year, date(2026, 12, 1), "ouders")) == 1
    assert search(year, date(2026, 12, 1), "ouders", keep=lambda d: False) == ()


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("ﬁjn en fijn", ["fijn"], ["ﬁjn", "fijn"]),
        ("e\u0301e\u0301n", ["een"], ["e\u0301e\u0301n"]),
        ("Straße", ["strasse"], ["Straße"]),
        ("overdracht", ["over", "overdracht"], ["overdracht"]),
        ("<b>x</b>", ["<b>"], ["<b>"]),
    ],
)
def test_places_are_places_in_the_text_itself(text, words, found):
    assert [text[a:b] for a, b in places(text, words)] == found


# --------------------------------------------------------------------------------------------------------------- tags


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path)


def told(year):
    return theme_summaries(year, ON)[0]


def test_tags_are_counted_in_dialogues_and_taken_off_again(journal):
    year = cycle([K1, K2], dialogues=[internal(K1, "04-01"), internal(K2, "04-02")])
    one, two = ("i-k1", "parents", "stands_out"), ("i-k1", "parents", "proud")
    assert tags.put(journal, year, one, "  Taal  thuis ") == "Taal thuis"
    tags.put(journal, year, two, "taal-thuis")
    tags.put(journal, year, ("i-k2", "parents", "proud"), "Inloop")
    found = tags.tags_of(journal, year)
    assert found[two] == ("Taal thuis",), "a second spelling is the same tag"
    assert [(c.label, c.dialogues) for c in tags.counts(told(year), year.settings, found)] == [
        ("Inloop", 1),
        ("Taal thuis", 1),
    ]
    tags.take_off(journal, year, one, "Taal thuis")
    tags.take_off(journal, year, two, "Taal thuis")
    assert tags.used(tags.tags_of(journal, year)) == ("Inloop",)
    assert len(journal.entries(tags.STREAM)) == 5, "nothing is ever taken out of the journal"


def test_a_sub_topic_of_the_year_is_recognised_and_answers_on_it_count(journal):
    sub = next(t for t in cycle().settings.themes if t.parent)
    year = cycle([K1, K2], dialogues=[
        internal(K1, "04-01", answers=answers([sub.code])), internal(K2, "04-02", themes=[sub.parent])])  # fmt: skip
    assert tags.put(journal, year, ("i-k2", sub.parent, "proud"), sub.label.upper()) == sub.short
    summary = by_code(theme_summaries(year, ON))[sub.parent]
    counted = tags.counts(summary, year.settings, tags.tags_of(journal, year))
    assert [(c.label, c.dialogues) for c in counted] == [(sub.short, 2)]
    assert sub in tags.sub_topics(year.settings, summary.theme)


def test_tags_of_another_year_or_origin_stay_there(journal):
    year = cycle([K1], dialogues=[internal(K1, "04-01")])
    tags.put(journal, year, ("i-k1", "parents", "proud"), "Inloop")
    assert tags.tags_of(journal, cycle([K1], year=2025)) == {}
    assert tags.tags_of(journal, cycle([K1], origin="demo")) == {}


@pytest.mark.parametrize("tag", ["", "  ", "!?", "x" * 61])
def test_what_is_no_tag_is_refused_and_not_kept(journal, tag):
    with pytest.raises(tags.NotATag):
        tags.put(journal, cycle([K1]), ("i-k1", "parents", "proud"), tag)
    assert journal.entries(tags.STREAM) == []


# -------------------------------------------------------------------------------------------- the national picture


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    return Session(tmp_path_factory.mktemp("empty")).national()


def test_a_theme_without_a_measure_says_so(picture):
    theme = next(t for t in cycle().settings.main_themes if not t.measures)
    found = crosswalk.beside(theme, catalogues.load(), picture.of("published"))
    assert found.lines == ()
    assert crosswalk.plain_lines(found) == (crosswalk.NO_MEASURE,)


def test_a_measure_of_another_monitor_is_no_measure(picture):
    theme = replace(cycle().settings.main_themes[0], measures=("elsewhere",))
    assert crosswalk.beside(theme, catalogues.load(), picture.of("published")).note == crosswalk.NO_MEASURE


def test_published_lines_stand_per_measure_and_care_type_and_are_said_once(picture):
    theme = next(t for t in cycle().settings.main_themes if len(t.measures) > 1)
    found = crosswalk.beside(theme, catalogues.load(), picture.of("published"))
    assert {line.row.measure for line in found.lines} == set(theme.measures)
    assert not any(line.row.basis == COMPUTED for line in found.lines)
    texts = crosswalk.plain_lines(found)
    assert texts[-1] == crosswalk.NO_CAUSE
    assert len(texts) - 1 == len(crosswalk.grouped(found)) < len(found.lines)
    assert all("uit de bron" in text for text in texts[:-1])


def test_computed_lines_come_after_the_published_ones_and_are_never_mixed_with_them(picture):
    theme = next(t for t in cycle().settings.main_themes if t.measures)
    published = picture.of("published")
    computed = {key: replace(row, basis="computed", origin="own") for key, row in published.items()}
    found = crosswalk.beside(theme, catalogues.load(), published, computed)
    per_cell = [line.row.basis == COMPUTED for line in found.lines if line.row.key == found.lines[0].row.key]
    assert per_cell == [False, True]
    assert all(len({line.row.basis == COMPUTED for line in group}) == 1 for group in crosswalk.grouped(found))


@pytest.mark.parametrize(
    ("d3", "is_small"), [(0.1, True), (-0.24, True), (0.25, False), (-0.6, False), (float("nan"), False)]
)
def test_a_computed_difference_below_the_delta_of_the_year_is_called_small(picture, d3: float, is_small: bool):
    theme = next(t for t in cycle().settings.main_themes if t.measures)
    row = next(r for (_, measure), r in picture.of("published").items() if measure in theme.measures)
    row = replace(row, basis=COMPUTED, origin="own", verdict=Verdict(row.code, d3=d3))
    found = crosswalk.beside(theme, catalogues.load(), {}, {row.key: row}, delta=0.25)
    assert ("is klein: minder dan 0,25 punt." in found.lines[0].sentence) == is_small
