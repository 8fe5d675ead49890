"""The briefing in Word: headings in order, pictures with an alternative text, tables, the words of users as they were typed."""

from __future__ import annotations

import itertools

import pytest
from docx.enum.section import WD_ORIENT

from monitor.consultation import briefing
from monitor.consultation.records import Consultation
from monitor.records import DEMO_STAMP
from tests.consultation import build
from tests.consultation.read_office import headings, word, word_alts, word_tables, word_text
from tests.consultation.test_outline import wide


def made(session, consultation: Consultation) -> bytes:
    return briefing.make(consultation, session, briefing.DOCX, on=build.ON)


def test_the_parts_stand_in_the_fixed_order(session, drawn):
    content = made(session, build.consultation())
    assert [text for level, text in headings(content) if level == 1] == [
        "1. De kern", "2. Gesprekspunten", "3. Vragen van leden", "4. Hoe leest u dit?", "5. Bijlage"
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["usual", "large", "empty"])
def test_no_heading_skips_a_level(session, drawn, kind):
    consultation = {"usual": build.consultation(), "large": build.large(session), "empty": Consultation("x", "Leeg")}[
        kind
    ]
    levels = [0, *(level for level, _ in headings(made(session, consultation)))]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_words_of_users_come_out_as_they_were_typed(session, drawn):
    text = word_text(
        made(session, build.consultation(name=build.HOSTILE, core=(build.HOSTILE,), contact=build.HOSTILE))
    )
    # Title, core, contact, heading and two fields of a point, own text, question and answer.
    assert text.count(build.VISIBLE) == 9
    assert "\x00" not in text


def test_each_picture_has_its_alternative_text_and_each_table_its_caption(session, drawn):
    content = made(session, build.consultation())
    assert word_alts(content) == [build.item(1).alt] * 4
    tables = word_tables(content)
    assert "Figuur 1, figuur 2, figuur 3, de werkbeleving in de bso is lager dan in 2017-2019 en figuur 4" in next(
        iter(tables)
    )
    assert next(iter(tables.values()))[1] == ["2017-2019", "4,6", "4,4"]


def test_a_picture_holds_what_must_go_along_with_it(session, drawn):
    made(session, build.consultation())
    written = [" ".join(note.text for note in drawing.figure.layout.annotations) for drawing in drawn]
    assert all("Bron: eigen meting" in text and "gemiddelde van de gemeten groepen" in text for text in written)
    assert "Niet representatief" in written[1]


@pytest.mark.parametrize("consultation", [build.consultation(), build.consultation(items=(build.demo_item(1),))])
def test_the_stamp_stands_at_the_head_of_each_page_when_anything_is_invented(session, drawn, consultation):
    sections = word(made(session, consultation)).sections
    is_demo = any(item.origin == "demo" for item in consultation.items)
    heads = {section.header.paragraphs[0].text for section in sections}
    assert heads == {DEMO_STAMP if is_demo else ""}


def test_without_a_browser_a_table_stands_in_the_place_of_each_picture_with_why(session, no_browser):
    content = made(session, build.consultation())
    text = word_text(content)
    assert word_alts(content) == []
    assert text.count("de browser Chromium is niet gevonden") == 4
    assert len(word(content).tables) >= 4
    assert "Bron: eigen meting" in text


def test_a_figure_that_is_wide_gets_its_table_beside_it_because_its_letters_are_small(session, drawn):
    item = build.item(1, drawing=build.drawing(width=1100))
    text = word_text(made(session, build.consultation(items=(item,))))
    assert "De letters in deze afbeelding zijn klein." in text


def test_wide_tables_stand_on_pages_that_lie_on_their_side(session, drawn):
    sections = word(made(session, build.consultation(items=(build.item(1, table=wide(20), facts=()),)))).sections
    assert [section.orientation for section in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_a_finding_that_went_stale_says_what_changed(session, drawn):
    gone = build.item(1, recipe={"make": "trend", "origin": "own", "measure": "gone"})
    text = word_text(made(session, build.consultation(items=(gone,))))
    assert "Let op: dit is veranderd nadat het is gekozen.\nDit staat niet meer in de gegevens van nu." in text


def test_an_empty_consultation_says_what_is_not_there_yet(session, drawn):
    text = word_text(made(session, Consultation("x", "Leeg overleg")))
    for said in (
        "De kern is nog niet geschreven.",
        "Er zijn nog geen gesprekspunten.",
        "Er zijn geen vragen van leden.",
    ):
        assert said in text


def test_progress_is_told_from_the_beginning_to_the_end(session, drawn):
    told: list[float] = []
    briefing.make(build.consultation(), session, briefing.DOCX, on=build.ON, progress=lambda f, text: told.append(f))
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) == 2 + 4


def test_a_form_that_is_not_there_is_refused_in_dutch(session):
    with pytest.raises(briefing.BriefingError, match="kennen we niet"):
        briefing.make(build.consultation(), session, "odt", on=build.ON)


@pytest.mark.parametrize("form", list(briefing.FORMS))
def test_the_caveats_stand_in_every_form(session, drawn, form):
    from tests.consultation.everything import text_of

    consultation = build.consultation(items=(build.demo_item(1),))
    said = text_of(briefing.make(consultation, session, form, on=build.ON), briefing.FORMS[form].suffix)
    caveats = briefing.outline_of(consultation, session, on=build.ON).caveats
    assert len(caveats) == 4
    for caveat in caveats:
        assert "".join(caveat.split()) in said
    assert "".join(DEMO_STAMP.split()) in said
