"""Slides: a finding as the title, alternative texts, charts that can be edited, notes, and nothing outside its box."""

from __future__ import annotations

import io
import math
import textwrap
import zipfile

import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from monitor.consultation import briefing
from monitor.consultation.records import Consultation
from monitor.export.pptx import SlideDeck
from monitor.export.pptx_fit import Text
from monitor.figures.native import ChartData, Series
from monitor.records import DEMO_STAMP
from monitor.tables import COUNT, Column, Table
from tests.consultation import build
from tests.consultation.read_office import notes, slide_texts, slides

LETTER, LINE = 0.5, 1.2  # of the size: the mean width of a letter of Arial, and the height of a line
SMALLEST_BODY = 18


def made(session, consultation: Consultation) -> bytes:
    return briefing.make(consultation, session, briefing.PPTX, on=build.ON)


MADE: dict[str, bytes] = {}


@pytest.fixture(params=["usual", "large", "demo", "empty"])
def content(request, session, drawn) -> bytes:
    """The slides of one consultation, made once: the tests only read them."""
    if request.param in MADE:
        return MADE[request.param]
    several = {
        "usual": build.consultation(),
        "large": build.large(session),
        "demo": build.consultation(items=(build.demo_item(1, native=build.NATIVE), build.item(2))),
        "empty": Consultation("x", "Leeg"),
    }
    return MADE.setdefault(request.param, made(session, several[request.param]))


def test_slides_are_wide_and_each_has_a_title(content):
    deck = slides(content)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    assert all(slide.shapes.title.text_frame.text.strip() for slide in deck.slides)


def test_no_two_shapes_of_a_slide_have_the_same_number(content):
    for slide in slides(content).slides:
        numbers = [shape.shape_id for shape in slide.shapes]
        assert len(numbers) == len(set(numbers))


def test_the_file_holds_no_picture_of_an_empty_page_and_no_name_of_a_person(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not [name for name in file.namelist() if "thumbnail" in name]
    known = slides(content).core_properties
    assert (known.author, known.last_modified_by, known.language) == ("", "", "nl-NL")


def test_the_title_is_read_first(content):
    for slide in slides(content).slides:
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id


def test_pictures_charts_and_tables_have_an_alternative_text(content):
    kinds = (MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.CHART, MSO_SHAPE_TYPE.TABLE)
    drawn = [shape for slide in slides(content).slides for shape in slide.shapes if shape.shape_type in kinds]
    assert all(shape._element._nvXxPr.cNvPr.get("descr") for shape in drawn)


def test_all_text_is_dutch_and_large_enough_to_read(content):
    for slide in slides(content).slides:
        runs = list(slide._element.iter(qn("a:rPr")))
        assert runs
        assert {run.get("lang") for run in runs} == {"nl-NL"}
        body = [shape for shape in slide.placeholders if shape.placeholder_format.idx == 1]
        sizes = {run.font.size.pt for shape in body for p in shape.text_frame.paragraphs for run in p.runs}
        assert all(size >= SMALLEST_BODY for size in sizes)


def test_nothing_stands_outside_the_slide_or_on_something_else(content):
    deck = slides(content)
    for slide in deck.slides:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]
        for left, top, right, bottom in boxes:
            assert left >= 0
            assert top >= 0
            assert right <= deck.slide_width
            assert bottom <= deck.slide_height
        assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if _overlap(a, b)]


def test_text_fits_its_box(content):
    for slide in slides(content).slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text.strip():
                assert _height(shape) <= shape.height.pt * 1.02, shape.text_frame.text


def test_each_slide_tells_the_data_version(session, content):
    version = session.data_version()
    assert all(f"Dataversie: {version}" in text for text in slide_texts(content))


def test_the_stamp_stands_on_every_slide_when_anything_is_invented(session, drawn):
    stamped = slide_texts(made(session, build.consultation(items=(build.demo_item(1), build.item(2)))))
    assert all(DEMO_STAMP in text for text in stamped)
    assert not any(DEMO_STAMP in text for text in slide_texts(made(session, build.consultation())))


def test_a_finding_is_the_title_of_a_slide_with_sentence_n_and_source_in_its_notes(session, drawn):
    content = made(session, build.consultation())
    titles = [slide.shapes.title.text_frame.text for slide in slides(content).slides]
    said = notes(content)[titles.index(build.item(1).headline)]
    assert build.item(1).sentence in said
    assert "Gemeten groepen: baby-opvang 95 (2017-2019)" in said
    assert build.item(1).source in said
    assert "Soort opvang: Baby-opvang; 2017-2019: 4,6" in said


def test_bars_are_a_chart_that_members_can_edit(session, drawn):
    charts = [
        s.chart for slide in slides(made(session, build.consultation())).slides for s in slide.shapes if s.has_chart
    ]
    assert len(charts) == 1
    plot = charts[0].plots[0]
    assert list(plot.categories) == list(build.NATIVE.categories)
    assert [(series.name, tuple(series.values)) for series in plot.series] == [
        ("hersteld", (0.4, 0.3)), ("nog te gaan", (0.03, None))
    ]  # fmt: skip
    assert charts[0].category_axis.reverse_order


def test_a_chart_is_not_drawn_as_a_picture_too(session, drawn):
    made(session, build.consultation(items=(build.item(1, native=build.NATIVE),)))
    assert drawn == []


def test_without_a_browser_there_are_charts_and_tables_with_why(session, no_browser):
    content = made(session, build.consultation())
    shapes = [shape for slide in slides(content).slides for shape in slide.shapes]
    assert not [shape for shape in shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert sum(shape.has_chart for shape in shapes) == 1
    assert sum(shape.has_table for shape in shapes) >= 3
    assert "de browser Chromium is niet gevonden" in "\n".join(slide_texts(content))


def test_words_of_users_come_out_as_they_were_typed(session, drawn):
    text = "\n".join(slide_texts(made(session, build.consultation(core=(build.HOSTILE,)))))
    assert text.count(build.VISIBLE) >= 5
    assert "\x00" not in text


def test_what_does_not_fit_on_a_few_slides_stands_in_the_notes():
    deck = SlideDeck("Titel")
    long = " ".join(f"woord{number}" for number in range(2000))
    deck.text("Lang", [Text("Kop", is_bold=True), Text(long)], most=2)
    content = deck.to_bytes()
    shown = " ".join(" ".join(slide_texts(content)).split())
    assert len(slides(content).slides) == 2
    assert "Lang (vervolg)" in shown
    told = notes(content)[-1]
    assert all(f"woord{number}" in shown or f"woord{number}" in told for number in range(2000))


def test_a_title_that_is_too_long_is_whole_in_the_notes():
    deck = SlideDeck("Titel", stamp=DEMO_STAMP)
    title = " ".join(f"woord{number}" for number in range(80))
    deck.text(title, [Text("Tekst")])
    content = deck.to_bytes()
    assert slides(content).slides[0].shapes.title.text_frame.text.endswith(" …")
    assert title in notes(content)[0]


def test_a_large_table_goes_over_slides_and_says_when_a_part_is_left_out():
    columns = (Column("a", "Soort"), *(Column(f"n{n}", f"Getal {n}", COUNT) for n in range(5)))
    deck = SlideDeck("Titel")
    deck.table("Tabel", Table("Cijfers", columns, tuple((f"rij {r}", 1, 2, 3, 4, r) for r in range(100))), most=3)
    deck.table("Klein", Table("Cijfers", columns, (("rij", 1, 2, 3, 4, 5),)))
    texts = slide_texts(deck.to_bytes())
    assert len(texts) == 4
    assert all("Dit is een deel van de tabel." in text and "Soort" in text for text in texts[:3])
    assert "deel van de tabel" not in texts[3]


def test_a_chart_with_nothing_in_a_category_and_a_name_like_a_formula_can_be_made():
    deck = SlideDeck("Titel")
    deck.chart("Grafiek", ChartData(("=1+1", "b"), (Series("@x", (None, -0.2)),)), "Staafdiagram.")
    chart = next(shape.chart for shape in slides(deck.to_bytes()).slides[0].shapes if shape.has_chart)
    assert list(chart.plots[0].categories) == ["'=1+1", "b"]
    assert tuple(chart.plots[0].series[0].values) == (None, -0.2)


def _overlap(one: tuple, other: tuple) -> bool:
    slack = 12700  # a point
    apart = one[2] <= other[0] + slack or other[2] <= one[0] + slack or one[3] <= other[1] + slack
    return not (apart or other[3] <= one[1] + slack)


def _height(shape) -> float:
    """In points, as an office program would set it."""
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        size = max((run.font.size.pt for run in paragraph.runs if run.font.size), default=12)
        wide = max(1, math.floor(shape.width.pt / (size * LETTER)))
        # The template would add white between paragraphs.
        assert paragraph.space_before == 0 or len(shape.text_frame.paragraphs) == 1
        lines = sum(max(1, len(textwrap.wrap(line, wide))) for line in paragraph.text.split("\x0b"))
        after = paragraph.space_after.pt if paragraph.space_after else 0
        total += lines * size * LINE + after
    return total - after  # nothing stands below the last one
