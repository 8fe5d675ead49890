"""The draft of the accessibility statement: what does not comply is named once, and nowhere else told otherwise."""

import io
from datetime import date
from pathlib import Path

from docx import Document

from monitor import accessibility, catalogue

ON = date(2026, 11, 22)


def test_every_deviation_says_what_to_do_instead():
    found = accessibility.load()
    assert len({d.code for d in found}) == len(found) > 3
    assert [d.code for d in found if not all((d.what, d.effect, d.instead, d.measure))] == []
    assert [d.code for d in found if not d.criterion[0].isdigit()] == []


def test_an_organisation_fills_in_its_name_and_contact(tmp_path):
    folder = tmp_path / "catalogue"
    folder.mkdir()
    shipped = Path(accessibility.paths.CATALOGUE / "settings.csv").read_text("utf-8")
    own = shipped.replace("organisation_nl,,", "organisation_nl,Gemeente Ergens,").replace(
        "contact_nl,,", "contact_nl,dialoog@example.org,"
    )
    (folder / "settings.csv").write_text(own, "utf-8")
    shipped_text = str(accessibility.statement(catalogue.load(None), ON).parts)
    assert accessibility.ORGANISATION in shipped_text
    text = str(accessibility.statement(catalogue.load(tmp_path), ON).parts)
    assert "Gemeente Ergens wil dat iedereen" in text
    assert "dialoog@example.org" in text
    assert accessibility.ORGANISATION not in text


def test_the_document_holds_every_deviation():
    made = accessibility.statement(catalogue.load(None), ON)
    document = Document(io.BytesIO(accessibility.docx(made)))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert [d.code for d in accessibility.load() if d.what not in cells] == []
    assert "Opgesteld op 22 november 2026." in [p.text for p in document.paragraphs]
