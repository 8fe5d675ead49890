"""Picking quotes: word for word, after a look at possible names, and without telling which location spoke."""

import pytest
from dialogues.build import answers, childcare, cycle, day, internal, joint, school

from monitor.dialogues import quotes
from monitor.dialogues import words as vocabulary
from monitor.dialogues.themes import theme_summaries
from monitor.store.journal import Journal

SAID = "Ouders komen vaker binnen. Onze collega Anja begroet iedereen, ook opa's. Dat vinden wij fijn."
K1, S1 = childcare("k1", name="Kindcentrum De Regenboog"), school("s1", name="Het Kompas")
YEAR = cycle(
    [K1, S1],
    dialogues=[
        internal(K1, "04-01", answers=answers(["parents"], proud=SAID)),
        joint("j1", "s1 k1", "06-01", answers=answers(["stability"], stands_out="Bij De Regenboog is het rustig.")),
    ],
)
PLACE = ("i-k1", "parents", "proud")


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path)


def pick(journal, text, *place, checked=False, year=YEAR):
    return quotes.pick(journal, year, *(place or PLACE), text, checked=checked)


def all_of(journal, year=YEAR):
    return quotes.picked(journal, year.origin, year.municipality, year.year)


def test_a_part_of_an_answer_is_kept_once_and_can_be_dropped(journal):
    first = pick(journal, "Ouders komen  vaker binnen.")
    assert (first.text, first.is_shortened) == ("Ouders komen vaker binnen.", False)
    assert pick(journal, "Ouders komen vaker binnen.") == first, "the same pick twice is one quote"
    second = pick(journal, "Dat vinden wij fijn.")
    assert all_of(journal) == (first, second)
    quotes.drop(journal, YEAR, first.quote_id)
    assert all_of(journal) == (second,)
    assert pick(journal, "Ouders komen vaker binnen.").quote_id != first.quote_id
    assert len(journal.entries(quotes.STREAM)) == 4


def test_what_was_left_out_or_made_unrecognisable_stands_between_brackets(journal):
    found = pick(journal, "Ouders komen vaker binnen. [...] Dat vinden wij fijn.")
    assert found.is_shortened
    assert pick(journal, "Onze collega [een medewerker] begroet iedereen [...].").is_shortened


@pytest.mark.parametrize(
    "text",
    [
        "Ouders komen nooit binnen.",
        "Dat vinden wij fijn. [...] Ouders komen vaker binnen.",
        "Ouders komen vaker binnen. Dat vinden wij fijn.",
        "", "   ", "[...]", "x" * 700,
    ],
)  # fmt: skip
def test_what_was_not_said_is_no_quote(journal, text):
    with pytest.raises(quotes.NotAQuote):
        pick(journal, text, checked=True)
    assert all_of(journal) == ()


def test_a_possible_name_must_be_looked_at_first(journal):
    with pytest.raises(quotes.NotAQuote, match="Kijk het eerst na"):
        pick(journal, "Onze collega Anja begroet iedereen")
    assert all_of(journal) == ()
    pick(journal, "Onze collega Anja begroet iedereen", checked=True)
    (entry,) = journal.entries(quotes.STREAM)
    assert entry["quote"]["checked"] is True
    assert len(entry["quote"]["warnings"]) == 1


def test_the_name_of_a_location_must_be_looked_at_too(journal):
    place = ("j1", "stability", "stands_out")
    assert quotes.warnings("Bij De Regenboog is het rustig.", YEAR)
    with pytest.raises(quotes.NotAQuote):
        pick(journal, "Bij De Regenboog is het rustig.", *place)
    assert pick(journal, "Bij [...] is het rustig.", *place).text


def test_an_answer_that_is_not_there_gives_no_quote(journal):
    for place in (("gone", "parents", "proud"), ("i-k1", "continuity", "proud"), ("i-k1", "parents", "label")):
        with pytest.raises(quotes.NotAQuote):
            pick(journal, "Ouders", *place)


def test_the_origin_says_form_and_kind_and_never_which_location(journal):
    words = vocabulary.load()
    one = pick(journal, "Ouders komen vaker binnen.")
    two = pick(journal, "is het rustig.", "j1", "stability", "stands_out")
    texts = [quotes.origin_text(quote, YEAR, words) for quote in (one, two)]
    assert texts == ["interne dialoog kinderopvang", "gezamenlijke dialoog, kinderopvang en school"]
    assert quotes.origin_text(one, cycle(), words) == ""


def test_quotes_stand_with_their_theme_while_their_dialogue_counts(journal):
    one = pick(journal, "Ouders komen vaker binnen.")
    found = {s.theme.code: s for s in theme_summaries(YEAR, day("11-21"))}
    assert quotes.of_theme([one], found["parents"]) == (one,)
    assert quotes.of_theme([one], found["stability"]) == ()
    earlier = theme_summaries(YEAR, day("03-01"))[0]
    assert quotes.of_theme([one], earlier) == ()


def test_quotes_of_another_year_or_origin_stay_there(journal):
    pick(journal, "Dat vinden wij fijn.")
    assert all_of(journal, cycle(year=2025)) == ()
    assert all_of(journal, cycle(origin="demo")) == ()
