"""The theme sheet as PDF and the calendar as ICS."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest
from dialogues import build
from read_pdf import flat, letter_sizes, page_texts, paper, roles, text_of, title

from monitor.dialogues import settings as years
from monitor.dialogues import words as vocabulary
from monitor.dialogues.reports import dates, poster
from monitor.dialogues.reports.material import period_text
from monitor.dialogues.settings import CycleSettings, Theme
from monitor.wording.dialogue import year_text

SETTINGS = years.template(2026, "voorbeeldstad")
ABOUT = [("Gemeente", "Voorbeeldstad"), ("Peildatum", "21 november 2026")]
HOSTILE = '<b>vet</b> & #import "x" *dik* $x$ = kop @ref \\u{41} // weg'
LONG_WORD = "Verantwoordelijkheidsverdeling"  # 30 letters: as long as a word may be without a place to break


def made(settings: CycleSettings = SETTINGS, size: str = "A4", *, is_demo: bool = False) -> bytes:
    return poster.sheet(settings, vocabulary.load(), ABOUT, is_demo=is_demo, paper=size)


def free_themes(n: int, text: str = "Een korte uitleg van dit thema.") -> tuple[Theme, ...]:
    return tuple(Theme(f"t{i}", f"t{i}", f"Thema {i}", f"thema {i}", False, "", (), (), text) for i in range(n))


def with_themes(n: int) -> CycleSettings:
    return replace(SETTINGS, themes=(*SETTINGS.themes, *free_themes(n)))


@pytest.mark.parametrize(("size", "points"), [("A4", (595, 842)), ("A3", (842, 1191))])
def test_the_theme_sheet_is_one_page_of_its_paper(size: str, points: tuple[int, int]):
    content = made(size=size, is_demo=True)
    assert len(page_texts(content)) == 1
    assert paper(content) == points


def test_a3_is_the_same_page_larger():
    small, large = made(), made(size="A3")
    assert flat(small) == flat(large)
    assert letter_sizes(large) == pytest.approx([size * 2**0.5 for size in letter_sizes(small)], abs=0.01)


def test_a_screen_reader_finds_its_title_language_headings_list_and_table():
    content = made()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/Lang(nl-NL)" in content
    assert b"/DisplayDocTitle true" in content
    assert title(content) == "Themablad Kwaliteitsdialoog Jonge Kind &amp; VVE 2026"
    found = roles(content)
    assert found.count("Title") == 1
    assert found.count("H1") == 3, "the themes, the questions and the days"
    assert found.count("H2") == len(SETTINGS.main_themes)
    assert found.count("LI") == 3
    assert (found.count("Table"), found.count("TR"), found.count("TH")) == (1, 1 + len(SETTINGS.phases), 3)


def test_its_letters_are_inside_and_are_those_of_the_house():
    content = made(replace(SETTINGS, municipality_label="ëïöüéèáàóòúûçÉË’“”…€− Łódź"))
    assert b"/FontFile2" in content
    assert b"BitstreamVeraSans" in content
    assert "ëïöüéèáàóòúûçÉË’“”…€−" in flat(content)


def test_it_shows_themes_questions_days_and_where_it_comes_from():
    text = flat(made())
    assert text.count("(verplicht)") == len(SETTINGS.mandatory)
    for words in (
        "Wat valt op?", "Welke acties zijn daarop ingezet?", "1 maart t/m 31 mei 2026", "Lokaal educatieve",
        "Denk aan: aanbod, aanpak, zorg, OKE-formulier", "Gemeente: Voorbeeldstad · Peildatum: 21 november 2026",
    ):  # fmt: skip
        assert words.replace(" ", "") in text
    assert "Pagina" not in text


def test_invented_data_say_so():
    assert "Fictievegegevens" in flat(made(is_demo=True))
    assert "Fictieve" not in flat(made())


def test_letters_are_as_large_as_fit_on_one_page():
    few = replace(SETTINGS, themes=SETTINGS.themes[:1], phases=SETTINGS.phases[:2])
    found = [made(settings) for settings in (few, SETTINGS, with_themes(6))]
    assert [len(page_texts(content)) for content in found] == [1, 1, 1]
    largest = [letter_sizes(content)[0] for content in found]
    assert largest == sorted(set(largest), reverse=True)
    assert letter_sizes(found[-1])[-1] >= 8


@pytest.mark.parametrize("n", range(10))
def test_it_is_one_page_for_each_number_of_themes_with_which_it_can_be(n: int):
    assert len(page_texts(made(with_themes(n)))) == 1


def test_what_no_letters_make_fit_goes_on_on_numbered_pages():
    pages = page_texts(made(with_themes(60)))
    assert len(pages) > 1
    assert "Thema 59" in "".join(pages)
    assert f"Pagina {len(pages)} van {len(pages)}" in pages[-1].replace("\n", " ")


def test_a_year_of_which_little_is_known_is_a_sheet_too():
    bare = replace(
        SETTINGS,
        themes=tuple(replace(t, description="") for t in SETTINGS.main_themes),
        phases=(),
        municipality_label="",
    )
    content = made(bare)
    assert "Dialoogjaar2026" in flat(content).replace("dialoogjaar", "Dialoogjaar")
    assert "·dialoogjaar" not in flat(content)
    assert "Table" not in roles(content)
    nothing = made(replace(bare, themes=(), dialogue_name=""))
    assert roles(nothing).count("H1") == 1, "the questions"


def test_long_words_stay_on_the_paper():
    phase = replace(SETTINGS.phases[0], label=LONG_WORD, who="M" * 29)
    long = replace(
        SETTINGS, dialogue_name=LONG_WORD * 2, phases=(phase, *SETTINGS.phases[1:]),
        themes=(replace(SETTINGS.themes[0], label="W" * 90, description="W" * 500), *SETTINGS.themes[1:]),
    )  # fmt: skip
    text = text_of(made(long)).replace("\u200b", "")
    in_a_cell = [len(line) for line in text.split("\n") if set(line) == {"M"}]
    assert sum(in_a_cell) == 29
    assert max(in_a_cell) < 29, "it is wider than the column"
    assert max(len(line) for line in text.split("\n") if set(line) == {"W"}) < 60
    whole = text.replace("\n", "")
    assert whole.count(LONG_WORD) == 3
    assert "W" * 500 in whole


def test_letters_larger_than_plain_break_no_word_of_the_days():
    phase = replace(SETTINGS.phases[0], label="Verantwoordelijkheid")
    content = made(replace(SETTINGS, themes=SETTINGS.themes[:1], phases=(phase,)))
    assert "Verantwoordelijkheid" in text_of(content)
    assert letter_sizes(content)[0] > letter_sizes(made(with_themes(6)))[0]


def test_text_of_users_is_no_markup_and_adds_no_structure():
    def year(words: str) -> CycleSettings:
        theme = replace(SETTINGS.themes[0], label=words, short=words, description=words)
        phase = replace(SETTINGS.phases[0], label=words, who=words)
        return replace(SETTINGS, themes=(theme,), phases=(phase,), municipality_label=words, dialogue_name=words)

    content = made(year(HOSTILE))
    assert flat(content).count("".join(HOSTILE.split())) == 6  # title, place, theme, description, what and who
    assert roles(content) == roles(made(year("gewone woorden")))
    assert len(page_texts(made(year("\x00\x0b 😀 漢字 \ud800 \u202e")))) == 1


def calendar(settings: CycleSettings = SETTINGS, *, is_demo: bool = False) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(dates.ics(settings, "own", is_demo=is_demo))


def events(found: icalendar.Calendar) -> dict[str, icalendar.Event]:
    return {str(event["uid"]): event for event in found.walk("VEVENT")}


def test_every_phase_is_whole_days_and_has_its_last_day():
    found = events(calendar())
    assert len(found) == 2 * len(SETTINGS.phases)
    by_name = {str(event["summary"]): event for event in found.values()}
    for phase in SETTINGS.phases:
        whole = by_name[phase.label]
        assert (whole["dtstart"].dt, whole["dtend"].dt) == (phase.start, phase.end + timedelta(days=1))
        last = next(event for name, event in by_name.items() if name.startswith("Laatste dag") and phase.label in name)
        assert (last["dtstart"].dt, last["dtend"].dt) == (phase.end, phase.end + timedelta(days=1))
    assert type(next(iter(found.values()))["dtstart"].dt) is date


def test_an_entry_keeps_its_identity_when_its_day_moves():
    first = SETTINGS.phases[0]
    moved = replace(SETTINGS, phases=(replace(first, end=first.end + timedelta(days=7)), *SETTINGS.phases[1:]))
    assert set(events(calendar())) == set(events(calendar(moved)))
    other = replace(SETTINGS, municipality="elders")
    assert not set(events(calendar())) & set(events(calendar(other)))


def test_a_phase_of_one_day_is_one_entry():
    first = SETTINGS.phases[0]
    short = replace(SETTINGS, phases=(replace(first, end=first.start),))
    assert len(events(calendar(short))) == 1


def test_the_calendar_names_nobody_and_blocks_nothing():
    found = calendar(is_demo=True)
    assert "Fictieve gegevens" in str(found["x-wr-calname"])
    for event in events(found).values():
        assert "Fictieve gegevens" in str(event["description"])
        assert str(event["transp"]) == "TRANSPARENT"
        assert not {"ORGANIZER", "ATTENDEE", "CONTACT"} & set(event)


def test_text_of_users_cannot_add_entries():
    hostile = "Fase\nEND:VEVENT\nBEGIN:VEVENT\x00, ; \\ 😀"
    first = replace(SETTINGS.phases[0], label=hostile, what=hostile, who=hostile)
    found = events(calendar(replace(SETTINGS, phases=(first,), municipality_label=hostile)))
    assert len(found) == 2
    assert any("END:VEVENT" in str(event["summary"]) for event in found.values())


def test_periods_say_nothing_twice():
    assert period_text(build.day("03-01"), build.day("05-31")) == "1 maart t/m 31 mei 2026"
    assert period_text(build.day("11-01"), build.day("11-30")) == "1 t/m 30 november 2026"
    assert period_text(build.day("12-15"), build.day("2027-01-31")) == "15 december 2026 t/m 31 januari 2027"
    assert period_text(build.day("11-01"), build.day("11-01")) == "1 november 2026"
    assert year_text(SETTINGS) == "2026 (maart 2026 t/m januari 2027)"
    assert year_text(replace(SETTINGS, phases=())) == "2026"
