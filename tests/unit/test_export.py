"""Files that leave the tool: the numbers stay numbers, text never runs, pictures carry their title and stamps."""

from __future__ import annotations

import csv
import io
import socket
import struct
import threading
import xml.etree.ElementTree as ElementTree

import openpyxl
import pytest

from monitor.export import images, xlsx
from monitor.figures import template
from monitor.tables import COUNT, DIFFERENCE, NUMBER, PERCENT, Column, Table

DANGER = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "http://x.example", "＝1")
TABLE = Table(
    "Cijfers en oordelen: [alles] / en nog een heel lange titel",
    (Column("a", "=Soort"), Column("b", "Score", NUMBER, 1), Column("c", "Verschil", DIFFERENCE),
     Column("d", "n", COUNT), Column("e", "Kans", PERCENT, 0)),
    (("De <b>baby-opvang</b>", 4.649999, -0.25, 1234, 0.64), ("leeg", None, float("nan"), 0, None)),
    note="Een toelichting.",
)  # fmt: skip


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def texts(tables: list[Table], **more) -> list[tuple[str, str, object]]:
    book = opened(xlsx.workbook(tables, **more))
    return [(sheet.title, cell.data_type, cell.value) for sheet in book for line in sheet.iter_rows() for cell in line]


# ------------------------------------------------------------------------------------------------ xlsx


def test_numbers_come_back_unrounded_with_a_format():
    sheet = opened(xlsx.workbook([TABLE])).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["De <b>baby-opvang</b>", 4.649999, -0.25, 1234, 0.64]
    assert [cell.value for cell in sheet[3]] == ["leeg", None, None, 0, None]
    assert [sheet.cell(2, i).number_format for i in (2, 3, 4, 5)] == ["0.0", "+0.00;-0.00;0.00", "#,##0", "0%"]


def test_the_header_is_bold_and_frozen():
    sheet = opened(xlsx.workbook([TABLE])).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["=Soort", "Score", "Verschil", "n", "Kans"]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "B2"


def test_text_never_becomes_a_formula_or_a_link():
    table = Table("=1+1", (Column("a", "=1+1"),), tuple((text,) for text in DANGER))
    book = opened(xlsx.workbook([table], about=[("=1+1", "=2+2")]))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)
    assert "=1+1" in [cell.value for cell in cells]


def test_the_file_says_what_it_is():
    found = texts(
        [TABLE], about=[("Titel", "Trend"), ("Let op", "Fictieve gegevens"), ("Dataversie", "2026-11-21-abc")]
    )
    about = [value for sheet, _, value in found if sheet == xlsx.ABOUT]
    assert about[:6] == ["Titel", "Trend", "Let op", "Fictieve gegevens", "Dataversie", "2026-11-21-abc"]
    assert TABLE.caption in about
    assert TABLE.note in about


def test_sheets_get_names_that_a_workbook_takes():
    tables = [TABLE, TABLE, Table("x", (), (), sheet=xlsx.ABOUT), Table("/?*", (), ())]
    names = opened(xlsx.workbook(tables)).sheetnames
    assert len({name.lower() for name in names}) == 5
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_very_long_text_is_kept_as_far_as_it_fits():
    long = Table("x", (Column("a", "a"),), (("y" * 40000,),))
    assert len(opened(xlsx.workbook([long])).worksheets[0]["A2"].value) == xlsx.LONGEST_TEXT


# ------------------------------------------------------------------------------------------------ csv


def test_csv_opens_in_a_dutch_spreadsheet():
    data = xlsx.csv_bytes(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][0] == "'=Soort"
    assert lines[1] == ["De <b>baby-opvang</b>", "4,649999", "-0,25", "1234", "0,64"]
    assert lines[2] == ["leeg", "", "", "0", ""]


@pytest.mark.parametrize("text", [text for text in DANGER if not text.startswith("http")])
def test_csv_text_that_would_run_gets_an_apostrophe(text):
    data = xlsx.csv_bytes(Table("x", (Column("a", "a"),), ((text,),))).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(data, newline=""), delimiter=";"))[1][0] == "'" + text


# ------------------------------------------------------------------------------------------------ pictures


def picture(**more):
    trace = {"type": "scatter", "x": [1, 2, 3], "y": [1.5, 2.5, 3.5], "mode": "lines"}
    figure = template.figure([trace], template.layout(height=180))
    texts = {"title": "Nog niet <hersteld>", "subline": "Omgevingskwaliteit", "source_line": "Bron: rapport & tabel"}
    return images.standalone(figure, **texts, stamps=["Fictieve gegevens"], description="Lijngrafiek & zin.", **more)


def test_a_figure_that_leaves_carries_its_texts_and_grows_to_fit_them():
    figure = picture(width=600)
    written = " ".join(a.text for a in figure.layout.annotations)
    for text in ("Nog niet &lt;hersteld&gt;", "Omgevingskwaliteit", "Fictieve gegevens", "Bron: rapport &amp; tabel"):
        assert text in written
    plot = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    assert plot == 180 - 24 - 40
    assert figure.layout.width == 600


def test_the_figure_itself_is_left_alone():
    figure = template.figure([], template.layout(height=180))
    images.standalone(figure, title="t", subline="", source_line="", stamps=["s"])
    assert not figure.layout.annotations
    assert figure.layout.height == 180


def test_without_a_browser_the_user_gets_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(images.ChromiumMissing, match="Chromium"):
        images.to_png(picture(width=601))


@pytest.fixture
def contacted(monkeypatch):
    """The first line of every request that leaves the browser while it draws."""
    seen: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                seen.append(connection.recv(400).split(b"\r\n")[0])

    threading.Thread(target=listen, daemon=True).start()
    monkeypatch.setattr(images, "NO_NETWORK", f"http://127.0.0.1:{server.getsockname()[1]}")
    yield seen
    server.close()


def test_png_has_the_size_asked_for_and_needs_no_script_from_elsewhere(contacted):
    data = images.to_png(picture(width=602), scale=2)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (1204, 2 * picture(width=602).layout.height)
    assert not [line for line in contacted if b"plot" in line or b"mathjax" in line or b"cdn" in line]


def test_svg_tells_what_it_is():
    svg = images.to_svg(picture(width=603))
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "Nog niet <hersteld>"
    assert root.find(f"{space}desc").text == "Fictieve gegevens. Lijngrafiek & zin."
    drawn = " ".join("".join(text.itertext()) for text in root.iter(f"{space}text"))
    assert "Fictieve gegevens" in drawn
    assert "Nog niet <hersteld>" in drawn
    assert "1,5" in drawn
