"""The theme sheet as PDF and the calendar as ICS."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest
from dialogues import build
from dialogues.read_documents import streams

from monitor.dialogues import settings as years
from monitor.dialogues import words as vocabulary
from monitor.dialogues.reports import dates, poster
from monitor.dialogues.reports.material import period_text
from monitor.dialogues.settings import CycleSettings, Theme
from monitor.export.pdf import fonts, printable
from monitor.wording.dialogue import year_text

SETTINGS = years.template(2026, "voorbeeldstad")
ABOUT = [("Gemeente", "Voorbeeldstad"), ("Peildatum", "21 november 2026")]


def made(settings: CycleSettings = SETTINGS, paper: str = "A4", *, is_demo: bool = False) -> bytes:
    return poster.sheet(settings, vocabulary.load(), ABOUT, is_demo=is_demo, paper=paper)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def drawn(pdf: bytes) -> str:
    """The words that are drawn, without spaces: a line may break anywhere."""
    shown = "".join("".join(re.findall(r"\((.*?)(?<!\\)\) Tj", stream)) for stream in streams(pdf))
    return re.sub(r"\s|\\[()]", "", shown)


def free_theme(number: int, text: str = "Een korte uitleg van dit thema.") -> Theme:
    return Theme(f"t{number}", f"t{number}", f"Thema {number}", f"thema {number}", False, "", (), (), text)


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("A3", (842, 1191))])
def test_the_theme_sheet_is_one_page_of_its_paper(paper: str, size: tuple[int, int]):
    content = made(paper=paper)
    assert pages(content) == 1
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", content)
    assert (round(float(box[1])), round(float(box[2]))) == size


def test_it_has_a_title_a_language_and_its_letters_inside():
    content = made()
    assert b"/Lang (nl-NL)" in content
    assert b"/DisplayDocTitle true" in content
    assert b"/Title (Themablad Kwaliteitsdialoog Jonge Kind & VVE 2026)" in content
    assert b"/FontFile2" in content
    for sign in "ëïöüéèáàóòúûçÉË’“”…€−":
        assert ord(sign) in fonts()["KibText"], sign


def test_it_shows_themes_questions_and_days():
    text = drawn(made())
    assert text.count("verplicht") == len(SETTINGS.mandatory)
    for words in ("Wat valt op?", "Welke acties zijn daarop ingezet?", "1 maart t/m 31 mei 2026", "Lokaal educatieve"):
        assert words.replace(" ", "") in text


def test_invented_data_say_so():
    assert "Fictievegegevens" in drawn(made(is_demo=True))
    assert "Fictievegegevens" not in drawn(made())


def test_many_themes_get_smaller_letters_and_then_a_second_page():
    some = replace(SETTINGS, themes=(*SETTINGS.themes, *(free_theme(i) for i in range(5))))
    assert pages(made(some)) == 1
    many = replace(SETTINGS, themes=(*SETTINGS.themes, *(free_theme(i) for i in range(60))))
    assert pages(made(many)) > 1
    assert "Thema59" in drawn(made(many))


def test_text_of_users_is_no_markup_and_cannot_break_the_sheet():
    hostile = "<b>vet</b> & <font size=90>\x00\x0b 😀 </para>\ud800"
    theme = replace(SETTINGS.themes[0], label=hostile, description=hostile + "x" * 2_000)
    content = made(replace(SETTINGS, themes=(theme,), municipality_label=hostile, dialogue_name=hostile))
    assert pages(content) >= 1
    assert "<b>vet</b>&<fontsize=90>" in drawn(content)


def test_a_sign_that_the_letters_lack_loses_its_accent_or_goes():
    assert printable("Café Łódź Ǻ 😀 日本") == "Café Łódz A  "


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
