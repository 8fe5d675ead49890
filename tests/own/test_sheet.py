"""The sheet of a team: the same content in Word and PDF, words of users as they were typed, room to write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import docx as python_docx
import pytest
from dialogues.read_documents import headings, text_of, word
from docx.oxml.ns import qn
from own.own_rows import CARE_TYPE, CATALOGUE, DAY, DIMENSIONS, OFF_REASON, own_row
from read_pdf import flat, page_texts, roles, title
from read_pdf import text_of as pdf_text

from monitor.dialogues.settings import template
from monitor.own.records import APART, OFF
from monitor.own.sheet import (
    NATIONAL,
    NATIONAL_DEMO,
    READ,
    SOURCES,
    TASK,
    TASK_ROOM,
    Earlier,
    Sheet,
    build,
    national_texts,
)
from monitor.own.sheet_docx import docx
from monitor.own.sheet_pdf import pdf
from monitor.records import DEMO, DEMO_STAMP, FICTIVE, NOT_REPRESENTATIVE, REPORTED
from monitor.wording.numbers import lower_first
from monitor.wording.sentences import flag_text

SETTINGS = template(2026)
APART_REASON = "U deed de observatie zelf."
ROWS = [
    own_row(DIMENSIONS[0]),
    own_row(DIMENSIONS[1], place=APART, reason=APART_REASON),
    own_row(DIMENSIONS[2], place=OFF, reason=OFF_REASON),
]
CODES = [row.measure for row in ROWS]
QUESTIONS = ("Wat valt op?", "Welke acties zijn daarop ingezet?", "Waar bent u trots op, wat gaat goed?")
HOSTILE = '#import "x" *b* $x$ <script>alert(1)</script> =1+1 _it_ [x]'
LINKED = next(theme for theme in SETTINGS.mandatory if DIMENSIONS[2].code in theme.measures)


def sheet(chosen=CODES, **more) -> Sheet:
    given = {"on": DAY, "location": "De Linde", "care_type": CARE_TYPE, "source": "Meting", "data_version": "abc123"}
    return build(ROWS, chosen, CATALOGUE, SETTINGS, **given | more)


def flat_words(texts) -> str:
    return "".join("".join(texts).split())


def test_each_point_has_its_own_figure_the_national_one_and_its_theme():
    points = sheet().points
    assert [p.heading for p in points] == [m.label for m in DIMENSIONS]
    assert all(p.own and p.national for p in points)
    assert [p.own_label for p in points] == ["Wij", "Wij (indicatief)", "Wij (los van de landelijke cijfers)"]
    assert OFF_REASON in points[2].own[0]
    assert ["marge van uw score" in " ".join(p.own) for p in points] == [True, True, False]
    assert "niet bij" in points[0].themes
    assert lower_first(LINKED.label) in points[2].themes


def test_published_own_and_fictitious_verdicts_have_a_line_each_with_their_caveats():
    computed = ROWS[0].computed
    demo = replace(computed, origin=DEMO, flags=(FICTIVE,))
    published = replace(computed, basis="published", origin="", flags=(NOT_REPRESENTATIVE, REPORTED))
    caveat = flag_text(NOT_REPRESENTATIVE, published, CATALOGUE).label.lower()
    both = national_texts(replace(ROWS[0], computed=demo, published=published), CATALOGUE)
    assert [label for label, _ in both] == [NATIONAL_DEMO, SOURCES]
    assert caveat not in both[0][1]
    assert caveat in both[1][1]
    (alone,) = national_texts(replace(ROWS[0], computed=None, published=published), CATALOGUE)
    assert len(alone[1]) > len(both[1][1])
    ((label, text),) = national_texts(replace(ROWS[0], computed=None), CATALOGUE)
    assert (label, text) == (NATIONAL, "Hierover is geen landelijk oordeel bekend.")


def test_the_three_questions_stand_in_the_order_of_the_dialogue_at_every_point():
    made = docx(sheet())
    asked = [text for level, text in headings(made) if level == 2]
    assert asked == [*QUESTIONS * 3, *TASK_ROOM]
    printed = pdf_text(pdf(sheet()))
    places = [printed.index(question) for question in QUESTIONS]
    assert places == sorted(places)
    assert all(printed.count(question) == 3 for question in QUESTIONS)


def test_no_mandatory_theme_is_forgotten():
    told = dict(sheet().themes)
    assert list(told) == [theme.label for theme in SETTINGS.mandatory]
    assert DIMENSIONS[2].label.lower() in told[LINKED.label]
    without = [theme.label for theme in SETTINGS.mandatory if not theme.measures]
    assert without
    assert all("geen" in told[label] for label in without)


def test_a_part_belongs_to_the_theme_that_names_it_before_that_of_the_whole():
    named = next(t for t in SETTINGS.mandatory for m in t.measures if CATALOGUE.measures[m].parent)
    part = next(m for m in named.measures if CATALOGUE.measures[m].parent)
    smaller = next(m for m in CATALOGUE.measures.values() if m.parent == part)
    for code in (part, smaller.code):
        made = build([own_row(CATALOGUE.measures[code])], [code], CATALOGUE, SETTINGS, on=DAY)
        assert lower_first(named.label) in made.points[0].themes


def test_a_school_gets_the_mandatory_themes_without_any_figure():
    made = build((), (), CATALOGUE, SETTINGS, on=DAY, location="De Linde", source="Meting", data_version="abc123")
    assert [p.heading for p in made.points] == [theme.label for theme in SETTINGS.mandatory]
    assert not any(p.own or p.national for p in made.points)
    assert "abc123" not in str(made)
    assert made.points[0].lines > sheet().points[0].lines
    assert not set(READ) & set(made.read)


def test_answers_and_actions_of_last_year_stand_beside_the_points_of_their_theme():
    earlier = Earlier(LINKED.code, 2025, (("Wat valt op?", "Veel wisselingen."),), ("Vast invalteam (klaar)",))
    made = sheet(last_year=(earlier,))
    assert [p.earlier for p in made.points] == [(), (), (earlier,)]
    for text in (text_of(docx(made)), pdf_text(pdf(made))):
        assert text.index(DIMENSIONS[2].label) < text.index("2025") < text.index("Veel wisselingen.")
        assert "Vast invalteam (klaar)" in text


def test_more_than_three_points_or_an_unknown_one_are_refused():
    with pytest.raises(ValueError):
        sheet(chosen=[*CODES, CODES[0]])
    with pytest.raises(ValueError):
        sheet(chosen=["bestaat niet"])


def test_word_and_pdf_say_the_same():
    made = sheet(observation_task="Kijken bij de maaltijd", notes={CODES[0]: "Onze eigen zin."}, stamp=DEMO_STAMP)
    wordy, printed = "".join(text_of(docx(made)).split()), flat(pdf(made))
    said = [made.title, made.subtitle, made.task, TASK, *made.read, *made.questions]
    for point in made.points:
        said += [point.heading, point.about, point.themes, point.note, *point.own]
        said += [f"{label}: {text}" for label, text in point.national]
    for sentence in said:
        assert flat_words(sentence) in wordy
        assert flat_words(sentence) in printed


def test_words_of_users_come_out_as_they_were_typed():
    earlier = Earlier(LINKED.code, 2025, (("Wat valt op?", HOSTILE),), (HOSTILE,))
    made = sheet(location=HOSTILE, observation_task=HOSTILE, notes={CODES[0]: HOSTILE}, last_year=(earlier,))
    wanted = flat_words(HOSTILE)
    assert flat(pdf(made)).count(wanted) == 5
    assert "".join(text_of(docx(made)).split()).count(wanted) == 5


def test_the_stamp_stands_on_every_page():
    made = sheet(stamp=DEMO_STAMP)
    pages = page_texts(pdf(made))
    assert len(pages) > 2
    assert all(DEMO_STAMP in page for page in pages)
    assert DEMO_STAMP in word(docx(made)).sections[0].header.paragraphs[0].text
    assert DEMO_STAMP not in pdf_text(pdf(sheet()))


def test_source_and_data_version_stand_at_the_foot():
    footer = word(docx(sheet())).sections[0].footer.paragraphs[0].text
    for text in (footer, page_texts(pdf(sheet()))[-1]):
        assert "Meting" in text
        assert "abc123" in text


def test_the_type_is_large_and_the_paper_a4():
    made = word(docx(sheet()))
    assert made.styles["Normal"].font.size.pt >= 14
    assert round(made.sections[0].page_width.cm, 1) == 21.0
    assert b"/MediaBox[0 0 595.2756 841.8898]" in pdf(sheet())


def test_there_are_lines_to_write_on_that_stay_with_their_question():
    made = word(docx(sheet()))
    styles = [p.style.name for p in made.paragraphs]
    lines = [i for i, style in enumerate(styles) if style == "WritingLine"]
    assert len(lines) == sum(len(QUESTIONS) * p.lines for p in sheet().points) + 3 * len(TASK_ROOM)
    borders = made.styles["WritingLine"].element.pPr.find(qn("w:pBdr"))
    assert [child.tag for child in borders] == [qn("w:bottom"), qn("w:between")]
    assert all(not made.paragraphs[i].text for i in lines)


def test_the_pdf_is_tagged_with_headings_in_order():
    made = pdf(sheet())
    found = [role for role in roles(made) if role in ("Title", "H1", "H2")]
    assert found[0] == "Title"
    assert title(made) == sheet().title
    assert found.count("H1") == len(CODES) + 2


def test_very_long_texts_of_users_make_a_longer_document():
    long = "Dit is een zin van een gebruiker. " * 400
    made = sheet(notes={CODES[0]: long}, observation_task="x" * 600)
    assert len(page_texts(pdf(made))) > len(page_texts(pdf(sheet())))
    assert "x" * 600 in text_of(docx(made))
    assert flat(pdf(made)).replace("\u200b", "").count("x" * 600) == 1


def test_the_word_document_opens_with_its_title_and_language(tmp_path):
    path = tmp_path / "blad.docx"
    path.write_bytes(docx(sheet(on=date(2026, 6, 3))))
    made = python_docx.Document(str(path))
    assert (made.core_properties.title, made.core_properties.language) == (sheet().title, "nl-NL")
    assert "3 juni 2026" in made.core_properties.subject
