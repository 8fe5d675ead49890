"""PDF from templates: words of users stay text, pictures need an alternative text, nothing outside is read."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
import typst as engine
from PIL import Image
from read_pdf import alternative_texts, flat, page_texts, roles, text_of, title

from monitor.export import typst
from monitor.tables import COUNT, NUMBER, Column, Table

HOSTILE = (
    '#import "x" *bold* _it_ $x$ <script> @ref \\ \\u{41} // weg /* weg */ -- "q" \'a\' ... [x] `y` ~ https://x.nl'
)
TEMPLATE = """
#import "house.typ": *
#import "data.typ": data
#show: document-of.with(title: data.words, stamp: data.words, about: data.words)
= #data.words
#para(data.words)
#para(data.words, bold: true)
#bullets((data.words, data.words))
#own-words(data.words)
#picture(data.picture, data.words)
#table-block(data.table)
"""
IN_BODY = 9  # title, heading, text, bold text, two bullets, quote, caption, cell


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder with the blocks of the house, for a template of a test."""
    for path in typst.TEMPLATES.glob("*.typ"):
        shutil.copy(path, tmp_path)
    return tmp_path


def made(folder: Path, source: str, data: dict) -> bytes:
    template = folder / "test.typ"
    template.write_text(source)
    return typst.compile(template, data)


def png(wide: int = 40, high: int = 20) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (wide, high), "#0B4F8A").save(buffer, "PNG")
    return buffer.getvalue()


def filled(words: str) -> dict:
    table = Table(words, (Column("a", "Naam"), Column("n", "Aantal", COUNT)), ((words, 3),))
    return {"words": words, "picture": png(), "table": typst.table_data(table)}


def test_words_of_users_come_out_as_they_were_typed(templates):
    pdf = made(templates, TEMPLATE, filled(HOSTILE))
    wanted = "".join(HOSTILE.split())
    assert flat(pdf).count(wanted) == IN_BODY + 2 * len(page_texts(pdf))  # and at the top and the foot of each page
    assert alternative_texts(pdf) == [HOSTILE]
    assert title(pdf).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'") == HOSTILE


def test_a_line_end_of_a_user_stays_one(templates):
    pdf = made(templates, "#import \"house.typ\": *\n#import \"data.typ\": data\n#set document(title: [x])\n#para(data.words)",
               {"words": "een\n- twee\r\n= drie"})  # fmt: skip
    assert text_of(pdf).split("\n")[:3] == ["een", "- twee", "= drie"]
    assert "H1" not in roles(pdf)
    assert "L" not in roles(pdf)


def test_the_document_is_tagged_and_dutch(templates):
    pdf = made(templates, TEMPLATE, filled("Één"))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Lang(nl-NL)" in pdf
    assert {"Title", "H1", "P", "L", "Figure", "Table", "TH", "TD", "Caption"} <= set(roles(pdf))
    assert title(pdf) == "Één"


def test_a_picture_without_an_alternative_text_makes_no_document(templates):
    source = '#import "house.typ": *\n#import "data.typ": data\n#set document(title: [x])\n#picture(data.picture, none)'
    with pytest.raises(engine.TypstError, match="alt"):
        made(templates, source, {"picture": png()})


def test_only_png_is_taken_as_a_picture(templates):
    with pytest.raises(ValueError, match="PNG"):
        made(templates, TEMPLATE, filled("x") | {"picture": b"<svg><image href='file:///etc/hostname'/></svg>"})


@pytest.mark.parametrize(
    "source", ['#read("{outside}")', '#image("{outside}", alt: "x")', '#include "{outside}"', '#read("../outside.txt")']
)
def test_nothing_outside_the_folder_of_the_template_is_read(tmp_path, source):
    outside = tmp_path / "outside.txt"
    outside.write_text("geheim")
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(engine.TypstError):
        made(inside, source.format(outside=outside), {})


def test_our_templates_take_no_package_and_run_no_text():
    sources = {path.name: path.read_text() for path in typst.TEMPLATES.glob("*.typ")}
    assert "house.typ" in sources
    for name, source in sources.items():
        for word in ('"@', "eval(", "read(", "plugin(", "http"):
            assert word not in source, f"{word} in {name}"


def test_our_letters_come_with_the_program_beside_their_licence(templates):
    assert {path.suffix for path in typst.FONTS.iterdir()} == {".ttf", ".txt"}
    licence = (typst.FONTS / "LICENSE.txt").read_text("ascii")
    assert "Copyright (c) 2003 by Bitstream, Inc." in licence
    pdf = made(templates, TEMPLATE, filled("Woorden"))
    for name in (b"BitstreamVeraSans-Roman", b"BitstreamVeraSans-Bold", b"BitstreamVeraSans-Oblique"):
        assert name in pdf


def test_signs_that_no_font_has_do_not_stop_the_document():
    assert typst.text("goed 👍🏽 zo") == "goed  zo"
    assert typst.text("漢字 \x00\x07 Ж ş −≥▲↺") == "□□  Ж ş −≥▲↺"


def test_a_document_with_every_kind_of_sign_meets_the_standard(templates):
    words = "é ş Ж ש ع ไทย 漢 👩‍💻 \u202e a\u0301 \ue000 \ufffe \U000e0041"
    assert made(templates, TEMPLATE, filled(words)).startswith(b"%PDF")


def test_a_table_is_printed_as_in_the_other_documents():
    columns = (Column("a", "Naam"), Column("n", "Aantal", COUNT), Column("s", "Score", NUMBER, 1))
    data = typst.table_data(Table("Scores", columns, (("x", 1200, 4.65), ("y", 3, None)), note="Let op."))
    assert data["rows"] == [["x", "1.200", "4,7"], ["y", "3", "geen cijfer"]]
    assert data["right"] == [False, True, True]
    assert (data["caption"], data["note"], data["labels"]) == ("Scores", "Let op.", ["Naam", "Aantal", "Score"])


def test_a_long_table_repeats_its_header_on_each_page(templates):
    table = Table("Lang", (Column("a", "Naam"), Column("n", "Aantal", COUNT)), tuple((f"r{i}", i) for i in range(120)))
    source = '#import "house.typ": *\n#import "data.typ": data\n#show: document-of.with(title: "x")\n#table-block(data)'
    pages = page_texts(made(templates, source, typst.table_data(table)))
    assert len(pages) > 2
    assert all("Naam\nAantal" in page for page in pages)
    assert "r119\n119" in pages[-1]
