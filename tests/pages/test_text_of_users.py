"""What a user typed is shown as text: never as HTML, never as markdown."""

import html
import re

import pytest
from page_runs import html_of, said, visit
from tables_to_read import HEADER, summary_rows, write, xlsx
from test_data_page import upload

from monitor.ingest import import_file
from monitor.session import Session

# Not a script element: `html_of` leaves those out, so it would not see one that got through.
SCRIPT = "<img src=x onerror=alert(1)>"
MARKS = "**vet** [klik](javascript-x) :red[rood] $x^2$ `code`"
LIVE = re.compile(r"(?<!\\)(\*\*vet\*\*|\[klik\]\(|:red\[|\$x\^2\$|`code`)")


def labels(app) -> list[str]:
    """Everything that Streamlit itself would read as markdown."""
    found = [element.value for kind in ("markdown", "caption", "info", "warning", "error", "success", "header",
             "subheader", "title") for element in app.get(kind)]  # fmt: skip
    found += [block.label for block in app.get("expander")]
    found += [w.label for kind in ("button", "selectbox", "checkbox", "radio", "multiselect") for w in app.get(kind)]
    return found


@pytest.fixture
def with_strange_text(empty_workspace, tmp_path):
    """Own summaries from a file with a strange name, measured with an instrument with a strange name."""
    rows = [(*row, f"{SCRIPT}{MARKS}") for row in summary_rows()]
    path = write(tmp_path, "a **vet** [klik](javascript-x) `code`.xlsx", xlsx(rows, (*HEADER, "instrument")))
    opened = Session(empty_workspace)
    report = import_file(path, opened.workspace, opened.catalogue, kind="summaries", origin="own")
    assert report.kept, report.text()
    return empty_workspace


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("overzicht", {}),
        ("trend", {"opvang": "bso"}),
        ("gegevens", {"onderdeel": "geladen"}),
        ("gegevens", {"onderdeel": "versies"}),
    ],
    ids=["overview", "trend", "loaded", "versions"],
)
def test_names_in_the_data_are_text_on_every_page(page, params, with_strange_text):
    app = visit(page, **params)
    assert SCRIPT not in html_of(app)
    assert [text for text in labels(app) if LIVE.search(text)] == []


@pytest.fixture
def with_strange_statement(empty_workspace, tmp_path):
    """A statement of a user's own whose sentence, caveat, source and publisher all try to be HTML."""
    header = "onderdeel;opvangsoort;periode_van;periode_tot;verandering;uitspraak;kanttekening;bron;uitgever"
    said_so = ";".join(f"{SCRIPT} {name}" for name in ("zin", "kanttekening", "rapport", "uitgever"))
    text = f"{header}\nomgeving;babyopvang;2017-2019;2022-2023;omhoog;{said_so}\n"
    opened = Session(empty_workspace)
    report = import_file(
        write(tmp_path, "zin.csv", text.encode()), opened.workspace, opened.catalogue, kind="findings", origin="own"
    )
    assert report.kept, report.text()
    return empty_workspace


@pytest.mark.parametrize(
    ("page", "params"),
    [("overzicht", {}), ("trend", {"ind": "omgeving"}), ("gegevens", {"onderdeel": "bronnen"})],
    ids=["overview", "trend", "sources"],
)
def test_a_statement_of_a_user_is_text(page, params, with_strange_statement):
    markup = html_of(visit(page, **params))
    assert SCRIPT not in markup
    assert html.escape(SCRIPT) in markup, "the statement is on the page, as text"


def test_the_name_is_still_readable(with_strange_text):
    text = said(visit("gegevens", onderdeel="geladen"))
    assert "**vet** [klik](javascript-x)" in text


def test_headers_and_values_of_an_uploaded_file_are_text(empty_workspace):
    rows = [(f"{MARKS} {SCRIPT}", *row[1:], "x") for row in summary_rows()]
    app = visit("gegevens", onderdeel="inlezen")
    upload(app, xlsx(rows, (*HEADER, f"kolom {MARKS}")), "a **vet** `code`.xlsx")
    assert any("vet" in s.label for s in app.selectbox), "the user may assign what we do not know"
    assert SCRIPT not in html_of(app)
    assert [text for text in labels(app) if LIVE.search(text)] == []
