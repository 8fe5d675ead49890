"""Text of users in every file and on every screen: text, never a formula, a link, a tag or a sign of markdown."""

from __future__ import annotations

import csv
import html
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.export.signs import DANGEROUS, clean, slug
from monitor.export.xlsx import csv_bytes, workbook
from monitor.table_html import to_html
from monitor.tables import LINK, Column, Reference, Table
from widgets.url import as_text

ROOT = Path(__file__).resolve().parents[2]
ATTACKS = (
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    '=HYPERLINK("http://x.example")',
    "=cmd|'/c'!A1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='x",
    "</td></table><b>",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "**a** `b` $c$ :smile: ~~d~~ #e |f|",
    "]]>",
    "\x00\x01",
    "\ud800",
    "https://x.example",
    "mailto:a@b.example",
    "internal:Blad!A1",
    "file:///etc/passwd",
    "{=1}",
    "\u202eabc",
    "_x000D_=1",
)
texts = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(max_size=12),
    st.tuples(st.sampled_from(ATTACKS), st.text(max_size=5)).map("".join),
)
tables = st.builds(
    lambda caption, label, rows, note: Table(
        caption, (Column("a", label), Column("b", "B")), tuple((x, y) for x, y in rows), note
    ),
    texts, texts, st.lists(st.tuples(texts, texts), max_size=4), texts,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(tables, texts)
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(table: Table, about: str):
    book = openpyxl.load_workbook(io.BytesIO(workbook([table], about=[(about, about)])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}  # text, or nothing at all
    assert all(cell.hyperlink is None for cell in cells)
    assert all(cell.value is None or isinstance(cell.value, str) for cell in cells)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_no_cell_of_a_text_file_begins_as_a_formula(table: Table):
    rows = list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 1 + len(table.rows)
    assert not [cell for row in rows for cell in row if cell.startswith(DANGEROUS)]


class Tags(HTMLParser):
    """The tags and attributes of a page, and the text between them."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


OURS = Tags(to_html(Table("x", (Column("a", "A"), Column("b", "B")), (("1", "2"),), "n")))


@settings(max_examples=150, deadline=None)
@given(tables, texts)
def test_no_text_makes_a_tag_on_screen(table: Table, label: str):
    found = Tags(to_html(table, label=label))
    assert found.tags <= OURS.tags
    assert found.attributes <= OURS.attributes
    for row in table.rows:
        for cell in row:
            assert html.escape(str(cell)) in to_html(table)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", " javascript:x", "JaVaScript:x", "vbscript:x", "file:///etc/passwd"],
)
def test_a_link_leads_to_a_page_or_nowhere(url: str):
    found = Tags(to_html(Table("x", (Column("a", "A"), Column("b", "B", LINK)), (("1", Reference("bron", url)),))))
    assert all(address.startswith(("http://", "https://")) for address in found.addresses)


@given(texts)
def test_no_sign_of_markdown_is_left_in_a_label(text: str):
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>~$:#|]", as_text(text))


@given(texts)
def test_a_file_name_leads_nowhere(text: str):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(text))


@given(texts)
def test_clean_text_can_stand_in_every_file(text: str):
    assert "\x00" not in clean(text)
    clean(text).encode()


def test_nothing_that_a_browser_loads_names_another_computer():
    """Styles, scripts and pictures of our own; what they load follows from them. In a real browser: test_production.py."""
    shipped = [p for folder in ("widgets", "assets", ".streamlit") for p in (ROOT / folder).rglob("*")
               if p.suffix in (".css", ".js", ".svg", ".html", ".toml")]  # fmt: skip
    assert len(shipped) > 2
    named = {
        address for path in shipped for address in re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", path.read_text("utf-8"))
    }
    assert named <= {"http://www.w3.org"}  # the name of a vocabulary, which nobody loads
