"""Word documents: what a reader with eyes, and one with a screen reader, finds in them; and what user text cannot do."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
import pytest
from docx.oxml.ns import qn

from monitor.export.docx import WordDocument
from monitor.export.signs import clean
from monitor.tables import COUNT, Column, Table

HOSTILE = "=1+1\x00\x0b<script>alert(1)</script>\ud800 & 😀\r\nnieuwe regel"


def read_back(made: WordDocument) -> docx.document.Document:
    return docx.Document(io.BytesIO(made.to_bytes()))


def parts(made: WordDocument) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made.to_bytes())) as file:
        return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def test_title_and_headings_are_real_and_in_order():
    made = WordDocument("Verslag 2026", subject="Kwaliteitsdialoog")
    made.heading("Eerst")
    made.heading("Daaronder", 2)
    made.heading("Daarna")
    found = [(p.style.name, p.text) for p in read_back(made).paragraphs]
    assert found == [
        ("Title", "Verslag 2026"), ("Heading 1", "Eerst"), ("Heading 2", "Daaronder"), ("Heading 1", "Daarna"),
    ]  # fmt: skip


@pytest.mark.parametrize("levels", [(2,), (1, 3), (0,), (1, 2, 3, 4)])
def test_a_heading_may_not_skip_a_level(levels):
    made = WordDocument("Titel")
    for level in levels[:-1]:
        made.heading("Kop", level)
    with pytest.raises(ValueError, match="heading level"):
        made.heading("Kop", levels[-1])


def test_it_is_dutch_on_a4_and_names_nobody():
    made = WordDocument("Titel", subject="Onderwerp")
    known = read_back(made)
    assert (round(known.sections[0].page_width.cm, 1), round(known.sections[0].page_height.cm, 1)) == (21.0, 29.7)
    properties = known.core_properties
    assert (properties.title, properties.subject, properties.language) == ("Titel", "Onderwerp", "nl-NL")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert 'w:lang w:val="nl-NL"' in parts(made)["word/styles.xml"]
    assert "en-US" not in parts(made)["word/styles.xml"].replace('w:eastAsia="en-US"', "")
    assert known.styles["Normal"].font.size.pt >= 11


def test_stamp_and_footer_come_on_every_page():
    made = WordDocument("Titel", stamp="Fictieve gegevens", about=[("Dataversie", "abc"), ("Peildatum", "1 mei 2026")])
    section = read_back(made).sections[0]
    assert section.header.paragraphs[0].text == "Fictieve gegevens"
    assert section.footer.paragraphs[0].text.startswith("Dataversie: abc · Peildatum: 1 mei 2026 · Pagina ")
    fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert read_back(WordDocument("Titel")).sections[0].header.paragraphs[0].text == ""


def test_a_table_has_a_caption_a_repeated_header_row_and_an_alternative_text():
    made = WordDocument("Titel")
    columns = (Column("a", "Wijk"), Column("n", "Locaties", COUNT))
    made.table(Table("Stand per wijk", columns, (("Noord", 1234), ("Zuid", None)), note="Alle locaties"))
    known = read_back(made)
    table = known.tables[0]
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["Wijk", "Locaties"], ["Noord", "1.234"], ["Zuid", "geen cijfer"],
    ]  # fmt: skip
    heads = [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False, False]
    properties = table._tbl.tblPr
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "Stand per wijk"
    assert properties.find(qn("w:tblDescription")).get(qn("w:val")) == "Alle locaties"
    assert [p.text for p in known.paragraphs if p.style.name == "Caption"] == ["Stand per wijk"]


def test_a_picture_has_an_alternative_text_and_cannot_do_without():
    made = WordDocument("Titel")
    made.picture(png(), "Lijn van zes fasen.")
    assert read_back(made).inline_shapes[0]._inline.docPr.get("descr") == "Lijn van zes fasen."
    with pytest.raises(ValueError, match="alternative text"):
        made.picture(png(), "")


def test_text_of_users_stays_text():
    made = WordDocument(HOSTILE, subject=HOSTILE, stamp=HOSTILE, about=[("Bron", HOSTILE)])
    made.heading(HOSTILE)
    made.paragraph(HOSTILE)
    made.bullets([HOSTILE, "x" * 10_000])
    made.quote(HOSTILE)
    made.table(Table(HOSTILE, (Column("a", HOSTILE),), ((HOSTILE,),), note=HOSTILE))
    whole = "=1+1<script>alert(1)</script> & 😀\nnieuwe regel"
    known = read_back(made)
    assert clean(HOSTILE) == whole
    assert [p.text for p in known.paragraphs if p.style.name in ("Heading 1", "Normal", "Quote")] == [whole] * 4
    assert known.tables[0].cell(1, 0).text == whole
    assert "x" * 10_000 in [p.text for p in known.paragraphs]
    assert "<script" not in parts(made)["word/document.xml"]
